"""Files in and out: uploads, file ids, getFile. Photos are decoded, as Telegram refuses what is none."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tgbot.playground.botapi.refusal import bad

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call, Upload
    from tgbot.playground.files import StoredFile
    from tgbot.playground.people import JSON
    from tgbot.playground.world import World

MEGABYTE = 1024 * 1024
LARGEST_PHOTO, LARGEST_DOCUMENT, LARGEST_DOWNLOAD = 10 * MEGABYTE, 50 * MEGABYTE, 20 * MEGABYTE


def read_photo(world: World, call: Call) -> JSON:
    """Read the photo of a call; {"photo": [sizes]}. Raises Refusal."""
    file = _file(world, call, "photo", LARGEST_PHOTO)
    width, height = _measure(file.content)
    return {"photo": [file.json() | {"width": width, "height": height}]}


def read_document(world: World, call: Call) -> JSON:
    """Read the file of a call; {"document": ...}. Raises Refusal."""
    file = _file(world, call, "document", LARGEST_DOCUMENT)
    return {"document": file.json() | {"file_name": file.name, "mime_type": file.mime}}


def get_file(world: World, call: Call) -> JSON:
    """Tell where a file can be fetched."""
    file = world.files.by_id(call.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return file.json() | {"file_path": file.path}


def _file(world: World, call: Call, kind: str, largest: int) -> StoredFile:
    upload = _upload(call, kind)
    if upload is None:
        return _known(world, call.text(kind), kind)
    if not upload.content:
        raise bad("file must be non-empty")
    if len(upload.content) > largest:
        raise bad(f"file of size {len(upload.content)} bytes is too big for a {kind}")
    if kind == "photo":
        _measure(upload.content)
    return world.files.add(kind, upload.content, upload.name, upload.mime)


def _upload(call: Call, kind: str) -> Upload | None:
    given = call.text(kind)
    if given.startswith("attach://"):
        upload = call.uploads.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad("wrong remote file identifier specified: Wrong character in the string")
        return upload
    return call.uploads.get(kind)


def _known(world: World, file_id: str, kind: str) -> StoredFile:
    if not file_id:
        raise bad(f"there is no {kind} in the request")
    if file_id.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    file = world.files.by_id(file_id)
    if file is None:
        raise bad("wrong remote file identifier specified: Wrong string length")
    if file.kind != kind:
        raise bad(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def _measure(content: bytes) -> tuple[int, int]:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - rarely used, slow to import

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


METHODS = {"getfile": get_file}
