"""The samples: strategies written as Markdown, a page of story and a table per tab, read as a workbook."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from calgen.book.grid import Cell, Grid, Workbook
from calgen.book.problems import Refused

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from markdown_it.token import Token


def _folder() -> Traversable:
    """The folder of the samples: in the installed package, or beside it in a checkout."""
    try:
        return files("calgen.samples")
    except ModuleNotFoundError:
        return Path(__file__).parents[3] / "samples"


def sample_names() -> tuple[str, ...]:
    """The names of all samples."""
    found = (file.name.removesuffix(".md") for file in _folder().iterdir() if file.name.endswith(".md"))
    return tuple(sorted(name for name in found if name != "README"))


def read_sample(name: str) -> Workbook:
    """A sample as a workbook: each `##` heading with a table below it is a tab."""
    if name not in sample_names():
        raise Refused("sample_unknown", name=name, names=sample_names())
    return parse_sample(name, _folder().joinpath(f"{name}.md").read_text(encoding="utf-8"))


def parse_sample(name: str, text: str) -> Workbook:
    """Parses a workbook written as Markdown; `<br>` in a cell is a line break."""
    grids: list[Grid] = []
    title, cells, row, column = "", dict[tuple[int, int], Cell](), 0, 0
    from markdown_it import MarkdownIt  # slow to load: only where a sample is read

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and before is not None and before.type == "heading_open":
            title = _text(token)
        elif token.type == "table_open":
            cells, row = {}, 0
        elif token.type == "tr_open":
            row, column = row + 1, 0
        elif token.type == "inline" and before is not None and before.type in ("th_open", "td_open"):
            column += 1
            if typed := _text(token):
                cells[row, column] = Cell(typed)
        elif token.type == "table_close":
            grids.append(Grid(title, cells))
    return Workbook(name, tuple(grids))


def _text(token: Token) -> str:
    parts = []
    for child in token.children or ():
        is_break = child.type == "html_inline" and child.content.lower().startswith("<br")
        parts.append("\n" if is_break or child.type in ("softbreak", "hardbreak") else child.content)
    return "".join(parts).strip()
