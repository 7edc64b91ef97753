"""The balance of a calendar as it stands: the blocks of the tab, counted anew from the calendar's cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from calgen.plan import answers, cadence, horizon
from calgen.plan.capacity import available_hours
from calgen.plan.model import Horizon, Period, PlanDraft
from calgen.plan.target_path import TargetPath, ordered_categories, platform_mix
from calgen.strategy import Strategy

STAGES = ("attention", "interest", "desire", "action")


@dataclass(frozen=True)
class Balance:
    """A calendar (`measure.calendar.social`) and its hours (`work`) beside its strategy, whose start is settled.

    Each block is a table with its names in the index; shares are between 0 and 1, days are timestamps.
    """

    strategy: Strategy
    posts: pd.DataFrame
    work: pd.DataFrame

    def blocks(self) -> dict[str, pd.DataFrame]:
        """Every block, in the order of the tab, by the key of its title."""
        return {key: make(self) for key, make in BLOCKS.items()}

    def answers(self) -> dict[str, tuple[str, dict[str, int]]]:
        """The three questions of the calendar: the code of the answer, and the figures of its line."""
        held, themes, served = frequency(self), variety(self), missions(self)
        gaps, same = list(zip(held["gap"], held["asked"], strict=True)), _said_twice(self)
        own = served["served_share"][served["posts"] > 0]
        least = float(own.min()) if len(own) else 1.0
        whole = int(served["served"].sum()) / max(1, int(served["posts"].sum()))
        missing = sum(due >= 1 and not themes["posts"].get(name, 0) for name, due in _due(self).items())
        frequency_line = {"planned": len(self.posts), "asked": held["asked"].sum(), "gap": held["gap"].abs().max()}
        variety_line = {
            "themes": int((themes["posts"] > 0).sum()),
            "of": len(themes),
            "silence": int(themes["silence"].max()) if len(themes) else 0,
            "same": same,
        }
        return {
            "frequency": (answers.frequency(gaps), {key: _round(value) for key, value in frequency_line.items()}),
            "variety": (answers.variety(missing, same, len(self.horizon.days)), variety_line),
            "mission": (answers.mission(least), {"part": _round(100 * whole), "least": _round(100 * least)}),
        }

    @cached_property
    def horizon(self) -> Horizon:
        start = self.strategy.settings.start
        assert start is not None
        return horizon.plan_horizon(self.strategy.settings, start)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """What is asked of each platform, period by period."""
        return cadence.count_posts(PlanDraft(self.strategy, self.horizon.first, (), self.horizon)).periods

    @property
    def platforms(self) -> list[str]:
        return _names([one.platform for one in self.strategy.platforms], self.posts["platform"])

    def of(self, **traits: str) -> pd.DataFrame:
        """The posts that have these traits."""
        found = self.posts
        for key, value in traits.items():
            found = found[found[key] == value]
        return found

    def share(self, count: int) -> float:
        return count / len(self.posts) if len(self.posts) else 0.0


def _round(value: float) -> int:
    """A half goes up, as in a spreadsheet."""
    return 0 if pd.isna(value) else int(value + 0.5 + 1e-9)


def _due(of: Balance) -> dict[str, float]:
    """The posts that the target path gives each theme."""
    path, platforms = TargetPath(of.strategy), {one.platform for one in of.strategy.platforms}
    found: dict[str, float] = {}
    for platform, day in zip(of.posts["platform"], of.posts["date"], strict=True):
        if platform in platforms and not pd.isna(day):
            for theme, part in path.at(platform, day.date()).themes.items():
                found[theme] = found.get(theme, 0.0) + part
    return found


def _said_twice(of: Balance) -> int:
    """The days on which a theme stands on several platforms with several subjects."""
    pairs = of.posts.merge(of.posts, on=["date", "theme"], suffixes=("", "_there"))
    apart = (pairs["platform"] != pairs["platform_there"]) & (pairs["subject"] != pairs["subject_there"])
    return int(pairs[apart & (pairs["theme"] != "")]["date"].nunique())


def _names(known: Sequence[str], found: Iterable[str]) -> list[str]:
    """The strategy's names, then those that only the calendar knows."""
    return [*known, *sorted(set(found) - set(known) - {""})]


def _table(rows: list[Any], name: str, *columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[name, *columns]).set_index(name)


def frequency(of: Balance) -> pd.DataFrame:
    """Per platform: asked a week, asked, planned and published in all."""
    asked: dict[str, float] = {}
    for period in of.periods:
        asked[period.platform] = asked.get(period.platform, 0.0) + float(period.asked)
    weekly = {one.platform: float(one.cadence.weekly(len(one.days) or 7)) for one in of.strategy.platforms}
    rows = []
    for name in of.platforms:
        own, due = of.of(platform=name), asked.get(name, 0.0)
        done = int((own["status"] == "published").sum())
        rows.append((name, weekly.get(name, 0.0), due, len(own), len(own) - due, done))
    return _table(rows, "platform", "per_week", "asked", "planned", "gap", "published")


def by_week(of: Balance) -> pd.DataFrame:
    """Per week: the posts of each platform, asked, planned and published."""
    asked: dict[pd.Timestamp, float] = {}
    for period in of.periods:
        days = pd.date_range(period.first, period.last)
        for monday in _mondays(days.to_series()):
            asked[monday] = asked.get(monday, 0.0) + float(period.asked) / len(days)
    weeks = [pd.Timestamp(first) - pd.Timedelta(days=first.weekday()) for first, _ in of.horizon.weeks()]
    mondays = _mondays(of.posts["date"])
    rows = []
    for week in weeks:
        own, due = of.posts[mondays == week], asked.get(week, 0.0)
        counts = [int((own["platform"] == name).sum()) for name in of.platforms]
        rows.append((week, *counts, due, len(own), len(own) - due, int((own["status"] == "published").sum())))
    return _table(rows, "week", *of.platforms, "asked", "planned", "gap", "published")


def _mondays(days: pd.Series[Any]) -> pd.Series[Any]:
    """The Monday of each day's week."""
    found: pd.Series[Any] = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    return found


def variety(of: Balance) -> pd.DataFrame:
    """Per theme: its posts and part, its longest silence and its shortest gap on one platform, in days."""
    known = {one.theme: one for one in of.strategy.themes}
    rows = []
    for name in _names(sorted(known), of.posts["theme"]):
        own = of.of(theme=name)
        category = known[name].category if name in known else str(own["category"].iloc[0])
        gaps = own.sort_values("date").groupby("platform")["date"].diff().dt.days
        again = None if gaps.isna().all() else int(gaps.min())
        rows.append((name, category, len(own), of.share(len(own)), _silence(of, own), again))
    order = [*ordered_categories(of.strategy)]
    rows.sort(key=lambda row: (order.index(row[1]) if row[1] in order else len(order), row[0]))
    return _table(rows, "theme", "category", "posts", "share_got", "silence", "shortest").astype({"shortest": "Int64"})


def _silence(of: Balance, own: pd.DataFrame) -> int:
    day = pd.Timedelta(days=1)
    edges = [pd.Timestamp(of.horizon.first) - day, pd.Timestamp(of.horizon.last) + day]
    days = pd.Series([*edges, *own["date"].dropna()]).sort_values()
    return max(0, int(days.diff().dt.days.max()) - 1)


def missions(of: Balance) -> pd.DataFrame:
    """Per platform: the posts whose objective is one of its own."""
    own = {one.platform: one.objectives for one in of.strategy.platforms}
    rows = []
    for name in of.platforms:
        posts = of.of(platform=name)
        served = int(posts["objective"].isin(own.get(name, ())).sum())
        rows.append((name, len(posts), served, served / len(posts) if len(posts) else 0.0))
    return _table(rows, "platform", "posts", "served", "served_share")


def _each(key: str, known: Callable[[Strategy], list[str]]) -> Callable[[Balance], pd.DataFrame]:
    """A block of the posts of each name of a kind."""

    def block(of: Balance) -> pd.DataFrame:
        names = _names(known(of.strategy), of.posts[key])
        rows = [(name, len(of.of(**{key: name})), of.share(len(of.of(**{key: name})))) for name in names]
        return _table(rows, key, "posts", "share_got")

    return block


def campaigns(of: Balance) -> pd.DataFrame:
    """Per campaign: its days, its posts, and what part they are of all those days' posts."""
    known = {one.campaign: one for one in of.strategy.campaigns}
    rows = []
    for name in _names(sorted(known), of.posts["campaign"]):
        one, own, then, part = known.get(name), of.of(campaign=name), 0, 0.0
        if one:
            first, last = pd.Timestamp(one.start), pd.Timestamp(one.end)
            then = int(of.posts["date"].between(first, last).sum())
            part = int(own["date"].between(first, last).sum()) / then if then else 0.0
        days = (pd.Timestamp(one.start), pd.Timestamp(one.end)) if one else (pd.NaT, pd.NaT)
        rows.append((name, *days, len(own), then, part))
    return _table(rows, "campaign", "from_day", "to_day", "posts", "posts_then", "share_got")


def mixes(of: Balance) -> pd.DataFrame:
    """Per platform (empty for all) and category: the part that is asked, and the part that is there."""
    asked = frequency(of)["asked"]
    shares = {one.platform: platform_mix(of.strategy, one.platform) for one in of.strategy.platforms}
    order = _names(ordered_categories(of.strategy), of.posts["category"])
    rows, whole = [], float(asked.sum())
    for code in order:
        due = sum(float(shares[name].get(code, 0)) * asked[name] for name in shares) / whole if whole else 0.0
        own = of.of(category=code)
        rows.append(("", code, due, of.share(len(own)), len(own)))
    for name in of.platforms:
        total = len(of.of(platform=name))
        for code in order:
            count = len(of.of(platform=name, category=code))
            due = float(shares.get(name, {}).get(code, 0))
            rows.append((name, code, due, count / total if total else 0.0, count))
    frame = pd.DataFrame(rows, columns=["platform", "category", "share_asked", "share_got", "posts"])
    return frame.set_index(["platform", "category"])


def by_month(of: Balance) -> pd.DataFrame:
    """Per month: its posts, and each category's part of them."""
    order = _names(ordered_categories(of.strategy), of.posts["category"])
    months = of.posts["date"].dt.to_period("M")
    rows = []
    for month in pd.period_range(of.horizon.first, of.horizon.last, freq="M"):
        own = of.posts[months == month]
        parts = [float((own["category"] == code).mean()) if len(own) else 0.0 for code in order]
        rows.append((month.to_timestamp(), len(own), *parts))
    return _table(rows, "month", "posts", *order)


def stages(of: Balance) -> pd.DataFrame:
    """Per stage of AIDA, and without one: the posts."""
    rows = [(code, len(of.of(stage=code)), of.share(len(of.of(stage=code)))) for code in STAGES]
    rest = len(of.posts) - sum(row[1] for row in rows)
    return _table([*rows, ("", rest, of.share(rest))], "stage", "posts", "share_got")


def hours(of: Balance) -> pd.DataFrame:
    """Per week and person: the hours of content planned, and those that the person has for it."""
    asked = of.work.groupby(["week", "person"])["hours"].sum()
    rows = []
    for week in sorted(set(of.work["week"].dropna())):
        for person in of.strategy.team:
            held = float(available_hours(of.strategy, person, week.date()))
            rows.append((week, person.person, float(asked.get((week, person.person), 0.0)), held))
    return pd.DataFrame(rows, columns=["week", "person", "hours_asked", "hours_held"]).set_index(["week", "person"])


def wheel(of: Balance) -> pd.DataFrame:
    """Per mission of the wheel: its domain and priority, and the posts whose objective serves it."""
    rows = []
    for one in of.strategy.wheel:
        serving = [each.objective for each in of.strategy.objectives if one.approach in each.approaches]
        own = int(of.posts["objective"].isin(serving).sum())
        rows.append((one.approach, one.domain, one.priority, own, of.share(own)))
    return _table(rows, "approach", "domain", "priority", "posts", "share_got")


BLOCKS: dict[str, Callable[[Balance], pd.DataFrame]] = {
    "frequency": frequency,
    "by_week": by_week,
    "variety": variety,
    "missions": missions,
    "objectives": _each("objective", lambda of: [one.objective for one in of.objectives]),
    "audiences": _each("audience", lambda of: [one.audience for one in of.audiences]),
    "campaigns": campaigns,
    "mix": mixes,
    "mix_by_month": by_month,
    "aida": stages,
    "hours": hours,
    "wheel": wheel,
}
