"""The head of the month view: a link to the present week, and the signs and colours of categories and statuses."""

from __future__ import annotations

from collections.abc import Sequence

from calgen.book.grid import Span
from calgen.book.sheet import Style, StyledCell, quote_title
from calgen.view import legend, styles
from calgen.view.month.posts import DAY_WIDTH, NAME_WIDTH
from calgen.view.text_width import cell_text_width, fit_text
from calgen.view.view_context import ViewContext, quoted_text

STATUSES = tuple(code for code in styles.STATUS_SIGNS if code != "cancelled")  # cancelled posts are not shown
_LINK_ROW, _TOP = 3, 4  # of the link, and of the legend
_COLUMNS = 7  # beside the labels
_LAST_ROW = 20_000  # more rows than any calendar takes
_SIZE = 9.0
_PRESENT_DAYS = {"week": Style(fill=styles.PRESENT), "today": Style(fill=styles.TODAY_FILL)}
_LABEL = Style(size=_SIZE, color=styles.GREY_TEXT)
_SIGN = Style(size=11, color=styles.DARK_TEXT, align="left")
_STATUS = Style(size=_SIZE, color=styles.DARK_TEXT)


def category_rows(categories: Sequence[str]) -> int:
    """The rows that the legend of categories and of the present days takes."""
    return -(-(len(categories) + len(_PRESENT_DAYS)) // _COLUMNS)


def status_legend(categories: Sequence[str]) -> Span:
    """Where the legend of statuses stands: a row of signs, and one of their names below."""
    top = _TOP + category_rows(categories)
    return top, 2, top + 1, 1 + len(STATUSES)


def add_heading(
    context: ViewContext, categories: Sequence[str], cells: dict[tuple[int, int], StyledCell]
) -> tuple[int, dict[int, float]]:
    """Adds the link and the legends; the next free row, and the heights of the rows above it in points."""
    words = context.words
    cells[_LINK_ROW, 1] = StyledCell(*_this_week(context))
    cells[_TOP, 1] = StyledCell(_fitted(words.text("labels", "category"), NAME_WIDTH), _LABEL)
    colours = [*legend.category_entries(context, categories), *legend.entries(words, _PRESENT_DAYS)]
    for n, (text, look) in enumerate(colours):
        style = Style(size=_SIZE, fill=look.fill, border=styles.WHITE)
        cells[_TOP + n // _COLUMNS, 2 + n % _COLUMNS] = StyledCell(_fitted(text, DAY_WIDTH), style)
    top, left, bottom, _ = status_legend(categories)
    cells[top, 1] = StyledCell(_fitted(words.title("social", "status"), NAME_WIDTH), _LABEL)
    for column, code in enumerate(STATUSES, left):
        cells[top, column] = StyledCell(styles.status_sign(code), _SIGN)
        cells[bottom, column] = StyledCell(words.choice("status", code), _STATUS)
    heights = {1: 28.0, 2: 18.0, _LINK_ROW: 16.5} | dict.fromkeys(range(_TOP, top), 13.5)
    return bottom + 2, heights | {top: 15.0, bottom: 12.75, bottom + 1: 7.5}


def _fitted(text: str, width: float) -> str:
    return fit_text(text, cell_text_width(width), 1, _SIZE)


def _this_week(context: ViewContext) -> tuple[str, Style, str]:
    """A link to the day of today, in its column; to the top where the calendar does not hold it."""
    shown = context.words.text("labels", "to_this_week")
    days = f"INDEX($B$1:$H${_LAST_ROW},0,WEEKDAY(TODAY(),2))"
    place = f"{quoted_text('#' + quote_title(context.titles['month']) + '!A')}&IFERROR(MATCH(TODAY(),{days},0),1)"
    return shown, styles.LINK_TEXT, f"=HYPERLINK({place},{quoted_text(shown)})"
