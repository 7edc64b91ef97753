"""Gives posts of the earlier plan to themes that are new, or have far too few: those posts change theme.

Without this a theme that is added to a strategy might get no post, since each change costs points. The posts that
change are taken from themes that are ahead of their target path, evenly over the days to come. See "Staying close to
yesterday's plan" in docs/planner.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from math import fsum

from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin
from calgen.plan.slots.draft_path import path_of_slots
from calgen.plan.target.target_path import TargetPath
from calgen.plan.target.theme_places import is_in_season
from calgen.plan.themes.limits import REPEAT_WINDOW
from calgen.strategy.themes import Theme

# Posts that must be missing before a theme is given any: a new one; a known one (any plan lacks a few).
MIN_LACK_NEW, MIN_LACK_KNOWN = 1.0, 3.0
ENOUGH_PART = 0.75  # a known theme with more than this part of what is due to it is given nothing
ROUND_UP = 0.5  # posts still due at the end of the plan, from which on one more post is given
CATEGORY_LEAD = 2.0  # posts: a change of category must bring both categories nearer to their target path
MOST_PLACES = 60  # posts back from the one that is owed, among which its place is looked for
REPEAT_COST = 3.0  # posts: for a place near another post of the theme, on its platform or on its day
SHARED_COST = 20.0  # posts: for one whose work another post uses, too, so that no hours become free
MUST_CHANGE = 1000.0  # gain of replacing a post that cannot stay anyhow
_BASE_GAIN = MUST_CHANGE / 2  # of any other replacement, so that costs do not make it negative

_Place = tuple[Pin, Mapping[str, float]]  # a post, and the parts of themes in its slot on the target path


def give_new_themes(draft: PlanDraft) -> PlanDraft:
    """The draft whose earlier plan has posts for the themes of which it had none, or far too few.

    Where posts are left out for want of hours, those themes may be absent for that reason: nothing is given then but
    to themes that the strategy did not have before.
    """
    posts = [slot.earlier for slot in draft.slots if slot.earlier]
    is_thin = draft.strategy.settings.over_capacity == "thin"
    lacks_hours = is_thin and any(slot.pin is None and slot.earlier is None for slot in draft.slots)
    themes = [row for row in draft.strategy.themes if row.weight and (not lacks_hours or row.theme in draft.new_themes)]
    if not posts or not themes or draft.keeps_themes:
        return draft
    path = path_of_slots(draft)
    earlier_plan = _EarlierPlan(draft, posts, path)
    for theme in themes:
        earlier_plan.add(theme)
    changed = {id(old): new for old, new in zip(posts, earlier_plan.earlier, strict=True)}
    slots = (replace(slot, earlier=changed[id(slot.earlier)]) if slot.earlier else slot for slot in draft.slots)
    return replace(draft, slots=tuple(slots), path=path)


class _EarlierPlan:
    """The earlier plan while posts change theme: `earlier` are all of its posts, all else is of those from today on."""

    def __init__(self, draft: PlanDraft, posts: Sequence[Pin], path: TargetPath) -> None:
        self._themes = {theme.theme: theme for theme in draft.strategy.themes}
        self._campaigns = draft.strategy.campaigns
        self._pieces = {piece.title for piece in draft.strategy.content}
        self.earlier = list(posts)
        every = [*self.earlier, *draft.kept]
        self._held_places = draft.held_places
        is_thin = draft.strategy.settings.over_capacity == "thin"
        works = Counter((pin.subject, pin.format) for pin in every)
        # Formats of subjects that several posts use; asked only where hours are short.
        self._shared = {work for work, posts in works.items() if posts > 1} if is_thin else set[tuple[str, str]]()
        self._known_themes = {pin.theme for pin in every}
        platforms = {platform.platform: platform for platform in draft.strategy.platforms}

        def is_open(pin: Pin) -> bool:
            platform = platforms.get(pin.platform)
            is_to_come = draft.today <= pin.day <= draft.horizon.last
            return platform is not None and is_in_season(platform, pin.day) and is_to_come

        to_come = [n for n, pin in enumerate(every) if is_open(pin)]
        self._indexes = sorted(to_come, key=lambda n: _sort_key(every[n]))  # in `every`, of each post to come
        self._posts = [every[n] for n in self._indexes]
        self._parts = [path.at(pin.platform, pin.day).themes for pin in self._posts]
        past = [pin for pin in draft.kept if pin.day < draft.today and pin.platform in platforms]
        self._past_surplus = self._surplus((pin, path.at(pin.platform, pin.day).themes) for pin in past)
        self._by_theme = _posts_by_theme(self._posts)
        self._sequences: dict[str, list[int]] = {}  # indexes of the posts of each platform
        for n, pin in enumerate(self._posts):
            self._sequences.setdefault(pin.platform, []).append(n)
        self._too_near = self._posts_too_near(past)

    def _posts_too_near(self, past: Sequence[Pin]) -> set[int]:
        """The indexes of posts that come too soon after another of their theme on their platform."""
        latest = {(pin.platform, pin.theme): pin.day for pin in sorted(past, key=_sort_key)}
        found = set[int]()
        for n, pin in enumerate(self._posts):
            theme, key = self._themes.get(pin.theme), (pin.platform, pin.theme)
            is_movable = self._indexes[n] < len(self.earlier)
            if is_movable and theme and key in latest and (pin.day - latest[key]).days < theme.spacing:
                found.add(n)
            else:
                latest[key] = pin.day
        return found

    def add(self, theme: Theme) -> None:
        """Give a theme its posts, if it has nothing of what is due to it, or far too little."""
        name = theme.theme
        # What a campaign asks of its themes is a rule of the search.
        campaigns = [campaign for campaign in self._campaigns if name in campaign.themes]
        places = [
            n
            for n, pin in enumerate(self._posts)
            if is_in_season(theme, pin.day)
            and not pin.key_date
            and not any(campaign.start <= pin.day <= campaign.end for campaign in campaigns)
        ]
        posts = sum(self._posts[n].theme == name for n in places)
        # A theme with too many posts so far is due fewer from now on; one with too few is not due more.
        ahead = max(0.0, self._past_surplus.themes[name, ""])
        lack = fsum(self._parts[n].get(name, 0.0) for n in places) - ahead - posts
        is_known = posts > 0 or name in self._known_themes
        if lack < (max(MIN_LACK_KNOWN, posts * (1 / ENOUGH_PART - 1)) if is_known else MIN_LACK_NEW):
            return
        before = list(self._posts), list(self.earlier), set(self._too_near)
        surplus = self._surplus((self._posts[n], self._parts[n]) for n in places)
        given = self._give_posts(name, -ahead, places, surplus)
        if given < (MIN_LACK_KNOWN if is_known else MIN_LACK_NEW):
            self._posts, self.earlier, self._too_near = before
            # Its spacing allows no more, and so few are not worth the change.
            self._by_theme = _posts_by_theme(self._posts)

    def _give_posts(self, name: str, owed: float, places: Sequence[int], surplus: _Surplus) -> int:
        """Give a theme a post whenever one is owed, among the places since its last one; the number of posts given."""
        waiting, given = list[int](), 0
        for n in places:
            owed += self._parts[n].get(name, 0.0) - (self._posts[n].theme == name)
            waiting = [*waiting[1 - MOST_PLACES :], n]
            if owed >= 1 and self._give_one(name, waiting, surplus):
                waiting, owed, given = [], owed - 1, given + 1
        if given and owed >= ROUND_UP:
            given += self._give_one(name, waiting, surplus)
        return given

    def _give_one(self, name: str, waiting: Sequence[int], surplus: _Surplus) -> bool:
        """Give the best of some places to a theme; whether one can be."""
        gains = [(self._gain(n, name, surplus), -n) for n in waiting if self._can_replace(n, name)]
        gain, place = max(gains, default=(0.0, 0))
        if gain > 0:
            self._replace(-place, name, surplus)
        return gain > 0

    def _replace(self, n: int, name: str, surplus: _Surplus) -> None:
        """Give a post another theme."""
        old = self._posts[n]
        surplus.add(old.platform, old.theme, self._category(old.theme), -1)
        surplus.add(old.platform, name, self._category(name), 1)
        self._posts[n] = post = replace(old, theme=name, subject="", title="")
        if self._may_stay(n, old):  # else the search begins without it, and gives its slot to whom it serves most
            self.earlier[self._indexes[n]] = post
        self._by_theme[name].append(post)
        self._too_near.discard(n)

    def _can_replace(self, n: int, name: str) -> bool:
        """Whether a theme can have the place of a post: the path asks for it there, its spacing is held, and the post
        is neither kept nor of a campaign or piece.
        """
        post, spacing = self._posts[n], max(1, self._themes[name].spacing)
        is_kept = self._indexes[n] >= len(self.earlier)
        is_held = (post.platform, post.day, post.theme) in self._held_places
        if is_kept or is_held or post.campaign or post.title in self._pieces:
            return False
        if post.theme == name or not self._parts[n].get(name):
            return False
        near = [other for other in self._by_theme[name] if abs((other.day - post.day).days) < spacing]
        return all(other.platform != post.platform and other.day != post.day for other in near)

    def _gain(self, n: int, name: str, surplus: _Surplus) -> float:
        """The gain of giving a post the theme `name`: at least 1, or 0 where its own theme has no surplus of posts."""
        post, category = self._posts[n], self._category(name)
        if not self._may_stay(n, post):
            return MUST_CHANGE
        theme = self._themes[post.theme]
        lead = CATEGORY_LEAD
        if theme.category != category:
            lead = surplus.categories[theme.category] - surplus.categories[category]
        spare = surplus.themes[post.theme, ""]
        if spare <= 0 or lead < CATEGORY_LEAD:
            return 0.0
        here = surplus.themes[post.theme, post.platform] - surplus.themes[name, post.platform]
        cost = REPEAT_COST * self._repeats(n, name) + SHARED_COST * ((post.subject, post.format) in self._shared)
        return max(1.0, _BASE_GAIN + spare + here + lead - CATEGORY_LEAD - cost)

    def _may_stay(self, n: int, post: Pin) -> bool:
        """Whether the strategy still has the theme of a post on its day, and the theme keeps its spacing there."""
        theme = self._themes.get(post.theme)
        is_asked = theme is not None and bool(theme.weight) and is_in_season(theme, post.day)
        return is_asked and n not in self._too_near

    def _repeats(self, n: int, name: str) -> bool:
        """Whether a theme stands among the posts around a place on its platform, or that day on another platform."""
        day, sequence = self._posts[n].day, self._sequences[self._posts[n].platform]
        place = bisect_left(sequence, n)
        near = sequence[max(0, place - REPEAT_WINDOW + 1) : place + REPEAT_WINDOW]
        return any(self._posts[m].theme == name for m in near) or any(p.day == day for p in self._by_theme[name])

    def _surplus(self, places: Iterable[_Place]) -> _Surplus:
        surplus = _Surplus()
        for post, parts in places:
            surplus.add(post.platform, post.theme, self._category(post.theme), 1)
            for name, part in parts.items():
                surplus.add(post.platform, name, self._category(name), -part)
        return surplus

    def _category(self, theme: str) -> str:
        return self._themes[theme].category if theme in self._themes else ""


class _Surplus:
    """The posts that each theme has beyond its part, on each platform and over all of them (""), and each category."""

    def __init__(self) -> None:
        self.themes: defaultdict[tuple[str, str], float] = defaultdict(float)  # by theme and platform
        self.categories: defaultdict[str, float] = defaultdict(float)

    def add(self, platform: str, theme: str, category: str, posts: float) -> None:
        self.themes[theme, platform] += posts
        self.themes[theme, ""] += posts
        self.categories[category] += posts


def _posts_by_theme(posts: Iterable[Pin]) -> defaultdict[str, list[Pin]]:
    """The posts of each theme. A post that changes its theme stays in the list of its old theme too, so that no theme
    takes back a place in the same run.
    """
    found: defaultdict[str, list[Pin]] = defaultdict(list)
    for post in posts:
        found[post.theme].append(post)
    return found


def _sort_key(pin: Pin) -> tuple[date, time, str, str, str]:
    return (pin.day, pin.time or time.min, pin.platform, pin.theme, pin.id)
