"""Findings are about what can still be mended: none is about a campaign, a day or a deadline that is over."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from sheets import Changes
from social_calendar import social_calendar
from whole import advised, shown, whole

from calgen.book.words import load_words
from calgen.check import advise, check_plan
from calgen.check.days_over import with_published_pace
from calgen.plan import plan
from calgen.read import read

# finding → the changes that make it, a day on which it is told, and one on which it is over
ADVICE: dict[str, tuple[Changes, date, date]] = {
    "campaigns_clash": (
        {"Opérations!B3": "20/01/2027", "Opérations!C3": "05/02/2027"}, date(2027, 1, 31), date(2027, 2, 1),
    ),
    "campaigns_beyond_all": (
        {"Opérations!B3": "20/01/2027", "Opérations!G2": "80 %", "Opérations!D3": "Coulisses"},
        date(2027, 1, 31), date(2027, 2, 1),
    ),
    "campaign_no_action": ({"Opérations!H2": "désir", "Opérations!K2": None}, date(2027, 1, 31), date(2027, 2, 1)),
    "deadline_outside": ({"Objectifs!G2": "03/01/2027"}, date(2027, 1, 3), date(2027, 1, 4)),
    "hook_no_theme": (
        {"Temps forts!A3": "Foire", "Temps forts!B3": "20/01/2027", "Temps forts!C3": "publier"},
        date(2027, 1, 20), date(2027, 1, 21),
    ),
    "sales_outside": ({"Opérations!A3": "Soldes de printemps"}, date(2027, 2, 21), date(2027, 2, 22)),
}  # fmt: skip
PLANNED: dict[str, tuple[Changes, date, date]] = {
    "named_on_closed": (
        {"Contenus!C2": "06/01/2027", "Réglages!B12": "mercredi"}, date(2027, 1, 6), date(2027, 1, 7),
    ),
    "hook_quiet": (
        {"Temps forts!A3": "Foire", "Temps forts!B3": "20/01/2027", "Temps forts!C3": "publier",
         "Temps forts!D3": "Offres", "Temps forts!A4": "Deuil", "Temps forts!B4": "20/01/2027",
         "Temps forts!C4": "silence"},
        date(2027, 1, 20), date(2027, 1, 21),
    ),
    "campaign_outside": (
        {"Opérations!B3": "01/12/2026", "Opérations!C3": "20/12/2026"}, date(2026, 12, 20), date(2026, 12, 21),
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", ADVICE)
def test_advice_ends_with_what_it_is_about(code: str) -> None:
    changes, last, over = ADVICE[code]
    assert code in {problem.code for problem in advised(whole(changes), last)}
    assert code not in {problem.code for problem in advised(whole(changes), over)}


@pytest.mark.parametrize("code", PLANNED)
def test_what_a_plan_shows_ends_with_its_day(code: str) -> None:
    changes, last, over = PLANNED[code]
    assert code in {problem.code for problem in shown(whole(changes), last)}
    assert code not in {problem.code for problem in shown(whole(changes), over)}


def test_a_year_whose_campaigns_are_over_is_not_told_to_have_none() -> None:
    later = date(2027, 12, 1)
    assert "strategy_empty" not in {problem.code for problem in advised(whole({}, "Temps forts"), later)}


def test_a_past_start_is_told_by_the_first_run_alone() -> None:
    strategy, later = read(whole()).strategy, date(2027, 1, 20)
    assert "start_past" in {problem.code for problem in check_plan(strategy, plan(strategy, (), later), later)}
    made = plan(strategy, (), date(2027, 1, 4))  # a calendar that had its first run in time
    assert "start_past" not in {problem.code for problem in check_plan(strategy, made, later)}


# -- the pace that was published ---------------------------------------------------------------------------------------

OLD = {"Audit!C1": "Date", "Audit!C2": "01/12/2026", "Audit!B2": "0,5", "Plateformes!F2": "3"}
TODAY = date(2027, 3, 1)


def leaps(book: Changes, *posts: dict[str, str]) -> bool:
    """Whether the cadence is told as a leap, with these posts in the calendar."""
    tab = social_calendar(*posts) if posts else None
    strategy = with_published_pace(read(whole(book)).strategy, tab, TODAY)
    return "cadence_leap" in {problem.code for problem in advise(strategy, TODAY)}


def published(*days: date) -> list[dict[str, str]]:
    return [{"date": f"{day:%d/%m/%Y}", "status": "publié"} for day in days]


def test_what_was_published_counts_where_the_audit_is_old() -> None:
    thrice = [TODAY - timedelta(days=n) for n in (40, *range(1, 28, 2))]
    once = [TODAY - timedelta(days=n) for n in (40, 1, 8, 15, 22)]
    assert leaps(OLD)
    assert leaps(OLD, *published(*once))
    assert not leaps(OLD, *published(*thrice))
    planned = [{**post, "status": "à rédiger"} for post in published(*thrice)]
    assert leaps(OLD, *planned)
    assert leaps(OLD, *published(*thrice[1:5]))  # not yet four weeks
    assert leaps({**OLD, "Audit!C2": "20/02/2027"}, *published(*thrice))  # a reading of these days


def test_where_nobody_marks_what_is_published_nothing_is_known_of_the_pace() -> None:
    days = [TODAY - timedelta(days=n) for n in (40, 38, *range(1, 28, 3))]
    marked = published(*days[:3])
    forgotten = [{**post, "status": "à rédiger"} for post in published(*days[3:])]
    strategy = with_published_pace(read(whole(OLD)).strategy, social_calendar(*marked, *forgotten), TODAY)
    assert strategy.audit == read(whole(OLD)).strategy.audit


def test_a_leap_says_where_the_pace_of_today_comes_from() -> None:
    words = load_words("fr")

    def told(book: Changes, *posts: dict[str, str]) -> str:
        tab = social_calendar(*posts) if posts else None
        found = advise(with_published_pace(read(whole(book)).strategy, tab, TODAY), TODAY)
        return next(words.message(problem)[0] for problem in found if problem.code == "cadence_leap")

    once = [TODAY - timedelta(days=n) for n in (40, 1, 8, 15, 22)]
    assert "0,5 (audit du 01/12/2026) → 3" in told(OLD)
    assert "1 (vos publications des 4 dernières semaines) → 3" in told(OLD, *published(*once))
    assert "0,5 (audit) → 3" in told({**OLD, "Audit!C1": None, "Audit!C2": None})


def test_the_pace_is_that_of_four_weeks() -> None:
    days = [TODAY - timedelta(days=n) for n in (40, *range(1, 28, 2))]
    strategy = with_published_pace(read(whole(OLD)).strategy, social_calendar(*published(*days)), TODAY)
    assert strategy.audit[-1].posts_per_week == Fraction(14, 4)
    assert strategy.audit[-1].platform == "Facebook"
