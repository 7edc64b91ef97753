"""The posts of the earlier plan on one platform: which of them may stay on their day, and which slot each stood in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from calgen.plan.days.key_dates import is_quiet
from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy.platforms import Platform


@dataclass(frozen=True, slots=True)
class EarlierDays:
    """The posts of the earlier plan that one platform has from today on, by day.

    `replaced` counts those whose place a pin has taken: the strategy still names their day, so that they are pins
    again. `staying` counts the others that may stay as they are; the rest need another theme or have gone elsewhere.
    """

    by_day: Mapping[date, Sequence[Pin]]
    replaced: Counter[date]
    staying: Counter[date]

    @property
    def counts(self) -> dict[date, int]:
        """The number of posts of each day."""
        return {day: len(posts) for day, posts in self.by_day.items()}

    def retained(self, day: date, pinned: int) -> int:
        """The posts of a day that are to stay there: those that are pinned, and those of the earlier plan."""
        return pinned + self.staying[day]

    def posts(self, day: date, pinned: int) -> int:
        """The posts that a day has had: those that are pinned, and all of the earlier plan."""
        return pinned + len(self.by_day.get(day, ())) - self.replaced[day]


def find_earlier_days(draft: PlanDraft, platform: Platform, posts: Iterable[Pin], pins: Iterable[Pin]) -> EarlierDays:
    """The posts of the earlier plan on a platform, in order, beside its pins."""
    by_day: dict[date, list[Pin]] = {}
    for post in posts:
        by_day.setdefault(post.day, []).append(post)
    named: dict[date, list[Pin]] = {}
    for pin in pins:
        if not pin.is_kept and not pin.is_removed:
            named.setdefault(pin.day, []).append(pin)
    replaced, staying = Counter[date](), Counter[date]()
    themes = {theme.theme: theme for theme in draft.strategy.themes}
    pieces = {piece.title: piece for piece in draft.strategy.content}
    for day, of_day in by_day.items():
        matched = {id(post) for post in match_posts(named.get(day, ()), of_day) if post}
        replaced[day] = len(matched)
        for post in of_day:
            if post.is_open and id(post) not in matched:
                staying[day] += bool(draft.strategy.settings.open_slots)
                continue
            theme, piece = themes.get(post.theme), pieces.get(post.title)
            is_named_elsewhere = bool(post.key_date) or (piece is not None and piece.publish not in (None, day))
            if id(post) in matched or is_named_elsewhere or theme is None or not theme.weight:
                continue
            is_allowed_then = is_in_season(theme, day) and not is_quiet(
                draft.horizon, platform.platform, day, theme.category
            )
            staying[day] += is_allowed_then and can_carry(draft.strategy, theme, platform)
    return EarlierDays(by_day, replaced, staying)


def match_posts(pins: Sequence[Pin | None], posts: Sequence[Pin]) -> list[Pin | None]:
    """For each pin of a day, the post of the earlier plan that stood for it; None (no pin) takes any that is left.

    A pin of a key date or piece takes its own post; other pins take one of their theme.
    """
    left = list(posts)
    found: list[Pin | None] = [None] * len(pins)
    for n, pin in enumerate(pins):
        if pin is not None:
            found[n] = next((post for post in left if _stands_for(pin, post)), None)
            left = [post for post in left if post is not found[n]]
    for n, pin in enumerate(pins):
        if pin is None and left:
            found[n] = left.pop(0)
    return found


def _stands_for(pin: Pin, post: Pin) -> bool:
    """Whether a post of the earlier plan is what a pin of the same platform and day settles."""
    if pin.is_kept or pin.is_removed or pin.key_date != post.key_date:
        return False
    return post.theme == pin.theme if pin.theme else bool(pin.key_date)
