"""Typed answers: the prompt's last word is a link, and a reply to the prompt brings it back. Nothing is remembered."""

from __future__ import annotations

from telegram import Message
from telegram.constants import MessageEntityType

from tgbot.checklist.code import Codec, Link, Undecodable


def asked_for(message: Message, codec: Codec) -> Link | None:
    """Tell which prompt of ours this message answers; None when it answers none."""
    prompt = message.reply_to_message
    return way_back(prompt, codec) if prompt is not None else None


def way_back(prompt: Message, codec: Codec) -> Link | None:
    """Tell which link the last address of a message of ours carries; None when it is not ours or carries none."""
    if prompt.from_user is None or prompt.from_user.id != prompt.get_bot().id:
        return None
    addresses = [entity.url for entity in prompt.entities if entity.type == MessageEntityType.TEXT_LINK and entity.url]
    if not addresses:
        return None
    _, found, payload = addresses[-1].partition("?start=")
    if not found or not addresses[-1].startswith(f"https://t.me/{prompt.get_bot().username}?"):
        return None
    try:
        return codec.decode(payload)
    except Undecodable:
        return None
