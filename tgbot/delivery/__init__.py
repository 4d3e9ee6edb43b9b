"""Between Telegram and the conversation: receiving, order, pace and the calls that go out. Knows no page."""

from __future__ import annotations

import os

# The library's way of giving times from its next version on; without it every RetryAfter is a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
