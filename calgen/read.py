"""From grids to the strategy: every row is read, and every problem is reported with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from calgen.book import references
from calgen.book.cells import ReadOptions, as_text
from calgen.book.columns import Kind, Source
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, Grid, Workbook, address
from calgen.book.headings import Headings, find_headings
from calgen.book.languages import FALLBACK, languages
from calgen.book.problems import Place, Problem, Severity
from calgen.book.rows import ParsedRow, count_hidden, has_whole_percents, invisible_signs, read_cell, read_rows
from calgen.book.values import EXCEPT, Title, Unreadable
from calgen.book.vocabulary import column_titles, country_codes, tab_titles
from calgen.book.words import Words, load_words
from calgen.strategy import TABS, Strategy, Tab, defaults

MOST_ROWS = 5_000  # of a tab with its headings: twenty years of one piece a day
_MOST_GUESSES = 100  # unknown references of a tab for which a near name is looked for

# The tabs whose rows have well-known names: a reference may use any known word for one.
_KNOWN_NAMES = {"formats": "format", "mix": "category", "wheel": "approach"}

_MONTH_FIRST = {"US"}  # countries that write the month before the day


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

    @property
    def takes_any_name(self) -> bool:
        """Whether a reference into it is taken as written: it is empty, or one of its names could not be read."""
        return self.has_unknown_names or not self.rows or any(self.tab.name.key in row.unread for row in self.rows)


def read(workbook: Workbook, language: str = FALLBACK) -> Read:
    """The strategy of a workbook, whose language is `language` where the titles of its tabs do not tell.

    Tabs and columns that calgen does not know are the user's own and left alone.
    """
    grids, problems = _find_tabs(workbook)
    settings, options, words, found = _read_settings(grids.get("settings"), _language(grids, language), workbook)
    problems += found
    tables = {tab.key: _read_table(tab, grids.get(tab.key), options, words, problems) for tab in TABS[1:]}
    _fill_defaults(tables, words)
    names = {key: references.spellings(_names(table), _KNOWN_NAMES.get(key, "")) for key, table in tables.items()}
    for table in tables.values():
        problems += _resolve_references(table, names, tables)
    for table in tables.values():
        problems += references.find_duplicates(table.rows, table.tab.unique)
    titles = {key: grid.title for key, grid in grids.items()}
    return Read(_strategy(settings, tables), words, tuple(problems), _partial(settings, tables), options, titles)


def _find_tabs(workbook: Workbook) -> tuple[dict[str, Grid], list[Problem]]:
    """The grids of the input tabs by key, and the problems with tabs as a whole."""
    grids: dict[str, Grid] = {}
    problems = []
    inputs = {tab.key for tab in TABS}
    written_by_calgen = set(workbook.calgen_titles.values())
    for grid in workbook.grids:
        key, _ = tab_titles().get(fold(grid.title), ("", frozenset()))
        if key not in inputs or grid.title in written_by_calgen:
            continue
        if key in grids:
            values = {"first": grids[key].title}
            problems.append(Problem("tab_twice", Place(grid.title), values=values))
        else:
            grids[key] = grid
    missing = [tab for tab in TABS if tab.required and tab.key not in grids]
    long = {key: count for key, grid in grids.items() if (count := len(grid.rows())) > MOST_ROWS}
    for key, count in long.items():
        place = Place(grids.pop(key).title)
        problems += [Problem("too_many_rows", place, values={"n": count, "limit": MOST_ROWS})]
    return grids, problems + [Problem("tab_missing", None, values={"tab": Title(tab.key)}) for tab in missing]


def _language(grids: Mapping[str, Grid], otherwise: str) -> Words:
    """The words of the language that most titles of the tabs are in; of `otherwise` where they do not tell."""
    votes = Counter(language for grid in grids.values() for language in tab_titles()[fold(grid.title)][1])
    return load_words(max(languages(), key=lambda language: (votes[language], language == otherwise)))


def _read_settings(
    grid: Grid | None, titles: Words, workbook: Workbook
) -> tuple[ParsedRow, ReadOptions, Words, list[Problem]]:
    """The settings, how ambiguous cells are read, the words of the workbook, and the problems with the settings.

    The settings are read twice: the language and the country that they name tell how their other cells are read.
    """
    first, _ = _parse_settings(grid, _options(titles, None, workbook), titles, workbook.name)
    words = load_words(first.values["language"])
    options = _options(words, _day_first(first.values["country"], words), workbook)
    settings, problems = _parse_settings(grid, options, words, workbook.name)
    return settings, options, words, problems


def _options(words: Words, day_first: bool | None, workbook: Workbook) -> ReadOptions:
    return ReadOptions(day_first, words.locale.decimal == ",", workbook.epoch_1904)


def _day_first(country: str, words: Words) -> bool | None:
    """Whether 03/04/2027 is the third of April; `None` where nothing tells: docs/decisions.md, "Dates"."""
    return country not in _MONTH_FIRST if country else words.locale.day_first


def _parse_settings(
    grid: Grid | None, options: ReadOptions, words: Words, name: str
) -> tuple[ParsedRow, list[Problem]]:
    known, titles = {column.key: column for column in TABS[0].columns}, column_titles("settings")
    title = grid.title if grid else words.title("settings")
    settings, where = ParsedRow({}, Source(title)), dict[str, str]()
    problems: list[Problem] = []
    near: list[tuple[str, Problem]] = []
    for row, cells in grid.by_row().items() if grid else ():
        label = next((c for c, cell in sorted(cells.items()) if fold(as_text(cell.value)) in titles), 0)
        key = titles[fold(as_text(cells[label].value))] if label else ""
        if key in where:
            values = {"value": as_text(cells[label].value), "first": where[key]}
            problems.append(Problem("setting_twice", Place(title, address(row, label)), values=values))
        elif key:
            where[key] = address(row, label + 1)
            found = read_cell(known[key], cells.get(label + 1, EMPTY), Place(title, where[key]), options)
            problems += [*settings.set_value(known[key], found), *invisible_signs(grid, row, label + 1)]
        else:
            near += _near_setting(row, cells, title)
    problems += [problem for key, problem in near if key not in where]
    settings.source = replace(settings.source, columns=where)
    for column in known.values():
        if settings.values.get(column.key) is None:
            settings.values[column.key] = column.default
    settings.values["language"] = settings.values["language"] or words.language
    if not settings.values["brand"]:
        settings.values["brand"] = name
        settings.source = replace(settings.source, assumed=frozenset({"brand"}))
    settings.values["country"] = _country(settings.values["country"], settings.values["language"])
    return settings, problems


def _country(typed: str, language: str) -> str:
    """The ISO code of a country typed by its code or its name; of the language's own country where none is typed."""
    return country_codes().get(fold(typed), typed.upper()) or load_words(language).locale.country


def _near_setting(row: int, cells: Mapping[int, Cell], title: str) -> list[tuple[str, Problem]]:
    """The setting that a label with a value beside it nearly spells, and the warning about it; or none."""
    at = min((c for c, cell in cells.items() if as_text(cell.value)), default=0)
    if not as_text(cells.get(at + 1, EMPTY).value):
        return []
    typed = as_text(cells[at].value)
    titles = column_titles("settings")
    close = get_close_matches(fold(typed), [known for known in titles if len(known) > 3], n=1, cutoff=0.87)
    if not close:
        return []
    values = {"value": typed, "near": Title("settings", titles[close[0]])}
    return [(titles[close[0]], Problem("setting_near", Place(title, address(row, at)), Severity.WARNING, values))]


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
    if missing or not headings.row:
        table.has_unknown_names = True
        return table
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
    """The required columns that are not there; a tab without any known heading may be the user's own."""
    severity = Severity.ERROR if tab.required or headings.row else Severity.WARNING
    place = Place(grid.title, f"A{headings.row}" if headings.row else "")
    absent = [column for column in tab.columns if column.required and column.key not in headings.where]
    return [Problem("column_missing", place, severity, {"column": Title(tab.key, column.key)}) for column in absent]


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
            for record in records:
                values = {column.key: getattr(record, column.key) for column in table.tab.columns}
                table.rows.append(ParsedRow(values, Source(table.title)))


def _names(table: _ParsedTab) -> list[str]:
    """The names of a tab's rows that could be read."""
    found = (row.values[table.tab.name.key] for row in table.rows)
    return [name for name in found if isinstance(name, str)]


def _resolve_references(
    table: _ParsedTab, names: Mapping[str, Mapping[str, str]], tables: Mapping[str, _ParsedTab]
) -> list[Problem]:
    """Replaces the references of a tab by the names that they mean, as the other tab spells them."""
    problems: list[Problem] = []
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
            guess = len(problems) < _MOST_GUESSES
            found = references.resolve(name, named, names[named.of], target.tab.name, target.takes_any_name, guess)
            if isinstance(found, Unreadable):
                place = row.source.place(column.key)
                problems += row.set_value(column, Problem(found.code, place, values=found.values))
            else:
                row.values[column.key] = found if column.kind is Kind.REFS else before + between + found[0]
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
