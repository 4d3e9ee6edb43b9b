"""The result: how soon to see whom, why, what would change it, and what to read. No risk, no diagnosis, no promise."""

from __future__ import annotations

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Questionnaire, Rule, Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.triage import Outcome, triage
from tgbot.library.text import Block, Bold, Heading, Italic, Line, Quote, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Row, column, row
from tgbot.pages.recheck import Earlier, compared, kind_note
from tgbot.pages.reminders import offered
from tgbot.pages.start import needs_crisis_line

SECTIONS_SHOWN = 3
REASONS_SHOWN = 2
"""Reasons as grave as the advice; the others are folded: they must not bury it, nor gainsay it.

Worry counts as one of them where the body is calm; beside a graver body it takes no reason's place.
"""
RECHECK_SOURCE = "nice-ng127"
"""Whose advice it is to have a function looked at that got worse."""
NOTHING_EARLIER = Earlier()


def result(book: Book, run: Run, outcome: Outcome | None = None, earlier: Earlier = NOTHING_EARLIER) -> Page:
    """Show what the rules say of a finished run, beside what is known of earlier ones; nothing of it is stored."""
    said = outcome or triage(book.questionnaire, run)
    return Page(
        blocks=(
            *_heading(book, run, said),
            *kind_note(book, earlier),
            *compared(book, earlier),
            *_because(book, run, said),
            *(paragraph(note.text) for note in said.notes),
            paragraph(Bold(book.say("change-title")), " ", book.say(_change(run, said))),
            _sources(book, said, earlier),
        ),
        rows=(
            *row(book.button("crisis-open", Link("crisis", run), style="primary") if needs_crisis_line(run) else None),
            *_to_take_along(book, run, said),
            *_reading(book, run, said),
            *_next_steps(book, run, said),
            *_keeping(book, run, earlier),
            *_ways_out(book, run),
        ),
    )


def answers_behind(questionnaire: Questionnaire, run: Run, rule: Rule) -> tuple[tuple[str, str], ...]:
    """Tell (title, label) of each answer that made the rule fire: those of the first alternative that holds."""
    held = next((condition for condition in rule.when if condition.holds(run.answers)), None)
    reads = held.reads if held else frozenset()
    found = []
    for question in questionnaire.questions:
        option = question.option(run.answers.get(question.id, "")) if question.id in reads else None
        if option:
            found.append((question.title, option.other or option.label if run.about_other else option.label))
    return tuple(found)


def because(book: Book, run: Run, rule: Rule, key: str = "because") -> Line:
    """Explain a rule in one sentence: the answers, the reason, the authority. `key` names the words around them."""
    titles: dict[str, list[str]] = {}
    for title, label in answers_behind(book.questionnaire, run, rule):
        titles.setdefault(label, []).append(title)
    joint = book.say("list-joint")
    answers = joint.join(book.say("answer", title=joint.join(named), label=label) for label, named in titles.items())
    key = f"{key}-unsure" if _unsure(run, rule) else key
    return (book.say(key, answers=answers, reason=rule.reason, authority=rule.authority),)


def _unsure(run: Run, rule: Rule) -> bool:
    """Tell whether "Not sure" raised the advice: nobody claimed what the rule is about, and the sentence says so."""
    held = next((condition for condition in rule.when if condition.holds(run.answers)), None)
    unsure = held is not None and any(run.answers.get(name) == "not_sure" for name in held.reads)
    return unsure and rule.urgency > Urgency.SELF_CARE


def _key(urgency: Urgency) -> str:
    return urgency.id.replace("_", "-")


def _change(run: Run, said: Outcome) -> str:
    """Name the message of what would change the advice: no two weeks to wait for where they have passed already."""
    answers = {str(question): str(option) for question, option in run.answers.items()}
    waits = answers.get("duration") == "d14" or answers.get("still") == "early"
    seen = "" if waits or said.body is not Urgency.SELF_CARE else "-seen"
    return f"change-{_key(said.body)}{seen}{_whom(run)}"


def _whom(run: Run) -> str:
    return "-other" if run.about_other else ""


def _heading(book: Book, run: Run, said: Outcome) -> tuple[Block, ...]:
    """Say how soon. Thoughts of dying stand above the body, which then is named as what the second heading is about."""
    urgency, advice = book.say(f"urgency-{_key(said.body)}"), book.say(f"advice-{_key(said.body)}{_whom(run)}")
    if not _is_grave(said):
        if said.urgency > said.body:
            urgency = book.say("urgency-of-body", urgency=urgency)
        return (Heading(urgency), paragraph(advice), *_worry(book, said))
    worst = said.worries[0]
    return (
        Heading(book.say(f"urgency-worry-{_key(worst.urgency)}")),
        paragraph(book.say(f"advice-worry{_whom(run)}", reason=worst.reason, authority=worst.authority)),
        Heading(book.say("urgency-of-body", urgency=urgency)),
        paragraph(advice),
    )


def _is_grave(said: Outcome) -> bool:
    """Tell whether thoughts of dying stand above the body."""
    return any(rule.urgency >= Urgency.URGENT for rule in said.worries)


def _worry(book: Book, said: Outcome) -> tuple[Block, ...]:
    lines = [book.say("worry-line", reason=rule.reason, authority=rule.authority) for rule in said.worries]
    return (paragraph(Bold(book.say("worry-title")), " ", lines[0]),) if lines else ()


def _because(book: Book, run: Run, said: Outcome) -> tuple[Block, ...]:
    """Tell why: what was not answered, then what is as grave as the advice; the rest is folded.

    Below thoughts of dying all of it is.
    """
    lines = [because(book, run, rule, "reason") for rule in said.reasons]
    if said.by_default:
        lines.append((book.questionnaire.default_reason,))
    if said.missing:
        titles = book.say("list-joint").join(question.title for question in said.missing)
        lines.insert(0, (book.say("missing", titles=titles),))
    if not lines:
        return ()
    if _is_grave(said):
        return (Quote(((Bold(book.say("because-title")),), *lines), expandable=True),)
    pressing = sum(rule.urgency is said.body for rule in said.reasons)
    calm = said.body <= Urgency.ROUTINE
    upto = min(REASONS_SHOWN - (calm and bool(said.worries)), max(pressing, 1)) + bool(said.missing)
    shown, folded = lines[:upto], lines[upto:]
    more: Line = (Bold(book.say("because-more", count=len(folded))),)
    return (
        Heading(book.say("because-title"), close=True),
        items(shown),
        *((Quote((more, *folded), expandable=True),) if folded else ()),
    )


def _sources(book: Book, said: Outcome, earlier: Earlier) -> Block:
    named = [source for rule in (*said.worries, *said.reasons) for source in rule.sources]
    named += [RECHECK_SOURCE] if earlier.changes and earlier.changes.worse else []
    lines = book.cited(tuple(dict.fromkeys(named)))
    purpose: Line = (Italic(book.say("not-reviewed")), " ", Italic(book.say("intended-purpose")))
    return Quote((purpose, (Bold(book.say("sources-title")),), *lines), expandable=True)


def _to_take_along(book: Book, run: Run, said: Outcome) -> tuple[Row, ...]:
    """Offer the words for the phone and the page for the doctor; neither where no visit is needed."""
    return column(
        book.button("say-open", Link("say", run)) if said.urgency > Urgency.SELF_CARE else None,
        book.button("doctor-open", Link("words", run)) if said.body > Urgency.SELF_CARE else None,
    )


def _reading(book: Book, run: Run, said: Outcome) -> tuple[Row, ...]:
    there = [book.article.by_id[section] for section in said.sections if section in book.article.by_id]
    return column(
        *(
            Button(book.say("read", title=section.title), Link("section", run, section.id))
            for section in there[:SECTIONS_SHOWN]
        )
    )


def _next_steps(book: Book, run: Run, said: Outcome) -> tuple[Row, ...]:
    kinds = offered(run, said)
    return column(
        book.button("remind-open", Link("began", run), style="primary") if "recheck" in kinds else None,
        book.button("remind-book", Link("plan", run, "book")) if "book" in kinds else None,
    )


def _keeping(book: Book, run: Run, earlier: Earlier) -> tuple[Row, ...]:
    if run.under_16 or earlier.kept:
        return ()
    return row(book.button("keep-open", Link("keep", run)))


def _ways_out(book: Book, run: Run) -> tuple[Row, ...]:
    return (
        *row(book.button("result-change", Link("review", run)), book.button("enough-open", Link("enough", run))),
        *row(book.button("again-open", Link("again", run))),
    )
