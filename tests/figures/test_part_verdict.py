"""The answers about hours and subjects, and the beginnings of titles that are still to be found."""

from __future__ import annotations

from fractions import Fraction

import pytest
from whole import TODAY, whole

from calgen.book.words import load_words
from calgen.figures.counted_posts import plan_posts, to_find_beginnings
from calgen.figures.verdicts import HARDLY_SHORT, MANY_TO_FIND, part_verdict
from calgen.plan import plan
from calgen.read import read


@pytest.mark.parametrize(
    ("missing", "of", "most", "expected"),
    [
        (0, 100, HARDLY_SHORT, "yes"),
        (1, 100, HARDLY_SHORT, "yes"),
        (2, 100, HARDLY_SHORT, "nearly"),
        (10, 100, HARDLY_SHORT, "nearly"),
        (11, 100, HARDLY_SHORT, "no"),
        (3, 90, MANY_TO_FIND, "yes"),
        (30, 90, MANY_TO_FIND, "nearly"),
        (31, 90, MANY_TO_FIND, "no"),
        (0, 0, MANY_TO_FIND, "yes"),
    ],
)
def test_a_part_that_is_missing(missing: int, of: int, most: Fraction, expected: str) -> None:
    assert part_verdict(missing, of, most) == expected


def test_titles_to_be_found_are_known_in_both_languages() -> None:
    assert set(to_find_beginnings()) == {"À trouver\u00a0:", "To find:"}


def test_a_title_that_stands_in_the_row_is_found_whatever_the_subject_has() -> None:
    strategy = read(whole()).strategy
    made = plan(strategy, (), TODAY)
    ids = [f"P{n}" for n in range(len(made.posts))]
    bare = plan_posts(strategy, made, ids)
    open_ids = [post.row for post in bare if post.is_to_find]
    assert 1 < len(open_ids) < len(bare)
    titles = {open_ids[0]: "Typed by the user", open_ids[1]: load_words("fr").text("phrases", "to_find", theme="X")}
    assert [post.row for post in plan_posts(strategy, made, ids, titles=titles) if post.is_to_find] == open_ids[1:]
