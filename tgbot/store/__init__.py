"""What people asked us to remember, sealed at rest. Knows neither the chat nor the delivery."""

from __future__ import annotations

from tgbot.store.store import Store

__all__ = ["Store"]
