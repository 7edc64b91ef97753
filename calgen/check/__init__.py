"""The checks beyond single cells: one file per subject, and every rule in one of four tuples.

What a rule looks at decides its tuple. `STRATEGY_RULES` find contradictions, whose errors stop a run before anything is
planned; `METHOD_RULES` advise on a strategy whose start is settled; `PLAN_RULES` need a plan; `CALENDAR_RULES` look at
the social calendar in the workbook, with or without a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from calgen.book.problems import Problem
from calgen.calendar import CalendarTab
from calgen.check import (
    audiences,
    beginnings,
    bent_mix,
    brand,
    campaign_parts,
    campaigns,
    clock_changes,
    content,
    costs,
    dates,
    evaluation,
    goals,
    governance,
    listening,
    message,
    missions,
    mix,
    objectives,
    owners,
    platforms,
    posting_days,
    posts_at_rest,
    proofs,
    readings,
    resources,
    restrictions,
    set_days,
    settings,
    situation,
    spacings,
    texts,
    theme_rooms,
    themes,
    tomster,
    wheel,
    workload,
)
from calgen.check.days_over import still_to_mend, without_past_rows
from calgen.figures.counted_calendar import CountedCalendar, count_plan
from calgen.plan.days.holiday_dates import is_known_country
from calgen.plan.days.horizon import next_monday
from calgen.plan.model import Plan
from calgen.strategy import Strategy


@dataclass(frozen=True, slots=True)
class StrategyRule:
    """A rule over the strategy; `needs` are the tabs and settings that it looks at.

    Where one of them could not be read completely, the rule is skipped: what is missing there is a problem already.
    """

    find: Callable[[Strategy], Iterable[Problem]]
    needs: frozenset[str] = frozenset()
    sees_past: bool = False  # it looks at campaigns, key dates and pieces that are over, too


def _rule(find: Callable[[Strategy], Iterable[Problem]], *needs: str, sees_past: bool = False) -> StrategyRule:
    return StrategyRule(find, frozenset(needs), sees_past)


COUNTRY_RULE = _rule(settings.the_country_is_known, "settings.country")  # before those that need a country
STRATEGY_RULES: tuple[StrategyRule, ...] = (
    _rule(settings.the_region_is_known, "settings.country", "settings.region"),
    _rule(settings.the_time_zone_is_known, "settings.country", "settings.time_zone"),
    _rule(mix.shares_add_up, "mix"),
    _rule(mix.scaled_shares_are_told, "mix"),
    _rule(mix.every_category_has_a_theme, "mix", "themes"),
    _rule(restrictions.every_theme_has_a_platform, "platforms", "formats"),
    _rule(restrictions.every_platform_has_a_theme, "themes", "formats"),
    _rule(restrictions.themes_can_stand_where_they_are_named, "platforms", "formats"),
    _rule(restrictions.a_platform_at_work_is_named, "platforms"),
    _rule(restrictions.platforms_have_the_formats_of_pieces, "platforms", "formats", "content"),
    _rule(restrictions.ends_come_after_starts),
    _rule(campaigns.campaigns_have_themes, "platforms", "themes", "formats"),
    _rule(dates.key_dates_have_days, "settings.country"),
)

_PERIOD = ("settings.start", "settings.weeks")

# In the order of the steps of the method.
METHOD_RULES: tuple[StrategyRule, ...] = (
    # the place of social media in the whole
    _rule(governance.the_role_is_written, "settings.role_in_marketing", "team"),
    _rule(governance.the_strategy_is_approved, "settings.approved_by", "team"),
    _rule(governance.every_objective_serves_the_business, "objectives"),
    _rule(governance.what_is_spent_has_a_budget, "campaigns", "settings.budget", *_PERIOD, sees_past=True),
    _rule(
        governance.opportunities_and_threats_are_written,
        *("settings.opportunities", "settings.threats", "settings.strengths", "settings.success_factors"),
    ),
    _rule(governance.the_approval_is_complete, "settings.approved_by", "team"),
    _rule(
        governance.the_typical_errors_do_not_meet,
        *("settings.role_in_marketing", "settings.budget", "objectives", "team"),
    ),
    # target
    _rule(tomster.the_target_is_there, "audiences"),
    _rule(audiences.primary_audiences_are_reached, "audiences", "platforms"),
    _rule(audiences.platforms_meet_their_audiences, "audiences", "platforms"),
    _rule(audiences.platforms_post_when_audiences_are_there, "audiences", "platforms"),
    _rule(audiences.few_audiences_come_first, "audiences"),
    _rule(audiences.every_platform_has_its_audience, "audiences", "platforms"),
    _rule(audiences.platforms_suit_the_kind_of_audience, "audiences", "platforms"),
    # objectives, and the wheel
    _rule(objectives.indicators_are_no_vanity, "objectives"),
    _rule(objectives.every_objective_can_be_measured, "objectives"),
    _rule(objectives.deadlines_lie_in_the_calendar, "objectives", *_PERIOD),
    _rule(goals.goals_can_be_reached, "objectives"),
    _rule(goals.deadlines_leave_time, "objectives", *_PERIOD),
    _rule(goals.few_objectives_are_kept, "objectives"),
    _rule(workload.every_objective_has_an_owner, "objectives", "team"),
    _rule(objectives.every_objective_is_served, "objectives", "platforms", "themes"),
    _rule(wheel.not_everything_is_selected, "wheel"),
    _rule(wheel.few_missions_come_first, "wheel"),
    _rule(wheel.a_mission_is_chosen, "wheel"),
    _rule(wheel.primary_missions_are_served, "wheel", "objectives"),
    _rule(wheel.every_domain_has_something, "wheel", "objectives"),
    _rule(situation.primary_missions_answer_the_situation, "wheel", "settings.situation"),
    _rule(listening.chosen_missions_are_kept_up, "wheel", "routines"),
    # message
    _rule(tomster.the_message_is_there, "themes"),
    _rule(
        brand.the_brand_is_heard,
        *("settings.brand", "settings.brand_words", "settings.strengths", "themes", "platforms"),
    ),
    _rule(message.messages_have_their_proof, "themes"),
    _rule(message.every_theme_has_a_message, "themes"),
    _rule(proofs.proofs_can_be_seen, "themes"),
    _rule(proofs.people_agree, "themes", "content"),
    _rule(listening.what_customers_like_is_told, "themes", "competitors"),
    _rule(listening.customers_are_asked, "themes"),
    _rule(mix.what_is_asked_has_its_share, "mix", "objectives"),
    _rule(mix.what_is_raised_has_its_objective, "mix", "objectives"),
    _rule(message.a_call_to_action_is_there, "themes"),
    _rule(message.calls_to_action_differ, "themes"),
    _rule(message.every_stage_has_a_theme, "themes"),
    _rule(brand.the_brand_has_its_words, "settings.brand_words"),
    _rule(themes.themes_that_everybody_covers, "themes", "competitors"),
    _rule(themes.themes_that_nobody_covers, "themes", "competitors"),
    _rule(themes.interests_have_a_theme, "themes", "audiences"),
    # strategy: campaigns and key dates over the daily base
    _rule(tomster.the_strategy_is_there, "campaigns", "key_dates", sees_past=True),
    _rule(campaigns.campaigns_stand_on_a_daily_base, "campaigns", "platforms"),
    _rule(campaigns.campaigns_keep_apart, "campaigns", "platforms"),
    _rule(campaigns.campaigns_share_days, "campaigns", "platforms"),
    _rule(campaign_parts.campaigns_leave_room_for_each_other, "campaigns", "platforms"),
    _rule(message.campaigns_lead_to_action, "campaigns"),
    _rule(dates.sales_keep_to_their_days, "settings.country", "campaigns", "themes", "content"),
    _rule(dates.hooks_have_a_theme, "key_dates"),
    # technologies
    _rule(platforms.every_platform_has_a_mission, "platforms"),
    _rule(platforms.missions_differ, "platforms"),
    _rule(platforms.platforms_fit_into_the_hands, "platforms", "team"),
    _rule(workload.platforms_have_hands, "platforms", "team"),
    _rule(workload.every_platform_has_an_owner, "platforms", "team"),
    _rule(platforms.the_pace_grows_by_steps, "platforms", "audit", "settings.closed_days"),
    _rule(platforms.networks_have_their_formats, "platforms", "themes", "formats"),
    _rule(platforms.video_networks_have_videos, "platforms", "themes", "formats"),
    _rule(platforms.the_pace_is_seen_beside_that_of_others, "platforms", "competitors", "settings.closed_days"),
    # evaluate
    _rule(tomster.the_evaluation_is_there, "audit", "competitors", "routines", "platforms"),
    _rule(evaluation.results_are_reviewed, "routines"),
    _rule(goals.results_on_the_web_can_be_tracked, "objectives", "settings.website", "settings.utm"),
    _rule(readings.readings_are_of_objectives, "readings", "objectives"),
    _rule(readings.readings_agree, "readings", "objectives"),
    _rule(readings.totals_do_not_fall, "readings", "objectives"),
    _rule(readings.percentages_are_read_as_such, "readings", "objectives"),
    _rule(evaluation.every_measure_is_at_hand, "objectives", "routines", "audit", "platforms"),
    _rule(listening.listening_has_a_threshold, "routines"),
    _rule(listening.who_steps_in_is_named, "routines", "team"),
    _rule(listening.trends_are_watched, "competitors", "routines"),
    _rule(listening.the_reputation_of_others_is_seen, "competitors"),
    # resources
    _rule(tomster.the_resources_are_there, "team", "routines", "settings.budget"),
    _rule(resources.routines_leave_hours_for_content, "team", "routines"),
    _rule(workload.somebody_answers, "routines"),
    _rule(resources.skills_are_written, "team"),
)

PlanRule = Callable[[Plan, CountedCalendar, date], Iterable[Problem]]  # the date is today
PLAN_RULES: tuple[PlanRule, ...] = (
    settings.the_plan_is_not_over,
    settings.open_slots_are_kept_free,
    bent_mix.what_is_asked_is_planned,
    mix.the_promise_is_held,
    theme_rooms.themes_have_room_for_their_part,
    goals.objectives_have_their_posts,
    spacings.themes_keep_their_spacing,
    objectives.objectives_are_served_in_time,
    missions.missions_keep_their_share,
    missions.campaigns_leave_their_share,
    themes.subjects_to_find,
    themes.tests_have_their_pairs,
    content.pieces_have_their_posts,
    content.pieces_reach_the_platforms_they_name,
    content.dated_pieces_lie_in_the_plan,
    campaigns.campaigns_lie_in_the_plan,
    campaigns.set_days_lie_in_the_plan,
    set_days.set_days_have_their_posts,
    campaigns.themes_keep_their_stage,
    campaign_parts.campaigns_get_their_part,
    campaigns.campaigns_yield_to_quiet_days,
    campaigns.other_media_have_posts_around_them,
    dates.holidays_are_seen_in_time,
    dates.posted_key_dates_lie_in_the_plan,
    dates.key_dates_reach_the_platforms_they_name,
    posts_at_rest.posts_leave_platforms_at_rest,
    posts_at_rest.posts_leave_closed_days,
    costs.the_cost_keeps_to_the_budget,
    costs.each_result_has_its_price,
    readings.readings_are_of_days_gone_by,
    readings.readings_are_of_this_calendar,
    workload.work_has_hands,
    costs.each_cost_has_its_threshold,
    costs.what_costs_most_is_known,
    resources.missing_hours_have_a_size,
    resources.leads_fit_before_the_first_posts,
    owners.owners_make_the_posts_of_their_platforms,
    posting_days.posts_stand_on_the_days_typed,
)

CalendarRule = Callable[[Strategy, CalendarTab, date], Iterable[Problem]]  # the date is today
CALENDAR_RULES: tuple[CalendarRule, ...] = (
    texts.texts_fit_their_platform,
    texts.hashtags_fit_their_platform,
    texts.links_can_be_clicked,
    texts.one_message_is_adapted_to_each_channel,
    texts.texts_do_not_come_back_within_the_month,
    texts.texts_keep_to_the_sales,
    texts.results_are_noted,
    posts_at_rest.posts_are_published_on_their_day,
    clock_changes.hours_exist_once,
)


def check_strategy(strategy: Strategy, partial: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """The contradictions within a strategy; `partial` are the tabs and settings that could not be read completely."""
    of_country = _problems((COUNTRY_RULE,), strategy, partial)
    return (*of_country, *_problems(STRATEGY_RULES, strategy, _with_unknown_country(strategy, partial)))


def _with_unknown_country(strategy: Strategy, partial: frozenset[str]) -> frozenset[str]:
    """The parts that could not be read, with a country that is none: what follows from it is not told once more."""
    country = strategy.settings.country
    return partial | {"settings.country"} if country and not is_known_country(country) else partial


def advise(strategy: Strategy, today: date, partial: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """The advice of the method on a strategy, never an error, and none on what is over.

    A blank start is the next Monday.
    """
    start = strategy.settings.start or next_monday(today)
    settled = replace(strategy, settings=replace(strategy.settings, start=start))
    unread = _with_unknown_country(strategy, partial)
    found = _problems(METHOD_RULES, settled, unread, without_past_rows(settled, today))
    if beginnings.is_beginning(strategy) and not unread.intersection(beginnings.LATER):
        found = beginnings.told_to_a_beginner(strategy, found)
    return still_to_mend(found, today)


def _problems(
    rules: Iterable[StrategyRule], strategy: Strategy, partial: frozenset[str], to_come: Strategy | None = None
) -> tuple[Problem, ...]:
    """The problems that the rules find in a strategy; those that do not see the past look at `to_come`, if given."""
    able = [rule for rule in rules if not rule.needs & partial]
    looked_at = [(rule, strategy if rule.sees_past or to_come is None else to_come) for rule in able]
    return tuple(problem for rule, seen in looked_at for problem in rule.find(seen))


def check_calendar(strategy: Strategy, calendar: CalendarTab | None, today: date) -> tuple[Problem, ...]:
    """The problems of the social calendar in the workbook; none where there is no calendar."""
    if calendar is None:
        return ()
    return tuple(problem for rule in CALENDAR_RULES for problem in rule(strategy, calendar, today))


def check_plan(strategy: Strategy, plan: Plan, today: date) -> tuple[Problem, ...]:
    """The problems of a plan: those that the planner found, then those of the rules; none of what is over."""
    calendar = count_plan(strategy, plan)
    found = (*plan.problems, *(problem for rule in PLAN_RULES for problem in rule(plan, calendar, today)))
    return still_to_mend(found, today)
