"""The order in which findings are told: by the steps of the method, then by severity, then by importance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title

# step → the codes of its findings, in the order in which a reader would want them
FINDINGS: Mapping[str, tuple[str, ...]] = {
    "frame": (
        *("role_blank", "approval_blank", "business_blank", "cost_over_budget", "budget_blank", "swot_blank"),
        "cost_per_result",
    ),
    "target": ("target_empty", "audience_unreached", "audience_elsewhere", "audiences_too_many"),
    "objectives": (
        *("vanity_only", "objective_unmeasured", "deadline_outside", "objective_unserved"),
        *("wheel_all", "wheel_too_many", "wheel_none", "mission_unserved", "domains_bare"),
    ),
    "message": (
        *("message_empty", "brand_absent", "proof_missing", "message_blank", "mix_lowered", "mix_raised"),
        *("category_bare", "one_call", "stages_missing", "brand_words_blank", "themes_like_all", "themes_alone"),
        "subjects_to_find",
    ),
    "strategy": (
        *("strategy_empty", "campaign_no_base", "campaigns_clash", "campaigns_beyond_all", "campaign_no_home"),
        *(
            "campaign_spaced",
            "campaign_displaced",
            "campaign_closed",
            "campaign_thinned",
            "campaign_beyond",
            "media_alone",
        ),
        *("campaign_no_action", "campaign_outside", "sales_outside", "key_date_unknown", "hook_no_theme"),
        "holidays_ahead",
    ),
    "technologies": (
        *("mission_thin", "mission_short", "mission_pushed"),
        *("platforms_too_many", "cadence_leap", "cadence_unlike", "format_not_there"),
    ),
    "evaluate": (
        *("evaluate_empty", "no_review", "results_missing", "indicator_unseen"),
        *("test_pairs_short", "test_pairs"),
    ),
    "resources": (
        *("resources_empty", "hours_short", "owner_away", "nobody_there", "nobody_makes", "thinned", "piece_thinned"),
        "leads_short",
    ),
    "calendar": (
        *("text_sales", "text_too_long", "text_hashtags", "text_same_hour", "text_again", "text_links"),
        *("frequency_short", "frequency_over", "hours_full", "no_theme_left", "mix_off", "mix_off_more", "mix_held"),
        "open_slots_kept",
        *("piece_no_home", "piece_unplaced", "piece_out_of_season", "piece_without_post", "pieces_waiting"),
        *("hook_no_home", "hook_quiet", "offset_quiet"),
        *("campaign_yields", "named_on_closed", "named_out_of_season", "rest_broken"),
        *("start_over", "start_past"),
    ),
}
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


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, as found; then step by step, warnings before notes; those of one code by their rows."""
    return sorted(problems, key=_sort_key)


def _sort_key(problem: Problem) -> tuple[int, ...]:
    if problem.severity is Severity.ERROR:
        return (0,)
    number, _, at = _POSITIONS.get(problem.code, (len(FINDINGS), BOOK, 0))
    row = re.search(r"\d+", problem.place.cell) if problem.place else None
    return (1, number, _SEVERITIES[problem.severity], at, int(row[0]) if row else 0)


def by_step(problems: Iterable[Problem]) -> list[tuple[str, list[Problem]]]:
    """The problems in order under the step of each; errors come first, under an empty one."""

    def step(problem: Problem) -> str:
        return "" if problem.severity is Severity.ERROR else step_of(problem.code)

    return [(key, list(group)) for key, group in groupby(in_order(problems), key=step)]
