"""Whether an update has the shape that Telegram gives it, as far as anything of ours reads it.

The library makes its objects of whatever comes; a handler that met a number for a text would fail half-way. So this is
looked at once, before. Owns what must be there and of which type; knows no meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

Test: TypeAlias = Callable[[Any], bool]


class Misshapen(ValueError):
    """An update that Telegram would never send. Its text names the part, never what stands there."""


def see_shape(raw: Mapping[str, Any]) -> None:
    """Raise Misshapen where a part that we read is missing or of another type."""
    for kind, sound in _KINDS.items():
        if (content := raw.get(kind)) is not None and not sound(content):
            raise Misshapen(kind)


def _has(**parts: type | Test) -> Test:
    """Make the test of an object with these parts, each of exactly a type or passing a test of its own.

    A name that ends in `_or_none` may be missing; `from_` stands for `from`.
    """
    wanted = tuple(
        (name.removesuffix("_or_none").rstrip("_"), name.endswith("_or_none"), kind) for name, kind in parts.items()
    )

    def test(value: Any) -> bool:  # noqa: ANN401  (JSON is anything)
        if type(value) is not dict:
            return False
        for name, may_miss, kind in wanted:
            found = value.get(name)
            if found is None:
                if not may_miss:
                    return False
            elif not (type(found) is kind if isinstance(kind, type) else kind(found)):
                return False
        return True

    return test


def _each(test: Test) -> Test:
    return lambda value: type(value) is list and all(map(test, value))


def _real(value: Any) -> bool:  # noqa: ANN401
    return type(value) in {int, float}


_user: Final = _has(id=int, language_code_or_none=str, username_or_none=str)
_chat: Final = _has(id=int, type=str)
_entities: Final = _each(_has(type=str, offset=int, length=int, url_or_none=str))
_seen: Final[dict[str, type | Test]] = {
    "message_id": int,
    "date": int,
    "chat": _chat,
    "from_or_none": _user,
    "text_or_none": str,
    "entities_or_none": _entities,
}
_tapped: Final = _has(**_seen)
_message: Final = _has(
    **_seen,
    via_bot_or_none=_user,
    caption_or_none=str,
    caption_entities_or_none=_entities,
    location_or_none=_has(latitude=_real, longitude=_real),
    reply_to_message_or_none=_tapped,
)

_KINDS: Final[Mapping[str, Test]] = MappingProxyType(
    {
        "callback_query": _has(id=str, from_=_user, data_or_none=str, message_or_none=_tapped),
        "message": _message,
        "edited_message": _message,
        "inline_query": _has(id=str, from_=_user, query=str, offset=str),
        "my_chat_member": _has(chat=_chat, from_=_user, new_chat_member=_has(status=str, user=_user)),
    }
)
