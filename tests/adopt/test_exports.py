"""What other programs put into one cell is taken apart, and nothing of it is lost or made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foreign_exports import EXPORTS

from calgen import api

if TYPE_CHECKING:
    from calgen.api import Adopted


def adopted(name: str) -> Adopted:
    return api.adopt(EXPORTS[name].data, name)


def left(made: Adopted) -> list[tuple[str, str]]:
    return [(cell.place.cell, cell.text) for cell in made.adoption.left]


def test_of_a_range_of_days_the_first_is_the_post_s_and_the_end_is_listed() -> None:
    made = adopted("ranges.csv")
    live = next(post for post in made.adoption.records["social"] if post["title"] == "Live")
    assert (str(live["date"]), str(live["time"])) == ("2027-01-12", "18:00:00")
    assert left(made) == [("C2", "January 9, 2027"), ("C3", "7:00 PM"), ("C3", "GMT+1")]


def test_a_row_without_a_day_is_one_subject_of_all_its_platforms() -> None:
    (subject,) = adopted("ranges.csv").adoption.records["editorial"]
    assert subject == {"title": "Some day", "status": "Idea", "platforms": "Instagram, LinkedIn"}


def test_labels_of_a_card_are_platforms_and_a_theme() -> None:
    made = adopted("board.csv")
    found = [(post["platform"], post["theme"], post.get("status")) for post in made.adoption.records["social"]]
    assert found == [("Instagram", "Promo", "In progress"), ("LinkedIn", "Team", "Published"),
                     ("Facebook", "Team", "Published")]  # fmt: skip
    assert ("E3", "Fair") in left(made)
    assert "Due Complete" in made.adoption.own_columns["social"]


def test_lists_in_brackets_are_lists() -> None:
    found = adopted("clickup.csv").adoption.records["social"]
    assert [(post["owner"], post.get("hashtags")) for post in found] == [
        ("Ana Li", "promo, team"),
        ("Ana Li, Ben", None),
    ]
    assert all("format" not in post for post in found)  # « Task » is no format of a post


def test_what_a_tab_has_no_column_for_goes_along_beside_it() -> None:
    made = adopted("totals.xlsx")
    assert made.adoption.own_columns == {"key_dates": ("Idea",)}
    assert made.adoption.records["key_dates"] == ({"date": "Feb 14", "name": "Valentine's Day", "Idea": "Hearts"},)
    assert left(made) == [("A5", "Total"), ("B5", "1")]


def test_boxes_are_no_text_and_tell_that_a_post_is_out() -> None:
    made = adopted("ticked.xlsx")
    found = made.adoption.records["social"]
    assert [(post.get("status"), post["Visuel OK"], "image" in post) for post in found] == [
        ("Publié", True, False),
        (None, True, False),
    ]
    assert [table.key for table in made.adoption.tables] == ["social", ""]  # a tab of lists is no strategy


def test_a_text_between_rows_tells_their_day_or_their_week() -> None:
    found = adopted("sections.xlsx").adoption.records["social"]
    assert [str(post["time"]) for post in found] == ["09:00:00", "17:00:00", "12:00:00"]
    assert "editorial" not in adopted("weeksections.xlsx").adoption.records  # « WEEK 1 » is no subject


def test_a_day_in_words_has_its_hour() -> None:
    found = adopted("mots.xlsx").adoption.records["social"]
    assert [str(post["time"]) for post in found] == ["18:30:00", "12:00:00"]
    assert all("link" not in post for post in found)  # « oui » is no address


def test_rows_over_a_heading_row_are_no_titles() -> None:
    made = adopted("cards.xlsx")
    assert [text for _, text in left(made)][-4:] == ["Strengths", "Weaknesses", "Great team", "No budget"]
    assert [(theme["theme"], theme["ideas"]) for theme in made.adoption.records["themes"]] == [
        ("Education", "Wash less\nBrush gently"),
        ("Bargains", "Monday deal"),
    ]
