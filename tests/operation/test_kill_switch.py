"""CHECKLIST_ENABLED=false: the check is off at once, also for buttons that are already out there; all else goes on."""

from __future__ import annotations

from tests.support.chat import Chat
from tests.support.running import running
from tests.support.walks import NOSE_3_DAYS
from tgbot.library.content import Content
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store import Store

OFF = "The check is switched off"


async def test_with_the_check_off_everything_else_is_on(
    server: Served, world: World, content: Content, store: Store
) -> None:
    """No question is asked by any way in; articles, privacy, data and emergency words answer as always."""
    async with running(server, content, store, checklist_enabled=False):
        chat = Chat(world, world.add_person("Ada"))
        await chat.send("/check")
        chat.shows(OFF)
        await chat.send("/start check")
        chat.shows(OFF)
        for command in ("/learn", "/privacy", "/mydata", "/remind"):
            await chat.send(command)
            chat.hides(OFF)
        await chat.send("I want to kill myself")
        chat.hides(OFF)


async def test_a_question_that_is_already_out_is_not_gone_on_with(
    server: Served, world: World, content: Content, store: Store
) -> None:
    """Buttons of questions, of the review and of a result, made before the switch, give the plain notice."""
    chat = Chat(world, world.add_person("Ada"))
    async with running(server, content, store):
        await chat.send("/start")
        for label in NOSE_3_DAYS[:-1]:
            await chat.tap(label)
        review = chat.newest["message_id"]
        show = chat.data("Show my result")
    async with running(server, content, store, checklist_enabled=False):
        await chat.tap_data(show, review)
        chat.shows(OFF)
