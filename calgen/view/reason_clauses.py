"""The clauses of a post's reason: why this day, how long since the last one, what it serves.

Each clause is a fact of the finished plan, so that it stays true when the user or a later run moves other posts; only
the day from which a post was moved is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from calgen.book.values import Word
from calgen.plan.model import Post
from calgen.plan.reason import Reason
from calgen.view.cell_text import offset_text
from calgen.view.post_history import PostHistory
from calgen.view.view_context import ViewContext

LONG_UNSEEN = 21  # days without a theme on a platform that are told before all else
_WAITED = 3  # days without a category on a platform that are told
_LAST_DAYS = 3  # days before the end of a campaign that are counted down
_LONGEST_NAME = 44  # characters of an objective, audience or mission that a clause repeats


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post with what its clauses speak of."""

    context: ViewContext
    post: Post
    history: PostHistory
    moved: Reason | None  # from which day, and why

    def days_since(self, other: Post | None) -> int:
        """The days since another post; 0 where there is none, or none on an earlier day."""
        return (self.post.day - other.day).days if other else 0

    @property
    def number(self) -> int:
        """A number that is always the same for a post on this day, and differs between its neighbours."""
        return crc32(f"{self.post.platform} {self.post.day} {self.post.theme}".encode())


Clauses = Callable[[PostFacts], Iterator[Reason]]


def _variant(facts: PostFacts) -> Iterator[Reason]:
    post, theme = facts.post, facts.context.themes.get(facts.post.theme)
    if post.variant and theme:
        values = {"variant": post.variant, "test": Word("test", theme.test)}
        other = facts.history.other_variant
        yield Reason("variant_beside", {**values, "day": other.day}) if other else Reason("variant", values)


def _key_date(facts: PostFacts) -> Iterator[Reason]:
    """The key date of a post: its day, one of its days, or the days until it."""
    name, day = facts.post.key_date, facts.post.day
    spans = [(item.first, item.last) for item in facts.context.plan.horizon.occasions if item.name == name]
    first, last = min((span for span in spans if span[1] >= day), default=(date.min, date.min))
    if first > day:
        yield Reason("hook", {"name": name, "ahead": (first - day).days})
    elif first <= day <= last:
        yield Reason("hook_day" if first == last else "hook_range", {"name": name})


def _piece(facts: PostFacts) -> Iterator[Reason]:
    """A piece of content on the day that is set for it, within its days, or once more."""
    post, context = facts.post, facts.context
    piece = context.pieces.get(context.plan.subjects[post.subject].piece)
    if piece is None:
        return
    if since := facts.days_since(facts.history.piece_here):
        yield Reason("outing", {"number": facts.history.pieces_here, "days": since})
    elif piece.publish == post.day:
        yield Reason("fixed_day")
    elif piece.end and (piece.start or date.min) <= post.day <= piece.end:
        yield Reason("window", {"last": piece.end})


def _moved(facts: PostFacts) -> Iterator[Reason]:
    if facts.moved:
        yield facts.moved


def _only(facts: PostFacts) -> Iterator[Reason]:
    """A day on which a key date leaves room for one category alone."""
    category, why = facts.context.plan.horizon.only_category.get((facts.post.platform, facts.post.day), ("", None))
    if why and category == facts.post.category:
        yield Reason("only", {**why.values, "category": category})


def _campaign(facts: PostFacts) -> Iterator[Reason]:
    """Where a campaign stands on the day of a post, and what its posts do at this stage."""
    post, campaign = facts.post, facts.context.campaigns.get(facts.post.campaign)
    if campaign is None:
        return
    values, offset = {"name": campaign.campaign}, (post.day - campaign.start).days
    if offset and offset in campaign.offsets:
        yield Reason("offset", {**values, "offset": offset_text(offset, facts.context.words)})
    elif offset < 0:
        yield Reason("campaign_ahead", {**values, "days": -offset})
    elif post.day == campaign.start:
        yield Reason("campaign_begins", values)
    elif post.day == campaign.end:
        yield Reason("campaign_ends", values)
    elif 0 < (campaign.end - post.day).days <= _LAST_DAYS:
        yield Reason("campaign_last_days", {**values, "days": (campaign.end - post.day).days})
    else:
        yield Reason("campaign_runs" if post.day < campaign.end else "campaign_over", values)


def _campaign_stage(facts: PostFacts) -> Iterator[Reason]:
    if facts.post.campaign:
        yield from _stage(facts)


def _subject(facts: PostFacts) -> Iterator[Reason]:
    """A subject that another platform has on the same day, or had before."""
    if other := facts.history.subject_elsewhere:
        code = "launched_with" if other.day == facts.post.day else "told_elsewhere"
        yield Reason(code, {"platform": other.platform, "day": other.day})


def _first_of_theme(facts: PostFacts) -> Iterator[Reason]:
    if facts.history.theme_anywhere is None:
        yield Reason("first")
    elif facts.history.theme_here is None:
        yield Reason("first_here")


def _long_unseen(facts: PostFacts) -> Iterator[Reason]:
    if (days := facts.days_since(facts.history.theme_here)) >= LONG_UNSEEN:
        yield Reason("unseen", {"days": days, "last": facts.post.day - timedelta(days=days)})


def _since(facts: PostFacts) -> Iterator[Reason]:
    """How long since the last post of the theme there."""
    days, last = facts.days_since(facts.history.theme_here), facts.history.theme_here
    if last and 1 < days < LONG_UNSEEN:
        yield Reason("since", {"days": days, "last": last.day})


def _category(facts: PostFacts) -> Iterator[Reason]:
    """How long a category has waited there."""
    if (days := facts.days_since(facts.history.category_here)) >= _WAITED and facts.post.category:
        yield Reason("category", {"category": facts.post.category, "days": days})


def _season(facts: PostFacts) -> Iterator[Reason]:
    theme = facts.context.themes.get(facts.post.theme)
    if theme and theme.start and theme.end and theme.start <= facts.post.day <= theme.end:
        yield Reason("season", {"last": theme.end})


def _audience(facts: PostFacts) -> Iterator[Reason]:
    """An audience that is there on this weekday, or at this hour."""
    post = facts.post
    rows = [row for row in facts.context.strategy.audiences if row.audience == post.audience]
    for row in rows if len(post.audience) <= _LONGEST_NAME else ():
        if post.day.weekday() in row.days:
            weekday = _weekday(facts)
            yield Reason("audience_day", {"audience": row.audience, "weekday": weekday})
        elif any(hours.first <= post.time <= hours.last for hours in row.hours):
            yield Reason("audience_hour", {"audience": row.audience, "hour": post.time})


def _weekday(facts: PostFacts) -> Word:
    return Word("weekday", tuple(facts.context.words.choices("weekday"))[facts.post.day.weekday()])


def _platform_day(facts: PostFacts) -> Iterator[Reason]:
    """A weekday that the platform's own row names."""
    platform = facts.context.platforms[facts.post.platform]
    if facts.post.day.weekday() in platform.days:
        yield Reason("platform_day", {"weekday": _weekday(facts)})


def _objective(facts: PostFacts) -> Iterator[Reason]:
    if 0 < len(facts.post.objective) <= _LONGEST_NAME:
        yield Reason("objective", {"objective": facts.post.objective})


def _mission(facts: PostFacts) -> Iterator[Reason]:
    """The mission of the platform, where the post serves it."""
    mission = facts.context.platforms[facts.post.platform].mission
    if facts.post.serves_mission and 0 < len(mission) <= _LONGEST_NAME:
        yield Reason("mission", {"mission": mission})


def _stage(facts: PostFacts) -> Iterator[Reason]:
    if facts.post.stage in facts.context.words.choices("stage"):  # the user may have typed another word
        yield Reason("stage_" + facts.post.stage)


# Why a post stands where it does: the first that holds is told.
SITUATIONS: tuple[Clauses, ...] = (
    *(_variant, _key_date, _piece, _moved, _only, _campaign, _subject, _first_of_theme, _long_unseen),
)
SINCE: tuple[Clauses, ...] = (_long_unseen, _since, _category)
SERVES: tuple[Clauses, ...] = (_campaign_stage, _objective, _stage, _mission)
DAYS: tuple[Clauses, ...] = (_audience, _platform_day, _season)
