"""Posts that count, made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from calgen.figures.counted_posts import CountedPost

MONDAY = date(2027, 1, 4)


def post(day: int = 1, **cells: Any) -> CountedPost:
    """A post on a day of January 2027, or on none; cells that are not given are those of the others."""
    usual = {
        "platform": "Blog",
        "theme": "Soins",
        "category": "promote",
        "objective": "Vendre",
        "audience": "",
        "campaign": "",
        "key_date": "",
        "stage": "",
        "status": "idea",
        "subject": "S0001",
        "row": "P0001",
    }
    return CountedPost(day=date(2027, 1, day), **(usual | cells))
