"""The days of a plan, whole: its horizon with key dates, quiet days, and days on which nobody can publish."""

from __future__ import annotations

from datetime import date

from calgen.plan.days.horizon import plan_horizon
from calgen.plan.days.key_dates import add_key_dates
from calgen.plan.model import Horizon
from calgen.plan.slots.absences import add_absences
from calgen.plan.target.days_without_theme import close_days_without_theme
from calgen.strategy import Strategy


def plan_days(strategy: Strategy, today: date) -> Horizon:
    """The days from the start of a strategy, or from the next Monday where it has none; the figures ask here too."""
    days = add_key_dates(strategy, plan_horizon(strategy.settings, today))
    return add_absences(strategy, close_days_without_theme(strategy, days))
