"""The rows of a strategy that are over before a day, each with the days that it might have next.

Nothing is changed: `calgen next` lists them with what to type. The next days are those that `shift.py` gives a sample:
the first year in which nothing of the row is over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from calgen.book.folding import fold
from calgen.book.grid import row_and_column
from calgen.book.problems import Place
from calgen.book.values import Span
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.shift import DayOfName, shift


@dataclass(frozen=True, slots=True)
class EndedRow:
    """A row that is over, or a part of it: its kind (a key of the words under `next.ended`), name and last day.

    `following` are the days that it would have next; None where nothing suggests any.
    """

    kind: str
    name: str
    place: Place
    last: date
    following: Span | None = None


def ended_rows(
    strategy: Strategy, first: date, last: date, told: Collection[str], day_of_name: DayOfName
) -> tuple[EndedRow, ...]:
    """What is over before the day `first`, of the period up to `last`, tab by tab in the order of the rows.

    `told` are the titles of the subjects of the calendar, folded. The start of the strategy is settled.
    """
    later = shift(strategy, first, day_of_name)
    found = (
        *_deadlines(strategy, first, last),
        *_platforms(strategy, first),
        *_seasons(strategy, later, first),
        *_pieces(strategy, later, first, told),
        *_campaigns(strategy, later, first),
        *_key_dates(strategy, later, first, day_of_name),
        *_absences(strategy, first),
    )
    tabs = {row.place.tab: n for n, row in reversed([*enumerate(found)])}
    return tuple(sorted(found, key=lambda row: (tabs[row.place.tab], row_and_column(row.place.cell))))


def _deadlines(strategy: Strategy, first: date, last: date) -> Iterator[EndedRow]:
    for row in strategy.objectives:
        if row.deadline and row.deadline < first:
            place = row.source.place("deadline")
            yield EndedRow("deadline", row.objective, place, row.deadline, Span(last, last))


def _platforms(strategy: Strategy, first: date) -> Iterator[EndedRow]:
    for row in strategy.platforms:
        if row.end and row.end < first:
            yield EndedRow("platform", row.platform, row.source.place("end"), row.end)


def _seasons(strategy: Strategy, later: Strategy, first: date) -> Iterator[EndedRow]:
    for row, next_row in zip(strategy.themes, later.themes, strict=True):
        if row.end and row.end < first:
            following = Span(next_row.start, next_row.end) if next_row.start and next_row.end else None
            yield EndedRow("season" if row.start else "theme", row.theme, row.source.place("end"), row.end,
                           following if row.start else None)  # fmt: skip


def _pieces(strategy: Strategy, later: Strategy, first: date, told: Collection[str]) -> Iterator[EndedRow]:
    """Pieces that can be told no more; those that have been told are one line each only where they expire."""
    for row, next_row in zip(strategy.content, later.content, strict=True):
        field = _last_field(row)
        day = getattr(row, field) if field else None
        if day is None or day >= first:
            continue
        place = row.source.place(field)
        if row.evergreen:
            yield EndedRow("expired", row.title, place, day)
        elif fold(row.title) not in told:
            days = [getattr(next_row, key) for key in ("publish", "start", "end") if getattr(next_row, key)]
            yield EndedRow("piece", row.title, place, day, Span(days[0], days[-1]) if days else None)
        else:
            yield EndedRow("told", row.title, place, day)


def _last_field(row: Piece) -> str:
    """The field of the day after which a piece is told no more; empty where there is none."""
    if row.evergreen:  # its day or window is that of its first outing
        return "expires" if row.expires else ""
    if row.publish:
        return "publish"
    days = [(day, key) for key in ("end", "expires") if (day := getattr(row, key))]
    return min(days)[1] if days else ""


def _campaigns(strategy: Strategy, later: Strategy, first: date) -> Iterator[EndedRow]:
    for row, next_row in zip(strategy.campaigns, later.campaigns, strict=True):
        if row.end < first:
            following = Span(next_row.start, next_row.end)
            yield EndedRow("campaign", row.campaign, row.source.place("start"), row.end, following)


def _key_dates(strategy: Strategy, later: Strategy, first: date, day_of_name: DayOfName) -> Iterator[EndedRow]:
    for row, next_row in zip(strategy.key_dates, later.key_dates, strict=True):
        days, next_days = _span(row), _span(next_row)
        if days is None or days.last >= first:
            continue
        if row.is_quiet:  # a pause, a closing: it need not come again
            yield EndedRow("quiet", row.name, row.source.place("date"), days.last)
            continue
        is_computed = days.first == days.last and day_of_name(row.name, days.first.year) == days.first
        kind = "computed" if is_computed else "key_date"
        yield EndedRow(kind, row.name, row.source.place("date"), days.last, next_days)


def _span(row: KeyDate) -> Span | None:
    return row.date if isinstance(row.date, Span) or row.date is None else Span(row.date, row.date)


def _absences(strategy: Strategy, first: date) -> Iterator[EndedRow]:
    for row in strategy.team:
        over = [days for days in row.days_off if days[1] < first]
        if over:
            yield EndedRow("absence", row.person, row.source.place("days_off"), max(last for _, last in over))


def joined_ended(rows: Collection[EndedRow]) -> tuple[tuple[EndedRow, ...], ...]:
    """The rows in groups for a list: each alone, but those that only need to be known (`told`, `absence`) by kind."""
    groups: dict[tuple[str, Place], list[EndedRow]] = {}
    for row in rows:
        key = (row.kind, Place(row.place.tab)) if row.kind in ("told", "absence") else (row.kind, row.place)
        groups.setdefault(key, []).append(row)
    return tuple(map(tuple, groups.values()))

