"""`calgen next --archive`: the rows of finished posts go to the archive whole, and all that depends on them goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from archived_books import (
    FILE,
    SECOND,
    THIRD,
    WORDS,
    archived,
    columns,
    first_published,
    published,
    rows,
    saved,
    second_period,
    without_archive,
)
from office import unlocked
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from validator import needs_validator, new_errors

from calgen import api
from calgen.files.read import guard
from calgen.next_steps import NextRequest, begin_next
from calgen.result_steps import ResultRequest, import_into

LIVE = ("title", "day", "editorial", "characters")


@pytest.mark.long
def test_the_rows_stand_in_the_archive_as_they_stood() -> None:
    before, after = rows(first_published(), "social"), rows(second_period().after, "archive")
    assert list(after) == [*second_period().archived.posts] == list(before)
    for id_, row in after.items():
        assert [row[key] for key in row if key not in LIVE] == [before[id_][key] for key in row if key not in LIVE]
        assert row["title"]
        assert row["editorial"].startswith("S")
    assert not before.keys() & rows(second_period().after, "social").keys()


def test_the_plan_is_the_same_with_and_without_the_archive() -> None:
    made = begin_next(first_published(), FILE, NextRequest(), SECOND, "fr")
    plain, own = made.run, second_period().run
    assert plain
    assert own
    new = rows(second_period().after, "social")
    assert new == {id_: row for id_, row in rows(made.after, "social").items() if id_ in new}
    assert plain.plan
    assert own.plan
    assert own.plan.certificate == plain.plan.certificate
    assert plain.calendar
    assert own.calendar
    assert own.calendar.posts == plain.calendar.posts
    assert own.calendar.hours == plain.calendar.hours
    assert (own.calendar.posts_before, plain.calendar.posts_before) == (0, len(rows(first_published(), "social")))


def test_the_editorial_rows_stay_and_count_both() -> None:
    made = begin_next(first_published(), FILE, NextRequest(), SECOND, "fr").after
    books = [unlocked(data, values=True)[WORDS.title("editorial")] for data in (made, second_period().after)]
    cells = [[[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] for sheet in books]
    assert cells[0] == cells[1]


def test_a_second_run_changes_nothing_and_a_later_one_keeps_all() -> None:
    after = second_period().after
    assert not api.generate(after, FILE, SECOND).changed
    book = unlocked(after, values=False)  # saved by another program: no stamp holds
    again = api.generate(saved(book), FILE, SECOND)
    assert rows(again.after, "archive") == rows(after, "archive")
    later = api.generate(after, FILE, SECOND + timedelta(days=1))
    assert rows(later.after, "social").keys() == rows(after, "social").keys()
    assert not [change for change in later.changes if change.kind in ("removed", "deleted", "moved")]


def test_console_and_tab_agree() -> None:
    balance = api.balance(second_period().after, FILE, SECOND).calendar
    run = second_period().run
    assert balance
    assert run
    assert run.calendar
    read, made = ({replace(post, status="") for post in found.posts} for found in (balance, run.calendar))
    assert read == made
    assert balance.posts_before == run.calendar.posts_before == 0


@pytest.mark.long
def test_a_third_period_goes_below_the_second() -> None:
    made = archived(published(second_period().after, THIRD), THIRD)
    after = rows(made.after, "archive")
    assert list(after) == [*second_period().archived.posts, *made.archived.posts]
    assert len(made.archived.posts) > 10
    sheet = unlocked(made.after, values=False)[WORDS.title("archive")]
    assert sheet.tables["calgen_archive"].ref.endswith(str(4 + len(after)))
    ids = [*after, *rows(made.after, "social")]
    assert len(ids) == len(set(ids))


@pytest.mark.long
def test_only_finished_posts_go() -> None:
    def unfinished(book: Any) -> None:
        sheet = book[WORDS.title("social")]
        at = columns(sheet)["status"]
        for row, status in ((5, "idea"), (6, "approved"), (7, "cancelled")):
            sheet.cell(row, at).value = WORDS.choice("status", status)

    data = published(first_published(), SECOND, unfinished)
    ids = list(rows(data, "social"))
    made = archived(data)
    assert not {*ids[:2]} & {*made.archived.posts}
    assert ids[2] in made.archived.posts
    assert {*ids[:2]} <= rows(made.after, "social").keys()
    assert made.unpublished == 2


def test_it_prints_what_the_calendar_prints() -> None:
    sheet = unlocked(second_period().after, values=False)[WORDS.title("archive")]
    assert b"Archives!$A:$I<" in guard.open_workbook(second_period().after, FILE).package.read("xl/workbook.xml")
    folded = get_column_letter(columns(sheet)["account"])
    assert sheet.column_dimensions[folded].outlineLevel == 1  # as in the calendar


def test_results_come_into_the_archive() -> None:
    id_ = second_period().archived.posts[3]
    export = f"utm_content,sessions\n{id_},12\n".encode()
    request = ResultRequest([("ga4.csv", export)], meanings=("sessions=clicks",))
    made = import_into(second_period().after, FILE, request, SECOND, "fr")
    assert [(fill.column, fill.after) for post in made.report.fills for fill in post.fills] == [("clicks", 12)]
    assert rows(made.after, "archive")[id_]["clicks"] == 12


# -- what is the user's ------------------------------------------------------------------------------------------------


def users_marks(book: Any) -> None:
    """A column of her own, a colour, a height, a comment, a formula, and a tab that points to a row."""
    sheet = book[WORDS.title("social")]
    column = sheet.max_column + 1
    table = next(iter(sheet.tables.values()))
    sheet.cell(4, column).value = "Mon avis"
    table.ref = table.ref.split(":")[0] + f":{sheet.cell(table_bottom(table), column).coordinate}"
    table._initialise_columns()
    for at, heading in enumerate(sheet[4]):
        table.tableColumns[at].name = heading.value
    sheet.cell(5, column).value = "bravo"
    sheet.cell(5, column).fill = PatternFill("solid", fgColor="FFFFEE00")
    sheet.cell(5, columns(sheet)["text"]).value = "Un texte\nsur deux lignes"
    sheet.cell(5, columns(sheet)["text"]).font = Font(bold=True)
    sheet.row_dimensions[5].height = 77
    sheet.cell(6, columns(sheet)["text"]).comment = Comment("à revoir", "Sandrine")
    sheet.cell(7, column).value = "=A7&A8"
    own = book.create_sheet("Mes chiffres")
    own["A1"] = f"='{sheet.title}'!A9"
    own["A2"] = f"=COUNTA('{sheet.title}'!A5:A{sheet.max_row})"


def table_bottom(table: Any) -> int:
    return int("".join(filter(str.isdigit, table.ref.split(":")[1])))


@pytest.mark.long
def test_what_stands_on_a_row_goes_with_it_and_what_cannot_go_keeps_it() -> None:
    data = published(first_published(), SECOND, users_marks)
    ids = list(rows(data, "social"))
    made = archived(data)
    assert made.run
    assert not made.stopped, made.problems
    assert set(made.archived.staying) == {ids[1], ids[2], ids[4]}
    assert ids[0] in made.archived.posts
    assert [str(place) for place in made.archived.counting] == ["Mes chiffres!A2"]
    sheet = unlocked(made.after, values=False)[WORDS.title("archive")]
    column = next(cell.column for cell in sheet[4] if cell.value == "Mon avis")
    assert sheet.cell(5, column).value == "bravo"
    assert sheet.cell(5, column).fill.fgColor.rgb == "FFFFEE00"
    assert sheet.cell(5, columns(sheet)["text"]).value == "Un texte\nsur deux lignes"
    assert sheet.cell(5, columns(sheet)["text"]).font.bold
    assert sheet.row_dimensions[5].height == 77
    social = unlocked(made.after, values=False)[WORDS.title("social")]
    assert [social.cell(row, 1).value for row in (5, 6, 7)] == [ids[1], ids[2], ids[4]]
    assert social.cell(5, columns(social)["text"]).comment.text == "à revoir"


def test_what_the_user_types_in_the_archive_is_hers() -> None:
    book = unlocked(second_period().after, values=False)
    sheet = book[WORDS.title("archive")]
    sheet.cell(6, columns(sheet)["clicks"]).value = 41
    sheet.cell(6, columns(sheet)["text"]).value = "mon texte"
    made = api.generate(saved(book), FILE, SECOND)
    assert made.changed
    id_ = list(rows(first_published(), "social"))[1]
    assert (rows(made.after, "archive")[id_]["clicks"], rows(made.after, "archive")[id_]["text"]) == (41, "mon texte")
    assert made.review  # a result makes one, in the archive, too


def test_force_keeps_the_archive() -> None:
    made = api.generate(second_period().after, FILE, SECOND, force=True)
    assert rows(made.after, "archive") == rows(second_period().after, "archive")
    assert not rows(made.after, "social").keys() & {*second_period().archived.posts}


def test_a_deleted_archive_is_told_once() -> None:
    made = without_archive()
    assert [problem.code for problem in made.problems if problem.code == "archive_gone"] == ["archive_gone"]
    again = api.generate(made.after, FILE, SECOND + timedelta(days=1))
    assert "archive_gone" not in [problem.code for problem in again.problems]
    assert min(rows(made.after, "social")) > max(second_period().archived.posts)  # no number is given twice


@needs_validator
@pytest.mark.parametrize("edit", [None, users_marks])
def test_the_workbook_is_valid(edit: Any) -> None:
    before = published(first_published(), SECOND, edit)
    made = archived(before)
    assert new_errors(before, made.after) == []
    before = published(made.after, THIRD)
    assert new_errors(before, archived(before, THIRD).after) == []
