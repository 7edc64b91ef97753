"""The social calendar: one row per post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from calgen.book.folding import without_invisible
from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, Sheet, SheetValue
from calgen.plan.model import Post, Subject
from calgen.strategy.networks import network
from calgen.view import calendar_sheet, styles
from calgen.view.calendar_sheet import Layout, RowCells, RowMaker, SheetColumn, column_number, column_range
from calgen.view.hashtags import hashtags_of
from calgen.view.length_formulas import length_formula
from calgen.view.past_weeks import PastWeeks
from calgen.view.reasons import reason_cells
from calgen.view.tracking_links import is_former_form, tracked_link
from calgen.view.view_context import TOP, ViewContext, quoted_text

_NARROW = replace(styles.BODY, size=9, color=styles.GREY_TEXT)
_REASON = replace(_NARROW, wrap=True)
_LINKED = replace(styles.BODY, color=styles.LINK_COLOR, underline=True)

COLUMNS = (
    SheetColumn("id", 6, style=_NARROW),
    SheetColumn("date", 10.5, style=replace(styles.BODY, number="date", bold=True, align="left")),
    SheetColumn("day", 5, style=replace(styles.BODY, number="short_weekday", align="left")),
    SheetColumn("time", 8.5, style=replace(styles.BODY, number="time", align="center")),
    SheetColumn("platform", 11, style=replace(styles.TEXT, bold=True)),
    SheetColumn("title", 37.5),
    SheetColumn("format", 10.5),
    SheetColumn("category", 9.5),
    SheetColumn("owner", 11),
    SheetColumn("theme", 12.5, printed=False),
    SheetColumn("status", 10.5, printed=False),
    SheetColumn("reason", 45, style=_REASON, printed=False),
    SheetColumn("text", 40, printed=False),
    SheetColumn("characters", 9, style=replace(_NARROW, align="center"), printed=False),
    SheetColumn("hashtags", 28, style=_REASON, printed=False),
    SheetColumn("editorial", 8.5, style=_LINKED, printed=False),
    SheetColumn("keep", 8, style=replace(styles.BODY, align="center"), printed=False),
    SheetColumn("comment", 28, style=_REASON, printed=False),
    SheetColumn("account", 16, folded=True),
    SheetColumn("objective", 26, folded=True),
    SheetColumn("mission", 30, folded=True),
    SheetColumn("audience", 18, folded=True),
    SheetColumn("stage", 11, folded=True),
    SheetColumn("campaign", 18, folded=True),
    SheetColumn("key_date", 16, folded=True),
    SheetColumn("link", 30, folded=True),
    SheetColumn("image", 18, folded=True),
    SheetColumn("alt_text", 24, folded=True),
    SheetColumn("url", 24, folded=True),
    SheetColumn("variant", 9, folded=True),
    SheetColumn("impressions", 12, folded=True, style=styles.WHOLE_NUMBER),
    SheetColumn("engagements", 12, folded=True, style=styles.WHOLE_NUMBER),
    SheetColumn("clicks", 9, folded=True, style=styles.WHOLE_NUMBER),
    SheetColumn("conversions", 12, folded=True, style=styles.WHOLE_NUMBER),
)
FROZEN = 6  # columns: what is published where and when, with its title
LEAST_LINES = 2  # of a row: a title and a reason have mostly two, and even rows read well
# the columns that say nothing on the row of a slot that is kept free
_EMPTY_WHERE_OPEN = (
    *("made", "theme", "category", "editorial", "format", "characters", "hashtags", "link"),
    *("objective", "audience", "stage", "campaign", "key_date"),
)
OPEN_STATUS = "idea"  # of a slot that is kept free
# The same with the titles in italics, for subjects that are still to be found.
_OPEN_COLUMNS = tuple(
    replace(column, style=replace(column.style, italic=True)) if column.key == "title" else column for column in COLUMNS
)


def rows(context: ViewContext) -> list[RowCells]:
    """The rows, in the order of the plan."""
    makers, formulas = (RowMaker(_OPEN_COLUMNS), RowMaker(COLUMNS)), _common_formulas(context)
    names = {post.platform for post in context.plan.posts}
    lengths = {name: _length_formula(context, name) for name in names}  # long ones: a platform's rows share one
    reasons = reason_cells(context)
    found: list[RowCells] = []
    for index, post in enumerate(context.plan.posts):
        if post.is_open:
            own = _open_formulas(formulas) | lengths[post.platform]
            found.append(makers[post.is_own].row(_open_values(context, index, post, reasons[index]), own))
            continue
        titled, subject_id = bool(context.plan.subjects[post.subject].title), context.ids.subjects[post.subject]
        own = _formulas(context, subject_id, formulas) | lengths[post.platform]
        found.append(makers[titled].row(_values(context, index, post, reasons[index]), own))
    return found


def sheet(context: ViewContext, rows: Sequence[RowCells], past: PastWeeks) -> Sheet:
    """The tab."""
    layout = Layout(FROZEN, LEAST_LINES, portrait=True)
    lengths = _length_formats(context, TOP + max(1, len(rows)))
    return calendar_sheet.build(context, "social", COLUMNS, rows, past, layout, lengths)


def _length_formats(context: ViewContext, last: int) -> list[ConditionalFormat]:
    """The number of characters in red where it is beyond the limit of the row's platform."""
    row = TOP + 1
    platform, count = (f"${letter(column_number(COLUMNS, key))}{row}" for key in ("platform", "characters"))
    ref = column_range(column_number(COLUMNS, "characters"), last)
    style = styles.ALERT
    limits = {name: network(name).characters for name in context.platforms}
    return [
        ConditionalFormat(
            ref, f"=AND({platform}={quoted_text(name)},ISNUMBER({count}),N({count})>{limit})", style
        )
        for name, limit in limits.items()
        if limit
    ]


def _values(context: ViewContext, index: int, post: Post, why: tuple[str, str]) -> dict[str, SheetValue]:
    """The values of a row by column key."""
    words, subject, platform = context.words, context.plan.subjects[post.subject], context.platforms[post.platform]
    variant = {"variant": post.variant} if post.variant else {}
    return {
        **variant,
        "id": context.ids.posts[index],
        "made": post.work_week,  # no column: the hidden sheet remembers the week in which the hours were found
        "date": post.day,
        "day": post.day,
        "time": post.time,
        "title": context.cell_title(post.subject),
        "editorial": context.ids.subjects[post.subject],
        "characters": "",
        "category": context.category_name(post.category),
        "stage": words.choice("stage", post.stage) if post.stage else "",
        "status": words.choice("status", post.status or initial_status(subject)),
        "campaign": post.campaign,
        "key_date": post.key_date,
        "reason": why[0],
        "why": why[1],  # no column: the hidden sheet remembers that calgen made the reason of the finished plan
        "hashtags": " ".join(hashtags_of(context, post)),
        "link": _link(context, index, post, subject),
        "platform": post.platform,
        "account": platform.account,
        "theme": post.theme,
        "format": post.format,
        "objective": post.objective,
        "mission": platform.mission,
        "audience": post.audience,
        "owner": post.owner,
    }


def _open_values(context: ViewContext, index: int, post: Post, why: tuple[str, str]) -> dict[str, SheetValue]:
    """The values of a slot that is kept free: without theme, subject and hours of work."""
    words, platform = context.words, context.platforms[post.platform]
    return {
        **dict.fromkeys(_EMPTY_WHERE_OPEN, ""),
        "id": context.ids.posts[index],
        "date": post.day,
        "day": post.day,
        "time": post.time,
        "title": context.title_of(post),
        "status": words.choice("status", post.status or OPEN_STATUS),
        "reason": why[0],
        "why": why[1],  # no column: the hidden sheet remembers that calgen made the reason of the finished plan
        "platform": post.platform,
        "account": platform.account,
        "mission": platform.mission,
        "owner": post.owner,
    }


def _open_formulas(common: Mapping[str, str]) -> dict[str, str]:
    """The formulas of such a row: its title stands as text, for there is no subject to read it from."""
    return {key: formula for key, formula in common.items() if key != "title"}


def _common_formulas(context: ViewContext) -> dict[str, str]:
    """The formulas that are the same in all rows."""
    day, own_subject = context.this_row("social", "date"), context.this_row("social", "editorial")
    titles, ids = context.column_ref("editorial", "title"), context.column_ref("editorial", "id")
    return {
        "day": f'=IF(ISNUMBER({day}),{day},"")',
        "title": f'=IFERROR(INDEX({titles},MATCH({own_subject},{ids},0)),"")',
    }


def _length_formula(context: ViewContext, platform: str) -> dict[str, str]:
    """The formula that counts the text of a row of a platform; none where the user removed that column."""
    if not context.has_column("social", "text"):
        return {}
    text, here = context.this_row("social", "text"), context.this_row("social", "platform")
    return {"characters": length_formula(text, here, platform, network(platform).limits)}


def _formulas(context: ViewContext, subject_id: str, common: dict[str, str]) -> dict[str, str]:
    """The formulas of a row; where the user removed the row of its subject, its title and id stand as text."""
    if subject_id in context.removed_subjects:
        return {key: formula for key, formula in common.items() if key != "title"}
    return common | {"editorial": context.row_link("editorial", subject_id, subject_id)}


def initial_status(subject: Subject) -> str:
    """The code of a new subject's status: a piece of content is to be written, everything else is an idea."""
    return "to_write" if subject.piece else "idea"


def _link(context: ViewContext, index: int, post: Post, subject: Subject) -> str:
    """The link of a post: that which was typed for its subject, that of its piece, or the website.

    Where links are tracked, it has the id of the post; that of a post which may be out already stays as it was.
    """
    settings, piece = context.strategy.settings, context.pieces.get(subject.piece)
    typed, id_ = context.subject_links.get(context.ids.subjects[post.subject], ""), context.ids.posts[index]
    link = without_invisible(typed or (piece.link if piece else "") or settings.website)
    if not link or not settings.utm:
        return link
    known = network(post.platform)
    source = known.key if known.names else post.platform
    made = tracked_link(link, source, post.campaign or (piece.campaign if piece else "") or post.theme, id_)
    former = context.former_links.get(id_, made)
    return former if is_former_form(former, made) else made
