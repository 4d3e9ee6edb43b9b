"""Every behaviour of the local Bot API server, seen through three client libraries that know nothing of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.playground.conformance.behaviour import Behaviour
from tests.playground.conformance.client import Client, Library
from tests.playground.conformance.every import cases
from tests.playground.conformance.lab import lab

PATIENCE = 100.0  # for a busy machine; a scenario takes a tenth of a second

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    """Start a library; without it the tests are skipped with the reason, but never in CI."""
    library: Library = request.param
    if reason := library.missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    started = await Client.start(library)
    yield started
    await started.stop()


@pytest.mark.parametrize(
    ("client", "behaviour"), cases(), indirect=["client"], ids=lambda one: getattr(one, "name", None) or one.id
)
async def test_behaviour(client: Client, behaviour: Behaviour) -> None:
    """The server does what Telegram does, as this library understands it."""
    async with lab(client) as made, asyncio.timeout(PATIENCE):
        await behaviour.run(made)
