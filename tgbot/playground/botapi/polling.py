"""How the bot gets its updates: getUpdates, or a webhook set and taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
LONGEST_SECRET = 256
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A result that comes with a word on what was done."""

    result: bool
    description: str


async def get_updates(world: World, call: Call, webhook: Webhook) -> list[orjson.Fragment]:
    """Hand out what waits, waiting up to `timeout` seconds for the first."""
    if webhook.target:
        await _pace_conflicts(world)
        raise Refusal(409, WEBHOOK_ACTIVE)
    world.updates.allow(_allowed(call))
    limit = min(max(call.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    try:
        batch = await world.updates.poll(call.integer("offset"), limit, max(call.integer("timeout"), 0))
    except Conflict as conflict:
        await _pace_conflicts(world)
        raise Refusal(409, f"Conflict: {conflict}") from conflict
    return [orjson.Fragment(update.body) for update in batch]


async def _pace_conflicts(world: World) -> None:
    """Answer the first conflict at once, and those of the next seconds late, so that two pollers don't spin."""
    now = world.pace.now()
    if now < world.updates.calm_until:
        await world.pace.sleep(CONFLICT_PAUSE)
    else:
        world.updates.calm_until = now + CONFLICT_PAUSE


def set_webhook(world: World, call: Call, webhook: Webhook) -> Told:
    """Have updates delivered to an address from now on. Takes plain http and any port, as a local server does."""
    url = call.text("url").strip()
    if not url:
        return delete_webhook(world, call, webhook)
    now = world.pace.now()
    if now < webhook.settable_at:
        raise too_many(1)
    webhook.settable_at = now + 1
    secret, connections = call.text("secret_token"), min(max(call.integer("max_connections", 40), 1), 100)
    target = Target(url, secret, connections)
    if target == webhook.target and not call.flag("drop_pending_updates"):
        world.updates.allow(_allowed(call))
        return Told(result=True, description="Webhook is already set")
    world.updates.end_poll("terminated by setWebhook request")
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    webhook.stop()
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad("invalid webhook URL specified")
    if len(secret) > LONGEST_SECRET:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    world.updates.allow(_allowed(call))
    webhook.start(target)
    return Told(result=True, description="Webhook was set")


def delete_webhook(world: World, call: Call, webhook: Webhook) -> Told:
    """Go back to getUpdates."""
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    was_set = webhook.target is not None
    webhook.stop()
    return Told(result=True, description="Webhook was deleted" if was_set else "Webhook is already deleted")


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
