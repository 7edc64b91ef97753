"""The mix: each category's part, asked and planned, overall, on each platform and in each month; AIDA; the promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.sheet import ConditionalFormat
from calgen.plan.target_path import platform_mix
from calgen.view import styles
from calgen.view.balance.page import (
    BAR,
    OFF,
    Figure,
    Page,
    add_row,
    beside,
    count,
    every_post,
    headings,
    labels,
    named,
    portion,
    section,
    series,
    span,
)
from calgen.view.view_context import quoted_text

_SOFT = replace(styles.PERCENT, color=styles.SOFT)


def overall(page: Page) -> None:
    """Each category's part: by the plain mix, on the target path, planned."""
    section(page, "mix")
    desk, first = page.desk, page.blocks[-1]
    headings(page, labels(desk, "category", "share_asked", "target_path", "share_got", "gap", "posts"))
    top, asked, path = page.row, _asked(page), _path(page)
    for code in page.tally.categories:
        row, got = page.row, page.tally.part(category=code)
        values: list[Figure] = [
            (asked.get(code, 0.0), "", _SOFT),
            (path.get(code, 0.0), "", styles.PERCENT),
            (got, portion(f"F{row}", every_post(desk)), styles.PERCENT),
            (got - path.get(code, 0.0), f"=D{row}-C{row}", styles.PERCENT),
            (
                page.tally.count(category=code),
                "=" + count(desk, ("category", _word(page, code, f"$A{row}"))),
                styles.FIGURE,
            ),
        ]
        fill = styles.category_color(page.tally.categories, code)
        add_row(page, desk.category_name(code), values, replace(styles.NAME, fill=fill, bold=True))
    rows = (top, page.row - 1)
    page.rules.append(ConditionalFormat(span(5, *rows), f"=ABS(E{top})>0.05", OFF))
    bars = [series(page, (top - 1, at), 1, at, rows, color=color) for at, color in ((3, BAR), (4, styles.NAVY))]
    beside(page, "column", "chart_mix", first, bars, percent=True)


def _word(page: Page, code: str, cell: str = "") -> str:
    """The criterion of a category, as the calendar spells it."""
    return named(page.desk.category_name(code), cell)


def _path(page: Page) -> dict[str, float]:
    lines = [one for one in page.desk.plan.certificate if one.level == "category" and not one.platform]
    whole = sum(one.asked for one in lines)
    return {one.name: one.asked / whole for one in lines} if whole else {}


def _asked(page: Page) -> dict[str, float]:
    """The overall target is the sum of the platforms' targets (PRODUCT §7), by their asked posts."""
    asked, total = page.tally.asked, sum(page.tally.asked.values())
    shares = {name: platform_mix(page.desk.strategy, name) for name in page.desk.platforms}
    return {
        code: sum(float(shares[name].get(code, 0)) * asked[name] for name in shares) / total if total else 0.0
        for code in page.tally.categories
    }


def by_platform(page: Page) -> None:
    """For each category two columns: asked, planned."""
    desk, categories = page.desk, page.tally.categories
    section(page, "mix_by_platform", small=True)
    pairs = [
        f"{desk.category_name(code)}\n{label}" for code in categories for label in labels(desk, "asked", "planned")
    ]
    headings(page, [*labels(desk, "platform"), *pairs])
    for name in page.tally.platforms:
        row, values, own = page.row, list[Figure](), page.tally.count(platform=name)
        here = ("platform", named(name, f"$A{row}"))
        shares = platform_mix(desk.strategy, name) if name in desk.platforms else {}
        for code in categories:
            part = portion(count(desk, here, ("category", _word(page, code))), count(desk, here))
            got = page.tally.count(platform=name, category=code) / own if own else 0.0
            values += [(float(shares.get(code, 0)), "", _SOFT), (got, part, styles.PERCENT)]
        add_row(page, name, values)
    page.row += 1


def by_month(page: Page) -> None:
    """Each month: its posts, and each category's part of them."""
    desk, categories = page.desk, page.tally.categories
    section(page, "mix_by_month", small=True)
    first = page.blocks[-1]
    names = [desk.category_name(code) for code in categories]
    headings(page, [*labels(desk, "month", "posts"), *names])
    head, top = page.row - 1, page.row
    for month, after in months(desk.plan.horizon.first, desk.plan.horizon.last):
        days = (("date", f'">="&$A{page.row}'), ("date", quoted_text("<") + f"&EDATE($A{page.row},1)"))
        total = page.tally.between(month, after)
        values: list[Figure] = [(total, "=" + count(desk, ("platform", quoted_text("?*")), *days), styles.FIGURE)]
        for code in categories:
            got = page.tally.between(month, after, category=code)
            part = portion(
                count(desk, ("category", _word(page, code)), ("platform", quoted_text("?*")), *days), f"$B{page.row}"
            )
            values.append((got / total if total else 0.0, part, styles.PERCENT))
        add_row(page, month, values, replace(styles.NAME, number="month", align="left"))
    rows = (top, page.row - 1)
    colors = [styles.category_color(categories, code, strong=True) for code in categories]
    bars = [series(page, (head, n), 1, n, rows, color=color) for n, color in enumerate(colors, 3)]
    if len(categories) <= 4:
        beside(page, "share", "chart_months", first, bars, percent=True, labels=desk.words.formats()["month"])
    page.row += 1


def months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first days of the months between two days, each with the first day of the next."""
    month = first.replace(day=1)
    while month <= last:
        after = (month + timedelta(days=31)).replace(day=1)
        yield month, after
        month = after


def stages(page: Page) -> None:
    """AIDA: the posts of each stage, and those without one."""
    section(page, "aida")
    desk = page.desk
    headings(page, labels(desk, "stage", "posts", "share_got"))
    top = page.row
    for code in desk.words.choices("stage"):
        word = desk.words.choice("stage", code)
        _stage(
            page,
            word,
            page.tally.count(stage=code),
            count(desk, ("stage", f"$A{page.row}"), ("platform", quoted_text("?*"))),
        )
    staged = sum(page.tally.count(stage=code) for code in desk.words.choices("stage"))
    rest = f"{every_post(desk)}-SUM({span(2, top, page.row - 1)})"
    _stage(page, desk.words.text("labels", "no_stage"), page.tally.total - staged, rest)
    page.rules += [
        ConditionalFormat(span(2, top, page.row - 1), bar=BAR),
        ConditionalFormat(span(2, top, page.row - 2), f"=B{top}=0", OFF),
    ]


def _stage(page: Page, name: str, got: int, formula: str) -> None:
    share = got / page.tally.total if page.tally.total else 0.0
    part = portion(f"B{page.row}", every_post(page.desk))
    add_row(page, name, [(got, "=" + formula, styles.FIGURE), (share, part, styles.PERCENT)])


def certificate(page: Page) -> None:
    """The promise on the mix, as counted by the audit: worst gap per platform and category."""
    section(page, "certificate")
    desk = page.desk
    headings(page, labels(desk, "platform", "category", "worst", "on_day", "limit", "least", "held"), plain=2)
    exact = replace(styles.DECIMAL, number="0.00")
    for one in desk.plan.certificate:
        if one.level != "category":
            continue
        good = one.worst_gap <= one.limit + 1e-9
        style = replace(styles.NAME, color=styles.GOOD if good else styles.BAD, bold=True, align="right")
        values: list[Figure] = [
            (desk.category_name(one.name), "", styles.NAME),
            (round(one.worst_gap, 2), "", exact),
            (one.worst_day, "", replace(styles.NAME, number="date", align="right")),
            (one.limit, "", styles.DECIMAL),
            (round(one.unavoidable, 2), "", exact),
            (desk.words.text("labels", "yes" if good else "no"), "", style),
        ]
        add_row(page, one.platform or desk.words.text("phrases", "all_platforms"), values)
