"""What a line of the scorecard returns, and where the catalogues of cases are."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = [ROOT / "tests" / room for room in ("files", "merge", "plan", "result", "upgrading", "")]
sys.path[:0] = [str(place) for place in TESTS]


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line of the scorecard: the number of cases, how many of them are bad, which must be none, and details."""

    title: str
    tried: int
    bad: int
    details: str
