"""A formula, chart, link or name of the user's own that points to a row that moves is told, once, with its cure."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from office import XLSX, convert, needs_office, uncounted
from own_references import OWN, social, with_moved_post, with_own_tab
from small_calendar import FILE, TODAY, run, saved, unlocked

from calgen.book.words import load_words
from calgen.cli import main
from calgen.files.read import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

each_language = pytest.mark.parametrize("language", ["fr", "en"])
CELLS = [("outside_row_moves", cell) for cell in ("B2", "D9", "F1", "G1", "")]  # the last is the name
EXPECTED = sorted([*CELLS, ("outside_rows_change", "H2")])


def command(folder: Path, data: bytes, *words: str) -> tuple[Result, bytes]:
    file = folder / FILE
    file.write_bytes(data)
    found = CliRunner().invoke(main, [*words, str(file), "--today", TODAY.isoformat()])
    return found, file.read_bytes()


def outside(problems: Iterable[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted((one["code"], one["cell"]) for one in problems if one["code"].startswith("outside_"))


def own_part(data: bytes) -> bytes:
    """The XML of the user's tab."""
    workbook = guard.open_workbook(data, FILE)
    return workbook.package.read(next(sheet.part for sheet in workbook.sheets if sheet.title == OWN))


@each_language
def test_every_command_tells_each_once_with_its_cell(language: str, tmp_path: Path) -> None:
    data = with_moved_post(language)
    dry, untouched = command(tmp_path, data, "generate", "--dry-run", "--format", "json")
    assert untouched == data
    checked, untouched = command(tmp_path, data, "check", "--format", "json")
    assert untouched == data
    done, after = command(tmp_path, data, "generate", "--format", "json")
    for result, key in ((dry, "problems"), (checked, ""), (done, "problems")):
        assert result.exit_code == 0, result.output
        told = json.loads(result.stdout)
        assert outside(told[key] if key else told) == EXPECTED
    assert own_part(after) == own_part(data)


def test_people_read_it_in_the_run_and_on_the_tab_of_checks(tmp_path: Path) -> None:
    for words in (("check",), ("generate", "--dry-run"), ("generate",)):
        found, after = command(tmp_path, with_moved_post("fr"), *words)
        assert found.stdout.count("Remplacez «") >= 4
        assert "Suivi!B2" in found.stdout
    checks = unlocked(after)[load_words("fr").title("checks")]
    texts = [str(cell.value) for row in checks.iter_rows() for cell in row if cell.value]
    assert sum("renvoie à 'Calendrier social'!" in text for text in texts) == 5


@each_language
def test_nothing_is_told_where_no_row_moves(language: str, tmp_path: Path) -> None:
    for words in (("check", "--format", "json"), ("generate", "--dry-run", "--format", "json")):
        found, _ = command(tmp_path, with_own_tab(language), *words)
        told: Any = json.loads(found.stdout)
        assert outside(told if isinstance(told, list) else told["problems"]) == []


def test_nothing_is_told_a_second_time() -> None:
    after = run(with_moved_post("fr")).after
    assert [one.code for one in run(after).problems if one.code.startswith("outside_")] == []


@needs_office
@each_language
def test_the_cure_gives_the_value_of_the_post_that_was_meant(language: str) -> None:
    """The formula of the message, typed as it stands there; LibreOffice computes it after the run."""
    data = with_moved_post(language)
    before = social(unlocked(data))
    done = run(data)
    book = unlocked(done.after)
    meant = {"B2": before["E12"].value, "D9": before["E9"].value}
    for problem in done.problems:
        if problem.place and problem.place.cell in meant and problem.code.startswith("outside_"):
            _, cure = done.words.message(problem)
            formula = re.findall(r"[«“]\s?(=INDEX.*?)\s?[»”]", cure.replace("\u00a0", " "))[0]
            if language == "fr":  # what a French program shows and takes is this in the file
                formula = formula.replace("EQUIV(", "MATCH(").replace(";", ",")
            book[OWN][problem.place.cell] = formula
    computed = unlocked(convert(XLSX, {"cure": uncounted(saved(book))})["cure"], values=True)[OWN]
    assert {cell: computed[cell].value for cell in meant} == meant
    stale = unlocked(convert(XLSX, {"stale": uncounted(done.after)})["stale"], values=True)[OWN]
    assert stale["D9"].value != meant["D9"] or stale["B2"].value != meant["B2"]
