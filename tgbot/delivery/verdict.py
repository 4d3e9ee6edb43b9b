"""What the outcome of a send means for a reminder. Owns the reading of errors; sends, repeats and stores nothing."""

from __future__ import annotations

from enum import Enum, auto

from telegram.error import BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken, RetryAfter

from tgbot.delivery.client import NotSent

_NOBODY = ("chat not found", "user is deactivated", "peer_id_invalid")


class Verdict(Enum):
    """What became of one try."""

    SENT = auto()
    NOT_SENT = auto()
    """Surely not: no connection, or refused for a reason that lies with us."""
    TOO_MANY = auto()
    GONE = auto()
    """The person blocked the bot, or the chat is no more."""
    UNSURE = auto()
    """No answer that says: it may have arrived."""


def verdict(error: Exception | None) -> Verdict:
    """Read the outcome of a send; only an answer of Telegram's or a call that never left counts as surely not sent."""
    match error:
        case None:
            return Verdict.SENT
        case RetryAfter():
            return Verdict.TOO_MANY
        case Forbidden():
            return Verdict.GONE
        case BadRequest() if any(words in error.message.lower() for words in _NOBODY):
            return Verdict.GONE
        case NotSent() | BadRequest() | InvalidToken() | EndPointNotFound() | Conflict():
            return Verdict.NOT_SENT
        case _:
            return Verdict.UNSURE
