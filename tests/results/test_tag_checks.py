"""Tags of another brand and of posts to come: what is not written, what is told, and what is taken as before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import short_salon
from exported_results import TODAY, csv_bytes, imported, meta_row, posts
from test_add import facebook
from test_import import cells_of, with_typed
from test_matching import DAY, post, row

from calgen.calendar import CalendarRow
from calgen.result_steps import Imported
from calgen.results.calendar_posts import is_of_campaign
from calgen.results.matching import match_rows
from calgen.results.report import report_lines, report_record

HEAD = ["Session manual ad content", "Session campaign", "Sessions", "Key events"]


def statistics(*lines: tuple[str, str], notes: tuple[str, ...] = ()) -> tuple[str, bytes]:
    rows = [[id_, campaign, str(10 + n), "1"] for n, (id_, campaign) in enumerate(lines)]
    return "ga.csv", csv_bytes([*([note] for note in notes), HEAD, *rows])


def told(made: Imported) -> str:
    return "\n".join(report_lines(made.report, made.words))


def own_campaign(post_: CalendarRow) -> str:
    return post_.text("link").split("utm_campaign=")[1].split("&")[0]


def test_the_statistics_of_another_brand_are_not_written() -> None:
    """Not even those of its rows that name no campaign, or that have one of the calendar's by chance."""
    first, second, *others = posts()
    lines = [(first.id, own_campaign(first)), (second.id, "(not set)")]
    lines += [(other.id, "Bad dock bingo") for other in others]
    assert len(others) > 2
    made = imported(statistics(*lines))
    assert not made.changed
    assert made.words.text("results", "other_brand", file="ga.csv", column="Lien") in told(made)
    assert "Bad dock bingo" not in told(made), "one message, not one for each row"
    assert report_record(made.report, made.words, written=False)["other_brands"] == ["ga.csv"]


def test_files_are_judged_one_by_one() -> None:
    own = statistics(*((row.id, own_campaign(row)) for row in posts()))
    other = ("b.csv", statistics(*((row.id, "Bad dock bingo") for row in posts()))[1])
    assert imported(own, other).after == imported(other, own).after == imported(own).after
    assert imported(own).changed


def test_single_rows_of_another_campaign_are_told() -> None:
    first, second, *others = posts()
    own = [(row.id, own_campaign(row)) for row in (second, *others)]
    made = imported(statistics((first.id, "Bad dock bingo"), *own))
    assert cells_of(made.after, first.id, "clicks", "conversions") == ("", "")
    assert cells_of(made.after, second.id, "clicks", "conversions") == ("11", "1")
    shown = f"{first.id} (Bad dock bingo)"
    assert made.words.text("results", "refused_campaign", posts=shown, column="Lien") in told(made)
    record = report_record(made.report, made.words, written=False)
    assert record["refused"] == [{"post": first.id, "because": "campaign"}]


def test_visits_of_both_campaigns_on_one_tag_are_not_added_up() -> None:
    first = posts()[0]
    made = imported(statistics((first.id, own_campaign(first)), (first.id, "Bad dock bingo")))
    assert cells_of(made.after, first.id, "clicks") == ("10",)


def test_a_row_without_campaign_and_a_link_without_are_as_before() -> None:
    first, second = posts()[:2]
    data = with_typed(short_salon.calendar(), second.id, link="https://salon.example/?utm_content=vitrine")
    made = imported(statistics((first.id, "(not set)"), ("vitrine", "Bad dock bingo")), data=data)
    assert cells_of(made.after, first.id, "clicks") == ("10",)
    assert [refused.post.id for refused in made.report.tags.refused] == [second.id], "calgen wrote a campaign there"
    by_hand = post(tag="vitrine", campaigns=frozenset({""}))
    assert match_rows([row(network="", day=None, moment=None, tag="vitrine", campaign="Bad dock")], [by_hand]).matches


@pytest.mark.parametrize(
    ("told_", "has", "expected"),
    [
        ("Soldes d'hiver", {"soldes-d-hiver"}, True),
        ("avant-apres", {"Avant / après"}, True),
        ("tendances", {"une-autre", "Tendances"}, True),
        ("tendances", {"avant-apres"}, False),
        ("", {"avant-apres"}, True),
        ("tendances", {""}, True),
        ("tendances", set(), True),
    ],
)
def test_campaigns_are_compared_by_letters_and_digits(told_: str, has: set[str], expected: bool) -> None:
    assert is_of_campaign(row(tag="P0001", campaign=told_), post(campaigns=frozenset(has))) is expected


def test_the_link_that_calgen_wrote_counts_beside_the_one_that_is_there() -> None:
    """The user put another link there: visits of either are hers."""
    first = posts()[0]
    link = f"https://salon.example/?utm_source=fb&utm_campaign=vitrine&utm_content={first.id}"
    data = with_typed(short_salon.calendar(), first.id, link=link)
    for campaign in ("vitrine", own_campaign(first)):
        assert cells_of(imported(statistics((first.id, campaign)), data=data).after, first.id, "clicks") == ("10",)


def test_a_post_to_come_has_no_visits() -> None:
    first, last = posts()[0], posts()[-1]
    day = last.day()
    assert day
    file = statistics(*((row.id, own_campaign(row)) for row in (first, last)))
    made = imported(file, today=day - timedelta(days=1))
    assert cells_of(made.after, first.id, "clicks") == ("10",)
    assert cells_of(made.after, last.id, "clicks", "conversions") == ("", "")
    shown = made.words.format_value(day)
    assert made.words.text("results", "refused_to_come", posts=f"{last.id} ({shown})", column="Statut") in told(made)
    assert cells_of(imported(file, today=day).after, last.id, "clicks") == ("11",)


def test_a_post_after_the_last_day_of_the_statistics_is_to_come() -> None:
    last = posts()[-1]
    day = last.day()
    assert day
    for end, clicks in ((day - timedelta(days=1), ""), (day, "10")):
        notes = ("# Start date: 20270101", f"# End date: {end:%Y%m%d}")
        made = imported(statistics((last.id, own_campaign(last)), notes=notes), today=TODAY)
        assert cells_of(made.after, last.id, "clicks") == (clicks,)


def test_a_post_that_is_said_to_be_out_is_not_to_come() -> None:
    last = posts()[-1]
    day = last.day()
    assert day
    data = with_typed(short_salon.calendar(), last.id, status="Publié")
    made = imported(statistics((last.id, own_campaign(last))), data=data, today=day - timedelta(days=1))
    assert cells_of(made.after, last.id, "clicks") == ("10",)


def test_statistics_of_a_campaign_are_not_about_a_post_to_come() -> None:
    visits = row(network="", day=None, moment=None, campaign="Tendances", channel="fb", is_fallback=True)
    planned = post(campaign=("fb", "tendances", ""))
    assert [match.post.id for match in match_rows([visits], [planned], DAY).matches] == ["P0001"]
    found = match_rows([visits], [planned], DAY - timedelta(days=1))
    assert (found.matches, len(found.outside)) == ((), 1)


def test_missing_are_posts_that_are_due_on_the_platforms_of_the_files() -> None:
    rows = [row(), row(day=DAY + timedelta(days=20), moment=None, text="Une annonce hors du calendrier")]
    due, later = post("P0002", day=DAY + timedelta(days=3)), post("P0003", day=DAY + timedelta(days=9))
    others = [post("P0004", platform="Instagram", network="instagram", day=DAY + timedelta(days=3))]
    found = match_rows(rows, [post(), due, later, *others], DAY + timedelta(days=5))
    assert [missing.id for missing in found.missing] == ["P0002"]
    lyon = replace(due, id="P0005", platform="Facebook Lyon", account="Lyon")
    of_paris = [replace(one, account="Paris") for one in rows]
    found = match_rows(of_paris, [replace(due, account="Paris"), lyon], DAY + timedelta(days=5))
    assert [missing.id for missing in found.missing] == ["P0002"]


def test_a_file_that_names_no_network_speaks_of_the_platforms_that_it_was_matched_with() -> None:
    text = "Avant et après : la coupe au carré de Chloé"
    rows = [row(network="", moment=None, text=text)]
    rows.append(replace(rows[0], day=DAY + timedelta(days=5), text="?"))
    own, other = post("P0002", day=DAY + timedelta(days=2)), post("P0003", platform="X", network="x", day=DAY)
    assert [one.id for one in match_rows(rows, [post(text=text), own, other]).missing] == ["P0002"]
    placed = [replace(one, platform="X", is_placed=True, text="") for one in rows]
    found = match_rows(placed, [post(text=text), own, replace(other, hour=None)])
    assert [one.id for one in found.missing] == ["P0003"]


def test_missing_posts_of_a_file_of_facebook_are_on_facebook() -> None:
    made = imported(facebook(*(meta_row(row, n) for n, row in enumerate(posts()) if n != 1)))
    assert [missing.id for missing in made.report.matching.missing] == [posts()[1].id]
