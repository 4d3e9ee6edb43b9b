"""`tgbot content proof`, `vignettes` and `links`: each on the real content, with a bar while it takes long."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tgbot.chat.deps import make_codec
from tgbot.checklist.code import LIMIT, Link
from tgbot.checklist.proof import Budget, Lengths, Proof
from tgbot.checklist.prove import prove
from tgbot.checklist.run import Run
from tgbot.checklist.vignette import Judged, judge
from tgbot.library.content import Content
from tgbot.library.loader import load
from tgbot.operation.links import Answer, check_links, with_checked
from tgbot.operation.vignettes import read_vignettes

NOSE_3_DAYS = Budget(
    name="A nose twitch of 3 days and nothing else",
    answers={"coping": "fine", "who_age": "me_16", "place": "nose", "duration": "d14", "pattern_face": "flicker"},
    most=12,
)
"""With Start and "Show my result" that makes 14 taps."""

_MOST_EXTRAS = Run(country="ZZ", language="zz", started=date(2100, 1, 1), turn=7, short=True, row="f" * 32)


def progress_bar() -> Progress:
    """Make a bar on standard error, so that what is printed can be piped."""
    return Progress(
        TextColumn("{task.description:<40.40}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def prove_content(content: Content) -> Proof:
    """Prove the questionnaire, with the codec that the bot uses and every extra that can ride in a link."""
    questionnaire = content.language("en").questionnaire
    codec = make_codec(content)

    def longest_link(run: Run) -> int:
        link = Link("question", replace(_MOST_EXTRAS, answers=run.answers), questionnaire.questions[-1].id)
        try:
            return len(codec.encode(link))
        except ValueError:
            return LIMIT + 1

    with progress_bar() as bar:
        task = bar.add_task("proof", total=None)
        return prove(
            questionnaire,
            budgets=(NOSE_3_DAYS,),
            lengths=Lengths(longest_link, LIMIT),
            progress=lambda done, of, what: bar.update(task, completed=done, total=of, description=what),
        )


def judge_vignettes(content: Content, folder: Path) -> list[Judged]:
    """Judge all cases of a folder."""
    questionnaire = content.language("en").questionnaire
    return [judge(questionnaire, vignette) for vignette in read_vignettes(folder)]


def check_sources(directory: Path, today: date) -> list[Answer]:
    """Check the links of all sources, print a line per failure, and note the day for those that answered."""
    content = load(directory)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    with progress_bar() as bar:
        task = bar.add_task("links", total=len(content.sources))
        answers = asyncio.run(check_links(content.sources.values(), done=lambda _answer: bar.advance(task)))
    failed = [answer for answer in answers if not answer.ok]
    for answer in failed:
        console.print(str(answer))
    file = directory / "sources.yaml"
    # Bytes, since reading as text would change the ends of lines. Read again: somebody may have edited meanwhile.
    text = file.read_bytes().decode("utf-8")
    file.write_bytes(with_checked(text, {answer.source.id: today for answer in answers if answer.ok}).encode("utf-8"))
    console.print(f"{len(answers) - len(failed)} of {len(answers)} links answer.")
    return failed
