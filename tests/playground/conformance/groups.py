"""Groups: what reaches the bot, and who comes and goes."""

from __future__ import annotations

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import Lab
from tests.playground.conformance.polling import texts


@behaviour("Bot API documentation: privacy mode")
async def privacy_mode(lab: Lab) -> None:
    """In a group only commands, mentions and replies to the bot reach it; others' commands and talk do not."""
    bea = lab.world.add_person("Bea")
    group = lab.world.add_group("Family", [lab.ann, bea])
    await lab.updates(offset=-1)
    asked = await lab.call("sendMessage", chat_id=group.id, text="What time?", reply_markup={"force_reply": True})
    own = lab.world.bot["username"]
    for text in ("hello Bea", "/help@other_bot", f"/help@{own}", "/help", f"ask @{own}", f"/HELP@{own.upper()}"):
        lab.world.person_sends(lab.ann, text, group)
    lab.world.person_sends(bea, "at nine", group, reply_to=asked["message_id"])
    heard = await lab.updates()
    expected = [f"/help@{own}", "/help", f"ask @{own}", f"/HELP@{own.upper()}", "at nine"]
    assert texts([update for update in heard if update.get("message", {}).get("text")]) == expected
    assert {update["message"]["chat"]["type"] for update in heard if "message" in update} == {"supergroup"}


@behaviour("Bot API documentation: Message.new_chat_members, ChatMemberUpdated")
async def who_comes_and_goes(lab: Lab) -> None:
    """The bot hears that it was added or removed, and who joins or leaves; chat_member only if it asked for it."""
    bea = lab.world.add_person("Bea")
    group = lab.world.add_group("Family", [lab.ann])
    added = await lab.updates()
    assert [key for update in added for key in update if key != "update_id"] == ["my_chat_member", "message"]
    change = added[0]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")
    assert added[1]["message"]["new_chat_members"][0]["id"] == lab.world.bot["id"]
    await lab.updates(offset=added[-1]["update_id"] + 1)
    lab.world.joins(bea, group)
    lab.world.leaves(bea, group)
    came, went = await lab.updates()
    assert came["message"]["new_chat_members"][0]["first_name"] == "Bea"
    assert went["message"]["left_chat_member"]["first_name"] == "Bea"
    await lab.updates(offset=went["update_id"] + 1, allowed_updates=["chat_member", "my_chat_member"])
    lab.world.joins(bea, group)
    assert (await lab.next_update("chat_member"))["new_chat_member"]["status"] == "member"
    lab.world.removes_bot(lab.ann, group)
    assert (await lab.next_update("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await lab.refuses("bot was kicked from the supergroup chat", "sendMessage", 403, chat_id=group.id, text="x")


@behaviour("Bot API documentation: getChat, getChatMember, getChatMemberCount")
async def asking_about_chats(lab: Lab) -> None:
    """A chat tells its name and kind, and how somebody stands in it; an unknown one is not found."""
    bea, stranger = lab.world.add_person("Bea"), lab.world.add_person("Cy")
    group = lab.world.add_group("Family", [lab.ann, bea])
    private = await lab.call("getChat", chat_id=lab.ann.id)
    assert (private["first_name"], private["type"]) == ("Ann", "private")
    assert (await lab.call("getChat", chat_id=group.id))["title"] == "Family"
    assert await lab.call("getChatMemberCount", chat_id=group.id) == 3
    for user_id, status in ((bea.id, "member"), (stranger.id, "left"), (lab.world.bot["id"], "member")):
        member = await lab.call("getChatMember", chat_id=group.id, user_id=user_id)
        assert (member["status"], member["user"]["id"]) == (status, user_id)
    await lab.refuses("PARTICIPANT_ID_INVALID", "getChatMember", chat_id=group.id, user_id=5)
    await lab.refuses("chat not found", "getChat", chat_id=5)
