"""The subjects of the calendar whose titles are still suggestions, and what a new plan does with these.

The hidden tab has the suggestions of a subject on its row of the editorial calendar, for as long as the row stands.
docs/decisions.md, "Suggested titles".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from calgen.book.languages import NO_BREAK_SPACE
from calgen.calendar import CalendarRow, CalendarTab, canonical_text
from calgen.last_run import LastRun, WrittenRow
from calgen.merge.cell_ownership import is_users_cell
from calgen.merge.edits import Edits
from calgen.merge.ids import PlanIds
from calgen.plan.model import Plan, Subject, Suggestion

KEY = "suggested"  # of written rows: the suggestions of a subject, one a line
_ESCAPED = "\\u00a0"
_NOT_BEGUN = frozenset({"", "idea"})


@dataclass(frozen=True, slots=True)
class StandingSuggestions:
    """What the calendar says of the titles of a plan's subjects, which are named by their numbers."""

    standing: Mapping[int, tuple[Suggestion, ...]] = field(default_factory=dict)  # their suggestions in the last run
    settled: frozenset[int] = frozenset()  # those that have begun: their suggestions stay
    without: frozenset[int] = frozenset()  # those that are to get none
    taken: tuple[str, ...] = ()  # titles in the calendars, but for suggestions


def suggestions_text(suggestions: tuple[Suggestion, ...]) -> str:
    """The suggestions of a subject as the hidden tab holds them, whose texts have plain spaces."""
    return "\n".join(f"{row.angle} {row.digest} {row.text.replace(NO_BREAK_SPACE, _ESCAPED)}" for row in suggestions)


def read_suggestions(written: WrittenRow) -> tuple[Suggestion, ...]:
    """The suggestions on a row of the hidden tab; none where somebody has written into it."""
    parts = (line.split(" ", 2) for line in written.get(KEY, "").split("\n"))
    return tuple(Suggestion(part[2].replace(_ESCAPED, NO_BREAK_SPACE), *part[:2]) for part in parts if len(part) == 3)


def suggested_titles(
    last_run: LastRun, calendars: Mapping[str, CalendarTab], archive: CalendarTab | None = None
) -> dict[str, str]:
    """The titles that are suggestions nobody has taken over, by the ids of their subjects."""
    rows = {key: {row.id: row for row in tab.rows} for key, tab in calendars.items()}
    archived = {row.id: row for row in (archive.rows if archive else ())}
    found = with_suggested(Edits(last_run, calendars, rows, archived=archived)).suggested
    return {id_: last_run.all_rows_of("editorial")[id_]["title"] for id_ in sorted(found)}


def untaken(written: WrittenRow) -> WrittenRow:
    """The suggestions that the row of a subject goes on to have, whose title is the user's: she may empty it again."""
    return {KEY: written[KEY]} if written.get(KEY) else {}


def with_suggested(edits: Edits) -> Edits:
    """The edits with the subjects whose title is a suggestion that the user has not taken over."""
    posts = (*edits.rows_of("social").values(), *edits.archived.values())
    begun = {row.subject for row in posts if row.code("status") not in _OPEN_OF_POSTS}
    written = edits.last_run.all_rows_of("editorial").items()
    found = (id_ for id_, before in written if id_ not in begun and _is_suggested(edits, id_, before))
    return replace(edits, suggested=frozenset(found))


_OPEN_OF_POSTS = _NOT_BEGUN | {"cancelled"}  # a cancelled post says nothing of its subject


def _is_suggested(edits: Edits, id_: str, before: WrittenRow) -> bool:
    """Whether the title of a subject is the first of its suggestions, and nobody has begun to write it."""
    suggestions, row = read_suggestions(before), edits.rows_of("editorial").get(id_)
    if not suggestions or before.get("title") != canonical_text(suggestions[0].text):
        return False
    if row is None:
        return True
    return not is_users_cell("editorial", row, before, "title") and row.code("status") in _NOT_BEGUN


def standing_suggestions(
    edits: Edits, plan: Plan, ids: PlanIds, today: date, *, same_strategy: bool
) -> StandingSuggestions:
    """The suggestions that the subjects of a plan have in the calendar.

    A subject of a run that made none gets some with the next change of the strategy: until then its title stays. Where
    the calendars are drawn anew, so are the suggestions of the days to come.
    """
    by_id = dict(zip(ids.subjects, plan.subjects, strict=True))
    rows = edits.last_run.rows_of("editorial")
    over = {id_: row.number for id_, row in by_id.items() if id_ in edits.over or row.first < today}
    known = {id_: row for id_, row in by_id.items() if id_ in rows and (edits.calendars or id_ in over)}
    bare = {row.number for id_, row in known.items() if not rows[id_].get(KEY) and (same_strategy or id_ in over)}
    same = {id_: row for id_, row in known.items() if id_ in over or _is_about_same(edits, row, rows[id_])}
    return StandingSuggestions(
        {row.number: read_suggestions(rows[id_]) for id_, row in same.items()},
        frozenset(over.values()),
        frozenset(bare),
        tuple(_taken_titles(edits, by_id)),
    )


def _is_about_same(edits: Edits, subject: Subject, written: WrittenRow) -> bool:
    """Whether a subject has the theme, key date and campaign that it had, under their present names."""
    return all(
        edits.renames.new_name(key, written.get(key, "")) == getattr(subject, key)
        for key in ("theme", "key_date", "campaign")
    )


def _taken_titles(edits: Edits, planned: Mapping[str, Subject]) -> Iterator[str]:
    """The titles of both calendars that are no suggestions, and those of rows that the user deleted."""
    suggested = {id_: edits.written_row("editorial", id_).get("title", "") for id_ in edits.suggested}
    for id_, row in edits.rows_of("editorial").items():
        if id_ not in suggested:
            yield row.text("title")
    posts = (*edits.rows_of("social").values(), *edits.archived.values())
    yield from (_own_title(row, suggested) for row in posts)
    for id_, written in edits.removed.get("editorial", {}).items():
        if id_ not in planned:
            yield written.get("title", "")


def _own_title(row: CalendarRow, suggested: Mapping[str, str]) -> str:
    """The title of a post; empty where it is the suggestion of its subject."""
    title = row.text("title")
    return "" if suggested.get(row.subject) == canonical_text(title) else title
