"""Reads content/ into a `Content`, and tells everything that is wrong with it at once.

Structure (ids, order, conditions, rules) comes from content/en; every other language only lays its words over it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from tgbot.checklist.questionnaire import Questionnaire
from tgbot.library.article import Article, Section
from tgbot.library.consents import FILE_NAME, Consents, ConsentText, title_and_text
from tgbot.library.content import Content, LanguageContent
from tgbot.library.countries import read_countries
from tgbot.library.hints import Hints, read_hints
from tgbot.library.markdown import read_markdown
from tgbot.library.marked import Document, Value, parse
from tgbot.library.messages import Messages, message_lines, read_messages
from tgbot.library.problems import ContentError, Place, Problem, Problems, certain
from tgbot.library.questions_file import References, read_questionnaire
from tgbot.library.questions_words import Translation
from tgbot.library.screening import Screening
from tgbot.library.screening_file import read_screening
from tgbot.library.sections_file import SectionFile, read_section
from tgbot.library.sources import Source, read_sources

_MOST_BYTES: Final = {".md": 64 * 1024}
_MOST_BYTES_ELSE: Final = 1024 * 1024
# A link holds a language as two letters (`checklist/code.py`), so a folder has no more.
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_NO_QUESTIONS: Final = Questionnaire("", (), (), "")


def load(directory: Path, languages: Collection[str] | None = None, *, strict: bool = False) -> Content:
    """Read the content; raises `ContentError` with every problem. `languages` limits what is read (English always is).

    Strict makes messages raise where they would fall back to English: for tests.
    """
    content, problems = read(directory, languages, strict=strict)
    if problems:
        raise ContentError(certain(problems))
    return content


def read(
    directory: Path, languages: Collection[str] | None = None, *, strict: bool = False
) -> tuple[Content, tuple[Problem, ...]]:
    """Read the content as far as it goes, with its problems."""
    loading = _Loading(directory, strict=strict)
    content = loading.content(languages)
    return content, loading.problems.sorted()


class _Loading:
    """One reading of the folder: the files seen, the problems found, the place of each thing."""

    def __init__(self, directory: Path, *, strict: bool) -> None:
        self.directory = directory
        self.strict = strict
        self.problems = Problems()
        self.places: dict[str, Place] = {}
        self._hash = sha256()

    def content(self, only: Collection[str] | None) -> Content:
        """Read everything, English first."""
        if not self.directory.is_dir():
            self.problems.add(
                Place(self.directory.name), "", "there is no such folder", "the content folder", unread=True
            )
        sources = self._sources()
        countries = self._yaml("countries.yaml")
        english = self._english(sources)
        found = {"en": english}
        for code in self._other_languages():
            if only is None or code in only:
                found[code] = self._translated(code, english, sources)
        return Content(
            version=self._hash.hexdigest(),
            languages=found,
            sources=sources,
            countries=read_countries(countries) if countries else {},
            consents=self._consents(sources),
            places=self.places,
        )

    def _other_languages(self) -> list[str]:
        folders = sorted(path.name for path in self.directory.glob("*") if path.is_dir() and path.name[0] not in "._")
        for name in folders:
            if name != "consents" and not _LANGUAGE.fullmatch(name):
                self.problems.add(
                    Place(self._shown(name)), "", f"the folder {name!r} is no language", "two letters, as pt"
                )
        return [name for name in folders if name not in {"en", "consents"} and _LANGUAGE.fullmatch(name)]

    # Files

    def _shown(self, name: str) -> str:
        return f"{self.directory.name}/{name}"

    def _text(self, name: str, *, needed: bool = True) -> str | None:
        """Read a file; what cannot be read is a problem, and so is a needed file that is missing."""
        path = self.directory / name
        place = Place(self._shown(name))
        most = _MOST_BYTES.get(path.suffix, _MOST_BYTES_ELSE)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            if needed:
                self.problems.add(place, "", "the file is missing", "a file with this name", unread=True)
            return None
        except OSError as error:
            what = f"the file cannot be read: {error.strerror}"
            self.problems.add(place, "", what, "a readable file", unread=True)
            return None
        self._hash.update(f"{name}\0{len(data)}\0".encode())
        self._hash.update(data)
        if len(data) > most:
            self.problems.add(place, "", f"the file has {len(data)} bytes", f"at most {most}", unread=True)
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.problems.add(Place(place.file, line), "", "these bytes are not UTF-8", "text in UTF-8", unread=True)
            return None

    def _yaml(self, name: str, *, needed: bool = True) -> Value | None:
        text = self._text(name, needed=needed)
        return None if text is None else parse(text, Document(self._shown(name), self.problems))

    # Shared by all languages

    def _sources(self) -> Mapping[str, Source]:
        root = self._yaml("sources.yaml")
        if root is None:
            return {}
        for key, _ in root.entries():
            self.places[f"source:{key.raw()}"] = key.place
        return read_sources(root)

    def _consents(self, sources: Mapping[str, Source]) -> Consents:
        texts: list[ConsentText] = []
        for path in sorted((self.directory / "consents").glob("*.md")):
            name = f"consents/{path.name}"
            named = FILE_NAME.fullmatch(path.name)
            text = self._text(name)
            if named is None:
                what = f"{path.name!r} is no name of a consent"
                self.problems.add(Place(self._shown(name)), "", what, "KIND-VERSION.LANGUAGE.md, as results-1.en.md")
            elif text is not None:
                title, body = title_and_text(text.split("\n"))
                if not title:
                    self.problems.add(Place(self._shown(name)), path.stem, "no title", "# Title in the first line")
                blocks = read_markdown(body, self._shown(name), path.stem, sources, self.problems).blocks
                digest = sha256((self.directory / name).read_bytes()).hexdigest()
                kind, version, language = named["kind"], named["version"], named["language"]
                texts.append(ConsentText(kind, version, language, title, tuple(blocks), digest))
                self.places[f"consent:{path.stem}"] = Place(self._shown(name))
        return Consents(tuple(texts))

    # One language

    def _english(self, sources: Mapping[str, Source]) -> LanguageContent:
        files = self._section_files("en", sources, {})
        article = Article(_in_order(files.values()), self._hints("en"))
        known = {name: file.section for name, file in files.items()}
        for file in files.values():
            file.check_links(known, self.problems)
        checklist, rules = self._yaml("en/checklist.yaml"), self._yaml("en/rules.yaml")
        places: dict[str, Place] = {}
        questionnaire = _NO_QUESTIONS
        if checklist and rules:
            questionnaire = read_questionnaire(checklist, rules, References(sources, known, places))
        self._note_places("en", places)
        screening = self._yaml("en/screening.yaml")
        return LanguageContent(
            code="en",
            questionnaire=questionnaire,
            article=article,
            messages=self._messages("en", None, self._text("en/messages.ftl")),
            screening=read_screening(screening) if screening else Screening(),
        )

    def _translated(self, code: str, english: LanguageContent, sources: Mapping[str, Source]) -> LanguageContent:
        files = self._section_files(code, sources, english.article.by_id)
        sections = [files[s.id].section if s.id in files else s for s in english.article.sections]
        for file in files.values():
            file.check_links(english.article.by_id, self.problems)
        checklist = self._yaml(f"{code}/checklist.yaml", needed=False)
        words = Translation(checklist, self._yaml(f"{code}/rules.yaml", needed=False))
        questionnaire = words.over(english.questionnaire)
        messages = self._messages(code, english.messages, self._text(f"{code}/messages.ftl", needed=False) or "")
        screening = self._yaml(f"{code}/screening.yaml", needed=False)
        missing = [
            *words.missing,
            *(f"article/{s.id}.md" for s in english.article.sections if s.id not in files),
            *(f"messages.ftl {name}" for name in sorted(english.messages.ids - messages.ids)),
            *(["screening.yaml"] if screening is None else []),
        ]
        # People write English under any language of their app, so English is screened for as well.
        hints = self._hints(code)
        own = read_screening(screening) if screening else Screening()
        return LanguageContent(
            code,
            questionnaire,
            Article(tuple(sections), hints),
            messages,
            own.with_fallback(english.screening),
            tuple(missing),
        )

    def _hints(self, code: str) -> Hints:
        root = self._yaml(f"{code}/search.yaml", needed=False)
        return read_hints(root) if root else Hints()

    def _section_files(
        self, code: str, sources: Mapping[str, Source], english: Mapping[str, Section]
    ) -> dict[str, SectionFile]:
        files: dict[str, SectionFile] = {}
        folder = self.directory / code / "article"
        if code == "en" and not folder.is_dir():
            self.problems.add(
                Place(self._shown("en/article")), "", "the folder is missing", "one file per section", unread=True
            )
        for path in sorted(folder.glob("*.md")):
            name = f"{code}/article/{path.name}"
            text = self._text(name)
            if code != "en" and path.stem not in english:
                self.problems.add(
                    Place(self._shown(name)), path.stem, "English has no such section", "an id of content/en"
                )
            elif text is not None:
                base = english.get(path.stem)
                file = read_section(text, self._shown(name), sources, self.problems, language=code, english=base)
                if file is not None:
                    files[path.stem] = file
                    self._section_places(code, path.stem, file)
        return files

    def _section_places(self, code: str, section: str, file: SectionFile) -> None:
        places = {f"section:{section}": Place(file.file)}
        places |= {f"block:{section}.{at}": Place(file.file, line) for at, line in enumerate(file.text.lines)}
        self._note_places(code, places)

    def _messages(self, code: str, fallback: Messages | None, text: str | None) -> Messages:
        name = self._shown(f"{code}/messages.ftl")
        resource = read_messages(text or "", name, self.problems)
        lines = message_lines(text or "", resource)
        self._note_places(code, {f"message:{message}": Place(name, line) for message, line in lines.items()})
        return Messages(code, resource, fallback, strict=self.strict)

    def _note_places(self, code: str, places: Mapping[str, Place]) -> None:
        self.places |= {f"{code}:{name}": place for name, place in places.items()}


def _in_order(files: Collection[SectionFile]) -> tuple[Section, ...]:
    sections = (file.section for file in files)
    return tuple(sorted(sections, key=lambda section: (section.order, section.id)))
