"""Who is in which chat: joining and leaving groups, adding and removing the bot, blocking it. The bot hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.playground.acts import Acts

if TYPE_CHECKING:
    from tgbot.playground.people import JSON, Chat, Person

MEMBER: JSON = {"status": "member"}
LEFT: JSON = {"status": "left"}
KICKED: JSON = {"status": "kicked", "until_date": 0}


class Membership(Acts):
    """The part of the world that comes and goes."""

    def joins(self, person: Person, group: Chat) -> JSON:
        """Come into a group."""
        group.members.append(person)
        self._tell_member(group, person, LEFT, MEMBER)
        return self._person_posts(person, {"new_chat_members": [person.json()]}, group)

    def leaves(self, person: Person, group: Chat) -> JSON:
        """Leave a group."""
        message = self._person_posts(person, {"left_chat_member": person.json()}, group)
        group.members.remove(person)
        self._tell_member(group, person, MEMBER, LEFT)
        return message

    def adds_bot(self, person: Person, group: Chat) -> JSON:
        """Bring the bot into a group."""
        group.blocked = False
        self._tell_bot_itself(group, person, LEFT, MEMBER)
        return self._person_posts(person, {"new_chat_members": [self.bot]}, group)

    def removes_bot(self, person: Person, group: Chat) -> None:
        """Throw the bot out of a group."""
        group.blocked = True
        self._tell_bot_itself(group, person, MEMBER, KICKED)

    def blocks(self, person: Person) -> None:
        """Block the bot."""
        self._set_blocked(person, blocked=True)

    def unblocks(self, person: Person) -> None:
        """Let the bot write again."""
        self._set_blocked(person, blocked=False)

    def _set_blocked(self, person: Person, *, blocked: bool) -> None:
        chat = self.private_chat(person)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        old, new = (MEMBER, KICKED) if blocked else (KICKED, MEMBER)
        self._tell_bot_itself(chat, person, old, new)
        self.events.publish("blocked", chat_id=chat.id, blocked=blocked)

    def _tell_bot_itself(self, chat: Chat, person: Person, old: JSON, new: JSON) -> None:
        self._tell_change("my_chat_member", chat, person, self.bot, (old, new), str(chat.id))

    def _tell_member(self, chat: Chat, person: Person, old: JSON, new: JSON) -> None:
        self._tell_change("chat_member", chat, person, person.json(), (old, new), str(person.id))

    def _tell_change(  # noqa: PLR0917 - the parts of a ChatMemberUpdated
        self, kind: str, chat: Chat, person: Person, who: JSON, states: tuple[JSON, JSON], lane: str
    ) -> None:
        old, new = ({"user": who, **state} for state in states)
        body = {"chat": chat.json(), "from": person.json(), "date": self.now()}
        self.updates.add(kind, body | {"old_chat_member": old, "new_chat_member": new}, lane)
