"""Words as the search compares them: typos mended, ways to say the same made one, stems by language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from tgbot.library.hints import Hints
from tgbot.library.wording import Spelling, plain_words

_STEMMERS: Final = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


class Words:
    """The words of one article. What is indexed first becomes the vocabulary that typos are mended towards."""

    def __init__(self, languages: Sequence[str], hints: Hints) -> None:
        """Take the languages of the article, the main one first."""
        from snowballstemmer import stemmer  # noqa: PLC0415  (all its languages; not needed until somebody asks)

        name = _STEMMERS.get(languages[0].split("-", maxsplit=1)[0])
        self._stemmer = stemmer(name) if name else None
        self.hints = hints
        self._stems: dict[str, str] = {}
        self._vocabulary: Counter[str] = Counter()
        self._spelling: Spelling | None = None

    def typed(self, text: str) -> list[str]:
        """Tell the words that a person meant."""
        if self._spelling is None:
            asked = (word for phrase in (*self.hints.verdict, *self.hints.verdict_alone) for word in phrase.words)
            known = {*self._vocabulary, *self.hints.same.words, *self.hints.common, *asked}
            often = {word: 0 if word in self.hints.common else count for word, count in self._vocabulary.items()}
            self._spelling = Spelling(known, self.hints.other, often, strict=True)
        mended: list[str] = []
        for word in plain_words(text):
            if word not in ".,":
                mended.extend(self._meant(word, self._spelling))
        return self.hints.same.apply(f" {' '.join(mended)} ").split()

    def split(self, text: str) -> list[str]:
        """Tell the words of an editor's text, and keep them as vocabulary."""
        words = [word for word in plain_words(text) if word not in ".,"]
        self._vocabulary.update(words)
        return self.hints.same.apply(f" {' '.join(words)} ").split()

    def stems(self, words: Sequence[str]) -> frozenset[str]:
        """Tell the stems of the words that say something."""
        return frozenset(self.stem(word) for word in words if not self.is_common(word))

    def likeness(self, words: Sequence[str]) -> frozenset[str]:
        """Tell the stems, and the common words as they are."""
        return frozenset(word if self.is_common(word) else self.stem(word) for word in words)

    def stem(self, word: str) -> str:
        """Tell the stem of a word. That of a word of the article is kept; what somebody typed is not."""
        known = self._stems.get(word)
        if known is None:
            known = self._stemmer.stemWord(word) if self._stemmer else word
            if word in self._vocabulary:
                self._stems[word] = known
        return known

    def is_common(self, word: str) -> bool:
        """Tell whether a word says nothing about the subject."""
        return word in self.hints.common or len(word) < 2 or (word.isdigit() and len(word) < 3)

    def is_other(self, word: str) -> bool:
        """Tell whether a word is known to be about something else."""
        return word in self.hints.other

    def _meant(self, word: str, spelling: Spelling) -> list[str]:
        if spelling.knows(word):
            return [word]
        mended = spelling.mend(word)
        if mended == word and len(word) >= 7:
            for at in range(3, len(word) - 3):
                if word[:at] in self._vocabulary and word[at:] in self._vocabulary:
                    return [word[:at], word[at:]]
        return [mended]
