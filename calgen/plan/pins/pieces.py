"""Pieces of content: where and when each may stand; those with a fixed day are pinned before the rest is planned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.plan.days.key_dates import is_quiet
from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin, PinKind
from calgen.plan.reason import Reason
from calgen.plan.target.campaigns import is_announcement
from calgen.plan.target.theme_formats import piece_formats, takes_piece_format
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


def platforms_for(strategy: Strategy, piece: Piece) -> tuple[Platform, ...]:
    """The platforms on which a piece may stand: of those that it names (or all), those with its theme and format.

    Its own format need not be among those of its theme. A format that the network of none of them has is the user's
    word, as it is on platforms that the piece names.
    """
    theme = theme_of(strategy, piece)
    if theme is None:
        return ()
    named = [row for row in strategy.platforms if not piece.platforms or row.platform in piece.platforms]
    homes = tuple(platform for platform in named if can_carry(strategy, theme, platform))
    if not piece.format:
        return homes
    known = tuple(row for row in homes if takes_piece_format(strategy, theme, row, piece.format))
    return known if known and not piece.platforms else _homes_by_word(strategy, piece, theme, named)


def _homes_by_word(
    strategy: Strategy, piece: Piece, theme: Theme, platforms: Iterable[Platform]
) -> tuple[Platform, ...]:
    """Of some platforms those that may have the theme and the format of a piece, whatever their networks have."""
    rows = (row for row in platforms if not theme.platforms or row.platform in theme.platforms)
    return tuple(row for row in rows if piece.format in piece_formats(strategy, row))


def theme_of(strategy: Strategy, piece: Piece) -> Theme | None:
    """The theme of a piece."""
    return next((theme for theme in strategy.themes if theme.theme == piece.theme), None)


def window_of(strategy: Strategy, piece: Piece, first: date, last: date) -> tuple[date, date]:
    """The first and last day on which a piece may stand, between two days; an empty window ends before it begins.

    A piece is never posted before it is published nor after it expires. A piece of a campaign waits for the first day
    of the campaign, and ends with it; set days of the campaign outside its days belong to it. A piece without a fixed
    day keeps to the season of its theme.
    """
    first, last = _dates_of(strategy, piece, first, last)
    theme = theme_of(strategy, piece)
    if piece.publish or theme is None:
        return first, last
    return max(first, theme.start or first), min(last, theme.end or last)


def _dates_of(strategy: Strategy, piece: Piece, first: date, last: date) -> tuple[date, date]:
    """The first and last day on which a piece may stand by its own dates and its campaign's, between two days."""
    starts = [first, piece.publish or piece.start or first]
    ends = [last, *(day for day in (piece.end, piece.expires) if day)]
    campaign = next((campaign for campaign in strategy.campaigns if campaign.campaign == piece.campaign), None)
    if campaign and not piece.publish:
        starts.append(campaign.start + timedelta(days=min((0, *campaign.offsets))))
        ends.append(max(campaign.end, campaign.start + timedelta(days=max((0, *campaign.offsets)))))
    return max(starts), min(ends)


def is_dated(piece: Piece, last: date) -> bool:
    """Whether a piece is due in the plan by dates of its own: it has a window, or expires by the last day."""
    expires = piece.expires is not None and piece.expires <= last
    return piece.start is not None or piece.end is not None or expires


def _window_problems(draft: PlanDraft, piece: Piece) -> Iterator[Problem]:
    """A piece that is due between days that all lie outside the season of its theme."""
    horizon = draft.horizon
    if piece.publish or not is_dated(piece, horizon.last):
        return
    first, last = _dates_of(draft.strategy, piece, max(horizon.first, draft.today), horizon.last)
    begin, end = window_of(draft.strategy, piece, first, last)
    if first <= last and begin > end:
        place = piece.source.place("start" if piece.start else "end" if piece.end else "expires")
        values = {"piece": piece.title, "theme": piece.theme, "first": first, "last": last}
        yield Problem("piece_out_of_season", place, Severity.WARNING, values)


def pin_pieces(draft: PlanDraft) -> PlanDraft:
    """Pins for the pieces with a fixed day, and a problem for each that cannot stand on it or in its window.

    Posts of the calendar whose title is that of a piece are given the piece.
    """
    titles = {piece.title for piece in draft.strategy.content}
    pins = [_with_piece(pin, titles) for pin in draft.pins]
    problems: list[Problem] = []
    in_calendar: dict[str, list[Pin]] = {}
    for pin in pins:
        if pin.id and pin.piece:
            in_calendar.setdefault(pin.piece, []).append(pin)
    for piece in draft.strategy.content:
        day = piece.publish
        if day and max(draft.horizon.first, draft.today) <= day <= draft.horizon.last:
            new_pins, new_problems = _fixed_day_pins(draft, piece, day, in_calendar.get(piece.title, ()))
            pins += new_pins
            problems += new_problems
        if piece.title not in in_calendar:
            problems += _window_problems(draft, piece)
    pins.sort(key=lambda pin: (pin.day, pin.platform, pin.theme, pin.piece))
    return replace(draft, pins=tuple(pins), problems=draft.problems + tuple(problems))


def _fixed_day_pins(draft: PlanDraft, piece: Piece, day: date, posts: Sequence[Pin]) -> tuple[list[Pin], list[Problem]]:
    """The pins of a piece on its fixed day; `posts` are those of the piece that are in the calendar already."""
    in_season_there = [platform for platform in platforms_for(draft.strategy, piece) if is_in_season(platform, day)]
    theme = theme_of(draft.strategy, piece)
    category = theme.category if theme else ""
    platforms = [row for row in in_season_there if not is_quiet(draft.horizon, row.platform, day, category)]
    if piece.platforms:
        kept_off = len(platforms) < len(in_season_there)
    else:
        kept_off = not platforms and bool(in_season_there)
        platforms = sorted(platforms, key=lambda platform: (-platform.cadence.weekly(), platform.platform))[:1]
    problems = _fixed_day_problems(draft, piece, day, has_platform=bool(platforms), kept_off=kept_off)
    if platforms:
        problems += _rest_problems(piece, day, posts)
    in_calendar = {post.platform for post in posts if day in post.settled_days}
    reasons = (Reason("fixed_day", {"piece": piece.title}),)
    bare = (Pin(row.platform, day, piece.theme, kind=PinKind.NAMED, reasons=reasons) for row in platforms)
    found = [
        pin_of_piece(draft.strategy, piece, pin)
        for pin in bare
        if pin.platform not in in_calendar and (piece.platforms or not in_calendar)
    ]
    return found, problems


def pin_of_piece(strategy: Strategy, piece: Piece, pin: Pin) -> Pin:
    """A pin with a piece and the campaign that the piece names, which may begin after it or have ended before."""
    is_outside = is_announcement(strategy, piece.campaign, pin.day)
    return replace(pin, piece=piece.title, campaign=piece.campaign, outside_mix=is_outside)


def _fixed_day_problems(
    draft: PlanDraft, piece: Piece, day: date, *, has_platform: bool, kept_off: bool
) -> list[Problem]:
    """What is wrong with the fixed day of a piece; `kept_off`: the day is quiet on a platform that would have it."""
    place = piece.source.place("publish")
    values: dict[str, object] = {"piece": piece.title, "name": piece.title, "day": day}
    problems = []
    if kept_off or not has_platform:
        code = "hook_quiet" if kept_off else "piece_no_home"
        problems.append(Problem(code, place, Severity.WARNING, values))
    if has_platform and day in draft.horizon.closed_days:
        problems.append(Problem("named_on_closed", place, Severity.NOTE, values))
    theme = theme_of(draft.strategy, piece)
    if has_platform and theme and not is_in_season(theme, day):
        problems.append(Problem("named_out_of_season", place, Severity.NOTE, values | {"theme": theme.theme}))
    return problems


def _rest_problems(piece: Piece, day: date, posts: Sequence[Pin]) -> list[Problem]:
    """An evergreen piece whose fixed day lies within the rest of the nearest of its posts in the calendar."""
    own = {post.subject for post in posts if post.day == day and post.subject}  # one outing on several days
    near = [post.day for post in posts if 0 < abs((post.day - day).days) < piece.rest and post.subject not in own]
    if not piece.evergreen or not near:
        return []
    other = min(near, key=lambda other: (abs((other - day).days), other))
    values = {"piece": piece.title, "day": day, "other": other, "n": abs((other - day).days), "rest": piece.rest}
    return [Problem("rest_broken", piece.source.place("publish"), Severity.NOTE, values)]


def _with_piece(pin: Pin, titles: Collection[str]) -> Pin:
    """A post of the calendar with the piece that its title names, if it is among the titles of pieces."""
    return replace(pin, piece=pin.title) if not pin.piece and pin.title in titles else pin
