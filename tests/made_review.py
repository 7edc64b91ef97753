"""A review made by hand, and the tab Review drawn from it over the calendar of the filled book."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from filled_book import TODAY, filled

from calgen.book.sheet import Sheet
from calgen.book.words import load_words
from calgen.figures.counted_calendar import count_plan
from calgen.learn.progress import Forecast, PaceState
from calgen.merge import Edits, assign_ids
from calgen.plan import plan
from calgen.read import read
from calgen.review.model import IndicatorReading, ObjectiveReview, Review
from calgen.view import review
from calgen.view.tabs import titles
from calgen.view.view_context import ViewContext

DAY = date(2027, 3, 1)


def objective(name: str = "Remplir le salon", **fields: object) -> ObjectiveReview:
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
