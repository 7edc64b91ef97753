"""A user who works in the social calendar of a quarter: texts, addresses, figures, days and hours that she types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from benchmarks.simulated_posts import SimulatedPost, World
from benchmarks.simulated_texts import published_text
from calgen.book.grid import address
from calgen.book.sheet import SheetValue
from calgen.calendar import CalendarRow, CalendarTab
from calgen.files.edit.input_edits import CellEdit, write_cells
from calgen.files.read import guard

_NO_ADDRESS = ("facebook", "newsletter")  # it is another one in each export, or there is none


@dataclass
class Typist:
    """The user; `typed` holds what she typed so far, as texts of cells."""

    world: World
    texts: float = 0.4  # parts of the posts
    moves: float = 0.03
    addresses: float = 0.2
    figures: float = 0.03
    typed: dict[tuple[str, str], str] = field(default_factory=dict)

    def prepare(self, data: bytes, social: CalendarTab, first: date, last: date) -> bytes:
        """The workbook with texts of some posts from a day to a day, and with other days and hours of a few."""
        values: dict[tuple[str, str], SheetValue] = {}
        for row in _open_rows(social, first, last):
            random = Random(f"{self.world.seed} {row.id} typing")
            if random.random() < self.texts:
                values[row.id, "text"] = published_text(
                    row.text("title"), row.text("theme"), self.world.language, random
                )
            day = row.day()
            if random.random() < self.moves and day and first < day < last - timedelta(days=3):
                values[row.id, "date"] = day + timedelta(days=random.randrange(1, 3))
                values[row.id, "time"] = f"{random.randrange(9, 20):02}:{random.choice(('10', '40'))}"
        return self._type(data, social, values)

    def note_results(self, data: bytes, social: CalendarTab, posts: Iterable[SimulatedPost]) -> bytes:
        """The workbook with the addresses of some publications, as browsers show them, and with a few figures."""
        values: dict[tuple[str, str], SheetValue] = {}
        rows = {row.id: row for row in social.rows}
        for post in posts:
            random = Random(f"{self.world.seed} {post.post} noting")
            row = rows.get(post.post)
            if row is None or row.text("url"):
                continue
            if random.random() < self.addresses and not post.is_story and post.network not in _NO_ADDRESS:
                values[post.post, "url"] = f"{post.url}{'&' if '?' in post.url else '?'}utm_source=share"
            if random.random() < self.figures and not row.text("impressions"):
                values[post.post, "impressions"] = 7 + random.randrange(5000)
        return self._type(data, social, values)

    def _type(self, data: bytes, social: CalendarTab, values: Mapping[tuple[str, str], SheetValue]) -> bytes:
        if not values:
            return data
        at = {row.id: row.number for row in social.rows}
        edits = [
            CellEdit(social.title, address(at[id_], social.columns[key]), value) for (id_, key), value in values.items()
        ]
        self.typed |= {place: _as_cell(value) for place, value in values.items()}
        return write_cells(guard.open_workbook(data, "typed.xlsx"), edits)

    def lost(self, rows: Iterable[CalendarRow]) -> list[str]:
        """What she typed and no row of a calendar (or archive) holds as she typed it."""
        return [f"{id_} {key}: {self.typed[id_, key]!r} is {shown!r}" for (id_, key), shown in self._others(rows)]

    def forget(self, rows: Iterable[CalendarRow]) -> None:
        """Takes in that she has typed something else since, or deleted rows."""
        for place, _ in self._others(rows):
            del self.typed[place]

    def _others(self, rows: Iterable[CalendarRow]) -> list[tuple[tuple[str, str], str]]:
        """The typed cells that hold something else, and what."""
        by_id = {row.id: row for row in rows}
        shown = {(id_, key): _shown(by_id.get(id_), key) for id_, key in self.typed}
        return [(place, text) for place, text in sorted(shown.items()) if text != self.typed[place]]


def _open_rows(social: CalendarTab, first: date, last: date) -> list[CalendarRow]:
    rows = [row for row in social.rows if row.id and (day := row.day()) and first <= day <= last]
    return [row for row in rows if row.code("status") not in ("published", "cancelled") and row.text("platform")]


def _as_cell(value: SheetValue) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown(row: CalendarRow | None, key: str) -> str:
    if row is None:
        return ""
    if key == "date":
        return str(row.day())
    return f"{row.hour():%H:%M}" if key == "time" else row.text(key)
