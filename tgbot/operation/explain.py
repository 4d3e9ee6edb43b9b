"""`tgbot content explain ID`: where a section, a rule, a question or a note comes from, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tgbot.checklist.questionnaire import AnyOf, Condition, Note, Question, QuestionId, Questionnaire, Rule
from tgbot.checklist.vignette import Judged
from tgbot.library.article import Section
from tgbot.library.content import Content
from tgbot.operation.errors import OperatorError


def explain(content: Content, wanted: str, judged: Sequence[Judged] = ()) -> str:
    """Explain a thing by its id; `judged` vignettes show where a rule fired or a question was asked."""
    english = content.language("en")
    questionnaire = english.questionnaire
    parts: list[Iterator[str]] = []
    if section := english.article.by_id.get(wanted):
        parts.append(_section(content, section))
    if rule := questionnaire.rule_by_id.get(wanted):
        parts.append(_rule(content, rule, judged))
    if question := questionnaire.by_id.get(wanted):
        parts.append(_question(content, question, judged))
    if note := next((note for note in questionnaire.notes if note.id == wanted), None):
        parts.append(_note(questionnaire, note))
    if wanted in content.sources:
        parts.append(_source(content, wanted))
    if not parts:
        known = [*questionnaire.by_id, *questionnaire.rule_by_id, *english.article.by_id]
        raise OperatorError(f"nothing has the id {wanted!r}; known: {', '.join(known)}")
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _section(content: Content, section: Section) -> Iterator[str]:
    yield f"Section {section.id}: {section.title}"
    yield f"  {_place(content, f'en:section:{section.id}')}"
    yield f"  reviewed by {section.reviewer} on {section.reviewed}" if section.reviewed else "  not clinically reviewed"
    for claim in section.claims:
        yield f"  line {claim.line}: {' '.join(claim.text.split())}"
        for name in claim.sources:
            yield f"    -> {_named(content, name)}"
        if not claim.sources:
            yield "    -> no source"


def _rule(content: Content, rule: Rule, judged: Sequence[Judged]) -> Iterator[str]:
    questionnaire = content.language("en").questionnaire
    yield f"Rule {rule.id}: {rule.urgency.id}{' (about the worry)' if rule.worry else ''}"
    yield f"  {_place(content, f'en:rule:{rule.id}')}"
    yield f"  reason: {rule.reason} ({rule.authority})"
    yield "  when one of these holds:"
    yield from _alternatives(questionnaire, rule.when)
    if rule.unless:
        yield "  unless one of these holds:"
        yield from _alternatives(questionnaire, rule.unless)
    yield "  sources:"
    yield from (f"    {_named(content, name)}" for name in rule.sources)
    yield f"  sections: {', '.join(rule.sections) or 'none'}"
    fired = [case.vignette.id for case in judged if rule.fires(case.run.answers)]
    yield f"  vignettes in which it fires: {', '.join(fired) or 'none'}"


def _question(content: Content, question: Question, judged: Sequence[Judged]) -> Iterator[str]:
    questionnaire = content.language("en").questionnaire
    yield f"Question {question.id}: {question.text}"
    yield f"  {_place(content, f'en:question:{question.id}')}"
    marks = [name for name in ("gate", "short", "red_flag") if getattr(question, name)]
    yield f"  marks: {', '.join(marks) or 'none'}; meaning {question.meaning}"
    yield f"  why we ask: {question.why}"
    yield from (f"    {_named(content, name)}" for name in question.sources)
    if question.shown is None:
        yield "  asked: always"
    else:
        yield f"  asked: {'when one of these holds:' if question.shown else 'in the short form only'}"
        yield from _alternatives(questionnaire, question.shown)
    yield f'  "Not sure": {_not_sure(question)}'
    for option in question.option_ids:
        opened = [q.id for q in questionnaire.questions if _reads(q.shown or (), question.id, option)]
        read = [rule.id for rule in questionnaire.rules if _reads((*rule.when, *rule.unless), question.id, option)]
        opens = f"; opens {', '.join(opened)}" if opened else ""
        label = next(known.label for known in question.options if known.id == option)
        yield f"  {option} ({label}): read by {', '.join(read) or 'no rule'}{opens}"
    asked = [case.vignette.id for case in judged if question.id in case.run.answers]
    yield f"  asked in {len(asked)} vignettes"


def _note(questionnaire: Questionnaire, note: Note) -> Iterator[str]:
    yield f"Note {note.id}: {note.text}"
    yield "  when one of these holds:"
    yield from _alternatives(questionnaire, note.when)


def _source(content: Content, wanted: str) -> Iterator[str]:
    english = content.language("en")
    yield f"Source {_named(content, wanted)}"
    yield f"  {_place(content, f'source:{wanted}')}"
    yield f"  sections: {_ids(s.id for s in english.article.sections if wanted in s.sources)}"
    yield f"  questions: {_ids(q.id for q in english.questionnaire.questions if wanted in q.sources)}"
    yield f"  rules: {_ids(r.id for r in english.questionnaire.rules if wanted in r.sources)}"


def _ids(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def _alternatives(questionnaire: Questionnaire, alternatives: AnyOf) -> Iterator[str]:
    yield from (f"    - {_in_words(questionnaire, condition)}" for condition in alternatives)


def _in_words(questionnaire: Questionnaire, condition: Condition) -> str:
    """Write a condition with the titles and labels that people see."""
    parts: list[str] = []
    for name, options in condition.needs:
        question = questionnaire.by_id.get(name)
        if question is None:
            parts.append(f"{name}: {_ids(sorted(options))}")
            continue
        labels = [f"“{option.label}”" for option in question.options if option.id in options]
        parts.append(f"{question.title} ({name}): {' or '.join(labels)}")
    return "; and ".join(parts) or "always"


def _not_sure(question: Question) -> str:
    match question.not_sure.kind:
        case "recheck":
            return f"asks again: {_ids(question.not_sure.questions)}"
        case "asks":
            return f"asks one by one: {_ids(question.not_sure.questions)}"
        case "safer":
            return f"read {question.not_sure.reading}"
        case _:
            return "not offered, or leads to nothing"


def _reads(alternatives: AnyOf, question: QuestionId, option: str) -> bool:
    return any(name == question and option in options for c in alternatives for name, options in c.needs)


def _named(content: Content, name: str) -> str:
    source = content.sources.get(name)
    if source is None:
        return f"{name}: no such source"
    checked = f"link checked {source.checked}" if source.checked else "link not checked"
    return f"{name}: {source.title} ({source.publisher}), {source.url}, {checked}"


def _place(content: Content, thing: str) -> str:
    return str(content.places.get(thing, "place unknown"))
