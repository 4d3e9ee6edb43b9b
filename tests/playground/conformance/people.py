"""What people send, and when a bot may write to them."""

from __future__ import annotations

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import Lab, entities


@behaviour("telegram-bot-api: Client.cpp, USER_IS_BLOCKED; Bot API documentation: ChatMemberUpdated")
async def blocked_and_back(lab: Lab) -> None:
    """Whoever blocks the bot can't be written to (403), and the bot hears of it; so it does of the way back."""
    lab.world.blocks(lab.ann)
    change = await lab.next_update("my_chat_member")
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    for method, arguments in (("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})):
        await lab.refuses("bot was blocked by the user", method, 403, chat_id=lab.ann.id, **arguments)
    lab.world.unblocks(lab.ann)
    assert (await lab.next_update("my_chat_member"))["new_chat_member"]["status"] == "member"
    assert (await lab.say("x"))["text"] == "x"


@behaviour("telegram-bot-api: Client.cpp, check_chat")
async def who_can_be_written_to(lab: Lab) -> None:
    """An unknown chat is not found (400); somebody who never pressed Start can't be written to (403)."""
    await lab.refuses("chat not found", "sendMessage", chat_id=5, text="x")
    await lab.refuses("chat not found", "sendMessage", chat_id="@nobody_there", text="x")
    shy = lab.world.add_person("Shy")
    await lab.refuses("bot can't initiate conversation with a user", "sendMessage", 403, chat_id=shy.id, text="x")


@behaviour("Bot API documentation: Update, User, Chat")
async def incoming_message(lab: Lab) -> None:
    """A message tells who wrote it in which language, where and when, with its commands marked."""
    cy = lab.world.add_person("Cy", "de", username="cy_cy")
    lab.world.person_sends(cy, "/start s-basics")
    message = await lab.next_update("message")
    assert (message["from"]["language_code"], message["from"]["username"]) == ("de", "cy_cy")
    assert (message["chat"]["id"], message["chat"]["type"]) == (cy.id, "private")
    assert entities(message) == [("bot_command", 0, 6)]
    assert message["date"] == int(lab.world.clock.now().timestamp())


@behaviour("Bot API documentation: Update.edited_message")
async def edited_message(lab: Lab) -> None:
    """An edit comes as such, with its date, and the message keeps its id."""
    first = lab.world.person_sends(lab.ann, "helo")
    lab.world.edits(lab.ann, first["message_id"], "hello /help")
    edited = await lab.next_update("edited_message")
    assert (edited["text"], edited["message_id"]) == ("hello /help", first["message_id"])
    assert edited["edit_date"] >= edited["date"]
    assert await lab.client.words(edited) == [("bot_command", "/help")]


@behaviour("Bot API documentation: Location, sendLocation")
async def locations(lab: Lab) -> None:
    """A place goes both ways; one that is not on the globe is refused."""
    lab.world.sends_location(lab.ann, 52.5, 13.25)
    assert (await lab.next_update("message"))["location"] == {"latitude": 52.5, "longitude": 13.25}
    sent = await lab.call("sendLocation", chat_id=lab.ann.id, latitude=48.75, longitude=-2.5)
    assert sent["location"] == {"latitude": 48.75, "longitude": -2.5}
    await lab.refuses("wrong location specified", "sendLocation", chat_id=lab.ann.id, latitude=91.5, longitude=0.5)


@behaviour("Bot API documentation: Contact, sendContact")
async def contacts(lab: Lab) -> None:
    """A telephone number goes both ways."""
    lab.world.sends_contact(lab.ann)
    shared = (await lab.next_update("message"))["contact"]
    assert (shared["phone_number"], shared["user_id"]) == ("+15550100", lab.ann.id)
    sent = await lab.call("sendContact", chat_id=lab.ann.id, phone_number="111", first_name="Help", last_name="Line")
    assert sent["contact"] == {"phone_number": "111", "first_name": "Help", "last_name": "Line"}
    await lab.refuses("first name must be non-empty", "sendContact", chat_id=lab.ann.id, phone_number="1",
                      first_name=" ")  # fmt: skip


@behaviour("Bot API documentation: Message")
async def other_kinds(lab: Lab) -> None:
    """A voice note, a sticker, a file, a photo with words and a forward each come as their kind."""
    lab.world.sends_voice(lab.ann)
    lab.world.sends_sticker(lab.ann)
    lab.world.sends_document(lab.ann, b"x", "a.txt", "text/plain")
    lab.world.sends_photo(lab.ann, b"jpeg", "look /here")
    lab.world.forwards(lab.ann, lab.world.person_sends(lab.ann, "first"))
    heard = [update["message"] for update in await lab.updates()]
    kinds = ("voice", "sticker", "document", "photo", "text", "forward_origin")
    assert [kind for message, kind in zip(heard, kinds, strict=True) if kind in message] == list(kinds)
    assert await lab.client.download(heard[2]["document"]["file_id"]) == b"x"
    assert await lab.client.words(heard[3]) == [("bot_command", "/here")]
    assert heard[5]["forward_origin"]["sender_user"]["id"] == lab.ann.id


@behaviour("telegram-bot-api: Client.cpp, get_chat_action")
async def chat_actions(lab: Lab) -> None:
    """The bot can show that it is at work; an unknown action is refused."""
    with lab.world.events.listen() as heard:
        assert await lab.call("sendChatAction", chat_id=lab.ann.id, action="typing") is True
        told = heard.get_nowait()
    assert told
    assert (told["type"], told["action"], told["chat_id"]) == ("action", "typing", lab.ann.id)
    await lab.refuses("wrong parameter action in request", "sendChatAction", chat_id=lab.ann.id, action="dancing")
