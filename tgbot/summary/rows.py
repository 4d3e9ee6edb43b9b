"""The parts of which every row of the page is made: findings, details, what was not chosen, lines left open."""

from __future__ import annotations

from typing import Final

from tgbot.checklist.triage import Outcome
from tgbot.library.messages import Messages
from tgbot.summary.answers import ABSENT, CHECKS, Said
from tgbot.summary.document import Entry, Row

_MANY: Final = frozenset({"more", "several"})
_GRAVE: Final = frozenset({"worse", "tires", "changed"})
"""Answers about the course on which the eye should fall."""


class RowWriter:
    """Knows how to say an answer; which answers make which row is for its subclass."""

    def __init__(self, said: Said, messages: Messages, outcome: Outcome) -> None:
        self.said = said
        self.say = messages.say
        self.outcome = outcome

    def _row(self, title: str, *parts: list[Entry]) -> Row:
        there = [entry for part in parts for entry in part]
        return Row(self.say(title), tuple(sorted(there, key=lambda entry: entry.is_open and not entry.quoted)))

    def _open(self, key: str, line: int = 1) -> Entry:
        return Entry(self.say(key), line=line)

    def _found(self, question: str, option: str) -> list[Entry]:
        there = self.said.chose(question, option)
        return [Entry("", self.said.label(question), finding=True)] if there else []

    def _details(self, *questions: str, findings: bool = False, titled: bool = True) -> list[Entry]:
        """Tell the answers to these questions; one that was not sure is named in its own row instead."""
        return [
            Entry(
                self.said.title(question) if titled else "",
                self.said.label(question),
                finding=not self.said.is_calm(question) if findings else self.said.answer(question) in _GRAVE,
            )
            for question in questions
            if self.said.answer(question) not in ABSENT
        ]

    def _chosen(self, question: str, *, ask: bool = True) -> list[Entry]:
        """Tell what was chosen of a list; one that was never asked is left open, unless there is nothing to `ask`."""
        chosen = self.said.settled(question)
        if chosen in ABSENT:
            return [Entry(self.said.title(question), line=2)] if ask and not self.said.answer(question) else []
        found = [] if chosen == "none" else [Entry("", self.said.settled_label(question), finding=True)]
        if chosen == "more":
            found += self._details(CHECKS.get(question, ""), findings=True, titled=False)
        return [*found, self._open("doc-open-which", 2)] if chosen in _MANY else found

    def _not_chosen(self, question: str, told_elsewhere: tuple[str, ...] = ()) -> list[Entry]:
        """Tell plainly what was asked and not chosen. A list offers "More than one", so one choice says no to the rest.

        Options in `told_elsewhere` have a question or a row of their own, where that was answered.
        """
        chosen = self.said.settled(question)
        if chosen in ABSENT or chosen in _MANY:
            return []
        rest = [
            label
            for option, label in self.said.real_options(question)
            if option != chosen and not (option in told_elsewhere and (self.said.answer(option) or option == "emotion"))
        ]
        key = f"doc-none-{question}" if chosen == "none" else "doc-not-chosen"
        return [Entry("", self.say(key, list="; ".join(rest)))] if rest else []
