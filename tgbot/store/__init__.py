"""What people asked us to remember, sealed at rest. Knows neither the chat nor the delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tgbot.store.store import Store

__all__ = ["Store"]


def __getattr__(name: str) -> object:
    """Load the store when it is first asked for: who needs a key or an error of this package needs no database."""
    if name != "Store":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tgbot.store.store import Store  # noqa: PLC0415

    globals()[name] = Store
    return Store
