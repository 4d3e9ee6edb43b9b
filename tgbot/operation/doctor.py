"""`tgbot doctor`: is everything ready for people? One line for each thing, with what to mend. Changes nothing."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tgbot.settings import TELEGRAM, Settings, SettingsError, content_directory
from tgbot.store.address import Address
from tgbot.store.database import Database
from tgbot.store.errors import StoreError
from tgbot.store.keycheck import check_keys
from tgbot.store.seal import Seal
from tgbot.store.tables import SCHEMA

_PATIENCE: Final = 10
_SKEW: Final = 5.0
"""Seconds that the clock may be off: the workers' leases last 15."""
_WEBHOOK_PORTS: Final = frozenset({None, 80, 88, 443, 8443})
_GOOD_SECRET: Final = 16


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend`: what to do about it; "" when it is as it should be."""

    what: str
    found: str
    mend: str = ""

    def __str__(self) -> str:
        sign = "mend" if self.mend else "ok  "
        return f"{sign}  {self.what}: {self.found}" + (f" -> {self.mend}" if self.mend else "")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Telegram said: the body, and its own time where the answer carries one."""

    body: Mapping[str, Any]
    at: datetime | None
    asked: datetime


def doctor(settings: Settings, environment: Mapping[str, str], env_file: Path, say: Callable[[str], object]) -> bool:
    """Say one line for each thing as soon as it is known; tell whether all is ready."""

    async def look() -> bool:
        ready = True
        async for finding in examine(settings, environment, env_file):
            say(str(finding))
            ready = ready and not finding.mend
        return ready

    ready = asyncio.run(look())
    say("Ready." if ready else "Not ready: mend the lines above, then ask again.")
    return ready


async def examine(settings: Settings, environment: Mapping[str, str], env_file: Path) -> AsyncIterator[Finding]:
    """Look at one thing after the other; each finding is told as soon as it is known."""
    me = await _ask(settings, "getMe")
    yield _token(settings, me)
    yield _clock(me)
    yield await _webhook(settings, me)
    yield _keys(settings)
    yield await _database(settings)
    yield _lasting(settings, environment)
    yield await asyncio.to_thread(_content, settings)
    yield _operator(settings)
    yield _env_file(env_file)


def _token(settings: Settings, me: _Answer | str) -> Finding:
    what = "token"
    if not settings.telegram_bot_token.get_secret_value():
        return Finding(what, "not set", "get one from @BotFather and put TELEGRAM_BOT_TOKEN=... into .env")
    if isinstance(me, str):
        return Finding(what, me, "check the network, TELEGRAM_API_URL, and a proxy in HTTPS_PROXY")
    if not me.body.get("ok"):
        return Finding(what, "refused by Telegram", "copy TELEGRAM_BOT_TOKEN again from @BotFather")
    return Finding(what, f"@{me.body['result'].get('username', '?')}")


def _clock(me: _Answer | str) -> Finding:
    what = "clock"
    if isinstance(me, str) or me.at is None:
        return Finding(what, "could not be compared, Telegram told no time")
    off = (me.asked - me.at).total_seconds()
    if abs(off) > _SKEW:
        return Finding(what, f"{abs(off):.0f} s {'ahead' if off > 0 else 'behind'}", "switch on time synchronisation")
    return Finding(what, "agrees with Telegram's")


async def _webhook(settings: Settings, me: _Answer | str) -> Finding:
    what = "receiving"
    parts = urlsplit(settings.webhook_url)
    if settings.webhook_url:
        if settings.telegram_api_url == TELEGRAM and (parts.scheme != "https" or parts.port not in _WEBHOOK_PORTS):
            return Finding(
                what, "Telegram does not call that address", "WEBHOOK_URL needs https and port 443, 80, 88 or 8443"
            )
        secret = settings.webhook_secret.get_secret_value()
        if secret and len(secret) < _GOOD_SECRET:
            return Finding(what, "a short WEBHOOK_SECRET", "leave it out: one is made from DATA_KEYS")
    info = await _ask(settings, "getWebhookInfo") if isinstance(me, _Answer) and me.body.get("ok") else "not asked"
    elsewhere = "" if isinstance(info, str) else urlsplit(info.body.get("result", {}).get("url", "")).netloc
    if elsewhere and elsewhere != parts.netloc:
        host = elsewhere.rpartition("@")[2]
        return Finding(
            what, f"Telegram brings the updates to {host}", "stop what runs there, or `tgbot run --take-over`"
        )
    return Finding(what, f"webhook at {parts.hostname}" if settings.webhook_url else "polling")


def _keys(settings: Settings) -> Finding:
    what = "keys"
    if not settings.data_keys.get_secret_value():
        return Finding(what, "not set", "make one with `tgbot keys new`, put DATA_KEYS=... into .env, keep a copy")
    try:
        Seal.from_setting(settings.data_keys.get_secret_value())
    except StoreError as problem:
        return Finding(what, "can't be used", str(problem))
    return Finding(what, "readable; keep a copy away from the database")


async def _database(settings: Settings) -> Finding:
    what = "database"
    try:
        address = Address.read(settings.database_url)
        if address.path is not None and address.is_missing:
            return _place(what, address.path.absolute())
        return Finding(what, await _tables(Database(address), settings.data_keys.get_secret_value()))
    except StoreError as problem:
        return Finding(what, "not ready", str(problem))


async def _tables(database: Database, keys: str) -> str:
    """Say how the tables stand; raises `StoreError` when they can't be used."""
    try:
        revision = await database.revision()
        if revision is not None and revision > SCHEMA:
            raise StoreError(
                f"it has the schema {revision}, this version knows up to {SCHEMA}: install the newer tgbot"
            )
        if revision != SCHEMA:
            return f"{database.address.shown} answers; `tgbot run` will bring its tables to this version"
        if not keys:
            return f"{database.address.shown} answers, its tables are up to date"
        await check_keys(database, Seal.from_setting(keys))
    finally:
        await database.close()
    return f"{database.address.shown} answers, its tables are up to date, the keys fit"


def _place(what: str, path: Path) -> Finding:
    there = next(parent for parent in path.parents if parent.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Finding(what, f"{path} will be made at the first start")
    return Finding(what, f"{path} can't be made", f"give this user the right to write in {there}, or set DATABASE_URL")


def _lasting(settings: Settings, environment: Mapping[str, str]) -> Finding:
    from tgbot.store.lasting import why_not_lasting  # noqa: PLC0415

    what = "disk"
    try:
        why = why_not_lasting(settings.database_url, environment)
    except StoreError:
        return Finding(what, "not known without a database")
    if why and settings.allow_ephemeral_db:
        return Finding(what, "reminders will be lost at a restart, as ALLOW_EPHEMERAL_DB allows")
    return Finding(what, "the database would be lost", why) if why else Finding(what, "the database lasts")


def _content(settings: Settings) -> Finding:
    from tgbot.library.check import check  # noqa: PLC0415

    what = "content"
    try:
        report = check(content_directory(settings))
    except SettingsError as problem:
        return Finding(what, "not found", str(problem))
    if report.ok:
        return Finding(what, "valid")
    return Finding(what, f"{len(report.problems)} problems", "see `tgbot content check`")


def _operator(settings: Settings) -> Finding:
    what = "operator"
    missing = [name for name in ("operator_name", "operator_contact") if not getattr(settings, name).strip()]
    if missing:
        names = " and ".join(name.upper() for name in missing)
        return Finding(what, "people can't see who runs this bot", f"set {names}; /privacy shows them")
    return Finding(what, f"{settings.operator_name}, {settings.operator_contact}")


def _env_file(path: Path) -> Finding:
    what = ".env"
    if not path.exists():
        return Finding(what, "none here, settings come from the environment")
    if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return Finding(what, "other users of this machine can read the token and the keys", f"chmod 600 {path}")
    return Finding(what, "readable by its owner only")


async def _ask(settings: Settings, method: str) -> _Answer | str:
    """Ask Telegram; tell in words why there is no answer. No word of it holds the token."""
    import aiohttp  # noqa: PLC0415

    token = settings.telegram_bot_token.get_secret_value()
    if not token:
        return "not asked"
    try:
        async with (
            aiohttp.ClientSession(trust_env=True, timeout=aiohttp.ClientTimeout(total=_PATIENCE)) as session,
            session.get(f"{settings.telegram_api_url}/bot{token}/{method}") as answer,
        ):
            body = await answer.json(content_type=None)
            told = answer.headers.get("Date")
            asked = datetime.now(UTC)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        return f"Telegram can't be reached ({type(error).__name__})"
    if not isinstance(body, dict):
        return "TELEGRAM_API_URL is no Bot API"
    return _Answer(body, _moment(told), asked)


def _moment(told: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(told) if told else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
