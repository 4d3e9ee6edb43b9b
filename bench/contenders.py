"""Who takes part: how each bot is started, and how many people are enough to fill it."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.api.server import TOKEN
from tgbot.store.seal import new_key

PROJECT = Path(__file__).resolve().parent.parent
NAMES = ("ours", "ours-webhook", "ptb", "ptb-concurrent", "aiogram", "aiogram-uvloop", "limit")
USUAL = ("ours", "ptb", "ptb-concurrent", "aiogram", "limit")


@dataclass(frozen=True, slots=True)
class Contender:
    """One bot: its command, its settings beside those of all peers, and the most people it is given.

    A bot that handles one update after the other is full with a few people; more would only wait longer in its queue,
    and its queue's easy first updates (one call instead of two) would last for minutes.
    """

    name: str
    says: str
    command: Sequence[str]
    settings: Mapping[str, str] = field(default_factory=dict)
    most: int = 1_000_000


def ours(name: str, code: Path = PROJECT, *, webhook: bool = False, **settings: str) -> Contender:
    """Give our bot from a checkout, with a database and keys that are thrown away."""
    given = {
        "PYTHONPATH": str(code),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "DATABASE_URL": "sqlite+aiosqlite:///bot.db",
        "DATA_KEYS": new_key(),
        "MESSAGES_PER_SECOND": "0",
        "ALLOW_EPHEMERAL_DB": "1",
    }
    if webhook:
        port = str(_free_port())
        given |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "PORT": port}
    says = "this bot, webhook" if webhook else "this bot" if code == PROJECT else f"this bot, {name}"
    return Contender(name, says, (sys.executable, "-m", "tgbot", "run"), given | settings)


def peer(name: str, python: Path) -> Contender:
    """Give a peer by its name; `python` is the interpreter that has aiogram."""
    mine = (sys.executable, "-m")
    match name:
        case "ptb":
            return Contender(name, "python-telegram-bot, ConversationHandler", (*mine, "bench.peers.ptb"), most=60)
        case "ptb-concurrent":
            command = (*mine, "bench.peers.ptb", "concurrent")
            return Contender(name, "the same, concurrent_updates", command, most=400)
        case "aiogram":
            return Contender(name, "aiogram 3, FSM", (str(python), "-m", "bench.peers.aiogram_fsm"))
        case "aiogram-uvloop":
            return Contender(name, "the same on uvloop", (str(python), "-m", "bench.peers.aiogram_fsm", "uvloop"))
        case _:
            return Contender(name, "no bot, the HTTP calls by aiohttp", (*mine, "bench.peers.limit"))


def settings_for(contender: Contender, api: str, conversation: Path) -> dict[str, str]:
    """Give the whole environment of a contender for one run."""
    shared = {
        "PYTHONPATH": str(PROJECT),
        "TELEGRAM_API_URL": api,
        "BENCH_API": api,
        "BENCH_TOKEN": TOKEN,
        "BENCH_CONVERSATION": str(conversation),
    }
    return shared | dict(contender.settings)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port
