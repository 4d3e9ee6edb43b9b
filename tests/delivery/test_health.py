"""Whether a worker is well: what each part must show, and what /healthz says of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from telegram import WebhookInfo

from tgbot.delivery.health import STALE, Health, is_ok
from tgbot.delivery.pages import pages
from tgbot.delivery.secret import webhook_secret
from tgbot.delivery.server import listen, serve
from tgbot.delivery.watch import trouble
from tgbot.store.address import Address
from tgbot.store.database import Database


@pytest_asyncio.fixture
async def health(tmp_path: Path) -> AsyncIterator[Health]:
    """Watch over a fresh database."""
    database = await Database.open(f"sqlite:///{tmp_path}/bot.db")
    yield Health(database)
    await database.close()


async def test_a_fresh_worker_is_well(health: Health) -> None:
    """Nothing is overdue yet, and no dispatcher is expected before this worker leads."""
    report = await health.report()
    assert is_ok(report)
    assert health.is_well()
    assert report["dispatcher"] == "ok, another worker sends"


@pytest.mark.parametrize("part", ["receiving", "leading", "dispatching"])
async def test_a_part_without_a_sign_is_stuck_within_a_minute(health: Health, part: str) -> None:
    """Each part by itself is a reason for 503, and well again at its next sign."""
    health.led(True)
    pulse = getattr(health, part)
    pulse.at -= 59
    assert not health.is_well()
    assert not is_ok(await health.report())
    pulse.beat()
    assert is_ok(await health.report())


async def test_a_dispatcher_is_expected_only_in_the_leader(health: Health) -> None:
    """Whoever no longer leads is well without one."""
    health.led(True)
    health.dispatching.at -= STALE + 1
    assert not health.is_well()
    health.led(False)
    assert health.is_well()


async def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    """The page says so in bare words, without host or path."""
    (tmp_path / "bot.db").mkdir()
    database = Database(Address.read(f"sqlite:///{tmp_path}/bot.db"))
    report = await Health(database).report()
    await database.close()
    assert report["database"] == "does not answer"
    assert str(tmp_path) not in str(report)


async def test_the_pages_answer_with_200_or_503(health: Health) -> None:
    """/healthz for alarms, /livez for a balancer: the second does not mind the database or the reminders."""

    async def figures() -> bytes:
        return b"tgbot_leader 1.0\n"

    stop, listener = asyncio.Event(), listen(0, "127.0.0.1")
    serving = asyncio.create_task(serve(Starlette(routes=list(pages(health, figures))), listener, stop))
    async with aiohttp.ClientSession(f"http://127.0.0.1:{listener.getsockname()[1]}") as client:

        async def get(path: str) -> tuple[int, str]:
            async with client.get(path) as answer:
                return answer.status, await answer.text()

        assert (await get("/healthz"))[0] == 200
        assert (await get("/livez"))[0] == 200
        health.leading.at -= STALE + 1
        status, said = await get("/healthz")
        assert status == 503
        assert '"leadership":"no sign for' in said
        assert (await get("/livez"))[0] == 200
        health.receiving.at -= STALE + 1
        assert (await get("/livez"))[0] == 503
        assert await get("/metrics") == (200, "tgbot_leader 1.0\n")
    stop.set()
    await serving


def test_what_telegram_says_of_the_webhook_is_judged() -> None:
    """Another address and failing deliveries are trouble; old failures and silence are not."""
    ours = "https://bot.example.org/telegram/x"

    def info(url: str = ours, waiting: int = 0, failed: int | None = None) -> WebhookInfo:
        given = {"url": url, "has_custom_certificate": False, "pending_update_count": waiting}
        return WebhookInfo.de_json(given | ({"last_error_date": failed} if failed else {}), None)

    now = 1_800_000_000
    assert trouble(info(), ours, now) == ""
    assert trouble(info(waiting=3), ours, now) == ""
    assert trouble(info(waiting=3, failed=now - 3600), ours, now) == ""
    assert trouble(info(waiting=3, failed=now - 5), ours, now) == "telegram cannot deliver"
    assert trouble(info(failed=now - 5), ours, now) == ""
    assert trouble(info(url="https://other.example.org"), ours, now) == "telegram calls another address"


def test_all_workers_arrive_at_the_same_secret() -> None:
    """Made from the oldest key: the same while a key is exchanged, of a form that Telegram takes, not the key."""
    old, new = "k1:" + "A" * 43 + "=", "k2:" + "B" * 43 + "="
    assert webhook_secret("", old) == webhook_secret("", f"{new}, {old}") != webhook_secret("", new)
    assert webhook_secret("by-hand", old) == "by-hand"
    assert len(webhook_secret("", old)) == 43
    assert "AAAA" not in webhook_secret("", old)
