"""What each peer is given through its environment: where the API is, its token, and the conversation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bench.conversation import Conversation

API: str = os.environ["BENCH_API"]
TOKEN: str = os.environ["BENCH_TOKEN"]
STEPS = Conversation.from_json(Path(os.environ["BENCH_CONVERSATION"]).read_text(encoding="utf-8")).steps


def buttons(step: int) -> list[list[dict[str, Any]]]:
    """Give the buttons of a step; each carries the step and its own number."""
    rows: list[list[dict[str, Any]]] = []
    number = 0
    for row in STEPS[step].rows:
        rows.append([])
        for button in row:
            does = {"url": button.url} if button.url else {"callback_data": f"{step}:{number}"}
            rows[-1].append({"text": button.label} | does)
            number += 1
    return rows
