"""What a run says, read for the page: labels in the right person, what was not chosen, what stayed unsure."""

from __future__ import annotations

from typing import Final

from tgbot.checklist.questionnaire import Option, Questionnaire
from tgbot.checklist.run import Run

ABSENT: Final = frozenset({"", "not_sure"})
"""Answers that tell nothing; those not sure are named in a row of their own."""

CHECKS: Final = {
    "gate_now": "gate_now_check",
    "gate_body": "gate_body_check",
    "body": "body_check",
    "signs": "signs_check",
}
"""Which question asks again, in other words, after "not sure"."""

_UNNAMED: Final = frozenset({"coping", "harm", *CHECKS.values()})
"""Never named as unsure: a check has its first question's title, and the worry is for the person to speak of."""

_TOLD_OTHERWISE: Final = frozenset({*_UNNAMED, *CHECKS, "who_age", "mouth", "background"})
"""Told by their parts, by what was not chosen, or in words of the page's own."""

_NO_FINDING: Final = frozenset({"more", "several", "not_sure", "none", "felt", "no"})
_CALM: Final = frozenset({"no", "none", "words", "lump", "sigh", "awake", "tense", "old", "fine"})


class Said:
    """Reads one run against its questionnaire. Unknown questions and options read as not answered."""

    def __init__(self, questionnaire: Questionnaire, run: Run) -> None:
        self.questionnaire = questionnaire
        self.run = run
        self._told: set[str] = set()

    def answer(self, question: str) -> str:
        """Tell the option that was chosen; nothing when the question was not answered."""
        option = self._option(question)
        return option.id if option else ""

    def chose(self, question: str, option: str) -> bool:
        """Tell whether this option was chosen."""
        return self.answer(question) == option

    def label(self, question: str) -> str:
        """Tell the chosen option in words, about the right person, and remember that it was told."""
        self._told.add(question)
        option = self._option(question)
        return self._words(option) if option else ""

    def title(self, question: str) -> str:
        """Tell a question's short title."""
        asked = self.questionnaire.by_id.get(question)
        return asked.title if asked else ""

    def option_label(self, question: str, option: str) -> str:
        """Tell any option of a question in words."""
        asked = self.questionnaire.by_id.get(question)
        found = asked.option(option) if asked else None
        return self._words(found) if found else ""

    def real_options(self, question: str) -> tuple[tuple[str, str], ...]:
        """Tell the options that name something, with their words: not "none", "not sure" or "more than one"."""
        asked = self.questionnaire.by_id.get(question)
        options = asked.options if asked else ()
        return tuple((option.id, self._words(option)) for option in options if option.id not in _NO_FINDING)

    def settled(self, question: str) -> str:
        """Tell the answer to a list after it was asked again; still not sure reads as not answered."""
        answer = self.answer(question)
        again = self.answer(CHECKS.get(question, ""))
        if answer == "not_sure":
            return again if again not in ABSENT else ""
        return answer

    def settled_label(self, question: str) -> str:
        """Tell that answer in words."""
        return self.label(CHECKS[question] if self.answer(question) == "not_sure" else question)

    def is_calm(self, question: str) -> bool:
        """Tell whether the answer is one of the harmless ones."""
        return self.answer(question) in _CALM

    @property
    def untold(self) -> tuple[str, ...]:
        """Tell which answered questions nobody has asked the words of yet, so that no answer gets lost."""
        return tuple(
            question.id
            for question in self.questionnaire.questions
            if question.id not in self._told | _TOLD_OTHERWISE and self.answer(question.id) not in ABSENT
        )

    @property
    def gates_clear(self) -> bool:
        """Tell whether both lists of emergency signs were answered, and with none of them."""
        return self.settled("gate_now") == self.settled("gate_body") == "none"

    @property
    def lost(self) -> bool:
        """Tell whether something that could be done before cannot be done now."""
        return bool(self.answer("body_onset") or self.answer("body_course"))

    @property
    def unsure(self) -> tuple[str, ...]:
        """Tell the titles of what stayed unsure. What asking again settled is left out, and so is the worry."""
        found = [
            question.title
            for question in self.questionnaire.questions
            if question.id not in _UNNAMED and self.answer(question.id) == "not_sure" and not self._settled(question.id)
        ]
        return tuple(dict.fromkeys(found))

    def _settled(self, question: str) -> bool:
        if question in CHECKS:
            return bool(self.settled(question))
        doubt = self.questionnaire.by_id[question].not_sure
        return doubt.kind == "asks" and any(self.answer(part) for part in doubt.questions)

    def _option(self, question: str) -> Option | None:
        asked = self.questionnaire.by_id.get(question)
        chosen = dict(self.run.answers).get(asked.id) if asked else None
        return asked.option(chosen) if asked and chosen else None

    def _words(self, option: Option) -> str:
        return option.other or option.label if self.run.about_other else option.label
