"""The three findings that cost the user most: what to do if she only does three things."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from calgen.book.problems import Problem, Severity

MOST = 3
# From what costs most to what costs least: a calendar that is over, work that nobody can do, a calendar that cannot
# be filled, posts that were asked and do not come, effort that nobody can judge, then what weakens every post. What is
# not named comes after.
COSTLIEST = (
    "start_over",
    *("hours_short", "platforms_too_many", "hours_unknown", "platforms_unstaffed", "nobody_makes", "routines_fill"),
    *("leads_short", "subjects_to_find", "thinned", "piece_thinned"),
    *("mix_bent", "frequency_short", "hours_full", "no_theme_left", "campaigns_beyond_all", "campaign_beyond"),
    *("vanity_only", "goal_tenfold", "results_untracked", "no_review", "objective_unmeasured", "cadence_leap"),
    *("objective_few_posts", "objective_unserved", "nobody_answers", "audience_elsewhen", "audience_unreached"),
    *("wheel_all", "brand_absent", "message_empty", "proof_missing", "mission_thin", "video_network_still"),
)
# code → another that has the same cause and the same cure: only the first of them is told
_SAME_CAUSE = {"platforms_unstaffed": "hours_unknown", "resources_empty": "hours_unknown"}
_RANKS = {code: rank for rank, code in enumerate(COSTLIEST)}


def first_advice(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Up to three warnings, no two of one kind, from what costs most; none while there are errors.

    Of equal ones the first in the order of the letter.
    """
    if any(problem.severity is Severity.ERROR for problem in problems):
        return ()
    warnings = [problem for problem in problems if problem.severity is Severity.WARNING]
    first: dict[str, Problem] = {}
    for problem in sorted(warnings, key=_rank):
        first.setdefault(_SAME_CAUSE.get(problem.code, problem.code), problem)
    return tuple(first.values())[:MOST]


def _rank(problem: Problem) -> tuple[int, float]:
    """The rank of a finding; of several findings of hours that are short, the largest comes first."""
    hours = problem.values.get("hours")
    size = float(hours) if problem.code == "hours_short" and isinstance(hours, int | float | Fraction) else 0.0
    return _RANKS.get(problem.code, len(COSTLIEST)), -size
