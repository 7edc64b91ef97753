"""The other commands of a year: results, readings of the review, adapt, next, pause, shift; what each alone promises.

A step returns the workbook after it, and what is not as its command says. All other promises are those of every run.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zlib import crc32

from small_calendar import saved
from workbook_contents import ContentRow

from benchmarks.weekly.commands import WorkbookFile
from benchmarks.weekly.contents import LETTERS, SETTLED, BookContents, day_of, head_of, status_of, titles_of
from benchmarks.weekly.invariants import differing
from calgen.book.folding import fold

Step = Callable[[WorkbookFile, BookContents, date], tuple[BookContents, list[str]]]
READING = ("objective", "date", "value")  # columns of a reading
ARCHIVED = 51  # the week of a year, from 0, in which the posts that are out go to the archive: the last
FILLED = {"impressions", "engagements", "clicks", "conversions", "url", "status"}  # what `results` may write


def _published(before: BookContents, platform: str, today: date) -> list[ContentRow]:
    """The posts of a platform that are over, each on a day and hour of its own."""
    rows = [row for row in before.rows("social") if row.cells.get("platform") == platform]
    rows = [row for row in rows if (day := day_of(row)) and day < today and isinstance(row.cells.get("time"), time)]
    rows = [row for row in rows if status_of(row) != "cancelled"]
    places = [(day_of(row), row.cells["time"]) for row in rows]
    return [row for row, place in zip(rows, places, strict=True) if places.count(place) == 1]


def _seen(row: ContentRow) -> int:
    """The impressions of a post, by its number alone."""
    return 2000 + crc32(row.id.encode()) % 900


def results(file: WorkbookFile, before: BookContents, today: date) -> tuple[BookContents, list[str]]:
    """A table of one platform, with day, hour, title and impressions; imported twice."""
    rows: list[ContentRow] = []
    for platform in sorted({str(row.cells["platform"]) for row in before.rows("social") if row.cells.get("platform")}):
        rows = rows or [row for row in _published(before, platform, today) if row.id]
    if not rows:
        return before, []
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["Date", "Text", "Impressions"])
    for row in rows:
        at = datetime.combine(day_of(row) or today, row.cells["time"])
        table.writerow([at.isoformat(sep=" "), _title(before, row), _seen(row)])
    export = file.path.with_name("table.csv")
    export.write_text(text.getvalue(), encoding="utf-8")
    arguments = (str(export), "--platform", str(rows[0].cells["platform"]))
    found = [] if (done := file.run("results", *arguments, today=today)).code == 0 else [done.output[:400] + done.error]
    after = BookContents(file.read())
    file.run("results", *arguments, today=today)
    found += ["a second import changes the file"] if file.read() != after.data else []
    return after, [*found, *_result_faults(before, after, {row.id: row for row in rows})]


def _title(before: BookContents, row: ContentRow) -> str:
    cell = row.raw["title"]
    return str(row.cells.get("text") or before.values[cell.parent.title][cell.coordinate].value or "")


def _result_faults(before: BookContents, after: BookContents, exported: dict[str, ContentRow]) -> list[str]:
    """Cells that changed and are no results, and figures of another post."""
    found, now = [], {(tab, row.id): row for tab in LETTERS for row in after.rows(tab)}
    for tab in LETTERS:
        for row in before.rows(tab):
            new = now.get((tab, row.id), row)
            changed = differing(row, new, tab) if row.id else set[str]()
            if changed - (FILLED if tab == "social" else set()):
                found.append(f"{tab} {row.id}: {sorted(changed)} changed")
            if "impressions" in changed and (row.id not in exported or new.cells["impressions"] != _seen(row)):
                found.append(f"{row.id}: impressions {new.cells['impressions']} are of another post")
    return found


def pause(file: WorkbookFile, before: BookContents, today: date) -> tuple[BookContents, list[str]]:
    """Five days without posts in five weeks: none that is free stands there."""
    first, last = today + timedelta(days=35), today + timedelta(days=39)
    done = file.run("pause", first.isoformat(), last.isoformat(), "--format", "json", today=today)
    after = BookContents(file.read())
    if done.code:
        return after, [] if after.data == before.data else ["it stops, and writes"]
    old = {row.id: row for row in before.rows("social")}
    inside = [row for row in after.rows("social") if (day := day_of(row)) and first <= day <= last]
    new = [row.id for row in inside if row.id not in old or day_of(old[row.id]) != day_of(row)]
    return after, [f"{id_} was put into the pause" for id_ in new]


def shift(file: WorkbookFile, before: BookContents, today: date) -> tuple[BookContents, list[str]]:
    """The free posts of a week, one day later."""
    first = today + timedelta(days=14)
    days = ("--from", first.isoformat(), "--until", (first + timedelta(days=6)).isoformat())
    done = file.run("shift", "--days", "1", *days, today=today)
    after = BookContents(file.read())
    found = [] if done.code in (0, 1) else [f"ends with {done.code}: {done.output[:300]}{done.error[:300]}"]
    old = {row.id: row for row in before.rows("social")}
    for row in after.rows("social"):
        was = old.get(row.id)
        if was is not None and status_of(was) in SETTLED and day_of(was) != day_of(row):
            found.append(f"{row.id} was {status_of(was)}, and is shifted")
    return after, found


def next_period(file: WorkbookFile, before: BookContents, today: date) -> tuple[BookContents, list[str]]:
    """Thirteen weeks from next Monday on."""
    start = today + timedelta(days=7 - today.weekday())
    done = file.run("next", "--weeks", "13", "--start", start.isoformat(), today=today)
    after = BookContents(file.read())
    if done.code:
        return after, [] if after.data == before.data else ["it stops, and writes"]
    found = after.setting("start")
    is_begun = isinstance(found, datetime) and found.date() == start and after.setting("weeks") == 13
    return after, [] if is_begun else [f"the period begins on {found}, over {after.setting('weeks')} weeks"]


def archive(file: WorkbookFile, before: BookContents, today: date) -> tuple[BookContents, list[str]]:
    """The next period with an archive: each row of before stands there or in the calendar, with the same cells."""
    start = today + timedelta(days=7 - today.weekday())
    done = file.run("next", "--archive", "--weeks", "13", "--start", start.isoformat(), today=today)
    after = BookContents(file.read())
    if done.code:
        return after, [f"ends with {done.code}: {done.output[:300]}{done.error[:300]}"]
    old, new = (cells_by_id(book, "social") for book in (before, after))
    kept = cells_by_id(after, "archive")
    found = [f"{id_} stands in the calendar and in the archive" for id_ in kept.keys() & new.keys()]
    for id_, cells in old.items():
        if id_ in kept and (differ := [title for title in cells if kept[id_].get(title) != cells[title]]):
            found.append(f"{id_} has other {differ} in the archive")
        elif id_ not in kept and id_ not in new and id_ in _settled_ids(before):
            found.append(f"{id_} is in neither")
    return after, found if kept else [*found, "nothing is archived"]


def cells_by_id(book: BookContents, tab: str) -> dict[str, dict[str, object]]:
    """The stored values of the rows of a calendar or of the archive, by id and by the title of the column."""
    sheet = book.input_tab(tab, values=True)
    if sheet is None:
        return {}
    rows = list(sheet.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if fold(str(row[0] or "")) in titles_of("social", "id"))
    titles = [(n, str(title)) for n, title in enumerate(rows[head]) if title is not None]
    return {
        str(row[0]): {title: row[n] for n, title in titles}
        for row in rows[head + 1 :]
        if re.fullmatch(r"P\d{4,}", str(row[0] or ""))
    }


def _settled_ids(book: BookContents) -> set[str]:
    return {row.id for row in book.rows("social") if status_of(row) in SETTLED}


def readings(file: WorkbookFile, before: BookContents, today: date) -> tuple[BookContents, list[str]]:
    """A reading of the first objective, typed below the others; a run keeps it and those of before."""
    objectives, sheet = before.table("objectives", "objective"), before.input_tab("readings")
    if sheet is None or not objectives:
        return before, []
    head, columns = head_of(sheet, "readings", READING)
    rows = range(head + 1, sheet.max_row + 2)
    row = next(row for row in rows if sheet.cell(row, columns["objective"]).value in (None, ""))
    typed = (objectives[0]["objective"], datetime.combine(today - timedelta(days=1), time()), 40 + row)
    for key, value in zip(READING, typed, strict=True):
        sheet.cell(row, columns[key]).value = value
    due = [*before.table("readings", *READING), dict(zip(READING, typed, strict=True))]
    file.write(saved(before.calendars.book))
    done = file.run("generate", today=today)
    after = BookContents(file.read())
    found = [] if done.code == 0 else [f"ends with {done.code}: {done.output[:300]}{done.error[:300]}"]
    return after, found if after.table("readings", *READING) == due else [*found, "a reading is lost or changed"]


def adapt(file: WorkbookFile, before: BookContents, today: date) -> tuple[BookContents, list[str]]:
    """A yes to the first proposal of the review; no cell of a calendar changes."""
    book = before.calendars.book
    tabs = [sheet for sheet in book.worksheets if fold(sheet.title) in titles_of("review")]
    cells = [cell for sheet in tabs for cell in list(sheet._cells.values())]
    heads = [cell for cell in cells if fold(str(cell.value or "")) in titles_of("review", "accept")]
    if not heads or not tabs[0].cell(heads[0].row + 1, 1).value:
        return before, []
    cell = tabs[0].cell(heads[0].row + 1, heads[0].column)
    old, cell.value = cell.value, "x"
    ticked = saved(book)
    cell.value = old
    file.write(ticked)
    done = file.run("adapt", "--format", "json", today=today)
    after = BookContents(file.read())
    if after.data == ticked:  # it was no proposal
        return before, []
    pairs = [(tab, *rows) for tab in LETTERS for rows in zip(before.rows(tab), after.rows(tab), strict=True)]
    changed = [f"{tab} {row.id} changes" for tab, row, new in pairs if differing(row, new, tab)]
    stopped = [] if done.code == 0 else [f"ends with {done.code}: {done.output[:300]}{done.error[:300]}"]
    file.run("generate", today=today)  # openpyxl leaves no values, and adapt draws no calendar
    return BookContents(file.read()), [*stopped, *changed]


def step_of_week(number: int) -> Step | None:
    """The command of a week, if it has one."""
    if number == ARCHIVED:
        return archive
    return {1: results, 3: readings, 4: pause, 5: results, 6: adapt, 7: readings, 8: shift, 9: results, 10: adapt,
            11: readings, 12: next_period}.get(number % 13)  # fmt: skip
