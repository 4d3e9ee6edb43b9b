"""Where Telegram sends the updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.wire import Wire
from tgbot.delivery.errors import SetElsewhere
from tgbot.delivery.registration import path_for, register, release

if TYPE_CHECKING:
    from telegram.ext import ExtBot

URL = "https://bot.example.org/base/"
SECRET = "a-secret"
ALLOWED = ["message", "callback_query"]


def knows(api: Wire, url: str, **more: Any) -> None:
    """Have Telegram know this webhook."""
    usual = {"max_connections": 100, "allowed_updates": ALLOWED[::-1]} if url else {}
    info = {"url": url, "has_custom_certificate": False, "pending_update_count": 0}
    api.results["getWebhookInfo"] = info | usual | more


async def test_sets_the_webhook(api: Wire, bot: ExtBot[None]) -> None:
    """Without a webhook ours is set, with all connections, the exact kinds and the secret, and nothing is dropped."""
    knows(api, "")
    assert await register(bot, URL, SECRET, ALLOWED)
    method, given = api.calls[-1]
    assert method == "setWebhook"
    assert given == {
        "url": f"https://bot.example.org/base{path_for(SECRET)}",
        "max_connections": 100,
        "allowed_updates": ALLOWED,
        "secret_token": SECRET,
    }


async def test_leaves_it_when_nothing_differs(api: Wire, bot: ExtBot[None]) -> None:
    """A restart, or the second worker, changes nothing."""
    knows(api, f"https://bot.example.org/base{path_for(SECRET)}")
    assert not await register(bot, URL, SECRET, ALLOWED)
    assert api.count("setWebhook") == 0


@pytest.mark.parametrize(
    "other",
    [{"max_connections": 40}, {"allowed_updates": ["message"]}, {"allowed_updates": []}],
    ids=["connections", "fewer kinds", "all kinds"],
)
async def test_sets_it_anew_when_something_differs(api: Wire, bot: ExtBot[None], other: dict[str, Any]) -> None:
    """What Telegram has differently is put right."""
    knows(api, f"https://bot.example.org/base{path_for(SECRET)}", **other)
    assert await register(bot, URL, SECRET, ALLOWED)


async def test_a_changed_secret_is_seen(api: Wire, bot: ExtBot[None]) -> None:
    """Telegram never tells the secret it has, but the path does: a new secret is set without being asked for."""
    knows(api, f"https://bot.example.org/base{path_for('an-old-secret')}")
    assert await register(bot, URL, SECRET, ALLOWED)
    assert SECRET not in path_for(SECRET)


async def test_refuses_to_take_it_from_another(api: Wire, bot: ExtBot[None]) -> None:
    """A webhook elsewhere is named by its host only, with the way to take over; with that it is replaced."""
    knows(api, "https://other.example.com/123456:their-token")
    with pytest.raises(SetElsewhere, match=r"other\.example\.com.*--take-over") as caught:
        await register(bot, URL, SECRET, ALLOWED)
    assert "their-token" not in str(caught.value)
    assert api.count("setWebhook") == 0
    assert await register(bot, URL, SECRET, ALLOWED, take_over=True)


async def test_polling_asks_before_it_removes_a_webhook(api: Wire, bot: ExtBot[None]) -> None:
    """Who wants to poll is told of a webhook; it goes only on demand, and what waits is kept."""
    knows(api, "")
    await release(bot)
    knows(api, "https://other.example.com/hook")
    with pytest.raises(SetElsewhere, match="--take-over"):
        await release(bot)
    assert api.count("deleteWebhook") == 0
    await release(bot, take_over=True)
    assert api.calls[-1] == ("deleteWebhook", {})
