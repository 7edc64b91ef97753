"""The target path of a draft: computed once, then taken over from pass to pass, for the posts that there are then."""

from __future__ import annotations

from calgen.plan.draft import PlanDraft
from calgen.plan.target.spacing_room import days_of_posts
from calgen.plan.target.target_path import TargetPath


def path_of_slots(draft: PlanDraft) -> TargetPath:
    """The target path of the draft's slots."""
    return _path_of_strategy(draft).with_posts(days_of_posts(draft.slots))


def path_of_posts(draft: PlanDraft) -> TargetPath:
    """The target path of the draft's posts."""
    return _path_of_strategy(draft).with_posts(days_of_posts(draft.posts))


def _path_of_strategy(draft: PlanDraft) -> TargetPath:
    return draft.path or TargetPath(draft.strategy, draft.asked_before)
