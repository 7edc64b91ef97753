"""A changed strategy is judged from the day it holds: days that are over keep what was asked of them then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from small_calendar import FILE, START, TODAY, saved, typed, unlocked

from calgen import api
from calgen.figures import frequency, mix
from calgen.figures.blocks import balance_records
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.verdicts import answers
from calgen.plan.asked_before import AskedBefore, AskedSpan

WEEKS = 12
LATER = START + timedelta(weeks=6)  # the Monday on which the strategy changes
THURSDAY = LATER + timedelta(days=3)
Change = Callable[[Any], None]  # of a workbook in openpyxl


def cell_of(sheet: Any, row: str, column: str) -> Any:
    """The cell of a row by its name and of a column by its heading."""
    heads = {cell.value: cell.column for cell in sheet[1]}
    number = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == row)
    return sheet.cell(number, heads[column])


def cadence(posts: int) -> Change:
    return lambda book: setattr(cell_of(book["Plateformes"], "Instagram", "Fréquence"), "value", posts)


def mix_of(promote: str, curate: str, interact: str) -> Change:
    def change(book: Any) -> None:
        sheet = book["Répartition"] if "Répartition" in book.sheetnames else book.create_sheet("Répartition")
        rows = [("Catégorie", "Part"), ("Promouvoir", promote), ("Relayer", curate), ("Échanger", interact)]
        for number, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                sheet.cell(number, column).value = value

    return change


def without_row(tab: str, name: str) -> Change:
    def change(book: Any) -> None:
        sheet = book[tab]
        sheet.delete_rows(next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == name))

    return change


def renamed(tab: str, old: str, new: str, column: str) -> Change:
    return lambda book: setattr(cell_of(book[tab], old, column), "value", new)


@cache
def first() -> bytes:
    """The calendar as a first run wrote it."""
    return api.generate(typed("fr", WEEKS), FILE, TODAY).after


def after(data: bytes, today: date, *changes: Change) -> api.Generated:
    """A run on a day, after changes of the strategy."""
    book = unlocked(data)
    for change in changes:
        change(book)
    done = api.generate(saved(book), FILE, today)
    assert done.calendar, done.problems
    return done


def weeks_asked(calendar: CountedCalendar, platform: str) -> list[Fraction]:
    return [week.asked_of.get(platform, Fraction(0)) for week in frequency.by_week(calendar)]


def verdict(calendar: CountedCalendar) -> str:
    return answers(calendar)[0].verdict


def test_weeks_that_are_over_keep_the_cadence_that_was_asked() -> None:
    done = after(first(), LATER, cadence(1))
    assert done.calendar
    assert weeks_asked(done.calendar, "Instagram") == [3] * 6 + [1] * 6
    assert weeks_asked(done.calendar, "Facebook") == [2] * 12
    assert verdict(done.calendar) == "yes"
    codes = {problem.code for problem in done.problems}
    assert not codes & {"frequency_short", "frequency_over", "mix_off"}


def test_a_week_is_judged_day_by_day() -> None:
    done = after(first(), THURSDAY, cadence(1))
    assert done.calendar
    assert weeks_asked(done.calendar, "Instagram")[6] == 3 * Fraction(3, 7) + 1 * Fraction(4, 7)
    assert verdict(done.calendar) == "yes"


@pytest.mark.long
def test_later_runs_and_the_balance_of_the_file_judge_the_past_alike() -> None:
    changed = after(first(), LATER, cadence(1))
    again = after(changed.after, LATER + timedelta(weeks=2), cadence(4))
    assert again.calendar
    assert weeks_asked(again.calendar, "Instagram") == [3] * 6 + [1] * 2 + [4] * 4
    for today in (LATER + timedelta(weeks=2), LATER + timedelta(weeks=4)):
        found = api.balance(again.after, FILE, today).calendar
        assert found
        assert weeks_asked(found, "Instagram") == [3] * 6 + [1] * 2 + [4] * 4
    shown = api.balance(again.after, FILE, LATER + timedelta(weeks=2)).calendar
    assert shown
    assert balance_records(shown)["frequency"] == balance_records(again.calendar)["frequency"]
    assert balance_records(shown)["mix"] == balance_records(again.calendar)["mix"]


@pytest.mark.long
def test_what_was_planned_for_days_to_come_is_forgotten() -> None:
    """A cadence that never held, since it was changed again before its first day, leaves no trace."""
    done = after(after(first(), TODAY, cadence(1)).after, TODAY, cadence(3))
    assert done.calendar
    assert weeks_asked(done.calendar, "Instagram") == [3] * 12


def test_a_platform_that_was_given_up_was_asked_until_then() -> None:
    done = after(first(), LATER, without_row("Plateformes", "Instagram"))
    assert done.calendar
    assert weeks_asked(done.calendar, "Instagram") == [3] * 6 + [0] * 6
    (row,) = (row for row in frequency.by_platform(done.calendar) if row.platform == "Instagram")
    assert [row.asked, Fraction(row.planned), row.per_week] == [18, 18, 0]
    assert verdict(done.calendar) == "yes"


def test_a_renamed_platform_keeps_what_was_asked() -> None:
    done = after(first(), LATER, renamed("Plateformes", "Instagram", "Instagram du salon", "Plateforme"))
    assert done.calendar
    assert weeks_asked(done.calendar, "Instagram du salon") == [3] * 12
    assert verdict(done.calendar) == "yes"


def test_the_mix_that_was_asked_counts_on_days_that_are_over() -> None:
    book = unlocked(typed("fr", WEEKS))
    mix_of("20 %", "40 %", "40 %")(book)
    base = api.generate(saved(book), FILE, TODAY).after
    done = after(base, LATER, mix_of("60 %", "20 %", "20 %"))
    assert done.calendar
    rows = {row.category: row for row in mix.overall(done.calendar)}
    for category, asked in {"promote": 0.4, "curate": 0.3, "interact": 0.3}.items():
        assert rows[category].share_asked == pytest.approx(asked)
        assert rows[category].on_path == pytest.approx(asked, abs=0.01)
        assert rows[category].share == pytest.approx(asked, abs=0.05)
    to_come = [post for post in done.calendar.posts if post.day and post.day >= LATER]
    promoted = sum(post.category == "promote" for post in to_come) / len(to_come)
    assert promoted == pytest.approx(0.6, abs=0.08)  # from that day on, and nothing is made up for
    assert "mix_bent" not in {problem.code for problem in done.problems}
    assert done.plan
    categories = [line for line in done.plan.certificate if line.level == "category"]
    assert all(line.worst_gap <= line.limit + 0.5 for line in categories)  # 13 posts, were the past judged anew
    assert all(line.worst_day >= LATER for line in categories)


def test_a_theme_that_was_given_up_was_asked_until_then() -> None:
    done = after(first(), LATER, without_row("Thèmes", "Offres"))
    assert done.plan
    assert not {problem.code for problem in done.problems} & {"mix_off", "mix_bent"}
    gaps = {(line.level, line.platform, line.name): line for line in done.plan.certificate}
    assert gaps["theme", "", "Offres"].worst_gap <= gaps["theme", "", "Offres"].limit


def test_what_another_program_wrote_into_the_memory_is_left_aside() -> None:
    book = unlocked(first())
    state = book["_calgen"]
    for row in state.iter_rows():
        if row[0].value == "asked":
            row[2].value = "["
    done = api.generate(saved(book), FILE, LATER)
    assert done.calendar
    assert weeks_asked(done.calendar, "Instagram") == [3] * 12


def span(first_day: int, last_day: int, per_day: int = 1) -> AskedSpan:
    days = (date(2027, 1, first_day), date(2027, 1, last_day))
    return AskedSpan(*days, Fraction(per_day), {}, {"promote": 1.0}, {"Soins": 1.0})


def test_spans_are_joined_cut_and_found_by_day() -> None:
    asked = AskedBefore().followed_by({"Blog": [span(4, 4), span(5, 6), span(7, 8, 2), span(10, 12, 2)]})
    assert asked.spans["Blog"] == (span(4, 6), span(7, 8, 2), span(10, 12, 2))
    found = {day: asked.on("Blog", date(2027, 1, day)) for day in (3, 4, 6, 7, 9, 10, 13)}
    assert {day: one.per_day if one else None for day, one in found.items()} == {
        3: None, 4: 1, 6: 1, 7: 2, 9: None, 10: 2, 13: None,
    }  # fmt: skip
    assert asked.until(date(2027, 1, 6)).spans == {"Blog": (span(4, 5),)}
    assert not asked.until(date(2027, 1, 4))
