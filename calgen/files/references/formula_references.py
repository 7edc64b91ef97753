"""The tabs and tables of calgen's that a formula refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from calgen.files.read.formulas import LAST_COLUMN, LAST_ROW, ROW, Area, column_number, formula_pieces, parse_area
from calgen.files.read.opened_workbook import NAME_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ANY_HEADING = "*"
_CHUNK = 1 << 22  # bytes that are searched at once
_LEAST = 3  # characters of a title that are searched for
_PLAIN = re.compile(r"[A-Za-z0-9 _.-]+")  # characters that XML never writes otherwise
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")
_SHEET = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!\[\]]+))!")
_STRUCTURED = re.compile(r"(?P<table>[\w.\\]+)\[(?P<inside>(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*)\]", re.DOTALL)
_ITEM = re.compile(r"\[((?:'.|[^\[\]'])*)\]", re.DOTALL)
_OWN_BOOK = re.compile(r"\A\[0\]!|\[0\](?=[^\[\]]*!)")  # of this very workbook: `[0]!table[a]`, `'[0]My tab'!A1`
_OPEN = re.compile(r"([\w.\\]+)\[[^\]]*\Z")  # the start of a structured reference that the formula puts together


class Target(NamedTuple):
    """What a formula refers to on a tab of calgen's: an area, or columns of the tab's table."""

    tab: str
    area: Area | None
    headings: tuple[str, ...]
    is_text: bool
    operand: str  # as it stands in the formula


@dataclass(frozen=True)
class TargetNames:
    """How formulas name calgen's tabs and tables: `titles` maps the titles of the tabs to their keys."""

    titles: Mapping[str, str]
    tables: Mapping[str, str] = field(default_factory=dict)  # casefolded name of a table → key of its tab

    def table_tab(self, table: str) -> str:
        """The key of the tab of calgen's that a table is on; empty for the user's tables."""
        return self.tables.get(table.casefold()) or _table_tab(table)

    @cached_property
    def tabs(self) -> Mapping[str, str]:
        """The keys of the tabs by casefolded title."""
        return {title.casefold(): key for title, key in self.titles.items()}

    @cached_property
    def needles(self) -> tuple[bytes, ...]:
        """Bytes in lower case, one of which is in each part that refers to a tab or table of calgen's."""
        found = {_needle(title) for title in (*self.titles, *self.tables)} | {NAME_PREFIX.encode()}
        return tuple(sorted(found)) if self.titles else ()

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The same as text."""
        return tuple(needle.decode() for needle in self.needles)


def _needle(title: str) -> bytes:
    """The longest part of a title that XML writes in one way, in lower case; what follows each title if it is short."""
    longest = max(_PLAIN.findall(title), key=len, default="")
    return longest.encode().lower() if len(longest) >= _LEAST else b"!"


def contains_target(data: bytes, names: TargetNames) -> bool:
    """Whether UTF-8 bytes contain the name of a tab or table of calgen's, in upper or lower case."""
    overlap = max(map(len, names.needles), default=0)
    for start in range(0, len(data), _CHUNK):
        piece = data[start : start + _CHUNK + overlap].lower()
        if any(needle in piece for needle in names.needles):
            return True
    return False


def may_name_target(formula: str, names: TargetNames) -> bool:
    """Whether a formula contains the name of a tab or table of calgen's."""
    lowered = formula.lower()
    return any(text in lowered for text in names.texts)


def find_targets(formula: str, names: TargetNames) -> Iterator[Target]:
    """The targets of a formula, in its order, without those that are in it twice."""
    return iter(dict.fromkeys(_targets(formula, names, is_text=False)))


def _targets(formula: str, names: TargetNames, *, is_text: bool) -> Iterator[Target]:
    for operand, text in formula_pieces(formula):
        if text:
            yield from _targets_in_text(text, names)
        elif "[0]" in operand:
            here = _OWN_BOOK.sub("", operand)
            yield from (target._replace(operand=operand) for target in _operand_targets(here, names, is_text))
        else:
            yield from _operand_targets(operand, names, is_text)


def _operand_targets(operand: str, names: TargetNames, is_text: bool) -> Iterator[Target]:
    return _structured(operand, names, is_text) if "[" in operand else _areas(operand, names, is_text)


def _targets_in_text(text: str, names: TargetNames) -> Iterator[Target]:
    """The targets of a text that a function may take as a reference: INDIRECT("t[a]"), HYPERLINK("#'Tab'!A1")."""
    plain = text.replace('""', '"').strip().lstrip("#=")
    if not may_name_target(plain, names):
        return
    begun = _OPEN.search(plain)
    if begun and (tab := names.table_tab(begun[1])):
        yield Target(tab, None, (ANY_HEADING,), True, plain)
    elif _STRUCTURED.search(plain):
        yield from _structured(plain, names, is_text=True)
    elif (sheet := _SHEET.match(plain)) and not set(plain[sheet.end() :]) & set(" ,;()"):
        yield from _areas(plain, names, is_text=True)


def _table_tab(table: str) -> str:
    """The key of the tab of calgen's that a table is on; empty for the user's tables."""
    name = table.casefold()
    return name.removeprefix(NAME_PREFIX) if name.startswith(NAME_PREFIX) else ""


def _structured(operand: str, names: TargetNames, is_text: bool) -> Iterator[Target]:
    for found in _STRUCTURED.finditer(operand):
        tab = names.table_tab(found["table"])
        if tab and not operand.startswith("["):  # not of another workbook
            yield Target(tab, None, tuple(_headings(found["inside"])), is_text, operand)


def _headings(inside: str) -> Iterator[str]:
    """The headings in a structured reference (ECMA-376 part 1, 18.17.6.6), without the escapes."""
    inside = inside.strip().removeprefix("@")
    items = _ITEM.findall(inside) if inside.startswith("[") or "[#" in inside else [inside]
    for item in items:
        if item and not item.startswith("#"):
            yield re.sub(r"'(.)", r"\1", item)


def _areas(operand: str, names: TargetNames, is_text: bool) -> Iterator[Target]:
    """The areas on calgen's tabs that an operand such as 'My tab'!A1:B9 refers to."""
    sheet = _SHEET.match(operand)
    if sheet is None:
        return
    title = sheet["plain"] or sheet["quoted"].replace("''", "'")
    area = _area(_SHEET.sub("", operand[sheet.end() :]))
    for end in dict.fromkeys(title.split(":")):  # a reference over several tabs names the first and the last
        tab = names.tabs.get(end.casefold())
        if tab and area:
            yield Target(tab, area, (), is_text, operand)


def _area(cells: str) -> Area | None:
    """The area of A1, A1:B9, A:B or 1:9, with or without dollar signs; None for anything else."""
    ends = cells.split(":")
    if len(ends) > 2:
        return None
    if len(ends) == 2 and all(found := [_COLUMN.fullmatch(end) for end in ends]):
        columns = sorted(column_number(end[1]) for end in found if end)
        return Area(1, columns[0], LAST_ROW, columns[-1])
    if len(ends) == 2 and all(found := [ROW.fullmatch(end) for end in ends]):
        rows = sorted(int(end[2]) for end in found if end)
        return Area(rows[0], 1, rows[-1], LAST_COLUMN)
    return parse_area(cells)
