"""From grids to the strategy: every row read, every problem told at once, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from calgen.book import references
from calgen.book.cells import ReadOptions, Wrong, as_text
from calgen.book.columns import Kind, Source
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, Grid, Workbook, address
from calgen.book.headings import Headings, locate
from calgen.book.problems import Place, Problem, Severity
from calgen.book.rows import ParsedRow, hidden, in_hundreds, left_out, rows, take
from calgen.book.values import Title
from calgen.book.words import Words, column_titles, tab_titles, words
from calgen.strategy import TABS, Strategy, Tab, defaults

MOST_ROWS = 5_000  # of a tab, headings and all: twenty years of a piece a day
_GUESSES = 100  # wrong references of a tab for which a near name is looked for

# The tabs whose rows have well-known names: a reference may use any known word for one.
_KNOWN_NAMES = {"formats": "format", "mix": "category", "wheel": "approach"}


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood: the strategy, the workbook's language, and every problem found on the way.

    `partial` names the tabs of which a row is missing here because it could not be read, and such settings
    (`settings.country`): what they lack is no second problem. `titles` are those of the input tabs, as typed, by key.
    """

    strategy: Strategy
    words: Words
    problems: tuple[Problem, ...]
    partial: frozenset[str] = frozenset()
    habits: ReadOptions = field(default_factory=ReadOptions)  # how the workbook's cells are read
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        """Whether a problem forbids to go on."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(slots=True)
class _Draws:
    """A tab on its way."""

    tab: Tab
    title: str
    drafts: list[ParsedRow] = field(default_factory=list)
    opaque: bool = False  # its names are not known: references to it cannot be judged

    @property
    def free(self) -> bool:
        """Whether a reference into it is taken as written: it is empty, or one of its names could not be read."""
        return self.opaque or not self.drafts or any(self.tab.name.key in one.unread for one in self.drafts)


def read(workbook: Workbook) -> Read:
    """The strategy of a workbook. Tabs and columns that calgen does not know are the user's own and left alone."""
    grids, problems = _find(workbook)
    settings, habits, spoken, found = _frame(grids.get("settings"), _language(grids), workbook)
    problems += found
    tables = {one.key: _table(one, grids.get(one.key), habits, spoken, problems) for one in TABS[1:]}
    _fill_defaults(tables, spoken)
    names = {key: references.spellings(_names(drawn), _KNOWN_NAMES.get(key, "")) for key, drawn in tables.items()}
    for drawn in tables.values():
        problems += _resolve(drawn, names, tables)
    for drawn in tables.values():
        problems += references.twice(drawn.drafts, drawn.tab.unique)
    titles = {key: grid.title for key, grid in grids.items()}
    return Read(_strategy(settings, tables), spoken, tuple(problems), _partial(settings, tables), habits, titles)


def _find(workbook: Workbook) -> tuple[dict[str, Grid], list[Problem]]:
    grids: dict[str, Grid] = {}
    problems = []
    inputs = {one.key for one in TABS}
    ours = set(workbook.owned.values())
    for grid in workbook.grids:
        key = tab_titles().get(fold(grid.title), ("", ""))[0]
        if key not in inputs or grid.title in ours:
            continue
        if key in grids:
            values = {"first": grids[key].title}
            problems.append(Problem("tab_twice", Place(grid.title), values=values))
        else:
            grids[key] = grid
    missing = [one for one in TABS if one.required and one.key not in grids]
    long = {key: count for key, grid in grids.items() if (count := len(grid.rows())) > MOST_ROWS}
    for key, count in long.items():
        place = Place(grids.pop(key).title)
        problems += [Problem("too_many_rows", place, values={"n": count, "limit": MOST_ROWS})]
    return grids, problems + [Problem("tab_missing", None, values={"tab": Title(one.key)}) for one in missing]


def _language(grids: Mapping[str, Grid]) -> Words:
    """The language that most of the tabs' titles speak; French where they do not tell."""
    votes = Counter(tab_titles()[fold(grid.title)][1] for key, grid in grids.items() if not _shared(key))
    return words(max(("fr", "en"), key=lambda language: votes[language]))


def _shared(key: str) -> bool:
    return fold(words("fr").title(key)) == fold(words("en").title(key))


def _frame(grid: Grid | None, titles: Words, workbook: Workbook) -> tuple[ParsedRow, ReadOptions, Words, list[Problem]]:
    """The settings, and what they say of how all cells are read: the language's decimal mark, the country's dates."""
    habits = ReadOptions(None, titles.language == "fr", workbook.epoch_1904)
    first, _ = _settings(grid, habits, titles, workbook.name)
    spoken = words(first.values["language"])
    habits = ReadOptions(_day_first(first.values["country"], spoken), spoken.language == "fr", workbook.epoch_1904)
    settings, problems = _settings(grid, habits, spoken, workbook.name)
    return settings, habits, spoken, problems


def _day_first(country: str, spoken: Words) -> bool | None:
    """Who writes the day first: the country tells, then the language (PRODUCT §7); English alone does not."""
    if country:
        return country != "US"
    return True if spoken.language == "fr" else None


def _settings(grid: Grid | None, habits: ReadOptions, spoken: Words, name: str) -> tuple[ParsedRow, list[Problem]]:
    known, titles = {column.key: column for column in TABS[0].columns}, column_titles("settings")
    title = grid.title if grid else spoken.title("settings")
    draft, where = ParsedRow({}, Source(title)), dict[str, str]()
    problems: list[Problem] = []
    slips: list[tuple[str, Problem]] = []
    for row, cells in grid.by_row().items() if grid else ():
        label = next((c for c, cell in sorted(cells.items()) if fold(as_text(cell.value)) in titles), 0)
        key = titles[fold(as_text(cells[label].value))] if label else ""
        if key in where:
            values = {"value": as_text(cells[label].value), "first": where[key]}
            problems.append(Problem("setting_twice", Place(title, address(row, label)), values=values))
        elif key:
            where[key] = address(row, label + 1)
            found = take(known[key], cells.get(label + 1, EMPTY), Place(title, where[key]), habits)
            problems += [*draft.put(known[key], found), *left_out(grid, row, label + 1)]
        else:
            slips += _near(row, cells, title)
    problems += [problem for key, problem in slips if key not in where]
    draft.source = replace(draft.source, columns=where)
    for column in known.values():
        if draft.values.get(column.key) is None:
            draft.values[column.key] = column.default
    draft.values["language"] = draft.values["language"] or spoken.language
    draft.values["brand"] = draft.values["brand"] or name
    draft.values["country"] = draft.values["country"].upper() or ("FR" if draft.values["language"] == "fr" else "")
    return draft, problems


def _near(row: int, cells: Mapping[int, Cell], title: str) -> list[tuple[str, Problem]]:
    """A label that looks like a slip of the pen for one of ours, with something beside it: that setting's key."""
    at = min((c for c, cell in cells.items() if as_text(cell.value)), default=0)
    if not as_text(cells.get(at + 1, EMPTY).value):
        return []
    typed = as_text(cells[at].value)
    titles = column_titles("settings")
    close = get_close_matches(fold(typed), [one for one in titles if len(one) > 3], n=1, cutoff=0.87)
    place = Place(title, address(row, at))
    values = {"value": typed, "near": Title("settings", titles[close[0]])} if close else {}
    return [(titles[close[0]], Problem("setting_near", place, Severity.WARNING, values))] if close else []


def _table(one: Tab, grid: Grid | None, habits: ReadOptions, spoken: Words, problems: list[Problem]) -> _Draws:
    drawn = _Draws(one, grid.title if grid else spoken.title(one.key))
    if grid is None:
        drawn.opaque = one.required
        return drawn
    headings = locate(grid, column_titles(one.key), one.key)
    problems += headings.problems
    missing = _missing(one, grid, headings)
    problems += missing
    if missing or not headings.row:
        drawn.opaque = True
        return drawn
    whole = in_hundreds(grid, one.columns, headings.row, headings.where)
    habits = replace(habits, whole_percents=whole)
    drawn.drafts, found = rows(grid, one.columns, headings.row, headings.where, habits)
    problems += found
    if unseen := hidden(grid, drawn.drafts):
        problems.append(Problem("rows_hidden", Place(grid.title), Severity.NOTE, {"n": unseen}))
    if one.required and not drawn.drafts:
        problems.append(Problem("tab_empty", Place(grid.title), values={"column": Title(one.key, one.name.key)}))
        drawn.opaque = True
    return drawn


def _missing(one: Tab, grid: Grid, headings: Headings) -> list[Problem]:
    """The required columns that are not there; a tab without any of our headings may be the user's own."""
    severity = Severity.ERROR if one.required or headings.row else Severity.WARNING
    place = Place(grid.title, f"A{headings.row}" if headings.row else "")
    absent = [column for column in one.columns if column.required and column.key not in headings.where]
    return [Problem("column_missing", place, severity, {"column": Title(one.key, column.key)}) for column in absent]


def _fill_defaults(tables: Mapping[str, _Draws], spoken: Words) -> None:
    """Formats, mix and wheel have sound defaults where the user left them out."""
    standing: dict[str, tuple[Any, ...]] = {
        "formats": defaults.formats(spoken),
        "mix": defaults.mix(),
        "wheel": defaults.wheel(spoken),
    }
    for key, records in standing.items():
        drawn = tables[key]
        if not drawn.drafts:
            for record in records:
                values = {column.key: getattr(record, column.key) for column in drawn.tab.columns}
                drawn.drafts.append(ParsedRow(values, Source(drawn.title)))


def _names(drawn: _Draws) -> list[str]:
    """The names of a tab's rows; rows that could not be read otherwise are remembered."""
    found = (draft.values[drawn.tab.name.key] for draft in drawn.drafts)
    return [name for name in found if isinstance(name, str)]


def _resolve(drawn: _Draws, names: Mapping[str, Mapping[str, str]], tables: Mapping[str, _Draws]) -> list[Problem]:
    """References by the names of the rows they mean, as their own tab spells them."""
    problems: list[Problem] = []
    for column in drawn.tab.columns:
        if column.kind not in (Kind.REF, Kind.REFS):
            continue
        target = tables[column.of]
        for draft in drawn.drafts:
            typed = draft.values[column.key]
            if not isinstance(typed, str) or not typed:
                continue
            guess = len(problems) < _GUESSES
            found = references.find(typed, column, names[column.of], target.tab.name, target.free, guess)
            if isinstance(found, Wrong):
                place = draft.source.place(column.key)
                problems += draft.put(column, Problem(found.code, place, values=found.values))
            else:
                draft.values[column.key] = found if column.kind is Kind.REFS else found[0]
    return problems


def _partial(settings: ParsedRow, tables: Mapping[str, _Draws]) -> frozenset[str]:
    lacking = {key for key, drawn in tables.items() if drawn.opaque or any(draft.unread for draft in drawn.drafts)}
    return frozenset({f"settings.{key}" for key in settings.unread} | lacking)


def _strategy(settings: ParsedRow, tables: Mapping[str, _Draws]) -> Strategy:
    made: dict[str, Any] = {}
    for key, drawn in tables.items():
        sound = [draft for draft in drawn.drafts if not draft.unread]
        records = [drawn.tab.record(**draft.values, source=draft.source) for draft in sound]
        order = [column.key for column in drawn.tab.columns]
        made[key] = tuple(sorted(records, key=lambda one: [_order(getattr(one, name)) for name in order]))
    return Strategy(settings=TABS[0].record(**settings.values, source=settings.source), **made)


def _order(value: object) -> tuple[str, str]:
    return (fold(value), value) if isinstance(value, str) else ("", repr(value))
