"""A tab before and after a run: where its rows went, and where a thing of the user's is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sheet_inventory import Contents, Corners, Inventory, corners, reads

LAST_ROW = 1_048_576


@dataclass
class TabMoves:
    """A tab before and after a run, and where its rows went."""

    old: Inventory
    new: Inventory
    book: Contents  # the workbook after the run

    def __post_init__(self) -> None:
        self.ids = self.old.ids()
        self.now = self.new.ids()
        self.rows = {row: self.now[id_] for id_, row in self.ids.items() if id_ in self.now}
        self.frame, whole = self.old.frame, self.new.frame
        self.shift = whole[2] - self.frame[2] if self.frame and whole else 0

    def region(self, at: Corners) -> str:
        """Where a range lies: below, above, beside, inside, across."""
        if self.frame is None:
            return "elsewhere"
        top, left, bottom, right = self.frame
        if at[0] > bottom:
            return "below" if at[1] <= right and at[3] >= left else "far below"
        if at[2] < top:
            return "above"
        if at[1] > right or at[3] < left:
            return "beside" if at[2] <= bottom else "across"
        return "inside" if at[2] <= bottom else "across"

    def due(self, at: Corners) -> set[int] | None:
        """How many rows a thing of one cell or several may have moved; none where any place will do."""
        region = self.region(at)
        if region in ("above", "elsewhere"):
            return {0}
        if region == "below":
            return self.below
        if region == "far below":
            return {0} | self.below
        if at[0] == at[2] and at[0] in self.ids.values():
            return {self.rows[at[0]] - at[0]} if at[0] in self.rows else None
        steps = {self.rows.get(row, row) - row for row in range(at[0], at[2] + 1) if row in self.ids.values()}
        together = steps if len(steps) == 1 else set[int]()  # its rows have moved as one
        return {0} | together if region in ("beside", "across") else None

    @cached_property
    def below(self) -> set[int]:
        """How many rows all that stands below the table may have moved.

        Nothing moves where something would leave the sheet. Where the table shrinks, what covers several rows beside
        it stays, and what is below stays under that.
        """
        if self.frame is None:
            return {0}
        if any(row + self.shift > LAST_ROW for row, _ in self.old.cells):
            return {0}
        bottom = self.frame[2]
        blocks = [one for one in self._blocks() if self.region(one) in ("beside", "across") and one[0] <= bottom]
        columns = {column for one in blocks for column in range(one[1], one[3] + 1)}
        reached = [one[2] for one in blocks] + [row for row, column in self.old.cells if column in columns]
        lowest = max((row for row in reached if bottom + self.shift < row <= bottom), default=bottom + self.shift)
        return {self.shift, lowest - bottom} if self.shift < 0 else {self.shift}

    def _blocks(self) -> Iterator[Corners]:
        """What covers several rows: labels, tables, pivots, links, matrix formulas."""
        old = self.old
        refs = [*old.merges, *(one.ref for one in old.tables), *(ref for _, ref in old.pivots)]
        refs += [one.ref for one in old.cells.values() if one.kind in ("array", "dataTable") and one.ref]
        areas = [*map(corners, refs), *(area for ref, _ in old.links for area in reads(ref))]
        return (area for area in areas if area[2] > area[0])

    def break_goals(self) -> list[set[int]]:
        """The rows below which each page break is due: two that fall on one row become one."""
        assert self.frame
        top, _, bottom, _ = self.frame
        kept = {row: {now} for row, now in self.rows.items()} | {top: {top}, bottom: {bottom + self.shift}}
        return [
            {row} if row < top else {row + step for step in self.below} if row > bottom
            else kept[max(at for at in kept if at <= row)]
            for row in sorted(set(self.old.breaks))
        ]  # fmt: skip
