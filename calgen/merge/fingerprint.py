"""Fingerprints of a strategy: short texts by which a run knows whether the strategy has changed since the last one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from typing import Any

from calgen.book.folding import without_invisible
from calgen.book.values import Cadence, Hours, Span
from calgen.last_run import LastRun
from calgen.merge import fingerprint_0_1_0
from calgen.strategy import TABS, Strategy, Tab

# Tabs and columns that are printed, checked or worded, and on which no plan depends.
TABS_WITHOUT_PLAN = ("audit", "competitors", "readings")
COLUMNS_WITHOUT_PLAN = {
    "settings": (
        *("brand", "brand_words", "website", "utm", "budget", "role_in_marketing"),
        *("opportunities", "threats", "approved_by", "language"),
        *("situation", "strengths", "success_factors"),
    ),
    "objectives": (
        *("domain", "approaches", "kpi", "kpi_kind", "baseline", "goal", "deadline"),
        *("business_objective", "unit_value"),
    ),
    "audiences": ("description",),
    "platforms": ("account", "tone", "hashtags"),
    "themes": ("message", "proof", "call_to_action", "hashtags", "proof_kind"),
    "campaigns": ("budget", "message", "other_media", "mechanic"),
    "content": ("link", "notes", "consent", "proof_kind"),
    "routines": ("threshold", "tool", "criteria"),
    "team": ("role", "cost"),
}
# Beside these, those on which no theme of a post depends: who makes the posts, at what hours, and their titles.
TABS_WITHOUT_THEMES = (*TABS_WITHOUT_PLAN, "team", "routines")
COLUMNS_WITHOUT_THEMES = {
    "settings": ("time_zone",),
    "objectives": ("owner",),
    "audiences": ("hours",),
    "platforms": ("hours", "owner"),
    "themes": ("ideas",),
    "content": ("author", "effort"),
    "formats": ("effort", "lead"),
}
NO_NAMES: Mapping[str, str] = {}


def is_same_strategy(strategy: Strategy, last_run: LastRun, former_names: Mapping[str, str] = NO_NAMES) -> bool:
    """Whether nothing on which a plan depends has changed in the strategy since the last run, but for names.

    `former_names` are those of the last run, by the new names of renamed rows.
    """
    planned = last_run.facts.get("planned")
    if planned == fingerprint_of_plan(strategy) or (
        former_names and planned == fingerprint_of_plan(strategy, former_names)
    ):
        return True
    taken = last_run.facts.get("fingerprint")
    if taken and last_run.format == 1:
        return taken == fingerprint_0_1_0.fingerprint(strategy)
    return taken in (fingerprint(strategy), _fingerprint_with_assumed(strategy))


def asks_same_themes(strategy: Strategy, last_run: LastRun, former_names: Mapping[str, str] = NO_NAMES) -> bool:
    """Whether nothing on which the theme of a post depends has changed in the strategy since the last run, but for
    names.
    """
    themes = last_run.facts.get("themes")
    return bool(themes) and themes in (fingerprint_of_themes(strategy), fingerprint_of_themes(strategy, former_names))


def fingerprints(strategy: Strategy) -> dict[str, str]:
    """All fingerprints, under the names that they have in the state."""
    return {
        "fingerprint": fingerprint(strategy),
        "places": fingerprint_with_places(strategy),
        "planned": fingerprint_of_plan(strategy),
        "themes": fingerprint_of_themes(strategy),
    }


def fingerprint(strategy: Strategy) -> str:
    """The fingerprint of what the user wrote: tab key, column key and value of each cell that is not left empty.

    It does not depend on the order of rows and columns, nor on how the code names its classes. A column that is
    declared later changes it only where somebody fills it in. A row that nobody typed (of a tab with defaults), a
    value that is the default of its column, and a brand that is the name of the file are no part of it.
    """
    return _digest([tab.key, filled_cells(tab, row)] for tab, row in _rows(strategy))


def fingerprint_of_plan(strategy: Strategy, former_names: Mapping[str, str] = NO_NAMES) -> str:
    """The fingerprint of the cells on which a plan depends: a word of the brand more is no other plan.

    Rows that have another name now are taken under their former one, wherever they are named.
    """
    return _fingerprint_of_cells(strategy, former_names, TABS_WITHOUT_PLAN, COLUMNS_WITHOUT_PLAN)


def fingerprint_of_themes(strategy: Strategy, former_names: Mapping[str, str] = NO_NAMES) -> str:
    """The fingerprint of the cells on which the themes of posts depend: a person more is no other theme."""
    columns = {
        tab.key: (*COLUMNS_WITHOUT_PLAN.get(tab.key, ()), *COLUMNS_WITHOUT_THEMES.get(tab.key, ())) for tab in TABS
    }
    return _fingerprint_of_cells(strategy, former_names, TABS_WITHOUT_THEMES, columns)


def _fingerprint_of_cells(
    strategy: Strategy,
    former_names: Mapping[str, str],
    without_tabs: Collection[str],
    without: Mapping[str, Collection[str]],
) -> str:
    """The fingerprint of all filled cells but those of some tabs and columns, with former names."""
    return _digest(
        [
            tab.key,
            [
                (key, _with_names(value, former_names))
                for key, value in filled_cells(tab, row)
                if key not in without.get(tab.key, ())
            ],
        ]
        for tab, row in _rows(strategy)
        if tab.key not in without_tabs
    )


def _with_names(value: Any, names: Mapping[str, str]) -> Any:
    """The plain form of a cell with some names replaced."""
    if isinstance(value, list):
        return [_with_names(part, names) for part in value]
    return names.get(value, value) if isinstance(value, str) else value


def _fingerprint_with_assumed(strategy: Strategy) -> str:
    """The fingerprint as version 0.2.0 took it: with the name of the file, where that is the brand."""
    settings = strategy.settings
    typed = replace(settings, source=replace(settings.source, assumed=frozenset()))
    return fingerprint(replace(strategy, settings=typed))


def fingerprint_with_places(strategy: Strategy) -> str:
    """The fingerprint of what the user wrote and where it stands: the links of the findings lead there.

    It depends on the invisible signs of texts too, which the calendars show.
    """
    return _digest(
        [tab.key, filled_cells(tab, row, str), row.source.tab, row.source.row, sorted(row.source.columns.items())]
        for tab, row in _rows(strategy)
    )


def _rows(strategy: Strategy) -> Iterator[tuple[Tab, Any]]:
    """The rows that the user typed, with their tabs; the settings are one row, whose source names no row."""
    for tab in TABS:
        found = getattr(strategy, tab.key)
        for row in found if isinstance(found, tuple) else (found,):
            if row.source.row or row is found:
                yield tab, row


def filled_cells(tab: Tab, row: Any, text: Callable[[str], str] = without_invisible) -> list[tuple[str, Any]]:
    """The cells of a row that do not hold the default of their column, by column key; assumed values are left out.

    `text` is how texts are taken: versions to 0.2.0 read them without invisible signs.
    """
    columns = (column for column in tab.columns if column.key not in row.source.assumed)
    values = ((column, getattr(row, column.key)) for column in columns)
    return sorted((column.key, _plain(value, text)) for column, value in values if value != column.default)


def _plain(value: object, text: Callable[[str], str]) -> Any:
    """A value as JSON can write it."""
    match value:
        case str():
            return text(value)
        case None | bool() | int():
            return str(value)
        case date() | time():
            return value.isoformat()
        case Fraction():
            return str(value)
        case tuple():
            return [_plain(part, text) for part in value]
        case Cadence(count, per):
            return [str(count), per]
        case Hours(first, last) | Span(first, last):
            return [first.isoformat(), last.isoformat()]
    raise TypeError(f"no plain form is declared for {type(value).__name__}")


def _digest(rows: Iterable[object]) -> str:
    lines = sorted(json.dumps(row, ensure_ascii=False) for row in rows)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:32]
