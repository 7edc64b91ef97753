"""What the user did to the calendars since the last run: which posts the new plan keeps, and what is to be reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from calgen.book.owned_tabs import ARCHIVE
from calgen.book.problems import Problem, Severity
from calgen.calendar import CalendarRow, CalendarTab
from calgen.last_run import CALENDARS, LastRun, WrittenRow
from calgen.merge.cell_ownership import BEGUN_STATUSES, FIXED_STATUSES, has_user_edits, is_fixed, is_over, is_users_cell
from calgen.merge.edit_problems import edit_problems
from calgen.merge.edits import Edits
from calgen.merge.emptied_cells import fill_again
from calgen.merge.former_links import without_copied_links
from calgen.merge.holes import hole_problems
from calgen.merge.pins import (
    StrategyNames,
    SubjectIds,
    pin_of_row,
    pin_of_written_row,
    removed_post_pins,
    with_own_maker,
)
from calgen.merge.renames import find_renames, rename_notes
from calgen.merge.row_matching import ID_LETTERS, MatchedRows, id_number, is_valid_id, match_rows, next_number
from calgen.merge.strategy_names import names_by_column
from calgen.merge.subject_values import typed_values, with_subject_values
from calgen.merge.suggested_subjects import with_suggested
from calgen.merge.typed_themes import fitted_to_theme, posts_apart, with_own_subject
from calgen.merge.work_weeks import with_weeks_to_come
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy

_NEXT_NUMBER_FACTS = {"editorial": "next_subject", "social": "next_post"}
_LONGEST_ID = 7  # characters: a longer one, typed by a user, does not count for the next number


def compare(
    last_run: LastRun,
    calendars: Mapping[str, CalendarTab],
    strategy: Strategy,
    today: date,
    *,
    same_strategy: bool = False,
    archive: CalendarTab | None = None,
    archiving: Collection[str] = (),
) -> Edits:
    """The user's edits, with the posts that a new plan from `today` on keeps.

    Where the strategy is the same as in the last run, it keeps every post: nothing asks for a change. The posts of the
    `archive` are kept as well; `archiving` are those whose rows have just been copied there.
    """
    found = {key: match_rows(tab, last_run.rows_of(key), last_run.removed.get(key)) for key, tab in calendars.items()}
    found = {key: _rows_by_shown_id(last_run, key, matched) for key, matched in found.items()}
    numbers = {key: _next_number(last_run, key, calendars.get(key)) for key in CALENDARS}
    subjects, new_subjects = _with_new_ids("editorial", found.get("editorial"), numbers)
    posts, new_posts = _with_new_ids("social", found.get("social"), numbers)
    posts = without_copied_links(posts, last_run, new_posts)
    leaving = frozenset(row.number for id_, row in posts.items() if id_ in archiving)
    posts = {id_: row for id_, row in posts.items() if id_ not in archiving}
    archived = {row.id: row for row in (archive.rows if archive else ()) if row.id not in posts and _is_post(row)}
    rows = {"editorial": fill_again("editorial", subjects, last_run, new_subjects),
            "social": fill_again("social", posts, last_run, new_posts)}  # fmt: skip
    renames = find_renames(strategy, last_run)
    edits = Edits(last_run, calendars, rows, {"editorial": new_subjects, "social": new_posts}, renames=renames,
                  names=names_by_column(strategy), archived=archived, leaving=leaving)  # fmt: skip
    edits = replace(edits, statuses=_statuses_from_subjects(edits, today), removed=_removed_rows(edits),
                    over=_rows_over(edits, today))  # fmt: skip
    edits = with_suggested(edits)
    edits = _with_pins(edits, strategy, today, numbers, same_strategy=same_strategy)
    problems = (*rename_notes(strategy, last_run, renames, edits.over), *_archive_problems(last_run, archive),
                *edit_problems(edits, found, strategy), *hole_problems(edits, strategy, today))  # fmt: skip
    return replace(edits, next_numbers=numbers, problems=problems)


def _archive_problems(last_run: LastRun, archive: CalendarTab | None) -> Iterator[Problem]:
    """A warning where the archive that the last run knew is not there any more."""
    if archive is None and (known := last_run.rows_of(ARCHIVE)):
        yield Problem("archive_gone", severity=Severity.WARNING, values={"n": len(known)})


def _is_post(row: CalendarRow) -> bool:
    """Whether a row of the archive is a post that calgen knows."""
    return is_valid_id("social", row.id) and row.day() is not None and bool(row.text("platform"))


def _rows_by_shown_id(last_run: LastRun, calendar: str, matched: MatchedRows) -> MatchedRows:
    """The rows with those whose row of the last run is lost: each keeps the id that it shows, the first of equal ones.

    Where some rows of the last run are known, only an id that calgen has given is kept, and none of a deleted row.
    """
    known = last_run.all_rows_of(calendar)
    given = last_run.facts.get(_NEXT_NUMBER_FACTS[calendar], "") if last_run.rows_of(calendar) else ""
    by_id, own = dict(matched.by_id), list[CalendarRow]()
    for row in matched.own:
        is_given = not given.isdecimal() or id_number(row.id) < int(given)
        if is_valid_id(calendar, row.id) and row.id not in by_id and row.id not in known and is_given:
            by_id[row.id] = row
        else:
            own.append(row)
    return replace(matched, by_id=by_id, own=tuple(own))


def identify_rows(last_run: LastRun, calendar: str, tab: CalendarTab) -> tuple[dict[str, CalendarRow], int]:
    """The rows of a calendar by the ids that the next run will know them by, and the number of the next new id after.

    Rows of the user's own that are a post or a subject get one.
    """
    matched = match_rows(tab, last_run.rows_of(calendar), last_run.removed.get(calendar))
    numbers = {calendar: _next_number(last_run, calendar, tab)}
    by_id, _ = _with_new_ids(calendar, _rows_by_shown_id(last_run, calendar, matched), numbers)
    return by_id, numbers[calendar]


def with_next_number(last_run: LastRun, calendar: str, number: int) -> LastRun:
    """What the last run wrote, where ids under `number` were given since."""
    fact = _NEXT_NUMBER_FACTS[calendar]
    given = last_run.facts.get(fact, "")
    number = max(number, int(given) if given.isdecimal() else 1)
    return replace(last_run, facts={**last_run.facts, fact: str(number)})


def _next_number(last_run: LastRun, calendar: str, tab: CalendarTab | None) -> int:
    """The number of the calendar's next new id, above all that were ever given and all that users typed."""
    ids = [*last_run.all_rows_of(calendar), *(row.id for row in (tab.rows if tab else ()))]
    start = last_run.facts.get(_NEXT_NUMBER_FACTS[calendar], "1")
    near = [id_ for id_ in ids if is_valid_id(calendar, id_) and len(id_) <= _LONGEST_ID]
    return next_number(int(start) if start.isdecimal() else 1, near)


def _with_new_ids(
    calendar: str, matched: MatchedRows | None, numbers: dict[str, int]
) -> tuple[dict[str, CalendarRow], frozenset[str]]:
    """The rows by id, and which ids are new: those of the user's own rows that are a post or a subject."""
    by_id = dict(matched.by_id) if matched else {}
    new_ids = set()
    for row in matched.own if matched else ():
        if row.is_item(calendar):
            id_ = f"{ID_LETTERS[calendar]}{numbers[calendar]:04d}"
            numbers[calendar] += 1
            by_id[id_] = row
            new_ids.add(id_)
    return by_id, frozenset(new_ids)


def _statuses_from_subjects(edits: Edits, today: date) -> dict[str, str]:
    """Statuses of posts whose subject the user approved, cancelled or published.

    Approved or cancelled unless somebody has begun the post; published where its day has come.
    """
    found = {}
    for id_, row in edits.rows_of("social").items():
        subject = edits.rows_of("editorial").get(row.subject)
        written = edits.written_row("editorial", row.subject)
        if subject is None or not is_users_cell("editorial", subject, written, "status"):
            continue
        code = subject.code("status")
        day, own = row.day(), row.code("status")
        has_come = code == "published" and day is not None and day <= today and own not in ("published", "cancelled")
        if has_come or (code in ("approved", "cancelled") and own not in BEGUN_STATUSES):
            found[id_] = code
    return found


def _rows_over(edits: Edits, today: date) -> frozenset[str]:
    """The posts that are past or published, and the subjects of which all posts are."""
    posts = {id_ for id_, row in edits.rows_of("social").items() if is_over(row, today)} | edits.archived.keys()
    of_subjects: dict[str, set[str]] = {}
    for id_, row in (*edits.rows_of("social").items(), *edits.archived.items()):
        of_subjects.setdefault(row.subject, set()).add(id_)
    return frozenset({*posts, *(subject for subject, ids in of_subjects.items() if subject and ids <= posts)})


def _removed_rows(edits: Edits) -> dict[str, dict[str, WrittenRow]]:
    """The rows that the user deleted, since the last run or before; none are new where the whole tab is gone."""
    return {
        key: {id_: row for id_, row in edits.last_run.all_rows_of(key).items()
              if id_ not in edits.rows_of(key) and id_ not in edits.archived}
        if key in edits.calendars
        else dict(edits.last_run.removed.get(key, {}))
        for key in CALENDARS
    }


# -- pins --------------------------------------------------------------------------------------------------------------


def _with_pins(edits: Edits, strategy: Strategy, today: date, numbers: dict[str, int], *, same_strategy: bool) -> Edits:
    """The edits with a pin for each post: kept, of the last plan, or removed."""
    kept: list[Pin] = []
    earlier: list[Pin] = []
    unplanned = set()
    values = typed_values(edits)
    edited_subjects = _edited_subjects(edits) | values.keys()
    names, subject_ids = StrategyNames(strategy, edits.renames), SubjectIds(edits, numbers)
    apart = posts_apart(edits, names, values)
    for id_, row in edits.rows_of("social").items():
        written = edits.written_row("social", id_)
        is_cancelled = (edits.statuses.get(id_) or row.code("status")) == "cancelled"
        if row.day() is None or not row.text("platform") or is_cancelled:
            unplanned.add(id_)
            kept += removed_post_pins(id_, written, row.day(), row.text("platform"), names)
        elif row.subject in edited_subjects or _is_settled(edits, id_, row, today):
            pin = with_own_maker(edits, pin_of_row(edits, names, subject_ids, id_, row), row)
            if id_ in apart:
                pin = with_own_subject(edits, pin, row, subject_ids)
            pin = with_subject_values(edits, names, pin, row, {} if id_ in apart else values, today)
            is_made = id_ in edits.over or row.code("status") in FIXED_STATUSES
            kept.append(fitted_to_theme(strategy, names, pin, row, written, is_made=is_made))
        elif row.subject in edits.removed["editorial"]:
            earlier.append(
                replace(pin_of_written_row(edits, names, id_, written, PinKind.EARLIER), subject="", title="")
            )
        elif same_strategy or _is_of_earlier_period(edits, strategy, row.day(), today):
            kept.append(replace(pin_of_row(edits, names, subject_ids, id_, row), is_untouched=True))
        else:
            earlier.append(pin_of_written_row(edits, names, id_, written, PinKind.EARLIER))
    for id_, row in edits.archived.items():
        if row.code("status") != "cancelled":
            kept.append(with_own_maker(edits, pin_of_row(edits, names, subject_ids, id_, row), row))
    for id_, written in edits.removed["social"].items():
        kept += removed_post_pins(id_, written, None, "", names)
    if "social" not in edits.calendars:
        pins = _pins_without_calendar(edits, strategy, names, today, same_strategy=same_strategy)
        kept += [pin for pin in pins if pin.kind is PinKind.KEPT]
        earlier += [pin for pin in pins if pin.kind is PinKind.EARLIER]
    kept = list(with_weeks_to_come(edits, kept, earlier))
    return replace(edits, kept=tuple(kept), earlier=tuple(earlier), unplanned=frozenset(unplanned), apart=apart)


def _is_settled(edits: Edits, id_: str, row: CalendarRow, today: date) -> bool:
    """Whether the user, or the day, has settled a post: it stays where it stands."""
    written = edits.written_row("social", id_)
    return is_fixed(row, today) or id_ in edits.statuses or has_user_edits("social", row, written)


def _is_of_earlier_period(edits: Edits, strategy: Strategy, day: date | None, today: date) -> bool:
    """Whether a post belongs to a period before the present one: it stays, though it may still be to come.

    A start that is put off before the calendar has begun leaves no earlier period.
    """
    start, before = strategy.settings.start, edits.last_run.start
    if day is None or start is None or before is None or day >= start:
        return False
    return before <= today or day < before


def _pins_without_calendar(
    edits: Edits, strategy: Strategy, names: StrategyNames, today: date, *, same_strategy: bool
) -> list[Pin]:
    """The posts of the last run, where the user deleted the whole tab of the social calendar.

    A theme that she typed and that the strategy does not know keeps no post to come.
    """

    def kind(written: WrittenRow) -> PinKind:
        is_known = not written.get("theme") or names.theme(written["theme"]) in names.themes.values()
        day = date.fromisoformat(written["date"])
        is_kept = (same_strategy and is_known) or day < today or _is_of_earlier_period(edits, strategy, day, today)
        return PinKind.KEPT if is_kept else PinKind.EARLIER

    return [
        replace(
            pin_of_written_row(edits, names, id_, written, kind(written)),
            is_untouched=kind(written) is PinKind.KEPT and date.fromisoformat(written["date"]) >= today,
        )
        for id_, written in edits.last_run.rows_of("social").items()
        if written.get("date") and written.get("platform")  # not on a row that she added
    ]


def _edited_subjects(edits: Edits) -> frozenset[str]:
    """The subjects on whose row something is the user's: the plan keeps their posts."""
    return frozenset(
        id_
        for id_, row in edits.rows_of("editorial").items()
        if not (written := edits.written_row("editorial", id_)) or has_user_edits("editorial", row, written)
    )
