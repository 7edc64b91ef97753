"""Mission: what each platform's posts serve; the posts of each objective, audience and campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, StyledCell
from calgen.plan.answers import LEAST, MOST
from calgen.view import styles
from calgen.view.balance.page import (
    BAR,
    OFF,
    SOME,
    Figure,
    Page,
    add_row,
    any_of,
    count,
    every_post,
    headings,
    labels,
    named,
    portion,
    section,
    span,
)
from calgen.view.view_context import quoted_text

_DATE = replace(styles.NAME, number="date", align="right")


def platforms(page: Page) -> None:
    """Each platform with the part of its posts whose objective is one of its own."""
    section(page, "missions")
    headings(page, labels(page.desk, "platform", "posts", "served", "served_share", "mission"), plain=1)
    page.cells[page.row - 1, 5] = replace(
        page.cells[page.row - 1, 5], style=replace(styles.HEADING, align="left", indent=1)
    )
    for column in range(6, page.printed + 1):
        page.cells[page.row - 1, column] = StyledCell(None, styles.HEADING)
    top, served, least = page.row, 0, 1.0
    for name in page.tally.platforms:
        got, own = _platform(page, name)
        served += got
        least = min(least, got / own) if own else least
    last = page.row - 1
    part = span(4, top, last)
    page.rules += [
        ConditionalFormat(part, f"=AND(B{top}>0,D{top}<{LEAST})", OFF),
        ConditionalFormat(part, f"=AND(B{top}>0,D{top}<{MOST})", SOME),
    ]
    page.refs |= {"mission_posts": span(2, top, last), "served": span(3, top, last), "served_parts": part}
    page.figures |= {"served": served, "least": least}
    page.row += 1


def _platform(page: Page, name: str) -> tuple[int, int]:
    desk, row = page.desk, page.row
    known, criterion = desk.platforms.get(name), named(name, f"$A{row}")
    objectives = known.objectives if known else ()
    own = page.tally.count(platform=name)
    got = sum(page.tally.count(platform=name, objective=one) for one in objectives)
    values: list[Figure] = [
        (own, "=" + count(desk, ("platform", criterion)), styles.FIGURE),
        (got, "=" + any_of(desk, objectives, ("platform", criterion)), styles.FIGURE),
        (got / own if own else 0.0, portion(f"C{row}", f"B{row}"), replace(styles.PERCENT, bold=True)),
    ]
    add_row(page, name, values)
    mission = known.mission if known else ""
    page.cells[row, 5] = StyledCell(mission or None, replace(styles.TEXT, color=styles.SOFT, align="left", indent=1))
    for column in range(6, page.printed + 1):
        page.cells[row, column] = StyledCell(None, styles.TEXT)
    page.merges.append((row, 5, row, page.printed))
    page.heights[row] = 2 + 14.0 * styles.lines_of(mission, 12 * (page.printed - 4))
    return got, own


def objectives(page: Page) -> None:
    """Each objective with its posts."""
    domains = {one.objective: one.domain for one in page.desk.strategy.objectives}
    names = [name for name in page.tally.names("objective") if name]
    _table(
        page, "objective", names, "domain", [page.desk.words.choice("domain", domains.get(one, "")) for one in names]
    )


def audiences(page: Page) -> None:
    """Each audience with its posts."""
    ranks = {one.audience: one.priority for one in page.desk.strategy.audiences}
    names = [name for name in page.tally.names("audience") if name]
    _table(
        page, "audience", names, "priority", [page.desk.words.choice("priority", ranks.get(one, "")) for one in names]
    )


def _table(page: Page, key: str, names: Sequence[str], about: str, said: Sequence[str]) -> None:
    if not names:
        return
    desk = page.desk
    page.blocks.append(page.row)
    headings(page, labels(desk, key, about, "posts", "share_got"), plain=2)
    top = page.row
    for name, shown in zip(names, said, strict=True):
        row = page.row
        own = "=" + count(desk, (key, named(name, f"$A{row}")))
        values: list[Figure] = [
            (shown or None, "", replace(styles.NAME, color=styles.SOFT)),
            (page.tally.count(**{key: name}), own, styles.FIGURE),
            (page.tally.part(**{key: name}), portion(f"C{row}", every_post(desk)), styles.PERCENT),
        ]
        add_row(page, name, values, replace(styles.NAME, wrap=True))
    page.rules.append(ConditionalFormat(span(3, top, page.row - 1), bar=BAR))
    page.row += 1


def campaigns(page: Page) -> None:
    """Each campaign: its days, its posts, those of all on its days, and its part of them."""
    known = {one.campaign: one for one in page.desk.strategy.campaigns}
    names, desk = [name for name in page.tally.names("campaign") if name], page.desk
    if not names:
        return
    page.blocks.append(page.row)
    headings(page, labels(desk, "campaign", "from_day", "to_day", "posts", "posts_then", "share_got"))
    top = page.row
    for name in names:
        row, one = page.row, known.get(name)
        criterion = ("campaign", named(name, f"$A{row}"))
        own, then, within, formula, part = "=" + count(desk, criterion), 0, 0, "", "=0"
        if one:
            held = [post for post in page.tally.posts if one.start <= post.day <= one.end]
            then, within = len(held), sum(post.campaign == name for post in held)
            days = (("date", f'">="&$B{row}'), ("date", f'"<"&$C{row}+1'))
            formula = "=" + count(desk, ("platform", quoted_text("?*")), *days)
            part = portion(count(desk, criterion, *days), f"E{row}")
        got = page.tally.count(campaign=name)
        values: list[Figure] = [
            (one.start if one else None, "", _DATE),
            (one.end if one else None, "", _DATE),
            (got, own, styles.FIGURE),
            (then, formula, styles.FIGURE),
            (within / then if then else 0.0, part, styles.PERCENT),
        ]
        add_row(page, name, values, replace(styles.NAME, wrap=True))
    page.rules.append(ConditionalFormat(f"{letter(4)}{top}:{letter(4)}{page.row - 1}", f"=D{top}=0", OFF))
    page.row += 1
