"""The only file that looks at the clock."""

from __future__ import annotations

from datetime import date, datetime


def today_or(asked: datetime | None) -> date:
    """The day that a person asked for with `--today`, else the day of the system."""
    return asked.date() if asked else datetime.now().astimezone().date()


def moment_unless(asked: datetime | None) -> datetime | None:
    """The present moment with its zone; None where a person asked for a day with `--today`."""
    return None if asked else datetime.now().astimezone()


def timestamp() -> str:
    """The present moment, as it stands in the name of a backup."""
    return f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
