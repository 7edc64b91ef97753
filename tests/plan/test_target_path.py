"""The target path: shares, overrides, seasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from small_strategies import MONDAY, platform, strategy, theme

from calgen.check import check_plan
from calgen.figures.asked import remembered
from calgen.figures.counted_calendar import count_plan
from calgen.plan import plan
from calgen.plan.target import target_path
from calgen.plan.target.content_mix import ordered_categories, platform_mix
from calgen.plan.target.raking import rake_weights
from calgen.plan.target.target_path import TargetPath, _total
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.mix import MixShare

F = Fraction
THREE = tuple(theme(f"Sur {name}", name) for name in ("promote", "curate", "interact"))


def own(one: Strategy, **shares: str) -> Strategy:
    rows = tuple(MixShare(category=name, share=F(part), platform="Blog") for name, part in shares.items())
    return replace(one, mix=one.mix + rows)


def test_the_shares_for_all() -> None:
    one = strategy(*THREE, shares="1/2 1/3 1/6")
    assert platform_mix(one, "Blog") == {"promote": F(1, 2), "curate": F(1, 3), "interact": F(1, 6)}


def test_a_platforms_own_replaces_that_category_and_the_others_scale() -> None:
    one = own(strategy(*THREE, shares="1/2 1/3 1/6"), promote="1/4")
    assert platform_mix(one, "Blog") == {"promote": F(1, 4), "curate": F(1, 2), "interact": F(1, 4)}
    assert platform_mix(one, "Ailleurs") == {"promote": F(1, 2), "curate": F(1, 3), "interact": F(1, 6)}


def test_a_platform_of_one_category() -> None:
    assert platform_mix(own(strategy(*THREE, shares="1/2 1/3 1/6"), interact="1"), "Blog") == {
        "interact": 1,
        "promote": 0,
        "curate": 0,
    }


def test_a_category_out_of_season_leaves_its_part_to_the_others() -> None:
    rows = (THREE[0], THREE[1], theme("Noël", "interact", start=date(2027, 12, 1)))
    path = TargetPath(strategy(*rows, shares="1/2 1/4 1/4"))
    assert dict(path.at("Blog", MONDAY).categories) == {"promote": 2 / 3, "curate": 1 / 3}
    assert dict(path.at("Blog", date(2027, 12, 1)).categories) == {"promote": 0.5, "curate": 0.25, "interact": 0.25}


def test_themes_follow_their_weights_within_their_category() -> None:
    rows = (theme("Un", weight=F(3)), theme("Deux"), theme("Trois", "curate"))
    share = TargetPath(strategy(*rows, shares="4/5 1/5")).at("Blog", MONDAY)
    assert {name: round(part, 9) for name, part in share.themes.items()} == {"Un": 0.6, "Deux": 0.2, "Trois": 0.2}


def test_a_theme_that_formats_forbid_has_no_part() -> None:
    rows = (theme("Un", formats=("Photo",)), theme("Deux"), platform(formats=("Article",)))
    assert set(TargetPath(strategy(*rows)).at("Blog", MONDAY).themes) == {"Deux"}


def test_the_thirds_stand_first() -> None:
    one = strategy(theme("Un", "Atelier"), *THREE, shares="1")
    assert ordered_categories(one) == ("promote", "curate", "interact", "Atelier")


def test_a_campaign_that_asks_for_nothing_leaves_the_mix_where_it_has_all_themes() -> None:
    names = ("Un", "Deux")
    push = Campaign(campaign="Rien", start=MONDAY, end=MONDAY, themes=names, share=F(0))
    one = replace(strategy(*(theme(name) for name in names)), campaigns=(push,))
    assert TargetPath(one).at("Blog", MONDAY).themes == {"Un": 0.5, "Deux": 0.5}


def test_weights_are_added_from_left_to_right() -> None:
    """Otherwise the last digit of a part, and the plan by it, would depend on the version of Python."""
    assert _total([0.1] * 10) == 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 != 1.0


def test_every_day_between_two_days_of_change_has_the_share_of_the_first() -> None:
    campaigns = tuple(
        Campaign(campaign=f"Campaign of {days} days", start=MONDAY + timedelta(days=after), stage=stage,
                 end=MONDAY + timedelta(days=after + days - 1), themes=("Un",), share=F(1, 2), extra=F(days % 2))
        for after, days, stage in ((0, 1, ""), (3, 2, ""), (10, 3, ""), (14, 9, ""), (30, 21, ""), (35, 8, "desire"))
    )  # fmt: skip
    rows = (
        theme("Un", stage="desire"),
        theme("Deux", stage="action", end=MONDAY + timedelta(days=20)),
        theme("Trois", "curate", start=MONDAY + timedelta(days=5), end=date.max),
        theme("Quatre", "curate", start=date.min),
    )
    one = replace(strategy(*rows, shares="1/2 1/2"), campaigns=campaigns)
    path = TargetPath(one)
    for day in (date.min, *(MONDAY + timedelta(days=after) for after in range(-3, 70)), date.max):
        assert path.at("Blog", day) == path._share_on("Blog", day), day


def with_campaign() -> Strategy:
    """A strategy whose campaign asks for more than the spacing of its theme leaves room for."""
    push = Campaign(campaign="push", start=MONDAY, end=MONDAY + timedelta(days=20), themes=("A",), share=Fraction(1, 2))
    rows = (platform("p", "5"), platform("q", "2"), theme("A", spacing=9), theme("B"), theme("C", "curate"))
    one = strategy(*rows, shares="1/2 1/2")
    return replace(one, campaigns=(push,))


def test_a_path_for_other_posts_is_that_of_a_new_one() -> None:
    days = {"p": [MONDAY.toordinal() + n for n in (0, 2, 4, 7, 9, 11)], "q": [MONDAY.toordinal() + 3]}
    one = with_campaign()
    path = TargetPath(one)
    late = [MONDAY + timedelta(days=n) for n in range(0, 28, 3)]
    before = [path.at(name, day) for name in days for day in late]
    found, new = path.with_posts(days), TargetPath(one, post_days=days)
    assert [found.at(name, day) for name in days for day in late] == [
        new.at(name, day) for name in days for day in late
    ]
    assert found.at("p", MONDAY) != path.at("p", MONDAY)
    assert [path.at(name, day) for name in days for day in late] == before
    assert found.with_posts(dict(days)) is found
    plain = TargetPath(replace(one, campaigns=()))
    assert plain.with_posts(days) is plain


def test_a_plan_its_findings_and_its_figures_compute_one_path(monkeypatch: pytest.MonkeyPatch) -> None:
    computed = list[Strategy]()

    def counted(strategy: Strategy, *others: Any) -> Any:
        computed.append(strategy)
        return rake_weights(strategy, *others)

    monkeypatch.setattr(target_path, "rake_weights", counted)
    one = with_campaign()
    found = plan(one, (), MONDAY)
    check_plan(one, found, MONDAY)
    calendar = count_plan(one, found)
    assert calendar.target.themes
    assert remembered(one, found, calendar.asked_before, MONDAY)
    assert len(computed) == 1
    other = replace(one, campaigns=())
    assert found.path_of(other) is None
    assert count_plan(other, found).target != calendar.target
