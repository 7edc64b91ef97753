"""Which posts are left out for want of hours (`over_capacity` = thin), and the plan without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import replace
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan.draft import PlanDraft
from calgen.plan.makers.missions import with_first_post
from calgen.plan.model import GapCause, Post, PostGap, Slot, Subject, TitleSource
from calgen.plan.pins.pieces import window_of
from calgen.plan.slots.platform_slots import remove_slots
from calgen.plan.subjects.titles import spread_ideas
from calgen.plan.themes import windows


def gaps_left(draft: PlanDraft, left_out: Collection[int]) -> Iterator[PostGap]:
    """The number of posts that are left out (by index), for each platform."""
    days: dict[str, list[date]] = {}
    for index in left_out:
        days.setdefault(draft.posts[index].platform, []).append(draft.posts[index].day)
    for platform in draft.strategy.platforms:
        if own := days.get(platform.platform):
            yield PostGap.of_days(platform.platform, GapCause.NO_HOURS, Counter(own))


def pieces_left_out(draft: PlanDraft, left_out: Collection[int]) -> Iterator[Problem]:
    """A problem for each piece of content all of whose posts are left out (by index)."""
    remaining = {post.subject for index, post in enumerate(draft.posts) if index not in left_out}
    gone = {subject.piece for subject in draft.subjects if subject.number not in remaining}
    for piece in draft.strategy.content:
        if piece.title in gone:
            yield Problem("piece_thinned", piece.source.place("title"), Severity.WARNING, {"piece": piece.title})


def posts_after_window(draft: PlanDraft, left_out: Collection[int]) -> set[int]:
    """The indexes of posts of dated pieces whose posts in their own window are left out: no piece begins after it."""
    if not left_out:
        return set()
    posts_of_piece: dict[str, list[int]] = {}
    for index, post in enumerate(draft.posts):
        posts_of_piece.setdefault(draft.subjects[post.subject].piece, []).append(index)
    found = set[int]()
    for piece in draft.strategy.content:
        own = posts_of_piece.get(piece.title, [])
        remaining = [index for index in own if index not in left_out]
        if len(remaining) < len(own) and piece.publish is None and windows.is_due(draft, piece):
            last = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)[1]
            posts = [draft.posts[index] for index in remaining]
            if not any(post.day <= last or post.kept_id or post.has_named_day for post in posts):
                found |= set(remaining)
    return found


def without_posts(draft: PlanDraft, left_out: Collection[int]) -> PlanDraft:
    """The draft without some posts (by index) and without the subjects that have none left, the others renumbered.

    The posts that are left on a day take over its best hours.
    """
    pairs = sorted(_remaining(draft, left_out), key=lambda pair: pair[0].sort_key)
    posts = [post for post, _ in pairs]
    numbers = {old: new for new, old in enumerate(sorted({post.subject for post in posts}))}
    subjects = _with_ideas_left(draft.subjects, numbers)
    days: dict[int, list[date]] = {}
    for post in posts:
        days.setdefault(post.subject, []).append(post.day)
    posts = [replace(post, subject=numbers[post.subject]) for post in posts]
    left = (
        replace(subjects[old], number=new, first=min(days[old]), last=max(days[old])) for old, new in numbers.items()
    )
    return replace(
        draft,
        posts=tuple(posts),
        subjects=with_first_post(tuple(left), posts),
        slots=tuple(slot for _, slot in pairs),
    )


def _with_ideas_left(subjects: Sequence[Subject], remaining: Container[int]) -> list[Subject]:
    """The subjects, those that remain (by number) with the ideas of those that do not, spread over those of their theme
    that have no title. A title that is to be found for a key date takes none.
    """
    gone = [row for row in subjects if row.number not in remaining and row.title_source is TitleSource.IDEA]
    ideas = {row.theme: [other.title for other in gone if other.theme == row.theme] for row in gone}
    found = list(subjects)
    heirs = [row for row in subjects if row.number in remaining and row.title_source is not TitleSource.KEY_DATE]
    given = spread_ideas([(row.theme, not _lacks_title(row)) for row in heirs], ideas) if gone else {}
    for at, title in given.items():
        found[heirs[at].number] = replace(heirs[at], title=title, title_source=TitleSource.IDEA)
    return found


def _lacks_title(subject: Subject) -> bool:
    return not (subject.title or subject.piece or subject.kept_id)


def _remaining(draft: PlanDraft, left_out: Collection[int]) -> Iterator[tuple[Post, Slot]]:
    """The posts that are not left out, with their slots and hours."""
    slots: dict[tuple[str, date, int], list[Slot]] = {}
    for slot in remove_slots(draft, draft.slots, [draft.slots[index] for index in left_out]):
        slots.setdefault((slot.platform, slot.day, slot.index), []).append(slot)
    for index, (post, old) in enumerate(zip(draft.posts, draft.slots, strict=True)):
        if index not in left_out:
            slot = slots[old.platform, old.day, old.index].pop(0)
            yield replace(post, time=slot.time), slot
