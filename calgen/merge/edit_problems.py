"""The problems to report of the user's edits: copied rows, rows without a day, deleted columns, unknown names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Phrase, Title
from calgen.merge.cell_ownership import REQUIRED_COLUMNS
from calgen.merge.cell_problems import cell_problems
from calgen.merge.edits import Edits
from calgen.merge.row_matching import MatchedRows
from calgen.merge.rows_below import problems_of_rows_below
from calgen.strategy import Strategy


def edit_problems(edits: Edits, matched: Mapping[str, MatchedRows], strategy: Strategy) -> tuple[Problem, ...]:
    """Every problem with the calendars; `matched` are their rows as they were recognized."""
    found: list[Problem] = []
    if not edits.last_run.rows and any(row.id for tab in edits.calendars.values() for row in tab.rows):
        found.append(Problem("no_history", Place(edits.calendars[max(edits.calendars)].title), Severity.WARNING))
    for calendar in matched:
        found += _missing_columns(edits, calendar)
        found += _own_rows(edits, calendar, matched[calendar])
        found += _restored_ids(edits, calendar, matched[calendar])
    return (
        *found,
        *_undated_posts(edits),
        *problems_of_rows_below(edits.calendars.get("social"), [item.platform for item in strategy.platforms]),
        *_rows_without_theme(edits),
        *_posts_apart(edits),
        *cell_problems(edits, strategy),
        *_deleted_subjects(edits),
    )


def _missing_columns(edits: Edits, calendar: str) -> Iterator[Problem]:
    """Required columns that the user deleted: this run adds them again."""
    tab = edits.calendars[calendar]
    for key in REQUIRED_COLUMNS[calendar]:
        if key not in tab.columns:
            yield Problem("column_back", Place(tab.title), Severity.NOTE, {"column": Title(calendar, key)})


def _own_rows(edits: Edits, calendar: str, matched: MatchedRows) -> Iterator[Problem]:
    """Copies of rows, and own rows without a day or a platform."""
    tab = edits.calendars[calendar]
    ids = {row.number: id_ for id_, row in edits.rows_of(calendar).items()}
    for row in matched.own:
        if row.number in matched.originals:
            values = {"twin": matched.originals[row.number], "id": ids.get(row.number, "")}
            code = "row_copied" if row.number in ids else "row_copied_idle"
            yield Problem(code, tab.place(row, "id"), Severity.NOTE, values)
        elif row.number not in ids and any(row.text(key) for key in row.cells):
            code, key = ("row_without_day", "date") if calendar == "social" else ("row_without_title", "title")
            yield Problem(code, tab.place(row, key), Severity.WARNING)


def _restored_ids(edits: Edits, calendar: str, matched: MatchedRows) -> Iterator[Problem]:
    """Rows whose id the user deleted or overwrote: they were recognized, and get it back."""
    tab = edits.calendars[calendar]
    for number, id_ in matched.recognized.items():
        row = edits.rows_of(calendar)[id_]
        if row.id != id_ and "id" in tab.columns and row.number == number:
            yield Problem("id_restored", tab.place(row, "id"), Severity.NOTE, {"id": id_})


def _undated_posts(edits: Edits) -> Iterator[Problem]:
    """Posts of calgen's from which the user took the day or the platform."""
    for id_, row in edits.rows_of("social").items():
        is_cancelled = row.code("status") == "cancelled" or id_ in edits.statuses
        if id_ in edits.unplanned and not is_cancelled:
            key = "date" if row.day() is None else "platform"
            yield Problem("row_without_day", edits.calendars["social"].place(row, key), Severity.WARNING)


def _rows_without_theme(edits: Edits) -> Iterator[Problem]:
    """Posts, and subjects, that the user added without a theme: one problem each, at the first of them."""
    told = {pin.subject for pin in edits.kept if pin.theme}  # a subject has the theme that is typed on a post of it
    posts = [pin.id for pin in edits.kept if pin.is_own]
    subjects = [
        id_
        for id_, row in edits.rows_of("editorial").items()
        if not row.text("theme") and not edits.written_row("editorial", id_).get("theme") and id_ not in told
    ]
    for calendar, ids, code in (
        ("social", posts, "row_without_theme"),
        ("editorial", subjects, "subject_without_theme"),
    ):
        own = sorted((edits.rows_of(calendar)[id_] for id_ in ids), key=lambda row: row.number)
        if own:
            more = Phrase(("phrases", "and_rows"), {"n": len(own) - 1}) if len(own) > 1 else ""
            place = edits.calendars[calendar].place(own[0], "theme")
            yield Problem(code, place, Severity.NOTE, {"more": more})


def _posts_apart(edits: Edits) -> Iterator[Problem]:
    """The first post that leaves its subject, since another theme was typed on it, with the number of the others."""
    rows, subjects = edits.rows_of("social"), {pin.id: pin.subject for pin in edits.kept}
    found = [id_ for id_, subject in edits.apart.items() if subjects.get(id_) and subjects[id_] != subject]
    for id_ in sorted(found, key=lambda id_: rows[id_].number)[:1]:
        more = Phrase(("phrases", "and_rows"), {"n": len(found) - 1}) if len(found) > 1 else ""
        values = {"theme": rows[id_].text("theme"), "subject": edits.apart[id_], "own": subjects[id_], "more": more}
        yield Problem("post_apart", edits.calendars["social"].place(rows[id_], "theme"), Severity.NOTE, values)


def _deleted_subjects(edits: Edits) -> Iterator[Problem]:
    """Subjects whose row the user deleted since the last run, while some of their posts still stand."""
    tab = edits.calendars.get("social")
    for id_ in sorted(set(edits.removed["editorial"]) & set(edits.last_run.rows_of("editorial"))):
        posts = [row for row in edits.rows_of("social").values() if row.subject == id_]
        if posts and tab:
            values = {"id": id_, "title": edits.last_run.rows_of("editorial")[id_].get("title", "")}
            place = tab.place(posts[0], "editorial")
            yield Problem(_deleted_subject_code(edits, id_), place, Severity.NOTE, values)


def _deleted_subject_code(edits: Edits, id_: str) -> str:
    """Whether posts of a deleted subject are kept as they are, or all get another subject."""
    are_kept = any(pin.subject == id_ and not pin.is_removed for pin in edits.kept)
    return "subject_left" if are_kept else "subject_gone"
