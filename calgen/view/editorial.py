"""The editorial calendar: one row per subject."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.sheet import Sheet, Style, StyledCell
from calgen.plan.model import Post, Subject
from calgen.plan.work_steps import due_of
from calgen.view import calendar_sheet, styles
from calgen.view.calendar_sheet import Field, Line
from calgen.view.social import status_of, title_of
from calgen.view.view_context import ViewContext, quoted_text

_NARROW = replace(styles.BODY, size=9, color=styles.SOFT)
_LINKED = replace(styles.BODY, color=styles.LINK, underline=True)
_DAY = replace(styles.BODY, number="date", align="left")

FIELDS = (
    Field("id", 7.5, style=_NARROW),
    Field("date", 11, style=replace(_DAY, bold=True)),
    Field("week", 7, style=replace(styles.BODY, align="center")),
    Field("title", 38, style=replace(styles.TEXT, bold=True)),
    Field("theme", 20),
    Field("category", 12.5),
    Field("format", 13),
    Field("status", 12),
    Field("owner", 11),
    Field("brief", 60, style=styles.QUIET),
    Field("draft_due", 11, style=_DAY),
    Field("review_due", 11, style=_DAY),
    Field("posts", 11, style=replace(styles.BODY, align="center"), printed=False),
    Field("platforms", 22, printed=False),
    Field("first_post", 11, style=_LINKED, printed=False),
    Field("last_post", 11, style=_LINKED, printed=False),
    Field("notes", 26, printed=False),
    Field("objective", 26, folded=True),
    Field("stage", 11, folded=True),
    Field("campaign", 18, folded=True),
    Field("key_date", 16, folded=True),
    Field("link", 30, folded=True),
)


def lines(context: ViewContext) -> list[Line]:
    """The rows, in order."""
    posts: dict[int, list[int]] = {}
    for n, post in enumerate(context.plan.posts):
        posts.setdefault(post.subject, []).append(n)
    return [_line(context, n, subject, posts[subject.number]) for n, subject in enumerate(context.plan.subjects)]


def sheet(context: ViewContext, rows: list[Line]) -> Sheet:
    """The tab."""
    return calendar_sheet.draw(context, "editorial", FIELDS, rows, 4)


def _line(context: ViewContext, n: int, subject: Subject, posts: list[int]) -> Line:
    day, id_ = context.this_row("editorial", "date"), context.ids.subjects[n]
    first, last = context.ids.posts[posts[0]], context.ids.posts[posts[-1]]
    due = due_of(context.strategy, subject, [context.plan.posts[at_] for at_ in posts])
    piece = next((one for one in context.strategy.content if one.title == subject.piece), None)
    gone = quoted_text("<>" + context.words.choice("status", "cancelled"))
    own = f"{context.column_ref('social', 'editorial')},{context.this_row('editorial', 'id')}"
    count = f"=COUNTIFS({own},{context.column_ref('social', 'status')},{gone})"
    places = sorted({context.plan.posts[at_].platform for at_ in posts})
    cells = {
        "id": StyledCell(id_),
        "date": StyledCell(subject.first),
        "week": StyledCell(
            subject.first.isocalendar().week, formula=f'=IF(ISNUMBER({day}),_xlfn.ISOWEEKNUM({day}),"")'
        ),
        "title": StyledCell(title_of(context, subject), style=Style(italic=not subject.title)),
        "theme": StyledCell(subject.theme),
        "category": StyledCell(context.category_name(subject.category)),
        "format": StyledCell(subject.format),
        "status": StyledCell(context.words.choice("status", status_of(subject))),
        "owner": StyledCell(subject.owner),
        "brief": StyledCell(_brief(context, subject, [context.plan.posts[at_] for at_ in posts])),
        "draft_due": StyledCell(due.draft),
        "review_due": StyledCell(due.review),
        "posts": StyledCell(len(posts), formula=count),
        "platforms": StyledCell(", ".join(places)),
        **ends(context, first, last),
        "notes": StyledCell(piece.notes if piece else ""),
        "objective": StyledCell(subject.objective),
        "stage": StyledCell(context.words.choice("stage", subject.stage) if subject.stage else ""),
        "campaign": StyledCell(subject.campaign),
        "key_date": StyledCell(subject.key_date),
        "link": StyledCell(piece.link if piece else ""),
    }
    return {key: replace(cell, value=None) if cell.value == "" else cell for key, cell in cells.items()}


def ends(context: ViewContext, first: str, last: str) -> dict[str, StyledCell]:
    """The links of a subject to its first and last post."""
    return {
        "first_post": StyledCell(first, formula=context.row_link("social", first, first)),
        "last_post": StyledCell(last, formula=context.row_link("social", last, last)),
    }


def _brief(context: ViewContext, subject: Subject, posts: list[Post]) -> str:
    """What to say, why to believe it, what to ask for, and in which tone on each platform."""
    theme, words = context.themes[subject.theme], context.words
    colon = words.text("say", "colon")
    parts = [theme.message]
    said = {key: getattr(theme, key) for key in ("proof", "call_to_action")}
    parts += [words.title("themes", key) + colon + line for key, line in said.items() if line]
    tones = {
        context.platforms[post.platform].tone: post.platform for post in posts if context.platforms[post.platform].tone
    }
    parts += [f"{platform}{colon}{tone}" for tone, platform in sorted(tones.items(), key=lambda pair: pair[1])]
    return "\n".join(part for part in parts if part)
