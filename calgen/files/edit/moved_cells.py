"""Where cells of an edited tab go: rows that moved, ranges that stretch, formulas that follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from calgen.files.edit.formulas import CELL, LAST_ROW, rewritten

_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]')
_LIKE_CELL = re.compile(r"[A-Za-z]\$?\d")


@dataclass(frozen=True)
class Places:
    """The rows of a table's body, `first` to `last` before and to `end` after; where each of them went.

    A range from the first down to `whole` holds all of them: rows that the user added below may not be in it yet.
    """

    first: int
    last: int
    end: int
    whole: int
    rows: Mapping[int, int] = field(default_factory=dict)  # a row of the body, old number → new one (absent: gone)

    @cached_property
    def still(self) -> bool:
        """Whether nothing moved."""
        complete = all(row in self.rows for row in range(self.first, self.last + 1))
        return complete and self.last == self.end == self.whole and all(old == new for old, new in self.rows.items())

    def row(self, old: int) -> int:
        """Where a row went; 0 if it is gone."""
        if old < self.first:
            return old
        if old > self.last:  # below the body: taken into it, or pushed on
            return self.rows.get(old) or min(old + self.end - self.last, LAST_ROW)
        return self.rows.get(old, 0)

    def _holds(self, top: int, bottom: int) -> bool:
        return top <= self.first and bottom >= self.whole and bottom > top

    def span(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """Where the rows of a range went: stretched where it holds the whole body, else row by row."""
        if self._holds(top, bottom):
            return [(top, bottom if bottom == LAST_ROW else max(self.end, bottom + self.end - self.last))]
        if bottom < self.first or top > self.last:
            return [(self.row(top), self.row(bottom))]
        found = sorted({new for old in range(top, bottom + 1) if (new := self.row(old))})
        runs: list[tuple[int, int]] = []
        for new in found:
            runs = [*runs[:-1], (runs[-1][0], new)] if runs and runs[-1][1] == new - 1 else [*runs, (new, new)]
        return runs

    def ends(self, top: int, bottom: int) -> tuple[int, int]:
        """The same as one range, for a formula: each end goes where its row goes; (0, 0) where both are gone."""
        if self._holds(top, bottom):
            return self.span(top, bottom)[0]
        found = [new for old in (top, bottom) if (new := self.row(old))]
        return (min(found), max(found)) if found else (0, 0)


def ranges(text: str, places: Places) -> str:
    """A list of ranges (`A5:B9 D5`) where its cells went; empty where nothing of it is left."""
    found: list[str] = []
    for one in text.split():
        ends = [CELL.fullmatch(end) for end in one.split(":")]
        if any(end is None for end in ends):
            found.append(one)  # whole columns or rows
            continue
        first, last = ends[0], ends[-1]
        assert first is not None
        assert last is not None
        for top, bottom in places.span(int(first[4]), int(last[4])):
            begin = f"{first[1]}{first[2]}{first[3]}{top}"
            close = f"{last[1]}{last[2]}{last[3]}{bottom}"
            found.append(begin if begin == close else f"{begin}:{close}")
    return " ".join(dict.fromkeys(found))


def followed(formula: str, places: Places, title: str, names: Mapping[str, str] | None = None) -> str:
    """A formula on the tab `title` after its rows moved: `names` are changed headings of tables, old → new.

    References to other tabs stay; those to rows that are gone become `#REF!`.
    """
    if not names and not _LIKE_CELL.search(_ASIDE.sub("", formula)):
        return formula  # names, tables and texts alone

    def moved(text: str) -> str:
        sheet, mark, cells = text.rpartition("!")
        plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if mark and plain.casefold() != title.casefold():
            return text
        return sheet + mark + _moved(cells, places)

    known = names or {}
    return rewritten(formula, lambda text: _named(text, known) if "[" in text else moved(text))


def _moved(cells: str, places: Places) -> str:
    ends = [CELL.fullmatch(end) for end in cells.split(":")]
    if any(end is None for end in ends):
        return cells
    first, last = ends[0], ends[-1]
    assert first is not None
    assert last is not None
    top, bottom = places.ends(int(first[4]), int(last[4]))
    if not top:
        return "#REF!"
    one = f"{first[1]}{first[2]}{first[3]}{top}"
    return one if len(ends) == 1 else f"{one}:{last[1]}{last[2]}{last[3]}{bottom}"


def _named(text: str, names: Mapping[str, str]) -> str:
    """A structured reference by the headings that are there now."""
    return re.sub(r"\[([^\[\]#@]+)\]", lambda one: f"[{names.get(one[1], one[1])}]", text) if names else text
