"""Key dates over several days, quiet days for all but one category, open slots, A/B tests: each drawn by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from choices import Choices, Span

from calgen.book.values import EXCEPT
from calgen.book.values import Span as Days
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate


def add_shared_days(choices: Choices, strategy: Strategy, span: Span) -> Strategy:
    """The strategy with up to two key dates that last: a hook, a quiet time, or one that admits a category."""
    rows = tuple(_key_date(choices, n, strategy, span) for n in range(choices.pick((0, 0, 0, 1, 1, 2))))
    return replace(strategy, key_dates=strategy.key_dates + rows)


def add_open_slots(choices: Choices, strategy: Strategy) -> Strategy:
    """The strategy with a share of open slots, in one of five."""
    share = choices.pick((Fraction(0), Fraction(0), Fraction(0), Fraction(0), Fraction(choices.pick((5, 10, 20)), 100)))
    return replace(strategy, settings=replace(strategy.settings, open_slots=share))


def add_tests(choices: Choices, strategy: Strategy) -> Strategy:
    """The strategy with one or two themes that are tested, in one of five."""
    if not choices.chance(20):
        return strategy
    chosen = choices.some([row.theme for row in strategy.themes], 1, 2)
    tests = {name: choices.pick(("title", "picture", "hour")) for name in chosen}
    return replace(strategy, themes=tuple(replace(row, test=tests.get(row.theme, "none")) for row in strategy.themes))


def _key_date(choices: Choices, n: int, strategy: Strategy, span: Span) -> KeyDate:
    first = choices.day(span)
    category = choices.pick([row.category for row in strategy.mix if not row.platform])
    return KeyDate(
        name=f"Période {n}",
        date=Days(first, first + timedelta(days=choices.whole(1, 12))),
        treatment=choices.pick(("hook", "quiet", f"quiet{EXCEPT}{category}", f"quiet{EXCEPT}{category}")),
        platforms=choices.named(40, [row.platform for row in strategy.platforms]),
    )
