"""What a check of the content found, as data, and its printed form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tgbot.library.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Grade:
    """How hard one text reads (Flesch-Kincaid grade, names exempt). `most` is the limit for its length."""

    place: Place
    where: str
    words: int
    grade: float
    most: float

    @property
    def ok(self) -> bool:
        """Tell whether the text is easy enough."""
        return self.grade <= self.most


@dataclass(frozen=True, slots=True)
class Report:
    """Problems must be mended before a release; notes are worth a look. `missing` is what falls back to English.

    `partial`: a file could not be read, so nothing else was judged.
    """

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    grades: tuple[Grade, ...] = ()
    missing: Mapping[str, tuple[str, ...]] | None = None
    lengths: Mapping[str, int] | None = None
    counts: Mapping[str, int] | None = None
    partial: bool = False

    @property
    def ok(self) -> bool:
        """Tell whether nothing must be mended."""
        return not self.problems


def format_report(report: Report) -> str:
    """Print a report: counts, grades by file, page lengths, fallbacks, notes, and the problems last."""
    parts = [
        _counts(report),
        _grades(report),
        _lengths(report),
        _missing(report),
        _listed("Worth a look", report.notes),
        _listed("To mend", report.problems),
        "Content is fine." if report.ok else f"{len(report.problems)} to mend.",
        "The rest was not looked at: it may name what stands in there." if report.partial else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _counts(report: Report) -> str:
    return ", ".join(f"{count} {name}" for name, count in (report.counts or {}).items())


def _grades(report: Report) -> str:
    """One line a file: how many texts, their mean grade (by words), and the hardest one."""
    if not report.grades:
        return ""
    by_file: dict[str, list[Grade]] = {}
    for grade in report.grades:
        by_file.setdefault(grade.place.file, []).append(grade)
    lines = ["Reading grade (Flesch-Kincaid; names exempt)", f"{'texts':>5} {'mean':>5} {'hardest':>8}  file"]
    for file, grades in sorted(by_file.items()):
        words = sum(grade.words for grade in grades) or 1
        mean = sum(grade.grade * grade.words for grade in grades) / words
        hardest = max(grades, key=lambda grade: grade.grade - grade.most)
        lines.append(
            f"{len(grades):>5} {mean:>5.1f} {hardest.grade:>8.1f}  {file} ({hardest.where}, line {hardest.place.line})"
        )
    return "\n".join(lines)


def _lengths(report: Report) -> str:
    lengths = sorted((report.lengths or {}).items(), key=lambda pair: -pair[1])
    if not lengths:
        return ""
    longest = "\n".join(f"{count:>5}  {name}" for name, count in lengths[:8])
    return f"Longest pages (UTF-16 units; 700 is a good length, 4096 the limit)\n{longest}"


def _missing(report: Report) -> str:
    parts: list[str] = []
    for language, keys in sorted((report.missing or {}).items()):
        parts.append(f"Said in English under {language!r} ({len(keys)}):\n" + "\n".join(f"  {key}" for key in keys))
    return "\n\n".join(parts)


def _listed(title: str, problems: tuple[Problem, ...]) -> str:
    return f"{title} ({len(problems)}):\n" + "\n".join(f"  {problem}" for problem in problems) if problems else ""
