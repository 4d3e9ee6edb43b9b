"""What to say: three lines for the phone, by urgency; words for the desk, for a deaf ear, for somebody close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Rule, Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.triage import Outcome
from tgbot.library.text import Block, Bold, Heading, items, paragraph, plain_text
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, column, row
from tgbot.pages.start import needs_crisis_line

PHONE, DESK, UNHEARD, PARTNER = range(4)
"""The number in a link names the page."""

COPY_LIMIT: Final = 256
"""Characters that a copy button can hold."""

WHAT: Final[tuple[tuple[str, str, str], ...]] = (
    ("breath", "flat not_sure", "flat"),
    ("swallow", "choke", "choke"),
    ("body", "hand", "hand"),
    ("body_check", "hand", "hand"),
    ("body", "leg", "leg"),
    ("body_check", "leg", "leg"),
    ("body", "neck", "neck"),
    ("body_check", "neck", "neck"),
    ("body", "thin", "thin"),
    ("body_check", "thin", "thin"),
    ("felt_do", "no", "felt"),
    ("body", "more felt", "more"),
    ("body_check", "not_sure", "more"),
    ("child_kind", "", "moves"),
    ("age_other", "baby", "moves"),
    ("eyes_kind", "", "eyes"),
    ("half_onset", "", "half-face"),
    ("speech", "sudden_old worse same tires not_sure", "speech"),
    ("speech", "hoarse", "hoarse"),
    ("swallow", "worse not_sure", "swallow"),
    ("swallow", "same", "cough"),
    ("breath", "exert night", "exert"),
    ("laughter", "yes not_sure", "bursts"),
    ("mouth", "emotion", "bursts"),
    ("signs", "bladder", "bladder"),
    ("signs_check", "bladder", "bladder"),
    ("signs_check", "several not_sure", "several"),
    ("signs", "more", "several"),
    ("numb_kind", "", "numb"),
    ("walk_kind", "risky blackout", "blackout"),
    ("walk_kind", "", "walk"),
    ("signs", "unsteady", "walk"),
    ("signs_check", "unsteady", "walk"),
    ("signs", "thyroid", "thyroid"),
    ("signs_check", "thyroid", "thyroid"),
    ("pattern_face", "beat", "beat"),
    ("pattern_body", "beat", "beat"),
    ("pattern_check", "beat not_sure", "beat"),
    ("pattern_face", "ripple", "ripple"),
    ("pattern_body", "ripple", "ripple"),
    ("pattern_check", "ripple", "ripple"),
    ("pattern_face", "pull", "pull"),
    ("pattern_body", "pull", "pull"),
    ("pattern_check", "pull", "pull"),
    ("pattern_face", "half", "side"),
    ("pattern_face", "both", "lids"),
    ("med_signs", "", "medicine"),
    ("med_kind", "", "medicine"),
    ("triggers", "med", "medicine"),
    ("alcohol", "stopped not_sure", "stopped"),
    ("alcohol", "daily", "drink"),
    ("fluids", "", "salts"),
    ("background", "mnd", "team"),
    ("diagnosed", "yes tested", "team"),
    ("background", "preg", "birth"),
    ("pregnant", "yes maybe", "birth"),
    ("background", "family", "family"),
    ("family", "yes maybe", "family"),
    ("main", "cramp", "cramps"),
    ("pattern_body", "cramp", "cramps"),
    ("main", "shake", "shake"),
    ("main", "tired", "tired"),
    ("harm", "plan thoughts not_sure", "dark"),
    ("coping", "dark", "dark"),
    ("coping", "", "worry"),
    ("harm", "", "worry"),
)
"""Which answer has a sentence of its own, gravest first: question, options (none named: any), the sentence's key."""

_TWITCH: Final = frozenset({"place", "duration", "still"})


def say(book: Book, run: Run, said: Outcome) -> Page:
    """Give three lines to read out, by urgency, and what to do when there is no appointment in time."""
    lines = three_lines(book, run, said)
    urgency = _urgency(said)
    return Page(
        blocks=(
            Heading(book.say("say-title")),
            paragraph(book.say(f"say-hello-{urgency}")),
            items(lines, numbered=True),
            *_dark(book, run, said),
            paragraph(Bold(book.say("say-none-title")), " ", book.say(f"say-none-{urgency}")),
            *_advice_line(book, run, said),
        ),
        rows=(
            *row(_copy(book, lines)),
            *column(
                book.button("say-desk", Link("say", run, "", DESK)),
                book.button("say-unheard", Link("say", run, "", UNHEARD)),
                book.button("say-beside-title" if run.about_other else "say-partner", Link("say", run, "", PARTNER)),
                book.button("visit-open", Link("appointment", run)),
            ),
            *_back(book, run),
        ),
    )


def three_lines(book: Book, run: Run, said: Outcome) -> tuple[str, str, str]:
    """Tell the three lines: what it is, since when and how it goes, and what is asked for."""
    whose = _whose(run)
    urgency = _urgency(said)
    if urgency == "emergency":
        return book.say("say-where"), book.say(f"say-failed{whose}"), book.say(f"say-began{whose}")
    rules = said.worries if urgency in {"dark", "worry"} else said.reasons
    return _what(book, run, rules), book.say(_since(run, urgency, whose)), book.say(f"say-ask-{urgency}{whose}")


def desk(book: Book, run: Run) -> Page:
    """Give words for the receptionist."""
    return _advice(book, run, "desk", ("1", "2", "3", "4"), "what-to-say")


def unheard(book: Book, run: Run) -> Page:
    """Give words for a doctor who does not listen."""
    first = "lost" if _has_lost(run) else "kept"
    whose = _whose(run)
    return _advice(book, run, "unheard", (f"{first}{whose}", f"1{whose}", "2", "3"), "not-taken-seriously")


def partner(book: Book, run: Run) -> Page:
    """Give a text for somebody close; where that is who taps, tell what helps instead."""
    if run.about_other:
        return _advice(book, run, "beside", ("1", "2", "3"), "for-partners")
    letter = book.say("say-letter")
    return Page(
        blocks=(
            Heading(book.say("say-partner-title")),
            paragraph(book.say("say-partner-hello")),
            paragraph(letter),
        ),
        rows=(*row(_copy(book, (letter,))), *_read(book, run, "for-partners"), *_back_to_phone(book, run)),
    )


def _advice(book: Book, run: Run, topic: str, keys: tuple[str, ...], section: str) -> Page:
    return Page(
        blocks=(
            Heading(book.say(f"say-{topic}-title")),
            items([book.say(f"say-{topic}-{key}") for key in keys]),
        ),
        rows=(*_read(book, run, section), *_back_to_phone(book, run)),
    )


def _what(book: Book, run: Run, rules: Sequence[Rule]) -> str:
    """Say what it is: the sentence of the answer that led to the advice; one to fill in where there is none.

    "Not sure" is said as that: nobody reads out as a fact what they could not tell.
    """
    whose = _whose(run)
    read = {question for rule in rules[:1] for question in _reads(rule, run)}
    if any(question.startswith("body_") for question in read):
        read |= {"body", "body_check", "felt_do"}
    answers = _plain(run)
    for question, options, key in WHAT:
        if question in read and question in answers and answers[question] in (options.split() or answers.values()):
            what = book.say(f"say-what-{key}{whose}")
            return book.say("say-unsure", what=what) if answers[question] == "not_sure" else what
    twitches = read & _TWITCH or (not read and answers.get("place", "none") != "none")
    return book.say(f"say-what-{'twitch' if twitches else 'other'}{whose}")


def _plain(run: Run) -> dict[str, str]:
    return {str(question): str(option) for question, option in run.answers.items()}


def _reads(rule: Rule, run: Run) -> frozenset[str]:
    held = next((condition for condition in rule.when if condition.holds(run.answers)), None)
    return frozenset(str(question) for question in held.reads) if held else frozenset()


def _since(run: Run, urgency: str, whose: str) -> str:
    answers = _plain(run)
    courses = {answers.get("body_course"), answers.get("speech"), answers.get("swallow")}
    if urgency in {"dark", "worry"}:
        return f"say-since{whose}"
    if "worse" in courses:
        return f"say-since-worse{whose}"
    return f"say-since-tires{whose}" if "tires" in courses else f"say-since{whose}"


def _has_lost(run: Run) -> bool:
    return any(str(question) == "body_course" for question in run.answers)


def _urgency(said: Outcome) -> str:
    """Tell by which urgency to speak: the graver one, so that thoughts of dying never wait for a visit weeks away."""
    if said.body < Urgency.URGENT <= said.urgency:
        return "dark"
    return "worry" if said.body is Urgency.SELF_CARE else said.body.id


def _dark(book: Book, run: Run, said: Outcome) -> tuple[Block, ...]:
    """Say what the three lines leave out: the thoughts of dying beside the body, or the body beside them."""
    if not needs_crisis_line(run):
        return ()
    if _urgency(said) != "dark":
        return (paragraph(book.say(f"say-dark{_whose(run)}")),)
    if said.body is Urgency.SELF_CARE:
        return ()
    return (paragraph(book.say(f"say-body-{said.body.id}{_whose(run)}", what=_what(book, run, said.reasons))),)


def _advice_line(book: Book, run: Run, said: Outcome) -> tuple[Block, ...]:
    country = book.countries.get(run.country)
    if country is None or country.advice is None or said.body is Urgency.EMERGENCY:
        return ()
    return (paragraph(book.say("say-advice-line", name=country.advice.name, number=country.advice.number)),)


def _copy(book: Book, lines: tuple[str, ...]) -> Button | None:
    text = plain_text([items(lines)])
    return Button(book.say("say-copy"), copy=text) if len(text) <= COPY_LIMIT else None


def _read(book: Book, run: Run, section: str) -> tuple[tuple[Button, ...], ...]:
    found = book.article.by_id.get(section)
    return row(Button(book.say("read", title=found.title), Link("section", run, section)) if found else None)


def _back(book: Book, run: Run) -> tuple[tuple[Button, ...], ...]:
    crisis = book.button("crisis-open", Link("crisis", run)) if needs_crisis_line(run) else None
    return (*column(crisis), *row(book.button("to-result", Link("result", run))))


def _back_to_phone(book: Book, run: Run) -> tuple[tuple[Button, ...], ...]:
    return row(book.button("say-back", Link("say", run)), book.button("to-result", Link("result", run)))


def _whose(run: Run) -> str:
    return "-other" if run.about_other else ""
