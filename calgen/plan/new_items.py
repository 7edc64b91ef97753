"""What is new in the strategy gets its part of an earlier plan: some posts of it change their theme, the rest stay.

Without it a theme or a campaign that comes into a running calendar might get nothing, so much is it worth that nothing
moves. It takes over the places of themes that stand ahead of their target path, evenly over the days to come.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from math import fsum

from calgen.plan.model import PlanDraft
from calgen.plan.pin import Pin
from calgen.plan.score import REPEAT_WINDOW
from calgen.plan.target_path import TargetPath, is_in_season

ONE, SOME = 1.0, 3.0  # posts owed to what has none, and to what has few: in any plan a theme lags a little
FEW = 0.75  # of what is due
HALF = 0.5  # posts owed at the end: half a one is rounded up
FAR = 2.0  # posts between two categories: one that goes from the one ahead to the other brings both nearer
REPEAT = 3.0  # posts: what it costs to stand near another of its theme, on its platform or on its day
SURE = 1000.0


def with_new_items(draft: PlanDraft) -> tuple[Pin, ...]:
    """The earlier plan, in which what it has nothing of, or far too little, has its part of the days to come."""
    first = max(draft.today, draft.horizon.first)
    if not any(first <= pin.day <= draft.horizon.last for pin in draft.earlier):
        return draft.earlier
    room = _EarlierPlan(draft)
    for guest in _new_items(draft, first):
        room.make(guest)
    return tuple(room.earlier)


@dataclass(frozen=True, slots=True)
class _NewItem:
    """Themes that come in together, between two days: one by itself, or those of a campaign."""

    themes: tuple[str, ...]
    first: date
    last: date
    campaign: str = ""


def _new_items(draft: PlanDraft, first: date) -> Iterator[_NewItem]:
    """Every theme, and the campaigns of which the earlier plan has no post in their days."""
    last = draft.horizon.last
    for theme in draft.strategy.themes:
        if theme.weight:
            yield _NewItem((theme.theme,), max(first, theme.start or first), min(last, theme.end or last))
    pins = (*draft.earlier, *draft.kept)
    for one in draft.strategy.campaigns:
        known = any(pin.campaign == one.campaign and one.start <= pin.day <= one.end for pin in pins)
        if one.share and not known:
            yield _NewItem(one.themes, max(first, one.start), min(last, one.end), one.campaign)


class _EarlierPlan:
    """The posts from today on, in order, and what they are to hold; `earlier` is the plan with room made in it."""

    def __init__(self, draft: PlanDraft) -> None:
        self._themes = {one.theme: one for one in draft.strategy.themes}
        self._pieces = {one.title for one in draft.strategy.content}
        self.earlier = list(draft.earlier)
        every = [*self.earlier, *draft.kept]
        self._known = {pin.theme for pin in every}
        platforms = {one.platform: one for one in draft.strategy.platforms}

        def open_(pin: Pin) -> bool:
            home = platforms.get(pin.platform)
            return home is not None and is_in_season(home, pin.day) and draft.today <= pin.day <= draft.horizon.last

        self._at = sorted((n for n, pin in enumerate(every) if open_(pin)), key=lambda n: _by_day(every[n]))
        self._posts = [every[n] for n in self._at]
        path = TargetPath(draft.strategy)
        self._parts = [path.at(pin.platform, pin.day).themes for pin in self._posts]
        past = [pin for pin in draft.kept if pin.day < draft.today and pin.platform in platforms]
        self._past = self._ledger((pin, path.at(pin.platform, pin.day).themes) for pin in past)
        self._told = _posts_by_theme(self._posts)
        self._chains: dict[str, list[int]] = {}
        for n, pin in enumerate(self._posts):
            self._chains.setdefault(pin.platform, []).append(n)

    def make(self, guest: _NewItem) -> None:
        """Give a guest its posts, if it has nothing of what is due to it, or few."""
        rows = [n for n, pin in enumerate(self._posts) if guest.first <= pin.day <= guest.last and not pin.key_date]
        # What a theme had too much of in the past is made up for by now; what it had too little of is over.
        owed = {name: 0.0 if guest.campaign else -max(0.0, self._past.themes[name, ""]) for name in guest.themes}
        have = sum(self._posts[n].theme in guest.themes for n in rows)
        due = fsum(self._parts[n].get(name, 0.0) for name in guest.themes for n in rows)
        lack = fsum(owed.values()) + due - have
        known = have > 0 or not (guest.campaign or self._known.isdisjoint(guest.themes))
        if lack < (max(SOME, have * (1 / FEW - 1)) if known else ONE):
            return
        before = list(self._posts), list(self.earlier)
        ledger = self._ledger((self._posts[n], self._parts[n]) for n in rows)
        if self._walk(guest, owed, rows, ledger) < (SOME if known else ONE):
            self._posts, self.earlier = before  # its spacing keeps it so low: a post more is no help
            self._told = _posts_by_theme(self._posts)

    def _walk(self, guest: _NewItem, owed: dict[str, float], rows: Sequence[int], ledger: _Surplus) -> int:
        """One post whenever one is owed, among those since the last; how many were given."""
        waiting, given = list[int](), 0
        for n in rows:
            for name in guest.themes:
                owed[name] += self._parts[n].get(name, 0.0) - (self._posts[n].theme == name)
            waiting.append(n)
            if fsum(owed.values()) >= 1 and self._give(guest, owed, waiting, ledger):
                waiting, given = [], given + 1
        if given and fsum(owed.values()) >= HALF:
            given += self._give(guest, owed, waiting, ledger)
        return given

    def _give(self, guest: _NewItem, owed: dict[str, float], waiting: Sequence[int], ledger: _Surplus) -> bool:
        """Give the best of the waiting places to the theme that is owed most, of those that can stand in one."""
        for name in sorted(owed, key=lambda name: (-owed[name], name)):
            fit = [(self._worth(n, name, ledger), -n) for n in waiting if owed[name] > 0 and self._may(n, name, guest)]
            worth, at = max(fit, default=(0.0, 0))
            if worth > 0:
                old = self._posts[-at]
                ledger.add(old.platform, old.theme, self._category(old.theme), -1)
                ledger.add(old.platform, name, self._category(name), 1)
                post = replace(old, theme=name, campaign=guest.campaign, subject="", title="")
                self._posts[-at] = self.earlier[self._at[-at]] = post
                self._told[name].append(post)
                owed[name] -= 1
                return True
        return False

    def _may(self, n: int, name: str, guest: _NewItem) -> bool:
        """Whether a theme can take over a post that stands for nothing but its own: it is asked there, and has room."""
        post, least = self._posts[n], max(1, self._themes[name].spacing)
        settled = self._at[n] >= len(self.earlier) or post.campaign or post.title in self._pieces
        if settled or post.theme in guest.themes or not self._parts[n].get(name):
            return False
        near = [one for one in self._told[name] if abs((one.day - post.day).days) < least]
        return all(one.platform != post.platform and (guest.campaign or one.day != post.day) for one in near)

    def _worth(self, n: int, name: str, ledger: _Surplus) -> float:
        """How many posts its theme and category are ahead of the new ones, from 1; 0 where they have none to spare."""
        post, own = self._posts[n], self._category(name)
        theme = self._themes.get(post.theme)
        if theme is None or not theme.weight or not is_in_season(theme, post.day):
            return SURE  # it must change in any case
        far = ledger.categories[theme.category] - ledger.categories[own] if theme.category != own else FAR
        spare = ledger.themes[post.theme, ""]
        if spare <= 0 or far < FAR:
            return 0.0
        here = ledger.themes[post.theme, post.platform] - ledger.themes[name, post.platform]
        return max(1.0, SURE / 2 + spare + here + far - FAR - REPEAT * self._again(n, name))

    def _again(self, n: int, name: str) -> bool:
        """Whether a theme stands among the next posts of the platform, or that day on another."""
        day, chain = self._posts[n].day, self._chains[self._posts[n].platform]
        place = bisect_left(chain, n)
        near = chain[max(0, place - REPEAT_WINDOW + 1) : place + REPEAT_WINDOW]
        return any(self._posts[m].theme == name for m in near) or any(one.day == day for one in self._told[name])

    def _ledger(self, posts: Iterable[tuple[Pin, Mapping[str, float]]]) -> _Surplus:
        ledger = _Surplus()
        for post, parts in posts:
            ledger.add(post.platform, post.theme, self._category(post.theme), 1)
            for name, part in parts.items():
                ledger.add(post.platform, name, self._category(name), -part)
        return ledger

    def _category(self, theme: str) -> str:
        return self._themes[theme].category if theme in self._themes else ""


class _Surplus:
    """How many posts each theme (on a platform, or over all: "") and category has beyond its part."""

    def __init__(self) -> None:
        self.themes: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.categories: defaultdict[str, float] = defaultdict(float)

    def add(self, platform: str, theme: str, category: str, posts: float) -> None:
        self.themes[theme, platform] += posts
        self.themes[theme, ""] += posts
        self.categories[category] += posts


def _posts_by_theme(posts: Iterable[Pin]) -> defaultdict[str, list[Pin]]:
    """The posts by theme; one that lost its place to another is still there, for no theme comes and goes in one run."""
    found: defaultdict[str, list[Pin]] = defaultdict(list)
    for post in posts:
        found[post.theme].append(post)
    return found


def _by_day(pin: Pin) -> tuple[date, time, str, str, str]:
    return (pin.day, pin.time or time.min, pin.platform, pin.theme, pin.id)
