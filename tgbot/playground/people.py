"""Who is in the world: people and chats, and how the Bot API tells of them. Knows nothing of messages' meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tgbot.playground.messages import Message

JSON = dict[str, Any]


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account."""

    id: int
    name: str
    language_code: str | None = "en"
    username: str | None = None

    def json(self) -> JSON:
        """Tell the Bot API's User."""
        user: JSON = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True)
class Chat:
    """A private chat with the bot, or a group that the bot is in."""

    id: int
    type: str
    title: str
    members: list[Person]
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Tell whether it is one person's chat with the bot."""
        return self.type == "private"

    def json(self) -> JSON:
        """Tell the Bot API's Chat."""
        if self.private:
            chat: JSON = {"id": self.id, "first_name": self.title, "type": self.type}
            if self.members[0].username:
                chat["username"] = self.members[0].username
            return chat
        return {"id": self.id, "title": self.title, "type": self.type}

    def newest(self, *, from_bot: bool = True) -> Message | None:
        """Find the newest message of one side."""
        return next((m for m in reversed(self.messages.values()) if m.from_bot is from_bot), None)
