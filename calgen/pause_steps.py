"""The steps of `calgen pause`: check what is asked, write a quiet row of key dates, plan again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from calgen.book.folding import fold
from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.book.references import near_name
from calgen.book.values import EXCEPT, Phrase, Span, Title, Word
from calgen.book.vocabulary import choice_codes
from calgen.calendar import CalendarRow
from calgen.edited_run import EditedRun, day_of, listed_posts, refuse_errors, run_after
from calgen.files.read import guard
from calgen.plan.days.horizon import plan_horizon
from calgen.plan.days.key_dates import spans_of
from calgen.run_records import Checked, RunInput
from calgen.run_steps import check_file, read_run_input
from calgen.stale_formulas import stale_formulas
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate
from calgen.strategy_edits import row_edits, write_edits


@dataclass(frozen=True, slots=True)
class PauseRequest:
    """What the user asks: two days as typed, the category that goes on, the platform that pauses (empty: all)."""

    first: str
    last: str
    excepted: str = ""
    platform: str = ""
    name: str = ""


def pause(data: bytes, name: str, request: PauseRequest, today: date, language: str) -> EditedRun:
    """The workbook with a quiet row of key dates, planned again. Raises Refused where the request cannot be met."""
    checked = check_file(guard.open_workbook(data, name), language, ())
    words = checked.read.words
    days = Span(day_of(request.first, checked), day_of(request.last, checked))
    refuse_errors(checked)
    before = read_run_input(checked, today)
    wanted = _wanted_row(request, days, checked, before.strategy)
    _refuse_days(days, before, today)
    if (there := _same_pause(wanted, before.strategy)) is not None:
        values = {"name": there.name, "days": days}
        return EditedRun(data, words, problems=(Problem("pause_there", there.source.place(), Severity.NOTE, values),))
    values = {"name": wanted.name, "date": wanted.date, "treatment": wanted.treatment, "platforms": wanted.platforms}
    edits = row_edits(checked, "key_dates", [{key: value for key, value in values.items() if value}])
    made = run_after(data, write_edits(checked, edits), name, today, language)
    to_come = Span(max(days.first, today), days.last)
    posts = listed_posts(before, _settled_rows(before, wanted, to_come))
    notes = (*_partial_days(days, before, today), *_named_days(wanted, to_come, before.strategy))
    notes = (*notes, *stale_formulas(checked, edits))
    return EditedRun(data, words, edits, posts, notes, made)


def _wanted_row(request: PauseRequest, days: Span, checked: Checked, strategy: Strategy) -> KeyDate:
    """The row of key dates that the request means. Raises Refused for a category or platform that is not known."""
    platform = _name_of(request.platform, "platforms", {row.platform: row.platform for row in strategy.platforms})
    category = _name_of(request.excepted, "mix", _categories(strategy, checked))
    treatment = f"quiet{EXCEPT}{category}" if category else "quiet"
    date_ = days if days.first != days.last else days.first
    name = _free_name(request.name, days, platform, checked, strategy)
    return KeyDate(name=name, date=date_, treatment=treatment, platforms=(platform,) if platform else ())


def _categories(strategy: Strategy, checked: Checked) -> dict[str, str]:
    """The categories of the mix by all spellings: as the workbook's language says them, and as codes."""
    codes = dict.fromkeys(row.category for row in strategy.mix)
    words = checked.read.words
    return {words.choice("category", code): code for code in codes}


def _name_of(typed: str, tab: str, known: Mapping[str, str]) -> str:
    """The name that a person means, in any case and in any language. Raises Refused with those that there are."""
    spellings = {fold(shown): name for shown, name in known.items()}
    if tab == "mix":
        spellings |= {word: code for word, code in choice_codes("category").items() if code in known.values()}
    if not typed or fold(typed) in spellings:
        return spellings.get(fold(typed), "")
    near = near_name(typed, {fold(shown): shown for shown in known})
    column = Title(tab, "category" if tab == "mix" else "platform")
    raise Refused("name_in_request_unknown", value=typed, column=column, near=near or next(iter(known), ""),
                  names=tuple(known))  # fmt: skip


def _free_name(typed: str, days: Span, platform: str, checked: Checked, strategy: Strategy) -> str:
    """The name of the row: as typed, else one that says what it is. Raises Refused where another row has it."""
    words = checked.read.words
    name = typed or words.text("pause", "name_on" if platform else "name", days=days, platform=platform)
    taken = {fold(row.name): row for row in strategy.key_dates}
    if not typed:
        count, plain = 2, name
        while fold(name) in taken and not _is_pause(taken[fold(name)], days):
            name, count = f"{plain} ({count})", count + 1
    elif fold(name) in taken and not _is_pause(taken[fold(name)], days):
        raise Refused("pause_name_taken", taken[fold(name)].source.place("name"), name=name)
    return name


def _is_pause(row: KeyDate, days: Span) -> bool:
    return row.is_quiet and _span(row) == days


def _span(row: KeyDate) -> Span | None:
    return Span(row.date, row.date) if isinstance(row.date, date) else row.date


def _same_pause(wanted: KeyDate, strategy: Strategy) -> KeyDate | None:
    """The row that keeps the same posts away already: over all of the days, on all of the platforms."""
    span = _span(wanted)
    assert span
    for row in strategy.key_dates:
        there = _span(row)
        is_over = there is not None and there.first <= span.first and span.last <= there.last
        is_on = not row.platforms or bool(wanted.platforms and set(wanted.platforms) <= set(row.platforms))
        if row.is_quiet and is_over and is_on and row.excepted_category in ("", wanted.excepted_category):
            return row
    return None


def _refuse_days(days: Span, before: RunInput, today: date) -> None:
    """Raises Refused for days in the wrong order, over, or outside of the period."""
    if days.last < days.first:
        raise Refused("pause_backwards", first=days.first, last=days.last)
    if days.last < today:
        raise Refused("pause_over", days=days, today=today)
    period = _period(before, today)
    if days.last < period.first or period.last < days.first:
        raise Refused("pause_outside", days=days, period=period)


def _settled_rows(before: RunInput, wanted: KeyDate, days: Span) -> Iterator[CalendarRow]:
    """The approved and scheduled posts within the pause: a run leaves them where they are."""
    platforms = {fold(name) for name in wanted.platforms}
    for row in before.social.rows if before.social else ():
        day, is_on = row.day(), not platforms or fold(row.text("platform")) in platforms
        is_settled = row.code("status") in ("approved", "scheduled")
        goes_on = bool(wanted.excepted_category) and row.code("category") == wanted.excepted_category
        if day and days.first <= day <= days.last and is_on and is_settled and not goes_on:
            yield row


def _period(before: RunInput, today: date) -> Span:
    horizon = plan_horizon(before.strategy.settings, today)
    return Span(horizon.first, horizon.last)


# -- what is told ------------------------------------------------------------------------------------------------------


def _partial_days(days: Span, before: RunInput, today: date) -> Iterator[Problem]:
    """Days of the pause on which nothing can move: those that are over, and those after the period."""
    if days.first < today:
        over = Span(days.first, today - timedelta(days=1))
        yield Problem("pause_begun", None, Severity.NOTE, {"days": over})
    last = _period(before, today).last
    if last < days.last:
        yield Problem("pause_beyond", None, Severity.NOTE, {"last": last})


def _named_days(wanted: KeyDate, days: Span, strategy: Strategy) -> Iterator[Problem]:
    """The named days and campaigns that the pause covers: what is planned there must wait, or is not published."""
    categories = {row.theme: row.category for row in strategy.themes}
    for place, name, span, platforms, themes in (*_hooks(strategy, days), *_campaigns(strategy), *_pieces(strategy)):
        is_on = not (wanted.platforms and platforms) or bool(set(wanted.platforms) & set(platforms))
        goes_on = bool(themes) and {categories.get(theme) for theme in themes} == {wanted.excepted_category}
        if span.first <= days.last and days.first <= span.last and is_on and not goes_on:
            covered = Span(max(span.first, days.first), min(span.last, days.last))
            values = {"name": name, "days": covered, "what": _what_remains(wanted)}
            yield Problem("pause_over_named", place, Severity.WARNING, values)


def _what_remains(wanted: KeyDate) -> Phrase:
    """What is still published during a pause, for a message."""
    category, platforms = wanted.excepted_category, wanted.platforms
    code = ("only_on" if platforms else "only") if category else "nothing_on" if platforms else "nothing"
    return Phrase(("pause", code), {"category": Word("category", category), "platforms": platforms})


_Named = tuple[Place, str, Span, tuple[str, ...], tuple[str, ...]]  # its cell, name, days, platforms and themes


def _hooks(strategy: Strategy, days: Span) -> Iterator[_Named]:
    for row in strategy.key_dates:
        if row.treatment == "hook":
            themes = (row.theme,) if row.theme else ()
            for span in spans_of(strategy, row, days.first, days.last):
                yield row.source.place("name"), row.name, span, row.platforms, themes


def _campaigns(strategy: Strategy) -> Iterator[_Named]:
    for row in strategy.campaigns:
        yield row.source.place("campaign"), row.campaign, Span(row.start, row.end), row.platforms, row.themes


def _pieces(strategy: Strategy) -> Iterator[_Named]:
    for row in strategy.content:
        if row.publish:
            yield row.source.place("title"), row.title, Span(row.publish, row.publish), row.platforms, (row.theme,)
