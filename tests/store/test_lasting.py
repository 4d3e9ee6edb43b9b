"""A database that would be lost is noticed before anybody trusts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tgbot.store.lasting import why_not_lasting

if TYPE_CHECKING:
    from pathlib import Path

MOUNTS = r"""
22 1 0:21 / / rw,relatime shared:1 - overlay overlay rw,lowerdir=/l
30 22 8:1 / /data rw,relatime shared:2 - ext4 /dev/sda1 rw
31 22 0:30 / /data/in\040memory rw - tmpfs tmpfs rw
32 22 8:2 / /database rw - xfs /dev/sdb1 rw
""".strip()


@pytest.mark.parametrize(
    ("url", "environment", "says"),
    [
        ("sqlite:////data/bot.db", {}, None),
        ("sqlite:////database/bot.db", {}, None),
        ("sqlite:////app/data/bot.db", {}, "in a container's own layer"),
        ("sqlite:////data/in memory/bot.db", {}, "in memory"),
        ("sqlite:////data/bot.db", {"DYNO": "web.1"}, "wipes its disk daily"),
        ("postgresql://u@h/d", {"DYNO": "web.1"}, None),
    ],
)
def test_passing_places_are_named(tmp_path: Path, url: str, environment: dict[str, str], says: str | None) -> None:
    """The closest mount decides; a server is somebody else's disk."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    why = why_not_lasting(url, environment, mounts)
    if says is None:
        assert why is None
    else:
        assert why is not None
        assert says in why
        assert "DATABASE_URL" in why
        assert "ALLOW_EPHEMERAL_DB=1" in why


def test_a_system_without_that_file_says_nothing(tmp_path: Path) -> None:
    """Where mounts can't be read, nobody is kept from starting."""
    assert why_not_lasting("sqlite:////data/bot.db", {}, tmp_path / "absent") is None
