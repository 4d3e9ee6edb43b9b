"""The library's bot, but it does not tell its token when it is shown: the library's own repr does."""

from __future__ import annotations

from telegram.ext import ExtBot


class TacitBot(ExtBot[None]):
    """A bot that can be logged, printed and shown in a traceback."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Name the bot without its token."""
        return "TacitBot[]"

    __str__ = __repr__
