"""The article, its sources, the search in it and the screening of free text. Pure: no network, no database, no chat."""

from __future__ import annotations
