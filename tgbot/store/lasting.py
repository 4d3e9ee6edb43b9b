"""Tells whether a database file would be lost: to a host that wipes its disk, or with a passing file system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tgbot.store.address import Address

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOUNTS = Path("/proc/self/mountinfo")
_PASSING = {"tmpfs": "in memory", "ramfs": "in memory", "overlay": "in a container's own layer"}
_NEXT = "name a PostgreSQL server or a file on a lasting disk there, or set ALLOW_EPHEMERAL_DB=1 if losing it is fine"


def why_not_lasting(url: str, environment: Mapping[str, str], mounts: Path = _MOUNTS) -> str | None:
    """Say in one line why the file that DATABASE_URL names will not last; None when nothing speaks against it."""
    path = Address.read(url).path
    if path is None:
        return None
    if "DYNO" in environment:
        return f"this host wipes its disk daily, and {path} (DATABASE_URL) with it: {_NEXT}"
    if where := _PASSING.get(_file_system(path.absolute(), mounts)):
        return f"{path} (DATABASE_URL) is kept {where} and is lost at a restart: {_NEXT}"
    return None


def _file_system(path: Path, mounts: Path) -> str:
    """Name the type of the file system that a path is on (proc(5), mountinfo); empty where that can't be known."""
    found, kind = Path(), ""
    for line in mounts.read_text().splitlines() if mounts.exists() else ():
        before, _, after = line.partition(" - ")
        point = Path(before.split()[4].encode().decode("unicode_escape"))
        if path.is_relative_to(point) and len(point.parts) >= len(found.parts):
            found, kind = point, after.split()[0]
    return kind
