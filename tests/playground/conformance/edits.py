"""Changing and taking away what stands in a chat."""

from __future__ import annotations

from datetime import timedelta

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import Lab, buttons

DOCUMENTED = "Bot API documentation: editMessageText"
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


@behaviour(DOCUMENTED)
async def edit_drops_the_keyboard(lab: Lab) -> None:
    """An edit without a keyboard takes the old one away; an edit of the keyboard alone leaves the text."""
    sent = await lab.say("one", reply_markup=buttons(["A"]))
    where = {"chat_id": lab.ann.id, "message_id": sent["message_id"]}
    edited = await lab.call("editMessageText", text="two", **where)
    assert (edited["text"], edited.get("reply_markup")) == ("two", None)
    assert edited["edit_date"] >= edited["date"]
    again = await lab.call("editMessageReplyMarkup", reply_markup=buttons(["B"]), **where)
    assert (again["text"], again["reply_markup"]["inline_keyboard"][0][0]["text"]) == ("two", "B")
    assert "reply_markup" not in await lab.call("editMessageReplyMarkup", **where)


@behaviour("telegram-bot-api: Client.cpp, MESSAGE_NOT_MODIFIED")
async def unchanged_edit(lab: Lab) -> None:
    """An edit that changes nothing is refused; a change of the keyboard alone is a change."""
    sent = await lab.say("<b>one</b>", parse_mode="HTML", reply_markup=buttons(["A"]))
    where = {"chat_id": lab.ann.id, "message_id": sent["message_id"], "parse_mode": "HTML"}
    await lab.refuses(UNCHANGED, "editMessageText", text="<b>one</b>", reply_markup=buttons(["A"]), **where)
    assert await lab.call("editMessageText", text="<b>one</b>", reply_markup=buttons(["B"]), **where)
    assert await lab.call("editMessageText", text="one", reply_markup=buttons(["B"]), **where)


@behaviour("telegram-bot-api: Client.cpp, check_message")
async def edits_that_are_refused(lab: Lab) -> None:
    """What is gone, the person's own, without a text, or to be given a reply prompt can't be edited."""
    sent = await lab.say("x")
    own = lab.world.person_sends(lab.ann, "mine")
    place = await lab.call("sendLocation", chat_id=lab.ann.id, latitude=1, longitude=2)
    for message_id, words in (
        (999, "message to edit not found"),
        (own["message_id"], "message can't be edited"),
        (place["message_id"], "there is no text in the message to edit"),
    ):
        await lab.refuses(words, "editMessageText", chat_id=lab.ann.id, message_id=message_id, text="y")
    await lab.refuses("inline keyboard expected", "editMessageText", chat_id=lab.ann.id, text="y",
                      message_id=sent["message_id"], reply_markup={"force_reply": True})  # fmt: skip


@behaviour("Bot API documentation: deleteMessage, deleteMessages")
async def deletion_within_two_days(lab: Lab) -> None:
    """A message can be taken away for 48 hours; several at once, where those that are gone are passed over."""
    young, old = await lab.say("a"), await lab.say("b")
    where = {"chat_id": lab.ann.id}
    assert await lab.call("deleteMessage", message_id=young["message_id"], **where) is True
    await lab.refuses("message to delete not found", "deleteMessage", message_id=young["message_id"], **where)
    lab.world.move_clock(timedelta(hours=49))
    await lab.refuses("message can't be deleted for everyone", "deleteMessage", message_id=old["message_id"], **where)
    new = [(await lab.say("c"))["message_id"] for _ in range(2)]
    assert await lab.call("deleteMessages", message_ids=[*new, 999], **where) is True
    assert not {message["message_id"] for message in lab.world.messages(lab.ann.id)} & set(new)


@behaviour("Bot API documentation: ReplyParameters")
async def replies_to_what_is_gone(lab: Lab) -> None:
    """A reply needs its message, unless the bot says that it does without; both ways of asking work."""
    own = lab.world.person_sends(lab.ann, "hello")
    reply = await lab.say("x", reply_parameters={"message_id": own["message_id"]})
    assert reply["reply_to_message"]["text"] == "hello"
    gone = {"message_id": 999}
    await lab.refuses("message to be replied not found", "sendMessage", chat_id=lab.ann.id, text="x",
                      reply_parameters=gone)  # fmt: skip
    lone = await lab.say("x", reply_parameters={**gone, "allow_sending_without_reply": True})
    assert "reply_to_message" not in lone
    old_way = await lab.say("x", reply_to_message_id=own["message_id"], allow_sending_without_reply=True)
    assert old_way["reply_to_message"]["message_id"] == own["message_id"]


@behaviour("Bot API documentation: forwardMessage, copyMessage, protect_content")
async def forwards_and_copies(lab: Lab) -> None:
    """A forward names its origin, a copy does not; what is protected goes nowhere."""
    where = {"chat_id": lab.ann.id, "from_chat_id": lab.ann.id}
    open_one = (await lab.say("<b>a</b>", parse_mode="HTML"))["message_id"]
    closed = (await lab.say("b", protect_content=True))["message_id"]
    forward = await lab.call("forwardMessage", message_id=open_one, **where)
    assert (forward["text"], forward["forward_origin"]["type"]) == ("a", "user")
    copy = await lab.call("copyMessage", message_id=open_one, **where)
    assert copy["message_id"] > forward["message_id"]
    assert (lab.shown()["text"], lab.shown().get("forward_origin")) == ("a", None)
    await lab.refuses("message can't be forwarded", "forwardMessage", message_id=closed, **where)
    await lab.refuses("message can't be copied", "copyMessage", message_id=closed, **where)
