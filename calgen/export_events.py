"""Key dates and tasks of a workbook, as the events that `calgen export --to ics --with dates,tasks` adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from calgen.book import dates
from calgen.book.cells import as_text, read_days
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell
from calgen.book.headings import find_headings
from calgen.book.values import Interpreted
from calgen.book.vocabulary import choice_codes, column_titles
from calgen.calendar import CalendarRow, CalendarTab
from calgen.export.calendar_posts import ExportedEvent
from calgen.export.key_date_events import event_id, key_date_events
from calgen.merge import task_id
from calgen.merge.task_entries import columns_by_place, is_ticked
from calgen.plan.days.horizon import plan_horizon
from calgen.run_records import Checked, RunInput
from calgen.view.tasks.rows import done_statuses

DATES, TASKS = "dates", "tasks"
KINDS = (DATES, TASKS)
_BETWEEN, _TICK = " · ", "✓ "
_AHEAD = timedelta(days=60)  # key dates after the end of the plan that are still shown
_SHOWN_TEXT = re.compile(r'"((?:[^"]|"")*)"\)\s*$')  # the last text of a link's formula


def calendar_events(checked: Checked, before: RunInput, kinds: frozenset[str]) -> tuple[ExportedEvent, ...]:
    """The key dates of the plan's days and the tasks as their tab has them; none of a kind that is not asked for."""
    words, strategy = checked.read.words, before.strategy
    found: tuple[ExportedEvent, ...] = ()
    if DATES in kinds:
        horizon = plan_horizon(strategy.settings, strategy.settings.start or date.min)
        title = checked.read.titles.get("key_dates", words.title("key_dates"))
        found += key_date_events(strategy, horizon.first, horizon.last + _AHEAD, title)
    if TASKS in kinds and before.social:
        found += tuple(_tasks(checked, before.social))
    return found


def _tasks(checked: Checked, social: CalendarTab) -> Iterator[ExportedEvent]:
    """The steps of production, the routines and the user's own tasks; publications are the posts themselves."""
    grid = checked.workbook.calgen_tab("tasks")
    headings = find_headings(grid, column_titles("tasks")) if grid else None
    if grid is None or headings is None or not headings.row:
        return
    where = {**headings.where, **columns_by_place(headings.where)}
    posts = {row.id: row for row in social.rows if row.id}
    for number, cells in grid.by_row().items():
        id_ = task_id(cells, where) if number > headings.row else ""
        day = _day(checked, cells, where)
        if id_ and day and not id_.startswith("P"):
            yield _task(id_, day, {key: cells.get(at, EMPTY) for key, at in where.items()}, posts, grid.title)


def _day(checked: Checked, cells: Mapping[int, Cell], where: Mapping[str, int]) -> date | None:
    found = read_days(dates.day, cells.get(where.get("date", 0), EMPTY).value, checked.read.options)
    day = found.value if isinstance(found, Interpreted) else found
    return day if isinstance(day, date) else None


def _task(
    id_: str, day: date, cells: Mapping[str, Cell], posts: Mapping[str, CalendarRow], calendar: str
) -> ExportedEvent:
    """A task of a row; person and status are those of its post in the social calendar, as it stands."""
    word, post_id = as_text(cells["task"].value) if "task" in cells else "", as_text(cells.get("post", EMPTY).value)
    post = posts.get(post_id)
    person = post.text("owner") if post else as_text(cells.get("person", EMPTY).value)
    kind, status = choice_codes("task").get(fold(word), ""), post.code("status") if post else ""
    tick = cells.get("done", EMPTY).value  # a no that the user typed counts for more than the status
    is_done = is_ticked(tick) or (not as_text(tick).strip() and status in done_statuses(kind))
    title = _BETWEEN.join(filter(None, (person, word, _shown(cells.get("subject", EMPTY)))))
    is_cancelled = status == "cancelled" or bool(post_id and post is None)
    note = as_text(cells.get("note", EMPTY).value)
    shown = f"{_TICK}{title}" if is_done else title
    return ExportedEvent(event_id("task", id_), day, day, shown, note, person, calendar, is_cancelled)


def _shown(cell: Cell) -> str:
    """The text of a cell; of a link whose value no program has stored, the text in its formula."""
    found = _SHOWN_TEXT.search(cell.formula or "")
    return as_text(cell.value) or (found[1].replace('""', '"') if found else "")
