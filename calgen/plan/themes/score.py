"""The score of a finished plan: what it does less well than it might, by the rules that the search goes by.

Lower is better. Each rule has a weight, a count, points and a worst place. Gaps are measured after every post: measured
at the end alone, they would let the search drift from the target path in between; see docs/planner.md, "The score".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, fsum

from calgen.plan.asked_before import NOTHING_BEFORE
from calgen.plan.model import Period, Plan, Post, Slot
from calgen.plan.pin import Pin
from calgen.plan.target.spacing_room import days_of_posts
from calgen.plan.target.target_path import TargetPath
from calgen.plan.themes.assignment import Assignment, KnownSubjects
from calgen.plan.themes.campaign_targets import campaign_targets, campaigns_by_theme
from calgen.plan.themes.instance import Instance, InstanceInput
from calgen.plan.themes.rule import Fault, Rule
from calgen.plan.themes.rules import RULES
from calgen.strategy import Strategy
from calgen.strategy.content import Piece

EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What one rule adds to the score: `points` are `weight` times `count`; `worst` is None where nothing was found."""

    rule: str
    weight: float
    count: float
    points: float
    worst: Fault | None


def score_plan(
    strategy: Strategy, plan: Plan, today: date | None = None, earlier: Iterable[Pin] = ()
) -> tuple[RuleScore, ...]:
    """The score of each rule, in the order of `RULES`; what was due before `today` is no fault.

    `earlier` are the posts of the plan before it, if there is one.
    """
    state = finished_assignment(strategy, plan, today or plan.horizon.first, earlier)
    return tuple(_rule_score(rule, state) for rule in RULES)


def total_points(scores: Iterable[RuleScore]) -> float:
    """The points of all rules."""
    return fsum(score.points for score in scores)


def _rule_score(rule: Rule, state: Assignment) -> RuleScore:
    faults = [fault for fault in rule.faults(state) if fault.size > EPSILON]
    count = fsum(fault.size for fault in faults)
    worst = min(faults, key=lambda fault: fault.rank, default=None)
    return RuleScore(rule.key, rule.weight, count, rule.weight * count, worst)


def finished_assignment(strategy: Strategy, plan: Plan, today: date, earlier: Iterable[Pin]) -> Assignment:
    """The assignment of a plan: all of its posts are pinned, and its subjects are known."""
    posts = sorted(plan.posts, key=lambda post: post.sort_key)
    subjects = plan.subjects
    path = TargetPath(strategy, plan.asked_before or NOTHING_BEFORE, days_of_posts(posts))
    slots = tuple(_slot(post, subjects[post.subject].piece) for post in posts)
    first_day = max(plan.horizon.first, today)
    instance = Instance(
        InstanceInput(
            strategy=strategy,
            slots=slots,
            share_of=path.at,
            targets=campaign_targets(strategy, slots, path.at, today),
            campaigns=campaigns_by_theme(strategy, slots),
            earlier=_earlier_themes(posts, earlier),
            settled=[bool(post.kept_id or post.has_named_day or subjects[post.subject].piece) for post in posts],
            launches=[
                str(post.subject) if subjects[post.subject].first == post.day else post.platform for post in posts
            ],
            due=due_pieces(strategy, first_day, plan.horizon.last),
            unavoidable=_unavoidable(plan),
            missing=missing_posts(strategy, plan.periods, [*posts, *plan.removed], today),
        )
    )
    untitled = Counter(subject.theme for subject in subjects if not subject.title)
    known = KnownSubjects([untitled[theme] for theme in instance.themes], _fewest_untitled(strategy, posts))
    return Assignment(instance, instance.pins, known)


def _earlier_themes(posts: Sequence[Post], earlier: Iterable[Pin]) -> list[str]:
    """By post: the theme that its platform had on that day in the earlier plan, its own if that is among them."""
    themes: dict[tuple[str, date], list[str]] = {}
    for pin in earlier:
        themes.setdefault((pin.platform, pin.day), []).append(pin.theme)
    own = Counter[tuple[str, date, str]]((post.platform, post.day, post.theme) for post in posts)
    found = []
    for post in posts:
        there = themes.get((post.platform, post.day), [])
        others = [theme for theme in there if not own[post.platform, post.day, theme]]
        theme = post.theme if post.theme in there else next(iter(others), "")
        found.append(theme)
        if theme:
            there.remove(theme)
    return found


def _slot(post: Post, piece: str) -> Slot:
    pin = Pin(post.platform, post.day, post.theme, piece, campaign=post.campaign, outside_mix=post.outside_mix)
    return Slot(post.platform, post.day, post.time, 1, 1, "week", pin=pin)


def _unavoidable(plan: Plan) -> dict[str, float]:
    """By platform: the unavoidable gap of its farthest category, as the certificate tells it."""
    found: dict[str, float] = {}
    for line in plan.certificate:
        if line.level == "category" and line.platform:
            found[line.platform] = max(found.get(line.platform, 0.0), line.unavoidable)
    return found


def due_pieces(strategy: Strategy, first: date, last: date) -> Mapping[str, tuple[date, date]]:
    """The pieces with a day or a window between two days, with the first and last day on which they are due."""
    windows = {piece.title: _due_window(piece, first, last) for piece in strategy.content}
    return {title: window for title, window in windows.items() if window[0] <= window[1]}


def _due_window(piece: Piece, first: date, last: date) -> tuple[date, date]:
    """The first and last day on which a piece is due; reversed where it has no date, or none between two days."""
    if piece.publish is not None:
        day = piece.publish
        return (day, day) if first <= day <= last else (date.max, date.min)
    if piece.start is None and piece.end is None:
        return date.max, date.min
    ends = [day for day in (piece.end, piece.expires) if day]
    return max(first, piece.start or first), min(last, *ends) if ends else last


def missing_posts(
    strategy: Strategy, periods: Sequence[Period], posts: Iterable[Post | Pin], today: date
) -> Mapping[str, tuple[date, int]]:
    """By platform: the first day, and the whole posts by which it has fewer than asked, in the periods from today on.

    A post that the user removed counts as one.
    """
    days: dict[str, list[date]] = {}
    for post in posts:
        days.setdefault(post.platform, []).append(post.day)
    found = {}
    for platform in strategy.platforms:
        name = platform.platform
        own = [period for period in periods if period.platform == name and period.first >= today]
        if own:
            first, asked = min(period.first for period in own), sum(period.asked for period in own)
            found[name] = first, max(0, floor(asked) - sum(day >= first for day in days.get(name, ())))
    return found


def _fewest_untitled(strategy: Strategy, posts: Iterable[Post]) -> int:
    """The posts of the busiest platform minus the titles at hand: so many subjects without a title has any plan."""
    posts_per_subject = {platform.platform: platform.outings for platform in strategy.platforms}
    counts = Counter(post.platform for post in posts)
    busiest = max((ceil(count / posts_per_subject[name]) for name, count in counts.items()), default=0)
    titles = len(strategy.content) + sum(len(theme.ideas) for theme in strategy.themes)
    return max(0, busiest - titles)
