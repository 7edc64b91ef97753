"""What the balance says is asked follows a cell of the strategy as a run with that cell would say it."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import Any

import pytest
from formula_values import FormulaValues, UnsupportedError
from office import XLSX, convert, needs_office, uncounted, unlocked
from sheets import book

from calgen import api
from calgen.files.edit.insert_sheets import new_workbook
from calgen.read import read
from calgen.view.template import TemplateContent, input_sheets, output_placeholders

STRATEGY = """
## Réglages

| Réglage | Valeur |
| --- | --- |
| Marque | Mèche rebelle |
| Début | 06/01/2027 |
| Semaines | 7 |

## Objectifs

| Objectif | Indicateur |
| --- | --- |
| Remplir le salon | rendez-vous |

## Plateformes

| Plateforme | Mission | Objectifs | Fréquence | Jours | Début | Fin |
| --- | --- | --- | --- | --- | --- | --- |
| Facebook | Garder le lien | Remplir le salon | 2 | | | |
| Instagram | Faire envie | Remplir le salon | 1 par jour | lundi, mardi, jeudi | | |
| L'Écho | Annoncer | Remplir le salon | 2/mois | | | |
| TikTok | Essayer | Remplir le salon | 3 | | 20/01/2027 | 10/02/2027 |

## Thèmes

| Thème | Catégorie | Idées |
| --- | --- | --- |
| Coulisses | Promouvoir | Un<br>Deux |
| Conseils | Relayer | Trois |
| Questions | Échanger | Quatre |

## Répartition

| Catégorie | Part | Plateforme |
| --- | --- | --- |
| Promouvoir | 40 % | |
| Relayer | 30 % | |
| Échanger | 30 % | |
| Promouvoir | 60 % | Instagram |

## Campagnes

| Campagne | Début | Fin | Thèmes | En plus |
| --- | --- | --- | --- | --- |
| Soldes | 18/01/2027 | 31/01/2027 | Coulisses | 2 |

## Équipe

| Personne | Heures par semaine | Absences |
| --- | --- | --- |
| Sandrine | 12 | 18/01/2027-20/01/2027 |
| Chloé | 8 h | |

## Routines

| Tâche | Chaque | Minutes | Responsable |
| --- | --- | --- | --- |
| Répondre | jour | 10 | Sandrine |
| Relire | mois | 60 | Sandrine |
"""
FIRST, LATER = date(2027, 1, 6), date(2027, 1, 20)  # a run before anything is over, and one within the calendar
Edits = dict[tuple[str, str, str], Any]  # tab, name of the row, heading → what is typed


@cache
def before(today: date) -> bytes:
    """The workbook after a first run, as another program saves it."""
    found = read(book(STRATEGY, "salon"))
    sheets = input_sheets(found.words, TemplateContent(found.strategy, has_examples=False))
    data = new_workbook(sheets, output_placeholders(found.words))
    data = typed(data, {("Équipe", "Chloé", HOURS): "8 h"})
    return typed(api.generate(data, "salon.xlsx", today).after, {})


def typed(data: bytes, edits: Edits) -> bytes:
    """The workbook with cells typed over, as another program saves it."""
    book = unlocked(data, values=False)
    for (tab, name, heading), value in edits.items():
        cell_of(book[tab], name, heading).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(sheet: Any, name: str, heading: str) -> Any:
    """A cell of an input tab; `name` is that of its row, and of its platform behind a slash."""
    rows = list(sheet.iter_rows())
    top = next(row for row in rows if any(str(cell.value).rstrip(" *") == heading for cell in row))
    at = next(n for n, cell in enumerate(top) if str(cell.value).rstrip(" *") == heading)
    first, _, platform = name.partition("/")
    found = [row for row in rows if row[0].value == first and (not platform or row[2].value == platform)]
    return found[0][at]


def live_figures(data: bytes) -> dict[str, float]:
    """The figures of the balance whose formulas look at no calendar, by cell."""
    book = unlocked(data, values=False)
    values, sheet, found = FormulaValues(book), book["Équilibre"], dict[str, float]()
    for cell in (cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")):
        try:
            value = values.value("Équilibre", cell.coordinate)
        except UnsupportedError:
            continue
        if not isinstance(value, str):
            found[cell.coordinate] = value
    return found


def real_figures(data: bytes, today: date) -> list[float]:
    """The same figures, in the order of their cells, as a run with what is typed stores them."""
    done = api.generate(data, "salon.xlsx", today)
    assert not done.stopped, done.problems
    sheet = unlocked(done.after, values=True)["Équilibre"]
    return [sheet[at].value or 0 for at in live_figures(done.after)]


FREQUENCY, SHARE, HOURS = "Fréquence", "Part", "Heures par semaine"
ALL: Edits = {
    ("Plateformes", "Facebook", FREQUENCY): 5,
    ("Plateformes", "Instagram", FREQUENCY): 0.5,
    ("Plateformes", "L'Écho", FREQUENCY): 1.5,
    ("Plateformes", "TikTok", FREQUENCY): 1,
    ("Répartition", "Promouvoir", SHARE): 0.5,
    ("Répartition", "Relayer", SHARE): 0.2,
    ("Répartition", "Promouvoir/Instagram", SHARE): 0.1,
    ("Équipe", "Sandrine", HOURS): 4,
    ("Équipe", "Chloé", HOURS): 3.5,
    ("Routines", "Répondre", "Minutes"): 24,
}
PARTS: list[Edits] = [
    {("Plateformes", "Facebook", FREQUENCY): 0},
    {("Plateformes", "L'Écho", FREQUENCY): 3},
    {("Plateformes", "Facebook", FREQUENCY): 7, ("Plateformes", "TikTok", FREQUENCY): 0},
    {("Répartition", "Promouvoir", SHARE): 0.2, ("Répartition", "Échanger", SHARE): 0.5},
    {("Répartition", "Promouvoir/Instagram", SHARE): 1},
    {("Équipe", "Sandrine", HOURS): 0.5},
    {("Routines", "Relire", "Minutes"): 0},
]


@pytest.mark.long
@pytest.mark.parametrize(
    ("edits", "today"),
    [
        (ALL, LATER),
        *(pytest.param(edits, today, marks=pytest.mark.long) for edits in [ALL, *PARTS] for today in (FIRST, LATER)),
    ],
)
def test_what_is_asked_follows_the_cell_as_a_run_would_say_it(edits: Edits, today: date) -> None:
    data = typed(before(today), edits)
    live = live_figures(data)
    assert len(live) > 60
    assert list(live.values()) == pytest.approx(real_figures(data, today), abs=1e-6)


@needs_office
def test_a_spreadsheet_computes_the_same() -> None:
    data = typed(before(LATER), ALL)
    live = live_figures(data)
    sheet = unlocked(convert(XLSX, {"typed": uncounted(data)})["typed"], values=True)["Équilibre"]
    assert {at: sheet[at].value or 0 for at in live} == pytest.approx(live, abs=1e-6)


REFUSED: Edits = {
    ("Plateformes", "Facebook", FREQUENCY): -1,
    ("Plateformes", "TikTok", FREQUENCY): "2/mois",
    ("Répartition", "Promouvoir", SHARE): "beaucoup",
    ("Équipe", "Sandrine", HOURS): 400,
}


@pytest.mark.long
def test_what_is_no_number_or_another_row_keeps_what_was_read() -> None:
    unchanged = live_figures(before(LATER))
    assert (
        live_figures(typed(before(LATER), REFUSED)).items()
        >= {at: value for at, value in unchanged.items() if at[0] in "BC" and at[1:].isdigit()}.items()
    )
    renamed = typed(before(LATER), {("Plateformes", "Facebook", "Plateforme"): "Tumblr"})
    moved = unlocked(renamed, values=False)
    cell_of(moved["Plateformes"], "Tumblr", FREQUENCY).value = 9
    out = io.BytesIO()
    moved.save(out)
    assert live_figures(out.getvalue()).items() >= {at: n for at, n in unchanged.items() if at[0] in "BC"}.items()


def test_the_tab_says_which_cells_it_does_not_follow_and_when_the_strategy_has_changed() -> None:
    def texts(data: bytes) -> tuple[str, str]:
        book = unlocked(data, values=False)
        values, sheet = FormulaValues(book), book["Équilibre"]
        assert str(sheet["A6"].value).startswith("=IF(OR(")
        column = (str(cell.value).replace("\xa0", " ") for (cell,) in sheet.iter_rows(max_col=1))
        return str(values.value("Équilibre", "A6")), " ".join(column)

    changed, notes = texts(before(LATER))
    assert changed == ""
    assert "« 1 par jour », soit 3 par semaine" in notes
    assert "« 8 h », soit 8 h" in notes
    assert texts(typed(before(LATER), {("Équipe", "Sandrine", HOURS): 11}))[0].startswith("La stratégie a changé")


@pytest.mark.parametrize(
    "edits",
    [
        {("Routines", "Répondre", "Minutes"): 24},
        {("Routines", "Répondre", "Minutes"): None},
        {("Répartition", "Promouvoir", SHARE): "beaucoup"},
        {("Répartition", "Promouvoir", SHARE): None},
        {("Répartition", "Promouvoir", SHARE): -0.4},
        {("Équipe", "Sandrine", HOURS): "douze"},
        {("Équipe", "Sandrine", "Personne"): "Sandra"},
        {("Plateformes", "Facebook", FREQUENCY): "2/mois"},
        {("Plateformes", "Facebook", "Plateforme"): "Tumblr"},
    ],
    ids=str,
)
def test_the_head_says_that_a_followed_cell_holds_no_number_or_another_row(edits: Edits) -> None:
    book = unlocked(typed(before(LATER), edits), values=False)
    assert str(FormulaValues(book).value("Équilibre", "A6")).startswith("La stratégie a changé")
