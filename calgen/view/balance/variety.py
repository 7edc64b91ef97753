"""Variety: each theme's posts and part, how long it is silent and how soon it comes again; days that say it twice."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, StyledCell
from calgen.view import styles
from calgen.view.balance.page import (
    BAR,
    OFF,
    SOME,
    Figure,
    Page,
    add_row,
    count,
    every_post,
    headings,
    labels,
    named,
    portion,
    section,
    span,
)
from calgen.view.balance.theme_gaps import KEYS, Silence

SHOWN = 10  # days that are listed


def themes(page: Page) -> None:
    """Each theme: posts, part asked by the target path and planned, longest silence, shortest gap on one platform."""
    section(page, "variety")
    keys = ("theme", "category", "posts", "share_asked", "share_got", "silence", "shortest", "spacing")
    headings(page, labels(page.desk, *keys), plain=2)
    page.heights[page.row - 1] = 44.0
    silence = Silence(page, page.take(len(KEYS)))
    order = page.tally.categories
    names = sorted(
        (name for name in page.tally.names("theme") if name),
        key=lambda name: (order.index(page.tally.category_of(name)), name),
    )
    top = page.row
    for name in names:
        _theme(page, silence, name)
    last = page.row - 1
    page.rules += [
        ConditionalFormat(span(3, top, last), bar=BAR),
        ConditionalFormat(span(3, top, last), f"=AND(C{top}=0,D{top}>0.004)", OFF),
        ConditionalFormat(span(7, top, last), f"=AND(ISNUMBER(G{top}),ISNUMBER(H{top}),N(G{top})<N(H{top}))", OFF),
        ConditionalFormat(span(6, top, last), f"=AND(D{top}>0.004,F{top}>{_patience(page)})", SOME),
    ]
    _same_day(page, silence)
    silence.draw()
    asked = {name: _asked(page, name) * page.tally.total for name in names}
    missing = [name for name, due in asked.items() if due >= 1 and not page.tally.count(theme=name)]
    page.refs |= {"theme_posts": span(3, top, last), "theme_parts": span(4, top, last), "silences": span(6, top, last)}
    page.figures |= {
        "themes": sum(bool(page.tally.count(theme=name)) for name in names),
        "every_theme": len(names),
        "missing": len(missing),
        "silence": max((silence.longest(name) for name in names), default=0),
        "same": len(silence.days),
    }


def _patience(page: Page) -> int:
    """A third of the calendar: days of silence that deserve a look."""
    horizon = page.desk.plan.horizon
    return max(21, ((horizon.last - horizon.first).days + 1) // 3)


def _asked(page: Page, name: str) -> float:
    """A theme's part on the target path."""
    lines = [one for one in page.desk.plan.certificate if one.level == "theme" and not one.platform]
    whole = sum(one.asked for one in lines)
    return sum(one.asked for one in lines if one.name == name) / whole if whole else 0.0


def _theme(page: Page, silence: Silence, name: str) -> None:
    desk, row = page.desk, page.row
    category, known = page.tally.category_of(name), desk.themes.get(name)
    criterion = named(name, f"$A{row}")
    shortest = silence.shortest(name)
    fill = styles.category_color(page.tally.categories, category)
    values: list[Figure] = [
        (desk.category_name(category), "", replace(styles.NAME, fill=fill)),
        (page.tally.count(theme=name), "=" + count(desk, ("theme", criterion)), styles.FIGURE),
        (_asked(page, name), "", styles.PERCENT),
        (page.tally.part(theme=name), portion(f"C{row}", every_post(desk)), styles.PERCENT),
        (silence.longest(name), silence.longest_formula(name, f"$A{row}"), styles.FIGURE),
        ("" if shortest is None else shortest, silence.shortest_formula(name, f"$A{row}"), styles.FIGURE),
        (known.spacing if known and known.spacing else None, "", replace(styles.FIGURE, color=styles.SOFT)),
    ]
    add_row(page, name, values)


def _same_day(page: Page, silence: Silence) -> None:
    """How many days say one thing on several platforms without a launch, and which come first."""
    row, days = page.row + 1, silence.days
    style = replace(styles.NAME, number="short_date", align="right", color=styles.SOFT)
    page.cells[row, 1] = StyledCell(page.desk.words.text("labels", "same_day"), replace(styles.NAME, bold=True))
    page.cells[row, 2] = StyledCell(len(days), replace(styles.FIGURE, bold=True), silence.count_formula())
    for n in range(SHOWN):
        shown = days[n] if n < len(days) else ""
        page.cells[row, 3 + n] = StyledCell(shown, style, silence.day_formula(n + 1))
    page.rules.append(ConditionalFormat(f"B{row}", f"=B{row}>0", SOME))
    page.refs["same"] = f"{letter(2)}{row}"
    page.row = row + 1
    if not silence.live:
        page.cells[page.row, 1] = StyledCell(
            page.desk.words.text("labels", "silence_still"), replace(styles.LEAD, size=9)
        )
        page.row += 1
