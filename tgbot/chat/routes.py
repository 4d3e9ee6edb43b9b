"""Which handler gets what: every page of a button, every prompt, every command, in this one place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tgbot.chat import spoken
from tgbot.chat.handlers import (
    again,
    check,
    data,
    doctor,
    keep,
    listed,
    meant,
    pushed,
    read,
    remind,
    settings,
    when,
    zone,
)
from tgbot.chat.turn import Handler, Turn
from tgbot.pages.page import Page


async def _not_meant(turn: Turn) -> Page:
    return await spoken.not_meant(turn, PROMPTS)


PAGES: Mapping[str, Handler] = MappingProxyType(
    {
        "start": check.begin,
        "about": check.about,
        "for_other": check.for_other,
        "short": check.short,
        "next": check.go_on,
        "question": check.ask,
        "why": check.why,
        "review": check.look_over,
        "result": check.conclude,
        "emergency": check.emergency,
        "crisis": check.crisis,
        "safe": check.safe,
        "countries": check.countries,
        "enough": check.enough,
        "learn": read.learn,
        "section": read.read,
        "sources": read.sources,
        "useful": read.useful,
        "not_meant": _not_meant,
        "meant": meant.meant,
        "privacy": data.privacy,
        "began": remind.began,
        "plan": remind.on_the_way(remind.propose),
        "consent": remind.agree,
        "times": remind.on_the_way(remind.times),
        "remind": remind.confirm,
        "reminder_new": remind.kinds,
        "zone": zone.choose,
        "zone_typed": zone.ask,
        "move_all": zone.move_all,
        "calendar": remind.on_the_way(when.month),
        "day": remind.on_the_way(when.day),
        "typed_time": remind.on_the_way(when.ask),
        "own_text": when.ask_words,
        "reminders": listed.listed,
        "reminder": listed.show,
        "resume": listed.resume,
        "check_again": pushed.opened,
        "hide": pushed.hide,
        "wipe": pushed.wipe,
        "later": pushed.later,
        "go_on": pushed.go_on,
        "stop_reminder": pushed.stop,
        "mydata": data.mydata,
        "erase": data.erase,
        "erased": data.erased,
        "export": data.export,
        "keep": keep.keep,
        "consents": keep.consents,
        "agree": keep.agree,
        "again": again.again,
        "what_changed": again.what_changed,
        "tomorrow": again.tomorrow,
        "settings": settings.settings,
        "withdraw": settings.withdraw,
        "withdrawn": settings.withdrawn,
        "language": settings.language,
        "set_country": settings.set_country,
        "set_quiet": settings.set_quiet,
        "set_print": settings.set_print,
        "words": doctor.own_words,
        "words_typed": doctor.ask_words,
        "document": doctor.document,
        "document_file": doctor.document_file,
        "say": doctor.what_to_say,
        "appointment": doctor.appointment,
        "visit": doctor.ask_visit,
        "visit_file": doctor.visit_file,
    }
)
"""What a button opens."""

PROMPTS: Mapping[str, Handler] = MappingProxyType(
    {
        "zone_typed": zone.read,
        "typed_time": when.read,
        "own_text": when.read_words,
        "words_typed": doctor.read_words,
        "visit": doctor.read_visit,
    }
)
"""What reads the reply to a prompt."""

COMMANDS: Mapping[str, Handler] = MappingProxyType(
    {
        "start": check.begin,
        "check": check.go_on,
        "learn": read.learn,
        "remind": listed.listed,
        "resume": listed.resume,
        "mydata": data.mydata,
        "export": data.export,
        "erase": data.erase,
        "privacy": data.privacy,
        "settings": settings.settings,
        "help": check.about,
    }
)
"""What a command does."""

MENU = ("check", "learn", "remind", "mydata", "erase", "settings", "privacy", "help")
"""The commands that Telegram's menu lists, in this order."""

OPEN_IN_GROUPS = frozenset({"privacy"})
"""The only page that a group sees; all others give way to a button to the private chat."""

BY_TAP_ONLY = frozenset(
    {
        "consent",
        "agree",
        "keep",
        "withdrawn",
        "language",
        "set_country",
        "set_quiet",
        "set_print",
        "zone",
        "remind",
        "stop_reminder",
        "wipe",
        "later",
        "go_on",
        "move_all",
        "resume",
        "useful",
        "not_meant",
        "erased",
        "export",
    }
)
"""Pages that store, change or delete: a link that somebody else sent must not open them, only a button in this chat."""

WAYS = spoken.Ways(PAGES, PROMPTS, COMMANDS, BY_TAP_ONLY)
"""The same for whoever hears what is typed."""
