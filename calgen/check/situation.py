"""The situation of the brand, and the missions of the wheel that come first in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.values import Word
from calgen.book.vocabulary import choice_codes
from calgen.strategy import Strategy
from calgen.strategy.defaults import WHEEL
from calgen.strategy.wheel import Approach

# situation → codes of `choices.approach` that answer it: who is criticized listens and answers first, who no longer
# inspires builds a world of the brand, whose fans are scattered gives them contents and tools
FIRST_MISSIONS: Mapping[str, tuple[str, ...]] = {
    "criticised": ("support", "dialogue", "listening"),
    "unknown": ("awareness", "public_relations", "recommendation"),
    "uninspiring": ("public_relations", "awareness", "image"),
    "scattered_fans": ("communities", "recommendation", "co_creation"),
    "new_product": ("launch", "awareness"),
}


def mission_code(approach: Approach) -> str:
    """The code of a mission of the wheel that calgen knows by its name; empty for one of the user's own."""
    return choice_codes("approach").get(fold(approach.approach), "")


def first_missions(strategy: Strategy) -> tuple[Word, ...]:
    """The missions of the present wheel that come first in the situation, in words; none where it is blank."""
    codes = FIRST_MISSIONS.get(strategy.settings.situation, ())
    return tuple(Word("approach", code) for code in codes if code in WHEEL)


def answers_situation(strategy: Strategy) -> bool | None:
    """Whether a primary mission answers the situation; `None` where there is none of either, or none that is known."""
    codes = FIRST_MISSIONS.get(strategy.settings.situation, ())
    primary = [mission_code(approach) for approach in strategy.wheel if approach.priority == "primary"]
    return any(code in codes for code in primary) if codes and any(primary) else None


def primary_missions_answer_the_situation(strategy: Strategy) -> Iterable[Problem]:
    """At least one primary mission of the wheel is one of those that come first in the situation of the brand."""
    if answers_situation(strategy) is False:
        primary = sorted(
            (approach for approach in strategy.wheel if approach.priority == "primary"),
            key=lambda approach: approach.source.row,
        )
        values = {
            "situation": Word("situation", strategy.settings.situation),
            "first": first_missions(strategy),
            "n": len(primary),
            "names": tuple(approach.approach for approach in primary),
        }
        yield Problem("situation_unmet", strategy.settings.source.place("situation"), Severity.WARNING, values)
