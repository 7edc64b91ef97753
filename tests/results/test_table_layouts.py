"""Files that are no table of posts under one heading row: lists of keys, tables side by side. All data is invented."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from exported_results import csv_bytes, imported
from test_source_matrix import read

from calgen.results.calendar_posts import CalendarPost
from calgen.results.matching import match_rows
from calgen.results.report import report_lines
from calgen.results.result_rows import ResultRow

MAILCHIMP = [
    ["Email Campaign Report"],
    ["Title:", "Lettre de septembre"],
    ["Subject Line:", "Trois coupes pour la rentrée, sans rendez-vous"],
    ["Delivery Date/Time:", "Mon, Sep 14, 2026 12:25"],
    [],
    ["Overall Stats"],
    ["Total Recipients:", "1,010"],
    ["Successful Deliveries:", "1,000"],
    ["Bounces:", "10 (1.0%)"],
    ["Recipients Who Opened:", "1,350 (35.18%)"],
    ["Total Opens:", "500"],
    ["Recipients Who Clicked:", "85 (8.5%)"],
    ["Total Clicks:", "120"],
    ["Total Unsubs:", "2"],
    ["Total Abuse Complaints:", "0"],
    [],
    ["Clicks by URL"],
    ["URL", "Total Clicks", "Unique Clicks"],
    ["https://salon.example/?utm_source=newsletter", "70", "55"],
]
PART = [
    ["Combination 1 Stats"],
    ["Recipients Who Opened:", "40 (4%)"],
    ["Recipients Who Clicked:", "9 (0.9%)"],
    ["Combination 2 Stats"],
    ["Recipients Who Opened:", "60 (6%)"],
    ["Recipients Who Clicked:", "12 (1%)"],
]


def row_of(lines: list[list[str]], **how: str) -> ResultRow:
    (table,) = read("report.csv", csv_bytes(lines, **how))
    assert table.table.source.key == "mailchimp"
    (row,) = table.rows
    return row


@pytest.mark.parametrize("how", [{}, {"separator": ";"}, {"encoding": "utf-16"}, {"encoding": "utf-8"}])
def test_a_report_of_mailchimp_is_one_post(how: dict[str, str]) -> None:
    row = row_of(MAILCHIMP, **how)
    assert (row.network, row.text, row.title) == ("newsletter", MAILCHIMP[2][1], "Lettre de septembre")
    assert row.moment == datetime.combine(date(2026, 9, 14), time(12, 25))
    assert row.figures == {"impressions": 1350, "clicks": 85}


def test_parts_of_a_test_are_added_up_where_the_whole_is_not_told() -> None:
    assert row_of([*MAILCHIMP[:16], *PART]).figures == {"impressions": 1350, "clicks": 85}
    without = [line for line in MAILCHIMP[:16] if not line or not line[0].startswith("Recipients")]
    assert row_of([*without, *PART]).figures == {"impressions": 100, "clicks": 21}


@pytest.mark.parametrize("seen", ["Trois coupes pour la rentrée, sans rendez-vous", "Lettre de septembre"])
def test_a_newsletter_is_matched_by_its_subject_or_its_name(seen: str) -> None:
    row = row_of(MAILCHIMP)
    post = CalendarPost("P0001", "Newsletter", "newsletter", date(2026, 9, 14), title=seen, text="Bonjour à toutes, …")
    (match,) = match_rows([row], [post]).matches
    assert (match.post.id, match.kind.value) == ("P0001", "text")


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for line in rows:
            sheet.append(line)
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LINKS = [f"https://www.linkedin.com/feed/update/urn:li:activity:730000000000000{n:04d}" for n in range(3)]
PERSON: dict[str, list[list[object]]] = {
    "DISCOVERY": [["Overall Performance", "9/1/2026 - 9/30/2026"], ["Impressions", 9000], ["Members reached", 4000]],
    "ENGAGEMENT": [["Date", "Impressions", "Engagements"], ["9/1/2026", 10, 1], ["9/2/2026", 11, 2]],
    "TOP POSTS": [
        ["Maximum of 50 posts available to include in this list"],
        [],
        ["Post URL", "Post publish date", "Engagements", None, "Post URL", "Post publish date", "Impressions"],
        [LINKS[0], "9/14/2026", 90, None, LINKS[1], "9/15/2026", 5000],
        [LINKS[1], "9/15/2026", 80, None, LINKS[0], "9/14/2026", 4000],
        [LINKS[2], "9/16/2026", 70, None, None, None, None],
    ],
    "FOLLOWERS": [["Total followers on 9/30/2026:", 900], [], ["Date", "New followers"], ["9/1/2026", 2]],
    "DEMOGRAPHICS": [["Top Demographics", "Value", "Percentage"], ["Job titles", "Owner", 0.1]],
}


def test_tables_side_by_side_are_not_mixed_up() -> None:
    """The best posts of a person's account on LinkedIn: one table by engagements, one by impressions."""
    tables = read("person.xlsx", workbook(PERSON))
    found: dict[str, dict[str, int]] = {}
    for table in tables:
        for row in table.rows:
            found.setdefault(row.link, {}).update(row.figures)
    assert found == {
        LINKS[0]: {"engagements": 90, "impressions": 4000},
        LINKS[1]: {"engagements": 80, "impressions": 5000},
        LINKS[2]: {"engagements": 70},
    }
    assert {row.network for table in tables for row in table.rows} == {"linkedin"}


def test_the_other_tabs_of_such_a_file_are_told_as_left_aside() -> None:
    made = imported(("person.xlsx", workbook(PERSON)))
    told = "\n".join(report_lines(made.report, made.words))
    for name in ("DISCOVERY", "ENGAGEMENT", "FOLLOWERS", "DEMOGRAPHICS"):
        assert name in told
    assert not made.changed
