"""What had better change, from what to what, why and with what doubt; the user says yes in the column *Accept*."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.grid import letter
from calgen.book.review_columns import ACCEPT_COLUMN, KEY_COLUMN, PROPOSED_COLUMN
from calgen.book.sheet import DropDown, StyledCell
from calgen.review.model import Proposal
from calgen.view import styles
from calgen.view.figure_sheet import add_title
from calgen.view.review.review_sheet import BESIDE, Cells, ReviewSheet, add_wide_headings, add_wide_row

_ACCEPT = replace(styles.NAME, align="center", bold=True, fill=styles.REQUIRED_FILL, border=styles.WEEK_LINE)


def draw_proposals(sheet: ReviewSheet) -> None:
    """A row for each proposal, its key in a folded column: by it the next run finds the user's yes."""
    if not sheet.review.proposals:
        return
    add_title(sheet, "proposals")
    words = sheet.context.words
    names = {1: sheet.label("proposed"), 2: sheet.label("from"), PROPOSED_COLUMN: words.title("review", "proposed"),
             ACCEPT_COLUMN: words.title("review", "accept"), 5: sheet.label("why")}  # fmt: skip
    add_wide_headings(sheet, names, right=(2, PROPOSED_COLUMN, ACCEPT_COLUMN))
    sheet.cells[sheet.row - 1, KEY_COLUMN] = StyledCell(words.title("review", "proposal"), styles.SMALL_GREY)
    yes_no, prompt = tuple(words.choices("yes_no").values()), words.help("review", "accept")
    for proposal in sheet.review.proposals:
        row = sheet.row
        add_wide_row(sheet, _cells(sheet, proposal), spans={5: 12})
        sheet.cells[row, KEY_COLUMN] = StyledCell(proposal.key, replace(styles.SMALL_GREY, wrap=False))
        ref = f"{letter(ACCEPT_COLUMN)}{row}"
        sheet.choices.append(DropDown(ref, words=yes_no, title=names[ACCEPT_COLUMN], prompt=prompt))


def _cells(sheet: ReviewSheet, proposal: Proposal) -> Cells:
    say, words = sheet.say, sheet.context.words
    value = replace(styles.NAME, align="right")
    said = {**dict.fromkeys(sheet.context.refused, "no"), **dict.fromkeys(sheet.context.accepted, "yes")}
    answer = words.choice("yes_no", said[proposal.key]) if proposal.key in said else None
    return {
        1: (say.proposed_cell(proposal), replace(styles.NAME, bold=True)),
        2: (say.value(proposal.before), value),
        PROPOSED_COLUMN: (say.value(proposal.after), replace(value, bold=True)),
        ACCEPT_COLUMN: (answer, _ACCEPT),
        5: (say.why(proposal), BESIDE),
    }
