"""The balance of a weak strategy says yes to nothing, in its stored values and as a spreadsheet computes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from office import XLSX, convert, uncounted, unlocked
from sheets import book

from calgen import api
from calgen.files.edit.insert_sheets import new_workbook
from calgen.read import read
from calgen.view.balance.questions import TOP
from calgen.view.template import TemplateContent, input_sheets, output_placeholders

WEAK = Path(__file__).parents[1] / "letters" / "weak.md"


@pytest.mark.long
def test_a_spreadsheet_computes_no_yes_either() -> None:
    found = read(book(WEAK.read_text(encoding="utf-8"), "weak"))
    sheets = input_sheets(found.words, TemplateContent(found.strategy, has_examples=False))
    data = new_workbook(sheets, output_placeholders(found.words))
    made = api.generate(data, "weak.xlsx", date(2027, 2, 8)).after
    computed = convert(XLSX, {"weak": uncounted(made)})["weak"]
    title = found.words.title("balance")
    rows = {"max_row": TOP + 6, "values_only": True}
    stored, live = (
        [cell for row in unlocked(one, values=True)[title].iter_rows(**rows) for cell in row[:12]]
        for one in (made, computed)
    )
    verdicts = [found.words.text("labels", f"verdict_{code}") for code in ("yes", "nearly", "no")]
    shown = [cell for cell in stored if cell in verdicts]
    assert shown == [verdicts[1]] * 3 + [verdicts[2]] * 2
    assert [cell for cell in live if cell] == [cell for cell in stored if cell]
