"""A secondary mission of the wheel that begins later: until then its objectives wait, where there are others."""

from __future__ import annotations

from datetime import date

from filled_book import TODAY, filled
from sheets import changed

from calgen.book.grid import Workbook
from calgen.plan import plan
from calgen.read import read

BEGINS = date(2027, 3, 29)


def objectives(workbook: Workbook, platform: str) -> list[tuple[date, str]]:
    """Day and objective of each post on a platform."""
    strategy = read(workbook).strategy
    posts = plan(strategy, (), TODAY).posts
    return [(post.day, post.objective) for post in posts if post.platform == platform and not post.is_open]


def test_posts_serve_the_primary_missions_until_a_secondary_one_begins() -> None:
    waiting = changed(filled(), {"Thèmes!C2": None, "Thèmes!C3": None, "Thèmes!C4": None, "Thèmes!C5": None})
    early = {objective for day, objective in objectives(waiting, "Facebook") if day < BEGINS}
    later = {objective for day, objective in objectives(waiting, "Facebook") if day >= BEGINS}
    assert early == {"Remplir le salon"}
    assert "Faire parler" in later


def test_without_a_day_both_are_served_from_the_start() -> None:
    begun = changed(filled(), {"Thèmes!C2": None, "Thèmes!C3": None, "Thèmes!C4": None, "Thèmes!C5": None,
                               "Roue!D2": None})  # fmt: skip
    assert "Faire parler" in {objective for day, objective in objectives(begun, "Facebook") if day < BEGINS}
