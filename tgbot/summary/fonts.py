"""The fonts of the printed page, from two packages under the SIL Open Font License, and what they can print.

Arimo covers Latin, Cyrillic, Greek and Hebrew, Noto Sans Arabic the Arabic script. Both are read where they are
installed; only the signs that a page uses are embedded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from importlib.resources import files
from pathlib import Path
from typing import Final

MAIN: Final = "main"
FALLBACK: Final = "arabic"
UNPRINTABLE: Final = "□"

_RUN: Final = re.compile(f"{UNPRINTABLE}(?:[\u200c\u200d ]*{UNPRINTABLE})*")


def font_files() -> dict[str, Path]:
    """Find the two font files."""
    return {
        MAIN: _upright("fontpkg_arimo"),
        FALLBACK: _upright("fontpkg_noto_sans_arabic"),
    }


def printable(text: str, supported: Container[int]) -> str:
    """Put one box in place of each run of signs that no font here has, so that nothing goes missing unseen."""
    kept = "".join(
        character if ord(character) in supported or character in "\u200c\u200d" else UNPRINTABLE
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in {"Cc", "Cf"} or character in "\u200c\u200d"
    )
    return _RUN.sub(UNPRINTABLE, kept)


def needs_shaping(text: str) -> bool:
    """Tell whether letters must be joined, stacked or turned: right-to-left scripts and marks above letters."""
    return any(
        unicodedata.bidirectional(character) in {"R", "AL", "AN"} or unicodedata.combining(character)
        for character in text
    )


def starts_right(text: str) -> bool:
    """Tell whether a text runs from right to left: its first strong character decides."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((direction != "L" for direction in strong if direction in {"L", "R", "AL"}), False)


def _upright(package: str) -> Path:
    folder = Path(str(files(package))) / "files"
    return next(file for file in sorted(folder.glob("*.ttf")) if "Italic" not in file.name)
