"""Ids of posts and subjects: a row that stays keeps its id, a new one gets the next number, and none is used twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from calgen.merge.edits import Edits
from calgen.merge.row_matching import id_number
from calgen.plan.model import Plan


@dataclass(frozen=True, slots=True)
class PlanIds:
    """The ids of a plan's posts and subjects, in the plan's order, and the numbers of the next new ids."""

    posts: tuple[str, ...]
    subjects: tuple[str, ...]
    next_post: int
    next_subject: int


_Traits = tuple[tuple[str, str], str]  # of a post: (platform, day), theme; of a subject: (theme, first day), title
_Key = Callable[[_Traits], object]
# By which traits an item of the plan takes over the id of an old row, the surest first: all of them; the theme and
# title of a subject, whatever its day; then the first pair alone.
_KEYS: Mapping[str, tuple[_Key, ...]] = {
    "P": (lambda traits: traits, lambda traits: traits[0]),
    "S": (lambda traits: traits, lambda traits: traits[1] and (traits[0][0], traits[1]), lambda traits: traits[0]),
}


def assign_ids(plan: Plan, edits: Edits) -> PlanIds:
    """The ids of a plan that was made under the user's edits."""
    posts = [(post.kept_id, ((post.platform, post.day.isoformat()), post.theme)) for post in plan.posts]
    subjects = [
        (subject.kept_id, ((subject.theme, subject.first.isoformat()), subject.title)) for subject in plan.subjects
    ]
    old_posts = {
        pin.id: ((pin.platform, pin.day.isoformat()), pin.theme)
        for pin in (*edits.kept, *edits.earlier)
        if not pin.is_removed
    }
    old_subjects: dict[str, _Traits] = {
        id_: ((edits.renames.new_name("theme", row.get("theme", "")), row.get("date", "")), row.get("title", ""))
        for id_, row in edits.last_run.rows_of("editorial").items()
        if id_ not in edits.removed.get("editorial", {})
    }
    next_post, next_subject = (edits.next_numbers.get(key, 1) for key in ("social", "editorial"))
    post_ids, next_post = _assign("P", posts, old_posts, next_post)
    subject_ids, next_subject = _assign("S", subjects, old_subjects, next_subject)
    return PlanIds(post_ids, subject_ids, next_post, next_subject)


def _assign(
    letter: str, items: list[tuple[str, _Traits]], old: Mapping[str, _Traits], next_number: int
) -> tuple[tuple[str, ...], int]:
    """The ids of items with their kept ids and traits: the kept one, that of an old row alike, or the next number."""
    ids = {at: kept for at, (kept, _) in enumerate(items) if kept}
    kept_ids = set(ids.values())
    free = {id_: traits for id_, traits in old.items() if id_ not in kept_ids}
    for key in _KEYS[letter]:
        waiting: dict[object, list[str]] = {}
        for id_ in sorted(free, key=lambda id_: (id_number(id_), id_)):
            if key(free[id_]):
                waiting.setdefault(key(free[id_]), []).append(id_)
        for at, (_, traits) in enumerate(items):
            alike = waiting.get(key(traits))
            if at not in ids and alike:
                ids[at] = alike.pop(0)
                del free[ids[at]]
    for at in range(len(items)):
        if at not in ids:
            ids[at] = f"{letter}{next_number:04d}"
            next_number += 1
    return tuple(ids[at] for at in range(len(items))), next_number
