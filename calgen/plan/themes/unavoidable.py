"""How far each platform must be from its mix, whatever the search does: what settled posts, windows and spacing ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from calgen.plan.target.lower_bound import settled_bound, theme_capacity

if TYPE_CHECKING:
    from calgen.plan.themes.instance import Instance


def unavoidable_gaps(instance: Instance) -> list[float]:
    """By platform: the unavoidable deviation of its farthest category, in posts."""
    return [max(_unavoidable(instance, slots)) for slots in instance.platform_slots]


def _unavoidable(instance: Instance, slots: Sequence[int]) -> Iterator[float]:
    """For each category, the deviation that settled posts and windows make unavoidable on a platform."""
    windows, days = instance.input.windows, [instance.days[n] for n in slots]
    categories = [instance.category_of[instance.pins[n]] if instance.pins[n] >= 0 else -1 for n in slots]
    fixed = [category >= 0 and n not in windows for n, category in zip(slots, categories, strict=True)]
    due = [
        (windows[n].ends_in(days), categories[instance.index[n]])
        for n in slots
        if n in windows and len(windows[n].platforms) == 1
    ]
    kinds = {id(instance.open_themes[n]): instance.open_themes[n] for n in slots}
    open_sets = {key: {theme for _, themes in those for theme in themes} for key, those in kinds.items()}
    allowed = [open_sets[id(instance.open_themes[n])] for n in slots]
    settled = [instance.pins[n] if is_fixed else None for n, is_fixed in zip(slots, fixed, strict=True)]
    placed = Counter(instance.pins[n] for n in slots if n in windows)
    capacity = theme_capacity(days, allowed, settled, dict(enumerate(instance.spacing)), placed)
    for category in range(len(instance.categories)):
        own_due = [(*ends, of == category) for ends, of in due]
        themes = [theme for theme, of in enumerate(instance.category_of) if of == category]
        wanted = [instance.category_parts[n][category] for n in slots]
        forced = settled_bound([of == category for of in categories], wanted, fixed, own_due)
        yield max(forced, capacity.bound(wanted, themes))
