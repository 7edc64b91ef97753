"""A piece of content that is told on a day which the strategy names is told there again after any change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from small_strategies import MONDAY, platform, strategy, theme

from benchmarks.replan import pins_of
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece

DAY = date(2027, 3, 10)
PIECES = tuple(Piece(title=f"Article {n}", theme=("Un", "Deux")[n % 2]) for n in range(16))
ROWS = (platform("A", "3"), platform("B", "3"), theme("Un"), theme("Deux"), theme("Trois"))


def with_set_day() -> Strategy:
    row = Campaign(campaign="Portes", start=DAY, end=DAY, themes=("Un", "Deux"), offsets=(0,))
    return replace(strategy(*ROWS, *PIECES), campaigns=(row,))


def told(found: Plan) -> set[tuple[str, date, str]]:
    """Platform, day and piece of each post that tells one."""
    places = ((post.platform, post.day, found.subjects[post.subject].piece) for post in found.posts)
    return {place for place in places if place[2]}


def test_a_piece_of_a_set_day_stays_there() -> None:
    one = with_set_day()
    before = plan(one, (), MONDAY)
    assert DAY in {day for _, day, _ in told(before)}
    after = replace(one, settings=replace(one.settings, brand_words=("Atelier",)))
    assert told(plan(after, (), MONDAY, pins_of(before))) == told(before)
