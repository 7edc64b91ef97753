"""Whether the strategy names the day of a pin: a piece's fixed day, a campaign's set day, a key date."""

from __future__ import annotations

from datetime import date

from calgen.plan.pin import Pin
from calgen.plan.target.campaigns import set_days_of
from calgen.strategy import Strategy


def has_named_day(strategy: Strategy, pin: Pin) -> bool:
    """Whether the strategy names the day of a pin; of a kept post, one that stands as the last run planned it."""
    if pin.has_named_day or not pin.is_untouched:
        return pin.has_named_day
    titles = {pin.piece, pin.title}
    return (
        bool(pin.key_date)
        or any(piece.publish == pin.day for piece in strategy.content if piece.title in titles)
        or is_set_day(strategy, pin.campaign, pin.day)
    )


def is_set_day(strategy: Strategy, campaign: str, day: date) -> bool:
    """Whether a day is a set day of the campaign with a name; never of the empty name."""
    rows = (row for row in strategy.campaigns if campaign and row.campaign == campaign)
    return any(any(set_days_of(row, day, day)) for row in rows)
