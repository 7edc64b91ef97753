"""Frequency: asked, planned and published per platform, and week by week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, StyledCell
from calgen.plan.model import monday_of
from calgen.view import styles
from calgen.view.balance.page import (
    BAR,
    OFF,
    SOME,
    Figure,
    Page,
    across,
    add_row,
    beside,
    count,
    headings,
    keep,
    labels,
    named,
    section,
    series,
    span,
)
from calgen.view.view_context import quoted_text

PALETTE = (*(strong for _, strong in styles.CATEGORY), "#2C9C91", "#B8528B", "#486581", "#9AA5B1", "#B7791F", "#7B5EA7")
WEEKS = 300  # the height of the weeks' chart, which stands above their table
_BOLD = (styles.DECIMAL, styles.DECIMAL, styles.FIGURE, styles.DECIMAL, styles.FIGURE)


def by_platform(page: Page) -> None:
    """Posts asked, planned and published per platform; the weeks' chart stands beside."""
    section(page, "frequency")
    headings(page, labels(page.desk, "platform", "per_week", "asked", "planned", "gap", "published"))
    top, rows = page.row, []
    for name in page.tally.platforms:
        figures = _platform(page, name)
        rows.append([value for value, _, _ in figures if isinstance(value, int | float)])
        add_row(page, name, figures)
    last = page.row - 1
    total: list[Figure] = []
    for n, look in enumerate(_BOLD):
        value = sum(row[n] for row in rows)
        total.append((value, f"=SUM({span(n + 2, top, last)})", replace(look, bold=True)))
    add_row(page, page.desk.words.text("labels", "total"), total, replace(styles.NAME, bold=True))
    bars = [series(page, (top - 1, at), 1, at, (top, last), color=color) for at, color in ((3, BAR), (4, styles.NAVY))]
    beside(page, "bar", "chart_platforms", page.blocks[-1], bars, tall=max(180, 70 + 20 * len(rows)))
    page.row += 1
    page.refs["weeks"] = str(keep(page, WEEKS))
    gap = span(5, top, last)
    page.rules += [
        ConditionalFormat(gap, f"=ABS(E{top})>MAX(1,C{top}/10)+0.001", OFF),
        ConditionalFormat(gap, f"=ABS(E{top})>1.001", SOME),
    ]
    page.refs |= {"gaps": gap, "asked_each": span(3, top, last), "asked": f"C{last + 1}", "planned": f"D{last + 1}"}
    page.gaps += [(page.tally.count(platform=name) - asked, asked) for name, asked in _asked(page).items()]
    page.figures |= {
        "asked": sum(asked for _, asked in page.gaps),
        "planned": float(page.tally.total),
        "gap": max((abs(gap) for gap, _ in page.gaps), default=0.0),
    }


def _asked(page: Page) -> dict[str, float]:
    return {name: round(page.tally.asked[name], 2) for name in page.tally.platforms}


def _platform(page: Page, name: str) -> list[Figure]:
    desk, row = page.desk, page.row
    asked, got = _asked(page)[name], page.tally.count(platform=name)
    published = quoted_text(desk.words.choice("status", "published"))
    one, criterion = desk.platforms.get(name), ("platform", named(name, f"$A{row}"))
    weekly = float(one.cadence.weekly(len(one.days) or 7)) if one else 0.0
    done = page.tally.count(platform=name, status="published")
    return [
        (weekly, "", styles.DECIMAL),
        (asked, "", styles.DECIMAL),
        (got, "=" + count(desk, criterion), styles.FIGURE),
        (got - asked, f"=D{row}-C{row}", styles.DECIMAL),
        (done, "=" + count(desk, criterion, ("status", published)), styles.FIGURE),
    ]


def by_week(page: Page) -> None:
    """A week a row, a platform a column: what is planned, in colour where it leaves the cadence."""
    section(page, "by_week")
    names, desk = page.tally.platforms, page.desk
    headings(page, [*labels(desk, "week"), *names, *labels(desk, "asked", "planned", "gap", "published")])
    head, top, folded = page.row - 1, page.row, page.take(len(names))
    for column, name in enumerate(names, folded):
        title = f"{name}\n{desk.words.text('labels', 'asked')}"
        page.cells[head, column] = StyledCell(title, replace(styles.HEADING, align="right"))
    asked = _asked_by_week(page)
    for first, _last in desk.plan.horizon.weeks():
        _week(page, monday_of(first), head, folded, asked)
    rows, last, end = (top, page.row - 1), page.row - 1, len(names) + 1
    for step, column in enumerate(range(2, end + 1)):
        own, wanted = letter(column), letter(folded + step)
        page.rules += [
            ConditionalFormat(span(column, top, last), f"=ABS({own}{top}-{wanted}{top})>=2", OFF),
            ConditionalFormat(span(column, top, last), f"=ABS({own}{top}-{wanted}{top})>1", SOME),
        ]
    gap, over = f"=ABS({letter(end + 3)}{top})", span(end + 3, top, last)
    page.rules += [ConditionalFormat(over, f"{gap}>=3", OFF), ConditionalFormat(over, f"{gap}>=2", SOME)]
    bars = [series(page, (head, n), 1, n, rows, color=PALETTE[(n - 2) % len(PALETTE)]) for n in range(2, end + 1)]
    line = series(page, (head, end + 1), 1, end + 1, rows, color=styles.INK, line=True)
    days = desk.words.formats()["short_date"]
    across(page, "stacked", "chart_frequency", int(page.refs["weeks"]), [*bars, line], tall=WEEKS, labels=days)


def _week(page: Page, monday: date, head: int, folded: int, asked: dict[tuple[str, date], float]) -> None:
    desk, row, names = page.desk, page.row, page.tally.platforms
    after, days = monday + timedelta(days=7), (f'">="&$A{row}', f'"<"&$A{row}+7')
    week = [("date", day) for day in days]
    figures: list[Figure] = []
    for column, name in enumerate(names, 2):
        formula = "=" + count(desk, ("platform", named(name, f"{letter(column)}${head}")), *week)
        figures.append((page.tally.between(monday, after, platform=name), formula, styles.FIGURE))
    for column, name in enumerate(names, folded):
        due = round(asked.get((name, monday), 0.0), 2)  # none before a platform's start
        page.cells[row, column] = StyledCell(due, replace(styles.DECIMAL, color=styles.SOFT))
    due = sum(round(asked.get((name, monday), 0.0), 2) for name in names)
    got, end = page.tally.between(monday, after), len(names) + 1
    published = quoted_text(desk.words.choice("status", "published"))
    done = "=" + count(desk, ("platform", quoted_text("?*")), ("status", published), *week)
    bold, soft = replace(styles.FIGURE, bold=True), replace(styles.DECIMAL, color=styles.SOFT)
    figures += [
        (due, f"=SUM({letter(folded)}{row}:{letter(folded + len(names) - 1)}{row})", soft),
        (got, f"=SUM(B{row}:{letter(end)}{row})", bold),
        (got - due, f"={letter(end + 2)}{row}-{letter(end + 1)}{row}", styles.DECIMAL),
        (page.tally.between(monday, after, status="published"), done, styles.FIGURE),
    ]
    add_row(page, monday, figures, replace(styles.NAME, number="date", align="left"))


def _asked_by_week(page: Page) -> dict[tuple[str, date], float]:
    """What is asked of each platform in each week; a month's posts are asked of its days alike."""
    found: dict[tuple[str, date], float] = {}
    for period in page.desk.plan.periods:
        days = (period.last - period.first).days + 1
        for n in range(days):
            key = (period.platform, monday_of(period.first + timedelta(days=n)))
            found[key] = found.get(key, 0.0) + float(period.asked) / days
    return found
