"""Posts that an earlier plan gave to an evergreen piece, and for which the rest of the piece leaves no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from calgen.plan.model import Slot
from calgen.plan.subjects.evergreen_rests import is_chosen_for_piece, rests_of
from calgen.plan.subjects.piece_pool import PiecePool
from calgen.plan.subjects.subject_group import SubjectGroup
from calgen.strategy import Strategy
from calgen.strategy.content import Piece


def with_rests(strategy: Strategy, slots: Sequence[Slot], first: date, last: date) -> list[Slot]:
    """The slots, where those that an evergreen piece may not have lose their piece and subject, and keep their theme.

    `first` and `last` are those of the plan.
    """
    if not any(piece.evergreen for piece in strategy.content):
        return list(slots)
    unrested = unrested_posts(slots, PiecePool(strategy, first, last))
    return [_without_subject(slot) if index in unrested else slot for index, slot in enumerate(slots)]


def _without_subject(slot: Slot) -> Slot:
    return slot if slot.pin is None else replace(slot, pin=replace(slot.pin, piece="", subject="", title=""))


def unrested_posts(slots: Sequence[Slot], pool: PiecePool) -> set[int]:
    """The indexes of the slots whose piece comes too soon, of those for which the planner chose it.

    It comes too soon after a settled post of the piece, too soon before one of the user's, or too often.
    """
    by_piece: dict[str, list[int]] = {}
    for index, slot in enumerate(slots):
        piece = pool.pieces.get(slot.pin.piece) if slot.pin else None
        if piece and piece.evergreen:
            by_piece.setdefault(piece.title, []).append(index)
    return {
        index
        for title, indexes in by_piece.items()
        if any(_may_yield(slots[index]) for index in indexes)
        for index in _unrested_of(pool.pieces[title], slots, indexes, pool)
    }


def _may_yield(slot: Slot) -> bool:
    return slot.pin is not None and is_chosen_for_piece(slot.pin)


def _unrested_of(piece: Piece, slots: Sequence[Slot], indexes: Sequence[int], pool: PiecePool) -> Iterator[int]:
    """Those of one piece: its settled posts are placed in order, and what has no room is left out."""
    rests = rests_of(piece, [pin for index in indexes if (pin := slots[index].pin)])
    assert rests
    group: SubjectGroup | None = None
    for index in sorted(indexes, key=lambda index: (slots[index].day, _may_yield(slots[index]), slots[index].sort_key)):
        slot = slots[index]
        if group is None:
            begun = pool.new_group(piece.theme, slot, piece)
            if _may_yield(slot) and not rests.is_clear(slot.day, until=begun.until):
                yield index
                continue
            group, begun.rests = begun, rests
            group.begin()
        elif _may_yield(slot) and not group.can_keep(slot):
            yield index
            continue
        else:
            group.settle(slot, pool.ends[piece.title])
        group.add(index, slot)
