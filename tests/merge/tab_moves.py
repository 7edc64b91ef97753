"""A tab before and after a run: where its rows went, and where a thing of the user's is due."""

from __future__ import annotations

from dataclasses import dataclass

from sheet_inventory import Contents, Corners, Inventory


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
            return {self.shift} if at[2] + self.shift <= 1_048_576 else {0}
        if region == "far below":
            return {0, self.shift}
        if at[0] == at[2] and at[0] in self.ids.values():
            return {self.rows[at[0]] - at[0]} if at[0] in self.rows else None
        steps = {self.rows.get(row, row) - row for row in range(at[0], at[2] + 1) if row in self.ids.values()}
        together = steps if len(steps) == 1 else set[int]()  # its rows have moved as one
        return {0} | together if region in ("beside", "across") else None
