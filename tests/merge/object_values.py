"""Formulas of the user's, counted by LibreOffice before and after a run: what they speak of has moved, not changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from object_draft import Added
from object_sessions import ObjectSession
from office import convert, plain, uncounted, unlocked
from sheet_inventory import contents_of, letters

SAME = ("block", "name below", "name beside", "name row", "column")  # aims whose value a run does not change


def value_faults(sessions: Iterable[ObjectSession]) -> Iterator[str]:
    """The formulas of some sessions whose value is another after the run."""
    files, asked = dict[str, bytes](), list[tuple[ObjectSession, Added, str, str]]()
    for n, session in enumerate(sessions):
        if session.done is None or not any(_counts(thing) for thing in session.added):
            continue
        files[f"before{n}"], files[f"after{n}"] = uncounted(session.saved), uncounted(session.done.after)
        asked += [(session, thing, f"before{n}", f"after{n}") for thing in session.added if _counts(thing)]
    if not files:
        return
    books = {name: unlocked(data, values=True) for name, data in convert("xlsx:Calc MS Excel 2007 XML", files).items()}
    for session, thing, before, after in asked:
        old, new = _value(books[before], files[before], thing), _value(books[after], files[after], thing)
        if old != new:
            yield f"{session}\n    value: {thing}: {old!r} became {new!r}"


def _counts(thing: Added) -> bool:
    return (thing.kind == "formula" and thing.aim in SAME) or thing.kind == "array"


def _value(book: Any, data: bytes, thing: Added) -> Any:
    """The value of a formula, found by its mark."""
    for title, sheet in contents_of(data).sheets.items():
        for spot, cell in sheet.cells.items():
            if thing.mark in cell.formula:
                return plain(book[title][letters(spot)].value)
    return "gone"
