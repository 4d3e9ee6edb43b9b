"""The values that entities carry, checked as Telegram checks them: links and moments. Pure."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tgbot.playground.botapi.entities import BadMarkup

_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


def link(url: str) -> str | None:
    """Complete and check a link as Telegram does; None for one that it would drop."""
    url = url.strip()
    if not url or re.search(r"\s", url):
        return None
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", url):
        if re.match(r"(?i)(mailto|tel|javascript|data):", url):
            return None
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme.lower() in ("tg", "ton", "tonsite"):
        return url if host else None
    if parts.scheme.lower() not in ("http", "https") or "." not in host or host.endswith("."):
        return None
    head = f"{parts.scheme}://{parts.netloc}"
    return url if parts.path else f"{head}/{url[len(head) :]}"


def moment(unix: str, form: str) -> dict[str, Any]:
    """Check what a date_time entity needs."""
    if not re.fullmatch(r"[0-9]{1,10}", unix):
        raise BadMarkup("Invalid Unix time specified")
    if not _TIME_FORMAT.fullmatch(form):
        raise BadMarkup("Invalid date-time format specified")
    return {"unix_time": int(unix)} | ({"date_time_format": form} if form else {})


def custom_emoji(identifier: str) -> str:
    """Check the id of a custom emoji."""
    if not re.fullmatch(r"[1-9][0-9]{0,18}", identifier):
        raise BadMarkup("Invalid custom emoji identifier specified")
    return identifier
