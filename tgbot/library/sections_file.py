"""Reads article/<id>.md: front matter (YAML between `---` lines), then Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from tgbot.library.article import GROUPS, Section
from tgbot.library.markdown import Markdown, read_markdown
from tgbot.library.marked import Document, Fields, parse
from tgbot.library.problems import Place, Problems
from tgbot.library.sources import Source

_ENGLISH: Final = ("id", "title", "group", "order", "sources")
_ENGLISH_MORE: Final = ("reviewed", "reviewer", "questions", "words", "related")
_TRANSLATED: Final = ("id", "title")
_TRANSLATED_MORE: Final = ("sources", "reviewed", "reviewer", "questions", "words")


class SectionFile:
    """One section as read, with the lines that later checks point at."""

    def __init__(self, section: Section, text: Markdown, fields: Fields, file: str) -> None:
        self.section = section
        self.text = text
        self.fields = fields
        self.file = file

    def check_links(self, known: Mapping[str, object], problems: Problems) -> None:
        """Report links to sections that do not exist, and sources used but not listed, or listed but not used."""
        for name, line in self.text.sections:
            if name not in known:
                problems.add(
                    Place(self.file, line), self.section.id, f"there is no section {name!r}", "the id of a section"
                )
        for value in self.fields.each("related"):
            if value.name() not in known or value.raw() == self.section.id:
                value.wrong(f"related: there is no other section {value.raw()!r}", "the id of another section")
        for name, line in self.text.sources:
            if name not in self.section.sources:
                what = f"the source {name!r} is used but not listed"
                problems.add(Place(self.file, line), self.section.id, what, "every source of the text under sources:")
        used = {name for name, _ in self.text.sources}
        for value in self.fields.each("sources"):
            if value.raw() not in used:
                value.wrong(f"the source {value.raw()!r} is listed but not used", "a link to it in the text")


def read_section(
    text: str,
    file: str,
    sources: Mapping[str, Source],
    problems: Problems,
    *,
    language: str = "en",
    english: Section | None = None,
) -> SectionFile | None:
    """Read one section; `english` is the section that a translation stands in for (None for English itself)."""
    name = PurePosixPath(file).stem
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if lines[0].rstrip() != "---" or not end:
        problems.add(Place(file), name, "no front matter", "a line ---, then id: title: ..., then a line ---")
        return None
    top = parse("\n".join(lines[1:end]), Document(file, problems, before=1))
    if top is None:
        return None
    keys = (_TRANSLATED, _TRANSLATED_MORE) if english else (_ENGLISH, _ENGLISH_MORE)
    fields = top.called(name).fields(*keys)
    if fields.text("id") != name:
        fields.owner.wrong(f"the id {fields.text('id')!r} is not the file's name", f"id: {name}")
    markdown = read_markdown("\n".join(lines[end + 1 :]), file, name, sources, problems, before=end + 1)
    if not markdown.blocks:
        problems.add(Place(file, end + 1), name, "there is no text", "paragraphs below the front matter")
    group = fields.text("group")
    if not english and group not in GROUPS:
        fields.owner.wrong(f"unknown group {group!r}", ", ".join(GROUPS))
    listed = fields.names("sources")
    for value in fields.each("sources"):
        if value.raw() not in sources:
            value.wrong(f"there is no source {value.raw()!r}", "an id of sources.yaml")
    section = Section(
        id=name,
        title=fields.text("title"),
        group=english.group if english else group,
        order=english.order if english else fields.number("order"),
        blocks=tuple(markdown.blocks),
        sources=listed or (english.sources if english else ()),
        reviewed=fields.day("reviewed"),
        reviewer=fields.text("reviewer"),
        questions=fields.texts("questions"),
        words=tuple(word.raw() for word in fields.each("words")),
        related=english.related if english else fields.names("related"),
        language=language,
        claims=tuple(markdown.claims),
    )
    return SectionFile(section, markdown, fields, file)
