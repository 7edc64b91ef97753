"""Finds the tabs that calgen owns: by their marks, and where a program dropped those, by their titles and contents.

docs/decisions.md, "Whose tab it is".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from calgen.book.folding import fold
from calgen.book.headings import FIRST_ROWS, find_headings
from calgen.book.languages import languages
from calgen.book.owned_tabs import ALL_OUTPUTS, FACT, LATER_OUTPUTS, STATE, STATE_TITLE, RememberedTab, from_fact
from calgen.book.problems import Refused
from calgen.book.vocabulary import column_titles, tab_titles
from calgen.book.words import load_words
from calgen.files.read import sheets
from calgen.files.read.markup import Malformed
from calgen.files.read.shared_parts import SharedTexts, read_shared_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from calgen.book.grid import Grid
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

_IDS = {"social": re.compile(r"P\d{4,}"), "editorial": re.compile(r"S\d{4,}")}
_LEAST_IDS = 2  # of the last run, in one column of a calendar that has another title or other headings
_LEAST_HEADINGS = 5  # of a calendar that has its title
_MOST_MERGED = 200_000  # cells; as in the guard
_TABLE_NAME = "calgen_{}"  # of the table on a calendar


def find_calgen_tabs(workbook: OpenedWorkbook) -> dict[str, WorkbookSheet]:
    """The tabs that calgen owns, by key. A tab of the user's that only has the title of one is none."""
    marked = workbook.marked_sheets()
    found = {key: copies[0] for key, copies in marked.items()}
    wanted = [key for key in (STATE, *ALL_OUTPUTS) if key not in marked]
    if not {*wanted} - {*LATER_OUTPUTS} and all(len(copies) == 1 for copies in marked.values()):
        return found
    search = _TabSearch(workbook, found)
    if STATE in wanted:
        search.find_state()
    search.remember()
    for key, copies in marked.items():
        if len(copies) > 1:
            found[key] = min(copies, key=lambda sheet, key=key: search.unlikeness(key, sheet))  # type: ignore[misc]
    for key in wanted:
        search.find_by_title(key)
    if not marked and STATE in found:  # a program dropped all marks: a tab may have been renamed as well
        for key in _IDS:
            search.find_by_ids(key)
    return found


@dataclass(slots=True)
class _TabSearch:
    """The search of one workbook; what it finds goes into `found`."""

    workbook: OpenedWorkbook
    found: dict[str, WorkbookSheet]
    remembered: Mapping[str, RememberedTab] = field(default_factory=dict)
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)  # of the last run, by calendar
    _grids: dict[int, Grid | None] = field(default_factory=dict)
    _texts: SharedTexts | None = None

    def find_state(self) -> None:
        """Finds the hidden tab by its title; it holds rows of calgen's, or nothing at all."""
        for sheet in self.workbook.sheets:
            if sheet.part and sheet.title.casefold() == STATE_TITLE and (grid := self._grid(sheet)):
                kinds = {cell.value for (_, column), cell in grid.cells.items() if column == 1}
                if "run" in kinds or kinds & _IDS.keys() or not grid.cells:
                    self.found[STATE] = sheet

    def remember(self) -> None:
        """Reads what the hidden tab knows of the other tabs."""
        grid = self._grid(self.found[STATE]) if STATE in self.found else None
        ids: dict[str, set[str]] = {key: set() for key in _IDS}
        for cells in grid.by_row().values() if grid else ():
            kind, key, value = (str(cells[column].value) if column in cells else "" for column in (1, 2, 3))
            if kind == "run" and key == FACT:
                self.remembered = from_fact(value)
            elif kind in ids:
                ids[kind].add(key)
        self.ids = {key: frozenset(known) for key, known in ids.items()}

    def unlikeness(self, key: str, sheet: WorkbookSheet) -> tuple[bool, bool, int]:
        """Sorts a tab and its copies, which have its mark: a program may number the copy before the original."""
        is_titled = key in self.remembered and self.remembered[key].title == sheet.title
        return not is_titled, _TABLE_NAME.format(key) not in self._table_names(sheet), sheet.sheet_id

    def find_by_title(self, key: str) -> None:
        """Finds a tab that has its title, the remembered one or that of any language, and whose content is calgen's."""
        last = self.remembered[key].title if key in self.remembered else ""
        others = (sheet for sheet in self._others() if sheet.title)
        titled = [sheet for sheet in others if last == sheet.title or _key_of_title(sheet.title) == key]
        for sheet in sorted(titled, key=lambda sheet: (sheet.title != last, sheet.sheet_id)):
            if (grid := self._grid(sheet)) and self._is_own_content(key, grid):
                self.found[key] = sheet
                return

    def find_by_ids(self, key: str) -> None:
        """Finds a calendar, whatever its title, by half of its headings and the ids of the last run."""
        if key in self.found or not self.ids[key]:
            return
        scores = []
        for sheet in self._others():
            grid = self._grid(sheet)
            if grid and _count_headings(key, grid) >= _half_of_headings(key):
                known = self._count_ids(key, grid)
                scores.append((-known, *self.unlikeness(key, sheet), sheet.position))
        least = min(_LEAST_IDS, len(self.ids[key]))
        if scores and -min(scores)[0] >= least:
            self.found[key] = self.workbook.sheets[min(scores)[-1]]

    def _others(self) -> Iterator[WorkbookSheet]:
        """The tabs that are not recognised yet."""
        taken = {sheet.position for sheet in self.found.values()}
        return (sheet for sheet in self.workbook.sheets if sheet.part and sheet.position not in taken)

    def _is_own_content(self, key: str, grid: Grid) -> bool:
        """Whether a tab with the title of one of calgen's has its content: its lead, or headings and ids."""
        leads = _leads(key) | ({fold(self.remembered[key].lead)} if key in self.remembered else set())
        first = [cell.value for (row, _), cell in grid.cells.items() if row <= FIRST_ROWS]
        if any(isinstance(value, str) and fold(value) in leads for value in first):
            return True
        return key in _IDS and _count_headings(key, grid) >= _LEAST_HEADINGS and self._count_ids(key, grid) > 0

    def _count_ids(self, key: str, grid: Grid) -> int:
        """How many ids of the last run stand in one column; where none is known, texts that have the form of one."""
        known, columns = self.ids[key], Counter[int]()
        for (_, column), cell in grid.cells.items():
            if isinstance(cell.value, str):
                id_ = cell.value.strip().upper()
                columns[column] += id_ in known if known else bool(_IDS[key].fullmatch(id_))
        return max(columns.values(), default=0)

    def _grid(self, sheet: WorkbookSheet) -> Grid | None:
        """The cells of a tab; None where they cannot be read, which the reading of the tab itself reports."""
        if sheet.position not in self._grids:
            self._grids[sheet.position] = self._read_grid(sheet)
        return self._grids[sheet.position]

    def _read_grid(self, sheet: WorkbookSheet) -> Grid | None:
        package = self.workbook.package
        try:
            if self._texts is None:
                part = self.workbook.part_of_kind("sharedStrings")
                self._texts = read_shared_texts(package.read(part)) if part else SharedTexts()
            data = package.read(sheet.part)
            found = sheets.read_grid(data, sheet.title, self._texts, (), epoch_1904=False, most_merged=_MOST_MERGED)
        except (Malformed, Refused, sheets.TooLong):
            return None
        return found[0] if found else None

    def _table_names(self, sheet: WorkbookSheet) -> Sequence[str]:
        """The names of the tables on a tab, casefolded."""
        package = self.workbook.package
        parts = [link.part for link in package.relationships(sheet.part) if link.kind == "table"]
        try:
            return [package.tree(part).get("displayName").casefold() for part in parts if package.has(part)]
        except Refused:
            return ()


def _key_of_title(title: str) -> str:
    """The key of the tab that has this title in any language."""
    return tab_titles().get(fold(title), ("", frozenset()))[0]


@cache
def _leads(key: str) -> frozenset[str]:
    """The folded texts below the title of a tab, before its first run and after it, in all languages."""
    words = [load_words(language) for language in languages()]
    return frozenset(fold(text) for known in words for text in (known.help(key), known.text("outputs", key)))


def _count_headings(key: str, grid: Grid) -> int:
    return len(find_headings(grid, column_titles(key)).where)


def _half_of_headings(key: str) -> int:
    return len(set(column_titles(key).values())) // 2
