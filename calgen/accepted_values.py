"""The value that a user typed under "Proposed" beside her yes, in place of the one that the Review proposed."""

from __future__ import annotations

from dataclasses import replace

from calgen import merge
from calgen.book.cells import ReadOptions, as_text, parse
from calgen.book.columns import Column
from calgen.book.grid import Cell
from calgen.book.values import Interpreted, Unreadable
from calgen.book.words import Words
from calgen.last_run import ShownChange
from calgen.review.neutral_texts import neutral_text
from calgen.shown_proposals import column_of, value_of
from calgen.view.review.sentences import ReviewSentences

Changes = tuple[ShownChange, ...]


def typed_text(cell: merge.AcceptCell) -> str:
    """What stands under "Proposed", its lines joined; empty where the column is gone."""
    return " ".join(as_text(line.value) for line in cell.proposed)


def has_other_value(cell: merge.AcceptCell, changes: Changes, options: ReadOptions, words: Words) -> bool:
    """Whether the value beside an answer is not the proposed one."""
    if not cell.proposed or typed_text(cell) == ReviewSentences(words).value(changes[0].after):
        return False
    column = column_of(changes[0])
    return _read(cell, column, options) != value_of(changes[0].after, column)


def chosen_changes(cell: merge.AcceptCell, changes: Changes, options: ReadOptions, words: Words) -> Changes | None:
    """The changes of an accepted proposal, with the user's value where she typed one.

    None where her value cannot be taken: nobody can read it, others would have to change with it, or it stands on
    several lines, some of which may be calgen's.
    """
    if not has_other_value(cell, changes, options, words):
        return changes
    column = column_of(changes[0])
    value = _read(cell, column, options)
    if len(changes) > 1 or len(cell.proposed) > 1 or value is None or isinstance(value, Unreadable):
        return None
    return (replace(changes[0], after=neutral_text(value, column)),)


def _read(cell: merge.AcceptCell, column: Column, options: ReadOptions) -> object:
    """The value under "Proposed" as the column of the strategy reads it; None where it is blank."""
    text = typed_text(cell)
    if not text:
        return None
    found = parse(cell.proposed[0] if len(cell.proposed) == 1 else Cell(text), column, options)
    return found.value if isinstance(found, Interpreted) else found
