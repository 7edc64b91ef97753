"""The balance: does the calendar hold the frequency, the mix and the missions that the strategy asks for?

Every planned figure is a live formula over the calendars' tables, so that it stays true while the user edits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from calgen.book.grid import address, letter
from calgen.book.sheet import Cell, Chart, Drawn, Print, Rule, Series, Sheet, Style, quoted
from calgen.plan.shares import Path, mix
from calgen.view import looks
from calgen.view.desk import Desk, text

_OFF = Style(fill="#FAD4D0", color=looks.BAD, bold=True)
_SOME = Style(fill="#FFF3C4", color="#8D6708")
WIDTH = 12


@dataclass(slots=True)
class _Page:
    """The sheet on its way; `row` is the next free one."""

    cells: dict[tuple[int, int], Cell]
    heights: dict[int, float] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    row: int = 4
    folded: int = 10_000  # the first column that is folded away


def sheet(desk: Desk) -> Sheet:
    """The tab."""
    page = _Page(looks.heading(desk.titles["balance"], desk.words.help("balance")))
    for section in SECTIONS:
        section(desk, page)
        page.row += 2
    columns = max(WIDTH, max(column for _, column in page.cells))
    widths = {1: 32.0} | {n: 12.5 for n in range(2, columns + 1)}
    return Sheet(
        "balance",
        desk.titles["balance"],
        page.cells,
        widths=widths,
        folded=frozenset(range(page.folded, columns + 1)),
        heights={1: 28.0, 2: 18.0} | page.heights,
        freeze=(2, 1),
        rules=tuple(page.rules),
        charts=tuple(page.charts),
        print=Print(breaks=tuple(page.breaks), area=f"A1:{address(page.row, WIDTH)}", columns=WIDTH, footer=desk.titles["balance"]),
        formats=desk.words.formats(),
        tab_color=looks.MADE,
    )


def _count(desk: Desk, *pairs: tuple[str, str]) -> str:
    """How many posts of the calendar meet all pairs (column key, criterion); cancelled ones do not count."""
    cancelled = text("<>" + desk.words.choice("status", "cancelled"))
    tests = [*pairs, ("status", cancelled)]
    return "COUNTIFS(" + ",".join(f"{desk.column('social', key)},{criterion}" for key, criterion in tests) + ")"


def _section(desk: Desk, page: _Page, key: str) -> None:
    page.cells[page.row, 1] = Cell(desk.words.text("labels", key), looks.SECTION)
    page.cells[page.row + 1, 1] = Cell(desk.words.text("labels", f"{key}_help"), replace(looks.LEAD, size=9))
    page.heights[page.row] = 22
    page.row += 2


def _headings(page: _Page, names: Sequence[str]) -> None:
    for column, name in enumerate(names, 1):
        style = looks.HEADING if column == 1 else replace(looks.HEADING, align="right")
        page.cells[page.row, column] = Cell(name, style)
    page.heights[page.row] = 30
    page.row += 1


def _row(page: _Page, name: str, values: Sequence[tuple[Drawn, str, Style]], style: Style = looks.NAME) -> None:
    page.cells[page.row, 1] = Cell(name, style)
    for column, (value, formula, look) in enumerate(values, 2):
        page.cells[page.row, column] = Cell(value, look, formula)
    page.row += 1


def _labels(desk: Desk, *keys: str) -> list[str]:
    return [desk.words.text("labels", key) for key in keys]


def _frequency(desk: Desk, page: _Page) -> None:
    """Posts asked, planned and published per platform."""
    _section(desk, page, "frequency")
    _headings(page, _labels(desk, "platform", "per_week", "asked", "planned", "gap", "published"))
    asked: Counter[str] = Counter()
    for period in desk.plan.periods:
        asked[period.platform] += float(period.asked)  # type: ignore[assignment]
    planned = Counter(post.platform for post in desk.plan.posts)
    top = page.row
    published = desk.words.choice("status", "published")
    for one in desk.strategy.platforms:
        name, row = one.platform, page.row
        got = planned[name]
        values: list[tuple[Drawn, str, Style]] = [
            (float(one.cadence.weekly(_open_days(desk, name))), "", looks.DECIMAL),
            (round(float(asked[name]), 2), "", looks.DECIMAL),
            (got, "=" + _count(desk, ("platform", f"$A{row}")), looks.FIGURE),
            (got - round(float(asked[name]), 2), f"=D{row}-C{row}", looks.DECIMAL),
            (0, "=" + _count(desk, ("platform", f"$A{row}"), ("status", text(published))), looks.FIGURE),
        ]
        _row(page, name, values)
    last = page.row - 1
    total = [sum(one) for one in zip(*[[float(asked[p.platform]), planned[p.platform]] for p in desk.strategy.platforms], strict=True)]
    bold = [replace(style, bold=True) for style in (looks.DECIMAL, looks.DECIMAL, looks.FIGURE, looks.DECIMAL, looks.FIGURE)]
    weekly = sum(float(one.cadence.weekly(_open_days(desk, one.platform))) for one in desk.strategy.platforms)
    sums = [weekly, round(total[0], 2), int(total[1]), total[1] - round(total[0], 2), 0]
    values = [
        (value, f"=SUM({letter(n)}{top}:{letter(n)}{last})", style)
        for n, (value, style) in enumerate(zip(sums, bold, strict=True), 2)
    ]
    _row(page, desk.words.text("labels", "total"), values, replace(looks.NAME, bold=True))
    page.rules.append(Rule(f"E{top}:E{last}", f"=ABS(E{top})>1", _OFF))
    page.row = max(page.row, top + 12)


def _open_days(desk: Desk, platform: str) -> int:
    days = desk.platforms[platform].days
    return len(days) if days else 7


def _by_week(desk: Desk, page: _Page) -> None:
    """A week a row, a platform a column: what is planned, in colour where it leaves the cadence."""
    page.breaks.append(page.row)
    _section(desk, page, "by_week")
    platforms = [one.platform for one in desk.strategy.platforms]
    _headings(page, [*_labels(desk, "week"), *platforms, *_labels(desk, "total")])
    top, head = page.row, page.row - 1
    posts = Counter((post.platform, _monday(post.day)) for post in desk.plan.posts)
    asked = _asked_by_week(desk)
    page.folded = max(WIDTH, len(platforms) + 2) + 1
    label = desk.words.text("labels", "asked")
    for column, name in enumerate(platforms, page.folded):
        page.cells[head, column] = Cell(f"{name}\n{label}", replace(looks.HEADING, align="right"))
    for first, _last in desk.plan.horizon.weeks():
        monday, row = _monday(first), page.row
        page.cells[row, 1] = Cell(monday, replace(looks.NAME, number="date", align="left"))
        day = [f'">="&$A{row}', f'"<"&$A{row}+7']
        for column, name in enumerate(platforms, 2):
            formula = _count(desk, ("platform", f"{letter(column)}${head}"), ("date", day[0]), ("date", day[1]))
            page.cells[row, column] = Cell(posts[name, monday], looks.FIGURE, "=" + formula)
        total = sum(posts[name, monday] for name in platforms)
        span = f"B{row}:{letter(len(platforms) + 1)}{row}"
        page.cells[row, len(platforms) + 2] = Cell(total, replace(looks.FIGURE, bold=True), f"=SUM({span})")
        for column, name in enumerate(platforms, page.folded):
            page.cells[row, column] = Cell(round(asked[name, monday], 2), replace(looks.DECIMAL, color=looks.SOFT))
        page.row += 1
    last = page.row - 1
    for step, column in enumerate(range(2, len(platforms) + 2)):
        own, wanted = letter(column), letter(page.folded + step)
        page.rules.append(Rule(f"{own}{top}:{own}{last}", f"=ABS({own}{top}-{wanted}{top})>=2", _OFF))
        page.rules.append(Rule(f"{own}{top}:{own}{last}", f"=ABS({own}{top}-{wanted}{top})>1", _SOME))
    _weeks_chart(desk, page, head, top, last, platforms)


def _asked_by_week(desk: Desk) -> dict[tuple[str, date], float]:
    """What is asked of each platform in each week; a month's posts are asked of its days alike."""
    found: dict[tuple[str, date], float] = {}
    for period in desk.plan.periods:
        days = (period.last - period.first).days + 1
        for n in range(days):
            key = (period.platform, _monday(period.first + timedelta(days=n)))
            found[key] = found.get(key, 0.0) + float(period.asked) / days
    return found


def _weeks_chart(desk: Desk, page: _Page, head: int, top: int, last: int, platforms: Sequence[str]) -> None:
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
    page.charts.append(Chart("stacked", desk.words.text("labels", "chart_frequency"), 4, 8, 450, 290, series, labels=desk.words.formats()["short_date"]))


def _mix(desk: Desk, page: _Page) -> None:
    """Each category's part, asked by the plain mix and planned, overall and on each platform."""
    _section(desk, page, "mix")
    platforms = [one.platform for one in desk.strategy.platforms]
    names = _labels(desk, "category", "share_asked", "share_got", "gap", "posts")
    _headings(page, names)
    head, top = page.row - 1, page.row
    total, asked = len(desk.plan.posts), _asked_mix(desk)
    counts = Counter(post.category for post in desk.plan.posts)
    for code in desk.categories:
        row, word = page.row, desk.category(code)
        own = _count(desk, ("category", f"$A{row}"))
        got = counts[code] / total if total else 0.0
        values: list[tuple[Drawn, str, Style]] = [
            (asked[code], "", looks.PERCENT),
            (got, f"=IF({_all(desk)}=0,0,E{row}/{_all(desk)})", looks.PERCENT),
            (got - asked[code], f"=C{row}-B{row}", looks.PERCENT),
            (counts[code], "=" + own, looks.FIGURE),
        ]
        fill = looks.category_color(desk.categories, code)
        _row(page, word, values, replace(looks.NAME, fill=fill, bold=True))
    last = page.row - 1
    page.rules.append(Rule(f"D{top}:D{last}", f"=ABS(D{top})>0.05", _OFF))
    tab = quoted(desk.titles["balance"])
    series = tuple(
        Series(f"={tab}!${column}${head}", f"{tab}!$A${top}:$A${last}", f"{tab}!${column}${top}:${column}${last}", color)
        for column, color in (("B", "#BCCCDC"), ("C", looks.NAVY))
    )
    chart = Chart("column", desk.words.text("labels", "chart_mix"), head - 2, 8, 450, 230, series, percent=True)
    page.charts.append(chart)
    page.row = max(page.row + 1, head + 11)
    _mix_by_platform(desk, page, platforms)


def _all(desk: Desk) -> str:
    return _count(desk, ("platform", text("?*")))


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


def _mix_by_platform(desk: Desk, page: _Page, platforms: Sequence[str]) -> None:
    """For each category two columns: asked, planned."""
    page.cells[page.row, 1] = Cell(desk.words.text("labels", "mix_by_platform"), replace(looks.SECTION, size=11))
    page.row += 1
    pairs = [f"{desk.category(code)}\n{label}" for code in desk.categories for label in _labels(desk, "asked", "planned")]
    _headings(page, [*_labels(desk, "platform"), *pairs])
    counts = Counter((post.platform, post.category) for post in desk.plan.posts)
    totals = Counter(post.platform for post in desk.plan.posts)
    for name in platforms:
        row, values = page.row, list[tuple[Drawn, str, Style]]()
        for code in desk.categories:
            pair = (("platform", f"$A{row}"), ("category", text(desk.category(code))))
            part = f"=IF({_count(desk, pair[0])}=0,0,{_count(desk, *pair)}/{_count(desk, pair[0])})"
            got = counts[name, code] / totals[name] if totals[name] else 0.0
            asked = float(mix(desk.strategy, name).get(code, 0))
            values += [(asked, "", replace(looks.PERCENT, color=looks.SOFT)), (got, part, looks.PERCENT)]
        _row(page, name, values)


def _variety(desk: Desk, page: _Page) -> None:
    """Each theme: posts, part asked by the target path, part planned."""
    page.breaks.append(page.row)
    _section(desk, page, "variety")
    _headings(page, _labels(desk, "theme", "category", "posts", "share_asked", "share_got"))
    path = Path(desk.strategy)
    wanted: Counter[str] = Counter()
    for post in desk.plan.posts:
        for name, part in path.at(post.platform, post.day).themes.items():
            wanted[name] += part  # type: ignore[assignment]
    counts, total = Counter(post.theme for post in desk.plan.posts), len(desk.plan.posts)
    top = page.row
    for name in sorted(desk.themes, key=lambda one: (desk.categories.index(desk.themes[one].category), one)):
        row, category = page.row, desk.themes[name].category
        share = counts[name] / total if total else 0.0
        values: list[tuple[Drawn, str, Style]] = [
            (desk.category(category), "", replace(looks.NAME, fill=looks.category_color(desk.categories, category))),
            (counts[name], "=" + _count(desk, ("theme", f"$A{row}")), looks.FIGURE),
            (wanted[name] / total if total else 0.0, "", looks.PERCENT),
            (share, f"=IF({_all(desk)}=0,0,C{row}/{_all(desk)})", looks.PERCENT),
        ]
        _row(page, name, values)
    page.rules.append(Rule(f"C{top}:C{page.row - 1}", bar="#9FB3C8"))


def _missions(desk: Desk, page: _Page) -> None:
    """Objectives with their posts; platforms with the part of their posts that serves their mission."""
    _section(desk, page, "missions")
    _headings(page, _labels(desk, "objective", "posts", "share_got"))
    counts, total = Counter(post.objective for post in desk.plan.posts), len(desk.plan.posts)
    for one in desk.strategy.objectives:
        row, got = page.row, counts[one.objective]
        share = f"=IF({_all(desk)}=0,0,B{row}/{_all(desk)})"
        posts: tuple[Drawn, str, Style] = (got, "=" + _count(desk, ("objective", f"$A{row}")), looks.FIGURE)
        _row(page, one.objective, [posts, (got / total if total else 0.0, share, looks.PERCENT)], replace(looks.NAME, wrap=True))
        page.heights[row] = 3 + 13.5 * looks.lines_of(one.objective, 32)
    page.row += 1
    _headings(page, _labels(desk, "platform", "served", "served_share", "mission"))
    for platform in desk.strategy.platforms:
        row, name = page.row, platform.platform
        own = [post for post in desk.plan.posts if post.platform == name]
        served = sum(post.objective in platform.objectives for post in own)
        tests = [_count(desk, ("platform", f"$A{row}"), ("objective", text(one))) for one in platform.objectives]
        share = f"=IF({_count(desk, ('platform', f'$A{row}'))}=0,0,B{row}/{_count(desk, ('platform', f'$A{row}'))})"
        values: list[tuple[Drawn, str, Style]] = [
            (served, "=" + ("+".join(tests) or "0"), looks.FIGURE),
            (served / len(own) if own else 0.0, share, looks.PERCENT),
            (platform.mission, "", replace(looks.NAME, color=looks.SOFT)),
        ]
        _row(page, name, values)


def _certificate(desk: Desk, page: _Page) -> None:
    """The promise on the mix, as counted by the audit: worst gap per platform and category."""
    page.breaks.append(page.row)
    _section(desk, page, "certificate")
    _headings(page, _labels(desk, "platform", "category", "worst", "on_day", "limit", "least", "held"))
    for one in desk.plan.certificate:
        if one.level != "category":
            continue
        good = one.worst <= one.limit + 1e-9
        style = replace(looks.NAME, color=looks.GOOD if good else looks.BAD, bold=True, align="right")
        values: list[tuple[Drawn, str, Style]] = [
            (desk.category(one.name), "", looks.NAME),
            (round(one.worst, 2), "", replace(looks.DECIMAL, number="0.00")),
            (one.day, "", replace(looks.NAME, number="date", align="right")),
            (one.limit, "", looks.DECIMAL),
            (round(one.least, 2), "", replace(looks.DECIMAL, number="0.00")),
            (desk.words.text("labels", "yes" if good else "no"), "", style),
        ]
        _row(page, one.platform or desk.words.text("say", "all_platforms"), values)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


SECTIONS: tuple[Callable[[Desk, _Page], None], ...] = (
    _frequency,
    _mix,
    _by_week,
    _variety,
    _missions,
    _certificate,
)
