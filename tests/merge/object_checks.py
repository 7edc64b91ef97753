"""What must be true of each kind of thing that a user put on a calendar, after a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from object_draft import Added
from sheet_inventory import Corners, Inventory, corners, letters, reads
from sheet_package import address
from tab_moves import TabMoves

Spot = tuple[int, int]


def places(sheet: Inventory, mark: str) -> list[Spot]:
    return [at for at, cell in sheet.cells.items() if cell.value == mark]


def _shifted(thing: Added, moves: TabMoves, now: Corners, what: str) -> Iterator[str]:
    """Whether a thing is as large as before, and where it is due."""
    old, due = thing.at, moves.due(thing.at)
    region = moves.region(old)
    if (now[2] - now[0], now[3] - now[1]) != (old[2] - old[0], old[3] - old[1]):
        yield f"{region}: {what} covers {address(*now)} instead of {address(*old)}"
    elif now[1] != old[1]:
        yield f"{region}: {what} moved sideways, to {address(*now)}"
    elif due is not None and now[0] - old[0] not in due:
        yield f"{region}: {what} is at {address(*now)}, {now[0] - old[0]} rows off, due {sorted(due)}"


def check_text(thing: Added, moves: TabMoves) -> Iterator[str]:
    found = places(moves.new, thing.mark) or [at for at, one in moves.new.cells.items() if thing.mark in one.formula]
    if len(found) != 1:
        yield f"{moves.region(thing.at)}: stands {len(found)} times"
        return
    yield from _shifted(thing, moves, (*found[0], *found[0]), "it")


def _label(thing: Added, moves: TabMoves) -> Iterator[str]:
    found = places(moves.new, thing.mark)
    if len(found) != 1:
        yield f"{moves.region(thing.at)}: the text stands {len(found)} times"
        return
    merges = [corners(ref) for ref in moves.new.merges]
    now = next((one for one in merges if one[:2] == found[0]), None)
    if now is None and thing.at[:2] != thing.at[2:]:
        yield f"{moves.region(thing.at)}: no merge at {letters(found[0])}"
    elif now:
        yield from _shifted(thing, moves, now, "the label")


def _table(thing: Added, moves: TabMoves) -> Iterator[str]:
    found = next((one for one in moves.new.tables if one.name == thing.mark), None)
    if found is None:
        yield f"{moves.region(thing.at)}: the table is gone"
        return
    now = corners(found.ref)
    yield from _shifted(thing, moves, now, "the table")
    top, left, bottom, right = thing.at
    for row in range(bottom - top + 1):
        for column in range(right - left + 1):
            was = moves.old.cells.get((top + row, left + column))
            cell = moves.new.cells.get((now[0] + row, now[1] + column))
            if was and (cell is None or (cell.value, cell.formula) != (was.value, was.formula)):
                yield f"{moves.region(thing.at)}: {letters((top + row, left + column))} was {was.value!r}, is " + repr(
                    cell and cell.value
                )
                return


def _link(thing: Added, moves: TabMoves) -> Iterator[str]:
    covered = [one for ref, to in moves.new.links if to == thing.mark for one in reads(ref)]
    rows = sum(one[2] - one[0] + 1 for one in covered)
    due = thing.at[2] - thing.at[0] + 1
    if rows != due:
        yield f"{moves.region(thing.at)}: the link covers {[address(*one) for one in covered]}, {due} rows before"
        return
    if moves.region(thing.at) in ("below", "above", "elsewhere") or due == 1:
        yield from _shifted(thing, moves, covered[0], "the link")
    elif moves.region(thing.at) == "inside":
        now = {row for one in covered for row in range(one[0], one[2] + 1)}
        wanted = {moves.rows.get(row) for row in range(thing.at[0], thing.at[2] + 1)}
        if now != wanted:
            yield f"inside: the link is on rows {now}, its posts on {wanted}"


def _array(thing: Added, moves: TabMoves) -> Iterator[str]:
    found = [(at, one) for at, one in moves.new.cells.items() if thing.mark in one.formula]
    if len(found) != 1 or not found[0][1].ref:
        yield f"{moves.region(thing.at)}: the array stands {len(found)} times"
        return
    at, cell = found[0]
    now = corners(cell.ref)
    if now[:2] != at:
        yield f"its range {cell.ref} begins elsewhere than {letters(at)}"
    yield from _shifted(thing, moves, now, "the array")
    old, new = corners(thing.aim), next(iter(re.findall(r"[A-Z]+\d+(?::[A-Z]+\d+)?", cell.formula)), "")
    if not new or corners(new)[0] - old[0] != now[0] - thing.at[0]:
        yield f"the array speaks of {new}, of {thing.aim} before, moved by {now[0] - thing.at[0]}"


def _data_table(thing: Added, moves: TabMoves) -> Iterator[str]:
    yield from _cells_of_kind(thing, moves, "dataTable")


def _cells_of_kind(thing: Added, moves: TabMoves, kind: str) -> Iterator[str]:
    found = [corners(one.ref) for one in moves.new.cells.values() if one.kind == kind and one.ref]
    if len(found) != 1:
        yield f"{moves.region(thing.at)}: {len(found)} of kind {kind}"
    else:
        yield from _shifted(thing, moves, found[0], "it")


def _note(thing: Added, moves: TabMoves) -> Iterator[str]:
    held = moves.new.threads if thing.kind == "conversation" else moves.new.notes
    found = [at for at, text in held.items() if thing.mark in text]
    if len(found) != 1:
        yield f"{moves.region(thing.at)}: the note stands {len(found)} times"
    elif moves.frame:  # on a tab that is drawn anew it follows its line
        yield from _shifted(thing, moves, (*found[0], *found[0]), "the note")


def _anchor(thing: Added, moves: TabMoves) -> Iterator[str]:
    now = moves.new.anchors.get(thing.mark)
    if now is None:
        yield f"{moves.region(thing.at)}: it is gone"
    elif moves.region(thing.at) != "elsewhere":
        yield from _shifted(thing, moves, now, "it")
    if thing.kind == "chart" and now and moves.frame:
        yield from _values_of_chart(thing, moves)


def _values_of_chart(thing: Added, moves: TabMoves) -> Iterator[str]:
    """A chart over a whole column of the table reaches to its last row."""
    assert moves.frame
    assert moves.new.frame
    for text in moves.new.charts.get(thing.mark, []):
        ref = text.rpartition("!")[2]
        now, whole = corners(ref), moves.new.frame
        if (now[0], now[2]) != (whole[0] + 1, whole[2]):
            yield f"the chart shows {ref}, the table is {address(*moves.new.frame)}"


def _name(thing: Added, moves: TabMoves) -> Iterator[str]:
    values = [value for name, _, value in moves.book.names if name == thing.mark]
    if len(values) != 1 or "!" not in values[0]:
        yield f"the name stands for {values}"
        return
    now, region = corners(values[0].rpartition("!")[2]), moves.region(thing.at)
    if moves.frame and (thing.at[0], thing.at[2]) == (moves.frame[0] + 1, moves.frame[2]):
        if (now[0], now[2]) != (thing.at[0], moves.frame[2] + moves.shift):
            yield f"the name for the column is {address(*now)}, the rows end in {moves.frame[2] + moves.shift}"
    elif region != "inside" or thing.at[0] == thing.at[2]:
        yield from _shifted(thing, moves, now, "the name")


def _printed(thing: Added, moves: TabMoves) -> Iterator[str]:
    if moves.frame is None:
        return
    values = [value for name, local, value in moves.book.names if name == thing.mark and moves.new.title in
              (value.replace("'", "").partition("!")[0], list(moves.book.parts)[local or 0])]  # fmt: skip
    areas = [corners(one.rpartition("!")[2]) for value in values for one in value.split(",")]
    if thing.kind == "print titles":
        if [one[2] for one in areas if one[3] > 9000] != [thing.at[2]]:
            yield f"the titles are {values}"
        return
    due = {thing.at[2] + step for step in moves.below}
    if not any(one[2] in due for one in areas):
        yield f"the areas {values} do not end in row {sorted(due)}"


def _break(thing: Added, moves: TabMoves) -> Iterator[str]:
    if moves.frame is None:
        return
    for due in moves.break_goals():
        if not due & set(moves.new.breaks):
            yield f"no break after row {sorted(due)}: {moves.old.breaks} became {moves.new.breaks}"
    if len(moves.new.breaks) > len(set(moves.new.breaks)):
        yield f"two breaks after one row: {moves.new.breaks}"


def _format(thing: Added, moves: TabMoves) -> Iterator[str]:
    listed = [(ref, formula) for ref, formula in moves.new.formats if thing.mark in formula]
    listed += [(ref, prompt) for ref, prompt, _ in moves.new.choices if prompt == thing.mark]
    areas = [one for ref, _ in listed for one in reads(ref)]
    if moves.region(thing.at) == "beside":
        wanted = {(moves.rows.get(row), thing.at[1]) for row in range(thing.at[0], thing.at[2] + 1)}
        same = {(row, thing.at[1]) for row in range(thing.at[0], thing.at[2] + 1)}
        now = {(row, one[1]) for one in areas for row in range(one[0], one[2] + 1)}
        if now not in (wanted, same):
            yield f"beside: the rule is on {[address(*one) for one in areas]}"
    elif len(areas) != 1:
        yield f"{moves.region(thing.at)}: the rule is on {[address(*one) for one in areas]}"
    else:
        yield from _shifted(thing, moves, areas[0], "the rule")


def _spark(thing: Added, moves: TabMoves) -> Iterator[str]:
    if len(moves.new.sparks) != 1:
        yield f"{len(moves.new.sparks)} sparklines"
        return
    cell, values = moves.new.sparks[0]
    yield from _shifted(thing, moves, corners(cell), "the sparkline")
    if corners(values.rpartition("!")[2])[0] != corners(cell)[0]:
        yield f"the sparkline in {cell} shows {values}"


def _pivot(thing: Added, moves: TabMoves) -> Iterator[str]:
    found = [corners(ref) for name, ref in moves.new.pivots if name == thing.mark]
    if len(found) != 1:
        yield f"{moves.region(thing.at)}: the pivot stands {len(found)} times"
        return
    yield from _shifted(thing, moves, found[0], "the pivot")
    if places(moves.new, f"{thing.mark} 0") != [found[0][:2]]:
        yield f"{moves.region(thing.at)}: the pivot's cells are at {places(moves.new, f'{thing.mark} 0')}"


def _column(thing: Added, moves: TabMoves) -> Iterator[str]:
    table = moves.new.table
    if table is None or thing.mark not in table.columns:
        yield "the column is gone"


def _grouped(thing: Added, moves: TabMoves) -> Iterator[str]:
    for row, _ in places(moves.new, thing.mark):
        looks = moves.new.rows[row]
        if (looks.get("outlineLevel"), looks.get("hidden")) != ("1", "1"):
            yield f"row {row} is not folded: {dict(looks)}"


def _number(thing: Added, moves: TabMoves) -> Iterator[str]:
    return iter(())


CHECKS: dict[str, Callable[[Added, TabMoves], Iterator[str]]] = {
    "label": _label, "table": _table, "link": _link, "array": _array, "data table": _data_table, "note": _note,
    "conversation": _note, "chart": _anchor, "picture": _anchor, "name": _name, "print area": _printed,
    "print titles": _printed, "break": _break, "format": _format, "choice": _format, "sparkline": _spark,
    "calculated column": _column, "grouped row": _grouped, "number": _number,
    "pivot": _pivot,
}  # fmt: skip
