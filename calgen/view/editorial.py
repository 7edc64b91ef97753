"""The editorial calendar: one row per subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calgen.book.sheet import Sheet, SheetValue, StyledCell
from calgen.plan.model import Post, Subject
from calgen.plan.work_steps import subject_due_dates
from calgen.view import calendar_sheet, styles
from calgen.view.calendar_sheet import RowCells, SheetColumn
from calgen.view.social import initial_status
from calgen.view.view_context import ViewContext, quoted_text

_NARROW = replace(styles.BODY, size=9, color=styles.SOFT)
_LINKED = replace(styles.BODY, color=styles.LINK, underline=True)
_DAY = replace(styles.BODY, number="date", align="left")

COLUMNS = (
    SheetColumn("id", 7.5, style=_NARROW),
    SheetColumn("date", 11, style=replace(_DAY, bold=True)),
    SheetColumn("week", 7, style=replace(styles.BODY, align="center")),
    SheetColumn("title", 38, style=replace(styles.TEXT, bold=True)),
    SheetColumn("theme", 20),
    SheetColumn("category", 12.5),
    SheetColumn("format", 13),
    SheetColumn("status", 12),
    SheetColumn("owner", 11),
    SheetColumn("brief", 60, style=styles.QUIET),
    SheetColumn("draft_due", 11, style=_DAY),
    SheetColumn("review_due", 11, style=_DAY),
    SheetColumn("posts", 11, style=replace(styles.BODY, align="center"), printed=False),
    SheetColumn("platforms", 22, printed=False),
    SheetColumn("first_post", 11, style=_LINKED, printed=False),
    SheetColumn("last_post", 11, style=_LINKED, printed=False),
    SheetColumn("notes", 26, printed=False),
    SheetColumn("objective", 26, folded=True),
    SheetColumn("stage", 11, folded=True),
    SheetColumn("campaign", 18, folded=True),
    SheetColumn("key_date", 16, folded=True),
    SheetColumn("link", 30, folded=True),
)
_BLANKS = calendar_sheet.blank_cells(COLUMNS)
# A title that is still to be found, in italics.
_OPEN_BLANKS = _BLANKS | {"title": StyledCell(None, replace(_BLANKS["title"].style, italic=True))}


def rows(context: ViewContext) -> list[RowCells]:
    """The rows, in the order of the plan."""
    return [_row(context, index, subject) for index, subject in enumerate(context.plan.subjects)]


def sheet(context: ViewContext, rows: Sequence[RowCells]) -> Sheet:
    """The tab."""
    return calendar_sheet.build(context, "editorial", COLUMNS, rows, 4)


def _row(context: ViewContext, index: int, subject: Subject) -> RowCells:
    words, indexes = context.words, context.posts_of_subjects[subject.number]
    posts = [context.plan.posts[at] for at in indexes]
    first_id, last_id = context.ids.posts[indexes[0]], context.ids.posts[indexes[-1]]
    due, piece = subject_due_dates(context.strategy, subject, posts), context.pieces.get(subject.piece)
    values: dict[str, SheetValue] = {
        "id": context.ids.subjects[index],
        "date": subject.first,
        "week": subject.first.isocalendar().week,
        "title": context.subject_titles[index],
        "theme": subject.theme,
        "category": context.category_name(subject.category),
        "format": subject.format,
        "status": words.choice("status", initial_status(subject)),
        "owner": subject.owner,
        "brief": _brief(context, subject, posts),
        "draft_due": due.draft,
        "review_due": due.review,
        "posts": len(posts),
        "platforms": ", ".join(sorted({post.platform for post in posts})),
        "first_post": first_id,
        "last_post": last_id,
        "notes": piece.notes if piece else "",
        "objective": subject.objective,
        "stage": words.choice("stage", subject.stage) if subject.stage else "",
        "campaign": subject.campaign,
        "key_date": subject.key_date,
        "link": piece.link if piece else "",
    }
    blanks = _BLANKS if subject.title else _OPEN_BLANKS
    return calendar_sheet.row_cells(blanks, values, _formulas(context, first_id, last_id))


def _formulas(context: ViewContext, first_id: str, last_id: str) -> dict[str, str]:
    """The formulas of a row, from the ids of its first and last post."""
    day, own_id = context.this_row("editorial", "date"), context.this_row("editorial", "id")
    own, status = f"{context.column_ref('social', 'editorial')},{own_id}", context.column_ref("social", "status")
    cancelled = quoted_text("<>" + context.words.choice("status", "cancelled"))
    return {
        "week": f'=IF(ISNUMBER({day}),_xlfn.ISOWEEKNUM({day}),"")',
        "posts": f"=COUNTIFS({own},{status},{cancelled})",
        "first_post": context.row_link("social", first_id, first_id),
        "last_post": context.row_link("social", last_id, last_id),
    }


def post_links(context: ViewContext, first_id: str, last_id: str) -> dict[str, StyledCell]:
    """The cells that lead from a subject to its first and last post."""
    ids = {"first_post": first_id, "last_post": last_id}
    return {key: StyledCell(id_, formula=context.row_link("social", id_, id_)) for key, id_ in ids.items()}


def _brief(context: ViewContext, subject: Subject, posts: Sequence[Post]) -> str:
    """The message, its proof, the call to action, and the tone of each platform, one a line."""
    theme, words = context.themes[subject.theme], context.words
    colon = words.text("phrases", "colon")
    parts = [theme.message]
    texts = {"proof": theme.proof, "call_to_action": theme.call_to_action}
    parts += [words.title("themes", key) + colon + text for key, text in texts.items() if text]
    tones = {context.platforms[post.platform].tone: post.platform for post in posts}
    parts += [f"{platform}{colon}{tone}" for tone, platform in sorted(tones.items(), key=lambda pair: pair[1]) if tone]
    return "\n".join(part for part in parts if part)
