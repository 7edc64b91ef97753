"""Message, the M of TOMSTER: the themes, each with its message, its proof and its call to action."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.book.columns import Source, choice, day, lines, number, ref, refs, source, text, whole, words
from calgen.book.terms import has_term, stems


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme of one category. No platform named means all of them; `spacing`: least days between two posts of it on
    one platform.
    """

    theme: str = text(key=True, width=26)
    category: str = ref("mix", required=True)
    objectives: tuple[str, ...] = refs("objectives")
    weight: Fraction = number(default=Fraction(1))
    platforms: tuple[str, ...] = refs("platforms")
    formats: tuple[str, ...] = refs("formats")
    stage: str = choice("stage")
    start: date | None = day(side="first")
    end: date | None = day(side="last")
    spacing: int = whole(default=0, most=366, unit="days")
    message: str = text(width=40)
    proof: str = text(width=30)
    call_to_action: str = text(width=26)
    hashtags: tuple[str, ...] = words()
    ideas: tuple[str, ...] = lines()
    test: str = choice("test", default="none", folded=True)
    proof_kind: str = choice("proof_kind", folded=True)
    source: Source = source()


def interests_in(theme: Theme, interests: Iterable[str], themes: Container[str]) -> tuple[str, ...]:
    """The interests of an audience of which a theme speaks: its own name, or words of no theme's name in its texts.

    `themes` are the names of all themes: an interest that is one of them is about that theme alone.
    """
    text = "\n".join((theme.theme, theme.message, *theme.ideas))
    return tuple(
        name
        for name in interests
        if name == theme.theme or (name not in themes and (has_term(text, (name,)) or stems(name) & stems(text)))
    )
