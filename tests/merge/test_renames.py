"""A row of the strategy with another name than before: its posts keep their places, under the new name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from seeds import few_of
from small_calendar import FILE, TODAY, generated, saved
from workbook_contents import WorkbookContents

from calgen import api
from calgen.last_run import LastRun, NamedRow
from calgen.merge import renames
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme

LATER = date(2027, 1, 13)
Typed = Callable[[EditedWorkbook], None]


def _renamed(tab: str, old: str, new: str, *others: str) -> Typed:
    """The name of a row typed anew, and in the other tabs that name it."""

    def typed(draft: EditedWorkbook) -> None:
        for title in (tab, *others):
            for row in draft.input(title).iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and (cell.value == old or title in others):
                        cell.value = cell.value.replace(old, new)

    return typed


# column of the social calendar → old name, new name, how the new one is typed
CASES: dict[str, tuple[str, str, str, Typed]] = {
    "theme": ("theme", "Conseils", "Les conseils de Chloé", _renamed("Thèmes", "Conseils", "Les conseils de Chloé")),
    "a wholly different word": ("theme", "Voisins", "Le quartier", _renamed("Thèmes", "Voisins", "Le quartier")),
    "case and accents": ("theme", "Coulisses", "COULISSÉS", _renamed("Thèmes", "Coulisses", "COULISSÉS")),
    "platform": ("platform", "Instagram", "Instagram Reels", _renamed("Plateformes", "Instagram", "Instagram Reels")),
    "person": ("owner", "Sandrine", "Sandrine B.", _renamed("Équipe", "Sandrine", "Sandrine B.")),
    "objective": (
        "objective", "Faire revenir", "Fidéliser", _renamed("Objectifs", "Faire revenir", "Fidéliser", "Plateformes"),
    ),
}  # fmt: skip


def _shown(data: bytes) -> dict[str, dict[str, Any]]:
    """The rows of the social calendar by id: what a reader sees of each."""
    keys = ("date", "time", "platform", "theme", "title", "owner", "objective", "format", "status", "editorial")
    posts = WorkbookContents(data).posts
    return {line.id: {key: line.cells.get(key) for key in keys if key != "editorial"} for line in posts}


def _rerun(typed: Typed, today: date = LATER) -> tuple[bytes, api.Generated]:
    draft = EditedWorkbook(generated("fr"), Random(0))
    typed(draft)
    return draft.bytes(), api.generate(draft.bytes(), FILE, today)


@pytest.mark.parametrize("status", ["publié", "idée"])
def test_past_and_published_posts_keep_the_person_in_whose_row_somebody_else_stands(status: str) -> None:
    draft = EditedWorkbook(generated("fr"), Random(0))
    _renamed("Équipe", "Sandrine", "Maëlle")(draft)
    own = [row for row in sorted(draft.social.rows) if draft.social.get(row, "owner") == "Sandrine"]
    published = own[-1]
    draft.social.cell(published, "status").value = status
    done = api.generate(draft.bytes(), FILE, LATER)
    before, after = draft.social, EditedWorkbook(done.after, Random(0))
    over = {row for row in own if before.get(row, "date").date() < LATER}
    over |= {published} if status == "publié" else set()
    owners = {row: after.social.get(row, "owner") for row in own}
    assert owners == {row: "Sandrine" if row in over else "Maëlle" for row in owners}
    assert len(set(owners.values())) == 2
    (note,) = [problem for problem in done.problems if problem.code == "person_replaced"]
    assert note.values["n"] == sum(owner == "Maëlle" for owner in owners.values())
    subjects = {after.subject_of(row) for row in over if owners.get(row) == "Sandrine"}
    whole = [name for name in subjects if all(owners.get(row) == "Sandrine" for row in after.posts_of(name))]
    assert {after.editorial.get(name, "owner") for name in whole} == {"Sandrine"}
    again = api.generate(saved(after.book), FILE, LATER)
    assert [change for change in again.changes if change.kind != "kept"] == []
    assert "calendar_unknown" not in {problem.code for problem in again.problems}


def test_of_several_names_in_a_cell_the_renamed_one_is_written_anew() -> None:
    draft = EditedWorkbook(generated("fr"), Random(0))
    _renamed("Équipe", "Sandrine", "Maëlle")(draft)
    _renamed("Plateformes", "Instagram", "Insta Réel")(draft)
    late, later = sorted(draft.social.rows)[-2:]
    draft.social.cell(late, "owner").value = "Sandrine + Chloé"
    draft.social.cell(later, "platform").value = "Facebook / Instagram"
    done = api.generate(draft.bytes(), FILE, LATER)
    after = EditedWorkbook(done.after, Random(0))
    texts = [after.social.get(late, "owner"), after.social.get(later, "platform")]
    assert texts == ["Maëlle + Chloé", "Facebook / Insta Réel"]
    for run in (done, api.diagnose(saved(after.book), FILE, LATER)):
        told = {problem.code: problem.values for problem in run.problems}
        assert [told[code]["value"] for code in ("owners_several", "calendar_several")] == texts


@pytest.mark.parametrize("case", few_of(CASES, 3, every=2))
def test_the_posts_of_a_renamed_row_keep_their_places(case: str) -> None:
    column, old, new, typed = CASES[case]
    before = _shown(generated("fr"))
    new_text = {(column, old): new}
    if column == "theme":  # what is to be found follows its theme
        new_text["title", f"À trouver : {old}"] = f"À trouver : {new}"
    expected = {
        id_: {key: new_text.get((key, value), value) for key, value in row.items()} for id_, row in before.items()
    }
    assert any(row[column] == new for row in expected.values())
    _, done = _rerun(typed)
    assert _shown(done.after) == expected
    notes = [problem for problem in done.problems if problem.code == "renamed"]
    count = sum(row[column] == old for row in before.values())
    assert [(note.values["old"], note.values["new"], note.values["n"]) for note in notes] == [(old, new, count)]


def test_the_posts_of_a_renamed_row_keep_what_was_typed_on_them() -> None:
    draft = EditedWorkbook(generated("fr"), Random(0))
    post = next(line for line in WorkbookContents(generated("fr")).posts if line.cells["theme"] == "Conseils")
    draft.social.cell(post.id, "text").value = "La frange en dix minutes"
    _renamed("Thèmes", "Conseils", "Astuces")(draft)
    done = api.generate(draft.bytes(), FILE, TODAY)
    found = next(line for line in WorkbookContents(done.after).posts if line.id == post.id)
    assert (found.cells["text"], found.cells["theme"]) == ("La frange en dix minutes", "Astuces")
    assert found.cells["date"] == post.cells["date"]


def test_an_old_name_that_the_user_types_later_is_understood() -> None:
    def typed(draft: EditedWorkbook) -> None:
        post = next(line for line in WorkbookContents(generated("fr")).posts if line.cells["theme"] == "Offres")
        draft.social.cell(post.id, "theme").value = "Conseils"
        _renamed("Thèmes", "Conseils", "Astuces")(draft)

    _, done = _rerun(typed)
    assert done.plan
    assert {post.theme for post in done.plan.posts} <= {"Coulisses", "Offres", "Astuces", "Voisins", "Questions"}
    assert "calendar_unknown" not in {problem.code for problem in done.problems}


def test_a_theme_that_goes_and_another_that_comes_are_no_rename() -> None:
    def typed(draft: EditedWorkbook) -> None:
        sheet = draft.input("Thèmes")
        sheet.delete_rows(4)  # Conseils
        sheet.append(["Podcast", "Échanger", "Un\nDeux", "Écoutez-nous"])

    _, done = _rerun(typed)
    assert "renamed" not in {problem.code for problem in done.problems}


def _row(name: str, **cells: str) -> NamedRow:
    return NamedRow(name, cells)


@pytest.mark.parametrize(
    ("before", "now", "pairs"),
    [
        ([_row("a", x="1"), _row("b", x="2")], [_row("c", x="1"), _row("b", x="2")], {"a": "c"}),
        ([_row("a", x="1"), _row("b", x="2")], [_row("b", x="2"), _row("c", x="1")], {"a": "c"}),  # and moved
        ([_row("a", x="1"), _row("b", x="1")], [_row("c", x="1"), _row("d", x="1")], {"a": "c", "b": "d"}),
        ([_row("a", x="1"), _row("b", x="1")], [_row("e", x="2"), _row("c", x="1"), _row("d", x="1")], {"b": "c"}),
        ([_row("a", x="1", y="2", z="3")], [_row("c", x="1", y="2", z="4")], {"a": "c"}),  # the same row
        ([_row("a", x="1", y="2")], [_row("c", x="9", y="8")], {}),
        ([_row("A b")], [_row("a B")], {"A b": "a B"}),
        ([_row("a", x="1")], [_row("a", x="1"), _row("c", x="1")], {}),  # nothing is gone
        ([_row("Trucs", x="1"), _row("Astuces", x="2")], [_row("Astuces", x="1"), _row("Trucs", x="2")], {}),
    ],
)
def test_a_row_is_renamed_only_where_nothing_else_can_be_meant(
    before: list[NamedRow], now: list[NamedRow], pairs: dict[str, str]
) -> None:
    assert dict(renames._pairs(before, now)) == pairs


def test_without_names_in_the_hidden_tab_a_near_name_counts() -> None:
    last_run = LastRun(rows={"social": {"P0001": {"theme": "Coulisses"}, "P0002": {"theme": "Avis"}}})
    strategy = Strategy(themes=(_theme("Les coulisses", 2), _theme("Podcast", 3)))
    assert renames.find_renames(strategy, last_run).of("theme") == {"Coulisses": "Les coulisses"}


def _theme(name: str, row: int) -> Theme:
    theme = Theme(theme=name, category="promote")
    object.__setattr__(theme.source, "row", row)
    return theme
