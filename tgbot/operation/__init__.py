"""What the command line does: one file per command, each imported only when its command is called."""

from __future__ import annotations
