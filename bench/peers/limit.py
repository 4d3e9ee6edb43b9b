"""No bot: the same HTTP calls by aiohttp on uvloop, ready-made bodies, both calls of a tap at the same time.

What any bot over this HTTP client can reach at best on this machine.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Any

import aiohttp
import orjson
import uvloop

from bench.peers.given import API, STEPS, TOKEN, buttons

BASE = f"{API}/bot{TOKEN}"
_JSON = {"Content-Type": "application/json"}


PAGES = tuple(
    {"text": step.text, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": buttons(number)}}
    for number, step in enumerate(STEPS)
)


async def handle(call: Callable[[str, object], Any], update: dict[str, Any]) -> None:
    """Answer one update."""
    query = update.get("callback_query")
    if query is None:
        await call("sendMessage", PAGES[0] | {"chat_id": update["message"]["chat"]["id"]})
        return
    message = query["message"]
    where = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
    following = int(query["data"].partition(":")[0]) + 1
    await asyncio.gather(
        call("answerCallbackQuery", {"callback_query_id": query["id"]}),
        call("editMessageText", PAGES[following] | where),
    )


async def main() -> None:
    """Run until told to stop."""
    offset, under_way = 0, set()
    connector = aiohttp.TCPConnector(limit=512, keepalive_timeout=50)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def call(method: str, given: object) -> bytes:
            async with session.post(f"{BASE}/{method}", data=orjson.dumps(given), headers=_JSON) as answer:
                return await answer.read()

        while True:
            answer = orjson.loads(await call("getUpdates", {"offset": offset, "timeout": 10}))
            for update in answer["result"]:
                offset = update["update_id"] + 1
                task = asyncio.create_task(handle(call, update))
                under_way.add(task)
                task.add_done_callback(under_way.discard)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    uvloop.run(main())
