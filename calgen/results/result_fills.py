"""What matched results change in the calendar: cells to fill, figures to raise, and those that stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from calgen.calendar import CalendarRow
from calgen.results.matching import Match
from calgen.results.result_rows import ResultRow
from calgen.results.sources import FIGURES, fallback_sources

_IDS, _CLICKS_FROM, _DAY = "ids", "clicks_from", "day"  # what the hidden tab remembers beside the figures

Memory = Mapping[str, str]  # of a post: what was filled by column key, ids of the platform, day of the last results


class FillKind(StrEnum):
    """What happens to a cell."""

    FILLED = "filled"
    RAISED = "raised"
    PLATFORM = "platform"  # the platform's own figure instead of one of statistics, though it may be lower
    REPLACED = "replaced"  # the user's own figure, because she asked for it
    LOWER = "lower"  # the file's figure is lower: the cell stays
    TYPED = "typed"  # the user typed another figure: the cell stays


@dataclass(frozen=True, slots=True)
class Fill:
    """A cell of a post: what stands there, and what the file says. Kinds that stay are told and not written."""

    post: str
    column: str
    kind: FillKind
    before: str
    after: int | str

    @property
    def is_written(self) -> bool:
        return self.kind not in (FillKind.LOWER, FillKind.TYPED)


@dataclass(frozen=True, slots=True)
class PostFills:
    """The fills of a post, and what the hidden tab is to remember of it."""

    post: str
    fills: tuple[Fill, ...]
    memory: Memory
    paid_impressions: int = 0


@dataclass(frozen=True, slots=True)
class FillOptions:
    """The day of the run, and whether figures that the user typed are replaced."""

    today: date
    overwrite: bool = False
    memories: Mapping[str, Memory] = field(default_factory=dict)  # by id of the post


def fill_posts(
    matches: Iterable[Match], rows: Mapping[str, CalendarRow], options: FillOptions
) -> tuple[PostFills, ...]:
    """The fills of all matched posts, by id; several rows of a post (of several files) are taken together."""
    by_post: dict[str, list[Match]] = {}
    for match in matches:
        by_post.setdefault(match.post.id, []).append(match)
    return tuple(_post_fills(found, rows[id_], options) for id_, found in sorted(by_post.items()))


def _post_fills(matches: Sequence[Match], row: CalendarRow, options: FillOptions) -> PostFills:
    id_, before = matches[0].post.id, options.memories.get(matches[0].post.id, {})
    memory, fills = dict(before), list[Fill]()
    for column, figure, source in _best_figures(matches, before, row):
        has_own = column == "clicks" and source not in fallback_sources()
        is_better = has_own and before.get(_CLICKS_FROM, "") in fallback_sources()
        fill = _fill_figure(id_, column, figure, row, before, options, is_better=is_better)
        if fill:
            fills.append(fill)
        if fill is None or fill.is_written:
            memory[column] = str(figure)
            if column == "clicks":
                memory[_CLICKS_FROM] = source
    fills += _fill_address(id_, matches, row)
    if _is_out(matches) and row.code("status") not in ("published", "cancelled"):
        fills.append(Fill(id_, "status", FillKind.FILLED, row.text("status"), "published"))
    ids = {f"{match.row.network}#{match.row.id}" for match in matches if match.row.id and match.row.network}
    if known := sorted(ids | set(before.get(_IDS, "").split())):
        memory[_IDS] = " ".join(known)
    if any(fill.is_written for fill in fills) or memory != before:
        memory[_DAY] = options.today.isoformat()
    return PostFills(id_, tuple(fills), memory, max(match.row.paid_impressions for match in matches))


def _best_figures(matches: Sequence[Match], memory: Memory, row: CalendarRow) -> list[tuple[str, int, str]]:
    """The highest figure of each column; of analytics, clicks count only where no file of the platform has any."""
    found: list[tuple[str, int, str]] = []
    for column in FIGURES:
        values = [(m.row.figures[column], m.row) for m in matches if column in m.row.figures]
        own = [(figure, result) for figure, result in values if not (column == "clicks" and result.is_fallback)]
        is_free = memory.get(_CLICKS_FROM, "") in fallback_sources() or not row.text(column)
        if chosen := own or (values if is_free else []):
            figure, result = max(chosen, key=lambda pair: pair[0])
            found.append((column, figure, result.source))
    return found


def _fill_figure(
    id_: str, column: str, figure: int, row: CalendarRow, memory: Memory, options: FillOptions, *, is_better: bool
) -> Fill | None:
    """What happens to the cell of a figure; None where it shows it already.

    `is_better`: it is the platform's own, and the one that was filled in is not.
    """
    now, text = row.figure(column), row.text(column)
    if not text:
        return Fill(id_, column, FillKind.FILLED, "", figure)
    if now == figure:
        return None
    is_ours = column in memory and now is not None and str(now) == memory[column]
    if is_ours and is_better and now > figure:  # type: ignore[operator]
        return Fill(id_, column, FillKind.PLATFORM, text, figure)
    if is_ours:
        return Fill(id_, column, FillKind.RAISED if now < figure else FillKind.LOWER, text, figure)  # type: ignore[operator]
    return Fill(id_, column, FillKind.REPLACED if options.overwrite else FillKind.TYPED, text, figure)


def _fill_address(id_: str, matches: Sequence[Match], row: CalendarRow) -> list[Fill]:
    """The address of the post, into an empty cell: the next file then matches for certain."""
    links = sorted(match.row.link for match in matches if match.row.link and _is_of_platform(match.row))
    return [Fill(id_, "url", FillKind.FILLED, "", links[0])] if links and not row.text("url") else []


def _is_of_platform(row: ResultRow) -> bool:
    return not row.is_fallback


def _is_out(matches: Sequence[Match]) -> bool:
    """Whether a file of the platform has the post: a tag in a link may have been clicked in a draft."""
    return any(_is_of_platform(match.row) for match in matches)
