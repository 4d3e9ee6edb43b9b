"""What the handlers need, put together once in `app.py` and handed to every turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from tgbot.chat.doubletap import DoubleTap
from tgbot.chat.flood import Flood
from tgbot.chat.heard import Heard
from tgbot.checklist.code import Codec
from tgbot.clock import Clock
from tgbot.library.content import Content
from tgbot.library.search import Search
from tgbot.pages.book import Book
from tgbot.pages.page import PAGES
from tgbot.reminders.plan import Kind
from tgbot.reminders.snooze import Snooze
from tgbot.store.limits import Limits

if TYPE_CHECKING:
    from tgbot.store import Store


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the bot, as /privacy names them."""

    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Deps:
    """The world outside a conversation."""

    content: Content
    books: Mapping[str, Book]
    searches: Mapping[str, Search]
    codec: Codec
    store: Store
    clock: Clock
    operator: Operator = Operator()
    wake_reminders: Callable[[], None] = lambda: None
    limits: Limits = field(default_factory=Limits)
    double_tap: DoubleTap = field(default_factory=DoubleTap)
    flood: Flood = field(default_factory=Flood)
    inline_flood: Flood = field(default_factory=Flood)
    """By the person, since inline mode knows no chat; apart from `flood`, so that a search never shuts the own chat."""
    heard: Heard = field(default_factory=Heard)

    def book(self, language: str) -> Book:
        """Choose the book for a language code such as `de` or `pt-br`; English when there is none."""
        code = language.lower()
        return self.books.get(code) or self.books.get(code.partition("-")[0]) or self.books["en"]


def make_books(content: Content, username: str, *, checklist_enabled: bool = True) -> Mapping[str, Book]:
    """Bind each language's texts to the sources, countries and consents that all languages share."""
    return {
        code: Book(
            language=code,
            questionnaire=texts.questionnaire,
            article=texts.article,
            messages=texts.messages,
            sources=content.sources,
            countries=content.countries,
            consents=content.consents,
            username=username,
            checklist_enabled=checklist_enabled,
        )
        for code, texts in content.languages.items()
    }


def make_searches(content: Content) -> Mapping[str, Search]:
    """Offer the search in each language's article; its index is made when somebody first asks in words."""
    return _Searches(content)


class _Searches(Mapping[str, Search]):
    def __init__(self, content: Content) -> None:
        self._languages = content.languages

    def __getitem__(self, code: str) -> Search:
        return self._languages[code].search

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)


def make_codec(content: Content) -> Codec:
    """Make the codec for the one questionnaire that all languages share."""
    english = content.languages["en"]
    topics = {
        *english.questionnaire.by_id,
        *english.questionnaire.rule_by_id,
        *english.article.by_id,
        *(f"group-{group}" for group in english.article.groups),
        *get_args(Kind),
        *get_args(Snooze),
        *content.consents.kinds,
        "emergency",
        "crisis",
    }
    return Codec(english.questionnaire, PAGES, topics)
