"""Six significant digits: what is stored or shown, so that the last digits of a processor's functions show nowhere."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from math import isfinite
from typing import TypeVar

_Record = TypeVar("_Record")


def six_digits(value: float) -> float:
    """A number to six significant digits; infinity as it is."""
    return float(f"{value:.6g}") if isfinite(value) else value


def with_six_digits(record: _Record) -> _Record:
    """A record, with every float in it, in its records and in its tuples to six significant digits."""
    return _rounded(record)  # type: ignore[return-value]


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return six_digits(value)
    if isinstance(value, tuple):
        return tuple(map(_rounded, value))
    if is_dataclass(value) and not isinstance(value, type):
        before = {field.name: getattr(value, field.name) for field in fields(value)}
        after = {name: _rounded(found) for name, found in before.items()}
        changed = {name: found for name, found in after.items() if found is not before[name]}
        return replace(value, **changed) if changed else value
    return value
