"""More tabs for random strategies: campaigns, key dates, evergreen pieces, rhythms, people with hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from draws import Draws, chance, few, one, some, window

from calgen.book.values import Span as DaySpan
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.platforms import Platform
from calgen.strategy.routines import Routine
from calgen.strategy.team import Person

Span = tuple[date, date]

STAGES = ("attention", "interest", "desire", "action")
CATEGORIES = ("promote", "curate", "interact")  # those of every drawn strategy, or nearly
COMPUTED = ("Noël", "Pâques", "Black Friday", "Fête des mères", "Saint-Valentin", "14 juillet")
HOURS = tuple(Fraction(n) for n in ("0", "1/2", "2", "5", "12", "40"))
EFFORTS = tuple(Fraction(n) for n in ("1/2", "1", "5/2", "6"))
OFFSETS = (-14, -7, -3, -1, 0, 1, 2, 5, 9)  # days from the start of a campaign


def extend(draws: Draws, strategy: Strategy, span: Span) -> Strategy:
    """The same strategy with all of it, each part mostly absent from small cases."""
    themes = tuple(replace(theme, stage=one(draws, STAGES) if chance(draws, 2) else "") for theme in strategy.themes)
    strategy = replace(strategy, themes=themes)
    strategy = replace(strategy, campaigns=_campaigns(draws, strategy, span))
    team = _team(draws, strategy, span)
    return replace(
        strategy,
        key_dates=_key_dates(draws, strategy, span),
        content=tuple(_more(draws, piece, strategy, span) for piece in strategy.content),
        platforms=tuple(_rhythm(draws, row, team) for row in strategy.platforms),
        formats=tuple(replace(row, effort=one(draws, EFFORTS)) for row in strategy.formats),
        team=team,
        routines=_routines(draws, team),
        settings=replace(strategy.settings, over_capacity=one(draws, ("warn", "thin"))),
    )


def _campaigns(draws: Draws, strategy: Strategy, span: Span) -> tuple[Campaign, ...]:
    names = [row.platform for row in strategy.platforms]
    found = []
    for n in range(draws.whole(0, 3) if chance(draws, 2) else 0):
        first, last = window(draws, span)
        found.append(
            Campaign(
                campaign=f"Opération {n}",
                start=first,
                end=last,
                themes=some(draws, [theme.theme for theme in strategy.themes], most=3),
                objective=one(draws, strategy.objectives).objective if chance(draws, 3) else "",
                platforms=few(draws, names),
                share=Fraction(draws.whole(0, 4), 4),
                extra=one(draws, tuple(Fraction(n) for n in ("0", "0", "1", "1/2", "3"))),
                offsets=tuple(sorted(some(draws, OFFSETS, most=4))) if chance(draws, 2) else (),
                stage=one(draws, STAGES) if chance(draws, 5) else "",
            )
        )
    return tuple(found)


def _key_dates(draws: Draws, strategy: Strategy, span: Span) -> tuple[KeyDate, ...]:
    names = [row.platform for row in strategy.platforms]
    days = (span[1] - span[0]).days
    found = [
        KeyDate(
            name=f"Jour {n}",
            date=span[0] + timedelta(days=draws.whole(-3, days + 20)),
            treatment=one(draws, ("hook", "quiet", "note")),
            theme=one(draws, strategy.themes).theme if chance(draws, 2) else "",
            platforms=few(draws, names),
            ahead=draws.whole(0, 9) if chance(draws, 2) else 0,
        )
        for n in range(draws.whole(0, 4) if chance(draws, 2) else 0)
    ]
    for name in some(draws, COMPUTED, least=0) if chance(draws, 2) else ():
        treatment = one(draws, ("hook", "quiet", "note"))
        found.append(KeyDate(name=name, treatment=treatment, platforms=few(draws, names), ahead=draws.whole(0, 3)))
    return tuple(map(_as_range, found))


def _as_range(row: KeyDate) -> KeyDate:
    """A third of the typed days become ranges, by the day itself: no further draw, so that seeds keep their meaning."""
    if not isinstance(row.date, date) or row.date.toordinal() % 3:
        return row
    treatment = row.treatment
    if treatment == "quiet" and row.date.toordinal() % 2:
        treatment = f"quiet except {CATEGORIES[row.date.toordinal() // 3 % 3]}"
    return replace(
        row, date=DaySpan(row.date, row.date + timedelta(days=1 + row.date.toordinal() % 11)), treatment=treatment
    )


def _more(draws: Draws, piece: Piece, strategy: Strategy, span: Span) -> Piece:
    """Evergreen, tied to a campaign, with an author or hours of its own."""
    if chance(draws, 2):
        cooldown = one(draws, (None, 0, 7, 20, 45))
        expires = piece.expires
        if not expires and chance(draws, 3):
            expires = max(span[1] - timedelta(days=draws.whole(0, 30)), piece.publish or piece.start or span[0])
        most = draws.whole(0, 3) if chance(draws, 2) else None
        piece = replace(piece, evergreen=True, cooldown=cooldown, expires=expires, max_repeats=most)
    if strategy.campaigns and chance(draws, 3):
        piece = replace(piece, campaign=one(draws, strategy.campaigns).campaign)
    if chance(draws, 4):
        piece = replace(piece, effort=one(draws, EFFORTS))
    return piece


def _rhythm(draws: Draws, row: Platform, team: Sequence[Person]) -> Platform:
    if chance(draws, 4):
        row = replace(row, rhythm=one(draws, ((0,), (0, 7), (0, 3, 10), (1, 30))))
    return replace(row, owner=one(draws, team).person) if team and chance(draws, 3) else row


def _team(draws: Draws, strategy: Strategy, span: Span) -> tuple[Person, ...]:
    names = [row.platform for row in strategy.platforms]
    formats = [row.format for row in strategy.formats]
    people = []
    for name in ("Ana", "Lou", "Max")[: draws.whole(0, 3)]:
        first = span[0] + timedelta(days=draws.whole(-2, 20))
        off = ((first, first + timedelta(days=draws.whole(0, 9))),) if chance(draws, 3) else ()
        person = Person(person=name, weekly_hours=one(draws, HOURS), days_off=off)
        people.append(replace(person, formats=few(draws, formats), platforms=few(draws, names)))
    return tuple(people)


def _routines(draws: Draws, team: Sequence[Person]) -> tuple[Routine, ...]:
    return tuple(
        Routine(
            task=f"Tâche {n}",
            every=one(draws, ("day", "week", "month", "quarter")),
            minutes=Fraction(draws.whole(1, 4) * 15) if chance(draws, 2) else None,
            owner=one(draws, team).person,
        )
        for n in range(draws.whole(0, 2) if team and chance(draws, 2) else 0)
    )
