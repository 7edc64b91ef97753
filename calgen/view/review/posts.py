"""The posts that worked and those that did not, and those that are beyond all measure, each with a link to its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calgen.book.sheet import StyledCell, quote_title
from calgen.review.model import ReviewedPost
from calgen.view import styles
from calgen.view.figure_sheet import add_title
from calgen.view.review.review_sheet import (
    BESIDE,
    DATE,
    Cells,
    ReviewSheet,
    add_wide_headings,
    add_wide_row,
    fitting_text,
)
from calgen.view.text_formulas import shorten

COLUMNS = {1: "title", 4: "platform", 6: "on_day", 7: "theme", 9: "beside_others", 10: "impressions",
           11: "engagements", 12: "clicks_conversions"}  # fmt: skip
_RIGHT = (6, 9, 10, 11, 12)
_LINK = replace(styles.LINK_TEXT, bottom=styles.LINE_COLOR)
_FIGURE = replace(styles.WHOLE_NUMBER, align="right")


def draw_posts(sheet: ReviewSheet) -> None:
    """What worked, what did not, and what was kept from deciding alone."""
    review = sheet.review
    if review.worked or review.disappointed:
        add_title(sheet, "posts_section")
        section = len(sheet.blocks)
        for key, posts in (("worked", review.worked), ("disappointed", review.disappointed)):
            _draw_list(sheet, key, posts)
        del sheet.blocks[section]  # the first list stays below the title of the section
    if review.clipped:
        add_title(sheet, "clipped")
        _draw_list(sheet, "", review.clipped)


def _draw_list(sheet: ReviewSheet, key: str, posts: Sequence[ReviewedPost]) -> None:
    if not posts:
        return
    if key:
        add_title(sheet, key, small=True)
    add_wide_headings(sheet, {column: sheet.label(name) for column, name in COLUMNS.items()}, right=_RIGHT)
    for post in posts:
        _add_post(sheet, post)
    sheet.row += 1


def _add_post(sheet: ReviewSheet, post: ReviewedPost) -> None:
    words = sheet.context.words
    last = " / ".join("–" if figure is None else words.number(figure) for figure in (post.clicks, post.conversions))
    row = sheet.row
    cells: Cells = {
        1: (None, _LINK),
        4: (post.platform, styles.NAME),
        6: (post.day, DATE),
        7: (post.theme or None, BESIDE),
        9: (sheet.text("times", factor=sheet.say.number(post.times)), _FIGURE),
        10: (post.impressions, _FIGURE),
        11: (post.engagements, _FIGURE),
        12: (last, _FIGURE),
    }
    add_wide_row(sheet, cells, spans={1: 3, 4: 5, 7: 8})
    sheet.cells[row, 1] = _title_cell(sheet, post)


def _title_cell(sheet: ReviewSheet, post: ReviewedPost) -> StyledCell:
    """The title with a link to the row of the post, wherever the user has sorted it; in the archive, to its cell."""
    context = sheet.context
    shown = fitting_text(shorten(" ".join(post.title.splitlines())), _LINK, 1, 3)
    if post.id in context.post_rows:
        return StyledCell(shown, _LINK, formula=context.row_link("social", post.id, shown))
    return StyledCell(shown, _LINK, link=f"{quote_title(post.place.tab)}!{post.place.cell or 'A1'}")
