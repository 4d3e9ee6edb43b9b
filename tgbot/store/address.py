"""Reads DATABASE_URL. Owns which kinds of database there are and how they are named; opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tgbot.store.errors import StoreError

_KINDS: dict[str, Literal["sqlite", "postgresql"]] = {
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
    "postgres": "postgresql",
    "postgresql": "postgresql",
    "postgresql+asyncpg": "postgresql",
}
_EXAMPLES = "use sqlite+aiosqlite:///data/tgbot.db or postgresql://user:password@host/name"
_POSTGRES_OPTIONS = {"sslmode": "ssl", "ssl": "ssl", "host": "host", "port": "port"}


@dataclass(frozen=True, slots=True)
class Address:
    """A readable DATABASE_URL: its kind, the URL for the driver, the path of the file (SQLite), words for messages."""

    kind: Literal["sqlite", "postgresql"]
    url: URL
    path: Path | None

    @property
    def shown(self) -> str:
        """Name the place in a message, without user and password."""
        return str(self.path) if self.path else f"{self.url.host or 'localhost'}:{self.url.port or 5432}"

    @property
    def is_missing(self) -> bool:
        """Tell whether this names a file that is not there; a server has to be asked."""
        return self.path is not None and not self.path.exists()

    @classmethod
    def read(cls, url: str) -> Address:
        """Understand a DATABASE_URL; `StoreError` names what can't be used in it."""
        try:
            parsed = make_url(url.strip())
        except (ArgumentError, ValueError):
            raise StoreError(f"DATABASE_URL can't be read: {_EXAMPLES}") from None
        kind = _KINDS.get(parsed.drivername)
        if kind is None:
            raise StoreError(f"DATABASE_URL has the kind {parsed.drivername}, which is not supported: {_EXAMPLES}")
        return _sqlite(parsed) if kind == "sqlite" else _postgresql(parsed)


def _sqlite(url: URL) -> Address:
    if url.host or not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise StoreError("DATABASE_URL names no file: write sqlite+aiosqlite:///path/to/file.db, with three slashes")
    if url.query:
        raise StoreError(f"DATABASE_URL has the option {min(url.query)}, which SQLite does not need: leave it out")
    path = Path(url.database)
    return Address("sqlite", URL.create("sqlite+aiosqlite", database=str(path)), path)


def _postgresql(url: URL) -> Address:
    if unknown := sorted(set(url.query) - set(_POSTGRES_OPTIONS)):
        raise StoreError(f"DATABASE_URL has the option {unknown[0]}, which is not supported: leave it out")
    query = {_POSTGRES_OPTIONS[name]: value for name, value in url.query.items()}
    return Address("postgresql", url.set(drivername="postgresql+asyncpg", query=query), None)
