"""Each oracle sees a violation that is planted, and is silent where the finding that tells it is planted too."""

from __future__ import annotations

from functools import cache

import calendar_rules
import campaign_rules
import hours_rules
import named_rules
import open_rules
import pair_rules
import path_rules
import plants
import plants_named
import plants_told
import pytest
import reading_rules
import typed_rules
from asked_plan import AskedPlan
from plants import Plant
from promises import PROMISES, Oracle
from run_asked import fresh

PLANTS: dict[Oracle, Plant] = {
    typed_rules.typed_days: plants.off_weekday,
    typed_rules.typed_hours: plants.off_hours,
    typed_rules.evergreen_rest: plants.too_soon_again,
    typed_rules.season: plants.out_of_season,
    typed_rules.spacing: plants.too_near,
    typed_rules.maximum: plants.too_many_a_day,
    calendar_rules.closed_days: plants.on_a_closed_day,
    calendar_rules.cadence: plants.half_of_the_posts,
    named_rules.hooks_posted: plants_named.hook_lost,
    named_rules.quiet_days: plants_named.on_a_quiet_day,
    named_rules.quiet_but_posted: plants_named.quiet_week_lost,
    named_rules.own_format: plants_named.other_format,
    named_rules.own_author: plants_named.other_author,
    typed_rules.days_off: plants.on_a_day_off,
    typed_rules.working_hours: plants.all_in_a_week,
    campaign_rules.campaign_part: plants.without_campaign,
    campaign_rules.campaign_cause: plants.without_campaign,
    campaign_rules.campaign_once_a_day: plants.twice_a_day,
    campaign_rules.set_days_share: plants.everywhere_on_a_set_day,
    campaign_rules.set_days_met: plants.set_day_forgotten,
    hours_rules.hours_used_first: plants_told.left_out_with_hours,
    hours_rules.lighter_formats_first: plants_told.left_out_beside_articles,
    hours_rules.next_week_first: plants_told.next_week_is_free,
    hours_rules.least_important_first: plants_told.piece_before_lesser_posts,
    hours_rules.pieces_named: plants.piece_lost,
    path_rules.walkable_path: plants_told.beyond_its_room,
    path_rules.gap_of_possible_path: plants_told.gap_beyond_its_room,
    path_rules.no_wall_of_gaps: plants_told.many_gaps,
    path_rules.least_helps: plants_told.useless_least,
    path_rules.lists_say_more: plants_told.cut_list,
    path_rules.no_theme_is_none: plants_told.no_theme_though_one_could,
    path_rules.moved_not_lost: plants_told.post_of_a_holiday_lost,
    path_rules.on_mission: plants.off_mission,
    pair_rules.pairs_are_alike: plants.pair_parted,
    pair_rules.pairs_alternate: plants.all_begin_with_a,
    pair_rules.tests_have_pairs: plants.no_variants,
    pair_rules.tests_are_told: plants.no_variants,
    open_rules.open_share: plants.all_open,
    open_rules.open_slots_are_bare: plants.open_with_format,
    open_rules.open_slots_apart: plants.open_on_one_day,
    reading_rules.two_in_row: plants.three_in_a_row,
    reading_rules.distinct_hours: plants.one_hour,
    reading_rules.hours_in_range: plants.in_the_night,
    reading_rules.no_crawling_hours: plants.crawling,
    reading_rules.formats_of_network: plants.article_everywhere,
    reading_rules.formats_mixed: plants.article_without_hours,
    reading_rules.ideas_spread: plants.ideas_first,
}
SEEDS = range(60)  # as many as the rarest of them needs
made_of = cache(fresh)


def test_every_promise_has_its_plant() -> None:
    assert set(PLANTS) == set(PROMISES)


@pytest.mark.long
@pytest.mark.parametrize("oracle", PROMISES, ids=lambda oracle: oracle.__name__)
def test_a_planted_violation_is_seen(oracle: Oracle) -> None:
    """In one of the first strategies in which it can be planted, and in most of them."""
    seen = tried = 0
    for seed in SEEDS:
        planted = PLANTS[oracle](made_of(seed))
        if planted is not None:
            tried += 1
            seen += _adds(oracle, made_of(seed), planted)
        if seen >= 2:
            break
    assert seen
    assert seen >= tried / 4, f"seen in {seen} of {tried}"


def _adds(oracle: Oracle, made: AskedPlan, planted: AskedPlan) -> bool:
    return bool(set(oracle(planted)) - set(oracle(made)))
