"""Readings of the KPIs: what is read of them, of which kind a KPI is, and what is told of one that cannot be right."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from sheets import english, french
from whole import advised, shown, whole

from calgen.book.problems import Severity
from calgen.figures.kpi_kinds import kpi_kind
from calgen.merge.fingerprint import fingerprint, fingerprint_of_plan, fingerprint_of_themes
from calgen.read import read
from calgen.strategy.objectives import Objective

FRENCH = """
## Relevés

| Objectif | Date | Valeur | Source | Note |
| --- | --- | --- | --- | --- |
| remplir LE salon | 31/01/2027 | 1 200,5 | agenda | fermés |
| Objectif abandonné | janv. 2026 | 12 % | | |
"""
ENGLISH = """
## Readings

| Objective | Date | Value |
| --- | --- | --- |
| Fill the salon | 2027-01-31 | 1,200.5 |
"""


def test_readings_are_read_as_typed_and_under_the_names_of_their_objectives() -> None:
    given_up, first = read(french(FRENCH)).strategy.readings
    assert (first.objective, first.date, first.value) == ("Remplir le salon", date(2027, 1, 31), Fraction("1200.5"))
    assert (first.origin, first.note) == ("agenda", "fermés")
    assert (given_up.objective, given_up.date) == ("Objectif abandonné", date(2026, 1, 1))
    assert given_up.value == Fraction(12, 100)
    (only,) = read(english(ENGLISH)).strategy.readings
    assert only.value == Fraction("1200.5")


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("| Remplir le salon | 31/01/2027 | une douzaine |", "number_unread", "C2"),
        ("| Remplir le salon | | 12 |", "cell_required", "B2"),
        ("| Remplir le salon | 31/01/2027 | |", "cell_required", "C2"),
        ("| Remplir le salon | bientôt | 12 |", "date_unread", "B2"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_place(row: str, code: str, cell: str) -> None:
    found = read(french(f"\n## Relevés\n\n| Objectif | Date | Valeur |\n| --- | --- | --- |\n{row}\n"))
    told = [(one.code, str(one.place), one.severity) for one in found.problems]
    assert told == [(code, f"Relevés!{cell}", Severity.ERROR)]


def test_a_tab_of_that_title_without_its_columns_stays_the_users_and_stops_nothing() -> None:
    found = read(french("\n## Relevés\n\n| Compteur | Date |\n| --- | --- |\n| Salon | 31/01/2027 |\n"))
    assert {one.code for one in found.problems} == {"column_missing"}
    assert not found.stopped
    assert found.strategy.readings == ()


def test_a_reading_changes_what_is_read_and_no_plan() -> None:
    without, with_readings = read(french()).strategy, read(french(FRENCH)).strategy
    assert fingerprint(without) != fingerprint(with_readings)
    assert fingerprint_of_plan(without) == fingerprint_of_plan(with_readings)
    assert fingerprint_of_themes(without) == fingerprint_of_themes(with_readings)


@pytest.mark.parametrize(
    ("kpi", "kind"),
    [
        ("300 réservations", "total"),
        ("rendez-vous pris en ligne", "total"),
        ("rendez-vous par semaine", "level"),
        ("demandes de devis, mensuelles", "level"),
        ("part des clientes fidèles (%)", "level"),
        ("taux de remplissage", "level"),
        ("nombre d'abonnés", "level"),
        ("note moyenne sur Google", "level"),
        ("bookings", "total"),
        ("site visits booked", "total"),
        ("demo requests a month", "level"),
        ("monthly sign-ups", "level"),
        ("average basket", "level"),
        ("partages", "total"),
        ("shares", "total"),
    ],
)
def test_the_kind_of_a_kpi_is_read_from_its_words_unless_it_is_typed(kpi: str, kind: str) -> None:
    assert kpi_kind(Objective(objective="A", kpi=kpi)) == kind
    other = "total" if kind == "level" else "level"
    assert kpi_kind(Objective(objective="A", kpi=kpi, kpi_kind=other)) == other


def test_an_unknown_objective_has_the_nearest_name_or_all_of_them() -> None:
    near, far = (
        next(one for one in advised(whole({"Relevés!A2": name})) if one.code == "reading_unknown")
        for name in ("Remplir le salo", "Dormir")
    )
    words = read(whole()).words
    assert "Vouliez-vous dire «\xa0Remplir le salon\xa0»" in words.message(near)[1]
    assert "Faire parler" in words.message(far)[1]


def test_two_equal_readings_of_a_day_contradict_nobody() -> None:
    assert advised(whole({"Relevés!B2": "30/11/2026", "Relevés!C2": "20"})) == ()


def test_a_total_may_fall_where_less_of_it_is_the_goal() -> None:
    changes = {"Objectifs!I1": "Type d'indicateur", "Objectifs!I2": "cumul", "Relevés!C2": "25"}
    fewer = {**changes, "Objectifs!F2": "5"}
    assert "reading_fell" in {one.code for one in advised(whole(changes))}
    assert "reading_fell" not in {one.code for one in advised(whole(fewer))}


def test_old_readings_that_lead_up_to_the_calendar_are_history() -> None:
    monthly = {f"Relevés!{column}{row}": value for row, day in enumerate(("30/11/2026", "31/08/2026", "31/05/2026"), 2)
               for column, value in (("A", "Remplir le salon"), ("B", day), ("C", "20"))}  # fmt: skip
    assert "reading_early" not in {one.code for one in shown(whole(monthly))}
