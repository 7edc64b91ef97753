"""Ids: what stands where it stood keeps its number, a new line gets the next one, and none is used again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from calgen.merge.edits import Edits
from calgen.merge.row_matching import number
from calgen.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a plan's posts and subjects, in their order, and the next numbers ever."""

    posts: tuple[str, ...]
    subjects: tuple[str, ...]
    next_post: int
    next_subject: int


_Trait = tuple[tuple[str, str], str]


_Look = Callable[[_Trait], object]
# by all traits; a subject by its theme and title, wherever it went; by the first pair: platform and day, theme and day
_LOOKS: Mapping[str, tuple[_Look, ...]] = {
    "P": (lambda trait: trait, lambda trait: trait[0]),
    "S": (lambda trait: trait, lambda trait: trait[1] and (trait[0][0], trait[1]), lambda trait: trait[0]),
}


def identify(plan: Plan, edits: Edits) -> Ids:
    """Ids for a plan after the user's edits."""
    posts = [(post.kept_id, ((post.platform, post.day.isoformat()), post.theme)) for post in plan.posts]
    subjects = [(one.kept_id, ((one.theme, one.first.isoformat()), one.title)) for one in plan.subjects]
    old_posts = {
        pin.id: ((pin.platform, pin.day.isoformat()), pin.theme)
        for pin in (*edits.kept, *edits.earlier)
        if not pin.is_removed
    }
    old_subjects: dict[str, _Trait] = {
        id_: ((row.get("theme", ""), row.get("date", "")), row.get("title", ""))
        for id_, row in edits.memory.of("editorial").items()
        if id_ not in edits.removed.get("editorial", {})
    }
    next_post, next_subject = (edits.next_numbers.get(key, 1) for key in ("social", "editorial"))
    post_ids, next_post = _number("P", posts, old_posts, next_post)
    subject_ids, next_subject = _number("S", subjects, old_subjects, next_subject)
    return Ids(post_ids, subject_ids, next_post, next_subject)


def _number(
    letter: str, new: list[tuple[str, _Trait]], old: Mapping[str, _Trait], next_number: int
) -> tuple[tuple[str, ...], int]:
    """Matched by each look in turn."""
    given = {at: kept for at, (kept, _) in enumerate(new) if kept}
    settled = set(given.values())
    free = {id_: trait for id_, trait in old.items() if id_ not in settled}
    for look in _LOOKS[letter]:
        waiting: dict[object, list[str]] = {}
        for id_ in sorted(free, key=lambda id_: (number(id_), id_)):
            if look(free[id_]):
                waiting.setdefault(look(free[id_]), []).append(id_)
        for at, (_, trait) in enumerate(new):
            names = waiting.get(look(trait))
            if at not in given and names:
                given[at] = names.pop(0)
                del free[given[at]]
    for at in range(len(new)):
        if at not in given:
            given[at] = f"{letter}{next_number:04d}"
            next_number += 1
    return tuple(given[at] for at in range(len(new))), next_number
