"""What the last run wrote, as the hidden tab `_calgen` holds it: its facts, and the cells of each calendar row as text.

What the rows of the tab mean has a format number (`FORMAT`). A run compares them with the calendars as they stand now:
what differs is the user's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from datetime import date

from calgen.book.cells import as_text
from calgen.book.grid import EMPTY, Workbook
from calgen.book.owned_tabs import ARCHIVE
from calgen.book.owned_tabs import CALENDARS as CALENDARS
from calgen.book.owned_tabs import STATE as STATE
from calgen.book.problems import Problem

FORMAT = 2  # of the hidden tab that this version writes; version 0.1.0 wrote no number, which is format 1
FORMULA = "="  # the text of a cell in which calgen wrote a formula: any formula there is still calgen's
NAME_KIND = "name"  # of the rows with the names of the strategy
ASKED_KIND = "asked"  # of the rows with what is asked of the days of a platform
MISSING_KIND = "missing"  # of the rows with what was told of missing posts
RESULT_KIND = "result"  # of the rows with what the platforms' files said of a post
TOLD_KIND = "told"  # of the rows with the digests of what was told
SHOWN_KIND = "shown"  # of the rows with how often posts have changed
PROPOSAL_KIND = "proposal"  # of the rows with the changes that the tab Review proposed
ADAPTED_KIND = "adapted"  # of the rows with the cells that were changed by an accepted proposal
DRAWN_KIND = "drawn"  # of the rows with the digests of redrawn tabs
_POSTS_OF_CELL = 500
LONGEST_CELL = 30_000  # characters of a text of the hidden tab in one cell
REMOVED_PREFIX = "removed_"  # before a calendar's key in the hidden tab: rows that the user deleted

InputCell = tuple[str, str, str]  # a cell of the strategy: key of its tab, name of its row, key of its column
WrittenRow = Mapping[str, str]  # column key → what calgen wrote into the cell, as text


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row of the strategy as the last run read it: its name, and a digest of each other cell that was filled."""

    name: str
    cells: Mapping[str, str] = field(default_factory=dict)  # by column key


@dataclass(frozen=True, slots=True)
class ShownPost:
    """How often a row of the social calendar has changed, and a digest of what an export shows of it."""

    sequence: int
    digest: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A cell of the strategy that a proposal changes: its tab and column by their keys, and its row by the name.

    `platform` tells rows of one name apart, where it is not empty. The values are texts that every language reads.
    """

    tab: str
    name: str
    platform: str
    column: str
    before: str
    after: str

    @property
    def cell(self) -> InputCell:
        return self.tab, self.name, self.column


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run wrote: its facts (version, start, fingerprint, next numbers) and the rows of the calendars."""

    facts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, WrittenRow]] = field(default_factory=dict)  # calendar → id → row
    removed: Mapping[str, Mapping[str, WrittenRow]] = field(default_factory=dict)  # rows that the user deleted
    drawn: Mapping[str, str] = field(default_factory=dict)  # digests of the cells of a redrawn tab, by its key
    names: Mapping[str, tuple[NamedRow, ...]] = field(default_factory=dict)  # rows of the strategy in order, by tab
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what was asked of its days, by platform
    missing: Mapping[str, str] = field(default_factory=dict)  # what was told of its missing posts, by platform
    told: Mapping[str, str] = field(default_factory=dict)  # digests of what was told, by code
    results: Mapping[str, WrittenRow] = field(default_factory=dict)  # what was filled in from files, by id of the post
    shown: Mapping[str, ShownPost] = field(default_factory=dict)  # by id of the post
    proposals: Mapping[str, tuple[ShownChange, ...]] = field(default_factory=dict)  # that the Review showed, by key
    adapted: Mapping[InputCell, date] = field(default_factory=dict)  # the day on which a proposal changed a cell

    @property
    def format(self) -> int:
        """Number of the format of the hidden tab; FORMAT where there is no tab, or a user has overwritten it."""
        found = self.facts.get("format", "1" if self.facts else "")
        return int(found) if found.isdecimal() else FORMAT

    @property
    def start(self) -> date | None:
        """First day of the plan, as the first run settled it."""
        return date.fromisoformat(self.facts["start"]) if "start" in self.facts else None

    def rows_of(self, calendar: str) -> Mapping[str, WrittenRow]:
        """The rows of a calendar by id."""
        return self.rows.get(calendar, {})

    def all_rows_of(self, calendar: str) -> Mapping[str, WrittenRow]:
        """The rows of a calendar by id, with those that the user deleted: they may be pasted back."""
        return {**self.removed.get(calendar, {}), **self.rows_of(calendar)}


def read_last_run(workbook: Workbook) -> LastRun:
    """What the hidden tab holds; an empty record where there is no such tab."""
    grid = workbook.calgen_tab(STATE)
    facts: dict[str, str] = {}
    drawn: dict[str, str] = {}
    found: dict[str, dict[str, WrittenRow]] = {}
    names: dict[str, tuple[NamedRow, ...]] = {}
    asked: dict[str, tuple[str, ...]] = {}
    missing: dict[str, str] = {}
    told: dict[str, str] = {}
    results: dict[str, WrittenRow] = {}
    shown: dict[str, ShownPost] = {}
    proposals: dict[str, tuple[ShownChange, ...]] = {}
    adapted: dict[InputCell, date] = {}
    for cells in grid.by_row().values() if grid else ():
        kind, key, value = (as_text(cells.get(column, EMPTY).value) for column in (1, 2, 3))
        if kind == "run":
            facts[key] = value
        elif kind == DRAWN_KIND:
            drawn[key] = drawn.get(key, "") + value
        elif kind == NAME_KIND:
            names[key] = (*names.get(key, ()), *_named_row(value))
        elif kind == ASKED_KIND:
            asked[key] = (*asked.get(key, ()), value)
        elif kind == MISSING_KIND:
            missing[key] = missing.get(key, "") + value
        elif kind == TOLD_KIND:
            told[key] = told.get(key, "") + value
        elif kind == SHOWN_KIND:
            shown |= _shown_posts(value)
        elif kind == RESULT_KIND and (result := _written_row(value)) is not None:
            results[key] = result
        elif kind == PROPOSAL_KIND and (changes := _shown_changes(value)):
            proposals[key] = changes
        elif kind == ADAPTED_KIND:
            adapted |= _adapted_cell(key, value)
        elif kind.removeprefix(REMOVED_PREFIX) in CALENDARS or kind == ARCHIVE:
            row = _written_row(value)
            if row is not None:
                found.setdefault(kind, {})[key] = row
    rows = {key: found.get(key, {}) for key in (*CALENDARS, ARCHIVE) if key in found}
    removed = {key: found.get(REMOVED_PREFIX + key, {}) for key in CALENDARS}
    return LastRun(facts, rows, removed, drawn, names, asked, missing, told, results, shown, proposals, adapted)


def newer_format_problems(last_run: LastRun) -> tuple[Problem, ...]:
    """An error where the hidden tab has a format of a later version: it cannot be read, nor be written over."""
    if last_run.format <= FORMAT:
        return ()
    return (Problem("state_newer", values={"version": last_run.facts.get("version", "?")}),)


def _written_row(value: str) -> WrittenRow | None:
    """A row of the hidden tab; None where a user has written into it."""
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, dict) else None


def _named_row(value: str) -> Iterator[NamedRow]:
    """A row of the strategy as the hidden tab holds it; none where a user has written into it."""
    try:
        name, cells = json.loads(value)
        yield NamedRow(str(name), {str(key): str(text) for key, text in cells.items()})
    except (AttributeError, TypeError, ValueError):
        return


def _shown_posts(value: str) -> dict[str, ShownPost]:
    """Posts as `P0001 2 0a1b2c3d` with spaces between; none where a user has written into the cell."""
    words = value.split()
    triples = zip(words[::3], words[1::3], words[2::3], strict=False)
    return {id_: ShownPost(int(number), found) for id_, number, found in triples if number.isdecimal()}


def _shown_texts(shown: Mapping[str, ShownPost]) -> Iterator[str]:
    """The posts as texts that a cell can hold."""
    texts = [f"{id_} {post.sequence} {post.digest}" for id_, post in shown.items()]
    for start in range(0, len(texts), _POSTS_OF_CELL):
        yield " ".join(texts[start : start + _POSTS_OF_CELL])


def _shown_changes(value: str) -> tuple[ShownChange, ...]:
    """The changes of a proposal as the hidden tab holds them; none where a user has written into it."""
    try:
        return tuple(ShownChange(*map(str, change)) for change in json.loads(value))
    except (TypeError, ValueError):
        return ()


def _adapted_cell(key: str, value: str) -> dict[InputCell, date]:
    """A cell that was adapted, with its day; nothing where a user has written into the row."""
    try:
        tab, name, column = json.loads(key)
        return {(str(tab), str(name), str(column)): date.fromisoformat(value)}
    except (TypeError, ValueError):
        return {}


def hidden_rows(last_run: LastRun) -> Iterable[tuple[str, str, str]]:
    """The rows of the hidden tab: kind, key, value."""
    for key, value in last_run.facts.items():
        yield "run", key, value
    for kind, texts in ((DRAWN_KIND, last_run.drawn), (MISSING_KIND, last_run.missing), (TOLD_KIND, last_run.told)):
        for key, text in texts.items():
            for start in range(0, len(text), LONGEST_CELL):
                yield kind, key, text[start : start + LONGEST_CELL]
    for key, named in last_run.names.items():
        for row in named:
            yield NAME_KIND, key, json.dumps([row.name, row.cells], ensure_ascii=False, separators=(",", ":"))
    for key, spans in last_run.asked.items():
        for span in spans:
            yield ASKED_KIND, key, span
    for prefix, rows in (("", last_run.rows), (REMOVED_PREFIX, last_run.removed)):
        for calendar in (*CALENDARS, ARCHIVE):
            for id_, written in rows.get(calendar, {}).items():
                yield prefix + calendar, id_, json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    for id_, result in last_run.results.items():
        yield RESULT_KIND, id_, json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    for text in _shown_texts(last_run.shown):
        yield SHOWN_KIND, text.partition(" ")[0], text
    for key, changes in last_run.proposals.items():
        rows_ = [list(astuple(change)) for change in changes]
        yield PROPOSAL_KIND, key, json.dumps(rows_, ensure_ascii=False, separators=(",", ":"))
    for cell, day in last_run.adapted.items():
        yield ADAPTED_KIND, json.dumps(cell, ensure_ascii=False), day.isoformat()
