"""The mix that was asked beside the one that is planned: where they differ, by how much, and what bends it.

A cause is proved, not guessed: it is left out of the strategy, and the target path of the same posts is taken again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Percent, Phrase, Word, first_items
from calgen.figures import mix
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.counted_posts import CountedPost
from calgen.figures.mix import CategoryShare
from calgen.figures.target_shares import target_shares
from calgen.plan.asked_before import NOTHING_BEFORE
from calgen.plan.model import Plan
from calgen.strategy import Strategy

FAR, FAR_ON_PLATFORM = 0.1, 0.25  # parts of the posts by which a category may miss what was asked
LEAST_POSTS = 2.0  # that it misses at least
LEAST_EFFECT = 0.01  # part of the posts that a cause takes or adds at least
SHOWN = 4  # names of a cause

Path = Callable[[Strategy], Mapping[str, float]]  # the shares of categories on the target path of a strategy


@dataclass(frozen=True, slots=True)
class _Cause:
    """Something of the strategy that bends the mix: its names, and the strategy without those of some names."""

    phrase: str
    names: tuple[str, ...]
    without: Callable[[Strategy, frozenset[str]], Strategy]


def what_is_asked_is_planned(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Each category has about the part that was typed for it, of the posts to come; else what bends it is told.

    One finding, of the category that is farthest and of others there: over all platforms, else on one platform.
    """
    if not any(row.source.row for row in calendar.strategy.mix):
        return  # nothing was typed
    to_come, first = _to_come(plan, calendar, today)
    if found := _bent_rows(to_come):
        yield _problem(to_come, plan, found, first)


def is_bent(plan: Plan, calendar: CountedCalendar, today: date) -> bool:
    """Whether a category has not about the part of the posts to come that is asked, typed or not."""
    return bool(_bent_rows(_to_come(plan, calendar, today)[0]))


def _to_come(plan: Plan, calendar: CountedCalendar, today: date) -> tuple[CountedCalendar, date]:
    """The calendar with the posts to come alone, and the first day of these."""
    first = max(today, calendar.horizon.first)
    posts = tuple(post for post in calendar.posts if post.day >= first)
    return replace(calendar, posts=posts, periods=plan.periods, asked_before=NOTHING_BEFORE), first


def _bent_rows(to_come: CountedCalendar) -> list[CategoryShare]:
    """The categories that miss what was asked, the farthest first: over all platforms, else on the worst platform."""
    found = [row for row in mix.overall(to_come) if _misses(row, len(to_come.mix_posts), FAR)]
    if not found:
        counts = {name: to_come.mix_counts.count(platform=name) for name in to_come.platforms}
        rows = (row for row in mix.by_platform(to_come) if row.platform in _asked_platforms(to_come.strategy))
        found = [row for row in rows if _misses(row, counts[row.platform], FAR_ON_PLATFORM)]
    found.sort(key=lambda row: (-abs(row.share - row.share_asked), row.category, row.platform))
    return [row for row in found if row.platform == found[0].platform]


def _asked_platforms(strategy: Strategy) -> frozenset[str]:
    return frozenset(platform.platform for platform in strategy.platforms)


def _misses(row: CategoryShare, posts: int, far: float) -> bool:
    gap = abs(row.share - row.share_asked)
    return gap > far and gap * posts >= LEAST_POSTS


def _problem(calendar: CountedCalendar, plan: Plan, rows: Sequence[CategoryShare], first: date) -> Problem:
    """The finding of the farthest category, on a platform or over all of them (no name), and the others there."""
    row, *more = rows
    posts = [post for post in calendar.mix_posts if row.platform in ("", post.platform)]
    causes = tuple(_causes(calendar, plan, row, posts, first))
    values: dict[str, object] = {
        "platform": row.platform or Word("everywhere", "all"),
        "category": Word("category", row.category),
        "asked": Percent(row.share_asked),
        "planned": Percent(row.share),
        "since": Phrase(("phrases", "bent_since"), {"day": first}) if first > calendar.horizon.first else "",
        "others": Phrase(("phrases", "bent_others"), {"names": tuple(map(_other, more))}) if more else "",
        "causes": Phrase(("phrases", "bent_by"), {"causes": causes}) if causes else "",
    }
    return Problem("mix_bent", _place(calendar.strategy, row.category), Severity.WARNING, values)


def _other(row: CategoryShare) -> Phrase:
    """Another category, with what was asked and what came."""
    values = {
        "category": Word("category", row.category),
        "asked": Percent(row.share_asked),
        "planned": Percent(row.share),
    }
    return Phrase(("phrases", "bent_other"), values)


def _place(strategy: Strategy, category: str) -> Place | None:
    """The cell of the share that was typed for a category; of another one where none was; None without a tab."""
    typed = [row for row in strategy.mix if row.source.row]
    own = [row for row in typed if row.category == category] or typed
    return min(own, key=lambda row: row.source.row).source.place("share") if own else None


def _causes(
    calendar: CountedCalendar, plan: Plan, row: CategoryShare, posts: Sequence[CountedPost], first: date
) -> Iterator[Phrase]:
    """What takes the mix from what was asked to what is planned, each proved by leaving it out."""
    strategy, way = calendar.strategy, 1 if row.share > row.share_asked else -1

    def path(changed: Strategy) -> Mapping[str, float]:
        return target_shares(changed, calendar.horizon.first, posts, calendar.theme_categories).categories

    bare = {share.category for share in strategy.mix if share.share} - _categories(strategy)
    if bare:
        names = first_items((Word("category", name) for name in sorted(bare)), SHOWN)
        yield Phrase(("phrases", "bent_bare"), {"n": len(bare), "names": names})
    present = path(strategy).get(row.category, 0.0)
    for cause in _possible_causes(strategy, first, calendar.horizon.last):

        def effect(names: Iterable[str], cause: _Cause = cause) -> float:
            without = cause.without(strategy, frozenset(names))
            return way * (present - path(without).get(row.category, 0.0))

        if cause.names and effect(cause.names) >= LEAST_EFFECT:
            alone = [name for name in cause.names if effect([name]) >= LEAST_EFFECT / 2] or cause.names
            yield Phrase(("phrases", cause.phrase), {"n": len(alone), "names": first_items(alone, SHOWN)})
    own = [post for post in plan.posts if post.is_users and post.day >= first and row.platform in ("", post.platform)]
    if own and way * (row.share - row.on_path) * len(posts) >= LEAST_POSTS:
        yield Phrase(("phrases", "bent_own"), {"n": len(own)})


def _possible_causes(strategy: Strategy, first: date, last: date) -> tuple[_Cause, ...]:
    """What may bend the mix between two days."""
    campaigns = [row.campaign for row in strategy.campaigns if row.start <= last and row.end >= first]
    seasons = [
        theme.theme
        for theme in strategy.themes
        if theme.weight > 0 and ((theme.start and theme.start > first) or (theme.end and theme.end < last))
    ]
    spaced = [theme.theme for theme in strategy.themes if theme.weight > 0 and theme.spacing]
    placed = [theme.theme for theme in strategy.themes if theme.weight > 0 and (theme.platforms or theme.formats)]
    return (
        _Cause("bent_campaigns", tuple(campaigns), _without_campaigns),
        _Cause("bent_seasons", tuple(seasons), _without_seasons),
        _Cause("bent_dates", tuple(row.name for row in strategy.key_dates), _without_key_dates),
        _Cause("bent_spacings", tuple(spaced), _without_spacings),
        _Cause("bent_places", tuple(placed), _without_places),
    )


def _categories(strategy: Strategy) -> frozenset[str]:
    return frozenset(theme.category for theme in strategy.themes if theme.weight > 0)


def _without_campaigns(strategy: Strategy, names: frozenset[str]) -> Strategy:
    return replace(strategy, campaigns=tuple(row for row in strategy.campaigns if row.campaign not in names))


def _without_key_dates(strategy: Strategy, names: frozenset[str]) -> Strategy:
    return replace(strategy, key_dates=tuple(row for row in strategy.key_dates if row.name not in names))


def _without_seasons(strategy: Strategy, names: frozenset[str]) -> Strategy:
    return _with_themes(strategy, names, start=None, end=None)


def _without_spacings(strategy: Strategy, names: frozenset[str]) -> Strategy:
    return _with_themes(strategy, names, spacing=0)


def _without_places(strategy: Strategy, names: frozenset[str]) -> Strategy:
    return _with_themes(strategy, names, platforms=(), formats=())


def _with_themes(strategy: Strategy, names: frozenset[str], **changes: object) -> Strategy:
    themes = (replace(row, **changes) if row.theme in names else row for row in strategy.themes)  # type: ignore[arg-type]
    return replace(strategy, themes=tuple(themes))
