"""A message as it lies in a chat: what the Bot API tells of it, and what only the reader's app shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tgbot.playground.people import JSON

CONTENTS = ("text", "photo", "document", "location", "voice", "sticker", "animation", "video", "audio", "contact")


@dataclass(slots=True)
class Message:
    """One message; `data` is replaced, never changed, so that what was told of it before stays as it was."""

    data: JSON
    from_bot: bool
    shown: JSON = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Tell the message's id in its chat."""
        return int(self.data["message_id"])

    @property
    def date(self) -> int:
        """Tell when it was sent, in seconds since 1970."""
        return int(self.data["date"])

    def view(self) -> JSON:
        """Tell the message as a reader's app has it, with the reply prompts that the Bot API keeps to itself."""
        return {**self.data, **self.shown}

    def quoted(self) -> JSON:
        """Tell the message as `reply_to_message` of another: without the one that it answers itself."""
        return {key: value for key, value in self.data.items() if key != "reply_to_message"}

    def content(self) -> JSON:
        """Pick what a copy or forward takes along."""
        keys = (*CONTENTS, "entities", "caption", "caption_entities", "link_preview_options")
        return {key: self.data[key] for key in keys if key in self.data}
