"""Where cells of an edited tab go: rows that moved, ranges that stretch, formulas that follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]')
LAST_ROW = 1_048_576


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
        ends = [_CELL.fullmatch(end) for end in one.split(":")]
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
    if not names and not _CELL.search(_ASIDE.sub("", formula)):
        return formula  # names, tables and texts alone

    def moved(text: str) -> str:
        sheet, mark, cells = text.rpartition("!")
        plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if mark and plain.casefold() != title.casefold():
            return text
        return sheet + mark + _moved(cells, places)

    return _rewritten(formula, moved, names or {})


def _moved(cells: str, places: Places) -> str:
    ends = [_CELL.fullmatch(end) for end in cells.split(":")]
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


def _rewritten(formula: str, moved: Callable[[str], str], names: Mapping[str, str]) -> str:
    """A formula with each reference as `moved` says it, and headings by their new names."""
    from openpyxl.formula.tokenizer import Token, Tokenizer  # slow to load: only where a formula moves

    try:
        tokens = Tokenizer("=" + formula)
    except Exception:  # noqa: BLE001 -- what the library cannot read stays as it is
        return formula
    said = []
    for token in tokens.items:
        text = token.value
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            text = _named(text, names) if "[" in text else moved(text)
        said.append(text)
    return "".join(said)


def _named(text: str, names: Mapping[str, str]) -> str:
    """A structured reference by the headings that are there now."""
    return re.sub(r"\[([^\[\]#@]+)\]", lambda one: f"[{names.get(one[1], one[1])}]", text) if names else text


def renamed_columns(formula: str, columns: Callable[[int], int]) -> str:
    """A formula that was drawn for other columns; `columns` says where each stands now (0: nowhere)."""
    from calgen.book.grid import letter

    def moved(text: str) -> str:
        def one(found: re.Match[str]) -> str:
            now = columns(number_of(found[2]))
            return f"{found[1]}{letter(now)}{found[3]}{found[4]}" if now else "#REF!"

        return text if "!" in text else _CELL.sub(one, text)

    return _rewritten(formula, moved, {})


def translated(formula: str, origin: str, goal: str) -> str:
    """A formula of one cell as it means the same in another."""
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator("=" + formula, origin).translate_formula(goal))[1:]
    except (TranslatorError, ValueError, IndexError):
        return formula


def number_of(letters: str) -> int:
    """The number of a column's letters, from 1."""
    number = 0
    for one in letters.upper():
        number = number * 26 + ord(one) - 64
    return number


def split(ref: str) -> tuple[int, int]:
    """Row and column of a cell's address."""
    found = _CELL.fullmatch(ref)
    return (int(found[4]), number_of(found[2])) if found else (0, 0)
