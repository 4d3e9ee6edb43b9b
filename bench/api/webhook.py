"""Delivering updates to an address that the bot has named, again and again until they are taken."""

from __future__ import annotations

import asyncio

import aiohttp

_MOST = 100
_AGAIN_AFTER = 0.5


class Webhook:
    """Where updates are posted to; `connections` as the bot asked for."""

    def __init__(self, url: str, secret: str, connections: int) -> None:
        self.url = url
        connector = aiohttp.TCPConnector(limit=max(1, min(_MOST, connections)), keepalive_timeout=50)
        headers = {"Content-Type": "application/json"} | ({"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {})
        self._session = aiohttp.ClientSession(connector=connector, headers=headers)
        self._under_way: set[asyncio.Task[None]] = set()
        self.refused = 0

    def post(self, update: bytes) -> None:
        """Deliver an update."""
        task = asyncio.create_task(self._deliver(update))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _deliver(self, update: bytes) -> None:
        while not await self._taken(update):
            self.refused += 1
            await asyncio.sleep(_AGAIN_AFTER)

    async def _taken(self, update: bytes) -> bool:
        try:
            async with self._session.post(self.url, data=update) as answer:
                return answer.ok
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._session.close()
