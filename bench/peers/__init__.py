"""The same conversation in bots as they are commonly written, and without a bot. They import nothing of ours but it."""

from __future__ import annotations
