"""The cells of the calendars that the user typed and that calgen cannot obey: each is told, with what may stand there.

docs/decisions.md, "What is typed in a calendar".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from calgen.book import dates
from calgen.book.cells import read_days
from calgen.book.folding import fold
from calgen.book.grid import CellState
from calgen.book.lists import plain_list
from calgen.book.problems import Problem, Severity
from calgen.book.result_figures import RESULTS
from calgen.book.values import Interpreted, Phrase, Title, Word
from calgen.book.vocabulary import choice_codes, understood_code
from calgen.calendar import CalendarRow
from calgen.last_run import FORMULA, WrittenRow
from calgen.merge.cell_ownership import FORMULA_COLUMNS, is_users_cell
from calgen.merge.edits import Edits
from calgen.merge.emptied_cells import STAY_EMPTY, is_emptied
from calgen.merge.typed_cell_conflicts import TypedCalendarCell, conflicts, is_address, unknown_name
from calgen.strategy import Strategy

_DAY_COLUMNS = ("date", "draft_due", "review_due")
_TAKEN_DAYS = ("date_year_taken", "date_weekday")
_DAYS = {"social": (), "editorial": _DAY_COLUMNS}  # a post without a day is told as such
_WORDS = ("status", "stage")
_OF_POSTS = ("date", "platforms")  # of a subject: what its posts say, and only they can change
_TAKEN_AS_TYPED = ("objective", "audience", "owner")  # where the strategy names none at all, as in its own tabs


def cell_problems(edits: Edits, strategy: Strategy) -> Iterator[Problem]:
    """The problems of the cells that the user typed, from top to bottom; equal ones of a column are told once."""
    titles = {pin.id: pin.title for pin in edits.kept if pin.subject}
    for calendar, tab in edits.calendars.items():
        names = _understood_names(edits)
        first: dict[tuple[str, str, str], Problem] = {}
        count: dict[tuple[str, str, str], int] = {}
        for id_, row in sorted(edits.rows_of(calendar).items(), key=lambda pair: pair[1].number):
            written = edits.written_row(calendar, id_)
            for problem, key in _emptied(calendar, row, written, names):
                at = (problem.code, key, "")
                first.setdefault(at, replace(problem, place=tab.place(row, key)))
                count[at] = count.get(at, 0) + 1
            for key in tab.columns:
                if key in row.cells and is_users_cell(calendar, row, written, key) and _holds_something(row, key):
                    renamed = edits.renamed(key, row.text(key), id_)
                    cell = TypedCalendarCell(calendar, id_, row, key, titles.get(id_, ""), renamed)
                    is_new = id_ in edits.new_ids.get(calendar, ())
                    for problem in _problems_of(cell, written.get(key, ""), is_new, names, strategy, edits):
                        at = (problem.code, key, fold(cell.text))
                        first.setdefault(at, replace(problem, place=tab.place(row, key)))
                        count[at] = count.get(at, 0) + 1
        for at, problem in first.items():
            more = Phrase(("phrases", "and_rows"), {"n": count[at] - 1}) if count[at] > 1 else ""
            yield replace(problem, values={**problem.values, "more": more})


def _holds_something(row: CalendarRow, key: str) -> bool:
    """Whether a cell has a text; a figure may be an error, or a formula that no program has calculated."""
    cell = row.cell(key)
    return bool(row.text(key)) or (key in RESULTS and (cell.state is CellState.ERROR or bool(cell.formula)))


def _emptied(
    calendar: str, row: CalendarRow, written: WrittenRow, names: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Problem, str]]:
    """The problems of a category that is missing and of cells that the user emptied, each with its column."""
    if calendar == "social" and _lacks_category(row, written, names):
        yield Problem("category_missing", None, Severity.WARNING), "category"
    is_item = row.is_item(calendar) and row.code("status") != "cancelled"
    if is_item and "theme" in row.columns and written.get("theme") and not row.text("theme"):
        yield Problem("theme_emptied", None, Severity.NOTE), "theme"
    for key in STAY_EMPTY[calendar] if is_item else ():
        if is_emptied(row, written, key):
            effect = Phrase(("emptied_cells", calendar, key))
            yield Problem("cell_emptied", None, Severity.NOTE, {"column": Title(calendar, key), "effect": effect}), key


def _lacks_category(row: CalendarRow, written: WrittenRow, names: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a post has no category: the user emptied the cell, or typed a theme that is not known."""
    if row.text("category") or not row.is_item("social") or row.code("status") == "cancelled":
        return False
    theme = row.text("theme")
    return bool(written.get("category")) or bool(theme and fold(theme) not in names["theme"])


def _problems_of(
    cell: TypedCalendarCell,
    written: str,
    is_new: bool,
    names: Mapping[str, Mapping[str, str]],
    strategy: Strategy,
    edits: Edits,
) -> Iterator[Problem]:
    values = cell.values
    if written == FORMULA and cell.key in FORMULA_COLUMNS[cell.calendar] and cell.key not in ("title", "editorial"):
        yield Problem("cell_computed", None, Severity.NOTE, values)
    elif kind := _unreadable_kind(cell, edits):
        texts = {part: Phrase(("typed_cells", part, kind)) for part in ("kind", "effect", "example")}
        if kind == "hour" and not written:
            texts["effect"] = Phrase(("typed_cells", "effect", "no_hour"))
        yield Problem("cell_unread", None, Severity.WARNING, {**values, **texts})
    elif cell.calendar == "editorial" and cell.key in _OF_POSTS and not _agrees_with_posts(cell, edits):
        yield Problem("subject_places_nothing", None, Severity.NOTE, values)
    elif cell.key in _WORDS and not understood_code(cell.key, cell.text):
        codes = dict.fromkeys(choice_codes(cell.key).values())
        words = tuple(Word(cell.key, code) for code in codes)
        yield Problem("word_unknown", None, Severity.WARNING, {**values, "words": words})
    elif cell.key in names and fold(cell.text) not in names[cell.key]:
        yield unknown_name(cell, names[cell.key])
    elif cell.key in _DAY_COLUMNS and (taken := _interpreted_day(cell)) and taken.code in _TAKEN_DAYS:
        yield Problem(taken.code, None, Severity.NOTE, {**taken.values, **values, "taken": (taken.value,)})
    else:
        if cell.key == "date" and cell.calendar == "social":
            yield from _day_outside(cell, written, is_new, strategy)
        yield from conflicts(cell, strategy)


def _interpreted_day(cell: TypedCalendarCell) -> Interpreted | None:
    """A day that was typed without its year, or with another day of the week than it is; else None."""
    found = read_days(dates.day, cell.row.cell(cell.key).value, cell.row.options)
    return found if isinstance(found, Interpreted) else None


def _day_outside(cell: TypedCalendarCell, written: str, is_new: bool, strategy: Strategy) -> Iterator[Problem]:
    """A typed day that is no day of the period: the post stays, and no figure counts it.

    A post of an earlier period is none of these: its day was outside before.
    """
    first, day = strategy.settings.start, cell.row.day()
    if first is None or day is None:
        return
    last = first + timedelta(days=7 * strategy.settings.weeks - 1)
    was_inside = first.isoformat() <= written <= last.isoformat() if written else is_new or day > last
    if was_inside and not first <= day <= last:
        yield Problem("day_outside", None, Severity.WARNING, {"day": day, "first": first, "last": last})


def _unreadable_kind(cell: TypedCalendarCell, edits: Edits) -> str:
    """The kind of value that a cell should hold and does not; empty where it can be read, or any text will do."""
    readable = _READERS.get(cell.key)
    if cell.key in _DAYS[cell.calendar]:
        return "" if cell.row.day(cell.key) else "day"
    if cell.key == "editorial":
        known = {*edits.rows_of("editorial"), *edits.last_run.all_rows_of("editorial")}
        return "" if cell.row.subject in known else "subject"
    if readable is None or (cell.calendar != "social" and cell.key != "link"):
        return ""
    kind, is_readable = readable
    return "" if is_readable(cell.row, cell.key) else kind


def _agrees_with_posts(cell: TypedCalendarCell, edits: Edits) -> bool:
    """Whether the posts of a subject say what was typed on its row: a day of theirs, or all their platforms."""
    posts = [row for row in edits.rows_of("social").values() if row.subject and row.subject == cell.row.id]
    if cell.key == "date":
        return cell.row.day() in {row.day() for row in posts}
    return {fold(name) for name in plain_list(cell.text)} == {fold(row.text("platform")) for row in posts}


def _is_hour(row: CalendarRow, key: str) -> bool:
    return row.hour(key) is not None


def _is_figure(row: CalendarRow, key: str) -> bool:
    return row.figure(key) is not None


def _is_variant(row: CalendarRow, key: str) -> bool:
    return row.text(key).upper() in ("A", "B")


def _is_answer(row: CalendarRow, key: str) -> bool:
    return isinstance(row.cell(key).value, bool) or bool(understood_code("yes_no", row.text(key)))


def _is_address(row: CalendarRow, key: str) -> bool:
    return is_address(row.text(key))


_READERS: Mapping[str, tuple[str, Callable[[CalendarRow, str], bool]]] = {
    "time": ("hour", _is_hour),
    **dict.fromkeys(RESULTS, ("figure", _is_figure)),
    "variant": ("variant", _is_variant),
    "keep": ("answer", _is_answer),
    "url": ("address", _is_address),
    "link": ("address", _is_address),
}


def _understood_names(edits: Edits) -> dict[str, dict[str, str]]:
    """The names of each column that need not be told: the strategy's, former ones, and words in any language."""
    names = {key: {**known} for key, known in edits.names.items() if known or key not in _TAKEN_AS_TYPED}
    for key, known in names.items():
        known.update({fold(old): new for old, new in edits.renames.of(key).items()})
    for of in ("category", "format"):
        names[of].update(choice_codes(of))
    return names
