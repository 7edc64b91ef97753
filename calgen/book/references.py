"""References between rows: every spelling of a name, the nearest to an unknown one, names that are given twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from calgen.book import patterns
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold
from calgen.book.lists import parts_between_words, split
from calgen.book.problems import Problem
from calgen.book.rows import ParsedRow
from calgen.book.values import Interpreted, Title, Unreadable, Word, first_items
from calgen.book.vocabulary import choice_codes

_NEAR, _NEAR_SHORT = 0.6, 0.65  # ratios of difflib: « Perso » is not « promo », « Insta » is Instagram
_SHORT = 8  # letters of a name of which few may differ
SHOWN = 8  # names offered where one is unknown
LONGEST, COMPARED = 100, 500  # signs of a name, and names, that are compared with an unknown one


def spellings(names: Iterable[str], well_known: str = "") -> dict[str, str]:
    """Every folded spelling of each name → the name; `well_known` is a list whose words are spellings too."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (fold(name), name)):
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


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of a tab: every folded spelling → the name; `others` are what people call one of them besides.

    With `guess`, the nearest to an unknown one is looked for.
    """

    spellings: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)
    guess: bool = True

    def __contains__(self, typed: str) -> bool:
        return fold(typed) in self.spellings

    def near(self, typed: str) -> str:
        """The name that an unknown one nearly spells, or calls in another way; empty where there is none."""
        if not self.guess or not fold(typed):
            return ""
        return self.others.get(fold(typed)) or near_name(typed, self.spellings)


def resolve(
    typed: str, column: Column, known: KnownNames, target: Column, free: bool
) -> tuple[str, ...] | Interpreted | list[Unreadable]:
    """The names that a reference means, as their own tab spells them; with `free`, unknown ones as they are written.

    Of names that are not known, each one is told. `target` is the column that holds the names.
    """
    if _is_everywhere(typed) and typed not in known:
        return _all_names(typed, column, known, target)
    if (others := _all_but(typed, column, known, target)) is not None:
        return others
    pieces = split(typed, known.spellings) if column.kind is Kind.REFS else [typed]
    if column.kind is Kind.REF and typed not in known:
        several = _with_near_parts(split(typed, known.spellings), known)
        if len(several) > 1 and all(piece in known or known.near(piece) for piece in several):
            named = (known.spellings.get(fold(piece)) or known.near(piece) for piece in several)
            meant = tuple(name_for_message(name, target) for name in dict.fromkeys(named))
            return [Unreadable("ref_several", {"value": typed, "names": meant})]
    if free and column.kind is Kind.REFS:
        pieces = [name.strip() for piece in pieces for name in ([piece] if piece in known else piece.split(","))]
    unknown = [piece for piece in pieces if piece not in known]
    if unknown and not free:
        parts = [part.strip() for piece in unknown for part in (piece.split(",") if len(pieces) == 1 else [piece])]
        parts = _with_near_parts(filter(None, parts), known) if column.kind is Kind.REFS else unknown
        each = dict.fromkeys(part for part in parts if part not in known)
        return [_unknown(piece, Title(column.of), known, target) for piece in each]
    return tuple(sorted({known.spellings.get(fold(piece), piece) for piece in pieces if piece}, key=fold))


def _is_everywhere(typed: str) -> bool:
    return fold(typed) in choice_codes("everywhere")


def _all_names(
    typed: str, column: Column, known: KnownNames, target: Column
) -> tuple[str, ...] | Interpreted | list[Unreadable]:
    """What a word for all names means: each of them; none, where a blank cell means all, or where one name is asked."""
    every = tuple(sorted({*known.spellings.values()}, key=fold))
    if column.kind is Kind.REFS:
        return every if column.required or column.each else ()
    if not column.required:
        return () if column.unique else Interpreted((), "ref_all", {"value": typed})  # a blank cell of a key means all
    names = first_items([name_for_message(name, target) for name in every], SHOWN)
    return [Unreadable("ref_several", {"value": typed, "names": names})] if every else ()


def _all_but(
    typed: str, column: Column, known: KnownNames, target: Column
) -> tuple[str, ...] | list[Unreadable] | None:
    """The names that « everywhere but Instagram » leaves; None for other texts."""
    found = patterns.exception().fullmatch(typed) if column.kind is Kind.REFS and typed not in known else None
    if found is None or not _is_everywhere(found[1]) or not known.spellings:
        return None
    but = resolve(found[2], column, known, target, free=False)
    if not isinstance(but, tuple):
        return but if isinstance(but, list) else None
    left = {*known.spellings.values()}.difference(but)
    return tuple(sorted(left, key=fold)) if left and but else None


def _with_near_parts(pieces: Iterable[str], known: KnownNames) -> list[str]:
    """The pieces of a list; of one with words or signs for `and`, its parts where each is known or nearly so."""
    found = []
    for piece in pieces:
        parts = parts_between_words(piece)
        is_list = len(parts) > 1 and piece not in known and all(part in known or known.near(part) for part in parts)
        found += parts if is_list else [piece]
    return found


def _unknown(piece: str, tab: Title, known: KnownNames, target: Column) -> Unreadable:
    if near := known.near(piece):
        return Unreadable("ref_near", {"value": piece, "tab": tab, "near": name_for_message(near, target)})
    names = tuple(name_for_message(name, target) for name in dict.fromkeys(known.spellings.values()))
    return Unreadable("ref_unknown", {"value": piece, "tab": tab, "names": first_items(names, SHOWN)})


def near_name(typed: str, known: Mapping[str, str]) -> str:
    """The known name that is nearest to an unknown one, or whose first word it is alone; empty where none is near.

    `known` holds the names by their folded spellings.
    """
    short, spelled = fold(typed)[:LONGEST], list(known)[:COMPARED]
    cutoff = _NEAR_SHORT if len(short) < _SHORT else _NEAR
    begun = [name for name in spelled if name.startswith(f"{short} ")]  # Google of Google Business
    is_first_word = len({known[name] for name in begun}) == 1
    close = begun if is_first_word else get_close_matches(short, spelled, n=1, cutoff=cutoff)
    return known[close[0]] if close else ""


def name_for_message(name: object, column: Column) -> object:
    """A name for a message: a code by its word in the reader's language, any other name as it stands."""
    return Word(column.of, name) if column.kind is Kind.CHOICE and isinstance(name, str) else name


def find_duplicates(parsed_rows: Iterable[ParsedRow], unique: tuple[Column, ...]) -> list[Problem]:
    """The problems with names that are given twice in a tab, or pairs of names where two columns are unique.

    Cells that could not be read are not compared.
    """
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], ParsedRow] = {}
    for parsed in parsed_rows:
        if not unique or parsed.unread.intersection(column.key for column in unique):
            continue
        name, key = unique[0], tuple(fold(str(parsed.values[column.key])) for column in unique)
        first = seen.setdefault(key, parsed)
        if first is not parsed:
            value, cell = name_for_message(parsed.values[name.key], name), first.source.place(name.key).cell
            values = {"value": value, "first": cell}
            problems.append(Problem("name_twice", parsed.source.place(name.key), values=values))
            parsed.unread.add(name.key)
    return problems
