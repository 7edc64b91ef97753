"""Exports of other programs with all that these put into a cell, and templates as they go round."""

from __future__ import annotations

from datetime import date, time

from foreign_books import ForeignBook, book
from foreign_calendars import posts

NOTION_RANGES = (
    "\ufeffName,Status,Publish date,Platform,Tags,Campaign,Source\n"
    'Launch week,In progress,"January 5, 2027 → January 9, 2027","Instagram, LinkedIn","launch, team",'
    "Spring launch (https://www.notion.example/Spring-1a2b),https://www.notion.example/x\n"
    'Live,Scheduled,"January 12, 2027 6:00 PM (GMT+1) → 7:00 PM",Instagram,launch,,\n'
    'Some day,Not started,,"Instagram, LinkedIn",,,\n'
).encode()

TRELLO_BOARD = (
    b"Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,Vote Count,List ID,List Name,Archived,"
    b"Start Date,Due Complete\n"
    b'5f1,Teaser,https://trello.example/c/1,"Text one","Instagram (pink),Promo (green)","ana (Ana Li),ben (Ben)",'
    b"2027-01-14T09:00:00.000Z,0,l1,In progress,false,2027-01-10T09:00:00.000Z,false\n"
    b'5f2,Recap,https://trello.example/c/2,,"LinkedIn (blue),Facebook (sky),Team (red),Fair (lime_dark)",,'
    b"2027-01-20T08:30:00.000Z,0,l2,Done,false,,true\n"
)

CLICKUP = (
    b'"Task Type","Task ID","Task Name","Task Content","Status","Date Created","Due Date Text","Assignees","Priority",'
    b'"Tags","List Name","Channel (drop down)","Publish date (date)"\n'
    b'"Task","86a1","Spring teaser","Body","in progress","1764547200000","1/11/2027","[Ana Li]","high","[promo,team]",'
    b'"Content calendar","Instagram","1/12/2027"\n'
    b'"Task","86a2","Hiring post","","to do","1764547200000","1/13/2027","[Ana Li,Ben]","","[]","Content calendar",'
    b'"LinkedIn","1/14/2027"\n'
)

ASANA = (
    b"Task ID,Created At,Completed At,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,"
    b"Projects,Parent task,Channel,Content type\n"
    b"120,2026-12-01,,Spring teaser,In progress,Ana Li,ana@a.example,,2027-01-14,promo,Body,Editorial,,Instagram,Reel\n"
    b'121,2026-12-01,2026-12-20,Hiring,Published,Ben,ben@a.example,2027-01-10,2027-01-15,,,Editorial,,'
    b'"LinkedIn, Facebook",Photo\n'
)

_BOARD = ["Name", "Subitems", "Person", "Status", "Publish date", "Channel", "Item ID (auto generated)"]
MONDAY = book(
    {
        "content calendar": [
            ["Content calendar"],
            [],
            ["January"],
            _BOARD,
            ["Spring teaser", None, "Ana Li", "Working on it", date(2027, 1, 12), "Instagram, Facebook", 9912345678],
            [],
            ["February"],
            _BOARD,
            ["Valentine", None, None, "Done", date(2027, 2, 14), "Instagram", 9912345680],
        ]
    }
)

_UPDATES = ["DAY", "DATE", "TIME", "MESSAGE", "LINK", "CAMPAIGN", "CHARACTER COUNT"]
MONTH_WITH_A_KEY = book(
    {
        "Instructions": [["How to use this template"], ["1. Make a copy."]],
        "Monthly Planning Calendar": [
            ["JANUARY 2027"],
            ["KEY:", "Ebook", "Webinar"],
            [],
            ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"],
            [None, None, None, None, None, 1, 2],
            [3, 4, 5, 6, 7, 8, 9],
            [None, "LinkedIn: Kick-off", None, "Webinar teaser (IG)", None, None, None],
        ],
        "Facebook Updates": [_UPDATES, ["Monday", date(2027, 1, 4), time(9, 0), "Happy new year!", None, "New", 15]],
        "Twitter Updates": [_UPDATES, ["Monday", date(2027, 1, 4), time(8, 0), "2027. Let's go.", None, None, 15]],
    },
    {"Monthly Planning Calendar": ["A1:G1"]},
)

DAYS_AS_SECTIONS = book(
    {
        "Social content calendar": [
            ["Week 1"],
            ["January 4 - 10, 2027"],
            ["", "Time (PST)", "Content Type", "Topic", "Social copy", "Network"],
            ["Monday"],
            ["", "9:00 AM", "Evergreen", "Curls", "Curl basics", "Instagram"],
            ["", "5:00 PM EST", "Promo", "Sale", "20% off", "Facebook"],
            ["Tuesday"],
            ["", "12:00 PM", "Evergreen", "Team", "Meet Ana", "LinkedIn"],
        ]
    }
)

DAYS_WITHOUT_YEAR = book(
    {
        "Week 1 (4 Jan 2027)": [
            ["📅 SOCIAL MEDIA SCHEDULE"],
            ["Day", "Time", "📱 Platform", "💡 Content", "✍️ Caption", "✅"],
            ["Mon 4 Jan", "09:00", "Instagram", "Reel: curls", "Look!", True],
            [None, "18:00", "Facebook", "Offer", None, False],
            ["Tue 5 Jan", "12:30", "TikTok", "Trend", None, False],
        ]
    },
    {"Week 1 (4 Jan 2027)": ["A3:A4", "A1:F1"]},
)

WEEKS_AS_ROWS = book(
    {
        "Q1": [
            ["Content Calendar Q1 2027"],
            ["Week of", "Mon", "Tue", "Wed", "Thu", "Fri", "Notes"],
            ["1/4/2027", "IG: Motivation", None, "Blog: Curls", None, "FB: Offer", "busy week"],
            ["1/11/2027", None, "LinkedIn: Hiring", None, None, "IG: Recap", None],
        ]
    }
)

WEEKS_AS_SECTIONS = book(
    {
        "Social Media Plan": [
            ["Task / Post", "Assigned To", "Status", "Start Date", "Due Date", "% Complete", "Platform"],
            ["WEEK 1 – JAN 4"],
            ["Sale", "Ana", "Complete", date(2027, 1, 2), date(2027, 1, 4), 1, "Facebook"],
            ["WEEK 2 – JAN 11"],
            ["Reel", "Ben", "Not Started", date(2027, 1, 8), date(2027, 1, 12), 0, "Instagram"],
        ]
    }
)

DAYS_IN_CELLS = book(
    {
        "March 2027": [
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            ["1\nIG: Spring!", "2", "3\nFB: Offer", "4", "5", "6", "7"],
            ["8", "9\nLinkedIn: Hiring\nIG: Hiring", "10", "11", "12", "13", "14"],
        ]
    }
)

_SUIVI = ["Jour", "Date", "Thème", "Accroche", "Visuel OK", "Publié ?", "Budget"]
TICKED_STEPS = book(
    {
        "Facebook": [
            ["Facebook – Janvier 2027"],
            _SUIVI,
            ["Lun.", 4, "Conseils", "Les bons gestes", True, True, "20 €"],
            ["Jeu.", 7, "Équipe", "Portrait de Léa", True, False, None],
        ],
        "Listes": [["Plateformes", "Statuts"], ["Facebook", "À faire"], ["Instagram", "En cours"]],
    }
)

TOTALS = book(
    {
        "Strategy": [
            ["CONTENT MIX"],
            ["Type", "%"],
            ["Educational", 0.6],
            ["Promotional", 0.4],
            ["Total", 1],
            [],
            ["HOLIDAYS"],
            ["Date", "Holiday", "Idea"],
            ["Feb 14", "Valentine's Day", "Hearts"],
        ]
    }
)

METRICOOL = (
    b"Text,Date,Time,Draft,Facebook,Instagram,LinkedIn\nHello,2027-01-05,09:30:00,FALSE,TRUE,TRUE,FALSE\n"
    b"World,2027-01-06,18:00:00,TRUE,FALSE,FALSE,TRUE\n"
)

DAYS_IN_WORDS = book(
    {
        "Planning": [
            ["Quand ?", "Où ?", "Quoi ?", "Qui ?", "Lien bio"],
            ["mardi 5 janvier 2027 à 18h30", "Facebook", "Vœux", "Léa", "oui"],
            ["jeudi 7 janvier 2027 à 12h", "Instagram", "Galette", "Tom", "non"],
        ]
    }
)

CARDS = book(
    {
        "Content pillars": [
            ["", "Pillar 1", "Pillar 2"],
            ["Name", "Education", "Bargains"],
            ["Description", "Teach hair care", "Offers"],
            ["Share", "60%", "40%"],
            ["Post ideas", "Wash less\nBrush gently", "Monday deal"],
        ],
        "Personas": [["PERSONA 1"], ["Name", "Marie"], ["Networks", "Facebook"], ["Needs", "Quick cuts"]],
        "SWOT": [["Strengths", "Weaknesses"], ["Great team", "No budget"], ["Opportunities", "Threats"], ["TikTok"]],
    }
)

EXPORTS: dict[str, ForeignBook] = {
    "ranges.csv": ForeignBook(
        NOTION_RANGES, {"social": 3, "editorial": 1, "platforms": 2},
        posts=posts(("2027-01-05", "Instagram", "Launch week"), ("2027-01-05", "LinkedIn", "Launch week"),
                    ("2027-01-12", "Instagram", "Live")),
    ),
    "board.csv": ForeignBook(
        TRELLO_BOARD, {"social": 3, "platforms": 3, "themes": 2},
        posts=posts(("2027-01-14", "Instagram", "Teaser"), ("2027-01-20", "LinkedIn", "Recap"),
                    ("2027-01-20", "Facebook", "Recap")),
    ),
    "clickup.csv": ForeignBook(
        CLICKUP, {"social": 2, "platforms": 2},
        posts=posts(("2027-01-12", "Instagram", "Spring teaser"), ("2027-01-14", "LinkedIn", "Hiring post")),
    ),
    "asana.csv": ForeignBook(
        ASANA, {"social": 3, "platforms": 3},
        posts=posts(("2027-01-14", "Instagram", "Spring teaser"), ("2027-01-15", "LinkedIn", "Hiring"),
                    ("2027-01-15", "Facebook", "Hiring")),
    ),
    "monday.xlsx": ForeignBook(
        MONDAY, {"social": 3, "platforms": 2},
        posts=posts(("2027-01-12", "Instagram", "Spring teaser"), ("2027-01-12", "Facebook", "Spring teaser"),
                    ("2027-02-14", "Instagram", "Valentine")),
    ),
    "key.xlsx": ForeignBook(
        MONTH_WITH_A_KEY, {"social": 4, "platforms": 4},
        posts=posts(("2027-01-04", "LinkedIn", "Kick-off"), ("2027-01-06", "IG", "Webinar teaser"),
                    ("2027-01-04", "Facebook", "Happy new year!"), ("2027-01-04", "Twitter", "2027. Let's go.")),
    ),
    "sections.xlsx": ForeignBook(
        DAYS_AS_SECTIONS, {"social": 3, "platforms": 3},
        posts=posts(("2027-01-04", "Instagram", "Curls"), ("2027-01-04", "Facebook", "Sale"),
                    ("2027-01-05", "LinkedIn", "Team")),
    ),
    "yearless.xlsx": ForeignBook(
        DAYS_WITHOUT_YEAR, {"social": 3, "platforms": 3},
        posts=posts(("2027-01-04", "Instagram", "Reel: curls"), ("2027-01-04", "Facebook", "Offer"),
                    ("2027-01-05", "TikTok", "Trend")),
    ),
    "weekrows.xlsx": ForeignBook(
        WEEKS_AS_ROWS, {"social": 5, "platforms": 4},
        posts=posts(("2027-01-04", "IG", "Motivation"), ("2027-01-06", "Blog", "Curls"), ("2027-01-08", "FB", "Offer"),
                    ("2027-01-12", "LinkedIn", "Hiring"), ("2027-01-15", "IG", "Recap")),
    ),
    "weeksections.xlsx": ForeignBook(
        WEEKS_AS_SECTIONS, {"social": 2, "platforms": 2},
        posts=posts(("2027-01-04", "Facebook", "Sale"), ("2027-01-12", "Instagram", "Reel")),
    ),
    "incells.xlsx": ForeignBook(
        DAYS_IN_CELLS, {"social": 4, "platforms": 3},
        posts=posts(("2027-03-01", "IG", "Spring!"), ("2027-03-03", "FB", "Offer"),
                    ("2027-03-09", "LinkedIn", "Hiring"), ("2027-03-09", "IG", "Hiring")),
    ),
    "ticked.xlsx": ForeignBook(
        TICKED_STEPS, {"social": 2, "platforms": 1, "themes": 2}, "fr",
        posts=posts(("2027-01-04", "Facebook", "Les bons gestes"), ("2027-01-07", "Facebook", "Portrait de Léa")),
    ),
    "metricool.csv": ForeignBook(
        METRICOOL, {"social": 3, "platforms": 3},
        posts=posts(("2027-01-05", "Facebook", "Hello"), ("2027-01-05", "Instagram", "Hello"),
                    ("2027-01-06", "LinkedIn", "World")),
    ),
    "mots.xlsx": ForeignBook(
        DAYS_IN_WORDS, {"social": 2, "platforms": 2}, "fr",
        posts=posts(("2027-01-05", "Facebook", "Vœux"), ("2027-01-07", "Instagram", "Galette")),
    ),
    "cards.xlsx": ForeignBook(CARDS, {"themes": 2, "audiences": 1, "settings": 1, "mix": 2}),
    "totals.xlsx": ForeignBook(TOTALS, {"mix": 2, "key_dates": 1}),
}  # fmt: skip
