"""Workbooks of strategies that are not samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.files.edit.insert_sheets import new_workbook
from calgen.view import template

if TYPE_CHECKING:
    from calgen.book.words import Words
    from calgen.strategy import Strategy


def filled_workbook(words: Words, strategy: Strategy) -> bytes:
    """The workbook that a user would have filled with this strategy, before its first run."""
    filled = template.TemplateContent(strategy, has_examples=False)
    return new_workbook(template.input_sheets(words, filled), template.output_placeholders(words))
