"""Where a search for themes starts that has an earlier plan: its themes, and others only in the slots that are open."""

from __future__ import annotations

from calgen.plan.themes.greedy_assignment import GreedyAssignment
from calgen.plan.themes.instance import Instance


def earlier_start(instance: Instance) -> list[int]:
    """The theme of each slot: the pinned one, that of the earlier plan where it may still stand, else one that is
    chosen with all of these in view; -1 where none is allowed.
    """
    retained = _retained_themes(instance)
    return retained if min(retained, default=0) >= 0 else GreedyAssignment(instance, retained).run()


def _retained_themes(instance: Instance) -> list[int]:
    """The pinned theme of each slot, or that of the earlier plan where it may still stand; else -1.

    The themes of the earlier plan keep their spacing from pinned posts, and from each other: the first one stays.
    """
    themes = list(instance.pins)
    for platform, slots in enumerate(instance.platform_slots):
        pinned: dict[int, list[int]] = {}  # theme → days
        latest: dict[int, int] = {}  # theme → day of its last retained post
        for n in slots:
            if instance.pins[n] >= 0:
                pinned.setdefault(instance.pins[n], []).append(instance.days[n])
        for n in slots:
            theme, day = instance.earlier[n], instance.days[n]
            if themes[n] >= 0 or theme < 0 or not instance.theme_parts[n][theme]:
                continue
            distance = instance.spacing[theme]
            near = [*pinned.get(theme, ()), *([latest[theme]] if theme in latest else [])]
            joining = instance.may_join.get(day, {}).get(theme)
            if all(abs(day - other) >= distance for other in near) and (joining is None or platform in joining):
                themes[n], latest[theme] = theme, day
    return themes
