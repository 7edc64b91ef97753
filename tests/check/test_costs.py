"""What a calendar costs, counted again from its posts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from whole import TODAY, whole

from calgen.book.grid import Cell
from calgen.book.problems import Problem
from calgen.book.values import Amount, Phrase
from calgen.check.advice_order import of_letter
from calgen.check.costs import each_cost_has_its_threshold, each_result_has_its_price, the_cost_keeps_to_the_budget
from calgen.figures.counted_calendar import count_plan
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.read import read
from calgen.strategy import Strategy

AGENCY = {"Équipe!D1": "Type", "Équipe!D2": "agence", "Équipe!A3": "Chloé", "Équipe!B3": "10", "Équipe!C3": "30"}
PRICES = {"Léa": 15, "Chloé": 10}


def planned(**changes: Any) -> tuple[Strategy, Plan]:
    strategy = read(whole({key.replace("_", "!"): value for key, value in changes.items()})).strategy
    return strategy, plan(strategy, (), TODAY)


def made(strategy: Strategy, made_plan: Plan) -> dict[str, Fraction]:
    """Hours by person: each format of each subject once, however many posts use it."""
    efforts = {one.format: one.effort for one in strategy.formats}
    hours: dict[str, Fraction] = {}
    for _, format_, owner in {(post.subject, post.format, post.owner) for post in made_plan.posts}:
        hours[owner] = hours.get(owner, Fraction(0)) + efforts[format_]
    return hours


def one(problems: Any) -> Problem:
    (found,) = problems
    assert isinstance(found, Problem)
    return found


def test_what_is_made_in_house_is_on_no_invoice() -> None:
    strategy, found = planned(Réglages_B6="51")
    assert list(the_cost_keeps_to_the_budget(found, count_plan(strategy, found), TODAY)) == []


def test_campaigns_and_subcontractors_against_the_budget() -> None:
    strategy = read(whole(AGENCY | {"Réglages!B6": "60"})).strategy
    found = plan(strategy, (), TODAY)
    people = made(strategy, found)["Léa"] * PRICES["Léa"]
    told = one(the_cost_keeps_to_the_budget(found, count_plan(strategy, found), TODAY)).values
    assert [told[key] for key in ("people", "campaigns", "budget")] == [Amount(round(people)), Amount(50), Amount(60)]
    assert told["cost"] == Amount(round(people + 50))
    enough = replace(strategy, settings=replace(strategy.settings, budget=people + 50))
    assert list(the_cost_keeps_to_the_budget(found, count_plan(enough, found), TODAY)) == []


def test_campaigns_alone_may_be_too_much() -> None:
    strategy, found = planned(Réglages_B6="49")
    told = one(the_cost_keeps_to_the_budget(found, count_plan(strategy, found), TODAY)).values
    assert (told["cost"], told["people"]) == (Amount(50), Amount(0))


def test_a_campaign_outside_the_calendar_costs_nothing() -> None:
    strategy, found = planned(Réglages_B6="0", Opérations_B2="18/01/2028", Opérations_C2="31/01/2028")
    assert list(the_cost_keeps_to_the_budget(found, count_plan(strategy, found), TODAY)) == []


def test_the_price_of_a_result() -> None:
    strategy = read(whole(AGENCY)).strategy
    found = plan(strategy, (), TODAY)
    told = one(each_result_has_its_price(found, count_plan(strategy, found), TODAY)).values
    total = sum(hours * PRICES[owner] for owner, hours in made(strategy, found).items()) + 50
    assert told["cost"] == Amount(round(total))
    efforts = {row.format: row.effort for row in strategy.formats}
    shared = Counter((post.subject, post.format, post.owner) for post in found.posts)
    mine = sum(
        efforts[post.format] * PRICES[post.owner] / shared[post.subject, post.format, post.owner]
        for post in found.posts
        if post.objective == "Faire parler"
    )
    assert mine
    costs = told["costs"]
    assert isinstance(costs, tuple)
    assert [row.values["kpi"] for row in costs] == ["rendez-vous par semaine", "réponses par mois"]
    filling, talking = (float(row.values["price"].value) for row in costs)
    assert talking == pytest.approx(float(mine) / 15, abs=0.5)
    assert filling == pytest.approx((float(total) - float(mine)) / 10, abs=0.5)


@pytest.mark.parametrize("kpi", ["taux de clics", "chiffre d'affaires", "% de réponses", "euros de dons", "abonnés"])
def test_a_percent_an_amount_and_a_vanity_metric_have_no_price(kpi: str) -> None:
    strategy, found = planned(Objectifs_D2=kpi)
    costs = one(each_result_has_its_price(found, count_plan(strategy, found), TODAY)).values["costs"]
    assert isinstance(costs, tuple)
    assert [row.values["kpi"] for row in costs] == ["réponses par mois"]


@pytest.mark.parametrize("column", ["E", "F"])
def test_without_a_baseline_or_a_goal_there_is_no_price(column: str) -> None:
    strategy, found = planned(**{f"Objectifs_{column}2": None, f"Objectifs_{column}3": None})
    assert list(each_result_has_its_price(found, count_plan(strategy, found), TODAY)) == []


def test_without_a_cost_there_is_no_price() -> None:
    strategy, found = planned(Équipe_B2=None, Opérations_I2=None)
    assert list(each_result_has_its_price(found, count_plan(strategy, found), TODAY)) == []


def test_a_small_price_is_not_told_as_nothing() -> None:
    strategy, found = planned(Objectifs_F2="1000000", Objectifs_F3="1000000")
    costs = one(each_result_has_its_price(found, count_plan(strategy, found), TODAY)).values["costs"]
    assert isinstance(costs, tuple)
    assert [row.values["price"] for row in costs] == [Amount(Fraction(1, 100))] * 2


def test_percentages_however_they_are_typed_rise_by_points() -> None:
    """« 45 % » and 45 are one indicator: a point of it has one price."""
    priced = []
    for baseline, goal in (("45", "60"), ("45 %", "60%"), (Cell(0.45, percent=True), Cell(0.6, percent=True))):
        strategy, found = planned(Objectifs_E2=baseline, Objectifs_F2=goal, Objectifs_D2="cours pleins")
        costs = one(each_result_has_its_price(found, count_plan(strategy, found), TODAY)).values["costs"]
        assert isinstance(costs, tuple)
        priced.append((costs[0].values, costs[0].path[-1]))
    values = [values for values, _ in priced]
    assert values[0] == values[1] == values[2]
    assert [phrase for _, phrase in priced] == ["price_each", "price_each_point", "price_each_point"]


@pytest.mark.parametrize(
    ("changes", "codes", "cause"),
    [
        ({}, ["break_even"], ""),
        ({"Équipe_B2": None}, ["break_even", "break_even_unknown"], "unserved"),
        ({"Équipe_B2": None, "Opérations_I2": None}, ["break_even_unknown"], "free"),
    ],
)
def test_a_unit_value_is_answered_by_a_number_or_by_the_reason_why_there_is_none(
    changes: dict[str, None], codes: list[str], cause: str
) -> None:
    strategy, found = planned(Objectifs_I1="Valeur unitaire", Objectifs_I2="35", Objectifs_I3="2", **changes)
    told = list(each_cost_has_its_threshold(found, count_plan(strategy, found), TODAY))
    assert [problem.code for problem in told] == codes
    causes = [problem.values["cause"] for problem in told if "cause" in problem.values]
    assert causes == [Phrase(("phrases", f"break_even_cause_{cause}"), {"n": 2 - (cause == "unserved")})] * bool(cause)
    assert told == list(of_letter(told))
