"""The key that `make run` makes where none is set, so that a newcomer need not know of it. Replaces no key."""

from __future__ import annotations

import os
from pathlib import Path

from tgbot.store.seal import new_key


def keep_new_key(env_file: Path) -> str:
    """Add a new DATA_KEYS to a file of settings, readable by its owner only; tell what an operator should know."""
    descriptor = os.open(env_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        env_file.chmod(0o600)
        file.write(f"\nDATA_KEYS={new_key()}\n")
    return f"A key was made and written to {env_file} (DATA_KEYS). Keep a copy: without it, stored reminders are lost."
