"""From the strategy to its plan: one file per pass, and all passes in order in `PASSES`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from calgen.book.folding import fold
from calgen.book.problems import Problem
from calgen.plan.asked_before import NOTHING_BEFORE, AskedBefore
from calgen.plan.draft import PlanDraft
from calgen.plan.known_gaps import NO_GAPS_KNOWN, KnownGaps
from calgen.plan.makers import absence_problems, author_problems, capacity, missions
from calgen.plan.makers.lost_places import lost_places
from calgen.plan.model import Plan
from calgen.plan.pin import Pin
from calgen.plan.pins import campaign_days, hooks, kept_posts, pieces, retained_posts
from calgen.plan.proof import certificate
from calgen.plan.proof.gap_causes import gaps_to_remember, with_true_causes
from calgen.plan.proof.gap_problems import gap_problems
from calgen.plan.proof.hour_problems import hour_problems
from calgen.plan.proof.period_counts import with_period_counts
from calgen.plan.slots import cadence, platform_slots
from calgen.plan.slots.draft_path import path_of_posts
from calgen.plan.slots.open_slots import open_posts
from calgen.plan.slots.plan_days import plan_days
from calgen.plan.subjects import idea_months
from calgen.plan.subjects.ab_pairs import with_whole_pairs
from calgen.plan.target.target_path import TargetPath
from calgen.plan.themes import choose_themes, new_themes, windows
from calgen.strategy import TABS, Strategy

Pass = Callable[[PlanDraft], PlanDraft]

PASSES: tuple[Pass, ...] = (
    kept_posts.complete_kept_posts,  # the posts that the user settled
    pieces.pin_pieces,  # the posts of named days: of pieces of content,
    hooks.pin_hooks,  # of key dates that are taken as a hook,
    campaign_days.pin_set_days,  # and of the set days of campaigns
    retained_posts.retain_posts,  # the posts of the earlier plan, where they are retained
    cadence.count_posts,  # how many posts in each week or month
    platform_slots.make_slots,  # their days and hours
    windows.add_missing_slots,  # a slot for every piece that is due in a window
    new_themes.give_new_themes,  # slots of the earlier plan for what is new in the strategy
    choose_themes.choose_themes,  # their themes and subjects
    missions.assign_missions,  # their objectives, audiences and formats
    capacity.assign_makers,  # their owners, within the hours of each
    idea_months.even_months,  # the ideas of themes, evenly over the months
    absence_problems.tell_absences,  # what goes out on a day off
    author_problems.tell_replaced_authors,  # which pieces their author does not make
)


def plan(
    strategy: Strategy,
    kept: Sequence[Pin],
    today: date,
    earlier: Sequence[Pin] = (),
    *,
    frozen: bool = False,
    new_formats: bool = False,
    new_hours: bool = False,
    new_themes: Collection[str] = (),
    same_themes: bool = False,
    is_adapted: bool = False,
    asked_before: AskedBefore = NOTHING_BEFORE,
    known_gaps: KnownGaps | None = None,
) -> Plan:
    """The plan of a strategy from its start, or from today where that is later.

    `kept` are the posts of the calendar that the user settled or removed; `earlier` are those of the earlier plan that
    may move, though each change counts against a plan. With `frozen` the plan has the kept posts and no other.
    With `new_formats` the strategy has other formats than it had for the earlier plan: some posts take a new one; with
    `new_hours` people have other hours than then: some posts take a heavier one, where there are hours for it;
    `new_themes` are those that it did not have then. With `same_themes` nothing has changed on which the themes of
    posts depend: those that may stand where they stood keep theirs; with `is_adapted` the user has accepted a change,
    which themes follow even where little is gained by it. The days before today are judged by what was
    `asked_before` of them, where that is known. `known_gaps` is what the last run told of missing posts.

    The order of rows has no effect: the rows of each tab are sorted first.
    """
    draft = _first_draft(_sorted_rows(strategy), kept, today, earlier)
    news = replace(
        draft,
        has_new_formats=new_formats,
        has_new_hours=new_hours,
        new_themes=frozenset(new_themes),
        keeps_themes=same_themes and bool(earlier),
        is_adapted=is_adapted,
        known_gaps=known_gaps or NO_GAPS_KNOWN,
    )
    found = _planned(replace(_with_asked_before(news, asked_before), is_frozen=frozen))
    return replace(found, problems=_all_problems(found, draft.strategy, today), planned_from=strategy)


def _all_problems(made: Plan, strategy: Strategy, today: date) -> tuple[Problem, ...]:
    """The problems of a plan, with those of its missing posts and of its hours."""
    gaps = gap_problems(strategy, made.gaps, made.periods, made.horizon)
    return (*made.problems, *gaps, *hour_problems(strategy, made.posts, today))


def _with_asked_before(draft: PlanDraft, before: AskedBefore) -> PlanDraft:
    """The draft with a target path that is, on days that are over, the one of those days."""
    return replace(draft, asked_before=before, path=TargetPath(draft.strategy, before)) if before else draft


def _first_draft(strategy: Strategy, kept: Sequence[Pin], today: date, earlier: Sequence[Pin]) -> PlanDraft:
    pins = tuple(sorted(kept, key=lambda pin: (pin.day, pin.platform, pin.theme, pin.id)))
    return PlanDraft(
        strategy=strategy,
        today=today,
        kept=tuple(pin for pin in pins if not pin.is_removed),
        horizon=plan_days(strategy, today),
        removed=tuple(pin for pin in pins if pin.is_removed),
        earlier=tuple(earlier),
        pins=pins,
    )


def _planned(draft: PlanDraft) -> Plan:
    """The draft after all passes, with its certificate."""
    draft = _after_passes(draft)
    draft = with_true_causes(replace(draft, path=path_of_posts(draft)))
    posts = sorted((*with_whole_pairs(draft), *open_posts(draft)), key=lambda post: post.sort_key)
    return Plan(
        horizon=draft.horizon,
        periods=draft.periods,
        posts=with_period_counts(posts, draft.periods),
        subjects=draft.subjects,
        certificate=certificate.certify(draft),
        problems=draft.problems,
        gaps=draft.gaps,
        removed=draft.removed,
        known_gaps=gaps_to_remember(draft),
        asked_before=draft.asked_before,
        path=draft.path,
    )


def _after_passes(draft: PlanDraft) -> PlanDraft:
    """The draft after all passes; where posts of the earlier plan gave way to others that nobody has hours for, they
    hold their places, and the passes from the new themes on are made again.
    """
    drafts: dict[Pass, PlanDraft] = {}
    for plan_pass in PASSES:
        drafts[plan_pass] = draft = plan_pass(draft)
    if lost := lost_places(drafts[missions.assign_missions], drafts[capacity.assign_makers]):
        draft = replace(drafts[windows.add_missing_slots], held_places=lost)
        for plan_pass in PASSES[PASSES.index(new_themes.give_new_themes) :]:
            draft = plan_pass(draft)
    return draft


def _sorted_rows(strategy: Strategy) -> Strategy:
    """The same strategy with the rows of each tab sorted by name."""
    tabs: dict[str, Any] = {tab.key: getattr(strategy, tab.key) for tab in TABS if tab.key != "settings"}
    ordered: dict[str, Any] = {key: tuple(sorted(rows, key=_row_key)) for key, rows in tabs.items()}
    return replace(strategy, **ordered)


def _row_key(row: Any) -> tuple[str, str]:
    first: str = getattr(row, next(iter(row.__dataclass_fields__)))
    return (fold(first), repr(row))
