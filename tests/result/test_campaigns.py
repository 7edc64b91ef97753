"""Campaigns and key dates in the calendars and the month view, told again from the cells of the strategy's tabs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from asked_posts import Frame, Target, asked, frame
from made_samples import STARTS, made
from named_days import CampaignRow, campaign_rows, key_date_rows, named_by, quiet_days
from seeds import few_of
from test_samples import day_of, in_order
from written_workbook import Book, Row, as_day, listed, month_weeks

SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 2))


def owner(campaigns: list[CampaignRow], row: Row) -> str:
    """The campaign of a post that tells no piece of one: on its set day; else at work there, the first to end."""
    day = day_of(row)
    own = [one for one in campaigns if row["theme"] in one.themes and row["platform"] in one.platforms]
    set_ = [one.name for one in own if day in one.set_days() and one.name == row["campaign"]]
    running = sorted((one.last, one.name) for one in own if one.runs(day))
    return set_[0] if set_ else running[0][1] if running else ""


@SAMPLES
def test_each_post_names_its_campaign(sample: str) -> None:
    book = made(sample).book
    campaigns = campaign_rows(book)
    announced = announcements(book)
    for row in book.social:
        assert (row["campaign"] or "") == (announced.get(row["editorial"]) or owner(campaigns, row)), row["id"]
    assert {row["campaign"] for row in book.social} > {None}


def announcements(book: Book) -> dict[str, str]:
    """The campaign of each subject, by id, whose piece of content names one."""
    named = {row["title"]: row["campaign"] for row in book.rows("content") if row["campaign"]}
    return {row["id"]: named[row["title"]] for row in book.editorial if row["title"] in named}


def test_a_reason_writes_a_set_day_as_its_campaign_does() -> None:
    """The campaign says `J-21, J-7`: the post says `J-21`, not -21."""
    book = made("musee").book
    written = {f"{row['campaign']} {offset}" for row in book.rows("campaigns") for offset in listed(row["offsets"])}
    _, middle, end = re.split(r"\{\w+\}", book.words.text("reasons", "offset"))
    told = re.compile(r"(J[+-]\d+)" + re.escape(middle) + "(.+?)" + re.escape(end), re.IGNORECASE)
    found = {f"{name} {offset}" for row in book.social for offset, name in told.findall(row["reason"])}
    assert len(found) > 8
    assert found <= written


@SAMPLES
def test_each_subject_names_the_campaign_and_the_key_date_of_its_posts(sample: str) -> None:
    book = made(sample).book
    posts = defaultdict[str, list[Row]](list)
    for row in in_order(book):
        posts[row["editorial"]].append(row)
    for row in book.editorial:
        for key in ("campaign", "key_date"):
            named = [one[key] for one in posts[row["id"]] if one[key]]
            assert row[key] == (named[0] if named else None), (row["id"], key)


def hooked(book: Book) -> Iterator[tuple[str, date, str, str]]:
    """The posts that the key dates ask for: platform, day, name, theme."""
    target, quiet, when = Target(book), quiet_days(book), frame(book)
    active = {one.platform: one for one in asked(book)}
    for one in key_date_rows(book):
        day = one.day - timedelta(days=one.ahead)
        for platform in one.platforms if one.treatment == "hook" and when.first <= day <= when.last else ():
            open_ = active[platform].first <= day <= active[platform].last and (platform, day) not in quiet
            if open_ and (not one.theme or target.named(one.theme, platform)):
                yield platform, day, one.name, one.theme


@SAMPLES
def test_each_hook_stands_on_its_day_with_its_theme_and_nothing_else_names_a_key_date(sample: str) -> None:
    book = made(sample).book
    due = sorted(hooked(book))
    got = [(row["platform"], day_of(row), row["key_date"], row["theme"]) for row in book.social if row["key_date"]]
    assert sorted(got) == due
    assert due


@SAMPLES
def test_each_set_day_of_a_campaign_has_posts_on_the_platforms_it_names_or_on_half_of_all(sample: str) -> None:
    book = made(sample).book
    target, quiet, when = Target(book), quiet_days(book), frame(book)
    there = defaultdict[tuple[str, date], list[Row]](list)
    for row in book.social:
        there[row["platform"], day_of(row)].append(row)
    active = {one.platform: one for one in asked(book)}
    for one in campaign_rows(book):
        for day in one.set_days():
            able = [
                name
                for name in (one.platforms if when.first <= day <= when.last else ())
                if active[name].first <= day <= active[name].last
                and any(target.named(theme, name) for theme in one.themes)
            ]
            posted = 0
            for name in able:
                # another post that the user named for that day stands for it, if it is about the same
                named = [row for row in there[name, day] if row["campaign"] == one.name or named_by(row, book)]
                posted += bool({row["theme"] for row in named} & set(one.themes))
            wanted = len(able) if one.names_platforms else (len(able) + 1) // 2
            assert posted >= min(wanted, sum((name, day) not in quiet for name in able)), (one.name, day)


# -- the month view ------------------------------------------------------------------------------------------------

SCHOOL = {  # from the ministry's calendar of 2026-2027 and 2027-2028: first and last day, zone by zone
    "salon": (
        (date(2027, 2, 20), date(2027, 3, 7)),
        (date(2027, 4, 17), date(2027, 5, 2)),
        (date(2027, 5, 6), date(2027, 5, 9)),
    ),
    "musee": ((date(2027, 4, 10), date(2027, 4, 25)), (date(2027, 5, 6), date(2027, 5, 9))),
}


def shown_days(when: Frame) -> set[date]:
    """The days of the month view: the weeks of each month that hold a day of the calendar."""
    first, found = when.first.replace(day=1), set[date]()
    last = (when.last.replace(day=1) + timedelta(days=31)).replace(day=1)
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    held = {(day.month, day - timedelta(days=day.weekday())) for day in when.days()}
    found.update(day for day in days if (day.month, day - timedelta(days=day.weekday())) in held)
    return found


@SAMPLES
def test_the_month_view_shows_campaigns_as_bands_over_their_days(sample: str) -> None:
    book = made(sample).book
    days = shown_days(frame(book))
    bands = defaultdict[str, set[date]](set)
    for week in month_weeks(book):
        assert set(week.days.values()) <= days
        for kind, name, own in week.bands:
            bands[name] |= own if kind == book.words.text("labels", "campaigns") else set()
    for one in campaign_rows(book):
        got = {day for name, own in bands.items() if one.name.startswith(name.rstrip("…")) for day in own}
        assert got == {day for day in days if one.runs(day)}, one.name


@SAMPLES
def test_the_month_view_shows_key_dates_and_holidays_over_their_day(sample: str) -> None:
    book = made(sample).book
    days = shown_days(frame(book))
    named = defaultdict[date, str](str)
    for week in month_weeks(book):
        for _, name, own in week.bands:
            for day in own:
                named[day] += f"{name}\n"
    for one in key_date_rows(book):
        assert one.day not in days or one.name in named[one.day], one.name
    when = frame(book)
    rest = {day for day in when.closed if day in holidays_of(book)}
    assert rest
    assert all(named[day] for day in rest)


def holidays_of(book: Book) -> set[date]:
    """The public holidays among the closed days: those that are not closed by their weekday."""
    when = frame(book)
    by_weekday = defaultdict[int, set[date]](set)
    for day in when.closed:
        by_weekday[day.weekday()].add(day)
    weeks = ((when.last - when.first).days + 1) // 7
    return {day for own in by_weekday.values() if len(own) < weeks for day in own}


@pytest.mark.parametrize("sample", SCHOOL)
def test_the_month_view_shows_school_holidays_as_bands(sample: str) -> None:
    book = made(sample).book
    when, label = frame(book), book.words.text("labels", "school_holidays")
    got = {day for week in month_weeks(book) for kind, _, own in week.bands if kind == label for day in own}
    spring = {first + timedelta(days=n) for first, last in SCHOOL[sample] for n in range((last - first).days + 1)}
    until = date(2027, 6, 30)
    assert {day for day in got if day <= until} == {day for day in spring if when.first <= day <= when.last}


@SAMPLES
def test_drafts_of_a_hook_are_due_before_it(sample: str) -> None:
    book = made(sample).book
    for row in book.editorial:
        if row["key_date"]:
            draft = as_day(row["draft_due"])
            assert draft
            assert draft < day_of(row)
