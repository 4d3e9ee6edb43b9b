"""The checking loop: how often the same check was made within a week, as far as links and kept results can tell. Pure.

Nothing is remembered for it. A run that began with [Check again] carries how many checks with the same answers came
before it (`turn`), on which day the first was (`started`), and four bytes that stand for their answers (`row`: what
the run is compared with). Nobody is ever refused: the third time somebody only hears it said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tgbot.checklist.questionnaire import Answers, Questionnaire
from tgbot.checklist.run import Run, pruned

WEEK: Final = timedelta(days=7)
MANY: Final = 3
"""From this check on, with the same answers, the note is shown."""

_HIGHEST_TURN: Final = 7
_ASKED_ANEW: Final = ("body", "mouth")
"""The two questions of "what changed?"; what they open follows them, and the emergency questions come before."""


def mark(answers: Answers) -> str:
    """Stand for a set of answers, in the form of a row's name: four bytes after twelve empty ones."""
    told = repr(sorted((str(question), str(option)) for question, option in answers.items()))
    return hashlib.blake2b(told.encode(), digest_size=4).hexdigest().rjust(32, "0")


def dated(run: Run, today: date) -> Run:
    """Give a finished run its day, so that its [Check again] knows when it was. A day that is set stays."""
    return run if run.started else replace(run, started=today)


def again(run: Run, today: date) -> Run:
    """Begin another full check after this one; a check of more than a week ago is not counted."""
    fresh = run.fresh()
    if run.short:
        return replace(fresh, short=True)
    if not _recent(run, today):
        return fresh
    return replace(fresh, turn=min(_checks(run), _HIGHEST_TURN), started=run.started, row=mark(run.answers))


def repeated(run: Run, today: date, kept: Iterable[tuple[date, Answers]] = ()) -> int:
    """Count the full checks within a week that had these very answers, this one included.

    `kept` are the days and answers of earlier kept results.
    """
    if run.short:
        return 0
    of_kept = sum(timedelta() <= today - day <= WEEK and answers == run.answers for day, answers in kept)
    return max(_checks(run) if _recent(run, today) else 1, of_kept + 1)


def what_changed(questionnaire: Questionnaire, run: Run, today: date) -> Run:
    """Begin another check that asks the emergency questions and two others; every other answer stays for the review."""
    asked = {*(question.id for question in questionnaire.gates), *_ASKED_ANEW}
    left = {question: option for question, option in run.answers.items() if question not in asked}
    return pruned(questionnaire, replace(again(run, today), answers=left))


def _checks(run: Run) -> int:
    """Count this check and those before it that its link tells of, as long as the answers are the same."""
    return run.turn + 1 if run.turn and run.row == mark(run.answers) else 1


def _recent(run: Run, today: date) -> bool:
    return run.started is not None and timedelta() <= today - run.started <= WEEK
