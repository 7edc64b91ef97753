"""Nothing of a brief, of the good practice beside it and of a reason is cut off: on the screen, and on paper."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from math import ceil
from typing import Any

import pytest
from made_samples import STARTS, made
from office import convert, needs_office
from seeds import few_of
from written_workbook import TOP, Book

from calgen.view.text_width import cell_text_width, line_height, wrap_text

needs_poppler = pytest.mark.system("pdftotext")
SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 1))
_PADDING = 3.0  # points above and below the text of a cell, at least


def texts(book: Book, tab: str, column: str) -> Iterator[tuple[Any, float]]:
    """The cells of a column with the heights of their rows in points."""
    sheet, number = book.written(tab), book.columns(tab)[column]
    for row in book.rows(tab):
        if isinstance(row[column], str):
            yield sheet.cell(row["row"], number), float(sheet.row_dimensions[row["row"]].height)


@SAMPLES
@pytest.mark.parametrize(("tab", "column"), [("editorial", "brief"), ("editorial", "advice"), ("social", "reason")])
def test_a_text_is_no_higher_than_its_row(sample: str, tab: str, column: str) -> None:
    book = made(sample).book
    letter = book.written(tab).cell(TOP, book.columns(tab)[column]).column_letter
    width = cell_text_width(book.written(tab).column_dimensions[letter].width)
    for cell, height in texts(book, tab, column):
        lines = wrap_text(cell.value, width, cell.font.sz)
        assert len(lines) * line_height(cell.font.sz) + _PADDING <= height, (cell.coordinate, lines)


@SAMPLES
def test_a_row_of_the_editorial_calendar_has_five_lines_at_most_as_a_rule(sample: str) -> None:
    """So many rows stand on a printed page; the good practice, which is not printed, makes few rows higher."""
    book = made(sample).book
    heights = [height for _, height in texts(book, "editorial", "brief")]
    assert sum(heights) / len(heights) < 6 + 13 * 5
    assert 3 * sum(height < 6 + 13 * 5.5 for height in heights) >= 2 * len(heights)


@pytest.mark.long
@needs_office
@needs_poppler
def test_libreoffice_prints_the_last_word_of_each_brief() -> None:
    """Each brief's last word stands on paper in its column: a row that were too low would hide it."""
    found = made("salon")
    printed = convert("pdf", {"salon": found.done.after})["salon"]
    shown = subprocess.run(["pdftotext", "-raw", "-", "-"], input=printed, capture_output=True, check=True, timeout=120)
    words = re.sub(r"\s+", "", shown.stdout.decode())
    briefs = [row["brief"] for row in found.book.editorial if row["brief"]]
    tails = {re.sub(r"\s+", "", text.split("\n")[-1])[-25:] for text in briefs}
    assert len(tails) > 5
    assert {tail for tail in tails if tail not in words} == set()
    for tail in tails:  # once for each brief that ends so
        ends = sum(re.sub(r"\s+", "", text).endswith(tail) for text in briefs)
        assert words.count(tail) >= ceil(ends), tail
