"""Every format of an export has its key, its word in the command, and its part of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from calgen import cli_export
from calgen.export import FORMATS, FileFormat, file_format

DOCS = Path(__file__).parents[2] / "docs"


def test_each_format_is_found_by_its_key() -> None:
    assert [file_format(found.key) for found in FORMATS] == list(FORMATS)
    assert tuple(found.key for found in FORMATS) == cli_export.FORMATS
    assert len(set(cli_export.FORMATS)) == len(FORMATS)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("found", FORMATS, ids=lambda found: found.key)
def test_each_format_has_its_part_of_the_page(found: FileFormat, language: str) -> None:
    page = (DOCS / f"exports.{language}.md").read_text(encoding="utf-8")
    assert f"`--to {found.key}`" in page
