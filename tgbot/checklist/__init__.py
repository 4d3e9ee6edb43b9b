"""The checklist: its questions, one pass through them, the code that a button carries, and the triage. Pure."""

from __future__ import annotations
