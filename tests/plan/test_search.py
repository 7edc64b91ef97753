"""The local search, counted again from its posts: what it keeps, and where pieces may stand."""

from __future__ import annotations

from typing import Any

from random_assignments import random_instance
from seeds import seed_ranges

from calgen.plan.themes import windows
from calgen.plan.themes.assignment import Assignment
from calgen.plan.themes.instance import Instance
from calgen.plan.themes.rules import RULES
from calgen.plan.themes.search import improve, points


def worst(instance: Instance, chosen: list[int], order: Any, *, theme: bool) -> dict[int, float]:
    rows = instance.theme_parts if theme else instance.category_parts
    gaps, found = [0.0] * len(rows[0]), dict.fromkeys(range(len(rows[0])), 0.0)
    for n in order:
        gaps = [gap - part for gap, part in zip(gaps, rows[n], strict=True)]
        gaps[chosen[n] if theme else instance.category_of[chosen[n]]] += 1
        found = {name: max(found[name], abs(gap)) for name, gap in enumerate(gaps)}
    return found


@seed_ranges(15, 120)
def test_a_piece_may_stand_elsewhere_in_its_window_and_nowhere_else(seeds: range) -> None:
    """Its theme goes with it, only its platforms have that theme on that day, and no piece is lost."""
    sent = 0
    for seed in seeds:
        found = random_instance(seed, due=True)
        if found is None:
            continue
        instance, chosen = found
        pieces, slots = instance.input.windows, instance.input.slots
        state = improve(Assignment(instance, chosen), RULES)
        assert sorted(state.origins.values()) == sorted(pieces)
        for first, n in state.moved_pieces.items():
            assert pieces[first].allows(slots[n]), (seed, first, n)
            assert state.chosen[n] == instance.pins[first]
            here = (instance.days[n], state.chosen[n])
            there = [m for m, pair in enumerate(zip(instance.days, state.chosen, strict=True)) if pair == here]
            assert all(slots[m].platform in pieces[first].platforms for m in there), (seed, first, n)
            assert slots[n].pin is None or n in pieces
            sent += 1
        after = windows.move_pieces(slots, state.moved_pieces)
        told = [sorted(slot.pin.piece for slot in each if slot.pin) for each in (slots, after)]
        assert told[0] == told[1]
        assert all(slot.pin.day == slot.day and slot.pin.platform == slot.platform for slot in after if slot.pin)
    assert sent > len(seeds) / 14


def test_the_search_makes_nothing_worse() -> None:
    """Neither the score nor any gap beyond its limit becomes worse, no gap leaves its limit, and pins stay.

    Where a platform farther from its mix than it must has come nearer, the mix over all and the themes may give way.
    """
    gained = eased = 0
    for seed in range(100, 140):
        found = random_instance(seed)
        if found is None:
            continue
        instance, chosen = found
        before = points(Assignment(instance, chosen), RULES)
        improved = improve(Assignment(instance, chosen), RULES).chosen
        after = points(Assignment(instance, improved), RULES)
        assert after <= before + 1e-6
        gained += after < before - 1e-6
        pins = [pin >= 0 and n not in instance.input.windows for n, pin in enumerate(instance.pins)]
        assert all(a == b for a, b, pin in zip(chosen, improved, pins, strict=True) if pin)
        far = [
            [max(worst(instance, themes, chain, theme=False).values()) for chain in instance.platform_slots]
            for themes in (chosen, improved)
        ]
        ways = zip(*far, instance.reach, strict=True)
        gives = any(was > reach + 1e-6 and now < was - 1e-6 for was, now, reach in ways)
        eased += gives
        platforms = [(slots, (1.5, 2.5)) for slots in instance.platform_slots]
        for order, limits in [*platforms, (range(len(chosen)), (2.0, 5.0))]:
            for theme, limit in zip((False, True), limits, strict=True):
                was, now = (worst(instance, themes, order, theme=theme) for themes in (chosen, improved))
                if not gives or (not theme and order in instance.platform_slots):
                    assert all(now[name] <= max(limit, was[name]) + 1e-6 for name in now)
    assert gained > 10
    assert eased < gained / 2
