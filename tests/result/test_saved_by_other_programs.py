"""Another program saves the workbook between two runs: every id and typed value stays, what was dropped comes back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from other_programs import NEEDED, PROGRAMS
from short_salon import TODAY, WEEKS

from calgen import api
from calgen.book.grid import Grid, letter
from calgen.book.words import load_words
from calgen.calendar import canonical_text
from calgen.files.read import load, tab_losses
from calgen.files.read.guard import open_workbook
from calgen.files.read.opened_workbook import OpenedWorkbook

FILE, HEADINGS = "plan.xlsx", 4
MARKED = [pytest.param(name, marks=pytest.mark.system(*NEEDED[name])) if name in NEEDED else name for name in PROGRAMS]
TYPED = "Écrit par moi : = + @ « é » 🙂"
SHOWN = {"Date", "Heure", "Plateforme", "Thème", "Texte", "Statut"}
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
programs = pytest.mark.parametrize("program", MARKED)


@cache
def strategy() -> bytes:
    """A short calendar's strategy as calgen wrote it: exceljs cannot read what openpyxl writes."""
    data = api.new("fr", "salon", TODAY)
    book, words = open_workbook(data, FILE), load_words("fr")
    settings, label = words.title("settings"), words.title("settings", "weeks")
    found = next(tab for tab in load.load(data, FILE).grids if tab.title == settings)
    row = next(place[0] for place, cell in found.cells.items() if cell.value == label)
    part = next(sheet.part for sheet in book.sheets if sheet.title == settings)
    return with_part(book, part, typed(book.package.read(part), f"B{row}", b"", b"<v>%d</v>" % WEEKS))


@cache
def first() -> bytes:
    """A first run, and what its user typed after it."""
    return edited(without_program(strategy()).after)


@cache
def second() -> bytes:
    return without_program(first()).after


@cache
def without_program(data: bytes, today: date = TODAY) -> api.Generated:
    """A run on a workbook that no other program saved: one for all programs."""
    return api.generate(data, FILE, today)


def edited(data: bytes) -> bytes:
    """A text, a day and a status typed into three posts, nothing else is changed: exceljs reads no openpyxl."""
    book = open_workbook(data, FILE)
    part = book.calgen_sheets()["social"].part
    xml = book.package.read(part)
    columns = {cell.value: letter(at[1]) for at, cell in grid(data).cells.items() if at[0] == HEADINGS}
    texts = {f"{columns['Texte']}8": TYPED, f"{columns['Statut']}10": "Approuvé"}
    for address, text in texts.items():
        xml = typed(xml, address, b't="inlineStr"', f"<is><t>{text}</t></is>".encode())
    xml = typed(xml, f"{columns['Date']}9", b"", b"<v>46405</v>")  # 18 January 2027
    return with_part(book, part, xml)


def with_part(book: OpenedWorkbook, part: str, xml: bytes) -> bytes:
    package = book.package.copy()
    package.write(part, xml)
    return package.to_bytes()


def typed(xml: bytes, address: str, kind: bytes, content: bytes) -> bytes:
    """The XML of a tab with a cell filled in."""
    cell = re.compile(rb'<c r="%s"( s="\d+")?[^>]*?(?:/>|>.*?</c>)' % address.encode())
    made, count = cell.subn(lambda found: b'<c r="%s"%s %s>%s</c>' % (address.encode(), found[1], kind, content), xml)
    assert count == 1
    return made


def grid(data: bytes) -> Grid:
    """The social calendar, as calgen itself reads it: openpyxl cannot read what SheetJS writes."""
    found = load.load(data, FILE).calgen_tab("social")
    assert found
    return found


def titles(data: bytes) -> dict[str, str]:
    return {key: sheet.title for key, sheet in open_workbook(data, FILE).calgen_sheets().items()}


def posts(data: bytes) -> dict[Any, dict[Any, Any]]:
    """The posts by id: what the user typed or may type into."""
    rows = grid(data).by_row()
    shown = {column: cell.value for column, cell in rows[HEADINGS].items() if cell.value in SHOWN}
    posts = [cells for number, cells in rows.items() if number > HEADINGS and 1 in cells]
    return {cells[1].value: {shown[column]: canonical_text(cells[column].value) for column in shown.keys() & cells}
            for cells in posts}  # fmt: skip


def sheet_titles(data: bytes) -> list[str]:
    return [sheet.title for sheet in open_workbook(data, FILE).sheets]


def check_run(saved: bytes, without: bytes) -> None:
    """A run after the program saved: all is as in a run without it, and a second run changes nothing."""
    run = without_program(without)
    expected = run.after
    assert titles(saved).items() <= titles(expected).items()
    made = api.generate(saved, FILE, TODAY)
    assert not made.stopped
    assert posts(made.after) == posts(expected)
    assert titles(made.after) == titles(expected)
    assert sheet_titles(made.after) == sheet_titles(expected)
    assert tab_losses.is_intact(open_workbook(made.after, FILE))
    # A program that drops formats marks every row, as a user does: no post counts as calgen's own choice of a person.
    codes = {problem.code for problem in made.problems} | {"owner_replaced"}
    assert codes == {problem.code for problem in run.problems} | {"owner_replaced"} or not run.changed
    told = [[(change.kind, change.id, change.columns.keys()) for change in one.changes] for one in (made, run)]
    assert told[0] == told[1] or not run.changed
    assert api.generate(made.after, FILE, TODAY).after == made.after


@pytest.mark.long
@programs
def test_the_empty_workbook_before_its_first_run(program: str) -> None:
    check_run(PROGRAMS[program](strategy()), strategy())


@programs
def test_after_the_first_run(program: str) -> None:
    check_run(PROGRAMS[program](first()), first())


@programs
def test_after_the_second_run(program: str) -> None:
    check_run(PROGRAMS[program](second()), second())


@pytest.mark.long
@programs
def test_twice_in_a_row_and_on_a_later_day(program: str) -> None:
    later = TODAY + timedelta(days=1)
    expected = without_program(second(), later).after
    once = api.generate(PROGRAMS[program](second()), FILE, TODAY).after
    made = api.generate(PROGRAMS[program](once), FILE, later)
    assert posts(made.after) == posts(expected)
    assert api.generate(made.after, FILE, later).after == made.after
