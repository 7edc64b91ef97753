"""What a user does in LibreOffice: each function says it in Basic over `doc`, and writes down what he then expects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from edited_workbook import EditedWorkbook, Own
from openpyxl.utils import get_column_letter
from small_calendar import day
from workbook_contents import covered

OfficeEdit = Callable[[EditedWorkbook], str]
_ZERO = day("1899-12-30")  # where its days are counted from


def _sheet(d: EditedWorkbook, key: str = "social") -> str:
    return f'doc.Sheets.getByName("{d.tabs[key].sheet.title}")'


def _cell(d: EditedWorkbook, row: str, key: str, tab: str = "social") -> str:
    return f'{_sheet(d, tab)}.getCellRangeByName("{d.tabs[tab].cell(row, key).coordinate}")'


def _text(d: EditedWorkbook, row: str, key: str = "text", tab: str = "social") -> str:
    value = d.token()
    d.says[tab, row, key] = value
    return f'{_cell(d, row, key, tab)}.String = "{value}"'


def nothing_but_saved(d: EditedWorkbook) -> str:
    """Opened and saved: no edit at all."""
    return ""


def through_ods(d: EditedWorkbook) -> str:
    """Saved as .ods, opened again, saved as .xlsx, with a text typed."""
    typed = _text(d, d.post())
    return f"""{typed}
path = Environ("TMPDIR") & "/calgen-through.ods"
Saved(doc, path, "calc8")
doc = Opened(path)"""


def text(d: EditedWorkbook) -> str:
    """A text."""
    return _text(d, d.post())


def title_over_the_live_one(d: EditedWorkbook) -> str:
    """A title over the live one."""
    return _text(d, d.post(), "title")


def subject_found(d: EditedWorkbook) -> str:
    """A subject's title."""
    return _text(d, d.subject(), "title", "editorial")


def status_approved(d: EditedWorkbook) -> str:
    """A status."""
    row = d.post()
    d.says["social", row, "status"] = "Validé"
    return f'{_cell(d, row, "status")}.String = "Validé"'


def day_moved(d: EditedWorkbook) -> str:
    """A day."""
    row = d.post()
    value = d.social.get(row, "date") + timedelta(days=1)
    d.says["social", row, "date"] = value
    d.plans(row)
    return f"{_cell(d, row, 'date')}.Value = {(value - _ZERO).days}"


def day_typed(d: EditedWorkbook) -> str:
    """A day typed as a Frenchman types it: the program makes of it what it can."""
    row = d.post()
    d.says["social", row, "date"] = ("14/01/2027", day("2027-01-14"))
    d.plans(row, ripples=6)
    return f'{_cell(d, row, "date")}.FormulaLocal = "14/01/2027"'


def results_typed(d: EditedWorkbook) -> str:
    """Results."""
    row = d.post()
    d.says["social", row, "clicks"] = 42
    return f"{_cell(d, row, 'clicks')}.Value = 42"


def rows_deleted(d: EditedWorkbook) -> str:
    """Two rows."""
    lines = []
    for row in sorted((d.post(), d.post()), key=lambda one: -d.social.rows[one]):
        d.gone.add(("social", row))
        d.loose.add(("editorial", d.subject_of(row)))
        lines.append(f"{_sheet(d)}.Rows.removeByIndex({d.social.rows[row] - 1}, 1)")
    return "\n".join(lines)


def row_inserted(d: EditedWorkbook) -> str:
    """A post of the user's own between others."""
    at, value = d.social.rows[d.post()], d.token()
    cells: dict[str, Any] = {"date": day("2027-01-16"), "platform": "Facebook", "text": value}
    d.own.append(Own("social", cells))
    d.ripples += 3
    letters = {key: get_column_letter(n) for key, n in d.social.columns.items()}
    return f"""sheet = {_sheet(d)}
sheet.Rows.insertByIndex({at}, 1)
sheet.getCellRangeByName("{letters["date"]}{at + 1}").Value = {(cells["date"] - _ZERO).days}
sheet.getCellRangeByName("{letters["platform"]}{at + 1}").String = "Facebook"
sheet.getCellRangeByName("{letters["text"]}{at + 1}").String = "{value}\""""


def row_copied(d: EditedWorkbook) -> str:
    """A row copied below itself."""
    row = d.post()
    at, last = d.social.rows[row], get_column_letter(d.social.sheet.max_column)
    typed = _text(d, row)
    d.twins.add(("social", row))
    d.told.add(("social", row))
    d.ripples += 1
    d.own.append(Own("social", {"text": d.says["social", row, "text"]}))
    return f"""{typed}
sheet = {_sheet(d)}
sheet.Rows.insertByIndex({at}, 1)
sheet.copyRange(sheet.getCellRangeByName("A{at + 1}").CellAddress, _
  sheet.getCellRangeByName("A{at}:{last}{at}").RangeAddress)"""


def sorted_by_theme(d: EditedWorkbook) -> str:
    """Texts typed, then the rows sorted by theme."""
    lines = [_text(d, d.post()) for _ in range(3)]
    tab = d.social
    tab_range = f"A{tab.head + 1}:{get_column_letter(tab.sheet.max_column)}{tab.last}"
    column = tab.columns["theme"] - 1
    return (
        "\n".join(lines)
        + f"""
Dim keys(0) As New com.sun.star.table.TableSortField
keys(0).Field = {column} : keys(0).IsAscending = True
Dim how(1) As New com.sun.star.beans.PropertyValue
how(0).Name = "SortFields" : how(0).Value = keys()
how(1).Name = "ContainsHeader" : how(1).Value = False
{_sheet(d)}.getCellRangeByName("{tab_range}").sort(how())"""
    )


def column_inserted(d: EditedWorkbook) -> str:
    """A column of formulas between two of calgen's: each follows its row."""
    tab, at = d.social, d.social.columns["format"]
    letter, left = get_column_letter(at), get_column_letter(tab.columns["platform"])
    lines = [f"sheet = {_sheet(d)}", f"sheet.Columns.insertByIndex({at - 1}, 1)"]
    lines.append(f'sheet.getCellRangeByName("{letter}{tab.head}").String = "Longueur"')
    for row, number in tab.rows.items():
        lines.append(f'sheet.getCellRangeByName("{letter}{number}").Formula = "=LEN({left}{number})*2"')
        d.formulas["social", row, "Longueur"] = "=LEN({platform})*2"
    return "\n".join(lines)


def column_added(d: EditedWorkbook) -> str:
    """A column of the user's own after the last: the table does not grow with it."""
    tab, row, value = d.social, d.post(), d.token()
    letter = get_column_letter(max(tab.columns.values()) + 1)
    d.says["social", row, "Photographe"] = value
    return f"""{_sheet(d)}.getCellRangeByName("{letter}{tab.head}").String = "Photographe"
{_sheet(d)}.getCellRangeByName("{letter}{tab.rows[row]}").String = "{value}\""""


def column_removed(d: EditedWorkbook) -> str:
    """A column that is not needed."""
    typed = _text(d, d.post())
    d.dropped.add(("social", "audience"))
    return f"{typed}\n{_sheet(d)}.Columns.removeByIndex({d.social.columns['audience'] - 1}, 1)"


def row_coloured(d: EditedWorkbook) -> str:
    """A row in yellow, in red letters."""
    tab, row = d.social, d.post()
    at, last = tab.rows[row], get_column_letter(tab.columns["reason"])
    d.marks.append((("social", row, "theme"), "yellow", lambda cell: cell.fill.fgColor.rgb == "FFFFEE00"))
    d.marks.append((("social", row, "theme"), "red", lambda cell: cell.font.color.rgb == "FFCC0000"))
    d.ripples = 0
    return f"""With {_sheet(d)}.getCellRangeByName("A{at}:{last}{at}")
.CellBackColor = RGB(255, 238, 0)
.CharColor = RGB(204, 0, 0)
End With"""


def note_added(d: EditedWorkbook) -> str:
    """A note on a cell."""
    row, value = d.post(), d.token("note")
    d.marks.append((("social", row, "theme"), "the note", lambda cell: cell.comment and value in cell.comment.text))
    return f'{_sheet(d)}.Annotations.insertNew({_cell(d, row, "theme")}.CellAddress, "{value}")'


def validation_added(d: EditedWorkbook) -> str:
    """A drop-down of the user's own over a column."""
    tab = d.social
    letter = get_column_letter(tab.columns["variant"])
    holds = lambda sheet: any(  # noqa: E731
        "moin" in str(one.formula1) and all(covered(str(one.sqref), n, tab.columns["variant"]) for n in _numbers(sheet))
        for one in sheet.data_validations.dataValidation
    )
    d.looks.append(("social", "the drop-down on every row", holds))
    return (
        f"""cells = {_sheet(d)}.getCellRangeByName("{letter}{tab.head + 1}:{letter}{tab.last}")
choice = cells.Validation
choice.Type = com.sun.star.sheet.ValidationType.LIST
choice.setFormula1("""
        + '"""A"";""B"";""témoin""")\ncells.Validation = choice'
    )


def _numbers(sheet: object) -> list[int]:
    return [one.row for (one,) in sheet.iter_rows(max_col=1) if str(one.value).startswith("P0")]  # type: ignore[attr-defined]


def rows_hidden(d: EditedWorkbook) -> str:
    """Rows hidden by hand."""
    row = d.post()
    holds = lambda cell: bool(cell.parent.row_dimensions[cell.row].hidden)  # noqa: E731
    d.marks.append((("social", row, "id"), "hidden", holds))
    return f"{_sheet(d)}.Rows.getByIndex({d.social.rows[row] - 1}).IsVisible = False"


def tab_renamed_and_moved(d: EditedWorkbook) -> str:
    """The tab under another title, at the front."""
    typed, title = _text(d, d.post()), d.social.sheet.title
    d.looks.append(("social", "its title", lambda sheet: sheet.title == "Planning à moi"))
    d.looks.append(("social", "its place", lambda sheet: sheet.parent.index(sheet) == 0))
    return f"""{typed}
doc.Sheets.getByName("{title}").Name = "Planning à moi"
doc.Sheets.moveByName("Planning à moi", 0)"""


def tab_copied(d: EditedWorkbook) -> str:
    """A copy of the tab is the user's."""
    typed, title = _text(d, d.post()), d.social.sheet.title
    d.looks.append(("social", "the copy", lambda sheet: "Copie" in sheet.parent.sheetnames))
    return f'{typed}\ndoc.Sheets.copyByName("{title}", "Copie", 9)'


def memory_removed(d: EditedWorkbook) -> str:
    """The hidden sheet removed: nothing that stands there is overwritten."""
    typed = _text(d, d.post())
    return f'{typed}\ndoc.Sheets.removeByName("_calgen")'


def line_inserted_above(d: EditedWorkbook) -> str:
    """Two rows inserted above the headings."""
    return f"{_text(d, d.post())}\n{_sheet(d)}.Rows.insertByIndex(0, 2)"


OFFICE_EDITS: tuple[OfficeEdit, ...] = (
    nothing_but_saved, through_ods, text, title_over_the_live_one, subject_found, status_approved, day_moved, day_typed,
    results_typed, rows_deleted, row_inserted, row_copied, sorted_by_theme, column_inserted, column_added,
    column_removed, row_coloured, note_added, validation_added, rows_hidden, tab_renamed_and_moved, tab_copied,
    memory_removed, line_inserted_above,
)  # fmt: skip
