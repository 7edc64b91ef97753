"""Parts under caps: what a name cannot take goes to the others, in proportion to their parts."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

EPSILON = 1e-12


def fill(parts: Mapping[str, float], caps: Mapping[str, float], total: float) -> dict[str, float]:
    """The parts scaled to a total, none above its cap.

    Where the caps leave no room for the total, each name has its cap, and the parts sum to less. Parts that are below
    their caps stay exactly as they are where they sum to the total.
    """
    found, fixed = dict(parts), set[str]()
    while True:
        over = [name for name in found if name not in fixed and found[name] > caps[name] + EPSILON]
        if not over:
            return found
        fixed.update(over)
        found.update((name, caps[name]) for name in over)
        rest = total - fsum(found[name] for name in found if name in fixed)
        free = fsum(part for name, part in parts.items() if name not in fixed)
        found.update((name, part * rest / free) for name, part in parts.items() if name not in fixed and free)
