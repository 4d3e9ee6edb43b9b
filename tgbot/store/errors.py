"""What can go wrong with what is kept: one root exception, so that a handler needs one `except`."""

from __future__ import annotations


class StoreError(Exception):
    """The store could not do what was asked; the text is one line for the operator, without secrets."""


class Unavailable(StoreError):
    """The database can't be used just now (unreachable, locked, full); trying again later may help."""


class NoConsent(StoreError):
    """Somebody wanted to keep something for a chat that has not agreed to it (or no longer)."""


class TooMany(StoreError):
    """The chat has as many live reminders as one chat may have."""


class Gone(StoreError):
    """The row was stopped, withdrawn or erased in the meantime."""
