"""Which tabs of a workbook are input tabs, and which are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.grid import Grid, Workbook
from calgen.book.headings import find_headings
from calgen.book.near_titles import known_tab_title, near_tab_key
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title
from calgen.book.vocabulary import column_titles, tab_titles
from calgen.strategy import TABS, tab

_INPUTS = frozenset(tab.key for tab in TABS)
_LEAST_SETTINGS = 2  # labels of settings that a tab must hold, where its title is not exactly theirs


@dataclass(frozen=True, slots=True)
class InputTabs:
    """The grids of the input tabs by key, the titles of the tabs left alone with the nearest key, and the problems."""

    grids: Mapping[str, Grid]
    left: Mapping[str, str]
    problems: tuple[Problem, ...]


def find_input_tabs(workbook: Workbook) -> InputTabs:
    """Finds each input tab by its exact title in any language, else by one that means the same beyond doubt.

    A tab that calgen wrote is none. Of several tabs that might be the same one, without its exact title, none is read.
    """
    exact, alike = _candidates(workbook)
    twice = [(grids[0], grid) for grids in exact.values() for grid in grids[1:]]
    problems = [Problem("tab_twice", Place(grid.title), values={"first": first.title}) for first, grid in twice]
    unsure = {key: grids for key, grids in alike.items() if key not in exact and len(grids) > 1}
    for key, grids in unsure.items():
        values = {"titles": tuple(grid.title for grid in grids), "near": Title(key)}
        problems.append(Problem("tab_unsure", Place(grids[0].title), Severity.WARNING, values))
    found = {key: grids[0] for key, grids in (alike | exact).items() if key not in unsure}
    found = {key: grid for grid in workbook.grids for key, other in found.items() if other is grid}  # in their order
    titles = workbook.titles or tuple(grid.title for grid in workbook.grids)
    read = {grid.title for grid in (*found.values(), *(grid for _, grid in twice))}
    read |= set(workbook.calgen_titles.values())
    left = {title: near_tab_key(title, _INPUTS) for title in titles if title not in read and not _is_guide(title)}
    doubtful = {grid.title for grids in unsure.values() for grid in grids}
    for title, key in left.items():
        if key and key not in found and title not in doubtful:
            problems.append(Problem("tab_near", Place(title), Severity.WARNING, {"near": Title(key)}))
    return InputTabs(found, left, tuple(problems))


def _candidates(workbook: Workbook) -> tuple[dict[str, list[Grid]], dict[str, list[Grid]]]:
    """The tabs by the key of their exact title, and those by that of a title which means the same."""
    exact: dict[str, list[Grid]] = {}
    alike: dict[str, list[Grid]] = {}
    written = set(workbook.calgen_titles.values())
    for grid in workbook.grids:
        known = "" if grid.title in written else known_tab_title(grid.title)
        key = tab_titles()[known][0] if known else ""
        if key in _INPUTS and known == fold(grid.title):
            exact.setdefault(key, []).append(grid)
        elif key in _INPUTS and (tab(key).required or _has_contents(key, grid)):
            alike.setdefault(key, []).append(grid)
    return exact, alike


def _has_contents(key: str, grid: Grid) -> bool:
    """Whether a tab holds what an input tab needs: its required columns, or labels of settings."""
    titles = column_titles(key)
    if key == "settings":
        labels = {titles[name] for cell in grid.cells.values() if (name := fold(as_text(cell.value))) in titles}
        return len(labels) >= _LEAST_SETTINGS
    where = find_headings(grid, titles).where
    return all(column.key in where for column in tab(key).columns if column.required)


def _is_guide(title: str) -> bool:
    """Whether a tab is the guide of the empty workbook."""
    return tab_titles().get(known_tab_title(title), ("",))[0] == "guide"
