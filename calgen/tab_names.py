"""The titles of calgen's tabs in a workbook, and the titles and names of the user's that are in their way."""

from __future__ import annotations

from calgen.book.owned_tabs import LATER_OUTPUTS
from calgen.book.problems import Problem
from calgen.calendar import read_calendar_tab
from calgen.files.edit import refusals
from calgen.review.reviewed_rows import has_results
from calgen.run_records import Checked
from calgen.view import tabs
from calgen.view.view_context import TABLES


def tab_titles(checked: Checked) -> dict[str, str]:
    """The titles of all tabs after a run, by key."""
    return {**checked.read.titles, **tabs.titles(checked.read.words, checked.workbook.calgen_titles)}


def name_clashes(checked: Checked) -> tuple[Problem, ...]:
    """An error for each title and name that calgen's tabs need and that something of the user's has already."""
    titles = tabs.titles(checked.read.words, checked.workbook.calgen_titles)
    if not _shows_review(checked, titles["review"]):
        del titles["review"]
    titles = {key: title for key, title in titles.items() if key not in LATER_OUTPUTS or key == "review"}
    return tuple(refusals.clashes(checked.file, titles, TABLES.values()))


def _shows_review(checked: Checked, title: str) -> bool:
    """Whether a run draws the review, as far as a tab of the user's with its title makes that a question."""
    if not any(sheet.title.casefold() == title.casefold() for sheet in checked.file.sheets):
        return False
    social = read_calendar_tab(checked.workbook, "social", checked.last_run, checked.read.options)
    return bool(checked.read.strategy.readings) or has_results(social)
