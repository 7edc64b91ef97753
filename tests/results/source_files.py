# ruff: noqa: E501 -- headings of files
"""Files of results as each source writes them, with what they say: all data is invented, the shapes are those of the
real files (docs/results.md). Nothing here uses calgen: what a file says is known by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS, PACIFIC, UTC = ZoneInfo("Europe/Paris"), ZoneInfo("America/Los_Angeles"), ZoneInfo("UTC")
_BASE_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FRENCH_MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
LONG_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


@dataclass(frozen=True)
class Published:
    """A post as it was: when (in Paris), what it said, and how it did."""

    n: int
    at: datetime
    text: str
    views: int
    likes: int
    comments: int
    shares: int
    saves: int
    clicks: int


POSTS = tuple(
    Published(n, datetime(2026, month, day, hour, minute, tzinfo=PARIS), text, 1234 * n + 7, 900 + n, 20 + n, n, 2 * n, 11 * n)
    for n, (month, day, hour, minute, text) in enumerate(
        [
            (9, 4, 9, 30, "Avant et après : la coupe de Chloé, en trois étapes"),
            (9, 12, 18, 12, "Rentrée au salon; nos horaires changent, venez tôt"),
            (9, 28, 7, 5, 'Le mot du lundi : « prendre soin », c\'est "dire oui"'),
            (10, 9, 23, 50, "Une nuit au salon\navec toute l'équipe"),
        ],
        1,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a file says of a post: its day and, where it tells the hour, the moment in Paris; its figures."""

    day: date | None
    at: datetime | None
    figures: Mapping[str, int]


@dataclass(frozen=True)
class SourceFile:
    """A file: lines above the headings, the table, and by the text, tag or link of each row what it says.

    `times` are the columns of days, `ids` those of long numbers, `optional` those that a file may lack without saying
    less than `said`.
    """

    source: str
    table: Sequence[Sequence[str]]
    said: Mapping[str, Said]
    above: Sequence[Sequence[str]] = ()
    by: str = "text"
    numbers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    by_position: bool = False
    sheets: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)  # others of its workbook


def base_64(number: int) -> str:
    code = ""
    while number:
        number, digit = divmod(number, 64)
        code = _BASE_64[digit] + code
    return code


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def minute(at: datetime) -> datetime:
    return at.astimezone(PARIS).replace(tzinfo=None, second=0, microsecond=0)


def engagement(post: Published, *parts: str) -> int:
    return sum(getattr(post, part) for part in parts)


# -- the sources --------------------------------------------------------------------------------------------------


def facebook(*, french: bool = False) -> SourceFile:
    head = ("Post ID,Page ID,Page name,Title,Description,Publish time,Permalink,Post type,Date,Views,Reach,"
            "Reactions|Comments and Shares,Reactions,Comments,Shares,Total clicks,Link Clicks")  # fmt: skip
    if french:
        head = ("Identifiant de la publication,ID de la Page,Nom de la page,Titre,Description,Heure de publication,"
                "Permalien,Type de publication,Data,Vues,Couverture,Réactions| commentaires et partages,Réactions,"
                "Commentaires,Partages,Total des clics,Clics sur un lien")  # fmt: skip
    titles = [title.replace("|", ",").replace("Reactions,C", "Reactions, C") for title in head.split(",")]
    form = "%d/%m/%Y %H:%M" if french else "%m/%d/%Y %H:%M"
    rows = [[f"1220939{post.n:010d}", "7", "Salon Léa", "", post.text, post.at.astimezone(PACIFIC).strftime(form),
             f"https://www.facebook.com/salon/posts/pfbid02abc{post.n}", "Photos", "Lifetime", str(post.views), "90",
             str(engagement(post, "likes", "comments", "shares")), str(post.likes), str(post.comments), str(post.shares),
             "999", str(post.clicks)] for post in POSTS]  # fmt: skip
    said = {post.text: Said(post.at.date(), minute(post.at), {
        "impressions": post.views, "engagements": engagement(post, "likes", "comments", "shares"), "clicks": post.clicks,
    }) for post in POSTS}  # fmt: skip
    return SourceFile("meta_facebook", [titles, *rows], said, numbers=(titles[9], titles[11]), times=(titles[5],),
                      ids=(titles[0],), optional=(titles[1], titles[7], titles[10], titles[12], titles[15]))  # fmt: skip


def instagram_link(at: datetime, post: Published) -> str:
    code = base_64((milliseconds(at) - 1314220021721 << 23) | post.n)
    return f"https://www.instagram.com/{'reel' if post.n % 2 else 'p'}/{code}/"


def instagram(*, french: bool = False, zone: ZoneInfo = PACIFIC) -> SourceFile:
    titles = ["Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments", "Saves"]  # fmt: skip
    if french:
        titles = ["Identifiant de la publication", "Identifiant", "Compte", "Nom", "Description", "Durée", "Heure de publication", "Permalien", "Type de publication", "Remarque", "Data", "Vues", "Couverture", "J'aime", "Partages", "Suivis", "Commentaires", "Enregistrements"]  # fmt: skip
    form = "%d/%m/%Y %H:%M" if french else "%m/%d/%Y %H:%M"
    rows = [[f"1793939{post.n:010d}", "7", "salonlea", "Salon Léa", post.text, "0", post.at.astimezone(zone).strftime(form),
             instagram_link(post.at, post), "IG image", "", "Lifetime", str(post.views), "60", str(post.likes),
             str(post.shares), "3", str(post.comments), str(post.saves)] for post in POSTS]  # fmt: skip
    said = {post.text: Said(post.at.date(), minute(post.at), {
        "impressions": post.views, "engagements": engagement(post, "likes", "comments", "shares", "saves"),
    }) for post in POSTS}  # fmt: skip
    return SourceFile("meta_instagram", [titles, *rows], said, numbers=(titles[11], titles[13]), times=(titles[6],),
                      ids=(titles[0],), optional=(titles[1], titles[5], titles[12], titles[15]))  # fmt: skip


def linkedin_link(at: datetime, post: Published) -> str:
    return f"https://www.linkedin.com/feed/update/urn:li:activity:{(milliseconds(at) << 22) | post.n}"


def linkedin(*, known: bool = True) -> SourceFile:
    titles = ["Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date", "Campaign end date", "Audience", "Impressions", "Views", "Offsite Views", "Clicks", "Click through rate (CTR)", "Likes", "Comments", "Reposts", "Follows", "Engagement rate", "Content Type"]  # fmt: skip
    rows = [[post.text, linkedin_link(post.at, post), "Organic", "", "Ann", post.at.strftime("%m/%d/%Y"), "", "", "All",
             str(post.views), "", "", str(post.clicks), "0.04", str(post.likes), str(post.comments), str(post.shares), "1",
             "0.1", "Image"] for post in POSTS]  # fmt: skip
    said = {post.text: Said(post.at.date(), minute(post.at), {
        "impressions": post.views, "engagements": engagement(post, "likes", "comments", "shares"), "clicks": post.clicks,
    }) for post in POSTS}  # fmt: skip
    metrics = [["Metrics of your page"], ["Date", "Impressions (organic)", "Clicks (organic)"], ["09/04/2026", "5", "1"]]
    if not known:
        titles = [f"Spalte {n}" for n in range(20)]
    return SourceFile("linkedin_page", [titles, *rows], said, [["The posts of your page over the period"]],
                      numbers=(titles[9],), times=(titles[5],), optional=() if not known else (titles[3], titles[18]),
                      by_position=not known, sheets={"Metrics": metrics})  # fmt: skip


def x(*, known: bool = True) -> SourceFile:
    titles = ["Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows", "Replies", "Reposts", "Profile visits", "Detail Expands", "URL Clicks", "Hashtag Clicks", "Permalink Clicks"]  # fmt: skip
    ids = {post.n: (milliseconds(post.at) - 1288834974657 << 22) | post.n for post in POSTS}
    rows = [[str(ids[post.n]), f"{WEEKDAYS[post.at.weekday()]} {MONTHS[post.at.month - 1]} {post.at.day:02d} {post.at.year}",
             " ".join(post.text.split()), f"https://x.com/salon/status/{ids[post.n]}", str(post.views), str(post.likes),
             "9999", str(post.saves), str(post.shares), "0", str(post.comments), "4", "8", "9", str(post.clicks), "0", "0"]
            for post in POSTS]  # fmt: skip
    said = {" ".join(post.text.split()): Said(post.at.date(), minute(post.at), {
        "impressions": post.views, "clicks": post.clicks,
        "engagements": engagement(post, "likes", "comments", "shares", "saves") + 4,
    }) for post in POSTS}  # fmt: skip
    if not known:
        titles = [f"項目{n}" for n in range(17)]
    return SourceFile("x", [titles, *rows], said, ids=(titles[0],), by_position=not known, times=(titles[1],),
                      numbers=(titles[4],), optional=() if not known else (titles[9], titles[12], titles[16]))  # fmt: skip


def old_x() -> SourceFile:
    titles = ["Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets", "replies", "likes", "user profile clicks", "url clicks"]  # fmt: skip
    ids = {post.n: (milliseconds(post.at) - 1288834974657 << 22) | post.n for post in POSTS}
    rows = [[str(ids[post.n]), f"https://twitter.com/salon/status/{ids[post.n]}", post.text,
             post.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M +0000"), f"{post.views}.0", "99.0", "0.1", f"{post.shares}.0",
             f"{post.comments}.0", f"{post.likes}.0", "1.0", f"{post.clicks}.0"] for post in POSTS]  # fmt: skip
    said = {post.text: Said(post.at.date(), minute(post.at), {
        "impressions": post.views, "engagements": engagement(post, "likes", "comments", "shares"), "clicks": post.clicks,
    }) for post in POSTS}  # fmt: skip
    return SourceFile("x_before_2024", [titles, *rows], said, ids=(titles[0],), times=(titles[3],),
                      optional=(titles[6], titles[10]))  # fmt: skip


def tiktok(*, japanese: bool = False) -> SourceFile:
    titles = ["Time", "Video title", "Video link", "Post time", "Total likes", "Total comments", "Total shares", "Total views"]
    if japanese:
        titles = ["日付", "動画タイトル", "動画リンク", "投稿日", "いいね", "コメント", "シェア", "再生数"]
    days = {post.n: f"{post.at.month}月{post.at.day}日" if japanese else f"{LONG_MONTHS[post.at.month - 1]} {post.at.day}"
            for post in POSTS}  # fmt: skip
    rows = [["January 15", post.text.replace("\n", " "),
             f"https://www.tiktok.com/@salon/video/{(int(post.at.timestamp()) << 32) | post.n}", days[post.n],
             str(post.likes), str(post.comments), str(post.shares), str(post.views)] for post in POSTS]  # fmt: skip
    said = {post.text.replace("\n", " "): Said(post.at.date(), minute(post.at), {
        "impressions": post.views, "engagements": engagement(post, "likes", "comments", "shares"),
    }) for post in POSTS}  # fmt: skip
    return SourceFile("tiktok", [titles, *rows], said, numbers=(titles[7],), times=(titles[3],), optional=(titles[0],))


def youtube(*, french: bool = False) -> SourceFile:
    titles = ["Content", "Video title", "Video publish time", "Duration", "Views", "Watch time (hours)", "Subscribers", "Impressions", "Impressions click-through rate (%)", "Likes", "Comments added", "Shares"]  # fmt: skip
    if french:
        titles = ["Contenu", "Titre de la vidéo", "Heure de publication de la vidéo", "Durée", "Vues", "Durée de visionnage (heures)", "Abonnés", "Impressions", "Taux de clics par impression (%)", "J'aime", "Commentaires ajoutés", "Partages"]  # fmt: skip
    days = {post.n: f"{post.at.day} {FRENCH_MONTHS[post.at.month - 1]} {post.at.year}" if french
            else f"{MONTHS[post.at.month - 1]} {post.at.day}, {post.at.year}" for post in POSTS}  # fmt: skip
    rows = [[f" -abcdefgh_{post.n}", post.text.replace("\n", " "), days[post.n], "60", str(post.views), "12.5", "3", "99999",
             "6,58" if french else "6.58", str(post.likes), str(post.comments), str(post.shares)] for post in POSTS]  # fmt: skip
    total = ["Total", "", "", "", "99999", "99", "9", "999999", "5,1" if french else "5.1", "9999", "99", "99"]
    said = {post.text.replace("\n", " "): Said(post.at.date(), None, {
        "impressions": post.views, "engagements": engagement(post, "likes", "comments", "shares"),
    }) for post in POSTS}  # fmt: skip
    return SourceFile("youtube", [titles, total, *rows], said, numbers=(titles[4], titles[9]), times=(titles[2],),
                      optional=(titles[3], titles[5], titles[7]))  # fmt: skip


def analytics() -> SourceFile:
    titles = ["Session manual ad content", "Session campaign", "Sessions", "Engaged sessions", "Key events"]
    rows = [[f"P{post.n:04d}", "rentree", str(post.clicks + 1000), "9", str(post.n)] for post in POSTS]
    said = {f"P{post.n:04d}": Said(None, None, {"clicks": post.clicks + 1000, "conversions": post.n}) for post in POSTS}
    above = [["# ----------------------------------------"], ["# Start date: 20260901"], ["# End date: 20260930"], ["#"]]
    total = ["Grand total", "", "99999", "99", "99"]
    return SourceFile("analytics", [titles, *rows, total], said, above, "tag", numbers=(titles[2],),
                      optional=(titles[1], titles[3]))  # fmt: skip


def sprout() -> SourceFile:
    titles = ["Date", "Link", "Post", "Network", "Profile", "Impressions", "Engagements", "Post Link Clicks"]
    rows = [[post.at.strftime("%Y-%m-%d %H:%M"), f"https://www.facebook.com/salon/posts/pfbid02abc{post.n}", post.text,
             "Facebook", "Salon Léa", str(post.views), str(post.likes), str(post.clicks)] for post in POSTS]  # fmt: skip
    said = {post.text: Said(post.at.date(), minute(post.at), {
        "impressions": post.views, "engagements": post.likes, "clicks": post.clicks}) for post in POSTS}  # fmt: skip
    return SourceFile("sprout", [titles, *rows], said, numbers=("Impressions",), times=("Date",), optional=("Profile",))


def meltwater() -> SourceFile:
    titles = ["Created time (UTC)", "Permalink", "Engagements", "Impressions"]
    rows = [[post.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M"), f"https://www.facebook.com/salon/posts/pfbid02abc{post.n}",
             str(post.likes), str(post.views)] for post in POSTS]  # fmt: skip
    said = {f"facebook:pfbid02abc{post.n}": Said(post.at.date(), minute(post.at), {
        "impressions": post.views, "engagements": post.likes}) for post in POSTS}  # fmt: skip
    return SourceFile("meltwater", [titles, *rows], said, by="key", numbers=("Impressions",), times=(titles[0],))


def any_table(*, french: bool = False) -> SourceFile:
    titles = "Jour,Texte,Vues,Clics" if french else "Date,Caption,Views,Clicks"
    rows = [[post.at.strftime("%Y-%m-%d"), post.text, str(post.views), str(post.clicks)] for post in POSTS]
    said = {post.text: Said(post.at.date(), None, {"impressions": post.views, "clicks": post.clicks}) for post in POSTS}
    columns = titles.split(",")
    return SourceFile("generic", [columns, *rows], said, numbers=(columns[2],), times=(columns[0],))


SOURCES: Mapping[str, Callable[[], SourceFile]] = {
    "Facebook, en": facebook,
    "Facebook, fr": lambda: facebook(french=True),
    "Instagram, en": instagram,
    "Instagram, fr": lambda: instagram(french=True),
    "Instagram, another zone": lambda: instagram(zone=ZoneInfo("Asia/Kolkata")),
    "LinkedIn page, en": linkedin,
    "LinkedIn page, another language": lambda: linkedin(known=False),
    "X, en": x,
    "X, another language": lambda: x(known=False),
    "X before 2024": old_x,
    "TikTok, en": tiktok,
    "TikTok, ja": lambda: tiktok(japanese=True),
    "YouTube, en": youtube,
    "YouTube, fr": lambda: youtube(french=True),
    "Google Analytics": analytics,
    "Sprout": sprout,
    "Meltwater": meltwater,
    "any table, en": any_table,
    "any table, fr": lambda: any_table(french=True),
}
