"""What a strategy asks of certain days and of certain people: campaigns, key dates, pieces of content, the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from choices import Choices, Span

from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.routines import Routine
from calgen.strategy.team import Person

OFFSETS = (-21, -7, -3, -1, 0, 1, 3, 7)
COMPUTED = ("Noël", "Pâques", "Black Friday", "Saint-Valentin")
PEOPLE = ("Ana", "Lou", "Max")
COOLDOWNS = (None, 7, 20, 45, 60)


def add_dated_rows(choices: Choices, strategy: Strategy, span: Span) -> Strategy:
    """The strategy with its campaigns, key dates, content, team and routines."""
    strategy = replace(strategy, campaigns=_campaigns(choices, strategy, span))
    strategy = replace(strategy, key_dates=_key_dates(choices, strategy, span), team=_team(choices, strategy, span))
    owned = choices.chance(30) and bool(strategy.team)
    platforms = tuple(
        replace(row, owner=choices.pick(strategy.team).person) if owned and choices.chance(50) else row
        for row in strategy.platforms
    )
    pieces = choices.pick((0, 2, 5, 9))
    return replace(
        strategy,
        platforms=platforms,
        content=tuple(_piece(choices, n, strategy, span) for n in range(pieces)),
        routines=tuple(
            Routine(task=f"Tâche {n}", every="week", minutes=Fraction(60), owner=choices.pick(strategy.team).person)
            for n in range(choices.whole(0, 1) if strategy.team else 0)
        ),
    )


def _campaigns(choices: Choices, strategy: Strategy, span: Span) -> tuple[Campaign, ...]:
    """Up to three campaigns of one to three themes; a second one mostly overlaps the first."""
    names = [row.platform for row in strategy.platforms]
    themes = [row.theme for row in strategy.themes]
    rows: list[Campaign] = []
    for n in range(choices.pick((0, 1, 1, 2, 3))):
        first, last = choices.window(span, 7, 42)
        if rows and choices.chance(60):
            first = rows[-1].start + timedelta(days=choices.whole(0, 14))
            last = first + timedelta(days=choices.whole(6, 40))
        rows.append(
            Campaign(
                campaign=f"Opération {n}",
                start=first,
                end=last,
                themes=choices.some(themes, 1, choices.pick((1, 1, 2, 3))),
                objective=choices.pick(strategy.objectives).objective if choices.chance(25) else "",
                platforms=choices.named(40, names),
                share=Fraction(choices.pick((20, 30, 40, 50, 50, 60, 80)), 100),
                extra=Fraction(choices.pick(("0", "0", "0", "1", "2", "1/2"))),
                offsets=choices.some(OFFSETS, 1, 4) if choices.chance(35) else (),
                stage=choices.pick(("", "", "", "attention", "action")),
            )
        )
    return tuple(rows)


def _key_dates(choices: Choices, strategy: Strategy, span: Span) -> tuple[KeyDate, ...]:
    names = [row.platform for row in strategy.platforms]
    rows = [
        KeyDate(
            name=f"Jour {n}",
            date=choices.day(span),
            treatment=choices.pick(("hook", "hook", "quiet", "note")),
            theme=choices.pick(strategy.themes).theme if choices.chance(50) else "",
            platforms=choices.named(40, names),
            ahead=choices.pick((0, 0, 0, 2, 7)),
        )
        for n in range(choices.pick((0, 0, 1, 3)))
    ]
    rows += [
        KeyDate(name=name, treatment=choices.pick(("hook", "quiet", "note")), platforms=choices.named(40, names))
        for name in choices.named(30, COMPUTED, 1, 2)
    ]
    return tuple(rows)


def _piece(choices: Choices, n: int, strategy: Strategy, span: Span) -> Piece:
    """A piece with a fixed day, a window, an end, or no date; or one that comes back."""
    kind = choices.pick(("fixed", "window", "window", "start", "expires", "none", "none"))
    first, last = choices.window(span, 5, 35)
    evergreen = kind in ("start", "none", "fixed") and choices.chance(50)
    return Piece(
        title=f"Contenu {n}",
        theme=choices.pick(strategy.themes).theme,
        format=choices.pick(strategy.formats).format if choices.chance(20) else "",
        publish=first if kind == "fixed" else None,
        start=first if kind in ("window", "start") else None,
        end=last if kind == "window" else None,
        expires=last if kind == "expires" else None,
        evergreen=evergreen,
        cooldown=choices.pick(COOLDOWNS) if evergreen else None,
        max_repeats=choices.pick((None, None, 0, 2)) if evergreen else None,
        platforms=choices.named(25, [row.platform for row in strategy.platforms]),
        campaign=choices.pick(strategy.campaigns).campaign if strategy.campaigns and choices.chance(20) else "",
        author=choices.pick(strategy.team).person if strategy.team and choices.chance(15) else "",
        effort=Fraction(choices.pick((1, 2, 5))) if choices.chance(20) else None,
    )


def _team(choices: Choices, strategy: Strategy, span: Span) -> tuple[Person, ...]:
    """No team, one person, or up to three; with short or ample hours; with days off, sometimes all at once."""
    count = choices.pick((0, 1, 1, 2, 3))
    names = [row.platform for row in strategy.platforms]
    formats = [row.format for row in strategy.formats]
    weekly = sum((row.cadence.weekly() for row in strategy.platforms), Fraction(0))
    need = max(
        Fraction(1), weekly * choices.pick((Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(6)))
    )
    together = choices.window(span, 2, 12) if choices.chance(15) else None
    rows = []
    for name in PEOPLE[:count]:
        off = [choices.window(span, 1, 10)] if choices.chance(35) else []
        off += [together] if together else []
        restricted = count > 1 and choices.chance(25)
        rows.append(
            Person(
                person=name,
                weekly_hours=Fraction(max(1, round(need / count))),
                formats=choices.some(formats, 3) if restricted else (),
                platforms=choices.named(25, names) if restricted else (),
                days_off=tuple(sorted(off)),
            )
        )
    return tuple(rows)
