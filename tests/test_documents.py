"""Every link of the documents leads to a file and a heading that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path for folder in (ROOT, ROOT / "docs", ROOT / "samples", ROOT / "benchmarks") for path in folder.glob("*.md")
)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
    for link in (link for link in links if not link.startswith(("http://", "https://", "mailto:"))):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_files_that_the_contributing_page_names_are_there() -> None:
    """A module of the tree, or one named in a text, that was renamed or moved is found out."""
    named = set(re.findall(r"\b([a-z_0-9]+\.py)\b", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    there = {
        path.name for folder in ("calgen", "tests", "benchmarks", "samples") for path in (ROOT / folder).rglob("*.py")
    }
    assert named <= there
