"""What can go wrong between Telegram and us that only the person who runs the bot can mend."""

from __future__ import annotations


class DeliveryError(Exception):
    """The root of this package's own errors; its text is for the operator and names the next step."""


class Conflicted(DeliveryError):
    """Another program takes the updates of the same bot."""


class SetElsewhere(DeliveryError):
    """Telegram sends this bot's updates to another address."""


class StoppedEarly(Exception):
    """Told to stop before Telegram was reached; nothing is wrong."""
