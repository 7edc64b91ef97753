"""From grids to the strategy: every row is read, and every problem is reported with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from calgen.book import references
from calgen.book.cells import ReadOptions
from calgen.book.columns import Kind, Source
from calgen.book.folding import fold
from calgen.book.grid import Grid, Workbook
from calgen.book.headings import Headings, UnreadHeading, find_headings
from calgen.book.languages import FALLBACK, languages
from calgen.book.lists import split
from calgen.book.near_titles import known_tab_title
from calgen.book.problems import Place, Problem, Severity
from calgen.book.record_rows import record_rows
from calgen.book.rows import ParsedRow, count_hidden, has_whole_percents, read_rows
from calgen.book.tab_readings import TabReading
from calgen.book.values import EXCEPT, Interpreted, Phrase, Title, first_items
from calgen.book.vocabulary import choice_codes, column_titles, tab_titles
from calgen.book.words import Words, load_words
from calgen.read.currencies import currencies
from calgen.read.input_tabs import InputTabs, find_input_tabs
from calgen.read.settings import ParsedSettings, read_settings
from calgen.strategy import TABS, Strategy, Tab, defaults
from calgen.strategy.networks import names_of_networks, several_networks

MOST_ROWS = 5_000  # of a tab with its headings: twenty years of one piece a day
_MOST_HEADINGS = 12  # that a message names
_MOST_GUESSES = 100  # unknown references of a tab for which a near name is looked for

# The tabs whose rows have well-known names: a reference may use any known word for one.
_KNOWN_NAMES = {"formats": "format", "mix": "category", "wheel": "approach"}


@dataclass(frozen=True, slots=True)
class Read:
    """The result of reading: the strategy, the workbook's language, and every problem found on the way.

    `partial` names the tabs of which a row is missing here because it could not be read, and settings that could not
    be read (`settings.country`): a check must not report what they lack. `titles` are the titles of the input tabs as
    typed, by tab key.
    """

    strategy: Strategy
    words: Words
    problems: tuple[Problem, ...]
    partial: frozenset[str] = frozenset()
    options: ReadOptions = field(default_factory=ReadOptions)  # how ambiguous cells of this workbook are read
    titles: Mapping[str, str] = field(default_factory=dict)
    tabs: tuple[TabReading, ...] = ()  # what was read of each tab of the workbook, or left alone, in their order

    @property
    def stopped(self) -> bool:
        """Whether a problem is an error, so that nothing may be written."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(slots=True)
class _ParsedTab:
    """The rows read from an input tab, before references are resolved."""

    tab: Tab
    title: str
    rows: list[ParsedRow] = field(default_factory=list)
    has_unknown_names: bool = False  # its names could not be read: references into it cannot be checked
    unread: tuple[UnreadHeading, ...] = ()  # headings of the user's own
    examples: tuple[int, ...] = ()  # rows with the example of the empty workbook
    absent: tuple[str, ...] = ()  # keys of optional columns that it lacks

    @property
    def count(self) -> int:
        """Number of its rows that stand in the workbook."""
        return sum(bool(row.source.row) for row in self.rows)

    @property
    def takes_any_name(self) -> bool:
        """Whether a reference into it is taken as written: it is empty, or one of its names could not be read."""
        return self.has_unknown_names or not self.rows or any(self.tab.name.key in row.unread for row in self.rows)


def read(workbook: Workbook, language: str = FALLBACK, start: date | None = None) -> Read:
    """The strategy of a workbook, whose language is `language` where the titles of its tabs do not tell.

    `start` is the first day of its calendar where none is typed, if it is known.

    Tabs and columns that calgen does not know are the user's own and left alone.
    """
    tabs = find_input_tabs(workbook)
    grids = dict(tabs.grids)
    missing = [tab for tab in TABS if tab.required and tab.key not in grids]
    problems = [*tabs.problems, *_too_long(grids)]
    problems += [Problem("tab_missing", None, values={"tab": Title(tab.key)}) for tab in missing]
    parsed = read_settings(grids.get("settings"), _language(grids, language), workbook, start)
    settings, options, words = parsed.row, parsed.options, parsed.words
    problems += parsed.problems
    tables = {tab.key: _read_table(tab, grids.get(tab.key), options, words, problems) for tab in TABS[1:]}
    _fill_defaults(tables, words)
    names = {key: references.spellings(_names(table), _KNOWN_NAMES.get(key, "")) for key, table in tables.items()}
    for table in tables.values():
        problems += _resolve_references(table, names, tables)
    for table in tables.values():
        problems += references.find_duplicates(table.rows, table.tab.unique)
    problems += [problem for key in ("platforms", "audit", "competitors") for problem in _joint_rows(tables[key].rows)]
    titles = {key: grid.title for key, grid in grids.items()}
    money = currencies(grids, {"settings": [settings]} | {key: table.rows for key, table in tables.items()})
    words = replace(words, currency=money.sign, typed_titles=tuple(sorted(titles.items())))
    readings = _tab_readings(workbook, tabs, tables, parsed)
    told = (*problems, *money.problems)
    return Read(_strategy(settings, tables), words, told, _partial(settings, tables), options, titles, readings)


def _joint_rows(rows: Iterable[ParsedRow]) -> Iterator[Problem]:
    """The rows that name several networks in the cell of one platform: they are taken for one."""
    for row in rows:
        typed = row.values["platform"]
        if isinstance(typed, str) and (names := several_networks(typed)):
            values = {"value": typed, "names": names}
            yield Problem("platforms_in_one", row.source.place("platform"), Severity.WARNING, values)


def _too_long(grids: dict[str, Grid]) -> list[Problem]:
    """Takes the tabs with too many rows out of the grids; a problem for each."""
    long = {key: count for key, grid in grids.items() if (count := len(grid.rows())) > MOST_ROWS}
    values = {key: {"n": count, "limit": MOST_ROWS} for key, count in long.items()}
    return [Problem("too_many_rows", Place(grids.pop(key).title), values=values[key]) for key in long]


def _language(grids: Mapping[str, Grid], otherwise: str) -> Words:
    """The words of the language that most titles of the tabs are in; of `otherwise` where they do not tell."""
    known = (tab_titles()[known_tab_title(grid.title)][1] for grid in grids.values())
    votes = Counter(language for languages_ in known for language in languages_)
    return load_words(max(languages(), key=lambda language: (votes[language], language == otherwise)))


def _read_table(
    tab: Tab, grid: Grid | None, options: ReadOptions, words: Words, problems: list[Problem]
) -> _ParsedTab:
    """The rows of an input tab; what is wrong with it is added to `problems`."""
    table = _ParsedTab(tab, grid.title if grid else words.title(tab.key))
    if grid is None:
        table.has_unknown_names = tab.required
        return table
    headings = find_headings(grid, column_titles(tab.key), tab.key)
    problems += headings.problems
    missing = _missing_columns(tab, grid, headings)
    problems += missing
    table.unread = headings.unread
    table.absent = tuple(column.key for column in tab.columns if column.folded and column.key not in headings.where)
    if missing or not headings.row:
        table.has_unknown_names = True
        return table
    records = record_rows(grid, tab.key, tab.columns, headings.row, headings.where)
    problems += records.problems
    grid, table.examples = records.grid, tuple(records.examples)
    whole = has_whole_percents(grid, tab.columns, headings.row, headings.where)
    options = replace(options, whole_percents=whole)
    table.rows, found = read_rows(grid, tab.columns, headings.row, headings.where, options)
    problems += found
    if hidden := count_hidden(grid, table.rows):
        problems.append(Problem("rows_hidden", Place(grid.title), Severity.NOTE, {"n": hidden}))
    if tab.required and not table.rows:
        problems.append(Problem("tab_empty", Place(grid.title), values={"column": Title(tab.key, tab.name.key)}))
        table.has_unknown_names = True
    return table


def _missing_columns(tab: Tab, grid: Grid, headings: Headings) -> list[Problem]:
    """The required columns that are not there; a tab on demand, or without a known heading, may be the user's own."""
    is_certain = tab.required or (headings.row and not tab.on_demand)
    severity = Severity.ERROR if is_certain else Severity.WARNING
    place = Place(grid.title, f"A{headings.row}" if headings.row else "")
    headings_left = first_items((heading.text for heading in headings.unread), _MOST_HEADINGS)
    absent = [column for column in tab.columns if column.required and column.key not in headings.where]
    own = Phrase(("phrases", "headings_left"), {"headings": headings_left}) if headings_left else ""
    values = {"left": own}
    return [
        Problem("column_missing", place, severity, {"column": Title(tab.key, column.key), **values})
        for column in absent
    ]


def _tab_readings(
    workbook: Workbook, tabs: InputTabs, tables: Mapping[str, _ParsedTab], settings: ParsedSettings
) -> tuple[TabReading, ...]:
    """What was read of each tab of the workbook; calgen's own tabs are left out."""
    keys = {grid.title: key for key, grid in tabs.grids.items()}
    found = []
    for title in workbook.titles or tuple(grid.title for grid in workbook.grids):
        if title in keys:
            key = keys[title]
            table = tables.get(key)
            if table is None:
                absent = _absent_settings(settings)
                found.append(TabReading(title, key, settings.count, settings.unread, absent=absent))
            else:
                found.append(TabReading(title, key, table.count, table.unread, table.examples, absent=table.absent))
        elif title in tabs.left:
            found.append(TabReading(title, near=tabs.left[title]))
    return tuple(found)


def _absent_settings(settings: ParsedSettings) -> tuple[str, ...]:
    """The keys of the optional settings that have no row."""
    there = settings.row.source.columns
    return tuple(column.key for column in TABS[0].columns if column.folded and column.key not in there)


def _fill_defaults(tables: Mapping[str, _ParsedTab], words: Words) -> None:
    """Fills the formats, the mix and the wheel with their defaults where the user left them out."""
    records_by_tab: dict[str, tuple[Any, ...]] = {
        "formats": defaults.formats(words),
        "mix": defaults.mix(),
        "wheel": defaults.wheel(words),
    }
    for key, records in records_by_tab.items():
        table = tables[key]
        if not table.rows:
            table.rows += _default_rows(table, records)
    wheel = tables["wheel"]
    wheel.rows += _default_rows(wheel, defaults.former_missions(words, _former_missions(tables)))


def _default_rows(table: _ParsedTab, records: Iterable[Any]) -> list[ParsedRow]:
    """Rows that nobody typed, with the values of some records."""
    columns = [column.key for column in table.tab.columns]
    return [ParsedRow({key: getattr(record, key) for key in columns}, Source(table.title)) for record in records]


def _former_missions(tables: Mapping[str, _ParsedTab]) -> set[str]:
    """The codes of the missions of former wheels that an objective names and that have no row in the wheel."""
    codes = choice_codes("approach")
    typed = [row.values["approaches"] for row in tables["objectives"].rows]
    names = {fold(name) for text in typed if isinstance(text, str) for name in split(text, codes)}
    there = {codes.get(fold(name)) for name in _names(tables["wheel"])}
    return {code for name in names if (code := codes.get(name)) in defaults.FORMER_WHEEL and code not in there}


def _names(table: _ParsedTab) -> list[str]:
    """The names of a tab's rows that could be read."""
    found = (row.values[table.tab.name.key] for row in table.rows)
    return [name for name in found if isinstance(name, str)]


def _resolve_references(
    table: _ParsedTab, names: Mapping[str, Mapping[str, str]], tables: Mapping[str, _ParsedTab]
) -> list[Problem]:
    """Replaces the references of a tab by the names that they mean, as the other tab spells them."""
    problems: list[Problem] = []
    others = {"platforms": names_of_networks(_names(tables["platforms"]))}
    for column in table.tab.columns:
        if column.kind not in (Kind.REF, Kind.REFS) and not column.excepting:
            continue
        named = replace(column, kind=Kind.REF, of=column.excepting[1]) if column.excepting else column
        target = tables[named.of]
        for row in table.rows:
            typed = row.values[column.key]
            if not isinstance(typed, str) or not typed or (column.excepting and EXCEPT not in typed):
                continue
            before, between, name = typed.partition(EXCEPT) if column.excepting else ("", "", typed)
            known = references.KnownNames(names[named.of], others.get(named.of, {}), len(problems) < _MOST_GUESSES)
            free = target.takes_any_name or (named.free and not column.excepting)
            found = references.resolve(name, named, known, target.tab.name, free)
            if isinstance(found, list):
                place = row.source.place(column.key)
                for wrong in found:
                    problems += row.set_value(column, Problem(wrong.code, place, values=wrong.values))
            elif isinstance(found, Interpreted):
                problems += row.set_value(column, replace(found, value=before or ""), row.source.place(column.key))
            else:
                name = found[0] if found else ""  # a word for all of them names none
                row.values[column.key] = found if column.kind is Kind.REFS else before + between + name
    return problems


def _partial(settings: ParsedRow, tables: Mapping[str, _ParsedTab]) -> frozenset[str]:
    """The tabs and settings that were not read in full: see `Read.partial`."""
    tabs = {key for key, table in tables.items() if table.has_unknown_names or any(row.unread for row in table.rows)}
    return frozenset({f"settings.{key}" for key in settings.unread} | tabs)


def _strategy(settings: ParsedRow, tables: Mapping[str, _ParsedTab]) -> Strategy:
    """The records of all rows that could be read, each tab sorted by its columns: the order of rows means nothing."""
    made: dict[str, Any] = {}
    for key, table in tables.items():
        sound = [row for row in table.rows if not row.unread]
        records = [table.tab.record(**row.values, source=row.source) for row in sound]
        order = [column.key for column in table.tab.columns]
        made[key] = tuple(sorted(records, key=lambda record: [_sort_key(getattr(record, name)) for name in order]))
    return Strategy(settings=TABS[0].record(**settings.values, source=settings.source), **made)


def _sort_key(value: object) -> tuple[str, str]:
    return (fold(value), value) if isinstance(value, str) else ("", repr(value))
