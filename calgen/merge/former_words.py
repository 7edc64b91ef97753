"""Words that calgen wrote into a calendar before it called the same thing otherwise: such a calendar keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from calgen.book.folding import fold
from calgen.book.languages import entry
from calgen.book.sheet import StyledCell
from calgen.book.vocabulary import understood_code
from calgen.book.words import Words
from calgen.calendar import CalendarRow
from calgen.last_run import WrittenRow

CHOICES = ("category", "stage", "status")  # the columns whose cells calgen fills with a word of a list

FormerWords = Mapping[tuple[str, str], str]  # column and word of today → the word that the calendar has for it


def former_words(rows: Iterable[tuple[CalendarRow, WrittenRow]], words: Words) -> FormerWords:
    """From rows with what the last run wrote in them; words of another language than that of `words` are none."""
    found: dict[tuple[str, str], str] = {}
    written = {(key, str(row.cell(key).value)) for row, before in rows for key in CHOICES
               if before.get(key) and row.cell(key).value == before[key]}  # fmt: skip
    for key, text in sorted(written):
        code = understood_code(key, text)
        if code and text != words.choice(key, code) and fold(text) in _spellings(words.language, key, code):
            found[key, words.choice(key, code)] = text
    return found


def in_former_words(planned: Mapping[str, StyledCell], former: FormerWords) -> Mapping[str, StyledCell]:
    """The cells of a row with the words that the calendar has for theirs."""
    changed = {key: replace(planned[key], value=former[key, str(planned[key].value)]) for key in CHOICES
               if key in planned and (key, str(planned[key].value)) in former}  # fmt: skip
    return {**planned, **changed} if changed else planned


def _spellings(language: str, of: str, code: str) -> set[str]:
    return {fold(spelling) for spelling in entry(language, "choices", of).get(code, ())}
