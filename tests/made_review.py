"""A review made by hand, and the tab Review drawn from it over the calendar of the filled book."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import inf

from filled_book import TODAY, filled

from calgen.book.problems import Place
from calgen.book.sheet import Sheet
from calgen.book.words import load_words
from calgen.figures.counted_calendar import count_plan
from calgen.learn.pairs import PairTest
from calgen.learn.progress import Forecast, PaceState
from calgen.learn.result_costs import ResultCost
from calgen.learn.shrinkage import LevelEffect
from calgen.merge import Edits, assign_ids
from calgen.plan import plan
from calgen.read import read
from calgen.review.model import (
    CellChange,
    CostReview,
    EffectReview,
    FollowerGrowth,
    IndicatorReading,
    ObjectiveReview,
    PacePoint,
    PairReview,
    PlatformReview,
    Proposal,
    Review,
    ReviewedPost,
)
from calgen.view import review
from calgen.view.tabs import titles
from calgen.view.view_context import ViewContext

DAY = date(2027, 3, 1)


def objective(name: str = "Remplir le salon", /, **fields: object) -> ObjectiveReview:
    """An objective behind its pace, with a reading and a forecast."""
    known: dict[str, object] = {
        "kpi": "rendez-vous",
        "kind": "total",
        "baseline": Fraction(25),
        "goal": Fraction(90),
        "deadline": date(2027, 6, 30),
        "readings": (IndicatorReading(date(2027, 2, 26), Fraction(51), "caisse"),),
        "as_of": date(2027, 2, 26),
        "progress": 0.4,
        "planned_pace": 0.45,
        "linear_pace": 0.5,
        "state": PaceState.BEHIND,
        "forecast": Forecast(82.0, 70.0, 95.0, 0.22),
        "periods_missing": 0,
        "pace": (),
        "spent": None,
        "cost": None,
        "break_even": None,
        "return_on_cost": None,
    }
    return ObjectiveReview(objective=name, **(known | fields))  # type: ignore[arg-type]


def made_review(**fields: object) -> Review:
    """A review with nothing but what is given."""
    known: dict[str, object] = {"today": DAY, "published": 0, "with_figures": 0, "costs": None}
    lists = ("objectives", "platforms", "growth", "effects", "worked", "disappointed", "clipped", "pairs", "proposals")
    return Review(**(known | dict.fromkeys(lists, ()) | fields))  # type: ignore[arg-type]


def effect(name: str, count: int, mean: float, half: float, chance: float) -> LevelEffect:
    """An effect with a symmetric interval, as the model makes them."""
    return LevelEffect(name, count, mean, mean, mean - half, mean + half, chance)


THEMES = (
    EffectReview("theme", "promote", effect("Coulisses", 14, 0.05, 0.39, 0.59), ("conversions",)),
    EffectReview("theme", "promote", effect("Avant/après", 9, 0.31, 0.48, 0.88), ("conversions",)),
    EffectReview(
        "theme", "promote", effect("Offres", 12, -0.29, 0.46, 0.13), ("conversions",), ("moment", "evening weekend")
    ),
    EffectReview("theme", "curate", effect("Conseils", 11, -0.4, 0.3, 0.04), ("clicks",)),
    EffectReview("theme", "curate", effect("Tendances", 2, 0.0, 0.6, 0.5), ("clicks",)),
)
OTHERS = (
    EffectReview("format", "Instagram", effect("photo", 12, -0.1, 0.3, 0.3), ("engagements",)),
    EffectReview("format", "Instagram", effect("short_video", 8, 0.35, 0.3, 0.96), ("engagements",)),
    EffectReview("format", "Facebook", effect("post", 9, 0.0, 0.2, 0.5), ("clicks",)),
    EffectReview("moment", "Instagram", effect("noon weekday", 9, 0.2, 0.3, 0.85), ("engagements",)),
    EffectReview("moment", "Instagram", effect("evening weekend", 8, -0.1, 0.3, 0.3), ("engagements",)),
)


def post(id_: str, title: str, times: float, **fields: object) -> ReviewedPost:
    """A post of Instagram with its figures."""
    known: dict[str, object] = {
        "place": Place("Calendrier social", "J12"), "subject": "S0003", "platform": "Instagram",
        "day": date(2027, 1, 21), "theme": "Coulisses", "measure": "engagements", "impressions": 1240,
        "engagements": 96, "clicks": 12,
    }  # fmt: skip
    return ReviewedPost(id=id_, title=title, times=times, **(known | fields))  # type: ignore[arg-type]


def pair(theme: str, **fields: object) -> PairReview:
    """A tested theme with three pairs of the eight that a verdict needs."""
    known: dict[str, object] = {
        "platforms": ("Facebook", "Instagram"), "tested": "title", "pairs": 3, "planned": 10, "needed": 8,
        "measure": "engagements", "test": PairTest(3, 0.2, -inf, inf, 0.5), "p_value": None, "winner": "",
    }  # fmt: skip
    return PairReview(theme=theme, **(known | fields))  # type: ignore[arg-type]


PLATFORMS = (
    PlatformReview("Facebook", "clicks", 12, 10, 5, 3, 8200, 310, 95, 4,
                   ((date(2027, 1, 2), Fraction(1200)), (date(2027, 3, 1), Fraction(1290))), Fraction(90, 1200)),
    PlatformReview("Instagram", "engagements", 22, 18, 14, 0, 31000, 2300, 210, 9, (), None),
)  # fmt: skip
PROPOSALS = (
    Proposal("theme_weight", "themes", "Avant/après", "weight", Place("Thèmes", "D5"), "1", "1.25",
             THEMES[1].effect, "promote"),
    Proposal("hours", "platforms", "Instagram", "hours", Place("Plateformes", "H4"), "09:00-11:00, 18:30",
             "09:00-11:00, 12:00-14:00, 18:30", OTHERS[3].effect, ""),
    Proposal("share", "mix", "promote", "share", Place("Répartition", "B5"), "33.3 %", "36 %", THEMES[1].effect, "",
             (CellChange("mix", "curate", "share", Place("Répartition", "B6"), "33.3 %", "30.7 %"),)),
)  # fmt: skip


def paces(reached: int, weeks: int = 13) -> tuple[PacePoint, ...]:
    """The way of an objective, week by week, with readings in the first `reached` weeks."""
    days = (date(2027, 1, 10) + timedelta(weeks=n) for n in range(weeks))
    return tuple(
        PacePoint(day, 0.05 * n if n <= reached else None, round(n / weeks * 0.9, 3), round(n / weeks, 3))
        for n, day in enumerate(days, 1)
    )


def full_review() -> Review:
    """A review with something in every section."""
    return made_review(
        published=34,
        with_figures=28,
        objectives=(
            objective(pace=paces(8), cost=ResultCost(12.3, 9.1, 16.8), break_even=34, return_on_cost=0.35),
            objective("Faire parler", kpi="abonnés", kind="level", state=PaceState.ON_TRACK, forecast=None,
                      periods_missing=3, pace=paces(6)),
            objective("Vendre des bons cadeaux", readings=(), progress=None, state=PaceState.UNKNOWN, forecast=None,
                      cost=ResultCost(None, 40.6, None)),
        ),
        platforms=PLATFORMS,
        growth=(FollowerGrowth("Saint-Valentin", "Facebook", Fraction(1200), Fraction(1260)),
                FollowerGrowth("Saint-Valentin", "Instagram", Fraction(800), None)),
        effects=(*THEMES, *OTHERS),
        worked=(post("P0003", "Avant/après : d'un carré à une coupe courte", 2.34, conversions=2),
                post("P0008", "=1+1", 1.6)),
        disappointed=(post("P0010", "Nos horaires de la semaine", 0.43),),
        clipped=(post("P0003", "Avant/après : d'un carré à une coupe courte", 12.5),),
        pairs=(
            pair("Coulisses"),
            pair("Conseils", tested="hour", pairs=8, p_value=0.016, winner="A",
                 test=PairTest(8, -0.47, -0.8, -0.1, 0.008)),
            pair("Questions", pairs=9, test=PairTest(8, 0.1, -0.3, 0.5, 0.6), p_value=0.6),
            pair("Offres", pairs=0, planned=4, test=None),
        ),
        costs=CostReview(
            Fraction(61), Fraction(1530), Fraction(300), "conversions",
            (("Offres", Fraction(620), 2, ResultCost(310.0, 85.8, 2560.0)),
             ("Coulisses", Fraction(420), 9, ResultCost(46.7, 24.6, 102.1)),
             ("Conseils", Fraction(130), 0, ResultCost(None, 35.2, None))), "Offres", date(2027, 1, 4)),
        proposals=PROPOSALS,
    )  # fmt: skip


@cache
def review_context(language: str = "fr") -> ViewContext:
    """The context of the filled book's calendar, without a review."""
    found = read(filled())
    made = plan(found.strategy, (), TODAY)
    words = found.words if language == "fr" else load_words(language)
    return ViewContext(found.strategy, made, assign_ids(made, Edits()), words, titles(words, {}), today=DAY)


def drawn_review(context: ViewContext) -> Sheet:
    """The tab of a context."""
    ids = context.ids
    return review.sheet(context, count_plan(context.strategy, context.plan, ids.posts, ids.subjects))
