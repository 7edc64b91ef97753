"""The formulas of what is asked of a platform: they follow the number of posts a week that is typed in the strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.figures.live_asked import WeekDemand
from calgen.view.balance.input_cells import literal


@dataclass(frozen=True, slots=True)
class LiveFrequency:
    """What is asked of a platform: `cell` holds the posts a week that are typed, or nothing where no number is."""

    cell: str
    weeks: Mapping[date, WeekDemand]

    def per_week(self, read: Fraction) -> str:
        """The formula of the posts in a usual week."""
        return f'=IF({self.cell}="",{literal(read)},{self.cell})'

    def asked(self, read: Fraction) -> str:
        """The formula of the posts asked over the whole calendar; `read` are those of a cell that holds no number."""
        weeks = self.weeks.values()
        settled, extra = (sum(found, Fraction(0)) for found in zip(*((w.settled, w.extra) for w in weeks), strict=True))
        return self._formula(read, settled, extra, sum(week.days for week in weeks))

    def asked_in(self, monday: date, read: Fraction) -> str:
        """The formula of the posts asked in a week."""
        week = self.weeks.get(monday)
        return self._formula(read, week.settled, week.extra, week.days) if week else ""

    def _formula(self, read: Fraction, settled: Fraction, extra: Fraction, days: int) -> str:
        asked = f"{literal(extra)}+{self.cell}*{days}/7"
        return f'=IF({self.cell}="",{literal(read)},{literal(settled)}+IF({self.cell}=0,0,{asked}))'
