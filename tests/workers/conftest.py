"""A PostgreSQL of its own for the workers, and people with more patience: four processes share this machine."""

from __future__ import annotations

import pytest

from tests.support.postgres import empty_postgres, postgres

__all__ = ["postgres"]


@pytest.fixture
async def database(postgres: str) -> str:
    """Name an empty PostgreSQL database."""
    return await empty_postgres(postgres)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let people wait longer for an answer than where one process has the machine to itself."""
    monkeypatch.setattr("tests.support.chat.PATIENCE", 20.0)
