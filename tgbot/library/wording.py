"""What people type, made even: case, apostrophes, long-drawn letters, typos. For screening and for search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

MOST_CHARACTERS: Final = 6000
"""More than Telegram's longest message; what comes after it is not read."""

_APOSTROPHES: Final = re.compile(r"['’‘`´ʼ＇]")
_DRAWN_OUT: Final = re.compile(r"([^\W\d_])\1{2,}")
_WORD_OR_BREAK: Final = re.compile(r"[^\W_]+|[.!?;\n…]|[,:()–—]| - ")
_TELLING: Final = 5
"""Letters of a beginning that say what the word is."""
_ENDING: Final = re.compile(r"(?:ing|ion|ed|e?s)$")
"""What says nothing about which word was meant: "finding" is no "fainting", however much of the ending is the same."""
_PARTS: Final = re.compile(r"(?<=[0-9])(?:,(?=[0-9]{3})|[.,][0-9]{1,2}(?![0-9]))")
"""What stands in a number behind its whole, and what parts its thousands: no end of a sentence."""
_HARD: Final = frozenset(".!?;\n…")
_SHORT: Final = 5


def plain_words(text: str) -> list[str]:
    """Tell the words of a text, lower case and without apostrophes, with "," and "." where it breaks."""
    even = text[:MOST_CHARACTERS]
    if not even.isascii():
        even = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", even))
        # One sign may stand for a whole sentence (U+FDFA), so it is cut once more.
        plain = "".join(char for char in even[:MOST_CHARACTERS] if not unicodedata.combining(char))
        even = unicodedata.normalize("NFC", plain)
    even = _DRAWN_OUT.sub(r"\1\1", _PARTS.sub("", _APOSTROPHES.sub("", even.casefold())))
    words: list[str] = []
    for found in _WORD_OR_BREAK.findall(even):
        mark = "." if found in _HARD else "," if not found[0].isalnum() else found
        if mark not in ".," or (words and words[-1] not in ".,"):
            words.append(mark)
        elif words and mark == ".":
            words[-1] = "."
    return words


class Spelling:
    """Mends typos towards a known vocabulary; a word that is well known itself is left alone."""

    def __init__(
        self,
        vocabulary: Iterable[str],
        leave: Collection[str] = (),
        often: Mapping[str, int] | None = None,
        beginnings: Iterable[str] = (),
        close: Iterable[str] = (),
        *,
        strict: bool = False,
    ) -> None:
        """Take the words to mend towards, those to leave alone, and how often each is used; short ones are not guessed.

        Of two words equally near, the one used more often is meant. A word with one of the longer `beginnings` is a
        form of it, unless it is one typo away: another word may begin with a short one ("endign", and "end").
        Those that are `close` are meant by a word that is one typo away and has their first letter, and by no other.
        When `strict`, another letter at the beginning of a word, or anywhere in a word of up to 5 letters, makes it
        another word: "easter" is no "faster", "stick" no "stiff".
        """
        words = frozenset(vocabulary)
        self._close = frozenset(close) - words
        self._known = words | self._close | frozenset(leave)
        self._targets: dict[str, list[str]] = {}
        self._tails: dict[str, list[str]] = {}
        for word in sorted(word for word in words | self._close if len(word) >= 4):
            self._targets.setdefault(word[0], []).append(word)
            self._tails.setdefault(word[1:], []).append(word)
        self._often = often or {}
        self._beginnings = tuple(each for each in beginnings if len(each) >= _TELLING)
        self._strict = strict

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in the vocabulary or is to be left alone."""
        return word in self._known or word.startswith(self._beginnings)

    def mend(self, word: str) -> str:
        """Hand back the known word that was meant, or the word itself."""
        if len(word) < 4 or word in self._known or not word.isalpha():
            return word
        swapped = next(filter(self._known.__contains__, _swapped(word)), "")
        if swapped:
            return swapped
        # A typo seldom hits the first letter; in a short word another first letter is another word.
        fitting = [
            (typos, found[0] != word[0], -self._often.get(found, 0), found)
            for typos, found in (*self._near(word), *self._otherwise_begun(word))
            if (found not in self._close or (typos <= 1 and found[0] == word[0]))
            and not (self._strict and _is_another(word, found))
        ]
        return min(fitting)[-1] if fitting else word

    def _near(self, word: str) -> Iterator[tuple[float, str]]:
        """Find the words with the same first letter that are near, and how many typos away they are."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415  (not needed until somebody writes a word nobody knows)
        from rapidfuzz.process import extract  # noqa: PLC0415

        most = 2 if len(word) >= 6 and not word.startswith(self._beginnings) else 1
        targets = self._targets.get(word[0], ())
        for found, typos, _ in extract(word, targets, scorer=OSA.distance, score_cutoff=most, limit=8):
            if typos <= 1 or _is_long(found, word):
                yield typos, found

    def _otherwise_begun(self, word: str) -> Iterator[tuple[float, str]]:
        """Find the words that this is but for its first letter: another one, one too many, none, or it comes second."""
        if len(word) >= 6:
            found = {*self._tails.get(word[1:], ()), *self._tails.get(word, ())}
            found |= {word[1:], word[1] + word[0] + word[2:]} & frozenset(self._targets.get(word[1], ()))
            yield from ((1, each) for each in found if each[0] != word[0])


def _is_long(found: str, word: str) -> bool:
    """Tell whether a word may have two typos and still be meant."""
    if len(_ENDING.sub("", found)) < 6:
        return False
    return (len(found) >= 7 and found[-1] == word[-1]) or len(found) >= 9


def _swapped(word: str) -> Iterator[str]:
    """Tell a word with each two neighbours swapped, but for the first letter, which fingers seldom miss."""
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))


def _is_another(word: str, found: str) -> bool:
    replaced = len(word) == len(found) and sorted(word) != sorted(found)
    return replaced and (len(word) <= _SHORT or word[0] != found[0])


class Replacement:
    """Whole words and phrases that stand for others ("can not" -> "cant"), replaced longest first."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Take phrase -> what stands for it."""
        self._phrases = dict(phrases)
        longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
        self._pattern = re.compile(f"(?<= )(?:{'|'.join(map(re.escape, longest_first))})(?= )") if phrases else None

    @property
    def words(self) -> frozenset[str]:
        """Tell the single words that phrases are made of."""
        return frozenset(word for phrase in self._phrases for word in phrase.split())

    def apply(self, text: str) -> str:
        """Replace in a text of words with a space before and after each."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._phrases[found.group()], text)
