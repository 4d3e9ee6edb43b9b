"""Last check against now, in words: what stayed the same, what changed, and whether something works worse. Pure.

Only what works and other signs are compared. Twitches are never counted and never compared: more of them says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tgbot.checklist.questionnaire import Answers, Option, Question, Questionnaire, Urgency
from tgbot.checklist.run import WHO

COMPARED: Final = (
    "body",
    "body_check",
    "felt_do",
    "body_side",
    "body_course",
    "mouth",
    "speech",
    "swallow",
    "breath",
    "laughter",
    "signs",
    "signs_check",
    "numb_kind",
    "half_onset",
    "eyes_kind",
    "walk_kind",
)
"""The questions about what works, in the order in which they are told."""

LOST: Final = frozenset({"hand", "leg", "neck", "thin"})
BURDEN: Final = {
    "body_course": {"better": 0, "same": 1, "tires": 1, "not_sure": 1, "worse": 2},
    "speech": {"tires": 1, "same": 1, "not_sure": 2, "worse": 2, "sudden_old": 3, "sudden": 3},
    "swallow": {"same": 1, "not_sure": 2, "worse": 2, "choke": 3, "spit": 3},
    "breath": {"night": 1, "exert": 1, "not_sure": 2, "flat": 2, "rest": 3},
}
"""How much each answer weighs; one that is not named (as always, a lump feeling, sighing) weighs nothing."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an earlier and a later set of answers have in common. `changed` holds (title, label before, label now)."""

    same: tuple[str, ...]
    changed: tuple[tuple[str, str, str], ...]
    worse: bool

    @property
    def nothing_changed(self) -> bool:
        """Tell whether every answer that can be compared is the same."""
        return not self.changed and not self.worse


def compare(questionnaire: Questionnaire, before: Answers, now: Answers) -> Changes:
    """Compare two sets of answers about the same person. What was asked only once is not compared.

    A kept answer whose question or option is gone by now is left out.
    """
    same: list[str] = []
    changed: list[tuple[str, str, str]] = []
    other = "other" in (before.get(WHO), now.get(WHO))
    for question in questionnaire.questions:
        then, today = _option(question, before), _option(question, now)
        if question.id not in COMPARED or then is None or today is None:
            continue
        if then.id == today.id:
            same.append(question.title)
        else:
            changed.append((question.title, _words(then, other=other), _words(today, other=other)))
    return Changes(tuple(dict.fromkeys(same)), tuple(changed), _worse(before, now))


def raised(urgency: Urgency, changes: Changes) -> Urgency:
    """Raise the urgency where something works worse than before: a doctor within about 2 weeks at the least."""
    return max(urgency, Urgency.SOON) if changes.worse else urgency


def _worse(before: Answers, now: Answers) -> bool:
    """Tell whether a function is worse: newly lost, lost in another place as well, or graver by its own answer."""
    then, today = _given(before), _given(now)
    if _lost_level(today) > _lost_level(then) or _moved(then, today):
        return True
    if _lost_level(then) and _rank("body_course", today) > max(_rank("body_course", then), 1):
        return True
    bursts = _bursts(today) and not _bursts(then)
    return bursts or any(_rank(part, today) > _rank(part, then) for part in ("speech", "swallow", "breath"))


def _given(answers: Answers) -> dict[str, str]:
    return {str(question): str(option) for question, option in answers.items()}


def _rank(question: str, answers: dict[str, str]) -> int:
    return BURDEN[question].get(answers.get(question, ""), 0)


def _lost_level(answers: dict[str, str]) -> int:
    """Tell how much is lost: 0 nothing (also where it only feels weak), 1 one thing, 2 more than one."""
    body = answers.get("body", "")
    if body == "not_sure":
        return int(answers.get("body_check", "none") != "none")
    if body == "felt":
        return int(answers.get("felt_do", "no") != "no")
    return 2 if body == "more" else int(body in LOST)


def _moved(then: dict[str, str], today: dict[str, str]) -> bool:
    """Tell whether another part of the body is named than before: it may have spread."""
    earlier, later = _part(then), _part(today)
    return bool(earlier and later and earlier != later)


def _part(answers: dict[str, str]) -> str:
    body = answers.get("body", "")
    part = answers.get("body_check", "") if body == "not_sure" else body
    return part if part in LOST else ""


def _bursts(answers: dict[str, str]) -> bool:
    return answers.get("mouth") == "emotion" or answers.get("laughter", "no") != "no"


def _option(question: Question, answers: Answers) -> Option | None:
    chosen = answers.get(question.id)
    return question.option(chosen) if chosen else None


def _words(option: Option, *, other: bool) -> str:
    return option.other or option.label if other else option.label
