"""Strategies as people keep them: after the shapes of templates that are passed around, with words of their own."""

from __future__ import annotations

from foreign_books import STRATEGY, ForeignBook, book

PERCENT = "0%"

# -- several tables on one tab -----------------------------------------------------------------------------------------

ONE_TAB_FR = book(
    {
        "Stratégie": [
            ["STRATÉGIE RÉSEAUX SOCIAUX 2027"],
            ["Boulangerie du Port"],
            [],
            ["1. Nos objectifs SMART"],
            ["Objectif SMART", "Comment mesurer", "Cible chiffrée", "Délai"],
            ["Remplir la boutique le matin", "Clients avant 10 h", 120, "30/06/2027"],
            ["Vendre plus de commandes de fête", "Commandes par semaine", 15, "31/12/2027"],
            [],
            ["2. Nos réseaux"],
            ["Réseau", "Vocation", "Objectifs visés", "Nb de posts", "Jours de post", "Créneaux"],
            ["Instagram", "Donner faim", "Remplir la boutique le matin", "3 par semaine", "mar, jeu, sam", "7h30"],
            ["Facebook", "Garder le lien", "Vendre plus de commandes de fête", "1 par semaine", "vendredi", "18h"],
            [],
            ["3. Piliers de contenu"],
            ["Pilier", "% des posts", "De quoi ça parle", "Exemples de posts"],
            ["Savoir-faire", (0.5, PERCENT), "Le levain et le four", "Une nuit au fournil\nLe levain de Paul"],
            ["Coulisses", (0.3, PERCENT), "L'équipe", "Le sourire de Léa"],
            ["Offres", (0.2, PERCENT), "Ce qui est à vendre", None],
            [],
            ["4. Personas"],
            ["Persona", "Portrait-robot", "Réseaux utilisés", "Horaires de connexion"],
            ["Les lève-tôt", "Passent avant le travail", "Instagram", "7h-8h"],
            ["Les mamies", "Commandent les gâteaux", "Facebook", "18h-20h"],
            [],
            ["Document de travail, ne pas diffuser"],
        ]
    },
    {"Stratégie": ["A1:F1", "A2:F2", "A4:D4", "A9:F9"]},
)

BLOCKS_BESIDE = book(
    {
        "Strategy": [
            ["Our social strategy", None, None, None, None, None, None, None],
            [],
            ["Goals", None, None, None, "Audience", None, None, None],
            ["Goal", "Metric", "Target", None, "Persona", "Pain points", "Where they hang out", None],
            ["Get trial sign-ups", "Trials a month", 80, None, "CTOs", "No time", "LinkedIn", None],
            ["Be known by developers", "Newsletter sign-ups", 300, None, "Developers", "Noise", "X, YouTube", None],
            [],
            ["Channels"],
            ["Channel", "Purpose", "Main goal", "Frequency", "Best times", "Managed by"],
            ["LinkedIn", "Be found by CTOs", "Get trial sign-ups", "3x/week", "10:00", "Ana"],
            ["X", "Talk with developers", "Be known by developers", "1 a day", "9:00 AM", "Ben"],
            [],
            ["Content buckets"],
            ["Bucket", "Purpose", "Type", "Example content"],
            ["How-to", "Teach", "Curate", "Cut your build time"],
            ["Product", "Show what is new", "Promote", "Release notes"],
            ["Questions", "Listen", "Interact", "What broke today?"],
        ]
    }
)

# -- tables that stand the other way round -----------------------------------------------------------------------------

NETWORKS_AS_COLUMNS = book(
    {
        "Goals": STRATEGY["Goals & KPIs"],
        "Platform plan": [
            [None, "Instagram", "Facebook", "TikTok"],
            ["Purpose", "Make people want it", "Keep in touch", "Make them laugh"],
            ["Goals served", "Fill quiet weekdays", "Win new clients", "Win new clients"],
            ["Posting frequency", "2", "1", "1"],
            ["Best days", "Tue, Thu", "Mon", "Sat"],
            ["Best times", "12:00", "9:30 AM", "6 PM"],
            ["Tone of voice", "warm", "friendly", "silly"],
        ],
        "Content pillars": STRATEGY["Content pillars"],
        "General information": [
            ["Client name", "Rosie's Salon"],
            ["Website URL", "https://rosie.example"],
            ["Social media budget", 1500],
            ["Favourite colour", "green"],
        ],
    }
)

# -- many tabs ---------------------------------------------------------------------------------------------------------

PLAN_DE_COM = book(
    {
        "Mode d'emploi": [["Ce classeur est celui de l'association."], ["Ne pas imprimer."]],
        "Nos clients": [
            ["Segment", "Type de client", "Priorité", "Attentes", "Réseaux sociaux"],
            ["Familles", "B2C", "principale", "Une sortie le dimanche", "Facebook, Instagram"],
            ["Enseignants", "B2B", "secondaire", "Un programme clair", "LinkedIn"],
        ],
        "Buts et indicateurs": [
            ["But", "KPI", "Actuel", "Cible", "Date butoir", "Pilote", "Remarque interne"],
            ["Remplir les ateliers", "Inscriptions", 40, 90, "30/09/2027", "Nadia", "à revoir en CA"],
            ["Faire venir les écoles", "Classes reçues", 4, 12, "31/12/2027", "Paul", None],
        ],
        "Canaux de communication": [
            ["Canal", "Utilité", "Objectifs", "Public visé", "Cadence", "Jours", "Heure", "Gestionnaire"],
            ["Facebook", "Annoncer", "Remplir les ateliers", "Familles", "2/semaine", "mer, sam", "18h30", "Nadia"],
            ["Instagram", "Montrer", "Remplir les ateliers", "Familles", "1 par semaine", "dimanche", "10h", "Nadia"],
            ["LinkedIn", "Convaincre", "Faire venir les écoles", "Enseignants", "2/mois", "mardi", "8h", "Paul"],
        ],
        "Ligne éditoriale": [
            ["Rubrique", "Nature", "Message principal", "Éléments de preuve", "Appel à l'action", "Idées de sujets"],
            ["Ateliers", "Promotion", "On apprend en faisant", "300 enfants venus", "Inscrivez-vous", "L'argile"],
            ["Le saviez-vous", "Curation", "Le musée est vivant", None, None, "Le plus vieux pot\nLa fourmi"],
            ["Vos photos", "Échange", "C'est votre musée", None, "Montrez-nous", None],
        ],
        "Concurrence": [
            ["Enseigne", "Réseau", "Nb d'abonnés", "Posts/semaine", "Ce qu'ils font bien"],
            ["Musée voisin", "Facebook", 5200, 3, "Des vidéos courtes"],
            ["Aquarium", "Instagram", 12000, 5, "Les soigneurs"],
        ],
        "Intervenants": [
            ["Nom et prénom", "Mission", "Heures dispo", "Congés"],
            ["Nadia", "Textes et photos", 6, "12/07/2027 au 25/07/2027"],
            ["Paul", "LinkedIn", 2, None],
        ],
        "Audit de l'existant": [
            ["Réseau", "Abonnés actuels", "Rythme actuel", "Engagement moyen", "Constat"],
            ["Facebook", 1830, 1.5, "3,2 %", "Les photos d'enfants marchent"],
            ["Instagram", 640, 0.5, "4 %", None],
        ],
    }
)

AGENCY = book(
    {
        "Brand": [["Business name", "Loop Analytics"], ["Market", "US"], ["URL", "https://loop.example"]],
        "Business goals": [
            ["#", "Goal", "Why it matters", "How we measure", "Baseline", "Target", "By when", "Lead"],
            [1, "Book demos", "Pipeline", "Demo requests a month", 20, 45, "2027-09-30", "Ana"],
            [2, "Keep customers", "Renewals", "Replies to tips", 5, 15, "2027-09-30", "Ben"],
        ],
        "Competitive analysis": [
            ["Company", "Channel", "Audience size", "Weekly posts", "Strengths"],
            ["DataCo", "LinkedIn", 21000, 5, "Customer stories"],
        ],
        "Social accounts": [
            ["Social platform", "Handle", "Purpose", "Goals", "Target audience", "Posts per week", "Posting times"],
            ["LinkedIn", "@loop", "Win demos", "Book demos", "Ops leads", 3, "10:00-12:00"],
            ["YouTube", "@looptv", "Teach", "Keep customers", "Users", 0.5, "5 PM"],
        ],
        "Buyer personas": [
            ["Persona name", "Background", "Preferred channels"],
            ["Ops leads", "Owns the numbers", "LinkedIn"],
            ["Users", "Daily use", "YouTube"],
        ],
        "Topic buckets": [
            ["Content pillar", "Percent", "Definition", "Sample topics"],
            ["Customer stories", (0.4, PERCENT), "What others did", "How Acme saved a day"],
            ["Tips", (0.4, PERCENT), "Use it better", "Three filters"],
            ["Company", (0.2, PERCENT), "Who we are", "Meet Ana"],
        ],
        "Marketing campaigns": [
            ["Campaign name", "Launch date", "Finish date", "Content pillars", "Campaign goal", "Spend", "Tagline"],
            ["Spring release", "2027-03-01", "2027-03-14", "Tips", "Book demos", 800, "Faster by half"],
        ],
        "Holidays and events": [
            ["Event", "Date", "Notes to self"],
            ["Data Privacy Day", "2027-01-28", "ask legal"],
            ["Valentine's Day", "2027-02-14", None],
        ],
        "SWOT": [
            ["Strengths", "Weaknesses", "Opportunities", "Threats"],
            ["We know the trade", "Few hands", "Ops leads are all on LinkedIn", "A rival buys ads"],
            ["Happy customers", None, "Events are back", None],
        ],
        "Workflow": [["Team member", "Responsibilities", "Hours a week"], ["Ana", "Writes", 5], ["Ben", "Films", 4]],
    }
)

POSTING_WEEK = book(
    {
        "Objectifs": [["Objectif", "KPI"], ["Faire venir", "Visites"]],
        "Rythme": [
            ["Réseau", "Pourquoi", "But", "Posts par semaine"],
            ["Instagram", "Montrer", "Faire venir", 3],
            ["Facebook", "Parler", "Faire venir", 1],
        ],
        "Semaine type": [
            ["Semaine type"],
            [None, "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"],
            ["Instagram", None, "x", None, "x", None, "x", None],
            ["Facebook", None, None, "12h30", None, None, None, None],
        ],
        "Thématiques": [["Thématique", "Type"], ["Produits", "promo"], ["Questions", "échange"], ["Veille", "veille"]],
    }
)

EMOJI_HEADINGS = book(
    {
        "🎯 Objectifs": [["🎯 Objectif", "📏 Indicateur", "🔢 Valeur cible"], ["Recruter", "Candidatures", 12]],
        "📱 Nos réseaux": [
            ["📱 Réseau", "💡 Mission", "🎯 Objectif", "⏱ Fréquence", "🕘 Heures", "✅ Actif ?"],
            ["LinkedIn", "Attirer", "Recruter", 2, "8h30", True],
            ["Instagram", "Montrer", "Recruter", 1, "12h", False],
        ],
        "🧩 Thèmes": [
            ["🧩 Thème", "Catégorie", "Idées"],
            ["L'équipe", "Promouvoir", "Portrait de Zoé"],
            ["Le métier", "Relayer", None],
            ["Vos questions", "Échanger", None],
        ],
    }
)

STRATEGIES: dict[str, ForeignBook] = {
    "strategy.xlsx": ForeignBook(book(STRATEGY), {"settings": 1, "objectives": 2, "platforms": 2, "themes": 3}),
    "boulangerie.xlsx": ForeignBook(
        ONE_TAB_FR, {"objectives": 2, "platforms": 2, "themes": 3, "mix": 3, "audiences": 2}, "fr"
    ),
    "saas.xlsx": ForeignBook(BLOCKS_BESIDE, {"objectives": 2, "platforms": 2, "themes": 3, "audiences": 2}),
    "columns.xlsx": ForeignBook(NETWORKS_AS_COLUMNS, {"settings": 1, "objectives": 2, "platforms": 3, "themes": 3}),
    "asso.xlsx": ForeignBook(
        PLAN_DE_COM,
        {"objectives": 2, "platforms": 3, "themes": 3, "audiences": 2, "competitors": 2, "team": 2, "audit": 2},
        "fr",
    ),
    "agency.xlsx": ForeignBook(
        AGENCY,
        {"settings": 1, "objectives": 2, "platforms": 2, "themes": 3, "mix": 3, "audiences": 2, "competitors": 1,
         "campaigns": 1, "key_dates": 2, "team": 2},
    ),
    "semaine.xlsx": ForeignBook(POSTING_WEEK, {"objectives": 1, "platforms": 2, "themes": 3}, "fr"),
    "emoji.xlsx": ForeignBook(EMOJI_HEADINGS, {"objectives": 1, "platforms": 2, "themes": 3}, "fr"),
}  # fmt: skip
