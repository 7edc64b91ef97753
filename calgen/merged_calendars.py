"""Both calendars as they will stand: the rows of the plan under the user's edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from calgen import merge
from calgen.book.sheet import StyledCell
from calgen.files.references.structured_references import rename_headings
from calgen.last_run import CALENDARS
from calgen.view import editorial, tabs
from calgen.view.spellings import other_spellings, texts_by_id
from calgen.view.view_context import ViewContext


def merged_calendars(
    context: ViewContext, edits: merge.Edits, today: date
) -> tuple[ViewContext, dict[str, merge.MergedCalendar]]:
    """Both calendars merged with the user's edits, and the context with the spellings of words that stand in them.

    A subject stays as long as a post of it does.
    """
    posts = tabs.post_rows(context)
    titles = dict(zip(context.ids.subjects, context.subject_titles, strict=True))
    shown = _with_new_headings(context, merge.shown_by_formulas(edits, titles, posts))
    social = merge.merge_calendar(edits, "social", posts, context.words, today, values_of_formulas=shown)
    statuses = {id_: row.text("status") for id_, row in edits.archived.items()}
    statuses |= texts_by_id(context.calendars.get("social"), social, "status")
    own = merge.posts_by_subject(edits, social)
    context = replace(_with_spellings(context, social), statuses=statuses, subject_posts=own)
    subjects = tabs.subject_rows(context)  # their formulas count the posts by status
    needed = {id_: editorial.post_cells(context, posts) for id_, posts in own.items() if id_ not in subjects}
    emptied = _with_new_headings(context, merge.shown_without_posts(edits, subjects))
    editorial_ = merge.merge_calendar(edits, "editorial", subjects, context.words, today, needed, emptied)
    return _with_spellings(context, editorial_), {"social": social, "editorial": editorial_}


def _with_spellings(context: ViewContext, merged: merge.MergedCalendar) -> ViewContext:
    """The context with the other spellings of choice words in a calendar, for the formulas that compare them."""
    tab = context.calendars.get(merged.calendar)
    found = other_spellings(tab, merged, context.words, context.categories)
    return replace(context, spellings={**context.spellings, **found}) if found else context


def _with_new_headings(
    context: ViewContext, cells: Mapping[str, Mapping[str, StyledCell]]
) -> Mapping[str, Mapping[str, StyledCell]]:
    """The cells of rows that the plan lacks: their formulas name the headings as they will stand."""
    changes = {context.table_name(tab).casefold(): {old.casefold(): new for old, new in found.items()}
               for tab in CALENDARS if (found := context.former_headings(tab))}  # fmt: skip
    if not changes:
        return cells
    return {id_: {key: replace(cell, formula=rename_headings(cell.formula, changes)) for key, cell in row.items()}
            for id_, row in cells.items()}  # fmt: skip
