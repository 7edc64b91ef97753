"""Tables made again, headings renamed: Microsoft's validator has nothing to say, LibreOffice finds every column."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from office import convert, needs_office, uncounted, unlocked
from plain_ranges import as_ranges, titled, without_facebook
from saving_programs import is_there, resaved
from small_calendar import OWN_TAB, generated, run, saved
from small_calendar import unlocked as opened
from test_totals_row import fewer, in_other_language, with_totals, without_column
from validator import needs_validator, new_errors, validate_together

from calgen.book.words import load_words

ERRORS = ("#NAME?", "#REF!", "#VALUE!", "#N/A", "Err:")


def with_own_formulas(book: Any, language: str) -> Any:
    """Formulas of the user's that name headings: on her own tab, and in a column beside the calendar."""
    words = load_words(language)
    book[OWN_TAB[language]]["H9"] = f"=COUNTA(calgen_social[{words.title('social', 'status')}])"
    sheet, theme = titled(book, language, "social"), words.title("social", "theme")
    for row in range(5, 9):
        sheet[f"AK{row}"] = f"=LEN(calgen_social[[#This Row],[{theme}]])"
        sheet[f"AL{row}"] = f"=COUNTA(calgen_editorial[{words.title('editorial', 'format')}])"
    return book


@cache
def files() -> dict[str, tuple[bytes, bytes]]:
    """Workbooks as their user saved them, and after the run, by name."""
    found = {}
    for language in ("fr", "en"):
        found[f"{language} changed"] = in_other_language(with_own_formulas(opened(generated(language)), language),
                                                         language, "")  # fmt: skip
        found[f"{language} ranges"] = with_own_formulas(without_facebook(as_ranges(language), language), language)
        found[f"{language} ranges changed"] = in_other_language(with_own_formulas(as_ranges(language), language),
                                                                language, "")  # fmt: skip
        book = with_own_formulas(opened(generated(language)), language)
        with_totals(book, language, "social")
        found[f"{language} totals"] = in_other_language(fewer(without_column(book, language, "social"), language, ""),
                                                        language, "")  # fmt: skip
    data = {name: saved(book) for name, book in found.items()}
    if is_there("xlsx"):
        data["fr SheetJS"] = resaved(data["fr changed"], "xlsx")
    return {name: (before, run(before).after) for name, before in data.items()}


KINDS = ("changed", "ranges", "ranges changed", "totals")
NAMES = [f"{language} {kind}" for language in ("fr", "en") for kind in KINDS]


@needs_validator
@pytest.mark.parametrize("name", [*NAMES, "fr SheetJS"])
def test_the_validator_finds_nothing_new(name: str) -> None:
    if name not in files():
        pytest.skip("SheetJS is not installed")
    validate_together(data for pair in files().values() for data in pair)
    assert new_errors(*files()[name]) == []


@cache
def counted_again() -> dict[str, bytes]:
    """The workbooks after the run, their stored values taken away and counted again by LibreOffice."""
    return convert("xlsx:Calc MS Excel 2007 XML", {name: uncounted(after) for name, (_, after) in files().items()})


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_finds_every_column(name: str) -> None:
    language, book = name[:2], unlocked(counted_again()[name], values=True)
    formulas = unlocked(files()[name][1], values=False)
    cells = [cell for sheet in formulas for row in sheet.iter_rows() for cell in row if str(cell.value)[:1] == "="]
    counted = {f"{cell.parent.title}!{cell.coordinate}": book[cell.parent.title][cell.coordinate].value
               for cell in cells}  # fmt: skip
    assert [place for place, value in counted.items() if str(value).startswith(ERRORS)] == []
    sheet = titled(formulas, language, "social")
    ids = [cell.row for cell in sheet["A"] if str(cell.value)[1:].isdecimal()]
    assert counted[f"{OWN_TAB[language]}!H9"] == len(ids)
    own = [counted[f"{sheet.title}!{cell.coordinate}"] for cell in cells if cell.value.startswith("=LEN(calgen_")]
    assert own
    assert all(value > 0 for value in own)
