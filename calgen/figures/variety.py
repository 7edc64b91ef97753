"""Variety: each theme's posts, its share, its longest run of days without a post and its shortest interval."""

from __future__ import annotations

from dataclasses import dataclass

from calgen.figures.counted_calendar import CountedCalendar


@dataclass(frozen=True, slots=True)
class ThemeVariety:
    """A theme's posts: parts of all posts between 0 and 1, gaps in days."""

    theme: str
    category: str
    posts: int
    on_path: float  # on the target path
    share: float
    silence: int  # the longest run of days without it
    shortest: int | None  # the fewest days between two posts on one platform
    is_missing: bool  # a whole post of it is asked, and there is none


def by_theme(calendar: CountedCalendar) -> tuple[ThemeVariety, ...]:
    """Every theme, by category and name."""
    order = {category: n for n, category in enumerate(calendar.categories)}
    categories, asked = calendar.theme_categories, calendar.target.themes
    names = sorted(calendar.names["theme"], key=lambda name: (order.get(categories[name], len(order)), name))
    found = []
    for name in names:
        posts, share = calendar.counts.count(theme=name), asked.get(name, 0.0)
        silence, shortest = calendar.intervals.longest_silence(name), calendar.intervals.shortest_interval(name)
        missing = not posts and share * len(calendar.mix_posts) >= 1
        found.append(
            ThemeVariety(name, categories[name], posts, share, calendar.share(posts), silence, shortest, missing)
        )
    return tuple(found)
