"""What of a strategy is over before the next period, with what to type: `calgen next` lists it, and changes nothing."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sheets import Changes, book, changed
from whole import WHOLE

from calgen.book.folding import fold
from calgen.book.values import Span
from calgen.plan.days.key_dates import computed_day
from calgen.read import read
from calgen.strategy.ended_rows import EndedRow, ended_rows

FIRST, LAST = date(2027, 3, 1), date(2027, 4, 25)
MORE = """
## Thèmes

| Thème | Catégorie | Début | Fin |
| --- | --- | --- | --- |
| Hiver | Promouvoir | 01/01/2027 | 20/02/2027 |
| Été | Promouvoir | 01/06/2027 | 31/08/2027 |
| Ancien | Relayer | | 10/02/2027 |
| Coulisses | Échanger | | |

## Contenus

| Titre | Thème | Publication le | Début | Fin | Intemporel | Expire le |
| --- | --- | --- | --- | --- | --- | --- |
| La galette | Coulisses | 06/01/2027 | | | non | |
| Le bilan | Coulisses | | 01/02/2027 | 15/02/2027 | non | |
| Le guide | Coulisses | | 01/01/2027 | 15/01/2027 | oui | |
| Les tarifs | Coulisses | | | | oui | 31/01/2027 |
| Plus tard | Coulisses | 05/04/2027 | | | non | |

## Temps forts

| Nom | Date | Traitement |
| --- | --- | --- |
| Anniversaire | 10/02/2027 | publier |
| Saint-Valentin | 14/02/2027 | publier |
| Fermé | 15/02/2027 - 19/02/2027 | silence |
| Portes ouvertes | 20/03/2027 | publier |
| Fête des mères | | publier |

## Équipe

| Personne | Heures par semaine | Absences |
| --- | --- | --- |
| Léa | 10 | 01/02/2027 - 05/02/2027; 12/04/2027 |
| Tom | 10 | 12/04/2027 |
"""


def ended(text: str, changes: Changes | None = None, told: tuple[str, ...] = ()) -> list[EndedRow]:
    """What is over in the workbook of some Markdown tables."""
    strategy = read(changed(book(text), changes or {})).strategy
    day_of_name = partial(computed_day, strategy.settings)
    return [*ended_rows(strategy, FIRST, LAST, {fold(title) for title in told}, day_of_name)]


def _of(kind: str, rows: list[EndedRow]) -> list[tuple[str, str, date, Span | None]]:
    return [(row.name, str(row.place), row.last, row.following) for row in rows if row.kind == kind]


HEAD = WHOLE[: WHOLE.index("## Objectifs")] + """
## Objectifs

| Objectif | Indicateur |
| --- | --- |
| Vendre | ventes |

## Plateformes

| Plateforme | Mission | Objectifs | Fréquence | Fin |
| --- | --- | --- | --- | --- |
| Facebook | Garder le lien | Vendre | 2 | |
| X | Essayer | Vendre | 2 | 31/01/2027 |
"""
ROWS = HEAD[: HEAD.index("## Cibles")] + HEAD[HEAD.rindex("## Objectifs") :] + MORE


@pytest.fixture(scope="module")
def rows() -> list[EndedRow]:
    return ended(ROWS, told=("la galette",))


def test_campaigns_with_the_days_of_the_next_time() -> None:
    found = _of("campaign", ended(WHOLE))
    assert found == [
        ("Galette", "Opérations!B2", date(2027, 1, 31), Span(date(2028, 1, 17), date(2028, 1, 30))),
        # as far from the day that its name is computed for: 2028 has a 29 February
        ("Printemps", "Opérations!B3", date(2027, 2, 21), Span(date(2028, 2, 9), date(2028, 2, 22))),
    ]


def test_deadlines_get_the_end_of_the_period() -> None:
    assert [row[3] for row in _of("deadline", ended(WHOLE))] == [Span(LAST, LAST)] * 2
    later = ended(WHOLE, {"Objectifs!G2": date(2027, 6, 1)})
    assert [row[1] for row in _of("deadline", later)] == ["Objectifs!G3"]


def test_seasons_and_ends(rows: list[EndedRow]) -> None:
    assert _of("season", rows) == [
        ("Hiver", "Thèmes!D2", date(2027, 2, 20), Span(date(2028, 1, 1), date(2028, 2, 20)))
    ]
    assert _of("theme", rows) == [("Ancien", "Thèmes!D4", date(2027, 2, 10), None)]
    assert [row[0] for row in _of("platform", rows)] == ["X"]


def test_pieces_by_whether_they_were_told(rows: list[EndedRow]) -> None:
    assert [row[:2] for row in _of("told", rows)] == [("La galette", "Contenus!C2")]
    assert _of("piece", rows) == [
        ("Le bilan", "Contenus!E3", date(2027, 2, 15), Span(date(2028, 1, 31), date(2028, 2, 14)))
    ]
    assert [row[:3] for row in _of("expired", rows)] == [("Les tarifs", "Contenus!G5", date(2027, 1, 31))]


def test_key_dates_typed_and_computed(rows: list[EndedRow]) -> None:
    assert [(name, following) for name, _, _, following in _of("key_date", rows)] == [
        ("Anniversaire", Span(date(2028, 2, 10), date(2028, 2, 10))),
    ]
    assert _of("quiet", rows) == [("Fermé", "Temps forts!B4", date(2027, 2, 19), None)]  # it need not come again
    assert [row[0] for row in _of("computed", rows)] == ["Saint-Valentin"]


def test_absences_that_are_over(rows: list[EndedRow]) -> None:
    assert [row[:3] for row in _of("absence", rows)] == [("Léa", "Équipe!C2", date(2027, 2, 5))]


def test_a_day_before_the_border_is_over_and_the_day_itself_is_not() -> None:
    for day, is_over in ((date(2027, 2, 28), True), (FIRST, False)):
        found = ended(WHOLE, {"Opérations!C2": day})
        assert ("Galette" in [row.name for row in found]) is is_over


def test_a_leap_day_has_a_next_time() -> None:
    found = ended(ROWS.replace("| Anniversaire | 10/02/2027 |", "| Anniversaire | 29/02/2024 |"))
    row = next(row for row in found if row.name == "Anniversaire")
    assert row.following
    assert row.following.first >= FIRST
