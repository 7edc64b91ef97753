"""All of our tabs at once, in their order, with what the hidden sheet is to remember."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from calgen.book.sheet import Sheet
from calgen.book.words import Words
from calgen.calendar import STATE, Memory
from calgen.merge import Arranged
from calgen.view import balance, checks, editorial, month, social, state, tab_edit, tasks
from calgen.view.calendar_sheet import Line
from calgen.view.view_context import ViewContext

OUTPUTS = ("social", "editorial", "month", "balance", "checks", "tasks")
_CALENDARS = {"social": social, "editorial": editorial}


def titles(words: Words, owned: Mapping[str, str]) -> dict[str, str]:
    """The titles of our tabs: the present ones where they stand already, else the language's."""
    found = {key: words.title(key) for key in OUTPUTS} | {STATE: state.TITLE}
    return found | {key: title for key, title in owned.items() if key in found}


def lines(context: ViewContext) -> tuple[dict[str, Line], dict[str, Line]]:
    """The lines of the plan by id: posts, and subjects but those whose row the user took out."""
    posts, subjects = social.lines(context), editorial.lines(context)
    return (
        dict(zip(context.ids.posts, posts, strict=True)),
        {
            id_: line
            for id_, line in zip(context.ids.subjects, subjects, strict=True)
            if id_ not in context.removed_subjects
        },
    )


def sheets(
    context: ViewContext, facts: Mapping[str, str], arranged: Mapping[str, Arranged], memory: Memory
) -> tuple[Sheet, ...]:
    """The tabs of a plan; the calendars as `arranged`. `memory` is what the last run wrote, and stays removed."""
    found = []
    for key, room in _CALENDARS.items():
        drawn = room.sheet(context, [row.cells for row in arranged[key].rows])
        how = tab_edit.retouch(context, drawn, room.FIELDS, arranged[key], memory.facts)
        found.append(replace(drawn, retouch=how))
    told = dict(facts)
    for drawn in found:
        told |= tab_edit.facts(drawn)
    own_order = [key for key in _CALENDARS if arranged[key].own_order]
    told |= {"own_order": " ".join(own_order)} if own_order else {}
    written = Memory(told, {key: one.memory for key, one in arranged.items()}, memory.removed)
    context = replace(context, row_ids=tuple(row.id for row in arranged["social"].rows))
    others = (month.sheet(context), balance.sheet(context), checks.sheet(context), tasks.sheet(context))
    return (*found, *others, state.sheet(context, told, written))
