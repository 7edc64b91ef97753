"""Which rows of the strategy have another name than in the last run: their posts go on under the new name.

The hidden tab holds the names of the last run, each with short digests of the other cells of its row. A row is renamed
where its old name is gone, its new name was not there, and nothing else could be meant; see "Renamed rows" in
docs/decisions.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from calgen.book.folding import fold, without_invisible
from calgen.book.problems import Problem, Severity
from calgen.last_run import LastRun, NamedRow
from calgen.merge.fingerprint import filled_cells
from calgen.strategy import TABS, Strategy

# tab of the strategy → column of the social calendar that holds the names of its rows
COLUMNS = {
    "themes": "theme",
    "platforms": "platform",
    "objectives": "objective",
    "audiences": "audience",
    "campaigns": "campaign",
    "key_dates": "key_date",
    "team": "owner",
    "formats": "format",
}
LEAST_LIKENESS = 0.6  # of two names, by difflib's ratio, and of two rows, as the part of their cells that is equal
_NO_NAMES: Mapping[str, str] = {}
_IsMeant = Callable[[NamedRow, NamedRow], bool]


@dataclass(frozen=True, slots=True)
class Renames:
    """The old names of renamed rows with the new ones, by column of the social calendar."""

    by_column: Mapping[str, Mapping[str, str]]

    def new_name(self, column: str, name: str) -> str:
        """The new name where a row was renamed, else the same name."""
        return self.by_column.get(column, _NO_NAMES).get(name, name)

    def of(self, column: str) -> Mapping[str, str]:
        """Old name → new name."""
        return self.by_column.get(column, _NO_NAMES)

    @property
    def replaced_people(self) -> frozenset[str]:
        """The folded names of the people in whose row somebody else stands: the new name is not near the old one."""
        return frozenset(fold(old) for old, new in self.of("owner").items() if not _is_near(old, new))


def named_rows(strategy: Strategy) -> dict[str, tuple[NamedRow, ...]]:
    """The rows that other tabs name, by tab and in their order, for the hidden tab."""
    return {key: tuple(_named_row(key, row) for row in _typed_rows(strategy, key)) for key in COLUMNS}


def _rows_of_calendar(last_run: LastRun, key: str) -> Iterable[NamedRow]:
    """The names in a column of the last calendar, for a workbook whose hidden tab holds no names yet."""
    names = (row.get(COLUMNS[key], "") for row in last_run.rows_of("social").values())
    return (NamedRow(name) for name in dict.fromkeys(names) if name)


def find_renames(strategy: Strategy, last_run: LastRun) -> Renames:
    """The renamed rows of each tab.

    Where the hidden tab holds no names (version 0.1.0 wrote none), the names in the calendar are compared, and
    only a name that is near enough to a new one counts.
    """
    found = {}
    for key, rows in named_rows(strategy).items():
        if last_run.names:
            pairs = dict(_pairs(last_run.names.get(key, ()), rows))
        else:
            plain = [NamedRow(row.name) for row in rows]
            pairs = dict(_pairs(list(_rows_of_calendar(last_run, key)), plain, (_is_same_name, _is_near_name)))
        if pairs:
            found[COLUMNS[key]] = pairs
    return Renames(found)


def former_names(strategy: Strategy, last_run: LastRun) -> dict[str, str]:
    """The former name of each renamed row by its new one, of all tabs."""
    found = find_renames(strategy, last_run).by_column if last_run.names else {}
    return {new: old for names in found.values() for old, new in names.items()}


def rename_notes(
    strategy: Strategy, last_run: LastRun, renames: Renames, over: Collection[str]
) -> Iterator[Problem]:
    """A note for each row that has visibly been renamed and that posts of the last run name, with their number.

    `over` are the ids of the posts that keep the name of a person who was replaced.
    """
    for key, column in COLUMNS.items():
        rows = {_name(key, row): row for row in _typed_rows(strategy, key)}
        for old, new in sorted(renames.of(column).items()):
            ids = [id_ for id_, row in last_run.rows_of("social").items() if row.get(column) == old]
            is_person = column == "owner" and fold(old) in renames.replaced_people
            count = sum(id_ not in over for id_ in ids) if is_person else len(ids)
            if ids and without_invisible(old) != without_invisible(new):
                place, code = rows[new].source.place(_tab(key).name.key), "person_replaced" if is_person else "renamed"
                yield Problem(code, place, Severity.NOTE, {"old": old, "new": new, "n": count})


def _pairs(
    before: Sequence[NamedRow], now: Sequence[NamedRow], tests: Sequence[_IsMeant] | None = None
) -> Iterator[tuple[str, str]]:
    """Each old name that is gone with the new name of its row, the surest first; a name is used once."""
    old_names, new_names = {row.name for row in before}, {row.name for row in now}
    gone = [row for row in before if row.name not in new_names]
    added = [row for row in now if row.name not in old_names]
    places = {(is_new, row.name): n for is_new, rows in enumerate((before, now)) for n, row in enumerate(rows)}

    def is_alike(old: NamedRow, new: NamedRow) -> bool:
        stands_there = places[False, old.name] == places[True, new.name]
        return _likeness(old, new) >= LEAST_LIKENESS and (stands_there or _is_near_name(old, new))

    for is_meant in tests or (_is_same_name, _has_same_cells, is_alike):
        for old in list(gone):
            meant = [new for new in added if is_meant(old, new)]
            if len(meant) == 1 and sum(is_meant(other, meant[0]) for other in gone) == 1:
                yield old.name, meant[0].name
                gone.remove(old)
                added.remove(meant[0])


def _is_same_name(old: NamedRow, new: NamedRow) -> bool:
    """Whether two names differ by letter case, accents or spaces alone."""
    return fold(old.name) == fold(new.name)


def _is_near_name(old: NamedRow, new: NamedRow) -> bool:
    return _is_near(old.name, new.name)


def _is_near(old: str, new: str) -> bool:
    return SequenceMatcher(None, fold(old), fold(new)).ratio() >= LEAST_LIKENESS


def _has_same_cells(old: NamedRow, new: NamedRow) -> bool:
    """Whether all other cells of two rows are equal."""
    return bool(old.cells) and old.cells == new.cells


def _likeness(old: NamedRow, new: NamedRow) -> float:
    """The part of the filled cells of two rows that are equal."""
    columns = old.cells.keys() | new.cells.keys()
    return sum(old.cells.get(key) == new.cells.get(key) for key in columns) / len(columns) if columns else 0.0


def _named_row(key: str, row: Any) -> NamedRow:
    tab = _tab(key)
    cells = {column: _digest(value) for column, value in filled_cells(tab, row) if column != tab.name.key}
    return NamedRow(_name(key, row), cells)


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:8]


def _typed_rows(strategy: Strategy, key: str) -> Iterable[Any]:
    """The rows of a tab that the user typed, from top to bottom."""
    rows: Sequence[Any] = getattr(strategy, key)
    return sorted((row for row in rows if row.source.row), key=lambda row: (row.source.row, _name(key, row)))


def _name(key: str, row: Any) -> str:
    name: str = getattr(row, _tab(key).name.key)
    return name


def _tab(key: str) -> Any:
    return next(tab for tab in TABS if tab.key == key)
