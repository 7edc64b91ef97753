"""The cells of our tabs as a file stores them: written here, for XlsxWriter needs most of its time for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from calgen.book.grid import letter

if TYPE_CHECKING:
    from calgen.book.sheet import SheetValue, StyledCell

LONGEST = 32_767  # signs of a text
LONGEST_LINK = 250  # of one that leads somewhere
_BLOCK = 16  # rows for which the file says together how wide they are
_FLAWS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

BLANK = "/>"
# the cells of a row: column, the number of its look, and how it goes on behind that: its type, what is in it, its end
Line = list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawn workbook whose cells stand aside, by tab and row; a look's number is that of a cell that has it.

    `tables` are the ranges of the tables, by name: in the workbook they have one row.
    """

    data: bytes
    lines: Mapping[str, Mapping[int, Line]]
    samples: Sequence[tuple[str, str]]
    tables: Mapping[str, str]


def written(lines: Mapping[int, Line], attrs: Mapping[int, str], styles: Sequence[str]) -> bytes:
    """The rows of a tab; `attrs` are those that rows have, `styles` gives the attribute of each look."""
    spans = _spans(lines)
    letters = {column: letter(column) for column in {cell[0] for line in lines.values() for cell in line}}
    said: list[str] = []
    for row in sorted({*attrs, *lines}):
        line = lines.get(row)
        head = f'<row r="{row}"{spans.get((row - 1) // _BLOCK, "")}{attrs.get(row, "")}'
        if not line:
            said.append(f"{head}/>")
            continue
        said.append(f"{head}>")
        said += [f'<c r="{letters[column]}{row}"{styles[look]}{rest}' for column, look, rest in line]
        said.append("</row>")
    return "".join(said).encode()


def _spans(lines: Mapping[int, Line]) -> dict[int, str]:
    """The attribute that says from which column to which the rows of each block have cells."""
    ends: dict[int, tuple[int, int]] = {}
    for row, line in lines.items():
        first, last = line[0][0], line[-1][0]
        block = (row - 1) // _BLOCK
        low, high = ends.get(block, (first, last))
        ends[block] = (min(low, first), max(high, last))
    return {block: f' spans="{low}:{high}"' for block, (low, high) in ends.items()}


def taken_apart(rest: str) -> tuple[str, str]:
    """The attributes of a cell that a line holds, and what is in it."""
    attrs, _, inside = rest.removesuffix("</c>").partition(">")
    return attrs.removesuffix("/"), inside


class Cells:
    """Says what stands in a cell, from its type to its end; texts come again and again, and are made ready once."""

    def __init__(self, from_1904: bool) -> None:
        self._texts: dict[str, str] = {}
        self._plain: dict[str, str] = {}
        self._zero = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 -- days have no zone

    def of(self, cell: StyledCell) -> str:
        value = cell.value
        if cell.formula:
            return self._formula(cell.formula, value)
        if cell.link:
            return self._text(str(value)[:LONGEST_LINK])
        if value is None:
            return BLANK
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool):
            return f' t="b"><v>{value:d}</v></c>'
        return f"><v>{self._number(value):.16G}</v></c>"

    def _text(self, text: str) -> str:
        found = self._texts.get(text)
        if found is None:
            own = plain(text[:LONGEST])
            edges = ' xml:space="preserve"' if own[:1].isspace() or own[-1:].isspace() else ""
            found = self._texts[text] = f' t="inlineStr"><is><t{edges}>{own}</t></is></c>'
        return found

    def _formula(self, formula: str, value: SheetValue) -> str:
        """A formula with the value it has now; an empty one makes other programs work it out."""
        kind = ""
        if isinstance(value, str):
            kind = "" if not value else ' t="e"' if value in _FLAWS else ' t="str"'
            shown = self._plain.get(value) or self._plain.setdefault(value, plain(value))
        elif isinstance(value, bool):
            kind, shown = ' t="b"', f"{value:d}"
        else:
            shown = "" if value is None else str(self._number(value))
        return f"{kind}><f>{_marked(formula.removeprefix('='))}</f><v>{shown}</v></c>"

    def _number(self, value: int | float | date | datetime | time) -> int | float:
        """A number as it is; days and hours as the number that a file has for them."""
        if isinstance(value, int | float):
            return value
        if isinstance(value, time):
            return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
        if isinstance(value, datetime):
            return (value - self._zero).total_seconds() / 86_400
        return value.toordinal() - self._zero.toordinal()


def plain(text: str) -> str:
    """A text between two tags: signs that XML has no place for by their number."""
    if "_x" in text:
        text = _ESCAPED.sub(r"_x005F\1", text)
    if not text.isprintable():
        text = _UNSEEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return _marked(text)


def _marked(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
