"""People who talk to a bot in a closed loop: each waits for the answer, thinks, taps, and begins anew at the end.

What they see is compared with the conversation, so a bot that answers fast but wrongly does not count as fast.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from bench.conversation import COMMAND, Conversation

FIRST_ID = 1_000_000
_SWEEP = 1.0
JSON = dict[str, Any]


class Telling(Protocol):
    """The side of the Bot API that people use."""

    def tell(self, kind: str, content: JSON) -> None:
        """Give the bot an update."""

    def next_message(self, chat_id: int) -> int:
        """Give the number of a chat's next message."""


@dataclass(slots=True)
class Person:
    """One person: where in the conversation they are, and what they wait for; `ended` is the newest tap answered."""

    id: int
    step: int = 0
    waits_since: float | None = None
    stalled_before: float = 0.0
    taps: int = 0
    ended: int = 0
    message: JSON = field(default_factory=dict, repr=False)
    thinks: asyncio.TimerHandle | None = field(default=None, repr=False)

    @property
    def user(self) -> JSON:
        """Describe them as Telegram does."""
        return {"id": self.id, "is_bot": False, "first_name": f"P{self.id}", "language_code": "en"}


def _never() -> float:
    return 0.0


def command(api: Telling, person: Person) -> None:
    """Send the command that begins the conversation."""
    api.tell(
        "message",
        {
            "message_id": api.next_message(person.id),
            "from": person.user,
            "chat": {"id": person.id, "type": "private", "first_name": f"P{person.id}"},
            "date": int(time.time()),
            "text": COMMAND,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(COMMAND)}],
        },
    )


def tap(api: Telling, person: Person, label: str) -> bool:
    """Tap a button of the message that is seen; False when it has none that begins so."""
    rows = person.message.get("reply_markup", {}).get("inline_keyboard", ())
    data = next(
        (b["callback_data"] for row in rows for b in row if b["text"].startswith(label) and "callback_data" in b), None
    )
    if data is None:
        return False
    person.taps += 1
    query = {"id": f"{person.id}-{person.taps}", "from": person.user, "message": person.message, "data": data}
    api.tell("callback_query", query | {"chat_instance": str(person.id)})
    return True


class Nobody:
    """An audience that does nothing: for a bot that is only started."""

    def shown(self, chat_id: int, message: JSON, source: str) -> None:
        """See a message."""

    def answered(self, query: str) -> None:
        """See that a tap was answered."""


class Crowd:
    """So many people, who think for so long before each tap, all in seconds.

    `twice`: the share of taps made twice at once, as shaky hands do. `patience`: after so long without an answer a
    person begins anew, and it counts as lost. `all_tapped` is set when everybody's first tap was answered: a bot that
    queues is then past its easy first updates. `stalls`: a clock of the time that the machine's other work took from
    those who take part; how far it went during each wait is in `stalled`.
    """

    def __init__(
        self, conversation: Conversation, people: int, *, think: float, twice: float = 0.0, patience: float = 120.0
    ) -> None:
        self._steps = conversation.steps
        self._people = [Person(FIRST_ID + number) for number in range(people)]
        self._think = think
        self._twice = twice
        self._patience = patience
        self._random = random.Random(1)
        self._stopped = False
        self._past_first_tap: set[int] = set()
        self.all_tapped = asyncio.Event()
        self.count: Counter[str] = Counter()
        self.waits: list[float] = []
        self.stalled: list[float] = []
        self.stalls: Callable[[], float] = _never

    def start(self, api: Telling, ramp: float) -> None:
        """Let them come one after the other within `ramp` seconds, so that they are spread over the conversation."""
        self._api = api
        self._loop = asyncio.get_running_loop()
        for place, person in enumerate(self._people):
            self._loop.call_later(ramp * place / len(self._people), self._begin, person)
        self._loop.call_later(_SWEEP, self._sweep)

    def stop(self) -> None:
        """Let nobody begin or tap any more."""
        self._stopped = True

    def reset(self) -> None:
        """Begin to count."""
        self.count.clear()
        self.waits.clear()
        self.stalled.clear()

    def shown(self, chat_id: int, message: JSON, source: str) -> None:
        """See a message; if it is what was waited for, think and go on."""
        person = self._person(chat_id)
        if person is None:
            return
        person.message = message
        if person.waits_since is None:
            self.count["unasked"] += 1
            return
        self.waits.append(time.perf_counter() - person.waits_since)
        self.stalled.append(self.stalls() - person.stalled_before)
        person.waits_since = None
        self.count["answered"] += 1
        if person.step:
            self._past_first_tap.add(person.id)
            if len(self._past_first_tap) == len(self._people):
                self.all_tapped.set()
        if source != self._steps[person.step].text:
            self.count["wrong page"] += 1
        person.thinks = self._loop.call_later(self._think, self._act, person)

    def answered(self, query: str) -> None:
        """See that a tap was answered."""
        chat_id, _, number = query.partition("-")
        person = self._person(int(chat_id))
        if person is None:
            return
        if int(number) < person.ended:
            self.count["out of order"] += 1
        person.ended = max(person.ended, int(number))

    def _person(self, chat_id: int) -> Person | None:
        place = chat_id - FIRST_ID
        return self._people[place] if 0 <= place < len(self._people) else None

    def _begin(self, person: Person) -> None:
        if self._stopped:
            return
        person.step = 0
        self._ask(person)
        command(self._api, person)

    def _ask(self, person: Person) -> None:
        person.stalled_before = self.stalls()
        person.waits_since = time.perf_counter()

    def _act(self, person: Person) -> None:
        person.thinks = None
        if self._stopped:
            return
        if person.ended < person.taps:
            self.count["tap unanswered"] += 1
        label = self._steps[person.step].tap
        if not label:
            self._begin(person)
            return
        self._ask(person)
        if not tap(self._api, person, label):
            self.count["button missing"] += 1
            self._begin(person)
            return
        person.step += 1
        if self._twice and self._random.random() < self._twice:
            tap(self._api, person, label)

    def _sweep(self) -> None:
        """Let those who have waited too long begin anew."""
        if self._stopped:
            return
        now = time.perf_counter()
        for person in self._people:
            if person.waits_since is not None and now - person.waits_since > self._patience:
                self.count["lost"] += 1
                self._begin(person)
        self._loop.call_later(_SWEEP, self._sweep)
