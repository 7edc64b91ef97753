"""The share of a slot: what the target path gives to each category and theme there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Share:
    """The parts of one slot on the target path, by category and by theme; each sums to 1, or both are empty.

    `themes` has all themes of the path that may stand there, also those of which a campaign leaves nothing. `campaigns`
    has the part of each campaign that runs there: what it asks, as far as its themes have room for it.
    """

    categories: Mapping[str, float]
    themes: Mapping[str, float]
    campaigns: Mapping[str, float] = field(default_factory=dict)


# The share of a slot, by its platform, its day and (if it stands outside the mix) the theme to which all of it belongs.
ShareOf = Callable[[str, date, str], Share]
