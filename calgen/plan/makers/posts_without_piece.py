"""Posts whose piece of content has no hours: rather than be lost, they tell a lighter subject of its theme."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from calgen.plan.draft import PlanDraft
from calgen.plan.makers.production_tasks import ProductionTask, TaskList
from calgen.plan.model import Post, Slot, Subject, TitleSource
from calgen.plan.target.campaigns import campaign_of


def tasks_without_piece(
    draft: PlanDraft, tasks: TaskList, left_out: Sequence[ProductionTask]
) -> Iterator[ProductionTask]:
    """For each platform of a piece that is left out as a whole, the task of its posts without it, if it is lighter.

    Posts on a day that the user named for the piece have none, nor those that are a campaign's for its sake; nor the
    posts of an evergreen piece that comes again: what its theme tells comes once on a platform.
    """
    platforms = {row.platform: row for row in draft.strategy.platforms}
    out = {index for task in left_out for index in task.posts}
    standing = {post.subject for index, post in enumerate(draft.posts) if index not in out}
    again = {post.subject for post in draft.posts if any(reason.code == "outing" for reason in post.reasons)}

    def is_free(post: Post) -> bool:
        own = campaign_of(draft.strategy, platforms[post.platform], post.day, post.theme)
        return not (post.kept_id or post.has_named_day or post.variant or post.key_date) and own == post.campaign

    for task in left_out:
        has_piece = bool(draft.subjects[task.subject].piece) and task.subject not in standing | again
        if has_piece and all(is_free(draft.posts[index]) for index in task.posts):
            yield from tasks.without_piece(task)


def with_lighter_subjects(draft: PlanDraft, indexes: Collection[int]) -> PlanDraft:
    """The draft where some posts (by index) tell their theme and no piece: an idea that is left, or one to be found."""
    if not indexes:
        return draft
    posts, slots, subjects = list(draft.posts), list(draft.slots), list(draft.subjects)
    for index in sorted(indexes):
        posts[index], slots[index] = _without_piece(posts[index], slots[index])
    ideas = {row.theme: row.ideas for row in draft.strategy.themes}
    used = {row.title for row in subjects if row.title}
    for number in sorted({posts[index].subject for index in indexes}):
        left = [idea for idea in ideas[subjects[number].theme] if idea not in used]
        subjects[number] = _told_by_theme(subjects[number], left[0] if left else "")
        used.add(subjects[number].title)
    return replace(draft, posts=tuple(posts), slots=tuple(slots), subjects=tuple(subjects))


def _without_piece(post: Post, slot: Slot) -> tuple[Post, Slot]:
    """A post and its slot without the pin of a piece, and without the reasons that it gave."""
    of_piece = slot.pin.reasons if slot.pin else ()
    told = tuple(one for one in post.reasons if one not in of_piece and one.code != "outing")
    left = tuple(one for one in slot.reasons if one not in of_piece)
    return replace(post, reasons=told), replace(slot, pin=None, reasons=left)


def _told_by_theme(subject: Subject, idea: str) -> Subject:
    source = TitleSource.IDEA if idea else TitleSource.NONE
    return replace(subject, piece="", title=idea, title_source=source)
