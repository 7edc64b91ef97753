"""The same strategy, later: every day moved by whole weeks, so that a sample does not age."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

from calgen.strategy import Strategy


def shifted(strategy: Strategy, start: date) -> Strategy:
    """The strategy with its start moved to the given day, and all its days by the same number of whole weeks."""
    own = strategy.settings.start
    weeks = round((start - own).days / 7) if own else 0
    moved = {
        field.name: _moved(getattr(strategy, field.name), timedelta(days=7 * weeks))
        for field in dataclasses.fields(strategy)
    }
    moved["settings"] = dataclasses.replace(moved["settings"], start=start)
    return Strategy(**moved)


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(_moved(one, by) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _moved(getattr(value, field.name), by)
            for field in dataclasses.fields(value)
            if field.name != "source" and isinstance(getattr(value, field.name), date | tuple)
        }
        return dataclasses.replace(value, **changes)
    return value
