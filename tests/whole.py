"""A small strategy of which the method has nothing to say: the book that must pass, and ways to change it."""

from __future__ import annotations

from datetime import date

from sheets import Changes, book, changed, without

from calgen.book.grid import Workbook
from calgen.book.problems import Problem
from calgen.check import advice_order, advise, check_plan, check_strategy
from calgen.plan import plan
from calgen.read import read

TODAY = date(2026, 12, 1)

WHOLE = """
## Réglages

| Réglage | Valeur |
| --- | --- |
| Marque | Mèche rebelle |
| Mots de la marque | Sandrine, le ficus |
| Début | 04/01/2027 |
| Semaines | 8 |
| Budget | 500 |
| Place dans le marketing | Remplir le début de semaine |
| Opportunités | Tout le quartier est sur Facebook |
| Menaces | Un avis négatif un samedi soir |
| Validé par | Sandrine, le 01/12/2026 |
| Pays | FR |
| Jours sans publication | |
| Points forts | Deux bacs, vingt ans de métier |
| Facteurs de succès | Une photo par jour |

## Cibles

| Cible | Priorité | Description | Plateformes |
| --- | --- | --- | --- |
| Clientes fidèles | primaire | 40-70 ans | Facebook |
| Jeunes femmes | secondaire | 17-35 ans | Instagram, Facebook |

## Roue

| Mission | Domaine | Priorité |
| --- | --- | --- |
| Soigner l'image | marque | secondaire |
| Vendre | vente | primaire |
| Fidéliser les clients | vente | non |
| Animer une communauté | communauté | non |
| Écouter le marché | communauté | non |

## Objectifs

| Objectif | Domaine | Missions | Indicateur | Point de départ | Valeur visée | Échéance | Objectif d'entreprise |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Remplir le salon | vente | Vendre | rendez-vous par semaine | 20 | 30 | 28/02/2027 | Payer le loyer |
| Faire parler | communauté | Soigner l'image | réponses par mois | 5 | 20 | 28/02/2027 | Des clientes qui reviennent |

## Plateformes

| Plateforme | Mission | Ton | Objectifs | Cibles | Fréquence | Responsable |
| --- | --- | --- | --- | --- | --- | --- |
| Facebook | Garder le lien ici | doux | Remplir le salon, Faire parler | Clientes fidèles, Jeunes femmes | 2 | Léa |
| Instagram | Donner envie de réserver | drôle | Remplir le salon, Faire parler | Jeunes femmes | 3 | Léa |

## Dosage

| Catégorie | Part |
| --- | --- |
| Promouvoir | 34 % |
| Relayer | 33 % |
| Échanger | 33 % |

## Thèmes

| Thème | Catégorie | Objectifs | Étape | Message | Preuve | Appel à l'action | Idées |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Coulisses | Promouvoir | Remplir le salon | désir | Sandrine prend le temps | Des photos d'ici | Réservez | Une |
| Offres | Promouvoir | Remplir le salon | action | Le mardi, on a le temps | Le planning | Choisissez mardi | Deux |
| Conseils | Relayer | Remplir le salon, Faire parler | intérêt | Dix minutes | Vingt ans | Enregistrez | Trois |
| Questions | Échanger | Faire parler | attention | Le ficus vous écoute | On répond à tous | Répondez | Quatre |

## Opérations

| Opération | Début | Fin | Thèmes | Objectif | Plateformes | Part | Étape | Budget | Message | Autres médias |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Galette | 18/01/2027 | 31/01/2027 | Offres | Remplir le salon | Facebook | 50 % | | 50 | Un peigne en or | Affiche |
| Printemps | 08/02/2027 | 21/02/2027 | Offres | Remplir le salon | Facebook | 50 % | | | On se coupe de l'hiver | |

## Temps forts

| Nom | Date | Traitement | Thème |
| --- | --- | --- | --- |
| Saint-Valentin | | publier | Coulisses |

## Équipe

| Personne | Coût horaire | Heures par semaine |
| --- | --- | --- |
| Léa | 15 | 30 |

## Audit

| Plateforme | Publications/semaine | Abonnés | Portée | Taux d'engagement |
| --- | --- | --- | --- | --- |
| Facebook | 1,5 | 800 | 300 | 4 % |
| Instagram | 2 | 600 | 250 | 6 % |

## Concurrents

| Concurrent | Type | Plateforme | Publications/semaine | Thèmes | Sa réputation |
| --- | --- | --- | --- | --- | --- |
| Nadège | concurrent | Facebook | 3 | Coulisses, Conseils | répond à tous |
| Express | concurrent | Facebook | 2 | Offres | |
| Le Goff | référence | Instagram | 6 | Questions | |

## Routines

| Tâche | Type | Chaque | Minutes | Responsable | Seuil d'alerte |
| --- | --- | --- | --- | --- | --- |
| Répondre | participer | jour | 10 | Léa | un avis à une étoile |
| Relever les résultats | mesurer | mois | 30 | Léa | |
| Regarder ce qui monte | écouter | mois | 10 | Léa | |

## Contenus

| Titre | Thème | Publication le |
| --- | --- | --- |
| Le guide | Conseils | |

## Relevés

| Objectif | Date | Valeur |
| --- | --- | --- |
| Remplir le salon | 31/10/2026 | 19 |
| Remplir le salon | 30/11/2026 | 20 |
"""


def whole(changes: Changes | None = None, *absent: str) -> Workbook:
    """The book with some cells changed, and without some of its tabs."""
    found = changed(book(WHOLE), changes or {})
    for title in absent:
        found = without(found, title)
    return found


def advised(workbook: Workbook, today: date = TODAY) -> tuple[Problem, ...]:
    """What the method says of a book that reads without an error."""
    found = read(workbook)
    assert not found.stopped, [(one.code, str(one.place)) for one in found.problems]
    assert not [one for one in check_strategy(found.strategy, found.partial) if one.severity == "error"]
    return advice_order.with_places(advise(found.strategy, today, found.partial), found.titles)


def shown(workbook: Workbook, today: date = TODAY) -> tuple[Problem, ...]:
    """What its plan shows."""
    strategy = read(workbook).strategy
    return check_plan(strategy, plan(strategy, (), today), today)
