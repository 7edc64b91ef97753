"""`calgen share` and `calgen decide` as they are typed: both files or none, never over a workbook, back by `undo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import workbook_copies
from click.testing import CliRunner, Result
from decided_salon import rows, written

from calgen.cli import main

TODAY = ("--today", "2027-01-04")


def run(*words: str | Path) -> Result:
    return CliRunner(env={"LANG": "fr_FR.UTF-8"}).invoke(main, [*map(str, words)])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(written())
    return path


def fill(path: Path, cells: dict[str, str]) -> None:
    """Type into the form, as somebody who opens it in another program."""
    book: Any = workbook_copies.opened(path.read_bytes())
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)


def test_the_page_and_the_form_stand_side_by_side(plan: Path) -> None:
    done = run("share", plan, *TODAY)
    assert done.exit_code == 0, done.output
    assert {path.name for path in plan.parent.glob("plan*")} == {"plan.xlsx", "plan-share.html", "plan-share.xlsx"}
    assert "plan-share.xlsx" in done.output


@pytest.mark.parametrize(("taken", "said"), [
    ("plan-share.html", "calgen ne l'a pas écrit"), ("plan-share.xlsx", "n'est pas un formulaire"),
])  # fmt: skip
def test_where_one_is_there_already_neither_is_written(plan: Path, taken: str, said: str) -> None:
    (plan.parent / taken).write_bytes(b"mine")
    done = run("share", plan, *TODAY)
    assert (done.exit_code, said in " ".join(done.output.split())) == (1, True), done.output
    assert {path.name for path in plan.parent.glob("plan*")} == {"plan.xlsx", taken}
    assert (plan.parent / taken).read_bytes() == b"mine"


def test_what_calgen_wrote_is_replaced_and_a_form_that_was_filled_in_only_with_force(plan: Path) -> None:
    form = plan.with_name("plan-share.xlsx")
    for _ in range(2):
        assert run("share", plan, *TODAY).exit_code == 0
    fill(form, {"F10": "Valider"})
    filled = form.read_bytes()
    assert run("share", plan, *TODAY).exit_code == 1
    assert form.read_bytes() == filled
    assert run("share", plan, *TODAY, "--force").exit_code == 0
    assert form.read_bytes() != filled


def test_a_form_never_takes_the_place_of_a_workbook(plan: Path) -> None:
    other = plan.with_name("notes.xlsx")
    other.write_bytes(written())
    for name in ("plan.html", "notes.html"):
        done = run("share", plan, *TODAY, "-o", plan.with_name(name), "--force")
        assert (done.exit_code, "n'est pas un formulaire" in " ".join(done.output.split())) == (1, True), done.output
        assert not plan.with_name(name).exists()
    assert plan.read_bytes() == other.read_bytes() == written()


def test_a_form_comes_back_and_can_be_undone(plan: Path) -> None:
    run("share", plan, *TODAY)
    form = plan.with_name("plan-share.xlsx")
    fill(form, {"B5": "Léa", "F10": "Valider", "F11": "À modifier", "G11": "Plus court"})
    tried = run("decide", plan, form, *TODAY, "--dry-run")
    assert plan.read_bytes() == written()
    assert all(text in tried.output for text in ("P0001", "P0002", "Plus court", "rien n'a été écrit")), tried.output
    assert run("decide", plan, form, *TODAY).exit_code == 0
    found = rows(plan.read_bytes())
    assert [found[id_]["status"] for id_ in ("P0001", "P0002")] == ["Validé", "En cours"]
    after = plan.read_bytes()
    assert "Rien n'a changé" in run("decide", plan, form, "--today", "2027-01-09").output
    assert plan.read_bytes() == after
    assert run("undo", plan).exit_code == 0
    assert plan.read_bytes() == written()


def test_a_text_changed_in_the_form_is_told_and_not_approved(plan: Path) -> None:
    run("share", plan, *TODAY)
    form = plan.with_name("plan-share.xlsx")
    fill(form, {"B5": "Léa", "D10": "Un autre texte", "F10": "Valider"})
    done = run("decide", plan, form, *TODAY)
    assert "Publication modifiée dans le formulaire" in done.output
    before, after = rows(written())["P0001"], rows(plan.read_bytes())["P0001"]
    assert before["status"] == after["status"]
    assert after["comment"].startswith("04/01/2027 · Léa : validé (version ")
    assert after["comment"].endswith("(le formulaire avait été modifié)")


@pytest.mark.parametrize(("data", "said"), [
    (b"PK\x03\x04 damaged", "n'a pas pu être lu comme un fichier de réponses"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "n'a pas pu être lu comme un fichier de réponses"),
    (b"PK" + bytes(5_000_000), "est trop grand"), (b"<html>", "n'est pas un fichier de réponses"),
])  # fmt: skip
def test_what_is_no_file_of_answers_is_refused_with_its_name(plan: Path, data: bytes, said: str) -> None:
    theirs = plan.with_name("reponses.xlsx")
    theirs.write_bytes(data)
    done = run("decide", plan, theirs, *TODAY)
    told = " ".join(done.output.replace("\u00a0", " ").split())
    assert (done.exit_code, "reponses.xlsx" in told, said in told) == (1, True, True), told
    assert plan.read_bytes() == written()


def test_a_strategy_is_no_file_of_answers(plan: Path) -> None:
    done = run("decide", plan, plan, *TODAY)
    assert done.exit_code == 1
    assert "n'est pas un fichier de réponses" in " ".join(done.output.split())
