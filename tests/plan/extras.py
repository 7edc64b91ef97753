"""What random strategies have beside the base: campaigns, key dates, evergreen pieces, rhythms, people with hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hand import Hand, chance, few, one, some, window

from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.platforms import Platform
from calgen.strategy.routines import Routine
from calgen.strategy.team import Person

Span = tuple[date, date]

STAGES = ("attention", "interest", "desire", "action")
COMPUTED = ("Noël", "Pâques", "Black Friday", "Fête des mères", "Saint-Valentin", "14 juillet")
HOURS = tuple(Fraction(n) for n in ("0", "1/2", "2", "5", "12", "40"))
EFFORTS = tuple(Fraction(n) for n in ("1/2", "1", "5/2", "6"))


def extend(hand: Hand, strategy: Strategy, span: Span) -> Strategy:
    """The same strategy with all of it, each part mostly absent from small cases."""
    themes = tuple(replace(theme, stage=one(hand, STAGES) if chance(hand, 2) else "") for theme in strategy.themes)
    strategy = replace(strategy, themes=themes)
    strategy = replace(strategy, campaigns=_campaigns(hand, strategy, span))
    team = _team(hand, strategy, span)
    return replace(
        strategy,
        key_dates=_key_dates(hand, strategy, span),
        content=tuple(_more(hand, piece, strategy, span) for piece in strategy.content),
        platforms=tuple(_rhythm(hand, row, team) for row in strategy.platforms),
        formats=tuple(replace(row, effort=one(hand, EFFORTS)) for row in strategy.formats),
        team=team,
        routines=_routines(hand, team),
        settings=replace(strategy.settings, over_capacity=one(hand, ("warn", "thin"))),
    )


def _campaigns(hand: Hand, strategy: Strategy, span: Span) -> tuple[Campaign, ...]:
    names = [row.platform for row in strategy.platforms]
    found = []
    for n in range(hand.whole(0, 3) if chance(hand, 2) else 0):
        first, last = window(hand, span)
        found.append(
            Campaign(
                campaign=f"Opération {n}",
                start=first,
                end=last,
                themes=some(hand, [theme.theme for theme in strategy.themes], most=3),
                objective=one(hand, strategy.objectives).objective if chance(hand, 3) else "",
                platforms=few(hand, names),
                share=Fraction(hand.whole(0, 4), 4),
                extra=one(hand, tuple(Fraction(n) for n in ("0", "0", "1", "1/2", "3"))),
                offsets=tuple(sorted(some(hand, (-14, -7, -3, -1, 0, 1, 2, 5, 9), most=4))) if chance(hand, 2) else (),
                stage=one(hand, STAGES) if chance(hand, 5) else "",
            )
        )
    return tuple(found)


def _key_dates(hand: Hand, strategy: Strategy, span: Span) -> tuple[KeyDate, ...]:
    names = [row.platform for row in strategy.platforms]
    days = (span[1] - span[0]).days
    found = [
        KeyDate(
            name=f"Jour {n}",
            date=span[0] + timedelta(days=hand.whole(-3, days + 20)),
            treatment=one(hand, ("hook", "quiet", "note")),
            theme=one(hand, strategy.themes).theme if chance(hand, 2) else "",
            platforms=few(hand, names),
            ahead=hand.whole(0, 9) if chance(hand, 2) else 0,
        )
        for n in range(hand.whole(0, 4) if chance(hand, 2) else 0)
    ]
    for name in some(hand, COMPUTED, least=0) if chance(hand, 2) else ():
        treatment = one(hand, ("hook", "quiet", "note"))
        found.append(KeyDate(name=name, treatment=treatment, platforms=few(hand, names), ahead=hand.whole(0, 3)))
    return tuple(found)


def _more(hand: Hand, piece: Piece, strategy: Strategy, span: Span) -> Piece:
    """Evergreen, tied to a campaign, with an author or hours of its own."""
    if chance(hand, 2):
        cooldown = one(hand, (None, 0, 7, 20, 45))
        expires = piece.expires
        if not expires and chance(hand, 3):
            expires = max(span[1] - timedelta(days=hand.whole(0, 30)), piece.publish or piece.start or span[0])
        most = hand.whole(0, 3) if chance(hand, 2) else None
        piece = replace(piece, evergreen=True, cooldown=cooldown, expires=expires, max_repeats=most)
    if strategy.campaigns and chance(hand, 3):
        piece = replace(piece, campaign=one(hand, strategy.campaigns).campaign)
    if chance(hand, 4):
        piece = replace(piece, effort=one(hand, EFFORTS))
    return piece


def _rhythm(hand: Hand, row: Platform, team: Sequence[Person]) -> Platform:
    if chance(hand, 4):
        row = replace(row, rhythm=one(hand, ((0,), (0, 7), (0, 3, 10), (1, 30))))
    return replace(row, owner=one(hand, team).person) if team and chance(hand, 3) else row


def _team(hand: Hand, strategy: Strategy, span: Span) -> tuple[Person, ...]:
    names = [row.platform for row in strategy.platforms]
    formats = [row.format for row in strategy.formats]
    people = []
    for name in ("Ana", "Lou", "Max")[: hand.whole(0, 3)]:
        first = span[0] + timedelta(days=hand.whole(-2, 20))
        off = ((first, first + timedelta(days=hand.whole(0, 9))),) if chance(hand, 3) else ()
        person = Person(person=name, weekly_hours=one(hand, HOURS), days_off=off)
        people.append(replace(person, formats=few(hand, formats), platforms=few(hand, names)))
    return tuple(people)


def _routines(hand: Hand, team: Sequence[Person]) -> tuple[Routine, ...]:
    return tuple(
        Routine(
            task=f"Tâche {n}",
            every=one(hand, ("day", "week", "month", "quarter")),
            minutes=Fraction(hand.whole(1, 4) * 15) if chance(hand, 2) else None,
            owner=one(hand, team).person,
        )
        for n in range(hand.whole(0, 2) if team and chance(hand, 2) else 0)
    )
