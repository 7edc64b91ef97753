"""The author of a piece makes it; where that person cannot, somebody else does, and it is told with the cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from small_strategies import MONDAY, made, platform, strategy, theme

from calgen.book.values import Phrase
from calgen.strategy.content import Piece
from calgen.strategy.team import Person

DAY = MONDAY + timedelta(days=9)
ANA = Person(person="Ana", weekly_hours=Fraction(20))
AWAY = ((DAY, DAY),)


@pytest.mark.parametrize(
    ("ana", "cause"),
    [
        (ANA, ""),
        (replace(ANA, weekly_hours=Fraction(0)), "author_hours"),
        (replace(ANA, formats=("Photo",)), "author_format"),
        (replace(ANA, platforms=("Autre",)), "author_platform"),
        (replace(ANA, days_off=AWAY), "author_away"),
    ],
)
def test_an_author_who_cannot_make_a_piece_is_told(ana: Person, cause: str) -> None:
    piece = Piece(title="Entretien", theme="Un", format="Article", publish=DAY, author="Ana")
    team = (ana, Person(person="Lou", weekly_hours=Fraction(40)))
    rows = strategy(platform(), theme("Un"), theme("Deux"), piece)
    one = made(replace(rows, team=team))
    owners = {post.owner for post in one.posts if one.subject(post).piece}
    assert owners == ({"Lou"} if cause else {"Ana"})
    told = [problem for problem in one.problems if problem.code == "author_replaced"]
    causes = [problem.values["cause"] for problem in told]
    assert [found.path[-1] for found in causes if isinstance(found, Phrase)] == ([cause] if cause else [])
    for problem in told:
        assert (problem.values["piece"], problem.values["author"], problem.values["people"]) == (
            *("Entretien", "Ana"),
            ("Lou",),
        )
