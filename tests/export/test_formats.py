"""Every format of an export has its key, its page and its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from calgen.export import FORMATS, FileFormat, file_format

ROOT = Path(__file__).parents[2]


def test_each_format_is_found_by_its_key() -> None:
    assert [file_format(found.key) for found in FORMATS] == list(FORMATS)
    assert len({found.key for found in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("found", FORMATS, ids=lambda found: found.key)
def test_each_format_has_its_page_and_its_tests(found: FileFormat) -> None:
    module = found.write.__module__.rpartition(".")[2]
    for path in (ROOT / "docs" / f"export-{found.key}.md", ROOT / "tests" / "export" / f"test_{module}.py"):
        assert path.exists(), path
