"""What is left out for want of hours: a dated piece goes whole, or stands in its window."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from made import MONDAY, codes, made, platform, strategy
from oracles import broken

from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.team import Person


def test_a_piece_left_out_in_its_window_is_not_begun_after_it() -> None:
    """Its first outing, an article, has no hours; its second, a photo on another platform after its end, would have."""
    piece = Piece(title="Guide", theme="Thème 0", start=MONDAY, end=MONDAY)
    two = [platform("Blog", "2", formats=("Article",)), platform("Instagram", "2", formats=("Photo",))]
    one = strategy(*two, piece, weeks=2, over_capacity="thin")
    formats = (Format(format="Photo", effort=Fraction(1, 10)), Format(format="Article", effort=Fraction(50)))
    ana = Person(person="Ana", weekly_hours=Fraction(10))
    found = made(replace(one, team=(ana,), formats=formats))
    assert broken(found) == []
    assert "Guide" not in {found.subject(post).piece for post in found.posts}
    assert "piece_thinned" in codes(found)
