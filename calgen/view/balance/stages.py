"""AIDA: the posts of each stage, and those without one."""

from __future__ import annotations

from calgen.book.sheet import ConditionalFormat
from calgen.figures import mix
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.formulas import ANY_NAME, count_all_posts, count_posts, quotient, word_criterion
from calgen.view.figure_sheet import BAD, BAR, add_headings, add_row, add_title, column_range


def draw_stages(sheet: BalanceSheet) -> None:
    """A stage a row; those that no post has are in colour."""
    add_title(sheet, "aida")
    context = sheet.context
    add_headings(sheet, sheet.labels("stage", "posts", "share_got"))
    top = sheet.row
    for stage in mix.by_stage(sheet.calendar):
        if stage.stage:
            name = context.words.choice("stage", stage.stage)
            own = word_criterion(context, "stage", stage.stage, f"$A{sheet.row}")
            posts = count_posts(context, ("stage", own), ("platform", ANY_NAME))
        else:
            name = sheet.label("no_stage")
            posts = f"{count_all_posts(context)}-SUM({column_range(2, top, sheet.row - 1)})"
        part = quotient(f"B{sheet.row}", count_all_posts(context))
        add_row(sheet, name, [(stage.posts, "=" + posts, styles.WHOLE_NUMBER), (stage.share, part, styles.PERCENT)])
    last = sheet.row - 1
    sheet.formats += [
        ConditionalFormat(column_range(2, top, last), bar=BAR),
        ConditionalFormat(column_range(2, top, last - 1), f"=B{top}=0", BAD),
    ]
