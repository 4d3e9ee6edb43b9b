"""One chat that agreed to something, as a value, and how it is written before it is sealed. Touches no database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, Literal, TypedDict

Kind = Literal["reminders", "results"]

FENCES: Final = 8
"""After so many changes a fence comes again: more do not fit into a button."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to: the text (by its hash and version), its language, and when."""

    kind: Kind
    text_hash: str
    version: str
    language: str
    given_at: datetime


class Settings(TypedDict, total=False):
    """What a chat may set; anything left out stays as it is."""

    language: str
    zone: str | None
    country: str | None
    quiet: tuple[str, str] | None
    large_print: bool


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat's row, opened. `quiet` is a pair of wall times, `zone` an IANA name, `country` two letters.

    `fence` moves on with every setting that changes, so that a tap from before the change is recognised.
    """

    row_id: bytes
    chat_id: int = field(repr=False)
    language: str
    zone: str | None
    country: str | None
    quiet: tuple[str, str] | None
    large_print: bool
    remember_language: bool
    consents: tuple[Consent, ...]
    seen_on: date
    blocked_on: date | None
    fence: int = 0

    def consented(self, kind: Kind) -> Consent | None:
        """Give the live consent of a kind."""
        return next((consent for consent in self.consents if consent.kind == kind), None)


def language_only(chat: Chat) -> Chat:
    """Drop every setting that is only kept along with a consent."""
    return replace(chat, zone=None, country=None, quiet=None, large_print=False)


def with_settings(chat: Chat, settings: Settings, fence: int | None) -> Chat:
    """Set what may be set: without a live consent the language only, and nothing by a tap from behind the fence."""
    if fence is not None and fence != chat.fence:
        return chat
    after = replace(chat, **settings)
    after = after if after.consents else language_only(after)
    return after if after == chat else replace(after, fence=(chat.fence + 1) % FENCES)


def to_sealed(chat: Chat) -> dict[str, Any]:
    """Write down what of a chat is sealed: all but its row's id and the two days."""
    return {
        "chat_id": chat.chat_id,
        "language": chat.language,
        "zone": chat.zone,
        "country": chat.country,
        "quiet": chat.quiet,
        "large_print": chat.large_print,
        "remember_language": chat.remember_language,
        "fence": chat.fence,
        "consents": [
            {
                "kind": consent.kind,
                "text_hash": consent.text_hash,
                "version": consent.version,
                "language": consent.language,
                "given_at": consent.given_at.isoformat(),
            }
            for consent in chat.consents
        ],
    }


def from_sealed(row_id: bytes, value: dict[str, Any], seen_on: date, blocked_on: date | None) -> Chat:
    """Read a chat back from what was sealed."""
    quiet = value["quiet"]
    return Chat(
        row_id=row_id,
        chat_id=value["chat_id"],
        language=value["language"],
        zone=value["zone"],
        country=value["country"],
        quiet=(quiet[0], quiet[1]) if quiet else None,
        large_print=value["large_print"],
        remember_language=value["remember_language"],
        consents=tuple(
            Consent(**(each | {"given_at": datetime.fromisoformat(each["given_at"])})) for each in value["consents"]
        ),
        seen_on=seen_on,
        blocked_on=blocked_on,
        fence=value.get("fence", 0),
    )
