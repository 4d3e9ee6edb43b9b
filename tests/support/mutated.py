"""Updates as Telegram sends them, and as it never would: recorded from the emulator, then broken at random places."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

from tests.support.running import TOKEN
from tgbot.clock import MovableClock
from tgbot.playground.world import World

JSON = dict[str, Any]
MARK = "Marvellous-Marker"
"""Stands in every name and text, so that it can be looked for where it must not be."""
_PERSON = 700_000_001
_NEW_KINDS = ("managed_bot", "message_reaction", "purchased_paid_media", "poll_answer", "chat_boost", "stars_paid")
_JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**63 - 1, -(2**63), 1e308, 0.5, "", " ", "0", "-1", "null"),
    *([], {}, [[]], [None], [{}], {"id": None}, {"id": "x"}, {"": 0}, [[[[[[[[]]]]]]]], list(range(200))),
    *(
        MARK,
        MARK * 300,
        "\x00\x01",
        "\u202e" + MARK,
        "👩‍👩‍👧‍👦" * 50,
        "<b>",
        "/start " + "A" * 64,
        "/start " + MARK,
        "/remind@" + MARK,
    ),
)


def recorded(codes: Sequence[str]) -> list[JSON]:
    """Make one update of every kind that people cause; taps carry these codes, some below quoted words."""
    world = World(MovableClock(), token=TOKEN)
    person = world.add_person(MARK, id=_PERSON)
    chat, group = world.private_chat(person), world.add_group(MARK, [person])
    said = world.person_sends(person, f"/start {codes[0]}")
    for text in ("/remind", "/mydata", MARK, f"tomorrow at 9 {MARK}", "I cannot breathe", "my nose twitches"):
        world.person_sends(person, text)
    world.person_sends(person, f"/start@{world.bot['username']}", group)
    world.person_sends(person, f"hello @{world.bot['username']}", group)
    world.sends_location(person, 52.5, 13.4)
    world.sends_photo(person, b"x", MARK)
    world.sends_document(person, b"x", f"{MARK}.pdf")
    for send in (world.sends_voice, world.sends_sticker, world.sends_contact):
        send(person)
    world.edits(person, said["message_id"], f"{MARK} again")
    world.forwards(person, said)
    prompt = world.post(chat, world.bot, _prompt(world.bot["username"], codes[0]))
    world.person_sends(person, f"half past nine {MARK}", None, prompt.data["message_id"])
    for number, code in enumerate(codes):
        shown = world.post(chat, world.bot, _page(code, quoted=number % 3 == 0))
        world.taps(person, chat.id, shown.data["message_id"], code)
    world.taps_inline(person, "inline-id", codes[0])
    world.inline_query(person, "twitch")
    world.blocks(person)
    world.unblocks(person)
    return [json.loads(update.body) for update in world.updates.pending()]


def mutated(samples: Sequence[JSON], people: Sequence[int], seed: int, number: int) -> Iterator[JSON]:
    """Break so many updates, each in one to four places; every one is numbered and belongs to one of the people."""
    chance = random.Random(seed)
    for count in range(number):
        person = people[count % len(people)]
        update = json.loads(json.dumps(chance.choice(samples)).replace(str(_PERSON), str(person)))
        for _ in range(chance.randint(1, 4)):
            _break(update, chance, samples)
        if not isinstance(update.get("update_id"), int) or chance.random() < 0.97:
            update["update_id"] = 10_000_000 + count
        yield update


def _break(update: JSON, chance: random.Random, samples: Sequence[JSON]) -> None:
    if not update:
        return
    holder, key = chance.choice(list(_places(update)))
    match chance.randrange(8):
        case 0:
            del holder[key]
        case 1 | 2 | 3:
            holder[key] = copy.deepcopy(chance.choice(_JUNK))
        case 4:
            other, name = chance.choice(list(_places(chance.choice(samples))))
            holder[key] = copy.deepcopy(other[name])
        case 5 if isinstance(holder, dict):
            holder[chance.choice(_NEW_KINDS)] = holder.pop(key)
        case 6 if isinstance(holder, dict):
            holder[MARK] = copy.deepcopy(chance.choice(_JUNK))
        case _:
            holder[key] = [copy.deepcopy(holder[key])]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """List every holder and key within."""
    inside = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, inner in inside:
        yield value, key
        yield from _places(inner)


def _prompt(username: str, code: str) -> JSON:
    link = {"type": "text_link", "offset": 8, "length": 4, "url": f"https://t.me/{username}?start={code}"}
    return {"text": "Type the time", "entities": [link], "reply_markup": {"force_reply": True}}


def _page(code: str, *, quoted: bool) -> JSON:
    quote = {"entities": [{"type": "blockquote", "offset": 0, "length": len(MARK)}]} if quoted else {}
    keyboard = [[{"text": "Next", "callback_data": code}]]
    return {"text": f"{MARK} and more", "reply_markup": {"inline_keyboard": keyboard}} | quote
