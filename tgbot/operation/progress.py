"""How far a long command has come, drawn on standard error, so that what is printed can be piped. Counts nothing."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


def progress_bar(*, stays: bool = False) -> Progress:
    """Make the bar; when the work is done it goes, or stays with the last count."""
    return Progress(
        TextColumn("{task.description:<40.40}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=not stays,
    )
