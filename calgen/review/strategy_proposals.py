"""What the effects propose to change in the strategy: weights of themes, hours of platforms; shares: mix_proposals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time, timedelta

from calgen.book.values import Hours
from calgen.learn.proposals import LEAST_POSTS_OF_LEVEL, MOST_PROPOSALS, SURE_ABOVE, weight_proposals
from calgen.plan.slots.posting_times import hour_rank, platform_hours
from calgen.review.effect_review import LearnedPosts
from calgen.review.mix_proposals import shares
from calgen.review.model import EffectReview, Proposal
from calgen.review.neutral_texts import hours_text, number_text
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

Adapted = Mapping[tuple[str, str, str], date]  # tab, name of the row and column of a cell → the day of its last change

ONCE_IN = timedelta(weeks=12)  # a cell that was adapted gathers new results for so long before it is proposed again


def strategy_proposals(
    strategy: Strategy,
    effects: Sequence[EffectReview],
    learned: LearnedPosts,
    rows: Sequence[ReviewedRow],
    today: date,
    adapted: Adapted | None = None,
) -> tuple[Proposal, ...]:
    """All proposals: the weights, the surest first, then the hours by platform, then the shares.

    None of a cell that was adapted in the last twelve weeks: the same results would move it again and again. At most
    three themes move in that time.
    """
    recent = {cell for cell, day in (adapted or {}).items() if today - day < ONCE_IN}
    settled = {name for tab, name, _ in recent if tab == "themes"}
    others = (*hours(strategy, effects, learned), *shares(strategy, rows, today))
    return (*weights(strategy, effects, today, settled), *(made for made in others if not recent & _cells(made)))


def _cells(made: Proposal) -> set[tuple[str, str, str]]:
    """The cells that a proposal changes, by tab, name and column."""
    return {(made.tab, made.name, made.column), *((cell.tab, cell.name, cell.column) for cell in made.also)}


def weights(
    strategy: Strategy, effects: Sequence[EffectReview], today: date, settled: Collection[str] = ()
) -> tuple[Proposal, ...]:
    """New weights of at most three themes; none of a running campaign, or that goes with a format or moment."""
    running = {name for row in strategy.campaigns if row.start <= today <= row.end for name in row.themes}
    found: list[Proposal] = []
    for category in dict.fromkeys(effect.group for effect in effects if effect.factor == "theme"):
        themes = {row.theme: row for row in strategy.themes if _is_weighed(row, category, today)}
        own = [effect for effect in effects if effect.factor == "theme" and effect.group == category]
        barred = running | set(settled) | {effect.effect.name for effect in own if effect.inseparable}
        known = {name: row.weight for name, row in themes.items()}
        for made in weight_proposals(known, [effect.effect for effect in own], barred) if known else ():
            row = themes[made.theme]
            place = row.source.place("weight")
            found.append(
                Proposal("theme_weight", "themes", row.theme, "weight", place, number_text(made.before),
                         number_text(made.after), made.effect, category)
            )  # fmt: skip
    found.sort(key=lambda made: (-abs(made.effect.chance_above - 0.5) if made.effect else 0.0, made.name))
    return tuple(found[: max(0, MOST_PROPOSALS - len(settled))])


def _is_weighed(theme: Theme, category: str, today: date) -> bool:
    """Whether a theme has a weight in its category for posts to come."""
    return theme.category == category and theme.weight > 0 and (theme.end is None or theme.end >= today)


def hours(strategy: Strategy, effects: Sequence[EffectReview], learned: LearnedPosts) -> tuple[Proposal, ...]:
    """For each platform the hours of its best part of the day, if it is not among its own; these stay."""
    found = []
    for platform in strategy.platforms:
        own = [effect for effect in effects if effect.factor == "moment" and effect.group == platform.platform]
        sure = [effect for effect in own if not effect.inseparable and effect.effect.chance_above >= SURE_ABOVE
                and effect.effect.count >= LEAST_POSTS_OF_LEVEL]  # fmt: skip
        best = max(sure, key=lambda effect: (effect.effect.effect, effect.effect.name), default=None)
        if best is not None and (made := _more_hours(strategy, platform, best, learned)):
            found.append(made)
    return tuple(found)


def _more_hours(strategy: Strategy, platform: Platform, best: EffectReview, learned: LearnedPosts) -> Proposal | None:
    present = platform_hours(strategy, platform)
    at = learned.hours_of(platform.platform, best.effect.name)
    outside = [hour for hour in at if hour_rank(hour, present) > 1]
    if not outside or len(outside) < len(at):
        return None
    more = Hours(min(outside), max(outside))
    return Proposal(
        "hours", "platforms", platform.platform, "hours", platform.source.place("hours"),
        hours_text(platform.hours), hours_text(sorted({*present, more}, key=_hours_order)), best.effect,
        platform.platform,
    )  # fmt: skip


def _hours_order(span: Hours) -> tuple[time, time]:
    return span.first, span.last
