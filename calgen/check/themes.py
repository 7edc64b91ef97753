"""Themes beside those of others: what everybody tells, and what nobody tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.check.wording import listed
from calgen.strategy import Strategy

ENOUGH = 2  # of one other alone nothing follows


def _told(strategy: Strategy, *kinds: str) -> Mapping[str, set[str]]:
    """What each of the others talks about, folded, over all platforms; those of whom nothing is known left out."""
    found: dict[str, set[str]] = {}
    for one in strategy.competitors:
        if one.kind in kinds and one.themes:
            found.setdefault(fold(one.competitor), set()).update(fold(name) for name in one.themes)
    return found


def themes_that_everybody_covers(strategy: Strategy) -> Iterable[Problem]:
    """A theme of every competitor's is worth telling otherwise."""
    others = list(_told(strategy, "competitor").values())
    if len(others) >= ENOUGH:
        common = set.intersection(*others)
        rows = [one for one in strategy.themes if one.weight > 0 and fold(one.theme) in common]
        yield from listed("themes_like_all", Severity.NOTE, rows, "theme", others=len(others))


def themes_that_nobody_covers(strategy: Strategy) -> Iterable[Problem]:
    """A theme that no other has is one's own ground; where no names meet at all, they are only named otherwise."""
    others = _told(strategy, "competitor", "leader")
    told = set().union(*others.values())
    themes = [one for one in strategy.themes if one.weight > 0]
    if len(others) >= ENOUGH and any(fold(one.theme) in told for one in themes):
        rows = [one for one in themes if fold(one.theme) not in told]
        yield from listed("themes_alone", Severity.NOTE, rows, "theme")
