"""The page as a PDF: one page of A4 or Letter, black on white, its text selectable, its fonts cut to what they print.

Everything heavy is imported when the first page is made. A page that is too full is set smaller; large print may run
on to a second sheet instead.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tgbot.library.messages import right_to_left
from tgbot.summary import text
from tgbot.summary.flow import PrintedLine, broken
from tgbot.summary.fonts import FALLBACK, MAIN, font_files, needs_shaping, printable, starts_right

if TYPE_CHECKING:
    from fpdf import FPDF

    from tgbot.summary.document import Document, Entry, Row

FILE_NAME: Final = "note.pdf"
"""Neutral: a file name shows in many places."""

Paper: TypeAlias = Literal["A4", "Letter"]
_LETTER: Final = frozenset({"US", "CA"})
_SIZES: Final = (9.5, 8.5, 7.5, 6.5)
_LARGE: Final = (16.0,)
_MARGIN: Final = 16.0
_LABELS: Final = 28.0
_BOLD: Final = 0.028
"""How thick the outline is that makes letters bold, in font sizes. The fonts come in one weight."""
_RULE: Final = 0.2
_WEIGHTS: Final = {"fvar", "gvar", "avar", "cvar", "HVAR", "VVAR", "MVAR", "STAT"}
"""Tables of a font's other weights. They are not printed, and reading them would take half of the time."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file; `replaced` says that some signs could not be printed and a box stands for them."""

    content: bytes
    sheets: int
    replaced: bool


def paper_for(country: str) -> Paper:
    """Tell the paper of a country (ISO 3166): Letter in the United States and Canada, A4 elsewhere."""
    return "Letter" if country in _LETTER else "A4"


def as_pdf(document: Document, *, paper: Paper = "A4", large: bool = False) -> Printed:
    """Print the page. The same page gives the same bytes."""
    sizes = _LARGE if large else _SIZES
    printed = _Sheet(document, paper, sizes[0]).printed()
    for size in sizes[1:]:
        if printed.sheets == 1:
            break
        printed = _Sheet(document, paper, size).printed()
    return printed


class _Sheet:
    """One attempt at one size (in points). Lengths are in millimetres and follow from the size."""

    def __init__(self, document: Document, paper: Paper, size: float) -> None:
        self.document = document
        self.size = size
        self.pdf = _opened(document, paper)
        self.supported = frozenset(point for font in self.pdf.fonts.values() for point in font.cmap)  # type: ignore[union-attr]
        self.mirrored = right_to_left(document.language)
        self.replaced = False
        self.height = size * 0.46
        self.to_fill = max(size * 0.6, 5.8)
        self.labels = _LABELS * size / _SIZES[0]
        self.bottom = self.pdf.h - _MARGIN

    def printed(self) -> Printed:
        """Lay everything out and let go of the font files."""
        try:
            self._said(self.document.title, self.size * 1.4, bold=True)
            self._said(self.document.made, self.size * 0.9)
            for row in self.document.rows:
                self._row(row)
            self.pdf.ln(self.height * 0.6)
            for line in (*self.document.small, *([self.document.cannot_print] if self.replaced else [])):
                self._said(line, self.size * 0.8)
            return Printed(bytes(self.pdf.output()), len(self.pdf.pages), self.replaced)
        finally:
            _let_go(self.pdf)

    def _row(self, row: Row) -> None:
        """Write the title at the side and the entries beside it, under a thin rule."""
        pdf = self.pdf
        pdf.set_line_width(_RULE)
        title = self._fit(row.title)
        self._room_for(self.height * 3)
        pdf.line(_MARGIN, pdf.y + self.height * 0.2, pdf.w - _MARGIN, pdf.y + self.height * 0.2)
        pdf.y += self.height * 0.35
        top, sheet = pdf.y, pdf.page
        self._in(self._side, self.labels - 2, title, bold=True)
        title_end = pdf.y
        pdf.y = top
        self._entries(row.entries)
        if pdf.page == sheet:
            pdf.y = max(pdf.y, title_end)

    def _entries(self, entries: tuple[Entry, ...]) -> None:
        plain: list[Entry] = []
        for entry in entries:
            if self.mirrored or entry.quoted or needs_shaping(entry.value + entry.label):
                self._flow(plain)
                plain = []
                self._alone(entry)
            else:
                plain.append(entry)
        self._flow(plain)

    def _flow(self, entries: list[Entry]) -> None:
        if entries:
            for line in broken(entries, self._room, self._measure):
                self._line(line)

    def _line(self, line: PrintedLine) -> None:
        """Write one line; neighbours in the same weight are one run, so that they can be selected as one."""
        pdf = self.pdf
        height = self.to_fill if line.to_fill else self.height
        self._room_for(height)
        x = self._start
        for number, piece in enumerate(line.pieces):
            pdf.x = x
            with self._weight(bold=piece.bold):
                pdf.cell(piece.width, height, self._fit(piece.text), align="L")
            x += piece.width
            if piece.rule:
                low = pdf.y + height * 0.5 + self.size * 0.13
                last = number == len(line.pieces) - 1
                pdf.line(x, low, x + piece.rule - (0 if last else 2.5), low)
                x += piece.rule
        pdf.y += height

    def _alone(self, entry: Entry) -> None:
        """Write an entry on lines of its own: own words, and whatever has to be joined or turned."""
        if entry.is_open:
            self._room_for(self.to_fill)
            y = self.pdf.y + self.to_fill * 0.5 + self.size * 0.13
            label = f"{entry.label}: "
            self._in(self._start, self._room, self._fit(label), height=self.to_fill)
            taken = self._measure(self._fit(label), False)
            left, right = self._start, self._start + self._room
            self.pdf.line(*((left, y, right - taken, y) if self.mirrored else (left + taken, y, right, y)))
            return
        said = text.words(entry)
        if entry.quoted and starts_right(entry.value) != self.mirrored:
            self._in(self._start, self._room, self._fit(f"{entry.label}:"))
            said = entry.value
        self._in(self._start, self._room, self._fit(said), bold=entry.finding)

    def _in(self, x: float, width: float, words: str, *, bold: bool = False, height: float = 0.0) -> None:
        """Write a paragraph into a column; a sheet that is full goes on with the next."""
        right = starts_right(words) or (self.mirrored and not any(letter.isalpha() for letter in words))
        self.pdf.set_text_shaping(needs_shaping(words))
        with self._weight(bold=bold):
            self.pdf.x = x
            align = "R" if right or self.mirrored else "L"
            self.pdf.multi_cell(width, height or self.height, words, align=align, new_x="LEFT", new_y="NEXT")
        self.pdf.set_text_shaping(False)

    def _said(self, words: str, size: float, *, bold: bool = False) -> None:
        self.pdf.set_font(MAIN, size=size)
        self._room_for(size * 0.46)
        self._in(_MARGIN, self.pdf.w - 2 * _MARGIN, self._fit(words), bold=bold, height=size * 0.46)
        self.pdf.set_font(MAIN, size=self.size)

    @property
    def _room(self) -> float:
        return self.pdf.w - 2 * _MARGIN - self.labels

    @property
    def _start(self) -> float:
        return _MARGIN if self.mirrored else _MARGIN + self.labels

    @property
    def _side(self) -> float:
        return self.pdf.w - _MARGIN - self.labels + 2 if self.mirrored else _MARGIN

    def _fit(self, words: str) -> str:
        fitting = printable(words, self.supported)
        self.replaced = self.replaced or fitting.count("□") > words.count("□")
        return fitting

    def _measure(self, words: str, bold: bool) -> float:
        return self.pdf.get_string_width(self._fit(words)) + (self.size * _BOLD * 0.35 if bold else 0)

    def _weight(self, *, bold: bool) -> AbstractContextManager[object]:
        """Make letters bold by drawing their outline too; this line width counts in points."""
        return self.pdf.local_context(text_mode=2, line_width=self.size * _BOLD) if bold else nullcontext()

    def _room_for(self, height: float) -> None:
        if self.pdf.y + height > self.bottom:
            self.pdf.add_page()


def _opened(document: Document, paper: Paper) -> FPDF:
    from fpdf import FPDF  # noqa: PLC0415  (slow to import, and rarely used)

    pdf = FPDF(format=paper)
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN)
    pdf.c_margin = 0
    for name, file in font_files().items():
        pdf.add_font(name, fname=file)
        for table in _WEIGHTS & set(pdf.fonts[name].ttfont.keys()):  # type: ignore[union-attr]
            del pdf.fonts[name].ttfont[table]  # type: ignore[union-attr]
    pdf.set_fallback_fonts([FALLBACK], exact_match=False)
    pdf.set_title(document.title)
    pdf.set_lang(document.language)
    pdf.set_creation_date(datetime.combine(document.day, time(), UTC))
    pdf.add_page()
    pdf.set_font(MAIN, size=_SIZES[0])
    return pdf


def _let_go(pdf: FPDF) -> None:
    """Close the font files and empty the largest tables now: they stand in circles that are found only much later."""
    for font in pdf.fonts.values():
        font.ttfont.close()  # type: ignore[union-attr]
        for table in (font.ttfont.tables, font.cmap, font.cw, font.glyph_ids):  # type: ignore[union-attr]
            table.clear()
