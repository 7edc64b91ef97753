"""The editorial calendar: one row per subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calgen.book.folding import without_invisible
from calgen.book.sheet import Sheet, SheetValue, StyledCell
from calgen.book.vocabulary import understood_code
from calgen.merge import BEGUN_STATUSES, SubjectPosts, suggestions_text
from calgen.plan.makers.work_steps import subject_due_dates
from calgen.plan.model import Subject
from calgen.view import calendar_sheet, styles
from calgen.view.balance.formulas import not_cancelled
from calgen.view.briefs import brief
from calgen.view.calendar_sheet import Layout, RowCells, RowMaker, SheetColumn
from calgen.view.good_practice import advice, has_own_column
from calgen.view.past_weeks import PastWeeks
from calgen.view.social import initial_status
from calgen.view.view_context import ViewContext

_NARROW = replace(styles.BODY, size=9, color=styles.GREY_TEXT)
_LINKED = replace(styles.BODY, color=styles.LINK_COLOR, underline=True)
_DAY = replace(styles.BODY, number="date", align="left")

COLUMNS = (
    SheetColumn("id", 5.5, style=_NARROW),
    SheetColumn("date", 10.5, style=replace(_DAY, bold=True)),
    SheetColumn("title", 27, style=replace(styles.TEXT, bold=True)),
    SheetColumn("theme", 12.5),
    SheetColumn("format", 10.5),
    SheetColumn("owner", 10.5),
    SheetColumn("draft_due", 10, style=_DAY),
    SheetColumn("brief", 64, style=styles.SMALL_GREY),
    SheetColumn("review_due", 10, style=_DAY, printed=False),
    SheetColumn("status", 10.5, printed=False),
    SheetColumn("category", 11, printed=False),
    SheetColumn("suggestions", 72, style=styles.SMALL_GREY, printed=False),
    SheetColumn("week", 8, style=replace(styles.BODY, align="center"), printed=False),
    SheetColumn("posts", 11, style=replace(styles.BODY, align="center"), printed=False),
    SheetColumn("platforms", 22, printed=False),
    SheetColumn("first_post", 11, style=_LINKED, printed=False),
    SheetColumn("last_post", 11, style=_LINKED, printed=False),
    SheetColumn("advice", 170, style=styles.SMALL_GREY, printed=False),
    SheetColumn("notes", 26, printed=False),
    SheetColumn("objective", 26, folded=True),
    SheetColumn("stage", 11, folded=True),
    SheetColumn("campaign", 18, folded=True),
    SheetColumn("key_date", 16, folded=True),
    SheetColumn("link", 30, folded=True),
    SheetColumn("consent", 14, folded=True),
)
FROZEN = 3  # columns: the day and the title
_LINKS = ("first_post", "last_post")
# The same columns with the titles in italics, for subjects that are still to be found.
_OPEN_COLUMNS = tuple(
    replace(column, style=replace(column.style, italic=True)) if column.key == "title" else column for column in COLUMNS
)


def rows(context: ViewContext) -> list[RowCells]:
    """The rows, in the order of the plan."""
    makers, formulas = (RowMaker(_OPEN_COLUMNS), RowMaker(COLUMNS)), _common_formulas(context)
    found: list[RowCells] = []
    for index, subject in enumerate(context.plan.subjects):
        values = _values(context, index, subject)
        links = {key: link for key in _LINKS if (link := _post_link(context, str(values[key])))}
        own = context.subject_posts.get(str(values["id"]))
        past = {"posts": f"{formulas['posts']}+{own.archived}"} if own and own.archived else {}
        found.append(makers[bool(subject.title)].row(values, formulas | past | links))
    return found


def sheet(context: ViewContext, rows: Sequence[RowCells], past: PastWeeks) -> Sheet:
    """The tab."""
    return calendar_sheet.build(context, "editorial", COLUMNS, rows, past, Layout(FROZEN))


def _values(context: ViewContext, index: int, subject: Subject) -> dict[str, SheetValue]:
    """The values of a row by column key."""
    words, id_ = context.words, context.ids.subjects[index]
    posts = [context.plan.posts[at] for at in context.posts_of_subjects[subject.number]]
    own = context.subject_posts.get(id_, SubjectPosts(0, "", ""))
    due, piece = subject_due_dates(context.strategy, subject, posts), context.pieces.get(subject.piece)
    return {
        "id": id_,
        "date": subject.first,
        "week": subject.first.isocalendar().week,
        "title": context.subject_titles[index],
        "theme": subject.theme,
        "category": context.category_name(subject.category),
        "format": subject.format,
        "status": words.choice("status", _status(context, subject)),
        "owner": subject.owner,
        "brief": brief(context, id_, subject, posts),
        **({"advice": advice(context, subject, posts)} if has_own_column(context) else {}),
        "draft_due": due.draft,
        "review_due": due.review,
        **_suggested(context, subject),
        "posts": own.count,
        "platforms": ", ".join(sorted({post.platform for post in posts})),
        "first_post": own.first,
        "last_post": own.last,
        "notes": piece.notes if piece else "",
        "objective": subject.objective,
        "stage": words.choice("stage", subject.stage) if subject.stage else "",
        "campaign": subject.campaign,
        "key_date": subject.key_date,
        "link": without_invisible(piece.link) if piece else "",
        "consent": words.choice("consent", consent) if (consent := _consent(context, subject)) else "",
    }


def _suggested(context: ViewContext, subject: Subject) -> dict[str, SheetValue]:
    """The suggestions of a subject to find, and what the hidden sheet remembers of them, which has no column."""
    if subject.title or not subject.suggestions:
        return {"suggestions": ""} if context.has_column("editorial", "suggestions") else {}
    texts = (row.text for row in subject.suggestions)
    return {"suggestions": "\n".join(texts), "suggested": suggestions_text(subject.suggestions)}


def _consent(context: ViewContext, subject: Subject) -> str:
    """Whether the people whom a piece of content shows agree, as the user noted it."""
    piece = context.pieces.get(subject.piece)
    return piece.consent if piece else ""


def _status(context: ViewContext, subject: Subject) -> str:
    """The code of a subject's status: that of all its posts which are not cancelled, where they are begun.

    Else that of a new subject.
    """
    indexes = context.posts_of_subjects[subject.number]
    ids, posts = context.ids.posts, context.plan.posts
    codes = {understood_code("status", context.statuses.get(ids[at], "")) or posts[at].status for at in indexes}
    (code, *others) = codes or {""}
    return code if code in BEGUN_STATUSES and not others else initial_status(subject)


def _common_formulas(context: ViewContext) -> dict[str, str]:
    """The formulas that are the same in all rows."""
    day, own_id = context.this_row("editorial", "date"), context.this_row("editorial", "id")
    subjects, status = context.column_ref("social", "editorial"), context.column_ref("social", "status")
    open_ = "".join(f",{status},{criterion}" for criterion in not_cancelled(context))
    return {
        "week": f'=IF(ISNUMBER({day}),_xlfn.ISOWEEKNUM({day}),"")',
        "posts": f"=COUNTIFS({subjects},{own_id}{open_})",
    }


def post_cells(context: ViewContext, own: SubjectPosts) -> dict[str, StyledCell]:
    """The cells of a row that count the posts of a subject, and lead to the first and last of them."""
    ids = dict(zip(_LINKS, (own.first, own.last), strict=True))
    found = {key: StyledCell(id_, formula=_post_link(context, id_)) for key, id_ in ids.items()}
    if own.first and not own.count:
        found["status"] = StyledCell(context.words.choice("status", "cancelled"))  # as all its posts are
    formula = _common_formulas(context)["posts"] + (f"+{own.archived}" if own.archived else "")
    return found | {"posts": StyledCell(own.count, formula=formula)}


def _post_link(context: ViewContext, id_: str) -> str:
    """The formula that leads to a post; none for one of the archive."""
    return context.row_link("social", id_, id_) if id_ and id_ not in context.archived else ""
