"""The world behind the local Bot API: who is there, what was said, what waits for the bot. No HTTP in it.

Everything lives in memory and within bounds: a chat keeps its newest messages, files up to a total, updates for as long
as Telegram keeps them. All ages follow the movable clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tgbot.playground.events import Events
from tgbot.playground.files import Files
from tgbot.playground.membership import Membership
from tgbot.playground.messages import Message
from tgbot.playground.pace import Pace
from tgbot.playground.people import JSON, Chat, Person
from tgbot.playground.profile import Profile
from tgbot.playground.queries import Queries
from tgbot.playground.updates import Updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime, timedelta

    from tgbot.clock import MovableClock


class World(Membership):
    """One bot and everybody who talks with it."""

    def __init__(
        self,
        clock: MovableClock,
        *,
        token: str = "111111:playground",  # noqa: S107 - a token of nothing
        username: str = "twitch_helper_bot",
        name: str = "Twitch helper",
        history: int = 1000,
        inaccessible_after: timedelta | None = None,
    ) -> None:
        self.clock = clock
        self.token = token
        bot_id = int(token.partition(":")[0])
        self.bot: JSON = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        self.history = history
        self.inaccessible_after = inaccessible_after
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.pace = Pace()
        self.updates = Updates(clock, self.pace)
        self.events = Events()
        self.files = Files()
        self.profile = Profile()
        self.queries = Queries()
        self.inline_messages: dict[str, Message] = {}
        self._last_message: dict[int, int] = {}

    def add_person(
        self,
        name: str,
        language_code: str | None = "en",
        id: int | None = None,  # noqa: A002 - the Bot API's word
        username: str | None = None,
    ) -> Person:
        """Let somebody in; they have not pressed Start yet."""
        person = Person(id or 1_000_001 + len(self.people), name, language_code, username)
        self.people[person.id] = person
        return person

    def private_chat(self, person: Person) -> Chat:
        """Find the person's chat with the bot."""
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.id, "private", person.name, [person])
        return self.chats[person.id]

    def add_group(self, title: str, members: Iterable[Person]) -> Chat:
        """Make a group with these people; the first of them has just brought the bot in, who hears of it."""
        chat_id = -1_001_000_000_001 - sum(not chat.private for chat in self.chats.values())
        group = Chat(chat_id, "supergroup", title, list(members), started=True)
        self.chats[chat_id] = group
        if group.members:
            self.adds_bot(group.members[0], group)
        return group

    def messages(self, chat_id: int) -> list[JSON]:
        """List a chat's messages, oldest first, as the people in it see them."""
        return [message.view() for message in self.chats[chat_id].messages.values()]

    def watch(self) -> AsyncIterator[JSON]:
        """Iterate over what happens from now on."""
        return self.events.watch()

    def move_clock(self, by: timedelta) -> datetime:
        """Move the world's time, and tell the new moment."""
        now = self.clock.move(by)
        self.events.publish("clock", now=now.isoformat())
        return now

    def post(self, chat: Chat, sender: JSON, body: JSON, shown: JSON | None = None) -> Message:
        """Put a message into a chat; `shown` is what only the readers' apps know of it."""
        counter = 0 if chat.private else chat.id
        message_id = self._last_message[counter] = self._last_message.get(counter, 0) + 1
        head = {"message_id": message_id, "from": sender, "chat": chat.json(), "date": self.now()}
        message = Message(head | body, sender["id"] == self.bot["id"], shown or {})
        chat.messages[message_id] = message
        if len(chat.messages) > self.history:
            del chat.messages[next(iter(chat.messages))]
        self.events.publish("message", chat_id=chat.id, message=message.view())
        return message

    def edited(self, message: Message, data: JSON) -> Message:
        """Replace what a message tells."""
        message.data = data | {"edit_date": self.now()}
        self.events.publish("edited", chat_id=data["chat"]["id"], message=message.view())
        return message

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message out of a chat for everybody."""
        del chat.messages[message_id]
        self.events.publish("deleted", chat_id=chat.id, message_id=message_id)

    def close(self) -> None:
        """Let everybody go who waits for something."""
        self.events.close()
        self.updates.release()

    def bot_said(self, chat_id: int) -> list[dict[str, Any]]:
        """List the bot's own messages in a chat, oldest first."""
        return [message.view() for message in self.chats[chat_id].messages.values() if message.from_bot]
