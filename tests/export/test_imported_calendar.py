"""The iCalendar imported into khal's calendar, as a person does: twice, and again after a change."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from node_packages import find_program

from calgen.export.calendar_posts import ExportedCalendar, ExportedEvent, ExportedPost
from calgen.export.icalendar_feed import write

pytestmark = pytest.mark.system("khal")
AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
FIRST = date(2027, 3, 26)  # two days before the clocks of Paris change
VALUES = {"platform": "Facebook", "text": "a\nb, c", "status": "approved"}
POSTS = tuple(
    ExportedPost(f"P{n:04}", "", FIRST + timedelta(days=n), time(9, 30), {**VALUES, "title": f"Été {n}, « oui » ; 🎄"})
    for n in range(4)
)
WHOLE_DAY = ExportedPost("P0009", "", FIRST, None, {"platform": "X", "title": "Sans heure"})
KEY_DATE = ExportedEvent("date-01", FIRST, FIRST + timedelta(days=2), "Soldes")


class Khal:
    """A calendar of khal in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "cal").mkdir()
        (folder / "config").write_text(
            f"[calendars]\n[[posts]]\npath = {folder}/cal\ntype = calendar\n[locale]\nlocal_timezone = Europe/Paris\n"
            "default_timezone = Europe/Paris\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {folder}/khal.db\n",
            encoding="utf-8",
        )

    def _run(self, *words: str) -> str:
        khal = find_program("khal")
        assert khal
        home = {**os.environ, "HOME": str(self._folder), "LC_ALL": "C.UTF-8"}
        config = str(self._folder / "config")
        return subprocess.run([khal, "-c", config, *words], env=home, check=True, capture_output=True, text=True).stdout

    def bring_in(self, data: bytes) -> None:
        file = self._folder / "calendar.ics"
        file.write_bytes(data)
        self._run("import", "--batch", "-a", "posts", str(file))

    def events(self) -> Counter[str]:
        """The events of two weeks, each as its begin and its title."""
        form = "{start-date} {start-time} {title}"
        text = self._run("list", "--format", form, "--day-format", "", "--once", FIRST.isoformat(), "14d")
        return Counter(filter(None, text.splitlines()))


def calendar() -> ExportedCalendar:
    return ExportedCalendar("Mèche", "fr", "Europe/Paris", POSTS, key="0123456789ab")


def test_imported_twice_each_event_is_there_once_at_its_hour(tmp_path: Path) -> None:
    khal, data = Khal(tmp_path), write(calendar(), [*POSTS, WHOLE_DAY], AT, "", [KEY_DATE])
    khal.bring_in(data)
    once = khal.events()
    assert {f"{post.day} 09:30 Facebook · {post.values['title']}" for post in POSTS} <= set(once)
    assert sum("Sans heure" in event for event in once) == 1
    assert any("Soldes" in event for event in once)
    khal.bring_in(data)
    assert khal.events() == once
    assert set(once.values()) == {1}


def test_a_changed_post_takes_the_place_of_the_former(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    khal.bring_in(write(calendar(), POSTS, AT))
    moved = replace(POSTS[0], day=FIRST + timedelta(days=6), sequence=1)
    khal.bring_in(write(calendar(), [moved, *POSTS[1:]], AT + timedelta(days=1)))
    titled = [event for event in khal.events() if "Été 0" in event]
    assert titled == [f"{moved.day} 09:30 Facebook · {moved.values['title']}"]
