"""What the readers of the two markups share: the source, the text written so far and the entities found. Pure."""

from __future__ import annotations

from typing import Any

from tgbot.playground.botapi.entities import Entity, Formatted, units
from tgbot.playground.botapi.tidying import tidy


class Reader:
    """One pass over a source; offsets count UTF-16 units of the text that is written."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.offset = 0
        self.entities: list[Entity] = []

    def byte(self, index: int) -> int:
        """Tell the byte offset of a place in the source, which the refusals name."""
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def write(self, text: str) -> None:
        """Add text."""
        self.pieces.append(text)
        self.offset += units(text)

    def mark_since(self, offset: int, kind: str, extra: dict[str, Any] | None = None) -> None:
        """Make what was written since an offset an entity, if that is anything."""
        if self.offset > offset:
            self.entities.append(Entity(kind, offset, self.offset - offset, tuple((extra or {}).items())))

    def result(self) -> Formatted:
        """Tell the text with its entities as Telegram keeps them."""
        return tidy("".join(self.pieces), self.entities)
