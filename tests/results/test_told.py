"""What an import tells of files that are not quite those of the calendar: nothing of them is taken silently."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
import short_salon
from exported_results import META, csv_bytes, imported, meta_file, meta_row, posts, when, zipped
from test_add import INSTAGRAM, california, extra, facebook, instagram_code
from test_import import cells_of, with_rows_typed, with_typed
from workbook_rows import calendar_of

from calgen.book.problems import Refused
from calgen.plan.days.time_zones import in_zone
from calgen.result_steps import Imported
from calgen.results.report import report_lines, report_record


def told(made: Imported) -> str:
    return "\n".join(report_lines(made.report, made.words))


def test_a_file_of_two_brands() -> None:
    """The other brand published at the hours of posts that have no text yet: nothing of it is taken."""
    link = "https://www.facebook.com/b/posts/pfbidB"
    other = [meta_row(row, 50 + n, Description="Tout autre chose", Permalink=f"{link}{n}",
                      **{"Page name": "Boulangerie", "Post ID": str(5000 + n)})
             for n, row in enumerate(posts())]  # fmt: skip
    own = [meta_row(row, n) for n, row in enumerate(posts())]
    made = imported(facebook(*own, *other))
    assert made.words.text("results", "accounts", names=("Boulangerie", "Salon")) in told(made)
    assert {match.row.account for match in made.report.matching.matches} == {"Salon"}
    assert len(made.report.matching.outside) == len(other)
    alone = imported(facebook(meta_row(posts()[0], 0), *other))
    assert {match.row.account for match in alone.report.matching.matches} == {"Salon"}


def test_rows_older_than_the_calendar_are_counted() -> None:
    old = [extra(n, **{"Publish time": california(date(2026, 10, n), 9)}) for n in range(1, 5)]
    made = imported(facebook(*old))
    assert not made.changed
    n, first = len(old), min(day for row in calendar_of(short_salon.calendar()).rows if (day := row.day()))
    assert made.words.text("results", "older", n=n, first=first) in told(made)


def test_a_series_by_day_beside_posts_is_left_aside_and_alone_refused() -> None:
    series = csv_bytes([["Date", "Primary"], ["2027-01-04T00:00:00", "5"]], "\t", "utf-16")
    made = imported(("meta.csv", meta_file()), ("Views.csv", series))
    assert "Views.csv" in told(made)
    with pytest.raises(Refused, match="results_by_day"):
        imported(("Views.csv", "sep=,\r\nViews\r\nDate,Primary\r\n2027-01-04T00:00:00,5\r\n".encode("utf-16")))
    daily = csv_bytes([META, *(meta_row(row, n, Date=f"{when(row):%m/%d/%Y}") for n, row in enumerate(posts()))])
    with pytest.raises(Refused, match="results_by_day"):
        imported(("meta.csv", daily))


def test_a_zip_of_youtube_has_one_table_of_posts() -> None:
    titles = "Content,Video title,Video publish time,Views,Likes,Comments added,Shares"
    table = f"{titles}\nTotal,,,99,9,9,9\n-abcdefghij,Coiffer des boucles,\"Jan 5, 2027\",50,4,3,2\n".encode()
    chart = f"Date,{titles}\n2027-01-05,-abcdefghij,Coiffer des boucles,\"Jan 5, 2027\",20,1,1,1\n".encode()
    totals = b"Date,Views\n2027-01-05,99\n"
    parts = [("Table data.csv", table), ("Chart data.csv", chart), ("Totals.csv", totals)]
    made = imported(("Content.zip", zipped(*parts)))
    (found,) = made.report.tables
    assert [(row.text, row.figures["impressions"]) for row in found.rows] == [("Coiffer des boucles", 50)]
    assert "Chart data.csv" in told(made)
    assert "Totals.csv" in told(made)


def test_ids_that_a_spreadsheet_has_rounded_are_told() -> None:
    made = imported(("meta.csv", meta_file(lambda n: {"Post ID": "1.22E+16"})))
    assert made.words.text("results", "rounded") in told(made)
    assert len(made.report.matching.matches) == len(posts())
    assert not made.report.fills[0].memory.get("ids")


def test_a_file_given_twice_is_as_one() -> None:
    once, twice = (imported(*[("meta.csv", meta_file())] * n) for n in (1, 2))
    assert twice.after == once.after
    assert twice.report.matching.outside == ()


def test_the_highest_figure_of_several_files_whatever_their_order() -> None:
    older, newer = meta_file(), meta_file(lambda n: {"Views": "9000"})
    parts = [("older.csv", older), ("newer.csv", newer)]
    made = imported(*parts)
    assert made.after == imported(*parts[::-1]).after
    assert cells_of(made.after, posts()[0].id, "impressions") == ("9000",)
    assert not imported(("older.csv", older), data=made.after).changed


def test_overwrite_replaces_what_she_typed_and_then_follows_the_files() -> None:
    id_ = posts()[2].id
    typed = with_typed(short_salon.calendar(), id_, impressions=7000)
    made = imported(("meta.csv", meta_file()), data=typed, overwrite=True)
    assert cells_of(made.after, id_, "impressions") == ("502",)
    risen = imported(("meta.csv", meta_file(lambda n: {"Views": "900"})), data=made.after)
    assert cells_of(risen.after, id_, "impressions") == ("900",)


@pytest.mark.parametrize(("hours", "is_found"), [(36, True), (-36, True), (37, False), (-37, False)])
def test_the_edge_of_36_hours_in_a_file(hours: int, is_found: bool) -> None:
    """Instagram's ids tell the hours of a file, so that its edge is sharp."""
    row = posts("Instagram")[1]
    at = when(row) + timedelta(hours=hours)
    code = instagram_code(at.date(), at.hour)
    local = in_zone(at.replace(minute=0), "Europe/Paris", "America/Los_Angeles")
    title = row.text("title")
    line = ("18", "meche", f"{title}, la suite et la fin", f"{local:%m/%d/%Y %H:%M}", f"https://www.instagram.com/p/{code}/",
            "IG image", "70", "5", "1", "", "2")  # fmt: skip
    shifted = with_typed(short_salon.calendar(), row.id, time=time(when(row).hour))
    made = imported(("instagram.csv", csv_bytes([INSTAGRAM, line])), data=shifted)
    assert [match.post.id for match in made.report.matching.matches] == ([row.id] if is_found else [])


@pytest.mark.parametrize("day", [date(2027, 3, 13), date(2027, 3, 14), date(2027, 3, 28), date(2027, 11, 1)])
def test_summer_time_on_either_side(day: date) -> None:
    """California and Paris change their clocks on different days; the hour that is written is that of Paris."""
    code = instagram_code(day, 18)
    line = ("18", "meche", "Une photo sans grand discours", california(day, 18), f"https://www.instagram.com/p/{code}/",
            "IG image", "70", "5", "1", "", "2")  # fmt: skip
    file = ("instagram.csv", csv_bytes([INSTAGRAM, line]))
    made = imported(file, today=date(2027, 12, 1), add=True)
    assert made.report.added is not None
    assert [(post.day, post.hour) for post in made.report.added.posts] == [(day, time(18))]


def test_statistics_without_numbers_are_told_by_campaign() -> None:
    head = ["Session source / medium", "Session campaign", "Sessions", "Key events"]
    lines = [["# Start date: 20270101"], ["# End date: 20270331"], head,
             ["facebook / social", "une-campagne-inconnue", "40", "2"],
             ["facebook / social", "une-campagne-inconnue", "2", "1"],
             ["(direct) / (none)", "(not set)", "900", "9"]]  # fmt: skip
    made = imported(("ga.csv", csv_bytes(lines)))
    assert not made.changed
    assert report_record(made.report, made.words, written=False)["visits_left"] == [
        {"label": "facebook / une-campagne-inconnue", "clicks": 42, "conversions": 3}
    ]


def test_statistics_fill_the_one_post_of_a_campaign() -> None:
    row = posts()[0]
    url = "https://www.meche-rebelle.example?utm_source=facebook&utm_medium=social&utm_campaign=une-seule"
    data = with_typed(short_salon.calendar(), row.id, link=url)
    lines = [["Session source / medium", "Session campaign", "Sessions", "Key events"],
             ["facebook / social", "une-seule", "40", "2"], ["instagram / social", "une-seule", "7", "1"]]  # fmt: skip
    made = imported(("ga.csv", csv_bytes(lines)), data=data)
    assert cells_of(made.after, row.id, "clicks", "conversions", "status") == ("40", "2", "idea")
    assert [str(match.kind) for match in made.report.matching.matches] == ["campaign"]
    of_other_days = [["# 20270201-20270228"], ["# Start date: 20270201"], ["# End date: 20270228"], *lines]
    assert not imported(("ga.csv", csv_bytes(of_other_days)), data=data).changed


def test_tags_of_her_own_and_of_any_letter_case() -> None:
    first, second = posts()[:2]
    data = with_typed(short_salon.calendar(), first.id, link="https://salon.example/?utm_source=fb&utm_content=Vitrine")
    lines = [["Session manual ad content", "Sessions", "Key events"],
             ["vitrine", "30", "3"], [second.id.lower(), "20", "2"], [second.id, "1", "1"]]  # fmt: skip
    made = imported(("ga.csv", csv_bytes(lines)), data=data)
    assert cells_of(made.after, first.id, "clicks", "conversions") == ("30", "3")
    assert cells_of(made.after, second.id, "clicks", "conversions") == ("21", "3")


def test_statistics_by_event_count_each_visit_once() -> None:
    row = posts()[0]
    lines = [["Session manual ad content", "Event name", "Sessions", "Key events"],
             [row.id, "session_start", "30", "0"], [row.id, "page_view", "29", "0"], [row.id, "purchase", "2", "2"],
             [row.id, "sign_up", "3", "3"]]  # fmt: skip
    made = imported(("ga.csv", csv_bytes(lines)))
    assert cells_of(made.after, row.id, "clicks", "conversions") == ("30", "5")


def test_a_table_that_names_no_network_is_matched_by_day_and_text() -> None:
    row = posts()[1]
    lines = [("Date", "Texte", "Vues"), (f"{when(row):%Y-%m-%d}", f"{row.text('title')}, {row.id} et la suite", "77")]
    made = imported(("a.csv", csv_bytes(lines)))
    ids = {match.post.id for match in made.report.matching.matches}
    ids |= {post.id for doubt in made.report.matching.ambiguous for post in doubt.posts}
    assert row.id in ids


def two_accounts(*accounts: str) -> bytes:
    """The short salon whose second post on Facebook is of another account there."""
    typed = {row.id: {"account": accounts[0]} for row in posts()}
    typed[posts()[0].id]["platform"] = "Facebook"
    typed[posts()[1].id] = {"platform": "Facebook Lyon", "account": accounts[1]}
    return with_rows_typed(short_salon.calendar(), typed)


def test_accounts_of_one_network_each_get_their_rows() -> None:
    first, second = posts()[:2]
    rows = [meta_row(first, 0), meta_row(second, 1, **{"Page name": "Salon Lyon"}),
            meta_row(second, 2, Permalink="https://www.facebook.com/s/posts/pfbidZ")]  # fmt: skip
    made = imported(facebook(*rows), data=two_accounts("Salon", "@salonlyon"))
    assert {(match.post.id, match.row.account) for match in made.report.matching.matches} == {
        (first.id, "Salon"), (second.id, "Salon Lyon")}  # fmt: skip


def test_an_account_that_no_platform_has_is_asked_for() -> None:
    data = two_accounts("Salon Paris", "Salon Lyon")
    with pytest.raises(Refused, match="results_account"):
        imported(facebook(meta_row(posts()[0], 0)), data=data)
    rows = [meta_row(row, n) for n, row in enumerate(posts()[:2])]
    made = imported(facebook(*rows), data=data, platform="Facebook")
    assert [match.post.id for match in made.report.matching.matches] == [posts()[0].id], "none of those of Lyon"


def test_clicks_are_those_of_the_platform_whatever_comes_first() -> None:
    row = posts()[3]
    statistics = ("ga.csv", csv_bytes([["Session manual ad content", "Sessions"], [row.id, "35"]]))
    own = ("meta.csv", csv_bytes([META, meta_row(row, 3)]))
    orders = [(statistics, own), (own, statistics)]
    results = []
    for order in orders:
        data = short_salon.calendar()
        for file in order:
            data = imported(file, data=data).after
        results.append(cells_of(data, row.id, "clicks", "impressions", "status"))
    assert results[0] == results[1] == ("3", "503", "published")
    assert cells_of(imported(statistics, own).after, row.id, "clicks") == ("3",)


def test_totals_of_any_table_are_left_aside_and_told() -> None:
    row = posts()[1]
    lines = [("Date", "Texte", "Vues"), (f"{when(row):%Y-%m-%d}", row.text("title"), "77"), ("Total", "", "77"),
             ("", "Total général", "154")]  # fmt: skip
    made = imported(("a.csv", csv_bytes(lines)))
    assert made.words.text("results", "totals", n=2) in told(made)
    assert made.report.matching.outside == ()
    post = [("Date", "Texte", "Vues"), (f"{when(row):%Y-%m-%d}", "Total", "77")]
    assert imported(("a.csv", csv_bytes(post))).report.tables[0].totals == 0


def test_a_title_that_no_file_has_is_told() -> None:
    made = imported(("meta.csv", meta_file()), meanings=("Rien de Tel=vues", "Views=vues"))
    assert made.report.unmet == ("Rien de Tel",)
    assert made.words.text("results", "map_unmet", title="Rien de Tel") in told(made)
    assert report_record(made.report, made.words, written=False)["map_unmet"] == ["Rien de Tel"]


def test_an_address_is_told_as_noted_where_the_file_has_one() -> None:
    noted = imported(("meta.csv", meta_file())).words.text("results", "address_noted")
    assert noted in told(imported(("meta.csv", meta_file())))
    lines = [("Date", "Texte", "Vues"), *((f"{when(row):%Y-%m-%d}", row.text("title"), "77") for row in posts())]
    made = imported(("a.csv", csv_bytes(lines)))
    assert made.report.matching.matches
    assert noted not in told(made)


def test_rows_older_than_the_calendar_are_a_figure_of_the_record() -> None:
    old = [extra(n, **{"Publish time": california(date(2026, 10, n), 9)}) for n in range(1, 5)]
    made = imported(facebook(*old))
    record = report_record(made.report, made.words, written=False)
    assert (record["older"], record["outside"]) == (len(old), [])
