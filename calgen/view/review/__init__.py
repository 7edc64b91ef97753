"""The review: where the objectives stand, what worked, and what had better change.

Every figure about the posts of the period that is a count is a live formula over the social calendar; the others are
those of `calgen.review`, as of the day of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from calgen.book.grid import address
from calgen.book.sheet import PrintSetup, Sheet
from calgen.figures.counted_calendar import CountedCalendar
from calgen.view import styles
from calgen.view.balance.chart_texts import with_description
from calgen.view.figure_sheet import FIRST_WIDTH, WIDTH, add_lines
from calgen.view.review import objectives
from calgen.view.review.review_sheet import PRINTED, ReviewSheet
from calgen.view.view_context import ViewContext

SECTIONS: tuple[Callable[[ReviewSheet], None], ...] = (objectives.draw_objectives,)
_HEAD = replace(styles.LEAD, size=10, bold=True, color=styles.NAVY)


def sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The tab; a sentence alone where the last result and the last reading are gone."""
    title = context.titles["review"]
    drawn = ReviewSheet(context, calendar, styles.tab_heading(title, context.words.help("review")), PRINTED)
    drawn.blocks.append(1)
    add_lines(drawn, head_text(drawn), _HEAD)
    for draw_section in SECTIONS if context.review else ():
        drawn.row += 1
        draw_section(drawn)
    columns = max(PRINTED, *(column for _, column in drawn.cells))
    return Sheet(
        "review",
        title,
        drawn.cells,
        widths={1: float(FIRST_WIDTH)} | dict.fromkeys(range(2, columns + 1), float(WIDTH)),
        folded=frozenset(range(PRINTED + 1, columns + 1)),
        heights={1: 28.0, 2: 18.0} | drawn.heights,
        merges=tuple(drawn.merges),
        freeze=(2, 1),
        rules=tuple(drawn.formats),
        charts=tuple(with_description(chart, drawn.cells, context.words) for chart in drawn.charts),
        print=PrintSetup(
            blocks=tuple(drawn.blocks), area=f"A1:{address(drawn.row, PRINTED)}", columns=PRINTED, footer=title
        ),
        formats=context.words.formats(),
        tab_color=styles.OUTPUT_COLOR,
    )


def head_text(drawn: ReviewSheet) -> str:
    """As of when, and how many published posts have figures."""
    review = drawn.context.review
    if review is None:
        return drawn.text("nothing")
    return drawn.text("as_of", today=review.today, published=review.published, with_figures=review.with_figures)
