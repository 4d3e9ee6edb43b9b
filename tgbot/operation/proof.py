"""`tgbot content proof`: the proof on the real content, with a bar while it takes long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tgbot.chat.deps import make_codec
from tgbot.checklist.code import LIMIT, Link
from tgbot.checklist.proof import Budget, Lengths, Proof
from tgbot.checklist.prove import prove
from tgbot.checklist.run import Run
from tgbot.library.content import Content
from tgbot.operation.progress import progress_bar

NOSE_3_DAYS = Budget(
    name="A nose twitch of 3 days and nothing else",
    answers={"coping": "fine", "who_age": "me_16", "place": "nose", "duration": "d14", "pattern_face": "flicker"},
    most=12,
)
"""With Start and "Show my result" that makes 14 taps."""

_MOST_EXTRAS = Run(country="ZZ", language="zz", started=date(2100, 1, 1), turn=7, short=True, row="f" * 32)


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
