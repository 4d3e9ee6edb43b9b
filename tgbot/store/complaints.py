"""Turns a driver's error into one clear line that names the setting and the next step.

Never quotes a driver's text: it may hold a secret or a person's data.
"""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tgbot.store.errors import StoreError, Unavailable

if TYPE_CHECKING:
    from tgbot.store.address import Address

_SQLITE: dict[str, tuple[type[StoreError], str]] = {
    "SQLITE_CANTOPEN": (
        StoreError,
        "can't be opened: check that the directory exists and that this user may write in it",
    ),
    "SQLITE_READONLY": (StoreError, "can't be written: check the rights of the file and of its directory"),
    "SQLITE_PERM": (StoreError, "can't be written: check the rights of the file and of its directory"),
    "SQLITE_NOTADB": (StoreError, "is not a SQLite database: name another file or move this one away"),
    "SQLITE_CORRUPT": (StoreError, "is damaged: move the file away, then restore a backup with `tgbot db restore`"),
    "SQLITE_BUSY": (Unavailable, "is locked by another process: stop that process or wait for it"),
    "SQLITE_LOCKED": (Unavailable, "is locked by another process: stop that process or wait for it"),
    "SQLITE_FULL": (Unavailable, "can't grow, the disk is full: make room on it"),
    "SQLITE_IOERR": (Unavailable, "can't be read or written: check that the disk has room and reports no errors"),
}
_ERRNO = {
    errno.EACCES: "SQLITE_PERM",
    errno.EPERM: "SQLITE_PERM",
    errno.EROFS: "SQLITE_READONLY",
    errno.ENOSPC: "SQLITE_FULL",
    errno.EIO: "SQLITE_IOERR",
}
_POSTGRESQL: dict[str, tuple[type[StoreError], str]] = {
    "28P01": (StoreError, "refuses the user or the password: check both in DATABASE_URL"),
    "28000": (StoreError, "refuses this user from here: check the user, or add ?sslmode=require if it wants TLS"),
    "3D000": (StoreError, "has no database of that name: create it, or correct the name in DATABASE_URL"),
    "40P01": (Unavailable, "had two writers in each other's way: try again"),
    "40001": (Unavailable, "had two writers in each other's way: try again"),
    "42501": (StoreError, "does not let this user do that: make the user the owner of the database"),
    "25006": (Unavailable, "is read-only just now: name the primary server in DATABASE_URL"),
    "53300": (Unavailable, "has no connection left: raise max_connections there, or run fewer workers"),
    "53100": (Unavailable, "can't grow, its disk is full: make room on it"),
    "55P03": (Unavailable, "is locked by another process: stop that process or wait for it"),
    "57014": (Unavailable, "took too long to answer: look at its load"),
    "57P01": (Unavailable, "is shutting down: it is tried again"),
    "57P03": (Unavailable, "is starting up: it is tried again"),
}
_UNREACHABLE = (Unavailable, "can't be reached: check host and port in DATABASE_URL and that the server runs")
_NO_TLS = (StoreError, "does not offer TLS as DATABASE_URL asks: switch it on there, or leave sslmode out")
_HALF = (StoreError, "has tables that are missing or only half made: restore a backup, or name an empty database")
_BROKEN_SCHEMA = {"42P01", "42P07", "42703", "42701"}


def complaint(error: BaseException, address: Address) -> StoreError:
    """Say what an operator can do about a driver's error."""
    return _said(address, *(_sqlite(error) if address.kind == "sqlite" else _postgresql(error)))


def half_made(address: Address) -> StoreError:
    """Say that tables are missing, where that is seen before any statement fails."""
    return _said(address, *_HALF)


def _said(address: Address, kind: type[StoreError], words: str) -> StoreError:
    return kind(f"the database {address.shown} (DATABASE_URL) {words}")


def _sqlite(error: BaseException) -> tuple[type[StoreError], str]:
    original = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(original, "sqlite_errorname", None) or ""
    for prefix, found in _SQLITE.items():
        if name.startswith(prefix):
            return found
    if isinstance(original, sqlite3.OperationalError) and any(
        words in str(original) for words in ("no such table", "no such column", "already exists")
    ):
        return _HALF
    if isinstance(error, PoolTimeoutError):
        return Unavailable, "is busy: other writes did not end in time"
    if isinstance(original, OSError):
        return _SQLITE[_ERRNO.get(original.errno or 0, "SQLITE_CANTOPEN")]
    return StoreError, f"failed ({name or type(original).__name__}): run `tgbot doctor`"


def _postgresql(error: BaseException) -> tuple[type[StoreError], str]:
    for each in _chain(error):
        if found := _by_state(getattr(each, "sqlstate", None) or "") or _by_type(each):
            return found
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return _UNREACHABLE
    return StoreError, f"failed ({type(error).__name__}): run `tgbot doctor`"


def _by_state(state: str) -> tuple[type[StoreError], str] | None:
    if state in _BROKEN_SCHEMA:
        return _HALF
    return _UNREACHABLE if state.startswith("08") else _POSTGRESQL.get(state)


def _by_type(error: BaseException) -> tuple[type[StoreError], str] | None:
    if isinstance(error, ConnectionError) and "SSL" in str(error):
        return _NO_TLS
    if isinstance(error, PoolTimeoutError):
        return Unavailable, "is busy: other work did not end in time"
    return _UNREACHABLE if isinstance(error, OSError) else None


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = getattr(current, "orig", None) or current.__cause__ or current.__context__
    return found
