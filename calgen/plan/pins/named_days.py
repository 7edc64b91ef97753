"""Whether the strategy names the day of a pin: a piece's fixed day, a campaign's set day, a key date."""

from __future__ import annotations

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
        or any(row.campaign == pin.campaign and any(set_days_of(row, pin.day, pin.day)) for row in strategy.campaigns)
    )
