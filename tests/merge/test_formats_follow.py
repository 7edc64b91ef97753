"""A calendar is edited, not drawn again: what a user laid on both calendars is found on its post after the strategy has
changed, by openpyxl, and by LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from random import Random
from typing import Any

import pytest
from edit_outcome import Outcome, again, rerun
from edited_tab import written
from edited_workbook import EditedWorkbook
from edits_columns import text_column_deleted
from office_sessions import played
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import FilterColumn, Filters
from small_calendar import generated
from strategy_changes import CADENCE, LESS, THEME, StrategyChange
from workbook_contents import ContentRow, WorkbookContents, covered

TABS = ("social", "editorial")
YELLOW, RED, WIDE = "FFFFEE00", "FFCC0000", 41.5
MARKED = {"social": ("P0002", "P0009", "P0016"), "editorial": ("S0002", "S0006", "S0011")}
FREE = {"social": "variant", "editorial": "link"}  # a column without a drop-down
LONG = {"social": "text", "editorial": "notes"}
OWN = '=IF({title}="","?",LEN({theme}))&" | "&{id}'


def laid(draft: EditedWorkbook, tab: str) -> None:
    """Fills, fonts, notes, a rule, a drop-down, a column of formulas, a filter, a sort: by hand, on one calendar."""
    here, column = draft.tabs[tab], draft.column("Longueur", tab)
    letters = {key: here.cell(MARKED[tab][0], key).column_letter for key in (FREE[tab], LONG[tab])}
    top, last = here.head + 1, here.last
    for row in MARKED[tab]:
        for key in here.columns:
            here.cell(row, key).fill = PatternFill("solid", fgColor=YELLOW)
        here.cell(row, "theme").font = Font(color=RED, bold=True, name="Georgia")
        here.cell(row, "category").comment = Comment(f"à revoir : {row}", "Léa")
        draft.put(tab, row, LONG[tab], f"mon texte de {row} ✓")
    rule = FormulaRule(formula=[f"LEN({letters[LONG[tab]]}{top})>7"], font=Font(color=RED))  # type: ignore[no-untyped-call]
    here.sheet.conditional_formatting.add(f"{letters[LONG[tab]]}{top}:{letters[LONG[tab]]}{last}", rule)
    choice = DataValidation("list", formula1='"A,B,témoin"')
    choice.add(f"{letters[FREE[tab]]}{top}:{letters[FREE[tab]]}{last}")
    here.sheet.add_data_validation(choice)
    here.sheet.column_dimensions[letters[LONG[tab]]].width = WIDE
    for row in here.rows:
        draft.formula(tab, row, column, OWN)
    if tab == "editorial":  # the other stays in the order of days: its rows move
        draft.sort(tab, "theme")
    chosen = FilterColumn(colId=here.columns["owner"] - here.left, filters=Filters(filter=["Sandrine"]))
    here.table.autoFilter.filterColumn.append(chosen)
    for row in here.rows:
        here.sheet.row_dimensions[here.rows[row]].hidden = here.get(row, "owner") != "Sandrine"


@cache
def outcome() -> Outcome:
    """All of it, then three changes of the strategy at once, and a run."""
    draft = EditedWorkbook(generated("fr"), Random(7))
    for tab in TABS:
        laid(draft, tab)
    for change in (CADENCE, THEME, LESS):
        change.typed(draft)
    return rerun(draft, same=False)


@cache
def in_office() -> WorkbookContents:
    """The result, opened and saved by LibreOffice, as openpyxl reads it back."""
    found = outcome()
    return WorkbookContents(played({"result": (found.done.after, "")})["result"], found.titles)


needs_office = pytest.mark.system("soffice", "libreoffice")
PROGRAMS = pytest.mark.parametrize("program", ["openpyxl", pytest.param("LibreOffice", marks=needs_office)])


def read_by(program: str) -> WorkbookContents:
    """The result in one of the two programs."""
    return outcome().after if program == "openpyxl" else in_office()


def marked(seen: WorkbookContents, tab: str) -> Iterable[tuple[str, ContentRow]]:
    """The rows that were marked."""
    return [(row, seen.by_id[tab, row]) for row in MARKED[tab]]


def others(seen: WorkbookContents, tab: str) -> Iterable[ContentRow]:
    """The rows that were not."""
    return [line for line in seen.lines[tab] if line.id and line.id not in MARKED[tab]]


def test_the_plan_has_changed_around_the_marked_posts() -> None:
    found = outcome()
    assert found.faults() == []
    assert CADENCE.found(found.before, found.after)
    assert THEME.found(found.before, found.after)
    assert again(found) == []
    moved = [
        row for row, line in marked(found.after, "social") if line.number != found.before.by_id["social", row].number
    ]
    assert moved, "no marked post has another row than before: the test would not see what stays behind"


@PROGRAMS
@pytest.mark.parametrize("tab", TABS)
def test_colours_and_letters_are_on_their_rows_and_on_no_other(program: str, tab: str) -> None:
    seen = read_by(program)
    for row, line in marked(seen, tab):
        assert {cell.fill.fgColor.rgb for cell in line.raw.values()} == {YELLOW}, row
        assert line.raw["theme"].font.color.rgb == RED
        assert line.raw["theme"].font.name == "Georgia"
    assert not [line.id for line in others(seen, tab) for cell in line.raw.values() if cell.fill.fgColor.rgb == YELLOW]


@PROGRAMS
@pytest.mark.parametrize("tab", TABS)
def test_notes_are_on_their_rows_and_on_no_other(program: str, tab: str) -> None:
    seen = read_by(program)
    for row, line in marked(seen, tab):
        assert f"à revoir : {row}" in line.raw["category"].comment.text
    assert not [line.id for line in others(seen, tab) for cell in line.raw.values() if cell.comment]


@PROGRAMS
@pytest.mark.parametrize("tab", TABS)
def test_the_rule_and_the_drop_down_reach_every_row_and_no_heading(program: str, tab: str) -> None:
    seen = read_by(program)
    sheet, columns, head = seen.sheets[tab], seen.columns(tab), seen.heads[tab]
    rows = [line.number for line in seen.lines[tab] if line.id]
    rules = [str(one.sqref) for one in sheet.conditional_formatting for rule in one.rules if _is_the_rule(rule)]
    choices = [str(one.sqref) for one in sheet.data_validations.dataValidation if "moin" in str(one.formula1)]
    for refs, column in ((rules, columns[LONG[tab]]), (choices, columns[FREE[tab]])):
        assert [n for n in rows if not any(covered(ref, n, column) for ref in refs)] == []
        assert not any(covered(ref, head, column) for ref in refs)


def _is_the_rule(rule: Any) -> bool:
    return bool(rule.formula) and str(rule.formula[0]).endswith(">7")


@PROGRAMS
@pytest.mark.parametrize("tab", TABS)
def test_each_formula_of_the_added_column_speaks_of_its_own_row(program: str, tab: str) -> None:
    seen = read_by(program)
    columns, old = seen.columns(tab), set(outcome().first.ids(tab))
    lines = [line for line in seen.lines[tab] if line.id in old]
    assert len(lines) > 5
    for line in lines:
        assert line.cells["Longueur"] == written(OWN, columns, line.number)


@PROGRAMS
@pytest.mark.parametrize("tab", TABS)
def test_the_sort_and_the_filter_and_the_width_are_the_users(program: str, tab: str) -> None:
    seen = read_by(program)
    sheet, names = seen.sheets[tab], outcome().draft.order.get(tab, [])
    found = [one for one in seen.ids(tab) if one in names]
    assert found == [one for one in names if one in found]
    old = set(outcome().first.ids(tab))
    hidden = {line.id: bool(sheet.row_dimensions[line.number].hidden) for line in seen.lines[tab] if line.id in old}
    assert hidden == {row: outcome().draft.tabs[tab].get(row, "owner") != "Sandrine" for row in hidden}
    column = seen.columns(tab)[LONG[tab]]
    width = next(one.width for one in sheet.column_dimensions.values() if one.min <= column <= one.max)
    assert width == pytest.approx(WIDE, abs=0.8)
    tables = [table.autoFilter for table in sheet.tables.values()]
    filters = [one for one in (*tables, sheet.auto_filter) if one is not None]
    assert any(one.filterColumn for one in filters)


@pytest.mark.parametrize("change", [None, CADENCE])
def test_no_rule_is_added_about_a_column_that_is_there_no_more(change: StrategyChange | None) -> None:
    """The lengths of texts have their rules, and nothing to count where the column of texts was deleted."""
    draft = EditedWorkbook(generated("fr"), Random(1))
    text_column_deleted(draft)
    if change:
        change.typed(draft)
    outcome = rerun(draft, same=change is None)

    def lost(seen: WorkbookContents) -> int:
        rules = [rule for one in seen.sheets["social"].conditional_formatting for rule in one.rules]
        return sum("#REF!" in formula for rule in rules for formula in rule.formula)

    assert lost(outcome.after) <= lost(outcome.before)
    assert outcome.faults() == []
    assert again(outcome) == []
