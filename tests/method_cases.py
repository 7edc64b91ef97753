"""One change to the whole book per finding of the method, with all that it makes the method say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sheets import Changes
from whole import TODAY, advised, shown, whole

from calgen.book.problems import Problem, Severity

WARNING, NOTE = Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Case:
    """A finding, its place and weight; the changes and missing tabs that make it, and what else they make."""

    code: str
    place: str
    severity: Severity
    changes: Changes
    absent: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    planned: bool = False
    today: date = TODAY

    def found(self) -> tuple[Problem, ...]:
        """All that is said of the changed book."""
        return (shown if self.planned else advised)(whole(self.changes, *self.absent), self.today)


def _platforms(*names: str) -> Changes:
    """More platforms under those of the book, all of them Léa's."""
    row = {"C": "vif", "D": "Remplir le salon", "E": "Jeunes femmes"}
    row |= {"F": "0,5", "G": "Léa"}
    found: Changes = {}
    for at, name in enumerate(names, 4):
        found |= {f"Plateformes!A{at}": name, f"Plateformes!B{at}": f"Dire ce qui se passe sur {name}"}
        found |= {f"Plateformes!{key}{at}": value for key, value in row.items()}
    return found | {"Cibles!D3": ", ".join(("Facebook", "Instagram", *names))}


def more_objectives(more: int) -> Changes:
    """More objectives under those of the book, which the first platform serves."""
    names = [f"Vendre {n}" for n in range(more)]
    row = {"B": "vente", "D": "ventes par mois", "E": "5", "F": "9", "G": "28/02/2027", "H": "Payer le loyer"}
    found: Changes = {"Plateformes!D2": ", ".join(("Remplir le salon", "Faire parler", *names))}
    found |= {"Thèmes!C2": ", ".join(("Remplir le salon", *names))}
    for at, name in enumerate(names, 4):
        found |= {f"Objectifs!A{at}": name} | {f"Objectifs!{key}{at}": value for key, value in row.items()}
    return found


MANY = ("X", "LinkedIn", "TikTok", "Threads")
PLACE = (
    Case("role_blank", "Réglages!B7", NOTE, {"Réglages!B7": None}),
    Case("approval_blank", "Réglages!B10", NOTE, {"Réglages!B10": None}),
    Case("business_blank", "Objectifs!H3", WARNING, {"Objectifs!H3": None, "Objectifs!D3": "interactions par mois"}),
    Case("cost_over_budget", "Réglages!B6", WARNING, {"Réglages!B6": "60", "Équipe!D1": "Type", "Équipe!D2": "agence"},
        also=(("costliest_parts", "Réglages!B6"),), planned=True),
    Case("cost_per_result", "Objectifs!F2", NOTE, {}, planned=True),
    Case("budget_blank", "Réglages!B6", NOTE, {"Réglages!B6": None}),
    Case("swot_blank", "Réglages!B9", NOTE, {"Réglages!B9": None}),
    Case("approval_thin", "Réglages!B10", NOTE, {"Réglages!B10": "Sandrine"}),
    Case("typical_errors", "Réglages!B7", WARNING, {"Réglages!B7": None, "Objectifs!F2": None, "Objectifs!F3": None},
        also=(("role_blank", "Réglages!B7"), ("objective_unmeasured", "Objectifs!F2"),
        ("objective_unmeasured", "Objectifs!F3"))),
    Case("tabs_to_come", "", NOTE, {}, ("Cibles", "Roue", "Opérations", "Équipe", "Audit", "Concurrents")),
    Case("break_even", "Objectifs!I2", NOTE, {"Objectifs!I1": "Valeur unitaire", "Objectifs!I2": "35"}, planned=True),
    Case("break_even_unknown", "Objectifs!I2", NOTE, {"Objectifs!I1": "Valeur unitaire", "Objectifs!I2": "35",
        "Équipe!B2": None, "Opérations!I2": None}, planned=True),
)  # fmt: skip
TARGET = (
    Case("target_empty", "", WARNING, {}, ("Cibles",)),
    Case("audience_unreached", "Cibles!D2", WARNING, {"Plateformes!E2": "Jeunes femmes"}),
    Case("audience_elsewhere", "Plateformes!E3", WARNING, {"Plateformes!E3": "Jeunes femmes, Clientes fidèles"}),
    Case("audience_elsewhen", "Plateformes!H3", WARNING, {"Plateformes!H1": "Jours", "Plateformes!H3": "mar, jeu",
        "Cibles!E1": "Jours", "Cibles!E3": "sam, dim"}),
    Case("audiences_too_many", "Cibles!B2", NOTE, {"Plateformes!E2": None, "Cibles!B3": "primaire"}
        | {f"Cibles!{column}{row}": text for row, name in ((4, "Mariées"), (5, "Voisins"))
        for column, text in (("A", name), ("B", "primaire"), ("C", "du coin"), ("D", "Facebook"))}),
    Case("platform_no_audience", "Plateformes!E3", WARNING, {"Plateformes!E3": None, "Cibles!D3": "Facebook"}),
    Case("audience_kind", "Plateformes!E3", NOTE, {"Plateformes!A3": "LinkedIn", "Plateformes!E3": "Jeunes femmes",
        "Cibles!D3": None, "Cibles!E1": "Type", "Cibles!E2": "B2C", "Cibles!E3": "B2C"},
        also=(("measures_missing", "Audit!A2"),)),
)  # fmt: skip
OBJECTIVES = (
    Case("vanity_only", "Objectifs!D3", WARNING, {"Objectifs!D3": "nombre de J'aime par mois"}),
    Case("goal_tenfold", "Objectifs!F2", WARNING, {"Objectifs!F2": "400"}),
    Case("goal_below_start", "Objectifs!F2", WARNING, {"Objectifs!F2": "12"}),
    Case("deadline_soon", "Objectifs!G2", WARNING, {"Objectifs!G2": "10/01/2027"}),
    Case("objectives_too_many", "Objectifs!A2", NOTE, more_objectives(4)),
    Case("objective_owner_blank", "Objectifs!I3", NOTE, {"Objectifs!I1": "Responsable", "Objectifs!I2": "Léa",
        "Équipe!A3": "Max", "Équipe!C3": "10", "Équipe!B3": "15"}),
    Case("objective_few_posts", "Objectifs!A3", WARNING, {"Objectifs!I1": "Poids", "Objectifs!I3": "0,001",
        "Thèmes!C5": "Remplir le salon, Faire parler"}, planned=True),
    Case("objective_unmeasured", "Objectifs!G2", WARNING, {"Objectifs!G2": None}),
    Case("deadline_outside", "Objectifs!G2", WARNING, {"Objectifs!G2": "30/06/2027"}),
    Case("objective_over", "Objectifs!G2", NOTE, {"Objectifs!G2": "31/01/2027"}, planned=True),
    Case("objective_unserved", "Objectifs!A3", WARNING, {"Plateformes!D2": "Remplir le salon", "Plateformes!D3":
        "Remplir le salon"}),
    Case("wheel_all", "Roue!C2", WARNING, {f"Roue!C{row}": "secondaire" for row in (4, 5, 6)}),
    Case("wheel_too_many", "Roue!C2", WARNING, {f"Roue!C{row}": "primaire" for row in (2, 4, 5)}
        | {"Objectifs!C3": "Soigner l'image, Fidéliser les clients, Animer une communauté"}),
    Case("wheel_none", "Roue!C2", WARNING, {"Roue!C2": "non", "Roue!C3": "non"}, also=(("domains_bare",
        "Objectifs!B2"),)),
    Case("mission_unserved", "Roue!A4", WARNING, {"Roue!C4": "primaire"}),
    Case("domains_bare", "Objectifs!B2", NOTE, {"Roue!C2": "non"}),
    Case("situation_unmet", "Réglages!B15", WARNING, {"Réglages!A15": "Situation", "Réglages!B15": "critiquée"}),
    Case("mission_unkept", "Roue!A6", WARNING, {"Roue!C6": "secondaire", "Routines!E4": None}),
)  # fmt: skip
MESSAGE = (
    Case("message_empty", "Thèmes!E2", WARNING, {f"Thèmes!E{row}": None for row in (2, 3, 4, 5)}
        | {"Plateformes!B2": "Garder le lien avec Sandrine"}),
    Case("brand_absent", "Thèmes!E2", WARNING, {"Thèmes!E2": "On prend le temps", "Thèmes!E5": "On vous écoute"}),
    Case("proof_missing", "Thèmes!F4", WARNING, {"Thèmes!F4": None}),
    Case("message_blank", "Thèmes!E3", WARNING, {"Thèmes!E3": None}),
    Case("mix_lowered", "Dosage!B4", WARNING, {"Dosage!B2": "50 %", "Dosage!B4": "17 %"}),
    Case("mix_raised", "Dosage!B3", NOTE, {"Dosage!B2": "25 %", "Dosage!B3": "50 %", "Dosage!B4": "25 %"}),
    Case("one_call", "Thèmes!G2", NOTE, {f"Thèmes!G{row}": "réservez" for row in (3, 4, 5)}),
    Case("call_absent", "Thèmes!G2", NOTE, {f"Thèmes!G{row}": None for row in (2, 3, 4, 5)}),
    Case("stages_missing", "Thèmes!D2", NOTE, {"Thèmes!D3": "désir"}),
    Case("brand_words_blank", "Réglages!B3", NOTE, {"Réglages!B3": None}),
    Case("themes_like_all", "Thèmes!A2", NOTE, {"Concurrents!E3": "Offres, coulisses"}),
    Case("themes_alone", "Thèmes!A5", NOTE, {"Concurrents!E4": None}),
    Case("interest_unserved", "Cibles!E2", NOTE, {"Cibles!E1": "Centres d'intérêt", "Cibles!E2": "offres, jardinage"}),
    Case("customers_theme", "Concurrents!E5", NOTE, {"Concurrents!A5": "Avis", "Concurrents!B5": "clients",
        "Concurrents!C5": "Google", "Concurrents!E5": "Le parking"}),
    Case("customers_unasked", "Thèmes!G2", NOTE, {"Thèmes!B5": "Relayer", "Dosage!A4": None, "Dosage!B4": None,
        "Dosage!B3": "66 %"}, also=(("mix_raised", "Dosage!B3"),)),
    Case("proof_elsewhere", "Thèmes!I3", NOTE, {"Thèmes!I1": "Type de preuve", "Thèmes!I3": "presse"}),
    Case("consent_blank", "Contenus!D2", WARNING, {"Contenus!D1": "Accord des personnes", "Contenus!D2": "non"}),
)  # fmt: skip
STRATEGY = (
    Case("strategy_empty", "", NOTE, {}, ("Opérations", "Temps forts")),
    Case("campaign_no_base", "Opérations!G2", WARNING, {"Opérations!G2": "100 %"}),
    Case("campaigns_clash", "Opérations!D3", WARNING, {"Opérations!C2": "10/02/2027"}),
    Case(
        "campaigns_beyond_all",
        "Opérations!G3",
        WARNING,
        {"Opérations!C2": "10/02/2027", "Opérations!G2": "70 %", "Opérations!G3": "70 %"},
        also=(("campaigns_clash", "Opérations!D3"),),
    ),
    Case("campaigns_overlap", "Opérations!B3", NOTE, {"Opérations!C2": "10/02/2027", "Opérations!D3": "Questions"}),
    Case("campaign_no_action", "Opérations!H2", NOTE, {"Opérations!H2": "désir", "Opérations!K2": None}),
    Case("sales_outside", "Opérations!A3", WARNING, {"Opérations!A3": "Soldes de printemps"}),
    Case("hook_no_theme", "Temps forts!D2", NOTE, {"Temps forts!D2": None}),
    Case("media_alone", "Opérations!K2", WARNING, {"Opérations!G2": "0 %"}, planned=True),
    Case(
        "mix_bent",
        "Dosage!B4",
        WARNING,
        {"Thèmes!I1": "Début", "Thèmes!I5": "15/02/2027"},
        also=(("mission_short", "Plateformes!D2"),),
        planned=True,
    ),
    Case("media_days_alone", "Opérations!K2", WARNING, {"Opérations!K2": "radio 01/02-04/02"}, planned=True),
    Case("holidays_ahead", "Réglages", NOTE, {"Réglages!B5": "16", "Objectifs!G2": "30/04/2027",
        "Objectifs!G3": "30/04/2027"}, planned=True),
    Case("stage_replaced", "Thèmes!D3", NOTE, {"Opérations!F2": None, "Opérations!F3": None, "Opérations!H2": "intérêt",
        "Opérations!H3": "désir"}, also=(("mix_bent", "Dosage!B2"),), planned=True),
)
TECHNOLOGIES = (
    Case("mission_thin", "Plateformes!B3", WARNING, {"Plateformes!B3": "Faire envie"}),
    Case(
        "platforms_unstaffed",
        "Plateformes!A2",
        WARNING,
        {
            **_platforms(*MANY),
            **{f"Plateformes!G{row}": None for row in range(2, 8)},
            "Routines!E2": None,
            "Routines!E3": None,
        },
        ("Équipe",),
        also=(("resources_empty", ""), ("measures_missing", "Audit!A2")),
    ),
    Case(
        "platform_owner_blank",
        "Plateformes!G3",
        NOTE,
        {"Plateformes!G3": None, "Équipe!A3": "Max", "Équipe!C3": "10", "Équipe!B3": "15"},
    ),
    Case("mission_twice", "Plateformes!B2", NOTE, {"Plateformes!B2": "Donner envie de réserver !"}),
    Case(
        "video_network_still",
        "Plateformes!H3",
        WARNING,
        {
            "Plateformes!A3": "TikTok",
            "Plateformes!H1": "Formats",
            "Plateformes!H3": "carrousel",
            "Cibles!D3": "TikTok, Facebook",
            "Audit!A3": "TikTok",
        },
    ),
    Case("platforms_too_many", "Équipe!A2", WARNING, _platforms(*MANY), also=(("measures_missing", "Audit!A2"),)),
    Case("cadence_leap", "Plateformes!F3", WARNING, {"Plateformes!F3": "5"}),
    Case("cadence_unlike", "Plateformes!F2", NOTE, {"Plateformes!F2": "7", "Audit!B2": "6"}),
    Case("format_not_there", "Plateformes!H3", NOTE, {"Plateformes!H1": "Formats", "Plateformes!H3": "photo, article"}),
)
EVALUATE = (
    Case("evaluate_empty", "", WARNING, {}, ("Audit", "Concurrents", "Routines")),
    Case("no_review", "Routines!B2", WARNING, {"Routines!B3": "participer"}),
    Case("results_untracked", "Objectifs!D2", WARNING, {"Objectifs!D2": "réservations en ligne par mois"}),
    Case("measures_missing", "Objectifs!D2", NOTE, {"Objectifs!D2": "fauteuils occupés par semaine"}),
    Case("reading_unknown", "Relevés!A2", WARNING, {"Relevés!A2": "Remplir la boutique"}),
    Case("reading_twice", "Relevés!C3", WARNING, {"Relevés!B2": "30/11/2026"}),
    Case("reading_no_percent", "Relevés!C2", WARNING, {"Objectifs!E2": "20 %", "Objectifs!F2": "30 %",
        "Relevés!C3": "21 %"}),
    Case("reading_fell", "Relevés!C3", NOTE, {"Objectifs!I1": "Type d'indicateur", "Objectifs!I2": "cumul",
        "Relevés!C2": "25"}),
    Case("reading_to_come", "Relevés!B3", WARNING, {"Relevés!B3": "02/12/2026"}, planned=True),
    Case("reading_early", "Relevés!B2", NOTE, {"Relevés!B2": "31/10/2025"}, planned=True),
    Case("threshold_blank", "Routines!F2", NOTE, {"Routines!F2": None}),
    Case("threshold_unowned", "Routines!E2", WARNING, {"Routines!E2": None}),
    Case("trends_unwatched", "Concurrents!B4", NOTE, {"Routines!B4": "mesurer"}),
    Case("reputation_blank", "Concurrents!A2", NOTE, {"Concurrents!F2": None}),
)  # fmt: skip
RESOURCES = (
    Case("resources_empty", "", WARNING, {}, ("Équipe",)),
    Case("routines_fill", "Équipe!C2", WARNING, {"Équipe!C2": "0,5"}),
    Case(
        "hours_unknown",
        "",
        NOTE,
        {f"{tab}": None for tab in ("Plateformes!G2", "Plateformes!G3", "Routines!E2", "Routines!E3")},
        ("Équipe",),
        planned=True,
    ),
    Case("nobody_answers", "Routines!B2", WARNING, {"Routines!B2": "adapter", "Routines!B4": "adapter"},
        also=(("trends_unwatched", "Concurrents!B4"),)),
    Case(
        "owner_replaced",
        "Plateformes!G2",
        WARNING,
        {
            "Équipe!D1": "Plateformes",
            "Équipe!D2": "Instagram",
            "Équipe!A3": "Max",
            "Équipe!B3": "15",
            "Équipe!C3": "30",
        },
        planned=True,
    ),
    Case(
        "days_left",
        "Plateformes!H2",
        WARNING,
        {"Plateformes!H1": "Jours", "Plateformes!H2": "dim", "Réglages!B12": "dimanche"},
        also=(("named_on_closed", "Temps forts!A2"),),
        planned=True,
    ),
    Case("leads_short", "Formats", NOTE, {}, planned=True, today=date(2027, 1, 4)),
    Case("hours_to_find", "Équipe!C2", NOTE, {"Équipe!C2": "1"}, also=(("costliest_parts", "Équipe!C2"),
        ("hours_short", "Équipe!C2")), planned=True),
    Case("costliest_parts", "Équipe!C2", NOTE, {"Équipe!C2": "1"}, also=(("hours_to_find", "Équipe!C2"),
        ("hours_short", "Équipe!C2")), planned=True),
    Case("skills_blank", "Équipe!A2", NOTE, {"Équipe!A3": "Max", "Équipe!C3": "2", "Équipe!A4": "Zoé", "Équipe!C4": "2",
        "Réglages!B10": "Sandrine et Karim, le 01/12/2026"}),
)

CASES = (*PLACE, *TARGET, *OBJECTIVES, *MESSAGE, *STRATEGY, *TECHNOLOGIES, *EVALUATE, *RESOURCES)
