"""What a user does with the columns of the calendars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import spreadsheet_moves
from edited_workbook import Edit, EditedWorkbook
from openpyxl.utils import get_column_letter


def _filled(d: EditedWorkbook, title: str, rows: int = 4, tab: str = "social") -> None:
    for _ in range(rows):
        row = d.post() if tab == "social" else d.subject()
        d.put(tab, row, title, d.token("mien"))


def own_column(d: EditedWorkbook) -> None:
    """A column of the user's own after the last, inside the table, as Excel does."""
    _filled(d, d.column("Photographe"))


def own_column_outside_the_table(d: EditedWorkbook) -> None:
    """The same beside the table, which has not grown (LibreOffice)."""
    _filled(d, d.column("Lumière", inside=False))


def own_column_between(d: EditedWorkbook) -> None:
    """A column between two of calgen's: the others keep their meaning."""
    d.note(d.post())
    _filled(d, d.column("Lieu", before="format"))


def own_column_of_formulas(d: EditedWorkbook) -> None:
    """A column with a formula per row: each still speaks of its own row."""
    title = d.column("Long")
    for row in [row for row in d.social.rows if row[0] == "P"]:
        d.formula("social", row, title, '=IF({text}="","",LEN({text})&" / "&{platform})')
    for _ in range(3):
        d.note(d.post())


def own_column_of_formulas_between(d: EditedWorkbook) -> None:
    """The same between two of calgen's."""
    title = d.column("Coût", before="owner")
    for row in d.social.rows:
        d.formula("social", row, title, "=LEN({theme})*2+ROW({platform})")


def own_column_far(d: EditedWorkbook) -> None:
    """A column of the user's own after an empty one."""
    title = d.column("Au loin", inside=False)
    d.social.move(columns=spreadsheet_moves.opened(d.social.columns[title], 1))
    _filled(d, title)


def own_column_without_heading(d: EditedWorkbook) -> None:
    """Remarks beside the table, with nothing above them."""
    tab, row = d.social, d.post()
    value = d.token()
    tab.columns["without heading"] = max(tab.columns.values()) + 1
    tab.cell(row, "without heading").value = value
    d.looks.append(
        (
            "social",
            "the remark beside its post",
            lambda sheet: any(
                sheet.cell(n, tab.columns["without heading"]).value == value
                and sheet.cell(n, tab.columns["id"]).value == row
                for n in range(1, sheet.max_row + 1)
            ),
        )
    )


def own_column_in_editorial(d: EditedWorkbook) -> None:
    """A column of the user's own in the editorial calendar."""
    _filled(d, d.column("Sources", tab="editorial"), 2, "editorial")


def column_moved(d: EditedWorkbook) -> None:
    """The platform's column cut, and pasted last."""
    tab = d.social
    old, last = tab.columns["platform"], max(tab.columns.values())
    order = {old: last} | {n: n - 1 for n in range(old + 1, last + 1)}
    tab.move(columns=spreadsheet_moves.moved(order))
    d.note(d.post())
    d.looks.append(
        (
            "social",
            "the column where it was put",
            lambda s: s.cell(tab.head, tab.columns["platform"]).value in ("Plateforme", "Platform"),
        )
    )


def column_renamed(d: EditedWorkbook) -> None:
    """Another heading for the texts: the column is known by what it holds, and keeps the user's heading."""
    for _ in range(3):
        d.note(d.post())
    d.social.heading("theme", "De quoi on parle")
    d.looks.append(("social", "the heading", _has_heading(d, "De quoi on parle")))


def typed_column_renamed(d: EditedWorkbook) -> None:
    """Another heading for a column that calgen leaves empty, after texts were typed there: nothing is lost."""
    for _ in range(3):
        d.note(d.post())
    d.social.heading("text", "Accroche")
    d.looks.append(("social", "the heading", _has_heading(d, "Accroche")))


def _has_heading(d: EditedWorkbook, title: str) -> Callable[[Any], bool]:
    return lambda sheet: title in [cell.value for cell in sheet[d.social.head]]


def heading_spelt_otherwise(d: EditedWorkbook) -> None:
    """A heading in capitals, without accents, with a space: it is the same heading, and stays so."""
    tab = d.social
    title = " " + str(tab.sheet.cell(tab.head, tab.columns["status"]).value).upper() + "  "
    tab.heading("status", title)
    row = d.post()
    d.put("social", row, "status", d.words.choice("status", "in_progress"))
    d.looks.append(("social", "the heading", _has_heading(d, title)))


def heading_translated(d: EditedWorkbook) -> None:
    """A heading typed in the other language is understood, and stays the user's."""
    row = d.post()
    d.note(row)
    title = {"fr": "Text", "en": "Texte"}[d.words.language]
    d.social.heading("text", title)


def column_deleted(d: EditedWorkbook) -> None:
    """A column that the user does not need, deleted: the others lose nothing."""
    d.note(d.post())
    _deleted(d, "audience")


def text_column_deleted(d: EditedWorkbook) -> None:
    """The column of texts deleted: what counts their signs has nothing to count."""
    tab = d.social
    d.dropped.add(("social", "characters"))
    d.put("social", d.post(), "url", "https://exemple.example/1")
    _deleted(d, "text")
    assert "text" not in tab.columns


def id_column_deleted(d: EditedWorkbook) -> None:
    """The column of ids deleted: the posts are known by what they hold, and have ids again."""
    for _ in range(3):
        d.note(d.post())
    _deleted(d, "id")


def _deleted(d: EditedWorkbook, key: str) -> None:
    d.dropped.add(("social", key))
    d.social.move(columns=spreadsheet_moves.closed({d.social.columns[key]}))
    d.says = {at: one for at, one in d.says.items() if (at[0], at[2]) != ("social", key)}
    d.marks = [one for one in d.marks if (one[0][0], one[0][2]) != ("social", key)]
    d.formulas = {at: one for at, one in d.formulas.items() if f"{{{key}}}" not in one and at[2] != key}
    for one in d.own:
        one.cells.pop(key, None)


def column_width(d: EditedWorkbook) -> None:
    """A column made wide."""
    letter = get_column_letter(d.social.columns["text"])
    d.social.sheet.column_dimensions[letter].width = 88
    d.looks.append(("social", "the width", lambda sheet: _column(d, sheet, "text").width == 88))


def column_hidden(d: EditedWorkbook) -> None:
    """A column hidden."""
    letter = get_column_letter(d.social.columns["reason"])
    d.social.sheet.column_dimensions[letter].hidden = True
    d.looks.append(("social", "the column hidden", lambda sheet: bool(_column(d, sheet, "reason").hidden)))


def _column(d: EditedWorkbook, sheet: Any, key: str) -> Any:
    """What a tab says of a column's width and state."""
    number = d.social.columns[key]
    return next(one for one in sheet.column_dimensions.values() if one.min <= number <= one.max)


def column_unfolded(d: EditedWorkbook) -> None:
    """The folded columns shown."""
    for one in d.social.sheet.column_dimensions.values():
        one.hidden = False
    d.looks.append(
        ("social", "all columns shown", lambda sheet: not any(one.hidden for one in sheet.column_dimensions.values()))
    )


def calculated_column(d: EditedWorkbook) -> None:
    """A column whose formula the table itself keeps, as Excel writes it: each row still speaks of itself."""
    from openpyxl.worksheet.table import TableFormula

    title = d.column("Jours")
    tab = d.social
    own = tab.table.tableColumns[tab.columns[title] - tab.left]
    own.calculatedColumnFormula = TableFormula(attr_text="LEN(calgen_social[[#This Row],[Jours]])")
    for row in tab.rows:
        d.formula("social", row, title, "=DAY({date})")
    d.looks.append(
        (
            "social",
            "the table's formula",
            lambda sheet: any(
                one.calculatedColumnFormula is not None for one in sheet.tables["calgen_social"].tableColumns
            ),
        )
    )


COLUMNS: tuple[Edit, ...] = (
    own_column, own_column_outside_the_table, own_column_between, own_column_of_formulas,
    own_column_of_formulas_between, own_column_far, own_column_without_heading, own_column_in_editorial, column_moved,
    column_renamed, typed_column_renamed, heading_spelt_otherwise, heading_translated, column_deleted,
    text_column_deleted, id_column_deleted, column_width, column_hidden, column_unfolded, calculated_column,
)  # fmt: skip
