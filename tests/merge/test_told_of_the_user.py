"""What the user did to the calendars is told by its own name, and what she renamed is renamed in her rows too."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from functools import cache
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from seeds import each_language
from small_calendar import FILE, START, TODAY, generated, run, saved, unlocked

from calgen import api
from calgen.diff import diff_lines
from calgen.merge import RowChange

NAMES = {"fr": ("Thèmes", "Voisins", "Nos voisins"), "en": ("Themes", "Neighbours", "Our neighbours")}


def opened(data: bytes) -> EditedWorkbook:
    return EditedWorkbook(data, Random(1))


@cache
def at_work(language: str) -> api.Generated:
    """One post moved, one deleted, one cancelled, one without a day, and a platform with a space behind it."""
    book = opened(generated(language))
    social = book.social
    social.cell("P0018", "date").value += timedelta(days=1)
    social.cell("P0010", "status").value = book.words.choice("status", "cancelled")
    social.cell("P0012", "date").value = "TBC"
    social.cell("P0014", "platform").value = f"{social.get('P0014', 'platform')} ".lower()
    book.delete("social", ["P0016"])
    return run(book.bytes())


def changes(language: str, kind: str) -> dict[str, RowChange]:
    found = (change for change in at_work(language).changes if change.calendar == "social")
    return {change.id: change for change in found if change.kind == kind}


@each_language
def test_a_name_that_is_spelled_otherwise_is_no_move(language: str) -> None:
    assert changes(language, "moved") == {}
    assert set(changes(language, "changed")["P0014"].columns) == {"platform"}  # and no reason says that she moved it


@each_language
def test_what_she_deleted_and_where_she_put_posts_is_told(language: str) -> None:
    made = at_work(language)
    assert set(changes(language, "deleted")) == {"P0016"}
    lines = list(diff_lines(made.changes, made.words, made.titles))
    assert made.words.text("diff", "deleted", n=1) in lines[0]
    assert made.words.text("diff", "placed", n=2) in lines[0]  # P0018, and P0012, which has no day now
    assert sum("P0016" in line for line in lines) == 1
    again = run(saved(opened(made.after).book))
    assert [change for change in again.changes if change.kind != "kept"] == []


@each_language
@pytest.mark.parametrize("post", ["P0010", "P0012"])
def test_formulas_of_posts_that_are_not_planned_keep_their_values(language: str, post: str) -> None:
    made = at_work(language)
    subject = opened(made.after).subject_of(post)
    title = opened(made.after).editorial.get(subject, "title")
    shown = unlocked(made.after, values=True)[opened(made.after).social.sheet.title]
    cells = opened(made.after).social
    values = {key: shown[cells.cell(post, key).coordinate].value for key in ("title", "editorial", "day")}
    assert values == {"title": title, "editorial": subject, "day": cells.get(post, "date") if post == "P0010" else None}
    exported = {one["id"]: one for one in json.loads(api.export(made.after, FILE, "json").data)["posts"]}
    if post in exported:
        assert exported[post]["title"] == str(title).replace("\xa0", " ")


@each_language
def test_a_renamed_theme_is_renamed_in_the_users_own_rows(language: str) -> None:
    tab, old, new = NAMES[language]
    book = opened(generated(language))
    day = datetime.combine(START, time()) + timedelta(days=10)
    book.write({"date": day, "platform": "Facebook", "theme": old.lower(), "title": "Mine"})
    book.write({"title": "My subject", "theme": old}, "editorial")
    book.social.cell("P0018", "theme").value = old
    book = opened(run(book.bytes()).after)
    sheet = book.book[tab]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == old)
    cell.value = new
    made = run(book.bytes())
    for _ in range(2):
        after = opened(made.after)
        for kind in ("social", "editorial"):
            sheet, column = after.tabs[kind].sheet, after.tabs[kind].columns["theme"]
            themes = {sheet.cell(row, column).value for row in range(5, sheet.max_row + 1)}
            assert new in themes
            assert not {name for name in themes if name and name.lower() == old.lower()}
        assert not {"calendar_unknown", "calendar_near"} & {problem.code for problem in made.problems}
        made = api.generate(saved(after.book), FILE, TODAY)
        assert [change for change in made.changes if change.kind != "kept"] == []


@each_language
def test_holes_that_she_made_are_told_per_platform(language: str) -> None:
    """P0010 (cancelled) and P0016 (deleted) were on Instagram, P0012 (without a day) on Facebook."""
    holes = {one.values["platform"]: one for one in at_work(language).problems if one.code == "holes_made"}
    assert {name: one.values["n"] for name, one in holes.items()} == {"Instagram": 2, "Facebook": 1}
    assert str(holes["Facebook"].place).split("!")[1].startswith("D")  # the cadence
    later = run(at_work(language).after, START + timedelta(days=21))
    assert {one.values["n"] for one in later.problems if one.code == "holes_made"} == {1}  # what is over is not told


@each_language
def test_a_row_of_hers_in_the_same_week_fills_a_hole(language: str) -> None:
    book = opened(generated(language))
    day = book.social.get("P0016", "date")
    book.delete("social", ["P0016"])
    book.write({"date": day + timedelta(days=1), "platform": "Instagram", "theme": NAMES[language][1]})
    assert "holes_made" not in {problem.code for problem in run(book.bytes()).problems}


@each_language
def test_a_problem_names_the_row_where_it_stands_after_the_run(language: str) -> None:
    book = opened(generated(language))
    day = datetime.combine(START, time()) + timedelta(days=3)
    row = book.write({"date": day, "platform": "Instagram", "theme": "Zebra", "title": "Stripes"})
    before = book.social.cell(row, "theme").coordinate
    made = run(book.bytes())
    (problem,) = [one for one in made.problems if one.code == "calendar_unknown"]
    assert problem.place
    assert problem.place.cell != before
    assert opened(made.after).book[problem.place.tab][problem.place.cell].value == "Zebra"
    (now,) = [one for one in api.diagnose(book.bytes(), FILE, TODAY).problems if one.code == "calendar_unknown"]
    assert now.place
    assert now.place.cell == before  # `check` writes nothing: the row as it stands
