"""The mix: each category's part, asked and planned, of all posts, on each platform and in each month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from calgen.book.sheet import ConditionalFormat
from calgen.figures import mix
from calgen.figures.hours import reply_hours
from calgen.figures.mix import CategoryShare, MonthMix
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.formulas import (
    ANY_NAME,
    category_criterion,
    count_all_posts,
    count_posts,
    count_posts_between,
    mix_criteria,
    name_criterion,
    quotient,
)
from calgen.view.balance.live_asked import (
    blended_share,
    draw_note,
    draw_total_of_shares,
    live_shares,
    share_formula,
)
from calgen.view.figure_sheet import (
    BAD,
    BAR,
    SMALL_LEAD,
    Figure,
    add_chart_beside,
    add_headings,
    add_lines,
    add_row,
    add_title,
    category_style,
    column_range,
    series,
)

CHARTED = 4  # the most categories for which months have a chart
_SOFT = replace(styles.PERCENT, color=styles.GREY_TEXT)


def draw_overall(sheet: BalanceSheet) -> None:
    """Each category's part: by the plain mix, on the target path, planned."""
    add_title(sheet, "mix")
    first = sheet.blocks[-1]
    keys = ("category", "share_asked", "target_path", "share_got", "gap", "posts", "beside_asked")
    add_headings(sheet, sheet.labels(*keys))
    top = sheet.row
    sheet.refs["mix_top"] = str(top)
    for category in mix.overall(sheet.calendar):
        name = sheet.context.category_name(category.category)
        look = category_style(sheet, category.category)
        add_row(sheet, name, _category_figures(sheet, category), replace(look, bold=True))
    rows = (top, sheet.row - 1)
    if sheet.calendar.has_open_slots:
        add_row(sheet, sheet.context.words.text("phrases", "open_slot"), _open_figures(sheet))
    sheet.shares = live_shares(sheet)
    draw_note(sheet, "mix")
    draw_total_of_shares(sheet, sheet.shares)
    sheet.formats.append(ConditionalFormat(column_range(5, *rows), f"=ABS(E{top})>0.05", BAD))
    if hours := reply_hours(sheet.context.strategy):
        text = sheet.context.words.text("labels", "interactions", hours=hours)
        sheet.row += 1
        add_lines(sheet, text, SMALL_LEAD)
    colors = ((2, styles.CHART_COLORS[0]), (3, BAR), (4, styles.NAVY))  # asked, target path, planned
    bars = [series(sheet, (top - 1, at), 1, at, rows, color=color) for at, color in colors]
    add_chart_beside(sheet, "column", "chart_mix", first, bars, percent=True)


def _open_figures(sheet: BalanceSheet) -> Sequence[Figure]:
    """The slots kept free for the news of the day, as a part of all posts; they are beside the mix."""
    calendar, every = sheet.calendar, count_posts(sheet.context, ("platform", ANY_NAME))
    count = calendar.total - len(calendar.mix_posts)
    return [
        (float(calendar.strategy.settings.open_slots), "", _SOFT),
        (None, "", _SOFT),
        (count / calendar.total if calendar.total else 0.0, quotient(f"F{sheet.row}", every), styles.PERCENT),
        (None, "", _SOFT),
        (count, f"={every}-{count_all_posts(sheet.context)}", styles.WHOLE_NUMBER),
    ]


def _category_figures(sheet: BalanceSheet, category: CategoryShare) -> Sequence[Figure]:
    context, row = sheet.context, sheet.row
    criterion = category_criterion(context, category.category, f"$A{row}")
    return [
        (category.share_asked, "", _SOFT),
        (category.on_path, "", styles.PERCENT),
        (category.share, quotient(f"F{row}", count_all_posts(context)), styles.PERCENT),
        (category.gap, f"=D{row}-C{row}", styles.PERCENT),
        (category.posts, "=" + count_posts(context, ("category", criterion)), styles.WHOLE_NUMBER),
        (category.beside_asked, f"=F{row}-B{row}*{count_all_posts(context)}", styles.DECIMAL_NUMBER),
    ]


def draw_platforms(sheet: BalanceSheet) -> None:
    """A platform a row, and for each category three columns: asked, on the target path, planned."""
    add_title(sheet, "mix_by_platform", small=True)
    names = [sheet.context.category_name(code) for code in sheet.calendar.categories]
    pairs = [f"{name}\n{label}" for name in names for label in sheet.labels("asked", "target_path", "planned")]
    add_headings(sheet, [*sheet.labels("platform"), *pairs])
    top = sheet.row
    for name, categories in groupby(mix.by_platform(sheet.calendar), key=lambda category: category.platform):
        here, figures = ("platform", name_criterion(name, f"$A{sheet.row}")), list[Figure]()
        for category in categories:
            own = ("category", category_criterion(sheet.context, category.category))
            all_here = count_posts(sheet.context, here, *mix_criteria())
            part = quotient(count_posts(sheet.context, here, own), all_here)
            asked = _asked_formula(sheet, name, category.category)
            paths = [(category.share_asked, asked, _SOFT), (category.on_path, "", _SOFT)]
            figures += [*paths, (category.share, part, styles.PERCENT)]
        add_row(sheet, name, figures)
    if sheet.shares:
        _follow_platforms(sheet, (top, sheet.row - 1))
    sheet.row += 1


def _asked_formula(sheet: BalanceSheet, platform: str, category: str) -> str:
    """The formula of the share asked of a category on a platform of the strategy, if cells of the mix are followed."""
    known = any(row.platform == platform for row in sheet.calendar.strategy.platforms)
    if not known or not sheet.shares:
        return ""
    asked = f"C{int(sheet.refs['frequency_top']) + sheet.calendar.platforms.index(platform)}"
    share = share_formula(sheet.shares, platform, category)
    return "=" + blended_share(sheet, platform, category, share, asked)


def _follow_platforms(sheet: BalanceSheet, rows: tuple[int, int]) -> None:
    """Lets the shares asked over all platforms be those of the platforms, by the posts that are asked of each."""
    asked, top = sheet.refs["asked_each"], int(sheet.refs["mix_top"])
    for at, _ in enumerate(sheet.calendar.categories):
        shares = column_range(2 + 3 * at, *rows)
        formula = f"=IF(SUM({asked})=0,0,SUMPRODUCT({asked},{shares})/SUM({asked}))"
        sheet.cells[top + at, 2] = replace(sheet.cells[top + at, 2], formula=formula)


def draw_months(sheet: BalanceSheet) -> None:
    """Each month: its posts, and each category's part of them."""
    context, categories = sheet.context, sheet.calendar.categories
    add_title(sheet, "mix_by_month", small=True)
    first = sheet.blocks[-1]
    names = [f"{styles.category_sign(categories, code)} {context.category_name(code)}" for code in categories]
    add_headings(sheet, [*sheet.labels("month", "posts"), *names])
    head, top = sheet.row - 1, sheet.row
    for month in mix.by_month(sheet.calendar):
        style = replace(styles.NAME, number="month", align="left")
        add_row(sheet, month.first, _month_figures(sheet, month), style)
    rows = (top, sheet.row - 1)
    colors = [styles.category_color(categories, code, strong=True) for code in categories]
    bars = [series(sheet, (head, n), 1, n, rows, color=color) for n, color in enumerate(colors, 3)]
    if len(categories) <= CHARTED:
        labels = context.words.formats()["month"]
        add_chart_beside(sheet, "share", "chart_months", first, bars, percent=True, labels=labels)
    sheet.row += 1


def _month_figures(sheet: BalanceSheet, month: MonthMix) -> Sequence[Figure]:
    context, row = sheet.context, sheet.row
    in_month = partial(count_posts_between, context, f"$A{row}", f"EDATE($A{row},1)")
    anywhere = ("platform", ANY_NAME)
    posts = in_month(anywhere, *mix_criteria())
    figures: list[Figure] = [(month.posts, "=" + posts, styles.WHOLE_NUMBER)]
    for code, share in month.shares.items():
        own = in_month(("category", category_criterion(context, code)), anywhere)
        figures.append((share, quotient(own, f"$B{row}"), styles.PERCENT))
    return figures
