"""A strategy under other titles becomes a workbook of calgen's, and its calendar is made."""

from __future__ import annotations

from datetime import date, time

import pytest
from cell_account import assert_every_cell_is_accounted_for, filled_cells
from foreign_books import STRATEGY, book

from calgen import api
from calgen.book.problems import Refused, Severity

TODAY = date(2026, 12, 1)


def test_a_strategy_under_other_titles_is_read_and_planned() -> None:
    theirs = book(STRATEGY)
    made = api.adopt(theirs, "salon.xlsx")
    assert [(table.key, table.rows) for table in made.adoption.tables] == [
        ("settings", 3), ("objectives", 2), ("platforms", 2), ("themes", 3),
    ]  # fmt: skip
    assert_every_cell_is_accounted_for(filled_cells(theirs), made)
    assert made.adoption.left == ()
    assert made.adoption.own_columns == {"platforms": ("Budget code",)}
    assert made.adoption.records["platforms"][0]["Budget code"] == "A-12"
    run = api.generate(made.data, "salon-calgen.xlsx", TODAY)
    assert run.plan is not None
    assert [problem.code for problem in run.problems if problem.severity is Severity.ERROR] == []
    posts = {name: [post for post in run.plan.posts if post.platform == name] for name in ("Instagram", "Facebook")}
    assert [len(own) for own in posts.values()] == [4 * 4, 2 * 4]
    assert {post.day.weekday() for post in posts["Instagram"]} <= {1, 3, 5, 0, 2, 4}  # four posts on three days
    assert {post.day.weekday() for post in posts["Facebook"]} == {0, 2}
    assert {post.time for post in posts["Facebook"]} == {time(9, 30)}
    ideas = {"A day with Rosie", "The ficus", "Wash less", "Short or long?"}
    assert ideas <= {subject.title for subject in run.plan.subjects}


def test_what_titles_mean_can_be_said() -> None:
    made = api.adopt(book(STRATEGY), "salon.xlsx", ["Budget code=Account", "Content pillars!What it is about="])
    columns = {column.heading: (column.key, column.how) for table in made.adoption.tables for column in table.columns}
    assert columns["Budget code"] == (("platforms", "account"), "asked")
    assert columns["What it is about"] == (None, "left")


@pytest.mark.parametrize(
    ("asked", "code"),
    [("Budget code", "map_unread"), ("No such title=Theme", "map_unknown"), ("Pillar=Nothing known", "map_no_title")],
)
def test_what_is_said_of_titles_is_understood_or_refused(asked: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        api.adopt(book(STRATEGY), "salon.xlsx", [asked])
    assert refused.value.problem.code == code


def test_a_workbook_of_calgen_s_own_is_told_so() -> None:
    with pytest.raises(Refused) as refused:
        api.adopt(api.new("fr"), "strategie.xlsx")
    assert refused.value.problem.code == "adopt_own"


def test_json_is_refused_with_the_way_to_csv() -> None:
    with pytest.raises(Refused) as refused:
        api.adopt(b'{"id": "5f", "name": "Social", "cards": []}', "board.json")
    assert refused.value.problem.code == "adopt_json"


def test_where_a_known_table_has_no_names_the_map_to_paste_is_offered() -> None:
    theirs = book({"Content pillars": [["Things we talk about", "Mix"], ["Hair", "Curate"], ["Us", "Promote"]]})
    made = api.adopt(theirs, "salon.xlsx")
    assert made.data == b""
    assert [(question.text, question.choices) for question in made.adoption.questions] == [
        ("Things we talk about", (("themes", "theme"),))
    ]
    asked = api.adopt(theirs, "salon.xlsx", ["Things we talk about=Theme"])
    assert [record["theme"] for record in asked.adoption.records["themes"]] == ["Hair", "Us"]


def test_check_hints_at_adopt_where_tabs_have_other_titles() -> None:
    found = api.check(book(STRATEGY), "salon.xlsx")
    hint = next(problem for problem in found.problems if problem.code == "adopt_instead")
    assert str(hint.place) == "About us"
    assert "calgen adopt salon.xlsx" in found.read.words.message(hint)[1]


def test_check_does_not_hint_where_nothing_can_be_adopted() -> None:
    theirs = book({"Invoices": [["Paid", "Amount"], [True, 12.5]], "Notes": [["Call the plumber"]]})
    assert "adopt_instead" not in {problem.code for problem in api.check(theirs, "notes.xlsx").problems}
    assert "adopt_instead" not in {problem.code for problem in api.check(api.new("en"), "new.xlsx").problems}
