"""The short salon with texts to approve: cells typed into its social calendar, and what stands there afterwards."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import short_salon
import workbook_copies

from calgen.book.cells import ReadOptions
from calgen.book.words import load_words
from calgen.calendar import read_calendar_tab
from calgen.decide_steps import Decided, decide
from calgen.files.read import load
from calgen.last_run import read_last_run
from calgen.run_steps import DRAWN
from calgen.share.shared_posts import PostSelection
from calgen.share_steps import share_calendar

WORDS, FILE, TODAY = load_words("fr"), "salon.xlsx", short_salon.TODAY
Rows = dict[str, dict[str, Any]]


def edited(data: bytes, cells: Mapping[tuple[str, str], object], *, drop: str = "") -> bytes:
    """The workbook with values typed into the social calendar, by id and column key; without the column `drop`."""
    book: Any = workbook_copies.opened(data)
    tab = book[WORDS.title("social")]
    columns = {cell.value: cell.column for cell in tab[4]}
    ids = {tab.cell(row, columns[WORDS.title("social", "id")]).value: row for row in range(5, tab.max_row + 1)}
    for (id_, key), value in cells.items():
        tab.cell(ids[id_], columns[WORDS.title("social", key)]).value = value
    if drop:
        tab.cell(4, columns[WORDS.title("social", drop)]).value = "À moi"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(data: bytes) -> Rows:
    tab: Any = workbook_copies.opened(data)[WORDS.title("social")]
    keys = {WORDS.title("social", key): key for key in WORDS.columns("social")}
    heads = {cell.column: keys[cell.value] for cell in tab[4] if cell.value in keys}
    cells = ([cell for cell in row if cell.column in heads] for row in tab.iter_rows(min_row=5))
    found = ({heads[cell.column]: cell.value for cell in row} for row in cells)
    return {row["id"]: row for row in found if row.get("id")}


@cache
def written() -> bytes:
    """A calendar with texts for its first six posts, of which the fifth is scheduled."""
    data = short_salon.calendar()
    texts = {(f"P{n:04}", "text"): f"Texte {n}" for n in range(1, 7)}
    return edited(data, {**texts, ("P0005", "status"): "programmé"})


@cache
def page(data: bytes | None = None) -> str:
    """The page of a workbook; of `written` without one."""
    return share_calendar(data or written(), FILE, Path("/nowhere"), PostSelection(TODAY), "fr").data.decode()


def answers(
    decisions: Mapping[str, str], comments: Mapping[str, str] | None = None, of: bytes | None = None, **changes: Any
) -> tuple[str, bytes]:
    """The file that the page writes, with decisions by id."""
    seen = dict(re.findall(r'id="(P\d+)" data-seen="([0-9a-f]+)"', page(of)))
    calendar = json.loads(re.findall(r'id="data">(.*?)</script>', page(of))[0])["calendar"]
    said = comments or {}
    posts = [{"id": id_, "seen": seen.get(id_, "0" * 32), "decision": decision, "comment": said.get(id_, "")}
             for id_, decision in decisions.items()]  # fmt: skip
    made = {"calgen": "decisions/1", "calendar": calendar, "made": "2027-01-02T10:00:00+01:00", "by": "Sandrine"}
    return "reponses.json", json.dumps({**made, "posts": posts, **changes}).encode()


def decided(data: bytes, file: tuple[str, bytes], **options: bool) -> Decided:
    return decide(data, FILE, file, TODAY, "fr", **options)


def outcomes(made: Decided) -> dict[str, str]:
    return {post.id: str(post.outcome) for post in made.posts}


def changes(before: bytes, after: bytes) -> dict[tuple[str, str], Any]:
    old, new = rows(before), rows(after)
    assert old.keys() == new.keys()
    return {(id_, key): value for id_, row in new.items() for key, value in row.items() if old[id_][key] != value}


def texts(data: bytes, key: str, calendar: str = "social") -> dict[str, str]:
    """What a column of a calendar, or of the archive, shows by id, in whatever language its titles are."""
    workbook = load.load(data, FILE, without=DRAWN)
    tab = read_calendar_tab(workbook, calendar, read_last_run(workbook), ReadOptions(True, decimal_comma=True))
    return {row.id: row.text(key) for row in tab.rows} if tab else {}
