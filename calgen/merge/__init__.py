"""Merges the new plan with what the user changed since the last run: a three-way merge of the two calendars.

`last_run` holds the calendars as calgen wrote them, `calendar` as they stand now, the plan as they should be.
"""

from __future__ import annotations

from calgen.merge.accept_cells import (
    REVIEW,
    AcceptCell,
    accepted_keys,
    lost_answers,
    read_accept_cells,
    refused_keys,
    unread_answers,
)
from calgen.merge.added_rows import has_new_formats, has_new_hours, new_themes
from calgen.merge.apply_edits import apply_edits, apply_statuses
from calgen.merge.asked_memory import asked_texts, read_asked
from calgen.merge.cell_ownership import BEGUN_STATUSES, REQUIRED_COLUMNS
from calgen.merge.checksum import checksum_after_run, checksum_of_tabs
from calgen.merge.compare import compare, identify_rows, with_next_number
from calgen.merge.edits import Edits
from calgen.merge.fingerprint import asks_same_themes, fingerprints, is_same_strategy
from calgen.merge.former_links import former_links
from calgen.merge.gap_memory import gap_texts, read_gaps
from calgen.merge.ids import PlanIds, assign_ids
from calgen.merge.lost_formulas import restore_formulas
from calgen.merge.merge_calendar import merge_calendar
from calgen.merge.merged_rows import MergedCalendar, MergedRow, shown_titles
from calgen.merge.renames import find_renames, former_names, named_rows
from calgen.merge.restore_names import drop_unknown_names, restore_names
from calgen.merge.row_changes import CHANGE_KINDS, RowChange
from calgen.merge.row_matching import id_number
from calgen.merge.row_order import at_new_rows, ids_by_row, rows_at_new_numbers
from calgen.merge.subject_posts import SubjectPosts, posts_by_subject
from calgen.merge.subject_values import typed_links
from calgen.merge.suggested_subjects import (
    StandingSuggestions,
    standing_suggestions,
    suggested_titles,
    suggestions_text,
)
from calgen.merge.task_entries import (
    TaskEntries,
    TaskEntry,
    entries_checksum,
    is_ticked,
    read_task_entries,
    task_id,
    unread_task_days,
)
from calgen.merge.told_findings import mark_new, told_texts
from calgen.merge.told_moves import IN_WORDS, told_moves
from calgen.merge.unplanned_formulas import shown_by_formulas, shown_without_posts
from calgen.merge.untyped_rows import without_typed
from calgen.merge.version_note import other_version_note

__all__ = [
    "BEGUN_STATUSES",
    "CHANGE_KINDS", "IN_WORDS", "REQUIRED_COLUMNS", "REVIEW", "AcceptCell", "Edits", "MergedCalendar", "MergedRow",
    "PlanIds", "RowChange", "StandingSuggestions",
    "SubjectPosts", "TaskEntries", "TaskEntry", "accepted_keys", "apply_edits", "apply_statuses", "asked_texts",
    "asks_same_themes",
    "assign_ids", "at_new_rows", "checksum_after_run", "checksum_of_tabs", "compare", "drop_unknown_names",
    "entries_checksum",
    "find_renames", "fingerprints", "former_links", "former_names", "gap_texts", "has_new_formats", "has_new_hours",
    "id_number", "identify_rows", "ids_by_row",
    "is_same_strategy", "is_ticked", "lost_answers", "mark_new",
    "merge_calendar", "named_rows", "new_themes", "other_version_note", "posts_by_subject", "read_accept_cells",
    "read_asked",
    "read_gaps",
    "read_task_entries", "refused_keys",
    "restore_formulas", "restore_names", "rows_at_new_numbers", "shown_by_formulas",
    "shown_titles", "shown_without_posts", "standing_suggestions", "suggested_titles", "suggestions_text",
    "task_id", "told_moves", "told_texts", "typed_links",
    "unread_answers", "unread_task_days",
    "with_next_number", "without_typed",
]  # fmt: skip
