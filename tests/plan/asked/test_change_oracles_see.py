"""Each oracle of a re-plan sees a violation that is planted in the plan after a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

import change_rules
import plants
import plants_named
import pytest
from asked_plan import AskedPlan
from change_rules import REPLAN_PROMISES, ReplanOracle
from changes_asked import Replan, replan
from seeds import few_of

from calgen.plan.model import Post, TitleSource

Plant = Callable[[AskedPlan], "AskedPlan | None"]
SEEDS = range(40)
case_of = cache(replan)


def _coming(made: AskedPlan, **fields: object) -> AskedPlan:
    """The plan with every post to come changed."""
    return _where(made, lambda post: not post.kept_id and post.day >= made.today, **fields)


def _where(made: AskedPlan, chosen: Callable[[Post], bool], **fields: object) -> AskedPlan:
    posts = [replace(post, **fields) if chosen(post) else post for post in made.plan.posts]  # type: ignore[arg-type]
    return plants.with_posts(made, posts)


def _other_maker(made: AskedPlan) -> AskedPlan:
    return _coming(made, owner="Zoé")


def _past_moved(made: AskedPlan) -> AskedPlan:
    posts = [replace(post, day=post.day - timedelta(days=1)) if post.kept_id else post for post in made.plan.posts]
    return plants.with_posts(made, posts)


def _all_moved(made: AskedPlan) -> AskedPlan:
    posts = [post if post.kept_id else replace(post, day=post.day + timedelta(days=1)) for post in made.plan.posts]
    return plants.with_posts(made, posts)


def _without_late_campaign(made: AskedPlan) -> AskedPlan:
    themes = {name for row in made.strategy.campaigns if row.campaign == "Opération neuve" for name in row.themes}
    other = next(row.theme for row in made.strategy.themes if row.theme not in themes)
    return _where(made, lambda post: post.theme in themes, theme=other, campaign="")


def _late_without_ideas(made: AskedPlan) -> AskedPlan | None:
    theme = made.themes["Thème neuf"].theme
    subjects = tuple(
        replace(row, title_source=TitleSource.NONE, campaign="") if row.theme == theme else row
        for row in made.plan.subjects
    )
    return replace(made, plan=replace(made.plan, subjects=subjects), problems=())


def _late_without_posts(made: AskedPlan) -> AskedPlan:
    return plants.with_posts(made, [post for post in made.plan.posts if post.theme != "Thème neuf"])


def _with_gone(made: AskedPlan) -> AskedPlan:
    return _coming(made, owner="Personne d'avant")


PLANTS: dict[str, tuple[str, Plant]] = {
    "still_typed_days": ("weight raised by one", plants.off_weekday),
    "still_typed_hours": ("hours", plants.off_hours),
    "still_evergreen_rest": ("weight raised by one", plants.too_soon_again),
    "still_season": ("season ended", plants.out_of_season),
    "still_spacing": ("spacing raised", plants.too_near),
    "still_maximum": ("maximum lowered", plants.too_many_a_day),
    "still_closed_days": ("days", plants.on_a_closed_day),
    "still_cadence": ("cadence", plants.half_of_the_posts),
    "still_days_off": ("days off", plants.on_a_day_off),
    "still_quiet_days": ("days", plants_named.on_a_quiet_day),
    "still_working_hours": ("hours", plants.all_in_a_week),
    "campaigns_get_their_part": ("campaign late", _without_late_campaign),
    "settled_posts_stay": ("days", _past_moved),
    "what_stays_keeps_its_maker": ("weight raised by one", _other_maker),
    "others_stay": ("platform added", _all_moved),
    "pieces_stay": ("hours", _all_moved),
    "late_ideas_first": ("theme late", _late_without_ideas),
    "late_theme_has_its_part": ("theme late", _late_without_posts),
    "leavers_make_nothing": ("a person leaves", _with_gone),
    "renamed_theme_keeps_posts": ("theme renamed", _all_moved),
    "language_moves_nothing": ("language changed", _all_moved),
}


def test_every_promise_has_its_plant() -> None:
    assert set(PLANTS) == {oracle.__name__ for oracle in REPLAN_PROMISES}


@pytest.mark.parametrize("oracle", few_of(REPLAN_PROMISES, 7, every=3), ids=lambda oracle: oracle.__name__)
def test_a_planted_violation_is_seen(oracle: ReplanOracle) -> None:
    """In one of the first plans in which it can be planted, and in most of them."""
    change, plant = PLANTS[oracle.__name__]
    seen = tried = 0
    for seed in SEEDS:
        case = _case(seed, change)
        planted = plant(case.after) if case else None
        if case and planted:
            tried += 1
            seen += bool(set(oracle(replace(case, after=planted))) - set(oracle(case)))
        if seen:
            break
    assert seen, f"not seen in {tried} plans"


def _case(seed: int, change: str) -> Replan | None:
    """A re-plan; for what only a workbook can show, the plan after another change takes its place."""
    if change == "language changed":
        found = case_of(seed, "hours")
        return replace(found, change=change) if found else None
    if change != "theme renamed":
        return case_of(seed, change)
    found = case_of(seed, "hours")
    return replace(found, change=change, theme=found.before.strategy.themes[0].theme) if found else None


def test_the_changes_that_move_nothing_are_changes() -> None:
    assert set(change_rules.FEW_MOVE) | set(change_rules.NOTHING_MOVES) >= {change for change, _ in PLANTS.values()}
