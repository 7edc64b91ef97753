"""What a run depends on, and what it leaves for the next one to know whether anything has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from calgen import merge
from calgen.book.owned_tabs import FACT, from_fact
from calgen.book.tab_readings import TabReading, readings_checksum
from calgen.files.read import run_stamp, tab_losses
from calgen.held_headings import held_fact
from calgen.last_run import FORMAT, STATE
from calgen.run_records import Checked, RunInput
from calgen.shown_proposals import answer_facts, has_same_answers
from calgen.unchanged_file import stamp_text
from calgen.version import __version__
from calgen.view import tabs
from calgen.view.view_context import ViewContext

_STORED = ("fingerprint", "places", "planned", "themes", "checksum", "today", "version", "tabs_read")


def run_facts(before: RunInput, today: date, tabs_read: Sequence[TabReading]) -> dict[str, str]:
    """What the result depends on, apart from the calendars: strategy, tabs, day (of findings and tasks), version."""
    facts = {"today": today.isoformat(), "version": __version__, "tabs_read": readings_checksum(tabs_read)}
    return {**merge.fingerprints(before.strategy), **facts}


def is_unchanged(checked: Checked, before: RunInput, facts: Mapping[str, str]) -> bool:
    """Whether all of calgen's tabs are there and whole, and all that a run depends on is as the last run left it."""
    drawn = from_fact(before.last_run.facts.get(FACT, ""))
    complete = all(key in checked.workbook.calgen_titles for key in {*tabs.OUTPUTS, *drawn, STATE})
    complete = complete and tab_losses.is_intact(checked.file)
    complete = complete and not any(tab.has_lost_formulas for tab in before.calendars.values())
    known = before.last_run.facts
    is_same_run = complete and all(known.get(key) == value for key, value in facts.items())
    is_same_run = is_same_run and known.get("entries") == merge.entries_checksum(before.task_entries.entries)
    is_same_run = is_same_run and has_same_answers(checked.workbook, checked.last_run)
    return is_same_run and known.get("checksum") == merge.checksum_of_tabs(before.calendars, before.archive)


def _has_user_cells(context: ViewContext) -> bool:
    """Whether the tabs that are drawn anew hold texts, ticks, notes, tasks or comments of the user's."""
    return bool(context.task_entries.entries or context.accepted or context.refused) or any(
        (*context.user_cells.values(), *context.kept_comments.values())
    )


def facts_to_store(context: ViewContext, facts: Mapping[str, str]) -> dict[str, str]:
    """What the hidden tab holds of this run for the next one, apart from the rows of the calendars."""
    start, language = context.strategy.settings.start, context.words.language
    assert start is not None
    return {
        "format": str(FORMAT),
        "stamp": run_stamp.blank_stamp(stamp_text(context.today, language, has_user_cells=_has_user_cells(context))),
        **{key: facts[key] for key in _STORED},
        "language": language,
        **held_fact(context.words, context.calendars, context.present_headings),
        "start": start.isoformat(),
        "next_post": str(context.ids.next_post),
        "next_subject": str(context.ids.next_subject),
        **answer_facts(context.accepted, context.refused),
    }
