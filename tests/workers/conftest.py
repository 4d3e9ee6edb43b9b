"""A PostgreSQL of its own for the workers."""

from __future__ import annotations

import pytest

from tests.support.postgres import empty_postgres, postgres

__all__ = ["postgres"]


@pytest.fixture
async def database(postgres: str) -> str:
    """Name an empty PostgreSQL database."""
    return await empty_postgres(postgres)
