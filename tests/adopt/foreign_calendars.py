"""Calendars of posts as people keep them: lists, grids, a tab a month, exports of other programs."""

from __future__ import annotations

from datetime import date, time

from foreign_books import STRATEGY, ForeignBook, book

Post = tuple[str, str, str]


def posts(*found: Post) -> frozenset[Post]:
    return frozenset(found)


# -- lists -------------------------------------------------------------------------------------------------------------

LIST_EN = book(
    {
        **STRATEGY,
        "Content calendar": [
            ["Social Media Content Calendar"],
            ["Updated every Monday by Zoe"],
            ["Date", "Day", "Time", "Platform", "Content Type", "Pillar", "Post topic", "Caption",
             "Hashtags", "Asset link", "Status", "Approved?", "Boost budget"],
            [date(2027, 1, 5), "Tuesday", time(12, 0), "Instagram", "Reel", "Hair advice", "Wash less", "Less is more.",
             "#hair", "drive/1", "Scheduled", True, None],
            [date(2027, 1, 6), "Wednesday", time(9, 30), "Facebook", "Photo", "Behind the scenes", "The ficus", None,
             None, None, "Draft", False, 20],
            [date(2027, 1, 9), "Saturday", None, "IG + FB", "Story", "Your turn", "Short or long?", "Tell us!",
             None, None, "✅ Posted", True, None],
            [None, None, None, "TikTok", None, "Hair advice", "Curls in ten seconds", None,
             None, None, "Idea", None, None],
        ],
    },
    {"Content calendar": ["A1:M1", "A2:M2"]},
)  # fmt: skip

LIST_FR = book(
    {
        "Planning édito": [
            ["Date de publication", "Réseau", "Thématique", "Sujet", "Texte", "Visuel", "Statut", "Canva", "Validé ?"],
            ["12/01/2027", "Instagram", "Coulisses", "La nuit au fournil", "Il est trois heures…", "four.jpg",
             "À faire", "canva.com/a", False],
            ["15/01/2027", "Facebook", "Savoir-faire", "Le levain", "Il a onze ans.", None, "Validé", None, True],
            ["SEMAINE 3"],
            ["18/01/2027", "Facebook", "Offres", "Galette du lundi", None, None, "En attente", None, False],
        ]
    }
)

TAB_A_MONTH = book(
    {
        month: [
            [f"{month.upper()} 2027"],
            ["Publish date", "Channel", "Post", "Copy", "Status"],
            *rows,
        ]
        for month, rows in {
            "January": [[date(2027, 1, 12), "LinkedIn", "Hello", "We are open.", "Published"]],
            "February": [
                [date(2027, 2, 2), "LinkedIn", "Winter tips", "Keep warm.", "Ready to post"],
                [date(2027, 2, 4), "X", "Poll", None, "Not started"],
            ],
        }.items()
    }
)

MONTHS_BESIDE = book(
    {
        "Planning": [
            ["JANVIER 2027", None, None, None, "FÉVRIER 2027", None, None],
            ["Date", "Réseau", "Sujet", None, "Date", "Réseau", "Sujet"],
            ["04/01/2027", "Instagram", "Vœux", None, "01/02/2027", "Instagram", "Chandeleur"],
            ["08/01/2027", "Facebook", "Galette", None, "14/02/2027", "Facebook", "Saint-Valentin"],
            ["11/01/2027", "Instagram", "Soldes", None, None, None, None],
        ]
    },
    {"Planning": ["A1:C1", "E1:G1"]},
)

MERGED_DAYS = book(
    {
        "Planning": [
            ["Jour", "Date", "Réseau", "Sujet"],
            ["lundi", "04/01/2027", "Instagram", "Vœux"],
            [None, None, "Facebook", "Vœux aussi"],
            [None, None, "LinkedIn", "Recrutement"],
            ["mardi", "05/01/2027", "Instagram", "Coulisses"],
        ]
    },
    {"Planning": ["A2:A4", "B2:B4"]},
)

HEADINGS_AGAIN = book(
    {
        "Calendar": [
            ["WEEK 1"],
            ["Date", "Platform", "Idea", "Owner"],
            [date(2027, 1, 4), "Instagram", "New year", "Ana"],
            ["WEEK 2"],
            ["Date", "Platform", "Idea", "Owner"],
            [date(2027, 1, 11), "Facebook", "Sales", "Ben"],
            [date(2027, 1, 13), "Instagram", "Team", "Ana"],
        ]
    }
)

NETWORK_A_TAB = book(
    {
        "Instagram": [
            ["Date", "Heure", "Accroche", "Légende", "Fait"],
            ["05/01/2027", "12h", "Le ficus", "Il pousse.", "x"],
            ["07/01/2027", "18h30", "Avant / après", None, None],
        ],
        "LinkedIn": [["Date", "Heure", "Accroche", "Légende"], ["06/01/2027", "8h", "Nous recrutons", "Deux places."]],
    }
)

IDEA_BANK = book(
    {
        **STRATEGY,
        "Idea bank": [
            ["Idea", "Pillar", "Format", "Channels", "Evergreen?", "Details"],
            ["Five ways to tie a scarf", "Hair advice", "Carousel", "Instagram", "yes", "ask Mia"],
            ["Ask me anything", "Your turn", "Live", None, "no", None],
            ["A thought without a pillar", None, None, None, None, None],
        ],
    }
)

# -- grids -------------------------------------------------------------------------------------------------------------

WEEK_GRIDS = book(
    {
        "Weekly planner": [
            ["Week of January 4, 2027"],
            ["Platform", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            ["Instagram", "Monday mood", None, "Team photo", None, "Offer"],
            ["Facebook", None, "Blog post", None, "Question", None],
            [],
            ["Week of January 11, 2027"],
            ["Platform", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            ["Instagram", "Quote", None, None, None, "Recap"],
        ]
    }
)

MONTH_GRID = book(
    {
        "Janvier": [
            ["CALENDRIER ÉDITORIAL - JANVIER 2027"],
            ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"],
            [28, 29, 30, 31, 1, 2, 3],
            [None, None, None, None, "Instagram : Bonne année", None, None],
            [4, 5, 6, 7, 8, 9, 10],
            [None, "FB : La galette\nIG : Coulisses", None, None, "Facebook : Soldes", None, None],
            [25, 26, 27, 28, 29, 30, 31],
            [None, None, None, "Sans réseau", None, None, None],
        ]
    },
    {"Janvier": ["A1:G1"]},
)

NETWORK_COLUMNS = book(
    {
        "Publishing schedule": [
            ["Date", "Day", "Topic", "Facebook", "Instagram", "LinkedIn", "Notes"],
            [date(2027, 1, 4), "Mon", "Kick-off", "Happy new year, all!", "New year, new cut", None, "photo ready"],
            [date(2027, 1, 7), "Thu", "Hiring", None, None, "We hire two stylists", None],
        ]
    }
)

NETWORK_BOXES = book(
    {
        "Programme": [
            ["Date", "Heure", "Sujet", "FB", "IG", "LinkedIn", "Fait"],
            ["04/01/2027", "9h30", "Vœux", "x", "x", None, True],
            ["08/01/2027", "12h", "Recrutement", None, None, "x", False],
            ["09/01/2027", None, "À caser", None, None, None, False],
        ]
    }
)

DATES_AS_COLUMNS = book(
    {
        "Plan": [
            ["Channel", date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 6)],
            ["Instagram", "Quote", None, "Reel: the team"],
            ["Newsletter", None, "January news", None],
        ]
    }
)

# -- exports of other programs -----------------------------------------------------------------------------------------

NOTION = (
    "\ufeffName,Status,Publish Date,Channel,Pillar,Assign,URL,Created time\n"
    'Behind the counter,In progress,"January 5, 2027 9:00 AM","Instagram, Facebook",Team,Ana,,"December 1, 2026"\n'
    'Spring menu,Not started,"March 2, 2027",Instagram,Product,Ben,https://menu.example,"December 2, 2026 9:00 AM"\n'
    'One day maybe,,,,Product,,,"December 2, 2026 9:05 AM"\n'
).encode()

TRELLO = (
    b"Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,Attachment Count,List Name,Archived\n"
    b'5f1,Teaser video,https://trello.example/c/1,"First line\nSecond line","Instagram (pink)",Ana,'
    b"2027-01-14T09:00:00.000Z,2,In progress,false\n"
    b"5f2,Recap of the fair,https://trello.example/c/2,,LinkedIn (blue),Ben,2027-01-20T08:30:00.000Z,0,To do,false\n"
    b"5f3,Christmas ideas,https://trello.example/c/3,,,,,0,Ideas,false\n"
)

AIRTABLE = (
    b"Post name,Publish date,Social platform,Post type,Post copy,Approved,Attachments\n"
    b"Opening day,2027-01-04,Instagram,Carousel,Come in!,checked,photo.png (https://dl.example/1)\n"
    b"Our bread,2027-01-06,Facebook,Photo,Eleven hours of rest.,,\n"
)

EXCEL_CSV_FR = (
    "Date;Heure;Réseau;Thème;Légende;État\r\n"
    "04/01/2027;09:30;Facebook;Coulisses;Où en est le four ?;à valider\r\n"
    "06/01/2027;12:00;Instagram;Savoir-faire;L'été en février;publiée\r\n"
).encode("cp1252")

TABBED = (
    "Date\tNetwork\tHeadline\tTags\n2027-01-04\tBluesky\tHello there\t#hi\n2027-01-05\tMastodon\tAgain\t\n"
).encode("utf-16")

_SALON = {"settings": 1, "objectives": 2, "platforms": 2, "themes": 3}
CALENDARS: dict[str, ForeignBook] = {
    "list.xlsx": ForeignBook(
        LIST_EN, {**_SALON, "social": 4, "content": 1},
        posts=posts(("2027-01-05", "Instagram", "Wash less"), ("2027-01-06", "Facebook", "The ficus"),
                    ("2027-01-09", "Instagram", "Short or long?"), ("2027-01-09", "Facebook", "Short or long?")),
    ),
    "planning.xlsx": ForeignBook(
        LIST_FR, {"social": 3, "platforms": 2, "themes": 3}, "fr",
        posts=posts(("2027-01-12", "Instagram", "La nuit au fournil"), ("2027-01-15", "Facebook", "Le levain"),
                    ("2027-01-18", "Facebook", "Galette du lundi")),
    ),
    "months.xlsx": ForeignBook(
        TAB_A_MONTH, {"social": 3, "platforms": 2},
        posts=posts(("2027-01-12", "LinkedIn", "Hello"), ("2027-02-02", "LinkedIn", "Winter tips"),
                    ("2027-02-04", "X", "Poll")),
    ),
    "beside.xlsx": ForeignBook(
        MONTHS_BESIDE, {"social": 5, "platforms": 2}, "fr",
        posts=posts(("2027-01-04", "Instagram", "Vœux"), ("2027-01-08", "Facebook", "Galette"),
                    ("2027-01-11", "Instagram", "Soldes"), ("2027-02-01", "Instagram", "Chandeleur"),
                    ("2027-02-14", "Facebook", "Saint-Valentin")),
    ),
    "fusion.xlsx": ForeignBook(
        MERGED_DAYS, {"social": 4, "platforms": 3}, "fr",
        posts=posts(("2027-01-04", "Instagram", "Vœux"), ("2027-01-04", "Facebook", "Vœux aussi"),
                    ("2027-01-04", "LinkedIn", "Recrutement"), ("2027-01-05", "Instagram", "Coulisses")),
    ),
    "again.xlsx": ForeignBook(
        HEADINGS_AGAIN, {"social": 3, "platforms": 2},
        posts=posts(("2027-01-04", "Instagram", "New year"), ("2027-01-11", "Facebook", "Sales"),
                    ("2027-01-13", "Instagram", "Team")),
    ),
    "reseaux.xlsx": ForeignBook(
        NETWORK_A_TAB, {"social": 3, "platforms": 2}, "fr",
        posts=posts(("2027-01-05", "Instagram", "Le ficus"), ("2027-01-07", "Instagram", "Avant / après"),
                    ("2027-01-06", "LinkedIn", "Nous recrutons")),
    ),
    "ideas.xlsx": ForeignBook(IDEA_BANK, {**_SALON, "content": 2, "editorial": 1}),
    "weeks.xlsx": ForeignBook(
        WEEK_GRIDS, {"social": 7, "platforms": 2},
        posts=posts(("2027-01-04", "Instagram", "Monday mood"), ("2027-01-06", "Instagram", "Team photo"),
                    ("2027-01-08", "Instagram", "Offer"), ("2027-01-05", "Facebook", "Blog post"),
                    ("2027-01-07", "Facebook", "Question"), ("2027-01-11", "Instagram", "Quote"),
                    ("2027-01-15", "Instagram", "Recap")),
    ),
    "mois.xlsx": ForeignBook(
        MONTH_GRID, {"social": 4, "platforms": 2, "editorial": 1}, "fr",
        posts=posts(("2027-01-01", "Instagram", "Bonne année"), ("2027-01-05", "Facebook", "La galette"),
                    ("2027-01-05", "Instagram", "Coulisses"), ("2027-01-08", "Facebook", "Soldes")),
    ),
    "networks.xlsx": ForeignBook(
        NETWORK_COLUMNS, {"social": 3, "platforms": 3},
        posts=posts(("2027-01-04", "Facebook", "Kick-off"), ("2027-01-04", "Instagram", "Kick-off"),
                    ("2027-01-07", "LinkedIn", "Hiring")),
    ),
    "cases.xlsx": ForeignBook(
        NETWORK_BOXES, {"social": 3, "platforms": 3, "editorial": 1}, "fr",
        posts=posts(("2027-01-04", "FB", "Vœux"), ("2027-01-04", "IG", "Vœux"),
                    ("2027-01-08", "LinkedIn", "Recrutement")),
    ),
    "dates.xlsx": ForeignBook(
        DATES_AS_COLUMNS, {"social": 3, "platforms": 2},
        posts=posts(("2027-01-04", "Instagram", "Quote"), ("2027-01-06", "Instagram", "Reel: the team"),
                    ("2027-01-05", "Newsletter", "January news")),
    ),
    "notion.csv": ForeignBook(
        NOTION, {"social": 3, "platforms": 2, "themes": 2, "content": 1},
        posts=posts(("2027-01-05", "Instagram", "Behind the counter"), ("2027-01-05", "Facebook", "Behind the counter"),
                    ("2027-03-02", "Instagram", "Spring menu")),
    ),
    "trello.csv": ForeignBook(
        TRELLO, {"social": 2, "platforms": 2, "editorial": 1},
        posts=posts(("2027-01-14", "Instagram", "Teaser video"), ("2027-01-20", "LinkedIn", "Recap of the fair")),
    ),
    "airtable.csv": ForeignBook(
        AIRTABLE, {"social": 2, "platforms": 2},
        posts=posts(("2027-01-04", "Instagram", "Opening day"), ("2027-01-06", "Facebook", "Our bread")),
    ),
    "excel.csv": ForeignBook(
        EXCEL_CSV_FR, {"social": 2, "platforms": 2, "themes": 2}, "fr",
        posts=posts(("2027-01-04", "Facebook", "Où en est le four ?"), ("2027-01-06", "Instagram", "L'été en février")),
    ),
    "tabbed.tsv": ForeignBook(
        TABBED, {"social": 2, "platforms": 2},
        posts=posts(("2027-01-04", "Bluesky", "Hello there"), ("2027-01-05", "Mastodon", "Again")),
    ),
}  # fmt: skip
