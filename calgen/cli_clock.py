"""The only file that looks at the clock."""

from __future__ import annotations

from datetime import date, datetime


def today_or(asked: datetime | None) -> date:
    """The day that a person asked for with `--today`, else the day of the system."""
    return asked.date() if asked else datetime.now().astimezone().date()


def timestamp() -> str:
    """The present moment, as it stands in the name of a backup."""
    return f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
