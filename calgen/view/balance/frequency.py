"""Frequency: asked, planned and published per platform, and week by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.grid import letter
from calgen.book.sheet import Cell, Chart, Rule, Series, quoted
from calgen.plan.model import monday_of
from calgen.view import looks
from calgen.view.balance.page import (
    OFF,
    SOME,
    WIDTH,
    Figure,
    Page,
    add_row,
    count,
    headings,
    labels,
    section,
)
from calgen.view.desk import Desk, text


def by_platform(desk: Desk, page: Page) -> None:
    """Posts asked, planned and published per platform."""
    section(desk, page, "frequency")
    headings(page, labels(desk, "platform", "per_week", "asked", "planned", "gap", "published"))
    asked: Counter[str] = Counter()
    for period in desk.plan.periods:
        asked[period.platform] += float(period.asked)  # type: ignore[assignment]
    planned = Counter(post.platform for post in desk.plan.posts)
    top = page.row
    published = desk.words.choice("status", "published")
    for one in desk.strategy.platforms:
        name, row = one.platform, page.row
        got = planned[name]
        values: list[Figure] = [
            (float(one.cadence.weekly(_open_days(desk, name))), "", looks.DECIMAL),
            (round(float(asked[name]), 2), "", looks.DECIMAL),
            (got, "=" + count(desk, ("platform", f"$A{row}")), looks.FIGURE),
            (got - round(float(asked[name]), 2), f"=D{row}-C{row}", looks.DECIMAL),
            (0, "=" + count(desk, ("platform", f"$A{row}"), ("status", text(published))), looks.FIGURE),
        ]
        add_row(page, name, values)
    last = page.row - 1
    total = [
        sum(one)
        for one in zip(
            *[[round(float(asked[p.platform]), 2), planned[p.platform]] for p in desk.strategy.platforms], strict=True
        )
    ]
    bold = [
        replace(style, bold=True) for style in (looks.DECIMAL, looks.DECIMAL, looks.FIGURE, looks.DECIMAL, looks.FIGURE)
    ]
    weekly = sum(float(one.cadence.weekly(_open_days(desk, one.platform))) for one in desk.strategy.platforms)
    sums = [weekly, round(total[0], 2), int(total[1]), total[1] - round(total[0], 2), 0]
    values = [
        (value, f"=SUM({letter(n)}{top}:{letter(n)}{last})", style)
        for n, (value, style) in enumerate(zip(sums, bold, strict=True), 2)
    ]
    add_row(page, desk.words.text("labels", "total"), values, replace(looks.NAME, bold=True))
    page.rules.append(Rule(f"E{top}:E{last}", f"=ABS(E{top})>1", OFF))
    page.row = max(page.row, top + 12)


def _open_days(desk: Desk, platform: str) -> int:
    days = desk.platforms[platform].days
    return len(days) if days else 7


def by_week(desk: Desk, page: Page) -> None:
    """A week a row, a platform a column: what is planned, in colour where it leaves the cadence."""
    page.breaks.append(page.row)
    section(desk, page, "by_week")
    platforms = [one.platform for one in desk.strategy.platforms]
    headings(page, [*labels(desk, "week"), *platforms, *labels(desk, "total")])
    top, head = page.row, page.row - 1
    posts = Counter((post.platform, monday_of(post.day)) for post in desk.plan.posts)
    asked = _asked_by_week(desk)
    page.folded = max(WIDTH, len(platforms) + 2) + 1
    label = desk.words.text("labels", "asked")
    for column, name in enumerate(platforms, page.folded):
        page.cells[head, column] = Cell(f"{name}\n{label}", replace(looks.HEADING, align="right"))
    for first, _last in desk.plan.horizon.weeks():
        monday, row = monday_of(first), page.row
        page.cells[row, 1] = Cell(monday, replace(looks.NAME, number="date", align="left"))
        day = [f'">="&$A{row}', f'"<"&$A{row}+7']
        for column, name in enumerate(platforms, 2):
            formula = count(desk, ("platform", f"{letter(column)}${head}"), ("date", day[0]), ("date", day[1]))
            page.cells[row, column] = Cell(posts[name, monday], looks.FIGURE, "=" + formula)
        total = sum(posts[name, monday] for name in platforms)
        span = f"B{row}:{letter(len(platforms) + 1)}{row}"
        page.cells[row, len(platforms) + 2] = Cell(total, replace(looks.FIGURE, bold=True), f"=SUM({span})")
        for column, name in enumerate(platforms, page.folded):
            due = round(asked.get((name, monday), 0.0), 2)  # none before a platform's start
            page.cells[row, column] = Cell(due, replace(looks.DECIMAL, color=looks.SOFT))
        page.row += 1
    last = page.row - 1
    for step, column in enumerate(range(2, len(platforms) + 2)):
        own, wanted = letter(column), letter(page.folded + step)
        page.rules.append(Rule(f"{own}{top}:{own}{last}", f"=ABS({own}{top}-{wanted}{top})>=2", OFF))
        page.rules.append(Rule(f"{own}{top}:{own}{last}", f"=ABS({own}{top}-{wanted}{top})>1", SOME))
    _weeks_chart(desk, page, head, top, last, platforms)


def _asked_by_week(desk: Desk) -> dict[tuple[str, date], float]:
    """What is asked of each platform in each week; a month's posts are asked of its days alike."""
    found: dict[tuple[str, date], float] = {}
    for period in desk.plan.periods:
        days = (period.last - period.first).days + 1
        for n in range(days):
            key = (period.platform, monday_of(period.first + timedelta(days=n)))
            found[key] = found.get(key, 0.0) + float(period.asked) / days
    return found


def _weeks_chart(desk: Desk, page: Page, head: int, top: int, last: int, platforms: Sequence[str]) -> None:
    tab = quoted(desk.titles["balance"])
    palette = [*(strong for _, strong in looks.CATEGORY), "#2C9C91", "#B8528B", "#486581", "#9AA5B1"]
    series = tuple(
        Series(
            f"={tab}!${letter(column)}${head}",
            f"{tab}!$A${top}:$A${last}",
            f"{tab}!${letter(column)}${top}:${letter(column)}${last}",
            palette[(column - 2) % len(palette)],
        )
        for column in range(2, len(platforms) + 2)
    )
    # Beside the first section, where the eye falls.
    page.charts.append(
        Chart(
            "stacked",
            desk.words.text("labels", "chart_frequency"),
            4,
            8,
            450,
            290,
            series,
            labels=desk.words.formats()["short_date"],
        )
    )
