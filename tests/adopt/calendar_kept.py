"""Whether a calendar made from an adopted workbook keeps the posts, days, hours, shares and ideas of theirs."""

from __future__ import annotations

import io
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl

from calgen.files.read import load
from calgen.read import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calgen.api import Adopted, Generated

TOP = 4


def calendar_rows(data: bytes, made: Adopted) -> list[dict[str, Any]]:
    """The rows of the social calendar, by column key; columns of theirs by their heading."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[made.words.title("social")]
    keys = {made.words.title("social", key): key for key in made.words.columns("social")}
    headings = [keys.get(str(cell.value), str(cell.value)) for cell in sheet[TOP]]
    return [dict(zip(headings, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=TOP + 1)]


def is_same_post(row: Mapping[str, Any], post: Mapping[str, Any]) -> bool:
    """Whether a row of the new calendar is a post of theirs: its day, platform and what it says."""
    day = row["date"].date() if isinstance(row["date"], datetime) else row["date"]
    said = post.get("title") or post.get("text") or ""
    return day == post["date"] and row["platform"] == post["platform"] and said in (row["title"], row["text"])


def own_columns(made: Adopted) -> set[str]:
    """The columns whose cells must stand in the calendar as they were adopted."""
    of_theirs = made.adoption.own_columns.get("social", ())
    return {"time", "theme", "status", "text", "hashtags", "link", "image", *of_theirs}


def assert_strategy_is_kept(run: Generated, made: Adopted) -> None:
    """The plan follows the days, hours, shares and ideas that were adopted."""
    assert run.plan is not None
    strategy = read(load.load(run.after, "new.xlsx")).strategy
    own = Counter((post.get("date"), post.get("platform")) for post in made.adoption.records.get("social", ()))
    for platform in strategy.platforms:
        planned = [post for post in run.plan.posts if post.platform == platform.platform]
        free = [post for post in planned if not own[post.day, post.platform]]
        if platform.days:
            assert {post.day.weekday() for post in free} <= {*platform.days}, platform.platform
        if platform.hours:
            assert all(any(hours.first <= post.time <= hours.last for hours in platform.hours) for post in free)
    typed = {record["category"]: record["share"] for record in made.adoption.records.get("mix", ())}
    shares = {share.category.casefold(): float(share.share) for share in strategy.mix}
    assert all(abs(shares[str(category).casefold()] - float(str(share))) < 1e-6 for category, share in typed.items())
    ideas = "\n".join(str(record.get("ideas", "")) for record in made.adoption.records.get("themes", ()))
    assert {idea for idea in ideas.split("\n") if idea} <= {idea for theme in strategy.themes for idea in theme.ideas}
    assert {str(record["title"]) for record in made.adoption.records.get("content", ())} <= {
        piece.title for piece in strategy.content
    }


