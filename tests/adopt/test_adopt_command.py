"""The command: what it writes and prints, and that the file of theirs stays as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from foreign_books import STRATEGY, ForeignBook, book
from foreign_calendars import CALENDARS
from foreign_strategies import STRATEGIES

from calgen import api
from calgen.cli import main
from calgen.files.read import guard
from calgen.files.soundness import find_unsound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOOKS: dict[str, ForeignBook] = {**STRATEGIES, **CALENDARS}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command in an empty folder, on a system that speaks French."""
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    return lambda *arguments: CliRunner().invoke(main, ["adopt", *arguments])


def test_a_new_workbook_stands_beside_theirs_which_is_only_read(run: Callable[..., Result], tmp_path: Path) -> None:
    theirs = tmp_path / "boulangerie.xlsx"
    theirs.write_bytes(STRATEGIES["boulangerie.xlsx"].data)
    before = theirs.stat().st_mtime_ns
    found = run("boulangerie.xlsx")
    assert found.exit_code == 0, found.output
    assert (theirs.read_bytes(), theirs.stat().st_mtime_ns) == (STRATEGIES["boulangerie.xlsx"].data, before)
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == {
        "boulangerie.xlsx", "boulangerie-calgen.xlsx",
    }  # fmt: skip
    assert "« Pilier » → Thème (3 cellules)" in found.output.replace("\u00a0", " ")
    assert "calgen generate boulangerie-calgen.xlsx" in found.output


def test_a_file_of_that_name_stays_unless_it_is_forced(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "salon.xlsx").write_bytes(book(STRATEGY))
    (tmp_path / "new.xlsx").write_bytes(b"something of hers")
    assert run("salon.xlsx", "-o", "new.xlsx").exit_code == 1
    assert (tmp_path / "new.xlsx").read_bytes() == b"something of hers"
    assert run("salon.xlsx", "-o", "new.xlsx", "--force").exit_code == 0
    assert (tmp_path / "new.xlsx").read_bytes().startswith(b"PK")


def test_what_is_unclear_is_written_nowhere_and_the_map_is_printed(run: Callable[..., Result], tmp_path: Path) -> None:
    rows = [["Blabla", "Catégorie"], ["Le pain", "Promouvoir"], ["Vous", "Échanger"]]
    (tmp_path / "themes.xlsx").write_bytes(book({"Thèmes": rows}))
    found = run("themes.xlsx")
    assert found.exit_code == 1
    assert "--map 'Blabla=Thème'" in found.output
    assert not (tmp_path / "themes-calgen.xlsx").exists()
    assert run("themes.xlsx", "--map", "Blabla=Thème").exit_code == 0


def test_the_account_for_programs_names_every_column_and_every_left_cell(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "salon.xlsx").write_bytes(book({**STRATEGY, "To do": [["Call the plumber"]]}))
    record = json.loads(run("salon.xlsx", "--format", "json", "--lang", "en").output)
    assert [table["read_as"] for table in record["tables"]] == ["settings", "objectives", "platforms", "themes", ""]
    carried = {"heading": "Budget code", "cell": "G1", "column": "", "how": "carried", "cells": 1}
    assert carried in record["tables"][2]["columns"]
    assert [(left["cell"], left["text"]) for left in record["left"]] == [("A1", "Call the plumber")]
    assert (record["file"], record["questions"]) == ("salon-calgen.xlsx", [])


@pytest.mark.parametrize("name", ["list.xlsx", "mois.xlsx"])
def test_what_is_written_is_sound(name: str) -> None:
    made = api.adopt(BOOKS[name].data, name)
    opened = guard.open_workbook(made.data, "new.xlsx")
    assert find_unsound(opened, [*opened.package.parts()]) == ()
    assert api.adopt(BOOKS[name].data, name).data == made.data
