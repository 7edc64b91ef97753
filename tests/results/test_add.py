"""Published posts that are not in the calendar: `calgen results --add` puts them there, as rows of the user's own."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest
import short_salon
from exported_results import META, csv_bytes, imported, meta_file, meta_row, posts
from office import unlocked
from validator import needs_validator, new_errors
from workbook_rows import calendar_of

from calgen import api
from calgen.calendar import CalendarRow
from calgen.plan.days.time_zones import in_zone
from calgen.result_steps import Imported
from calgen.results.report import report_lines

DAY = date(2027, 1, 8)
CAPTION = '=HYPERLINK("https://a.b") Merci à toutes pour vos messages\net pour vos photos \x0b!'
INSTAGRAM = ("Post ID", "Account username", "Description", "Publish time", "Permalink", "Post type", "Views", "Likes",
             "Comments", "Shares", "Saves")  # fmt: skip


def instagram_code(day: date, hour: int) -> str:
    """The short code of a post that was made at an hour of Paris."""
    at = in_zone(datetime.combine(day, time(hour)), "Europe/Paris", "UTC")
    number, code = int((at - datetime(1970, 1, 1)).total_seconds() * 1000 - 1314220021721) << 23, ""  # noqa: DTZ001
    while number:
        number, digit = divmod(number, 64)
        code = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[digit] + code
    return code


def california(day: date, hour: int, minute: int = 0) -> str:
    at = in_zone(datetime.combine(day, time(hour, minute)), "Europe/Paris", "America/Los_Angeles")
    return f"{at:%m/%d/%Y %H:%M}"


def extra(n: int, **other: str) -> list[str]:
    """A line of a post on Facebook that is not in the calendar."""
    cells = {
        "Post ID": str(9000 + n),
        "Description": f"Le chat numéro {n} dort encore sur le fauteuil du fond",
        "Publish time": california(DAY + timedelta(days=n), 15, 10),
        "Permalink": f"https://www.facebook.com/salon/posts/pfbidX{n}",
        "Link Clicks": str(n),
    }
    return meta_row(posts()[0], n, **(cells | other))


def facebook(*rows: list[str]) -> tuple[str, bytes]:
    return "meta.csv", csv_bytes([META, *rows])


@cache
def once() -> Imported:
    known = [meta_row(row, n) for n, row in enumerate(posts())]
    link = f"https://www.instagram.com/p/{instagram_code(DAY, 9)}/"
    other = [INSTAGRAM, ("18", "meche", "Photo du jour sans grand discours", california(DAY, 9), link, "IG image",
                         "70", "5", "1", "", "2")]  # fmt: skip
    file = facebook(*known, extra(1, Description=CAPTION), extra(2))
    return imported(file, ("instagram.csv", csv_bytes(other)), add=True)


def added(made: Imported) -> list[CalendarRow]:
    before = {row.id for row in calendar_of(short_salon.calendar()).rows}
    return [row for row in calendar_of(made.after).rows if row.id not in before]


def test_they_become_rows_with_all_that_is_known() -> None:
    rows = {(row.text("platform"), row.day()): row for row in added(once())}
    assert sorted(rows) == [("Facebook", DAY + timedelta(days=1)), ("Facebook", DAY + timedelta(days=2)),
                            ("Instagram", DAY)]  # fmt: skip
    row = rows["Facebook", DAY + timedelta(days=1)]
    assert (row.hour(), row.code("status"), row.text("url")) == (
        time(15, 10), "published", "https://www.facebook.com/salon/posts/pfbidX1")  # fmt: skip
    assert [row.text(key) for key in ("impressions", "engagements", "clicks")] == ["501", "21", "1"]
    assert row.text("text").startswith('=HYPERLINK("https://a.b") Merci à toutes')
    assert row.cell("text").formula == ""
    assert (rows["Instagram", DAY].text("engagements"), rows["Instagram", DAY].hour()) == ("8", time(9))


def test_no_other_row_changes() -> None:
    plain = imported(("meta.csv", meta_file()))
    before, after = (unlocked(made.after, values=False) for made in (plain, once()))
    tab = calendar_of(plain.after)
    last = max(row.number for row in tab.rows)
    for sheet in before:
        if sheet.sheet_state == "visible":
            for line in sheet.iter_rows(max_row=last if sheet.title == tab.title else None):
                for cell in line:
                    assert cell.value == after[sheet.title][cell.coordinate].value


def test_nothing_is_added_that_was_not_asked_for() -> None:
    made = imported(facebook(extra(1)))
    assert not made.changed
    told = "\n".join(report_lines(made.report, made.words))
    assert "--add" in told


def test_a_second_import_finds_them_again() -> None:
    files = [("meta.csv", meta_file()), facebook(extra(1, Description=CAPTION), extra(2))]
    again = imported(*files, data=once().after, add=True)
    assert not again.changed
    risen = imported(facebook(extra(2, Views="900", Permalink="https://www.facebook.com/salon/posts/pfbidNEW")),
                     data=once().after, add=True)  # fmt: skip
    row = next(row for row in added(risen) if row.day() == DAY + timedelta(days=2))
    assert row.text("impressions") == "900"
    assert len(added(risen)) == len(added(once()))


def test_the_next_run_takes_them_as_the_users_rows_and_moves_nothing() -> None:
    made = api.generate(once().after, "salon.xlsx", date(2027, 3, 1), language="fr")
    assert not made.stopped
    before, after = ({row.id: row for row in calendar_of(data).rows} for data in (once().after, made.after))
    assert before.keys() == after.keys()
    for id_, row in before.items():
        for key in ("date", "time", "platform", "title", "text", "url", "status", "impressions", "clicks"):
            assert row.text(key) == after[id_].text(key), (id_, key)
    again = imported(facebook(extra(1, Description=CAPTION), extra(2)), data=made.after, add=True)
    assert not again.changed
    assert not api.generate(made.after, "salon.xlsx", date(2027, 3, 1)).changed


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Publish time": ""}, "day"),
        ({"Publish time": california(date(2026, 12, 1), 9)}, "before"),
        ({"Publish time": california(date(2027, 3, 9), 9)}, "after"),
        ({"Permalink": "", "Post ID": "", "Description": "✂️"}, "nameless"),
        ({"Page name": "Une autre enseigne"}, "account"),
    ],
)
def test_what_is_not_added_is_told(cells: dict[str, str], reason: str) -> None:
    known = [meta_row(row, n) for n, row in enumerate(posts())]
    made = imported(facebook(*known, extra(1, **cells)), add=True)
    assert made.report.added is not None
    assert (made.report.added.posts, dict(made.report.added.left)) == ((), {reason: 1})
    told = list(report_lines(made.report, made.words))
    assert made.words.text("results", f"not_added_{reason}", n=1) in told


def test_more_posts_than_anybody_wants_at_once_are_not_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calgen.results.added_posts.MOST_ADDED", 2)
    known = [meta_row(row, n) for n, row in enumerate(posts())]
    made = imported(facebook(*known, *map(extra, range(1, 4))), add=True)
    assert made.report.added is not None
    assert (made.report.added.posts, dict(made.report.added.left)) == ((), {"many": 3})
    assert any(fill.is_written for post in made.report.fills for fill in post.fills)  # the calendar's own posts
    told = "\n".join(report_lines(made.report, made.words))
    assert "3 publications" in told.replace("\xa0", " ")
    assert "--add" in told
    assert len(added(imported(facebook(*map(extra, range(1, 3))), add=True))) == 2


def test_a_platform_that_the_calendar_lacks_is_told() -> None:
    link = "https://www.tiktok.com/@a/video/7681870521679564053"
    rows = [("Date", "Lien", "Texte", "Vues"), ("08/01/2027", link, "Bonjour à toutes et à tous", "5")]
    made = imported(("a.csv", csv_bytes(rows)), add=True, day_first=True)
    assert made.report.added is not None
    assert dict(made.report.added.left) == {"platform": 1}


def test_ambiguous_rows_are_never_added() -> None:
    first = posts()[0]
    twins = [meta_row(first, n, Permalink=f"https://www.facebook.com/salon/posts/pfbidT{n}") for n in (1, 2)]
    made = imported(facebook(*twins), add=True)
    assert len(made.report.matching.ambiguous) == 2
    assert not made.changed


def test_one_post_in_two_files_is_one_row() -> None:
    sprout = [("Date", "Link", "Post", "Network", "Impressions", "Engagements"),
              (f"{DAY + timedelta(days=1):%Y-%m-%d} 15:10", "https://www.facebook.com/salon/posts/pfbidX1",
               "Le chat numéro 1 dort encore", "Facebook", "9000", "30")]  # fmt: skip
    made = imported(facebook(extra(1), extra(1)), ("sprout.csv", csv_bytes(sprout)), add=True)
    (row,) = added(made)
    assert row.text("impressions") == "9000"


@pytest.mark.long
def test_a_row_that_the_user_typed_since_the_last_run_is_known() -> None:
    tab, book = calendar_of(short_salon.calendar()), unlocked(short_salon.calendar(), values=False)
    values = {
        "date": datetime.combine(DAY, time(0)),
        "platform": "Facebook",
        "title": "Le chat numéro 0 dort encore sur le fauteuil du fond",
    }
    below = max(row.number for row in tab.rows) + 1
    for key, value in values.items():
        book[tab.title].cell(below, tab.columns[key]).value = value
    out = io.BytesIO()
    book.save(out)
    made = imported(facebook(extra(0)), data=out.getvalue(), add=True)
    (row,) = added(made)
    assert (row.number, row.text("impressions"), row.text("url")) == (
        below, "500", "https://www.facebook.com/salon/posts/pfbidX0")  # fmt: skip
    after = api.generate(made.after, "salon.xlsx", date(2027, 3, 1))
    (same,) = [row for row in calendar_of(after.after).rows if row.text("url").endswith("pfbidX0")]
    assert same.id == row.id
    assert not imported(facebook(extra(0)), data=after.after, add=True).changed


@needs_validator
def test_the_workbook_with_added_rows_is_valid() -> None:
    assert new_errors(short_salon.calendar(), once().after) == []
