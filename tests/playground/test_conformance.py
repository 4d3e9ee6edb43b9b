"""Every behaviour of the local Bot API server, seen through three client libraries that know nothing of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.playground.conformance.behaviour import Behaviour
from tests.playground.conformance.client import LIBRARIES, Client, Library
from tests.playground.conformance.every import ALL
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


@pytest.mark.parametrize("behaviour", ALL, ids=lambda one: one.id)
@pytest.mark.parametrize("client", LIBRARIES, ids=lambda one: one.name, indirect=True, scope="module")
async def test_behaviour(client: Client, behaviour: Behaviour) -> None:
    """The server does what Telegram does, as this library understands it."""
    async with lab(client) as made, asyncio.timeout(PATIENCE):
        await behaviour.run(made)
