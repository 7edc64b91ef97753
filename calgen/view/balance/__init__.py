"""The balance: does the calendar hold the frequency, the variety and the missions that the strategy asks for?

Every figure about the calendar is a live formula over the calendars' tables, which stays true while the user edits; its
stored value is that of `calgen.figures`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from calgen.book.grid import address
from calgen.book.sheet import PrintSetup, Sheet, StyledCell
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.effort import effort
from calgen.view import legend, styles
from calgen.view.balance import (
    certificate,
    findings,
    frequency,
    hours,
    market,
    missions,
    mix,
    questions,
    stages,
    variety,
    wheel,
)
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.chart_texts import with_description
from calgen.view.balance.live_asked import changed_conditions, changed_formula
from calgen.view.figure_sheet import FIRST_WIDTH, WIDTH
from calgen.view.lead_sentences import effort_text, promise_text
from calgen.view.text_width import wrap_text
from calgen.view.view_context import ViewContext

SECTIONS: tuple[Callable[[BalanceSheet], None], ...] = (
    frequency.draw_platforms,
    frequency.draw_weeks,
    variety.draw_themes,
    missions.draw_platforms,
    missions.draw_objectives,
    missions.draw_audiences,
    missions.draw_campaigns,
    mix.draw_overall,
    mix.draw_platforms,
    mix.draw_months,
    stages.draw_stages,
    hours.draw_weeks,
    wheel.draw_wheel,
    market.draw_market,
    findings.draw_findings,
    certificate.draw_certificate,
)
LEAD_TOP = 4  # the row of the first sentence
_PROMISE = replace(styles.LEAD, size=10, color=styles.DARK_TEXT, wrap=True, valign="vcenter")
_CHANGED = replace(_PROMISE, bold=True, color=styles.BAD, wrap=False)
_EFFORT = replace(_PROMISE, bold=True, color=styles.NAVY)
FEWEST_COLUMNS = 12  # that are printed: a table with its chart beside


def sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The tab, with the figures of the calendar as it will stand."""
    printed = max(FEWEST_COLUMNS, len(calendar.platforms) + 5, 1 + 3 * len(calendar.categories))
    title = context.titles["balance"]
    drawn = BalanceSheet(context, calendar, styles.tab_heading(title, context.words.help("balance")), printed)
    drawn.blocks.append(1)
    drawn.cells[3, 1] = StyledCell(_period_text(context, calendar), styles.LEAD)
    _draw_lead(drawn)
    drawn.row = questions.TOP + questions.ROWS
    for draw_section in SECTIONS:
        draw_section(drawn)
        drawn.row += 1
    questions.draw_questions(drawn)
    _draw_changed(drawn)
    _draw_legend(drawn)
    columns = max(column for _, column in drawn.cells)
    return Sheet(
        "balance",
        title,
        drawn.cells,
        widths={1: float(FIRST_WIDTH)} | dict.fromkeys(range(2, columns + 1), float(WIDTH)),
        folded=frozenset(range(printed + 1, columns + 1)),
        heights={1: 28.0, 2: 18.0} | drawn.heights,
        merges=tuple(drawn.merges),
        freeze=(2, 1),
        rules=tuple(drawn.formats),
        charts=tuple(with_description(chart, drawn.cells, context.words) for chart in drawn.charts),
        print=PrintSetup(
            blocks=tuple(drawn.blocks),
            area=f"A1:{address(drawn.row, printed)}",
            columns=printed,
            footer=title,
        ),
        formats=context.words.formats(),
        tab_color=styles.OUTPUT_COLOR,
    )


def _draw_lead(drawn: BalanceSheet) -> None:
    """The effort to come and the promise of the mix, a sentence each, over the cards."""
    context = drawn.context
    effort_line = effort_text(context.words, effort(drawn.calendar, context.today))
    promise = promise_text(context.words, context.problems, context.plan.certificate, context.titles)
    for row, (text, style) in enumerate(((effort_line, _EFFORT), (promise, _PROMISE)), LEAD_TOP):
        drawn.cells[row, 1] = StyledCell(text or None, style)
        drawn.merges.append((row, 1, row, drawn.printed))
        lines = wrap_text(text, drawn.width_of(drawn.printed), 10, bold=bool(style.bold))
        drawn.heights[row] = 4 + 13.5 * max(1, len(lines))


def _draw_changed(drawn: BalanceSheet) -> None:
    """The line that appears once a cell of the strategy that the tab follows is not as it was read."""
    row = LEAD_TOP + 2
    drawn.heights[row] = 15.0 if drawn.changed else 6.0
    if drawn.changed:
        formula = changed_formula(changed_conditions(drawn), drawn.label("strategy_changed"))
        drawn.cells[row, 1] = StyledCell("" if formula else None, _CHANGED, formula)


def _draw_legend(drawn: BalanceSheet) -> None:
    """What the colours of figures and categories mean, below the cards."""
    looks = {"good": styles.PRAISE, "doubt": styles.DOUBT, "bad": styles.ALERT}
    shown = legend.entries(drawn.context.words, looks)
    shown += legend.category_entries(drawn.context, drawn.calendar.categories)
    row, widths = questions.TOP + questions.ROWS - 1, dict.fromkeys(range(2, drawn.printed + 1), float(WIDTH))
    drawn.cells[row, 1] = StyledCell(drawn.label("legend"), replace(styles.LEAD, size=9))
    drawn.heights[row] = 16.0
    drawn.cells |= legend.legend_cells(row, 2, widths, shown)


def _period_text(context: ViewContext, calendar: CountedCalendar) -> str:
    """The days that all figures are of, and how many posts of the calendar lie before and after them."""
    words, horizon = context.words, calendar.horizon
    counts = {"posts_before": calendar.posts_before, "posts_after": calendar.posts_after}
    outside = (words.text("labels", key, n=count) for key, count in counts.items() if count)
    return " ".join([words.text("labels", "period", first=horizon.first, last=horizon.last), *outside])
