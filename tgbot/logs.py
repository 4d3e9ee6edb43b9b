"""Logging: stable event names, no text, no chat id, no token. The library's own talk is kept to warnings."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{8,}")
_TALKATIVE = (
    "httpx",
    "httpcore",
    "aiohttp",
    "telegram",
    "asyncio",
    "aiosqlite",
    "sqlalchemy",
    "alembic",
    "uvicorn",
    "tzlocal",
)


def set_up_logging(level: str) -> None:
    """Send one line an event to standard error. Whatever looks like a bot token is taken out of every line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_token,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], drop_missing=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_token(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank whatever looks like a bot token, in any value."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _TOKEN.sub("<token>", value)
    return event


class _Line(logging.Formatter):
    """A foreign library's line: its logger, level and error type; no message, since that could quote a person."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        error = f" error={record.exc_info[0].__name__!r}" if record.exc_info and record.exc_info[0] else ""
        return f"level={record.levelname.lower()!r} event='library' logger={record.name!r} line={record.lineno}{error}"
