"""The rules over a strategy and its plan: books that must pass, then changes with the problem and its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sheets import MIX, Changes, changed, english, french, without

from calgen.book.problems import Severity
from calgen.book.words import load_words
from calgen.check import PLAN_RULES, STRATEGY_RULES, check_plan, check_strategy
from calgen.plan import plan
from calgen.plan.model import Deviation
from calgen.read import read
from calgen.strategy import TABS

if TYPE_CHECKING:
    from calgen.book.grid import Workbook

TODAY = date(2027, 1, 4)
CONTENT = """
## Contenus

| Titre | Thème | Publication le | Début | Fin | Expire le | Toujours bon |
| --- | --- | --- | --- | --- | --- | --- |
| Le guide | Conseils | | 05/01/2027 | 20/01/2027 | | |
"""
CAMPAIGNS = """
## Opérations

| Opération | Début | Fin | Thèmes |
| --- | --- | --- | --- |
| Soldes | 06/01/2027 | 20/01/2027 | Coulisses |
"""
KEY_DATES = """
## Temps forts

| Nom | Date | Traitement |
| --- | --- | --- |
| Saint-Valentin | | pour mémoire |
"""
FULL = french(MIX + CONTENT + KEY_DATES)
WIDE: Changes = {"Thèmes!D1": "Plateformes", "Thèmes!E1": "Formats", "Thèmes!F1": "Poids", "Thèmes!G1": "Début",
    "Thèmes!H1": "Fin"}
WIDE |= {"Plateformes!E1": "Formats", "Plateformes!F1": "Début", "Plateformes!G1": "Fin"}
FRAME: Changes = {"Réglages!A5": "Pays", "Réglages!A6": "Région", "Réglages!A7": "Fuseau horaire"}


def told(workbook: Workbook) -> list[tuple[str, str, Severity]]:
    """What the rules over the strategy say of a book that reads without a problem."""
    found = read(workbook)
    assert found.problems == ()
    return [(one.code, str(one.place or ""), one.severity) for one in check_strategy(found.strategy, found.partial)]


def planned(workbook: Workbook, today: date = TODAY) -> list[tuple[str, str, Severity]]:
    """What the rules over the plan say of a book that checks without an error."""
    found = read(workbook)
    assert not found.stopped
    made = replace(plan(found.strategy, (), today), problems=())
    return [(one.code, str(one.place or ""), one.severity) for one in check_plan(found.strategy, made, today)]


SOUND: dict[str, Changes] = {
    "as it is": {},
    "shares in thirds": {"Dosage!B2": "1/3", "Dosage!B3": 0.33, "Dosage!B4": "33,3 %"},
    "a platform's own shares": {"Dosage!A5": "Relayer", "Dosage!B5": "80 %", "Dosage!C5": "Facebook"},
    "a category without a share needs no theme": {"Dosage!B2": "70 %", "Dosage!B4": 0, "Thèmes!B4": "Relayer"},
    "themes on platforms": WIDE | {"Thèmes!D2": "Facebook", "Thèmes!D3": "Instagram, Facebook"},
    "formats that meet": WIDE | {"Plateformes!E2": "photo", "Thèmes!E2": "vidéo, photo"},
    "a theme at rest needs no platform": WIDE | {"Plateformes!E2": "photo", "Plateformes!E3": "photo",
        "Thèmes!E3": "direct", "Thèmes!F3": 0}
    | {"Thèmes!B4": "Relayer", "Dosage!B4": 0, "Dosage!B3": "60 %"},
    "seasons of one day": WIDE | {"Thèmes!G2": "05/01/2027", "Thèmes!H2": "05/01/2027", "Plateformes!F2": "04/01/2027"},
    "a region by its name": FRAME | {"Réglages!B6": "Alsace-Moselle"},
    "a region by its name, folded": FRAME | {"Réglages!B6": "alsace-moselle"},
    "a country in small letters": FRAME | {"Réglages!B5": "be"},
    "a zone of several": FRAME | {"Réglages!B5": "CA", "Réglages!B7": "America/Toronto"},
    "a piece that expires on its day": {"Contenus!C2": "05/01/2027", "Contenus!D2": None, "Contenus!E2": None,
        "Contenus!F2": "05/01/2027"},
}  # fmt: skip


@pytest.mark.parametrize("changes", SOUND.values(), ids=SOUND)
def test_books_that_must_pass(changes: Changes) -> None:
    assert told(changed(FULL, changes)) == []


BROKEN: list[tuple[Changes, str, str, Severity]] = [
    (FRAME | {"Réglages!B5": "ZZ"}, "country_unknown", "Réglages!B5", Severity.ERROR),
    (FRAME | {"Réglages!B5": "Bretagne"}, "country_unknown", "Réglages!B5", Severity.ERROR),
    (FRAME | {"Réglages!B6": "Bretagne-sur-Mer"}, "region_unknown", "Réglages!B6", Severity.WARNING),
    (FRAME | {"Réglages!B7": "Paris"}, "zone_unknown", "Réglages!B7", Severity.ERROR),
    (FRAME | {"Réglages!B5": "CA"}, "zone_blank", "Réglages!B7", Severity.WARNING),
    ({"Dosage!B2": "42 %"}, "mix_sum", "Dosage!B2:B4", Severity.ERROR),
    ({"Dosage!B2": "38 %"}, "mix_sum", "Dosage!B2:B4", Severity.ERROR),
    ({"Dosage!A5": "Relayer", "Dosage!B5": "80 %", "Dosage!C5": "Facebook", "Dosage!A6": "Échanger",
        "Dosage!B6": "40 %",
      "Dosage!C6": "Facebook"}, "mix_sum", "Dosage!B5:B6", Severity.ERROR),
    ({"Dosage!C2": "Facebook", "Dosage!C3": "Facebook", "Dosage!C4": "Facebook", "Dosage!B4": "20 %"}, "mix_sum",
        "Dosage!B2:B4",
     Severity.ERROR),
    ({"Thèmes!B4": "Relayer"}, "category_bare", "Dosage!A4", Severity.WARNING),
    ({"Dosage!B2": "39,5 %", "Dosage!B4": "29,6 %"}, "mix_scaled", "Dosage!B2:B4", Severity.NOTE),
    ({"Dosage!A5": "Former", "Dosage!B5": "1 %", "Dosage!B4": "29 %"}, "category_bare", "Dosage!A5", Severity.WARNING),
    (WIDE | {"Plateformes!E2": "photo", "Plateformes!E3": "photo", "Thèmes!E2": "vidéo"}, "theme_nowhere", "Thèmes!E2",
        Severity.ERROR),
    (WIDE | {"Plateformes!E2": "photo", "Thèmes!D2": "Facebook", "Thèmes!E2": "vidéo"}, "theme_nowhere", "Thèmes!D2",
        Severity.ERROR),
    (WIDE | {f"Thèmes!D{row}": "Facebook" for row in (2, 3, 4)}, "platform_bare", "Plateformes!A3", Severity.ERROR),
    (WIDE | {"Thèmes!G2": "05/01/2027", "Thèmes!H2": "04/01/2027"}, "ends_first", "Thèmes!H2", Severity.ERROR),
    (WIDE | {"Plateformes!F2": "05/01/2027", "Plateformes!G2": "04/01/2027"}, "ends_first", "Plateformes!G2",
        Severity.ERROR),
    ({"Contenus!E2": "01/01/2027"}, "ends_first", "Contenus!E2", Severity.ERROR),
    ({"Contenus!F2": "04/01/2027"}, "ends_first", "Contenus!F2", Severity.ERROR),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "place", "severity"), BROKEN, ids=[f"{one[1]}-{one[2]}" for one in BROKEN])
def test_changes_and_the_problem_at_its_cell(changes: Changes, code: str, place: str, severity: Severity) -> None:
    assert told(changed(FULL, changes)) == [(code, place, severity)]


def test_a_campaign_runs_forwards() -> None:
    assert told(french(CAMPAIGNS)) == []
    assert told(changed(french(CAMPAIGNS), {"Opérations!C2": "05/01/2027"})) == [("ends_first", "Opérations!C2",
        Severity.ERROR)]


def test_an_english_book_without_a_country_is_told() -> None:
    assert told(english()) == []
    assert told(changed(english(), {"Settings!B3": None})) == [("country_blank", "Settings!B3", Severity.WARNING)]


def test_a_category_that_nobody_typed_is_told_on_its_tab() -> None:
    assert told(changed(french(), {"Thèmes!B4": "Relayer"})) == [("category_bare", "Répartition", Severity.WARNING)]


def test_what_could_not_be_read_is_no_second_problem() -> None:
    strategy = read(changed(FULL, {"Dosage!B2": "42 %"})).strategy
    assert [one.code for one in check_strategy(strategy)] == ["mix_sum"]
    assert check_strategy(strategy, frozenset({"mix"})) == ()
    assert [one.code for one in check_strategy(strategy, frozenset({"themes", "settings.country"}))] == ["mix_sum"]


def test_a_rule_needs_tabs_and_settings_that_there_are() -> None:
    known = {tab.key for tab in TABS} | {f"settings.{column.key}" for column in TABS[0].columns}
    assert {need for rule in STRATEGY_RULES for need in rule.needs} <= known


# ---- rules over the plan -----------------------------------------------------------------------------------------

IDEAS: Changes = {f"Thèmes!C{row}": "\n".join(f"Idée {row}-{n}" for n in range(20)) for row in (2, 3, 4)}


PLAN_CODES = {"start_past", "start_over", "subjects_to_find"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"Réglages!B3": "28/12/2026"}, [("start_past", "Réglages!B3")]),
        ({"Réglages!B3": "30/11/2026"}, [("start_over", "Réglages!B3")]),
        ({"Thèmes!C3": None}, [("subjects_to_find", "Thèmes!C3")]),
    ],
)
def test_what_the_plan_shows(changes: Changes, expected: list[tuple[str, str]]) -> None:
    found = [(code, place) for code, place, _ in planned(changed(FULL, IDEAS | changes))]
    assert [one for one in found if one[0] in PLAN_CODES] == expected


def test_campaigns_outside_the_plan_are_told() -> None:
    assert "campaign_outside" not in {code for code, _, _ in planned(changed(french(CAMPAIGNS), IDEAS))}
    later = {"Opérations!B2": "06/09/2027", "Opérations!C2": "20/09/2027"}
    found = planned(changed(french(CAMPAIGNS), IDEAS | later))
    assert ("campaign_outside", "Opérations!B2", Severity.NOTE) in found


def test_without_a_typed_start_the_past_is_told_on_the_tab() -> None:
    workbook = changed(FULL, {"Réglages!A3": "Notre début"})
    strategy = read(workbook).strategy
    settled = replace(strategy, settings=replace(strategy.settings, start=date(2026, 12, 28)))
    made = plan(settled, (), TODAY)
    assert [str(one.place) for one in check_plan(settled, made, TODAY) if one.code == "start_past"] == ["Réglages"]


def test_the_promise_is_told_as_held_or_line_by_line() -> None:
    strategy = read(changed(FULL, IDEAS)).strategy
    made = plan(strategy, (), TODAY)
    held = [one for one in check_plan(strategy, made, TODAY) if one.code.startswith("mix_")]
    assert [(one.code, one.place, one.severity) for one in held] == [("mix_held", None, Severity.NOTE)]
    off = Deviation("category", "Facebook", "curate", 10.0, 14, 4.0, date(2027, 1, 20), 1.5, 0.5)
    worse = replace(made, certificate=(*made.certificate, off))
    found = [one for one in check_plan(strategy, worse, TODAY) if one.code.startswith("mix_")]
    assert [(one.code, str(one.place), one.severity) for one in found] == [("mix_off", "Dosage", Severity.WARNING)]
    untyped = read(without(changed(FULL, IDEAS), "Dosage")).strategy
    assert [one.place for one in check_plan(untyped, worse, TODAY) if one.code == "mix_off"] == [None]


def test_rules_stand_once_in_their_tuples() -> None:
    found = [rule.find for rule in STRATEGY_RULES]
    assert len(set(found)) == len(found)
    assert len(set(PLAN_RULES)) == len(PLAN_RULES)


def test_a_region_of_a_country_without_any_is_to_be_left_empty() -> None:
    found = read(changed(french(), FRAME | {"Réglages!B5": "Irlande", "Réglages!B6": "Dublin"}))
    assert found.strategy.settings.country == "IE"
    (problem,) = [one for one in check_strategy(found.strategy) if one.code == "region_unknown"]
    assert load_words("en").message(problem)[1] == "Leave it empty: calgen knows no regions of this country."


@pytest.mark.parametrize(
    ("country", "typed", "offered"),
    [
        ("US", "Chicago", "America/Chicago"),
        ("US", "los angeles", "America/Los_Angeles"),
        ("US", "Eastern", "America/New_York"),
        ("BE", "Paris", "Europe/Paris"),
        ("BE", "Bruxelles", "Europe/Brussels"),
        ("FR", "heure d'été", "Europe/Paris"),
    ],
)
def test_the_time_zone_offered_is_that_of_the_city_or_of_the_country(country: str, typed: str, offered: str) -> None:
    frame: Changes = FRAME | {"Réglages!B5": country, "Réglages!B7": typed}
    (unknown,) = (
        problem
        for problem in check_strategy(read(changed(FULL, frame)).strategy, frozenset())
        if problem.code == "zone_unknown"
    )
    assert unknown.values["example"] == offered
