"""What each platform gave, as live sums over the period, and how its followers grew, between campaigns too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calgen.review.model import FollowerGrowth, PlatformReview
from calgen.view import styles
from calgen.view.balance.formulas import (
    Criterion,
    count_posts,
    name_criterion,
    quotient,
    sum_results,
    unpublished_criteria,
)
from calgen.view.figure_sheet import Figure, add_headings, add_row, add_title, column_range
from calgen.view.review.review_sheet import ReviewSheet, add_sentence, number_cell
from calgen.view.view_context import ViewContext

RESULTS = ("impressions", "engagements", "clicks", "conversions")
_WRAPPED = replace(styles.NAME, wrap=True)
_SUM = replace(styles.WHOLE_NUMBER, number="sum")  # nothing is a dash: nobody may know the figure
_SIGNED = replace(styles.PERCENT, number="signed_percent")


def draw_platforms(sheet: ReviewSheet) -> None:
    """A row for each platform, with their sums; then what is still missing to compare its posts."""
    platforms = sheet.review.platforms
    if not platforms:
        return
    add_title(sheet, "platforms")
    keys = ("platform", "published", "with_figures", *RESULTS, "followers", "growth", "measure")
    add_headings(sheet, sheet.labels(*keys))
    top = sheet.row
    for row in platforms:
        add_row(sheet, row.platform, _figures(sheet, row), _WRAPPED)
    if len(platforms) > 1:
        _add_total(sheet, platforms, top)
    for row in platforms:
        if row.posts_missing and row.with_figures:
            add_sentence(sheet, sheet.text("platform_early", platform=row.platform, n=row.posts_missing))
    _draw_growth(sheet, sheet.review.growth)


def _figures(sheet: ReviewSheet, row: PlatformReview) -> list[Figure]:
    context = sheet.context
    here = ("platform", name_criterion(row.platform, f"$A{sheet.row}"))
    followers, look = number_cell(row.followers[-1][1] if row.followers else None)
    return [
        (row.published, "=" + count_published(context, here), styles.WHOLE_NUMBER),
        (row.with_figures, "=" + count_with_figures(context, here), styles.WHOLE_NUMBER),
        *((getattr(row, key), _sum(context, key, here), _SUM) for key in RESULTS),
        (followers, "", look),
        (None if row.growth is None else float(row.growth), "", _SIGNED),
        (sheet.label(f"measure_{row.measure}") if row.measure else None, "", replace(styles.NAME, align="right")),
    ]


def count_published(context: ViewContext, *criteria: Criterion) -> str:
    """The number of posts of the period that are out: they say so, have an address, or results."""
    silent = (key for key in ("url", *RESULTS) if context.has_column("social", key))
    nothing = [(key, '"="') for key in silent]
    return (
        f"{count_posts(context, *criteria)}-{count_posts(context, *criteria, *unpublished_criteria(context), *nothing)}"
    )


def count_with_figures(context: ViewContext, *criteria: Criterion) -> str:
    """The number of posts of the period that have a figure."""
    empty = [(key, '"="') for key in RESULTS if context.has_column("social", key)]
    return f"{count_posts(context, *criteria)}-{count_posts(context, *criteria, *empty)}" if empty else "0"


def _sum(context: ViewContext, key: str, here: Criterion) -> str:
    return "=" + sum_results(context, key, here) if context.has_column("social", key) else ""


def _add_total(sheet: ReviewSheet, platforms: Sequence[PlatformReview], top: int) -> None:
    last = sheet.row - 1
    keys = {"published": styles.WHOLE_NUMBER, "with_figures": styles.WHOLE_NUMBER} | dict.fromkeys(RESULTS, _SUM)
    totals: list[Figure] = [
        (sum(getattr(row, key) for row in platforms), f"=SUM({column_range(n, top, last)})", replace(style, bold=True))
        for n, (key, style) in enumerate(keys.items(), 2)
    ]
    totals += [(None, "", styles.NAME)] * 3
    add_row(sheet, sheet.context.words.text("labels", "total"), totals, replace(styles.NAME, bold=True))


def _draw_growth(sheet: ReviewSheet, growth: Sequence[FollowerGrowth]) -> None:
    """The followers of each platform before each campaign and after it."""
    known = [row for row in growth if row.before and row.after is not None]
    if growth and not known:
        add_sentence(sheet, sheet.label("growth_missing"))
    if not known:
        return
    sheet.row += 1
    add_title(sheet, "growth_between", small=True)
    add_headings(sheet, sheet.labels("campaign", "platform", "before", "after", "growth"), left=2)
    for row in known:
        (before, before_look), (after, after_look) = number_cell(row.before), number_cell(row.after)
        formula = quotient(f"(D{sheet.row}-C{sheet.row})", f"C{sheet.row}")
        part = float((row.after or 0) / (row.before or 1) - 1)
        figures: list[Figure] = [(before, "", before_look), (after, "", after_look), (part, formula, _SIGNED)]
        add_row(sheet, row.campaign, [(row.platform, "", _WRAPPED), *figures], _WRAPPED)
