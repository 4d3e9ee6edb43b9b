"""What listens and searches keeps nothing of what somebody typed: it must neither grow nor tell."""

from __future__ import annotations

import gc
from datetime import datetime
from types import FunctionType, ModuleType

from tgbot.library.content import Content
from tgbot.library.search import Search
from tgbot.reminders import spelling
from tgbot.reminders.phrases import sounds

WORD = "zqxtwitchmark"
TYPED = f"my {WORD} keeps twitching and I do not know why tomorrow at nine"


def held(root: object) -> set[str]:
    """Tell all words that can be reached from something, but for code."""
    seen, words, left = {id(root)}, set[str](), [root]
    while left:
        one = left.pop()
        # The collector passes over keys that are words.
        for each in (*gc.get_referents(one), *(one if isinstance(one, dict) else ())):
            if isinstance(each, str):
                words.add(each)
            elif id(each) not in seen and not isinstance(each, type | FunctionType | ModuleType):
                seen.add(id(each))
                left.append(each)
    return words


def test_a_search_keeps_no_word_of_a_question(real: Content) -> None:
    """The index holds the article's words before and after, and no others."""
    search = Search.build(real.language("en").article)
    search.search("eyelid")
    before = held(search)
    assert "eyelid" in before
    search.search(TYPED)
    search.asks_for_verdict(TYPED)
    assert not any(WORD in word for word in held(search) - before)


def test_listening_keeps_no_word(real: Content) -> None:
    """Neither what is heard nor the sentence around it stays."""
    screening = real.language("en").screening
    assert screening.screen(f"{TYPED}. I want to die").kind == "crisis"
    assert not any(WORD in word for word in held(screening))


def test_reading_a_time_keeps_no_word() -> None:
    """A word that might be a misspelt day is compared and forgotten."""
    sounds(TYPED, datetime(2026, 11, 22, 12))  # noqa: DTZ001
    assert not any(WORD in word for word in held(vars(spelling)))
