"""A calendar tab on a later run: edited where it stands, so that all that the user put on it stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from calgen.book.grid import letter
from calgen.book.sheet import MovedRow, SheetEdit
from calgen.files.edit import rows
from calgen.files.edit.formulas import translated
from calgen.files.edit.moved_cells import Places
from calgen.files.edit.rows import BLANK, Cell, Row, formula, style_of, styled
from calgen.files.read.markup import MAIN, parse, utf8


@dataclass(frozen=True, slots=True)
class Edited:
    """A sheet after the edit: what stands before its rows, these and what stands behind, and where its rows went."""

    data: tuple[bytes, bytes, bytes]
    places: Places
    added: Mapping[int, str] = field(default_factory=dict)  # columns that came back → their headings
    headings: Mapping[int, str] = field(default_factory=dict)  # all that stands in the heading row, by column


def unprefixed(data: bytes) -> bytes:
    """A sheet as it means the same without a prefix for the sheet's own namespace."""
    data = utf8(data)
    root = parse(data, stop="sheetData")
    found = re.match(rb"<([\w.-]+):worksheet\b", data[root.start : root.inner])
    if not found:
        return data
    prefix = found[1]
    body = data.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")
    return body.replace(b"xmlns:" + prefix + b"=", b"xmlns=", 1)


def edit(
    now: bytes, new: Mapping[int, Row], how: SheetEdit, corner: tuple[int, int], title: str, names: Mapping[str, str]
) -> Edited:
    """The rows of a sheet without prefixes as `how` says; `new` are those of the drawn one in the user's styles.

    `corner` is the last row and column of the table's body (where there is no table, a column left of it all), `title`
    the tab's, `names` the headings that change.
    """
    bottom, right = corner
    assert parse(now, stop="sheetData").space in (MAIN, "")
    head, body, tail = rows.split(now)
    old = rows.read(body)
    places, order = _layout(old, how, bottom)
    rows.unshared(old)
    tabled = right >= min(how.columns.values(), default=1)
    full = (column for row in old.values() for column, (_, inside) in row.cells.items() if inside and tabled)
    width = max([right, *how.columns.values(), *full])
    columns = {**how.columns, **{column: width + n for n, column in enumerate(how.back, 1)}}
    pattern = _Pattern(old, new, how, columns)
    for number, row in old.items():
        if goal := places.row(number):
            rows.follow(row, number, goal, places, title, names)
    made = {places.row(number): row for number, row in old.items() if not how.top < number <= bottom}
    for goal, moved in order.items():
        made[goal] = old.get(moved.old) or pattern.fresh(new, moved, goal)
        _take(made[goal], new.get(moved.drawn), moved, columns, pattern)
    _head(made, new, how, columns)
    nameless = _name(made[how.top], how, right, width) if how.back or not tabled else {}
    written = b"".join(row.written(number) for number, row in sorted(made.items()))
    return Edited((head, written, tail), places, {columns[column]: heading for column, heading in how.back.items()},
                  {**how.standing, **nameless})


def _name(heading: Row, how: SheetEdit, right: int, width: int) -> dict[int, str]:
    """Headings for the user's nameless columns that a table takes in: in a table each column has one."""
    found = {column: f"({letter(column)})" for column in range(right + 1, width + 1) if column not in how.standing}
    for column, text in found.items():
        style = style_of(heading.cells.get(column, BLANK))
        inside = b"<is><t>%s</t></is>" % rows.escaped(text)
        heading.cells[column] = styled((b' t="inlineStr"', inside), style)
        heading.raw = b""
    return found


def _layout(old: Mapping[int, Row], how: SheetEdit, bottom: int) -> tuple[Places, dict[int, MovedRow]]:
    """Where each row of the body goes: the listed ones in their order, any other one below the row it stands under."""
    listed = {moved.old for moved in how.rows if moved.old}
    below: dict[int, list[int]] = {}
    anchor = how.top
    for number in range(how.top + 1, bottom + 1):
        if number in listed:
            anchor = number
        elif number not in how.deleted:
            below.setdefault(anchor, []).append(number)
    order: dict[int, MovedRow] = {}
    goal = how.top
    for moved in (MovedRow(how.top, 0, frozenset()), *how.rows):
        if moved.old != how.top:
            goal += 1
            order[goal] = moved
        for other in below.get(moved.old, ()) if moved.old else ():
            goal += 1
            order[goal] = MovedRow(other, 0, frozenset())
    went = {moved.old: number for number, moved in order.items() if moved.old}
    idle = sum(map(len, below.values()))  # rows of the user's that are no posts, and empty ones
    whole = max(bottom - how.fresh - idle, how.top + 1)
    return Places(how.top + 1, bottom, max(goal, how.top + 1), whole, went), order


class _Pattern:
    """What a new row looks like: the user's own columns as on the other rows, ours as drawn."""

    def __init__(
        self, old: Mapping[int, Row], new: Mapping[int, Row], how: SheetEdit, columns: Mapping[int, int]
    ) -> None:
        body = [(moved.old, old[moved.old]) for moved in how.rows if moved.old in old]
        ours = set(columns.values())
        own = {column for _, row in body for column in row.cells} - ours
        drawn = [new[moved.drawn] for moved in how.rows if moved.drawn in new]
        self.ours = {column: {style_of(row.cells[column]) for row in drawn if column in row.cells}
                     for column in columns}  # fmt: skip
        self.filled = {column: found for column in sorted(own) if (found := _filled(body, column))}
        rows_with = {column: [row for _, row in body if column in row.cells] for column in own}
        self.styles = {column: _most(style_of(row.cells[column]) for row in found)
                       for column, found in rows_with.items()}  # fmt: skip

    def fresh(self, new: Mapping[int, Row], moved: MovedRow, goal: int) -> Row:
        """A new row: as high as drawn, with the user's formulas filled down."""
        like = new.get(moved.drawn)
        row = Row(like.attrs if like else b"")
        for column, style in self.styles.items():
            row.cells[column] = styled(BLANK, style)
        for column, (text, origin, cell) in self.filled.items():
            own = translated(text, origin, f"{letter(column)}{goal}")
            row.cells[column] = styled((b"", b"<f>%s</f>" % rows.escaped(own)), style_of(cell))
        return row


def _filled(body: list[tuple[int, Row]], column: int) -> tuple[str, str, Cell] | None:
    """The formula that the user gave to every row of a column, where it is the same in each."""
    cells = [(number, row.cells[column]) for number, row in body if row.cells.get(column, BLANK)[1]]
    if not cells or len(cells) < len(body) or not all(formula(cell) for _, cell in cells):
        return None
    number, first = cells[0]
    origin = f"{letter(column)}{number}"
    for other, cell in cells[1:]:
        if translated(formula(first), origin, f"{letter(column)}{other}") != formula(cell):
            return None
    return formula(first), origin, first


def _most(styles: object) -> bytes:
    counted = Counter(styles)  # type: ignore[call-overload]
    return max(sorted(counted), key=counted.__getitem__, default=b"")


def _take(row: Row, drawn: Row | None, moved: MovedRow, columns: Mapping[int, int], pattern: _Pattern) -> None:
    """The cells that calgen writes; a format that the user gave to one stays."""
    if drawn is None or not moved.take:
        return
    for column in sorted(moved.take):
        at = columns.get(column, 0)
        if not at:
            continue
        cell = drawn.cells.get(column, BLANK)
        there = row.cells.get(at)
        users = moved.old and there is not None and style_of(there) not in pattern.ours.get(column, ())
        row.cells[at] = styled(cell, style_of(there)) if users and there is not None else cell
    row.raw = b""


def _head(made: dict[int, Row], new: Mapping[int, Row], how: SheetEdit, columns: Mapping[int, int]) -> None:
    """The headings that change, those that come back, and the lines above the table."""
    for (row, column), (drawn_row, drawn_column) in how.above.items():
        source = new.get(drawn_row, Row(b"")).cells.get(drawn_column)
        if source is not None and row in made:
            there = made[row].cells.get(column)
            made[row].cells[column] = styled(source, style_of(there)) if there else source
            made[row].raw = b""
    drawn_top = next((number for number, row in sorted(new.items()) if len(row.cells) >= len(how.columns) > 1), 0)
    heading = made.setdefault(how.top, Row(b""))
    for drawn, now in columns.items():
        if now in how.headings or drawn in how.back:
            source = new[drawn_top].cells[drawn]
            there = heading.cells.get(now)
            heading.cells[now] = styled(source, style_of(there)) if there else source
            heading.raw = b""
