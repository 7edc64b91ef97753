"""The spellings of choice words that stand in a calendar beside the words of the present language.

A row that does not move any more, and a cell that the user typed, keep their words when the language of the workbook
changes. A formula that counts a status or category, and a colour that follows it, must find every spelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calgen.book.folding import fold
from calgen.book.grid import Cell
from calgen.book.sheet import StyledCell
from calgen.book.vocabulary import understood_code
from calgen.book.words import Words
from calgen.calendar import CalendarRow, CalendarTab
from calgen.merge import MergedCalendar, MergedRow

CHOICES = ("status", "category", "stage")  # columns whose words formulas compare
LONGEST, MOST = 200, 20  # characters of a spelling, and spellings of a code, that formulas look for

Spellings = Mapping[tuple[str, str, str], tuple[str, ...]]  # tab, list and code → its other spellings, in order


def other_spellings(tab: CalendarTab | None, merged: MergedCalendar, words: Words, own: Iterable[str]) -> Spellings:
    """The other spellings in a calendar as it will stand; `own` are the categories of the user's own."""
    if tab is None:
        return {}
    written = {row.old_number: row for row in merged.rows if row.old_number}
    own_codes = {fold(name): name for name in own}
    stay = (row for row in tab.rows if row.number not in merged.deleted)
    texts = {(of, text) for row in stay for of in CHOICES if (text := _text(_shown(row, written.get(row.number), of)))}
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for of, text in sorted(texts):
        code = understood_code(of, text) or (own_codes.get(fold(text), "") if of == "category" else "")
        if code and text.casefold() != words.choice(of, code).casefold():
            found.setdefault((tab.calendar, of, code), {}).setdefault(text.casefold(), text)
    return {at: tuple(spelled.values())[:MOST] for at, spelled in found.items()}


def texts_by_id(tab: CalendarTab | None, merged: MergedCalendar, key: str) -> dict[str, str]:
    """What the cells of a column will say in the rows that stay, by the ids of these rows."""
    rows = {row.number: row for row in tab.rows} if tab else {}
    stay = ((row.id, _shown(rows[row.old_number], row, key)) for row in merged.rows if row.old_number)
    return {id_: value for id_, value in stay if isinstance(value, str)}


def _shown(row: CalendarRow, merged: MergedRow | None, key: str) -> object:
    """What a cell will hold: what calgen writes there in this run, else what stands there."""
    cells: Mapping[str, StyledCell | Cell] = merged.cells if merged and key in merged.rewritten else row.cells
    return cells[key].value if key in cells else None


def _text(value: object) -> str:
    """A text exactly as it stands, for a spreadsheet compares all of it."""
    return value if isinstance(value, str) and len(value) <= LONGEST else ""
