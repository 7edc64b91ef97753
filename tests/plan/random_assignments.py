"""Random assignments of themes, before the search, and random moves that it might make."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from draws import RandomDraws
from strategies import build

from calgen.plan.days import horizon, key_dates
from calgen.plan.draft import PlanDraft
from calgen.plan.pins import campaign_days, hooks, pieces
from calgen.plan.slots import cadence, platform_slots
from calgen.plan.target.target_path import TargetPath
from calgen.plan.themes import choose_themes, windows
from calgen.plan.themes.assignment import Assignment, Move
from calgen.plan.themes.constraints import CONSTRAINTS
from calgen.plan.themes.greedy_assignment import GreedyAssignment
from calgen.plan.themes.instance import Instance


def random_instance(seed: int, *, due: bool = False) -> tuple[Instance, list[int]] | None:
    """A random instance with a greedy assignment; None where it is empty or a slot has no theme.

    With `due`, pieces stand in their windows.
    """
    case = build(RandomDraws(random.Random(seed)), weeks=(2, 4, 8))
    days = key_dates.add_key_dates(case.strategy, horizon.plan_horizon(case.strategy.settings, case.today))
    draft = PlanDraft(case.strategy, case.today, (), days)
    for plan_pass in (
        pieces.pin_pieces,
        hooks.pin_hooks,
        campaign_days.pin_set_days,
        cadence.count_posts,
        platform_slots.make_slots,
        windows.add_missing_slots,
    ):
        draft = plan_pass(draft)
    path = TargetPath(draft.strategy)
    settled = choose_themes._with_due_pieces(draft, list(draft.slots), path) if due else draft.slots
    instance = Instance(choose_themes.instance_input(draft, settled, path))
    chosen = GreedyAssignment(instance).run()
    if not chosen or min(chosen) < 0:
        return None
    return instance, chosen


def random_states(seeds: Iterable[int], *, due: bool = False) -> Iterator[Assignment]:
    for seed in seeds:
        found = random_instance(seed, due=due)
        if found:
            instance, chosen = found
            dice = random.Random(seed)
            for n, theme in enumerate(chosen):  # an earlier plan that is the same in three of four slots
                instance.earlier[n] = theme if dice.random() < 0.75 else dice.randrange(len(instance.themes))
            yield Assignment(instance, chosen)


def random_move(state: Assignment, dice: random.Random) -> Move | None:
    """Another theme for one slot, or two or three slots that exchange theirs; None where it is not allowed."""
    slots = sorted(dice.sample(range(len(state.chosen)), min(len(state.chosen), dice.choice((1, 2, 2, 3)))))
    themes = [state.chosen[n] for n in slots]
    if len(slots) == 1:
        themes = [dice.randrange(len(state.instance.themes))]
    move = tuple(zip(slots, themes[1:] + themes[:1], strict=True))
    if any(state.chosen[n] == theme or not state.instance.is_free(n) for n, theme in move):
        return None
    return move if all(is_allowed(state, move) for is_allowed in CONSTRAINTS) else None
