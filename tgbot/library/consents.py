"""The texts that a person agrees to. A released text is never edited: a change is a new version, a new file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tgbot.library.text import Block

FILE_NAME: Final = re.compile(
    r"(?P<kind>[a-z_]+)-(?P<version>[0-9][0-9a-z.-]*)\.(?P<language>[a-z]{2,3}(-[a-z]+)?)\.md"
)


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One text in one language; `hash` is the SHA-256 (hex) of the file's bytes and is kept with a consent."""

    kind: str
    version: str
    language: str
    title: str
    text: tuple[Block, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class Consents:
    """All texts of all versions, so that an old consent can still be shown in its own words."""

    texts: tuple[ConsentText, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Tell what one can consent to."""
        return tuple(sorted({text.kind for text in self.texts}))

    def newest(self, kind: str, language: str = "en") -> ConsentText | None:
        """Find the text to show now: the newest version, in this language or else in English."""
        of_kind = [text for text in self.texts if text.kind == kind]
        if not of_kind:
            return None
        version = max((text.version for text in of_kind), key=_order)
        current = {text.language: text for text in of_kind if text.version == version}
        return current.get(language) or current.get("en") or next(iter(current.values()))

    def by_hash(self, text_hash: str) -> ConsentText | None:
        """Find the very text that somebody agreed to."""
        return next((text for text in self.texts if text.hash == text_hash), None)


def title_and_text(lines: Sequence[str]) -> tuple[str, str]:
    """Split a file into its title (the first line, `# Title`) and the Markdown below; no title is an empty one."""
    if lines and lines[0].startswith("# "):
        return lines[0].removeprefix("# ").strip(), "\n".join(["", *lines[1:]])
    return "", "\n".join(lines)


def _order(version: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part) if part.isdigit() else -1, part) for part in re.split(r"[.-]", version))
