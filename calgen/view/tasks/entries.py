"""Gives the user's ticks and notes to the rows of their tasks, and keeps those whose task is planned no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.calendar import canonical_text
from calgen.merge import TaskEntry
from calgen.merge.task_entries import OWN_PREFIX, day_of
from calgen.view.tasks.rows import DROPPED, OWN, PRODUCTION_KINDS, TaskRow, task_subject
from calgen.view.view_context import ViewContext

_Traits = tuple[str, str, str, str]  # kind, subject, day, person
_STEP = re.compile(r"S\d+/\d/")  # how the id of a step of production begins
_STEPS = {"brief": 1, "review": 3}  # step 2 is the one that takes hours
# By which traits a row without its id is recognized, the surest first: day and person may have changed.
_KEYS = ((0, 1, 2, 3), (0, 1, 2), (0, 1, 3), (0, 1))


def with_ids(context: ViewContext, rows: Iterable[TaskRow]) -> list[TaskRow]:
    """The rows with the ids of their tasks; of rows that would have the same one, the second gets `~2`."""
    count: dict[str, int] = {}
    found = []
    for row in rows:
        id_ = _task_id(context, row)
        count[id_] = count.get(id_, 0) + 1
        found.append(replace(row, id=id_ if count[id_] == 1 else f"{id_}~{count[id_]}"))
    return found


def _task_id(context: ViewContext, row: TaskRow) -> str:
    if row.routine:
        return _routine_id(row.routines[0], row)
    assert row.post is not None
    if row.kind == "publish":
        return context.ids.posts[row.post]
    post = context.plan.posts[row.post]
    step = 2 if row.kind in PRODUCTION_KINDS else _STEPS[row.kind]
    return f"{context.ids.subjects[post.subject]}/{step}/{canonical_text(post.format)}"


def _routine_id(name: str, row: TaskRow) -> str:
    return f"{canonical_text(name)}@{row.day.isoformat()}"


def with_entries(context: ViewContext, rows: Sequence[TaskRow]) -> list[TaskRow]:
    """The rows with the user's entries; then her own tasks, and what she wrote on tasks that are planned no more."""
    entries = context.task_entries.entries
    if not entries:
        return list(rows)
    further = {_routine_id(name, row): n for n, row in enumerate(rows) for name in row.routines[1:]}
    planned = further | {row.id: n for n, row in enumerate(rows)}
    given: dict[int, TaskEntry] = {}
    rest: list[TaskEntry] = []
    for entry in entries:
        at = planned.get(entry.id)
        if at is not None and at not in given:
            given[at] = entry
        elif at is None or _differs(entry, given[at]):
            rest.append(entry)
    given |= _followed(context, rows, given, rest)
    rest = [entry for entry in rest if entry not in given.values() and not _is_said(entry, planned, given)]
    recognized = _recognized(context, rows, given, rest)
    taken = {entry.row for entry in recognized.values()}
    left = [entry for entry in rest if entry.row not in taken]
    given |= {n: replace(entry, is_own=False) for n, entry in recognized.items() if entry.is_filled}
    return [*(replace(row, entry=given[n]) if n in given else row for n, row in enumerate(rows)), *_kept_rows(left)]


def _followed(
    context: ViewContext, rows: Sequence[TaskRow], given: Mapping[int, TaskEntry], rest: Sequence[TaskEntry]
) -> dict[int, TaskEntry]:
    """The rows of steps whose format changed, with the entry of the step in its former format.

    Where the step is planned no more because another person has made it, the entry is that of this person's step.
    """
    shown, found = context.task_entries.shown, dict[int, TaskEntry]()
    for entry in (entry for entry in rest if entry.was_planned and _STEP.match(entry.id)):
        step = entry.id[: _STEP.match(entry.id).end()]  # type: ignore[union-attr]
        free = [n for n, row in enumerate(rows) if row.id.startswith(step) and n not in given and n not in found]
        new = [n for n in free if rows[n].id not in shown]
        same = [n for n in free if rows[n].id == _without_number(entry.id)]
        if len(found_rows := new if len(new) == 1 else same) == 1:
            found[found_rows[0]] = entry
    return found


def _is_said(entry: TaskEntry, planned: Mapping[str, int], given: Mapping[int, TaskEntry]) -> bool:
    """Whether the first of two equal steps says all that is written on the second, which is planned no more."""
    at = planned.get(_without_number(entry.id))
    return entry.id not in planned and at is not None and at in given and not _differs(entry, given[at])


def _without_number(id_: str) -> str:
    """The id of the first of several equal steps: that of `S0012/2/reel~2` is `S0012/2/reel`."""
    return re.sub(r"~\d+$", "", id_)


def _differs(entry: TaskEntry, first: TaskEntry) -> bool:
    """Whether a copy of a row says something that the first one does not."""
    pairs = ((entry.done, first.done), (entry.note, first.note))
    return any(canonical_text(value) not in ("", canonical_text(other)) for value, other in pairs)


def _recognized(
    context: ViewContext, rows: Sequence[TaskRow], given: Mapping[int, TaskEntry], rest: Sequence[TaskEntry]
) -> dict[int, TaskEntry]:
    """The rows whose task an entry without an id names: the only one left with the same traits."""
    nameless = [entry for entry in rest if not entry.id]
    if not nameless:
        return {}
    shown = context.task_entries.shown
    free = {n: _traits_of_row(context, row) for n, row in enumerate(rows) if row.id not in shown and n not in given}
    found: dict[int, TaskEntry] = {}
    for key in _KEYS:
        by_traits: dict[tuple[str, ...], list[int]] = {}
        for n, traits in free.items():
            if n not in found:
                by_traits.setdefault(tuple(traits[k] for k in key), []).append(n)
        taken = {entry.row for entry in found.values()}
        for entry in [entry for entry in nameless if entry.row not in taken]:
            traits = _traits_of_entry(entry)
            alike = by_traits.get(tuple(traits[k] for k in key), []) if traits[1] else []
            if alike and (len(alike) == 1 or len(key) == len(_KEYS[0])):
                found[alike.pop(0)] = entry
    return found


def _traits_of_row(context: ViewContext, row: TaskRow) -> _Traits:
    kind = "draft" if row.kind in PRODUCTION_KINDS else row.kind
    person = context.plan.posts[row.post].owner if row.post is not None else row.person
    return kind, fold(task_subject(context, row)), row.day.isoformat(), fold(person)


def _traits_of_entry(entry: TaskEntry) -> _Traits:
    texts = {key: as_text(value) for key, value in entry.values.items()}
    word = texts.get("task", "")
    code = choice_codes("task").get(fold(word)) or choice_codes("task").get(fold(word.partition(":")[0]), "")
    kind = "draft" if code in PRODUCTION_KINDS else code
    day = day_of(entry)
    return kind, fold(texts.get("subject", "")), day.isoformat() if day else "", fold(texts.get("person", ""))


def _kept_rows(entries: Sequence[TaskEntry]) -> list[TaskRow]:
    """The rows of the user's own tasks, which get an id, and of tasks that are planned no more."""
    numbers = [int(entry.id[1:]) for entry in entries if entry.is_own and entry.id]
    next_number = max(numbers, default=0) + 1
    found = []
    for entry in entries:
        id_ = entry.id
        if entry.is_own and not id_:
            id_ = f"{OWN_PREFIX}{next_number:04d}"
            next_number += 1
        kind = OWN if entry.is_own else DROPPED
        person = as_text(entry.values.get("person"))
        found.append(TaskRow(kind, day_of(entry) or date.max, person, id=id_, entry=entry))
    return found
