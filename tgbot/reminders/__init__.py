"""What a person wants to be reminded of, and when: values and functions that take `now`. Sends and stores nothing."""

from __future__ import annotations
