"""Files up and down."""

from __future__ import annotations

import io

from PIL import Image

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.client import upload
from tests.playground.conformance.lab import Lab, entities

MEGABYTE = 1024 * 1024


def picture(width: int = 20, height: int = 20) -> bytes:
    """Make a small photo."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


@behaviour("Bot API documentation: sending files, getFile")
async def documents(lab: Lab) -> None:
    """A document goes up with its name, comes down again, and can be sent by its id, but as nothing else."""
    sent = await lab.call("sendDocument", chat_id=lab.ann.id, document=upload(b"%PDF-1.7 x", "note.pdf"),
                          caption="<i>yours</i>", parse_mode="HTML")  # fmt: skip
    document = sent["document"]
    assert (document["file_name"], document["file_size"]) == ("note.pdf", 10)
    assert (sent["caption"], entities(sent)) == ("yours", [("italic", 0, 5)])
    assert await lab.client.words(sent) == [("italic", "yours")]
    assert await lab.client.download(document["file_id"]) == b"%PDF-1.7 x"
    again = await lab.call("sendDocument", chat_id=lab.ann.id, document=document["file_id"])
    assert again["document"]["file_unique_id"] == document["file_unique_id"]
    await lab.refuses("can't use file of type document as photo", "sendPhoto", chat_id=lab.ann.id,
                      photo=document["file_id"])  # fmt: skip
    await lab.refuses("invalid file_id", "getFile", file_id="nothing")


@behaviour("Bot API documentation: sendPhoto")
async def photos(lab: Lab) -> None:
    """A photo is measured; what is none, or has impossible sides, is refused."""
    sent = await lab.call("sendPhoto", chat_id=lab.ann.id, photo=upload(picture(33, 22), "a.png"))
    assert (sent["photo"][-1]["width"], sent["photo"][-1]["height"]) == (33, 22)
    assert await lab.client.download(sent["photo"][-1]["file_id"]) == picture(33, 22)
    for content, words in ((b"no picture", "IMAGE_PROCESS_FAILED"), (picture(210, 10), "PHOTO_INVALID_DIMENSIONS")):
        await lab.refuses(words, "sendPhoto", chat_id=lab.ann.id, photo=upload(content, "a.png"))


@behaviour("Bot API documentation: sending files (10 MB, 50 MB), getFile (20 MB)")
async def sizes(lab: Lab) -> None:
    """A photo has at most 10 MiB, a document 50; what is over 20 can't be fetched; nothing can't be sent."""
    size = 10 * MEGABYTE + 1
    await lab.refuses(f"file of size {size} bytes is too big for a photo", "sendPhoto", chat_id=lab.ann.id,
                      photo=upload(size, "a.png"))  # fmt: skip
    refused = await lab.refusal("sendDocument", chat_id=lab.ann.id, document=upload(50 * MEGABYTE + 1))
    assert refused.code in (413, 0), "python-telegram-bot has no error of its own for a 413"
    assert "request entity too large" in refused.words
    large = await lab.call("sendDocument", chat_id=lab.ann.id, document=upload(20 * MEGABYTE + 1))
    await lab.refuses("file is too big", "getFile", file_id=large["document"]["file_id"])
    await lab.refuses("file must be non-empty", "sendDocument", chat_id=lab.ann.id, document=upload(0))


@behaviour("Bot API documentation: caption, editMessageCaption")
async def captions(lab: Lab) -> None:
    """A caption has up to 1024 UTF-16 units and can be changed or taken away."""
    sent = await lab.call("sendDocument", chat_id=lab.ann.id, document=upload(b"x", "a.txt"), caption="😀" * 512)
    where = {"chat_id": lab.ann.id, "message_id": sent["message_id"]}
    await lab.refuses("message caption is too long", "sendDocument", chat_id=lab.ann.id,
                      document=sent["document"]["file_id"], caption="😀" * 512 + "a")  # fmt: skip
    edited = await lab.call("editMessageCaption", caption="*ours*", parse_mode="MarkdownV2", **where)
    assert (edited["caption"], entities(edited)) == ("ours", [("bold", 0, 4)])
    assert "caption" not in await lab.call("editMessageCaption", **where)


@behaviour("Bot API documentation: sendMediaGroup (not in the emulator: a bot gets the 404 of an unknown method)")
async def no_albums(lab: Lab) -> None:
    """Albums are missing here: sendMediaGroup is refused as unknown, and never half done."""
    before = len(lab.world.messages(lab.ann.id))
    media = [{"type": "document", "media": upload(b"x", name)} for name in ("a.txt", "b.txt")]
    refused = await lab.refusal("sendMediaGroup", chat_id=lab.ann.id, media=media)
    assert (refused.code, "not found" in refused.words) == (404, True)
    assert len(lab.world.messages(lab.ann.id)) == before
