"""Each formula stores its present value with the type that readers need: pandas, SheetJS and others trust the type."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import short_salon
from office import unlocked

from calgen import api
from calgen.book.sheet import Sheet, SheetValue, StyledCell
from calgen.files.edit.insert_sheets import new_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
VALUES: tuple[SheetValue, ...] = ("Été & co", "", " ", "#N/A", True, False, 12, 0.0, date(2027, 1, 4), None)


def formula_cells(data: bytes) -> Iterator[tuple[str, str | None, str | None]]:
    """Each cell with a formula in a workbook: its address, type and stored value (None: it has none)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/sheet"):
                for cell in ElementTree.fromstring(archive.read(part)).iter(f"{MAIN}c"):
                    value = cell.find(f"{MAIN}v")
                    if cell.find(f"{MAIN}f") is not None:
                        yield cell.get("r", ""), cell.get("t"), None if value is None else value.text or ""


def is_typed(kind: str | None, stored: str | None) -> bool:
    """Whether a stored value has its type: none for a number, `str` for a text, `b` for yes or no, `e` for an error."""
    if stored is None or kind is None:
        return kind is None and (stored is None or (stored != "" and math.isfinite(float(stored))))
    return kind == "str" or (kind == "b" and stored in ("0", "1")) or (kind == "e" and stored.startswith("#"))


def test_each_value_is_stored_with_its_type() -> None:
    cells = {(row, 1): StyledCell(value, formula="=B1") for row, value in enumerate(VALUES, 1)}
    found = [(kind, stored) for _, kind, stored in formula_cells(new_workbook([Sheet("tab", "Tab", cells)]))]
    assert found == [("str", "Été & co"), ("str", ""), ("str", " "), ("e", "#N/A"), ("b", "1"), ("b", "0"),
                     (None, "12"), (None, "0.0"), (None, "46391"), (None, None)]  # fmt: skip


def test_each_value_of_a_generated_workbook_is_stored_with_its_type() -> None:
    first = short_salon.calendar()
    for data in (first, api.generate(first, "salon.xlsx", date(2027, 1, 20)).after):
        found = list(formula_cells(data))
        assert len(found) > 500
        assert [cell for cell in found if not is_typed(*cell[1:])] == []


def test_an_empty_text_is_a_text_for_other_readers() -> None:
    book = unlocked(short_salon.calendar(), values=True)
    typed = {cell.data_type for tab in book for row in tab.iter_rows() for cell in row if cell.value is None}
    assert typed == {"n", "str"}, "blank cells, and formulas with an empty text"
