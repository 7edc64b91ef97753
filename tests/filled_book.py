"""A small workbook in which every column of every input tab holds something, and another value for each of them.

Its tables stand in `filled_book.md`.

`CHANGED` names the cell of a column by the beginning of its row, and gives the value that it gets. A column without an
entry there gets none: the test that reads this table asks for one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sheets import book

from calgen.book.folding import fold
from calgen.book.grid import Cell, Grid, Workbook
from calgen.book.headings import find_headings
from calgen.book.vocabulary import column_titles, tab_titles
from calgen.strategy import tab

TODAY = date(2027, 1, 19)

FILLED = (Path(__file__).parent / "filled_book.md").read_text(encoding="utf-8")

# tab.column → the first cell of the row, and the value that its cell of that column gets
CHANGED: dict[str, tuple[str, str]] = {
    "settings.brand": ("", "Boucle d'or"),
    "settings.brand_words": ("", "Marseille"),
    "settings.language": ("", "anglais"),
    "settings.country": ("", "BE"),
    "settings.region": ("", "Mayotte"),
    "settings.school_zone": ("", "A"),
    "settings.time_zone": ("", "America/Montreal"),
    "settings.start": ("", "22/03/2027"),
    "settings.weeks": ("", "5"),
    "settings.public_holidays": ("", "publier"),
    "settings.closed_days": ("", "mardi"),
    "settings.website": ("", "https://autre.example"),
    "settings.utm": ("", "non"),
    "settings.over_capacity": ("", "prévenir"),
    "settings.budget": ("", "5"),
    "settings.role_in_marketing": ("", ""),
    "settings.opportunities": ("", ""),
    "settings.threats": ("", ""),
    "settings.approved_by": ("", ""),
    "settings.open_slots": ("", "30 %"),
    "audiences.audience": ("Clientes fidèles", "Habituées"),
    "audiences.kind": ("Clientes fidèles", "B2B"),
    "audiences.priority": ("Clientes fidèles", "secondaire"),
    "audiences.description": ("Clientes fidèles", ""),
    "audiences.platforms": ("Clientes fidèles", "Instagram"),
    "audiences.days": ("Jeunes femmes", "lundi, samedi"),
    "audiences.hours": ("Jeunes femmes", "10h-11h"),
    "audiences.interests": ("Clientes fidèles", "Coulisses"),
    "wheel.approach": ("Vendre", "Écouler le stock"),
    "wheel.domain": ("Soigner l'image", "communauté"),
    "wheel.priority": ("Animer une communauté", "primaire"),
    "objectives.objective": ("Faire parler", "Être cité"),
    "objectives.domain": ("Faire parler", "marque"),
    "objectives.approaches": ("Remplir le salon", "Soigner l'image"),
    "objectives.kpi": ("Faire parler", "nombre de J'aime"),
    "objectives.baseline": ("Remplir le salon", "25"),
    "objectives.goal": ("Remplir le salon", "90"),
    "objectives.deadline": ("Remplir le salon", "28/02/2029"),
    "objectives.weight": ("Faire parler", "9"),
    "objectives.owner": ("Remplir le salon", "Max"),
    "objectives.business_objective": ("Remplir le salon", ""),
    "platforms.platform": ("Facebook", "LinkedIn"),
    "platforms.account": ("Facebook", "Le salon"),
    "platforms.mission": ("Facebook", "Prendre des nouvelles des gens"),
    "platforms.tone": ("Facebook", "sec"),
    "platforms.objectives": ("Facebook", "Faire parler"),
    "platforms.audiences": ("Facebook", "Jeunes femmes"),
    "platforms.cadence": ("Facebook", "2"),
    "platforms.days": ("Facebook", "lundi, mercredi, vendredi"),
    "platforms.hours": ("Facebook", "19h"),
    "platforms.max_per_day": ("Facebook", "3"),
    "platforms.formats": ("Facebook", "publication"),
    "platforms.rhythm": ("Facebook", "0, 14"),
    "platforms.owner": ("Instagram", "Léa"),
    "platforms.start": ("Facebook", "22/03/2027"),
    "platforms.end": ("Facebook", "02/04/2027"),
    "platforms.hashtags": ("Facebook", "#autre"),
    "mix.category": ("Relayer", "Amuser"),
    "mix.share": ("Promouvoir;2", "14 %"),
    "mix.platform": ("Promouvoir;2", "Facebook"),
    "themes.theme": ("Coulisses", "Ateliers"),
    "themes.category": ("Offres", "Relayer"),
    "themes.objectives": ("Coulisses", "Faire parler"),
    "themes.weight": ("Coulisses", "5"),
    "themes.platforms": ("Conseils", "Facebook"),
    "themes.formats": ("Conseils", "story"),
    "themes.stage": ("Coulisses", "action"),
    "themes.start": ("Offres", "29/03/2027"),
    "themes.end": ("Offres", "26/03/2027"),
    "themes.spacing": ("Coulisses", "9"),
    "themes.message": ("Coulisses", "On rit avec Sandrine"),
    "themes.proof": ("Coulisses", "Un film"),
    "themes.call_to_action": ("Coulisses", "Passez"),
    "themes.hashtags": ("Coulisses", "#vrai"),
    "themes.ideas": ("Coulisses", "Autre"),
    "themes.test": ("Coulisses", "titre"),
    "content.title": ("Le guide", "Le manuel"),
    "content.theme": ("Le guide", "Questions"),
    "content.format": ("Le guide", "photo"),
    "content.publish": ("Le guide", "23/03/2027"),
    "content.start": ("Le film", "25/03/2027"),
    "content.end": ("Le film", "17/03/2027"),
    "content.evergreen": ("Le tour", "non"),
    "content.max_repeats": ("Le tour", "0"),
    "content.cooldown": ("Le tour", "60"),
    "content.expires": ("Le tour", "20/03/2027"),
    "content.link": ("Le guide", "https://meche.example/livre"),
    "content.author": ("Le film", "Léa"),
    "content.platforms": ("Le guide", "Instagram"),
    "content.campaign": ("Le bon", ""),
    "content.effort": ("Le guide", "4"),
    "content.notes": ("Le guide", "Tout relire"),
    "campaigns.campaign": ("Galette", "Les rois"),
    "campaigns.start": ("Galette", "24/03/2027"),
    "campaigns.end": ("Galette", "29/03/2027"),
    "campaigns.themes": ("Galette", "Coulisses"),
    "campaigns.objective": ("Galette", "Faire parler"),
    "campaigns.platforms": ("Galette", "Instagram"),
    "campaigns.share": ("Galette", "90 %"),
    "campaigns.extra": ("Galette", "0"),
    "campaigns.offsets": ("Galette", "J+1"),
    "campaigns.stage": ("Galette", "désir"),
    "campaigns.budget": ("Galette", "5"),
    "campaigns.message": ("Galette", "Une couronne pour vous"),
    "campaigns.other_media": ("Galette", "Radio"),
    "key_dates.name": ("Saint-Valentin", "Fête du quartier"),
    "key_dates.date": ("Saint-Valentin", "26/03/2027"),
    "key_dates.treatment": ("Saint-Valentin", "silence"),
    "key_dates.theme": ("Saint-Valentin", "Questions"),
    "key_dates.platforms": ("Saint-Valentin", "Facebook"),
    "key_dates.ahead": ("Saint-Valentin", "4"),
    "team.person": ("Léa", "Zoé"),
    "team.role": ("Léa", "vidéos"),
    "team.kind": ("Léa", "interne"),
    "team.cost": ("Max", "90"),
    "team.weekly_hours": ("Léa", "6"),
    "team.formats": ("Léa", "publication"),
    "team.platforms": ("Léa", "Instagram"),
    "team.days_off": ("Léa", "15/03/2027-28/03/2027"),
    "formats.format": ("photo", "cliché"),
    "formats.effort": ("photo", "3"),
    "formats.lead": ("photo", "9"),
    "formats.platforms": ("story", "Facebook"),
    "routines.task": ("Répondre", "Lire le courrier"),
    "routines.kind": ("Relever les résultats", "participer"),
    "routines.every": ("Répondre", "semaine"),
    "routines.weekday": ("Relever les résultats", "jeudi"),
    "routines.minutes": ("Répondre", "20"),
    "routines.owner": ("Répondre", "Max"),
    "routines.threshold": ("Répondre", "trois plaintes en un jour"),
    "audit.platform": ("Facebook", "Pinterest"),
    "audit.date": ("Facebook", "15/11/2024"),
    "audit.followers": ("Facebook", "8000"),
    "audit.posts_per_week": ("Facebook", "0,2"),
    "audit.reach": ("Facebook", "30"),
    "audit.engagement_rate": ("Facebook", "0,4 %"),
    "audit.best_content": ("Facebook", "Le chien"),
    "audit.notes": ("Facebook", "Trop de vidéos"),
    "competitors.competitor": ("Nadège", "Colette"),
    "competitors.kind": ("Nadège", "référence"),
    "competitors.platform": ("Nadège", "TikTok"),
    "competitors.followers": ("Nadège", "12"),
    "competitors.posts_per_week": ("Nadège", "30"),
    "competitors.themes": ("Nadège", "Offres"),
    "competitors.what_works": ("Nadège", "Les chats"),
    "competitors.tone": ("Avis Google", "inquiet"),
    "settings.situation": ("", "inconnue"),
    "settings.strengths": ("", ""),
    "settings.success_factors": ("", ""),
    "wheel.start": ("Soigner l'image", "15/03/2027"),
    "objectives.unit_value": ("Remplir le salon", "3"),
    "objectives.kpi_kind": ("Remplir le salon", "niveau"),
    "readings.objective": ("Remplir le salon;2", "Être vu"),
    "readings.date": ("Remplir le salon;2", "03/01/2027"),
    "readings.value": ("Remplir le salon;2", "25"),
    "readings.origin": ("Remplir le salon;2", "le cahier"),
    "readings.note": ("Remplir le salon;2", "Deux absentes"),
    "themes.proof_kind": ("Coulisses", "avant / après"),
    "content.consent": ("Le film", "non"),
    "content.proof_kind": ("Le film", "label"),
    "campaigns.mechanic": ("Galette", "réduction"),
    "routines.tool": ("Répondre", "le téléphone"),
    "routines.criteria": ("Répondre", "le nombre"),
    "competitors.engagement_rate": ("Nadège", "1 %"),
    "competitors.objective": ("Nadège", "vendre"),
    "competitors.reputation": ("Nadège", "laisse dire"),
}


def filled() -> Workbook:
    """The workbook as it stands."""
    return book(FILLED)


def with_change(tab_key: str, column: str) -> Workbook:
    """The workbook with another value in one cell of a column; a name is changed wherever it stands."""
    workbook = filled()
    grid, at = cell_of(workbook, tab_key, column)
    new = CHANGED[f"{tab_key}.{column}"][1]
    old = grid.cells[at].value
    if tab_key != "settings" and column == tab(tab_key).name.key and tab_key != "audit":
        assert isinstance(old, str)
        return replace(workbook, grids=tuple(_renamed(one, old, new) for one in workbook.grids))
    changed = replace(grid, cells={**grid.cells, at: Cell(new or None)})
    return replace(workbook, grids=tuple(changed if one.title == grid.title else one for one in workbook.grids))


def cell_of(workbook: Workbook, tab_key: str, column: str) -> tuple[Grid, tuple[int, int]]:
    """The tab and the cell of a column that is to change: it is filled in."""
    grid = next(one for one in workbook.grids if tab_titles()[fold(one.title)][0] == tab_key)
    row_name, _, nth = CHANGED[f"{tab_key}.{column}"][0].partition(";")
    if tab_key == "settings":
        titles = column_titles("settings")
        labels = {titles.get(fold(str(cell.value))): row for (row, number), cell in grid.cells.items() if number == 1}
        at = (labels[column], 2)
    else:
        where = find_headings(grid, column_titles(tab_key), tab_key).where
        rows = [row for (row, number), cell in grid.cells.items() if number == 1 and cell.value == row_name]
        at = (rows[int(nth or 1) - 1], where[column])
    assert at in grid.cells, (tab_key, column, "is blank there")
    return grid, at


def _renamed(grid: Grid, old: str, new: str) -> Grid:
    cells = {
        at: Cell(cell.value.replace(old, new)) if isinstance(cell.value, str) and old in cell.value else cell
        for at, cell in grid.cells.items()
    }
    return replace(grid, cells=cells)
