"""The conversation: which update goes to which handler, and how a page becomes a message. It stores nothing itself."""

from __future__ import annotations
