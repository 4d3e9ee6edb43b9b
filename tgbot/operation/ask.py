"""`tgbot ask`: what the bot would answer to typed words. Screening goes first, as in the chat."""

from __future__ import annotations

from typing import Any

from tgbot.library.content import LanguageContent
from tgbot.library.search import Search

SHOWN = 3


def ask(texts: LanguageContent, words: str) -> dict[str, Any]:
    """Answer as JSON: `kind` is section, emergency, crisis or none. An alarm never comes with an article."""
    heard = texts.screening.screen(words)
    if heard.kind in {"emergency", "crisis"}:
        return {"kind": heard.kind, "sections": []}
    hits = Search.build(texts.article).search(words, SHOWN)
    sections = [
        {
            "id": hit.section_id,
            "title": texts.article.by_id[hit.section_id].title,
            "score": hit.score,
            "quote": hit.quote,
        }
        for hit in hits
    ]
    return {"kind": "section" if sections else "none", "sections": sections}


def format_answer(answer: dict[str, Any]) -> str:
    """Print an answer for people."""
    if answer["kind"] == "emergency":
        return "The emergency card."
    if answer["kind"] == "crisis":
        return "The page for thoughts of self-harm."
    if answer["kind"] == "none":
        return "Nothing on that."
    return "\n".join(
        f"{found['score']:.2f}  {found['title']} ({found['id']})\n      {found['quote']}"
        for found in answer["sections"]
    )
