"""What a user changes in the strategy, once a month: one function for each kind of change, in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any

from year_edits import Week, setting

from benchmarks.weekly.contents import head_of
from calgen.book.folding import fold

Renamed = Mapping[tuple[str, str], str]  # (column of the calendars, name before) → name now
Change = Callable[[Week], Renamed]


_NAMING = {  # the tabs that name themes: the column of their rows' names, and the one of the themes
    "themes": ("theme", "theme"),
    "content": ("title", "theme"),
    "campaigns": ("campaign", "themes"),
    "key_dates": ("name", "theme"),
    "audiences": ("audience", "interests"),
    "competitors": ("competitor", "themes"),
}


class InputTable:
    """The table of an input tab: its rows by number, its cells by key."""

    def __init__(self, week: Week, tab: str, *keys: str) -> None:
        self.sheet = week.input(tab)
        self.head, self.columns = head_of(self.sheet, tab, keys)
        self.name = keys[0]

    def get(self, row: int, key: str) -> Any:
        return self.sheet.cell(row, self.columns[key]).value

    def put(self, row: int, key: str, value: Any) -> None:
        self.sheet.cell(row, self.columns[key]).value = value

    @property
    def rows(self) -> list[int]:
        """The rows that have a name."""
        return [row for row in range(self.head + 1, self.sheet.max_row + 1) if self.get(row, self.name)]

    def add(self, **cells: Any) -> None:
        """A row below the last."""
        at = max(self.rows, default=self.head) + 1
        for key, value in cells.items():
            self.put(at, key, value)

    def remove(self, row: int) -> None:
        """A row taken out; those below move up."""
        last = max(self.rows)
        for at in range(row, last + 1):
            for column in range(1, self.sheet.max_column + 1):
                below = self.sheet.cell(at + 1, column).value if at < last else None
                self.sheet.cell(at, column).value = below


def weight(week: Week) -> Renamed:
    """A theme that weighs more, or less."""
    table = InputTable(week, "themes", "theme", "weight")
    table.put(week.rng.choice(table.rows), "weight", week.rng.choice((1, 2, 3)))
    return {}


def theme_added(week: Week) -> Renamed:
    """A theme more, in the category of another."""
    table = InputTable(week, "themes", "theme", "category")
    table.add(theme=f"Thème du {week.today:%d %m}", category=table.get(week.rng.choice(table.rows), "category"))
    return {}


def theme_dropped(week: Week) -> Renamed:
    """A row of the themes deleted, one of a category that has others."""
    table = InputTable(week, "themes", "theme", "category")
    categories = [table.get(row, "category") for row in table.rows]
    free = [row for row in table.rows if categories.count(table.get(row, "category")) > 1]
    table.remove(week.rng.choice([row for row in free if len(_naming(week, table.get(row, "theme"))) == 1]))
    return {}


def _naming(week: Week, theme: str) -> list[Any]:
    """The cells of the strategy that name a theme, alone or in a list: not those of other lists with that word."""
    found = []
    for tab, (name, column) in _NAMING.items():
        with suppress(StopIteration):
            table = InputTable(week, tab, name, column)
            at = table.columns.get(column)
            cells = [cell for cell in table.sheet._cells.values() if cell.column == at and cell.row > table.head]
            found += [cell for cell in cells if theme in re.split(r"\s*[,;\n]\s*", str(cell.value or ""))]
    return found


def theme_renamed(week: Week) -> Renamed:
    """A theme under another name."""
    table = InputTable(week, "themes", "theme")
    old = str(table.get(week.rng.choice(table.rows), "theme"))
    new = f"{old} bis"
    for cell in _naming(week, old):
        cell.value = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, cell.value)
    return {("theme", old): new}


def cadence(week: Week) -> Renamed:
    """A platform that is asked for another number of posts a week."""
    table = InputTable(week, "platforms", "platform", "cadence")
    table.put(week.rng.choice(table.rows), "cadence", week.rng.choice((2, 3, 4)))
    return {}


def campaign(week: Week) -> Renamed:
    """A campaign of two weeks that begins in three."""
    theme = InputTable(week, "themes", "theme")
    table = InputTable(week, "campaigns", "campaign", "start", "end", "themes")
    first = datetime.combine(week.today, time()) + timedelta(days=21)
    name = theme.get(week.rng.choice(theme.rows), "theme")
    table.add(campaign=f"Élan du {week.today:%d %m}", start=first, end=first + timedelta(days=13), themes=name)
    return {}


def person_away(week: Week) -> Renamed:
    """A week off for one of the team."""
    table = InputTable(week, "team", "person", "days_off")
    row = week.rng.choice(table.rows)
    first = week.today + timedelta(days=14)
    days = f"{first.isoformat()} - {(first + timedelta(days=6)).isoformat()}"
    known = table.get(row, "days_off")
    table.put(row, "days_off", f"{known}; {days}" if isinstance(known, str) else days)
    return {}


def platform_added(week: Week) -> Renamed:
    """A platform more, with the objectives of another."""
    table = InputTable(week, "platforms", "platform", "mission", "objectives", "cadence")
    known = {fold(str(table.get(row, "platform"))) for row in table.rows}
    name = next(name for name in ("Pinterest", "Threads", "TikTok", "Bluesky") if fold(name) not in known)
    table.add(platform=name, mission="Se faire trouver", objectives=table.get(table.rows[0], "objectives"), cadence=1)
    return {}


def platform_dropped(week: Week) -> Renamed:
    """The last platform deleted, where there are others."""
    table = InputTable(week, "platforms", "platform")
    if len(table.rows) > 2:
        table.remove(table.rows[-1])
    return {}


def language(week: Week) -> Renamed:
    """The workbook in the other language."""
    cell = setting(week, "language")
    cell.value = "English" if week.draft.words.language == "fr" else "Français"
    return {}


def length(week: Week) -> Renamed:
    """Eight weeks more."""
    cell = setting(week, "weeks")
    cell.value = min(104, int(cell.value or 13) + 8)
    return {}


def start(week: Week) -> Renamed:
    """A period that begins anew today."""
    setting(week, "start").value = datetime.combine(week.today, time())
    setting(week, "weeks").value = 26
    return {}


CHANGES: tuple[Change, ...] = (
    weight, theme_added, cadence, language, campaign, platform_added, length, person_away, theme_renamed, theme_dropped,
    platform_dropped, start,
)  # fmt: skip


def change_of_month(week: Week, month: int) -> tuple[str, Renamed]:
    """The change of a month: the kinds in turn, from one on that the seed says; its name, and the names it changed."""
    change = CHANGES[month % len(CHANGES)]
    try:
        return change.__name__, change(week)
    except (StopIteration, KeyError, IndexError):
        return "", {}  # the workbook has no such tab, column or row
