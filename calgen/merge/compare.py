"""What the user did to the calendars since the last run: what is settled for the new plan, and what stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from calgen.book.folding import fold
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title
from calgen.calendar import CALENDARS, Line, Memory, Row, Standing
from calgen.merge.cell_ownership import BEGUN, NEEDED, locked, touched, users
from calgen.merge.edits import Edits, written
from calgen.merge.pins import Spelled, Subjects, before, gone, pin
from calgen.merge.row_matching import LETTERS, Matched, match, next_number, valid
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy


def compare(
    memory: Memory, standing: Mapping[str, Standing], strategy: Strategy, today: date, *, same: bool = False
) -> Edits:
    """The user's edits, as fixed points of a new plan from `today` on.

    Under the `same` strategy as in the last run every other post is one too: nothing asks it to change.
    """
    found = {key: match(one, written(memory, key)) for key, one in standing.items()}
    if not memory.rows:
        found = {key: _adopted(key, one) for key, one in found.items()}
    numbers = {key: _next(memory, key, standing.get(key)) for key in CALENDARS}
    subjects, fresh_subjects = _numbered("editorial", found.get("editorial"), numbers)
    posts, fresh_posts = _numbered("social", found.get("social"), numbers)
    lines = {"editorial": subjects, "social": posts}
    edits = Edits(memory, standing, lines, {"editorial": fresh_subjects, "social": fresh_posts})
    edits = replace(edits, status=_handed_on(edits), removed=_removed(edits))
    edits = _pinned(edits, strategy, today, numbers, same=same)
    told = (*_told(edits, found), *_unknown(edits, strategy), *_subjects_gone(edits))
    return replace(edits, next_numbers=numbers, problems=told)


def _adopted(calendar: str, found: Matched) -> Matched:
    """Without a memory, each row keeps the id that it shows, once."""
    lines: dict[str, Line] = {}
    own: list[Line] = []
    for line in found.own:
        if valid(calendar, line.id) and line.id not in lines:
            lines[line.id] = line
        else:
            own.append(line)
    return replace(found, lines=lines, own=tuple(own))


def _next(memory: Memory, calendar: str, standing: Standing | None) -> int:
    """The next number ever; one that somebody typed into the id column counts, if it is not out of all proportion."""
    key = {"editorial": "next_subject", "social": "next_post"}[calendar]
    ids = [*written(memory, calendar), *(line.id for line in (standing.lines if standing else ()))]
    start = int(memory.facts.get(key, "1"))
    near = [id_ for id_ in ids if valid(calendar, id_) and len(id_) <= 7]
    return next_number(start, near)


def _numbered(
    calendar: str, found: Matched | None, numbers: dict[str, int]
) -> tuple[dict[str, Line], frozenset[str]]:
    """The lines by id, the user's own rows with new ids, and which ids those are."""
    lines = dict(found.lines) if found else {}
    fresh = set()
    for line in found.own if found else ():
        told = line.day() and line.text("platform") if calendar == "social" else line.text("title")
        if told:
            id_ = f"{LETTERS[calendar]}{numbers[calendar]:04d}"
            numbers[calendar] += 1
            lines[id_] = line
            fresh.add(id_)
    return lines, frozenset(fresh)


def _handed_on(edits: Edits) -> dict[str, str]:
    """Approving a subject approves those of its posts that nobody has begun; the same for cancelling it."""
    found = {}
    for id_, line in edits.of("social").items():
        subject = edits.of("editorial").get(line.subject)
        if subject is None or not users("editorial", subject, edits.wrote("editorial", line.subject), "status"):
            continue
        code = subject.code("status")
        if code in ("approved", "cancelled") and line.code("status") not in BEGUN:
            found[id_] = code
    return found


def _removed(edits: Edits) -> dict[str, dict[str, Row]]:
    """The lines that the user took out, now or before."""
    return {
        key: {id_: row for id_, row in written(edits.memory, key).items() if id_ not in edits.of(key)}
        if key in edits.standing
        else dict(edits.memory.removed.get(key, {}))
        for key in CALENDARS
    }


# -- fixed points ------------------------------------------------------------------------------------------------------


def _pinned(edits: Edits, strategy: Strategy, today: date, numbers: dict[str, int], *, same: bool) -> Edits:
    kept: list[Pin] = []
    earlier: list[Pin] = []
    stays = set()
    settled = _settled_subjects(edits)
    homes = Subjects(edits, numbers)
    spelled = Spelled(strategy)
    for id_, line in edits.of("social").items():
        wrote = edits.wrote("social", id_)
        cancelled = (edits.status.get(id_) or line.code("status")) == "cancelled"
        if line.day() is None or not line.text("platform") or cancelled:
            stays.add(id_)
            kept += gone(id_, wrote, line.day(), line.text("platform"), spelled)
        elif locked(line, today) or id_ in edits.status or line.subject in settled or touched("social", line, wrote):
            kept.append(pin(edits, spelled, homes, id_, line))
        elif line.subject in edits.removed["editorial"]:
            earlier.append(replace(before(edits, id_, wrote, PinKind.EARLIER), subject="", title=""))
        elif same:
            kept.append(pin(edits, spelled, homes, id_, line))
        else:
            earlier.append(before(edits, id_, wrote, PinKind.EARLIER))
    for id_, row in edits.removed["social"].items():
        kept += gone(id_, row, None, "", spelled)
    if "social" not in edits.standing:
        for id_, row in edits.memory.of("social").items():
            if same or date.fromisoformat(row["date"]) < today:
                kept.append(before(edits, id_, row, PinKind.KEPT))
            else:
                earlier.append(before(edits, id_, row, PinKind.EARLIER))
    return replace(edits, kept=tuple(kept), earlier=tuple(earlier), stays=frozenset(stays))


def _settled_subjects(edits: Edits) -> frozenset[str]:
    """The subjects that the user worked on: their posts stay."""
    return frozenset(
        id_
        for id_, line in edits.of("editorial").items()
        if (wrote := edits.wrote("editorial", id_)) == {} or touched("editorial", line, wrote)
    )


# -- what there is to tell ---------------------------------------------------------------------------------------------


def _told(edits: Edits, found: Mapping[str, Matched]) -> Iterable[Problem]:
    if edits.standing and not edits.memory.rows:
        yield Problem("no_history", Place(edits.standing[max(edits.standing)].title), Severity.WARNING)
    for calendar, matched in found.items():
        standing = edits.standing[calendar]
        for key in NEEDED[calendar]:
            if key not in standing.where:
                yield Problem("column_back", Place(standing.title), Severity.NOTE, {"column": Title(calendar, key)})
        ids = {line.row: id_ for id_, line in edits.of(calendar).items()}
        for line in matched.own:
            place = standing.place(line, "id")
            if line.row in matched.twins:
                values = {"twin": matched.twins[line.row], "id": ids.get(line.row, "")}
                yield Problem("row_copied" if line.row in ids else "row_copied_idle", place, Severity.NOTE, values)
            elif calendar == "social" and line.row not in ids and (line.text("platform") or line.text("title")):
                yield Problem("row_without_day", standing.place(line, "date"), Severity.WARNING)
        for row, id_ in matched.found.items():
            line = edits.of(calendar)[id_]
            if line.id != id_ and "id" in standing.where and line.row == row:
                yield Problem("id_restored", standing.place(line, "id"), Severity.NOTE, {"id": id_})
    for id_, line in edits.of("social").items():
        standing = edits.standing["social"]
        cancelled = line.code("status") == "cancelled"
        if id_ in edits.stays and not cancelled and id_ not in edits.status:
            key = "date" if line.day() is None else "platform"
            yield Problem("row_without_day", standing.place(line, key), Severity.WARNING)


def _unknown(edits: Edits, strategy: Strategy) -> Iterable[Problem]:
    """Platforms and themes that the user typed and that the strategy does not know: kept, and said."""
    names = {
        "platform": {fold(one.platform) for one in strategy.platforms},
        "theme": {fold(one.theme) for one in strategy.themes},
    }
    for id_, line in edits.of("social").items():
        wrote = edits.wrote("social", id_)
        for key, known in names.items():
            typed = line.text(key)
            if typed and fold(typed) not in known and users("social", line, wrote, key):
                values = {"value": typed, "column": Title("social", key)}
                yield Problem("calendar_unknown", edits.standing["social"].place(line, key), Severity.NOTE, values)


def _subjects_gone(edits: Edits) -> Iterable[Problem]:
    """Subjects whose row the user took out in this run while posts of them still stand."""
    standing = edits.standing.get("social")
    for id_ in sorted(set(edits.removed["editorial"]) & set(edits.memory.of("editorial"))):
        posts = [one for one in edits.of("social").values() if one.subject == id_]
        left = any(pin.subject == id_ and not pin.is_removed for pin in edits.kept)
        if posts and standing:
            code = "subject_left" if left else "subject_gone"
            title = edits.memory.of("editorial")[id_].get("title", "")
            values = {"id": id_, "title": title}
            yield Problem(code, standing.place(posts[0], "editorial"), Severity.NOTE, values)
