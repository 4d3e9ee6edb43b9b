"""Trouble on demand: refusals, slowness and dropped connections, by method, by content and by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from tgbot.playground.botapi.refusal import Refusal, forbidden, too_many

Kind = Literal["429", "403", "400", "500", "slow", "drop", "lost"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(slots=True)
class Fault:
    """One kind of trouble.

    429, 403, 400, 500: that answer, nothing done. slow: `seconds` later than usual. drop: the connection is cut and
    nothing done. lost: it is done, and then the connection is cut. `times` None means until cleared.
    """

    kind: Kind
    method: str | None = None
    contains: str | None = None
    times: int | None = None
    retry_after: int = 3
    seconds: float = 5.0
    description: str | None = None

    def concerns(self, method: str, words: str) -> bool:
        """Tell whether it strikes this call."""
        right_method = method != "getupdates" if self.method is None else method == self.method.lower()
        return self.times != 0 and right_method and (self.contains is None or self.contains in words)

    def refusal(self) -> Refusal | None:
        """Tell the answer that it forces, if it is an answer."""
        match self.kind:
            case "429":
                return too_many(self.retry_after)
            case "403":
                return forbidden(self.description or "bot was blocked by the user")
            case "400":
                return Refusal(400, f"Bad Request: {self.description or 'the playground refuses'}")
            case "500":
                return Refusal(500, "Internal Server Error")
            case _:
                return None


class Faults:
    """The trouble that is planned; a fault without a method spares getUpdates."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def plan(self, fault: Fault) -> Fault:
        """Add trouble."""
        if fault.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {fault.kind!r}; known are {', '.join(KINDS)}")
        self.planned.append(fault)
        return fault

    def clear(self, method: str | None = None) -> None:
        """Take away the trouble of one method, or all."""
        self.planned = [f for f in self.planned if method is not None and (f.method or "").lower() != method.lower()]

    def strike(self, method: str, words: str) -> Fault | None:
        """Find the first trouble for a call, and count it."""
        fault = next((fault for fault in self.planned if fault.concerns(method, words)), None)
        if fault and fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self.planned.remove(fault)
        return fault
