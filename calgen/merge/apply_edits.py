"""The plan with the user's edits applied: what the tabs that show and count the calendars are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from calgen.book.folding import fold
from calgen.calendar import CalendarRow
from calgen.merge.edits import Edits
from calgen.merge.ids import PlanIds
from calgen.merge.merged_rows import MergedRow
from calgen.merge.pins import first_of_several
from calgen.merge.strategy_names import names_by_column
from calgen.plan.model import Plan, Post, Subject
from calgen.strategy import Strategy

_POST_TEXTS = ("platform", "theme", "format", "objective", "audience", "owner", "campaign", "key_date")
_SUBJECT_TEXTS = ("title", "theme", "format", "objective", "owner", "campaign", "key_date")


def apply_statuses(plan: Plan, ids: PlanIds, edits: Edits) -> Plan:
    """The plan with the statuses that posts take over from their subjects."""
    posts = (
        replace(post, status=edits.statuses[id_]) if id_ in edits.statuses else post
        for post, id_ in zip(plan.posts, ids.posts, strict=True)
    )
    return replace(plan, posts=tuple(posts))


class _Names:
    """Names of the strategy: letter case and accents make no other name of one that is typed in a calendar."""

    def __init__(self, strategy: Strategy, edits: Edits) -> None:
        self._edits = edits
        self._spelled = names_by_column(strategy)

    def name(self, column: str, typed: str, id_: str = "") -> str:
        """The strategy's spelling of a name in a column of a row, under its new name; an unknown one as typed."""
        new = self._edits.renamed(column, typed, id_) or typed
        known = self._spelled.get(column, {})
        return known.get(fold(new)) or (first_of_several(new, known) if column == "owner" else "") or new


def apply_edits(
    plan: Plan, ids: PlanIds, edits: Edits, merged: Mapping[str, Mapping[str, MergedRow]], strategy: Strategy
) -> Plan:
    """The plan with what the kept cells say; `merged` are the merged rows by calendar and id."""
    names = _Names(strategy, edits)
    posts = tuple(
        _edited_post(post, merged["social"].get(id_), edits.rows_of("social").get(id_), names)
        for post, id_ in zip(plan.posts, ids.posts, strict=True)
    )
    subjects = tuple(
        _edited_subject(subject, merged["editorial"].get(id_), edits.rows_of("editorial").get(id_), names)
        for subject, id_ in zip(plan.subjects, ids.subjects, strict=True)
    )
    return replace(plan, posts=posts, subjects=subjects)


def _edited_post(post: Post, merged: MergedRow | None, row: CalendarRow | None, names: _Names) -> Post:
    if merged is None or row is None:
        return post
    keys, id_ = merged.kept.intersection(_POST_TEXTS), merged.id
    values: dict[str, Any] = {key: names.name(key, row.text(key), id_) for key in keys}
    values |= {key: row.code(key) for key in ("category", "stage", "status") if key in merged.kept}
    if "date" in merged.kept and (day := row.day()):
        values["day"] = day
    if "time" in merged.kept and (hour := row.hour()):
        values["time"] = hour
    return replace(post, **values)


def _edited_subject(subject: Subject, merged: MergedRow | None, row: CalendarRow | None, names: _Names) -> Subject:
    if merged is None or row is None:
        return subject
    keys, id_ = merged.kept.intersection(_SUBJECT_TEXTS), merged.id
    values: dict[str, Any] = {key: names.name(key, row.text(key), id_) for key in keys}
    values |= {key: row.code(key) for key in ("category", "stage") if key in merged.kept}
    return replace(subject, **values)


