"""The new workbook: calgen's template with what was read, the user's own posts, and a list of what was left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from calgen.adopt.records import Adoption
from calgen.adopt.report import reason_text
from calgen.book.sheet import Sheet, SheetValue, StyledCell
from calgen.book.words import Words
from calgen.strategy import Strategy, tab
from calgen.view import editorial, social, styles, template
from calgen.view.calendar_sheet import SheetColumn
from calgen.view.view_context import TOP

_COLUMNS: Mapping[str, Sequence[SheetColumn]] = {"social": social.COLUMNS, "editorial": editorial.COLUMNS}
_OWN_WIDTH = 24
LEFT = "left"  # key of the tab that lists what was left


def input_sheets(adoption: Adoption, words: Words) -> tuple[Sheet, ...]:
    """The guide, the input tabs with what was read, and the list of what was left where there is any."""
    defaults = template.empty_content(words)
    kept = {key: getattr(defaults.strategy, key) for key in ("settings", "wheel", "mix", "formats")}
    content = template.TemplateContent(Strategy(**kept), has_examples=False, typed=adoption.records)
    sheets = tuple(_with_own_columns(sheet, adoption) for sheet in template.input_sheets(words, content))
    return (*sheets, _left_sheet(adoption, words)) if adoption.left else sheets


def _with_own_columns(sheet: Sheet, adoption: Adoption) -> Sheet:
    """An input tab with the columns of theirs beside its table."""
    own = adoption.own_columns.get(sheet.key, ())
    if not own:
        return sheet
    cells, first = dict(sheet.cells), len(tab(sheet.key).columns) + 1
    for n, heading in enumerate(own, first):
        cells[TOP, n] = StyledCell(heading, styles.HEADING)
        for row, record in enumerate(adoption.records[sheet.key], TOP + 1):
            if heading in record:
                cells[row, n] = StyledCell(_shown(record[heading]), styles.TEXT)
    widths = {first + n: _OWN_WIDTH for n in range(len(own))}
    return replace(sheet, cells=cells, widths={**sheet.widths, **widths})


def calendar_sheets(adoption: Adoption, words: Words) -> tuple[Sheet, ...]:
    """The tabs of calgen's before the first run; with the user's own posts and subjects where there are any."""
    return tuple(
        _calendar(sheet, adoption, words) if adoption.records.get(sheet.key) else sheet
        for sheet in template.output_placeholders(words)
    )


def _calendar(sheet: Sheet, adoption: Adoption, words: Words) -> Sheet:
    columns, own = _COLUMNS[sheet.key], adoption.own_columns.get(sheet.key, ())
    headings = [*(words.title(sheet.key, column.key) for column in columns), *own]
    keys = [*(column.key for column in columns), *own]
    cell_styles = [*(column.style for column in columns), *(styles.TEXT for _ in own)]
    cells = dict(sheet.cells)
    for n, heading in enumerate(headings, 1):
        cells[TOP, n] = StyledCell(heading, styles.HEADING)
    for row, record in enumerate(adoption.records[sheet.key], TOP + 1):
        for n, (key, style) in enumerate(zip(keys, cell_styles, strict=True), 1):
            cells[row, n] = StyledCell(_shown(record.get(key)), style)
    widths = {n: column.width for n, column in enumerate(columns, 1)}
    widths |= {len(columns) + n: _OWN_WIDTH for n in range(1, len(own) + 1)}
    folded = frozenset(n for n, column in enumerate(columns, 1) if column.folded)
    return replace(sheet, cells=cells, widths=widths, folded=folded, freeze=(TOP, 0), formats=words.formats())


def _shown(value: SheetValue) -> SheetValue:
    return None if value == "" else value


def _left_sheet(adoption: Adoption, words: Words) -> Sheet:
    """The list of what was left: where it stood, what it says, and why it was left."""
    cells = styles.tab_heading(words.text("adopt", "left_title"), words.text("adopt", "left_lead"))
    for n, key in enumerate(("where", "what", "why"), 1):
        cells[TOP, n] = StyledCell(words.text("adopt", "left_columns", key), styles.HEADING)
    for row, left in enumerate(adoption.left, TOP + 1):
        texts = (str(left.place), left.text, reason_text(left.reason, words))
        for n, text in enumerate(texts, 1):
            cells[row, n] = StyledCell(text, styles.TEXT)
    return Sheet(LEFT, words.text("adopt", "left_title"), cells, widths={1: 26, 2: 60, 3: 70},
                 freeze=(TOP, 0), tab_color=styles.GREY_TEXT)  # fmt: skip


