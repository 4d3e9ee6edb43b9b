"""`tgbot content links`: polite questions to a local server, and a file in which nothing but the days changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from aiohttp import ClientTimeout, web
from aiohttp.test_utils import TestServer

from tests.conftest import CONTENT
from tgbot.library.loader import load
from tgbot.library.sources import Source
from tgbot.operation.links import Answer, check_links, with_checked

_DAY = date(2026, 11, 22)


class Site:
    """A server that answers as its paths say, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.at_once = 0
        self.most_at_once = 0
        self.agents: set[str] = set()
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer with the status that the path names."""
        self.asked.append((request.method, request.path))
        self.agents.add(request.headers.get("User-Agent", ""))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            match request.path.strip("/").split("/"):
                case ["moved"]:
                    raise web.HTTPMovedPermanently("/200")
                case ["round"]:
                    raise web.HTTPFound("/round")
                case ["slow"]:
                    await asyncio.sleep(5)
                    return web.Response()
                case ["no-head", status]:
                    return web.Response(status=405 if request.method == "HEAD" else int(status))
                case [status]:
                    await asyncio.sleep(0.01)
                    return web.Response(status=int(status))
                case _:
                    return web.Response(status=404)
        finally:
            self.at_once -= 1


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Serve a site on a free port."""
    made = Site()
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", made.answer)
    async with TestServer(application) as server:
        made.url = str(server.make_url("")).rstrip("/")
        yield made


def source(name: str, url: str) -> Source:
    """Make a source that was never checked."""
    return Source(name, name, "publisher", url, None, "guidance")


async def ask(site: Site, *paths: str) -> dict[str, str]:
    """Check some paths; tell the problem of each."""
    answers = await check_links([source(path, f"{site.url}/{path}") for path in paths])
    return {answer.source.id: answer.problem for answer in answers}


async def test_a_page_that_is_there_is_asked_once(site: Site) -> None:
    """HEAD is enough; the request says who asks; a page that moved is there."""
    assert await ask(site, "200", "moved") == {"200": "", "moved": ""}
    assert ("GET", "/200") not in site.asked
    assert all("tgbot" in agent for agent in site.agents)


async def test_get_follows_where_head_is_not_liked(site: Site) -> None:
    """Many servers refuse HEAD; the page still counts, and a page that is gone does not."""
    assert await ask(site, "no-head/200", "no-head/404") == {"no-head/200": "", "no-head/404": "status 404"}
    assert site.asked.count(("GET", "/no-head/200")) == 1


async def test_each_failure_is_told_in_words(site: Site) -> None:
    """A refusal asks for a look by hand; redirects in a circle and closed doors are no exception."""
    found = await ask(site, "403", "500", "round")
    assert found["403"] == "refuses programs (status 403); please open it by hand"
    assert found["500"] == "status 500"
    assert "TooManyRedirects" in found["round"]
    nowhere = await check_links([source("x", "http://127.0.0.1:9/")])
    assert nowhere[0].problem.startswith("cannot be reached")
    assert str(nowhere[0]).startswith("x: http://127.0.0.1:9/: cannot be reached")


async def test_a_slow_page_is_given_up(site: Site) -> None:
    """A page that does not answer in time is a failure of its own, and holds nobody up for long."""
    found = await check_links([source("slow", f"{site.url}/slow")], limits=ClientTimeout(total=0.2))
    assert found[0].problem == "no answer in time"


async def test_a_host_is_asked_one_page_at_a_time(site: Site) -> None:
    """Ten pages of one host are asked one after the other, and each is reported once."""
    told: list[Answer] = []
    await check_links([source(str(at), f"{site.url}/200") for at in range(10)], done=told.append)
    assert site.most_at_once == 1
    assert sorted(answer.source.id for answer in told) == sorted(str(at) for at in range(10))


def test_only_the_days_change() -> None:
    """Comments, order, quotes and the entries that did not answer stay as they are, byte by byte."""
    text = (
        "# checked: null stands here as words\n"
        'one: {title: "A", url: "https://a.example/", checked: null, kind: study}\n'
        "two:\n"
        "  title: B  # a note\n"
        "  checked: 2025-01-01\n"
        "  kind: study\r\n"
        'three: {title: "C", checked: ~, kind: study}\n'
        "four: {title: D, kind: study}\n"
    )
    days = {"one": _DAY, "two": _DAY, "four": _DAY}
    expected = text.replace('https://a.example/", checked: null', 'https://a.example/", checked: 2026-11-22').replace(
        "checked: 2025-01-01", "checked: 2026-11-22"
    )
    assert with_checked(text, days) == expected
    assert with_checked(text, {}) == text


def test_the_real_file_takes_the_days(tmp_path: Path) -> None:
    """After a check in which all answered, every source carries the day, and nothing else is different."""
    text = (CONTENT / "sources.yaml").read_text(encoding="utf-8")
    before = load(CONTENT).sources
    written = with_checked(text, dict.fromkeys(before, _DAY))
    folder = tmp_path / "content"
    folder.mkdir()
    for path in CONTENT.iterdir():
        if path.name != "sources.yaml":
            (folder / path.name).symlink_to(path)
    (folder / "sources.yaml").write_text(written, encoding="utf-8")
    after = load(folder).sources
    assert {name: found.checked for name, found in after.items()} == dict.fromkeys(before, _DAY)
    assert {name: (s.title, s.url, s.publisher, s.kind, s.year) for name, s in after.items()} == {
        name: (s.title, s.url, s.publisher, s.kind, s.year) for name, s in before.items()
    }
    assert len(written.splitlines()) == len(text.splitlines())
