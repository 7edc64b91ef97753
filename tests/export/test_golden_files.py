"""Each format as a text to read, on the posts that trip importers up; `RENEW_GOLDEN=1` writes it anew.

The file holds what is exported, line by line, then what is left with why, and the notes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from calgen.export import FORMATS, ExportOptions, FileFormat
from calgen.export.calendar_posts import ExportedCalendar, ExportedEvent, ExportedPost
from calgen.export.scheduler_files import ExportReport

FOLDER = Path(__file__).parents[1] / "golden" / "exports"
NOW = datetime.combine(date(2027, 3, 24), time(8))
PICTURE, LINK = "https://example.org/a.jpg", "https://example.org/?a=1"


def post(number: int, moment: str, platform: str = "Facebook", **values: str) -> ExportedPost:
    at = datetime.fromisoformat(moment)
    known = {"platform": platform, "status": "approved", "text": f"Texte {number}", "title": f"Titre {number}"}
    hour = at.time() if "T" in moment else None
    filled = {key: value for key, value in {**known, **values}.items() if value}
    return ExportedPost(f"P{number:04}", "S0001", at.date(), hour, filled, sequence=number % 2, row=number)


POSTS = (
    post(1, "2027-03-27T09:00", text='=Dire "oui", vite ;\nÉté 🎄', hashtags="#été #b", link=LINK),
    post(2, "2027-03-27T09:09", text="Neuf minutes plus tard"),
    post(3, "2027-03-28T02:30", text="Une heure que ce jour n'a pas"),
    post(4, "2027-03-28T09:00", "Pinterest", image=PICTURE, alt_text="Une coupe", hashtags="#a", link=LINK),
    post(5, "2027-03-28T10:00", "Instagram", image="photo.jpg"),
    post(6, "2027-03-29T09:00", text="a || b", image=PICTURE, alt_text="c"),
    post(7, "2027-03-29T10:00", "X", text="x" * 281),
    post(8, "2027-03-30T09:00", "LinkedIn", link="www.example.org"),
    post(9, "2027-03-30", text="Sans heure"),
    post(10, "2027-03-30T11:00", text=""),
    post(11, "2027-03-23T09:00", text="Passée"),
    post(12, "2027-03-31T09:00", status="to_review"),
    post(13, "2027-03-31T10:00", status="idea"),
    post(14, "2027-03-31T11:00", status="scheduled"),
    post(15, "2027-03-31T12:00", status="cancelled"),
    post(16, "2027-04-08T09:00", "Pinterest", image=PICTURE),
    post(17, "2027-10-31T09:00", text="Le jour où l'heure recule"),
    post(18, "2027-04-01T09:00", "Newsletter"),
)
EVENT = ExportedEvent("date-01", date(2027, 4, 5), date(2027, 4, 6), "Lundi, mardi", "Publier", calendar="Temps forts")


def made(found: FileFormat) -> ExportReport:
    calendar = ExportedCalendar("Mèche", "fr", "Europe/Paris", POSTS, key="0123456789ab", events=(EVENT,))
    return found.make(calendar, ExportOptions(NOW, drafts=True, at=NOW.replace(tzinfo=UTC), board="Coupes"))


def lines(report: ExportReport) -> Iterator[str]:
    for file in report.files:
        yield f"==== {file.name}: {', '.join(file.posts)}"
        yield from file.data.decode().replace("\ufeff", "[BOM]").replace("\r\n", "[CRLF]\n").splitlines()
    yield "==== left"
    yield from (f"{left.id} {left.cause} {dict(left.values) or ''}".rstrip() for left in report.left)
    yield "==== notes"
    yield from (f"{key} {dict(values)}" for key, values in report.notes)


@pytest.mark.parametrize("found", FORMATS, ids=lambda found: found.key)
def test_a_format_is_as_it_was(found: FileFormat) -> None:
    path, text = FOLDER / f"{found.key}.txt", "\n".join(lines(made(found))) + "\n"
    if os.environ.get("RENEW_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
