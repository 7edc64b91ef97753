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
from calgen.view.view_context import TOP, ViewContext

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


def lines(context: ViewContext) -> list[Line]:
    """The rows, in order."""
    return [_line(context, n, post) for n, post in enumerate(context.plan.posts)]


def sheet(context: ViewContext, rows: list[Line]) -> Sheet:
    """The tab."""
    last = TOP + max(1, len(rows))
    text, platform = letter(at(FIELDS, "text")), letter(at(FIELDS, "platform"))
    column = letter(at(FIELDS, "characters"))
    over = []
    for one in context.strategy.platforms:
        limit = network(one.platform).characters
        if limit:
            name = one.platform.replace('"', '""')
            formula = f'=AND(${platform}{TOP + 1}="{name}",LEN(${text}{TOP + 1})>{limit})'
            over.append(
                ConditionalFormat(
                    f"{column}{TOP + 1}:{column}{last}", formula, Style(fill="#FAD4D0", color=styles.BAD, bold=True)
                )
            )
    return calendar_sheet.draw(context, "social", FIELDS, rows, 5, over)


def _line(context: ViewContext, n: int, post: Post) -> Line:
    subject = context.plan.subjects[post.subject]
    platform = context.platforms[post.platform]
    id_, subject_id = context.ids.posts[n], context.ids.subjects[post.subject]
    alone = subject_id in context.removed_subjects
    day, own = context.this_row("social", "date"), context.this_row("social", "editorial")
    titles, ids = context.column_ref("editorial", "title"), context.column_ref("editorial", "id")
    text = context.this_row("social", "text") if context.has_column("social", "text") else ""
    title = f'=IFERROR(INDEX({titles},MATCH({own},{ids},0)),"")'
    shown = title_of(context, subject)
    plain: dict[str, StyledCell] = {
        "id": StyledCell(id_),
        "made": StyledCell(post.work_week),  # no column: remembered, so that the week of its making stays
        "date": StyledCell(post.day),
        "day": StyledCell(post.day, formula=f'=IF(ISNUMBER({day}),{day},"")'),
        "time": StyledCell(post.time),
        "title": StyledCell(shown, formula="" if alone else title, style=Style(italic=not subject.title)),
        "editorial": StyledCell(
            subject_id, formula="" if alone else context.row_link("editorial", subject_id, subject_id)
        ),
        "characters": StyledCell("", formula=f'=IF(LEN({text})=0,"",LEN({text}))' if text else ""),
        "category": StyledCell(context.category_name(post.category)),
        "stage": StyledCell(context.words.choice("stage", post.stage) if post.stage else ""),
        "status": StyledCell(context.words.choice("status", post.status or status_of(subject))),
        "campaign": StyledCell(post.campaign),
        "key_date": StyledCell(post.key_date),
        "reason": StyledCell(context.reason_text(post.reasons)),
        "hashtags": StyledCell(_hashtags(context, post)),
        "link": StyledCell(_link(context, post, subject)),
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


def title_of(context: ViewContext, subject: Subject) -> str:
    """A subject's title, or a line that says it is still to be found, and about what."""
    return subject.title or context.words.text("say", "to_find", theme=subject.theme)


def status_of(subject: Subject) -> str:
    """Where a new subject stands: a piece is to be written, everything else is an idea."""
    return "to_write" if subject.piece else "idea"


def _hashtags(context: ViewContext, post: Post) -> str:
    tags = [*context.themes[post.theme].hashtags, *context.platforms[post.platform].hashtags]
    most = network(post.platform).hashtags
    shown = list(dict.fromkeys("#" + tag.lstrip("#") for tag in tags))
    return " ".join(shown[:most] if most else shown)


def _link(context: ViewContext, post: Post, subject: Subject) -> str:
    piece = next((one for one in context.strategy.content if one.title == subject.piece), None)
    link = (piece.link if piece else "") or context.strategy.settings.website
    if not link or not context.strategy.settings.utm:
        return link
    known = network(post.platform)
    source = known.key if known.names else post.platform
    return tracked(link, source, post.campaign or (piece.campaign if piece else "") or post.theme)
