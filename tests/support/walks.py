"""Ways through the checklist that many tests walk, as the labels that a person taps."""

from __future__ import annotations

from bench.conversation import WALK
from tests.support.chat import Chat

STROKE = "Sudden droop"
CHOKING = "Choking"
DARK = "die or hurt myself"
THOUGHTS_ONLY = "Yes, but"
"""Words of buttons that stand for something grave, in one place, since they are polished often."""

NOSE_3_DAYS = ("Start the check", *WALK)
"""A nose twitch for three days and nothing else."""

HAND = (
    "Start the check",
    "None of these",
    "None of these",
    "Worried, but",
    "Me, 40 to 54",
    "None of these",
    "Shoulder, arm or hand",
    "2 weeks to 3 months",
    "Small flickers",
    "Hand or arm",
    "Slowly, over months",
    "One side",
    "Getting worse",
    "No",
    "None of these",
    "None of these",
    "Coffee",
    "No",
    "Show my result",
)
"""A hand that gets weaker over months: a doctor within two weeks."""

LYING_FLAT = (
    "Start the check",
    "None of these",
    "None of these",
    "Worried, but",
    "Me, 40 to 54",
    "None of these",
    "No twitch",
    "Weakness, speech",
    "None of these",
    "Breathing",
    "As always",
    "As always",
    "lying flat",
    "None of these",
    "None, or not sure",
    "Show my result",
)
"""Short of breath lying flat: somebody should see them today."""


async def walk(chat: Chat, *labels: str) -> None:
    """Press Start, then tap one label after the other."""
    await chat.send("/start")
    for label in labels:
        await chat.tap(label)
