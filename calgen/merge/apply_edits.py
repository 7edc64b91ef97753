"""The plan with the user's edits laid over it: the calendar as it will stand, for the tabs that show and count it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from calgen.calendar import Line
from calgen.merge.edits import Edits
from calgen.merge.ids import Ids
from calgen.merge.merged_rows import Placed
from calgen.plan.model import Plan, Post, Subject

_TEXTS = ("platform", "theme", "format", "objective", "audience", "owner", "campaign", "key_date")


def approved(plan: Plan, ids: Ids, edits: Edits) -> Plan:
    """The plan with the statuses that subjects hand on to their posts."""
    posts = (
        replace(post, status=edits.status[id_]) if id_ in edits.status else post
        for post, id_ in zip(plan.posts, ids.posts, strict=True)
    )
    return replace(plan, posts=tuple(posts))


def laid(plan: Plan, ids: Ids, edits: Edits, rows: Mapping[str, Mapping[str, Placed]]) -> Plan:
    """The plan as its calendars will show it; `rows` by calendar and id."""
    posts = tuple(
        _post(post, rows["social"].get(id_), edits.of("social").get(id_))
        for post, id_ in zip(plan.posts, ids.posts, strict=True)
    )
    subjects = tuple(
        _subject(one, rows["editorial"].get(id_), edits.of("editorial").get(id_))
        for one, id_ in zip(plan.subjects, ids.subjects, strict=True)
    )
    return replace(plan, posts=posts, subjects=subjects)


def _post(post: Post, row: Placed | None, line: Line | None) -> Post:
    if row is None or line is None:
        return post
    found: dict[str, Any] = {key: line.text(key) for key in _TEXTS if key in row.held}
    found |= {key: line.code(key) for key in ("category", "stage", "status") if key in row.held}
    if "date" in row.held and (day := line.day()):
        found["day"] = day
    if "time" in row.held and (hour := line.hour()):
        found["time"] = hour
    return replace(post, **found)


def _subject(subject: Subject, row: Placed | None, line: Line | None) -> Subject:
    if row is None or line is None:
        return subject
    keys = ("title", "theme", "format", "objective", "owner", "campaign", "key_date")
    found: dict[str, Any] = {key: line.text(key) for key in keys if key in row.held}
    found |= {key: line.code(key) for key in ("category", "stage") if key in row.held}
    return replace(subject, **found)


def undated_lines(edits: Edits) -> tuple[Line, ...]:
    """The rows of the social calendar that stay without a day: no plan has them, and they count all the same."""
    standing = edits.standing.get("social")
    lines = edits.of("social")
    cancelled = {lines[id_].row for id_, code in edits.status.items() if code == "cancelled"}
    there = standing.lines if standing else ()
    return tuple(line for line in there if line.row not in cancelled and line.day() is None)
