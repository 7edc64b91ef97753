"""Structured references of formulas (ECMA-376 part 1, 18.17.6.6), with the headings that they name changed.

A formula of the file writes `Table[Heading]`, `Table[[#This Row],[Heading]]` or `Table[[First]:[Last]]`; other programs
also write `Table[@Heading]` and, in a cell of the table, `[Heading]` or `[@[A heading]]`. Between brackets an
apostrophe escapes the next character. Letter case makes no difference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from calgen.files.read.formulas import rewrite_operands

HeadingChanges = Mapping[str, Mapping[str, str]]  # table → heading → new heading; table and heading are casefolded

_INSIDE = r"(?:'.|[^\[\]'])*"
_REFERENCE = re.compile(rf"(?P<table>[\w.\\?]*)\[(?P<inside>(?:'.|[^\[\]']|\[{_INSIDE}\])*)\]", re.DOTALL)
_ITEM = re.compile(rf"'.|\[({_INSIDE})\]", re.DOTALL)
_HAS_ITEMS = re.compile(rf"{_INSIDE}\[", re.DOTALL)
_OTHER_BOOK = re.compile(r"\[(?!0\])[^\[\]]*\][^\[\]]*!|.*[^\]]!", re.DOTALL)  # `[1]!t[a]`, `Book.xlsx!t[a]`
_WORD = re.compile(r"\w+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def rename_headings(formula: str, changes: HeadingChanges, own: str = "") -> str:
    """A formula with the present headings; `own` is the name of the table in whose cell it stands, if any."""
    if "[" not in formula:
        return formula
    return rewrite_operands(formula, lambda text: _renamed(text, changes, own.casefold()) if "[" in text else text)


def _renamed(operand: str, changes: HeadingChanges, own: str) -> str:
    """An operand with the present headings; a reference to another workbook stays as it is."""
    if _OTHER_BOOK.match(operand):
        return operand

    def changed(found: re.Match[str]) -> str:
        new = changes.get(found["table"].casefold() or own)
        return f"{found['table']}[{_inside(found['inside'], new)}]" if new else found[0]

    return _REFERENCE.sub(changed, operand)


def _inside(inside: str, headings: Mapping[str, str]) -> str:
    """What stands between the outer brackets of a reference."""
    if _HAS_ITEMS.match(inside):
        return _ITEM.sub(lambda item: item[0] if item[1] is None else f"[{_heading(item[1], headings)}]", inside)
    at, name = ("@", inside[1:]) if inside.startswith("@") else ("", inside)
    new = _heading(name, headings)
    if at and new != name and not _WORD.fullmatch(new):
        return f"@[{new}]"
    return at + new


def _heading(written: str, headings: Mapping[str, str]) -> str:
    """A heading or a keyword (`#This Row`) as references write it."""
    if written.startswith("#"):
        return written
    new = headings.get(decode_text(re.sub(r"'(.)", r"\1", written, flags=re.DOTALL)).casefold())
    return written if new is None else escape_heading(new)


def escape_heading(heading: str) -> str:
    """A heading as structured references write it."""
    return re.sub(r"(['\[\]#])", r"'\1", heading)


def decode_text(text: str) -> str:
    """A text of the format ST_Xstring (ECMA-376 part 1, 22.9.2.19), which writes a line break as `_x000a_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def encode_text(text: str) -> str:
    """The same text for an attribute, in which a line break would become a space."""
    text = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)
    return re.sub(r"[\x00-\x1f]", lambda found: f"_x{ord(found[0]):04x}_", text)
