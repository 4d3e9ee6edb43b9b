"""A small Bot API server for load. Fast before faithful: the playground's is the faithful one."""

from __future__ import annotations
