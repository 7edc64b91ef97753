"""A user who puts things of her own beside and below the calendars: what she adds, and what must be found of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

import sheet_drawings
from sheet_inventory import Corners, Inventory, contents_of, corners
from sheet_package import SheetPackage, SheetXml, address

from calgen.book.languages import languages
from calgen.book.words import load_words


@dataclass(frozen=True)
class Added:
    """A thing of the user's: its kind, its tab, its mark (a text that stands nowhere else), its range."""

    kind: str
    tab: str
    mark: str
    at: Corners
    aim: str = ""  # what it points to

    def __str__(self) -> str:
        return f"{self.kind} {self.mark} at {self.tab}!{address(self.at[0], self.at[1], self.at[2], self.at[3])}"


@dataclass
class ObjectDraft:
    """A workbook while its user adds things to it, in XML."""

    data: bytes
    rng: Random
    added: list[Added] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.package = SheetPackage(self.data)
        self.contents = contents_of(self.data)
        self.wide: dict[str, Corners] = {}  # tables that she has made wider
        self.low: dict[str, int] = {}
        self.far: dict[str, int] = {}

    def bytes(self) -> bytes:
        """The file with all that was added."""
        return self.package.bytes()

    # -- places -------------------------------------------------------------------------------------------------------

    def sheet(self, key: str) -> SheetXml:
        """A tab by calgen's key, whatever the language; `own` is the user's."""
        if key in ("social", "editorial"):
            return self.package.sheet(self._calendar(key).title)
        titles = {"own": {"Mes chiffres", "My figures"}}.get(key) or {load_words(o).title(key) for o in languages()}
        return self.package.sheet(next(title for title in self.package.titles if title in titles))

    def _calendar(self, key: str) -> Inventory:
        """A calendar as it stood before anything was added: its table does not move meanwhile."""
        return next(
            one
            for one in map(self.contents.sheet, self.contents.parts)
            if (one.table and one.table.name == f"calgen_{key}")
            or (one.table is None and one.frame and min(one.ids())[0] == ("P" if key == "social" else "S"))
        )

    def frame(self, key: str) -> Corners:
        """The range of a calendar's table."""
        found = self.wide.get(key) or self._calendar(key).frame
        assert found
        return found

    def table_part(self, key: str) -> str | None:
        """The part of a calendar's table, where it has one."""
        table = self._calendar(key).table
        return table.part if table else None

    def headings(self, key: str) -> list[str]:
        """The headings of a calendar's table."""
        calendar = self._calendar(key)
        top, left, _, right = self.frame(key)
        return [calendar.cells[top, n].value for n in range(left, right + 1) if (top, n) in calendar.cells]

    def column(self, key: str, field_: str) -> int:
        """The number of a calgen column, by its key."""
        titles = {load_words(one).title(key, field_) for one in languages()}
        at = next(n for n, title in enumerate(self.headings(key)) if title in titles)
        return self.frame(key)[1] + at

    def below(self, key: str, rows: int = 1) -> int:
        """The first of some free rows below all that stands on a tab."""
        sheet = self.sheet(key)
        used = [int(one) for one in re.findall(r'<row r="(\d+)"', sheet.xml) if int(one) < 1_000_000]
        top = max([self.low.get(key, 0), *used]) + 2
        self.low[key] = top + rows
        return top

    def beside(self, key: str, columns: int = 1) -> int:
        """The first of some free columns right of all that stands beside a table, with one blank before it."""
        sheet, (_, _, _, right) = self.sheet(key), self.frame(key)
        used = [corners(one)[1] for one in sheet.cells()]
        left = max([self.far.get(key, 0), right, *(one for one in used if one < 200)]) + 2
        self.far[key] = left + columns - 1
        return left

    def body(self, key: str, rows: int = 1) -> int:
        """Some row of a table, with as many after it."""
        top, _, bottom, _ = self.frame(key)
        return self.rng.randint(top + 1, max(top + 1, bottom - rows + 1))

    def mark(self, about: str) -> str:
        """A text that stands nowhere else."""
        self.count += 1
        return f"{about} n° {self.count} ◆{self.rng.randrange(1000)}"

    # -- adding -------------------------------------------------------------------------------------------------------

    def has(self, kind: str, key: str, mark: str, at: Corners, aim: str = "") -> None:
        """Writes down what was added; an area to print takes the place of another."""
        title = self.sheet(key).title
        self.added = [one for one in self.added if (one.kind, one.tab) != (kind, title) or kind != "print area"]
        self.added.append(Added(kind, title, mark, at, aim))

    def text(self, key: str, row: int, column: int, about: str = "texte") -> str:
        """A text in a cell."""
        mark = self.mark(about)
        self.sheet(key).put(row, column, mark)
        self.has("text", key, mark, (row, column, row, column))
        return mark

    def label(self, key: str, row: int, column: int, rows: int, columns: int) -> None:
        """A text in a merged range."""
        sheet, mark = self.sheet(key), self.mark("étiquette")
        for r in range(row, row + rows):
            for c in range(column, column + min(columns, 6)):
                sheet.empty(r, c)
        sheet.put(row, column, mark)
        sheet.merge(address(row, column, row + rows - 1, column + columns - 1))
        self.has("label", key, mark, (row, column, row + rows - 1, column + columns - 1))

    def block(self, key: str, row: int, column: int, rows: int, columns: int) -> list[str]:
        """Headings and values, without a table: the headings."""
        sheet = self.sheet(key)
        heads = [self.mark("titre") for _ in range(columns)]
        for n, head in enumerate(heads):
            sheet.put(row, column + n, head)
        for r in range(1, rows):
            for n in range(columns):
                sheet.put(row + r, column + n, self.mark("valeur") if n == 0 else r * 10 + n)
        return heads

    def table(self, key: str, row: int, column: int, rows: int = 4, columns: int = 3) -> str:
        """A table of her own."""
        heads = self.block(key, row, column, rows, columns)
        self.count += 1
        name = f"Suivi{self.count}"
        self.sheet(key).table(address(row, column, row + rows - 1, column + columns - 1), name, heads)
        self.has("table", key, name, (row, column, row + rows - 1, column + columns - 1))
        return name

    def link(self, key: str, row: int, column: int, rows: int = 1, *, inside: bool = False) -> None:
        """A link over some cells, to a page or within the workbook."""
        self.count += 1
        mark, sheet = f"lien{self.count}x{self.rng.randrange(1000)}", self.sheet(key)
        for r in range(row, row + rows):
            if f'<c r="{address(r, column)}"' not in sheet.xml:
                sheet.put(r, column, self.mark("lien"))
        where = f"'{self.sheet('own').title}'!A1"
        ref = address(row, column, row + rows - 1, column)
        sheet.link(ref, *(("", f"{where}:B{self.count + 1}") if inside else (f"https://exemple.example/{mark}?a=1&b=é",)))
        aim = f"#{where}:B{self.count + 1}" if inside else f"https://exemple.example/{mark}?a=1&b=é"
        self.has("link", key, aim, (row, column, row + rows - 1, column))

    def array(self, key: str, row: int, column: int, rows: int, source: str) -> None:
        """An array formula over some rows: twice what stands in a range."""
        sheet, mark = self.sheet(key), self.mark("matrice")
        ref = address(row, column, row + rows - 1, column)
        for r in range(row + 1, row + rows):
            sheet.put(r, column, 0)
        sheet.put(row, column, f'={source}*2+N("{mark}")', t="array", ref=ref)
        self.has("array", key, mark, (row, column, row + rows - 1, column), source)

    def formula(self, key: str, row: int, column: int, formula: str, aim: str = "") -> None:
        """A formula of hers; its mark is counted as nothing."""
        mark = self.mark("formule")
        self.sheet(key).put(row, column, f'={formula}+N("{mark}")')
        self.has("formula", key, mark, (row, column, row, column), aim)

    def note(self, key: str, row: int, column: int, *, thread: bool = False) -> None:
        """A note, or a conversation, on a cell."""
        mark = self.mark("note")
        add = sheet_drawings.conversation if thread else sheet_drawings.note
        add(self.sheet(key), row, column, mark)
        self.has("conversation" if thread else "note", key, mark, (row, column, row, column))

    def drawn(self, kind: str, key: str, at: Corners, values: str = "") -> None:
        """A chart or a picture."""
        mark = self.mark(kind)
        if kind == "chart":
            sheet_drawings.chart(self.sheet(key), at, values, mark)
        else:
            sheet_drawings.picture(self.sheet(key), at, mark)
        self.has(kind, key, mark, at, values)

    def name(self, key: str, at: Corners, local: str = "") -> str:
        """A name for a range of a tab."""
        self.count += 1
        name, sheet = f"Mien{self.count}", self.sheet(key)
        self.package.name(name, f"{quoted(sheet.title)}!{dollars(at)}", self.sheet(local).title if local else "")
        self.has("name", key, name, at)
        return name


def quoted(title: str) -> str:
    """A tab's title in a formula."""
    return "'" + title.replace("'", "''") + "'"


def dollars(at: Corners) -> str:
    """A range with fixed rows and columns."""
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", address(*at))
