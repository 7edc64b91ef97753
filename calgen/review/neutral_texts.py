"""Values of the strategy as texts that are read alike in every language: `1.25`, `09:00-11:00, 18:30`, `40 %`."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from calgen.book.columns import Column, Kind
from calgen.book.values import Hours


def neutral_text(value: object, column: Column) -> str:
    """The value of a cell as proposals write it: number, share or hours; any other as it is, blank as empty."""
    if isinstance(value, Fraction):
        return share_text(value) if column.kind is Kind.SHARE else number_text(value)
    if column.kind is Kind.HOURS and isinstance(value, tuple):
        return hours_text(value)
    return "" if value is None else str(value)


def number_text(value: Fraction) -> str:
    """A number with a decimal point: `1.25`."""
    return f"{float(value):g}"


def share_text(share: Fraction) -> str:
    """A share in percent: `40 %`."""
    return f"{float(100 * share):.4g} %"


def hours_text(spans: Iterable[Hours]) -> str:
    """Hours and ranges of hours: `09:00-11:00, 18:30`."""
    return ", ".join(f"{span.first:%H:%M}" + ("" if span.exact else f"-{span.last:%H:%M}") for span in spans)
