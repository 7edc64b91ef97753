"""Workbooks thrown together at random from the headings, titles and values that people write."""

from __future__ import annotations

import random
from datetime import date, datetime, time
from typing import Any

from foreign_books import book

TITLES = (
    "Goal", "Metric", "Platform", "Réseau", "Date", "Heure", "Caption", "Sujet", "Thème", "Pillar", "Statut", "Notes",
    "Fréquence", "Jours", "Mission", "Catégorie", "%", "Idées", "Persona", "Competitor", "Followers", "Budget", "Du",
    "Au", "Lundi", "Mardi", "Mercredi", "Monday", "Tuesday", "Wednesday", "Instagram", "Facebook", "LinkedIn", "",
    "Janvier 2027", "Date de publication", "Published?", "Wochentag", "🎯 Objectif", "Name", "Nom", "Brand", "Website",
    "Campaign", "Start", "End", "Holiday", "Team member", "Hours per week", "Tâche", "Chaque", "Format", "Lien",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    "Instagram", "Facebook", "IG + FB", "LinkedIn, X", "TikTok", "Le ficus", "Win clients", "2/semaine", 3, 0.5, 12,
    date(2027, 1, 5), datetime.fromisoformat("2027-02-01T09:30"), time(9, 30), "9h30", "12/01/2027", "03/04/2027",
    "5 janv.", 33, "33 %", (0.4, "0%"), "lundi, mardi", "Monday", True, False, "x", "✓", "Draft", "Publié",
    "https://a.example", "une\ndeux",
    "  ", "N/A", "-", "?", "2027", "toutes", "all", "Promouvoir", "interact", "Photo", "1 200 €", "3-5", 1e9, -4,
    "=formula", "'quoted", "Un texte long " * 20, "SEMAINE 2", "FÉVRIER", "Instagram : photo", "👩‍🍳",
)  # fmt: skip
TABS = ("Stratégie", "Calendar", "Janvier", "Goals", "Instagram", "Personas", "Divers", "Planning 2027", "Équipe")


def random_book(seed: int) -> bytes:
    """A workbook of one to three tabs, with tables below and beside one another, gaps and merges."""
    draw = random.Random(seed)
    tabs, merges = {}, {}
    for title in draw.sample(TABS, draw.randint(1, 3)):
        rows = _rows(draw)
        tabs[title] = rows
        if draw.random() < 0.3:
            merges[title] = [draw.choice(("A1:C1", "A2:A4", "B3:C3"))]
    return book(tabs, merges)


def _rows(draw: random.Random) -> list[list[Any]]:
    width, rows = draw.randint(1, 8), list[list[Any]]()
    for _ in range(draw.randint(1, 3)):
        if draw.random() < 0.5:
            rows.append([draw.choice(TITLES)])
        rows.append([draw.choice(TITLES) for _ in range(width)])
        rows += [[_value(draw) for _ in range(draw.randint(1, width + 1))] for _ in range(draw.randint(0, 6))]
        rows += [[] for _ in range(draw.randint(0, 2))]
    return rows


def _value(draw: random.Random) -> Any:
    return draw.choice(VALUES) if draw.random() < 0.7 else None
