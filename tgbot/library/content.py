"""Everything that a person may read, as one value. `library.loader` makes it; nothing changes it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tgbot.checklist.questionnaire import Questionnaire
from tgbot.library.article import Article
from tgbot.library.consents import Consents
from tgbot.library.countries import Country
from tgbot.library.messages import Messages, right_to_left
from tgbot.library.problems import Place
from tgbot.library.screening import Screening
from tgbot.library.search import Search
from tgbot.library.sources import Source


@dataclass(frozen=True)
class LanguageContent:
    """All words of one language. `missing` names what is said in English for want of a translation."""

    code: str
    questionnaire: Questionnaire
    article: Article
    messages: Messages
    screening: Screening
    missing: tuple[str, ...] = ()

    @cached_property
    def search(self) -> Search:
        """Index the article; made once, when it is first needed."""
        return Search.build(self.article)

    @property
    def right_to_left(self) -> bool:
        """Tell whether the language is written from right to left."""
        return right_to_left(self.code)


@dataclass(frozen=True, slots=True)
class Content:
    """The whole content. `version` is the SHA-256 (hex) of all its files; `places` tells where each thing stands."""

    version: str
    languages: Mapping[str, LanguageContent]
    sources: Mapping[str, Source]
    countries: Mapping[str, Country]
    consents: Consents
    places: Mapping[str, Place] = field(default_factory=dict)

    def language(self, code: str | None) -> LanguageContent:
        """Find the words for Telegram's language code (`pt-BR` -> pt, else English)."""
        wanted = (code or "en").replace("_", "-").lower()
        return self.languages.get(wanted) or self.languages.get(wanted.split("-")[0]) or self.languages["en"]
