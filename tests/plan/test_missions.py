"""What each post serves, in which format, and by whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from made import made, platform, strategy, theme

from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform

TWO = (Objective(objective="Aider", kpi="réponses"), Objective(objective="Vendre", kpi="ventes", weight=Fraction(3)))


def on(*names: str) -> Platform:
    return replace(platform(count="4"), objectives=names)


def test_objectives_follow_their_weights() -> None:
    one = made(strategy(*TWO, on("Aider", "Vendre"), *(theme(f"Thème {n}") for n in range(6)), weeks=10))
    assert Counter(post.objective for post in one.posts) == {"Vendre": 30, "Aider": 10}


def test_a_post_serves_what_its_theme_and_platform_share() -> None:
    rows = (theme("Un", objectives=("Aider",)), theme("Deux", objectives=("Aider",)))
    one = made(strategy(*TWO, on("Aider", "Vendre"), *rows))
    assert {(post.objective, post.serves) for post in one.posts} == {("Aider", True)}


def test_a_post_that_serves_nothing_of_its_platform_says_so() -> None:
    rows = (theme("Un", objectives=("Aider",)), theme("Deux", objectives=("Aider",)))
    one = made(strategy(*TWO, on("Vendre"), *rows))
    assert {(post.objective, post.serves) for post in one.posts} == {("Aider", False)}


def test_objectives_without_weight_still_name_one() -> None:
    none = Objective(objective="Aider", kpi="réponses", weight=Fraction(0))
    one = made(strategy(none, on("Aider"), theme("Un"), theme("Deux")))
    assert {post.objective for post in one.posts} == {"Aider"}


def test_a_piece_keeps_its_format() -> None:
    piece = Piece(title="Reportage", theme="Un", format="Photo")
    one = made(strategy(platform(count="1"), theme("Un"), piece))
    assert [post.format for post in one.posts if one.subject(post).piece] == ["Photo"]
    assert {row.format for row in one.strategy.formats if isinstance(row, Format)} == {"Photo", "Article"}
