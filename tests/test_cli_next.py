"""`calgen next` on the command line: its account in both languages, its record, dry runs, refusals and `undo`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import short_salon
from office import unlocked
from test_cli_help import run

from calgen.files.read import guard

DAY = "2027-01-25"  # the salon's three weeks are over


@pytest.fixture
def salon(tmp_path: Path) -> Path:
    path = tmp_path / "salon.xlsx"
    path.write_bytes(short_salon.calendar())
    return path


def test_the_account(salon: Path) -> None:
    before = salon.read_bytes()
    made = run("en", "next", str(salon), "--today", DAY)
    assert made.exit_code == 0, made.output
    lines = made.output.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert lines[0] == "La période suivante : du 25/01/2027 au 14/02/2027, 3 semaines."
    assert any(line.startswith("Réglages!B") and line.endswith("04/01/2027 → 25/01/2027") for line in lines)
    assert any("n'ont pas le statut « publié »" in line for line in lines)
    assert lines[-1] == f"Le calendrier est dans {salon}."
    assert salon.read_bytes() != before
    undone = run("fr", "undo", str(salon))
    assert undone.exit_code == 0
    assert salon.read_bytes() == before


def test_a_dry_run_writes_nothing(salon: Path) -> None:
    before = salon.read_bytes()
    made = run("fr", "next", str(salon), "--today", DAY, "--weeks", "2", "--dry-run")
    assert made.exit_code == 0, made.output
    assert "du 25/01/2027 au 07/02/2027, 2 semaines" in made.output
    assert salon.read_bytes() == before
    assert not (salon.parent / ".calgen-backups").exists()


def test_the_record(salon: Path) -> None:
    made = run("fr", "next", str(salon), "--today", DAY, "--weeks", "2", "--format", "json")
    found = json.loads(made.output)
    assert found["written"] is True
    assert found["period"] == {"first": "2027-01-25", "last": "2027-02-07", "weeks": 2}
    cells = [(cell["tab"], cell["before"], cell["after"]) for cell in found["cells"]]
    assert cells == [("Réglages", "04/01/2027", "25/01/2027"), ("Réglages", "3", "2")]
    assert found["unpublished"] > 10
    assert found["run"]["posts"] > 10
    assert guard.open_workbook(salon.read_bytes(), salon.name)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--today", "2027-01-20"), 1, "--start 2027-01-25"),
        (("--today", DAY, "--start", "2027-01-04"), 1, "ne peut pas commencer"),
        (("--today", "2027-03-20"), 1, "--start 2027-03-22"),
        (("--today", DAY, "--weeks", "105"), 2, "104"),
        (("--today", DAY, "--weeks", "x"), 2, "104"),
    ],
)
def test_what_is_refused(salon: Path, options: tuple[str, ...], code: int, said: str) -> None:
    before = salon.read_bytes()
    made = run("fr", "next", str(salon), *options)
    assert made.exit_code == code
    assert said in made.output
    assert salon.read_bytes() == before


def test_the_command_to_type_keeps_what_was_asked(salon: Path) -> None:
    made = run("fr", "next", str(salon), "--today", "2027-01-20", "--weeks", "6", "--archive")
    assert f"calgen next {salon} --start 2027-01-25 --weeks 6 --archive" in made.output.replace("\n", " ")
    late = run("fr", "next", str(salon), "--today", "2027-03-20", "--archive")
    assert "--start 2027-03-22 --archive" in late.output.replace("\n", " ")


def test_a_formula_that_follows_the_start_is_told(salon: Path) -> None:
    book = unlocked(salon.read_bytes(), values=False)
    cell = next(row[1].coordinate for row in book["Réglages"].iter_rows() if str(row[1].value).startswith("2027-01-04"))
    book["Campagnes"]["Z5"].value = f"=Réglages!{cell}+6"
    out = io.BytesIO()
    book.save(out)
    salon.write_bytes(out.getvalue())
    made = json.loads(run("fr", "next", str(salon), "--today", DAY, "--format", "json").output)
    assert [(note["code"], note["tab"], note["cell"]) for note in made["notes"]] == [
        ("formula_follows", "Campagnes", "Z5")]  # fmt: skip
    salon.write_bytes(out.getvalue())
    assert "enregistrez-le" in run("fr", "next", str(salon), "--today", DAY).output


def test_errors_of_the_strategy_stop(salon: Path) -> None:
    book = unlocked(salon.read_bytes(), values=False)
    book["Plateformes"]["H5"].value = "souvent"
    out = io.BytesIO()
    book.save(out)
    salon.write_bytes(out.getvalue())
    made = run("fr", "next", str(salon), "--today", DAY)
    assert made.exit_code == 1
    assert "souvent" in made.output
    assert salon.read_bytes() == out.getvalue()
