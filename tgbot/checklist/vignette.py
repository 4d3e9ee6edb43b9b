"""Made-up cases with an expected urgency, tapped through as a person would, and the table of how they were judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tgbot.checklist.questionnaire import Questionnaire, Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.triage import triage
from tgbot.checklist.walking import walk


@dataclass(frozen=True, slots=True)
class Vignette:
    """A story, the answers that its person would tap, and what the guidance says of it."""

    id: str
    story: str
    answers: Mapping[str, str]
    expected: Urgency
    because: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A vignette, the run that its answers made, and the urgency; `problem` tells why it could not be tapped."""

    vignette: Vignette
    run: Run
    urgency: Urgency
    problem: str = ""

    @property
    def exact(self) -> bool:
        """Tell whether the advice is the expected one."""
        return not self.problem and self.urgency is self.vignette.expected

    @property
    def safe(self) -> bool:
        """Tell whether the advice is not too low."""
        return not self.problem and self.urgency >= self.vignette.expected


@dataclass(frozen=True, slots=True)
class Score:
    """How many of how many; `target` is the least share that is good enough."""

    name: str
    good: int
    of: int
    target: float

    @property
    def met(self) -> bool:
        """Tell whether the target is reached; nothing to count is not good enough."""
        return self.of > 0 and self.good >= self.target * self.of

    def __str__(self) -> str:
        share = f"{self.good / self.of:.1%}" if self.of else "none"
        return f"{self.name:<22} {self.good:>3} of {self.of:>3}  {share:>6}  (target {self.target:.1%})"


def judge(questionnaire: Questionnaire, vignette: Vignette) -> Judged:
    """Walk a vignette through the questions; answers that are never asked for are the vignette's mistake."""
    walked = walk(questionnaire, vignette.answers, short=vignette.short)
    unknown = [
        f"{question.id} has no option {walked.run.answers[question.id]}"
        for question in walked.asked
        if question.option(walked.run.answers[question.id]) is None
    ]
    problem = ""
    if unknown:
        problem = "; ".join(unknown)
    elif walked.following is not None:
        problem = f"no answer to {walked.following.id}"
    elif walked.unasked:
        problem = f"never asked: {', '.join(walked.unasked)}"
    return Judged(vignette, walked.run, triage(questionnaire, walked.run).urgency, problem)


def scores(judged: Sequence[Judged]) -> tuple[Score, ...]:
    """Tell the four shares that matter, with the targets that the project has set itself."""

    def score(name: str, target: float, good: Callable[[Judged], bool], only: Urgency | None = None) -> Score:
        counted = [case for case in judged if only is None or case.vignette.expected is only]
        return Score(name, sum(good(case) for case in counted), len(counted), target)

    return (
        score("exact", 0.8, lambda case: case.exact),
        score("never too low", 0.975, lambda case: case.safe),
        score("emergencies found", 1.0, lambda case: case.exact, Urgency.EMERGENCY),
        score("harmless told so", 0.75, lambda case: case.exact, Urgency.SELF_CARE),
    )


def format_vignettes(judged: Sequence[Judged]) -> str:
    """Print the four shares, a row for each expected urgency, and every miss by name."""
    lines = [f"{len(judged)} vignettes", *(str(score) for score in scores(judged)), ""]
    names = [urgency.id for urgency in sorted(Urgency, reverse=True)]
    lines.append(f"{'expected, advised ->':<20} " + " ".join(f"{name:>9}" for name in names) + "  exact too low")
    for expected in sorted(Urgency, reverse=True):
        row = [case for case in judged if case.vignette.expected is expected and not case.problem]
        counts = [sum(case.urgency is advised for case in row) for advised in sorted(Urgency, reverse=True)]
        exact, low = sum(case.exact for case in row), sum(not case.safe for case in row)
        lines.append(f"{expected.id:<20} " + " ".join(f"{n:>9}" for n in counts) + f"  {exact:>5} {low:>7}")
    misses = [case for case in judged if not case.exact]
    lines += ["", *(_miss(case) for case in misses)] if misses else ["", "No miss."]
    return "\n".join(lines) + "\n"


def _miss(case: Judged) -> str:
    if case.problem:
        return f"  {case.vignette.id}: cannot be tapped: {case.problem}"
    kind = "too high" if case.safe else "TOO LOW"
    return f"  {case.vignette.id}: {kind}: {case.urgency.id} instead of {case.vignette.expected.id}"
