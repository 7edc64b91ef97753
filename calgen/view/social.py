"""The social calendar: one row per post."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, Sheet, Style, StyledCell
from calgen.plan.model import Post, Subject
from calgen.strategy.networks import network
from calgen.view import calendar_sheet, styles
from calgen.view.calendar_sheet import Field, Line, at
from calgen.view.tracking_links import tracked
from calgen.view.view_context import TOP, Desk

_NARROW = replace(styles.BODY, size=9, color=styles.SOFT)
_LINKED = replace(styles.BODY, color=styles.LINK, underline=True)

FIELDS = (
    Field("id", 7.5, style=_NARROW),
    Field("date", 11, style=replace(styles.BODY, number="date", bold=True, align="left")),
    Field("day", 10.5, style=replace(styles.BODY, number="weekday", align="left")),
    Field("time", 7, style=replace(styles.BODY, number="time", align="center")),
    Field("platform", 14, style=replace(styles.TEXT, bold=True)),
    Field("theme", 19),
    Field("title", 35),
    Field("category", 12.5),
    Field("format", 13),
    Field("status", 12),
    Field("owner", 11),
    Field("text", 36),
    Field("characters", 9, style=replace(_NARROW, align="center"), printed=False),
    Field("editorial", 8.5, style=_LINKED, printed=False),
    Field("reason", 60, style=replace(_NARROW, size=9), printed=False),
    Field("keep", 8, style=replace(styles.BODY, align="center"), printed=False),
    Field("hashtags", 28, style=_NARROW, printed=False),
    Field("account", 16, folded=True),
    Field("objective", 26, folded=True),
    Field("mission", 30, folded=True),
    Field("audience", 18, folded=True),
    Field("stage", 11, folded=True),
    Field("campaign", 18, folded=True),
    Field("key_date", 16, folded=True),
    Field("link", 30, folded=True),
    Field("image", 18, folded=True),
    Field("alt_text", 24, folded=True),
    Field("url", 24, folded=True),
    Field("variant", 9, folded=True),
    Field("impressions", 12, folded=True, style=styles.FIGURE),
    Field("engagements", 12, folded=True, style=styles.FIGURE),
    Field("clicks", 9, folded=True, style=styles.FIGURE),
    Field("conversions", 12, folded=True, style=styles.FIGURE),
)


def lines(desk: Desk) -> list[Line]:
    """The rows, in order."""
    return [_line(desk, n, post) for n, post in enumerate(desk.plan.posts)]


def sheet(desk: Desk, rows: list[Line]) -> Sheet:
    """The tab."""
    last = TOP + max(1, len(rows))
    text, platform = letter(at(FIELDS, "text")), letter(at(FIELDS, "platform"))
    column = letter(at(FIELDS, "characters"))
    over = []
    for one in desk.strategy.platforms:
        limit = network(one.platform).characters
        if limit:
            name = one.platform.replace('"', '""')
            formula = f'=AND(${platform}{TOP + 1}="{name}",LEN(${text}{TOP + 1})>{limit})'
            over.append(
                ConditionalFormat(
                    f"{column}{TOP + 1}:{column}{last}", formula, Style(fill="#FAD4D0", color=styles.BAD, bold=True)
                )
            )
    return calendar_sheet.draw(desk, "social", FIELDS, rows, 5, over)


def _line(desk: Desk, n: int, post: Post) -> Line:
    subject = desk.plan.subjects[post.subject]
    platform = desk.platforms[post.platform]
    id_, subject_id = desk.ids.posts[n], desk.ids.subjects[post.subject]
    alone = subject_id in desk.left_out
    day, own = desk.here("social", "date"), desk.here("social", "editorial")
    titles, ids = desk.column("editorial", "title"), desk.column("editorial", "id")
    text = desk.here("social", "text") if desk.has("social", "text") else ""
    title = f'=IFERROR(INDEX({titles},MATCH({own},{ids},0)),"")'
    shown = title_of(desk, subject)
    plain: dict[str, StyledCell] = {
        "id": StyledCell(id_),
        "made": StyledCell(post.made),  # no column: remembered, so that the week of its making stays
        "date": StyledCell(post.day),
        "day": StyledCell(post.day, formula=f'=IF(ISNUMBER({day}),{day},"")'),
        "time": StyledCell(post.time),
        "title": StyledCell(shown, formula="" if alone else title, style=Style(italic=not subject.title)),
        "editorial": StyledCell(subject_id, formula="" if alone else desk.jump("editorial", subject_id, subject_id)),
        "characters": StyledCell("", formula=f'=IF(LEN({text})=0,"",LEN({text}))' if text else ""),
        "category": StyledCell(desk.category(post.category)),
        "stage": StyledCell(desk.words.choice("stage", post.stage) if post.stage else ""),
        "status": StyledCell(desk.words.choice("status", post.status or status_of(subject))),
        "campaign": StyledCell(post.campaign),
        "key_date": StyledCell(post.key_date),
        "reason": StyledCell(desk.why(post.why)),
        "hashtags": StyledCell(_hashtags(desk, post)),
        "link": StyledCell(_link(desk, post, subject)),
        "platform": StyledCell(post.platform),
        "account": StyledCell(platform.account),
        "theme": StyledCell(post.theme),
        "format": StyledCell(post.format),
        "objective": StyledCell(post.objective),
        "mission": StyledCell(platform.mission),
        "audience": StyledCell(post.audience),
        "owner": StyledCell(post.owner),
    }
    return {
        key: replace(cell, value=None) if cell.value == "" and not cell.formula else cell for key, cell in plain.items()
    }


def title_of(desk: Desk, subject: Subject) -> str:
    """A subject's title, or a line that says it is still to be found, and about what."""
    return subject.title or desk.words.text("say", "to_find", theme=subject.theme)


def status_of(subject: Subject) -> str:
    """Where a new subject stands: a piece is to be written, everything else is an idea."""
    return "to_write" if subject.piece else "idea"


def _hashtags(desk: Desk, post: Post) -> str:
    tags = [*desk.themes[post.theme].hashtags, *desk.platforms[post.platform].hashtags]
    most = network(post.platform).hashtags
    shown = list(dict.fromkeys("#" + tag.lstrip("#") for tag in tags))
    return " ".join(shown[:most] if most else shown)


def _link(desk: Desk, post: Post, subject: Subject) -> str:
    piece = next((one for one in desk.strategy.content if one.title == subject.piece), None)
    link = (piece.link if piece else "") or desk.strategy.settings.website
    if not link or not desk.strategy.settings.utm:
        return link
    known = network(post.platform)
    source = known.key if known.names else post.platform
    return tracked(link, source, post.campaign or (piece.campaign if piece else "") or post.theme)
