"""The pass that evens the ideas out over the months, once all posts stand: each month has its part of them within two.

Pieces with dates, and posts that are left out, shift what the spread of `titles` gave to a month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Subject, TitleSource
from calgen.strategy.content import Piece

MOST_OFF = 2.0  # titles of the user by which a month may differ from its part
COUNTED = (TitleSource.IDEA, TitleSource.CONTENT, TitleSource.NONE)

_Month = tuple[int, int]


def even_months(draft: PlanDraft) -> PlanDraft:
    """The draft with ideas of subjects that begin in a crowded month given to others of their theme in an empty one.

    The ideas of a theme keep their order. Subjects of an earlier plan, and of the user's posts, keep their titles.
    """
    if draft.earlier or draft.is_frozen:
        return draft
    pieces = {piece.title: piece for piece in draft.strategy.content}
    counted = [at for at, row in enumerate(draft.subjects) if _is_counted(draft, row, pieces)]
    chosen = _Months([draft.subjects[at] for at in counted]).evened()
    subjects = list(draft.subjects)
    for at, row in zip(counted, chosen, strict=True):
        subjects[at] = row
    return replace(draft, subjects=tuple(subjects))


def _is_counted(draft: PlanDraft, subject: Subject, pieces: Mapping[str, Piece]) -> bool:
    piece = pieces.get(subject.piece)
    is_dated = piece and (piece.publish or piece.start or piece.end or piece.expires or piece.evergreen)
    is_new = not subject.kept_id and subject.first >= draft.today
    return is_new and not is_dated and subject.title_source in COUNTED


class _Months:
    """The new subjects without a date of the user's, and by how many titles each month has more than its part."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self._subjects = list(subjects)
        self._ideas: dict[str, list[str]] = {}  # of each theme, in order
        for row in subjects:
            if row.title_source is TitleSource.IDEA:
                self._ideas.setdefault(row.theme, []).append(row.title)
        self._months = [(row.first.year, row.first.month) for row in subjects]
        counts = Counter(row.theme for row in subjects)
        own = Counter(row.theme for row in subjects if row.title_source is not TitleSource.NONE)
        self._surplus: dict[_Month, float] = dict.fromkeys(sorted(self._months), 0.0)
        for row, month in zip(subjects, self._months, strict=True):
            self._surplus[month] += (row.title_source is not TitleSource.NONE) - own[row.theme] / counts[row.theme]

    def evened(self) -> list[Subject]:
        """The subjects, with their ideas in other places where a month was too far from its part."""
        moved = set[str]()
        while max(map(abs, self._surplus.values()), default=0.0) > MOST_OFF:
            best = min(self._moves(), default=None)
            if best is None:
                break
            _, giver, taker = best
            moved.add(self._subjects[giver].theme)
            self._move(giver, taker)
        for theme in sorted(moved):
            self._put_in_order(theme)
        return self._subjects

    def _moves(self) -> Iterator[tuple[float, int, int]]:
        """The moves of an idea that bring two months nearer to their parts, with what they change, lowest is best."""
        worst = max(self._surplus, key=lambda month: (abs(self._surplus[month]), month))
        is_crowded = self._surplus[worst] > 0
        for month in self._surplus:
            crowded, empty = (worst, month) if is_crowded else (month, worst)
            change = self._surplus[empty] - self._surplus[crowded] + 1
            if change < 0:
                givers = self._first_of_themes(crowded, TitleSource.IDEA)
                takers = self._first_of_themes(empty, TitleSource.NONE)
                yield from ((change, givers[a], takers[b]) for a, b in product(givers, takers) if a == b)

    def _first_of_themes(self, month: _Month, source: TitleSource) -> dict[str, int]:
        """The first subject of each theme with a source of its title that begins in a month, by theme."""
        found: dict[str, int] = {}
        for at, row in enumerate(self._subjects):
            if self._months[at] == month and row.title_source is source:
                found.setdefault(row.theme, at)
        return found

    def _move(self, giver: int, taker: int) -> None:
        one, other = self._subjects[giver], self._subjects[taker]
        self._subjects[giver] = replace(one, title="", title_source=TitleSource.NONE)
        self._subjects[taker] = replace(other, title=one.title, title_source=TitleSource.IDEA)
        self._surplus[self._months[giver]] -= 1
        self._surplus[self._months[taker]] += 1

    def _put_in_order(self, theme: str) -> None:
        """Give the ideas of a theme to its subjects in the order in which they stood before."""
        places = [
            at for at, row in enumerate(self._subjects) if row.theme == theme and row.title_source is TitleSource.IDEA
        ]
        for at, title in zip(places, self._ideas[theme], strict=True):
            self._subjects[at] = replace(self._subjects[at], title=title)
