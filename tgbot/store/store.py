"""The store as one thing: the open database, the keys, and the tables that use both."""

from __future__ import annotations

from tgbot.store.address import Address
from tgbot.store.chats import Chats
from tgbot.store.counts import Counts
from tgbot.store.database import Database
from tgbot.store.keycheck import check_keys
from tgbot.store.leader import Leader
from tgbot.store.queue import Queue
from tgbot.store.reminders import Reminders
from tgbot.store.results import Results
from tgbot.store.seal import Seal


class Store:
    """What handlers and the dispatcher get."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self.database = database
        self.seal = seal
        self.chats = Chats(database, seal)
        self.reminders = Reminders(database, seal)
        self.queue = Queue(database, seal)
        self.results = Results(database, seal)
        self.counts = Counts(database)
        self.leader = Leader(database)

    @classmethod
    async def open(cls, url: str, keys: str) -> Store:
        """Open DATABASE_URL with DATA_KEYS, and bring its tables to this version."""
        seal = Seal.from_setting(keys)
        store = cls(await Database.open(url), seal)
        try:
            await store.prepare()
        except BaseException:
            await store.close()
            raise
        return store

    @classmethod
    def unopened(cls, url: str, keys: str) -> Store:
        """Name a store that can't be opened yet; until `prepare()` has been, every use of it raises `StoreError`."""
        return cls(Database(Address.read(url)), Seal.from_setting(keys))

    async def prepare(self) -> None:
        """Bring the tables to this version, and see that the keys fit."""
        await self.database.migrate()
        await check_keys(self.database, self.seal)

    async def close(self) -> None:
        """Close the database."""
        await self.database.close()
