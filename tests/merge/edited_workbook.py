"""A user at work in the calendars, with openpyxl: every method is something that he does, and what he may then expect
is written down as it is done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import spreadsheet_moves
from edited_tab import CALENDARS, EditedTab, written
from small_calendar import START, TABLES, WEEKS, saved, unlocked

from calgen.book.folding import fold
from calgen.book.languages import languages
from calgen.book.words import Words, load_words

# What a sort leaves where it stands, and what goes with a row that is planned no more: a note does not.
STAYING = ("the rule", "the height", "hidden", "hidden: True", "hidden: False")


@dataclass(frozen=True)
class Own:
    """A row of the user's own: a new id, and these values."""

    tab: str
    cells: dict[str, Any]


Post = tuple[str, str]  # tab, row
Spot = tuple[str, str, str]  # tab, row, column


@dataclass
class EditedWorkbook:
    """The workbook open before its user, and what he may expect of the next run."""

    data: bytes
    rng: Random
    says: dict[Spot, Any] = field(default_factory=dict)  # typed values, by their place
    formulas: dict[Spot, str] = field(default_factory=dict)  # own formulas; `{text}` is that cell of the same row
    gone: set[Post] = field(default_factory=set)  # rows that he deleted
    own: list[Own] = field(default_factory=list)  # rows of his own
    twins: set[Post] = field(default_factory=set)  # rows with a copy: an edit of theirs may be on either
    told: set[Post] = field(default_factory=set)  # rows of which something must be said
    loose: set[Post] = field(default_factory=set)  # rows whose other cells may follow what he typed
    ripples: int = 0  # other posts that may move though the strategy has not changed
    marks: list[tuple[Spot, str, Callable[[Any], bool]]] = field(default_factory=list)  # looks of one cell
    looks: list[tuple[str, str, Callable[[Any], bool]]] = field(default_factory=list)  # looks of a whole tab
    packed: list[tuple[str, Callable[[dict[str, bytes]], bool]]] = field(default_factory=list)  # of the file's parts
    order: dict[str, list[str]] = field(default_factory=dict)  # tab → ids in the order that he gave them
    dropped: set[tuple[str, str]] = field(default_factory=set)  # columns that he deleted
    after_saving: list[Callable[[bytes], bytes]] = field(default_factory=list)  # what openpyxl cannot write
    used: set[str] = field(default_factory=set)
    count: int = 0

    def __post_init__(self) -> None:
        self.open(self.data)

    def open(self, data: bytes) -> None:
        """The file as it now is, which another program may have saved."""
        self.book = unlocked(data)
        self.tabs = {
            key: EditedTab(key, sheet) for key, name in CALENDARS.items() for sheet in self.book if name in sheet.tables
        }
        titles = {load_words(one).title("social"): one for one in languages()}
        self.words: Words = load_words(
            next((one for title, one in titles.items() if title in self.book.sheetnames), "fr")
        )

    @property
    def social(self) -> EditedTab:
        return self.tabs["social"]

    @property
    def editorial(self) -> EditedTab:
        return self.tabs["editorial"]

    def bytes(self) -> bytes:
        """The file as saved."""
        data = saved(self.book)
        for one in self.after_saving:
            data = one(data)
        return data

    # -- choosing -----------------------------------------------------------------------------------------------------

    def post(self, accept: Callable[[str], bool] = lambda _: True) -> str:
        """A post that nothing was done to yet."""
        free = [one for one in self.social.rows if one[0] == "P" and one not in self.used and accept(one)]
        chosen = self.rng.choice(sorted(free))
        self.used.add(chosen)
        return chosen

    def subject(self, accept: Callable[[str], bool] = lambda _: True) -> str:
        """A subject that nothing was done to yet, nor to its posts."""
        free = [one for one in self.editorial.rows if one[0] == "S" and one not in self.used and accept(one)]
        free = [one for one in free if not self.used & set(self.posts_of(one))]
        chosen = self.rng.choice(sorted(free))
        self.used |= {chosen, *self.posts_of(chosen)}
        return chosen

    def subject_of(self, post: str) -> str:
        """The subject that a post's link leads to."""
        value = str(self.social.get(post, "editorial"))
        found = re.findall(r'"(S\d+)"\)$', value)
        return found[0] if found else value

    def posts_of(self, subject: str) -> list[str]:
        """The posts of a subject."""
        return [one for one in self.social.rows if one[0] == "P" and self.subject_of(one) == subject]

    def token(self, about: str = "texte") -> str:
        """A text that stands nowhere else."""
        self.count += 1
        return f"{about} n° {self.count}-{self.rng.randrange(1000)} ✓"

    def day(self) -> datetime:
        """Some day of the calendar."""
        return datetime.combine(START, time()) + timedelta(days=self.rng.randrange(WEEKS * 7))

    # -- typing -------------------------------------------------------------------------------------------------------

    def put(self, tab: str, row: str, key: str, value: Any, *, expect: Any = ...) -> None:
        """A value typed into a cell; it is expected to stay, as it is or as `expect` says."""
        cell = self.tabs[tab].cell(row, key)
        if cell.value == value:
            return  # no edit at all
        if isinstance(value, str):
            cell.value, cell.data_type = value, "s"
        else:
            cell.value = value
        self.says[tab, row, key] = value if expect is ... else expect

    def empty(self, post: str, key: str) -> None:
        """A cell of a post emptied that the next run fills again."""
        self.social.cell(post, key).value = None
        self.loose.add(("social", post))

    def note(self, row: str, key: str = "text", tab: str = "social") -> str:
        """A text of its own typed into a cell."""
        value = self.token()
        self.put(tab, row, key, value)
        return value

    def formula(self, tab: str, row: str, key: str, template: str) -> None:
        """A formula typed into a cell; `{text}` stands for that column's cell on the same row."""
        self.tabs[tab].cell(row, key).value = self.rendered(tab, row, template)
        self.formulas[tab, row, key] = template

    def rendered(self, tab: str, row: str, template: str) -> str:
        """A formula as it reads on its row."""
        here = self.tabs[tab]
        return written(template, here.columns, here.rows[row])

    def plans(self, post: str, ripples: int = 3) -> None:
        """What was typed concerns the plan: the row's other cells follow, and a few posts may make room."""
        self.loose.add(("social", post))
        if post[0] == "P":
            self.loose.add(("editorial", self.subject_of(post)))
        self.ripples += ripples

    # -- rows ---------------------------------------------------------------------------------------------------------

    def delete(self, tab: str, rows: Iterable[str]) -> None:
        """Rows deleted."""
        names = set(rows)
        here = self.tabs[tab]
        here.move(spreadsheet_moves.closed({here.rows[name] for name in names}))
        self.gone |= {(tab, name) for name in names}
        for kept in (self.says, self.formulas):
            for spot in [spot for spot in kept if spot[0] == tab and spot[1] in names]:
                del kept[spot]
        self.marks = [one for one in self.marks if one[0][0] != tab or one[0][1] not in names]

    def blank(self, tab: str, below: str, count: int = 1) -> int:
        """Empty rows inserted below one; the first of them."""
        here = self.tabs[tab]
        at = here.rows[below] + 1
        here.move(spreadsheet_moves.opened(at, count))
        return at

    def copy(self, row: str, below: str, tab: str = "social") -> str:
        """A row copied, and inserted below another."""
        here = self.tabs[tab]
        at = self.blank(tab, below)
        self.count += 1
        name = f"copy{self.count}"
        here.rows[name] = at
        for column in range(1, here.sheet.max_column + 1):
            old, new = here.sheet.cell(here.rows[row], column), here.sheet.cell(at, column)
            new.value, new._style = old.value, copy(old._style)
            if old.data_type == "f":
                shift = at - here.rows[row]
                new.value = spreadsheet_moves._followed(
                    old.value, lambda n, by=shift: n + by, spreadsheet_moves.same, None  # type: ignore[misc]
                )
            elif isinstance(old.value, str):
                new.data_type = "s"
        here.stretch(row=at)
        self.twins.add((tab, row))
        self.told.add((tab, row))
        self.ripples += 3  # a post more counts: another may go
        return name

    def write(self, cells: dict[str, Any], tab: str = "social", *, below: str = "", inside: bool = True) -> str:
        """A row of the user's own, at the end or below another; `inside`: the table grows with it, as in Excel."""
        here = self.tabs[tab]
        at = self.blank(tab, below) if below else here.last + 1
        if any(cell.value is not None for cell in here.sheet[at]):  # his total stands there
            here.move(spreadsheet_moves.opened(at, 1))
        self.count += 1
        name = f"own{self.count}"
        here.rows[name] = at
        for key, value in cells.items():
            here.cell(name, key).value = value
        if inside:
            here.stretch(row=at)
        self.own.append(Own(tab, dict(cells)))
        return name

    def sort(self, tab: str, key: str, *, reverse: bool = False) -> None:
        """The rows sorted by a column."""
        here = self.tabs[tab]
        names = sorted(here.rows, key=lambda one: (_sortable(here.get(one, key)), one), reverse=reverse)
        places = sorted(here.rows.values())
        here.move(spreadsheet_moves.moved({here.rows[n]: at for n, at in zip(names, places, strict=True)}), sorts=True)
        self.order[tab] = names
        self.marks = [one for one in self.marks if one[0][0] != tab or one[1] not in STAYING]

    # -- columns ------------------------------------------------------------------------------------------------------

    def column(self, title: str, tab: str = "social", *, before: str = "", inside: bool = True) -> str:
        """A column of the user's own, at the end or before another; its name is its title."""
        here = self.tabs[tab]
        at = here.columns[before] if before else max(here.columns.values()) + 1
        if before:
            here.move(columns=spreadsheet_moves.opened(at, 1))
        here.columns[title] = at
        here.sheet.cell(here.head, at).value = title
        if inside:
            here.stretch(column=at)
            if before and here.table is not None:
                here.table.tableColumns[at - here.left].name = title
        return title

    # -- the strategy -------------------------------------------------------------------------------------------------

    def input(self, title: str) -> Any:
        """A tab of the strategy by its French title."""
        at = list(TABLES["fr"]).index(title)
        return self.book[next(t for t in (list(TABLES[one])[at] for one in TABLES) if t in self.book.sheetnames)]


def _sortable(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return fold(str(value or ""))


Edit = Callable[[EditedWorkbook], None]  # one thing that a user does
