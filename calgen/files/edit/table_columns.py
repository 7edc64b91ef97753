"""The columns of a calendar's table after an edit: their names, which their heading cells show, and what is told of it.

In a table (ECMA-376 part 1, 18.5.1.3) each column has a name of at most 255 characters, unique without regard to letter
case, and its heading cell holds that name as a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from calgen.book.grid import address, letter
from calgen.book.problems import Place, Problem, Severity
from calgen.book.sheet import SheetEdit
from calgen.book.values import SheetFormula
from calgen.files.edit import rows
from calgen.files.edit.rows import BLANK, CellXml, RowXml, style_of, with_style


def column_names(edit: SheetEdit, columns: Iterable[int], added: Mapping[int, str]) -> dict[int, str]:
    """The names of some columns after the edit; `added` are the headings of columns that calgen adds again.

    Of equal names a later one gets a number, as Excel gives it; calgen's columns come before the user's. A column
    without a heading is named after its letter.
    """
    ours = {*edit.columns.values(), *added}
    found: dict[int, str] = {}
    taken: set[str] = set()
    for column in sorted(columns, key=lambda column: (column not in ours, column)):
        heading = added.get(column) or edit.changed_headings.get(column) or edit.present_headings.get(column, "")
        found[column] = unique_name(heading or f"({letter(column)})", taken)
        taken.add(found[column].casefold())
    return dict(sorted(found.items()))


def unique_name(name: str, taken: Iterable[str]) -> str:
    """A name that is not among the casefolded ones that are taken, with the next free number behind it if need be."""
    known = set(taken)
    number, found = 2, name
    while found.casefold() in known:
        found = f"{name}{number}"
        number += 1
    return found


def write_names(heading: RowXml, edit: SheetEdit, names: Mapping[int, str], written: Iterable[int]) -> None:
    """Writes the names into their heading cells where they hold anything else; `written` are columns that are done."""
    for column, name in names.items():
        is_there = edit.present_headings.get(column) == name and column in edit.text_headings
        if column not in written and not is_there:
            style = style_of(heading.cells.get(column, BLANK))
            heading.cells[column] = with_style(_text_cell(name), style)
            heading.raw = b""


def _text_cell(text: str) -> CellXml:
    space = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
    return b' t="inlineStr"', b"<is><t%s>%s</t></is>" % (space, rows.escape_text(text))


def name_problems(title: str, edit: SheetEdit, names: Mapping[int, str]) -> Iterator[Problem]:
    """What is told of headings of the user's that the edit changes: on the tab `title`, those of a table's columns."""
    for column, name in names.items():
        heading = edit.present_headings.get(column, "")
        place = Place(title, address(edit.top, column))
        if column in edit.unshown_headings:
            values = {"formula": SheetFormula(edit.unshown_headings[column]), "name": name}
            yield Problem("heading_formula_lost", place, Severity.WARNING, values)
        elif heading and name != heading and re.fullmatch(re.escape(heading) + r"\d+", name):
            yield Problem("heading_numbered", place, Severity.NOTE, {"heading": heading, "name": name})
        elif heading and name == heading and column not in edit.text_headings:
            yield Problem("heading_as_text", place, Severity.NOTE, {"heading": name})
