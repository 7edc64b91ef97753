"""Merges the rows of the new plan with those in the workbook: whether each cell stays, or calgen writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from calgen.book.cells import as_text
from calgen.book.folding import fold, without_invisible
from calgen.book.grid import EMPTY, Cell, CellState
from calgen.book.sheet import StyledCell
from calgen.book.words import Words
from calgen.calendar import CalendarRow, canonical_text, is_as_written
from calgen.last_run import FORMULA, WrittenRow
from calgen.merge.cell_ownership import (
    FIXED_STATUSES,
    FORMULA_COLUMNS,
    KEYS_WITHOUT_COLUMN,
    has_user_edits,
    is_fixed,
    is_over,
    is_users_cell,
    needed_columns,
)
from calgen.merge.edits import Edits
from calgen.merge.former_words import former_words, in_former_words
from calgen.merge.merged_rows import MergedCalendar, MergedRow
from calgen.merge.row_changes import RowChange, row_change
from calgen.merge.row_order import has_own_order, in_order
from calgen.merge.subject_values import typed_values
from calgen.merge.suggested_subjects import untaken
from calgen.merge.understood_values import FormatsOfTimes
from calgen.strategy.networks import network
from calgen.strategy.text_length import length

_MOVE_COLUMNS = frozenset({"date", "time", "platform"})
_FOLLOW_THEME = frozenset({"category", "format", "objective", "stage", "campaign"})
_BLANK = StyledCell()
Cells = Mapping[str, StyledCell]  # of a row, by column key


def merge_calendar(
    edits: Edits,
    calendar: str,
    planned: Mapping[str, Cells],
    words: Words,
    today: date,
    links_of_extra_rows: Mapping[str, Cells] | None = None,
    values_of_formulas: Mapping[str, Cells] | None = None,
) -> MergedCalendar:
    """A calendar as it will stand; `planned` are the rows of the plan by id, in its order.

    `links_of_extra_rows` names rows that must not go though the plan lacks them, with the links that they are to hold;
    `values_of_formulas` has what the formulas of rows that the plan lacks show.
    """
    live = values_of_formulas or {}
    merge, extra = _CalendarMerge(edits, calendar, words, today, planned.values()), links_of_extra_rows or {}
    rows = [merge.planned_row(id_, cells) for id_, cells in planned.items()]
    deleted = set(edits.leaving) if calendar == "social" else set[int]()
    for id_, row in edits.rows_of(calendar).items():
        if id_ in planned:
            continue
        if merge.stays_unplanned(id_, row) or id_ in extra:
            shown = live.get(id_, {})
            rows.append(merge.unplanned_row(id_, row, {**shown, **extra.get(id_, {})}))
        else:
            deleted.add(row.number)
            merge.changes.append(row_change("removed", calendar, id_, _shown_cells(row)))
    own_order = has_own_order(edits, calendar)
    ordered = tuple(in_order(edits.rows_of(calendar), rows, own_order=own_order))
    written = {row.id: merge.written[row.id] for row in ordered}
    changes, restored = (*merge.changes, *_deleted_rows(edits, calendar)), merge.restored_columns
    return MergedCalendar(calendar, ordered, frozenset(deleted), written, changes, own_order, restored)


class _CalendarMerge:
    """The merge of one calendar; it collects the rows to be written to the hidden tab, and the changes."""

    def __init__(self, edits: Edits, calendar: str, words: Words, today: date, planned: Iterable[Cells]) -> None:
        self.edits, self.calendar, self.words, self.today = edits, calendar, words, today
        self.written: dict[str, WrittenRow] = {}
        self.changes: list[RowChange] = []
        self._known_columns: dict[frozenset[str], frozenset[str]] = {}  # those of new rows, which are nearly all alike
        tab = edits.calendars.get(calendar)
        self.columns = frozenset(tab.columns) if tab else frozenset()
        self.restored_columns = needed_columns(calendar, planned) - self.columns if tab else frozenset()
        self.retitled = {id_ for id_, typed in typed_values(edits).items() if "title" in typed}
        self.is_of_another_version = any(problem.code == "written_before" for problem in edits.problems)
        self.kept_pins = {pin.id: pin for pin in edits.kept}
        self.formats = FormatsOfTimes(edits.rows_of(calendar).values())
        rows = edits.rows_of(calendar).items()
        self.former_words = former_words(((row, edits.written_row(calendar, id_)) for id_, row in rows), words)

    def planned_row(self, id_: str, planned: Cells) -> MergedRow:
        """A row of the plan: the user's cells stay, the others are as planned."""
        row, before = self.edits.rows_of(self.calendar).get(id_), self.edits.written_row(self.calendar, id_)
        planned = in_former_words(planned, self.former_words)
        if row is None:
            self.written[id_] = _written_row(planned)
            self.changes.append(row_change("added", self.calendar, id_, planned))
            columns = frozenset(planned)
            return MergedRow(id_, 0, planned, self._known_columns.setdefault(columns, columns))
        planned = _with_length(planned, row)
        cells, written, rewritten, kept = dict(planned), dict(_written_row(planned)), set[str](), set[str]()
        for key in {*planned, *row.cells} - self.restored_columns - KEYS_WITHOUT_COLUMN:
            cell, now = planned.get(key, _BLANK), row.cell(key)
            if key == "id":
                rewritten |= {key} if now.value != id_ else set()
            elif self._keeps_cell(id_, row, before, key, cell):
                kept.add(key)
                understood = self.edits.spelled_name(key, now, id_) or self.formats.understood_value(row, key)
                cells[key] = StyledCell(now.value if understood is None else understood, cell.style)  # type: ignore[arg-type]
                _keep_written(written, before, key)
                if understood is not None or key in row.emptied:
                    rewritten.add(key)
            elif (
                key in row.emptied
                or not _shows(now, cell)
                or (now.value != cell.value and self.edits.spelled_name(key, now, id_))
            ):
                rewritten.add(key)
        written = {**self._planned_without(id_, before), **written}
        rewritten |= self.restored_columns & set(planned)
        is_new = "reason" in row.emptied or self._has_new_reason(id_, before, planned)
        if _is_only_reason(rewritten, planned) and not is_new and not self._follows_plan(before):
            rewritten.remove("reason")
            kept.add("reason")
            _keep_written(written, before, "reason")
        if "reason" in kept:
            _keep_written(written, before, "why")
        self.written[id_] = written
        self._report(id_, row, before, cells, rewritten, kept)
        return MergedRow(id_, row.number, cells, frozenset(rewritten), frozenset(kept), self._has_new_id(id_))

    def _has_new_reason(self, id_: str, before: WrittenRow, planned: Cells) -> bool:
        """Whether what the user did on a row is the first of its reasons, and was not the first in the last run."""
        is_typed = id_ in self.kept_pins and bool(self.kept_pins[id_].reasons)
        if self.is_of_another_version:
            return False  # what another version left on the row stays as it is
        between = self.words.locale.reason_separator
        now, then = str(planned.get("reason", _BLANK).value), before.get("reason", "")
        return is_typed and now.split(between)[0] != then.split(between)[0]

    def _follows_plan(self, before: WrittenRow) -> bool:
        """Whether the reason of a row is made of facts of the plan, so that it follows what changes on other rows.

        That of a version which counted posts in it stays until its own post changes.
        """
        return "why" in before and not self.is_of_another_version

    def _planned_without(self, id_: str, before: WrittenRow) -> dict[str, str]:
        """What a row had before it followed cells of the user's: the subject that a post left, a subject's title."""
        if self.calendar == "social":
            return {"left": left} if (left := self.edits.apart.get(id_) or before.get("left")) else {}
        title = before.get("planned_title") or before.get("title", "")
        return {**untaken(before), **({"planned_title": title} if id_ in self.retitled else {})}

    def _keeps_cell(self, id_: str, row: CalendarRow, before: WrittenRow, key: str, planned: StyledCell) -> bool:
        """Whether a cell stays as it is: the user's, or one of a post that does not change."""
        if is_users_cell(self.calendar, row, before, key):
            return True
        formula = row.cell(key).formula
        if formula and not planned.formula and planned.value in (None, "") and key in FORMULA_COLUMNS[self.calendar]:
            return True  # the formula needs a column that the user deleted: it stays, and shows its last value
        if planned.formula or formula or key not in before:
            return False
        if self.calendar == "social" and key == "reason" and id_ in self.kept_pins:
            return is_over(row, self.today) or not (self.kept_pins[id_].reasons or self._follows_plan(before))
        if self.edits.renamed(key, before[key], id_):
            return False  # the same thing under its new name, on past posts too
        is_settled = self.calendar == "social" and id_ not in self.edits.statuses and is_fixed(row, self.today)
        return is_settled and not (key in self._following(row) and is_users_cell("social", row, before, "theme"))

    def _following(self, row: CalendarRow) -> frozenset[str]:
        """The columns that follow a theme that was typed on a settled post: of what is made the category alone."""
        is_made = is_over(row, self.today) or row.code("status") in FIXED_STATUSES
        return frozenset({"category"}) if is_made else _FOLLOW_THEME

    def stays_unplanned(self, id_: str, row: CalendarRow) -> bool:
        """Whether a row stays though the plan lacks it: the user's own, one pasted back, or one that was edited."""
        before = self._last_written(id_)
        return id_ in self.edits.unplanned or not before or has_user_edits(self.calendar, row, before)

    def _last_written(self, id_: str) -> WrittenRow:
        """What the last run wrote on a row; nothing on one that was deleted before and pasted back."""
        return self.edits.last_run.rows_of(self.calendar).get(id_, {})

    def unplanned_row(self, id_: str, row: CalendarRow, links: Cells) -> MergedRow:
        """A row that stays as it is, but for its id, its links, new names, and a status taken over from its subject."""
        before = self._last_written(id_)
        cells, written, rewritten = dict(_shown_cells(row)), dict(before), set(row.emptied)
        rewritten |= {"id"} if row.cell("id").value != id_ and "id" in self.columns else set()
        cells["id"] = StyledCell(id_)
        for key, cell in links.items():
            is_ours = key in self.columns and not is_users_cell(self.calendar, row, before, key)
            if is_ours and not _shows(row.cell(key), cell):
                cells[key] = cell
                rewritten.add(key)
                written[key] = FORMULA if cell.formula else canonical_text(cell.value)
        for key, now in row.cells.items():
            if isinstance(now.value, str) and not now.formula and (new := self.edits.renamed(key, now.value, id_)):
                cells[key] = StyledCell(new)
                rewritten.add(key)
                if not is_users_cell(self.calendar, row, before, key):
                    written[key] = new
        code = self.edits.statuses.get(id_, "")
        if code and "status" in self.columns and self.calendar == "social":
            cells["status"] = StyledCell(self.words.choice("status", code))
            written["status"] = canonical_text(cells["status"].value)
            rewritten.add("status")
        self.written[id_] = written
        self._report(id_, row, before, cells, rewritten, set(row.cells))
        kept = frozenset(row.cells)
        return MergedRow(id_, row.number, cells, frozenset(rewritten), kept, self._has_new_id(id_))

    def _has_new_id(self, id_: str) -> bool:
        return id_ in self.edits.new_ids.get(self.calendar, ())

    def _report(
        self, id_: str, row: CalendarRow, before: WrittenRow, cells: Cells, rewritten: set[str], kept: set[str]
    ) -> None:
        """Adds what changes on a row that will show these cells, and which of the user's stay."""
        now = {key: EMPTY if key in row.emptied else row.cell(key) for key in rewritten}
        keys = [key for key in sorted(rewritten - {"id"}) if _looks_changed(now[key], cells.get(key, _BLANK))]
        if keys and (keys != ["reason"] or row.emptied):  # a reason that follows an edit is no other change
            is_moved = any(_is_elsewhere(now[key], cells.get(key, _BLANK)) for key in _MOVE_COLUMNS & set(keys) - kept)
            old = {key: now[key].value for key in keys}
            kind = "moved" if is_moved else "changed"
            self.changes.append(row_change(kind, self.calendar, id_, cells, old))
        users = sorted(key for key in kept if is_users_cell(self.calendar, row, before, key))
        if users:
            old = {key: "" if before.get(key) == FORMULA else before.get(key, "") for key in users}
            self.changes.append(row_change("kept", self.calendar, id_, _shown_cells(row), old))


def _looks_changed(now: Cell, planned: StyledCell) -> bool:
    """Whether the text that calgen writes looks another one than that of the cell: a joiner more is no change."""
    if planned.formula or now.state is CellState.UNCALCULATED:
        return False
    return without_invisible(canonical_text(now.value)) != without_invisible(canonical_text(planned.value))


def _is_elsewhere(now: Cell, planned: StyledCell) -> bool:
    """Whether a day, hour or platform is another one than before: not filled in, and not spelled otherwise alone."""
    old, new = canonical_text(now.value), canonical_text(planned.value)
    return bool(as_text(now.value)) and fold(old) != fold(new)


def _deleted_rows(edits: Edits, calendar: str) -> Iterator[RowChange]:
    """The rows that the user deleted since the last run."""
    known = edits.last_run.removed.get(calendar, {})
    for id_, row in edits.removed.get(calendar, {}).items():
        if id_ not in known and calendar in edits.calendars:
            subject = edits.written_row("editorial", row.get("subject", "") or id_)
            title = subject.get("title", "") or row.get("theme", "")
            yield RowChange("deleted", calendar, id_, row.get("date", "")[:10], row.get("platform", ""), title)


def _with_length(planned: Cells, row: CalendarRow) -> Cells:
    """The planned cells with the length of the user's text as the value of the formula that counts it."""
    cell, text = planned.get("characters", _BLANK), as_text(row.cell("text").value)
    if not cell.formula or not text:
        return planned
    return {**planned, "characters": replace(cell, value=length(text, network(row.text("platform")).limits))}


def _is_only_reason(rewritten: set[str], planned: Cells) -> bool:
    """Whether only the reason and formulas would change: such a row counts as unchanged."""
    return "reason" in rewritten and all(key == "reason" or planned.get(key, _BLANK).formula for key in rewritten)


def _written_row(planned: Cells) -> WrittenRow:
    """What the hidden tab is to hold of a planned row; of a post also its subject."""
    row = {key: FORMULA if cell.formula else canonical_text(cell.value) for key, cell in planned.items()}
    if "editorial" in planned:
        row["subject"] = canonical_text(planned["editorial"].value)
    return row


def _keep_written(row: dict[str, str], before: WrittenRow, key: str) -> None:
    """Keeps the text of the last run for a cell in the hidden tab: the cell then still differs from it, as an edit."""
    if key in before:
        row[key] = before[key]
    else:
        row.pop(key, None)


def _shows(now: Cell, planned: StyledCell) -> bool:
    """Whether a cell already shows what it is to show."""
    if planned.formula:
        formula = now.formula.lstrip("=")
        is_same = formula == planned.formula.lstrip("=").replace("_xlfn.", "") or now.formula == planned.formula
        return is_same and canonical_text(now.value) == canonical_text(planned.value)
    return is_as_written(canonical_text(planned.value), now)


def _shown_cells(row: CalendarRow) -> Cells:
    return {key: StyledCell(cell.value) for key, cell in row.cells.items()}  # type: ignore[arg-type]
