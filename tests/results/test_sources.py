# ruff: noqa: E501 -- the lines of files
"""Files of results: each source is told by its titles, and its rows become posts. All data is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from benchmarks.simulated_links import base_64
from calgen.book.problems import Refused
from calgen.results.export_tables import ExportTable, read_csv_table
from calgen.results.hour_zones import ReadingOptions
from calgen.results.result_rows import ResultRow, read_posts
from calgen.results.sources import GENERIC, read_table, sources

PARIS = ZoneInfo("Europe/Paris")


def to_paris(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(PARIS).replace(tzinfo=None)


OPTIONS = ReadingOptions(date(2027, 1, 15), to_paris)


def table(text: str, separator: str = ",") -> ExportTable:
    return read_csv_table(text.strip() + "\n", separator, "export.csv")


def posts(text: str, separator: str = ",", options: ReadingOptions = OPTIONS) -> tuple[ResultRow, ...]:
    found = read_table(table(text, separator), {})
    assert found is not None
    return read_posts(found, options).rows


FACEBOOK = """
Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Permalink,Post type,Date,Views,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,Total clicks,Link Clicks
1001,7,Salon Léa,,"Bon
ne année",0,12/31/2026 15:30,https://www.facebook.com/salon/posts/pfbid02abc,Photos,Lifetime,"1,250",900,41,30,8,3,60,12
"""
FACEBOOK_FR = """
Identifiant de la publication;Nom de la page;Titre;Description;Heure de publication;Permalien;Type de publication;Vues;Couverture;Réactions, commentaires et partages;Total des clics;Clics sur un lien
1001;Salon Léa;Bonne année;;31/12/2026 15:30;https://www.facebook.com/salon/posts/pfbid02abc;Photos;1\u202f250;900;41;60;12
"""
INSTAGRAM = """
Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves
18,7,salonlea,Salon Léa,Avant et après,0,09/24/2026 15:30,https://www.instagram.com/p/Ddr9jGEmLMp/,IG image,Lifetime,800,600,40,5,2,6,9
"""
LINKEDIN = """
All the posts of your page
Post title,Post link,Post type,Campaign name,Posted by,Created date,Audience,Impressions,Views,Clicks,Click through rate (CTR),Likes,Comments,Reposts,Follows,Engagement rate
Our checklist,https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000001,Organic,,Ann,02/25/2025,All,420,,17,0.04,20,3,2,1,0.1
"""
X = """
Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks
1212092628029698048,Tue Dec 31 2019,Hello,https://x.com/a/status/1212092628029698048,500,10,99,1,2,0,3,4,8,9,7,0,0
"""
TIKTOK = """
"Time","Video title","Video link","Post time","Total likes","Total comments","Total shares","Total views"
"January 15","Coupe, couleur","https://www.tiktok.com/@a/video/7681870521679564053","September 4","1.2K","3","4","5.678"
"""
YOUTUBE_FR = """
Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues,J'aime,Commentaires ajoutés,Partages,Impressions,Taux de clics par impression (%)
Total,,,,"2 000",90,9,9,"9 000","6,58"
-abcdefghi_,Coiffer des boucles,28 sept. 2026,60,"1\u202f200",80,7,6,"8 000","6,58"
"""
ANALYTICS = """
# ----------------------------------------
# Start date: 20260101
# End date: 20260131
# ----------------------------------------
Session manual ad content,Session campaign,Sessions,Key events
P0012,Rentrée,35,4
(not set),,900,12
Grand total,,935,16
"""


def test_facebook() -> None:
    (post,) = posts(FACEBOOK)
    assert (post.source, post.network, post.id, post.account) == ("meta_facebook", "facebook", "1001", "Salon Léa")
    assert post.key == "facebook:pfbid02abc"
    assert post.text == "Bon\nne année"
    assert post.figures == {"impressions": 1250, "engagements": 41, "clicks": 12}
    assert post.moment == datetime.combine(date(2027, 1, 1), datetime.min.time()) + timedelta(minutes=30)
    assert post.margin == timedelta(hours=10)


def test_facebook_in_french_is_the_same() -> None:
    (english,), (french,) = posts(FACEBOOK), posts(FACEBOOK_FR, ";")
    assert (french.figures, french.moment, french.key) == (english.figures, english.moment, english.key)
    assert french.text == "Bonne année"


def test_instagram_tells_its_own_zone() -> None:
    (post,) = posts(INSTAGRAM)
    assert (post.source, post.network, post.account) == ("meta_instagram", "instagram", "salonlea")
    assert post.figures == {"impressions": 800, "engagements": 60}
    assert post.moment is not None
    assert (post.moment.isoformat(" ", "minutes"), post.margin) == ("2026-09-25 00:30", timedelta())


@pytest.mark.parametrize(("march", "april"), [("04:00", "05:00"), ("21:00", "21:00")], ids=["California", "Tokyo"])
def test_summer_time_begins_in_the_midst_of_a_file(march: str, april: str) -> None:
    """Each row is at noon in UTC, as its link says; the hour that the file gives goes forward in California alone."""
    head, row = INSTAGRAM.strip().splitlines()
    rows = []
    for day, hour in (("02/27", march), ("03/01", march), ("04/01", april)):
        noon = datetime.strptime(f"2027/{day} 12:00 +0000", "%Y/%m/%d %H:%M %z")
        code = base_64(round(noon.timestamp() * 1000) - 1314220021721 << 23)
        rows.append(row.replace("09/24/2026 15:30", f"{day}/2027 {hour}").replace("Ddr9jGEmLMp", code))
    found = [post.moment for post in posts("\n".join([head, *rows]))]
    assert [f"{moment:%m-%d %H:%M}" for moment in found if moment] == ["02-27 13:00", "03-01 13:00", "04-01 14:00"]


def test_linkedin() -> None:
    (post,) = posts(LINKEDIN)
    assert (post.source, post.key) == ("linkedin_page", "linkedin:7300000000000000001")
    assert post.figures == {"impressions": 420, "clicks": 17, "engagements": 25}
    assert post.day == date(2025, 2, 25)


def test_x_has_the_hour_of_its_id() -> None:
    (post,) = posts(X)
    assert post.figures == {"impressions": 500, "engagements": 20, "clicks": 7}
    expected = datetime(2019, 12, 31, 19, 26, 16, tzinfo=UTC).astimezone(PARIS).replace(tzinfo=None)
    assert post.moment is not None
    assert abs(post.moment - expected) <= timedelta(seconds=1)


def test_x_in_another_language_is_told_by_its_links() -> None:
    _, *rest = X.strip().split("\n")
    foreign = "\n".join([",".join(f"t{n}" for n in range(17)), *rest])
    found = read_table(table(foreign), {})
    assert found is not None
    assert found.by_position
    assert read_posts(found, OPTIONS).rows[0].figures == posts(X)[0].figures


def test_tiktok_has_no_year_and_shifted_rows() -> None:
    (post,) = posts(TIKTOK)
    assert (post.day, post.figures) == (date(2026, 9, 4), {"impressions": 5678, "engagements": 1207})
    shifted = TIKTOK.replace('"Coupe, couleur"', "Coupe, couleur")
    (again,) = posts(shifted)
    assert (again.text, again.figures, again.key) == ("Coupe,couleur", post.figures, post.key)


def test_youtube_without_its_total() -> None:
    (post,) = posts(YOUTUBE_FR)
    assert (post.key, post.day) == ("youtube:-abcdefghi_", date(2026, 9, 28))
    assert post.figures == {"impressions": 1200, "engagements": 93}


def test_analytics() -> None:
    (first,) = posts(ANALYTICS)
    assert (first.tag, first.figures, first.is_fallback) == ("P0012", {"clicks": 35, "conversions": 4}, True)


def test_any_file_with_a_link_or_a_day_and_a_text() -> None:
    (post,) = posts("Lien\tImpressions\tClics\nhttps://salon.fr/a\t10\t2", "\t")
    assert (post.source, post.figures) == (GENERIC, {"impressions": 10, "clicks": 2})
    (post,) = posts("Date,Texte,Vues\n2026-09-12,Bonjour à toutes,10")
    assert (post.day, post.figures) == (date(2026, 9, 12), {"impressions": 10})
    assert read_table(table("Date,Portée\n2026-09-12,10"), {}) is None
    assert read_table(table("Date,Texte,Portée\n2026-09-12,Bonjour,10"), {}) is None  # reach is another quantity


def test_titles_that_the_user_explains() -> None:
    found = read_table(table("Wann,Was,Gesehen\n2026-09-12,Hallo zusammen,10"),
                       {"wann": "published", "was": "text", "gesehen": "impressions"})  # fmt: skip
    assert found is not None
    assert read_posts(found, OPTIONS).rows[0].figures == {"impressions": 10}


def test_days_in_figures_are_asked_for() -> None:
    text = "Date,Texte,Vues\n03/04/2026,Bonjour à toutes,10"
    with pytest.raises(Refused, match="results_dates"):
        posts(text)
    (post,) = posts(text, options=ReadingOptions(OPTIONS.today, to_paris, day_first=True))
    assert post.day == date(2026, 4, 3)
    first, _ = posts(text + "\n13/04/2026,Encore bonjour,11")
    assert first.day == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Date,Primary\n2025-08-01T00:00:00,12", "meta_series"),
        ("Date,Video Views,Profile Views,Likes,Comments,Shares\n2026-09-01,5,6,7,8,9", "tiktok_overview"),
        ("about\nDate,Impressions (organic),Clicks (organic)\n09/01/2026,5,6", "linkedin_metrics"),
    ],
)
def test_files_by_day_are_named_and_refused(text: str, source: str) -> None:
    found = read_table(table(text), {})
    assert found is not None
    assert found.source.key == source
    with pytest.raises(Refused, match="results_by_day"):
        read_posts(found, OPTIONS)


def test_columns_more_less_and_shuffled() -> None:
    (expected,) = posts(INSTAGRAM)
    head, row = (line.split(",") for line in INSTAGRAM.strip().split("\n"))
    order = sorted(range(len(head)), key=lambda n: head[n][::-1])
    shuffled = "\n".join(",".join([cells[n] for n in order if head[n] not in ("Duration (sec)", "Follows")] + extra)
                         for cells, extra in ((head, ["New title"]), (row, ["5"])))  # fmt: skip
    assert posts(shuffled) == (expected,)


def test_a_file_that_a_spreadsheet_has_saved() -> None:
    (post,) = posts(FACEBOOK.replace("\n1001,", "\n1.82E+16,"))
    assert post.id == ""
    saved = ExportTable("export.xlsx", (
        ("Date", "Text", "Link", "Views"),
        (datetime.combine(date(2026, 9, 12), datetime.min.time()), "=HYPERLINK(1)", "https://salon.fr/a", 12.0),
    ))  # fmt: skip
    found = read_table(saved, {})
    assert found is not None
    (post,) = read_posts(found, OPTIONS).rows
    assert (post.day, post.text, post.figures) == (date(2026, 9, 12), "=HYPERLINK(1)", {"impressions": 12})


def test_reactions_without_a_view_are_a_missing_figure() -> None:
    (post,) = posts("Link,Impressions,Likes\nhttps://salon.fr/a,0,7")
    assert post.figures == {"engagements": 7}


def test_every_source_says_when_it_was_read() -> None:
    assert all(source.read >= date(2026, 11, 30) for source in sources())
    assert all(set(source.signature) <= set(source.roles) for source in sources())
