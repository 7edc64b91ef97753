"""The records that are made of their cells, while they are gathered: each value remembers the cells it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from calgen.adopt.records import LeftCell, TakenCell, TitleCell
from calgen.adopt.regions import PlacedCell
from calgen.book.folding import fold
from calgen.book.problems import Problem
from calgen.book.sheet import SheetValue
from calgen.book.values import Phrase


@dataclass(slots=True)
class GatheredValue:
    """A value of a record, and the cells of theirs that it was made of."""

    value: SheetValue
    cells: list[PlacedCell]
    is_own: bool = False  # of a column of theirs that goes along as it is


GatheredRecord = dict[str, GatheredValue]  # by column key


@dataclass(slots=True)
class Collection:
    """The records by tab key, and the cells that are left or name others."""

    records: dict[str, list[GatheredRecord]] = field(default_factory=dict)
    left: list[LeftCell] = field(default_factory=list)
    titles: list[TitleCell] = field(default_factory=list)
    own_columns: dict[str, dict[str, str]] = field(default_factory=dict)  # by tab: heading of theirs → as it is written

    def add(self, key: str, record: GatheredRecord, name: str = "") -> None:
        """Adds a record; with `name`, one of the same name takes its values, and what both say differently is left."""
        known = self.find(key, name, record[name].value) if name in record else None
        if known is None:
            self.records.setdefault(key, []).append(record)
            return
        for column, found in record.items():
            if column not in known:
                known[column] = found
            elif str(known[column].value) == str(found.value):
                known[column].cells += found.cells
            else:
                for cell in found.cells:
                    self.leave(cell, Phrase(("adopt", "reasons", "said_before"), {"value": str(known[column].value)}))

    def find(self, key: str, column: str, value: SheetValue) -> GatheredRecord | None:
        """The record of a tab that has a name already."""
        named = (record for record in self.records.get(key, ()) if column in record)
        return next((record for record in named if fold(str(record[column].value)) == fold(str(value))), None)

    def leave(self, cell: PlacedCell, reason: Phrase | Problem, text: str = "") -> None:
        """Lists a cell, or a part of its text, among what is left."""
        found = LeftCell(cell.place, text or shown_text(cell), reason)
        if found not in self.left:  # a row of theirs may become several posts
            self.left.append(found)

    def name(self, cell: PlacedCell) -> None:
        """Lists a cell that names others."""
        self.titles.append(TitleCell(cell.place, cell.text))

    def filled_own_columns(self) -> dict[str, tuple[str, ...]]:
        """The headings of the columns of theirs that go along, by tab, as they are written."""
        used = {key: {column for record in records for column in record} for key, records in self.records.items()}
        found = {key: tuple(heading for heading in headings.values() if heading in used.get(key, ()))
                 for key, headings in self.own_columns.items()}  # fmt: skip
        return {key: headings for key, headings in found.items() if headings}

    def taken(self) -> Iterator[TakenCell]:
        """Every cell that stands in a record."""
        for key, records in self.records.items():
            for n, record in enumerate(records):
                for column, found in record.items():
                    for cell in found.cells:
                        yield TakenCell(cell.place, key, n, column, found.value, found.is_own)


def shown_text(cell: PlacedCell) -> str:
    """A cell as a text; of a box what it says."""
    return str(cell.cell.value).upper() if isinstance(cell.cell.value, bool) else cell.text
