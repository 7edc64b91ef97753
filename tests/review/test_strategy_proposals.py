"""What the effects propose to change: bounded, few, with the cell that would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from review_rows import TODAY, campaign, platform, row, strategy, theme

from calgen.book.problems import Place
from calgen.book.values import Hours
from calgen.learn.shrinkage import LevelEffect
from calgen.review.effect_review import LearnedPosts, learned_posts
from calgen.review.model import EffectReview, Proposal
from calgen.review.neutral_texts import hours_text, neutral_text, number_text
from calgen.review.strategy_proposals import hours, strategy_proposals, weights
from calgen.strategy import Strategy, tab


def effect(name: str, size: float, chance: float, count: int = 9, **more: object) -> EffectReview:
    found = EffectReview("theme", "promote", LevelEffect(name, count, size, size, size - 1, size + 1, chance))
    return replace(found, **more)  # type: ignore[arg-type]


def themes(*weights_: str, category: str = "promote", names: str = "ABCDEFGH") -> Strategy:
    own = (theme(name, category, row, weight=Fraction(weight))
           for row, (name, weight) in enumerate(zip(names, weights_, strict=False), 2))  # fmt: skip
    return strategy(themes=tuple(own))


def test_a_weight_moves_by_a_quarter_at_most() -> None:
    clear = [effect("A", 0.9, 0.97), effect("B", -0.1, 0.4), effect("C", -0.9, 0.03)]
    found = weights(themes("2", "2", "2"), clear, TODAY)
    assert [(p.name, p.before, p.after, p.place) for p in found] == [
        ("A", "2", "2.5", Place("Themes", "D2")),
        ("C", "2", "1.5", Place("Themes", "D4")),
    ]
    assert {(p.kind, p.tab, p.column, p.group) for p in found} == {("theme_weight", "themes", "weight", "promote")}
    assert found[0].key == "theme_weight|A|promote|2|2.5"


def test_nothing_is_proposed_of_what_is_not_clear() -> None:
    own = themes("2", "2", "2")
    few = [effect("A", 0.9, 0.97, count=2), effect("B", 0.3, 0.79), effect("C", -0.3, 0.21)]
    assert weights(own, few, TODAY) == ()
    together = [effect("A", 0.9, 0.97, inseparable=("moment", "evening weekday"))]
    assert weights(own, together, TODAY) == ()
    assert weights(own, [effect("Z", 0.9, 0.97)], TODAY) == ()  # a theme that only old posts have


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(date(2027, 3, 1), date(2027, 3, 30), True), (date(2027, 3, 1), TODAY, False), (TODAY, TODAY, False)],
)
def test_a_theme_of_a_running_campaign_stays(start: date, end: date, found: bool) -> None:
    own = replace(themes("2", "2"), campaigns=(campaign(start=start, end=end, themes=("A",)),))
    assert bool(weights(own, [effect("A", 0.9, 0.97)], TODAY)) == found


def test_at_most_three_themes_the_surest_first() -> None:
    others = themes(*"2222", category="curate", names="EFGH").themes
    own = replace(themes(*"2222"), themes=(*themes(*"2222").themes, *others))
    groups = {"A": "promote", "B": "promote", "E": "curate", "F": "curate"}
    found = [effect(name, 0.9, 0.9 + n / 100, group=group) for n, (name, group) in enumerate(groups.items())]
    assert [p.name for p in weights(own, found, TODAY)] == ["F", "E", "B"]


def test_a_season_that_is_over_has_no_weight_to_change() -> None:
    own = strategy(themes=(theme("A", weight=Fraction(2), end=date(2027, 3, 1)), theme("B", weight=Fraction(2))))
    assert weights(own, [effect("A", 0.9, 0.97)], TODAY) == ()


def evening_posts(**more: object) -> LearnedPosts:
    """Three of four posts at nine, the others in the evening, which does three times as well."""
    rows = [
        row(n, "AB"[n % 2], hour=time(18 + n % 3, 15) if n % 4 == 1 else time(9), conversions=90 if n % 4 == 1 else 30)
        for n in range(80)
    ]
    return learned_posts(strategy(), [replace(r, **more) for r in rows], TODAY)  # type: ignore[arg-type]


def moment(level: str, chance: float = 0.95, size: float = 0.8, **more: Any) -> EffectReview:
    return effect(level, size, chance, factor="moment", group="Facebook", **more)


def test_hours_gain_the_best_part_of_the_day_and_keep_theirs() -> None:
    (found,) = hours(strategy(), [moment("evening weekday"), moment("late_morning weekday", 0.9, 0.1)], evening_posts())
    assert (found.before, found.after) == ("09:00-11:00", "09:00-11:00, 18:15-20:15")
    assert (found.kind, found.tab, found.name, found.column) == ("hours", "platforms", "Facebook", "hours")
    assert found.place == Place("Platforms", "I2")


def test_blank_hours_gain_those_in_use_too() -> None:
    own = strategy(platforms=(platform(hours=()),))
    (found,) = hours(own, [moment("evening weekday")], evening_posts())
    assert (found.before, found.after) == ("", "09:00-12:00, 18:15-20:15")  # the usual ones of Facebook


def test_hours_that_are_there_already_are_not_proposed() -> None:
    own = strategy(platforms=(platform(hours=(Hours(time(9), time(9)), Hours(time(18), time(21)))),))
    assert hours(own, [moment("evening weekday")], evening_posts()) == ()
    assert hours(strategy(), [moment("evening weekday", 0.79)], evening_posts()) == ()
    assert hours(strategy(), [moment("evening weekday", count=2)], evening_posts()) == ()
    assert hours(strategy(), [moment("evening weekday", inseparable=("theme", "A"))], evening_posts()) == ()
    assert hours(strategy(), [moment("evening weekday")], evening_posts(platform="Instagram")) == ()


def test_values_are_read_in_every_language() -> None:
    assert [number_text(Fraction(n, 4)) for n in (1, 4, 5, 10)] == ["0.25", "1", "1.25", "2.5"]
    columns = {column.key: column for key in ("themes", "mix", "platforms") for column in tab(key).columns}
    spans = (Hours(time(9), time(9)), Hours(time(12), time(14)))
    texts = {
        "weight": (Fraction(5, 4), "1.25"),
        "share": (Fraction(2, 5), "40 %"),
        "hours": (spans, "09:00, 12:00-14:00"),
    }
    assert {key: neutral_text(value, columns[key]) for key, (value, _) in texts.items()} == {
        key: text for key, (_, text) in texts.items()
    }
    assert neutral_text(None, columns["weight"]) == neutral_text((), columns["hours"]) == ""
    assert hours_text([Hours(time(9), time(11, 30)), Hours(time(18, 15), time(18, 15))]) == "09:00-11:30, 18:15"


def test_the_key_names_the_change() -> None:
    one = Proposal("hours", "platforms", "Facebook", "hours", Place("Platforms", "I2"), "09:00", "09:00, 18:00", None)
    assert one.key == replace(one, place=Place("Platforms", "I9")).key
    assert one.key != replace(one, after="09:00, 19:00").key


def test_a_cell_that_was_adapted_waits_for_new_results() -> None:
    own = themes("2", "2", "2")
    clear = [effect("A", 0.9, 0.97), effect("C", -0.9, 0.03), moment("evening weekday")]
    posts = evening_posts()

    def proposed(*cells: tuple[str, str, str], days: int = 83) -> list[str]:
        adapted = {cell: TODAY - timedelta(days=days) for cell in cells}
        return [made.name for made in strategy_proposals(own, clear, posts, (), TODAY, adapted)]

    assert proposed() == ["A", "C", "Facebook"]
    assert proposed(("themes", "A", "weight")) == ["C", "Facebook"]
    assert proposed(("platforms", "Facebook", "hours")) == ["A", "C"]
    others = [("themes", name, "weight") for name in "XYZ"]
    assert proposed(*others[:2]) == ["A", "Facebook"]  # three themes at most in that time
    assert proposed(*others) == ["Facebook"]
    assert proposed(("themes", "A", "weight"), days=84) == ["A", "C", "Facebook"]
