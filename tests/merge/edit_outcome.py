"""What a user may expect of a run on a calendar that he has edited (docs/decisions.md, "What a second run keeps")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

import calendar_soundness
from calendar_soundness import IDS
from edited_tab import CALENDARS, LIVE, written
from edited_workbook import EditedWorkbook
from small_calendar import TODAY, run
from workbook_contents import ContentRow, WorkbookContents, agrees, packed, parts

from calgen.api import Generated
from calgen.book.folding import fold, without_invisible
from calgen.book.problems import Problem
from calgen.book.words import load_words
from calgen.calendar import canonical_text

COLUMN_KEYS = {key for calendar in CALENDARS for key in load_words("en").columns(calendar)}
# Columns of a post that the reasons of the posts around it speak of.
REASON_FACTS = frozenset({"date", "platform", "theme", "category", "status", "objective", "audience", "stage"})


@cache
def unedited(data: bytes) -> WorkbookContents:
    """A calendar as a first run wrote it."""
    return WorkbookContents(data)


def changed_cells(old: ContentRow, new: ContentRow) -> dict[str, tuple[str, str]]:
    """The texts before and after of calgen's cells that look another way; formulas, which follow others, aside."""
    keys = {key for key in {**old.cells, **new.cells} if key in COLUMN_KEYS and key != "id"}
    texts = {key: tuple(without_invisible(canonical_text(row.cells.get(key))) for row in (old, new)) for key in keys}
    return {key: (a, b) for key, (a, b) in texts.items() if a != b and not any(text.startswith("=") for text in (a, b))}


@dataclass(repr=False)
class Outcome:
    """A draft, the file as its user saved it, and what a run made of it."""

    draft: EditedWorkbook
    saved: bytes
    done: Generated
    same: bool  # the strategy has not changed
    today: date = TODAY

    @cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        """The headings that stand over calgen's columns in the draft."""
        return {
            key: {
                fold(str(head)): name for name, n in tab.columns.items() if (head := tab.sheet.cell(tab.head, n).value)
            }
            for key, tab in self.draft.tabs.items()
        }

    @cached_property
    def before(self) -> WorkbookContents:
        book = None if self.draft.after_saving else self.draft.book  # what is open need not be read again
        return WorkbookContents(self.saved, self.titles, opened=book)

    @cached_property
    def after(self) -> WorkbookContents:
        return WorkbookContents(self.done.after, self.titles)

    @cached_property
    def first(self) -> WorkbookContents:
        """The calendar before its user touched it."""
        return unedited(self.draft.data)

    def faults(self) -> list[str]:
        """All that is not as it should be; nothing else is looked at where the run stopped."""
        if self.done.stopped:
            return [f"stopped: {self._told()}"]
        looks = (
            self._sound, self._typed, self._formulas, self._gone, self._own, self._unique, self._quiet,
            self._marks, self._order, self._spoken, self._past, self._changes,
        )  # fmt: skip
        found = [f"{one.__name__[1:]}: {fault}" for one in looks for fault in one()]
        found += [f"links: {fault}" for fault in calendar_soundness.links(self.draft, self.after)]
        found += [f"live: {fault}" for fault in calendar_soundness.live(self.draft, self.first, self.after)]
        found += [f"tables: {fault}" for fault in calendar_soundness.tables(self.before, self.after)]
        return found + [f"foreign: {fault}" for fault in calendar_soundness.unchanged(self.before, self.after)]

    def _told(self) -> list[str]:
        return [" ".join((str(one.place or ""), *self.done.words.message(one))) for one in self.done.problems]

    def _changes(self) -> Iterator[str]:
        """What the run tells of the cells of a row (the dry run tells the same) is what it did to them."""
        told: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
        for change in self.done.changes:
            if change.kind in ("changed", "moved"):
                told.setdefault((change.calendar, change.id), {}).update(change.columns)
        rows = Counter((tab, line.id) for tab, lines in self.before.lines.items() for line in lines)
        for at in {at for at in self.before.by_id if rows[at] == 1} & self.after.by_id.keys():
            did = changed_cells(self.before.by_id[at], self.after.by_id[at])
            if did != told.get(at, {}) and set(did) != {"reason"}:  # a reason alone follows an edit
                yield f"{at}: told {told.get(at, {})!r}, did {did!r}"

    # -- what was typed ----------------------------------------------------------------------------------------------

    def _sound(self) -> Iterator[str]:
        for key in CALENDARS:
            if key not in self.after.sheets:
                yield f"no {key} calendar"

    def _rows(self, tab: str, row: str) -> list[ContentRow]:
        """Where a row of the draft may stand now: by its id, or, where it had a copy or none, on any new row."""
        found = [line for at, line in self.after.by_id.items() if at == (tab, row)]
        if not IDS[tab].fullmatch(row) or (tab, row) in self.draft.twins:
            old = set(self.first.ids(tab))
            found += [line for line in self.after.lines[tab] if line.id not in old]
        return found

    def _typed(self) -> Iterator[str]:
        """I1 and I2: every typed value stands once, on its post."""
        for (tab, row, key), value in self.draft.says.items():
            lines = self._rows(tab, row)
            if not any(agrees(key, value, line.cells.get(key)) for line in lines):
                yield f"{tab} {row} {key}: {[line.cells.get(key) for line in lines][:3]!r} instead of {value!r}"
            elif isinstance(value, str) and "✓" in value and (n := self._copies(tab, key, value)):
                yield f"{tab} {row} {key}: {n}"

    def _copies(self, tab: str, key: str, value: str) -> str:
        """A text that stands nowhere else stands as often as in the draft: once, and once more for each copy."""
        old, new = (seen.count(tab, {key: value}) for seen in (self.before, self.after))
        return f"{value!r} stands {new} times, {old} before" if new != old else ""

    def _formulas(self) -> Iterator[str]:
        """A formula of the user's still speaks of its own row."""
        for (tab, row, key), template in self.draft.formulas.items():
            columns = self.after.columns(tab)
            lines = self._rows(tab, row)
            if not lines and self._may_go(tab, row):
                continue
            due = [(line.cells.get(key), written(template, columns, line.number)) for line in lines]
            if not any(found == asked for found, asked in due):
                yield f"{tab} {row} {key}: {due[:2]!r}"

    def _may_go(self, tab: str, row: str) -> bool:
        """Whether the plan may drop a row: it is another plan, and nothing was typed on the row."""
        typed = {at[:2] for at in self.draft.says}
        return (not self.same or bool(self.draft.ripples)) and (tab, row) not in typed

    def _gone(self) -> Iterator[str]:
        """A deleted row does not come back."""
        for tab, row in self.draft.gone:
            if (tab, row) in self.after.by_id and (tab, row) not in self.before.by_id:
                yield f"{tab} {row} is back"

    def _own(self) -> Iterator[str]:
        """The user's own rows and copies are there; those that are posts have an id of their own."""
        for one in self.draft.own:
            lines = self.after.holding(one.tab, one.cells)
            sole = any("✓" in str(value) for value in one.cells.values())  # else a post of the plan may be like it
            if len(lines) < (self.before.count(one.tab, one.cells) if sole else 1):
                yield f"{one.cells} stands {len(lines)} times"
            elif {"date", "platform"} <= set(one.cells):
                old = set(self.first.ids(one.tab))
                ids = [line.id for line in lines if not IDS[one.tab].fullmatch(line.id) or line.id in old]
                if sole or len(ids) == len(lines):
                    yield from (f"{one.cells} has the id {id_!r}" for id_ in ids)
        yield from self._copied()

    def _copied(self) -> Iterator[str]:
        """The copies stand beside their twins, which go only under another plan, with nothing typed on them."""
        for tab, here in self.draft.tabs.items():
            copies = [name for name in here.rows if name.startswith("copy")]
            twins = sum(self._may_go(tab, one) for at, one in self.draft.twins if at == tab)
            for name in copies:
                keys = [key for key in ("date", "time", "platform", "theme", "text") if key in here.columns]
                cells: dict[str, Any] = {key: value for key in keys if (value := here.get(name, key)) is not None}
                if self.after.count(tab, cells) < max(self.before.count(tab, cells) - twins, 1):
                    yield f"the copy {cells} is not there"

    def _unique(self) -> Iterator[str]:
        """I3: ids are sound and unique, and no post is missing that the user did not delete."""
        for tab, pattern in IDS.items():
            ids = self.after.ids(tab)
            yield from (f"{tab} {one} twice" for one, n in Counter(ids).items() if n > 1)
            posts = [line for line in self.after.lines[tab] if line.cells.get("theme") or line.cells.get("platform")]
            yield from (f"{tab} {one.id!r} is no id" for one in posts if not pattern.fullmatch(one.id) and one.id)
            held = {row for at, row, _ in self.draft.says if at == tab and pattern.fullmatch(row)}
            held |= set(self.first.ids(tab)) if self.same and not self.draft.ripples else set()
            deleted = {row for at, row in self.draft.gone if at == tab}
            twins = {row for at, row in self.draft.twins if at == tab}
            loose = {row for at, row in self.draft.loose if at == tab and tab == "editorial"}
            yield from (f"{tab} {one} is missing" for one in sorted(held - deleted - twins - loose - set(ids)))

    # -- the rest ----------------------------------------------------------------------------------------------------

    def _quiet(self) -> Iterator[str]:
        """Where the strategy has not changed, nothing changes that the user did not touch, or that follows from it."""
        if not self.same:
            return
        stirred = []
        for (tab, row), old in self.before.by_id.items():
            new = self.after.by_id.get((tab, row))
            if self.before.ids(tab).count(row) > 1:
                continue
            if (tab, row) in self.draft.loose or (tab, row) in self.draft.twins or not IDS[tab].fullmatch(row):
                continue
            differ = {} if new is None else self._differences(tab, row, old, new)
            if new is None or differ:
                stirred.append(f"{tab} {row}: {differ or 'gone'}")
        posts = [one for one in stirred if one.startswith("social")]
        if not self.draft.ripples:
            yield from stirred
        elif len(posts) > self.draft.ripples:
            yield f"{len(posts)} other posts changed: {posts}"
        ids = [line.id for line in self.after.posts if line.cells.get("platform")]
        made = [one for one in ids if one not in self.first.ids("social")]
        due = sum(not IDS["social"].fullmatch(name) for name in self.draft.social.rows)
        if len(made) > due + self.draft.ripples:
            yield f"{len(made)} new posts for {due} rows of the user's: {made}"

    @property
    def _moves_facts(self) -> bool:
        """Whether the reasons of other posts follow: test_reasons_after_edits.py tells whether they are true."""
        is_other_plan = bool(self.draft.gone or self.draft.ripples)
        return is_other_plan or any(tab == "social" and key in REASON_FACTS for tab, _, key in self.draft.says)

    @property
    def _taken(self) -> set[str]:
        """The subjects whose title the user has taken, by a title or a status of theirs or of one of their posts.

        They have no suggestions any more, and the status that all of their posts have.
        """
        typed = [(tab, row) for tab, row, key in self.draft.says if key in ("title", "status")]
        known = [(tab, row) for tab, row in typed if row in self.draft.tabs[tab].rows and IDS[tab].fullmatch(row)]
        return {row if tab == "editorial" else self.draft.subject_of(row) for tab, row in known}

    def _differences(self, tab: str, row: str, old: ContentRow, new: ContentRow) -> dict[str, Any]:
        a, b = old.shape(), new.shape()
        keys = [key for key in {**a, **b} if (tab, key) not in self.draft.dropped]
        keys = [key for key in keys if (tab, row, key) not in {**self.draft.says, **self.draft.formulas}]
        if self.today > TODAY or self.draft.ripples or self.draft.gone:  # days to work by follow their owner's load
            keys = [key for key in keys if key not in ("draft_due", "review_due")]
        if self._moves_facts:
            keys = [key for key in keys if key != "reason"]
        if tab == "editorial" and row in self._taken:
            keys = [key for key in keys if key not in ("suggestions", "status")]
        keys = [key for key in keys if key in old.cells or not re.fullmatch(r"\([A-Z]+\)", key)]  # named by calgen
        relaid = {key for key in LIVE[tab] if all(str(one.get(key)).startswith("=") for one in (a, b))}
        return {key: (a.get(key), b.get(key)) for key in keys if a.get(key) != b.get(key) and key not in relaid}

    def _marks(self) -> Iterator[str]:
        """Colours, notes and formats stand on their post, looks of a tab on their tab."""
        for (tab, row, key), what, holds in self.draft.marks:
            cells = [line.raw[key] for line in self._rows(tab, row) if key in line.raw]
            if not cells and self._may_go(tab, row) and what not in ("the note", "the link"):
                continue
            if not any(holds(cell) for cell in cells):
                yield f"{tab} {row} {key}: {what} is not there"
        yield from (f"{what} is not there" for what, held in self.draft.packed if not held(parts(self.done.after)))
        for tab, what, stands in self.draft.looks:
            if not stands(self.after.sheets[tab]):
                yield f"{tab}: {what} is not there"

    def _order(self) -> Iterator[str]:
        """Rows that the user sorted stay in his order."""
        for tab, names in self.draft.order.items():
            known = [one for one in names if (tab, one) not in self.draft.twins]
            found = [one for one in self.after.ids(tab) if one in known]
            due = [one for one in names if one in found]
            if found != due:
                yield f"{tab}: {found} instead of {due}"

    def _spoken(self) -> Iterator[str]:
        """What is ambiguous is told, with its row."""
        for tab, row in self.draft.told:
            if not any(self._names(one, tab, row) for one in self.done.problems):
                yield f"nothing is told of {tab} {row}: {self._told()}"

    def _names(self, problem: Problem, tab: str, row: str) -> bool:
        said = (*problem.values.values(), *self.done.words.message(problem))
        text = " ".join((str(problem.place or ""), *map(str, said)))
        names = {row} if IDS[tab].fullmatch(row) else set[str]()
        numbers = {self.draft.tabs[tab].rows[row]} if row in self.draft.tabs[tab].rows else set[int]()
        numbers |= {line.number for line in self._rows(tab, row)} if names else set()
        cell = re.match(r"\$?[A-Z]+\$?(\d+)", problem.place.cell) if problem.place else None
        titles = {seen.sheets[tab].title for seen in (self.before, self.after) if tab in seen.sheets}
        here = bool(cell and problem.place and problem.place.tab in titles and int(cell[1]) in numbers)
        return here or any(one in text for one in names)

    def _past(self) -> Iterator[str]:
        """Posts whose day has passed stay as they are, whatever the strategy has become."""
        for line in self.before.posts:
            day = line.cells.get("date")
            if not isinstance(day, datetime) or day.date() >= self.today or not IDS["social"].fullmatch(line.id):
                continue
            new = self.after.by_id.get(("social", line.id))
            keys = [key for key in ("date", "time", "platform", "theme", "status") if key in line.cells]
            keys = [key for key in keys if ("social", line.id, key) not in self.draft.says]  # told elsewhere
            if ("social", line.id) in self.draft.twins | self.draft.loose:
                continue
            if new is None or any(not agrees(key, line.cells[key], new.cells.get(key)) for key in keys):
                yield f"{line.id} of {day:%d/%m} has changed: {new and [new.cells.get(key) for key in keys]}"


def rerun(draft: EditedWorkbook, *, same: bool = True, today: date = TODAY) -> Outcome:
    """The draft saved, and a run on it."""
    return resumed(draft, draft.bytes(), same=same, today=today)


def resumed(draft: EditedWorkbook, data: bytes, *, same: bool = True, today: date = TODAY) -> Outcome:
    """A run on the file of a draft."""
    return Outcome(draft, data, run(data, today), same, today)


def again(outcome: Outcome) -> list[str]:
    """A second run changes nothing, though another program has saved the file."""
    held = parts(outcome.done.after)
    saved = packed({**held, "xl/workbook.xml": held["xl/workbook.xml"] + b"\n"})  # the stamp of the run is invalid now
    second = run(saved, outcome.today)
    if second.changed or second.after != saved:
        return [f"a second run changes the file again: {_changed(saved, second.after)}"]
    return ["a second run stops"] if second.stopped else []


def _changed(one: bytes, other: bytes) -> list[str]:
    a, b = WorkbookContents(one), WorkbookContents(other)
    found = []
    for at in {**a.by_id, **b.by_id}:
        left, right = (seen.by_id[at].shape() if at in seen.by_id else {} for seen in (a, b))
        keys = [key for key in {**left, **right} if left.get(key) != right.get(key)]
        found += [f"{at}: {key} {left.get(key)!r} → {right.get(key)!r}" for key in keys]
    return found[:6] or ["other parts only"]
