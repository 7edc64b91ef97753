"""The mix: each category's part, asked and planned, overall and on each platform, and the promise counted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from calgen.book.sheet import Cell, Chart, Rule, Series, quoted
from calgen.plan.shares import mix
from calgen.view import looks
from calgen.view.balance.page import OFF, Figure, Page, add_row, count, every_post, headings, labels, section
from calgen.view.desk import Desk, text


def overall(desk: Desk, page: Page) -> None:
    """Each category's part, asked by the plain mix and planned, overall and on each platform."""
    section(desk, page, "mix")
    platforms = [one.platform for one in desk.strategy.platforms]
    names = labels(desk, "category", "share_asked", "target_path", "share_got", "gap", "posts")
    headings(page, names)
    head, top = page.row - 1, page.row
    total, asked = len(desk.plan.posts), _asked_mix(desk)
    counts = Counter(post.category for post in desk.plan.posts)
    lines = [one for one in desk.plan.certificate if one.level == "category" and not one.platform]
    path = {one.name: one.asked / total for one in lines} if total else {}
    for code in desk.categories:
        row, word = page.row, desk.category(code)
        own = count(desk, ("category", f"$A{row}"))
        got = counts[code] / total if total else 0.0
        values: list[Figure] = [
            (asked[code], "", replace(looks.PERCENT, color=looks.SOFT)),
            (path.get(code, 0.0), "", looks.PERCENT),
            (got, f"=IF({every_post(desk)}=0,0,F{row}/{every_post(desk)})", looks.PERCENT),
            (got - path.get(code, 0.0), f"=D{row}-C{row}", looks.PERCENT),
            (counts[code], "=" + own, looks.FIGURE),
        ]
        fill = looks.category_color(desk.categories, code)
        add_row(page, word, values, replace(looks.NAME, fill=fill, bold=True))
    last = page.row - 1
    page.rules.append(Rule(f"E{top}:E{last}", f"=ABS(E{top})>0.05", OFF))
    tab = quoted(desk.titles["balance"])
    series = tuple(
        Series(
            f"={tab}!${column}${head}", f"{tab}!$A${top}:$A${last}", f"{tab}!${column}${top}:${column}${last}", color
        )
        for column, color in (("C", "#BCCCDC"), ("D", looks.NAVY))
    )
    chart = Chart("column", desk.words.text("labels", "chart_mix"), head - 2, 8, 450, 230, series, percent=True)
    page.charts.append(chart)
    page.row = max(page.row + 1, head + 11)
    _mix_by_platform(desk, page, platforms)


def _asked_mix(desk: Desk) -> dict[str, float]:
    """The overall target is the sum of the platforms' targets (PRODUCT §7), by their asked posts."""
    asked: Counter[str] = Counter()
    for period in desk.plan.periods:
        asked[period.platform] += float(period.asked)  # type: ignore[assignment]
    total = sum(asked.values())
    shares = {name: mix(desk.strategy, name) for name in desk.platforms}
    return {
        code: sum(float(shares[name].get(code, 0)) * asked[name] for name in shares) / total if total else 0.0
        for code in desk.categories
    }


def _mix_by_platform(desk: Desk, page: Page, platforms: Sequence[str]) -> None:
    """For each category two columns: asked, planned."""
    page.cells[page.row, 1] = Cell(desk.words.text("labels", "mix_by_platform"), replace(looks.SECTION, size=11))
    page.row += 1
    pairs = [
        f"{desk.category(code)}\n{label}" for code in desk.categories for label in labels(desk, "asked", "planned")
    ]
    headings(page, [*labels(desk, "platform"), *pairs])
    counts = Counter((post.platform, post.category) for post in desk.plan.posts)
    totals = Counter(post.platform for post in desk.plan.posts)
    for name in platforms:
        row, values = page.row, list[Figure]()
        for code in desk.categories:
            pair = (("platform", f"$A{row}"), ("category", text(desk.category(code))))
            part = f"=IF({count(desk, pair[0])}=0,0,{count(desk, *pair)}/{count(desk, pair[0])})"
            got = counts[name, code] / totals[name] if totals[name] else 0.0
            asked = float(mix(desk.strategy, name).get(code, 0))
            values += [(asked, "", replace(looks.PERCENT, color=looks.SOFT)), (got, part, looks.PERCENT)]
        add_row(page, name, values)


def certificate(desk: Desk, page: Page) -> None:
    """The promise on the mix, as counted by the audit: worst gap per platform and category."""
    page.breaks.append(page.row)
    section(desk, page, "certificate")
    headings(page, labels(desk, "platform", "category", "worst", "on_day", "limit", "least", "held"))
    for one in desk.plan.certificate:
        if one.level != "category":
            continue
        good = one.worst <= one.limit + 1e-9
        style = replace(looks.NAME, color=looks.GOOD if good else looks.BAD, bold=True, align="right")
        values: list[Figure] = [
            (desk.category(one.name), "", looks.NAME),
            (round(one.worst, 2), "", replace(looks.DECIMAL, number="0.00")),
            (one.day, "", replace(looks.NAME, number="date", align="right")),
            (one.limit, "", looks.DECIMAL),
            (round(one.least, 2), "", replace(looks.DECIMAL, number="0.00")),
            (desk.words.text("labels", "yes" if good else "no"), "", style),
        ]
        add_row(page, one.platform or desk.words.text("say", "all_platforms"), values)
