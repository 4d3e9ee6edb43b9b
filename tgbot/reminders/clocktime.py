"""A time of day as people type it. Owns nothing else: what the time means is decided by `zones` and `phrases`."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

_TIME: Final = re.compile(
    r"(?:it(?:'s|’s| is)\s+)?(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})|(?P<packed>\d{2}))?"
    r"(?:\s*[:.]\s*\d{2})?\s*(?P<half>[ap])?\.?\s*(?:m\.?)?",
    re.IGNORECASE,
)


def read_time(text: str) -> time | None:
    """Read "22:45", "10.45 pm", "2245", "7 am"; None for anything else, and for a bare number without am or pm."""
    found = _TIME.fullmatch(text.strip().rstrip("."))
    if found is None:
        return None
    hour, minute, half = int(found["hour"]), found["minute"] or found["packed"], (found["half"] or "").lower()
    if minute is None and not half:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or int(minute or 0) > 59:
        return None
    return time(hour, int(minute or 0))
