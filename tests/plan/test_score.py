"""Each rule of the score: a plan that it finds nothing in, and one that it raises points for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction

import pytest

from calgen.book.values import Cadence
from calgen.plan.model import Horizon, Period, Plan, Post, Subject
from calgen.plan.pin import Pin
from calgen.plan.themes.rule import Fault
from calgen.plan.themes.rules import RULES
from calgen.plan.themes.score import RuleScore, score_plan, total_points
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.defaults import mix
from calgen.strategy.formats import Format
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.settings import Settings
from calgen.strategy.themes import Theme

MONDAY = date(2027, 1, 4)
CATEGORY = {"a": "promote", "b": "curate", "c": "interact"}

# A row of the calendar: the day from the start, the platform, the theme, the number of its subject.
Row = tuple[int, str, str, int]
TURN: tuple[Row, ...] = tuple((n, "X", "abc"[n % 3], n) for n in range(6))


def strategy(**more: object) -> Strategy:
    """Two platforms and three themes, one in each third of the mix."""
    base = Strategy(
        settings=Settings(start=MONDAY, weeks=4),
        objectives=(Objective(objective="known", kpi="visits"), Objective(objective="sold", kpi="sales")),
        platforms=tuple(
            Platform(platform=name, mission="be there", objectives=("known",), cadence=Cadence(Fraction(3)))
            for name in ("X", "Y")
        ),
        mix=mix(),
        themes=tuple(Theme(theme=name, category=category) for name, category in CATEGORY.items()),
        formats=(Format(format="post"),),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def plan(rows: tuple[Row, ...], *, title: str = "told", pieces: dict[int, str] | None = None, asked: int = 0) -> Plan:
    """The plan of some rows; its subjects last from their first post to their last."""
    days: dict[int, list[int]] = {}
    for day, _, _, subject in rows:
        days.setdefault(subject, []).append(day)
    themes = {subject: theme for _, _, theme, subject in rows}
    subjects = tuple(
        Subject(
            number,
            themes[number],
            CATEGORY[themes[number]],
            title,
            at(min(days[number])),
            at(max(days[number])),
            (pieces or {}).get(number, ""),
        )
        for number in sorted(days)
    )
    posts = tuple(
        Post(at(day), time(9), platform, theme, CATEGORY[theme], subject, campaign="Push" if theme == "a" else "")
        for day, platform, theme, subject in rows
    )
    period = Period("X", MONDAY, at(27), Fraction(asked), len(posts))
    return Plan(Horizon(MONDAY, at(27), {}, {}), (period,), posts, subjects, (), ())


def at(day: int) -> date:
    return MONDAY + timedelta(days=day)


def part(rule: str, parts: tuple[RuleScore, ...]) -> RuleScore:
    return next(one for one in parts if one.rule == rule)


def themes(**more: object) -> tuple[Theme, ...]:
    """The three themes, each with the same more."""
    return tuple(replace(theme, **more) for theme in strategy().themes)  # type: ignore[arg-type]


FIXED = (Piece(title="opening", theme="a", publish=at(0)),)
WINDOW = (Piece(title="opening", theme="a", start=at(2), end=at(5)),)
ALONE: tuple[Row, ...] = tuple((n, "X", "a", n) for n in range(6))
SAME: tuple[Row, ...] = ((0, "X", "a", 0), (0, "Y", "a", 1))

# On six days half of the posts are the campaign's.
PUSH = (Campaign(campaign="Push", start=MONDAY, end=MONDAY + timedelta(days=5), themes=("a",), share=Fraction(1, 2)),)
HALF: tuple[Row, ...] = tuple((n, "X", "abac"[n % 4], n) for n in range(6))

# rule, the strategy, the plan without a fault, the plan with some, how many they are, where the worst is
CASES = [
    ("piece_missed", strategy(content=FIXED), plan(TURN, pieces={0: "opening"}), plan(TURN), 1, ("", "opening", 0)),
    (
        "piece_missed",
        strategy(content=FIXED),
        plan(TURN, pieces={0: "opening"}),
        plan(TURN, pieces={3: "opening"}),
        1,
        None,
    ),
    (
        "piece_missed",
        strategy(content=WINDOW),
        plan(TURN, pieces={3: "opening"}),
        plan(TURN, pieces={0: "opening"}),
        1,
        None,
    ),
    ("post_missing", strategy(), plan(TURN, asked=6), plan(TURN, asked=8), 2, ("X", "", 0)),
    ("mix_platform", strategy(), plan(()), plan(ALONE), 4, ("X", "promote", 5)),
    ("mix_reach", strategy(), plan(TURN), plan(ALONE), 2, ("X", "promote", 5)),
    ("mix_overall", strategy(), plan(()), plan(ALONE), 4, ("", "promote", 5)),
    ("mix_limit", strategy(), plan(TURN), plan(ALONE), 1, ("", "promote", 5)),
    ("theme_drift", strategy(), plan(TURN), plan(ALONE), 1.5, ("X", "a", 5)),
    ("theme_share", strategy(), plan(TURN), plan(ALONE), 8, ("", "a", None)),
    (
        "campaign_part",
        strategy(campaigns=PUSH),
        plan(HALF),
        plan(tuple((n, "X", "abcbcb"[n], n) for n in range(6))),
        1,
        ("X", "Push", 0),
    ),
    ("campaign_part", strategy(campaigns=PUSH), plan(HALF), plan(ALONE), 2, ("X", "Push", 0)),
    ("campaign_day", strategy(campaigns=PUSH), plan(HALF), plan((*HALF, (2, "X", "a", 6))), 1, ("X", "Push", 2)),
    ("theme_row", strategy(), plan(HALF), plan((*HALF[:3], (4, "X", "a", 3), (5, "X", "a", 4))), 1, ("X", "a", 5)),
    ("theme_again", strategy(), plan(TURN), plan(ALONE), 5, ("X", "a", 1)),
    ("theme_again", strategy(), plan(TURN), plan(tuple((n, "X", "ab"[n % 2], n) for n in range(6))), 4, ("X", "a", 2)),
    ("off_mission", strategy(), plan(TURN), None, 0, None),
    ("off_mission", strategy(themes=themes(objectives=("sold",))), plan(()), plan(TURN), 6, ("X", "a", 0)),
    ("off_mission", strategy(themes=themes(objectives=("known", "sold"))), plan(TURN), None, 0, None),
    ("same_day", strategy(), plan(((0, "X", "a", 0), (0, "Y", "a", 0))), plan((*SAME[:1], (0, "Y", "b", 1))), 0, None),
    ("same_day", strategy(), plan(((0, "X", "a", 0), (1, "Y", "a", 1))), plan(SAME), 1, ("Y", "a", 0)),
    (
        "same_day",
        strategy(),
        plan(()),
        plan(((0, "X", "a", 0), (3, "X", "a", 1), (3, "Y", "a", 0), (3, "Z", "a", 2))),
        2,
        ("Z", "a", 3),
    ),
    ("day_theme", strategy(), plan(TURN), plan(SAME), 1, ("", "a", 0)),
    ("to_find", strategy(), plan(TURN), plan(TURN, title=""), 0, None),
    ("to_find", strategy(), plan(TURN), plan((*TURN, (6, "Y", "a", 6)), title=""), 1, ("", "a", None)),
    ("to_find", strategy(themes=themes(ideas=("one",))), plan(TURN), plan(TURN, title=""), 3, ("", "a", None)),
]


@pytest.mark.parametrize(("rule", "book", "good", "bad", "count", "where"), CASES)
def test_a_rule_finds_what_it_looks_for_and_nothing_else(
    rule: str, book: Strategy, good: Plan, bad: Plan | None, count: float, where: tuple[str, str, int | None] | None
) -> None:
    book = replace(book, platforms=(*book.platforms, replace(book.platforms[0], platform="Z")))
    assert part(rule, score_plan(book, good)).worst is None
    if bad is None:
        return
    found = part(rule, score_plan(book, bad))
    assert found.count == pytest.approx(count)
    assert found.points == pytest.approx(count * found.weight)
    if where and found.worst:
        platform, name, day = where
        assert (found.worst.platform, found.worst.name) == (platform, name)
        assert found.worst.day == (None if day is None else at(day))
    assert (found.worst is None) is (count == 0)


def test_a_post_with_another_theme_than_before_has_changed() -> None:
    """One that has its theme has not, nor has one where nothing stood."""
    earlier = [Pin("X", at(0), "a"), Pin("X", at(1), "c"), Pin("Y", at(2), "a")]
    found = part("changed", score_plan(strategy(), plan(TURN), earlier=earlier))
    assert (found.count, found.worst) == (1, Fault("X", "b", at(1)))
    assert part("changed", score_plan(strategy(), plan(TURN))).count == 0


def test_every_rule_has_a_case_that_raises_it() -> None:
    assert {rule.key for rule in RULES} == {case[0] for case in CASES if case[4]} | {"changed"}


def test_the_total_is_the_sum_of_the_points_in_the_order_of_the_rules() -> None:
    parts = score_plan(strategy(), plan(ALONE))
    assert [one.rule for one in parts] == [rule.key for rule in RULES]
    assert total_points(parts) == pytest.approx(sum(one.weight * one.count for one in parts))
    assert total_points(parts) > total_points(score_plan(strategy(), plan(TURN)))


def test_what_was_due_before_today_is_no_fault() -> None:
    late = strategy(content=FIXED)
    assert part("piece_missed", score_plan(late, plan(TURN), at(1))).count == 0
    assert part("post_missing", score_plan(late, plan(TURN, asked=9), at(1))).count == 0


def test_the_score_does_not_depend_on_the_order_of_posts() -> None:
    mixed = plan(ALONE + tuple((n, "Y", "abc"[n % 3], 10 + n) for n in range(6)))
    numbers = {subject.number: n for n, subject in enumerate(mixed.subjects)}
    posts = tuple(replace(post, subject=numbers[post.subject]) for post in mixed.posts)
    one = replace(mixed, posts=posts)
    assert score_plan(strategy(), one) == score_plan(strategy(), replace(one, posts=posts[::-1]))


def test_the_worst_place_is_the_largest_then_the_earliest() -> None:
    places = [Fault("Y", "a", at(3)), Fault("X", "b", at(1)), Fault("X", "a", at(1)), Fault("X", "c", None)]
    assert min(places, key=lambda place: place.rank) == places[2]
    assert min([*places, Fault("Z", "z", at(9), 2.0)], key=lambda place: place.rank).platform == "Z"


def test_the_total_is_the_same_with_every_version_of_python() -> None:
    """Ten tenths are one: the built-in sum says so since Python 3.12 only."""
    assert total_points([RuleScore("", 1.0, 0.1, 0.1, None)] * 10) == 1.0
