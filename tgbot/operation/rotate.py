"""`tgbot keys rotate`: seals with the newest key of DATA_KEYS what older ones sealed. Interrupted, it loses nothing."""

from __future__ import annotations

import asyncio

from tgbot.operation.database import must_exist
from tgbot.operation.errors import OperatorError
from tgbot.operation.progress import progress_bar
from tgbot.settings import Settings
from tgbot.store import Store
from tgbot.store.rotation import Rotated, rotate

_NO_KEYS = "DATA_KEYS is not set: put the new key before the old ones, separated by a comma (`tgbot keys new`)"
_STOPPED = "Stopped. Everything stays readable with the keys that DATA_KEYS holds; run it again to do the rest."
_SHOWN = 20


def rotate_keys(settings: Settings) -> str:
    """Bring every row to the newest key, with a progress bar; tell what came of it.

    `OperatorError` when it was interrupted, or names the rows that no key opens: keep the old keys then.
    """
    if not settings.data_keys.get_secret_value():
        raise OperatorError(_NO_KEYS)
    must_exist(settings.database_url)
    try:
        rotated, newest = asyncio.run(_rotated(settings))
    except KeyboardInterrupt:
        raise OperatorError(_STOPPED) from None
    if rotated.unopened:
        raise OperatorError(_unopened(rotated))
    return (
        f"{rotated.rows} rows of {rotated.chats} chats are now sealed with the key {newest}. "
        "The older keys may leave DATA_KEYS once no backup needs them."
    )


async def _rotated(settings: Settings) -> tuple[Rotated, str]:
    store = await Store.open(settings.database_url, settings.data_keys.get_secret_value())
    try:
        with progress_bar(stays=True) as bar:
            task = bar.add_task("Chats", total=None)

            def show(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)

            return await rotate(store.database, store.seal, show), store.seal.newest
    finally:
        await store.close()


def _unopened(rotated: Rotated) -> str:
    named = [f"  row {row_id.hex()} of table {table}" for table, row_id in rotated.unopened[:_SHOWN]]
    more = len(rotated.unopened) - len(named)
    return "\n".join(
        [
            f"{rotated.rows} rows were sealed again, but no key of DATA_KEYS opens {len(rotated.unopened)}:",
            *named,
            *([f"  and {more} more"] if more > 0 else []),
            "Put the key back that sealed them, and run it again. Do not take an older key away before that.",
        ]
    )
