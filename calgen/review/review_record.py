"""A review for programs: plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from math import exp, isfinite

from calgen.book.problems import Place
from calgen.learn.shrinkage import LevelEffect
from calgen.review.model import Proposal, Review

_DIGITS = 6


def review_record(review: Review | None) -> dict[str, object] | None:
    """The review: the fields of its records by their names, days as ISO writes them, an unknown value as null.

    A difference is a factor with its interval: `times`, `low` and `high`. None where there is neither a result nor a
    reading.
    """
    return None if review is None else _record(review)


def _record(value: object) -> dict[str, object]:
    found = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}  # type: ignore[arg-type]
    return {"key": value.key, **found} if isinstance(value, Proposal) else found


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Fraction() if value.denominator == 1:
            return int(value)
        case Fraction() | float():
            return round(float(value), _DIGITS) if isfinite(value) else None
        case Place():
            return {"tab": value.tab, "cell": value.cell}
        case LevelEffect():
            return _effect(value)
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            return _record(value)
    return value


def _effect(effect: LevelEffect) -> dict[str, object]:
    """An effect as the factor that it is of the average."""
    times, low, high = (_plain(exp(value)) for value in (effect.effect, effect.low, effect.high))
    chance = _plain(effect.chance_above)
    return {"name": effect.name, "posts": effect.count, "times": times, "low": low, "high": high, "chance": chance}
