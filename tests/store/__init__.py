"""What is kept: the same contract on SQLite and on PostgreSQL."""

from __future__ import annotations
