"""Writes the page for the doctor from a run: what the answers say, in the order in which a neurologist asks.

What the answers know is filled in, what they do not know is a line to fill in by hand, and what was asked and not
chosen is said, since a "no" tells a doctor as much as a "yes". It names no disease that the person may have.
"""

from __future__ import annotations

from datetime import date

from tgbot.checklist.questionnaire import Questionnaire
from tgbot.checklist.run import Run
from tgbot.checklist.triage import Outcome
from tgbot.library.messages import Messages
from tgbot.summary.answers import ABSENT, Said
from tgbot.summary.document import Document, Entry, Row, Since
from tgbot.summary.rows import RowWriter
from tgbot.summary.words import Words


def make_document(
    questionnaire: Questionnaire,
    messages: Messages,
    run: Run,
    outcome: Outcome,
    *,
    today: date,
    words: Words | None = None,
    since: Since | None = None,
) -> Document:
    """Make the page. Nothing of it is kept; the same arguments give the same page."""
    writer = _Writer(Said(questionnaire, run), messages, outcome)
    rows = (
        writer.person(),
        writer.emergency(),
        writer.own_words(words or Words()),
        writer.function(),
        writer.mouth(),
        writer.feeling(),
        writer.mind(),
        writer.child(),
        writer.twitch(),
        writer.medicines(),
        writer.family(),
        writer.examined(),
        writer.rest(),
        writer.since(since),
        writer.no_emergency(),
        writer.not_sure(),
    )
    return Document(
        language=messages.language,
        day=today,
        title=messages.say("doc-title"),
        made=messages.say("doc-made-other" if run.about_other else "doc-made", day=today.isoformat()),
        rows=tuple(row for row in rows if row.entries),
        small=writer.small(),
        cannot_print=messages.say("doc-cannot-print"),
    )


class _Writer(RowWriter):
    """Writes row after row. Each method is one row, top to bottom as a neurologist reads."""

    def person(self) -> Row:
        """Write who it is: age group; sex at birth, hand and work are not asked by the checklist."""
        return self._row(
            "doc-person",
            [Entry(self.say("doc-age"), self._age())],
            [self._open("doc-open-sex"), self._open("doc-open-hand"), self._open("doc-open-work")],
            self._found("background", "preg"),
            self._found("background", "mnd"),
            self._details("pregnant", "diagnosed"),
        )

    def own_words(self, words: Words) -> Row:
        """Write the main problem, what they fear and what they hope for, in their words."""
        given = (("problem", words.problem), ("fear", words.fear), ("wish", words.wish))
        whose = "-other" if self.said.run.about_other else ""
        return self._row(
            "doc-words",
            [Entry(self.say(f"doc-{name}{whose}"), text, quoted=bool(text), line=3) for name, text in given],
        )

    def emergency(self) -> Row:
        """Write an emergency sign, before everything else."""
        return self._row("doc-emergency", self._chosen("gate_now", ask=False), self._chosen("gate_body", ask=False))

    def no_emergency(self) -> Row:
        """Write that none of the emergency signs was chosen."""
        clear = self.said.gates_clear
        return self._row("doc-emergency", [Entry("", self.say("doc-none-chosen"))] if clear else [])

    def function(self) -> Row:
        """Write the first lost function: what, how it came, side, course; then wasting, cramps, stiffness."""
        lost = self.said.lost
        cramps = self.said.chose("pattern_body", "cramp")
        return self._row(
            "doc-function",
            self._chosen("body"),
            self._details("felt_do", "body_onset", "body_side", "body_course", "body_known"),
            self._not_chosen("body"),
            [self._open("doc-open-side"), self._open("doc-open-since"), self._open("doc-open-task", 2)] if lost else [],
            [self._open("doc-open-next", 2)] if lost else [],
            [] if cramps else [self._open("doc-open-cramps", 2)],
            self._found("pattern_body", "cramp"),
        )

    def mouth(self) -> Row:
        """Write speech, swallowing, weight and breath."""
        return self._row(
            "doc-mouth",
            [] if self.said.answer("mouth") else [Entry(self.said.title("mouth"), line=2)],
            self._details("speech", "swallow", "breath", findings=True),
            self._not_chosen("mouth", told_elsewhere=("speech", "swallow", "breath", "emotion")),
            [self._open("doc-open-weight", 2)],
        )

    def feeling(self) -> Row:
        """Write numbness, eyes, walking, bladder; pain is not asked by the checklist."""
        return self._row(
            "doc-feeling",
            self._chosen("signs"),
            self._details("numb_kind", "half_onset", "eyes_kind", "walk_kind"),
            self._not_chosen("signs"),
            [self._open("doc-open-pain", 2)],
        )

    def mind(self) -> Row:
        """Write laughing and crying, behaviour, and the worry."""
        emotion = self.said.option_label("mouth", "emotion")
        hub = self.said.answer("mouth")
        return self._row(
            "doc-mind",
            [Entry("", emotion, finding=True)] if hub == "emotion" else [],
            [Entry("", self.say("doc-not-chosen", list=emotion))] if hub not in ABSENT | {"emotion", "more"} else [],
            self._details("laughter", findings=True),
            [self._open("doc-open-behaviour", 2)],
            self._worry(),
        )

    def child(self) -> Row:
        """Write what is asked for a child only."""
        return self._row("doc-child", self._details("child_kind", findings=True, titled=False))

    def twitch(self) -> Row:
        """Write the twitch in one line."""
        parts = [
            self.said.label(question)
            for question in ("place", "duration", "pattern_face", "pattern_body", "still")
            if self.said.answer(question) not in ABSENT
        ]
        return self._row(
            "doc-twitch",
            [Entry("", "; ".join(parts)) if parts else self._open("doc-open-twitch", 3)],
            self._details("pattern_check", "main"),
        )

    def medicines(self) -> Row:
        """Write what came before, medicines with dose and start, alcohol, past operations."""
        return self._row(
            "doc-medicines",
            self._details("triggers", "med_kind", "med_signs", "fluids"),
            [self._open("doc-open-medicines", 3)],
            self._details("alcohol") or [self._open("doc-open-alcohol")],
            [self._open("doc-open-operations", 2)],
        )

    def family(self) -> Row:
        """Write ALS, MND and early dementia in the close family."""
        label = self.said.option_label("background", "family")
        denied = self.said.answer("background") in {"none", "preg", "mnd"}
        return self._row(
            "doc-family",
            self._found("background", "family"),
            [Entry("", self.say("doc-not-chosen", list=label))] if denied else [],
            [Entry(label, self.said.label("family"))] if self.said.answer("family") not in ABSENT else [],
            [] if self.said.answer("background") else [Entry(label, line=2)],
        )

    def examined(self) -> Row:
        """Write who has looked at it already, and tests with their dates."""
        return self._row(
            "doc-examined",
            self._details("seen", titled=False),
            [self._open("doc-open-examined", 2), self._open("doc-open-tests", 2)],
        )

    def rest(self) -> Row:
        """Write the answers to questions that have no place of their own yet."""
        return self._row("doc-rest", self._details(*self.said.untold))

    def since(self, since: Since | None) -> Row:
        """Write what changed since the last check, in words: last against now only."""
        if since is None:
            return Row("", ())
        changed = [
            Entry(title, self.say("doc-changed", before=before, now=now), finding=True)
            for title, before, now in since.changes.changed
        ]
        same = [Entry(self.say("doc-same"), ", ".join(since.changes.same))] if since.changes.same else []
        return Row(self.say("doc-since", day=since.on.isoformat()), (*changed, *same))

    def not_sure(self) -> Row:
        """Write what the person could not answer."""
        titles = self.said.unsure
        return self._row("doc-not-sure", [Entry("", ", ".join(titles))] if titles else [])

    def small(self) -> tuple[str, ...]:
        """Write what the checklist said, last and small."""
        decided = [rule for rule in self.outcome.reasons if rule.urgency is self.outcome.body]
        rules = [f"{rule.id} ({rule.authority})" for rule in decided]
        return (
            self.say(
                "doc-outcome",
                version=self.said.questionnaire.version,
                urgency=self.say(f"urgency-{self.outcome.body.id.replace('_', '-')}"),
                rules=", ".join(rules) or self.said.questionnaire.default_reason,
            ),
            f"{self.say('not-reviewed')} {self.say('intended-purpose')}",
        )

    def _worry(self) -> list[Entry]:
        """Name the worry; thoughts of dying are not printed, the page asks to be asked."""
        if self.said.chose("coping", "dark") or self.said.answer("harm") not in {"", "no"}:
            whose = "-other" if self.said.run.about_other else ""
            return [Entry("", self.say(f"doc-ask-me{whose}"), finding=True)]
        heavy = self.said.chose("coping", "heavy")
        return [Entry(self.said.title("coping"), self.said.label("coping"))] if heavy else []

    def _age(self) -> str:
        own = self.said.answer("who_age")
        if own == "other":
            return self.said.label("age_other")
        return self.say(f"doc-age-{own.replace('_', '-')}") if own else ""
