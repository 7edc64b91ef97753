"""What the user changed since the last run; the new plan under it.

The last written state stands in the hidden sheet `_calgen`: one row per line of a calendar, with what calgen wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from fractions import Fraction

from calgen.book.cells import as_text
from calgen.book.fold import fold
from calgen.book.grid import EMPTY, Cell, Grid, Workbook, address
from calgen.book.headings import locate
from calgen.book.problems import Place
from calgen.book.values import Cadence
from calgen.book.words import choice_codes, column_titles
from calgen.calendar import CALENDARS, LIVE, STATE, Memory, Row, canonical, remember
from calgen.plan.model import Pin, Plan
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

__all__ = ["STATE", "Memory", "canonical", "remember"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Something the user did to a calendar: the cell, or the row that is gone or new."""

    calendar: str
    id: str
    place: Place


def compare(memory: Memory, workbook: Workbook) -> tuple[Edit, ...]:
    """What the user did to the calendars since then."""
    edits: list[Edit] = []
    for calendar in CALENDARS:
        grid = workbook.ours(calendar)
        if calendar in memory.rows:
            edits += _compare(calendar, memory.rows[calendar], grid) if grid else []
    return tuple(edits)


def _compare(calendar: str, written: Mapping[str, Row], grid: Grid) -> list[Edit]:
    headings = locate(grid, column_titles(calendar))
    at = headings.where.get("id")
    if at is None:
        return [Edit(calendar, "", Place(grid.title))]
    edits, seen = [], set()
    for number, cells in grid.by_row().items():
        if number <= headings.row:
            continue
        id_ = as_text(cells.get(at, EMPTY).value)
        if id_ not in written or id_ in seen:
            if any(as_text(cell.value) for cell in cells.values()):
                edits.append(Edit(calendar, id_, Place(grid.title, address(number, at))))
            continue
        seen.add(id_)
        for key, column in headings.where.items():
            if key in written[id_] and not _same(written[id_][key], cells.get(column, EMPTY)):
                edits.append(Edit(calendar, id_, Place(grid.title, address(number, column))))
    edits += [Edit(calendar, id_, Place(grid.title)) for id_ in written if id_ not in seen]
    return edits


def _same(written: str, cell: Cell) -> bool:
    if written == LIVE:
        return bool(cell.formula)
    return not cell.formula and canonical(cell.value) == written


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a plan's posts and subjects, in their order, and the next numbers ever."""

    posts: tuple[str, ...]
    subjects: tuple[str, ...]
    next_post: int
    next_subject: int


def identify(plan: Plan, memory: Memory) -> Ids:
    """Ids for a plan: what stands where it stood keeps its number, a new line gets the next one, none is used again."""
    posts = [(post.kept, ((post.platform, post.day.isoformat()), post.theme)) for post in plan.posts]
    subjects = [(one.kept, ((one.theme, one.first.isoformat()), one.title)) for one in plan.subjects]
    old_posts = {
        id_: ((row["platform"], row["date"]), row["theme"]) for id_, row in memory.rows.get("social", {}).items()
    }
    old_subjects = {
        id_: ((row["theme"], row["date"]), row["title"]) for id_, row in memory.rows.get("editorial", {}).items()
    }
    post_ids, next_post = _number("P", posts, old_posts, int(memory.facts.get("next_post", "1")))
    subject_ids, next_subject = _number("S", subjects, old_subjects, int(memory.facts.get("next_subject", "1")))
    return Ids(post_ids, subject_ids, next_post, next_subject)


_Trait = tuple[tuple[str, str], str]


def _number(
    letter: str, new: list[tuple[str, _Trait]], old: Mapping[str, _Trait], next_number: int
) -> tuple[tuple[str, ...], int]:
    """Matched by all traits first, then by the first pair (platform and day; theme and day)."""
    given = {at: kept for at, (kept, _) in enumerate(new) if kept}
    free = {id_: trait for id_, trait in old.items() if id_ not in given.values()}
    for loose in (False, True):
        waiting: dict[object, list[str]] = {}
        for id_ in sorted(free, key=_ordinal):
            waiting.setdefault(free[id_][0] if loose else free[id_], []).append(id_)
        for at, (_, trait) in enumerate(new):
            names = waiting.get(trait[0] if loose else trait)
            if at not in given and names:
                given[at] = names.pop(0)
                del free[given[at]]
    for at in range(len(new)):
        if at not in given:
            given[at] = f"{letter}{next_number:04d}"
            next_number += 1
    return tuple(given[at] for at in range(len(new))), next_number


def _ordinal(id_: str) -> tuple[int, str]:
    return (int(id_[1:]) if id_[1:].isdigit() else 0, id_)


def kept(memory: Memory, today: date) -> tuple[Pin, ...]:
    """The posts of the last run that lie before today: fixed points of a new plan."""
    return tuple(pin for pin in _pins(memory) if pin.day < today)


def with_past(strategy: Strategy, memory: Memory, today: date) -> Strategy:
    """The strategy with the themes and platforms that only past posts know: they stay, and get no more."""
    rows = [row for row in memory.rows.get("social", {}).values() if date.fromisoformat(row["date"]) < today]
    themes, platforms = {one.theme for one in strategy.themes}, {one.platform for one in strategy.platforms}
    codes = choice_codes("category")
    gone = {
        row["theme"]: codes.get(fold(row["category"]), row["category"]) for row in rows if row["theme"] not in themes
    }
    left = sorted({row["platform"] for row in rows} - platforms)
    over = date.fromisoformat(memory.facts["start"]) - timedelta(days=1) if left else None
    return replace(
        strategy,
        themes=(
            *strategy.themes,
            *(Theme(theme=name, category=gone[name], weight=Fraction(0)) for name in sorted(gone)),
        ),
        platforms=(
            *strategy.platforms,
            *(
                Platform(platform=one, mission="", objectives=(), cadence=Cadence(Fraction(1)), end=over)
                for one in left
            ),
        ),
    )


def earlier(memory: Memory, today: date) -> tuple[Pin, ...]:
    """The posts of the last run from today on: a new plan moves them only where it must."""
    return tuple(pin for pin in _pins(memory) if pin.day >= today)


def _pins(memory: Memory) -> Iterable[Pin]:
    subjects = memory.rows.get("editorial", {})
    for id_, row in memory.rows.get("social", {}).items():
        yield Pin(
            row["platform"],
            date.fromisoformat(row["date"]),
            row["theme"],
            time=time.fromisoformat(row["time"]),
            kept=id_,
            subject=row["subject"],
            title=subjects.get(row["subject"], {}).get("title", ""),
            campaign=row.get("campaign", ""),
            key_date=row.get("key_date", ""),
        )

