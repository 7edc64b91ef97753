"""A small strategy as its user typed it, with a tab of his own, and its calendar: where every edit starts from."""

from __future__ import annotations

import io
from datetime import date, datetime
from functools import cache
from typing import Any

import openpyxl
import workbook_copies
from openpyxl.chart import BarChart, Reference

from calgen import api

START = date(2027, 1, 4)  # a Monday
TODAY = date(2026, 12, 28)
WEEKS = 4
FILE = "salon.xlsx"
SETTINGS = ("Réglages", "Settings")
OWN_TAB = {"fr": "Mes chiffres", "en": "My figures"}

_FRENCH: dict[str, list[list[Any]]] = {
    "Réglages": [
        ["Réglage", "Valeur"],
        ["Marque", "Mèche rebelle"],
        ["Langue", "Français"],
        ["Pays", "FR"],
        ["Début", START],
        ["Semaines", WEEKS],
        ["Site web", "https://www.meche.example"],
    ],
    "Objectifs": [
        ["Objectif", "Indicateur"],
        ["Remplir le salon", "rendez-vous"],
        ["Faire revenir", "clientes revenues"],
    ],
    "Plateformes": [
        ["Plateforme", "Mission", "Objectifs", "Fréquence", "Hashtags"],
        ["Facebook", "Garder le lien", "Remplir le salon, Faire revenir", 2, "#ploermel"],
        ["Instagram", "Faire envie", "Remplir le salon", 3, "#coiffure"],
    ],
    "Thèmes": [
        ["Thème", "Catégorie", "Idées", "Message"],
        ["Coulisses", "Promouvoir", "Le ficus\nLes deux bacs", "Ici on connaît votre prénom"],
        ["Offres", "Promouvoir", "Le mardi\nLa carte cadeau", "Le mardi, on a le temps"],
        ["Conseils", "Relayer", "La frange\nLe séchage\nLa piscine", "Dix minutes par semaine"],
        ["Voisins", "Relayer", None, "Le boulanger et nous"],
        ["Questions", "Échanger", "Frange ou pas ?", "Votre avis compte"],
    ],
    "Équipe": [["Personne", "Heures par semaine"], ["Sandrine", 8], ["Chloé", 8]],
}
_ENGLISH: dict[str, list[list[Any]]] = {
    "Settings": [
        ["Setting", "Value"],
        ["Brand", "Rebel Lock"],
        ["Language", "English"],
        ["Country", "GB"],
        ["First day", START],
        ["Weeks", WEEKS],
        ["Website", "https://www.rebel.example"],
    ],
    "Objectives": [["Objective", "KPI"], ["Fill the salon", "bookings"], ["Bring back", "clients who return"]],
    "Platforms": [
        ["Platform", "Mission", "Objectives", "Cadence", "Hashtags"],
        ["Facebook", "Keep in touch", "Fill the salon, Bring back", 2, "#salon"],
        ["Instagram", "Make people want it", "Fill the salon", 3, "#hair"],
    ],
    "Themes": [
        ["Theme", "Category", "Ideas", "Message"],
        ["Backstage", "Promote", "The ficus\nThe two basins", "We know your name"],
        ["Offers", "Promote", "Tuesdays\nThe gift card", "On Tuesdays we have time"],
        ["Advice", "Curate", "The fringe\nThe drying\nThe pool", "Ten minutes a week"],
        ["Neighbours", "Curate", None, "The baker and us"],
        ["Questions", "Interact", "Fringe or no fringe?", "Your view counts"],
    ],
    "Team": [["Person", "Weekly hours"], ["Sandrine", 8], ["Chloe", 8]],
}
TABLES = {"fr": _FRENCH, "en": _ENGLISH}


def day(text: str) -> datetime:
    """A day as openpyxl gives it."""
    return datetime.fromisoformat(text)


def unlocked(data: bytes, *, values: bool = False) -> Any:
    """The workbook in openpyxl, rich texts kept, its warnings unheard."""
    return workbook_copies.opened(data, data_only=values, rich_text=True)


def saved(book: Any) -> bytes:
    """The bytes that openpyxl writes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def typed(language: str, weeks: int = WEEKS) -> bytes:
    """The strategy alone: its tabs, and one of the user's with a chart and a formula."""
    book = openpyxl.Workbook()
    own = book.worksheets[0]
    own.title = OWN_TAB[language]
    for row in (["", "2025", "2026"], ["jan", 12, 15], ["feb", 14, 13], ["", "=SUM(B2:B3)", "=SUM(C2:C3)"]):
        own.append(row)
    chart = BarChart()
    chart.add_data(Reference(own, min_col=2, max_col=3, min_row=1, max_row=3), titles_from_data=True)
    own.add_chart(chart, "E2")
    for title, rows in TABLES[language].items():
        sheet = book.create_sheet(title)
        for one in rows:
            sheet.append([weeks if value is WEEKS else value for value in one] if title in SETTINGS else one)
    return saved(book)


@cache
def generated(language: str, weeks: int = WEEKS) -> bytes:
    """The same with its calendar, as a first run wrote it."""
    made = api.generate(typed(language, weeks), FILE, TODAY)
    assert made.plan, made.problems
    return made.after


def run(data: bytes, today: date = TODAY) -> api.Generated:
    """One `calgen generate`."""
    return api.generate(data, FILE, today)
