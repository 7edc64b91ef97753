"""The balance of a calendar as it stands: frequency, mix and variety, asked and got."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from calgen.plan.shares import categories, mix
from calgen.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Balance:
    """Three tables: per platform, per category, per theme; shares are between 0 and 1."""

    frequency: pd.DataFrame  # index platform: asked (a week), planned (a week), posts, published
    mix: pd.DataFrame  # index (platform, category), platform empty for all: asked, got, posts
    themes: pd.DataFrame  # index theme: category, posts, share


def balance(strategy: Strategy, posts: pd.DataFrame) -> Balance:
    """The balance of a calendar (`measure.calendar.social`) against its strategy."""
    return Balance(_frequency(strategy, posts), _mix(strategy, posts), _themes(strategy, posts))


def _frequency(strategy: Strategy, posts: pd.DataFrame) -> pd.DataFrame:
    days = (posts["date"].max() - posts["date"].min()).days + 1 if len(posts) else 0
    weeks = max(1.0, -(-days // 7))
    rows = []
    for one in strategy.platforms:
        own = posts[posts["platform"] == one.platform]
        asked = float(one.cadence.weekly(len(one.days) or 7))
        published = int((own["status"] == "published").sum())
        rows.append((one.platform, asked, len(own) / weeks, len(own), published))
    return pd.DataFrame(rows, columns=["platform", "asked", "planned", "posts", "published"]).set_index("platform")


def _mix(strategy: Strategy, posts: pd.DataFrame) -> pd.DataFrame:
    counts = posts.groupby(["platform", "category"]).size()
    totals = posts.groupby("platform").size()
    rows = []
    for one in strategy.platforms:
        shares = mix(strategy, one.platform)
        for code in categories(strategy):
            got = int(counts.get((one.platform, code), 0))
            total = int(totals.get(one.platform, 0))
            rows.append((one.platform, code, float(shares.get(code, 0)), got, total))
    frame = pd.DataFrame(rows, columns=["platform", "category", "asked", "posts", "total"])
    every = _overall(frame)
    frame = pd.concat([every, frame], ignore_index=True)
    frame["got"] = (frame["posts"] / frame["total"].where(frame["total"] > 0)).fillna(0.0)
    return frame.set_index(["platform", "category"])[["asked", "got", "posts"]]


def _overall(frame: pd.DataFrame) -> pd.DataFrame:
    """The overall target is the sum of the platforms' targets (PRODUCT §7)."""
    weighed = frame.assign(wanted=frame["asked"] * frame["total"])
    every = weighed.groupby("category", sort=False)[["wanted", "posts", "total"]].sum().reset_index()
    asked = (every["wanted"] / every["total"].where(every["total"] > 0)).fillna(0.0)
    return every.assign(platform="", asked=asked)[["platform", "category", "asked", "posts", "total"]]


def _themes(strategy: Strategy, posts: pd.DataFrame) -> pd.DataFrame:
    counts = posts["theme"].value_counts()
    rows = [(one.theme, one.category, int(counts.get(one.theme, 0))) for one in strategy.themes]
    frame = pd.DataFrame(rows, columns=["theme", "category", "posts"]).set_index("theme")
    return frame.assign(share=frame["posts"] / max(1, len(posts)))
