"""A bound of the whole score on given slots: the rules of `themes.rules` as a CP-SAT model, without grouping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import floor
from typing import Any

from benchmarks.peers import Slots
from benchmarks.reference_mix import (
    SCALE,
    Row,
    Solution,
    bound_gaps,
    by_category,
    chains,
    cp_model,
    placed_windows,
    solve,
    sum_by_cp_sat,
    theme_of,
    windows,
)
from calgen.plan.themes.limits import REPEAT_WINDOW, THEME_OVERALL_LIMIT, THEME_PLATFORM_LIMIT
from calgen.plan.themes.rules import RULES
from calgen.strategy.networks import network

SLACK = 0.02  # points: more than the rounding to SCALE can hide
EFFORT = 30.0  # seconds of deterministic time: some minutes of a loaded core
BOUNDS = (
    "lb_tree_search",
    "objective_lb_search",
    "reduced_costs",
    "max_lp",
)  # the search strategies that raise a bound
EFFORT_ALONE = 4.0  # for each platform by itself
LIFE = 14  # days of a subject, from its first post
STRIDE = 1000
WEIGHT = {rule.key: int(rule.weight) for rule in RULES}


@dataclass(frozen=True, slots=True)
class _Model:
    """The choice of a theme for every post: the variables by theme, and by category."""

    solver: Any
    slots: Slots
    chosen: Sequence[Row]
    grouped: Sequence[Row]

    @classmethod
    def of(cls, slots: Slots) -> _Model:
        model = cp_model.CpModel()
        category_of = {theme.theme: theme.category for theme in slots.strategy.themes}
        chosen: list[dict[str, Any]] = [{name: model.new_bool_var("") for name in parts} for parts in slots.parts]
        for at, row in enumerate(chosen):
            model.add_exactly_one(row.values())
            for name, here in row.items():
                model.add_hint(here, name == slots.posts[at].theme)
            if at in slots.fixed:
                model.add(row[slots.fixed[at].theme] == 1)
        return cls(model, slots, chosen, [_categories(model, row, category_of) for row in chosen])


def score_by_cp_sat(slots: Slots) -> Solution:
    """The least score without grouping: a bound for every plan on these slots with the pieces that calgen placed.

    First the mix is solved by itself, then each platform. The bounds proved there are given to the whole model, which
    does not find them alone.
    """
    mix = sum_by_cp_sat(slots)
    one = _Model.of(slots)
    farthest, total = [], []
    for platform, places in chains(slots).items():
        worst, terms = _order_terms(one, platform, places)
        if platform:
            alone = _alone(slots, places).bound
            one.solver.add(sum(terms) >= floor(SCALE * alone))
        farthest.append(worst)
        total += terms
    one.solver.add(sum(farthest) >= floor(SCALE * mix.bound))
    total += [*_share_terms(one), *_missed_terms(one)]
    find, free = _find_term(one)
    one.solver.minimize(sum(total) + WEIGHT["to_find"] * SCALE * find)
    return solve(one.solver, EFFORT, SCALE, -WEIGHT["to_find"] * free, SLACK, BOUNDS)


def _alone(slots: Slots, places: Sequence[int]) -> Solution:
    """The least points of a platform's own rules, whatever the other platforms have."""
    fixed = {n: slots.fixed[at] for n, at in enumerate(places) if at in slots.fixed}
    posts, parts = tuple(slots.posts[at] for at in places), tuple(slots.parts[at] for at in places)
    one = _Model.of(replace(slots, posts=posts, fixed=fixed, parts=parts))
    _, terms = _order_terms(one, posts[0].platform, range(len(places)))
    one.solver.minimize(sum(terms) + sum(_missed_terms(one)))
    return solve(one.solver, EFFORT_ALONE, SCALE, 0.0)


def _order_terms(one: _Model, platform: str, places: Sequence[int]) -> tuple[Any, list[Any]]:
    """The farthest category of an order, and all that its rules cost."""
    _spaced(one, places if platform else ())
    worst, terms = _spread_terms(one, platform, places)
    if platform:
        terms += [*_again_terms(one, places), *_mission_terms(one, places)]
    return worst, terms


def _spread_terms(one: _Model, platform: str, places: Sequence[int]) -> tuple[Any, list[Any]]:
    """`mix_platform` or `mix_overall`, and `theme_drift`."""
    parts = by_category(one.slots)
    most = len(parts) * SCALE
    worst, drift = one.solver.new_int_var(0, most, ""), one.solver.new_int_var(0, most, "")
    bound_gaps(one.solver, one.grouped, parts, places, worst)
    free = round(SCALE * (THEME_PLATFORM_LIMIT if platform else THEME_OVERALL_LIMIT))
    bound_gaps(one.solver, one.chosen, one.slots.parts, places, drift + free)
    return worst, [WEIGHT["mix_platform" if platform else "mix_overall"] * worst, WEIGHT["theme_drift"] * drift]


def _categories(model: Any, row: Row, category_of: Mapping[str, str]) -> dict[str, Any]:
    """A variable for each category of a post: whether one of its themes stands there."""
    themes = defaultdict(list)
    for theme, here in row.items():
        themes[category_of[theme]].append(here)
    found = {name: model.new_bool_var("") for name in themes}
    for name, those in themes.items():
        model.add(sum(those) == found[name])
    return found


def _share_terms(one: _Model) -> Iterable[Any]:
    for name in sorted({name for row in one.slots.parts for name in row}):
        wanted = round(SCALE * sum(row.get(name, 0.0) for row in one.slots.parts))
        gap = one.solver.new_int_var(0, len(one.chosen) * SCALE, "")
        got = SCALE * sum(row[name] for row in one.chosen if name in row)
        one.solver.add(gap >= got - wanted)
        one.solver.add(gap >= wanted - got)
        yield WEIGHT["theme_share"] * gap


def _again_terms(one: _Model, places: Sequence[int]) -> Iterable[Any]:
    for n, at in enumerate(places):
        again = one.solver.new_bool_var("")
        for before in places[max(0, n - REPEAT_WINDOW + 1) : n]:
            for name in set(one.chosen[at]) & set(one.chosen[before]):
                one.solver.add(again >= one.chosen[at][name] + one.chosen[before][name] - 1)
        yield WEIGHT["theme_again"] * SCALE * again


def _mission_terms(one: _Model, places: Sequence[int]) -> Iterable[Any]:
    themes = {each.theme: set(each.objectives) for each in one.slots.strategy.themes}
    platforms = {each.platform: set(each.objectives) for each in one.slots.strategy.platforms}
    for at in places:
        own, row = platforms[one.slots.posts[at].platform], one.chosen[at]
        off = [here for name, here in row.items() if themes[name] and not themes[name] & own]
        if off:
            yield WEIGHT["off_mission"] * SCALE * sum(off)


def _missed_terms(one: _Model) -> Iterable[Any]:
    """A piece with a window is told by one of its posts or missed; a post tells one piece."""
    at_place = defaultdict(list)
    placed, slots = placed_windows(one.slots), one.slots
    for title, places in windows(slots).items():
        told = {at: one.solver.new_bool_var("") for at in places}
        missed = one.solver.new_bool_var("")
        first = next((at for at in places if slots.plan.subjects[slots.posts[at].subject].piece == title), None)
        if title in placed:
            one.solver.add(missed == 0)
        one.solver.add_hint(missed, first is None)
        one.solver.add_exactly_one([*told.values(), missed])
        for at, here in told.items():
            one.solver.add_hint(here, at == first)
            one.solver.add_implication(here, one.chosen[at][theme_of(slots, title)])
            at_place[at].append(here)
        yield WEIGHT["piece_missed"] * SCALE * missed
    for several in at_place.values():
        one.solver.add_at_most_one(several)


def _find_term(one: _Model) -> tuple[Any, int]:
    """The fewest subjects without a title that the posts need, and the number that `to_find` takes off.

    A subject is told once on each platform, within `LIFE` days. So the posts of a theme on one platform within some
    days, and those on another platform after the life of all of these, need as many subjects, minus those of pieces.
    """
    slots, chosen = one.slots, one.chosen
    untold = []
    days = sorted({post.day for post in slots.posts})
    moments = [*days[::STRIDE], days[-1] + timedelta(days=1)]
    for theme in slots.strategy.themes:
        asked = [one.solver.new_int_var(0, len(chosen), "") for _ in moments]  # by what stands before each moment
        for end, here in zip(moments, asked, strict=True):
            for start in (moment for moment in moments if moment < end):
                alive = [m for m, moment in enumerate(moments) if (start - moment).days >= LIFE]
                before = asked[alive[-1]] if alive else 0
                for platform, places in chains(slots).items():
                    own = [chosen[at] for at in places if start <= slots.posts[at].day < end]
                    count = sum(row[theme.theme] for row in own if theme.theme in row)
                    if platform:
                        free = _outings(slots, theme.theme, platform, start, end)
                        one.solver.add(here >= before + count - free)
        untold.append(one.solver.new_int_var(0, len(chosen), ""))
        one.solver.add(untold[-1] >= asked[-1] - len(theme.ideas))
    busiest = max(len(places) for platform, places in chains(slots).items() if platform)
    titles = len(slots.strategy.content) + sum(len(theme.ideas) for theme in slots.strategy.themes)
    return sum(untold), max(0, busiest - titles)


def _outings(slots: Slots, theme: str, platform: str, start: date, end: date) -> int:
    """The most posts on a platform, from a day to before another, that pieces of a theme can tell."""
    count = 0
    for piece in slots.strategy.content:
        if piece.theme == theme and (not piece.platforms or platform in piece.platforms):
            rhythm = network(platform).rhythm
            opens = [(piece.publish or piece.start or start) + timedelta(days=n) for n in rhythm]
            closes = piece.publish or piece.end or end
            count += sum(day < end and (bool(n) or closes >= start) for n, day in enumerate(opens))
    return count


def _spaced(one: _Model, places: Sequence[int]) -> None:
    """A theme's `spacing` on a platform, except between posts that are both fixed."""
    slots, chosen = one.slots, one.chosen
    for theme in slots.strategy.themes:
        for n, at in enumerate(places):
            for later in places[n + 1 :]:
                if (slots.posts[later].day - slots.posts[at].day).days >= max(1, theme.spacing):
                    break
                both = theme.theme in chosen[at] and theme.theme in chosen[later]
                if both and not {at, later} <= set(slots.fixed):
                    one.solver.add_at_most_one([chosen[at][theme.theme], chosen[later][theme.theme]])
