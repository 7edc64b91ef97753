"""Readings: the indicators of the objectives as they are read through the year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, day, number, ref, source, text


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiReading:
    """The value of an objective's KPI on one day, and where it was read.

    The objective may be one that the strategy has no more: what was read of it stays as it was typed.
    """

    objective: str = ref("objectives", required=True, free=True, width=36)
    date: dt.date = day(side="past", required=True)
    value: Fraction = number(least=None, required=True)
    origin: str = text(width=22)
    note: str = text(width=26)
    source: Source = source()
