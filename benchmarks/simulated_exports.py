"""The files of results that platforms would give of invented posts, in the shapes of `calgen/results/sources.toml`.

English titles are those of the platforms' files; French ones are those that public programs read (docs/results.md).
Files whose French titles nobody has seen are written in English.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import xlsxwriter

from benchmarks.simulated_links import changing_code
from benchmarks.simulated_newsletters import newsletter_report
from benchmarks.simulated_posts import SimulatedPost, World
from calgen.plan.days.time_zones import in_zone

Rows = Sequence[Sequence[object]]
_PACIFIC = "America/Los_Angeles"
_MONTHS_FR = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December")  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

FACEBOOK = {
    "en": (
        "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Caption type",
        "Permalink", "Is crosspost", "Is share", "Post type", "Languages", "Custom labels", "Funded content status",
        "Data comment", "Date", "Views", "Reach", "Reactions, Comments and Shares", "Reactions", "Comments", "Shares",
        "Total clicks", "Link Clicks", "Other Clicks", "Seconds viewed", "Average Seconds viewed",
    ),
    "fr": (
        "Identifiant de la publication", "ID de la Page", "Nom de la page", "Titre", "Description",
        "Heure de publication", "Permalien", "Est un partage", "Type de publication", "Vues", "Couverture",
        "Réactions, commentaires et partages", "Réactions", "Commentaires", "Partages", "Total des clics",
        "Clics sur un lien",
    ),
}  # fmt: skip
INSTAGRAM = {
    "en": (
        "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time",
        "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments",
        "Saves",
    ),
    "fr": (
        "Identifiant de la publication", "Nom d'utilisateur du compte", "Nom du compte", "Description",
        "Heure de publication", "Permalien", "Type de publication", "Vues", "Couverture", "J'aime", "Partages",
        "Commentaires", "Enregistrements",
    ),
}  # fmt: skip
LINKEDIN = (
    "Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date",
    "Campaign end date", "Audience", "Impressions", "Views", "Offsite Views", "Clicks", "Click through rate (CTR)",
    "Likes", "Comments", "Reposts", "Follows", "Engagement rate", "Content Type",
)  # fmt: skip
X = (
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares",
    "New follows", "Replies", "Reposts", "Profile visits", "Detail Expands", "URL Clicks", "Hashtag Clicks",
    "Permalink Clicks",
)  # fmt: skip
TIKTOK = ("Time", "Video title", "Video link", "Post time", "Total likes", "Total comments", "Total shares",
          "Total views")  # fmt: skip
YOUTUBE = {
    "en": ("Content", "Video title", "Video publish time", "Duration", "Views", "Watch time (hours)", "Impressions",
           "Likes", "Comments added", "Shares"),
    "fr": ("Contenu", "Titre de la vidéo", "Heure de publication de la vidéo", "Durée", "Vues",
           "Durée de visionnage (heures)", "Impressions", "J'aime", "Commentaires ajoutés", "Partages"),
}  # fmt: skip
ANALYTICS = ("Session manual ad content", "Session campaign", "Sessions", "Key events")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of results as its platform gives it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a file is about, both included, and the day on which it was asked for."""

    first: date
    last: date
    asked: date


def export_files(posts: Iterable[SimulatedPost], world: World, period: Period) -> tuple[ExportedFile, ...]:
    """The files of all platforms of the posts of a period: one for each network or newsletter, and the analytics."""
    inside = [post.as_of(period.asked) for post in posts if period.first <= post.at.date() <= period.last]
    writers: Mapping[str, Callable[[Sequence[SimulatedPost], World, Period], ExportedFile]] = {
        "facebook": _facebook,
        "instagram": _instagram,
        "linkedin": _linkedin,
        "x": _x,
        "tiktok": _tiktok,
        "youtube": _youtube,
    }
    found = []
    for network, write in writers.items():
        if own := [post for post in inside if post.network == network]:
            found.append(write(own, world, period))
    for post in inside:
        if post.network == "newsletter":
            name = f"campaign_report_{post.native_id[-6:]}_{post.at:%Y%m%d}.csv"
            found.append(ExportedFile(name, newsletter_report(post)))
    return (*found, _analytics(inside, period))


def _csv(rows: Iterable[Sequence[object]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def _cells(titles: Sequence[str], values: Mapping[str, object]) -> list[object]:
    """A row under titles that may be in any of the languages of `values`."""
    return [values.get(title, "") for title in titles]


def _meta_name(period: Period, kind: int) -> str:
    first, last = (f"{_MONTHS_EN[day.month - 1]}-{day:%d-%Y}" for day in (period.first, period.last))
    return f"{first}_{last}_{1_080_000_000_000_000 + 37 * period.asked.toordinal() + kind}.csv"


def _meta_hour(at: datetime, world: World) -> str:
    local = in_zone(at, world.zone, _PACIFIC)
    return f"{local:%d/%m/%Y %H:%M}" if world.language == "fr" else f"{local:%m/%d/%Y %H:%M}"


def _facebook(posts: Sequence[SimulatedPost], world: World, period: Period) -> ExportedFile:
    titles, rows = FACEBOOK[world.language], []
    for post in posts:
        code = changing_code(post.native_id, Random(f"{post.native_id} {period.asked}"))
        link, total = f"{post.url.rsplit('/', 1)[0]}/pfbid0{code}", post.reactions + post.comments + post.shares
        hour, kind = _meta_hour(post.at, world), "Stories" if post.is_story else "Photos"
        words = "" if post.is_story else post.text
        english = {
            "Post ID": post.native_id, "Page ID": "100064", "Page name": post.account, "Title": words,
            "Description": words, "Publish time": hour, "Permalink": link, "Is crosspost": 0, "Is share": 0,
            "Post type": kind, "Date": "Lifetime", "Views": post.impressions, "Reach": post.impressions * 4 // 5,
            "Reactions, Comments and Shares": total, "Reactions": post.reactions, "Comments": post.comments,
            "Shares": post.shares, "Total clicks": 2 * post.clicks, "Link Clicks": post.clicks,
            "Other Clicks": post.clicks,
        }  # fmt: skip
        french = {
            "Identifiant de la publication": post.native_id, "ID de la Page": "100064", "Nom de la page": post.account,
            "Titre": words, "Heure de publication": hour, "Permalien": link, "Est un partage": 0,
            "Type de publication": kind, "Vues": post.impressions, "Couverture": post.impressions * 4 // 5,
            "Réactions, commentaires et partages": total, "Réactions": post.reactions, "Commentaires": post.comments,
            "Partages": post.shares, "Total des clics": 2 * post.clicks, "Clics sur un lien": post.clicks,
        }  # fmt: skip
        rows.append(_cells(titles, english | french))
    return ExportedFile(_meta_name(period, 1), _csv([titles, *rows], "utf-8-sig"))


def _instagram(posts: Sequence[SimulatedPost], world: World, period: Period) -> ExportedFile:
    titles, rows = INSTAGRAM[world.language], []
    for post in posts:
        hour, kind = _meta_hour(post.at, world), "IG story" if post.is_story else "IG image"
        user, saves = post.account.lstrip("@"), post.reactions // 6
        likes = post.reactions - saves
        english = {
            "Post ID": post.native_id, "Account ID": "17841400", "Account username": user, "Account name": user,
            "Description": "" if post.is_story else post.text, "Publish time": hour, "Permalink": post.url,
            "Post type": kind, "Date": "Lifetime", "Views": post.impressions, "Reach": post.impressions * 4 // 5,
            "Likes": likes, "Shares": post.shares, "Follows": 0, "Comments": post.comments, "Saves": saves,
        }  # fmt: skip
        french = {
            "Identifiant de la publication": post.native_id, "Nom d'utilisateur du compte": user, "Nom du compte": user,
            "Heure de publication": hour, "Permalien": post.url, "Type de publication": kind,
            "Vues": post.impressions, "Couverture": post.impressions * 4 // 5, "J'aime": likes,
            "Partages": post.shares, "Commentaires": post.comments, "Enregistrements": saves,
        }  # fmt: skip
        rows.append(_cells(titles, english | french))
    return ExportedFile(_meta_name(period, 2), _csv([titles, *rows], "utf-8-sig"))


def _linkedin(posts: Sequence[SimulatedPost], world: World, period: Period) -> ExportedFile:
    rows: list[Sequence[object]] = [("Engagement of the posts of the page over the period",), LINKEDIN]
    for post in posts:
        values = {
            "Post title": post.text, "Post link": post.url, "Post type": "Organic", "Posted by": post.account,
            "Created date": f"{post.at:%m/%d/%Y}", "Audience": "All followers", "Impressions": post.impressions,
            "Views": "", "Clicks": post.clicks, "Likes": post.reactions, "Comments": post.comments,
            "Reposts": post.shares, "Follows": 0, "Content Type": "Article",
        }  # fmt: skip
        rows.append([values.get(title, "") for title in LINKEDIN])
    days = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
    by_day = {day: sum(post.impressions for post in posts if post.at.date() == day) for day in days}
    metrics: list[Sequence[object]] = [("Daily figures of the page",), ("Date", "Impressions (organic)")]
    metrics += [(f"{day:%m/%d/%Y}", by_day[day]) for day in days]
    name = f"{(posts[0].account or 'page').casefold()}_content_{period.asked:%Y%m%d}.xlsx"
    return ExportedFile(name, _workbook({"Metrics": metrics, "All posts": rows}))


def _workbook(sheets: Mapping[str, Rows]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2027, 1, 1)})  # noqa: DTZ001
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def _x(posts: Sequence[SimulatedPost], world: World, period: Period) -> ExportedFile:
    rows = []
    for post in posts:
        day = f"{_DAYS[post.at.weekday()]}, {_MONTHS_EN[post.at.month - 1]} {post.at.day}, {post.at.year}"
        total = post.reactions + post.comments + post.shares + 2 * post.clicks
        words = " ".join(post.text.split())
        rows.append((post.native_id, day, words, post.url, post.impressions, post.reactions, total, 0, 0, 0,
                     post.comments, post.shares, 0, post.clicks, post.clicks, 0, 0))  # fmt: skip
    name = f"account_analytics_content_{period.first}_{period.last}.csv"
    return ExportedFile(name, _csv([X, *rows]))


def _tiktok(posts: Sequence[SimulatedPost], world: World, period: Period) -> ExportedFile:
    rows = [
        (f"{period.asked}", post.text.replace("\n", " "), post.url,
         f"{_LONG_MONTHS[post.at.month - 1]} {post.at.day}", post.reactions, post.comments, post.shares,
         post.impressions)
        for post in posts
    ]  # fmt: skip
    content = _csv([TIKTOK, *rows], "utf-8-sig")
    return ExportedFile(f"Content_{posts[0].account.lstrip('@') or 'page'}.zip", _zip({"Content.csv": content}))


def _youtube(posts: Sequence[SimulatedPost], world: World, period: Period) -> ExportedFile:
    def day(at: datetime) -> str:
        if world.language == "fr":
            return f"{at.day} {_MONTHS_FR[at.month - 1]} {at.year}"
        return f"{_MONTHS_EN[at.month - 1]} {at.day}, {at.year}"

    titles = YOUTUBE[world.language]
    total = ("Total", "", "", "", sum(post.impressions for post in posts), "", "", "", "", "")
    rows = [
        (post.native_id, post.text.split("\n")[0][:100], day(post.at), 95, post.impressions, "", 9 * post.impressions,
         post.reactions, post.comments, post.shares)
        for post in posts
    ]  # fmt: skip
    members = {"Table data.csv": _csv([titles, total, *rows], "utf-8-sig"),
               "Totals.csv": _csv([("Date", titles[4]), (f"{period.last}", total[4])], "utf-8-sig")}  # fmt: skip
    if world.language == "fr":
        names = {"Table data.csv": "Informations relatives aux tableaux.csv", "Totals.csv": "Totaux.csv"}
        members = {names[name]: data for name, data in members.items()}
    return ExportedFile(f"Content {period.first}_{period.last} {posts[0].account or 'Channel'}.zip", _zip(members))


def _zip(members: Mapping[str, bytes]) -> bytes:
    """Files in an archive, whose bytes do not depend on the clock nor on the version of the compressor."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2027, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def _analytics(posts: Sequence[SimulatedPost], period: Period) -> ExportedFile:
    """The visits by number of post, for links that carry it; those of all others are together in one line."""
    tagged = [post for post in posts if post.tag]
    rest = sum(post.clicks for post in posts) - sum(post.clicks for post in tagged)
    notes = ["# ----------------------------------------", "# Traffic acquisition: manual ad content",
             f"# Start date: {period.first:%Y%m%d}", f"# End date: {period.last:%Y%m%d}",
             "# ----------------------------------------"]  # fmt: skip
    rows: list[Sequence[object]] = [ANALYTICS]
    rows += [(post.tag, post.campaign, post.clicks, post.conversions) for post in tagged if post.clicks]
    rows.append(("(not set)", "(not set)", rest, 0))
    rows.append(("", "", sum(post.clicks for post in posts), sum(post.conversions for post in tagged), "Grand total"))
    text = "\n".join(notes).encode() + b"\n" + _csv(rows)
    return ExportedFile(f"analytics_{period.first}_{period.last}.csv", text)
