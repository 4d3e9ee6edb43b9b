"""The webhook's secret where none is set: made from DATA_KEYS, so that every worker arrives at the same one."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def webhook_secret(set_by_hand: str, data_keys: str) -> str:
    """Give WEBHOOK_SECRET, or one derived from the oldest entry of DATA_KEYS.

    The oldest: while a key is being exchanged, workers with the new entry in front and workers without it agree.
    """
    if set_by_hand:
        return set_by_hand
    oldest = data_keys.strip().rstrip(",").rpartition(",")[2].strip()
    derived = HKDF(SHA256(), 32, salt=None, info=b"tgbot/webhook-secret/1").derive(oldest.encode())
    return base64.urlsafe_b64encode(derived).decode().rstrip("=")
