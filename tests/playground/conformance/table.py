"""Writes docs/conformance.md from the behaviours: `python -m tests.playground.conformance.table`."""

from __future__ import annotations

from pathlib import Path

from tests.playground.conformance.behaviour import Behaviour
from tests.playground.conformance.client import LIBRARIES
from tests.playground.conformance.every import GROUPS

PAGE = Path(__file__).parents[3] / "docs" / "conformance.md"
HEAD = """\
# The local Bot API server, through three clients

The playground and most tests talk to a Bot API server of our own (`tgbot/playground`). It has to behave as Telegram
does for any client. So each behaviour below is one scenario that runs through three independent libraries:
python-telegram-bot, aiogram and grammY. They build the requests, read the answers, raise their own errors, and cut
entities out of texts by their own means; their own polling loops and web servers are run too.

`make test` runs all of them (`tests/playground/test_conformance.py`); this page is written by
`python -m tests.playground.conformance.table`, and a test fails when it is not up to date. "yes" means that the
scenario runs through that library and passes. The source tells where the behaviour is known from: Telegram's
documentation, or the source code of its server and of the library below it. Nothing here was compared with
api.telegram.org itself. That the ninth to twelfth button of a row go into the next one is common knowledge of bot
authors; tdlib, which drops those beyond the twelfth, leaves it to the server.

## Not there, or different on purpose

- Missing: albums, polls, games, payments, stickers and videos sent by the bot, stories, business accounts, channels,
  topics, administration of groups. Such a method gets the 404 of an unknown one.
- Inline results are articles only. A link to `tg://user?id=` makes no mention.
- A webhook may be plain http on any port, as with a local Bot API server; its certificate is not looked at.
- Telegram makes who polls again with the same offset within 3 s wait for 3 s; here the answer comes at once.
- Rates (429) hold only where a test or the page's faults panel asks for them.
"""
TITLES = {
    "texts": "Texts and entities", "keyboards": "Buttons and prompts", "edits": "Edits, deletion, replies, forwards",
    "taps": "Taps", "polling": "Polling", "webhooks": "Webhooks", "files": "Files", "inline": "Inline mode",
    "groups": "Groups", "people": "People and what they send", "face": "The bot about itself", "calls": "Calls",
}  # fmt: skip


def page() -> str:
    """Write the page."""
    names = [library.name for library in LIBRARIES]
    lines = [HEAD]
    for group, behaviours in GROUPS.items():
        lines += [f"## {TITLES[group]}", "", f"| id | what Telegram does | {' | '.join(names)} | source |"]
        lines.append("|---|---|" + "---|" * len(names) + "---|")
        lines += [_row(behaviour) for behaviour in behaviours]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _row(behaviour: Behaviour) -> str:
    cells = ["yes"] * len(LIBRARIES)
    words = [f"`{behaviour.id}`", " ".join(behaviour.words.split()), *cells, behaviour.source]
    return "| " + " | ".join(word.replace("|", "\\|").replace("<", "\\<") for word in words) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
