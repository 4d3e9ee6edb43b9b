"""The content check (`tgbot content check`): what the loader found, and what only a reading of the words finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tgbot.library.article_check import block_lines, block_prose, check_article, is_source
from tgbot.library.content import Content, LanguageContent
from tgbot.library.loader import read
from tgbot.library.messages_check import check_messages, message_texts
from tgbot.library.problems import Place, Problems, certain
from tgbot.library.questions_check import Lint, check_buttons, check_questions, check_rules, note_unread, utf16
from tgbot.library.reading import grade, limit
from tgbot.library.report import Grade, Report, format_report
from tgbot.library.text import plain_text
from tgbot.library.wording_check import banned

__all__ = ["check", "format_report"]

_MOST_UNITS: Final = 3500
"""A page also carries its title, sources and review line; Telegram's limit is 4096."""


def check(content_dir: Path) -> Report:
    """Check a content folder. Never raises on bad content: everything found is in the report, with file and line."""
    content, found = read(content_dir)
    if any(problem.unread for problem in found):
        return Report(problems=certain(found), partial=True)
    problems, notes = Problems(), Problems()
    for problem in found:
        problems.add(problem.place, problem.where, problem.what, problem.expected)
    for language in content.languages.values():
        lint = Lint(problems, content.places, language.code)
        check_buttons(language.questionnaire, lint)
        check_article(language.article, lint, notes)
        check_messages(language, content.language("en"), lint)
    english = content.language("en")
    lint = Lint(problems, content.places, "en")
    check_questions(english.questionnaire, lint)
    check_rules(english.questionnaire, lint)
    note_unread(english.questionnaire, Lint(notes, content.places, "en"))
    _check_words(content, lint)
    _notes(content, notes)
    grades = tuple(_grades(content, lint))
    lengths = _lengths(english)
    for name, units in lengths.items():
        if units > _MOST_UNITS:
            lint.add(name, f"{units} UTF-16 units on one page", f"at most {_MOST_UNITS}")
    return Report(
        problems=problems.sorted(),
        notes=notes.sorted(),
        grades=grades,
        missing={code: language.missing for code, language in content.languages.items() if language.missing},
        lengths=lengths,
        counts=_counts(content),
    )


def _texts(content: Content) -> Iterator[tuple[str, str, bool]]:
    """Tell every English text that people read: its thing (`rule:E01`), its words, whether a study is linked."""
    english = content.language("en")
    for question in english.questionnaire.questions:
        for words in dict.fromkeys((question.text, question.other, question.help, question.help_other, question.why)):
            yield f"question:{question.id}", words, False
        for option in question.options:
            for words in dict.fromkeys((option.label, option.other, option.example, option.example_other)):
                yield f"option:{question.id}.{option.id}", words, False
    for rule in english.questionnaire.rules:
        yield f"rule:{rule.id}", rule.reason, False
    for note in english.questionnaire.notes:
        yield f"note:{note.id}", note.text, False
    studies = {source.url for source in content.sources.values() if source.kind == "study"}
    for section in english.article.sections:
        yield f"section:{section.id}", section.title, False
        for at, block in enumerate(section.blocks):
            studied = any(is_source(part) and part.url in studies for line in block_lines(block) for part in line)  # type: ignore[union-attr]
            yield f"block:{section.id}.{at}", block_prose(block), studied
    for name, words in message_texts(english.messages.resource):
        yield f"message:{name}", words, False


def _check_words(content: Content, lint: Lint) -> None:
    for thing, words, studied in _texts(content):
        for what in banned(words, studied=studied):
            lint.add(thing, f"{what} in {words[:80]!r}", "other words (R9)")


def _grades(content: Content, lint: Lint) -> Iterator[Grade]:
    for thing, words, _ in _texts(content):
        value, count = grade(words)
        if count:
            place = content.places.get(f"en:{thing}", Place("en"))
            measured = Grade(place, thing.partition(":")[2], count, value, limit(count))
            if not measured.ok:
                lint.add(
                    thing, f"reading grade {value:.1f} in {count} words: {words[:80]!r}", f"at most {measured.most:.0f}"
                )
            yield measured


def _lengths(english: LanguageContent) -> dict[str, int]:
    lengths = {f"section:{s.id}": utf16(s.title) + utf16(plain_text(s.blocks)) for s in english.article.sections}
    for question in english.questionnaire.questions:
        examples = sum(utf16(option.example) for option in question.options)
        lengths[f"question:{question.id}"] = utf16(question.text) + utf16(question.help) + examples
    return lengths


def _notes(content: Content, notes: Problems) -> None:
    english = content.language("en")
    for section in english.article.sections:
        if section.reviewed is None:
            place = content.places.get(f"en:section:{section.id}", Place("en"))
            notes.add(place, section.id, "not clinically reviewed")
    used = {name for section in english.article.sections for name in section.sources}
    used |= {name for question in english.questionnaire.questions for name in question.sources}
    used |= {name for rule in english.questionnaire.rules for name in rule.sources}
    for name in content.sources:
        if name not in used:
            notes.add(content.places[f"source:{name}"], name, "no section, question or rule uses this source")


def _counts(content: Content) -> dict[str, int]:
    english = content.language("en")
    return {
        "languages": len(content.languages),
        "questions": len(english.questionnaire.questions),
        "rules": len(english.questionnaire.rules),
        "sections": len(english.article.sections),
        "sections not clinically reviewed": sum(s.reviewed is None for s in english.article.sections),
        "sources": len(content.sources),
        "links checked": sum(s.checked is not None for s in content.sources.values()),
        "countries": len(content.countries),
        "messages": len(english.messages.ids),
    }
