"""Consents as the chat asks for them: which are live under today's text, and which need to be asked for again."""

from __future__ import annotations

from typing import Final, get_args

from tgbot.chat.turn import Turn
from tgbot.library.consents import ConsentText
from tgbot.pages.consent import Offer
from tgbot.store.chat import Chat, Consent, Kind

KINDS: Final[tuple[Kind, ...]] = ("results", "reminders")


def kind_of(topic: str) -> Kind | None:
    """Read a kind of consent from a link."""
    return next((kind for kind in get_args(Kind) if kind == topic), None)


def agreed(turn: Turn, chat: Chat | None, kind: Kind) -> bool:
    """Tell whether this kind was agreed to in the text of today; a changed text asks again before the next storing."""
    given = chat.consented(kind) if chat else None
    return given is not None and given.version == _text(turn, kind).version


def offers(turn: Turn, chat: Chat | None) -> list[Offer]:
    """List what can be agreed to now."""
    return [
        Offer(_text(turn, kind), changed=chat is not None and chat.consented(kind) is not None)
        for kind in KINDS
        if not agreed(turn, chat, kind)
    ]


def consent(turn: Turn, kind: Kind) -> Consent:
    """Write down the agreement that was just given: the very text, and when."""
    text = _text(turn, kind)
    return Consent(kind, text.hash, text.version, text.language, turn.now)


def _text(turn: Turn, kind: Kind) -> ConsentText:
    text = turn.deps.content.consents.newest(kind, turn.book.language)
    if text is None:
        raise LookupError(f"no consent text of kind {kind}")
    return text
