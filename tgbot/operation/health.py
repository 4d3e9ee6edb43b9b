"""`tgbot health`: is the bot well? For hosts and containers that ask by a command.

With a PORT it asks the running process on this machine. Without one it reads the lease that the leader renews in the
database every five seconds, and only while it is well: that needs no open port and no file that two users must share.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import urllib.error
import urllib.request

from tgbot.clock import SystemClock
from tgbot.delivery.leader import LEASE, WELL
from tgbot.operation.errors import OperatorError
from tgbot.settings import Settings
from tgbot.store.address import Address
from tgbot.store.database import Database
from tgbot.store.errors import StoreError
from tgbot.store.leader import Leader

_WITHIN = 8.0
_NOBODY = "not well: no bot is running on this database (DATABASE_URL)"


class NotWell(OperatorError):
    """The bot is not well; the text says in what way."""


def health(settings: Settings) -> str:
    """Say that the bot is well, or raise `NotWell`."""
    if settings.open_port is not None:
        return _ask(settings.open_port)
    return asyncio.run(_read(settings.database_url))


def _ask(port: int) -> str:
    # Not through a proxy of the environment: this is the machine itself.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        try:
            with opener.open(f"http://127.0.0.1:{port}/healthz", timeout=_WITHIN) as answer:
                return f"well: {_words(answer.read(), port)}"
        except urllib.error.HTTPError as answer:
            raise NotWell(f"not well: {_words(answer.read(), port)}") from None
    except http.client.IncompleteRead:
        raise NotWell(f"not well: what answers on port {port} (PORT) broke off") from None
    except (OSError, http.client.HTTPException):
        raise NotWell(f"not well: nothing answers on port {port} (PORT); is `tgbot run` running?") from None


async def _read(url: str) -> str:
    address = Address.read(url)
    if address.is_missing:
        raise NotWell(_NOBODY)
    database = Database(address)
    try:
        until = await Leader(database).until(WELL)
    except StoreError as problem:
        raise NotWell(f"not well: {problem}") from None
    finally:
        await database.close()
    now = SystemClock().now()
    if until is None:
        raise NotWell(_NOBODY)
    if until <= now:
        ago = (now - until).total_seconds() + LEASE
        raise NotWell(f"not well: the last sign of life was {ago:.0f} s ago")
    return f"well: a bot runs on this database and gave a sign of life within {LEASE:.0f} s"


def _words(body: bytes, port: int) -> str:
    try:
        report = json.loads(body)
    except ValueError:
        report = None
    if not isinstance(report, dict):
        raise NotWell(f"not well: what answers on port {port} (PORT) is not this bot")
    return "; ".join(f"{part}: {words}" for part, words in report.items())
