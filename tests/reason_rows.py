"""The calendar of a plan, or of a workbook, as `told_reasons` counts it."""

from __future__ import annotations

from datetime import date

from told_reasons import Told, ToldPost

from calgen import run_steps
from calgen.book.words import Words
from calgen.files.read import guard
from calgen.merge import Edits, assign_ids
from calgen.plan.model import Plan
from calgen.strategy import Strategy
from calgen.view import social
from calgen.view.tabs import titles
from calgen.view.view_context import ViewContext


def of_plan(strategy: Strategy, planned: Plan, words: Words) -> Told:
    """The calendar of a plan that nobody has edited."""
    context = ViewContext(strategy, planned, assign_ids(planned, Edits()), words, titles(words, {}))
    rows = social.rows(context)
    posts = [
        ToldPost(
            context.ids.posts[n], post.day, post.time, post.platform, post.theme,
            context.category_name(post.category) if post.category else "",
            str(post.subject), planned.subjects[post.subject].piece if post.subject >= 0 else "", post.objective,
            context.platforms[post.platform].mission, post.audience, post.stage, post.campaign, post.key_date,
            post.variant, str(row["reason"].value),
        )
        for n, (post, row) in enumerate(zip(planned.posts, rows, strict=True))
    ]  # fmt: skip
    return Told(posts, strategy, words, lambda platform, day: is_closed(planned, platform, day))


def is_closed(planned: Plan, platform: str, day: date) -> bool:
    horizon = planned.horizon
    return day in horizon.closed_days or any(
        (platform, day) in days for days in (horizon.quiet_days, horizon.absent_days)
    )


def of_workbook(data: bytes, today: date) -> Told:
    """The calendar of a workbook as it stands, with the plan's closed days alone from the planner."""
    checked = run_steps.check_file(guard.open_workbook(data, "salon.xlsx"), "fr", ())
    before = run_steps.read_run_input(checked, today)
    planned = run_steps.plan_with_edits(before, today)
    pieces = {row.title for row in before.strategy.content}
    rows = [row for row in before.calendars["social"].rows if row.day() and row.code("status") != "cancelled"]
    named = {row.id: row.text("title") for row in before.calendars["editorial"].rows}
    posts = []
    for row in rows:
        day, hour = row.day(), row.hour()
        assert day
        assert hour
        title = named.get(row.subject, "")
        posts.append(
            ToldPost(
                row.id, day, hour, row.text("platform"), row.text("theme"), row.text("category"), row.subject,
                title if title in pieces else "", row.text("objective"), row.text("mission"), row.text("audience"),
                row.code("stage"), row.text("campaign"), row.text("key_date"), row.text("variant"), row.text("reason"),
            )
        )  # fmt: skip
    return Told(posts, planned.strategy, checked.read.words, lambda platform, at: is_closed(planned.plan, platform, at))
