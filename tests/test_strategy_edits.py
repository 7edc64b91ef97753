"""Values that commands write into the strategy: each is read again as it was meant, in the form of its column."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from functools import cache
from typing import Any

import openpyxl
import pytest
from office import unlocked
from sheets import english, french
from validator import needs_validator, new_errors
from written_strategies import checked, file_of

from calgen import api
from calgen.book.problems import Refused
from calgen.book.values import EXCEPT, Hours, Span
from calgen.book.words import load_words
from calgen.run_records import Checked
from calgen.strategy_edits import InputEdit, account_lines, field_edit, row_edits, setting_edits, write_edits

DAY, WEEK = date(2027, 3, 9), Span(date(2027, 3, 9), date(2027, 3, 15))
QUIET = {"name": "Pause", "date": WEEK, "treatment": f"quiet{EXCEPT}interact", "platforms": ("Instagram",)}


@cache
def sample(name: str) -> bytes:
    return api.new("fr", name, date(2027, 1, 4))


CAMPAIGNS = """
## Campagnes

| Campagne | Début | Fin | Thèmes | Part |
| --- | --- | --- | --- | --- |
| Rentrée | {first} | {last} | Conseils | 30 % |
"""
DATES = """
## Temps forts

| Nom | Date | Traitement | Plateformes |
| --- | --- | --- | --- |
| Noël | 25/12/2027 | Publier | |
"""
BOOKS: dict[str, Callable[[], bytes]] = {
    "salon": lambda: sample("salon"),
    "saas": lambda: sample("saas"),
    "texts": lambda: file_of(french(DATES + CAMPAIGNS.format(first="01/02/2027", last="28/02/2027"))),
    "english": lambda: file_of(english("\n## Key dates\n\n| Name | Date | Treatment | Platforms |\n| --- | --- | --- | "
                                       "--- |\n| Xmas | 2027-12-25 | hook | |\n")),
    "three_tabs": lambda: file_of(french()),
}  # fmt: skip


def edited(data: bytes, *edits: InputEdit | None) -> Checked:
    """What is read of the workbook after some edits; no new problem may come of them."""
    before = checked(data)
    after = checked(write_edits(before, [edit for edit in edits if edit]))
    assert {(problem.code, problem.place) for problem in after.problems} <= {
        (problem.code, problem.place) for problem in before.problems
    }
    return after


@pytest.mark.parametrize("name", BOOKS)
def test_a_new_row_of_key_dates_is_read_as_it_was_meant(name: str) -> None:
    data = BOOKS[name]()
    before = checked(data)
    platforms = (before.read.strategy.platforms[0].platform,)
    edits = row_edits(before, "key_dates", [{**QUIET, "platforms": platforms}])
    found = edited(data, *edits).read
    [made] = [row for row in found.strategy.key_dates if row.name == "Pause"]
    assert (made.date, made.treatment, made.platforms) == (WEEK, QUIET["treatment"], platforms)
    assert [row for row in found.strategy.key_dates if row is not made] == list(before.read.strategy.key_dates)
    assert {edit.before for edit in edits} == {""}
    assert {edit.place.tab for edit in edits} == {found.titles["key_dates"]}
    assert checked(write_edits(before, edits)).read.words.language == before.read.words.language


def test_the_row_stands_below_the_last_one_in_the_form_of_the_workbook() -> None:
    places = {name: [(str(edit.place), edit.after) for edit in row_edits(checked(BOOKS[name]()), "key_dates", [QUIET])]
              for name in ("salon", "texts", "english", "three_tabs")}  # fmt: skip
    french_cells = ["Pause", "09/03/2027 - 15/03/2027", "Silence sauf échanger", "Instagram"]
    assert places["salon"] == [*zip([f"Temps forts!{at}18" for at in "ABCE"], french_cells, strict=True)]
    assert places["texts"] == [*zip([f"Temps forts!{at}3" for at in "ABCD"], french_cells, strict=True)]
    assert places["three_tabs"] == [*zip([f"Temps forts!{at}5" for at in "ABCE"], french_cells, strict=True)]
    cells = ["Pause", "Mar 9, 2027 - Mar 15, 2027", "Quiet except engage", "Instagram"]
    assert places["english"] == [*zip([f"Key dates!{at}3" for at in "ABCD"], cells, strict=True)]


def test_several_rows_follow_one_another() -> None:
    rows = [{"name": "Un", "date": WEEK}, {"name": "Deux", "date": DAY}]
    edits = row_edits(checked(sample("salon")), "key_dates", rows)
    assert [edit.place.cell for edit in edits] == ["A18", "B18", "A19", "B19"]
    names = {row.name for row in edited(sample("salon"), *edits).read.strategy.key_dates}
    assert {"Un", "Deux"} <= names


def test_a_tab_that_is_absent_comes_as_in_the_template_with_its_drop_downs() -> None:
    data = file_of(french())
    after = write_edits(checked(data), row_edits(checked(data), "key_dates", [QUIET]))
    book = unlocked(after, values=False)
    assert book.sheetnames == ["Réglages", "Objectifs", "Plateformes", "Thèmes", "Temps forts"]
    lists = [str(found.formula1) for found in book["Temps forts"].data_validations.dataValidation]
    assert lists[1:] == ["calgen_themes", "calgen_platforms"]
    names = {name: book.defined_names[name].attr_text for name in ("calgen_themes", "calgen_platforms")}
    assert names["calgen_themes"].startswith("OFFSET('Thèmes'!$A$2,0,0,")
    assert names["calgen_platforms"].startswith("OFFSET('Plateformes'!$A$2,0,0,")
    head = [book["Temps forts"].cell(4, n).value for n in (1, 2)]
    assert head == ["Nom *", "Date"]


@pytest.mark.parametrize(("first", "is_text"), [("01/02/2027", True), (datetime(2027, 2, 1), False)])  # noqa: DTZ001
def test_a_day_takes_the_form_of_its_cell(first: Any, is_text: bool) -> None:
    book = french(CAMPAIGNS.format(first="01/02/2027", last="28/02/2027"))
    data = io.BytesIO(file_of(book))
    opened = openpyxl.load_workbook(data)
    opened["Campagnes"]["B2"] = first
    opened.save(out := io.BytesIO())
    before = checked(out.getvalue())
    [row] = before.read.strategy.campaigns
    edit = field_edit(before, "campaigns", row.source, "start", DAY)
    assert edit
    assert (edit.before, edit.after) == ("01/02/2027", "09/03/2027")
    found = edited(out.getvalue(), edit, field_edit(before, "campaigns", row.source, "end", date(2027, 4, 1)))
    assert (found.read.strategy.campaigns[0].start, found.read.strategy.campaigns[0].end) == (DAY, date(2027, 4, 1))
    cell = unlocked(write_edits(before, [edit]), values=False)["Campagnes"]["B2"]
    assert cell.value == ("09/03/2027" if is_text else datetime(2027, 3, 9))  # noqa: DTZ001
    assert field_edit(before, "campaigns", row.source, "start", date(2027, 2, 1)) is None


def test_a_day_as_text_is_in_iso_where_the_column_would_read_the_language_s_form_otherwise() -> None:
    more = "\n## Campagnes\n\n| Campagne | Début | Fin | Thèmes |\n| --- | --- | --- | --- |\n" + "".join(
        f"| {name} | {first} | {last} | Conseils |\n" for name, first, last in
        (("Un", "01/25/2027", "02/20/2027"), ("Deux", "03/15/2027", "03/30/2027")))  # fmt: skip
    data = file_of(french(more))
    before = checked(data)
    row = next(row for row in before.read.strategy.campaigns if row.campaign == "Un")
    edit = field_edit(before, "campaigns", row.source, "start", date(2027, 2, 3))
    assert edit
    assert edit.value == "2027-02-03"
    starts = {row.campaign: row.start for row in edited(data, edit).read.strategy.campaigns}
    assert starts["Un"] == date(2027, 2, 3)


@pytest.mark.parametrize(("typed", "after"), [("30 %", "25 %"), (0.3, 0.25), (30, 25)])
def test_a_share_takes_the_form_of_its_cell(typed: Any, after: Any) -> None:
    book = french(CAMPAIGNS.format(first="01/02/2027", last="28/02/2027"))
    opened = openpyxl.load_workbook(io.BytesIO(file_of(book)))
    opened["Campagnes"]["E2"] = typed
    opened.save(out := io.BytesIO())
    before = checked(out.getvalue())
    edit = field_edit(before, "campaigns", before.read.strategy.campaigns[0].source, "share", Fraction(1, 4))
    assert edit
    assert edit.value == after
    assert edited(out.getvalue(), edit).read.strategy.campaigns[0].share == Fraction(1, 4)


@pytest.mark.parametrize("name", ["salon", "saas"])
def test_numbers_hours_lists_and_names_are_read_again(name: str) -> None:
    before = checked(sample(name))
    theme, platform = before.read.strategy.themes[0], before.read.strategy.platforms[0]
    hours = (Hours(time(9), time(11)), Hours(time(18), time(18)))
    found = edited(sample(name), field_edit(before, "themes", theme.source, "weight", Fraction(7, 4)),
                   field_edit(before, "platforms", platform.source, "hours", hours)).read.strategy  # fmt: skip
    assert next(row for row in found.themes if row.theme == theme.theme).weight == Fraction(7, 4)
    assert next(row for row in found.platforms if row.platform == platform.platform).hours == hours


# -- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*BOOKS])
def test_a_setting_is_written_where_it_stands_or_with_its_label_below(name: str) -> None:
    data = BOOKS[name]()
    before = checked(data)
    edits = [*setting_edits(before, "start", date(2027, 4, 5)), *setting_edits(before, "weeks", 26)]
    found = edited(data, *edits).read.strategy.settings
    assert (found.start, found.weeks) == (date(2027, 4, 5), 26)
    assert setting_edits(edited(data, *edits), "weeks", 26) == ()
    more = setting_edits(before, "closed_days", (6,))
    assert edited(data, *more).read.strategy.settings.closed_days == (6,)


# -- what is told ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "line"), [
    ("fr", "Temps forts!A18\N{NO-BREAK SPACE}: (vide) → Pause"), ("en", "Temps forts!A18: (blank) → Pause"),
])  # fmt: skip
def test_the_account_names_the_cell_and_its_value_before_and_after(language: str, line: str) -> None:
    edits = row_edits(checked(sample("salon")), "key_dates", [QUIET])
    assert account_lines(edits, load_words(language))[0] == line


def test_a_column_that_the_tab_does_not_have_is_refused() -> None:
    before = checked(file_of(french()))
    theme = before.read.strategy.themes[0]
    with pytest.raises(Refused) as refused:
        field_edit(before, "themes", theme.source, "weight", Fraction(2))
    assert (refused.value.problem.code, str(refused.value.problem.place)) == ("column_to_write", "Thèmes")
    with pytest.raises(Refused) as refused:
        row_edits(before, "themes", [{"theme": "Neuf", "weight": Fraction(2)}])
    assert refused.value.problem.code == "column_to_write"


@needs_validator
@pytest.mark.long
def test_the_validator_finds_nothing_new_in_a_workbook_with_a_tab_more() -> None:
    for name in ("three_tabs", "texts", "saas"):
        data = BOOKS[name]()
        after = write_edits(checked(data), row_edits(checked(data), "key_dates", [QUIET]))
        assert new_errors(data, after) == []
