"""The promises of docs/decisions.md, each counted again from the strategy and the posts alone.

Nothing here calls the planner. An oracle yields one line of text for each promise that it finds broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from calendar_oracles import (
    days_avoided,
    frequency,
    minutes_apart,
    own_weekdays,
    per_day,
    told_missing_is_missing,
    typed_hours,
)
from campaign_oracles import columns, hooks_hit, offsets_hit, share_held, stages_in_order, subjects_of_campaigns
from capacity_oracles import hours_told, owners_can, subjects_say_first_post, thin_fits
from content_oracles import (
    coverage,
    crossing,
    dated_pieces,
    kept_stay,
    missions,
    missions_in_proportion,
    one_voice,
    pieces_in_place,
    reasons,
    spacing,
    where_they_may,
)
from counted_plan import CountedPlan
from mix_oracles import deviations, forced, mix_certified, mix_held

__all__ = ["ALWAYS", "CountedPlan", "broken", "deviations", "forced", "mix_held"]

Oracle = Callable[[CountedPlan], "Iterator[str]"]

ALWAYS: tuple[Oracle, ...] = (
    *(days_avoided, own_weekdays, per_day, typed_hours, minutes_apart, frequency, told_missing_is_missing),
    *(mix_certified, spacing, where_they_may, one_voice, crossing, pieces_in_place, dated_pieces, coverage),
    *(missions, missions_in_proportion, reasons, kept_stay),
    *(offsets_hit, hooks_hit, columns, stages_in_order, subjects_of_campaigns, share_held),
    *(owners_can, hours_told, thin_fits, subjects_say_first_post),
)


def broken(made: CountedPlan, oracles: Iterable[Oracle] = ALWAYS) -> list[str]:
    """Every broken promise, with the oracle that found it."""
    return [f"{oracle.__name__}: {line}" for oracle in oracles for line in oracle(made)]
