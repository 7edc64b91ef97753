"""How the tabs of each sample stand: tables, filters, frozen headings, drop-downs, the checks, one language only."""

from __future__ import annotations

from typing import Any

import pytest
from made_samples import STARTS, made
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from seeds import few_of
from written_workbook import TOP, Book

from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.check.advice_order import of_letter
from calgen.files.read.load import load
from calgen.view import checks
from calgen.view.tabs import OUTPUTS

SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 2))
CALENDARS = ("social", "editorial")

# the columns of the calendars, as the manual lists them
COLUMNS = {
    "editorial": (
        "id date week title theme category objective stage campaign key_date format brief advice owner draft_due "
        "review_due status suggestions link consent notes posts platforms first_post last_post"
    ),
    "social": (
        "id date day time platform account format category theme title editorial objective mission audience stage "
        "campaign key_date owner status text characters hashtags comment link image alt_text url variant impressions "
        "engagements clicks conversions reason keep"
    ),
    "checks": "severity what where cure",
    "tasks": (
        "done state date day person task subject platform format time hours hours_asked hours_available "
        "status note week until production_hours post row id"
    ),
}


@SAMPLES
@pytest.mark.parametrize("tab", COLUMNS)
def test_every_column_stands_once_in_the_workbook_s_language(sample: str, tab: str) -> None:
    book = made(sample).book
    row = checks.TOP if tab == "checks" else TOP
    heads = [cell.value for cell in book.tab(tab)[row][: len(COLUMNS[tab].split())] if cell.value is not None]
    assert sorted(heads) == sorted(book.words.title(tab, key) for key in COLUMNS[tab].split())


@SAMPLES
@pytest.mark.parametrize("calendar", CALENDARS)
def test_no_row_of_a_fresh_calendar_is_marked_by_the_user(sample: str, calendar: str) -> None:
    """Neither by its height, whatever the length of its texts, nor by a format: such a row would never move again."""
    done = made(sample).done
    grids = {grid.title: grid for grid in load(done.after, f"{sample}.xlsx").grids}
    assert {row for row, _ in grids[done.words.title(calendar)].user_marks if row > TOP} == set()


def titles(language: str) -> set[str]:
    """Every title of a tab or column, in a language."""
    spoken = load_words(language)
    tabs = [*COLUMNS, "month", "balance", "settings", "objectives", "platforms", "themes", "mix", "content", "team"]
    found = {spoken.title(tab) for tab in tabs}
    return found | {spoken.title(tab, key) for tab in tabs for key in spoken.columns(tab)}


@SAMPLES
def test_no_title_of_another_language_stands_in_our_tabs(sample: str) -> None:
    book = made(sample).book
    others = (one for one in languages() if one != book.words.language)
    foreign = {title for other in others for title in titles(other)} - titles(book.words.language)
    own = {row["theme"] for row in book.rows("themes")} | {row["platform"] for row in book.rows("platforms")}
    own |= {row["format"] for row in book.rows("formats")}
    for tab in OUTPUTS:
        said = {cell for row in book.tab(tab).iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
        said = {line for cell in said for line in cell.split("\n")}
        assert said & foreign <= own, tab
    assert book.words.title("social") in book.values.sheetnames


@SAMPLES
def test_the_calendars_are_tables_with_a_filter_over_every_row(sample: str) -> None:
    book = made(sample).book
    for tab in CALENDARS:
        (table,) = book.written(tab).tables.values()
        last = f"{get_column_letter(len(COLUMNS[tab].split()))}{TOP + len(book.rows(tab))}"
        assert table.ref == table.autoFilter.ref == f"A{TOP}:{last}"
        assert table.name == f"calgen_{tab}"
        assert [column.name for column in table.tableColumns] == [cell.value for cell in book.tab(tab)[TOP]]
        assert book.tab(tab).max_row == TOP + len(book.rows(tab))


@SAMPLES
def test_headings_stay_in_sight_and_on_every_page(sample: str) -> None:
    book = made(sample).book
    paper = "1" if sample == "saas" else "9"  # of the United States, and of all others: Letter, A4
    panes = {"social": "G5", "editorial": "D5", "month": "B1", "balance": "B3", "checks": "A3", "tasks": "F5"}
    assert {tab: book.written(tab).freeze_panes for tab in panes} == panes
    for tab in OUTPUTS:
        setup, side = book.written(tab).page_setup, "portrait" if tab == "social" else "landscape"
        assert (setup.orientation, str(setup.paperSize)) == (side, paper)
    for tab in (*CALENDARS, "tasks"):
        assert book.written(tab).print_title_rows in (f"${TOP}:${TOP}", f"{TOP}:{TOP}")


def allowed(book: Book, tab: str, row: int, column: str) -> list[str]:
    """What the drop-down of a cell offers."""
    at = f"{get_column_letter(book.columns(tab)[column])}{row}"
    found = [one for one in book.written(tab).data_validations.dataValidation if at in one.sqref]
    assert len(found) == 1, (tab, at)
    assert found[0].type == "list"
    source = str(found[0].formula1)
    return source.strip('"').split(",") if source.startswith('"') else _cells(book, source)


def _cells(book: Book, source: str) -> list[str]:
    """The words of a list that stands in cells."""
    tab, _, ref = source.removeprefix("=").replace("$", "").rpartition("!")
    area: Any = book.values[tab.strip("'").replace("''", "'")][ref]
    return [str(cell.value) for row in area for cell in row if cell.value is not None]


LISTS = {
    "social": ("platform", "theme", "category", "format", "status", "owner", "objective", "audience", "stage", "keep"),
    "editorial": ("theme", "category", "format", "status", "owner", "objective", "stage"),
}


@SAMPLES
@pytest.mark.parametrize("tab", LISTS)
def test_every_list_has_its_drop_down_on_every_row(sample: str, tab: str) -> None:
    book = made(sample).book
    for column in LISTS[tab]:
        rows = book.rows(tab)
        first, last = (allowed(book, tab, row["row"], column) for row in (rows[0], rows[-1]))
        assert first == last
        assert {row[column] for row in rows} - {None} <= set(first), column
    assert allowed(book, tab, TOP + 1, "status") == list(book.words.choices("status").values())


@SAMPLES
def test_the_checks_have_a_row_per_problem_that_leads_to_its_cell(sample: str) -> None:
    one = made(sample)
    sheet, links = one.book.tab("checks"), one.book.written("checks")
    rows = [row for row in range(checks.TOP + 1, sheet.max_row + 1) if sheet.cell(row, 2).value]
    lines = [tuple(sheet.cell(row, column).value for column in range(1, 5)) for row in rows]
    told = [(line[0].partition(" · ")[0], *line[1:]) for line in lines if line[0]]  # then its step
    due = []
    for problem in of_letter(one.done.problems):
        message, cure = one.book.words.message(problem)
        place = one.book.words.format_value(problem.cells) or None
        due.append((one.book.words.choice("severity", problem.severity), message, place, cure))
    assert sorted(told, key=str) == sorted(due, key=str)
    for row in rows:
        cell = links.cell(row, 3)
        assert bool(cell.value) is bool(cell.hyperlink)
        if cell.hyperlink:
            tab, _, at = cell.hyperlink.location.rpartition("!")
            tab = tab.strip("'").replace("''", "'")
            number, column = coordinate_to_tuple(at.split(":")[0])
            assert tab in one.book.values.sheetnames
            assert number <= one.book.values[tab].max_row
            assert column <= one.book.values[tab].max_column


@SAMPLES
def test_the_workbook_opens_on_the_social_calendar_and_hides_its_memory(sample: str) -> None:
    book = made(sample).book
    assert book.formulas.active.title == book.words.title("social")
    assert [sheet.title for sheet in book.formulas.worksheets if sheet.sheet_view.tabSelected] == [
        book.words.title("social")
    ]
    assert [sheet.title for sheet in book.formulas.worksheets if sheet.sheet_state != "visible"] == ["_calgen"]
