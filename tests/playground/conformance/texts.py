"""Formatted texts: markup in, entities out, and where Telegram draws the line."""

from __future__ import annotations

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import Lab, entities

TDLIB = "tdlib: MessageEntity.cpp and test/message_entities.cpp"
CLIENT_CPP = "telegram-bot-api: Client.cpp"


@behaviour(TDLIB)
async def html_entities(lab: Lab) -> None:
    """HTML becomes entities; offsets and lengths count UTF-16 units, so an emoji counts as two."""
    sent = await lab.say("👋 <b>héllo</b> <i>😀</i> <code>a&lt;b</code> <a href='nhs.uk'>NHS</a>", parse_mode="HTML")
    assert sent["text"] == "👋 héllo 😀 a<b NHS"
    assert entities(sent) == [("bold", 3, 5), ("italic", 9, 2), ("code", 12, 3), ("text_link", 16, 3)]
    words = [("bold", "héllo"), ("italic", "😀"), ("code", "a<b"), ("text_link", "NHS")]
    assert await lab.client.words(sent) == words
    assert sent["entities"][3]["url"] == "http://nhs.uk/"


@behaviour(TDLIB)
async def markdown_v2_entities(lab: Lab) -> None:
    """MarkdownV2 becomes the same entities, with what is escaped left as text."""
    sent = await lab.say(r"😀 *b* _i_ __u__ ~s~ ||p|| `c` [l](https://e\.org/) 1\.", parse_mode="MarkdownV2")
    assert sent["text"] == "😀 b i u s p c l 1."
    kinds = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "text_link"]
    assert await lab.client.words(sent) == list(zip(kinds, "biuspcl", strict=True))


@behaviour(TDLIB)
async def nested_entities(lab: Lab) -> None:
    """Styles that touch are one; a style is cut where another begins inside it; nothing stands inside code."""
    one = await lab.say("<b>a</b><b>b</b> <u>c<s>d</s></u>", parse_mode="HTML")
    assert entities(one) == [("bold", 0, 2), ("underline", 3, 1), ("underline", 4, 1), ("strikethrough", 4, 1)]
    two = await lab.say("<b>a<code>c</code>d</b>", parse_mode="HTML")
    assert entities(two) == [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]


@behaviour(TDLIB)
async def broken_html(lab: Lab) -> None:
    """Broken HTML is refused in words that name the byte."""
    for text, words in (
        ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
    ):
        await lab.refuses(f"can't parse entities: {words}", "sendMessage", chat_id=lab.ann.id, text=text,
                          parse_mode="HTML")  # fmt: skip


@behaviour(TDLIB)
async def broken_markdown(lab: Lab) -> None:
    """Broken MarkdownV2 is refused in words that name the character or the byte."""
    for text, words in (
        ("1.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("é*b", "Can't find end of Bold entity at byte offset 2"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![👍](https://e)", "Custom emoji URL must have scheme tg"),
    ):
        await lab.refuses(f"can't parse entities: {words}", "sendMessage", chat_id=lab.ann.id, text=text,
                          parse_mode="MarkdownV2")  # fmt: skip
    await lab.refuses("unsupported parse_mode", "sendMessage", chat_id=lab.ann.id, text="x", parse_mode="BBCode")


@behaviour(TDLIB)
async def explicit_entities(lab: Lab) -> None:
    """Entities may be given instead; those beyond the text, or that cut an emoji in two, are refused."""
    sent = await lab.say("😀 text", entities=[{"type": "bold", "offset": 0, "length": 2}])
    assert await lab.client.words(sent) == [("bold", "😀")]

    async def refused(offset: int, length: int, words: str) -> None:
        given = [{"type": "bold", "offset": offset, "length": length}]
        await lab.refuses(words, "sendMessage", chat_id=lab.ann.id, text="😀 text", entities=given)

    await refused(9, 2, "entity begins after the end of the text at UTF-16 offset 9")
    await refused(3, 9, "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 12")
    await refused(1, 3, "entity begins in a middle of a UTF-16 symbol at byte offset 4")


@behaviour(TDLIB)
async def found_entities(lab: Lab) -> None:
    """Links, mentions, commands, hashtags and addresses are found without markup."""
    sent = await lab.say("/help https://nhs.uk/a, @ann_b #als me@e.org")
    assert await lab.client.words(sent) == [
        ("bot_command", "/help"), ("url", "https://nhs.uk/a"), ("mention", "@ann_b"), ("hashtag", "#als"),
        ("email", "me@e.org"),
    ]  # fmt: skip


@behaviour("Bot API documentation: formatting options; limits.tginfo.me")
async def hundred_entities(lab: Lab) -> None:
    """Of more than a hundred entities the rest is lost without a word."""
    sent = await lab.say("<b>a</b> " * 120, parse_mode="HTML")
    assert len(sent["entities"]) == 100


@behaviour(CLIENT_CPP)
async def text_limit(lab: Lab) -> None:
    """A text has 1 to 4096 UTF-16 units once its markup is read."""
    fits = await lab.say(f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert entities(fits) == [("bold", 0, 4096)]
    await lab.refuses("message is too long", "sendMessage", chat_id=lab.ann.id, text="😀" * 2048 + "a")
    await lab.refuses("MESSAGE_TOO_LONG", "editMessageText", chat_id=lab.ann.id, message_id=fits["message_id"],
                      text="a" * 4097)  # fmt: skip
    await lab.refuses("message text is empty", "sendMessage", chat_id=lab.ann.id, text="")
    await lab.refuses("text must be non-empty", "sendMessage", chat_id=lab.ann.id, text=" \n ")


@behaviour(TDLIB)
async def tidied_texts(lab: Lab) -> None:
    """Both ends are trimmed, returns dropped, other control characters made spaces; entities move along."""
    sent = await lab.say("\n <b>a\r\nb</b>\tc <i> </i>  ", parse_mode="HTML")
    assert sent["text"] == "a\nb c"
    assert entities(sent) == [("bold", 0, 3)]


@behaviour("Bot API changelog 9.5; python-telegram-bot _messageentity.py")
async def date_time_entity(lab: Lab) -> None:
    """<tg-time> becomes a date_time entity with its moment and format; a wrong one is refused."""
    sent = await lab.say('at <tg-time unix="1700000000" format="wDT">22:13</tg-time>', parse_mode="HTML")
    (found,) = sent["entities"]
    assert (found["type"], found["unix_time"], found["date_time_format"]) == ("date_time", 1700000000, "wDT")
    await lab.refuses("can't parse entities: Invalid Unix time specified", "sendMessage", chat_id=lab.ann.id,
                      text='<tg-time unix="soon">x</tg-time>', parse_mode="HTML")  # fmt: skip


@behaviour(TDLIB)
async def quotes(lab: Lab) -> None:
    """Quotes and expandable quotes come from both markups; code may stand in a quote."""
    one = await lab.say("<blockquote>a <code>c</code></blockquote><blockquote expandable>b</blockquote>",
                        parse_mode="HTML")  # fmt: skip
    assert entities(one) == [("blockquote", 0, 3), ("code", 2, 1), ("expandable_blockquote", 3, 1)]
    two = await lab.say(">a\n>b\nc\n**>d\n>e||", parse_mode="MarkdownV2")
    assert entities(two) == [("blockquote", 0, 4), ("expandable_blockquote", 6, 3)]


@behaviour("Bot API documentation: sendMessage")
async def sending_options(lab: Lab) -> None:
    """Protection and preview options come back with the message; silence is the reader's app's affair."""
    sent = await lab.say("x", protect_content=True, disable_notification=True,
                         link_preview_options={"is_disabled": True})  # fmt: skip
    assert (sent["has_protected_content"], sent["link_preview_options"]["is_disabled"]) == (True, True)
    assert lab.shown()["disable_notification"] is True
