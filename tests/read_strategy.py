"""Reading a workbook in a test: its problems, and the strategy of one without any."""

from __future__ import annotations

from sheets import changed, french

from calgen.book.grid import Workbook
from calgen.check import check_strategy
from calgen.read import read
from calgen.strategy import Strategy

AUDIENCES = """
## Cibles

| Cible | Plateformes | Centres d'intérêt |
| --- | --- | --- |
| Voisins | Facebook | Conseils |
"""


def problem_places(workbook: Workbook) -> list[tuple[str, str]]:
    """Code and place of all that reading and checking tell."""
    found = read(workbook)
    problems = (*found.problems, *check_strategy(found.strategy, found.partial))
    return [(problem.code, str(problem.place or "")) for problem in problems]


def sound_strategy(workbook: Workbook) -> Strategy:
    """The strategy of a workbook without any problem."""
    assert problem_places(workbook) == []
    return read(workbook).strategy


LONG = french(
    AUDIENCES
    + """
## Dosage

| Catégorie | Part | Plateforme |
| --- | --- | --- |
| Promouvoir | 40 % | |
| Relayer | 30 % | |
| Échanger | 30 % | |

## Équipe

| Personne | Heures par semaine | Plateformes |
| --- | --- | --- |
| Léa | 10 | Facebook |
"""
)
OWNED = changed(LONG, {"Plateformes!E1": "Responsable", "Plateformes!E2": "Léa", "Thèmes!D1": "Plateformes",
    "Thèmes!D2": "Instagram"})
