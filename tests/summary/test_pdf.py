"""The printed page: says what the message says, fits on its sheet, and can be printed in black and white anywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from tests.summary.runs import RUNS, page, page_of
from tgbot.library.content import Content
from tgbot.library.text import plain_text
from tgbot.summary import text
from tgbot.summary.document import Document
from tgbot.summary.fonts import needs_shaping, printable, starts_right
from tgbot.summary.pdf import as_pdf, paper_for
from tgbot.summary.words import Words

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext") or not shutil.which("pdftoppm"), reason="poppler-utils is not installed"
)
MARGIN = 16 / 25.4 * 72


def poppler(tool: str, content: bytes, tmp_path: Path, *options: str) -> bytes:
    """Run one of poppler's tools over a file; tells its output."""
    file = tmp_path / "note.pdf"
    file.write_bytes(content)
    command = [tool, *options, str(file), *(["-"] if tool == "pdftotext" else [])]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


def squashed(words: str) -> str:
    """Leave only what is read: no white space, no dots between entries, no blanks."""
    return re.sub(r"[\s·_]+", "", words)


def expected(document: Document) -> str:
    """Tell what a page says, in the order of its message."""
    rows = "".join(row.title + "".join(text.words(entry) for entry in row.entries) for row in document.rows)
    return squashed(document.title + document.made + rows + "".join(document.small))


@needs_poppler
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", [name for name in RUNS if name != "right to left"])
def test_text_and_pdf_say_the_same(content: Content, tmp_path: Path, name: str, large: bool) -> None:
    """Every word of the page can be selected in the file, in the same order, and nothing else."""
    document = page(content, name)
    printed = as_pdf(document, large=large)
    assert squashed(poppler("pdftotext", printed.content, tmp_path, "-raw").decode()) == expected(document)
    message = squashed(plain_text(text.as_blocks(document)))
    for row in document.rows:
        for entry in row.entries:
            assert squashed(text.words(entry)) in message or squashed(entry.value) in message


@needs_poppler
def test_right_to_left_words_are_in_the_file(content: Content, tmp_path: Path) -> None:
    """Arabic and Hebrew letters are there to be found, whatever order a reader extracts them in."""
    document = page(content, "right to left")
    found = poppler("pdftotext", as_pdf(document).content, tmp_path, "-raw").decode()
    for row in document.rows:
        for entry in row.entries:
            if entry.quoted and starts_right(entry.value):
                assert set(squashed(entry.value)) <= set(found)


@pytest.mark.parametrize("name", RUNS)
def test_it_is_one_small_sheet_with_title_and_language(content: Content, name: str) -> None:
    """One A4 sheet, under 150 kB, titled neutrally, in its language; the same page gives the same bytes."""
    printed = as_pdf(page(content, name))
    assert printed.sheets == 1
    assert len(printed.content) < 150_000
    assert printed.content.startswith(b"%PDF-")
    assert b"/Lang (en)" in printed.content
    assert b"/Title (Notes for the doctor)" in printed.content or b"/Title (\xfe\xff" in printed.content
    assert as_pdf(page(content, name)) == printed


@pytest.mark.parametrize(
    "words",
    ["W" * 500, "Слабость в ноге. " * 29, "αδυναμία " * 55, "ضعف في اليد " * 41, "😀" * 250, "漢字" * 250, "Ẁ́" * 160],
)
def test_the_longest_words_still_fit_on_one_sheet(content: Content, words: str) -> None:
    """Three texts of 500 characters, as wide as they come: the sheet is set smaller, never two."""
    assert as_pdf(page(content, "other", words=Words(words, words, words))).sheets == 1
    assert as_pdf(page(content, "other", words=Words(words, words, words)), paper="Letter").sheets == 1


@needs_poppler
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", ["soon", "other"])
def test_nothing_runs_over_the_edge(content: Content, tmp_path: Path, name: str, large: bool) -> None:
    """Every word lies within the margins, also a word of 500 letters."""
    printed = as_pdf(page(content, name, words=Words("W" * 500, "Слабость " * 55, "x" * 500)), large=large)
    boxes = poppler("pdftotext", printed.content, tmp_path, "-bbox").decode()
    sheets = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL)
    assert len(sheets) == printed.sheets
    for width, height, words in sheets:
        found = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', words)
        assert found
        for box in found:
            left, top, right, bottom = map(float, box)
            assert left >= MARGIN - 2
            assert top >= MARGIN - 6
            assert right <= float(width) - MARGIN + 2
            assert bottom <= float(height) - MARGIN + 6


@needs_poppler
def test_it_prints_in_black_and_white(content: Content, tmp_path: Path) -> None:
    """Rendered, the page has no colour at all, and enough black to read."""
    from PIL import Image  # noqa: PLC0415

    rendered = poppler("pdftoppm", as_pdf(page(content, "soon")).content, tmp_path, "-r", "60", "-singlefile")
    with Image.open(BytesIO(rendered)) as image:
        raw = image.convert("RGB").tobytes()
    assert raw[0::3] == raw[1::3] == raw[2::3]
    assert sum(shade < 100 for shade in raw[0::3]) > 3000


def test_letter_in_north_america_a4_elsewhere(content: Content) -> None:
    """The run's country decides about the paper."""
    assert [paper_for(country) for country in ("US", "CA", "GB", "")] == ["Letter", "Letter", "A4", "A4"]
    assert b"612.00 792.00" in as_pdf(page(content, "soon"), paper="Letter").content
    assert b"595.28 841.89" in as_pdf(page(content, "soon")).content


@needs_poppler
def test_what_cannot_be_printed_is_a_box_and_said(content: Content, tmp_path: Path) -> None:
    """An emoji becomes a box, and a line says what the box is; the page without one has no such line."""
    printed = as_pdf(page(content, "soon", words=Words("It jumps 👨‍👩‍👧😀 at night")))
    words = poppler("pdftotext", printed.content, tmp_path, "-raw").decode()
    assert printed.replaced
    assert "It jumps □ at night" in words
    assert "□ stands for signs that cannot be printed here." in words
    assert not as_pdf(page(content, "soon")).replaced


def test_own_words_cannot_command_the_page(content: Content) -> None:
    """Markup, page numbers and turned directions are printed as they are or left out."""
    printed = as_pdf(
        page(content, "soon", words=Words("**bold** __x__ --y-- {nb} \u202eevil\u202c [a](b)", "{nb}", ""))
    )
    assert printed.sheets == 1
    assert printable("a\u202eb\u2066c", frozenset(map(ord, "abc"))) == "abc"


def test_shaping_is_asked_for_where_it_is_needed() -> None:
    """Right-to-left letters and combining marks need it, plain Latin, Cyrillic and Greek do not."""
    assert needs_shaping("سلام")
    assert needs_shaping("שלום")
    assert needs_shaping("x\u0301")
    assert not needs_shaping("Hand, рука, χέρι")
    assert starts_right("123 שלום")
    assert not starts_right("ALS שלום")


def test_the_second_page_takes_under_300_ms(content: Content) -> None:
    """After the first, half a page costs less than 0.3 s of one processor; other work on the machine only adds."""
    document = page(content, "soon")
    as_pdf(document)
    costs = []
    for _ in range(3):
        began = time.thread_time()
        as_pdf(document)
        costs.append(time.thread_time() - began)
    assert min(costs) < 0.3


def test_memory_is_given_back(content: Content) -> None:
    """Pages made one after the other leave nothing large behind."""
    document = page(content, "right to left")
    as_pdf(document)
    tracemalloc.start()
    try:
        as_pdf(document)
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(2):
            as_pdf(document)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 1_000_000


def test_nothing_heavy_is_loaded_at_the_start() -> None:
    """The bot imports neither fpdf nor icalendar before somebody asks for a file."""
    code = "import sys, tgbot.app; print(*{'fpdf', 'icalendar', 'uharfbuzz', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_a_page_about_a_child_and_one_with_nothing_asked(content: Content) -> None:
    """Odd runs print as well: hardly anything answered, and a child with everything."""
    child = {**RUNS["urgent"], "who_age": "other", "age_other": "u16", "mouth": "none", "child_kind": "dance"}
    assert as_pdf(page_of(content, child)).sheets == 1
    assert as_pdf(page_of(content, {})).sheets == 1
