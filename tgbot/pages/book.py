"""The book: everything in one language that a page may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Questionnaire
from tgbot.library.article import Article
from tgbot.library.consents import Consents
from tgbot.library.countries import Country
from tgbot.library.messages import Argument, Messages
from tgbot.library.sources import Source
from tgbot.library.text import Url
from tgbot.pages.page import Button


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """One language's texts beside what all languages share. `username` is the bot's, for links into this chat."""

    language: str
    questionnaire: Questionnaire
    article: Article
    messages: Messages
    sources: Mapping[str, Source]
    countries: Mapping[str, Country]
    consents: Consents
    username: str
    checklist_enabled: bool = True

    def say(self, key: str, **values: Argument) -> str:
        """Tell a message in this language."""
        return self.messages.say(key, **values)

    def button(self, key: str, link: Link, *, style: str = "", **values: Argument) -> Button:
        """Make a button whose label is a message."""
        return Button(self.say(key, **values), link, style=style)

    def countries_listed(self, region: str = "") -> list[Country]:
        """List the countries by name; a region of the person's language code comes first."""
        return sorted(self.countries.values(), key=lambda country: (country.code != region, country.name))

    def deep_link(self, payload: str) -> str:
        """Tell the address that opens this chat with a payload."""
        return f"https://t.me/{self.username}?start={payload}"

    def cited(self, source_ids: tuple[str, ...]) -> tuple[tuple[Url | str, ...], ...]:
        """List sources as lines: title as a link, then who publishes it. Unknown ids are left out."""
        known = [self.sources[source_id] for source_id in source_ids if source_id in self.sources]
        return tuple((Url(source.title, source.url), f" – {source.publisher}") for source in known)
