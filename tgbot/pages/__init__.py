"""Pages: pure functions of content, run and the values handed in. They know neither HTML nor Telegram's classes."""

from __future__ import annotations
