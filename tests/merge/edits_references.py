"""Names, formulas, charts and formats that point into the calendars from elsewhere, and things on the redrawn tabs."""

from __future__ import annotations

import re
from functools import partial

from object_draft import ObjectDraft, dollars, quoted
from object_edit import ObjectEdit
from sheet_inventory import corners
from sheet_package import address

_DRAWN = ("month", "balance", "checks", "tasks")


def named(d: ObjectDraft, key: str, place: str, *, local: bool = False) -> None:
    """A name for a range, and a formula of her own tab over it."""
    top, left, bottom, _ = d.frame(key)
    scope = key if local else ""
    if place == "below":
        row = d.below(key, 3)
        for r in range(3):
            d.sheet(key).put(row + r, left + 1, r + 7)
        name = d.name(key, (row, left + 1, row + 2, left + 1), scope)
    elif place == "beside":
        row, column = d.body(key), d.beside(key)
        d.text(key, row, column)
        name = d.name(key, (row, column, row, column), scope)
    elif place == "row":
        row, column = d.body(key), d.column(key, "theme")
        name = d.name(key, (row, column, row, column), scope)
    else:
        column = d.column(key, "theme")
        name = d.name(key, (top + 1, column, bottom, column), scope)
    if not local:
        _own(d, f"COUNTA({name})", f"name {place}")


def _own(d: ObjectDraft, formula: str, aim: str) -> None:
    """A formula on her own tab."""
    row = _free(d)
    d.formula("own", row, 1, formula, aim)


def _free(d: ObjectDraft) -> int:
    used = [int(one) for one in re.findall(r'<row r="(\d+)"', d.sheet("own").xml)]
    return max(used) + 2


def pointed(d: ObjectDraft, key: str, what: str) -> None:
    """A formula on her own tab that points to a calendar."""
    top, left, bottom, _ = d.frame(key)
    title, column = quoted(d.sheet(key).title), d.column(key, "theme")
    head = d.headings(key)[column - left]
    if what == "cell":
        _own(d, f"LEN({title}!{address(d.body(key), column)})", "cell")
    elif what == "range":
        _own(d, f"COUNTA({title}!{dollars((top + 1, column, bottom, column))})", "range")
    elif what == "part":
        row = d.body(key, 4)
        _own(d, f"COUNTA({title}!{address(row, column, row + 3, column)})", "cell")
    elif what == "column":
        letter = address(1, column).rstrip("1")
        _own(d, f"COUNTA({title}!{letter}:{letter})", "column")
    elif what == "structured":
        _own(d, f"ROWS(calgen_{key}[{head}])", "structured")
    elif what == "below":
        row = d.below(key)
        d.sheet(key).put(row, left + 1, 41)
        d.has("number", key, "41", (row, left + 1, row, left + 1))
        _own(d, f"{title}!{address(row, left + 1)}+1", "cell")


def shown(d: ObjectDraft, key: str) -> None:
    """A chart on her own tab over a part of a calendar."""
    column, row = d.column(key, "theme"), d.body(key, 4)
    values = f"{quoted(d.sheet(key).title)}!{dollars((row, column, row + 3, column))}"
    d.drawn("chart", "own", (20, 2, 30, 6), values)


def ruled(d: ObjectDraft, key: str) -> None:
    """A rule and a list on her own tab over a part of a calendar."""
    column, row = d.column(key, "theme"), d.body(key, 4)
    values = f"{quoted(d.sheet(key).title)}!{dollars((row, column, row + 3, column))}"
    at, mark = (2, 8, 5, 8), d.mark("choix")
    d.sheet("own").validation(address(*at), values, mark)
    d.has("choice", "own", mark, at)
    mark = d.mark("règle")
    d.sheet("own").format(address(*at), f'AND(COUNTA({values})>1,"{mark}"<>"")')
    d.has("format", "own", mark, at)


def calculated(d: ObjectDraft, key: str) -> None:
    """A column of hers in the table, which names our columns and the other calendar's."""
    top, left, bottom, right = d.frame(key)
    sheet, other = d.sheet(key), "editorial" if key == "social" else "social"
    theme, head = d.column(key, "theme"), d.mark("calcul").replace("°", "")
    wanted = d.headings(key)[theme - left]
    there = d.headings(other)[d.column(other, "theme") - d.frame(other)[1]]
    formula = f"LEN(calgen_{key}[[#This Row],[{wanted}]])+ROWS(calgen_{other}[{there}])"
    at = right + 1
    if d.table_part(key) is None or any(corners(one)[1] == at for one in sheet.cells()):
        raise KeyError("no table, or no room for a column")
    sheet.put(top, at, head)
    for row in range(top + 1, bottom + 1):
        sheet.put(row, at, f"={formula}")
    _widened(d, key, (top, left, bottom, at), head, formula)
    d.wide[key] = (top, left, bottom, at)
    d.has("calculated column", key, head, (top, at, bottom, at), formula)


def _widened(d: ObjectDraft, key: str, at: tuple[int, int, int, int], head: str, formula: str) -> None:
    """The table one column wider."""
    held = d.package.held
    part = d.table_part(key) or ""
    text = held[part].decode()
    text = re.sub(r'(<(?:table|autoFilter) [^>]*?\bref=")[^"]*"', rf'\g<1>{address(*at)}"', text)
    count = int(re.search(r'tableColumns count="(\d+)"', text)[1]) + 1  # type: ignore[index]
    ids = [int(one) for one in re.findall(r'<tableColumn [^>]*?\bid="(\d+)"', text)]
    column = (f'<tableColumn id="{max(ids) + 1}" name="{head}"><calculatedColumnFormula>{formula}'
              "</calculatedColumnFormula></tableColumn>")  # fmt: skip
    text = re.sub(r'tableColumns count="\d+"', f'tableColumns count="{count}"', text)
    held[part] = text.replace("</tableColumns>", column + "</tableColumns>").encode()


def on_redrawn(d: ObjectDraft, key: str, what: str) -> None:
    """Something of hers on a tab that is drawn again."""
    sheet = d.sheet(key)
    cells = [corners(one)[:2] for one in sheet.cells()]
    right, bottom = max(column for _, column in cells) + 2, max(row for row, _ in cells)
    row = d.rng.randint(4, min(bottom, 12))
    if what == "text":
        d.text(key, row, right)
    elif what == "text below":
        d.text(key, bottom + 3, 2)
    elif what == "note":
        d.note(key, row, 2)
    elif what == "chart":
        d.drawn("chart", key, (row, right, row + 8, right + 4), f"{quoted(sheet.title)}!$A$1:$A$5")
    elif what == "picture":
        d.drawn("picture", key, (row, right, row + 3, right + 1))
    elif what == "label":
        d.label(key, row, right, 3, 2)
    elif what == "table":
        d.table(key, row, right)


REFERENCES: tuple[ObjectEdit, ...] = (
    *(ObjectEdit(f"name {place} {key}", partial(named, key=key, place=place))
      for key in ("social", "editorial") for place in ("below", "beside", "row", "column")),
    *(ObjectEdit(f"name of the tab {place} {key}", partial(named, key=key, place=place, local=True))
      for key in ("social", "editorial") for place in ("below", "row")),
    *(ObjectEdit(f"own formula {what} {key}", partial(pointed, key=key, what=what))
      for key in ("social", "editorial") for what in ("cell", "range", "part", "column", "structured", "below")),
    *(ObjectEdit(f"own chart {key}", partial(shown, key=key)) for key in ("social", "editorial")),
    *(ObjectEdit(f"own rule {key}", partial(ruled, key=key)) for key in ("social", "editorial")),
    *(ObjectEdit(f"calculated column {key}", partial(calculated, key=key)) for key in ("social", "editorial")),
    *(ObjectEdit(f"redrawn {what} {key}", partial(on_redrawn, key=key, what=what))
      for key in _DRAWN for what in ("text", "text below", "note", "chart", "picture", "label", "table")),
)  # fmt: skip
