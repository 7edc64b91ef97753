"""The editorial calendar: one row per subject."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.sheet import Sheet, Style, StyledCell
from calgen.plan.model import Post, Subject
from calgen.plan.work_steps import due_of
from calgen.view import calendar_sheet, styles
from calgen.view.calendar_sheet import Field, Line
from calgen.view.social import status_of, title_of
from calgen.view.view_context import Desk, text

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


def lines(desk: Desk) -> list[Line]:
    """The rows, in order."""
    posts: dict[int, list[int]] = {}
    for n, post in enumerate(desk.plan.posts):
        posts.setdefault(post.subject, []).append(n)
    return [_line(desk, n, subject, posts[subject.number]) for n, subject in enumerate(desk.plan.subjects)]


def sheet(desk: Desk, rows: list[Line]) -> Sheet:
    """The tab."""
    return calendar_sheet.draw(desk, "editorial", FIELDS, rows, 4)


def _line(desk: Desk, n: int, subject: Subject, posts: list[int]) -> Line:
    day, id_ = desk.here("editorial", "date"), desk.ids.subjects[n]
    first, last = desk.ids.posts[posts[0]], desk.ids.posts[posts[-1]]
    due = due_of(desk.strategy, subject, [desk.plan.posts[at_] for at_ in posts])
    piece = next((one for one in desk.strategy.content if one.title == subject.piece), None)
    gone = text("<>" + desk.words.choice("status", "cancelled"))
    own = f"{desk.column('social', 'editorial')},{desk.here('editorial', 'id')}"
    count = f"=COUNTIFS({own},{desk.column('social', 'status')},{gone})"
    places = sorted({desk.plan.posts[at_].platform for at_ in posts})
    cells = {
        "id": StyledCell(id_),
        "date": StyledCell(subject.first),
        "week": StyledCell(
            subject.first.isocalendar().week, formula=f'=IF(ISNUMBER({day}),_xlfn.ISOWEEKNUM({day}),"")'
        ),
        "title": StyledCell(title_of(desk, subject), style=Style(italic=not subject.title)),
        "theme": StyledCell(subject.theme),
        "category": StyledCell(desk.category(subject.category)),
        "format": StyledCell(subject.format),
        "status": StyledCell(desk.words.choice("status", status_of(subject))),
        "owner": StyledCell(subject.owner),
        "brief": StyledCell(_brief(desk, subject, [desk.plan.posts[at_] for at_ in posts])),
        "draft_due": StyledCell(due.draft),
        "review_due": StyledCell(due.review),
        "posts": StyledCell(len(posts), formula=count),
        "platforms": StyledCell(", ".join(places)),
        **ends(desk, first, last),
        "notes": StyledCell(piece.notes if piece else ""),
        "objective": StyledCell(subject.objective),
        "stage": StyledCell(desk.words.choice("stage", subject.stage) if subject.stage else ""),
        "campaign": StyledCell(subject.campaign),
        "key_date": StyledCell(subject.key_date),
        "link": StyledCell(piece.link if piece else ""),
    }
    return {key: replace(cell, value=None) if cell.value == "" else cell for key, cell in cells.items()}


def ends(desk: Desk, first: str, last: str) -> dict[str, StyledCell]:
    """The links of a subject to its first and last post."""
    return {
        "first_post": StyledCell(first, formula=desk.jump("social", first, first)),
        "last_post": StyledCell(last, formula=desk.jump("social", last, last)),
    }


def _brief(desk: Desk, subject: Subject, posts: list[Post]) -> str:
    """What to say, why to believe it, what to ask for, and in which tone on each platform."""
    theme, words = desk.themes[subject.theme], desk.words
    colon = words.text("say", "colon")
    parts = [theme.message]
    said = {key: getattr(theme, key) for key in ("proof", "call_to_action")}
    parts += [words.title("themes", key) + colon + line for key, line in said.items() if line]
    tones = {desk.platforms[post.platform].tone: post.platform for post in posts if desk.platforms[post.platform].tone}
    parts += [f"{platform}{colon}{tone}" for tone, platform in sorted(tones.items(), key=lambda pair: pair[1])]
    return "\n".join(part for part in parts if part)

