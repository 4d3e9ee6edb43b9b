"""One call of a method: its arguments, read the way the Bot API reads them, from a query, a form or JSON alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request

from tgbot.playground.botapi.refusal import Refusal, Undecodable, bad

LARGEST_BODY, LARGEST_UPLOAD = 60 * 1024 * 1024, 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A method's lower-case name and its arguments."""

    method: str
    arguments: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Read a string; numbers become their digits, nothing becomes ""."""
        value = self.arguments.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def has(self, name: str) -> bool:
        """Tell whether an argument was given."""
        return self.arguments.get(name) is not None

    def integer(self, name: str, default: int = 0) -> int:
        """Read a number; what is none counts as 0, as Telegram has it."""
        if not self.has(name):
            return default
        try:
            return int(self.text(name).strip() or default)
        except ValueError:
            return 0

    def number(self, name: str) -> float:
        """Read a decimal number. Raises Refusal."""
        try:
            return float(self.text(name))
        except ValueError:
            raise bad(f'parameter "{name}" is required and must be a number') from None

    def flag(self, name: str) -> bool:
        """Read yes or no."""
        return self.text(name).strip().lower() in ("true", "yes", "1", "t")

    def parsed(self, name: str) -> object:
        """Read a JSON value, which a form carries as a string; None when it is missing. Raises Refusal."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            parsed: object = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise Undecodable(400, f"Bad Request: can't parse {name.replace('_', ' ')} JSON object") from None
        return parsed

    def object(self, name: str) -> dict[str, Any]:
        """Read a JSON object; {} when it is missing. Raises Refusal."""
        value = self.parsed(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad(f"object expected as {name.replace('_', ' ')}")
        return value

    def array(self, name: str, what: str) -> list[Any] | None:
        """Read a JSON array; None when it is missing. Raises Refusal."""
        value = self.parsed(name)
        if value is not None and not isinstance(value, list):
            raise bad(f"expected an Array of {what}")
        return value


async def read(request: Request, method: str) -> Call:
    """Read the call out of a request. Raises Refusal."""
    arguments: dict[str, Any] = dict(parse_qsl(request.url.query, keep_blank_values=True))
    if request.method == "GET":
        return Call(method, arguments)
    if int(request.headers.get("content-length") or 0) > LARGEST_BODY:
        raise Refusal(413, "Request Entity Too Large")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _multipart(request, method, arguments)
    body = await request.body()
    if kind == "application/json":
        if body:
            arguments |= _json_object(body)
    elif kind in ("application/x-www-form-urlencoded", ""):
        arguments |= parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return Call(method, arguments)


async def read_answer(kind: str, body: bytes) -> Call:
    """Read the call that a bot may put into its answer to a delivery; the method stands among the arguments."""
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "headers": [(b"content-type", kind.encode())],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    call = await read(Request(scope, receive), "")
    return Call(call.text("method").lower(), call.arguments, call.uploads)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad("can't parse JSON object")
    return value


async def _multipart(request: Request, method: str, arguments: dict[str, Any]) -> Call:
    uploads: dict[str, Upload] = {}
    async with request.form(max_part_size=LARGEST_BODY) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if (value.size or 0) > LARGEST_UPLOAD:
                    raise Refusal(413, "Request Entity Too Large")
                mime = value.content_type or "application/octet-stream"
                uploads[name] = Upload(value.filename or name, mime, await value.read())
            else:
                arguments[name] = value
    return Call(method, arguments, uploads)
