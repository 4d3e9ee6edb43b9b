"""Strictly opt-in (M1): nothing is ever sent unasked, and nothing kept, without a live consent to reminders."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.reminding import AGREE, RECHECK, START, greenwich, pass_time, rows_of, set_note, set_recheck
from tests.support.walks import walk
from tgbot.library.content import Content
from tgbot.store import Store
from tgbot.store.chat import Consent

WORDS = ("tomorrow 11am", "Berlin", "22:45", "every monday at 10", "tea", "in 2 weeks", "30 February", "remind me")
COMMANDS = ("/start", "/remind", "/resume", "/remind", "/settings", "/check")
NEVER = (AGREE,)


async def wander(chat: Chat, chance: random.Random, steps: int) -> None:
    """Tap, type and send commands at random; only the one button that agrees is never tapped."""
    await chat.send("/remind")
    for _ in range(steps):
        labels = [label for row in chat.buttons for label in row if label not in NEVER]
        prompt = chat.newest.get("reply_markup", {}).get("force_reply")
        act = chance.random()
        if prompt and act < 0.7:
            await chat.reply(chance.choice(WORDS))
        elif act < 0.12 or not labels:
            await chat.send(chance.choice(COMMANDS))
        elif act < 0.2:
            await chat.send(chance.choice(WORDS))
        elif act < 0.23:
            await chat.sends("location", chance.uniform(-60, 60), chance.uniform(-170, 170))
        else:
            await chat.tap(chance.choice(labels), expect=False)


@pytest.mark.parametrize("seed", range(4))
async def test_random_taps_without_the_consent_send_and_keep_nothing(chat: Chat, store: Store, seed: int) -> None:
    """Whatever is tapped and typed, without that one tap no row is made and a year brings no message."""
    await wander(chat, random.Random(seed), 45)
    before = len(chat.said)
    assert (await rows(store))["reminders"] == 0
    chat.world.move_clock(timedelta(days=365))
    await chat.quiet(0.3)
    assert len(chat.said) == before


@pytest.mark.parametrize("seed", range(2))
async def test_random_taps_with_the_consent_set_only_by_the_last_tap(chat: Chat, store: Store, seed: int) -> None:
    """With the consent, but without the tap that sets one, nothing comes either."""
    await walk(chat, *RECHECK, AGREE)
    await greenwich(chat)
    chance = random.Random(seed)
    for _ in range(25):
        labels = [
            label for row in chat.buttons for label in row if not label.startswith(("Yes, write", "Erase", "Yes"))
        ]
        await chat.tap(chance.choice(labels), expect=False) if labels else await chat.send("/remind")
    before = len(chat.said)
    assert await rows_of(chat, store) == []
    chat.world.move_clock(timedelta(days=365))
    await chat.quiet(0.3)
    assert len(chat.said) == before


async def test_withdrawn_in_two_taps_and_silent(chat: Chat, store: Store) -> None:
    """The consent is taken back in /settings; the reminders are gone with it, and nothing comes."""
    await set_recheck(chat)
    await set_note(chat, rhythm="Every week")
    await chat.send("/settings")
    await chat.tap("reminders")
    await chat.tap_at(0, 0)
    assert await rows_of(chat, store) == []
    assert (await rows(store))["reminders"] == 0
    before = len(chat.said)
    await pass_time(chat, store, days=60)
    assert len(chat.said) == before


async def test_who_agreed_to_the_first_text_loses_nothing(chat: Chat, content: Content, store: Store) -> None:
    """Under an older text reminders still come; a new one asks again, says so, and may be refused."""
    await set_note(chat, rhythm="Every week")
    found = await store.chats.find(chat.person.id)
    assert found is not None
    old = next(text for text in content.consents.texts if (text.kind, text.version) == ("reminders", "1"))
    given = Consent("reminders", old.hash, old.version, old.language, START)
    await store.chats.consent(chat.person.id, given, today=START.date())
    await chat.send("/settings")
    chat.shows("Reminders: on. The text has changed")
    await chat.send("/remind")
    await chat.tap("New reminder")
    await chat.tap("My own note")
    chat.shows("May we keep a reminder", "has changed since you agreed", "What is kept already stays as it is")
    await chat.tap("No, thank you")
    assert len(await rows_of(chat, store)) == 1
    before = len(chat.said)
    await pass_time(chat, store, days=8)
    assert len(chat.said) > before
    await chat.send("/remind")
    await chat.tap("New reminder")
    await chat.tap("My own note")
    await chat.tap(AGREE)
    chat.shows("What shall we remind you of?")
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    assert [consent.version for consent in kept.consents] == ["2"]
    assert (kept.zone, kept.quiet) == (found.zone, found.quiet)
    assert len(await rows_of(chat, store)) == 1


async def test_a_set_button_after_the_withdrawal_asks_again(chat: Chat, store: Store) -> None:
    """An old [Yes, write to me then] after the consent was taken back shows the consent, and sets nothing."""
    await walk(chat, *RECHECK, AGREE)
    await greenwich(chat)
    data, message = chat.data("Yes, write"), chat.newest["message_id"]
    await store.chats.withdraw(chat.person.id, "reminders", START.date())
    await chat.tap_data(data, message)
    chat.shows("May we keep")
    assert (await rows(store))["reminders"] == 0
