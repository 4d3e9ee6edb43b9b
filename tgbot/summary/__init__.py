"""The page for the doctor: half a page made from a run on demand, as text, as PDF, and a calendar file. Pure."""

from __future__ import annotations
