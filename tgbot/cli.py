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
    try:
        app()
    except Exception as problem:
        if not isinstance(problem, (SettingsError, OperatorError, *_mendable())):
            raise
        print(problem, file=sys.stderr)  # noqa: T201
        sys.exit(2)


def _mendable() -> tuple[type[Exception], ...]:
    from tgbot.library.problems import ContentError  # noqa: PLC0415
    from tgbot.store.errors import StoreError  # noqa: PLC0415

    return ContentError, StoreError


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
        from tgbot.operation.first_key import keep_new_key  # noqa: PLC0415

        typer.echo(keep_new_key(_ENV_FILE))
        settings = read_settings()
    _run(settings)


@app.command()
def run(
    take_over: Annotated[bool, typer.Option("--take-over", help="Take the updates from wherever they go now.")] = False,
) -> None:
    """Run the bot on Telegram: polling, or a webhook when WEBHOOK_URL is set."""
    _run(read_settings(), take_over=take_over)


@app.command()
def doctor() -> None:
    """Look whether everything is ready for people; 2 at the end when something must be mended."""
    from tgbot.operation.doctor import doctor as look  # noqa: PLC0415

    if not look(read_settings(), os.environ, _ENV_FILE, typer.echo):
        raise typer.Exit(2)


@app.command()
def health() -> None:
    """Say whether the running bot is well; 1 at the end when it is not."""
    from tgbot.operation.health import NotWell  # noqa: PLC0415
    from tgbot.operation.health import health as ask_it  # noqa: PLC0415

    try:
        typer.echo(ask_it(read_settings()))
    except NotWell as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None


@app.command()
def play(port: Annotated[int, typer.Option(help="Where the page is served.")] = 8088) -> None:
    """Open the playground: a local Bot API, a chat page, and this bot beside them."""
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


@app.command()
def ask(
    words: Annotated[str, typer.Argument(help="What a person would type.")],
    json_output: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    language: Annotated[str, typer.Option(help="Language of the article.")] = "en",
) -> None:
    """Answer typed words as the chat would: a card, the sections that fit, or nothing."""
    import json  # noqa: PLC0415

    from tgbot.library.loader import load  # noqa: PLC0415
    from tgbot.operation.ask import ask as answer  # noqa: PLC0415
    from tgbot.operation.ask import format_answer  # noqa: PLC0415

    said = answer(load(content_directory(read_settings())).language(language), words)
    typer.echo(json.dumps(said, indent=2, ensure_ascii=False) if json_output else format_answer(said))


@content_app.command("proof")
def content_proof() -> None:
    """Prove what holds for every run of the checklist; 2 at the end when something does not."""
    from tgbot.checklist.proof import format_proof  # noqa: PLC0415
    from tgbot.library.loader import load  # noqa: PLC0415
    from tgbot.operation.proof import prove_content  # noqa: PLC0415

    proof = prove_content(load(content_directory(read_settings())))
    typer.echo(format_proof(proof), nl=False)
    if not proof.ok:
        raise typer.Exit(2)


@content_app.command("explain")
def content_explain(wanted: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Tell where a section, rule, question, note or source comes from, and what it leads to."""
    from tgbot.library.loader import load  # noqa: PLC0415
    from tgbot.operation.explain import explain  # noqa: PLC0415
    from tgbot.operation.vignettes import FOLDER, judge_vignettes  # noqa: PLC0415

    content = load(content_directory(read_settings()))
    judged = judge_vignettes(content, FOLDER) if FOLDER.is_dir() else []
    typer.echo(explain(content, wanted, judged), nl=False)


@content_app.command("vignettes")
def content_vignettes(
    folder: Annotated[Path, typer.Option(help="Where the cases are.")] = Path("tests/checklist/vignettes"),
) -> None:
    """Judge the written cases and print the table; 2 at the end when a target is missed."""
    from tgbot.checklist.vignette import format_vignettes, scores  # noqa: PLC0415
    from tgbot.library.loader import load  # noqa: PLC0415
    from tgbot.operation.vignettes import judge_vignettes  # noqa: PLC0415

    judged = judge_vignettes(load(content_directory(read_settings())), folder)
    typer.echo(format_vignettes(judged), nl=False)
    if not all(score.met for score in scores(judged)) or any(case.problem for case in judged):
        raise typer.Exit(2)


@content_app.command("links")
def content_links() -> None:
    """Ask online whether the sources' pages answer, and note the day; 2 at the end when one does not."""
    from tgbot.clock import SystemClock  # noqa: PLC0415
    from tgbot.operation.links import check_sources  # noqa: PLC0415

    failed = check_sources(content_directory(read_settings()), SystemClock().now().date())
    if failed:
        raise typer.Exit(2)


@keys_app.command("new")
def keys_new() -> None:
    """Print a new key for DATA_KEYS. Put it before the old ones, separated by a comma."""
    from tgbot.store.seal import new_key  # noqa: PLC0415

    typer.echo(new_key())


@keys_app.command("rotate")
def keys_rotate() -> None:
    """Seal everything again with the newest key of DATA_KEYS; safe to interrupt and to run again."""
    from tgbot.operation.rotate import rotate_keys  # noqa: PLC0415

    typer.echo(rotate_keys(read_settings()))


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version."""
    from tgbot.operation.database import upgrade  # noqa: PLC0415

    typer.echo(upgrade(read_settings()))


@db_app.command("backup")
def db_backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Back the database up into one file, while the bot runs. DATA_KEYS are not in it."""
    from tgbot.operation.database import backup  # noqa: PLC0415

    typer.echo(backup(read_settings(), file))


@db_app.command("restore")
def db_restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Replace everything by a backup; who asked to be forgotten since is forgotten again. Stop the bot first."""
    from tgbot.operation.database import restore  # noqa: PLC0415

    if not yes and sys.stdin.isatty():
        typer.confirm("Everything in the database is replaced by the backup. Go on?", abort=True)
    typer.echo(restore(read_settings(), file))


@db_app.command("copy")
def db_copy(to: Annotated[str, typer.Option("--to", help="The DATABASE_URL to copy to.")]) -> None:
    """Copy everything to another database, such as PostgreSQL; may be repeated. Stop the bot first."""
    from tgbot.operation.database import copy  # noqa: PLC0415

    typer.echo(copy(read_settings(), to))


@db_app.command("stats")
def db_stats() -> None:
    """Count what is kept: totals only, and nothing below ten."""
    from tgbot.operation.database import stats  # noqa: PLC0415

    typer.echo(stats(read_settings()))


def _run(settings: Settings, *, take_over: bool = False) -> None:
    from tgbot.operation import garbage, lean  # noqa: PLC0415

    garbage.hold_back()
    with lean.without(*lean.UNUSED):
        from tgbot.operation.run import run as serve  # noqa: PLC0415

    serve(settings, take_over=take_over)
