"""A link and its code: the page that a button opens and the whole run, packed into Telegram's 64 bytes.

The layout, before base64url: 24 bits of check, 8 bits of page, 16 bits of topic, then one number in mixed radix that
holds the answers (0 = not answered) and above them the extras, rarest last, so that a plain run stays short. The check
covers the payload and, as soon as an answer is in it, the questionnaire (question ids, option ids in order, meanings):
a code that was made for other questions is not readable, never misread. A code without answers (a section, a
reminder's [Stop]) outlives every change of the questions.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tgbot.checklist.questionnaire import Answers, OptionId, QuestionId, Questionnaire
from tgbot.checklist.run import Run

LIMIT = 64
"""Bytes of callback data, and characters of a deep link's payload, that Telegram allows."""

_CHECK, _HEAD = 3, 6
_EPOCH = date(2026, 1, 1)
_PAIR = 26 * 26 + 1
_EXTRAS = (
    ("country", _PAIR),
    ("short", 2),
    ("language", _PAIR),
    ("turn", 8),
    ("started", 1 << 15),
    ("number", 1 << 32),
)
_LONGEST = LIMIT * 6 // 8


class Undecodable(Exception):
    """The code is forged, cut off, or was made for other questions."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a button carries. `topic` names a question, section or kind; `number` (32 bits) is the page's own."""

    page: str
    run: Run = field(default_factory=Run)
    topic: str = ""
    number: int = 0
    answer: str = ""
    """An answer to the question `topic` that the run does not hold yet: it comes back within the run."""


class Codec:
    """Packs and unpacks links for one questionnaire.

    `pages` gives every page a fixed number (1-255, never reused); `topics` are all the names that links may carry.
    """

    def __init__(self, questionnaire: Questionnaire, pages: Mapping[str, int], topics: Iterable[str]) -> None:
        self._pages = dict(pages)
        self._page_names = {number: name for name, number in self._pages.items()}
        self._topics = {"": b"\0\0"} | {topic: _topic(topic) for topic in topics}
        self._topic_names = {number: topic for topic, number in self._topics.items()}
        if len(self._topic_names) != len(self._topics):
            raise ValueError("two topics share a code; rename one of them")
        weight = 1
        self._places: dict[str, dict[str, int]] = {}
        self._summed: tuple[Answers, int] = ({}, 0)
        self._digits: list[tuple[QuestionId, tuple[OptionId, ...]]] = []
        for question in questionnaire.questions:
            self._places[question.id] = {
                option: (place + 1) * weight for place, option in enumerate(question.option_ids)
            }
            self._digits.append((question.id, question.option_ids))
            weight *= len(question.options) + 1
        self._answers_end = weight
        schema = [(question.id, question.meaning, *question.option_ids) for question in questionnaire.questions]
        self._key = hashlib.blake2b(repr(schema).encode(), digest_size=16).digest()

    def encode(self, link: Link) -> str:
        """Pack a link into at most 64 characters of [A-Za-z0-9_-]."""
        answers = self._number(link.run.answers)
        if link.answer:
            places = self._places[link.topic]
            answers += places[link.answer] - places.get(link.run.answers.get(QuestionId(link.topic), ""), 0)
        number = answers + self._answers_end * _pack(link)
        body = bytes((self._pages[link.page],)) + self._topics[link.topic] + _to_bytes(number)
        code = base64.urlsafe_b64encode(self._check(body, answers) + body).rstrip(b"=").decode()
        if len(code) > LIMIT:
            raise ValueError(f"the link to page {link.page!r} needs {len(code)} characters, {LIMIT} are allowed")
        return code

    def decode(self, code: str) -> Link:
        """Unpack a code, or raise `Undecodable`. Whatever comes in, nothing else is raised."""
        data = _to_data(code)
        check, body = data[:_CHECK], data[_CHECK:]
        page = self._page_names.get(data[_CHECK])
        topic = self._topic_names.get(data[_CHECK + 1 : _HEAD])
        if page is None or topic is None or data[_HEAD : _HEAD + 1] == b"\0":
            raise Undecodable
        extras, answers = divmod(int.from_bytes(data[_HEAD:], "big"), self._answers_end)
        if self._check(body, answers) != check:
            raise Undecodable
        return _unpack(page, topic, self._answers(answers), extras)

    def _number(self, answers: Answers) -> int:
        """Add up the answers. The buttons of one page share a run, so the last sum is kept at hand."""
        known, number = self._summed
        if known is not answers:
            number = sum(self._places[question][option] for question, option in answers.items())
            self._summed = (answers, number)
        return number

    def _answers(self, number: int) -> dict[QuestionId, OptionId]:
        answers = {}
        for question, options in self._digits:
            if not number:
                break
            number, digit = divmod(number, len(options) + 1)
            if digit:
                answers[question] = options[digit - 1]
        return answers

    def _check(self, body: bytes, answers: int) -> bytes:
        return hashlib.blake2b(body, digest_size=_CHECK, key=self._key if answers else b"no answers").digest()


def _topic(name: str) -> bytes:
    return hashlib.blake2b(name.encode(), digest_size=2, person=b"topic").digest()


def _to_bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _to_data(code: str) -> bytes:
    """Undo base64url; only the one canonical spelling of some bytes is accepted."""
    try:
        data = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Undecodable from None
    if not _HEAD <= len(data) <= _LONGEST or base64.urlsafe_b64encode(data).rstrip(b"=").decode() != code:
        raise Undecodable
    return data


def _pack(link: Link) -> int:
    run = link.run
    if link.number == 0 and not run.extras:
        return 0
    started = (run.started - _EPOCH).days + 1 if run.started else 0
    values = (_pair(run.country), int(run.short), _pair(run.language), run.turn, started, link.number)
    packed, weight = 0, 1
    for value, (name, radix) in zip(values, _EXTRAS, strict=True):
        if not 0 <= value < radix:
            raise ValueError(f"{name} {value} does not fit into a link")
        packed += value * weight
        weight *= radix
    return packed + weight * (int(run.row, 16) + 1 if run.row else 0)


def _unpack(page: str, topic: str, answers: dict[QuestionId, OptionId], packed: int) -> Link:
    values = []
    for _, radix in _EXTRAS:
        packed, value = divmod(packed, radix)
        values.append(value)
    if packed > 1 << 128:
        raise Undecodable
    country, short, language, turn, started, number = values
    run = Run(
        answers=answers,
        short=bool(short),
        country=_pair_name(country).upper(),
        language=_pair_name(language),
        started=_EPOCH + timedelta(days=started - 1) if started else None,
        turn=turn,
        row=f"{packed - 1:032x}" if packed else "",
    )
    return Link(page, run, topic, number)


def _pair(letters: str) -> int:
    if not letters:
        return 0
    first, second = letters.lower().encode("ascii")
    return (first - 97) * 26 + second - 97 + 1


def _pair_name(number: int) -> str:
    return "".join(chr(97 + letter) for letter in divmod(number - 1, 26)) if number else ""
