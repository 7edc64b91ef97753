"""The pages of the quarter of a bakery: what the commands print stands there, and what the pages say is true."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
import quarter_page
from quarter_page import Block, Desk, Typing, page_path, steps
from seeds import each_language

from calgen import api
from calgen.book.languages import languages

SAID = date(2027, 2, 22)
HOLIDAYS = {  # on weekdays and Saturdays of the quarter
    "en": {date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3)},
    "fr": {date(2027, 3, 29), date(2027, 5, 1), date(2027, 5, 6), date(2027, 5, 8), date(2027, 5, 17)},
}
AWAY = date(2027, 4, 12), date(2027, 4, 18)


class Followed(NamedTuple):
    """What the commands of a page print, and the workbook before and after each block."""

    printed: dict[Block, str]
    before: list[bytes]
    after: list[bytes]


@cache
def followed(language: str) -> Followed:
    with TemporaryDirectory() as folder:
        desk, found = Desk(Path(folder), language), Followed({}, [], [])
        for step in steps(page(language)):
            if isinstance(step, Block):
                found.before.append(desk.path.read_bytes() if found.after else b"")
                found.printed[step] = desk.printed(step)
                found.after.append(desk.path.read_bytes())
            else:
                desk.type(step)
        return found


def page(language: str) -> str:
    return page_path(language).read_text(encoding="utf-8")


@pytest.mark.long
@each_language
def test_each_command_prints_what_stands_on_the_page(language: str) -> None:
    for block, text in followed(language).printed.items():
        assert block.text == text, "python tests/renew.py"


@each_language
def test_no_post_stands_on_a_public_holiday_and_all_are_there(language: str) -> None:
    calendar = api.balance(followed(language).after[1], "b.xlsx", SAID).calendar
    assert calendar
    days = {post.day for post in calendar.posts}
    assert not days & HOLIDAYS[language]
    assert calendar.total == 5 * 13


@each_language
def test_the_work_of_the_week_in_which_one_is_away_is_the_others(language: str) -> None:
    made = api.generate(followed(language).after[6], "b.xlsx", date(2027, 3, 2))
    away = next(person for person in made.strategy.team if person.days_off)
    assert away.days_off == (AWAY,)
    assert made.plan
    owners = {post.owner for post in made.plan.posts if AWAY[0] <= post.day <= AWAY[1]}
    assert owners
    assert away.person not in owners


@each_language
def test_what_is_only_asked_changes_nothing_and_undo_twice_neither(language: str) -> None:
    found = followed(language)
    unchanged = [before == after for before, after in zip(found.before, found.after, strict=True)]
    assert unchanged == [False, False, True, True, False, False, False, True, False, True]  # next, then undo twice


def test_both_pages_say_the_same_in_the_same_order() -> None:
    shapes = {language: [_shape(step) for step in steps(page(language))] for language in languages()}
    assert shapes["en"] == shapes["fr"]
    heads = {language: len(re.findall(r"^##+ ", page(language), re.MULTILINE)) for language in languages()}
    assert heads["en"] == heads["fr"]


def _shape(step: Typing | Block) -> object:
    if isinstance(step, Typing):
        return step.tab != "", len(step.rows[0])
    return [re.sub(r"\S+\.xlsx|--lang \w+|--set \S+", "", command) for command, _ in quarter_page.commands(step.text)]


def test_a_line_that_is_not_printed_is_seen(tmp_path: Path) -> None:
    text = page("en")
    start = text.index("```console\n") + len("```console\n")
    block = Block("$ calgen new bakery.xlsx --lang en\nbakery.xlsx is wonderful.\n", start, start)
    assert Desk(tmp_path, "en").printed(block) != block.text


@pytest.mark.parametrize("language", languages())
def test_what_stands_between_is_left_out_once_in_an_output(language: str) -> None:
    for step in steps(page(language)):
        if isinstance(step, Block):
            assert all(shown.count(quarter_page.CUT) <= 1 for _, shown in quarter_page.commands(step.text))
