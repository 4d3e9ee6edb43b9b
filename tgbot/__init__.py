"""A calm Telegram bot for people who worry that a twitch means ALS. `docs/architecture.md` shows how the parts fit."""

from __future__ import annotations
