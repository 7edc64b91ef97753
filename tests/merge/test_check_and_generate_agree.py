"""A workbook that `check` accepts is written by `generate`, and one that it refuses is not: over workbooks damaged by
chance, and typed into at random."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from seeds import each_seed, few_of
from small_calendar import FILE, TODAY, generated, saved, typed, unlocked

from calgen import api
from calgen.book.problems import Problem, Refused, Severity

sys.path.append(str(Path(__file__).parents[1] / "files"))
from mutants import _packed, _parts, mutant

BASES = (("generated", "en"), ("typed", "fr"), ("generated", "fr"), ("typed", "en"))
VALUES: list[Any] = [
    None, "", "0", 0, -1, 2.5, 1e9, "x", "é" * 300, "=NA()", True, "31/02/2027", "12h-9h", "25h", "5/7", "300 %",
    "Total", "Exemple : x", "Instagram, Facebook", "facebook ", "P0001", "S0001", "J-7", "oui", "quiet except interact",
    "50 par jour", "104", "ZZ", "{x}", "publié", "cancelled", "Thème", "Date", "calgen_social",
]  # fmt: skip


def base(seed: int) -> bytes:
    kind, language = BASES[seed % 4]
    return generated(language) if kind == "generated" else typed(language)


def typed_at_random(seed: int) -> bytes:
    """A workbook with a few cells typed over, rows and columns deleted, cells merged, tabs renamed."""
    rng, book = Random(seed), unlocked(base(seed))
    for _ in range(rng.choice((1, 2, 3, 6))):
        sheet = rng.choice([sheet for sheet in book.worksheets if sheet.sheet_state == "visible"])
        row, column = rng.randrange(1, sheet.max_row + 3), rng.randrange(1, sheet.max_column + 2)
        act = rng.randrange(20)
        if act == 0:
            sheet.delete_rows(row)
        elif act == 1:
            sheet.delete_cols(column)
        elif act == 2:
            sheet.merge_cells(start_row=row, start_column=column, end_row=row + 1, end_column=column + 1)
        elif act == 3 and "Suivi" not in book.sheetnames:
            sheet.title = "Suivi"
        elif type(sheet.cell(row, column)).__name__ != "MergedCell":
            sheet.cell(row, column).value = rng.choice(VALUES)
    return saved(book)


def is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def is_accepted(data: bytes, days: int) -> bool:
    """Whether `check` finds no error."""
    try:
        return not any(map(is_error, api.diagnose(data, FILE, TODAY + timedelta(days=days)).problems))
    except Refused:
        return False


def is_written(data: bytes, days: int) -> bool:
    """Whether `generate` refuses nothing."""
    try:
        return not any(map(is_error, api.generate(data, FILE, TODAY + timedelta(days=days)).problems))
    except Refused:
        return False


@pytest.mark.parametrize("days", [0, 1])
def test_they_agree_where_a_tab_has_lost_the_way_to_its_table(days: int) -> None:
    parts = _parts(generated("en"))
    table = next(name for name, data in parts.items() if b'"calgen_tasks"' in data and "tables/" in name)
    links = next(name for name, data in parts.items() if table.rpartition("/")[2].encode() in data and "rels" in name)
    parts[links] = re.sub(rb"<Relationship [^>]*/>", b"", parts[links])
    data = _packed(parts)
    assert is_accepted(data, days)
    assert is_written(data, days)


@pytest.mark.parametrize("lost", [0, -1])
def test_they_agree_where_the_workbook_has_lost_a_sheet(lost: int) -> None:
    """The marks of the tabs then belong to no sheet, or to another one: nothing of it can be trusted."""
    parts = _parts(generated("en"))
    sheets = re.findall(rb"<sheet [^>]*/>", parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(sheets[lost], b"")
    for act in (api.diagnose, api.generate, api.balance):
        with pytest.raises(Refused, match="file_damaged"):
            act(_packed(parts), FILE, TODAY)


@pytest.mark.parametrize("calendar", ["Social calendar", "Editorial calendar"])
@pytest.mark.parametrize("column", few_of([5, 1], 1))
def test_they_agree_on_a_heading_that_is_too_long_for_a_table(calendar: str, column: int) -> None:
    book = unlocked(generated("en"))
    book[calendar].cell(4, column).value = "é" * 300
    found = [problem for problem in api.diagnose(saved(book), FILE, TODAY).problems if is_error(problem)]
    assert [problem.code for problem in found] == ["heading_too_long"]
    with pytest.raises(Refused, match="heading_too_long"):
        api.generate(saved(book), FILE, TODAY)


@each_seed(2, 4)
def test_they_agree_on_a_workbook_typed_into(seed: int) -> None:
    data = typed_at_random(seed)
    assert is_accepted(data, 0) == is_written(data, 0)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4, 50))
def test_they_agree_on_many(seed: int) -> None:
    for data in (mutant(base(seed), seed), typed_at_random(seed)):
        assert is_accepted(data, seed % 3) == is_written(data, seed % 3)
