"""Slots for which no theme was found, and which one may have after all, once the themes of the others are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Slot
from calgen.plan.pin import Pin, PinKind
from calgen.plan.target.mission import off_mission_pairs
from calgen.plan.target.target_path import TargetPath


def refilled_slots(
    draft: PlanDraft, slots: Sequence[Slot], themes: Sequence[str], removed: Iterable[Slot], path: TargetPath
) -> list[Slot]:
    """Those of the `removed` slots that a theme can have beside the others, each with its theme pinned.

    Such a theme may stand there (also one of which a campaign leaves nothing), keeps its spacing, and stands nowhere
    else that day. One that serves the platform comes first, then the one with the largest part.
    """
    spacing = {theme.theme: max(1, theme.spacing) for theme in draft.strategy.themes}
    off_mission = off_mission_pairs(draft.strategy)
    days: dict[tuple[str, str], list[date]] = {}  # platform and theme → days
    there = Counter[tuple[date, str]]()
    for slot, theme in zip(slots, themes, strict=True):
        days.setdefault((slot.platform, theme), []).append(slot.day)
        there[slot.day, theme] += 1
    found = []
    for slot in sorted(removed, key=lambda slot: slot.sort_key):
        share = path.at(slot.platform, slot.day).themes
        able = [
            theme
            for theme in share
            if not there[slot.day, theme]
            and all(abs((slot.day - day).days) >= spacing[theme] for day in days.get((slot.platform, theme), ()))
        ]
        if able:
            theme = min(able, key=lambda name: ((slot.platform, name) in off_mission, -share[name], name))
            found.append(replace(slot, pin=Pin(slot.platform, slot.day, theme, kind=PinKind.RETAINED)))
            days.setdefault((slot.platform, theme), []).append(slot.day)
            there[slot.day, theme] += 1
    return found


def without_pins(slots: Iterable[Slot], refilled: Iterable[Slot]) -> list[Slot]:
    """The slots without the pins of those that were refilled: their themes are the planner's choice."""
    pins = {id(slot.pin) for slot in refilled}
    return [replace(slot, pin=None) if slot.pin and id(slot.pin) in pins else slot for slot in slots]
