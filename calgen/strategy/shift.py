"""Moves a sample to another first day, so that it does not age: what it dates stays at its time of the year.

A key date, a season, a piece of content, a campaign and a day off come in the first year in which they are not over on
the new first day: on the same day and month where the day itself is meant, else on the same weekday, at most three days
from it. A campaign named after a day that is computed each year (the sales, Mother's Day) stays as far from it as it
was, and its pieces with it. Deadlines, audits and readings move with the first day, by whole weeks.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from calgen.book.folding import fold
from calgen.book.values import Span
from calgen.book.vocabulary import choice_codes
from calgen.strategy import Strategy
from calgen.strategy.audit import AuditReading
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.readings import KpiReading
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme
from calgen.strategy.wheel import Approach

DayOfName = Callable[[str, int], date | None]  # the day of a name in a year, where there is a rule for it
Move = Callable[[date], date]
Row = TypeVar("Row", Approach, AuditReading, Campaign, Objective, KpiReading, Piece, Platform, Theme)
_MOVES_BY_WEEKDAY = (4, 5)  # events of a Friday or Saturday are on one each year; feasts and world days have their date
_LONG_CAMPAIGN = timedelta(days=27)  # one of four weeks or more keeps its days, a shorter one its weekdays


def shift(strategy: Strategy, start: date, day_of_name: DayOfName) -> Strategy:
    """The strategy with its start moved to the given day, and its other days as the module says."""
    own = strategy.settings.start
    if own is None or own == start:
        return dataclasses.replace(strategy, settings=dataclasses.replace(strategy.settings, start=start))
    by_weeks = partial(_later, days=7 * round((start - own).days / 7))
    moves = _campaign_moves(strategy, start, day_of_name)
    return dataclasses.replace(
        strategy,
        settings=dataclasses.replace(strategy.settings, start=start),
        wheel=tuple(_with_days(row, by_weeks, "start") for row in strategy.wheel),
        objectives=tuple(_with_days(row, by_weeks, "deadline") for row in strategy.objectives),
        audit=tuple(_with_days(row, by_weeks, "date") for row in strategy.audit),
        readings=tuple(_with_days(row, by_weeks, "date") for row in strategy.readings),
        platforms=tuple(_with_days(row, by_weeks, "start", "end") for row in strategy.platforms),
        themes=tuple(_theme(row, start) for row in strategy.themes),
        campaigns=tuple(_with_days(row, moves[row.campaign], "start", "end") for row in strategy.campaigns),
        content=tuple(_piece(row, start, moves) for row in strategy.content),
        key_dates=tuple(_key_date(row, start) for row in strategy.key_dates),
        team=tuple(_person(row, start) for row in strategy.team),
    )


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _in_year(day: date, years: int, *, on_its_date: bool) -> date:
    """A day so many years later: on the same day and month, or on the nearest such weekday."""
    try:
        same = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        same = day.replace(year=day.year + years, day=28)
    return same if on_its_date else day + timedelta(days=7 * round((same - day).days / 7))


def _years_until(start: date, *days: date, on_its_date: bool) -> int:
    """The fewest years by which all of some days lie on or after the start."""
    first = min(days)
    years = start.year - first.year - 1
    while _in_year(first, years, on_its_date=on_its_date) < start:
        years += 1
    return years


def _move(start: date, *days: date, on_its_date: bool = False) -> Move:
    years = _years_until(start, *days, on_its_date=on_its_date)
    return partial(_in_year, years=years, on_its_date=on_its_date)


def _with_days(row: Row, move: Move, *fields: str) -> Row:
    """A row with some of its fields moved; those without a day stay."""
    days = {field: day for field in fields if (day := getattr(row, field))}
    changes: dict[str, Any] = {field: move(day) for field, day in days.items()}
    return dataclasses.replace(row, **changes)


# -- one kind of row after the other -----------------------------------------------------------------------------------


def _campaign_moves(strategy: Strategy, start: date, day_of_name: DayOfName) -> dict[str, Move]:
    """How each campaign moves, by its name; those that begin on one day stay together."""
    needed: dict[date, list[date]] = {}
    for row in strategy.campaigns:
        pieces = [day for piece in strategy.content if piece.campaign == row.campaign for day in _days_of(piece)]
        needed.setdefault(row.start, []).extend([row.start + timedelta(days=min((0, *row.offsets))), *pieces])
    found: dict[str, Move] = {}
    for row in strategy.campaigns:
        is_long = row.end - row.start >= _LONG_CAMPAIGN
        named = _named_move(row, start, needed[row.start], day_of_name)
        found[row.campaign] = named or _move(start, *needed[row.start], on_its_date=is_long)
    return found


def _named_move(row: Campaign, start: date, days: list[date], day_of_name: DayOfName) -> Move | None:
    """A campaign named after a computed day keeps its distance from it, in the first year in which nothing is over."""
    own = [day_of_name(row.campaign, row.start.year + n) for n in (-1, 0, 1)]
    nearest = min((day for day in own if day), key=lambda day: abs(row.start - day), default=None)
    if nearest is None:
        return None
    later = (day_of_name(row.campaign, start.year + n) for n in range(-1, 3))
    moves = (partial(_later, days=(day - nearest).days) for day in later if day)
    return next((move for move in moves if move(min(days)) >= start), None)


def _days_of(piece: Piece) -> list[date]:
    return [day for day in (piece.publish, piece.start, piece.end) if day]


def _piece(row: Piece, start: date, moves: dict[str, Move]) -> Piece:
    """A piece with its campaign, else in the first year in which it is not over; on the day that its title names."""
    days = _days_of(row)
    if not days and not row.expires:
        return row
    says_its_day = any(_says(row.title, day) for day in (row.publish, row.expires) if day)
    own = moves.get(row.campaign) or _move(start, *(days or [row.expires]), on_its_date=says_its_day)  # type: ignore[list-item]
    return _with_days(row, own, "publish", "start", "end", "expires")


def _says(text: str, day: date) -> bool:
    """Whether a text names a day and its month: « conseil du 20 septembre »."""
    codes = choice_codes("month")
    order = list(dict.fromkeys(codes.values()))
    words = fold(text).replace(",", " ").split()
    return any(
        {word, following} & {str(day.day), f"{day.day}er"}
        and order[day.month - 1] in (codes.get(word), codes.get(following))
        for word, following in pairwise(words)
    )


def _theme(row: Theme, start: date) -> Theme:
    """A season: on its days, in the first year in which it is not over."""
    if not (row.start and row.end):
        return row
    return _with_days(row, _move(start, row.end, on_its_date=True), "start", "end")


def _key_date(row: KeyDate, start: date) -> KeyDate:
    if row.date is None:
        return row
    first = row.date.first if isinstance(row.date, Span) else row.date
    move = _move(start, first, on_its_date=first.weekday() not in _MOVES_BY_WEEKDAY)
    moved = Span(move(row.date.first), move(row.date.last)) if isinstance(row.date, Span) else move(row.date)
    return dataclasses.replace(row, date=moved)


def _person(row: Person, start: date) -> Person:
    spans = [(_move(start, last), (first, last)) for first, last in row.days_off]
    return dataclasses.replace(row, days_off=tuple(sorted((move(first), move(last)) for move, (first, last) in spans)))
