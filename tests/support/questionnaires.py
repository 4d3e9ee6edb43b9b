"""Small questionnaires for tests, written as compactly as they can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tgbot.checklist.questionnaire import (
    AnyOf,
    Condition,
    NotSure,
    Option,
    OptionId,
    Question,
    QuestionId,
    Questionnaire,
    Rule,
    RuleId,
    Urgency,
)

Needs = Mapping[str, str]
"""Question -> options, written as words: {"hub": "yes not_sure"}."""


def any_of(*alternatives: Needs) -> AnyOf:
    """Make an OR of ANDs."""
    return tuple(
        Condition(
            tuple(
                (QuestionId(name), frozenset(OptionId(option) for option in options.split()))
                for name, options in needs.items()
            )
        )
        for needs in alternatives
    )


def question(
    name: str,
    options: str,
    *,
    shown: Sequence[Needs] | None = None,
    gate: bool = False,
    short: bool = False,
    red_flag: bool = False,
    leads: str = "",
    safer: str = "",
) -> Question:
    """Make a question. `leads` are what "Not sure" asks next, `safer` what it is read as."""
    kind = "recheck" if leads else "safer" if safer else "none"
    return Question(
        id=QuestionId(name),
        title=name,
        text=name,
        other=name,
        options=tuple(Option(OptionId(option), option, option) for option in options.split()),
        why="",
        sources=(),
        shown=None if shown is None else any_of(*shown),
        not_sure=NotSure(kind, tuple(QuestionId(one) for one in leads.split()), safer),
        gate=gate,
        short=short,
        red_flag=red_flag,
    )


def rule(name: str, urgency: Urgency, *when: Needs, unless: Sequence[Needs] = (), worry: bool = False) -> Rule:
    """Make a rule."""
    return Rule(
        id=RuleId(name),
        urgency=urgency,
        when=any_of(*when),
        reason=name,
        authority="",
        unless=any_of(*unless),
        worry=worry,
    )


def questionnaire(questions: Sequence[Question], rules: Sequence[Rule]) -> Questionnaire:
    """Put questions and rules together."""
    return Questionnaire("test", tuple(questions), tuple(rules), "no rule fits")


GATE = question("gate", "stroke not_sure none", gate=True, short=True, red_flag=True, leads="gate_again")
GATE_AGAIN = question(
    "gate_again",
    "stroke not_sure none",
    gate=True,
    red_flag=True,
    shown=[{"gate": "not_sure"}],
    safer="an emergency",
)
TWITCH = question("twitch", "short long", short=True)
BODY = question("body", "weak not_sure none", short=True, red_flag=True, leads="body_again")
BODY_AGAIN = question(
    "body_again", "weak not_sure none", red_flag=True, shown=[{"body": "not_sure"}], safer="something lost"
)
SPEED = question(
    "speed",
    "days months not_sure",
    red_flag=True,
    shown=[{"body": "weak"}, {"body_again": "weak not_sure"}],
    safer="as days",
)
QUESTIONS = (GATE, GATE_AGAIN, TWITCH, BODY, BODY_AGAIN, SPEED)

EMERGENCY = rule("E", Urgency.EMERGENCY, {"gate": "stroke"}, {"gate_again": "stroke not_sure"})
URGENT = rule("U", Urgency.URGENT, {"speed": "days not_sure"})
SOON = rule("S", Urgency.SOON, {"body": "weak"}, {"body_again": "weak not_sure"})
ROUTINE = rule("R", Urgency.ROUTINE, {"twitch": "long"})
SELF_CARE = rule(
    "C",
    Urgency.SELF_CARE,
    {"twitch": "short", "body": "none"},
    {"twitch": "short", "body": "not_sure", "body_again": "none"},
)
RULES = (EMERGENCY, URGENT, SOON, ROUTINE, SELF_CARE)
