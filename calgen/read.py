"""From grids to the strategy: every row read, every problem told at once, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from calgen.book.cells import Habits, Wrong, as_text, parse, split
from calgen.book.columns import Column, Kind, Source, letters
from calgen.book.fold import fold
from calgen.book.grid import Cell, Grid, State, Workbook, address, letter
from calgen.book.headings import locate
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Name
from calgen.book.words import Words, choice_codes, column_titles, tab_titles, words
from calgen.strategy import TABS, Strategy, Tab, defaults, tab

# The tabs whose rows have well-known names: a reference may use any known word for one.
_KNOWN_NAMES = {"formats": "format", "mix": "category", "wheel": "approach"}
_EXAMPLES = ("exemple :", "exemple:", "example:", "example :")


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood: the strategy, the workbook's language, and every problem found on the way."""

    strategy: Strategy
    words: Words
    problems: tuple[Problem, ...]

    @property
    def stopped(self) -> bool:
        """Whether a problem forbids to go on."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(slots=True)
class _Draft:
    """A row on its way: its values so far, and whether all of its cells could be read."""

    values: dict[str, Any]
    source: Source
    sound: bool = True


@dataclass(slots=True)
class _Draws:
    """A tab on its way."""

    tab: Tab
    title: str
    drafts: list[_Draft] = field(default_factory=list)
    opaque: bool = False  # its names are not known: references to it cannot be judged


def read(workbook: Workbook) -> Read:
    """The strategy of a workbook. Tabs and columns that calgen does not know are the user's own and left alone."""
    grids, problems = _find(workbook)
    spoken = words(_language(grids))
    habits = Habits(decimal_comma=spoken.language == "fr", epoch_1904=workbook.epoch_1904)
    settings = _settings(grids.get("settings"), habits, spoken, workbook.name, problems)
    spoken = words(settings.values["language"])
    habits = replace(
        habits, day_first=_day_first(settings.values["country"], grids, spoken), decimal_comma=spoken.language == "fr"
    )
    problems.clear()
    grids, found = _find(workbook)
    problems += found
    settings = _settings(grids.get("settings"), habits, spoken, workbook.name, problems)
    tables = {one.key: _table(one, grids.get(one.key), habits, spoken, problems) for one in TABS[1:]}
    _fill_defaults(tables, spoken)
    everything = [_Draws(TABS[0], "", [settings]), *tables.values()]
    names = {drawn.tab.key: _names(drawn) for drawn in tables.values()}
    for drawn in everything:
        _resolve(drawn, names, tables, problems)
    for drawn in tables.values():
        _keys(drawn, problems)
    return Read(_strategy(settings, tables), spoken, tuple(problems))


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
    for one in TABS:
        if one.required and one.key not in grids:
            problems.append(Problem("tab_missing", None, values={"tab": Name(one.key)}))
    return grids, problems


def _language(grids: Mapping[str, Grid]) -> str:
    """The language that most of the tabs' titles speak; French where they do not tell."""
    votes = Counter(tab_titles()[fold(grid.title)][1] for key, grid in grids.items() if not _shared(key))
    return max(("fr", "en"), key=lambda language: votes[language])


def _shared(key: str) -> bool:
    return fold(words("fr").title(key)) == fold(words("en").title(key))


def _day_first(country: str, grids: Mapping[str, Grid], spoken: Words) -> bool | None:
    """Who writes the day first: the country tells, then the language (PRODUCT §7); English alone does not."""
    if country:
        return country.upper() != "US"
    return True if spoken.language == "fr" else None


def _settings(grid: Grid | None, habits: Habits, spoken: Words, name: str, problems: list[Problem]) -> _Draft:
    known, titles = {column.key: column for column in TABS[0].columns}, column_titles("settings")
    draft = _Draft({}, Source(grid.title if grid else spoken.title("settings"), 0, {}))
    where: dict[str, str] = {}
    for row, cells in grid.by_row().items() if grid else ():
        label = next((c for c, cell in sorted(cells.items()) if fold(as_text(cell.value)) in titles), 0)
        key = titles.get(fold(as_text(cells[label].value))) if label else None
        if key is None or key in where:
            continue
        where[key] = address(row, label + 1)
        cell = cells.get(label + 1, Cell())
        _take(draft, known[key], cell, Place(draft.source.tab, where[key]), habits, problems)
    draft.source = replace(draft.source, columns=where)
    for column in known.values():
        draft.values.setdefault(column.key, _default(TABS[0], column.key))
    draft.values["language"] = draft.values["language"] or spoken.language
    draft.values["brand"] = draft.values["brand"] or name
    draft.values["country"] = draft.values["country"].upper() or ("FR" if draft.values["language"] == "fr" else "")
    return draft


def _default(one: Tab, key: str) -> Any:
    return one.record.__dataclass_fields__[key].default


def _table(one: Tab, grid: Grid | None, habits: Habits, spoken: Words, problems: list[Problem]) -> _Draws:
    drawn = _Draws(one, grid.title if grid else spoken.title(one.key))
    if grid is None:
        drawn.opaque = one.required
        return drawn
    headings = locate(grid, column_titles(one.key))
    problems += headings.problems
    missing = [c for c in one.columns if (c.required or c.unique) and c.required and c.key not in headings.where]
    for column in missing:
        cell = f"A{headings.row}" if headings.row else ""
        severity = Severity.ERROR if one.required or headings.row else Severity.WARNING
        values = {"column": Name(one.key, column.key)}
        problems.append(Problem("column_missing", Place(grid.title, cell), severity, values))
    drawn.opaque = one.name in missing or not headings.row
    if missing or not headings.row:
        return drawn
    habits = replace(habits, whole_percents=_whole_percents(one, grid, headings.row, headings.where))
    for row, cells in grid.by_row().items():
        if row > headings.row and not _skipped(cells, headings.where, one):
            drawn.drafts.append(_row(one, grid.title, row, cells, headings.where, habits, problems))
    if one.required and not drawn.drafts:
        problems.append(Problem("tab_empty", Place(grid.title), values={"column": Name(one.key, one.name.key)}))
        drawn.opaque = True
    return drawn


def _whole_percents(one: Tab, grid: Grid, top: int, where: Mapping[str, int]) -> bool:
    """Whether a share column counts in hundreds: the column tells, not the cell (1 among 33 and 66 is 1 %)."""
    shares = {where[column.key] for column in one.columns if column.kind is Kind.SHARE and column.key in where}
    return any(
        isinstance(cell.value, int | float) and not cell.percent and cell.value > 1
        for (row, column), cell in grid.cells.items()
        if row > top and column in shares
    )


def _skipped(cells: Mapping[int, Cell], where: Mapping[str, int], one: Tab) -> bool:
    """A row with nothing in our columns, or the template's example."""
    ours = [cells[c] for c in where.values() if c in cells]
    if all(cell.state is State.PLAIN and not as_text(cell.value) for cell in ours):
        return True
    return as_text(cells.get(where[one.name.key], Cell()).value).casefold().startswith(_EXAMPLES)


def _row(
    one: Tab,
    title: str,
    row: int,
    cells: Mapping[int, Cell],
    where: Mapping[str, int],
    habits: Habits,
    problems: list[Problem],
) -> _Draft:
    draft = _Draft({}, Source(title, row, letters(where)))
    for column in one.columns:
        at = where.get(column.key)
        if at is None:
            draft.values[column.key] = _default(one, column.key)
        else:
            place = Place(title, f"{letter(at)}{row}")
            _take(draft, column, cells.get(at, Cell()), place, habits, problems, _default(one, column.key))
    return draft


def _take(
    draft: _Draft,
    column: Column,
    cell: Cell,
    place: Place,
    habits: Habits,
    problems: list[Problem],
    default: Any = ...,
) -> None:
    """One cell into the draft; one bad cell is one problem."""
    if cell.state in (State.UNCALCULATED, State.ERROR):
        code = "formula_empty" if cell.state is State.UNCALCULATED else "cell_error"
        problems.append(Problem(code, place, values={"value": as_text(cell.value)}))
        draft.sound = False
        draft.values[column.key] = None
    elif not as_text(cell.value) and not isinstance(cell.value, bool):
        if column.required:
            problems.append(Problem("cell_required", place))
            draft.sound = False
        if default is not ...:
            draft.values[column.key] = default
    else:
        found = parse(cell, column, habits)
        if isinstance(found, Wrong):
            values = {"value": as_text(cell.value), **found.values}
            if column.of and found.code == "choice_unread":
                values["words"] = tuple(words_of(column))
            problems.append(Problem(found.code, place, values=values))
            draft.sound = False
            found = None
        draft.values[column.key] = found


def words_of(column: Column) -> Iterable[Any]:
    """The words that a choice takes, each to be said in the reader's language."""
    from calgen.book.values import Word

    return [Word(column.of, code) for code in dict.fromkeys(choice_codes(column.of).values())]


def _fill_defaults(tables: Mapping[str, _Draws], spoken: Words) -> None:
    """Formats, mix and wheel have sound defaults where the user left them out."""
    rows: dict[str, tuple[Any, ...]] = {
        "formats": defaults.formats(spoken),
        "mix": defaults.mix(),
        "wheel": defaults.wheel(spoken),
    }
    for key, records in rows.items():
        drawn = tables[key]
        if not drawn.drafts and not drawn.opaque:
            for record in records:
                values = {column.key: getattr(record, column.key) for column in drawn.tab.columns}
                drawn.drafts.append(_Draft(values, Source(drawn.title)))


def _names(drawn: _Draws) -> dict[str, str]:
    """Every spelling under which a row of a tab is known → its name; rows that could not be read are remembered."""
    key = drawn.tab.name.key
    found = {}
    for draft in drawn.drafts:
        name = draft.values.get(key)
        if isinstance(name, str) and name:
            found.setdefault(fold(name), name)
    known = _KNOWN_NAMES.get(drawn.tab.key)
    if known:
        codes = choice_codes(known)
        rows = {codes[spelling]: name for spelling, name in found.items() if spelling in codes}
        rows |= {name: name for name in found.values() if name in codes.values()}
        for spelling, code in codes.items():
            if code in rows:
                found.setdefault(spelling, rows[code])
    return found


def _resolve(
    drawn: _Draws, names: Mapping[str, Mapping[str, str]], tables: Mapping[str, _Draws], problems: list[Problem]
) -> None:
    for column in drawn.tab.columns:
        if column.kind not in (Kind.REF, Kind.REFS):
            continue
        target = tables[column.of]
        for draft in drawn.drafts:
            typed = draft.values.get(column.key)
            if not isinstance(typed, str):
                continue
            known = names[column.of]
            # A reference into a tab that was left empty, or could not be read, is taken as written.
            free = not target.drafts or target.opaque
            found = _lookup(typed, column, known, free, draft.source.place(column.key), problems)
            draft.sound = draft.sound and found is not None
            many = column.kind is Kind.REFS
            draft.values[column.key] = (found or ()) if many else (found[0] if found else "")


def _lookup(
    typed: str, column: Column, known: Mapping[str, str], free: bool, place: Place, problems: list[Problem]
) -> tuple[str, ...] | None:
    pieces = split(typed, known) if column.kind is Kind.REFS else [typed] if typed else []
    if free and column.kind is Kind.REFS:
        pieces = [name for piece in pieces for name in piece.split(",")]
    found = []
    unknown = []
    for piece in pieces:
        name = known.get(fold(piece))
        if name is None and not free:
            unknown.append(piece)
        else:
            found.append(name or piece.strip())
    if unknown:
        problems.append(_unknown(unknown[0], column, known, place))
        return None
    return tuple(sorted(set(found), key=fold))


def _unknown(piece: str, column: Column, known: Mapping[str, str], place: Place) -> Problem:
    values: dict[str, object] = {"value": piece, "tab": Name(column.of)}
    close = get_close_matches(fold(piece), known, n=1, cutoff=0.6)
    if close:
        return Problem("ref_near", place, values=values | {"near": known[close[0]]})
    return Problem("ref_unknown", place, values=values | {"names": tuple(dict.fromkeys(known.values()))[:8]})


def _keys(drawn: _Draws, problems: list[Problem]) -> None:
    """A name stands once in its tab."""
    unique = [column.key for column in drawn.tab.columns if column.unique]
    if drawn.tab.key == "mix":
        unique = ["category", "platform"]
    seen: dict[tuple[str, ...], _Draft] = {}
    for draft in drawn.drafts:
        key = tuple(fold(str(draft.values.get(column) or "")) for column in unique)
        if unique and any(key) and key in seen:
            values = {"value": str(draft.values[unique[0]]), "first": seen[key].source.place(unique[0]).cell}
            problems.append(Problem("name_twice", draft.source.place(unique[0]), values=values))
            draft.sound = False
        elif unique:
            seen[key] = draft


def _strategy(settings: _Draft, tables: Mapping[str, _Draws]) -> Strategy:
    made: dict[str, Any] = {}
    for key, drawn in tables.items():
        sound = [draft for draft in drawn.drafts if draft.sound]
        records = [tab(key).record(**draft.values, source=draft.source) for draft in sound]
        order = [column.key for column in drawn.tab.columns]
        made[key] = tuple(sorted(records, key=lambda one: [_order(getattr(one, name)) for name in order]))
    usable = {key: value for key, value in settings.values.items() if value is not None}
    return Strategy(settings=TABS[0].record(**usable, source=settings.source), **made)


def _order(value: object) -> tuple[str, str]:
    return (fold(value), value) if isinstance(value, str) else ("", repr(value))
