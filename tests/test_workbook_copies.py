"""A copy of an opened workbook is the workbook: what is written from it is what would be written from the first."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import short_salon
import workbook_copies

LOOKS = ("_fonts", "_fills", "_borders", "_alignments", "_number_formats", "_protections")  # a cell has their numbers


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def contents(data: bytes) -> dict[str, list[bytes]]:
    """The tags of the parts of a package: merged cells are a set, and styles are numbered when they are written."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        left = {"xl/styles.xml", "docProps/core.xml"}
        parts = {name: re.sub(rb' s="\d+"', b"", package.read(name)) for name in set(package.namelist()) - left}
    return {name: sorted(part.split(b"<")) for name, part in parts.items()}


def test_a_copy_is_written_as_the_first_one_would_be() -> None:
    data = short_salon.calendar()
    first, _, third = (workbook_copies.opened(data, rich_text=True) for _ in range(3))
    assert any(len(key) == 2 for key in workbook_copies._pickled)
    assert [list(getattr(third, look)) for look in LOOKS] == [list(getattr(first, look)) for look in LOOKS]
    for sheet in first:
        twin = third[sheet.title]
        assert twin.tables.keys() == sheet.tables.keys()
        assert [(row, size.height) for row, size in twin.row_dimensions.items()] == [
            (row, size.height) for row, size in sheet.row_dimensions.items()
        ]
        for cells, others in zip(sheet.iter_rows(), twin.iter_rows(), strict=True):
            for cell, other in zip(cells, others, strict=True):
                assert (other.value, other._style) == (cell.value, cell._style)
    assert contents(saved(third)) == contents(saved(first))


def test_what_is_typed_into_one_copy_stands_in_no_other() -> None:
    data = short_salon.calendar()
    for _ in range(3):
        book = workbook_copies.opened(data)
        assert book["Guide"]["A1"].value != "typed"
        book["Guide"]["A1"].value = "typed"


def test_a_copy_knows_rows_and_columns_without_a_size() -> None:
    data = short_salon.calendar()
    for _ in range(3):
        sheet = workbook_copies.opened(data)["Guide"]
        assert (sheet.row_dimensions[5000].height, sheet.column_dimensions["ZZ"].width) == (None, 13)
