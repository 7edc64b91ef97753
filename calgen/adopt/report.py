"""What was read and what was left, in words: table by table, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from calgen.adopt.columns import columns_of
from calgen.adopt.records import AdoptedColumn, AdoptedTable, Adoption, LeftCell, Question
from calgen.book.problems import Problem
from calgen.book.shell import quoted_path
from calgen.book.values import Phrase, Title, first_items
from calgen.book.words import Words
from calgen.strategy import TABS

_SHOWN = 3  # cells of a column that are left for one reason, and are named


def reason_text(reason: Phrase | Problem, words: Words) -> str:
    """Why a cell was left."""
    return words.message(reason)[0] if isinstance(reason, Problem) else words.format_value(reason)


def report_lines(adoption: Adoption, words: Words) -> Iterator[str]:
    """The mapping, then what is left, then what is still to fill in."""
    for table in adoption.tables:
        yield _table_line(table, words)
        for column in table.columns:
            yield f"  {_column_line(column, words)}"
    yield from _left_lines(adoption.left, words)
    yield from _missing_lines(adoption, words)


def _table_line(table: AdoptedTable, words: Words) -> str:
    values = {"tab": table.place.tab, "cell": table.place.cell, "title": table.title, "n": table.rows}
    if not table.key:
        return words.text("adopt", "table_left", **values)
    return words.text("adopt", "table", known=Title(table.key), **values)


def _column_line(column: AdoptedColumn, words: Words) -> str:
    values = {"heading": column.heading, "n": column.count}
    if column.key is None:
        return words.text("adopt", "column", column.how, **values)
    return words.text("adopt", "column", column.how, known=Title(*column.key), **values)


def _left_lines(left: tuple[LeftCell, ...], words: Words) -> Iterator[str]:
    """One line for each reason in a tab, with the first cells that it holds for."""
    groups: dict[tuple[str, str], list[LeftCell]] = {}
    for cell in left:
        groups.setdefault((cell.place.tab, reason_text(cell.reason, words)), []).append(cell)
    if groups:
        yield words.text("adopt", "left_heading", n=len(left))
    for (tab, reason), cells in groups.items():
        named = ((cell.place.cell, _short(cell.text)) for cell in cells)
        shown = first_items((Phrase(("adopt", "left_cell"), {"cell": at, "text": text}) for at, text in named), _SHOWN)
        yield f"  {words.text('adopt', 'left_line', tab=tab, cells=shown, reason=reason)}"


def _short(text: str) -> str:
    first = text.split("\n")[0]
    return first if len(first) <= 40 and first == text else f"{first[:39]}…"


def missing_columns(adoption: Adoption) -> dict[tuple[str, str], int]:
    """The required cells that are still blank: tab and column key → number of rows; 0 for a tab without rows."""
    found = Counter[tuple[str, str]]()
    for key, records in adoption.records.items():
        if key in ("social", "editorial"):
            continue
        for column in columns_of(key):
            blank = sum(column.key not in record for record in records)
            if column.required and blank:
                found[key, column.key] += blank
    return dict(found)


def empty_tabs(adoption: Adoption) -> list[str]:
    """The keys of the required tabs that have no row yet."""
    return [tab.key for tab in TABS if tab.required and not adoption.records.get(tab.key)]


def _missing_lines(adoption: Adoption, words: Words) -> Iterator[str]:
    missing, empty = missing_columns(adoption), empty_tabs(adoption)
    if not missing and not empty:
        return
    yield words.text("adopt", "to_fill")
    for key in empty:
        yield f"  {words.text('adopt', 'tab_to_fill', tab=Title(key))}"
    for (key, column), count in missing.items():
        yield f"  {words.text('adopt', 'column_to_fill', tab=Title(key), column=Title(key, column), n=count)}"


def question_lines(questions: tuple[Question, ...], words: Words) -> Iterator[str]:
    """The options to paste: for each title that may mean several things, one for each of them."""
    for question in questions:
        yield words.text("adopt", "question", question.reason, title=question.text, place=str(question.place))
        titles = [words.title(key, column) if column else words.title(key) for key, column in question.choices]
        for known in (*titles, *(words.format_value(answer) for answer in question.answers)):
            yield f"  --map {quoted_path(f'{question.text}={known}')}"


def adoption_record(adoption: Adoption, words: Words, written: str) -> dict[str, object]:
    """The account of a workbook as a plain record; `written` is the path of the new one, empty where there is none."""
    return {
        "file": written,
        "language": adoption.language,
        "tables": [_table_record(table) for table in adoption.tables],
        "left": [{"tab": cell.place.tab, "cell": cell.place.cell, "text": cell.text,
                  "why": reason_text(cell.reason, words)} for cell in adoption.left],
        "to_fill": [{"tab": key, "column": column, "rows": n}
                    for (key, column), n in missing_columns(adoption).items()],
        "questions": [{"title": question.text, "place": str(question.place), "choices": [".".join(filter(None, choice))
                       for choice in question.choices]} for question in adoption.questions],
    }  # fmt: skip


def _table_record(table: AdoptedTable) -> dict[str, object]:
    columns = [{"heading": column.heading, "cell": column.place.cell, "column": column.key[1] if column.key else "",
                "how": column.how, "cells": column.count} for column in table.columns]  # fmt: skip
    return {"tab": table.place.tab, "cell": table.place.cell, "title": table.title, "read_as": table.key,
            "rows": table.rows, "columns": columns}  # fmt: skip
