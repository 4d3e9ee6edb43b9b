"""The commands (Typer). Each imports what it needs when it is called, so that `tgbot run` starts fast."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from tgbot.operation.errors import OperatorError
from tgbot.settings import Settings, SettingsError, content_directory, read_settings

app = typer.Typer(no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
content_app = typer.Typer(help="Check and explain the content.", no_args_is_help=True)
keys_app = typer.Typer(help="Keys that seal what is stored.", no_args_is_help=True)
db_app = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(content_app, name="content")
app.add_typer(keys_app, name="keys")
app.add_typer(db_app, name="db")

_ENV_FILE = Path(".env")


def main() -> None:
    """Run a command; what an operator can mend ends with 2 and its text, never with a traceback."""
    from tgbot.library.problems import ContentError  # noqa: PLC0415
    from tgbot.store.errors import StoreError  # noqa: PLC0415
    from tgbot.store.seal import SealError  # noqa: PLC0415

    try:
        app()
    except (SettingsError, OperatorError, ContentError, StoreError, SealError) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        sys.exit(2)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Without a command: the playground, or the bot on Telegram when TELEGRAM_BOT_TOKEN is set."""
    if context.invoked_subcommand is not None:
        return
    settings = read_settings()
    if not settings.telegram_bot_token.get_secret_value():
        play()
        return
    if not settings.data_keys.get_secret_value():
        settings = _with_new_key()
    _run(settings)


@app.command()
def run() -> None:
    """Run the bot on Telegram: polling, or a webhook when WEBHOOK_URL is set."""
    _run(read_settings())


@app.command()
def play(port: Annotated[int, typer.Option(help="Where the page is served.")] = 8088) -> None:
    """Open the playground: a local Bot API, a chat page, and this bot in one process."""
    from tgbot.operation.play import play as serve  # noqa: PLC0415

    serve(read_settings(), port)


@app.command()
def triage(language: Annotated[str, typer.Option(help="Language of the reasons.")] = "en") -> None:
    """Judge answers: JSON in on standard input, JSON out."""
    import json  # noqa: PLC0415

    from tgbot.library.loader import load  # noqa: PLC0415
    from tgbot.operation.triage import judge  # noqa: PLC0415

    content = load(content_directory(read_settings()))
    typer.echo(json.dumps(judge(content.language(language), sys.stdin.read()), indent=2, ensure_ascii=False))


@content_app.command("check")
def content_check() -> None:
    """Check the whole content; every problem with file and line, and 2 at the end when there is one."""
    from tgbot.library.check import check  # noqa: PLC0415
    from tgbot.library.report import format_report  # noqa: PLC0415

    report = check(content_directory(read_settings()))
    typer.echo(format_report(report), nl=False)
    if not report.ok:
        raise typer.Exit(2)


@keys_app.command("new")
def keys_new() -> None:
    """Print a new key for DATA_KEYS. Put it before the old ones, separated by a comma."""
    from tgbot.store.seal import new_key  # noqa: PLC0415

    typer.echo(new_key())


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version."""
    import asyncio  # noqa: PLC0415

    from tgbot.store.database import Database  # noqa: PLC0415

    async def upgrade() -> None:
        database = await Database.open(read_settings().database_url)
        try:
            await database.migrate()
        finally:
            await database.close()

    asyncio.run(upgrade())
    typer.echo("The database is up to date.")


def _run(settings: Settings) -> None:
    from tgbot.operation.run import run as serve  # noqa: PLC0415

    serve(settings)


def _with_new_key() -> Settings:
    """Make the missing key once and keep it in `.env`, readable by its owner only."""
    from tgbot.store.seal import new_key  # noqa: PLC0415

    descriptor = os.open(_ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        _ENV_FILE.chmod(0o600)
        file.write(f"\nDATA_KEYS={new_key()}\n")
    typer.echo("A key was made and written to .env (DATA_KEYS). Keep a copy: without it, stored reminders are lost.")
    return read_settings()
