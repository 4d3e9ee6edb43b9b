"""Every link within the project leads somewhere: files, pictures, headings."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.documents import DOCUMENTS, ROOT, read

DOCS = {path.resolve(): read(path) for path in DOCUMENTS}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_anchors_lead_somewhere(path: Path) -> None:
    """A link without an address of its own names a file that is there; one with # names a heading in it."""
    for link in DOCS[path.resolve()].links:
        if "://" in link or link.startswith("mailto:"):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = (path.parent / file).resolve() if file else path.resolve()
        assert target.exists(), f"{link} leads nowhere"
        assert target.is_relative_to(ROOT.resolve()), f"{link} leads out of the project"
        if anchor:
            assert anchor in DOCS[target].anchors, f"{link}: no such heading in {target.name}"


def test_every_document_can_be_reached_from_the_readme() -> None:
    """Nobody finds a page that nothing leads to."""
    found, ahead = set(), [(ROOT / "README.md").resolve()]
    while ahead:
        page = ahead.pop()
        if page in found or page not in DOCS:
            continue
        found.add(page)
        ahead += [(page.parent / link.partition("#")[0]).resolve() for link in DOCS[page].links if "://" not in link]
    assert {path.name for path in DOCS} - {path.name for path in found} == set()


def test_the_reader_sees_links_headings_and_code(tmp_path: Path) -> None:
    """Inline, in tables, in HTML; headings that are named alike get numbers."""
    file = tmp_path / "a.md"
    file.write_text("# One, two\n## One two\n|a|\n|-|\n|[x](b.md#c)|\n\n<img src='d.png'>\n\n```yaml\ne: 1\n```\n`f`\n")
    document = read(file)
    assert document.anchors == {"one-two", "one-two-1"}
    assert document.links == ("b.md#c", "d.png")
    assert [(code.language, code.text, code.block) for code in document.codes] == [
        ("yaml", "e: 1\n", True),
        ("", "f", False),
    ]
