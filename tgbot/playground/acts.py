"""What people do with their apps: write, tap, send things, edit. Each act reaches the bot as from Telegram."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypedDict

from tgbot.playground.botapi.detect import detect
from tgbot.playground.botapi.entities import Formatted, units
from tgbot.playground.botapi.tidying import tidy
from tgbot.playground.queries import Query

if TYPE_CHECKING:
    from datetime import timedelta
    from typing import Unpack

    from tgbot.clock import MovableClock
    from tgbot.playground.events import Events
    from tgbot.playground.files import Files
    from tgbot.playground.messages import Message
    from tgbot.playground.people import JSON, Chat, Person
    from tgbot.playground.queries import Queries
    from tgbot.playground.updates import Updates

LONGEST_TEXT = 4096
MOST_SHARED = 1000


class Where(TypedDict, total=False):
    """Where something goes: the person's own chat with the bot unless told."""

    chat: Chat | None
    reply_to: int | None


class Acts:
    """The people's part of the world; who is in which chat is in `membership.py`, the rest in `world.py`."""

    clock: MovableClock
    chats: dict[int, Chat]
    updates: Updates
    events: Events
    files: Files
    queries: Queries
    bot: JSON
    inaccessible_after: timedelta | None
    inline_messages: dict[str, Message]

    def private_chat(self, person: Person) -> Chat:
        """Find the person's chat with the bot."""
        raise NotImplementedError

    def post(self, chat: Chat, sender: JSON, body: JSON, shown: JSON | None = None) -> Message:
        """Put a message into a chat."""
        raise NotImplementedError

    def unblocks(self, person: Person) -> None:
        """Let the bot write again."""
        raise NotImplementedError

    def person_sends(self, person: Person, text: str, chat: Chat | None = None, reply_to: int | None = None) -> JSON:
        """Write a message, as a reply to another one if asked. Raises ValueError for what an app would not send."""
        tidied = tidy(text, ())
        if not 0 < units(tidied.text) <= LONGEST_TEXT:
            raise ValueError("an app sends texts of 1 to 4096 units")
        return self._person_posts(person, texted(tidied), chat, reply_to)

    def sends_location(
        self, person: Person, latitude: float, longitude: float, chat: Chat | None = None, reply_to: int | None = None
    ) -> JSON:
        """Share a place."""
        return self._person_posts(person, {"location": {"latitude": latitude, "longitude": longitude}}, chat, reply_to)

    def sends_photo(self, person: Person, content: bytes, caption: str = "", **where: Unpack[Where]) -> JSON:
        """Send a photo; `where` takes chat and reply_to."""
        file = self.files.add("photo", content, "photo.jpg", "image/jpeg")
        return self._person_posts(
            person, {"photo": [file.json() | {"width": 90, "height": 90}]} | _caption(caption), **where
        )

    def sends_document(
        self,
        person: Person,
        content: bytes,
        name: str = "file.bin",
        mime: str = "application/octet-stream",
        **where: Unpack[Where],
    ) -> JSON:
        """Send a file; `where` takes chat and reply_to."""
        file = self.files.add("document", content, name, mime)
        return self._person_posts(person, {"document": file.json() | {"file_name": name, "mime_type": mime}}, **where)

    def sends_voice(self, person: Person, content: bytes = b"OggS", seconds: int = 3, **where: Unpack[Where]) -> JSON:
        """Send a voice note; `where` takes chat and reply_to."""
        # The page has no encoder: what it makes up is kept as the sound that it is, and told as a voice note is told.
        mime = "audio/wav" if content.startswith(b"RIFF") else "audio/ogg"
        file = self.files.add("voice", content, "voice.oga", mime)
        return self._person_posts(
            person, {"voice": file.json() | {"duration": seconds, "mime_type": "audio/ogg"}}, **where
        )

    def sends_sticker(self, person: Person, emoji: str = "🙂", **where: Unpack[Where]) -> JSON:
        """Send a sticker; `where` takes chat and reply_to."""
        file = self.files.add("sticker", b"RIFF", "sticker.webp", "image/webp")
        kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": emoji}
        return self._person_posts(person, {"sticker": file.json() | kind}, **where)

    def sends_contact(self, person: Person, phone: str = "+15550100", **where: Unpack[Where]) -> JSON:
        """Share one's own telephone number."""
        contact = {"phone_number": phone, "first_name": person.name, "user_id": person.id}
        return self._person_posts(person, {"contact": contact}, **where)

    def forwards(self, person: Person, message: JSON, chat: Chat | None = None) -> JSON:
        """Forward a message that somebody has seen elsewhere."""
        origin = {"type": "user", "sender_user": message["from"], "date": message["date"]}
        kept = ("text", "entities", "caption", "photo", "document", "voice", "sticker", "location")
        body = {key: message[key] for key in kept if key in message}
        return self._person_posts(person, body | {"forward_origin": origin}, chat, None)

    def edits(self, person: Person, message_id: int, text: str, chat: Chat | None = None) -> JSON:
        """Change the text of an own message."""
        chat = chat or self.private_chat(person)
        message = chat.messages[message_id]
        if message.data["from"]["id"] != person.id:
            raise ValueError("people edit their own messages only")
        kept = {key: value for key, value in message.data.items() if key != "entities"}
        message.data = kept | texted(tidy(text, ())) | {"edit_date": self.now()}
        self._tell_bot(chat, "edited_message", message)
        self.events.publish("edited", chat_id=chat.id, message=message.view())
        return message.data

    def taps(self, person: Person, chat_id: int, message_id: int, data: str) -> Query:
        """Press a button; any data goes, as from a modified app. Its `wait()` gives the answer."""
        message = self.chats[chat_id].messages.get(message_id)
        query = Query(secrets.token_hex(9), person, self.clock.now().timestamp(), chat_id, message_id, data)
        self.queries.add(query)
        chat = self.chats[chat_id]
        body = {
            "id": query.id,
            "from": person.json(),
            "message": self._as_tapped(chat, message_id, message),
            "chat_instance": str(chat_id * 7_919),
            "data": data,
        }
        self.updates.add("callback_query", body, str(person.id))
        return query

    def _as_tapped(self, chat: Chat, message_id: int, message: Message | None) -> JSON:
        """Tell a message as a press tells it: without content when Telegram no longer looks that far back."""
        age = self.now() - message.date if message else 0
        too_old = self.inaccessible_after is not None and age > self.inaccessible_after.total_seconds()
        if message is None or too_old:
            return {"chat": chat.json(), "message_id": message_id, "date": 0}
        return message.data

    def taps_inline(self, person: Person, inline_message_id: str, data: str) -> Query:
        """Press a button of a message that was shared through inline mode: it has no chat for the bot."""
        query = Query(secrets.token_hex(9), person, self.clock.now().timestamp(), text=data)
        self.queries.add(query)
        body = {
            "id": query.id,
            "from": person.json(),
            "inline_message_id": inline_message_id,
            "chat_instance": "0",
            "data": data,
        }
        self.updates.add("callback_query", body, str(person.id))
        return query

    def inline_query(self, person: Person, text: str, offset: str = "") -> Query:
        """Type "@bot text" somewhere; the results come through `wait()` of what is given back."""
        query = Query(secrets.token_hex(9), person, self.clock.now().timestamp(), text=text)
        self.queries.add(query)
        body = {"id": query.id, "from": person.json(), "query": text, "offset": offset, "chat_type": "private"}
        self.updates.add("inline_query", body, str(person.id))
        return query

    def inline_choose(self, person: Person, query: Query, result_id: str, chat: Chat | None = None) -> JSON:
        """Choose a result of an inline query: it is posted in the person's name, and the bot may hear of it."""
        results = (query.answer or {}).get("results", [])
        result = next(one for one in results if one["id"] == result_id)
        content = result["message"]
        markup = {"reply_markup": result["reply_markup"]} if "reply_markup" in result else {}
        inline_id = secrets.token_urlsafe(20)
        chat = chat or self.private_chat(person)
        message = self.post(
            chat, person.json(), content | markup | {"via_bot": self.bot}, {"inline_message_id": inline_id}
        )
        self.inline_messages[inline_id] = message
        if len(self.inline_messages) > MOST_SHARED:
            del self.inline_messages[next(iter(self.inline_messages))]
        body: JSON = {"result_id": result_id, "from": person.json(), "query": query.text}
        if markup:
            body["inline_message_id"] = inline_id
        self.updates.add("chosen_inline_result", body, str(person.id))
        return message.view()

    def now(self) -> int:
        """Tell the world's time in whole seconds since 1970."""
        return int(self.clock.now().timestamp())

    def _person_posts(self, person: Person, body: JSON, chat: Chat | None = None, reply_to: int | None = None) -> JSON:
        chat = chat or self.private_chat(person)
        if person not in chat.members:
            raise ValueError(f"{person.name} is not in this chat")
        if chat.blocked and chat.private:
            self.unblocks(person)
        chat.started = True
        if reply_to is not None:
            body = body | {"reply_to_message": chat.messages[reply_to].quoted()}
        message = self.post(chat, person.json(), body)
        self._tell_bot(chat, "message", message)
        return message.data

    def _tell_bot(self, chat: Chat, kind: str, message: Message) -> None:
        if chat.private or (not chat.blocked and self._meant_for_bot(message.data)):
            self.updates.add(kind, message.data, str(chat.id))

    def _meant_for_bot(self, data: JSON) -> bool:
        """Apply the privacy mode of groups: commands, mentions, replies to the bot, and who comes and goes reach it."""
        if data.get("reply_to_message", {}).get("from", {}).get("id") == self.bot["id"]:
            return True
        if "new_chat_members" in data or "left_chat_member" in data:
            return True
        text, own = data.get("text", ""), f"@{self.bot['username']}".lower()
        for entity in data.get("entities", ()):
            words = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
            word = words.decode("utf-16-le").lower()
            if entity["type"] == "mention" and word == own:
                return True
            if entity["type"] == "bot_command" and ("@" not in word or word.endswith(own)):
                return True
        return False


def texted(formatted: Formatted) -> JSON:
    """Tell a text with the entities that Telegram finds in it."""
    found = detect(formatted)
    entities = {"entities": [entity.json() for entity in found.entities]} if found.entities else {}
    return {"text": found.text} | entities


def _caption(text: str) -> JSON:
    if not text:
        return {}
    body = texted(tidy(text, ()))
    return {"caption": body["text"]} | ({"caption_entities": body["entities"]} if "entities" in body else {})
