"""What holds after each run of `generate`: read from the file that the user saved and the one that the run left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from edited_tab import LIVE
from workbook_contents import ContentRow, agrees

from benchmarks.weekly.contents import LETTERS, SETTLED, BookContents, code_of, day_of, status_of
from benchmarks.weekly.strategy import Renamed
from calgen.book.languages import languages
from calgen.book.words import load_words

PLACE = ("date", "time", "platform", "theme")  # what a post keeps that does not move
_LIVE = {tab: frozenset(keys) for tab, keys in LIVE.items()}


@dataclass
class IdBook:
    """Every id that ever stood in the workbook."""

    ever: dict[str, set[str]] = field(default_factory=lambda: {tab: set() for tab in LETTERS})

    def faults(self, saved: BookContents, after: BookContents, known: set[str]) -> Iterator[str]:
        """Each row has an id, no two have the same, and a new one is above all that ever were.

        `known` are the ids of the last run that the user did not delete: one that she emptied may come back.
        """
        for tab, letter in LETTERS.items():
            ids = after.ids(tab)
            yield from (f"{id_} stands {n} times" for id_, n in Counter(ids).items() if n > 1)
            yield from (f"{id_!r} is no id" for id_ in ids if not re.fullmatch(rf"{letter}\d{{4,}}", id_))
            most = max((int(id_[1:]) for id_ in self.ever[tab]), default=0)
            new = set(ids) - set(saved.ids(tab)) - known
            yield from (f"{id_} is given again" for id_ in sorted(new) if int(id_[1:]) <= most)
            self.ever[tab] |= {id_ for id_ in ids if re.fullmatch(rf"{letter}\d{{4,}}", id_)}


def settled_faults(saved: BookContents, after: BookContents, renamed: Renamed, today: date) -> Iterator[str]:
    """Posts that are over, approved, scheduled, published or kept do not move; those that are over do not change."""
    now = {row.id: row for row in after.rows("social")}
    for row in saved.rows("social"):
        is_over = (day := day_of(row)) is not None and day < today
        is_settled = is_over or status_of(row) in SETTLED or code_of("yes_no", row.cells.get("keep")) == "yes"
        if not row.id or ("social", row.id) in saved.doubled or not is_settled or not row.cells.get("platform"):
            continue
        if row.id not in now:
            yield f"{row.id} of {day} was settled, and is gone"
            continue
        keys = [key for key in row.cells if key not in _LIVE["social"] | {"reason"}] if is_over else list(PLACE)
        for key in keys:
            typed, found = row.shape().get(key), now[row.id].shape().get(key)
            due = renamed.get((key, str(typed)), typed)
            if typed is not None and not agrees(key, due, found):
                yield f"{row.id} of {day}, settled: {key} {typed!r} is {found!r}"


def link_faults(after: BookContents) -> Iterator[str]:
    """Each link between the calendars leads to a row that is there."""
    ids = {*after.ids("social"), *after.ids("editorial"), *(cells["id"] for cells in after.archived)}
    for tab in LETTERS:
        for row in after.rows(tab):
            for key in ("first_post", "last_post"):
                lead = re.match(r"→ ([PS]\d+)", str(row.shape().get(key)))
                if lead and lead[1] not in ids:
                    yield f"{row.id} {key} leads to {lead[1]}, which is not there"


_SubjectPost = tuple[str, date | None, str]  # its id, its day, the code of its status


def subject_faults(after: BookContents) -> Iterator[str]:
    """Each subject counts its posts, those of the archive too, and leads to its first and last one."""
    posts: dict[str, list[_SubjectPost]] = {}
    for row in after.rows("social"):
        subject = str(row.shape().get("editorial") or "").removeprefix("→ ")
        posts.setdefault(subject, []).append((row.id, day_of(row), status_of(row)))
    for cells in after.archived:
        subject = str(cells["editorial"] or "").removeprefix("→ ")
        day = cells["date"].date() if isinstance(cells["date"], datetime) else cells["date"]
        posts.setdefault(subject, []).append((cells["id"], day, code_of("status", cells["status"])))
    for row in after.rows("editorial"):
        own = posts.get(row.id, [])
        stored = after.values[row.raw["posts"].parent.title][row.raw["posts"].coordinate].value
        count = sum(status != "cancelled" for _, _, status in own)
        if str(row.cells["posts"]).startswith("=") and (stored or 0) != count:
            yield f"{row.id} counts {stored} posts, not {count}"
        days = {id_: day for id_, day, status in own if day and status != "cancelled"}
        ends = [str(row.shape().get(key) or "").removeprefix("→ ") for key in ("first_post", "last_post")]
        if days and [days.get(end) for end in ends] != [min(days.values()), max(days.values())]:
            yield f"{row.id} leads to {ends}, not to the first and last of {days}"
        elif not own and any(ends):
            yield f"{row.id} has no posts, and leads to {ends}"


def complete_faults(after: BookContents) -> Iterator[str]:
    """Each post to come has all that a planned one has."""
    for row in after.rows("social"):
        if day_of(row) is None or not row.cells.get("platform") or status_of(row) == "cancelled":
            continue
        lacking = [key for key in ("id", "time", "theme", "title", "reason") if not row.cells.get(key)]
        if lacking:
            yield f"{row.id or row.number} of {day_of(row)} lacks {lacking}"


def language_faults(after: BookContents, language: str) -> Iterator[str]:
    """What stands beside the rows of the calendars is of the language and period of the workbook."""
    for tab, sheet in after.calendars.sheets.items():
        helps = {load_words(one).help(tab, key) for one in languages() for key in load_words(one).columns(tab)}
        due = {load_words(language).help(tab, key) for key in load_words(language).columns(tab)}
        for rule in sheet.data_validations.dataValidation:
            if rule.prompt in helps - due:
                yield f"{sheet.title} {rule.sqref}: the help {rule.prompt!r} is of another language"
        footer, above = str(sheet.oddFooter.left.text or "").strip(), str(after.values[sheet.title]["A3"].value)
        if footer not in above:
            yield f"{sheet.title}: the footer is {footer!r}, above the table stands {above!r}"


def error_faults(after: BookContents) -> Iterator[str]:
    """No stored value of a formula is an error."""
    for sheet in after.values.worksheets:
        for cell in sheet._cells.values():
            if cell.data_type == "e":
                yield f"{sheet.title} {cell.coordinate}: {cell.value}"


def differing(old: ContentRow, new: ContentRow, tab: str) -> set[str]:
    """The columns in which a row differs; live cells, which follow others by themselves, are left aside."""
    a, b = old.shape(), new.shape()
    return {key for key in {**a, **b} if a.get(key) != b.get(key)} - _LIVE[tab]


def told_faults(saved: BookContents, after: BookContents, changes: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """What a dry run told of rows and cells is what the run then did, no more and no less."""
    told = {(row["calendar"], row["id"]): set[str]() for kind in ("moved", "changed") for row in changes[kind]}
    for kind in ("moved", "changed"):
        for row in changes[kind]:
            told[row["calendar"], row["id"]] |= set(row["columns"])
    for tab in LETTERS:
        old = {row.id: row for row in saved.rows(tab) if row.id and (tab, row.id) not in saved.doubled}
        new = {row.id: row for row in after.rows(tab)}
        twins = {id_ for of, id_ in saved.doubled if of == tab}
        for id_ in old.keys() & new.keys():
            did, said = differing(old[id_], new[id_], tab), told.get((tab, id_), set())
            if did - {"reason"} != said - {"reason", *_LIVE[tab]}:
                values = {key: (old[id_].shape().get(key), new[id_].shape().get(key)) for key in did ^ said}
                yield f"{tab} {id_}: told {sorted(said)}, did {sorted(did)}: {values}"
        lists = {kind: {row["id"] for row in changes[kind] if row["calendar"] == tab} for kind in ("added", "removed")}
        unnamed = sum(not row.id for row in saved.rows(tab)) + len(twins)
        added, removed = new.keys() - old.keys() - twins, old.keys() - new.keys()
        cleared = lists["removed"] - removed  # rows whose ids the user emptied are told by the ids that they had
        if removed - lists["removed"] or len(cleared - twins) > unnamed:
            yield f"{tab}: removed told {sorted(lists['removed'])}, did {sorted(removed)}"
        if not lists["added"] <= added | twins or len(added - lists["added"]) > unnamed:
            yield f"{tab}: added told {sorted(lists['added'])}, did {sorted(added)}"
