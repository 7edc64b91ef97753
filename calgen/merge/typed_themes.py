"""A theme that the user typed on a post: which subject the post then has, and what of its row follows the theme.

docs/decisions.md, "What is typed in a calendar".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from calgen.book.folding import fold
from calgen.calendar import CalendarRow
from calgen.last_run import WrittenRow
from calgen.merge.cell_ownership import is_users_cell
from calgen.merge.edits import Edits
from calgen.merge.pins import StrategyNames, SubjectIds
from calgen.merge.subject_values import SubjectValues
from calgen.plan.makers.theme_options import theme_options
from calgen.plan.pin import Pin
from calgen.plan.reason import Reason
from calgen.plan.target.campaigns import campaign_of
from calgen.strategy import Strategy


def posts_apart(edits: Edits, names: StrategyNames, values: SubjectValues) -> Mapping[str, str]:
    """The posts whose typed theme is not that of their subject, with the id of that subject: they leave it.

    A post that the user gave to the subject herself stays in it.
    """
    found = {}
    for id_, row in edits.rows_of("social").items():
        written, subject = edits.written_row("social", id_), edits.rows_of("editorial").get(row.subject)
        if subject is None or not written.get("theme") or written.get("subject") != row.subject:
            continue
        typed = row.text("theme") if _is_typed(row, written, "theme") else ""
        source = values.get(row.subject, {}).get("theme", subject)
        own = source.text("theme") or edits.written_row("editorial", row.subject).get("theme", "")
        if typed and own and fold(names.theme(typed)) != fold(names.theme(own)):
            found[id_] = row.subject
    return found


def with_own_subject(edits: Edits, pin: Pin, row: CalendarRow, subject_ids: SubjectIds) -> Pin:
    """The pin of a post that leaves its subject: for that of a title typed on its row, else for a new one."""
    written = edits.written_row("social", pin.id)
    title = row.text("title") if _is_typed(row, written, "title") else ""
    return replace(pin, subject=subject_ids.apart(pin.subject, pin.theme, title), title=title)


def fitted_to_theme(
    strategy: Strategy, names: StrategyNames, pin: Pin, row: CalendarRow, written: WrittenRow, *, is_made: bool = False
) -> Pin:
    """The pin of a post with another theme than the last run gave it, without what does not go with the new theme.

    What the user typed stays, and so does the rest of a post that is approved or over (`is_made`); campaign and stage
    are those of the theme on that day.
    """
    theme = next((theme for theme in strategy.themes if theme.theme == pin.theme), None)
    platform = next((platform for platform in strategy.platforms if platform.platform == pin.platform), None)
    before = written.get("theme", "")
    if theme is None or platform is None or not before or fold(names.theme(before)) == fold(pin.theme):
        return pin
    if is_made:
        return replace(pin, reasons=(*pin.reasons, Reason("theme_typed")))
    options = theme_options(strategy, platform, theme)
    values = {"stage": "", "campaign": campaign_of(strategy, platform, pin.day, pin.theme)}
    if pin.objective not in options.objectives:
        values["objective"] = ""
    if options.possible_formats and pin.format not in options.possible_formats:
        values |= {"format": ""} if _is_typed(row, written, "format") else {"format": "", "owner": ""}
    kept = {key: value for key, value in values.items() if not _is_typed(row, written, key)}
    return replace(pin, reasons=(*pin.reasons, Reason("theme_typed")), **kept)  # type: ignore[arg-type]


def _is_typed(row: CalendarRow, written: WrittenRow, key: str) -> bool:
    return key in row.columns and is_users_cell("social", row, written, key)
