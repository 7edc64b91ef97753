"""Check, generate, both as JSON, and the tab: the same findings in one order, by severity, then as the method goes."""

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
from calgen.check.advice_order import FINDINGS, FIRST, of_letter
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
    told = [words.message(problem)[0] for problem in of_letter(checked.problems)]
    assert len(told) < len(said)
    book = read_back(one.done)
    assert on_tab(book)[: len(told)] == told
    beside = {str(cell.value) for row in book.tab("balance").iter_rows(max_col=1) for cell in row}
    assert set(said) - set(told) <= beside
    summary = " ".join(printed(print_run, one.done, Path("plan.xlsx"), False, "text").split())
    counts = {key: sum(problem.severity == key for problem in of_letter(one.done.problems)) for key in SEVERITIES}
    due = [words.text("cli", f"counts_{key}", n=count) for key, count in counts.items() if count]
    beside_ = words.text("cli", "more_in_balance", n=len(said) - len(told), tab=one.done.titles["balance"])
    assert " ".join((", ".join(due) + beside_).split()) in summary
    text = " ".join(printed(print_advice, checked.problems, words, "text").split())
    places = [text.index(" ".join(message.split())) for message in told]
    assert places == sorted(places)
    steps = ["book", *FINDINGS]
    key = [(SEVERITIES.index(one["severity"]), one["code"] not in FIRST, steps.index(one["step"])) for one in of_run]
    assert key == sorted(key)
