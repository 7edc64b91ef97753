"""Names of theirs that point to other rows: spelled as calgen finds them, or left where there is no such row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calgen.adopt.collection import Collection, GatheredValue
from calgen.adopt.records import LeftCell
from calgen.book import references
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold
from calgen.book.lists import split
from calgen.book.problems import Problem
from calgen.book.words import Words
from calgen.strategy import TABS, defaults, tab
from calgen.strategy.networks import OTHER, network

_WELL_KNOWN = {"formats": "format", "mix": "category", "wheel": "approach"}


def settle_references(collection: Collection, words: Words) -> None:
    """Spells each reference as its tab does; of one to a row that is not there, the cell is left."""
    known = {each.key: _names(collection, each.key, words) for each in TABS[1:]}
    for each in TABS:
        columns = [column for column in each.columns if column.kind in (Kind.REF, Kind.REFS)]
        for record in collection.records.get(each.key, ()):
            for column in columns:
                if column.key in record and known[column.of]:
                    kept = _settled(record[column.key], column, known[column.of], collection)
                    if kept is None:
                        del record[column.key]


def _names(collection: Collection, key: str, words: Words) -> Mapping[str, str]:
    """Every spelling of the names of a tab; empty where it has no rows, so that any name is taken."""
    name = tab(key).name.key
    names = [str(record[name].value) for record in collection.records.get(key, ()) if name in record]
    if not names and key == "formats":
        names = [row.format for row in defaults.formats(words)]
    elif not names and key == "mix":
        names = [row.category for row in defaults.mix()]
    elif not names and key == "wheel":
        names = [row.approach for row in defaults.wheel(words)]
    return references.spellings(names, _WELL_KNOWN.get(key, "")) if names else {}


def _settled(
    found: GatheredValue, column: Column, known: Mapping[str, str], collection: Collection
) -> GatheredValue | None:
    typed, target = str(found.value), tab(column.of).name
    resolved = references.resolve(typed, column, references.KnownNames(known), target, free=False)
    if not isinstance(resolved, list):
        return found  # calgen understands it as it stands
    pieces = split(typed, known) if column.kind is Kind.REFS else [typed]
    pieces = [part.strip() for piece in pieces for part in ([piece] if fold(piece) in known else piece.split(","))]
    meant = {piece: _meant(piece, column, known) for piece in pieces if piece}
    for piece in (piece for piece, name in meant.items() if not name):
        problem = references.resolve(piece, column, references.KnownNames(known), target, free=False)
        why = problem[0] if isinstance(problem, list) else resolved[0]
        for cell in found.cells:
            collection.left.append(LeftCell(cell.place, piece, Problem(why.code, cell.place, values=why.values)))
    names = tuple(dict.fromkeys(name for name in meant.values() if name))
    found.value = _joined(names)
    return found if names else None


def _meant(piece: str, column: Column, known: Mapping[str, str]) -> str:
    """The name that a piece of a reference means; a network by any of its names."""
    if fold(piece) in known:
        return known[fold(piece)]
    if column.of != "platforms" or network(piece) is OTHER:
        return ""
    same = {name for name in known.values() if network(name) is network(piece)}
    return min(same) if len(same) == 1 else ""


def _joined(names: Iterable[str]) -> str:
    found = tuple(names)
    return ("; " if any("," in name for name in found) else ", ").join(found)


