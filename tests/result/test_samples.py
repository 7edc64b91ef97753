"""What docs/decisions.md promises of a plan, counted again from the cells of each sample's workbook alone."""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from asked_posts import Asked, Target, asked, frame, nobody_there, shares_on_path
from made_samples import STARTS, made
from named_days import campaign_rows, named_by, quiet_days
from seeds import few_of
from written_workbook import Book, Row, as_day, hour, month_posts

from calgen.book.values import Phrase, Several, Word
from calgen.view.styles import STATUS_SIGNS

SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 2))
EPS = 1e-9


def day_of(row: Row) -> date:
    """The day of a row."""
    found = as_day(row["date"])
    assert found
    return found


def days_of(book: Book) -> dict[str, Counter[date]]:
    """Platform → day → its posts."""
    found: dict[str, Counter[date]] = defaultdict(Counter)
    for row in book.social:
        found[row["platform"]][day_of(row)] += 1
    return found


# -- frequency -----------------------------------------------------------------------------------------------------


def wanted(one: Asked, book: Book) -> Iterator[tuple[date, float]]:
    """What is asked of each day: a cadence by the week, by the month, or of its open days; campaigns' posts on top."""
    closed, quiet, campaigns = frame(book).closed, quiet_days(book), campaign_rows(book)
    closed |= nobody_there(book, one.platform)
    for n in range((one.last - one.first).days + 1):
        day = one.first + timedelta(days=n)
        more = sum(push.extra / 7 for push in campaigns if one.platform in push.platforms and push.runs(day))
        if one.per == "week":
            yield day, one.count / 7 + more
        elif one.per == "month":
            yield day, one.count / calendar.monthrange(day.year, day.month)[1] + more
        else:
            open_ = day.weekday() in one.weekdays and day not in closed and (one.platform, day) not in quiet
            yield day, (one.count if open_ else 0.0) + more


def told(sample: str, code: str, platform: str) -> int:
    """How many posts of a platform the checks say are missing, or too many."""
    found = [one.values for one in made(sample).done.problems if one.code == code]
    return sum(int(str(values["n"])) for values in found if values["platform"] == platform)


@SAMPLES
def test_every_stretch_of_weeks_or_months_has_its_posts(sample: str) -> None:
    book = made(sample).book
    posts = days_of(book)
    for one in asked(book):
        gaps: dict[object, float] = defaultdict(float)
        for day, part in wanted(one, book):
            gaps[day.replace(day=1) if one.per == "month" else day - timedelta(days=day.weekday())] += (
                posts[one.platform][day] - part
            )
        run, seen = 0.0, [0.0]
        for gap in gaps.values():
            run += gap
            seen.append(run)
        # the worst stretch lies between the highest and the lowest running gap
        said = sum(told(sample, code, one.platform) for code in ("frequency_short", "frequency_over"))
        assert max(seen) - min(seen) <= 1 + said + EPS, one.platform
        assert set(posts[one.platform]) <= set(dict(wanted(one, book))), one.platform


@SAMPLES
def test_a_daily_cadence_is_met_on_each_open_day(sample: str) -> None:
    book = made(sample).book
    posts = days_of(book)
    for one in asked(book):
        if one.per == "day":
            # where a campaign adds posts, they are counted by the week
            due = {day: int(part) for day, part in wanted(one, book) if part == int(part)}
            missing = sum(max(0, n - posts[one.platform][day]) for day, n in due.items())
            assert missing <= told(sample, "frequency_short", one.platform), one.platform


@SAMPLES
def test_no_post_on_a_closed_day_or_an_unusual_weekday_unless_it_says_why(sample: str) -> None:
    book = made(sample).book
    closed, usual = frame(book).closed, {one.platform: one.weekdays for one in asked(book)}
    quiet = quiet_days(book)
    moved = book.words.text("reasons", "moved").split("{")[0].lower()
    for row in book.social:
        day, named = day_of(row), named_by(row, book)
        assert (row["platform"], day) not in quiet, row["id"]
        assert day not in closed or named, row["id"]
        assert day.weekday() in usual[row["platform"]] or named or moved in row["reason"].lower(), row["id"]


# -- mix and variety -----------------------------------------------------------------------------------------------


def worst(rows: list[Row], of: Callable[[Row], str], parts: Callable[[Row], dict[str, float]]) -> dict[str, float]:
    """How far each name ran from its target after any post, in posts."""
    gaps: dict[str, float] = defaultdict(float)
    found: dict[str, float] = defaultdict(float)
    for row in rows:
        gaps[of(row)] += 1
        for name, part in parts(row).items():
            gaps[name] -= part
        for name, gap in gaps.items():
            found[name] = max(found[name], abs(gap))
    return found


def in_order(book: Book, platform: str = "") -> list[Row]:
    """The posts of a platform, or of all, by day and hour."""
    rows = [row for row in book.social if platform in ("", row["platform"])]
    return sorted(rows, key=lambda row: (row["date"], row["time"], row["platform"]))


def off_path(sample: str) -> set[tuple[str, str]]:
    """The platforms (none: over all of them), categories and themes that the checks say are off their path."""
    one, found = made(sample), set[tuple[str, str]]()
    for problem in one.done.problems:
        if problem.code == "mix_off":
            where, others = problem.values["platform"], problem.values["others"]
            platform = "" if isinstance(where, Word) else str(where)
            names: Any = others.values["names"] if isinstance(others, Phrase) else ()
            beside: Any = names.items if isinstance(names, Several) else names
            for name in (problem.values["name"], *(other.label for other in beside)):
                word = one.book.words.choice("category", name.code) if isinstance(name, Word) else str(name)
                found.add((platform, word))
    return found


LEVELS = {"category": (1.5, 2.0), "theme": (2.5, 5.0)}


@SAMPLES
@pytest.mark.parametrize("level", LEVELS)
def test_after_every_post_the_mix_is_near_its_target(sample: str, level: str) -> None:
    book = made(sample).book
    parts = shares_on_path(made(sample).done, level)
    for platform in ("", *(one.platform for one in asked(book))):
        limit = LEVELS[level][0 if platform else 1]
        for name, gap in worst(in_order(book, platform), lambda row: str(row[level]), parts).items():
            assert gap <= limit + EPS or (platform, name) in off_path(sample), (platform, name)


@SAMPLES
def test_each_post_has_its_theme_s_category(sample: str) -> None:
    book = made(sample).book
    category = Target(book).category
    assert [row["category"] for row in book.social] == [category[row["theme"]] for row in book.social]
    assert [row["category"] for row in book.editorial] == [category[row["theme"]] for row in book.editorial]


@SAMPLES
def test_themes_keep_their_spacing_and_their_season(sample: str) -> None:
    book = made(sample).book
    target, rows = Target(book), defaultdict[tuple[str, str], list[Row]](list)
    for row in in_order(book):
        rows[row["theme"], row["platform"]].append(row)
        assert row["theme"] in target.themes_of(row), row["id"]
    spacing = {row["theme"]: row["spacing"] or 0 for row in target.themes}
    for (theme, platform), found in rows.items():
        for before, after in pairwise(found):
            apart = (day_of(after) - day_of(before)).days >= spacing[theme]
            assert apart or named_by(before, book) or named_by(after, book), (theme, platform, after["id"])


# -- ids, links, live cells ----------------------------------------------------------------------------------------


@SAMPLES
def test_ids_are_well_formed_and_stand_once(sample: str) -> None:
    book = made(sample).book
    for rows, letter in ((book.social, "P"), (book.editorial, "S")):
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids)) > 0
        assert all(re.fullmatch(rf"{letter}\d{{4,}}", id_) for id_ in ids)


@SAMPLES
def test_every_post_leads_to_its_subject_and_has_its_title(sample: str) -> None:
    book = made(sample).book
    subjects = {row["id"]: row for row in book.editorial}
    for row in book.social:
        subject = subjects[row["editorial"]]
        jump = book.jump(book.formula("social", row["row"], "editorial"))
        assert (jump.tab, jump.id, jump.row) == (book.words.title("editorial"), subject["id"], subject["row"])
        assert jump.shown == f'"{subject["id"]}"'
        assert (row["title"], row["theme"]) == (subject["title"], subject["theme"])
        assert row["title"]
        title = book.formula("social", row["row"], "title")
        own = f"calgen_social[[#This Row],[{book.words.title('social', 'editorial')}]]"
        assert title.startswith("=IFERROR(INDEX(calgen_editorial[")
        assert f"MATCH({own}," in title


@SAMPLES
def test_every_subject_leads_to_its_first_and_last_post_and_counts_them(sample: str) -> None:
    book = made(sample).book
    social, posts = {row["id"]: row for row in book.social}, defaultdict[str, list[Row]](list)
    for row in in_order(book):
        posts[row["editorial"]].append(row)
    for row in book.editorial:
        own = posts.pop(row["id"])
        assert (row["first_post"], row["last_post"]) == (own[0]["id"], own[-1]["id"])
        assert row["posts"] == len(own)
        assert (row["date"], row["week"]) == (own[0]["date"], day_of(own[0]).isocalendar().week)
        assert row["platforms"] == ", ".join(sorted({one["platform"] for one in own}))
        for key in ("first_post", "last_post"):
            jump = book.jump(book.formula("editorial", row["row"], key))
            assert (jump.tab, jump.id) == (book.words.title("social"), row[key])
            assert jump.row == social[row[key]]["row"]
    assert not posts


@SAMPLES
def test_a_subject_stands_once_on_a_platform_each_day_and_its_briefs_are_due_on_working_days(sample: str) -> None:
    book = made(sample).book
    seen = Counter((row["editorial"], row["platform"], row["date"]) for row in book.social)
    assert max(seen.values()) == 1
    closed = frame(book).closed
    for row in book.editorial:
        draft, review = as_day(row["draft_due"]), as_day(row["review_due"])
        assert draft
        assert review
        assert draft <= review < day_of(row)
        assert {draft.weekday(), review.weekday()}.isdisjoint({5, 6})
        assert date(2027, 1, 1) not in (draft, review), row["id"]
        assert {draft, review}.isdisjoint(day for day in closed if day.weekday() < 5 and day not in monday_off(book))


def monday_off(book: Book) -> set[date]:
    """Days on which nothing is published although people work: the closed weekdays."""
    when = frame(book)
    by_weekday = Counter(day.weekday() for day in when.closed)
    weeks = ((when.last - when.first).days + 1) // 7
    return {day for day in when.closed if by_weekday[day.weekday()] == weeks}


@SAMPLES
def test_the_month_view_holds_each_post_once_and_leads_to_its_row(sample: str) -> None:
    book = made(sample).book
    shown = month_posts(book)
    asked_for = Counter((r["platform"], day_of(r), hour(r["time"], book.words), r["id"]) for r in book.social)
    assert Counter((one.platform, one.day, one.hour, one.jump.id) for one in shown) == asked_for
    fills: dict[str, set[str]] = {}
    rows = {row["row"]: row for row in book.social}
    status = {book.words.choice("status", code): sign for code, sign in STATUS_SIGNS.items()}
    for one in shown:
        row = rows[one.jump.row]
        assert (one.jump.tab, one.jump.id) == (book.words.title("social"), row["id"])
        assert (row["platform"], day_of(row)) == (one.platform, one.day)
        assert row["title"].startswith(one.title.rstrip("…"))
        assert one.title.endswith("…") or one.title == row["title"]
        assert f'"{one.title}"' in one.jump.shown.replace('""', '"')
        assert one.signs[1:] == status[row["status"]]
        fills.setdefault(row["category"], set()).add(f"{one.fill} {one.signs[0]}")
    assert all(len(own) == 1 for own in fills.values())
    assert len(set.union(*fills.values())) == len(fills)
