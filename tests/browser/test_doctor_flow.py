"""The page for the doctor in the chat page: its files open there, and nothing of it is left anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.layouts import drawn, no_violation, six_layouts
from tests.browser.person import Person
from tests.chat.test_checklist import rows
from tests.chat.test_doctor import HAND
from tgbot.store import Store

pytestmark = pytest.mark.browser

MARKER = "Zqxjmarker"


async def test_text_pdf_and_calendar_file_open_and_leave_nothing(
    ada: Person,
    store: Store,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Own words, the text, the PDF over the chat, the .ics saved; no row, no byte in the database, no line in a log."""
    await ada.start()
    await ada.tap(*HAND, "A page for the doctor", "Add what troubles you most")
    await ada.types(f"{MARKER} drops things")
    await ada.tap("Make the page")
    await ada.reads("Notes for the doctor", MARKER)
    await six_layouts(ada.page, "doctor-text")
    await ada.tap("To print (PDF)")
    await ada.page.get_by_role("button", name="note.pdf").click()
    dialog = ada.page.get_by_role("dialog", name="note.pdf")
    await expect(dialog).to_be_visible()
    address = str(await dialog.locator("iframe").get_attribute("src"))
    shown = await ada.page.request.get(ada.page.url.rstrip("/") + address)
    assert shown.headers["content-type"] == "application/pdf"
    assert (await shown.body()).startswith(b"%PDF-")
    await drawn(ada.page)
    await no_violation(ada.page, "doctor-pdf")
    await ada.page.get_by_role("button", name="Close", exact=True).click()
    await ada.tap("Back to my result", "What to say", "Get ready", "Put it in my calendar")
    await ada.types("3 december 14:30")
    await ada.tap("Use this")
    async with ada.page.expect_download() as downloading:
        await ada.page.get_by_role("link", name="note.ics").click()
    saved = await (await downloading.value).path()
    assert b"BEGIN:VEVENT" in saved.read_bytes()
    assert set((await rows(store)).values()) == {0}
    await store.database.close()
    raw = b"".join(file.read_bytes() for file in tmp_path.glob("bot.db*"))  # noqa: ASYNC240
    assert raw
    assert MARKER.lower().encode() not in raw.lower()
    output = capfd.readouterr()
    assert MARKER.lower() not in (caplog.text + output.out + output.err).lower()
