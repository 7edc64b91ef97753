"""Days of one category alone on which no theme of it can stand: they are quiet, so that no post is planned there."""

from __future__ import annotations

from dataclasses import replace

from calgen.plan.model import Horizon
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy


def close_days_without_theme(strategy: Strategy, horizon: Horizon) -> Horizon:
    """The horizon in which each such day of a platform is quiet; see "Key dates" in docs/decisions.md."""
    if not horizon.only_category:
        return horizon
    path = TargetPath(strategy)
    closed = {
        place: reason for place, (_, reason) in sorted(horizon.only_category.items()) if not path.at(*place).themes
    }
    return replace(horizon, quiet_days={**horizon.quiet_days, **closed})
