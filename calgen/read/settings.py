"""The tab of settings: a label, and its value in the next cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches

from calgen.book.cells import ReadOptions, as_text
from calgen.book.columns import Source
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, CellState, Grid, Workbook, address
from calgen.book.headings import UnreadHeading
from calgen.book.near_titles import near_title
from calgen.book.problems import Place, Problem, Severity
from calgen.book.rows import ParsedRow, further_problems, invisible_signs, read_cell
from calgen.book.values import Title
from calgen.book.vocabulary import column_titles, country_codes
from calgen.book.words import Words, load_words
from calgen.book.yearless_days import Period
from calgen.strategy import TABS

_MONTH_FIRST = {"US"}  # countries that write the month before the day
_BOTH_ORDERS = {"CA"}  # countries that write days in figures in both orders: the language decides, where it does


@dataclass(slots=True)
class ParsedSettings:
    """The settings as a row, how ambiguous cells are read, the words of the workbook, and the problems.

    `count` is the number of settings that are there; `unread` the labels that are none.
    """

    row: ParsedRow
    options: ReadOptions
    words: Words
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    unread: tuple[UnreadHeading, ...] = ()


def read_settings(
    grid: Grid | None, titles: Words, workbook: Workbook, start: date | None = None
) -> ParsedSettings:
    """Reads the tab of settings; `titles` are the words of the language that most titles of the tabs are in.

    Without a typed start, the calendar begins on `start`: days without a year are looked for in its period.

    The settings are read twice: the language and the country that they name tell how their other cells are read.
    """
    first = _parse_settings(grid, _options(titles, None, workbook), titles, workbook.name)
    words = load_words(first.row.values["language"])
    options = _options(words, _day_first(first.row.values["country"], words), workbook)
    settings = _parse_settings(grid, options, words, workbook.name)
    settings.options = replace(options, period=_period(settings.row, start))
    return settings


def _period(settings: ParsedRow, start: date | None) -> Period | None:
    """The days of the calendar; None where its start is not known."""
    first, weeks = settings.values["start"] or start, settings.values["weeks"]
    return (first, first + timedelta(days=7 * weeks - 1)) if first and weeks else None


def _options(words: Words, day_first: bool | None, workbook: Workbook) -> ReadOptions:
    return ReadOptions(day_first, words.locale.decimal == ",", workbook.epoch_1904, language=words.language)


def _day_first(country: str, words: Words) -> bool | None:
    """Whether 03/04/2027 is the third of April; `None` where nothing tells: docs/decisions.md, "Dates"."""
    return country not in _MONTH_FIRST if country not in {"", *_BOTH_ORDERS} else words.locale.day_first


def _parse_settings(grid: Grid | None, options: ReadOptions, words: Words, name: str) -> ParsedSettings:
    known, titles = {column.key: column for column in TABS[0].columns}, column_titles("settings")
    title = grid.title if grid else words.title("settings")
    settings, where = ParsedRow({}, Source(title)), dict[str, str]()
    problems: list[Problem] = []
    near: list[tuple[str, Problem]] = []
    unread: list[tuple[str, str]] = []  # labels that are no settings, with their cells
    for row, cells in grid.by_row().items() if grid else ():
        label = next((c for c, cell in sorted(cells.items()) if fold(as_text(cell.value)) in titles), 0)
        key = titles[fold(as_text(cells[label].value))] if label else ""
        if key in where:
            values = {"value": as_text(cells[label].value), "first": where[key]}
            problems.append(Problem("setting_twice", Place(title, address(row, label)), values=values))
        elif key:
            at = value_column(cells, label)
            where[key] = address(row, at)
            place = Place(title, where[key])
            cell = cells.get(at, EMPTY)
            found = read_cell(known[key], cell, place, options)
            problems += [*settings.set_value(known[key], found, place), *invisible_signs(grid, row, at)]
            problems += further_problems(known[key], cell, place, options) if isinstance(found, Problem) else ()
        else:
            near += _near_setting(row, cells, title)
            unread += _other_label(row, cells) if where else []
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
    absent = [label for label, key in titles.items() if key not in where]
    labels = tuple(UnreadHeading(text, cell, titles.get(near_title(text, absent), "")) for text, cell in unread)
    return ParsedSettings(settings, options, words, problems, len(where), labels)


def value_column(cells: Mapping[int, Cell], label: int) -> int:
    """The column of a label's value: the next one that is not merged with the label."""
    at = label + 1
    while cells.get(at, EMPTY).state is CellState.COVERED:
        at += 1
    return at


_CODE = 2  # letters of an ISO code


def _country(typed: str, language: str) -> str:
    """The ISO code of a country typed by its code or its name; of the language's own country where none is typed."""
    code = typed.upper() if len(typed) == _CODE else typed
    return country_codes().get(fold(typed).replace("-", " "), code) or load_words(language).locale.country


def _other_label(row: int, cells: Mapping[int, Cell]) -> list[tuple[str, str]]:
    """A text with a value beside it that is no setting, and its cell; or none."""
    at = min((column for column, cell in cells.items() if as_text(cell.value)), default=0)
    has_value = bool(as_text(cells.get(at + 1, EMPTY).value))
    return [(as_text(cells[at].value), address(row, at))] if has_value else []


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
