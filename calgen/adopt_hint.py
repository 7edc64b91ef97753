"""The hint that a workbook which lacks a required tab may be one to adopt."""

from __future__ import annotations

from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.book.values import first_items
from calgen.files.read import load
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.read import Read

_SHOWN_TABS = 5  # that a hint names


def hints(file: OpenedWorkbook, found: Read) -> tuple[Problem, ...]:
    """Where a required tab is missing: the hint that some tabs look like a strategy under other titles; or none."""
    if file.calgen_sheets() or not any(problem.code == "tab_missing" for problem in found.problems):
        return ()
    from calgen.adopt.adoptable_tabs import adoptable_tabs  # seldom needed: its titles take a while to load

    try:
        adoptable = adoptable_tabs(load.read_grids(file, every=True), found.words)
    except Refused:  # a tab of the user's own that is not read otherwise
        return ()
    titles = [title for title in adoptable if title not in found.titles.values()]
    values = {"tabs": first_items(titles, _SHOWN_TABS), "path": file.name}
    return (Problem("adopt_instead", Place(titles[0]), Severity.WARNING, values),) if titles else ()
