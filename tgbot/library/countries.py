"""Numbers to call in an emergency or a crisis, by country. A number is shown, never dialled or chosen for anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tgbot.library.marked import Fields, Value


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """People to talk to; `call`, `text` and `chat` are numbers, words to send, addresses; empty where there is none."""

    name: str
    call: str = ""
    text: str = ""
    chat: str = ""


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """A number for advice that is no emergency."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country's numbers. `code` is ISO 3166 alpha-2; `checked` is None until somebody has verified the numbers."""

    code: str
    name: str
    emergency: tuple[str, ...]
    crisis: tuple[CrisisLine, ...]
    advice: AdviceLine | None
    checked: date | None


def read_countries(root: Value) -> Mapping[str, Country]:
    """Read countries.yaml: ISO2 -> name, emergency, crisis, advice, checked. Order is kept."""
    countries: dict[str, Country] = {}
    for key, value in root.entries():
        code = key.raw()
        if not re.fullmatch(r"[A-Z]{2}", code):
            key.wrong(f"{code!r} is no country code", "two capital letters (ISO 3166)")
        fields = value.called(code).fields(("name", "emergency"), ("crisis", "advice", "checked"))
        emergency = tuple(number.raw() for number in fields.each("emergency"))
        if not emergency:
            fields.owner.wrong("no emergency number", 'at least one, as emergency: ["112"]')
        countries[code] = Country(
            code=code,
            name=fields.text("name"),
            emergency=emergency,
            crisis=tuple(_crisis(line) for line in fields.each("crisis")),
            advice=_advice(fields),
            checked=fields.day("checked"),
        )
    return countries


def _crisis(value: Value) -> CrisisLine:
    fields = value.fields(("name",), ("call", "text", "chat"))
    line = CrisisLine(fields.text("name"), fields.raw("call"), fields.raw("text"), fields.raw("chat"))
    if value.is_mapping and not (line.call or line.text or line.chat):
        value.wrong(f"the line {line.name!r} cannot be reached", "call, text or chat")
    if line.chat and not line.chat.startswith("https://"):
        value.wrong(f"the chat {line.chat!r} is not safe", "an address that begins with https://")
    return line


def _advice(fields: Fields) -> AdviceLine | None:
    value = fields.get("advice")
    if value is None:
        return None
    inner = value.fields(("name", "number"))
    return AdviceLine(inner.text("name"), inner.raw("number"))
