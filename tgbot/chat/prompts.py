"""Typed answers: the prompt's last word is a link, and a reply to the prompt brings it back. Nothing is remembered."""

from __future__ import annotations

from telegram import Message
from telegram.constants import MessageEntityType

from tgbot.checklist.code import Codec, Link, Undecodable


def asked_for(message: Message, codec: Codec) -> Link | None:
    """Tell which prompt of ours this message answers; None when it answers none."""
    prompt = message.reply_to_message
    if prompt is None or prompt.from_user is None or prompt.from_user.id != message.get_bot().id:
        return None
    addresses = [entity.url for entity in prompt.entities if entity.type == MessageEntityType.TEXT_LINK and entity.url]
    if not addresses:
        return None
    _, found, payload = addresses[-1].partition("?start=")
    if not found or not addresses[-1].startswith(f"https://t.me/{message.get_bot().username}?"):
        return None
    try:
        return codec.decode(payload)
    except Undecodable:
        return None
