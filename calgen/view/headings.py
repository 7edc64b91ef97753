"""The headings of calgen's tables in a new run: which change with the language of the workbook, and which stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from calgen.book.folding import fold
from calgen.book.languages import languages
from calgen.book.vocabulary import former_titles
from calgen.book.words import Words, load_words
from calgen.calendar import CalendarTab

Column = tuple[str, str]  # tab key and column key


@dataclass(frozen=True, slots=True)
class PresentHeadings:
    """The headings of calgen's tables as they stand in the workbook.

    `drawn_anew` are the headings of tables that this run draws anew. `held` are columns whose heading a formula of the
    user's names: it stays. `held_before` were held by an earlier run, and may be in a language before the last.
    """

    drawn_anew: Mapping[Column, str] = field(default_factory=dict)
    held: Collection[Column] = frozenset()
    held_before: Collection[Column] = frozenset()
    last_language: str = ""  # code of the language of the last run
    tables: Mapping[str, str] = field(default_factory=dict)  # tab key → the name of its table


def new_headings(
    words: Words, calendars: Mapping[str, CalendarTab], present: PresentHeadings
) -> dict[Column, str]:
    """The headings of the columns that the workbook has, as they will stand."""
    found = {}
    for tab in dict.fromkeys([*calendars, *(tab for tab, _ in present.drawn_anew)]):
        calendar = calendars.get(tab)
        if calendar:
            now = {key: calendar.headings.get(column, "") for key, column in calendar.columns.items()}
            all_now: Iterable[str] = calendar.headings.values()
        else:
            now = {key: heading for (at, key), heading in present.drawn_anew.items() if at == tab}
            all_now = now.values()
        folded = [fold(heading) for heading in all_now]
        for key, heading in now.items():
            title = heading if heading in former_titles(words.language, tab, key) else words.title(tab, key)
            is_free = folded.count(fold(title)) == (fold(title) == fold(heading))
            may_change = not calendar or not heading or _is_calgens((tab, key), heading, present)
            changes = may_change and is_free and (tab, key) not in present.held
            found[tab, key] = title if changes or not heading else heading
    return _unique(found)


def _unique(headings: Mapping[Column, str]) -> dict[Column, str]:
    """The headings with a number behind each that its table has already: formulas tell columns by their headings."""
    found: dict[Column, str] = {}
    taken: set[Column] = set()
    for (tab, key), heading in headings.items():
        number, name = 2, heading
        while (tab, name.casefold()) in taken:
            name, number = f"{heading}{number}", number + 1
        taken.add((tab, name.casefold()))
        found[tab, key] = name
    return found


def _is_calgens(at: Column, heading: str, present: PresentHeadings) -> bool:
    """Whether a heading is as calgen wrote it in the language of the last run, or in any where it was held."""
    written = (*languages(),) if at in present.held_before else (present.last_language,)
    return any(heading in _titles(code, at) for code in written if code in languages())


def _titles(language: str, at: Column) -> tuple[str, ...]:
    """The titles of a column in a language, of this version and of former ones."""
    return (load_words(language).title(*at), *former_titles(language, *at))


def held_in_other_language(
    words: Words, calendars: Mapping[str, CalendarTab], present: PresentHeadings
) -> dict[Column, str]:
    """The columns that keep a heading because a formula of the user's names it, with the title that they would have."""
    free = replace(present, held=())
    due, found = new_headings(words, calendars, free), new_headings(words, calendars, present)
    return {at: due[at] for at in found if found[at] != due[at]}
