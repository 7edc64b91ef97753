"""Reads the part of a sheet as a grid of cells, in one pass of expat.

Values are taken as they are stored; formulas are not calculated.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from calgen.book.grid import EMPTY, Cell, CellState, Grid, Value, letter
from calgen.files.read import stored_values
from calgen.files.read.formulas import translate_formula
from calgen.files.read.markup import Malformed, whole_number
from calgen.files.read.shared_parts import LONGEST_TEXT, SharedTexts, parse_events

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
# characters of a shared formula, and of all on a tab, that are worked out for each cell: a file may ask for billions
LONGEST_SHARED, MOST_TRANSLATED = 1_000, 3_000_000
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_COVERED = Cell(state=CellState.COVERED)


class TooLong(Exception):  # noqa: N818 -- it says what the file holds
    """A cell has too long a text, or a tab too many merged cells; `cell` is the address."""

    def __init__(self, what: str, cell: str) -> None:
        super().__init__(what)
        self.what, self.cell = what, cell


def check_xml(data: bytes) -> None:
    """Checks that a part is well-formed XML. Raises Malformed."""
    parse_events(data, None, None)


class _SheetReader:
    """Collects the cells of a sheet from the events of the parser."""

    def __init__(self, texts: SharedTexts, kinds: Sequence[int], epoch_1904: bool) -> None:
        (self.texts, self._with_invisible), self.kinds, self.epoch_1904 = texts, kinds, epoch_1904
        self.cells: dict[tuple[int, int], Cell] = {}
        self.with_invisible: set[tuple[int, int]] = set()
        self.hidden: set[int] = set()
        self.levels: dict[int, int] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.text_size = 0
        self.root = ""
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._open: dict[str, str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._shared = ""  # number of the formula that several cells share
        self._masters: dict[str, tuple[str, str]] = {}  # shared formulas by number: text and cell
        self._translated = 0  # characters of shared formulas that were worked out
        self._pieces: list[str] = []
        self._taking = self._in_phonetic = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if not self.root:
            space, _, self.root = name.rpartition(" ")
            own = ("c", "v", "f", "t", "rPh", "row", "mergeCell")
            self._names = {f"{space} {name}".strip(): name for name in own}
            return
        local = self._names.get(name)
        if local == "c":
            self._open, self._value, self._formula, self._pieces = attrs, None, None, []
        elif local is None:
            return
        elif local == "v" or local == "f":
            self._pieces = []
            self._taking = self._open is not None
            self._shared = attrs["si"] if local == "f" and attrs.get("t") == "shared" and "si" in attrs else ""
        elif local == "row":
            self._next_row(attrs)
        elif local == "t":
            self._taking = self._open is not None and not self._in_phonetic
        elif local == "rPh":
            self._in_phonetic = True
        else:
            self._merge(attrs.get("ref", ""))

    def end(self, name: str) -> None:
        local = self._names.get(name)
        if local is None:
            return
        if local == "v":
            self._value, self._taking = "".join(self._pieces), False
        elif local == "c" and self._open is not None:
            self._add_cell(self._open)
            self._open = None
        elif local == "f":
            self._formula, self._taking, self._pieces = "=" + "".join(self._pieces), False, []
            if self._shared:
                self._formula = self._own_formula(self._formula)
        elif local == "t":
            self._taking = False
        elif local == "rPh":
            self._in_phonetic = False

    def _own_formula(self, formula: str) -> str:
        """A formula that shares the text of another cell's, as it reads in its own cell; `=` beyond the limits."""
        here = (self._open or {}).get("r", "")
        if formula != "=":
            self._masters[self._shared] = formula, here
            return formula
        text, origin = self._masters.get(self._shared, (formula, here))
        self._translated += len(text)
        if not origin or not here or len(text) > LONGEST_SHARED or self._translated > MOST_TRANSLATED:
            return formula
        return f"={translate_formula(text[1:], origin, here)}"

    def characters(self, text: str) -> None:
        if self._taking and len(self._pieces) <= LONGEST_TEXT:  # enough to see that the text is too long
            self._pieces.append(text)

    def _next_row(self, attrs: dict[str, str]) -> None:
        self._row = whole_number(attrs["r"], 0) if "r" in attrs else self._row + 1
        self._column = 0
        if not 0 < self._row <= MOST_ROWS:
            raise Malformed("row")
        if attrs.get("hidden") in ("1", "true"):
            self.hidden.add(self._row)
        if level := whole_number(attrs.get("outlineLevel", ""), 0):
            self.levels[self._row] = level

    def _add_cell(self, attrs: dict[str, str]) -> None:
        """Adds the cell that ends here."""
        row, column = self._at(attrs.get("r"))
        kind, raw = attrs.get("t", "n"), self._value
        if raw is None and self._formula is None and kind != "inlineStr":
            return
        style = attrs.get("s", "0")
        is_known = style.isdecimal() and int(style) < len(self.kinds)
        index = int(style) if is_known else 0
        shown = self.kinds[index] if is_known else stored_values.PLAIN
        value, state = self._decode(kind, raw, shown)
        if self._hides_characters(kind, raw or ""):
            self.with_invisible.add((row, column))
        if self._formula is not None and value is None and kind != "str":
            state = CellState.UNCALCULATED
        elif value is None and not self._formula:
            return
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                raise TooLong("text", f"{letter(column)}{row}")
            self.text_size += len(value)
        percent = shown == stored_values.PERCENT and not isinstance(value, str)
        self.cells[row, column] = Cell(value, self._formula or "", percent, state, index)

    def _decode(self, kind: str, raw: str | None, shown: int) -> tuple[Value, CellState]:
        """The value of a cell: `kind` is its type in the file, `shown` the kind of its number format."""
        if kind == "s" and raw is not None:
            at = whole_number(raw.strip(), len(self.texts))
            return (self.texts[at] or None, CellState.PLAIN) if at < len(self.texts) else (raw, CellState.ERROR)
        if kind == "inlineStr":
            return stored_values.decode_text("".join(self._pieces)) or None, CellState.PLAIN
        if not raw:
            return None, CellState.PLAIN
        if kind == "str":
            return stored_values.decode_text(raw), CellState.PLAIN
        return stored_values.decode_value(raw, kind, shown, self.epoch_1904)

    def _hides_characters(self, kind: str, raw: str) -> bool:
        """Whether the text of a cell has invisible characters, which are left out."""
        if kind == "s":
            return bool(self._with_invisible) and whole_number(raw.strip(), len(self.texts)) in self._with_invisible
        text = "".join(self._pieces) if kind == "inlineStr" else raw
        return kind in ("inlineStr", "str") and stored_values.hides_characters(text)

    def _at(self, written: str | None) -> tuple[int, int]:
        if written is None:
            self._column += 1
            if not self._row or self._column > MOST_COLUMNS:
                raise Malformed("column")
            return self._row, self._column
        letters = written.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column(letters)
        row = whole_number(written[len(letters) :], 0)
        if not 0 < row <= MOST_ROWS:
            raise Malformed(written)
        self._column = column
        return row, column

    def _merge(self, ref: str) -> None:
        found = _AREA.fullmatch(ref)
        if not found:
            raise Malformed(ref)
        left, top, right, bottom = found.groups()
        if right:
            corners = sorted((_column(left), _column(right))), sorted((int(top), int(bottom)))
            self.merges.append((corners[1][0], corners[0][0], corners[1][1], corners[0][1]))


def _column(letters: str) -> int:
    """The number of a column. Raises Malformed."""
    found = 0
    for sign in letters.upper():
        if not "A" <= sign <= "Z":
            raise Malformed(letters)
        found = found * 26 + ord(sign) - 64
    if not 0 < found <= MOST_COLUMNS:
        raise Malformed(letters)
    return found


def _cover(sheet: _SheetReader, most: int) -> None:
    """Adds the cells covered by merges, in rows and columns with cells only: a whole column may be merged."""
    rows = sorted({row for row, _ in sheet.cells})
    widest = max((column for _, column in sheet.cells), default=0) + 1
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merges:
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            covered |= {(row, column) for column in range(left, min(right, widest) + 1)}
            if len(covered) > most:
                raise TooLong("merge", f"{letter(left)}{top}:{letter(right)}{bottom}")
        covered.discard((top, left))
    sheet.cells.update(dict.fromkeys(covered, _COVERED))


def read_grid(data: bytes, title: str, texts: SharedTexts, kinds: Sequence[int], *, epoch_1904: bool,
         most_merged: int) -> tuple[Grid, int] | None:  # fmt: skip
    """A sheet as a grid, and the number of characters in it; None for a sheet without cells, such as a chart sheet.

    Raises Malformed, and TooLong.
    """
    sheet = _SheetReader(texts, kinds, epoch_1904)
    parse_events(data, sheet.start, sheet.end, sheet.characters)
    if sheet.root != "worksheet":
        return None
    if sheet.merges:
        _cover(sheet, most_merged)
    cells = {at: cell for at, cell in sheet.cells.items() if cell is not EMPTY}
    merged = tuple(area for area in sheet.merges if area[0] < area[2])
    in_row = tuple(area for area in sheet.merges if area[0] == area[2] and area[1] < area[3])
    signs = frozenset(sheet.with_invisible)
    hidden = frozenset(sheet.hidden)
    grid = Grid(title, cells, hidden, sheet.levels, invisible_signs=signs, merges=merged, row_merges=in_row)
    return grid, sheet.text_size
