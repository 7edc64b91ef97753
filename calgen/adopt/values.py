"""The value of a cell of theirs as calgen's column takes it, or the problem that stands in the way."""

from __future__ import annotations

import re
from dataclasses import replace

from calgen.adopt.day_texts import day_or_hour
from calgen.adopt.regions import PlacedCell
from calgen.book.cells import ReadOptions, as_text
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold, tidy
from calgen.book.languages import entry, languages
from calgen.book.problems import Problem
from calgen.book.rows import read_cell
from calgen.book.sheet import SheetValue
from calgen.book.values import Interpreted
from calgen.book.vocabulary import choice_codes, understood_code
from calgen.book.words import Words
from calgen.view.cell_text import cell_value

# what stays as it was typed where calgen understands it; all other kinds are written in calgen's own way
_AS_TYPED = {Kind.TEXT, Kind.LINES, Kind.LIST, Kind.REF, Kind.REFS, Kind.HOURS, Kind.WEEKDAYS, Kind.CADENCE}


def adopted_value(found: PlacedCell, column: Column, options: ReadOptions, words: Words) -> SheetValue | Problem:
    """The value to write, or the problem with the cell; `None` for a cell that says nothing, as an unticked box."""
    found = day_or_hour(found) if column.kind in (Kind.DAY, Kind.HOURS) else _without_brackets(found)
    read = read_cell(replace(column, required=False), found.cell, found.place, options)
    if isinstance(read, Problem):
        return read
    if isinstance(read, Interpreted):
        read = read.value
    typed = found.cell.value
    if column.kind in _AS_TYPED and isinstance(typed, str):
        return tidy(typed)
    is_figure = isinstance(typed, int | float) and not isinstance(typed, bool) and not found.cell.percent
    if column.kind in _AS_TYPED and is_figure:
        return typed  # type: ignore[return-value]
    if column.kind in (Kind.REF, Kind.REFS):
        return as_text(typed) or None
    value = cell_value(read, column, words)
    return as_text(typed) if value is None and isinstance(typed, str) else value


_BRACKETS = re.compile(r"\[([^\[\]]*)\]")  # a list as ClickUp exports it: `[Ana,Ben]`


def _without_brackets(found: PlacedCell) -> PlacedCell:
    text = found.cell.value
    inside = _BRACKETS.fullmatch(text) if isinstance(text, str) else None
    names = ", ".join(filter(None, map(tidy, inside[1].split(",")))) if inside else ""
    return replace(found, cell=replace(found.cell, value=names or None)) if inside else found


def status_word(text: str, words: Words) -> str:
    """The word of calgen's for a status, where it is known; else the text as it was typed."""
    code = understood_code("status", text) or _statuses().get(fold(text)) or _statuses().get(_bare(text), "")
    return words.choice("status", code) if code else text


def _bare(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())


def _statuses() -> dict[str, str]:
    """The words that people use for the status of a post, in all languages: folded word → code."""
    return {fold(word): code for language in languages()
            for code, found in entry(language, "adopt", "status").items() for word in found}  # fmt: skip


def is_status(text: str) -> bool:
    """Whether a text is a word for the status of a post."""
    return bool(understood_code("status", text)) or fold(text) in _statuses() or _bare(text) in _statuses()


def known_choice(of: str, text: str) -> bool:
    """Whether a text is a word of a list."""
    return fold(text) in choice_codes(of)
