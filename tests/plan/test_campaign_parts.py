"""A campaign has its part of the posts on each platform, or the finding at its row says what it has, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from campaign_oracles import weighed
from oracles import CountedPlan
from seeds import each_seed
from small_strategies import MONDAY, made, platform, strategy, theme
from test_walkable_path import drawn

from calgen.book.problems import Problem
from calgen.book.words import load_words
from calgen.check import advise, check_plan
from calgen.plan.target.campaign_parts import campaign_posts
from calgen.plan.target.campaigns import joined_campaigns
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.key_dates import KeyDate

F = Fraction
START = MONDAY + timedelta(days=7)
CODES = (
    "campaign_not_carried", "campaign_spaced", "campaign_displaced", "campaign_closed", "campaign_thinned",
    "campaign_beyond",
)  # fmt: skip


def push(
    name: str = "Soldes", *themes: str, after: int = 0, days: int = 14, share: str = "1/2", extra: int = 0
) -> Campaign:
    first = START + timedelta(days=after)
    return Campaign(campaign=name, start=first, end=first + timedelta(days=days - 1), themes=themes or ("Prix",),
                    share=F(share), extra=F(extra))  # fmt: skip


def case(*campaigns: Campaign, count: str = "7", spacing: int = 0, **more: object) -> Strategy:
    themes = [theme("Prix", spacing=spacing), *(theme(name) for name in ("Un", "Deux", "Trois"))]
    return replace(strategy(platform(count=count), *themes, weeks=6), campaigns=campaigns, **more)  # type: ignore[arg-type]


def asked(one: Strategy, found: CountedPlan) -> tuple[float, float, float]:
    """What the campaigns ask of the blog, of the posts that there are, and with room for them."""
    (row,), last = one.platforms, MONDAY + timedelta(weeks=6, days=-1)
    part = campaign_posts(one, TargetPath(one), row, one.campaigns, (MONDAY, last), [p.day for p in found.posts])
    return part.asked, part.on_posts, part.due


def told(found: CountedPlan) -> list[Problem]:
    return [problem for problem in found.problems if problem.code in CODES]


@pytest.mark.parametrize(
    ("campaign", "count", "posts"),
    [
        (push(share="1/2"), "7", 7),
        (push(share="1/4", extra=1), "4", 4),  # a quarter of eight posts, and one more each week
        (push(days=7, share="1"), "3", 3),
    ],
)
def test_the_posts_that_a_campaign_asks(campaign: Campaign, count: str, posts: int) -> None:
    one = case(campaign, count=count)
    found = made(one)
    assert asked(one, found) == pytest.approx((posts, posts, posts), abs=0.6)
    assert told(found) == []


def test_campaigns_that_share_a_theme_and_days_are_counted_together() -> None:
    first, second = push("A", "Prix", "Un"), push("B", "Un", "Deux", after=5)
    third, fourth = push("C", "Trois", after=5), push("D", "Deux", after=30)
    (row,) = case().platforms
    groups = [{one.campaign for one in group} for group in joined_campaigns((first, second, third, fourth), row)]
    assert groups == [{"A", "B"}, {"C"}, {"D"}]


@pytest.mark.parametrize(
    "more",
    [
        {"days": (0, 3), "max_per_day": 2},  # two days with two posts each, where ten posts a week are asked
        {"days": (5, 6)},  # both closed: the posts stand on the other days
    ],
)
def test_a_campaign_has_its_part_of_the_posts_that_there_are(more: dict[str, Any]) -> None:
    """Its theme has room for a post on each day that the platform has, not on those that the cadence would ask."""
    closed = (5, 6) if more["days"] == (5, 6) else ()
    one = replace(case(push(share="1/2", days=28), count="10"), platforms=(platform(count="10", **more),))
    found = made(replace(one, settings=replace(one.settings, closed_days=closed)))
    last = START + timedelta(days=27)
    there = [post for post in found.posts if START <= post.day <= last]
    own = [post for post in there if post.theme == "Prix"]
    assert len(own) >= min(len(there) / 2, len({post.day for post in there})) - 1
    assert len({post.day for post in own}) == len(own)


def test_a_campaign_with_no_theme_on_a_platform_takes_nothing_from_the_others() -> None:
    """What the other campaign asks there is counted without it, as the posts are."""
    absent = replace(push("Ailleurs", "Loin", extra=3), share=F(1))
    rows = case(push(share="1/2", days=14), absent)
    one = replace(rows, themes=(*rows.themes, theme("Loin", platforms=("Radio",))))
    part = campaign_posts(
        one, TargetPath(one), one.platforms[0], one.campaigns[:1], (MONDAY, START + timedelta(days=30)),
        [START + timedelta(days=n) for n in range(14)],
    )  # fmt: skip
    assert part.on_posts == pytest.approx(7)


def test_a_spacing_is_told_with_the_posts_asked() -> None:
    found = made(case(push(), spacing=14))
    (problem,) = told(found)
    assert (problem.code, problem.values["n"], problem.values["asked"]) == ("campaign_spaced", 1, 7.0)
    words = load_words("en").message(problem)[0]
    assert words.startswith("Soldes, from start to end: 1 post on Blog of the 7 asked. Its themes (Prix) leave no room")


@pytest.mark.parametrize("spacing", [0, 14])
def test_a_platform_without_the_themes_is_told_as_the_cause(spacing: int) -> None:
    """Neither spacing nor days would help there; the platforms of a theme do."""
    rows = case(push(), spacing=spacing)
    away = replace(rows, themes=(replace(rows.themes[0], platforms=("Radio",)), *rows.themes[1:]))
    (problem,) = told(made(away))
    assert (problem.code, problem.values["n"], problem.values["asked"]) == ("campaign_not_carried", 0, 7.0)
    mended = replace(rows, themes=(replace(rows.themes[0], platforms=("Radio", "Blog")), *rows.themes[1:]))
    assert "campaign_not_carried" not in [problem.code for problem in told(made(mended))]


def test_closed_days_are_told() -> None:
    quiet = tuple(KeyDate(name=f"Deuil {n}", date=START + timedelta(days=n), treatment="quiet") for n in range(13))
    (problem,) = told(made(case(push(), key_dates=quiet)))
    assert (problem.code, problem.values["asked"]) == ("campaign_closed", 7.0)


def test_one_finding_names_all_platforms() -> None:
    one = case(push(), spacing=14)
    many = replace(one, platforms=tuple(platform(f"P{n}", "7") for n in range(8)))
    (problem,) = told(made(many))
    assert len(load_words("en").message(problem)[0].split(" of 7")) == 5  # four platforms beside the worst one
    assert "and 3 more" in load_words("en").message(problem)[0]
    assert "et 3 de plus" in load_words("fr").message(problem)[0]


@pytest.mark.parametrize(("shares", "total"), [(("1/2", "1/2"), None), (("3/5", "1/2"), F(11, 10)), (("1", "1"), F(2))])
def test_campaigns_that_ask_more_than_all_posts_are_told_before_any_plan(
    shares: tuple[str, str], total: Fraction | None
) -> None:
    one = case(push("A", "Prix", share=shares[0]), push("B", "Un", share=shares[1], after=5))
    found = [problem for problem in advise(one, MONDAY) if problem.code == "campaigns_beyond_all"]
    assert [problem.values["total"].value for problem in found] == ([total] if total else [])  # type: ignore[attr-defined]
    if found:
        days = (START + timedelta(days=5), START + timedelta(days=13))
        assert (found[0].values["begins"], found[0].values["ends"]) == days
        assert found[0].values["campaigns"] == ("A", "B")


@pytest.mark.parametrize(("share", "told_by"), [("1/2", "campaigns_overlap"), ("3/5", "campaigns_beyond_all")])
def test_two_campaigns_at_once_are_told_by_one_finding(share: str, told_by: str) -> None:
    """That they ask for more than all posts says already that they run at once."""
    one = case(push("A", "Prix", share=share), push("B", "Un", share="1/2", after=5))
    codes = {problem.code for problem in advise(one, MONDAY)}
    assert codes & {"campaigns_overlap", "campaigns_beyond_all"} == {told_by}


@each_seed(10, 80)
def test_a_campaign_has_its_part_within_a_post_or_it_is_told(seed: int) -> None:
    """Counted from the cells and the posts: `share` of the posts of its days that are not extra, and the extra ones."""
    one = drawn(seed)
    found = made(one)
    names = {str(name) for problem in told(found) for name in problem.values["campaigns"]}  # type: ignore[attr-defined]
    for row in one.campaigns:
        alone = not any(other != row and _overlaps(row, other) for other in one.campaigns)
        for place in one.platforms if alone else ():
            if not any(weighed(found, name, place.platform) for name in row.themes):
                continue
            days = [post.day for post in found.posts if post.platform == place.platform and _runs(row, post.day)]
            weekly = place.cadence.weekly()
            part = (row.share * weekly + row.extra) / (weekly + row.extra)
            own = sum(
                post.theme in row.themes
                for post in found.posts
                if post.platform == place.platform and _runs(row, post.day)
            )
            assert abs(own - part * len(days)) <= 1 or row.campaign in names, (row, place.platform, own, days)


def _overlaps(row: Campaign, other: Campaign) -> bool:
    return row.start <= other.end and other.start <= row.end


def _runs(row: Campaign, day: date) -> bool:
    return row.start <= day <= row.end


def _displaced_by(kind: str) -> str:
    """The cause that is told of a campaign whose days have posts of other themes alone: settled, elsewhere or free."""
    one = case(push(share="1"), count="4")
    one = replace(one, platforms=(*one.platforms, platform("Autre", count="4")))
    found = made(one).plan
    settled, elsewhere = kind == "settled", kind == "elsewhere"
    posts = [
        replace(post, theme="Un", campaign="", kept_id="P0001" if settled else "")
        if post.platform == "Blog"
        else replace(post, theme="Prix" if elsewhere else "Deux", campaign="")
        for post in found.posts
    ]
    if elsewhere:
        other = next(post for post in posts if post.platform == "Autre")
        posts += [replace(other, day=post.day) for post in posts if post.platform == "Blog"]
    posts.sort(key=lambda post: post.sort_key)
    problems = check_plan(one, replace(found, posts=tuple(posts)), MONDAY)
    told = {str(row.values["platform"]): row.values["cause"] for row in problems if row.code == "campaign_displaced"}
    cause = told.get("Blog") or told.get("Autre")  # the worst of the platforms with one cause is named
    return cause.path[-1] if cause else ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["settled", "elsewhere", "free"])
def test_what_displaces_a_campaign_is_what_stands_there(kind: str) -> None:
    """Free posts are not said to be settled ones."""
    assert _displaced_by(kind) == f"displaced_cause_{kind}"
