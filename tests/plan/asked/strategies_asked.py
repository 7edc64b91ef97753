"""Random strategies, as rows of the strategy's tabs: everything that a user may ask of a plan, in every combination.

Each part has its own chance, so that most strategies ask for a few things at once, and some for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction

from choices import Choices, Span
from dated_rows import add_dated_rows
from shared_days import add_open_slots, add_shared_days, add_tests

from calgen.book.problems import Severity
from calgen.book.values import Cadence, Hours
from calgen.check import check_strategy
from calgen.strategy import Strategy
from calgen.strategy.audiences import Audience
from calgen.strategy.formats import Format
from calgen.strategy.mix import MixShare
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.settings import Settings
from calgen.strategy.themes import Theme

NETWORKS = ("Facebook", "Google Business", "Instagram", "Instagram Stories", "LinkedIn", "Newsletter", "Pinterest",
            "TikTok", "Fil maison")  # fmt: skip
FORMATS = {
    "Post": "1/2", "Photo": "1", "Carrousel": "5/2", "Vidéo courte": "3", "Story": "1/2", "Article": "6",
    "Newsletter": "4", "Sondage": "1/2",
}  # fmt: skip
CATEGORIES = ("promote", "curate", "interact", "Coulisses")
COUNTRIES = (("FR", "Europe/Paris"), ("US", "America/New_York"), ("DE", "Europe/Berlin"), ("GB", "Europe/London"),
             ("", ""))  # fmt: skip
EXACT = (Hours(time(9, 30), time(9, 30)), Hours(time(12), time(12)), Hours(time(18, 15), time(18, 15)))
RANGES = (Hours(time(7, 30), time(9)), Hours(time(12), time(14)), Hours(time(17), time(19, 30)))
DAYS = ((0, 2, 4), (1, 3), (1, 2, 3), (0, 1, 2, 3, 4), (5, 6), (2,), (1, 4, 6))
PER_WEEK = tuple(Fraction(text) for text in ("1/2", "1", "3/2", "2", "3", "3", "4", "5", "7", "10"))
PER_MONTH = tuple(Fraction(text) for text in ("1", "2", "4", "6"))
WEEKS = (4, 6, 8, 13, 13, 17, 26)


@dataclass(frozen=True, slots=True)
class AskedStrategy:
    """A strategy and the day on which it is planned."""

    seed: int
    strategy: Strategy
    today: date


def draw(seed: int) -> AskedStrategy:
    """The strategy of a seed: the first of its drafts without an error."""
    for attempt in range(200):
        made = _draft(seed, Choices(f"{seed}/{attempt}"))
        if not any(problem.severity is Severity.ERROR for problem in check_strategy(made.strategy)):
            return made
    raise AssertionError(f"no sound strategy for seed {seed}")


def _draft(seed: int, choices: Choices) -> AskedStrategy:
    settings, span = _settings(choices)
    names = choices.some(NETWORKS, 1, 5)
    objectives = tuple(
        Objective(objective=f"Objectif {n}", kpi="visites", weight=Fraction(choices.pick((1, 1, 2))))
        for n in range(choices.whole(1, 3))
    )
    aims = [objective.objective for objective in objectives]
    formats = tuple(
        Format(format=name, effort=Fraction(effort), platforms=choices.named(5, names))
        for name, effort in FORMATS.items()
    )
    mix = _mix(choices, names)
    strategy = Strategy(
        settings=settings,
        objectives=objectives,
        platforms=tuple(_platform(choices, name, aims, span) for name in names),
        mix=mix,
        themes=_themes(choices, [row.category for row in mix if not row.platform], names, aims, span),
        formats=formats,
        audiences=_audiences(choices, names),
    )
    strategy = add_dated_rows(choices, strategy, span)
    strategy = add_shared_days(Choices(f"{seed}/days"), strategy, span)
    strategy = add_open_slots(Choices(f"{seed}/open"), strategy)
    strategy = add_tests(Choices(f"{seed}/tests"), strategy)
    late = choices.whole(1, 7 * settings.weeks - 1) if choices.chance(15) else -choices.whole(0, 20)
    return AskedStrategy(seed, strategy, span[0] + timedelta(days=late))


def _settings(choices: Choices) -> tuple[Settings, Span]:
    country, zone = choices.pick(COUNTRIES)
    start = date(2026, 12, 28) + timedelta(days=7 * choices.whole(0, 60))
    if choices.chance(20):
        start += timedelta(days=choices.whole(1, 6))
    settings = Settings(
        language="fr",
        country=country,
        time_zone=zone,
        start=start,
        weeks=choices.pick(WEEKS),
        public_holidays=choices.pick(("avoid", "avoid", "publish")),
        closed_days=choices.pick(((), (), (6,), (5, 6), (0,))),
        over_capacity=choices.pick(("warn", "thin")),
    )
    return settings, (start, start + timedelta(days=7 * settings.weeks - 1))


def _platform(choices: Choices, name: str, aims: list[str], span: Span) -> Platform:
    cadence = Cadence(choices.pick(PER_WEEK), "week")
    if choices.chance(15):
        cadence = Cadence(choices.pick(PER_MONTH), "month")
    elif choices.chance(6):
        cadence = Cadence(Fraction(choices.whole(1, 2)), "day")
    return Platform(
        platform=name,
        mission="tenir",
        objectives=choices.some(aims),
        cadence=cadence,
        days=choices.pick(DAYS) if choices.chance(50) else (),
        hours=choices.some(EXACT + RANGES, most=3) if choices.chance(40) else (),
        max_per_day=choices.whole(1, 3) if choices.chance(25) else None,
        formats=choices.some(tuple(FORMATS), 2, 4) if choices.chance(25) else (),
        rhythm=choices.pick(((0,), (0, 7), (0, 3, 10))) if choices.chance(20) else (),
        start=choices.day(span) if choices.chance(6) else None,
    )


def _mix(choices: Choices, platforms: tuple[str, ...]) -> tuple[MixShare, ...]:
    categories = CATEGORIES[: choices.pick((2, 3, 3, 3, 4))]
    weights = [choices.whole(1, 5) for _ in categories]
    rows = [
        MixShare(category=name, share=Fraction(weight, sum(weights)))
        for name, weight in zip(categories, weights, strict=True)
    ]
    own = [platform for platform in platforms if choices.chance(12)]
    rows += [MixShare(category=categories[0], share=Fraction(choices.whole(1, 5), 10), platform=name) for name in own]
    return tuple(rows)


def _themes(
    choices: Choices, categories: list[str], platforms: tuple[str, ...], aims: list[str], span: Span
) -> tuple[Theme, ...]:
    rows = []
    spaced, aimed = choices.chance(40), choices.chance(40)
    for n in range(choices.whole(max(3, len(categories)), 12)):
        season = choices.window(span, 14, 90) if choices.chance(12) else (None, None)
        open_end = choices.chance(30)
        rows.append(
            Theme(
                theme=f"Thème {n}",
                category=categories[n % len(categories)],
                objectives=(choices.pick(aims),) if aimed else choices.named(40, aims),
                weight=Fraction(choices.pick(("1", "1", "1", "2", "1/2", "3"))),
                platforms=choices.named(15, platforms),
                formats=choices.named(12, tuple(FORMATS), 1, 3),
                stage=choices.pick(("", "", "attention", "interest", "desire", "action")),
                start=season[0],
                end=None if open_end else season[1],
                spacing=choices.pick((0, 3, 5, 7, 10, 14, 21)) if spaced else 0,
                ideas=tuple(f"Idée {n}.{m}" for m in range(choices.pick((0, 2, 5, 8, 15)))),
            )
        )
    return tuple(rows)


def _audiences(choices: Choices, platforms: tuple[str, ...]) -> tuple[Audience, ...]:
    return tuple(
        Audience(
            audience=f"Cible {n}",
            priority=choices.pick(("primary", "secondary")),
            platforms=choices.named(40, platforms),
            days=choices.pick(DAYS) if choices.chance(20) else (),
            hours=choices.some(RANGES, most=2) if choices.chance(40) else (),
        )
        for n in range(choices.pick((0, 0, 1, 2)))
    )
