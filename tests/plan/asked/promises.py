"""Every promise with its oracle, and whose part of the planner keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import calendar_rules
import campaign_rules
import hours_rules
import named_rules
import open_rules
import pair_rules
import path_rules
import reading_rules
import typed_rules
from asked_plan import AskedPlan

Oracle = Callable[[AskedPlan], Iterator[str]]

PROMISES: tuple[Oracle, ...] = (
    typed_rules.typed_days,
    typed_rules.typed_hours,
    typed_rules.evergreen_rest,
    typed_rules.season,
    typed_rules.spacing,
    typed_rules.maximum,
    calendar_rules.closed_days,
    calendar_rules.cadence,
    named_rules.hooks_posted,
    named_rules.quiet_days,
    named_rules.quiet_but_posted,
    named_rules.own_format,
    named_rules.own_author,
    typed_rules.days_off,
    typed_rules.working_hours,
    campaign_rules.campaign_part,
    campaign_rules.campaign_cause,
    campaign_rules.campaign_once_a_day,
    campaign_rules.set_days_share,
    campaign_rules.set_days_met,
    hours_rules.hours_used_first,
    hours_rules.lighter_formats_first,
    hours_rules.next_week_first,
    hours_rules.least_important_first,
    hours_rules.pieces_named,
    path_rules.walkable_path,
    path_rules.gap_of_possible_path,
    path_rules.no_wall_of_gaps,
    path_rules.least_helps,
    path_rules.lists_say_more,
    path_rules.no_theme_is_none,
    path_rules.moved_not_lost,
    path_rules.on_mission,
    open_rules.open_share,
    open_rules.open_slots_are_bare,
    open_rules.open_slots_apart,
    pair_rules.pairs_are_alike,
    pair_rules.pairs_alternate,
    pair_rules.tests_have_pairs,
    pair_rules.tests_are_told,
    reading_rules.two_in_row,
    reading_rules.distinct_hours,
    reading_rules.hours_in_range,
    reading_rules.no_crawling_hours,
    reading_rules.formats_of_network,
    reading_rules.formats_mixed,
    reading_rules.ideas_spread,
)


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that a plan breaks without telling it."""

    promise: str
    text: str


def violations(made: AskedPlan) -> list[Violation]:
    """Every broken and untold promise of a plan."""
    return [Violation(oracle.__name__, text) for oracle in PROMISES for text in oracle(made)]
