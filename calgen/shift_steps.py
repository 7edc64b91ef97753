"""The steps of `calgen shift`: a campaign with its pieces, or the free posts of some days, so many days later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from calgen.book.folding import fold
from calgen.book.grid import Cell, address
from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.book.references import near_name
from calgen.book.values import Phrase, Title
from calgen.calendar import CalendarRow, CalendarTab, canonical_text
from calgen.edited_run import EditedRun, day_of, listed_posts, refuse_errors, run_after
from calgen.files.edit.input_edits import CellEdit, write_cells
from calgen.files.read import guard
from calgen.files.save import verify
from calgen.plan.days.horizon import plan_horizon
from calgen.plan.days.key_dates import add_key_dates
from calgen.plan.model import Horizon
from calgen.run_records import Checked, RunInput
from calgen.run_steps import check_file, read_calendar, read_run_input
from calgen.stale_formulas import stale_formulas
from calgen.strategy.campaigns import Campaign
from calgen.strategy.moved_media import moved_media
from calgen.strategy_edits import InputEdit, field_edit, write_edits
from calgen.view.typed_forms import shown_value

_SETTLED = ("approved", "scheduled", "published")
_CLOSED = ("closed_day", "holiday", "quiet")  # reasons of closed days that a person can look up


@dataclass(frozen=True, slots=True)
class ShiftRequest:
    """What the user asks: so many days later, of a campaign, or of the posts from a day until another as typed."""

    days: int
    campaign: str = ""
    first: str = ""
    until: str = ""
    platform: str = ""


def shift(data: bytes, name: str, request: ShiftRequest, today: date, language: str) -> EditedRun:
    """The workbook with a campaign or some posts moved, planned again. Raises Refused where that cannot be."""
    checked = check_file(guard.open_workbook(data, name), language, ())
    refuse_errors(checked)
    if request.campaign:
        return _shift_campaign(data, name, checked, request, today, language)
    before, social = read_calendar(checked, today, name)
    return _shift_posts(data, name, checked, before, social, request, today, language)


# -- a campaign --------------------------------------------------------------------------------------------------------


def _shift_campaign(
    data: bytes, name: str, checked: Checked, request: ShiftRequest, today: date, language: str
) -> EditedRun:
    campaign, before = _campaign(request.campaign, checked), read_run_input(checked, today)
    step, horizon = timedelta(days=request.days), plan_horizon(before.strategy.settings, today)
    place = campaign.source.place("end")
    if campaign.end < today or campaign.end + step < today:
        raise Refused("shift_over", place, name=campaign.campaign, last=max(campaign.end, campaign.end + step),
                      today=today)  # fmt: skip
    edits = tuple(edit for edit in _campaign_edits(checked, campaign, request.days) if edit)
    made = run_after(data, write_edits(checked, edits), name, today, language)
    rows = [row for row in _rows(before) if fold(row.text("campaign")) == fold(campaign.campaign)]
    placed = [row for row in rows if (day := row.day()) and day >= today and _is_placed(row, before)]
    notes = (*_campaign_notes(campaign, step, horizon, today), *stale_formulas(checked, edits))
    return EditedRun(data, checked.read.words, edits, listed_posts(before, placed), notes, made)


def _campaign(typed: str, checked: Checked) -> Campaign:
    """The campaign that a person means. Raises Refused with the names that there are."""
    known = {fold(row.campaign): row for row in checked.read.strategy.campaigns}
    if fold(typed) in known:
        return known[fold(typed)]
    names = tuple(row.campaign for row in known.values())
    near = near_name(typed, {spelling: row.campaign for spelling, row in known.items()})
    if not names:
        raise Refused("shift_no_campaign", value=typed)
    raise Refused("name_in_request_unknown", value=typed, column=Title("campaigns", "campaign"), near=near or names[0],
                  names=names)  # fmt: skip


def _campaign_edits(checked: Checked, campaign: Campaign, days: int) -> Iterator[InputEdit | None]:
    """The cells that move with a campaign: its days, those of its pieces, and the days of its other media."""
    yield from _moved_fields(checked, "campaigns", campaign, ("start", "end"), days)
    media = moved_media(campaign, days)
    if media and media != campaign.other_media:
        yield field_edit(checked, "campaigns", campaign.source, "other_media", media)
    for piece in checked.read.strategy.content:
        if piece.campaign == campaign.campaign:
            yield from _moved_fields(checked, "content", piece, ("publish", "start", "end", "expires"), days)


def _moved_fields(checked: Checked, tab: str, row: Any, keys: Sequence[str], days: int) -> Iterator[InputEdit | None]:
    for key in keys:
        if (day := getattr(row, key)) is not None and key in row.source.columns:
            yield field_edit(checked, tab, row.source, key, day + timedelta(days=days))


def _campaign_notes(campaign: Campaign, step: timedelta, horizon: Horizon, today: date) -> Iterator[Problem]:
    """What a person must know of a campaign that moves: that it has begun, leaves the calendar, names other days."""
    name, first, last = campaign.campaign, campaign.start + step, campaign.end + step
    if campaign.start <= today or first < today:
        values = {"name": name, "first": min(campaign.start, first)}
        yield Problem("shift_begun", campaign.source.place("start"), Severity.WARNING, values)
    if last > horizon.last or first < horizon.first:
        values = {"name": name, "first": horizon.first, "last": horizon.last}
        yield Problem("shift_beyond", campaign.source.place("end"), Severity.WARNING, values)
    if campaign.other_media and moved_media(campaign, step.days) is None:
        place = campaign.source.place("other_media")
        yield Problem("shift_media_left", place, Severity.WARNING, {"text": campaign.other_media})


def _is_placed(row: CalendarRow, before: RunInput) -> bool:
    """Whether a post does not move with its campaign: it is settled, kept, or the user gave it its day."""
    written = before.last_run.rows_of("social").get(row.id, {}).get("date", "")
    has_own_day = canonical_text(row.cell("date").value)[:10] != written[:10]
    return row.code("status") in (*_SETTLED, "cancelled") or _is_kept(row) or has_own_day


def _is_kept(row: CalendarRow) -> bool:
    return row.code("keep", "yes_no") == "yes"


# -- posts of the calendar ---------------------------------------------------------------------------------------------


def _shift_posts(
    data: bytes,
    name: str,
    checked: Checked,
    before: RunInput,
    social: CalendarTab,
    request: ShiftRequest,
    today: date,
    language: str,
) -> EditedRun:
    rows = list(_asked_rows(request, checked, social, today))
    stay = [row for row in rows if row.code("status") in _SETTLED or _is_kept(row)]
    step = timedelta(days=request.days)
    free = [(row, day + step) for row in rows if row not in stay and (day := row.day())]
    early = [row for row, day in free if day < today]
    moves = [(row, day) for row, day in free if day >= today]
    words, posts = checked.read.words, listed_posts(before, stay)
    notes = [*_early(social, early, today)]
    if not moves:
        notes += [] if early else [Problem("shift_none", None, Severity.NOTE, {"n": len(stay)})]
        return EditedRun(data, words, (), posts, tuple(notes))
    edits = tuple(_day_edit(checked, social, row, day) for row, day in moves)
    made = run_after(data, _write_days(checked, edits), name, today, language)
    notes += [*_landings(social, moves, before, today)]
    return EditedRun(data, words, edits, posts, tuple(notes), made)


def _asked_rows(request: ShiftRequest, checked: Checked, social: CalendarTab, today: date) -> Iterator[CalendarRow]:
    """The posts to come that are asked for, without cancelled ones. Raises Refused for days and names that are none."""
    first = max(day_of(request.first, checked) if request.first else today, today)
    last = day_of(request.until, checked) if request.until else date.max
    if last < first:
        raise Refused("shift_backwards", first=first, last=last)
    names = {fold(row.text("platform")): row.text("platform") for row in social.rows if row.text("platform")}
    if request.platform and fold(request.platform) not in names:
        known = tuple(sorted(names.values()))
        near = near_name(request.platform, names) or next(iter(known), "")
        column = Title("platforms", "platform")
        raise Refused("name_in_request_unknown", value=request.platform, column=column, near=near, names=known)
    for row in social.rows:
        day = row.day()
        is_on = not request.platform or fold(row.text("platform")) == fold(request.platform)
        if day and first <= day <= last and is_on and row.text("platform") and row.code("status") != "cancelled":
            yield row


def _day_edit(checked: Checked, social: CalendarTab, row: CalendarRow, day: date) -> InputEdit:
    words, place = checked.read.words, Place(social.title, address(row.number, social.columns["date"]))
    return InputEdit("social", place, shown_value(row.cell("date"), words), shown_value(Cell(day), words), day)


def _write_days(checked: Checked, edits: Sequence[InputEdit]) -> bytes:
    """The workbook with these days in its social calendar, as if the user had typed them."""
    form = checked.read.words.formats()["date"]
    after = write_cells(checked.file, [CellEdit(edit.place.tab, edit.place.cell, edit.value, form) for edit in edits])
    verify.verify(checked.file, after, {edits[0].place.tab: [edit.place.cell for edit in edits]})
    return after


def _early(social: CalendarTab, rows: Sequence[CalendarRow], today: date) -> Iterator[Problem]:
    if rows:
        yield Problem("shift_early", social.place(rows[0], "date"), Severity.WARNING, {"n": len(rows), "today": today})


def _landings(
    social: CalendarTab, moves: Iterable[tuple[CalendarRow, date]], before: RunInput, today: date
) -> Iterator[Problem]:
    """The posts that now stand on a closed or quiet day or after the calendar: they stay there, and are told."""
    horizon = add_key_dates(before.strategy, plan_horizon(before.strategy.settings, today))
    beyond = [row for row, day in moves if day > horizon.last]
    if beyond:
        values = {"n": len(beyond), "last": horizon.last}
        yield Problem("shift_after_end", social.place(beyond[0], "date"), Severity.WARNING, values)
    for row, day in moves:
        reason = horizon.closed_days.get(day) or horizon.quiet_days.get((row.text("platform"), day))
        if reason and reason.code in _CLOSED:
            why = Phrase(("phrases", f"on_{reason.code}"), {"name": str(reason.values.get("name", ""))})
            yield Problem("shift_lands", social.place(row, "date"), Severity.WARNING, {"day": day, "why": why})


def _rows(before: RunInput) -> tuple[CalendarRow, ...]:
    return before.social.rows if before.social else ()
