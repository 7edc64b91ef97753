"""Workbooks of five trades with three tabs only, in both languages: what somebody types who has an hour.

They hold objectives, platforms and themes, and the settings that every workbook needs; no message, no proof, no idea.
What the calendar suggests for them is made of the names of the themes and of the brand alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets import book

if TYPE_CHECKING:
    from calgen.book.grid import Workbook

TRADES = ("bakery", "law", "plumber", "festival", "software")

_FRENCH = """
## Réglages

| Réglage | Valeur |
| --- | --- |
| Marque | {brand} |
| Pays | FR |
| Début | 01/03/2027 |
| Semaines | 13 |

## Objectifs

| Objectif | Indicateur |
| --- | --- |
{objectives}

## Plateformes

| Plateforme | Mission | Objectifs | Fréquence |
| --- | --- | --- | --- |
{platforms}

## Thèmes

| Thème | Catégorie | Étape |
| --- | --- | --- |
{themes}
"""

_ENGLISH = """
## Settings

| Setting | Value |
| --- | --- |
| Brand | {brand} |
| Country | GB |
| First day | 2027-03-01 |
| Weeks | 13 |

## Objectives

| Objective | KPI |
| --- | --- |
{objectives}

## Platforms

| Platform | Mission | Objectives | Cadence |
| --- | --- | --- | --- |
{platforms}

## Themes

| Theme | Category | Stage |
| --- | --- | --- |
{themes}
"""

# (language, trade) → brand, then the rows of objectives, platforms and themes
_ROWS: dict[tuple[str, str], tuple[str, str, str, str]] = {
    ("fr", "bakery"): (
        "Le Fournil de la Halle",
        "| Vendre les commandes du week-end | commandes par semaine |",
        """| Instagram | Donner faim le matin | Vendre les commandes du week-end | 3 |
| Facebook | Garder le lien avec le quartier | Vendre les commandes du week-end | 3 |""",
        """| Pain au levain | Promouvoir | |
| Viennoiseries du week-end | Promouvoir | |
| Recettes contre le gaspillage | Relayer | |
| Nos producteurs | Relayer | |
| La vie du fournil | Échanger | |
| Vos envies | Échanger | |""",
    ),
    ("fr", "law"): (
        "Cabinet Aubry & Associées",
        "| Obtenir des premiers rendez-vous | demandes de rendez-vous par mois |",
        """| LinkedIn | Être consultées avant le litige | Obtenir des premiers rendez-vous | 3 |
| Lettre d'information | Expliquer le droit sans jargon | Obtenir des premiers rendez-vous | 2/mois |""",
        """| Premier rendez-vous | Promouvoir | action |
| Contrats de travail | Promouvoir | désir |
| Droit du travail | Relayer | attention |
| L'héritage et la succession | Relayer | intérêt |
| Questions reçues | Échanger | intérêt |
| Le cabinet | Échanger | |""",
    ),
    ("fr", "plumber"): (
        "Morel Plomberie",
        "| Recevoir des demandes de devis | demandes de devis par mois |",
        """| Facebook | Rassurer avant la panne | Recevoir des demandes de devis | 3 |
| Google Business | Être trouvé le jour de la fuite | Recevoir des demandes de devis | 1 |""",
        """| Salle de bains | Promouvoir | désir |
| DÉPANNAGE | Promouvoir | action |
| Entretenir sa chaudière | Relayer | fidélité |
| L'eau à la maison | Relayer | intérêt |
| Chantiers | Échanger | |""",
    ),
    ("fr", "festival"): (
        "Les Nuits du Canal",
        """| Vendre les billets | billets vendus par semaine |
| Trouver des bénévoles | bénévoles inscrits |""",
        """| Instagram | Donner envie d'y être | Vendre les billets | 4 |
| TikTok | Faire entendre les artistes | Vendre les billets | 2 |
| Facebook | Répondre à tout le monde | Vendre les billets, Trouver des bénévoles | 3 |""",
        """| Programmation | Promouvoir | désir |
| Billetterie | Promouvoir | action |
| Coups de cœur | Relayer | attention |
| Le canal et ses rives | Relayer | intérêt |
| Bénévoles | Échanger | fidélité |
| « Ma première Nuit » | Échanger | attention |""",
    ),
    ("fr", "software"): (
        "Facturel",
        "| Obtenir des démonstrations | demandes de démonstration par mois |",
        """| LinkedIn | Ouvrir des conversations avec les comptables | Obtenir des démonstrations | 3 |
| YouTube | Montrer le logiciel | Obtenir des démonstrations | 1 |
| Lettre d'information | Mériter d'être ouverte | Obtenir des démonstrations | 2/mois |""",
        """| Sécurité | Promouvoir | intérêt |
| Nouvelles versions | Promouvoir | action |
| Histoires de clients | Promouvoir | désir |
| Facture électronique : la réforme | Relayer | attention |
| Astuces | Relayer | intérêt |
| Demandez à l'équipe | Échanger | |""",
    ),
    ("en", "bakery"): (
        "Halfmoon Bakery",
        "| Sell weekend orders | orders a week |",
        """| Instagram | Make people hungry in the morning | Sell weekend orders | 3 |
| Facebook | Keep in touch with the street | Sell weekend orders | 3 |""",
        """| Sourdough | Promote | |
| Weekend pastries | Promote | |
| Leftover recipes | Curate | |
| Our farmers | Curate | |
| Life at the oven | Interact | |
| Your cravings | Interact | |""",
    ),
    ("en", "law"): (
        "Aubrey & Partners",
        "| Win first meetings | meetings asked for a month |",
        """| LinkedIn | Be asked before the dispute | Win first meetings | 3 |
| Newsletter | Explain the law without jargon | Win first meetings | 2/month |""",
        """| The first meeting | Promote | action |
| Employment contracts | Promote | desire |
| Employment law | Curate | attention |
| Wills and estates | Curate | interest |
| Questions we received | Interact | interest |
| The firm | Interact | |""",
    ),
    ("en", "plumber"): (
        "Morley Plumbing",
        "| Get quote requests | quote requests a month |",
        """| Facebook | Reassure before the leak | Get quote requests | 3 |
| Google Business | Be found on the day of the leak | Get quote requests | 1 |""",
        """| Bathrooms | Promote | desire |
| EMERGENCY CALLS | Promote | action |
| Servicing your boiler | Curate | loyalty |
| Water at home | Curate | interest |
| On site | Interact | |""",
    ),
    ("en", "festival"): (
        "Canal Nights",
        """| Sell tickets | tickets sold a week |
| Find volunteers | volunteers signed up |""",
        """| Instagram | Make people want to be there | Sell tickets | 4 |
| TikTok | Let people hear the artists | Sell tickets | 2 |
| Facebook | Answer everybody | Sell tickets, Find volunteers | 3 |""",
        """| Line-up | Promote | desire |
| Tickets | Promote | action |
| Staff picks | Curate | attention |
| The canal and its banks | Curate | interest |
| Volunteers | Interact | loyalty |
| “My first Canal Night” | Interact | attention |""",
    ),
    ("en", "software"): (
        "Ledgerly",
        "| Win demos | demo requests a month |",
        """| LinkedIn | Start conversations with accountants | Win demos | 3 |
| YouTube | Show the product | Win demos | 1 |
| Newsletter | Be worth opening | Win demos | 2/month |""",
        """| Security | Promote | interest |
| New releases | Promote | action |
| Customer stories | Promote | desire |
| E-invoicing: the reform | Curate | attention |
| Tips | Curate | interest |
| Ask the team | Interact | |""",
    ),
}


def trade_book(language: str, trade: str) -> Workbook:
    """The workbook of one of `TRADES` in French ("fr") or English ("en")."""
    brand, objectives, platforms, themes = _ROWS[language, trade]
    text = {"fr": _FRENCH, "en": _ENGLISH}[language]
    return book(text.format(brand=brand, objectives=objectives, platforms=platforms, themes=themes), trade)
