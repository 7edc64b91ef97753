"""What the user says that titles of theirs mean: `Their title=ours`, as `--map` takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from calgen.adopt.columns import columns_of, table_keys
from calgen.adopt.foreign_titles import CALENDAR, known_matches
from calgen.adopt.periods import first_month_and_year, year_in
from calgen.adopt.source_tables import SourceTable
from calgen.book.folding import fold, tidy
from calgen.book.languages import entry, languages
from calgen.book.problems import Refused
from calgen.book.values import Phrase, Title, first_items
from calgen.book.vocabulary import column_titles, tab_titles

_SHOWN = 12  # titles that a message names
_CALENDARS = ("social", "editorial")


@dataclass(frozen=True, slots=True)
class AskedMeaning:
    """A title of theirs, folded, and what it means: a folded title of calgen's; empty: it is left aside.

    `tab` is the folded title of the tab that the title stands on, where the user wrote it before an exclamation mark.
    """

    title: str
    means: str
    tab: str = ""
    typed: tuple[str, str] = ("", "")  # title and meaning as they were typed

    def is_about(self, text: str, tab: str) -> bool:
        """Whether it is about a title that stands on a tab of theirs."""
        return fold(text) == self.title and self.tab in ("", fold(tab))

    @property
    def tab_key(self) -> str:
        """The key of the tab that it means; empty where it means none."""
        key = tab_titles().get(self.means, ("",))[0]
        return CALENDAR if key in _CALENDARS else key if key in table_keys() else ""

    @property
    def day_first(self) -> bool | None:
        """The order of days in figures that it tells: `DD/MM` or `MM/DD`; `None` where it tells none."""
        for key, order in (("day_first", True), ("month_first", False)):
            if any(fold(entry(language, "adopt", "answers", key)) == self.means for language in languages()):
                return order
        return None

    @property
    def names_a_year(self) -> bool:
        """Whether it is a year, with a month or without: `January 2027`."""
        return year_in(self.means) is not None

    def column_key(self, tab: str) -> str:
        """The key of the column of a tab that it means; empty where it means none."""
        key = column_titles(tab).get(self.means, "")
        return key if any(column.key == key for column in columns_of(tab)) else ""


def read_asked(texts: Iterable[str]) -> tuple[AskedMeaning, ...]:
    """The meanings that the user gives. Raises Refused for a text that is not `Their title=ours`."""
    found = []
    for text in texts:
        before, equals, after = text.rpartition("=")
        tab, between, title = before.rpartition("!")
        if not equals or not tidy(title):
            raise Refused("map_unread", value=text, example=Phrase(("adopt", "example"), {}))
        found.append(AskedMeaning(fold(title), fold(after), fold(tab) if between else "", (tidy(title), tidy(after))))
    return tuple(found)


def check_asked(asked: Sequence[AskedMeaning], tables: Sequence[SourceTable]) -> None:
    """Raises Refused for a title that does not stand in their workbook, or a meaning that it cannot have."""
    for meaning in asked:
        own = [(table, text) for table in tables for text in _titles(table)]
        about = [(table, text) for table, text in own if meaning.is_about(text, table.tab)]
        if not about:
            titles = first_items(dict.fromkeys(text for _, text in own), _SHOWN)
            raise Refused("map_unknown", value=meaning.typed[0], titles=titles)
        is_known = meaning.tab_key or meaning.names_a_year or meaning.day_first is not None
        if meaning.means and not is_known and not any(meaning.column_key(key) for key in table_keys()):
            known = first_items(_columns_of(about[0][0]), _SHOWN)
            raise Refused("map_no_title", value=meaning.typed[1], title=about[0][1], titles=known)


def _columns_of(table: SourceTable) -> Iterator[Title]:
    """The columns that a heading of a table may be, those of the tab that most of its headings mean first; the tabs."""
    counts = {key: sum(bool(known_matches(key, cell.text)) for cell in table.headings.values()) for key in table_keys()}
    best = max(counts, key=lambda key: counts[key])
    yield from (Title(best, column.key) for column in columns_of(best) if counts[best])
    yield from (Title(key) for key in table_keys() if not counts[best])


def _titles(table: SourceTable) -> tuple[str, ...]:
    cells = (*table.headings.values(), *table.above)
    return (*(cell.text for cell in cells if cell.text), table.tab)


def asked_column(asked: Sequence[AskedMeaning], heading: str, tab: str) -> AskedMeaning | None:
    """The column that the user says a heading on a tab of theirs to be; `None` where she says nothing."""
    about = (meaning for meaning in asked if meaning.is_about(heading, tab))
    return next((meaning for meaning in about if meaning.day_first is None and not meaning.names_a_year), None)


def with_asked_days(table: SourceTable, book: str, asked: Sequence[AskedMeaning]) -> SourceTable:
    """The table with the month and year that its titles name, `book` being that of the file, and what the user says."""
    titles = [*(cell.text for cell in reversed(table.above)), table.tab]
    own = [*titles, *(cell.text for cell in table.headings.values())]
    about = [meaning for meaning in asked if any(meaning.is_about(title, table.tab) for title in own)]
    said = [meaning.means for meaning in about if meaning.names_a_year]
    month, year = first_month_and_year([*said, *titles, *(cell.text for cell in reversed(table.earlier)), book])
    order = next((meaning.day_first for meaning in about if meaning.day_first is not None), None)
    return replace(table, month=month, year=year, day_first=order)


def asked_tab(asked: Sequence[AskedMeaning], table: SourceTable) -> AskedMeaning | None:
    """What the user says of a table by its own title, or by that of the tab it stands on."""
    for title in (table.title, table.tab):
        found = next((meaning for meaning in asked if title and meaning.is_about(title, table.tab)), None)
        if found and (found.tab_key or not found.means):
            return found
    return None
