"""Names by which rows refer to one another: every spelling of each, what is near, and what stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from calgen.book.cells import Wrong
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold
from calgen.book.lists import split
from calgen.book.problems import Problem
from calgen.book.rows import ParsedRow
from calgen.book.values import Title, Word
from calgen.book.words import choice_codes

SHOWN = 8  # names offered where one is unknown
LONGEST, COMPARED = 100, 500  # signs of a name, and names, that are compared with an unknown one


def spellings(names: Iterable[str], well_known: str = "") -> dict[str, str]:
    """Every folded spelling under which a name is known → the name; the words of a list count, in any language."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: (fold(one), one)):
        found.setdefault(fold(name), name)
    codes = choice_codes(well_known) if well_known else {}
    rows: dict[str, str] = {name: name for name in found.values() if name in codes.values()}
    for spelling, name in found.items():
        if spelling in codes:
            rows.setdefault(codes[spelling], name)
    for spelling, code in codes.items():
        if code in rows:
            found.setdefault(spelling, rows[code])
    return found


def find(
    typed: str, column: Column, known: Mapping[str, str], target: Column, free: bool, guess: bool = True
) -> tuple[str, ...] | Wrong:
    """The names that a reference means, as their own tab spells them; `free` takes what is not known as it is written.

    `target` is the column that holds the names; `guess` allows the time to look for a near one.
    """
    pieces = split(typed, known) if column.kind is Kind.REFS else [typed]
    if free and column.kind is Kind.REFS:
        pieces = [name.strip() for piece in pieces for name in ([piece] if fold(piece) in known else piece.split(","))]
    unknown = next((piece for piece in pieces if fold(piece) not in known), None)
    if unknown is not None and not free:
        return _unknown(unknown, Title(column.of), known, target, guess)
    return tuple(sorted({known.get(fold(piece), piece) for piece in pieces if piece}, key=fold))


def _unknown(piece: str, tab: Title, known: Mapping[str, str], target: Column, guess: bool) -> Wrong:
    close = get_close_matches(fold(piece)[:LONGEST], list(known)[:COMPARED], n=1, cutoff=0.6) if guess else []
    if close:
        return Wrong("ref_near", {"value": piece, "tab": tab, "near": said(known[close[0]], target)})
    names = tuple(said(name, target) for name in dict.fromkeys(known.values()))
    return Wrong("ref_unknown", {"value": piece, "tab": tab, "names": names[:SHOWN]})


def said(name: object, column: Column) -> object:
    """A name for a sentence: a code by its word in the reader's language, any other as it stands."""
    return Word(column.of, name) if column.kind is Kind.CHOICE and isinstance(name, str) else name


def twice(drafts: Iterable[ParsedRow], unique: tuple[Column, ...]) -> list[Problem]:
    """A name, or a pair where two columns make one, stands once in its tab; what could not be read is not compared."""
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], ParsedRow] = {}
    for draft in drafts:
        if not unique or draft.unread.intersection(column.key for column in unique):
            continue
        name, key = unique[0], tuple(fold(str(draft.values[column.key])) for column in unique)
        first = seen.setdefault(key, draft)
        if first is not draft:
            values = {"value": said(draft.values[name.key], name), "first": first.source.place(name.key).cell}
            problems.append(Problem("name_twice", draft.source.place(name.key), values=values))
            draft.unread.add(name.key)
    return problems
