"""A local Bot API server over a World: routes, methods and refusals of api.telegram.org. Holds no state of chats."""

from __future__ import annotations

from tgbot.playground.botapi.faults import Fault, Faults
from tgbot.playground.botapi.routes import BotApi, app

__all__ = ["BotApi", "Fault", "Faults", "app"]
