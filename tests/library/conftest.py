"""What the library's tests share: a small content folder that may be broken at will."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tgbot.library.content import Content
from tgbot.library.loader import load, read

FIXTURE = Path(__file__).parent / "fixtures" / "content"
REAL = Path(__file__).parents[2] / "content"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hand out a copy of the small content folder."""
    return shutil.copytree(FIXTURE, tmp_path / "content")


@pytest.fixture
def small() -> Content:
    """Load the small content."""
    return load(FIXTURE)


@pytest.fixture(scope="session")
def real() -> Content:
    """Load the real content as far as it goes."""
    return read(REAL)[0]


@pytest.fixture
def mend(folder: Path) -> Callable[[str, str, str], Path]:
    """Hand out a function that replaces words in a file of the copy (and fails where they do not stand)."""

    def replace(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replace
