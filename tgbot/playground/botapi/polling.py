"""How the bot gets its updates: getUpdates, or a webhook set and taken away."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import orjson

from tgbot.playground.botapi.refusal import Refusal, bad, too_many
from tgbot.playground.botapi.webhook import Target
from tgbot.playground.updates import Conflict

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.botapi.webhook import Webhook
    from tgbot.playground.people import JSON
    from tgbot.playground.world import World

MOST_UPDATES = 100
CONFLICT_PAUSE = 3.0
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, call: Call, webhook: Webhook) -> list[orjson.Fragment]:
    """Hand out what waits, waiting up to `timeout` seconds for the first."""
    if webhook.target:
        await _pace_conflicts(world)
        raise Refusal(409, WEBHOOK_ACTIVE)
    world.updates.allow(_allowed(call))
    limit = call.integer("limit", MOST_UPDATES)
    limit = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
    try:
        batch = await world.updates.poll(call.integer("offset"), limit, call.integer("timeout"))
    except Conflict as conflict:
        await _pace_conflicts(world)
        raise Refusal(409, f"Conflict: {conflict}") from conflict
    return [orjson.Fragment(update.body) for update in batch]


async def _pace_conflicts(world: World) -> None:
    """Answer the first conflict at once, and those of the next seconds late, so that two pollers don't spin."""
    now = time.monotonic()
    if now < world.updates.calm_until:
        await asyncio.sleep(CONFLICT_PAUSE)
    else:
        world.updates.calm_until = now + CONFLICT_PAUSE


def set_webhook(world: World, call: Call, webhook: Webhook) -> bool:
    """Have updates delivered to an address from now on. Takes plain http and any port, as a local server does."""
    url = call.text("url").strip()
    if not url:
        return delete_webhook(world, call, webhook)
    now = time.monotonic()
    if now - webhook.set_at < 1:
        raise too_many(1)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    world.updates.allow(_allowed(call))
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.end_poll("terminated by setWebhook request")
    connections = min(max(call.integer("max_connections", 40), 1), 100)
    webhook.set_at = now
    webhook.start(Target(url, secret, connections))
    return True


def delete_webhook(world: World, call: Call, webhook: Webhook) -> bool:
    """Go back to getUpdates."""
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    webhook.stop()
    return True


def get_webhook_info(world: World, _call: Call, webhook: Webhook) -> JSON:
    """Tell how deliveries stand."""
    info: JSON = {
        "url": webhook.target.url if webhook.target else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending()),
    }
    if webhook.target:
        info["max_connections"] = webhook.target.connections
        if webhook.last_error:
            info["last_error_date"], info["last_error_message"] = webhook.last_error
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _allowed(call: Call) -> list[str] | None:
    """Read the wanted kinds; what can't be read changes nothing, as on Telegram."""
    try:
        kinds = call.parsed("allowed_updates")
    except Refusal:
        return None
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return None
    return kinds


METHODS = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
