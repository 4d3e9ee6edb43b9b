"""The library's application, but it does not remember who wrote: the library's own notes each id until the end."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application


class ForgetfulApplication(Application[Any, Any, Any, Any, Any, Any]):
    """Gives each update to the first handler that takes it. Knows no groups of handlers and no persistence."""

    __slots__ = ()

    async def process_update(self, update: object) -> None:
        """Let a handler answer; what it raises goes to the error handlers."""
        for handler in self.handlers.get(0, ()):
            check = handler.check_update(update)
            if check is None or check is False:
                continue
            try:
                context = self.context_types.context.from_update(update, self)
                await handler.handle_update(update, self, check, context)
            except Exception as error:  # noqa: BLE001  (the error handlers decide)
                await self.process_error(update, error)
            return
