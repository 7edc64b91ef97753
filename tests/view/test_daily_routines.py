"""Daily routines: one line a day and person, and ticks of the lines that there were before."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sheets import FRENCH, book

from calgen.figures.counted_calendar import count_plan
from calgen.merge import Edits, TaskEntries, TaskEntry, assign_ids
from calgen.plan import plan
from calgen.read import read
from calgen.view import tasks
from calgen.view.tabs import titles
from calgen.view.tasks.rows import TaskRow, task_subject
from calgen.view.view_context import ViewContext

TODAY = date(2027, 1, 4)
ROUTINES = """
## Équipe

| Personne | Heures par semaine |
| --- | --- |
| Léa | 9 |
| Tom | 9 |

## Routines

| Tâche | Type | Chaque | Minutes | Responsable | Outil |
| --- | --- | --- | --- | --- | --- |
| Répondre | Animer | jour | 10 | Léa | téléphone |
| Écouter | Écouter | jour | 15 | Léa | |
| Regarder | Écouter | jour | 5 | Tom | |
| Mesurer | Mesurer | semaine | 30 | Léa | tableur |
"""
FOUND = read(book(FRENCH + ROUTINES))
MADE = plan(FOUND.strategy, (), TODAY)


def context(*entries: TaskEntry) -> ViewContext:
    given = TaskEntries(entries, frozenset(entry.id for entry in entries))
    ids = assign_ids(MADE, Edits())
    return ViewContext(FOUND.strategy, MADE, ids, FOUND.words, titles(FOUND.words, {}), today=TODAY, task_entries=given)


def routines(made: ViewContext) -> list[TaskRow]:
    calendar = count_plan(made.strategy, made.plan, made.ids.posts, made.ids.subjects)
    return [row for row in tasks.rows(made, calendar) if row.routine]


def told(made: ViewContext, day: date) -> list[tuple[str, str, object]]:
    return [
        (row.person, task_subject(made, row).replace("\u00a0", " "), row.hours)
        for row in routines(made)
        if row.day == day
    ]


def test_the_first_day_tells_all_and_the_next_ones_name_them_in_one_line() -> None:
    made = context()
    assert sorted(subject for _, subject, _ in told(made, TODAY)) == [
        "Mesurer · Outil : tableur", "Regarder", "Répondre · Outil : téléphone", "Écouter",
    ]  # fmt: skip
    assert told(made, date(2027, 1, 5)) == [
        ("Léa", "Répondre · Écouter", Fraction(25, 60)),
        ("Tom", "Regarder", Fraction(5, 60)),
    ]
    assert ("Léa", "Mesurer · Outil : tableur", Fraction(1, 2)) in told(made, date(2027, 1, 11))


def test_a_note_on_a_line_of_its_own_stays_with_the_line_that_names_it() -> None:
    ids = [row.id for row in routines(context()) if row.day == date(2027, 1, 6) and row.person == "Léa"]
    first, second = (
        TaskEntry(id=f"{name}@2027-01-06", row=n, done="x", note=None) for n, name in ((9, "Répondre"), (8, "Écouter"))
    )
    assert ids == [first.id]
    for entry in (first, second):
        row = next(row for row in routines(context(entry)) if row.id == first.id)
        assert row.state(TODAY) == "done"
        assert not [
            row for row in tasks.rows(context(entry), count_plan(FOUND.strategy, MADE, (), ())) if row.kind == "dropped"
        ]
