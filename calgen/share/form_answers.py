"""The answers in a form that came back: a workbook that any program may have saved, and anybody have written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from calgen.book import dates
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, CellState, Grid, Workbook, address
from calgen.book.languages import languages
from calgen.book.problems import Place, Refused
from calgen.book.words import Words, load_words
from calgen.share.answers import (
    DECISIONS,
    Answers,
    PostAnswer,
    check_form,
    checked_posts,
    plain_text,
    post_answer,
    short_text,
)
from calgen.share.form import DAY, HIDDEN, NAME, SHOWN, TYPED, row_digest

_FIRST_ROWS = 40  # among which the headings stand
_Rows = Mapping[int, Mapping[int, Cell]]


@dataclass(frozen=True, slots=True)
class _FormTable:
    """The rows of a form by number, the number of its heading row, and its columns by key."""

    title: str
    rows: _Rows
    top: int
    columns: Mapping[str, int]

    def text(self, row: int, key: str) -> str:
        """What a cell of a column shows."""
        return _text(self.rows.get(row, {}).get(self.columns[key], EMPTY))

    def typed(self, key: str) -> Cell:
        """The cell above the table that is filled in, in the row whose hidden cell holds the key."""
        row = next((row for row in self.rows if row < self.top and self.text(row, "id") == key), 0)
        shown = [cell for column, cell in sorted(self.rows.get(row, {}).items()) if column < self.columns["id"]]
        filled = [cell for cell in shown if _text(cell)]
        return filled[1] if len(filled) > 1 else EMPTY  # the first one is its label

    def machine_texts(self) -> tuple[str, str]:
        """The version of the form and the key of its calendar."""
        found = ((self.text(row, "id"), self.text(row, "seen")) for row in self.rows if row < self.top)
        return next((texts for texts in found if texts[0].startswith("decisions/")), ("", ""))


def form_answers(workbook: Workbook, name: str, words: Words) -> Answers:
    """The answers of a form; posts without a decision and a comment have none. `words` say how days are typed.

    Raises Refused: `answers_form` for a workbook that is no form, `answers_newer`, `answers_twice`, and
    `answers_decision` for a decision that is none of the list.
    """
    try:
        tables = [table for grid in workbook.grids if (table := _table(grid))]
        if not tables:
            raise ValueError("no form")
        form, calendar = tables[0].machine_texts()
        check_form(form, name)
        posts = checked_posts((post for table in tables for post in _posts(table, name)), name)
        made = dates.day(tables[0].typed(DAY).value, words.locale.day_first, workbook.epoch_1904)
        by = short_text(_text(tables[0].typed(NAME)))
        return Answers(plain_text(calendar, 40), made if isinstance(made, date) else None, by, posts)
    except ValueError as error:
        raise Refused("answers_form", file=name) from error


def has_form(workbook: Workbook) -> bool:
    """Whether a workbook is a form, filled in or not."""
    return any(map(_table, workbook.grids))


def _table(grid: Grid) -> _FormTable | None:
    """The table of a form; None on a sheet without one."""
    rows = grid.by_row()
    for row in [row for row in rows if row <= _FIRST_ROWS]:
        texts = {_text(cell): column for column, cell in rows[row].items()}
        if texts.keys() < {*HIDDEN}:
            continue
        columns = {key: texts.get(key) for key in HIDDEN}
        columns |= {key: column for text, column in texts.items() if (key := _headings().get(fold(text), ""))}
        found = {key: column for key, column in columns.items() if column}
        if found.keys() >= {*SHOWN, *TYPED, *HIDDEN}:
            return _FormTable(grid.title, rows, row, found)
    return None


@cache
def _headings() -> Mapping[str, str]:
    """The key of each heading in any language."""
    all_words = [load_words(language) for language in languages()]
    return {fold(words.text("share", "form", "columns", key)): key for words in all_words for key in (*SHOWN, *TYPED)}


@cache
def _decisions() -> Mapping[str, str]:
    """The code of each decision as it is written in any language."""
    all_words = [load_words(language) for language in languages()]
    return {fold(words.text("share", code)): code for words in all_words for code in DECISIONS}


def _posts(table: _FormTable, name: str) -> Iterator[PostAnswer]:
    """The answers of a table, post by post; rows without an id go on with the text of the row above."""
    posts: list[tuple[int, list[int]]] = []  # row of a post, and all of its rows
    for row in [row for row in table.rows if row > table.top]:
        if table.text(row, "id"):
            posts.append((row, [row]))
        elif posts and not table.text(row, "when"):
            posts[-1][1].append(row)
    for first, rows in posts:
        typed, comment = table.text(first, "decision"), table.text(first, "comment")
        decision = _decisions().get(fold(typed), "")
        if typed and not decision:
            place = Place(table.title, address(first, table.columns["decision"]))
            raise Refused("answers_decision", place, file=name, value=typed[:80], id=table.text(first, "id"))
        if decision or comment:
            shown = row_digest(*("\n".join(table.text(row, key) for row in rows) for key in SHOWN))
            id_, seen, digest = (table.text(first, key) for key in HIDDEN)
            yield post_answer(id_, seen, decision, comment, is_edited=shown != digest)


def _text(cell: Cell) -> str:
    """What a cell shows as a text; of a formula that no program could work out, what was typed."""
    if cell.formula and cell.state is not CellState.PLAIN:
        return cell.formula
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | datetime) else "" if value is None else str(value)
