"""Themes whose part of a platform is more than its posts leave room for: told with the cure, and not as a gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.book.values import Labelled, Phrase, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan, Post
from calgen.plan.target.theme_places import is_in_season
from calgen.strategy.themes import Theme

MARGIN = 1.0  # posts: a part is a fraction
SHOWN = 4  # other platforms in a message


def themes_have_room_for_their_part(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Each theme has room for its part on each platform, on the posts that there are; else how many it has room for."""
    rows = {theme.theme: theme for theme in calendar.strategy.themes}
    by_theme: dict[str, list[tuple[float, str, int]]] = {}  # theme → what is asked, the platform, the room
    for (platform, name), (asked, room) in parts_without_room(plan, rows).items():
        by_theme.setdefault(name, []).append((asked, platform, room))
    for found in by_theme.values():
        found.sort(key=lambda part: (part[2] - part[0], part[1]))
    in_order = sorted(by_theme, key=lambda name: (by_theme[name][0][2] - by_theme[name][0][0], name))
    for name in in_order:
        (asked, platform, room), *rest = by_theme[name]
        there = first_items((Labelled(other, _of_asked(few, most)) for most, other, few in rest), SHOWN)
        values: dict[str, object] = {"name": name, "platform": platform, "n": room, "asked": round(asked, 1)}
        values["others"] = Phrase(("phrases", "also_there"), {"platforms": there}) if rest else ""
        yield Problem("theme_without_room", rows[name].source.place("theme"), Severity.NOTE, values)


def parts_without_room(plan: Plan, themes: Mapping[str, Theme]) -> dict[tuple[str, str], tuple[float, int]]:
    """(platform, theme) → the posts that the target path asks, and the fewer ones that there is room for."""
    found = {}
    for line in plan.certificate:
        # a plan keeps to the spacings: what it has, there is room for
        if line.level == "theme" and line.platform and line.name in themes and line.asked > line.planned + MARGIN:
            room = _most_posts([post for post in plan.posts if post.platform == line.platform], themes[line.name])
            if line.asked > room + MARGIN:
                found[line.platform, line.name] = (line.asked, room)
    return found


def _most_posts(posts: Sequence[Post], theme: Theme) -> int:
    """The most posts of a theme in place of the free posts of a platform: in its season, a spacing apart, one a day."""
    count, last = 0, date.min
    for post in posts:
        is_settled = post.is_users or post.has_named_day
        is_own = post.theme == theme.theme
        if post.is_open or (not is_own and (is_settled or not is_in_season(theme, post.day))):
            continue
        if (is_own and is_settled) or last == date.min or (post.day - last).days >= max(1, theme.spacing):
            count, last = count + 1, post.day
    return count


def _of_asked(posts: int, asked: float) -> Phrase:
    return Phrase(("phrases", "of_asked"), {"n": posts, "asked": round(asked, 1)})
