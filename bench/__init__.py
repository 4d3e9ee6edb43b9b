"""Benchmarks, run by hand; nothing of the bot imports them."""

from __future__ import annotations
