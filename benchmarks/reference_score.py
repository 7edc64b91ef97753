"""A bound of the whole score on given slots: the rules of `calgen.plan.score` as a CP-SAT model, grouping left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import floor
from typing import Any

from benchmarks.peers import Slots
from benchmarks.reference_mix import (
    SCALE,
    Found,
    Row,
    by_category,
    chains,
    cp_model,
    held,
    solved,
    sum_by_cp_sat,
    theme_of,
    told_by,
    windows,
)
from calgen.plan.score import AGAIN, DRIFT, DRIFT_OVERALL, RULES

SLACK = 0.02  # points: more than all that rounding to SCALE can hide
EFFORT = 12.0  # in deterministic time: some minutes of a loaded core at most
WEIGHT = {rule.key: int(rule.weight) for rule in RULES}


def score_by_cp_sat(slots: Slots) -> Found:
    """The least score, grouping left out: a bound for every plan on these slots that tells the pieces calgen told.

    First the mix alone is solved: what is proven of it is given to the whole model, which does not find it by itself.
    """
    mix = sum_by_cp_sat(slots)
    model = cp_model.CpModel()
    chosen = [{name: model.new_bool_var("") for name in parts} for parts in slots.parts]
    for at, row in enumerate(chosen):
        model.add_exactly_one(row.values())
        model.add_hint(row[slots.posts[at].theme], 1)
        if at in slots.fixed:
            model.add(row[slots.fixed[at].theme] == 1)
    terms = [
        *_spread_terms(model, slots, chosen, mix.bound),
        *_share_terms(model, slots, chosen),
        *_again_terms(model, slots, chosen),
        *_mission_terms(slots, chosen),
        *_missed_terms(model, slots, chosen),
    ]
    find, least = _find_term(model, slots, chosen)
    _spaced(model, slots, chosen)
    model.minimize(sum(terms) + WEIGHT["to_find"] * SCALE * find)
    return solved(model, EFFORT, SCALE, -WEIGHT["to_find"] * least, SLACK)


def _spread_terms(model: Any, slots: Slots, chosen: Sequence[Row], least: float) -> Iterable[Any]:
    """`mix_platform`, `mix_overall` and `theme_drift`; the first two come to `least` posts at least."""
    parts = by_category(slots)
    category_of = {theme.theme: theme.category for theme in slots.strategy.themes}
    grouped = [_categories(model, row, category_of) for row in chosen]
    most = len(parts) * SCALE
    farthest = []
    for platform, places in chains(slots).items():
        worst, drift = model.new_int_var(0, most, ""), model.new_int_var(0, most, "")
        held(model, grouped, parts, places, worst)
        farthest.append(worst)
        yield WEIGHT["mix_platform" if platform else "mix_overall"] * worst
        free = round(SCALE * (DRIFT if platform else DRIFT_OVERALL))
        held(model, chosen, slots.parts, places, drift + free)
        yield WEIGHT["theme_drift"] * drift
    model.add(sum(farthest) >= floor(SCALE * least))


def _categories(model: Any, row: Row, category_of: Mapping[str, str]) -> dict[str, Any]:
    """A variable for each category of a place: whether one of its themes stands there."""
    themes = defaultdict(list)
    for theme, here in row.items():
        themes[category_of[theme]].append(here)
    found = {name: model.new_bool_var("") for name in themes}
    for name, those in themes.items():
        model.add(sum(those) == found[name])
    return found


def _share_terms(model: Any, slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    for name in sorted({name for row in slots.parts for name in row}):
        wanted = round(SCALE * sum(row.get(name, 0.0) for row in slots.parts))
        gap = model.new_int_var(0, len(chosen) * SCALE, "")
        got = SCALE * sum(row[name] for row in chosen if name in row)
        model.add(gap >= got - wanted)
        model.add(gap >= wanted - got)
        yield WEIGHT["theme_share"] * gap


def _again_terms(model: Any, slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    for platform, places in chains(slots).items():
        for n, at in enumerate(places if platform else ()):
            again = model.new_bool_var("")
            for before in places[max(0, n - AGAIN + 1) : n]:
                for name in set(chosen[at]) & set(chosen[before]):
                    model.add(again >= chosen[at][name] + chosen[before][name] - 1)
            yield WEIGHT["theme_again"] * SCALE * again


def _mission_terms(slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    themes = {one.theme: set(one.objectives) for one in slots.strategy.themes}
    platforms = {one.platform: set(one.objectives) for one in slots.strategy.platforms}
    for post, row in zip(slots.posts, chosen, strict=True):
        off = [here for name, here in row.items() if themes[name] and not themes[name] & platforms[post.platform]]
        if off:
            yield WEIGHT["off_mission"] * SCALE * sum(off)


def _missed_terms(model: Any, slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    """A piece with a window is told in one of its places or missed; a place tells one piece."""
    at_place = defaultdict(list)
    placed = told_by(slots)
    for title, places in windows(slots).items():
        told = {at: model.new_bool_var("") for at in places}
        missed = model.new_bool_var("")
        if title in placed:
            model.add(missed == 0)
        for at, here in told.items():
            post = slots.posts[at]
            model.add_hint(here, slots.plan.subjects[post.subject].piece == title)
        model.add_exactly_one([*told.values(), missed])
        for at, here in told.items():
            model.add_implication(here, chosen[at][theme_of(slots, title)])
            at_place[at].append(here)
        yield WEIGHT["piece_missed"] * SCALE * missed
    for several in at_place.values():
        model.add_at_most_one(several)


def _find_term(model: Any, slots: Slots, chosen: Sequence[Row]) -> tuple[Any, int]:
    """The subjects that each theme's busiest platform asks, less its titles; and what `to_find` takes off for all."""
    untold = []
    for theme in slots.strategy.themes:
        titles = len(theme.ideas) + sum(piece.theme == theme.theme for piece in slots.strategy.content)
        asked = model.new_int_var(0, len(chosen), "")
        for platform, places in chains(slots).items():
            if platform:
                model.add(asked >= sum(chosen[at][theme.theme] for at in places if theme.theme in chosen[at]) - titles)
        untold.append(asked)
    busiest = max(len(places) for platform, places in chains(slots).items() if platform)
    titles = len(slots.strategy.content) + sum(len(theme.ideas) for theme in slots.strategy.themes)
    return sum(untold), max(0, busiest - titles)


def _spaced(model: Any, slots: Slots, chosen: Sequence[Row]) -> None:
    """A theme's `spacing` on each platform, except between posts that are both fixed."""
    for theme in slots.strategy.themes:
        for platform, places in chains(slots).items():
            for n, at in enumerate(places if platform else ()):
                for later in places[n + 1 :]:
                    if (slots.posts[later].day - slots.posts[at].day).days >= max(1, theme.spacing):
                        break
                    if (
                        not {at, later} <= set(slots.fixed)
                        and theme.theme in chosen[at]
                        and theme.theme in chosen[later]
                    ):
                        model.add_at_most_one([chosen[at][theme.theme], chosen[later][theme.theme]])
