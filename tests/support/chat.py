"""One person's chat with the bot, as tests drive it: send, tap, look. Works through a World, whatever bot is behind.

Each act first lets `pace` seconds pass on the world's clock, as people read before they tap, and then waits until the
bot has answered. It waits on events, never on time: a tap is answered when the bot has both answered the callback and
shown something; where only one of the two comes, `settle` seconds without anything new end the wait.
"""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tgbot.playground.people import Chat as Room
    from tgbot.playground.people import Person
    from tgbot.playground.queries import Query
    from tgbot.playground.world import World

JSON = dict[str, Any]
T = TypeVar("T")
PATIENCE = 20.0
"""Seconds until a bot that must answer counts as silent: long, because only a failing test waits that long."""
SILENCE = 2.0
"""Seconds until a bot that need not answer counts as silent."""
SHOWN = frozenset({"message", "edited", "deleted"})


class Chat:
    """What one person sees of one chat; a private one with the bot unless a group is given."""

    def __init__(
        self, world: World, person: Person, room: Room | None = None, *, pace: float = 1.0, settle: float = 0.06
    ) -> None:
        self.world = world
        self.person = person
        self.room = room or world.private_chat(person)
        self.pace = pace
        self.settle = settle
        self.answer: JSON | None = None

    async def send(self, text: str, *, reply_to: int | None = None, expect: bool = True) -> JSON:
        """Write a message and wait for the bot; `expect=False` does not mind silence."""
        return await self._act(lambda: self.world.person_sends(self.person, text, self.room, reply_to), expect=expect)

    async def reply(self, text: str, *, expect: bool = True) -> JSON:
        """Answer the newest reply prompt (ForceReply), as the app does when it opens one."""
        prompt = next(
            (m for m in reversed(self.said) if m.get("reply_markup", {}).get("force_reply")),
            None,
        )
        assert prompt is not None, f"no reply prompt is open\n{self.transcript()}"
        return await self.send(text, reply_to=prompt["message_id"], expect=expect)

    async def sends(self, kind: str, *arguments: Any, expect: bool = True, **named: Any) -> JSON:
        """Send something else than text: "photo", "voice", "sticker", "document", "location", "contact"."""
        act: Callable[..., JSON] = getattr(self.world, f"sends_{kind}")
        return await self._act(lambda: act(self.person, *arguments, chat=self.room, **named), expect=expect)

    async def edit(self, message_id: int, text: str, *, expect: bool = True) -> JSON:
        """Change an own message."""
        return await self._act(lambda: self.world.edits(self.person, message_id, text, self.room), expect=expect)

    async def tap(self, label: str, *, message_id: int | None = None, expect: bool = True) -> JSON | None:
        """Tap the button with this label, else the one that contains it, and wait; tell the callback's answer."""
        message = self._keyboard(message_id)
        return await self._tap_button(message, self._find(message, label), expect=expect)

    async def tap_at(self, row: int, column: int, message_id: int | None = None) -> JSON | None:
        """Tap the button at a place, counted from 0."""
        message = self._keyboard(message_id)
        rows = message["reply_markup"]["inline_keyboard"]
        assert row < len(rows) and column < len(rows[row]), f"no button at {row}, {column}: {self._labels(message)}"  # noqa: PT018
        return await self._tap_button(message, rows[row][column])

    async def tap_data(self, data: str, message_id: int | None = None, *, expect: bool = True) -> JSON | None:
        """Press with any callback data at all, as a modified app can."""
        target = message_id or self._keyboard(None)["message_id"]
        return await self._press(target, data, expect=expect)

    async def follow(self, words: str) -> JSON:
        """Tap a link of the newest message, by its words, that leads back to this bot."""
        message = self.newest
        for entity in [*message.get("entities", ()), *message.get("caption_entities", ())]:
            text = message.get("text", message.get("caption", ""))
            linked = _slice(str(text), entity)
            if entity["type"] in ("text_link", "url") and words in linked:
                return await self._open(entity.get("url", linked))
        raise AssertionError(f"no link with {words!r} here\n{self.screen}")

    def shows(self, *texts: str) -> None:
        """Assert that the newest message of the bot contains these words."""
        missing = [text for text in texts if text not in self.screen]
        assert not missing, (
            f"not on the screen: {missing}\n--- the screen ---\n{self.screen}\n{self._labels(self.newest)}"
        )

    def hides(self, *texts: str) -> None:
        """Assert that the newest message of the bot contains none of these words."""
        found = [text for text in texts if text in self.screen]
        assert not found, f"on the screen, and should not be: {found}\n--- the screen ---\n{self.screen}"

    @property
    def said(self) -> list[JSON]:
        """List the bot's messages that stand in the chat, oldest first."""
        return self.world.bot_said(self.room.id)

    @property
    def newest(self) -> JSON:
        """Find the bot's newest message."""
        said = self.said
        assert said, "the bot has not said anything yet"
        return said[-1]

    @property
    def screen(self) -> str:
        """Tell the text, or caption, of the bot's newest message."""
        return str(self.newest.get("text", self.newest.get("caption", "")))

    @property
    def buttons(self) -> list[list[str]]:
        """Tell the labels of the newest keyboard, row by row."""
        message = self._with_keyboard()
        return (
            [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]
            if message
            else []
        )

    def button(self, label: str, message_id: int | None = None) -> JSON:
        """Find a button by its label as `tap` does; tells its Bot API JSON."""
        return self._find(self._keyboard(message_id), label)

    def data(self, label: str, message_id: int | None = None) -> str:
        """Tell the callback data of a button."""
        return str(self.button(label, message_id)["callback_data"])

    def transcript(self) -> str:
        """Write down the whole chat as it stands, buttons in square brackets."""
        lines = []
        for message in self.world.messages(self.room.id):
            kind = next((k for k in ("photo", "document", "voice", "sticker", "location") if k in message), "something")
            text = message.get("text") or f"({kind}) {message.get('caption', '')}".rstrip()
            lines.append(f"{'Bot' if message['from']['is_bot'] else message['from']['first_name']}: {text}")
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            lines.extend("  " + " ".join(f"[{button['text']}]" for button in row) for row in rows)
        return "\n".join(lines)

    async def quiet(self, seconds: float = 0.05) -> None:
        """Wait until nothing has happened in the chat for a while."""
        with self.world.events.listen() as heard:
            await self._until_quiet(heard, seconds)

    async def hears(self, seconds: float = PATIENCE) -> JSON:
        """Wait for the next message that the bot sends by itself, and tell it."""
        with self.world.events.listen() as heard:
            try:
                async with asyncio.timeout(seconds):
                    while (event := await self._next(heard)) is not None:
                        if event["type"] == "message" and event["message"]["from"]["is_bot"]:
                            return dict(event["message"])
            except TimeoutError:
                pass
        raise AssertionError(f"the bot sent nothing within {seconds} s\n{self.transcript()}")

    async def _tap_button(self, message: JSON, button: JSON, *, expect: bool = True) -> JSON | None:
        if "url" in button:
            return await self._open(button["url"])
        assert "callback_data" in button, f"{button['text']!r} is no button that reaches the bot: {button}"
        return await self._press(message["message_id"], button["callback_data"], expect=expect)

    async def _press(self, message_id: int, data: str, *, expect: bool) -> JSON | None:
        query: Query = await self._act(
            lambda: self.world.taps(self.person, self.room.id, message_id, data), expect=expect, tapped=True
        )
        self.answer = query.answer
        return query.answer

    async def _open(self, url: str) -> JSON:
        parts = urlsplit(url)
        path = parts.path.strip("/").lower()
        own = parts.hostname in ("t.me", "telegram.me") and path == self.world.bot["username"].lower()
        assert own, f"{url} does not lead to this bot"
        payload = parse_qs(parts.query).get("start", [""])[0]
        return await self.send(f"/start {payload}".strip())

    async def _act(self, act: Callable[[], T], *, expect: bool, tapped: bool = False) -> T:
        if self.pace:
            self.world.move_clock(timedelta(seconds=self.pace))
        with self.world.events.listen() as heard:
            result = act()
            answered = await self._answered(heard, PATIENCE if expect else SILENCE, tapped=tapped)
            if expect and not answered:
                raise AssertionError(f"the bot did not answer within {PATIENCE} s\n{self.transcript()}")
        return result

    async def _answered(self, heard: asyncio.Queue[JSON | None], patience: float, *, tapped: bool) -> bool:
        """Wait for the bot's first sign, then until it is done."""
        signs: set[str] = set()
        until = time.monotonic() + patience
        while True:
            try:
                async with asyncio.timeout(self.settle if signs else max(0.0, until - time.monotonic())):
                    event = await self._next(heard)
            except TimeoutError:
                return bool(signs)
            if event is None:
                return False
            if sign := self._sign(event):
                signs.add(sign)
            if tapped and len(signs) == 2:
                return True

    def _sign(self, event: JSON) -> str | None:
        if event["type"] == "callback_answer":
            return "answer" if event["person"] == self.person.id else None
        if event["type"] in SHOWN and event["chat_id"] == self.room.id:
            message = event.get("message", {"from": {"is_bot": True}})
            return "shown" if message["from"]["is_bot"] else None
        return None

    async def _until_quiet(self, heard: asyncio.Queue[JSON | None], seconds: float) -> None:
        try:
            while True:
                async with asyncio.timeout(seconds):
                    await self._next(heard)
        except TimeoutError:
            return

    async def _next(self, heard: asyncio.Queue[JSON | None]) -> JSON | None:
        """Wait for the next event of this chat."""
        while (event := await heard.get()) is not None:
            if event.get("chat_id", self.room.id) == self.room.id and event["type"] != "clock":
                return event
        return None

    def _with_keyboard(self) -> JSON | None:
        return next((m for m in reversed(self.said) if m.get("reply_markup", {}).get("inline_keyboard")), None)

    def _keyboard(self, message_id: int | None) -> JSON:
        if message_id is not None:
            return self.room.messages[message_id].view()
        message = self._with_keyboard()
        assert message is not None, f"there is no keyboard in this chat\n{self.transcript()}"
        return message

    def _find(self, message: JSON, label: str) -> JSON:
        buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
        found = [b for b in buttons if b["text"] == label] or [b for b in buttons if label in b["text"]]
        assert found, f"no button {label!r}: {self._labels(message)}\n--- the screen ---\n{message.get('text')}"
        return dict(found[0])

    @staticmethod
    def _labels(message: JSON) -> str:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return (
            "the buttons are " + " ".join(f"[{button['text']}]" for row in rows for button in row)
            if rows
            else "no buttons"
        )


def _slice(text: str, entity: JSON) -> str:
    raw = text.encode("utf-16-le")
    return raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
