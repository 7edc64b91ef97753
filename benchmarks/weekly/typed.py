"""What a user typed through the year, read from her file and the one of the run before; and what of it a run lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from workbook_contents import ContentRow, agrees

from benchmarks.weekly.contents import LETTERS, TOKEN, BookContents, day_of
from benchmarks.weekly.strategy import Renamed

Spot = tuple[str, str, str]  # calendar, id, column
ELSEWHERE = ("dessous", "à côté", "note", "tâche")  # how texts begin that stand in no row of a calendar
_ID = re.compile(r"[PS]\d{4,}")


@dataclass
class TypedCells:
    """Each typed cell of the calendars by its post, and each text that stands elsewhere by its tab."""

    cells: dict[Spot, Any] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)  # text → key or title of the tab
    gone: set[tuple[str, str]] = field(default_factory=set)  # rows that she deleted
    own: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # rows of hers that have no id yet
    count: int = 0  # of all that was typed

    def learn(self, before: BookContents, saved: BookContents, deleted: set[tuple[str, str]]) -> None:
        """Takes in what differs between the file that the last run left and the one that the user saved."""
        self.gone |= deleted
        self.own = []
        for tab in LETTERS:
            old = {row.id: row for row in before.rows(tab) if row.id}
            for row in saved.rows(tab):
                if row.id not in old:
                    self._learn_own_row(tab, row)
                elif (tab, row.id) not in saved.doubled:
                    self._learn_row(tab, old[row.id], row)
        self.cells = {
            spot: value
            for spot, value in self.cells.items()
            if spot[:2] not in deleted and spot[:2] not in saved.doubled
        }
        self._learn_elsewhere(before, saved)

    def _learn_row(self, tab: str, old: ContentRow, row: ContentRow) -> None:
        was, now = old.shape(), row.shape()
        for key in {**was, **now}:
            value = now.get(key)
            if was.get(key) == value or _is_formula(value) or key.startswith("("):
                continue
            if value is None:
                self.cells.pop((tab, row.id, key), None)  # emptied: the run may fill it again
            else:
                self.cells[tab, row.id, key] = value
                self.count += 1

    def _learn_own_row(self, tab: str, row: ContentRow) -> None:
        cells = {key: value for key, value in row.shape().items() if not _is_formula(value) and key != "id"}
        tokens = [str(value) for value in cells.values() if TOKEN.fullmatch(str(value))]
        if not row.id and any(not token.startswith(ELSEWHERE) for token in tokens):
            self.own.append((tab, cells))
            self.count += len(cells)

    def _learn_elsewhere(self, before: BookContents, saved: BookContents) -> None:
        known, now = texts_elsewhere(before), texts_elsewhere(saved)
        new = {text: tab for text, tab in now.items() if text not in known}
        stay = {text: tab for text, tab in self.elsewhere.items() if text in now}  # others went with a deleted row
        self.elsewhere = {**stay, **new}
        self.count += len(new)

    def shift(self, before: BookContents, after: BookContents, days: timedelta) -> None:
        """Days that she typed and had moved by a command."""
        now = {row.id: day_of(row) for row in after.rows("social")}
        for row in before.rows("social"):
            day, spot = day_of(row), ("social", row.id, "date")
            if spot in self.cells and day and now.get(row.id) == day + days:
                self.cells[spot] = day + days

    def rename(self, renamed: Renamed) -> None:
        """Names that the strategy changed: the calendars follow."""
        for (tab, id_, key), value in self.cells.items():
            self.cells[tab, id_, key] = renamed.get((key, str(value)), value)
        self.own = [
            (tab, {key: renamed.get((key, str(value)), value) for key, value in cells.items()})
            for tab, cells in self.own
        ]

    def faults(self, after: BookContents) -> Iterator[str]:
        """What is not where it was typed; rows of the user's own get their ids."""
        rows = {(tab, row.id): row for tab in LETTERS for row in after.rows(tab)}
        for (tab, id_, key), value in self.cells.items():
            row = rows.get((tab, id_))
            if row is None:
                yield f"{tab} {id_} is gone, with {key} {value!r}"
            elif not _holds(key, value, row.shape().get(key)):
                yield f"{tab} {id_} {key}: {value!r} was typed, {row.shape().get(key)!r} stands there"
        for tab, cells in self.own:
            yield from self._own_row_faults(after, tab, cells)
        yield from (f"{tab} {id_} was deleted, and is there again" for tab, id_ in self.gone if (tab, id_) in rows)
        texts = texts_elsewhere(after)
        for text, tab in self.elsewhere.items():
            if texts.get(text) != tab:
                yield f"{text!r} stood on {tab}, and now on {texts.get(text)}"
        self._forget(rows, texts)

    def _own_row_faults(self, after: BookContents, tab: str, cells: Mapping[str, Any]) -> Iterator[str]:
        token = next(value for value in cells.values() if TOKEN.fullmatch(str(value)))
        found = [row for row in after.rows(tab) if token in row.shape().values()]
        if len(found) != 1 or not _ID.fullmatch(found[0].id):
            yield f"{tab}: the row of {token!r} stands {len(found)} times, as {[row.id for row in found]}"
            return
        self.cells |= {(tab, found[0].id, key): value for key, value in cells.items()}
        for key, value in cells.items():
            if not _holds(key, value, found[0].shape().get(key)):
                yield f"{tab} {found[0].id} {key}: {value!r} in the user's own row, now {found[0].shape().get(key)!r}"

    def _forget(self, rows: Mapping[tuple[str, str], ContentRow], texts: Mapping[str, str]) -> None:
        """A fault is told once."""
        self.gone -= set(rows)
        self.elsewhere = {text: tab for text, tab in self.elsewhere.items() if texts.get(text) == tab}
        self.cells = {
            (tab, id_, key): value
            for (tab, id_, key), value in self.cells.items()
            if (tab, id_) in rows and _holds(key, value, rows[tab, id_].shape().get(key))
        }


def texts_elsewhere(book: BookContents) -> dict[str, str]:
    """The tokens outside of the rows of the calendars, and in comments: text → the tab's key or title."""
    found: dict[str, str] = {}
    names = {sheet.title: key for key, sheet in book.calendars.sheets.items()}
    for sheet in book.calendars.book.worksheets:
        inside = {cell.coordinate for row in book.rows(names[sheet.title]) if row.id for cell in row.raw.values()} if (
            sheet.title in names) else set()  # fmt: skip
        for cell in sheet._cells.values():
            texts = [cell.value] if cell.coordinate not in inside else []
            texts += [cell.comment.text] if cell.comment else []
            for text in texts:
                for token in TOKEN.findall(str(text or "")):
                    if token.startswith(ELSEWHERE):
                        found[token] = names.get(sheet.title, sheet.title)
    return found


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _holds(key: str, typed: Any, found: Any) -> bool:
    """Whether a cell holds what was typed; an id of a subject may have become a link to it."""
    if str(typed).startswith("→") or str(found).startswith("→"):
        return str(typed).removeprefix("→ ") == str(found).removeprefix("→ ")
    return agrees(key, typed, found)
