"""What `adopt` makes of somebody's workbook: the cells that it takes, and those that it leaves, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calgen.book.problems import Place, Problem
from calgen.book.sheet import SheetValue
from calgen.book.values import Phrase

ColumnKey = tuple[str, str]  # keys of a tab and of one of its columns


@dataclass(frozen=True, slots=True)
class TakenCell:
    """A cell of theirs and where its value stands in the new workbook: tab key, index of the record, column key.

    A column of theirs that has no counterpart goes along in a calendar: `column` is then its heading, and `is_own` set.
    """

    place: Place
    tab: str
    record: int
    column: str
    value: SheetValue
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class LeftCell:
    """A cell of theirs that the new workbook does not have, as a text, and why: a sentence, or a problem of reading."""

    place: Place
    text: str
    reason: Phrase | Problem


@dataclass(frozen=True, slots=True)
class TitleCell:
    """A cell of theirs that names others: a heading, the title of a table, a label. It is listed with what it names."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class AdoptedColumn:
    """A column of theirs: what it is read as (`None`: left, or carried along as it is), and how that is known."""

    heading: str
    place: Place
    key: ColumnKey | None
    how: str  # `title`, `near`, `values`, `asked`, `carried`, `left`
    count: int = 0  # cells with something in them


@dataclass(frozen=True, slots=True)
class AdoptedTable:
    """A table, list or grid of theirs: where it stands, the key of its new tab (empty: left), its columns."""

    place: Place
    title: str
    key: str
    shape: str = "table"  # `table`, `list`, `weeks`, `month`, `channels`
    columns: tuple[AdoptedColumn, ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A title that may mean several things: nothing is written until a `--map` says which."""

    place: Place
    text: str
    choices: tuple[ColumnKey, ...] = ()
    answers: tuple[Phrase, ...] = ()  # that are no titles: an order of days, a month of a year
    reason: str = "several"  # or `days`, `year`


@dataclass(frozen=True, slots=True)
class Adoption:
    """All that is read of a workbook: the records of each tab by column key, and the account of every cell."""

    language: str
    records: Mapping[str, tuple[Mapping[str, SheetValue], ...]] = field(default_factory=dict)
    own_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of the calendars: headings of theirs
    tables: tuple[AdoptedTable, ...] = ()
    taken: tuple[TakenCell, ...] = ()
    left: tuple[LeftCell, ...] = ()
    titles: tuple[TitleCell, ...] = ()
    questions: tuple[Question, ...] = ()
