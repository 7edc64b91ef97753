"""Missions: what each platform's posts serve; the posts of each objective, audience and campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from calgen.book.sheet import ConditionalFormat, StyledCell
from calgen.book.values import Amount, Labelled, Word
from calgen.figures import missions
from calgen.figures.missions import CampaignPosts, NamedPosts, PlatformMission
from calgen.figures.verdicts import HARDLY_SERVED, SERVED
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.formulas import (
    ANY_NAME,
    count_all_posts,
    count_posts,
    count_posts_between,
    count_serving_posts,
    mix_criteria,
    name_criterion,
    quotient,
)
from calgen.view.figure_sheet import (
    BAD,
    BAR,
    DOUBTFUL,
    SMALL_LEAD,
    WIDTH,
    Figure,
    add_headings,
    add_lines,
    add_row,
    add_title,
    column_range,
)
from calgen.view.text_width import cell_text_width, fit_text

_MISSION = replace(styles.BODY, color=styles.GREY_TEXT, align="left", indent=1)
_DATE = replace(styles.NAME, number="date", align="right")


def draw_platforms(sheet: BalanceSheet) -> None:
    """Each platform with the part of its posts whose objective is one of its own, and its mission."""
    add_title(sheet, "missions")
    add_headings(sheet, sheet.labels("platform", "posts", "served", "served_share", "mission"))
    head = sheet.row - 1
    sheet.cells[head, 5] = replace(sheet.cells[head, 5], style=replace(styles.HEADING, align="left", indent=1))
    for column in range(6, sheet.printed + 1):
        sheet.cells[head, column] = StyledCell(None, styles.HEADING)
    top = sheet.row
    cut = {platform.platform: _add_platform(sheet, platform) for platform in missions.by_platform(sheet.calendar)}
    last = sheet.row - 1
    parts = column_range(4, top, last)
    sheet.formats += [
        ConditionalFormat(parts, f"=AND(B{top}>0,D{top}<{HARDLY_SERVED})", BAD),
        ConditionalFormat(parts, f"=AND(B{top}>0,D{top}<{SERVED})", DOUBTFUL),
    ]
    sheet.refs |= {"mission_posts": column_range(2, top, last), "served": column_range(3, top, last)}
    sheet.refs["served_parts"] = parts
    for name, mission in cut.items():
        if mission:
            colon = sheet.context.words.text("phrases", "colon")
            add_lines(sheet, f"{name}{colon}{mission}", SMALL_LEAD, further="   ")
    sheet.row += 1


def _add_platform(sheet: BalanceSheet, platform: PlatformMission) -> str:
    """The row of a platform; its mission where the row has no room for the whole of it, else an empty text."""
    context, row = sheet.context, sheet.row
    known, criterion = context.platforms.get(platform.platform), name_criterion(platform.platform, f"$A{row}")
    objectives = known.objectives if known else ()
    here = ("platform", criterion)
    figures: list[Figure] = [
        (platform.posts, "=" + count_posts(context, here, *mix_criteria()), styles.WHOLE_NUMBER),
        (platform.served, "=" + count_serving_posts(context, objectives, here), styles.WHOLE_NUMBER),
        (platform.share, quotient(f"C{row}", f"B{row}"), replace(styles.PERCENT, bold=True)),
    ]
    add_row(sheet, platform.platform, figures)
    mission = known.mission if known else ""
    room = cell_text_width(WIDTH * (sheet.printed - 4), indent=_MISSION.indent)
    shown = fit_text(mission, room, 1, _MISSION.size)
    sheet.cells[row, 5] = StyledCell(shown or None, _MISSION)
    for column in range(6, sheet.printed + 1):
        sheet.cells[row, column] = StyledCell(None, styles.BODY)
    return "" if shown == mission else mission


def draw_objectives(sheet: BalanceSheet) -> None:
    """Each objective with its domain and its posts."""
    domains = {objective.objective: objective.domain for objective in sheet.context.strategy.objectives}
    _draw_names(sheet, "objective", "domain", domains, "domain")


def draw_audiences(sheet: BalanceSheet) -> None:
    """Each audience with its priority and its posts."""
    priorities = {audience.audience: audience.priority for audience in sheet.context.strategy.audiences}
    _draw_names(sheet, "audience", "priority", priorities, "priority")


def _draw_names(sheet: BalanceSheet, kind: str, about: str, codes: dict[str, str], choices: str) -> None:
    """The posts of each name of a kind, with what is known `about` it: a code of the list `choices`."""
    rows = missions.by_name(sheet.calendar, kind)
    if not rows:
        return
    sheet.blocks.append(sheet.row)
    add_headings(sheet, sheet.labels(kind, about, "posts", "share_got"), left=2)
    top = sheet.row
    for row in rows:
        word = sheet.context.words.choice(choices, codes.get(row.name, ""))
        add_row(sheet, row.name, _name_figures(sheet, kind, row, word), replace(styles.NAME, wrap=True))
    sheet.formats.append(ConditionalFormat(column_range(3, top, sheet.row - 1), bar=BAR))
    sheet.row += 1


def _name_figures(sheet: BalanceSheet, kind: str, counted: NamedPosts, word: str) -> Sequence[Figure]:
    context, row = sheet.context, sheet.row
    return [
        (word or None, "", replace(styles.NAME, color=styles.GREY_TEXT)),
        (
            counted.posts,
            "=" + count_posts(context, (kind, name_criterion(counted.name, f"$A{row}"))),
            styles.WHOLE_NUMBER,
        ),
        (counted.share, quotient(f"C{row}", count_all_posts(context)), styles.PERCENT),
    ]


def draw_campaigns(sheet: BalanceSheet) -> None:
    """Each campaign: its days, its posts, those of all on its days, and its part of them."""
    rows = missions.by_campaign(sheet.calendar)
    if not rows:
        return
    sheet.blocks.append(sheet.row)
    add_headings(sheet, sheet.labels("campaign", "from_day", "to_day", "posts", "posts_then", "share_then"))
    top = sheet.row
    for campaign in rows:
        add_row(sheet, campaign.campaign, _campaign_figures(sheet, campaign), replace(styles.NAME, wrap=True))
    # one whose days are not in the period misses nothing
    sheet.formats.append(ConditionalFormat(column_range(4, top, sheet.row - 1), f"=AND(D{top}=0,E{top}>0)", BAD))
    if budgets := missions.budget_by_mechanic(sheet.calendar):
        parts = tuple(Labelled(Word("mechanic", code), Amount(budget)) for code, budget in budgets.items())
        text = sheet.context.words.text("labels", "budget_by_mechanic", parts=parts)
        sheet.row += 1
        add_lines(sheet, text, SMALL_LEAD)
    sheet.row += 1


def _campaign_figures(sheet: BalanceSheet, campaign: CampaignPosts) -> Sequence[Figure]:
    context, row = sheet.context, sheet.row
    criterion = ("campaign", name_criterion(campaign.campaign, f"$A{row}"))
    then, part = "", "=0"
    if campaign.start:
        then_of = partial(count_posts_between, context, f"$B{row}", f"$C{row}+1")
        then = "=" + then_of(("platform", ANY_NAME), *mix_criteria())
        part = quotient(then_of(criterion), f"E{row}")
    return [
        (campaign.start, "", _DATE),
        (campaign.end, "", _DATE),
        (campaign.posts, "=" + count_posts(context, criterion), styles.WHOLE_NUMBER),
        (campaign.posts_then, then, styles.WHOLE_NUMBER),
        (campaign.share, part, styles.PERCENT),
    ]
