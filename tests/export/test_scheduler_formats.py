"""Import files of schedulers, read back by a strict reader that knows nothing of how they were written."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest

from calgen.book.problems import Refused
from calgen.export import SCHEDULERS, ExportOptions, asked_posts, file_format
from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.export.scheduler_files import ExportReport, SchedulerFormat

NOW = datetime.combine(date(2027, 1, 4), time(8))
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
PICTURE = "https://example.org/a.jpg"

# the first line of each file, to the letter
HEADINGS = {
    "buffer": ["Text", "Image URL", "Tags", "Posting Time"],
    "publer": [
        "Date - Intl. format or prompt", "Text", "Link(s) - Separated by comma for FB carousels",
        "Media URL(s) - Separated by comma", "Title - For the video, pin, PDF ..", "Label(s) - Separated by comma",
        "Alt text(s) - Separated by ||", "Comment(s) - Separated by ||", "Pin board, FB album, or Google category",
        "Post subtype - I.e. story, reel, PDF ..", "CTA - For Facebook links or Google",
        "Reminder - For stories, reels, shorts, and TikToks",
    ],
    "pinterest": ["Title", "Media URL", "Pinterest board", "Thumbnail", "Description", "Link", "Publish date",
                  "Keywords"],
    "vista": ["message", "type", "link", "time"],
    "highlevel": ["postAtSpecificTime (YYYY-MM-DD HH:mm:ss)", "content", "link (OGmetaUrl)", "imageUrls", "gifUrl",
                  "videoUrls"],
    "sprout": ["date", "time_24hr", "message_text"],
    "google": ["Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description",
               "Location", "Private"],
}  # fmt: skip
# columns of a moment → how it is written there
MOMENTS = {
    "buffer": (["Posting Time"], "%Y-%m-%d %H:%M"),
    "publer": (["Date - Intl. format or prompt"], "%Y/%m/%d %H:%M"),
    "metricool": (["Date", "Time"], "%Y-%m-%d %H:%M:%S"),
    "vista": (["time"], "%Y-%m-%d %H:%M"),
    "highlevel": (["postAtSpecificTime (YYYY-MM-DD HH:mm:ss)"], "%Y-%m-%d %H:%M:%S"),
    "sprout": (["date", "time_24hr"], "%d/%m/%Y %H:%M"),
    "google": (["Start Date", "Start Time"], "%m/%d/%Y %I:%M %p"),
}
TEXTS = {
    "buffer": "Text", "publer": "Text", "metricool": "Text", "pinterest": "Description", "vista": "message",
    "highlevel": "content", "sprout": "message_text", "google": "Description",
}  # fmt: skip
WITH_MARK = {"publer", "sprout"}
ODD_TEXT = '=Dire "oui", vite\nÉté 🎄 ; fin'


def post(number: int, at: datetime, platform: str = "Facebook", **values: str) -> ExportedPost:
    values = {"text": f"Texte {number}", "status": "approved", "platform": platform, **values}
    return ExportedPost(f"P{number:04}", "", at.date(), at.time(), {k: v for k, v in values.items() if v})


def export(key: str, posts: Sequence[ExportedPost], **options: object) -> ExportReport:
    calendar = ExportedCalendar("Mèche", "fr", "Europe/Paris", tuple(posts))
    return file_format(key).make(calendar, ExportOptions(NOW, **options))  # type: ignore[arg-type]


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a file by its first line, as RFC 4180 has them: no line break but CR LF between rows."""
    text = data.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert text.endswith("\r\n")
    assert all(len(row) == len(found[0]) for row in found)
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


def causes(report: ExportReport) -> dict[str, str]:
    return {left.id: left.cause for left in report.left}


def tomorrow(hours: float = 0) -> datetime:
    return NOW + timedelta(days=1, hours=hours)


@pytest.mark.parametrize("key", HEADINGS)
def test_the_first_line_is_that_of_the_vendor(key: str) -> None:
    platform = "Pinterest" if key == "pinterest" else "Facebook"
    (file,) = export(key, [post(1, tomorrow(), platform, image=PICTURE, title="Un")]).files
    assert file.data.startswith(BYTE_ORDER_MARK) == (key in WITH_MARK)
    assert file.data.removeprefix(BYTE_ORDER_MARK).decode().split("\r\n")[0] == ",".join(
        f'"{heading}"' if "," in heading else heading for heading in HEADINGS[key]
    )


def test_metricools_first_line_has_97_columns_of_the_networks_and_options() -> None:
    (row,) = rows(export("metricool", [post(1, tomorrow(), "X")]).files[0].data)
    assert len(row) == 97
    assert [name for name, value in row.items() if value == "TRUE"] == ["Twitter/X"]
    first = "Text Date Time Draft Facebook Twitter/X LinkedIn GBP Instagram Pinterest TikTok Youtube Threads Bluesky"
    assert " ".join(list(row)[:14]) == first
    assert [name for name, value in row.items() if value == "FALSE"] == [*first.split()[3:5], *first.split()[6:]]


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_goes_out_as_it_stands(key: str) -> None:
    platform = "Pinterest" if key == "pinterest" else "Facebook"
    report = export(key, [post(1, tomorrow(), platform, text=ODD_TEXT, image=PICTURE, title="Un")])
    (file,) = report.files
    assert rows(file.data)[0][TEXTS[key]] == ODD_TEXT
    again = pd.read_csv(io.BytesIO(file.data), dtype=str, keep_default_na=False)
    assert again[TEXTS[key]][0] == ODD_TEXT
    assert ("formulas", {"n": 1}) in report.notes


@pytest.mark.parametrize("key", MOMENTS)
@pytest.mark.parametrize("moment", ["2027-03-28 09:05", "2027-10-31 00:30", "2027-12-31 23:59"])
def test_a_moment_is_that_of_the_calendar(key: str, moment: str) -> None:
    at = datetime.fromisoformat(moment)
    columns, form = MOMENTS[key]
    (row,) = rows(export(key, [post(1, at)]).files[0].data)
    assert datetime.strptime(" ".join(row[column] for column in columns), form) == at  # noqa: DTZ007


def test_pinterests_moments_are_universal_time_and_two_weeks_ahead_at_most() -> None:
    pins = [post(n, NOW + timedelta(days=n), "Pinterest", title=str(n), image=PICTURE) for n in (1, 14, 15)]
    report = export("pinterest", pins)
    assert [row["Publish date"] for row in rows(report.files[0].data)] == ["2027-01-05T07:00:00", "2027-01-18T07:00:00"]
    (left,) = report.left
    assert (left.id, left.cause, left.values) == ("P0015", "too_far", {"n": 14, "day": date(2027, 1, 5)})


def test_pins_have_a_picture_and_a_title_of_their_own_and_fit() -> None:
    pins = [
        post(1, tomorrow(), "Pinterest", title="Un", image=PICTURE),
        post(2, tomorrow(1), "Pinterest", title="Un", image=PICTURE),
        post(3, tomorrow(2), "Pinterest", title="Trois"),
        post(4, tomorrow(3), "Pinterest", title="Quatre", image=PICTURE, text="x" * 501),
        post(5, tomorrow(4), "Instagram", title="Cinq", image=PICTURE),
    ]
    assert causes(export("pinterest", pins)) == {
        "P0002": "not_unique", "P0003": "no_picture", "P0004": "too_long", "P0005": "other_network"}  # fmt: skip


@pytest.mark.parametrize(("key", "count", "sizes"), [
    ("metricool", 51, [50, 1]), ("buffer", 101, [100, 1]), ("highlevel", 91, [90, 1]), ("sprout", 351, [350, 1]),
    ("publer", 501, [501]), ("buffer", 100, [100]),
])  # fmt: skip
def test_files_are_parted_where_the_vendor_takes_no_more(key: str, count: int, sizes: list[int]) -> None:
    report = export(key, [post(n, tomorrow(n)) for n in range(count)])
    assert [len(file.posts) for file in report.files] == sizes
    assert [len(rows(file.data)) for file in report.files] == sizes
    assert len({file.name for file in report.files}) == len(sizes)
    assert {id_ for file in report.files for id_ in file.posts} == {f"P{n:04}" for n in range(count)}


@pytest.mark.parametrize("key", ["buffer", "publer", "vista", "highlevel", "sprout"])
def test_each_platform_has_its_file(key: str) -> None:
    report = export(key, [post(1, tomorrow()), post(2, tomorrow(1), "LinkedIn"), post(3, tomorrow(2))])
    assert {file.name: file.posts for file in report.files} == {
        f"{key}-Facebook.csv": ("P0001", "P0003"), f"{key}-LinkedIn.csv": ("P0002",)}  # fmt: skip


def test_sprout_wants_ten_minutes_between_two_posts_of_a_platform() -> None:
    minutes = {1: 0, 2: 9, 3: 10, 4: 15}
    posts = [post(n, tomorrow(m / 60)) for n, m in minutes.items()]
    report = export("sprout", [*posts, post(5, tomorrow(9 / 60), "X")])
    assert causes(report) == {"P0002": "too_near", "P0004": "too_near"}


def test_a_sign_that_parts_texts_is_told() -> None:
    report = export("publer", [post(1, tomorrow(), text="a||b"), post(2, tomorrow(), alt_text="c||d", image=PICTURE)])
    assert (report.files, causes(report)) == ((), {"P0001": "separator", "P0002": "separator"})


def test_buffer_knows_pictures_by_the_end_of_their_address() -> None:
    images = {1: PICTURE, 2: "https://example.org/b.webp", 3: "photo.jpg", 4: "https://example.org/C.PNG"}
    report = export("buffer", [post(n, tomorrow(n), image=image) for n, image in images.items()])
    assert causes(report) == {"P0002": "picture_ending"}
    assert [row["Image URL"] for row in rows(report.files[0].data)] == [PICTURE, "", "https://example.org/C.PNG"]


def test_a_temporary_picture_and_a_pin_without_title_are_told() -> None:
    tmp = post(1, tomorrow(), image="https://cdn.example.org/uploads/tmp/a.jpg")
    assert causes(export("publer", [tmp])) == {"P0001": "temporary_picture"}
    assert causes(export("pinterest", [post(1, tomorrow(), "Pinterest", image=PICTURE)])) == {"P0001": "no_title"}


def test_buffers_pins_have_a_column_of_boards() -> None:
    posts = [post(1, tomorrow(), "Pinterest", image=PICTURE), post(2, tomorrow(1))]
    found = {file.name: rows(file.data)[0] for file in export("buffer", posts, board="Été").files}
    assert list(found["buffer-Pinterest.csv"]) == [*HEADINGS["buffer"], "Board Name"]
    assert found["buffer-Pinterest.csv"]["Board Name"] == "Été"
    assert list(found["buffer-Facebook.csv"]) == HEADINGS["buffer"]
    notes = [note for note, _ in export("buffer", posts).notes]
    assert "boards" in notes
    assert "boards" not in [note for note, _ in export("buffer", posts, board="Été").notes]


@pytest.mark.parametrize(("key", "column"), [
    ("publer", "Pin board, FB album, or Google category"), ("metricool", "Pinterest Board")])  # fmt: skip
def test_a_board_is_for_pins_alone(key: str, column: str) -> None:
    posts = [post(1, tomorrow(), "Pinterest", image=PICTURE), post(2, tomorrow(1))]
    found = [row[column] for file in export(key, posts, board="Été").files for row in rows(file.data)]
    assert sorted(found) == ["", "Été"]


@pytest.mark.parametrize("key", [layout.key for layout in SCHEDULERS if layout.key not in {"pinterest", "google"}])
def test_an_hour_that_a_day_lacks_is_told(key: str) -> None:
    hours = ("2027-03-28T01:59", "2027-03-28T02:00", "2027-03-28T02:59", "2027-03-28T03:00", "2027-10-31T02:30")
    report = export(key, [post(n, datetime.fromisoformat(at), text=str(n)) for n, at in enumerate(hours)])
    assert causes(report) == dict.fromkeys(["P0001", "P0002"], "hour_missing")


@pytest.mark.parametrize(("platform", "expected"), [
    ("Facebook", ("article", "https://x.org")), ("Instagram", ("message", ""))])  # fmt: skip
def test_a_link_is_an_article_where_the_network_has_links(platform: str, expected: tuple[str, str]) -> None:
    posts = [post(1, tomorrow(), platform, link="https://x.org")]
    (row,) = rows(export("vista", posts).files[0].data)
    assert (row["type"], row["link"]) == expected
    assert rows(export("highlevel", posts).files[0].data)[0]["link (OGmetaUrl)"] == expected[1]


def test_what_no_scheduler_serves_is_told() -> None:
    posts = [post(1, tomorrow(), "Newsletter"), post(2, tomorrow(), "Blog"), post(3, tomorrow(), "Mastodon")]
    assert causes(export("buffer", posts)) == {"P0001": "other_network", "P0002": "other_network"}


def test_a_draft_without_a_moment_may_be_soon() -> None:
    report = export("highlevel", [post(1, NOW + timedelta(minutes=5), status="to_review")], drafts=True)
    assert causes(report) == {}


@pytest.mark.parametrize("key", [layout.key for layout in SCHEDULERS if layout.key != "google"])
def test_chosen_posts_are_exported_again_alone(key: str) -> None:
    values = {"platform": "Pinterest", "image": PICTURE} if key == "pinterest" else {"platform": "Facebook"}
    posts = [post(n, tomorrow(n), title=str(n), status="scheduled", **values) for n in range(5)]
    report = export(key, posts, ids=frozenset({"P0001", "P0003"}))
    assert [id_ for file in report.files for id_ in file.posts] == ["P0001", "P0003"]
    assert report.left == ()


@pytest.mark.parametrize("layout", SCHEDULERS, ids=lambda layout: layout.key)
def test_past_and_textless_posts_are_in_no_file(layout: SchedulerFormat) -> None:
    posts = [post(1, NOW - timedelta(days=1), "Pinterest", image=PICTURE, title="1"),
             post(2, tomorrow(), "Pinterest", text="", title="2"), post(3, NOW, "Pinterest", image=PICTURE, title="3")]
    left = causes(export(layout.key, posts))
    expected = {"P0001": "past", "P0002": "no_picture" if layout.key == "pinterest" else "no_text", "P0003": "past"}
    assert left == ({} if layout.takes_all else expected)


STATUSES = ("idea", "to_write", "in_progress", "to_review", "approved", "scheduled", "published", "cancelled", "")


@pytest.mark.parametrize("key", [layout.key for layout in SCHEDULERS if layout.key not in {"pinterest", "google"}])
def test_only_what_is_approved_goes_out(key: str) -> None:
    posts = [post(n, tomorrow(n), status=status) for n, status in enumerate(STATUSES)]
    report = export(key, posts)
    assert [id_ for file in report.files for id_ in file.posts] == ["P0004"]
    assert causes(report) == {
        **dict.fromkeys(["P0000", "P0001", "P0002", "P0008"], "not_approved"), "P0003": "to_review",
        "P0005": "scheduled"}  # fmt: skip
    again = export(key, posts, ids=frozenset({"P0005", "P0006", "P0000"}))
    assert [id_ for file in again.files for id_ in file.posts] == ["P0005"]
    assert causes(again) == {"P0000": "not_approved", "P0006": "published"}


@pytest.mark.parametrize(("key", "column", "value"), [
    ("metricool", "Draft", "TRUE"), ("highlevel", "postAtSpecificTime (YYYY-MM-DD HH:mm:ss)", "")])  # fmt: skip
def test_drafts_are_told_in_the_file(key: str, column: str, value: str) -> None:
    report = export(key, [post(1, tomorrow(), status="to_review")], drafts=True)
    assert rows(report.files[0].data)[0][column] == value


@pytest.mark.parametrize("key", ["buffer", "publer", "sprout"])
def test_drafts_are_told_in_the_dialog(key: str) -> None:
    report = export(key, [post(1, tomorrow(), status="to_review")], drafts=True)
    assert "drafts_dialog" in [note for note, _ in report.notes]


def test_a_format_without_drafts_leaves_them() -> None:
    assert causes(export("vista", [post(1, tomorrow(), status="to_review")], drafts=True)) == {"P0001": "no_drafts"}


def test_what_is_over_or_lacks_an_hour_or_a_text_is_left() -> None:
    posts = [
        post(1, NOW - timedelta(minutes=1)),
        post(2, tomorrow(), text=""),
        ExportedPost("P0003", "", date(2027, 2, 1), None, {"platform": "X", "status": "approved", "text": "a"}),
        post(4, NOW + timedelta(minutes=9)),
    ]
    assert causes(export("sprout", posts)) == {
        "P0001": "past", "P0002": "no_text", "P0003": "no_hour", "P0004": "too_soon"}  # fmt: skip


@pytest.mark.parametrize(("platform", "expected"), [
    ("Facebook", "Texte\n\n#a #b\n\nhttps://x.org/?p=1"), ("Instagram", "Texte\n\n#a #b")])  # fmt: skip
def test_a_text_has_its_hashtags_and_an_address_where_it_is_a_link(platform: str, expected: str) -> None:
    values = {"text": "Texte", "hashtags": "#a #b", "link": "https://x.org/?p=1"}
    (row,) = rows(export("buffer", [post(1, tomorrow(), platform, **values)]).files[0].data)
    assert row["Text"] == expected


def test_what_stands_in_a_text_already_is_not_added() -> None:
    values = {"text": "Texte #a https://x.org", "hashtags": "#a", "link": "https://x.org"}
    (row,) = rows(export("buffer", [post(1, tomorrow(), **values)]).files[0].data)
    assert row["Text"] == values["text"]


@pytest.mark.parametrize("layout", SCHEDULERS, ids=lambda layout: layout.key)
def test_each_format_says_when_and_where_it_was_read(layout: SchedulerFormat) -> None:
    assert layout.read >= date(2026, 11, 30)
    assert layout.source.startswith("https://")


@pytest.mark.parametrize("layout", SCHEDULERS, ids=lambda layout: layout.key)
def test_the_order_of_rows_is_that_of_the_moments(layout: SchedulerFormat) -> None:
    posts = [post(n, tomorrow(), "Pinterest", title=str(n), image=PICTURE) for n in (1, 2)]
    later = post(3, tomorrow(1), "Pinterest", title="3", image=PICTURE)
    forwards, backwards = (export(layout.key, found).files for found in ([*posts, later], [later, *posts[::-1]]))
    assert forwards == backwards
    assert [id_ for file in forwards for id_ in file.posts][-1] == "P0003"


def test_an_event_of_a_table_ends_on_the_next_day_where_it_must() -> None:
    at = datetime.combine(date(2027, 12, 31), time(23, 50))
    (row,) = rows(export("google", [post(1, at, title="Un")]).files[0].data)
    assert (row["Subject"], row["End Date"], row["End Time"]) == ("Facebook · Un", "01/01/2028", "12:05 AM")


def test_an_event_without_an_hour_lasts_its_day() -> None:
    whole = ExportedPost("P0001", "", date(2027, 2, 1), None, {"platform": "X", "title": "Un", "text": "a"})
    (row,) = rows(export("google", [whole]).files[0].data)
    assert (row["All Day Event"], row["Start Time"], row["End Time"]) == ("True", "", "")
    assert row["Start Date"] == row["End Date"] == "02/01/2027"


def test_a_table_to_look_at_has_every_post_that_is_not_cancelled() -> None:
    posts = [post(n, tomorrow(n) - timedelta(days=9 * (n == 2)), status=status) for n, status in enumerate(STATUSES)]
    report = export("google", posts)
    assert sorted(id_ for file in report.files for id_ in file.posts) == [f"P{n:04}" for n in (0, 1, 2, 3, 4, 5, 6, 8)]
    assert report.left == ()


def test_an_id_that_is_not_there_is_refused() -> None:
    calendar = ExportedCalendar("Mèche", "fr", "", (post(1, tomorrow()),))
    with pytest.raises(Refused) as refused:
        asked_posts(calendar, ExportOptions(NOW, ids=frozenset({"P0001", "P0009"})))
    assert (refused.value.problem.code, refused.value.problem.values) == ("export_id_unknown", {"ids": ("P0009",)})


def test_days_bound_what_is_asked_for() -> None:
    days = {n: tomorrow(24 * n) for n in range(4)}
    calendar = ExportedCalendar("Mèche", "fr", "", tuple(post(n, at) for n, at in days.items()))
    found = asked_posts(calendar, ExportOptions(NOW, days[1].date(), days[2].date()))
    assert [one.id for one in found] == ["P0001", "P0002"]
