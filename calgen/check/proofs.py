"""Proofs: of a kind that is seen on social media, and with the consent of the people who are shown or quoted."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of
from calgen.check.row_problems import problem_of_rows
from calgen.strategy import Strategy
from calgen.strategy.content import Piece

_FROM_ELSEWHERE = ("label", "press")  # what the house says everywhere: on social media a proof is seen or told
_OF_PEOPLE = ("testimony", "before_after")


def proofs_can_be_seen(strategy: Strategy) -> Iterable[Problem]:
    """The proof of a theme is more than a label or a press article."""
    rows = [theme for theme in strategy.themes if theme.weight > 0 and theme.proof_kind in _FROM_ELSEWHERE]
    yield from problem_of_rows("proof_elsewhere", Severity.NOTE, rows, "proof_kind")


def people_agree(strategy: Strategy) -> Iterable[Problem]:
    """Who is shown or quoted in a piece of content has been asked."""
    kinds = {theme.theme: theme.proof_kind for theme in strategy.themes}
    rows = [
        piece
        for piece in strategy.content
        if piece.consent == "no" or (not piece.consent and shows_people(piece, kinds.get(piece.theme, "")))
    ]
    yield from problem_of_rows("consent_blank", Severity.WARNING, rows, "consent")


def shows_people(piece: Piece, kind_of_theme: str) -> bool:
    """Whether a piece shows or quotes people, by its kind of proof or by its own words."""
    kind = piece.proof_kind or kind_of_theme
    return kind in _OF_PEOPLE or has_word_of(f"{piece.title} {piece.notes}", "people")
