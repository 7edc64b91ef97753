"""The order in which the findings are told: step by step of the method, what weighs most first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title

# step → its findings, in the order in which a reader would want them
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
        *("strategy_empty", "campaign_no_base", "campaigns_clash", "campaign_no_home", "media_alone"),
        *("campaign_no_action", "campaign_outside", "sales_outside", "key_date_unknown", "hook_no_theme"),
        "holidays_ahead",
    ),
    "technologies": (
        *("mission_thin", "mission_short", "mission_pushed"),
        *("platforms_too_many", "cadence_leap", "cadence_unlike"),
    ),
    "evaluate": ("evaluate_empty", "no_review", "results_missing", "indicator_unseen"),
    "resources": ("resources_empty", "hours_short", "nobody_makes", "thinned", "piece_thinned", "leads_short"),
    "calendar": (
        *("text_sales", "text_too_long", "text_hashtags", "text_same_hour", "text_again", "text_links"),
        *("frequency_short", "frequency_over", "no_theme_left", "mix_off", "mix_held"),
        *("piece_no_home", "piece_unplaced", "hook_no_home", "hook_quiet", "offset_quiet", "named_on_closed"),
        *("start_over", "start_past"),
    ),
}
BOOK = "book"  # what is said of the workbook itself: how its cells are read

_PLACE = {code: (n, step, m) for n, (step, codes) in enumerate(FINDINGS.items()) for m, code in enumerate(codes)}
_WEIGHT = {severity: n for n, severity in enumerate(Severity)}


def with_places(problems: Iterable[Problem], titles: Mapping[str, str]) -> tuple[Problem, ...]:
    """The findings with places that exist: an empty step leads to its tab, where there is one (`titles`, by key)."""
    return tuple(replace(one, place=_there(one, titles)) for one in problems)


def _there(problem: Problem, titles: Mapping[str, str]) -> Place | None:
    place, tab = problem.place, problem.values.get("tab")
    if place is None and isinstance(tab, Title) and tab.tab in titles:
        return Place(titles[tab.tab])
    return place if place and place.tab in titles.values() else None


def step_of(code: str) -> str:
    """The step of the method that a finding is about; `BOOK` for what is said of the workbook's cells."""
    return _PLACE[code][1] if code in _PLACE else BOOK


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, as found; then step by step, warnings before notes; several of one kind by their rows."""
    return sorted(problems, key=_order)


def _order(problem: Problem) -> tuple[int, ...]:
    step, _, at = _PLACE.get(problem.code, (len(FINDINGS), BOOK, 0))
    if problem.severity is Severity.ERROR:
        return (0,)
    row = re.search(r"\d+", problem.place.cell) if problem.place else None
    return (1, step, _WEIGHT[problem.severity], at, int(row[0]) if row else 0)


def by_step(problems: Iterable[Problem]) -> list[tuple[str, list[Problem]]]:
    """The letter: the errors under an empty heading, then each step that has something to say."""

    def heading(one: Problem) -> str:
        return "" if one.severity is Severity.ERROR else step_of(one.code)

    return [(step, list(own)) for step, own in groupby(in_order(problems), key=heading)]
