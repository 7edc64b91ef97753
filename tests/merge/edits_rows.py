"""What a user does with whole rows of the calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

import spreadsheet_moves
from edited_workbook import Edit, EditedWorkbook, Own
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import FilterColumn, Filters
from small_calendar import day


def row_deleted(d: EditedWorkbook) -> None:
    """A post deleted does not come back, and no other takes its place."""
    d.delete("social", [_noted_gone(d)])


def rows_deleted(d: EditedWorkbook) -> None:
    """Several posts at once."""
    d.delete("social", [_noted_gone(d) for _ in range(4)])


def _noted_gone(d: EditedWorkbook) -> str:
    """A post to be deleted: what its subject's row counts follows."""
    row = d.post()
    d.loose.add(("editorial", d.subject_of(row)))
    return row


def posts_of_a_subject_deleted(d: EditedWorkbook) -> None:
    """All posts of a subject: nothing of it is left to be published. Its row stays or goes."""
    row = d.subject(lambda one: len(d.posts_of(one)) > 1)
    posts = d.posts_of(row)
    d.loose.add(("editorial", row))
    d.delete("social", posts)


def subject_deleted(d: EditedWorkbook) -> None:
    """A subject's row deleted, whose posts nobody has begun: it is not written again; what becomes of them is told."""
    row = d.subject()
    d.loose |= {("social", one) for one in d.posts_of(row)} | {("editorial", row)}
    d.ripples += len(d.posts_of(row))
    d.delete("editorial", [row])
    d.told.add(("editorial", row))


def subject_of_a_text_deleted(d: EditedWorkbook) -> None:
    """A subject's row deleted, a post of which has its text: the text stays on its post, the row stays out; told."""
    row = d.subject(lambda one: len(d.posts_of(one)) == 1)
    post = d.posts_of(row)[0]
    d.note(post)
    d.loose |= {("social", post), ("editorial", row)}
    d.delete("editorial", [row])
    d.told.add(("editorial", row))


def row_copied_below(d: EditedWorkbook) -> None:
    """A row copied just below itself: one of the two keeps the id, the other is the user's own post; it is told."""
    row = d.post()
    d.note(row)
    d.copy(row, row)


def row_copied_far(d: EditedWorkbook) -> None:
    """A row copied to the end."""
    row = d.post()
    d.note(row)
    d.copy(row, max(d.social.rows, key=lambda one: d.social.rows[one]))


def row_copied_and_moved(d: EditedWorkbook) -> None:
    """A row copied, and the copy given its own day and text: the row that is as calgen wrote it keeps the id."""
    row = d.post()
    copy = d.copy(row, row)
    cells = {"date": day("2027-01-23"), "text": d.token(), "platform": d.social.get(row, "platform")}
    for key, value in cells.items():
        d.social.cell(copy, key).value = value
    d.twins.discard(("social", row))
    d.own.append(Own("social", cells))


def row_copied_and_first_edited(d: EditedWorkbook) -> None:
    """A row copied, then the first of the two edited: it is the user's own, the copy is the one that calgen knows."""
    row = d.post()
    copy = d.copy(row, row)
    d.social.rows["untouched"] = d.social.rows.pop(copy)
    d.note(row)
    d.put("social", row, "date", day("2027-01-23"))
    d.ripples += 3


def row_copied_twice(d: EditedWorkbook) -> None:
    """Two copies of one row."""
    row = d.post()
    d.note(row)
    d.copy(row, row)
    d.copy(row, row)


def own_row(d: EditedWorkbook) -> None:
    """A row of the user's own below the last: a post, with an id of its own, counted."""
    cells = {"date": day("2027-01-16"), "platform": "Facebook", "title": d.token("titre")}
    d.write(cells)
    d.ripples += 3


def own_row_complete(d: EditedWorkbook) -> None:
    """A complete row between others."""
    cells = {
        "date": day("2027-01-21"), "time": time(18, 45), "platform": "Instagram", "title": d.token("titre"),
        "theme": d.social.get("P0001", "theme") if "P0001" in d.social.rows else "Questions",
        "status": d.words.choice("status", "to_write"), "text": d.token(),
    }  # fmt: skip
    d.write(cells, below=d.post())
    d.ripples += 3


def own_row_outside_the_table(d: EditedWorkbook) -> None:
    """Below the table, which has not grown (LibreOffice does not)."""
    d.write({"date": day("2027-01-13"), "platform": "Instagram", "text": d.token()}, inside=False)
    d.ripples += 3


def own_row_without_a_day(d: EditedWorkbook) -> None:
    """A post without a day: it stays, and is told."""
    row = d.write({"platform": "Facebook", "title": d.token("idée")})
    d.told.add(("social", row))


def own_row_of_a_note(d: EditedWorkbook) -> None:
    """A row with nothing but a note is no post; it stays."""
    d.write({"text": d.token("NB")}, below=d.post())


def own_subject(d: EditedWorkbook) -> None:
    """An idea written into the editorial calendar: it stays, with a number of its own or none."""
    d.write({"title": d.token("sujet"), "theme": "Questions"}, tab="editorial")


def sorted_by_platform(d: EditedWorkbook) -> None:
    """Sorted by platform: the order is the user's."""
    d.sort("social", "platform")


def sorted_by_subject_title(d: EditedWorkbook) -> None:
    """The subjects sorted by title, from Z to A."""
    d.sort("editorial", "title", reverse=True)


def sorted_with_texts(d: EditedWorkbook) -> None:
    """Texts typed, then all sorted by theme."""
    for _ in range(3):
        d.note(d.post())
    d.sort("social", "theme")


def filtered(d: EditedWorkbook) -> None:
    """A filter that hides rows: it is still set, and the same rows are hidden."""
    tab = d.social
    chosen = FilterColumn(colId=tab.columns["platform"] - tab.left, filters=Filters(filter=["Facebook"]))
    tab.table.autoFilter.filterColumn.append(chosen)
    for row in tab.rows:
        hidden = tab.get(row, "platform") != "Facebook"
        tab.sheet.row_dimensions[tab.rows[row]].hidden = hidden
        if row[0] == "P":
            d.marks.append((("social", row, "id"), f"hidden: {hidden}", _is_hidden(hidden)))
    d.looks.append(("social", "the filter", lambda s: bool(s.tables["calgen_social"].autoFilter.filterColumn)))


def _is_hidden(hidden: bool) -> Callable[[Any], bool]:
    return lambda cell: bool(cell.parent.row_dimensions[cell.row].hidden) is hidden


def blank_rows_between(d: EditedWorkbook) -> None:
    """Two empty rows between others are no posts, and lose nothing."""
    row = d.post()
    d.note(row)
    d.blank("social", row, 2)


def blank_row_then_own(d: EditedWorkbook) -> None:
    """An empty row below the last, then a post of the user's own."""
    row = d.write({"date": day("2027-01-14"), "platform": "Facebook", "text": d.token()}, inside=False)
    d.social.move(spreadsheet_moves.opened(d.social.rows[row], 1))
    d.ripples += 3


def rows_above_the_headings(d: EditedWorkbook) -> None:
    """Three rows inserted at the top, with a title of the user's: the headings are found again."""
    d.note(d.post())
    d.social.move(spreadsheet_moves.opened(1, 3))
    d.social.sheet["B2"] = "Vu par la patronne"
    d.looks.append(
        (
            "social",
            "the note above",
            lambda sheet: "Vu par la patronne" in [cell.value for row in sheet["A1:D5"] for cell in row],
        )
    )


def row_height(d: EditedWorkbook) -> None:
    """A row made higher."""
    row = d.post()
    d.social.sheet.row_dimensions[d.social.rows[row]].height = 77.0
    holds = lambda cell: cell.parent.row_dimensions[cell.row].height == 77  # noqa: E731
    d.marks.append((("social", row, "id"), "the height", holds))


def hidden_row(d: EditedWorkbook) -> None:
    """A row hidden by hand."""
    row = d.post()
    d.social.sheet.row_dimensions[d.social.rows[row]].hidden = True
    d.marks.append((("social", row, "id"), "hidden", _is_hidden(True)))


def total_below(d: EditedWorkbook) -> None:
    """A line of totals two rows below the table: it stays below, it is no post."""
    tab = d.social
    at, column = tab.last + 2, tab.columns["impressions"]
    tab.sheet.cell(at, 1).value = "Total ✓"
    letter = get_column_letter(column)
    tab.sheet.cell(at, column).value = f"=SUM({letter}{tab.head + 1}:{letter}{tab.last})"
    d.looks.append(("social", "the total below", _total_stands))


def _total_stands(sheet: Any) -> bool:
    cells = list(sheet.iter_rows(min_col=1, max_col=1))
    total = [one.row for (one,) in cells if one.value == "Total ✓"]
    last = max(one.row for (one,) in cells if str(one.value).startswith("P0"))
    return len(total) == 1 and total[0] > last


ROWS: tuple[Edit, ...] = (
    row_deleted, rows_deleted, posts_of_a_subject_deleted, subject_deleted,
    subject_of_a_text_deleted,
    row_copied_below, row_copied_far, row_copied_and_moved, row_copied_and_first_edited, row_copied_twice,
    own_row, own_row_complete, own_row_outside_the_table, own_row_without_a_day, own_row_of_a_note, own_subject,
    sorted_by_platform, sorted_by_subject_title, sorted_with_texts, filtered, blank_rows_between, blank_row_then_own,
    rows_above_the_headings, row_height, hidden_row, total_below,
)  # fmt: skip
