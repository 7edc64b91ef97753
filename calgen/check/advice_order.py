"""The order in which findings are told, everywhere: by severity, then as the method goes; and the step of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby

from calgen.book.grid import row_and_column
from calgen.book.owned_tabs import ALL_OUTPUTS
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title
from calgen.check.joined_findings import joined, told_once
from calgen.strategy import TABS

# step → the codes of its findings, in the order in which a reader would want them
FINDINGS: Mapping[str, tuple[str, ...]] = {
    "frame": (
        "typical_errors",
        *("role_blank", "approval_blank", "business_blank", "cost_over_budget", "budget_blank", "swot_blank"),
        *("approval_thin", "cost_per_result", "break_even", "break_even_unknown", "tabs_to_come"),
    ),
    "target": (
        *("target_empty", "audience_unreached", "audience_elsewhere", "audience_elsewhen"),
        *("platform_no_audience", "audience_kind", "audiences_too_many"),
    ),
    "objectives": (
        *("vanity_only", "goal_tenfold", "goal_below_start", "objective_unmeasured"),
        *("deadline_soon", "deadline_outside", "objective_over", "objective_unserved", "objective_few_posts"),
        *("objectives_too_many", "objective_owner_blank"),
        *("wheel_all", "wheel_too_many", "wheel_none", "mission_unserved", "domains_bare"),
        *("situation_unmet", "mission_unkept"),
    ),
    "message": (
        *("message_empty", "brand_absent", "proof_missing", "message_blank", "mix_lowered", "mix_raised"),
        *("category_bare", "call_absent", "one_call", "stages_missing", "brand_words_blank", "themes_like_all"),
        *("themes_alone", "interest_unserved", "subjects_to_find"),
        *("customers_theme", "customers_unasked", "proof_elsewhere", "consent_blank"),
    ),
    "strategy": (
        *("strategy_empty", "campaign_no_base", "campaigns_clash", "campaigns_overlap", "campaigns_beyond_all"),
        *("campaign_no_home", "theme_not_there"),
        *(
            "campaign_not_carried",
            "campaign_spaced",
            "campaign_displaced",
            "campaign_closed",
            "campaign_thinned",
            "campaign_beyond",
            "media_alone",
            "media_days_alone",
        ),
        *("campaign_no_action", "stage_replaced", "campaign_outside", "sales_outside", "key_date_unknown"),
        *("key_dates_outside", "hook_no_theme"),
        "holidays_ahead",
    ),
    "technologies": (
        *("mission_thin", "mission_short", "mission_pushed"),
        *("platforms_too_many", "platforms_unstaffed", "platform_owner_blank", "mission_twice"),
        *("cadence_leap", "cadence_unlike", "format_not_there", "video_network_still"),
    ),
    "evaluate": (
        *("evaluate_empty", "no_review", "results_missing", "results_untracked", "measures_missing"),
        *("off_track", "reading_missing", "reading_unknown", "reading_twice"),
        *("reading_no_percent", "reading_to_come", "reading_fell", "reading_early"),
        *("threshold_unowned", "threshold_blank", "trends_unwatched", "reputation_blank"),
        *("test_pairs_short", "test_pairs"),
    ),
    "resources": (
        *("resources_empty", "hours_short", "hours_to_find", "costliest_parts"),
        *("owner_away", "nobody_there", "nobody_makes", "thinned", "piece_thinned"),
        *("hours_unknown", "author_replaced", "owner_replaced", "routines_fill", "nobody_answers"),
        *("leads_short", "skills_blank"),
    ),
    "calendar": (
        *("text_sales", "text_too_long", "text_hashtags", "text_same_hour", "text_again", "text_links"),
        *("hour_missing", "hour_twice"),
        *("frequency_short", "frequency_left", "frequency_over", "days_left", "hours_full", "no_theme_left"),
        *("mix_bent", "mix_off", "mix_off_more", "mix_held", "theme_without_room", "spacing_broken"),
        "open_slots_kept",
        "piece_format_off",
        *("piece_no_home", "piece_unplaced", "piece_out_of_season", "piece_without_post", "pieces_waiting"),
        *("pieces_outside", "piece_not_everywhere", "key_date_not_everywhere"),
        *("posts_at_rest", "own_on_closed", "published_ahead"),
        *("hook_no_home", "hook_no_theme_left", "hook_quiet", "offset_quiet", "offset_unplaced", "offset_outside"),
        *("campaign_yields", "named_on_closed", "named_out_of_season", "rest_broken"),
        *("start_over", "start_past"),
    ),
}
FIRST = frozenset({"mix_bent"})  # what was asked and did not come stands first
# What belongs beside the figures of the balance, and would only make the letter longer.
OF_BALANCE = frozenset({"mix_held", "mission_pushed", "named_on_closed"})
BOOK = "book"  # the step of problems of the workbook itself: how its cells are read

# code → number of its step, the step, and its number within the step
_POSITIONS = {
    code: (number, step, at) for number, (step, codes) in enumerate(FINDINGS.items()) for at, code in enumerate(codes)
}
_SEVERITIES = {severity: n for n, severity in enumerate(Severity)}


def with_places(problems: Iterable[Problem], titles: Mapping[str, str]) -> tuple[Problem, ...]:
    """The findings with places that exist in the workbook, whose tabs have the `titles`, by key.

    The finding of an empty step leads to its tab; a place on a tab that does not exist is left out.
    """
    return tuple(replace(problem, place=_existing_place(problem, titles)) for problem in problems)


def _existing_place(problem: Problem, titles: Mapping[str, str]) -> Place | None:
    place, tab = problem.place, problem.values.get("tab")
    if place is None and isinstance(tab, Title) and tab.tab in titles:
        return Place(titles[tab.tab])
    return place if place and place.tab in titles.values() else None


def step_of(code: str) -> str:
    """The step of the method that a finding is about; `BOOK` for a problem of the workbook itself."""
    return _POSITIONS[code][1] if code in _POSITIONS else BOOK


def is_of_balance(problem: Problem) -> bool:
    """Whether a finding is told on the tab of the balance instead of in the letter: it asks for nothing."""
    is_one_more = problem.code == "frequency_over" and problem.values.get("n") == 1
    return problem.code in OF_BALANCE or is_one_more


def of_letter(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that are told in the letter."""
    return tuple(problem for problem in problems if not is_of_balance(problem))


def in_order(problems: Iterable[Problem], titles: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems by severity; those of the workbook by tab and cell, then the findings in the order of the method.

    `titles` are those of the workbook's tabs, by key. What `FIRST` names stands first within its severity. Problems of
    other tabs come after, those without a place last. What is alike in several cells of a column is one problem.
    """
    tabs = {titles[key]: n for n, key in enumerate((*(tab.key for tab in TABS), *ALL_OUTPUTS)) if key in titles}
    return tuple(joined(sorted(told_once(problems), key=partial(_sort_key, tabs))))


def _sort_key(tabs: Mapping[str, int], problem: Problem) -> tuple[int, int, int, int, int, str, int, int]:
    place, (step, _, at) = problem.place, _POSITIONS.get(problem.code, (-1, BOOK, 0))
    is_first = problem.code in FIRST
    tab = tabs.get(place.tab, len(tabs)) if place else len(tabs) + 1
    row, column = row_and_column(place.cell) if place else (0, 0)
    title = place.tab if place and tab == len(tabs) else ""
    return (_SEVERITIES[problem.severity], int(not is_first), step, at, tab, title, row, column)


def by_severity(problems: Iterable[Problem]) -> list[tuple[Severity, list[Problem]]]:
    """The problems by severity, errors first, each group in the order in which they are given."""
    in_groups = sorted(problems, key=lambda problem: _SEVERITIES[problem.severity])
    return [(severity, list(group)) for severity, group in groupby(in_groups, key=lambda problem: problem.severity)]
