"""Workbooks of strategies that are not samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.files.draw import draw
from calgen.files.edit import splice
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import Package
from calgen.view import template

if TYPE_CHECKING:
    from calgen.book.words import Words
    from calgen.strategy import Strategy


def filled_workbook(words: Words, strategy: Strategy) -> bytes:
    """The workbook that a user would have filled with this strategy, before its first run."""
    inputs = OpenedWorkbook(Package.load(draw.draw(template.sheets(words, template.Blank(strategy, examples=False)))))
    outputs = template.places(words)
    return splice.splice(inputs, draw.draw(outputs), {sheet.title: sheet.key for sheet in outputs})
