"""What errors mean for a reminder."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from tgbot.delivery.client import NotSent
from tgbot.delivery.verdict import Verdict, verdict


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (None, Verdict.SENT),
        (NotSent("no address"), Verdict.NOT_SENT),
        (BadRequest("can't parse entities"), Verdict.NOT_SENT),
        (InvalidToken("refused"), Verdict.NOT_SENT),
        (Forbidden("Forbidden: bot was blocked by the user"), Verdict.GONE),
        (BadRequest("Chat not found"), Verdict.GONE),
        (TimedOut("no answer"), Verdict.UNSURE),
        (NetworkError("Bad Gateway"), Verdict.UNSURE),
        (TelegramError("Invalid server response"), Verdict.UNSURE),
        (KeyError("a fault of ours"), Verdict.UNSURE),
    ],
)
def test_verdict(error: Exception | None, wanted: Verdict) -> None:
    """Only a clear answer, or a call that never left, counts as surely not sent."""
    assert verdict(error) is wanted


def test_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A 429 is a matter of pace."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")

    assert verdict(RetryAfter(timedelta(seconds=3))) is Verdict.TOO_MANY
