"""Changes that only a workbook can show: a theme renamed in all its cells, another language; planned again by a run."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import workbook_copies
from asked_plan import AskedPlan
from changes_asked import Replan
from choices import Choices
from strategies_asked import draw

from calgen import api
from calgen.book.words import Words, load_words
from calgen.files.edit.insert_sheets import new_workbook
from calgen.strategy import TABS, Strategy
from calgen.view import template

_FRENCH_DAY = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")
NEW_NAME = "Thème renommé"
Edit = Callable[[Any, Words, str], None]  # of the sheets of a workbook, its words, and the name of a theme


@cache
def first_run(seed: int) -> tuple[bytes, AskedPlan]:
    """The workbook of a seed after its first run, and the plan of that run."""
    asked = draw(seed)
    made = api.generate(_filled(load_words("fr"), asked.strategy), "atelier.xlsx", asked.today)
    return made.after, _asked_plan(made, asked.today)


def replan_book(seed: int, change: str) -> Replan | None:
    """The workbook of a seed after its first run, changed by its user, and run again a few weeks later."""
    data, before = first_run(seed)
    choices = Choices(f"{seed}/{change}")
    first = max(before.first, before.today)
    today = first + timedelta(days=choices.whole(3, max(4, (before.last - first).days // 2)))
    theme = choices.pick(before.strategy.themes).theme
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells what it does not keep
        sheets = workbook_copies.opened(data)
    BOOK_CHANGES[change](sheets, load_words("fr"), theme)
    out = io.BytesIO()
    sheets.save(out)
    made = api.generate(out.getvalue(), "atelier.xlsx", today)
    return None if made.plan is None else Replan(change, before, _asked_plan(made, today), theme)


def _asked_plan(made: api.Generated, today: date) -> AskedPlan:
    assert made.plan is not None, [problem.code for problem in made.problems]
    return AskedPlan(made.strategy, today, made.plan, made.problems)


def _filled(words: Words, strategy: Strategy) -> bytes:
    """The workbook that a user would have filled with this strategy, before its first run."""
    filled = template.TemplateContent(strategy, has_examples=False)
    data = new_workbook(template.input_sheets(words, filled), template.output_placeholders(words))
    return _with_iso_days(data) if strategy.settings.country == "US" else data


def _with_iso_days(data: bytes) -> bytes:
    """The workbook with its ranges of days as 2027-06-04: where French and the country differ in order, a day in
    figures that reads in two ways is a question (docs/decisions.md, "Dates").
    """
    sheets = workbook_copies.opened(data)
    for sheet in sheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = _FRENCH_DAY.sub(r"\3-\2-\1", cell.value)
    out = io.BytesIO()
    sheets.save(out)
    return out.getvalue()


def _rename(sheets: Any, words: Words, theme: str) -> None:
    """A theme has another name, wherever the strategy names it."""
    for tab in (tab for tab in TABS if not tab.on_demand):
        for row in sheets[words.title(tab.key)].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and theme in cell.value:
                    parts = re.split(r"(\s*[,;\n]\s*)", cell.value)
                    cell.value = "".join(NEW_NAME if part == theme else part for part in parts)


def _speak_english(sheets: Any, words: Words, theme: str) -> None:
    """The workbook is to be answered in English."""
    for row in sheets[words.title("settings")].iter_rows():
        if row[0].value == words.title("settings", "language"):
            row[1].value = "Anglais"


BOOK_CHANGES: dict[str, Edit] = {"theme renamed": _rename, "language changed": _speak_english}
