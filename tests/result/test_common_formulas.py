"""Formulas and charts are made of what Excel, LibreOffice and Google Sheets have in common: docs/programs.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from made_samples import made
from openpyxl.formula.tokenizer import Token, Tokenizer

from calgen.files.read import guard
from calgen.view.tabs import OUTPUTS

# Functions that LibreOffice and the list of Google Sheets have (https://support.google.com/docs/table/25273), by the
# Excel in which they came (Microsoft, "Excel functions by category").
FUNCTIONS = {
    "ABS AND CHAR COLUMN COUNT COUNTA COUNTIF COUNTIFS DATE DAY EDATE EXACT FIND HYPERLINK IF IFERROR INDEX INT "
    "ISBLANK ISERROR ISNUMBER ISTEXT LEFT LEN LOOKUP LOWER MATCH MAX MEDIAN MID MIN MOD MONTH N NOT OR REPT RIGHT "
    "ROUND ROW ROWS SEARCH SMALL SUBSTITUTE SUM SUMIF SUMIFS SUMPRODUCT TEXT TODAY TRIM UPPER VALUE WEEKDAY YEAR": 2010,
    "ISOWEEKNUM UNICODE": 2013,
    "MAXIFS MINIFS": 2019,
}
NEWER = {name for names, year in FUNCTIONS.items() if year > 2010 for name in names.split()}
CHARTS = {"barChart", "lineChart", "pieChart", "doughnutChart", "areaChart"}  # Google Sheets reads them from xlsx


def formulas(sample: str) -> Iterator[str]:
    """Every formula of calgen's tabs and of their conditional formats."""
    book = made(sample).book
    for tab in OUTPUTS:
        sheet = book.written(tab)
        for row in sheet.iter_rows(values_only=True):
            yield from (value for value in row if isinstance(value, str) and value.startswith("="))
        for cells in sheet.conditional_formatting:
            yield from (f"={formula}" for rule in cells.rules for formula in rule.formula)


@pytest.mark.parametrize("sample", ["salon", pytest.param("musee", marks=pytest.mark.long)])
def test_every_function_is_one_that_the_three_programs_have(sample: str) -> None:
    pattern = re.compile(r"\d+|\"[^\"]*\"")
    shapes = {pattern.sub("0", formula): formula for formula in formulas(sample)}  # one of each shape
    tokens = (token for formula in shapes.values() for token in Tokenizer(formula).items)
    used = {token.value.strip(":(") for token in tokens if token.type == Token.FUNC and token.subtype == Token.OPEN}
    assert {"COUNTIFS", "HYPERLINK", "TODAY"} <= used
    assert {name.removeprefix("_xlfn.") for name in used} <= {name for names in FUNCTIONS for name in names.split()}
    assert {name.removeprefix("_xlfn.") for name in used if name.startswith("_xlfn.")} <= NEWER
    assert not used & NEWER, "a newer function needs its prefix"


def test_every_chart_is_of_a_kind_that_they_have() -> None:
    package = guard.open_workbook(made("salon").done.after, "salon.xlsx").package
    drawn = [package.read(part) for part in package.parts() if re.search(r"charts/chart\d+\.xml$", part)]
    assert drawn
    assert {kind.decode() for xml in drawn for kind in re.findall(rb"<c:(\w+Chart)>", xml)} <= CHARTS
