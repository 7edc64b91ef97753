"""A column's title that a program changed in its cell alone, and the commands that write into cells of the calendar."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import short_salon
import workbook_copies
from click.testing import CliRunner
from decided_salon import FILE, TODAY, WORDS, answers, decided, edited, outcomes, written
from exported_results import imported, meta_file

from calgen import api
from calgen.book.problems import Refused
from calgen.cell_edit import edit_cells
from calgen.cli import main

KEYS = ("status", "date", "platform", "title", "id")


def with_title(data: bytes, key: str, title: str | None) -> bytes:
    """The workbook with another title of a column of the social calendar, as openpyxl saves it."""
    book: Any = workbook_copies.opened(data)
    heading = next(cell for cell in book[WORDS.title("social")][4] if cell.value == WORDS.title("social", key))
    heading.value = title
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def results_of(data: bytes) -> None:
    imported(("meta.csv", meta_file()), data=data)


def decisions_of(data: bytes) -> None:
    decided(data, answers({"P0001": "approved", "P0002": "change"}))


@pytest.mark.parametrize("key", KEYS)
def test_decisions_are_refused_where_a_formula_would_find_nothing(key: str) -> None:
    with pytest.raises(Refused) as told:
        decisions_of(with_title(written(), key, "Tout autre chose"))
    assert [one.code for one in told.value.problems] == ["heading_not_followed"]
    place, values = told.value.problem.place, told.value.problem.values
    assert (place.tab, place.cell[1:]) == (WORDS.title("social"), "4") if place else False
    assert (values["heading"], values["name"]) == (WORDS.title("social", key), "Tout autre chose")
    message, cure = WORDS.message(told.value.problem)[:2]
    assert "Tout autre chose" in message
    assert cure.endswith(f"calgen generate {FILE}")


@pytest.mark.parametrize("title", ["Tout autre chose", None])
def test_results_are_refused_too(title: str | None) -> None:
    with pytest.raises(Refused, match="heading_not_followed"):
        results_of(with_title(short_salon.calendar(), "status", title))


def test_an_emptied_title_is_refused_too() -> None:
    with pytest.raises(Refused, match="heading_not_followed"):
        decisions_of(with_title(written(), "status", None))


def test_a_title_that_no_formula_names_may_change() -> None:
    made = decided(with_title(written(), "comment", "Remarques"), answers({"P0001": "approved"}))
    assert outcomes(made) == {"P0001": "approved"}


def test_after_a_run_the_answers_go_in() -> None:
    start = with_title(written(), "status", "Statut de validation")
    made = decided(api.generate(start, FILE, TODAY).after, answers({"P0001": "approved"}))
    assert outcomes(made) == {"P0001": "approved"}


def test_marks_are_refused_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    approved = edited(written(), {("P0004", "status"): "Validé"})
    start = with_title(approved, "platform", "Réseaux")
    Path(FILE).write_bytes(start)
    options = ["--to", "buffer", "--mark", "--today", TODAY.isoformat(), "--format", "json"]
    made = CliRunner().invoke(main, ["export", FILE, *options])
    assert made.exit_code == 1, made.output
    assert json.loads(made.output)[0]["code"] == "heading_not_followed"
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == [FILE]
    assert Path(FILE).read_bytes() == start


def test_the_three_commands_write_by_one_way() -> None:
    folder = Path(edit_cells.__code__.co_filename).parent
    users = {path.stem for path in folder.glob("*.py") if "edit_cells(" in path.read_text(encoding="utf-8")}
    assert users == {"cell_edit", "decide_steps", "result_steps", "export_marks"}
