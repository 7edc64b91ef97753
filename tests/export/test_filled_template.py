"""Templates of tools, filled: their columns stay to the letter, and what is not known stays empty."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta

import pytest

from calgen.book.problems import Refused
from calgen.export import SCHEDULERS
from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.export.filled_template import filled_template, meaning_of, read_template
from calgen.export.metricool import FORMAT as METRICOOL
from calgen.export.scheduler_files import scheduler_files
from calgen.export.scheduler_posts import Chosen, PostChoice, chosen_posts

NOW = datetime.combine(date(2027, 1, 4), time(8))
TEXT = '=Dire "oui"\nÉté 🎄'


def chosen(platform: str = "Facebook", text: str = TEXT) -> Chosen:
    values = {"platform": platform, "status": "approved", "text": text, "image": "https://x.org/a.png", "title": "Un"}
    post = ExportedPost("P0001", "", date(2027, 2, 3), time(18, 30), values)
    return chosen_posts(ExportedCalendar("M", "fr", "Europe/Paris", (post,)), PostChoice(NOW))


def filled(template: bytes, found: Chosen | None = None) -> bytes:
    (file,) = filled_template(read_template(template, "t.csv"), found or chosen()).files
    return file.data


def rows(data: bytes, separator: str = ",", coding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(coding), newline=""), delimiter=separator, strict=True))


def test_headings_stay_to_the_letter_and_unknown_columns_empty() -> None:
    first, row = rows(filled(b"Text,  Posting Time ,Colour,IMAGE URL\r\n"))
    assert first == ["Text", "  Posting Time ", "Colour", "IMAGE URL"]
    assert row == [TEXT, "2027-02-03 18:30", "", "https://x.org/a.png"]


@pytest.mark.parametrize(("example", "expected"), [
    ("2026-01-31 18:05:00", "2027-02-03 18:30:00"), ("31/01/2026 18:05", "03/02/2027 18:30"),
    ("01/31/2026 18:05", "02/03/2027 18:30"), ("01/02/2026 18:05", "2027-02-03 18:30"), ("soon", "2027-02-03 18:30"),
    ("2026/01/31 18:05", "2027/02/03 18:30"), ("", "2027-02-03 18:30"),
])  # fmt: skip
def test_a_moment_is_written_as_the_example_is(example: str, expected: str) -> None:
    assert rows(filled(f"Text,Posting Time\r\nHello,{example}\r\n".encode()))[1][1] == expected


def test_day_and_hour_have_the_form_of_their_example() -> None:
    assert rows(filled(b"Message;Date;Time\nHi;31.01.2026;6:05 PM\n"), ";")[1] == [TEXT, "03.02.2027", "06:30 PM"]


@pytest.mark.parametrize(("coding", "separator", "end"), [
    ("utf-8", ",", "\n"), ("utf-8-sig", ";", "\r\n"), ("utf-16", "\t", "\r\n")])  # fmt: skip
def test_the_form_of_the_file_stays(coding: str, separator: str, end: str) -> None:
    data = filled((separator.join(("Légende", "Date", "Heure")) + end).encode(coding), chosen(text="Été"))
    assert data.decode(coding) == separator.join(("Légende", "Date", "Heure")) + end + separator.join(
        ("Été", "2027-02-03", "18:30:00")) + end  # fmt: skip
    assert data[:2] == "x".encode(coding)[:2] or coding == "utf-8"


def test_a_coding_that_lacks_a_sign_gives_way() -> None:
    data = filled("Légende,Date\r\n".encode("cp1252"))
    assert rows(data, coding="utf-8-sig") == [["Légende", "Date"], [TEXT, "2027-02-03"]]


@pytest.mark.parametrize(("platform", "column"), [("X", "Twitter/X"), ("YouTube", "Youtube"), ("LinkedIn", "LinkedIn")])
def test_metricools_template_is_filled_as_its_own_format_is(platform: str, column: str) -> None:
    headings = ",".join(found.heading for found in METRICOOL.columns)
    (expected,) = scheduler_files(METRICOOL, chosen(platform), NOW).files
    first, row = rows(filled(f"{headings}\r\n".encode(), chosen(platform)))
    assert [first, row] == rows(expected.data)
    assert row[first.index(column)] == "TRUE"


@pytest.mark.parametrize("layout", SCHEDULERS, ids=lambda found: found.key)
def test_every_format_of_calgens_own_can_be_taken_as_a_template(layout: object) -> None:
    headings = [column.heading for column in layout.columns]  # type: ignore[attr-defined]
    line = io.StringIO()
    csv.writer(line).writerow(headings)
    first, row = rows(filled(line.getvalue().encode()))
    assert first == headings
    assert TEXT in row


@pytest.mark.parametrize("data", [b"Nom,Prix\n", b"", b"Text\n", b"Date,Time\n", b"Reactions,Birth date\n"])
def test_a_table_without_text_and_day_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_template(data, "t.csv")
    assert refused.value.problem.code == "export_template_columns"


@pytest.mark.parametrize("data", [b"PK\x03\x04\0\0", b"\xd0\xcf\x11\xe0\0", b"Text,Date\n" + b" " * 1_000_001,
                                  b'Text,Date\n"' + b"a" * 200_000])  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_template(data, "t.csv")
    assert refused.value.problem.code == "export_template_form"


def test_nothing_approved_gives_no_file() -> None:
    empty = Chosen((), chosen().left)
    assert filled_template(read_template(b"Text,Date\n", "t.csv"), empty).files == ()


@pytest.mark.parametrize(("heading", "meaning"), [
    ("Reactions", ""), ("Update", ""), ("Texte", "text"), ("postAtSpecificTime (YYYY-MM-DD HH:mm:ss)", "moment"),
    ("Alt text(s) - Separated by ||", "alt_text"), ("Link(s) - Separated by comma for FB carousels", "link"),
    ("Bluesky", "bluesky"), ("Media URL(s) - Separated by comma", "picture"),
])  # fmt: skip
def test_a_heading_has_one_meaning(heading: str, meaning: str) -> None:
    assert meaning_of(heading) == meaning


def test_past_posts_are_left_as_elsewhere() -> None:
    late = ExportedPost("P0002", "", NOW.date(), (NOW - timedelta(hours=1)).time(), {"status": "approved", "text": "a"})
    found = chosen_posts(ExportedCalendar("M", "fr", "", (late,)), PostChoice(NOW))
    assert [(left.id, left.cause) for left in found.left] == [("P0002", "past")]


def many(count: int, platform: str = "Facebook", status: str = "approved", text: str = "a") -> Chosen:
    posts = tuple(
        ExportedPost(f"P{n:04}", "", date(2027, 2, 3) + timedelta(days=n), time(9), {
            "platform": platform, "status": status, "text": text, "link": "https://x.org/"})
        for n in range(count)
    )  # fmt: skip
    return chosen_posts(ExportedCalendar("M", "fr", "Europe/Paris", posts), PostChoice(NOW, drafts=True))


def test_metricools_template_is_parted_as_its_own_format_is() -> None:
    headings = ",".join(found.heading for found in METRICOOL.columns)
    files = filled_template(read_template(f"{headings}\r\n".encode(), "t.csv"), many(51)).files
    assert [(file.name, len(file.posts)) for file in files] == [("template-1.csv", 50), ("template-2.csv", 1)]
    plain = filled_template(read_template(b"Text,Date\r\n", "t.csv"), many(51)).files
    assert [(file.name, len(file.posts)) for file in plain] == [("template.csv", 51)]


def test_a_draft_goes_only_where_a_column_says_so() -> None:
    drafts = many(1, status="to_review")
    report = filled_template(read_template(b"Text,Date\n", "t.csv"), drafts)
    assert (report.files, [left.cause for left in report.left]) == ((), ["no_drafts"])
    (file,) = filled_template(read_template(b"Text,Date,Draft\n", "t.csv"), drafts).files
    assert rows(file.data)[1][2] == "TRUE"


def test_a_row_needs_a_network_of_its_own_and_something_to_say() -> None:
    template = read_template(b"Text,Date,Facebook,LinkedIn\n", "t.csv")
    assert [left.cause for left in filled_template(template, many(1, "Mastodon")).left] == ["other_network"]
    assert [left.cause for left in filled_template(template, many(1, text="")).left] == ["no_text"]
    assert [left.cause for left in filled_template(template, many(1, text="a" * 63_207)).left] == ["over_limit"]


@pytest.mark.parametrize(("platform", "text", "cells"), [
    ("Facebook", "a", ["a", "https://x.org/"]), ("Instagram", "a", ["a", ""]),
    ("Facebook", "a https://x.org/", ["a https://x.org/", ""]),
])  # fmt: skip
def test_a_link_stands_once(platform: str, text: str, cells: list[str]) -> None:
    (file,) = filled_template(read_template(b"Text,Link,Date\n", "t.csv"), many(1, platform, text=text)).files
    assert rows(file.data)[1][:2] == cells
