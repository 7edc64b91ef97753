"""Check, generate, both as JSON, and the tab of findings: the same findings in one order, by severity, tab and cell."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from made_samples import STARTS, made
from written_workbook import Book, read_back

from calgen import api
from calgen.book.words import Words
from calgen.cli_output import print_run
from calgen.terminal import print_advice
from calgen.view import checks

SEVERITIES = ("error", "warning", "note")
SAMPLES = pytest.mark.parametrize(
    "sample", [one if one == "salon" else pytest.param(one, marks=pytest.mark.long) for one in STARTS]
)


def printed(show: Callable[..., None], *arguments: Any) -> str:
    with redirect_stdout(io.StringIO()) as out:
        show(*arguments)
    return out.getvalue()


def on_tab(book: Book) -> list[str]:
    """The messages of the tab, top down."""
    sheet = book.tab("checks")
    cells = (sheet.cell(row, 2).value for row in range(checks.TOP + 1, sheet.max_row + 1))
    return [str(cell) for cell in cells if cell]


@SAMPLES
def test_all_places_tell_the_findings_in_one_order(sample: str) -> None:
    one = made(sample)
    words: Words = one.done.words
    checked = api.diagnose(one.before, f"{sample}.xlsx", STARTS[sample])
    said = [words.message(problem)[0] for problem in checked.problems]
    of_run = json.loads(printed(print_run, one.done, Path("plan.xlsx"), False, "json"))["problems"]
    of_check = json.loads(printed(print_advice, checked.problems, words, "json"))
    assert [record["message"] for record in of_run] == [record["message"] for record in of_check] == said
    assert on_tab(read_back(one.done))[: len(said)] == said
    text = " ".join(printed(print_advice, checked.problems, words, "text").split())
    places = [text.index(" ".join(message.split())) for message in said]
    assert places == sorted(places)
    tabs = list(one.book.formulas.sheetnames)
    key = [(SEVERITIES.index(one["severity"]), tabs.index(one["tab"]) if one["tab"] else 99) for one in of_run]
    assert key == sorted(key)
