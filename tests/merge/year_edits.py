"""What a user does in a week of the year in both calendars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from edited_workbook import EditedWorkbook

from calgen.book.folding import fold
from calgen.book.languages import languages
from calgen.book.words import load_words


@dataclass
class Week:
    """The workbook in a week of its use."""

    draft: EditedWorkbook
    today: date

    @property
    def rng(self) -> Random:
        return self.draft.rng

    def day_of(self, post: str) -> date | None:
        found = self.draft.social.get(post, "date")
        return found.date() if isinstance(found, datetime) else None

    def past(self, post: str) -> bool:
        day = self.day_of(post)
        return day is not None and day < self.today

    def coming(self, post: str) -> bool:
        day = self.day_of(post)
        return day is not None and day >= self.today

    def any_day(self) -> datetime:
        return datetime.combine(self.today, time()) + timedelta(days=self.rng.randrange(40))

    def input(self, tab: str) -> Any:
        """An input tab."""
        titles = {load_words(code).title(tab) for code in languages()}
        return next(sheet for sheet in self.draft.book if sheet.title in titles)

    def column(self, tab: str, key: str) -> tuple[Any, int, int]:
        """An input tab, the row of its headings, and the column of a key."""
        sheet = self.input(tab)
        titles = {fold(load_words(code).title(tab, key)) for code in languages()}
        return next(
            (sheet, cell.row, cell.column)
            for row in sheet.iter_rows(max_row=12)
            for cell in row
            if fold(str(cell.value or "")) in titles
        )


def posts_deleted(week: Week) -> None:
    week.draft.delete("social", [week.draft.post() for _ in range(week.rng.randint(1, 3))])


def subject_deleted(week: Week) -> None:
    week.draft.delete("editorial", [week.draft.subject()])


def own_row(week: Week) -> None:
    like = week.draft.post()
    cells = {"date": week.any_day(), "platform": week.draft.social.get(like, "platform"),
             "theme": week.draft.social.get(like, "theme"), "text": week.draft.token()}  # fmt: skip
    week.draft.write(cells)


def own_row_with_title(week: Week) -> None:
    like = week.draft.post()
    cells = {"date": week.any_day(), "platform": week.draft.social.get(like, "platform"),
             "theme": week.draft.social.get(like, "theme"), "title": week.draft.token("titre")}  # fmt: skip
    week.draft.write(cells)


def row_deleted_and_typed_again(week: Week) -> None:
    """A post deleted, and typed again on its day."""
    row = week.draft.post()
    cells = {key: week.draft.social.get(row, key) for key in ("date", "platform", "theme", "category")}
    week.draft.delete("social", [row])
    week.draft.write({key: value for key, value in cells.items() if value is not None})


def own_row_of_a_subject(week: Week) -> None:
    """A row of the user's own, with the id of a subject typed."""
    like = week.draft.post()
    cells = {"date": week.any_day(), "platform": week.draft.social.get(like, "platform"),
             "theme": week.draft.social.get(like, "theme"), "editorial": week.draft.subject_of(like)}  # fmt: skip
    week.draft.write(cells)


def another_subject(week: Week) -> None:
    """The id of another subject typed on a post."""
    first, other = week.draft.post(), week.draft.post()
    week.draft.social.cell(first, "editorial").value = week.draft.subject_of(other)


def subject_cleared(week: Week) -> None:
    """The link to the subject emptied."""
    week.draft.social.cell(week.draft.post(), "editorial").value = None


def texts(week: Week) -> None:
    for _ in range(3):
        week.draft.note(week.draft.post())


def results(week: Week) -> None:
    for _ in range(4):
        row = week.draft.post(week.past)
        week.draft.social.cell(row, "impressions").value = week.rng.randrange(2000)
        week.draft.social.cell(row, "engagements").value = week.rng.randrange(200)


def published(week: Week) -> None:
    for row in [row for row in week.draft.social.rows if row[0] == "P" and week.past(row)]:
        if week.draft.social.get(row, "status") not in cancelled_words():
            week.draft.social.cell(row, "status").value = week.draft.words.choice("status", "published")


def cancelled_words() -> set[str]:
    return {load_words(code).choice("status", "cancelled") for code in languages()}


def status_of(code: str) -> Callable[[Week], None]:
    def set_status(week: Week) -> None:
        row = week.draft.post(week.coming)
        week.draft.social.cell(row, "status").value = week.draft.words.choice("status", code)

    set_status.__name__ = f"status_{code}"
    return set_status


def subject_status(code: str) -> Callable[[Week], None]:
    def set_status(week: Week) -> None:
        row = week.draft.subject()
        week.draft.editorial.cell(row, "status").value = week.draft.words.choice("status", code)

    set_status.__name__ = f"subject_{code}"
    return set_status


def moved(week: Week) -> None:
    week.draft.social.cell(week.draft.post(week.coming), "date").value = week.any_day()


def other_platform(week: Week) -> None:
    first, other = week.draft.post(week.coming), week.draft.post()
    week.draft.social.cell(first, "platform").value = week.draft.social.get(other, "platform")


def other_theme(week: Week) -> None:
    first, other = week.draft.post(week.coming), week.draft.post()
    week.draft.social.cell(first, "theme").value = week.draft.social.get(other, "theme")


def day_cleared(week: Week) -> None:
    week.draft.social.cell(week.draft.post(week.coming), "date").value = None


def id_cleared(week: Week) -> None:
    week.draft.social.cell(week.draft.post(), "id").value = None


def retitled(week: Week) -> None:
    week.draft.put("editorial", week.draft.subject(), "title", week.draft.token("titre"))


def typed_title(week: Week) -> None:
    week.draft.put("social", week.draft.post(week.coming), "title", week.draft.token("titre"))


def kept(week: Week) -> None:
    week.draft.social.cell(week.draft.post(week.coming), "keep").value = week.draft.words.choice("yes_no", "yes")


def copied(week: Week) -> None:
    row = week.draft.post(week.coming)
    copy = week.draft.copy(row, row)
    week.draft.social.cell(copy, "date").value = week.any_day()


def own_subject(week: Week) -> None:
    theme = week.draft.social.get(week.draft.post(), "theme")
    week.draft.write({"title": week.draft.token("sujet"), "theme": theme}, tab="editorial")


def subject_noted(week: Week) -> None:
    week.draft.put("editorial", week.draft.subject(), "notes", week.draft.token())


def sorted_by_platform(week: Week) -> None:
    week.draft.sort("social", "platform")


def sorted_by_day(week: Week) -> None:
    week.draft.sort("social", "date")


EDITS: tuple[Callable[[Week], None], ...] = (
    posts_deleted, subject_deleted, own_row, own_row_with_title, row_deleted_and_typed_again, own_row_of_a_subject,
    another_subject, subject_cleared, texts, results, published, status_of("approved"), status_of("cancelled"),
    status_of("in_progress"), subject_status("approved"), subject_status("cancelled"), moved, other_platform,
    other_theme, day_cleared, id_cleared, retitled, typed_title, kept, copied, own_subject, subject_noted,
    sorted_by_platform, sorted_by_day,
)  # fmt: skip


def setting(week: Week, key: str) -> Any:
    """The cell beside the name of a setting."""
    names = {fold(load_words(code).title("settings", key)) for code in languages()}
    return next(
        row[1] for row in week.input("settings").iter_rows(max_col=2) if fold(str(row[0].value or "")) in names
    )
