"""What people reported of imports that failed and calendars that doubled, each tried on calgen's files.

The addresses stand beside their test; `docs/export-failures.md` lists them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest

from calgen.export import ExportOptions, file_format
from calgen.export.calendar_posts import ExportedCalendar, ExportedEvent, ExportedPost
from calgen.export.icalendar_feed import write
from calgen.export.scheduler_files import ExportReport

NOW = datetime.combine(date(2027, 1, 4), time(8))
AT = datetime(2027, 1, 4, 8, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


def post(number: int, at: datetime | None = TOMORROW, platform: str = "Facebook", **values: str) -> ExportedPost:
    known = {"platform": platform, "status": "approved", "text": f"Texte {number}", "title": f"Titre {number}"}
    day, hour = (at.date(), at.time()) if at else (TOMORROW.date(), None)
    return ExportedPost(f"P{number:04}", "", day, hour, {**known, **values})


def calendar(*posts: ExportedPost, zone: str = "Europe/Paris") -> ExportedCalendar:
    return ExportedCalendar("Mèche", "fr", zone, posts, key="0123456789ab")


def ics(*posts: ExportedPost, zone: str = "Europe/Paris") -> str:
    return write(calendar(*posts, zone=zone), posts, AT).decode()


def export(key: str, *posts: ExportedPost, **options: object) -> ExportReport:
    return file_format(key).make(calendar(*posts), ExportOptions(NOW, **options))  # type: ignore[arg-type]


def rows(report: ExportReport) -> list[dict[str, str]]:
    texts = (io.StringIO(file.data.decode("utf-8-sig"), newline="") for file in report.files)
    return [row for text in texts for row in csv.DictReader(text)]


def causes(report: ExportReport) -> dict[str, str]:
    return {left.id: left.cause for left in report.left}


def test_each_event_has_an_identity_that_stays() -> None:
    """github.com/nwcell/ics.js/issues/37, github.com/lochmueller/calendarize/issues/381,
    github.com/bigpresh/ical-to-google-calendar/issues/4."""
    first, again = ics(post(1), post(2)), ics(post(2, text="changed"), post(1))
    ids = [sorted(re.findall(r"UID:(\S+)", text)) for text in (first, again)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_no_identity_stands_in_a_file_twice() -> None:
    """github.com/nextcloud/calendar/issues/4580: a server refuses the whole file. Rows without an id stay out."""
    report = file_format("ics").make(calendar(post(1), post(2)), ExportOptions(NOW))
    ids = re.findall(r"UID:(\S+)", report.files[0].data.decode())
    assert len(ids) == len(set(ids))


def test_of_two_exports_on_one_day_the_later_counts() -> None:
    """github.com/adamgibbons/ics/issues/128: of equal numbers the later moment counts (RFC 5546, 2.1.5)."""
    later = write(calendar(post(1)), [post(1)], AT + timedelta(minutes=5)).decode()
    stamps = [re.findall(r"DTSTAMP:(\S+)", text) for text in (ics(post(1)), later)]
    assert stamps[0] < stamps[1]
    assert "METHOD:PUBLISH" in later


@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Vienna", "America/Los_Angeles", "Australia/Sydney"])
def test_an_hour_in_a_zone_comes_with_the_rules_of_the_zone(zone: str) -> None:
    """One hour late in Outlook: github.com/thomersch/openstreetmap-calendar/issues/185,
    github.com/sebbo2002/ical-generator/issues/680; github.com/publishpress/publishpress-planner/issues/784."""
    summer = datetime.combine(date(2027, 7, 1), time(12))
    text = ics(post(1), post(2, summer), zone=zone)
    named = {str(part["tzid"]) for part in icalendar.Calendar.from_ical(text).walk("VTIMEZONE")}
    assert named == set(re.findall(r"DTSTART;TZID=([^:]+):", text)) == {zone}


def test_the_begin_of_a_rule_has_no_zone_of_its_own() -> None:
    """github.com/jasvrcek/ICS/issues/53: Google Calendar shows no event of such a file."""
    rules = ics(post(1)).partition("BEGIN:VEVENT")[0]
    assert re.findall(r"^DTSTART.*$", rules, re.MULTILINE)
    assert all(re.fullmatch(r"DTSTART:\d{8}T\d{6}", line) for line in re.findall(r"DTSTART[^\r]*", rules))


def test_nothing_repeats_in_a_rule() -> None:
    """github.com/Saafo/uestc-coursetable-parser/issues/1: a wrong RRULE put all an hour early."""
    assert "RRULE" not in ics(post(1))


def test_an_event_without_an_hour_ends_on_the_next_day() -> None:
    """github.com/spatie/calendar-links/issues/53, github.com/hoodie/icalendar/issues/129."""
    event = ExportedEvent("date-1", date(2027, 1, 5), date(2027, 1, 7), "Soldes")
    text = write(calendar(post(1, None)), [post(1, None)], AT, "", [event]).decode()
    assert re.findall(r"DT(?:START|END);VALUE=DATE:(\d+)", text) == ["20270105", "20270106", "20270105", "20270108"]


def test_no_sign_is_cut_by_a_fold_and_no_blank_is_lost() -> None:
    """github.com/sebbo2002/ical-generator/issues/221, github.com/ical4j/ical4j/issues/68 (an emoji in two lines),
    github.com/ProtonMail/WebClients/issues/513 (a blank taken for that of the fold),
    github.com/ical-org/ical.net/issues/693."""
    for shift in range(80):
        title = "x" * shift + "été 📞👩‍👧 a b" * 12
        text = write(calendar(post(1)), [post(1, title=title)], AT)
        for line in text.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert str(event["summary"]) == f"Facebook · {title}"


def test_control_signs_of_a_pasted_text_do_not_reach_a_calendar() -> None:
    """github.com/spatie/calendar-links/issues/239: a vertical tab of Word's makes a file invalid."""
    text = ics(post(1, text="eins\x0bzwei\x01\ttab\nEnde", title="a\x0bb"))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert str(event["description"]) == "einszwei\ttab\nEnde"


def test_a_line_break_in_a_name_or_a_link_stops_nothing() -> None:
    """Found while these were tried: the name of a calendar and a link were written as they stand."""
    report = file_format("ics").make(calendar(post(1, platform="a\nb", link="https://x.org/a\nb")),
                                     ExportOptions(NOW, by="platform"))  # fmt: skip
    assert "X-WR-CALNAME:Mèche · a\\nb\r\n" in report.files[0].data.decode()
    assert "URL" not in report.files[0].data.decode()


def test_planned_posts_are_in_the_calendar() -> None:
    """github.com/publishpress/publishpress-planner/issues/1825: only published posts were there."""
    statuses = ("idea", "to_write", "to_review", "approved", "scheduled", "published", "cancelled")
    assert ics(*(post(n, status=status) for n, status in enumerate(statuses))).count("BEGIN:VEVENT") == len(statuses)


@pytest.mark.parametrize("key", ["buffer", "publer", "metricool", "highlevel", "sprout", "vista"])
def test_the_zone_of_the_hours_is_said(key: str) -> None:
    """github.com/krisives/cronnit.us/issues/19 (a file's hours taken for another zone: published at once),
    github.com/Automattic/edit-flow/issues/243."""
    assert dict(export(key, post(1)).notes)["zone"]["zone"] == "Europe/Paris"


@pytest.mark.parametrize("key", ["buffer", "publer", "metricool", "sprout", "vista", "highlevel", "google"])
def test_cells_are_parted_by_a_comma_alone_and_quoted_whole(key: str) -> None:
    """github.com/mholt/PapaParse/issues/586 (a blank behind the comma), issues 605 and 1055 there (single quotes),
    github.com/strohne/Facepager/issues/40 (line breaks of a post);
    semicolons: splitforge.app/blog/csv-delimiters-international-guide."""
    text = 'Il dit "oui, oui" ;\nfin "'
    report = export(key, post(1, text=text))
    data = report.files[0].data.decode("utf-8-sig")
    assert '"Il dit ""oui, oui"" ;\nfin """' in data
    assert not re.search(r', "|;"', data.replace(" ;\n", ""))


def test_an_address_without_its_scheme_is_told_where_it_has_a_column() -> None:
    """postpickr.com/centro-assistenza/bulk-scheduling: addresses begin with http:// or https://."""
    bare = post(1, link="www.example.org", image="https://example.org/a.jpg")
    for key in ("vista", "highlevel"):
        assert causes(export(key, bare)) == {"P0001": "link_form"}
    assert causes(export("pinterest", replace(bare, values={**bare.values, "platform": "Pinterest"}))) == {
        "P0001": "link_form"}  # fmt: skip
    assert rows(export("buffer", bare))[0]["Text"].endswith("www.example.org")


def test_pins_of_one_address_are_told() -> None:
    """unstuck-4yk.pages.dev/fixes/pinterest-bulk-csv-drops-duplicate-links: sixteen rows, two pins."""
    values = {"image": "https://example.org/a.jpg", "platform": "Pinterest"}
    pins = [post(n, TOMORROW + timedelta(hours=n), link="https://example.org", **values) for n in (1, 2)]
    pins.append(post(3, TOMORROW + timedelta(hours=3), link="https://example.org/?utm_content=P0003", **values))
    report = export("pinterest", *pins, board="Été")
    assert ("doubled_links", {"n": 2}) in report.notes
    assert [row["Pinterest board"] for row in rows(report)] == ["Été"] * 3


def test_a_text_that_the_network_does_not_take_is_told_not_cut() -> None:
    """leamsigc.github.io/MagicSync/guide/csv-import: lengths are checked by row; others cut without a word."""
    link = "https://example.org/" + "a" * 200  # any link counts 23 on X
    fits, over = post(1, platform="X", text="a" * 255, link=link), post(2, platform="X", text="a" * 256, link=link)
    report = export("buffer", fits, over)
    assert causes(report) == {"P0002": "over_limit"}
    assert report.left[0].values == {"platform": "X", "n": 280}


def test_pictures_that_a_file_cannot_hold_are_told() -> None:
    """help.statusbrew.com/publish/bulk-publish-rules: a post on Instagram needs the address of a picture."""
    report = export("sprout", post(1, platform="Instagram"), post(2, TOMORROW + timedelta(hours=1), image="a.png"),
                    post(3, TOMORROW + timedelta(hours=2), image="https://example.org/a.png"))  # fmt: skip
    notes = dict(report.notes)
    assert notes["pictures_missing"] == {"n": 1, "platforms": ("Instagram",)}
    assert notes["picture_files"] == notes["pictures_unheld"] == {"n": 1}


def test_the_byte_order_mark_is_only_where_a_vendor_wants_it() -> None:
    """github.com/activeadmin-plugins/active_admin_import/issues/25, github.com/CodeCabin/wp-google-maps/issues/394."""
    marked = {key for key in ("buffer", "publer", "metricool", "sprout", "vista", "highlevel", "google")
              if export(key, post(1)).files[0].data.startswith(b"\xef\xbb\xbf")}  # fmt: skip
    assert marked == {"publer", "sprout"}
    assert json.loads(export("json", post(1)).files[0].data)["posts"]
