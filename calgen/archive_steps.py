"""The steps of `calgen next --archive`: which posts go, what keeps others, and the workbook with their rows copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calgen.book.owned_tabs import ARCHIVE
from calgen.book.problems import Place
from calgen.calendar import CalendarRow, CalendarTab
from calgen.files.edit.archive_rows import ArchivedRows, copy_rows, rows_to_stay
from calgen.files.edit.insert_sheets import insert_sheets
from calgen.files.read import guard
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.references.outside_references import OutsideReference, outside_references
from calgen.merge.row_matching import is_valid_id
from calgen.run_records import Checked, RunInput
from calgen.view import archive

FINISHED = ("published", "cancelled")


@dataclass(frozen=True, slots=True)
class Archived:
    """What goes to the archive: the ids of posts, those that something of the user's keeps, and her formulas.

    `counting` are the places of formulas that count the whole calendar: what goes is no more among what they count.
    """

    posts: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
    counting: tuple[Place, ...] = ()


def archive_posts(data: bytes, checked: Checked, before: RunInput, first: date) -> tuple[bytes, Archived]:
    """The workbook `data` with the finished posts before a day copied to its archive, and the account of it.

    Their rows stand in the calendar, too, until the run that takes them out.
    """
    social, file = before.social, guard.open_workbook(data, checked.file.name)
    assert social is not None
    rows = [row for row in _known_rows(social) if _is_finished(row, first)]
    staying = _staying_rows(file, social)
    going = [row for row in rows if row.number not in staying]
    held = tuple(row.id for row in rows if row.number in staying)
    if not going:
        return data, Archived(staying=held)
    columns = sorted({column for row in going for column in row.own_cells})
    placed = archive.archive_columns(social, before.archive, columns)
    if before.archive is None:
        words, country = checked.read.words, before.strategy.settings.country
        drawn = archive.sheet(words, words.title(ARCHIVE), social, placed, country)
        file = guard.open_workbook(insert_sheets(file, [drawn]), checked.file.name)
    added = placed.added if before.archive else {}
    numbers, zero = [row.number for row in going], date(1904, 1, 1) if file.counts_from_1904 else date(1899, 12, 30)
    shown = _shown(before, social, going, zero)
    after = copy_rows(file, ArchivedRows(numbers, placed.columns, shown, added))
    counting = _counting_formulas(outside_references(checked.file), social)
    return after, Archived(tuple(row.id for row in going), held, counting)


def _known_rows(social: CalendarTab) -> list[CalendarRow]:
    """The rows with an id of calgen's that no other row has, from top to bottom."""
    count = Counter(row.id for row in social.rows)
    return [row for row in social.rows if is_valid_id("social", row.id) and count[row.id] == 1]


def _is_finished(row: CalendarRow, first: date) -> bool:
    day = row.day()
    return day is not None and day < first and bool(row.text("platform")) and row.code("status") in FINISHED


def _staying_rows(file: OpenedWorkbook, social: CalendarTab) -> frozenset[int]:
    """The rows that something of the user's keeps in the calendar."""
    own = {column for row in social.rows for column in row.own_cells}
    held = rows_to_stay(file, file.calgen_sheets()["social"], own)
    return held | _pointed_rows(outside_references(file), social)


def _pointed_rows(references: Iterable[OutsideReference], social: CalendarTab) -> frozenset[int]:
    """The rows to which a formula, a chart or a link of the user's points, those apart that speak of all rows."""
    found = set[int]()
    for reference in references:
        if reference.tab == "social" and reference.area and not _is_of_all(reference, social):
            found |= {row.number for row in social.rows if reference.area.top <= row.number <= reference.area.bottom}
    return frozenset(found)


def _is_of_all(reference: OutsideReference, social: CalendarTab) -> bool:
    numbers = [row.number for row in social.rows]
    area = reference.area
    return area is None or (area.top <= min(numbers) and area.bottom >= max(numbers))


def _counting_formulas(references: Iterable[OutsideReference], social: CalendarTab) -> tuple[Place, ...]:
    """The places of the user's formulas that speak of all rows of the calendar."""
    found = (one.source.place for one in references if one.tab == "social" and _is_of_all(one, social))
    return tuple(dict.fromkeys(found))


def _shown(
    before: RunInput, social: CalendarTab, rows: Iterable[CalendarRow], zero: date
) -> dict[tuple[int, int], str | int]:
    """What the formulas of some rows show, for those whose values no program has stored; `zero` is the day 0."""
    editorial = before.calendars.get("editorial")
    titles = {row.id: str(row.cell("title").value or "") for row in (editorial.rows if editorial else ())}
    found: dict[tuple[int, int], str | int] = {}
    for row in rows:
        shown: dict[str, str | int] = {
            "day": ((row.day() or zero) - zero).days,
            "title": titles.get(row.subject, ""),
            "editorial": row.subject,
            "characters": len(row.text("text")) or "",
        }
        found |= {(row.number, social.columns[key]): text for key, text in shown.items() if key in social.columns}
    return found
