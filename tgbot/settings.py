"""Settings from the environment and `.env`. All errors are told at once; secrets never show in a repr or a message."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
DEFAULT_PORT = 8080
"""Where the webhook listens when the host names no PORT."""


class SettingsError(Exception):
    """What is wrong with the settings: one line each, naming the setting and the next step."""


class Settings(BaseSettings):
    """Everything that can be set. Names are the environment's, in capitals."""

    # A host's form or a compose file hands over what was left blank as an empty text: that is "not set".
    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_bot_token: SecretStr = SecretStr("")
    telegram_api_url: str = TELEGRAM
    database_url: str = Field(default="sqlite+aiosqlite:///data/tgbot.db", repr=False)
    data_keys: SecretStr = SecretStr("")
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    port: int | None = Field(default=None, ge=0, le=65535)
    operator_name: str = ""
    operator_contact: str = ""
    messages_per_second: float = Field(default=25, ge=0)
    log_level: str = "INFO"
    content_dir: Path | None = None
    checklist_enabled: bool = True
    allow_ephemeral_db: bool = False
    # Shorter terms can be set, longer ones cannot: people agreed to these.
    keep_results_days: int = Field(default=90, ge=1, le=90)
    keep_inactive_days: int = Field(default=365, ge=1, le=365)
    keep_blocked_days: int = Field(default=30, ge=1, le=30)

    @property
    def open_port(self) -> int | None:
        """Tell the port that the bot opens: PORT, the usual one where Telegram calls us, else none."""
        if self.port is None and self.webhook_url:
            return DEFAULT_PORT
        return self.port

    @field_validator("telegram_bot_token")
    @classmethod
    def _token_has_its_form(cls, token: SecretStr) -> SecretStr:
        number, colon, rest = token.get_secret_value().strip().partition(":")
        if token.get_secret_value() and not (colon and number.isdigit() and rest):
            raise ValueError("is not a bot token (digits, a colon, letters); copy it from @BotFather")
        return SecretStr(token.get_secret_value().strip())

    @field_validator("telegram_api_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return url.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _is_an_address_without_a_question(cls, url: str) -> str:
        if url and not _is_base_address(url):
            raise ValueError("must be the address that Telegram calls, such as https://bot.example.org")
        return url.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret_that_telegram_takes(cls, secret: SecretStr) -> SecretStr:
        if secret.get_secret_value() and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError("must be 1 to 256 letters, digits, _ or -; or leave it out: one is made from DATA_KEYS")
        return secret

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, level: str) -> str:
        if level.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return level.upper()


def _is_base_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        in_range = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and in_range and not parts.query + parts.fragment


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings, or raise `SettingsError` with every problem in it."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as problem:
        lines = [
            f"{str(error['loc'][0]).upper()} {error['msg'].removeprefix('Value error, ')}"
            for error in problem.errors(include_url=False, include_input=False)
        ]
        raise SettingsError("\n".join(lines)) from None


def content_directory(settings: Settings) -> Path:
    """Find content/: at CONTENT_DIR, beside the package in a checkout, or inside an installed wheel."""
    package = Path(__file__).resolve().parent
    candidates = [settings.content_dir] if settings.content_dir else [package.parent / "content", package / "_content"]
    for candidate in candidates:
        if (candidate / "en").is_dir():
            return candidate
    raise SettingsError(f"CONTENT_DIR {candidates[0]} holds no folder `en`; point it to the project's content/")
