"""`calgen adapt`: what its user said yes to on the Review, into the cells of her strategy, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner
from made_review import made_review
from office import unlocked
from openpyxl.styles import Protection
from reviewed_salon import (
    BLANK,
    DAY,
    HOURS,
    PLATFORMS,
    PROPOSALS,
    REVIEW,
    SHARE,
    THEMES,
    WEIGHT,
    answer_to,
    answered,
    cells,
    edited,
    generate,
    reviewed,
    row_of,
    typed,
    weight,
    with_result,
)

from calgen import api
from calgen.adapt_steps import Adapted, adapt
from calgen.book.owned_tabs import STATE_TITLE
from calgen.book.problems import Refused
from calgen.book.review_columns import ACCEPT_COLUMN, KEY_COLUMN
from calgen.cli import main
from calgen.files.read import guard, load
from calgen.last_run import LastRun, read_last_run
from calgen.review.model import Proposal
from calgen.shown_proposals import is_adapted

YES = answered(weight())
LATER = (
    weight(after="2.25"),
    weight("Tendances", "2", "1.5", "curate"),
    weight("Conseil du jour", "2", "2.5", "curate"),
)


def adapted(data: bytes, *edits: Callable[[Any], None], today: date = DAY) -> Adapted:
    return adapt(edited(data, *edits) if edits else data, "salon.xlsx", today, "fr")


def statuses(made: Adapted) -> list[str]:
    return [proposal.status.value for proposal in made.proposals]


def codes(made: Adapted) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in made.problems]


def last_run(data: bytes) -> Any:
    return read_last_run(load.read_grids(guard.open_workbook(data, "salon.xlsx"), without=()))


# -- what is written ---------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_without_a_yes_nothing_is_ever_written() -> None:
    for answers in ((), (answered(weight(), "non"), answered(HOURS, None), answered(SHARE, False))):
        made = adapted(reviewed(), *answers)
        assert (made.changed, made.proposals, made.problems, made.shown) == (False, (), (), 4)


@pytest.mark.parametrize("value", ["oui", "Oui ", "x", "yes", "✓", True])
def test_a_yes_in_any_of_its_forms_writes_the_cell(value: object) -> None:
    made = adapted(reviewed(), answered(weight(), value))
    assert statuses(made) == ["written"]
    assert cells(made.after, [WEIGHT, "Thèmes!D8"]) == [2.5, 2]


@pytest.mark.long
def test_each_kind_of_proposal_is_written_in_the_form_of_its_column() -> None:
    made = adapted(reviewed(), *map(answered, PROPOSALS))
    assert statuses(made) == ["written"] * 4
    places = [WEIGHT, "Thèmes!D8", f"{PLATFORMS}!I5", "Répartition!B5", "Répartition!B6", "Répartition!B7"]
    assert cells(made.after, places) == [2.5, 1.5, "7h30, 12h15, 18h30, 20h00-21h00", 0.35, 0.35, 0.3]
    assert [(str(edit.place), edit.before, edit.after) for edit in made.edits][:1] == [(WEIGHT, "2", "2,5")]


@pytest.mark.long
def test_the_next_run_plans_with_what_was_adapted() -> None:
    made = adapted(reviewed(), YES)
    run = generate(made.after)
    assert next(theme.weight for theme in run.strategy.themes if theme.theme == weight().name) == 2.5
    assert run.changed
    assert not {"accept_gone", "accept_unread"} & {problem.code for problem in run.problems}


@pytest.mark.parametrize(("last", "expected"), [("2027-01-10", True), ("2027-01-11", True), ("2027-01-12", False)])
def test_what_was_accepted_since_the_last_run_is_worth_any_change(last: str, expected: bool) -> None:
    run = LastRun({"today": last}, adapted={("themes", "Coulisses", "weight"): DAY})
    assert is_adapted(run) is expected
    assert not is_adapted(LastRun({"today": last}))


@pytest.mark.long
def test_posts_to_come_follow_an_accepted_weight_in_the_middle_of_a_period() -> None:
    today = date(2027, 4, 5)
    first = api.generate(api.new("fr", "salon", date(2027, 1, 4)), "salon.xlsx", DAY)
    planned = generate(first.after, *LATER, today=today)
    made = adapted(planned.after, *map(answered, LATER), today=today)
    with_yes = generate(made.after, today=today)
    with mock.patch("calgen.run_steps.is_adapted", return_value=False):
        as_typed = generate(made.after, today=today)
    assert not [change for change in as_typed.changes if change.kind == "changed"]
    changed = [change for change in with_yes.changes if change.kind == "changed" and change.calendar == "social"]
    assert 1 <= len(changed) <= 20
    assert all(change.day >= today.isoformat() for change in changed)


def test_a_second_time_there_is_nothing_to_write() -> None:
    first = adapted(reviewed(), YES)
    again = adapted(first.after)
    assert (again.changed, statuses(again), again.problems) == (False, ["there"], ())


@pytest.mark.long
def test_the_day_of_a_change_is_remembered_for_the_learning() -> None:
    made = adapted(reviewed(), YES)
    assert last_run(made.after).adapted == {("themes", weight().name, "weight"): DAY}
    assert last_run(generate(made.after).after).adapted == {("themes", weight().name, "weight"): DAY}


# -- what is told and not written --------------------------------------------------------------------------------------


def rename_theme(book: Any) -> None:
    """The theme under another name, wherever it is named."""
    for tab in book:
        for cell in (cell for row in tab.iter_rows() for cell in row if tab.title not in (REVIEW, STATE_TITLE)):
            is_name = tab.title != THEMES or cell.column == 1  # its proof is of the same words
            text = cell.value if isinstance(cell.value, str) else ""
            if is_name and weight().name in text and not text.startswith("="):
                cell.value = text.replace(weight().name, "Métamorphoses")


@pytest.mark.long
@pytest.mark.parametrize(
    ("edit", "status", "code", "place"),
    [
        (typed(WEIGHT, 3), "changed", "adapt_changed", WEIGHT),
        (rename_theme, "gone", "adapt_gone", REVIEW),
        (typed("Thèmes!D4", "Importance à nous"), "refused", "adapt_refused", THEMES),
    ],
)
def test_a_cell_that_is_not_as_it_was_is_told_and_left(
    edit: Callable[[Any], None], status: str, code: str, place: str
) -> None:
    data = edited(reviewed(), edit, YES, answered(HOURS))
    made = adapted(data)
    assert statuses(made) == [status, "written"]  # the others are written all the same
    ((found, where),) = codes(made)
    assert found == code
    assert where.startswith(place)
    assert cells(made.after, [WEIGHT]) == cells(data, [WEIGHT])


def test_a_formula_is_told_and_left() -> None:
    data = edited(reviewed(), YES, answered(HOURS))
    package = guard.open_workbook(data, "salon.xlsx").package.copy()
    part = next(sheet.part for sheet in guard.open_workbook(data, "salon.xlsx").sheets if sheet.title == THEMES)
    cell = re.search(rb'<c r="D5"[^>]*>(?=<v>)', package.read(part))
    assert cell
    package.write(part, package.read(part).replace(cell[0], cell[0] + b"<f>1+1</f>"))
    made = adapted(package.to_bytes())
    assert statuses(made) == ["refused", "written"]
    assert codes(made) == [("adapt_refused", WEIGHT)]


def test_formulas_that_follow_what_is_written_are_told() -> None:
    made = adapted(reviewed(), YES, typed("Thèmes!Z5", "=D5*2"), typed("Thèmes!Z6", "=D6*2"))
    assert codes(made) == [("formula_follows", "Thèmes!Z5")]


def test_a_share_is_written_with_its_others_or_not_at_all() -> None:
    data = edited(reviewed(), typed("Répartition!B6", 0.38), typed("Répartition!B7", 0.32), answered(SHARE))
    made = adapted(data)
    assert (made.changed, statuses(made)) == (False, ["changed"])


@pytest.mark.long
@pytest.mark.parametrize("word", ["oui.", "yes!", "OK", "ok.", "d’accord", "D'accord !", "☑", "☑\ufe0f", "agreed"])
def test_other_words_for_yes_accept(word: str) -> None:
    assert statuses(adapted(reviewed(), answered(weight(), word))) == ["written"]


@pytest.mark.parametrize("word", ["non.", "No!", "ok ?", "pas d'accord", ".", "!"])
def test_words_that_are_not_a_yes_accept_nothing(word: str) -> None:
    assert not adapted(reviewed(), answered(weight(), word)).changed


def test_something_else_than_a_yes_accepts_nothing() -> None:
    made = adapted(reviewed(), answered(weight(), "2,25"))
    assert not made.changed
    assert [code for code, _ in codes(made)] == ["accept_unread"]


@pytest.mark.long
def test_rows_and_columns_that_are_gone_accept_nothing() -> None:
    def delete_row(book: Any) -> None:
        book[REVIEW].delete_rows(row_of(book, weight()))

    def delete_keys(book: Any) -> None:
        book[REVIEW].delete_cols(KEY_COLUMN)

    assert statuses(adapted(reviewed(), YES, answered(HOURS), delete_row)) == ["written"]
    without = adapted(reviewed(), YES, delete_keys)
    assert (without.changed, [code for code, _ in codes(without)]) == (False, ["accept_lost"])


def test_the_column_is_found_where_another_one_was_inserted() -> None:
    def insert(book: Any) -> None:
        book[REVIEW].unmerge_cells  # noqa: B018
        for span in list(book[REVIEW].merged_cells.ranges):
            book[REVIEW].unmerge_cells(str(span))
        book[REVIEW].insert_cols(2)

    assert statuses(adapted(reviewed(), YES, insert)) == ["written"]


def test_a_protected_tab_takes_what_its_user_accepted() -> None:
    def protect(book: Any) -> None:
        book[THEMES].protection.sheet = True
        book[THEMES]["D5"].protection = Protection(locked=True)

    made = adapted(reviewed(), YES, protect)
    assert statuses(made) == ["written"]


def test_a_workbook_without_review_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        adapted(with_result())
    assert [problem.code for problem in refused.value.problems] == ["no_review_tab"]


def test_errors_of_the_strategy_come_first() -> None:
    made = adapted(reviewed(), YES, typed("Thèmes!B5", None))
    assert made.stopped
    assert not made.changed


# -- a yes beside no proposal, or beside another value -----------------------------------------------------------------


def keyed(key: str | None) -> Callable[[Any], None]:
    """Another text in the folded key cell of the weight's proposal."""

    def edit(book: Any) -> None:
        book[REVIEW].cell(row_of(book, weight()), KEY_COLUMN).value = key

    return edit


def row() -> int:
    return row_of(unlocked(reviewed(), values=False), weight())


@pytest.mark.parametrize(
    ("key", "word"), [(None, "oui"), (None, True), ("theme_weight|Avant / après|promote|2|3", "👍")]
)
def test_a_yes_whose_key_is_gone_is_told(key: str | None, word: object) -> None:
    made = adapted(reviewed(), answered(weight(), word), answered(HOURS), keyed(key))
    assert codes(made) == [("accept_no_proposal", f"{REVIEW}!D{row()}")]
    assert statuses(made) == ["written"]  # that of the hours


@pytest.mark.long
def test_a_run_draws_a_row_whose_key_is_gone_again_and_tells_the_yes() -> None:
    run = generate(edited(reviewed(), YES, answered(HOURS), keyed(None)), *PROPOSALS)
    assert [str(found.place) for found in run.problems if found.code == "accept_no_proposal"] == [f"{REVIEW}!D{row()}"]
    assert (answer_to(run.after, weight()), answer_to(run.after, HOURS)) == (None, "Oui")
    assert not generate(run.after, *PROPOSALS).changed
    assert statuses(adapted(edited(run.after, YES))) == ["written", "written"]


@pytest.mark.parametrize("at", [-1, 6])
def test_a_yes_on_a_heading_or_a_row_without_proposal_is_told(at: int) -> None:
    data = edited(reviewed(), typed(f"{REVIEW}!D{row() + at}", "oui"))
    assert ("accept_no_proposal", f"{REVIEW}!D{row() + at}") in codes(adapted(data))
    assert "accept_no_proposal" in {problem.code for problem in generate(data, *PROPOSALS).problems}


def test_figures_of_other_sections_are_no_yes() -> None:
    assert not codes(adapted(edited(reviewed(), typed(f"{REVIEW}!D4", 1))))


@pytest.mark.parametrize(("value", "number"), [(3, 3), ("1,75", 1.75)])
def test_a_value_typed_beside_a_yes_is_the_one_that_is_written(value: object, number: float) -> None:
    made = adapted(reviewed(), YES, typed(f"{REVIEW}!C{row()}", value))
    assert [(proposal.status.value, proposal.is_typed) for proposal in made.proposals] == [("written", True)]
    assert not made.problems
    assert cells(made.after, [WEIGHT]) == [number]


@pytest.mark.long
def test_a_typed_value_that_is_written_counts_as_accepted_later() -> None:
    made = adapted(reviewed(), YES, typed(f"{REVIEW}!C{row()}", 3))
    assert (adapted(made.after).changed, statuses(adapted(made.after))) == (False, ["there"])
    run = generate(made.after)
    assert not {"accept_gone", "accept_other_value"} & {problem.code for problem in run.problems}


@pytest.mark.long
@pytest.mark.parametrize("value", [2.5, " 2,50"])
def test_the_proposed_value_typed_again_is_that_of_the_review(value: object) -> None:
    made = adapted(reviewed(), YES, typed(f"{REVIEW}!C{row()}", value))
    assert [proposal.is_typed for proposal in made.proposals] == [False]
    assert cells(made.after, [WEIGHT]) == [2.5]


@pytest.mark.parametrize(
    ("proposal", "value"), [(weight(), "3 ou 4"), (weight(), "-1"), (weight(), None), (SHARE, "38 %"), (HOURS, "8h")]
)
def test_a_value_that_cannot_be_taken_is_told_and_nothing_is_written(proposal: Proposal, value: object) -> None:
    place = f"{REVIEW}!C{row_of(unlocked(reviewed(), values=False), proposal)}"
    made = adapted(reviewed(), answered(proposal), typed(place, value))
    assert (made.changed, statuses(made)) == (False, ["unclear"])
    assert codes(made) == [("adapt_other_value", place)]


def test_a_run_drops_a_yes_beside_another_value_and_says_so() -> None:
    data = edited(reviewed(), YES, typed(f"{REVIEW}!C{row()}", 3))
    run = generate(data, *PROPOSALS)
    assert "accept_other_value" in {problem.code for problem in run.problems}
    assert answer_to(run.after, weight()) is None
    assert not generate(run.after, *PROPOSALS).changed


def test_check_tells_answers_that_do_not_stand() -> None:
    found = mock.patch("calgen.api.review_of_calendar", return_value=made_review(published=1, with_figures=1))
    with found:
        told = api.diagnose(edited(reviewed(), YES), "salon.xlsx", DAY)
    assert "accept_gone" in {problem.code for problem in told.problems}


# -- a yes from run to run ---------------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_yes_stands_as_long_as_the_same_is_proposed() -> None:
    data = edited(reviewed(), YES, answered(HOURS, "non"))
    once = generate(data, *PROPOSALS)
    assert answer_to(once.after, weight()) == "Oui"
    assert answer_to(once.after, HOURS) == "Non"
    assert "tab_text_lost" not in {problem.code for problem in once.problems}
    assert not generate(once.after, *PROPOSALS).changed
    later = generate(once.after, *PROPOSALS, today=DAY + timedelta(days=1))
    assert answer_to(later.after, weight()) == "Oui"
    assert statuses(adapted(later.after)) == ["written"]


@pytest.mark.long
def test_a_yes_that_is_taken_back_is_gone() -> None:
    once = generate(edited(reviewed(), YES), *PROPOSALS)
    back = generate(edited(once.after, answered(weight(), None)), *PROPOSALS)
    assert back.changed
    assert answer_to(back.after, weight()) is None
    assert not adapted(back.after).changed


def test_a_yes_follows_its_proposal_to_another_row() -> None:
    moved = generate(edited(reviewed(), YES), SHARE, HOURS, BLANK, weight())
    assert answer_to(moved.after, weight()) == "Oui"
    assert answer_to(moved.after, SHARE) is None


def test_a_yes_to_what_is_proposed_no_more_is_told() -> None:
    other = weight(after="1.5")
    run = generate(edited(reviewed(), YES), other)
    (told,) = [problem for problem in run.problems if problem.code == "accept_gone"]
    assert "2,5" in " ".join(run.words.message(told))
    assert answer_to(run.after, other) is None
    assert not adapted(run.after).changed


# -- the command -------------------------------------------------------------------------------------------------------


def call(*words: object) -> Any:
    return CliRunner().invoke(main, list(map(str, words)), env={"LANGUAGE": "fr"})


@pytest.mark.long
def test_the_command_lists_each_cell_and_is_walked_back(tmp_path: Path) -> None:
    file = tmp_path / "salon.xlsx"
    data = edited(reviewed(), YES)
    file.write_bytes(data)
    dry = call("adapt", file, "--dry-run", "--today", "2027-01-11")
    assert dry.exit_code == 0, dry.output
    assert "Thèmes!D5 : 2 → 2,5" in dry.output.replace("\xa0", " ")
    assert file.read_bytes() == data
    done = call("adapt", file, "--today", "2027-01-11")
    assert "calgen generate" in done.output
    assert cells(file.read_bytes(), [WEIGHT]) == [2.5]
    again = call("adapt", file, "--today", "2027-01-11")
    assert "déjà" in again.output
    assert call("undo", file).exit_code == 0
    assert file.read_bytes() == data


@pytest.mark.parametrize(("today", "command"), [("2027-01-11", "calgen generate"), ("2027-12-31", "calgen next")])
def test_the_last_line_is_the_command_to_run_next(tmp_path: Path, today: str, command: str) -> None:
    file = tmp_path / "mon salon.xlsx"
    file.write_bytes(edited(reviewed(), YES))
    done = call("adapt", file, "--today", today)
    assert f"{command} '{file}'" in done.output


def test_nothing_accepted_is_said_and_ends_well(tmp_path: Path) -> None:
    file = tmp_path / "salon.xlsx"
    file.write_bytes(reviewed())
    done = call("adapt", file, "--today", "2027-01-11")
    assert done.exit_code == 0
    assert "Rien n'est accepté" in done.output
    assert file.read_bytes() == reviewed()


def test_json_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "salon.xlsx"
    file.write_bytes(edited(reviewed(), YES, answered(HOURS), typed(f"{PLATFORMS}!I5", "8h")))
    found = json.loads(call("adapt", file, "--today", "2027-01-11", "--format", "json").output)
    assert (found["written"], found["shown"]) == (True, 4)
    assert [proposal["status"] for proposal in found["proposals"]] == ["written", "changed"]
    assert found["proposals"][0]["cells"] == [{"tab": THEMES, "cell": "D5", "before": "2", "after": "2,5"}]
    assert [problem["code"] for problem in found["problems"]] == ["adapt_changed"]


@pytest.mark.parametrize("name", ["none.xlsx", "book.ods"])
def test_a_file_that_cannot_be_taken_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name != "none.xlsx":
        file.write_bytes(b"no workbook")
    assert call("adapt", file).exit_code != 0


def test_the_columns_of_the_tab_are_where_other_rooms_look() -> None:
    assert ACCEPT_COLUMN < KEY_COLUMN
