"""Exported files as other programs read them: ical.js (Thunderbird's), PapaParse (of web schedulers), LibreOffice."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from node_packages import find_program
from office import needs_office

from calgen.export import SCHEDULERS, ExportOptions, file_format
from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.export.icalendar_feed import write
from calgen.export.scheduler_files import ExportedFile

KEYS = tuple(layout.key for layout in SCHEDULERS)
SCRIPT = Path(__file__).parents[1] / "read_export.cjs"
TODAY = date(2026, 12, 1)
NOW, AT = datetime.combine(TODAY, time(8)), datetime.combine(TODAY, time(8), UTC)
TEXT = 'Dire "oui", vite ;\nÉté 🎄\\ =1+1'
WINTER, SUMMER = (timezone(timedelta(hours=hours)) for hours in (1, 2))
# days around both changes of the clocks in Paris, with their offsets
MOMENTS = {
    datetime(2027, 3, 27, 9, 30, tzinfo=WINTER), datetime(2027, 3, 28, 1, 59, tzinfo=WINTER),
    datetime(2027, 3, 28, 3, 0, tzinfo=SUMMER), datetime(2027, 3, 28, 9, 0, tzinfo=SUMMER),
    datetime(2027, 10, 30, 23, 0, tzinfo=SUMMER), datetime(2027, 10, 31, 9, 0, tzinfo=WINTER),
    datetime(2027, 12, 31, 23, 59, tzinfo=WINTER), datetime(2028, 7, 1, 12, 0, tzinfo=SUMMER),
}  # fmt: skip


def posts(platform: str = "Facebook") -> list[ExportedPost]:
    values = {"platform": platform, "title": TEXT.replace("\n", " "), "text": TEXT, "status": "approved",
              "image": "https://x.org/a.png"}  # fmt: skip
    return [ExportedPost(f"P{n:04}", "", at.date(), at.time(), values) for n, at in enumerate(sorted(MOMENTS))]


def read_by_node(library: str, data: bytes, folder: Path) -> Any:
    node = find_program("node")
    assert node
    file = folder / "export"
    file.write_bytes(data)
    done = subprocess.run([node, str(SCRIPT), library, str(file)], check=True, capture_output=True)
    return json.loads(done.stdout)


@pytest.mark.system("ical.js")
def test_ical_js_reads_the_same_moments_and_texts(tmp_path: Path) -> None:
    calendar = ExportedCalendar("Mèche", "fr", "Europe/Paris", tuple(posts()), key="0123456789ab")
    whole_day = ExportedPost("P0900", "", date(2027, 5, 1), None, {"platform": "X"})
    events = read_by_node("ical.js", write(calendar, [*posts(), whole_day], AT), tmp_path)
    timed = [event for event in events if not event["isDay"]]
    assert {datetime.fromisoformat(event["start"]) for event in timed} == MOMENTS
    assert {event["description"] for event in timed} == {f"{TEXT}"}
    assert {event["minutes"] for event in timed} == {15}
    assert [(event["start"], event["minutes"]) for event in events if event["isDay"]] == [("2027-05-01", 24 * 60)]
    assert len({event["uid"] for event in events}) == len(MOMENTS) + 1


@pytest.mark.system("papaparse")
@pytest.mark.parametrize("key", KEYS)
def test_papaparse_reads_the_same_rows(key: str, tmp_path: Path) -> None:
    found = read_by_node("papaparse", exported(key).data, tmp_path)  # a byte order mark too
    assert found["errors"] == []
    assert len(found["rows"]) == len(MOMENTS)
    assert all(TEXT in row.values() for row in found["rows"])
    assert next(iter(found["rows"][0])) == first_heading(key)


def first_heading(key: str) -> str:
    return next(layout for layout in SCHEDULERS if layout.key == key).columns[0].heading


def exported(key: str) -> ExportedFile:
    """A file of each kind with the same texts; the moments of pins are no farther than two weeks."""
    is_pin = key == "pinterest"
    listed = posts("Pinterest" if is_pin else "Facebook")
    if is_pin:
        listed = [replace(post, day=TODAY + timedelta(days=n + 1), values={**post.values, "title": f"{n} {TEXT}"})
                  for n, post in enumerate(listed)]  # fmt: skip
    calendar = ExportedCalendar("Mèche", "fr", "Europe/Paris", tuple(listed))
    (file,) = file_format(key).make(calendar, ExportOptions(NOW)).files
    return file


@needs_office
def test_libreoffice_reads_the_same_texts_of_every_scheduler(tmp_path: Path) -> None:
    for key in KEYS:
        (tmp_path / f"{key}.csv").write_bytes(exported(key).data)
    office = find_program("soffice")
    assert office
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run([office, profile, "--headless", "--infilter=CSV:44,34,76,1,,0,true", "--convert-to", "xlsx",
                    "--outdir", str(tmp_path), *(str(tmp_path / f"{key}.csv") for key in KEYS)],
                   check=True, capture_output=True)  # fmt: skip
    for layout in SCHEDULERS:
        sheet = openpyxl.load_workbook(tmp_path / f"{layout.key}.xlsx").worksheets[0]
        heads, *rows = sheet.iter_rows(values_only=True)
        assert list(heads) == [column.heading for column in layout.columns]
        assert sum(TEXT in row for row in rows) == len(rows) == len(MOMENTS), layout.key
