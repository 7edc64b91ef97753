"""What holds several cells of a tab together is found: merges, links, array formulas with the ranges that they read."""

from __future__ import annotations

import pytest

from calgen.files.draw.draw_sheets import blank_workbook
from calgen.files.read.markup import parse_tree
from calgen.files.read.object_ranges import object_ranges


def found(rows: str = "", after: str = "") -> list[str]:
    package = blank_workbook().package
    root = parse_tree(f"<worksheet><sheetData/>{after}</worksheet>".encode())
    return [f"{item.kind.value} {item.area}" for item in object_ranges(package, "x.xml", root, rows.encode())]


@pytest.mark.parametrize(
    ("rows", "after", "due"),
    [
        ("", '<mergeCells><mergeCell ref="A5:B6"/></mergeCells>', ["merge A5:B6"]),
        ("", '<hyperlinks><hyperlink ref="A5:A6"/><hyperlink ref="B5"/></hyperlinks>', ["link A5:A6"]),
        ('<c r="A5"><f t="array" ref="A5:A7">ROW()</f></c>', "", ["array formula A5:A7"]),
        ("<c r='A5'><f ref='A5:A7' t='array'>B$5:B7*2+x!C1:C9</f></c>", "",
         ["array formula A5:A7", "source B5:B7"]),
        ('<c r="C6"><f t="dataTable" ref="C6:C8" r1="A1"/></c>', "", ["array formula B5:C8"]),
        ('<c r="A5"><f t="array" ref="A5">SUM(B5:B9)</f></c>', "", []),  # of one cell
        ('<c r="A5"><f t="shared" ref="A5:A7" si="0">B5</f></c>', "", []),
    ],
)  # fmt: skip
def test_objects(rows: str, after: str, due: list[str]) -> None:
    assert found(rows, after) == due
