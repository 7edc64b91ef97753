"""What the user typed on the tabs that are drawn anew: they are compared with digests of what calgen wrote.

A digest has 12 bits for each cell that calgen filled: a text that is typed over is missed once in 4,096 times. A
formula counts as a formula, whatever it says: other programs rewrite it (docs/decisions.md, "Tabs drawn anew").
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from calgen.book.grid import Cell, CellState, Grid, Span
from calgen.book.sheet import Style, StyledCell
from calgen.calendar import canonical_text
from calgen.last_run import FORMULA

# the tasks have ids of their own: `task_entries`, `typed_task_cells`
REDRAWN = ("month", "year", "balance", "checks", "review")
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MOST_MERGED = 2_000  # cells of a merge of the user's
_LONGEST_LINK = 250  # characters of a link's text that are compared: no more of it are written
_RUN = re.compile(r"(\d+)=([\w-]+)", re.ASCII)

Place = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell of a redrawn tab that is not as calgen wrote it; `is_over`: calgen had written something there."""

    place: Place
    cell: Cell
    is_over: bool
    span: Span | None = None  # of a merge that begins here

    @property
    def places(self) -> tuple[Place, ...]:
        """The cell, with those under its merge; it comes first."""
        top, left, bottom, right = self.span or (*self.place, *self.place)
        return tuple((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

    @property
    def is_vast(self) -> bool:
        """Whether its merge is too large to be kept."""
        top, left, bottom, right = self.span or (*self.place, *self.place)
        return (bottom - top + 1) * (right - left + 1) > _MOST_MERGED


def digest_cells(cells: Iterable[tuple[Place, StyledCell]]) -> str:
    """The digests of drawn cells: rows as `4:1=AbCd,7=Ef;`, each run of columns after its first one."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), cell in cells:
        text = drawn_text(cell)
        if text:
            rows.setdefault(row, []).append((column, digest_text(text)))
    return "".join(f"{row}:{','.join(_runs(sorted(found)))};" for row, found in sorted(rows.items()))


def _runs(cells: Iterable[tuple[int, str]]) -> Iterator[str]:
    run, last = "", 0
    for column, digest in cells:
        if column != last + 1 or not run:
            if run:
                yield run
            run = f"{column}="
        run, last = run + digest, column
    if run:
        yield run


def drawn_text(cell: StyledCell) -> str:
    if cell.formula:
        return FORMULA
    return canonical_text(str(cell.value)[:_LONGEST_LINK] if cell.link else cell.value)


def stored_text(cell: Cell) -> str:
    """What a cell of a redrawn tab says, as it is compared; empty under a merge."""
    if cell.state is CellState.COVERED:
        return ""
    return FORMULA if cell.formula else canonical_text(cell.value)


def digest_text(text: str) -> str:
    """The 12 bits of a text."""
    number = zlib.crc32(text.encode("utf-8", "replace"))
    return _SIGNS[number & 63] + _SIGNS[number >> 6 & 63]


def read_digests(written: str) -> dict[Place, str]:
    """The digests by place."""
    found = {}
    for line in written.split(";"):
        row, _, runs = line.partition(":")
        for first, digests in _RUN.findall(runs) if row.isdecimal() else ():
            for n in range(0, len(digests), 2):
                found[int(row), int(first) + n // 2] = digests[n : n + 2]
    return found


def typed_cells(grid: Grid, written: str) -> list[TypedCell]:
    """The cells that are not as calgen wrote them, in order; none where it is not known what it wrote.

    A cell that the user emptied is not among them. Where a program kept only the values of all formulas of the tab,
    these values are none of the user's.
    """
    known = read_digests(written)
    if not known:
        return []
    formulas = {place for place, digest in known.items() if digest == digest_text(FORMULA)}
    if not any(cell.formula for place, cell in grid.cells.items() if place in formulas):
        grid = replace(grid, cells={place: cell for place, cell in grid.cells.items() if place not in formulas})
    spans = spans_of(grid)
    texts = ((place, cell, stored_text(cell)) for place, cell in sorted(grid.cells.items()))
    return [
        TypedCell(place, cell, place in known, spans.get(place))
        for place, cell, text in texts
        if text and known.get(place) != digest_text(text)
    ]


def spans_of(grid: Grid) -> dict[Place, Span]:
    """The merges of a tab by their first cell."""
    return {(top, left): (top, left, bottom, right) for top, left, bottom, right in (*grid.merges, *grid.row_merges)}


def place_typed_cells(
    grid: Grid,
    typed: Iterable[TypedCell],
    drawn: Mapping[Place, StyledCell] | None,
    labelled: Collection[int] | None = None,
) -> tuple[dict[Place, StyledCell], list[TypedCell]]:
    """The typed cells that can stay in place on the tab as it is drawn anew, and those that go.

    A cell stays where calgen had nothing, and has nothing now; among calgen's cells only below and beside the same
    labels as before, in all columns or those that are `labelled`. Where it is not known what will be drawn (None), it
    stays right of calgen's columns.
    """
    cells = list(typed)
    ours = {place: stored_text(cell) for place, cell in grid.cells.items()}
    for place in {place for cell in cells if not cell.is_vast for place in cell.places}:
        ours.pop(place, None)
    new = {place: text for place, cell in (drawn or {}).items() if (text := drawn_text(cell))}
    bottom, right = max((row for row, _ in ours), default=0), max((column for _, column in ours), default=0)
    kept: dict[Place, StyledCell] = {}
    lost = []
    for cell in cells:
        row, column = cell.place
        is_free = not (cell.is_over or cell.is_vast or any(place in new for place in cell.places))
        is_outside = column > right or (row > bottom and drawn is not None)
        has_labels = labelled is None or any(place[1] in labelled for place in cell.places)
        is_same = drawn is not None and (not has_labels or labels(ours, cell.place) == labels(new, cell.place))
        if is_free and (is_outside or is_same):
            kept |= kept_cells(cell)
        else:
            lost.append(cell)
    return kept, lost


def kept_cells(typed: TypedCell) -> dict[Place, StyledCell]:
    """A cell of the user's as it is drawn again, in the format that it has; blank cells under its merge."""
    style = Style(present=typed.cell.style)
    found = dict.fromkeys(typed.places, StyledCell(style=style))
    found[typed.place] = StyledCell(typed.cell.value, style, typed.cell.formula)  # type: ignore[arg-type]
    return found


def labels(texts: Mapping[Place, str], place: Place) -> tuple[str, str]:
    """The nearest texts in the first column, at or above a cell, and above it in its own column."""
    row, column = place
    label = next((texts[n, 1] for n in range(row, 0, -1) if (n, 1) in texts), "")
    above = (texts.get((n, column), "") for n in range(row - 1, 0, -1))
    return label, next((text for text in above if text and text != FORMULA), "")
