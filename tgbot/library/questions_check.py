"""What makes the checklist safe to tap and complete: labels, "Not sure", conditions, reasons, authorities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tgbot.checklist.questionnaire import AnyOf, Question, Questionnaire, Urgency
from tgbot.library.problems import Place, Problems

_LABEL: Final = 40
_OPTIONS: Final = 9
_CALM: Final = ("none", "no")


@dataclass(frozen=True, slots=True)
class Lint:
    """Where problems go, and the places of one language's things."""

    problems: Problems
    places: Mapping[str, Place]
    language: str

    def add(self, thing: str, what: str, expected: str = "") -> None:
        """Note a problem at a thing such as `question:gate_now`."""
        place = self.places.get(f"{self.language}:{thing}") or self.places.get(f"en:{thing}") or Place(self.language)
        self.problems.add(place, thing.partition(":")[2], what, expected)


def utf16(text: str) -> int:
    """Tell the length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def check_buttons(questionnaire: Questionnaire, lint: Lint) -> None:
    """Check what people tap; this holds in every language."""
    for question in questionnaire.questions:
        thing = f"question:{question.id}"
        if len(question.options) > _OPTIONS:
            lint.add(thing, f"{len(question.options)} options", f"at most {_OPTIONS}")
        for wording in ("label", "other"):
            labels = [getattr(option, wording) for option in question.options]
            if len({label.casefold() for label in labels}) < len(labels):
                lint.add(thing, "two buttons say the same", "unique labels on a page")
            for option, label in zip(question.options, labels, strict=True):
                if utf16(label) > _LABEL:
                    what = f"the label {label!r} has {utf16(label)} UTF-16 units"
                    lint.add(f"option:{question.id}.{option.id}", what, f"at most {_LABEL}")


def check_questions(questionnaire: Questionnaire, lint: Lint) -> None:
    """Check the structure of the questions, which English holds."""
    earlier: set[str] = set()
    for question in questionnaire.questions:
        thing = f"question:{question.id}"
        for name in _reads(question.shown):
            if name not in earlier:
                lint.add(thing, f"shown looks at {name!r}, which is asked later", "earlier questions only")
        for name in question.not_sure.questions:
            if name in earlier:
                lint.add(thing, f"not_sure leads to {name!r}, which is asked earlier", "a later question")
        earlier.add(question.id)
        _check_not_sure(question, thing, lint)
        if not 1 <= len(question.title.split()) <= 3:
            lint.add(thing, f"the title {question.title!r} is not 1 to 3 words", "1 to 3 words for the review page")
    for question, following in _neighbours(questionnaire.questions):
        row = _calm_row(question)
        if row is not None and row == _calm_row(following):
            what = f'"no" stands in row {row + 1}, as on {question.id!r} just before'
            lint.add(f"question:{following.id}", what, "another row, so that a double tap answers nothing")


def _check_not_sure(question: Question, thing: str, lint: Lint) -> None:
    ids = [str(option) for option in question.option_ids]
    if "none" in ids and ids[-1] != "none":
        lint.add(thing, '"None of these" is not the last option', "none last")
    if "not_sure" in ids and ids.index("not_sure") < len(ids) - 2:
        lint.add(thing, '"Not sure" does not stand just above the last option', "not_sure second to last (or last)")
    if question.red_flag and "not_sure" not in ids:
        lint.add(thing, 'a red flag without "Not sure"', "an option not_sure")
    if question.red_flag and question.not_sure.kind == "none":
        lint.add(thing, '"Not sure" leads to nothing on a red flag', "recheck, asks or safer")


def _reads(conditions: AnyOf | None) -> set[str]:
    return {name for condition in conditions or () for name in condition.reads}


def _neighbours(questions: tuple[Question, ...]) -> Iterator[tuple[Question, Question]]:
    """Tell which question can come right after a calm answer to which."""
    for at, question in enumerate(questions):
        for after, following in enumerate(questions[at + 1 :], at + 1):
            if not any(_comes_first(between, following) for between in questions[at + 1 : after]) and _can_follow(
                question, following
            ):
                yield question, following


def _comes_first(between: Question, following: Question) -> bool:
    """Tell whether a question is always asked where the following one is."""
    return between.shown is None or (following.shown is not None and set(following.shown) <= set(between.shown))


def _can_follow(question: Question, following: Question) -> bool:
    if following.shown is None:
        return True
    calm = {option for option in question.option_ids if option in _CALM}
    return any(
        all(name != question.id or options & calm for name, options in condition.needs) for condition in following.shown
    )


def _calm_row(question: Question) -> int | None:
    row = -1
    for option in question.options:
        row += 0 if option.beside else 1
        if option.id in _CALM:
            return row
    return None


def note_unread(questionnaire: Questionnaire, notes: Lint) -> None:
    """Note the answers that change nothing and do not say so (`none`, `no`, `calm: true`), and those that say it amiss.

    An answer changes something where a rule, a note or a later question looks at it.
    """
    looking = [condition for rule in questionnaire.rules for condition in (*rule.when, *rule.unless)]
    looking += [condition for note in questionnaire.notes for condition in note.when]
    looking += [condition for question in questionnaire.questions for condition in question.shown or ()]
    read = {(name, option) for condition in looking for name, options in condition.needs for option in options}
    for question in questionnaire.questions:
        for option in question.options:
            thing = f"option:{question.id}.{option.id}"
            if option.calm and (question.id, option.id) in read:
                notes.add(thing, "calm, yet a rule, a note or a question looks at this answer", "no `calm: true`")
            elif not option.calm and option.id not in _CALM and (question.id, option.id) not in read:
                notes.add(thing, "no rule, note or question looks at this answer", "a rule, or `calm: true`")


def check_rules(questionnaire: Questionnaire, lint: Lint) -> None:
    """Check that every rule is positive, named and sourced."""
    for rule in questionnaire.rules:
        thing = f"rule:{rule.id}"
        if rule.unless and rule.urgency is not Urgency.ROUTINE:
            lint.add(thing, f"`unless` on a rule of urgency {rule.urgency.id}", "unless on routine rules only")
        if not rule.when:
            lint.add(thing, "the rule can never fire", "at least one condition")
        for key in ("sources", "sections"):
            if not getattr(rule, key):
                lint.add(thing, f"no {key}", "at least one id")
        if rule.reason.endswith((".", "!")):
            lint.add(
                thing,
                "the reason ends like a sentence",
                'words that complete: You answered "...": <reason> (<authority>)',
            )
        if rule.worry and rule.urgency is Urgency.EMERGENCY and not rule.card:
            lint.add(thing, "an emergency of the mind without a card", "card: crisis")
    if not questionnaire.default_reason:
        lint.add("rule:default", "no default reason", 'default: {reason: "..."}')
