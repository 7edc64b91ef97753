"""`calgen export` as it is typed: what it writes, replaces, marks and says, on a workbook with approved posts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import short_salon
import workbook_copies
from click.testing import CliRunner, Result

from calgen import api
from calgen.book.words import load_words
from calgen.cli import main

WORDS, FILE, TODAY = load_words("fr"), "salon.xlsx", short_salon.TODAY
Cells = Mapping[tuple[str, str], object]


def edited(data: bytes, cells: Cells) -> bytes:
    """The workbook with values typed into the social calendar, by id and column key."""
    book: Any = workbook_copies.opened(data)
    tab = book[WORDS.title("social")]
    columns = {cell.value: cell.column for cell in tab[4]}
    rows = {tab.cell(row, columns[WORDS.title("social", "id")]).value: row for row in range(5, tab.max_row + 1)}
    for (id_, key), value in cells.items():
        tab.cell(rows[id_], columns[WORDS.title("social", key)]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def statuses(data: bytes) -> dict[str, str]:
    tab: Any = workbook_copies.opened(data)[WORDS.title("social")]
    columns = {cell.value: cell.column for cell in tab[4]}
    at = [columns[WORDS.title("social", key)] - 1 for key in ("id", "status")]
    return {row[at[0]]: row[at[1]] for row in tab.iter_rows(min_row=5, values_only=True) if row[at[0]]}


@cache
def approved() -> bytes:
    """A calendar of three weeks: three approved posts, one still to be approved, one without an hour."""
    words = {"P0004": "validé", "P0005": "validé", "P0006": "validé", "P0007": "à valider", "P0008": "idée"}
    cells = {(id_, "status"): word for id_, word in words.items()}
    cells |= {(id_, "text"): f"Texte {id_}" for id_ in words}
    return edited(short_salon.calendar(), {**cells, ("P0008", "time"): None})


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    Path(FILE).write_bytes(approved())


def export(*options: str) -> Result:
    return CliRunner().invoke(main, ["export", FILE, "--today", TODAY.isoformat(), *options])


def record(*options: str) -> dict[str, Any]:
    found = export("--format", "json", *options)
    assert found.exit_code == 0, found.output
    made: dict[str, Any] = json.loads(found.output)
    return made


def posts_of(made: Mapping[str, Any]) -> set[str]:
    return {id_ for file in made["files"] for id_ in file["posts"]}


def test_the_report_for_programs_names_files_causes_and_notes() -> None:
    made = record("--to", "buffer")
    assert posts_of(made) == {"P0004", "P0005", "P0006"}
    assert all(Path(file["file"]).is_file() for file in made["files"])
    causes = {left["id"]: left["cause"] for left in made["left"]}
    assert (causes["P0007"], causes["P0001"]) == ("to_review", "not_approved")
    notes = {note["note"]: note for note in made["notes"]}
    assert notes["read"]["day"] == "2026-11-30"
    assert notes["zone"] == {"note": "zone", "zone": "Europe/Paris", "name": "Buffer"}
    assert (made["marked"], made["nothing"], made["earlier_files"]) == ([], "", [])


@pytest.mark.long
def test_marked_posts_are_scheduled_once_and_can_be_taken_back() -> None:
    before = Path(FILE).read_bytes()
    made = record("--to", "buffer", "--mark", "--drafts")
    assert set(made["marked"]) == {"P0004", "P0005", "P0006"}
    assert "P0007" in posts_of(made)  # a draft goes out, and stays to be approved
    now = statuses(Path(FILE).read_bytes())
    changed = {id_: word for id_, word in now.items() if word != statuses(before)[id_]}
    assert changed == dict.fromkeys(["P0004", "P0005", "P0006"], "Programmé")
    again = record("--to", "buffer", "--mark")
    assert (again["files"], again["marked"], again["nothing"]) == ([], [], "nothing")
    assert CliRunner().invoke(main, ["undo", FILE]).exit_code == 0
    assert Path(FILE).read_bytes() == before


def test_a_marked_calendar_is_planned_on_as_an_edited_one() -> None:
    record("--to", "sprout", "--mark")
    made = api.generate(Path(FILE).read_bytes(), FILE, TODAY)
    assert not made.stopped
    found = statuses(made.after)
    assert [found[id_] for id_ in ("P0004", "P0005", "P0006")] == ["Programmé"] * 3


def test_without_mark_the_workbook_stays_as_it_is() -> None:
    for to in ("ics", "json", "buffer", "google"):
        record("--to", to)
    assert Path(FILE).read_bytes() == approved()


def test_only_the_posts_that_went_out_are_marked() -> None:
    made = record("--to", "metricool", "--mark", "--ids", "P0005,P0007")
    assert made["marked"] == ["P0005"]
    assert statuses(Path(FILE).read_bytes())["P0004"] == "validé"


@pytest.mark.parametrize("to", ["ics", "json", "google"])
def test_a_format_to_look_at_marks_nothing(to: str) -> None:
    found = export("--to", to, "--mark")
    assert found.exit_code == 2
    assert "--mark" in found.output


@pytest.mark.parametrize("option", [("--by", "platform"), ("--with", "dates"), ("--with", "holidays")])
def test_what_is_for_calendars_alone_is_refused_elsewhere(option: tuple[str, str]) -> None:
    assert export("--to", "buffer", *option).exit_code == 2
    assert export("--to", "ics", *option).exit_code == (2 if "holidays" in option else 0)


def test_what_calgen_wrote_is_replaced_and_what_was_changed_since_is_not() -> None:
    (name,) = (file["file"] for file in record("--to", "metricool")["files"])
    record("--to", "metricool", "--ids", "P0004")
    assert Path(name).read_bytes().count(b"Texte") == 1
    Path(name).write_bytes(Path(name).read_bytes().replace(b"Texte", b"Mot"))
    refused = export("--to", "metricool")
    assert refused.exit_code == 1
    assert f"{name} existe déjà, et calgen ne l'a pas écrit" in refused.output
    assert b"Mot" in Path(name).read_bytes()
    assert export("--to", "metricool", "--force").exit_code == 0
    assert b"Mot" not in Path(name).read_bytes()


def test_no_file_is_written_where_one_of_them_is_somebody_elses() -> None:
    platforms = sorted({row for row in record("--to", "buffer")["files"] for row in [row["file"]]})
    for name in platforms:
        Path(name).unlink()
    Path(platforms[-1]).write_text("à moi", encoding="utf-8")
    found = export("--to", "buffer", "--format", "json")
    assert found.exit_code == 1
    assert "file_foreign" in found.output
    assert [Path(name).exists() for name in platforms] == [False] * (len(platforms) - 1) + [True]
    assert Path(platforms[-1]).read_text(encoding="utf-8") == "à moi"


def test_files_of_an_earlier_export_are_told() -> None:
    record("--to", "ics", "--by", "platform")
    made = record("--to", "ics")
    assert made["earlier_files"] == ["salon-calendar-Facebook.ics", "salon-calendar-Instagram.ics"]
    assert record("--to", "json")["earlier_files"] == []


def test_ids_and_days_choose_posts_of_every_format() -> None:
    for to in ("ics", "json", "google"):
        assert posts_of(record("--to", to, "--ids", "P0001,p0005")) == {"P0001", "P0005"}
    first = json.loads(Path("salon.json").read_text(encoding="utf-8"))["posts"][0]["date"]
    assert "P0001" in posts_of(record("--to", "json", "--until", first))
    assert posts_of(record("--to", "json", "--until", "2026-12-31")) == set()


def test_nothing_to_export_says_why_and_how_to_get_there() -> None:
    Path(FILE).write_bytes(short_salon.calendar())
    found = export("--to", "publer").output
    assert "aucune publication n'est validée" in found
    assert "passez leur statut à «\u00a0validé\u00a0»" in found.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    assert "calgen share" in found
    assert "dans ce que vous demandez" in export("--to", "ics", "--from", "2040-01-01").output
    Path(FILE).write_bytes(approved())
    assert "pour les raisons ci-dessous" in export("--to", "pinterest").output


def test_rows_that_no_run_has_seen_stay_out_where_posts_are_told_apart() -> None:
    book: Any = workbook_copies.opened(approved())
    tab = book[WORDS.title("social")]
    columns = {cell.value: cell.column for cell in tab[4]}
    last = tab.max_row
    for number in (last + 1, last + 2):
        for key, value in {"date": datetime(2027, 1, 8), "platform": "Facebook", "text": "Neuf"}.items():  # noqa: DTZ001
            tab.cell(number, columns[WORDS.title("social", key)]).value = value
    book.save(FILE)
    made = record("--to", "ics")
    assert made["rows_without_id"] == [last + 1, last + 2]
    ids = re.findall(r"UID:(\S+)", Path("salon-calendar.ics").read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids)) == len(posts_of(made))
    assert record("--to", "json")["rows_without_id"] == []
    assert "calgen generate" in export("--to", "ics").output


def test_the_names_of_files_are_safe_on_every_system() -> None:
    name = 'a/../b:c*"d\n\\e ' + "é" * 200
    Path(FILE).write_bytes(edited(approved(), {("P0004", "platform"): name, ("P0005", "platform"): name.upper()}))
    made = record("--to", "ics", "--by", "platform", "-o", "out")
    names = [Path(file["file"]).name for file in made["files"]]
    assert {Path(file["file"]).parent.name for file in made["files"]} == {"out"}
    assert len({found.casefold() for found in names}) == len(names)
    assert all(not re.search(r'[<>:"/\\|?*\x00-\x1f]', found) and len(found.encode()) < 200 for found in names)


def test_the_board_of_pins_is_written() -> None:
    cells = {("P0004", "platform"): "Pinterest", ("P0004", "image"): "https://x.example/a.jpg"}
    Path(FILE).write_bytes(edited(approved(), cells))
    (file,) = record("--to", "pinterest", "--board", "Coupes, 2027")["files"]
    assert '"Coupes, 2027"' in Path(file["file"]).read_text(encoding="utf-8")
    assert [note["note"] for note in record("--to", "pinterest")["notes"]].count("boards") == 1
