"""The conversation handlers: each takes a turn and hands back the page to show. What it says is decided elsewhere."""

from __future__ import annotations
