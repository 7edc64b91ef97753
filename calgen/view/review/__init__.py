"""The review: where the objectives stand, what worked, and what had better change.

Every figure about the posts of the period that is a count is a live formula over the social calendar; the others are
those of `calgen.review`, as of the day of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from calgen.book.grid import address
from calgen.book.review_columns import KEY_COLUMN
from calgen.book.sheet import PrintSetup, Sheet
from calgen.figures.counted_calendar import CountedCalendar
from calgen.view import styles
from calgen.view.balance.chart_texts import with_description
from calgen.view.figure_sheet import FIRST_WIDTH, WIDTH, add_lines
from calgen.view.review import costs, effects, objectives, pairs, platforms, posts, proposals
from calgen.view.review.review_sheet import LINE, NUMBER_FORMATS, PRINTED, ReviewSheet, add_sentence
from calgen.view.view_context import ViewContext

SECTIONS: tuple[Callable[[ReviewSheet], None], ...] = (
    objectives.draw_objectives,
    platforms.draw_platforms,
    effects.draw_effects,
    posts.draw_posts,
    pairs.draw_pairs,
    costs.draw_costs,
    proposals.draw_proposals,
)
_HEAD = replace(styles.LEAD, size=10, bold=True, color=styles.NAVY)


def sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The tab; a sentence alone where the last result and the last reading are gone."""
    title = context.titles["review"]
    drawn = ReviewSheet(context, calendar, styles.tab_heading(title, context.words.help("review")), PRINTED)
    drawn.next_folded = KEY_COLUMN + 1
    drawn.blocks.append(1)
    _draw_head(drawn)
    for draw_section in SECTIONS if context.review else ():
        _draw_after_gap(drawn, draw_section)
    if context.review:
        drawn.row += 1
        add_sentence(drawn, drawn.text("limits"), LINE)
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
        choices=tuple(drawn.choices),
        rules=tuple(drawn.formats),
        charts=tuple(with_description(chart, drawn.cells, context.words) for chart in drawn.charts),
        print=PrintSetup(
            blocks=tuple(drawn.blocks), area=f"A1:{address(drawn.row, PRINTED)}", columns=PRINTED, footer=title
        ),
        formats=context.words.formats() | NUMBER_FORMATS,
        tab_color=styles.OUTPUT_COLOR,
    )


def _draw_after_gap(drawn: ReviewSheet, draw_section: Callable[[ReviewSheet], None]) -> None:
    """A section below a blank row; nothing where it has nothing to show."""
    drawn.row += 1
    top = drawn.row
    draw_section(drawn)
    if drawn.row == top:
        drawn.row -= 1


def _draw_head(drawn: ReviewSheet) -> None:
    """As of when, how many published posts have figures, and what comes next."""
    review = drawn.context.review
    if review is None:
        add_lines(drawn, drawn.text("nothing"), _HEAD)
        return
    add_lines(drawn, drawn.say.head(review), _HEAD)
    add_lines(drawn, drawn.say.next_step(review), replace(_HEAD, bold=False))
