"""Golden transcripts: whole runs as a person sees them."""

from __future__ import annotations
