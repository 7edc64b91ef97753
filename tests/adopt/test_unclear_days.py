"""Days that may be read in two ways, or that lack their year: what is asked, and what an answer makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from foreign_books import book

from calgen import api

if TYPE_CHECKING:
    from calgen.api import Adopted

HEADINGS = ["Date", "Platform", "Post"]
TWO_WAYS = book({"Calendar": [HEADINGS, ["03/04/2027", "Instagram", "Hello"], ["05/04/2027", "Facebook", "Again"]]})
FRENCH = ["Date", "Réseau", "Sujet"]
DAY_NUMBERS = book({"Janvier": [FRENCH, [5, "Instagram", "Vœux"], ["lun. 11", "Facebook", "Soldes"]]})
NO_YEAR = book({"Planning": [FRENCH, ["5 janv.", "Instagram", "Vœux"], ["11/01", "Facebook", "Soldes"]]})
SECTIONS = book(
    {
        "Planning": [
            FRENCH,
            ["JANVIER 2027"],
            [5, "Instagram", "Vœux"],
            ["FÉVRIER 2027"],
            ["2", "Facebook", "Chandeleur"],
        ]
    }
)
MONTH_GRID = book({"Mars": [["lundi", "mardi", "mercredi"], [1, 2, 3], [None, "IG : Printemps", None]]})


def days(made: Adopted) -> list[str]:
    return [str(post["date"]) for post in made.adoption.records.get("social", ())]


def asked(made: Adopted) -> list[tuple[str, str]]:
    return [(question.reason, question.text) for question in made.adoption.questions]


def test_the_order_of_days_is_asked_where_nothing_tells_it() -> None:
    made = api.adopt(TWO_WAYS, "posts.xlsx")
    assert (made.data, asked(made)) == (b"", [("days", "Date")])
    assert days(api.adopt(TWO_WAYS, "posts.xlsx", ["Date=DD/MM"])) == ["2027-04-03", "2027-04-05"]
    assert days(api.adopt(TWO_WAYS, "posts.xlsx", ["Date=MM/DD"])) == ["2027-03-04", "2027-05-04"]


@pytest.mark.parametrize("name", ["planning.xlsx", "planning-2027.xlsx"])
@pytest.mark.parametrize(("theirs", "title"), [(DAY_NUMBERS, "Janvier"), (NO_YEAR, "Planning")])
def test_the_year_is_asked_unless_the_name_of_the_file_tells_it(theirs: bytes, title: str, name: str) -> None:
    made = api.adopt(theirs, name)
    if "2027" not in name:
        assert (made.data, asked(made)) == (b"", [("year", title)])
        made = api.adopt(theirs, name, [f"{title}=janvier 2027"])
    assert asked(made) == []
    assert days(made) == ["2027-01-05", "2027-01-11"]


def test_sections_name_the_month_of_the_days_below_them() -> None:
    made = api.adopt(SECTIONS, "posts.xlsx")
    assert asked(made) == []
    assert days(made) == ["2027-01-05", "2027-02-02"]


def test_a_month_drawn_as_a_grid_needs_its_year() -> None:
    made = api.adopt(MONTH_GRID, "posts.xlsx")
    assert asked(made) == [("year", "Mars")]
    assert days(api.adopt(MONTH_GRID, "posts.xlsx", ["Mars=mars 2027"])) == ["2027-03-02"]
