"""Updates that Telegram never sent: nothing raises, the process lives, no words are logged, the next tap works."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from tests.support.chat import Chat
from tests.support.mutated import MARK, mutated, recorded
from tests.support.postgres import free_port
from tests.support.process import bot_process
from tests.support.reminding import SELF_CARE
from tgbot.chat.deps import make_codec
from tgbot.chat.routes import PAGES
from tgbot.checklist.code import Link
from tgbot.delivery.registration import address_for
from tgbot.library.content import Content
from tgbot.playground.server import Served
from tgbot.store.seal import new_key

_SECRET = "only-for-tests"
_AT_ONCE = 32
_REFUSED = frozenset({"BadRequest", "Forbidden"})
"""What Telegram answers about a chat or a message that is not there: the emulator's word, no fault of a handler."""


def codes(content: Content) -> list[str]:
    """Make a link to every page that a button can open."""
    codec = make_codec(content)
    return [codec.encode(Link(page, SELF_CARE, *rest)) for page in PAGES for rest in ((), ("recheck", 1))]


async def post(address: str, updates: Iterable[dict[str, Any]]) -> Counter[int]:
    """Bring updates as Telegram does, many side by side; count the answers."""
    waiting, answers = iter(updates), Counter[int]()
    headers = {"X-Telegram-Bot-Api-Secret-Token": _SECRET, "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def one_after_the_other() -> None:
            for update in waiting:
                async with session.post(address, data=orjson.dumps(update)) as answer:
                    answers[answer.status] += 1

        await asyncio.gather(*(one_after_the_other() for _ in range(_AT_ONCE)))
    return answers


async def survives(server: Served, content: Content, folder: Path, number: int, seed: int) -> None:
    """Post so many broken updates to a real process, and look at everything that it did."""
    world, port = server.world, free_port()
    people = [world.add_person(MARK, id=710_000_000 + each) for each in range(max(50, number // 10))]
    for person in people:
        world.private_chat(person).started = True
    samples = recorded(codes(content))
    url = f"http://127.0.0.1:{port}"
    webhook = {"WEBHOOK_URL": url, "WEBHOOK_SECRET": _SECRET, "PORT": str(port), "LOG_LEVEL": "DEBUG"}
    async with bot_process(server.url, folder, new_key(), **webhook) as process:
        chat = Chat(world, world.add_person("Ada"))
        await chat.send("/start")
        began = time.monotonic()
        answers = await post(address_for(url, _SECRET), mutated(samples, [each.id for each in people], seed, number))
        took = time.monotonic() - began
        await asyncio.sleep(0.75)
        await chat.tap("Start the check")
        chat.shows("Question 1")
        log = process.log
        assert await process.stop() == 0
    failed = Counter(re.findall(r"event='(?:handler|work|apology)_failed' .*?error='(\w+)' where='([^']*)'", log))
    print(f"{number} broken updates in {took:.0f} s, answers {dict(answers)}, failed {dict(failed)}")  # noqa: T201
    assert set(answers) <= {200, 400}
    assert [each for each in failed if each[0] not in _REFUSED] == []
    assert "Traceback" not in log
    assert "work_failed" not in log
    for trace in (MARK, *(str(person.id) for person in people), str(chat.person.id)):
        assert trace not in log


async def test_a_thousand_broken_updates(server: Served, content: Content, tmp_path: Path) -> None:
    """Updates of every kind, broken in one to four places, posted to a real process."""
    await survives(server, content, tmp_path, 1000, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(1200)
async def test_ten_thousand_broken_updates(server: Served, content: Content, tmp_path: Path) -> None:
    """Ten thousand others."""
    await survives(server, content, tmp_path, 10_000, seed=2)
