"""Where a claim comes from. Sources are shown with every section, rule and question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tgbot.library.marked import Value

KINDS: Final = ("guidance", "study", "charity", "article", "public-health")


@dataclass(frozen=True, slots=True)
class Source:
    """A page or paper that supports claims. `checked` is the day its link last answered, None until then."""

    id: str
    title: str
    publisher: str
    url: str
    checked: date | None
    kind: str
    year: int | None = None


def read_sources(root: Value) -> Mapping[str, Source]:
    """Read sources.yaml: id -> title, publisher, url, checked, kind, year."""
    sources: dict[str, Source] = {}
    for key, value in root.entries():
        source_id = key.name()
        fields = value.called(source_id).fields(("title", "publisher", "url", "kind"), ("checked", "year"))
        source = Source(
            id=source_id,
            title=fields.text("title"),
            publisher=fields.text("publisher"),
            url=fields.text("url"),
            checked=fields.day("checked"),
            kind=fields.text("kind"),
            year=fields.number("year") if fields.get("year") else None,
        )
        if source.url and not source.url.startswith("https://"):
            fields.owner.wrong(f"the url {source.url!r} is not safe", "an address that begins with https://")
        if source.kind and source.kind not in KINDS:
            fields.owner.wrong(f"unknown kind {source.kind!r}", " or ".join(KINDS))
        sources[source_id] = source
    return sources
