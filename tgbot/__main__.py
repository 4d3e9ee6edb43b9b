"""`python -m tgbot` is the same as `tgbot`."""

from __future__ import annotations

from tgbot.cli import main

main()
