"""The pages that walk a quarter with a bakery, followed as a reader follows them: what is typed, and each command.

A heading with the title of a tab and a table below it are rows to type into this tab. A table of `Tab`, `Row`,
`Column` and `Type` changes cells that stand there. The lines after `$` in a block of `console` are commands; what
they print stands below, where a line `…` leaves out what is between.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import workbook_copies
from click.testing import CliRunner

from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.cli import main

DOCS = Path(__file__).parents[1] / "docs"
FILES = {"en": "bakery.xlsx", "fr": "boulangerie.xlsx"}
CUT = "…"
CELLS = ("Tab", "Onglet")  # the first heading of a table of cells
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Typing:
    """A table of the page: rows of a tab, or cells where `tab` is empty; the first row has the headings."""

    tab: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Block:
    """A block of the page: its text, and where it stands."""

    text: str
    start: int
    end: int


def page_path(language: str) -> Path:
    """The page in a language."""
    return DOCS / f"quarter.{language}.md"


def steps(page: str) -> Iterator[Typing | Block]:
    """What the reader does, in the order of the page."""
    found: dict[int, Typing | Block] = {match.start(): _typing(page, match) for match in _TABLE.finditer(page)}
    found |= {match.start(): Block(match[1], match.start(1), match.end(1)) for match in _BLOCK.finditer(page)}
    yield from (found[at] for at in sorted(found))


def _typing(page: str, table: re.Match[str]) -> Typing:
    lines = [line for n, line in enumerate(table[0].splitlines()) if n != 1]
    rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
    heading = _HEADING.findall(page[: table.start()])[-1]
    return Typing("" if rows[0][0] in CELLS else heading, rows)


class Desk:
    """A folder in which a reader follows the page."""

    def __init__(self, folder: Path, language: str) -> None:
        self.path, self.language = folder / FILES[language], language

    def follow(self, page: str) -> dict[Block, str]:
        """What each block of commands prints."""
        found = {}
        for step in steps(page):
            if isinstance(step, Block):
                found[step] = self.printed(step)
            else:
                self.type(step)
        return found

    def printed(self, block: Block) -> str:
        """The block with what its commands print now."""
        text = ""
        for command, shown in commands(block.text):
            words = [str(self.path) if word == self.path.name else word for word in shlex.split(command)[1:]]
            env = {"COLUMNS": "100", "LANG": f"{self.language}.UTF-8", "LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": ""}
            result = CliRunner(env=env).invoke(main, words)
            assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
            output = result.output.replace(str(self.path.parent) + "/", "").rstrip().splitlines()
            text += f"$ {command}\n" + "".join(f"{line.rstrip()}\n" for line in _cut(output, shown))
        return text

    def type(self, typing: Typing) -> None:
        """Types a table of the page into the workbook."""
        book = workbook_copies.opened(self.path.read_bytes(), rich_text=True)
        head, *rows = typing.rows
        for number, row in enumerate(rows):
            if typing.tab:
                _type_row(book[typing.tab], dict(zip(head, row, strict=True)), is_first=number == 0)
            else:
                tab, name, column, value = row
                _type_cell(book[tab], name, column, value)
        book.save(self.path)


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that are shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def _cut(output: list[str], shown: list[str]) -> list[str]:
    """An output with as many lines before and after the cut as are shown."""
    if CUT not in shown:
        return output
    before, after = shown.index(CUT), len(shown) - shown.index(CUT) - 1
    return [*output[:before], CUT, *(output[-after:] if after else [])]


def _headings(sheet: Any, title: str) -> tuple[int, dict[str, int]]:
    for cells in sheet.iter_rows():
        found = {str(cell.value).removesuffix(" *"): cell.column for cell in cells if cell.value}
        if title in found:
            return cells[0].row, found
    raise AssertionError((sheet.title, title))


def _is_free(value: object) -> bool:
    examples = {load_words(language).text("phrases", "example", text="") for language in languages()}
    return not value or any(str(value).startswith(example) for example in examples)


def _type_row(sheet: Any, row: dict[str, str], *, is_first: bool) -> None:
    top, at = _headings(sheet, next(iter(row)))
    number = top + 1
    while not _is_free(sheet.cell(number, at[next(iter(row))]).value):
        number += 1
    for column in at.values():  # an example gives place to what is typed
        sheet.cell(number, column).value = None
    for title, value in row.items():
        sheet.cell(number, at[title]).value = _value(value)


def _type_cell(sheet: Any, name: str, column: str, value: str) -> None:
    if column:
        top, at = _headings(sheet, column)
        number = next(n for n in range(top + 1, sheet.max_row + 1) if name in _texts(sheet, n))
        sheet.cell(number, at[column]).value = _value(value)
    else:  # a setting stands beside its name
        cell = next(cells[1] for cells in sheet.iter_rows() if str(cells[0].value).removesuffix(" *") == name)
        cell.value = _value(value)


def _texts(sheet: Any, row: int) -> set[str]:
    return {str(cell.value) for cell in sheet[row] if cell.value is not None}


def _value(text: str) -> str | float | None:
    return float(text) if re.fullmatch(r"\d+", text) else text or None


def renewed(language: str, folder: Path) -> str:
    """The page with what its commands print now."""
    page = page_path(language).read_text(encoding="utf-8")
    for block, text in sorted(Desk(folder, language).follow(page).items(), key=lambda item: -item[0].start):
        page = page[: block.start] + text + page[block.end :]
    return page
