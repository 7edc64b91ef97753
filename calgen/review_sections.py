"""The sections of the review as titles, rows and lines of text, for the terminal and for the browser page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.book.values import Percent
from calgen.view.review.sentences import LEAST_COUNT, ReviewSentences, sure_side

if TYPE_CHECKING:
    from fractions import Fraction

    from calgen.book.words import Words
    from calgen.review.model import EffectReview, Review, ReviewedPost

FACTORS = ("theme", "format", "moment")
POST_LISTS = ("worked", "disappointed", "clipped")
_COUNTS = ("published", "with_figures", "impressions", "engagements", "clicks", "conversions")


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A section: its key, its title, the headings and rows of its table, and the lines below."""

    key: str
    title: str
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()


def review_sections(review: Review, words: Words) -> Iterator[ReviewSection]:
    """The sections that have something to show, in the order of the tab."""
    say = ReviewSentences(words)
    found = (
        _objectives(say, review),
        _platforms(say, review),
        *(_factor(say, review, factor) for factor in FACTORS),
        *(_posts(say, key, getattr(review, key)) for key in POST_LISTS),
        ReviewSection("pairs", say.text("pairs"), lines=tuple(_pairs(say, review))),
        ReviewSection("costs", say.text("costs"), lines=tuple(_costs(say, review))),
        ReviewSection("proposals", say.text("proposals"), lines=tuple(_proposals(say, review))),
    )
    return (section for section in found if section.rows or section.lines)


def effect_lines(review: Review, words: Words) -> Iterator[str]:
    """The effects that are nearly sure, a sentence each."""
    say, colon = ReviewSentences(words), words.text("phrases", "colon")
    for row in review.effects:
        if sure_side(row):
            yield f"{_level(say, row)}{colon}{say.effect(row)}"


def _headings(say: ReviewSentences, *keys: str) -> tuple[str, ...]:
    return tuple(say.text(key) for key in keys)


def _level(say: ReviewSentences, row: EffectReview) -> str:
    """A level of a factor behind the name of its group."""
    group = say.words.choice("category", row.group) if row.factor == "theme" else row.group
    return f"{group} · {say.level(row.factor, row.effect.name)}"


def _objectives(say: ReviewSentences, review: Review) -> ReviewSection:
    words, rows, lines = say.words, list[tuple[str, ...]](), list[str]()
    for row in review.objectives:
        parts = (row.progress, row.planned_pace, row.linear_pace)
        shares = ("" if part is None else words.format_value(Percent(round(part, 2))) for part in parts)
        figures = (_number(words, row.last.value if row.last else None), _number(words, row.goal))
        rows.append((row.objective, *figures, *shares, say.state(row.state.value)))
        if said := " ".join(filter(None, (say.forecast(row), say.cost(row)))):
            lines.append(f"{row.objective}{words.text('phrases', 'colon')}{said}")
    keys = ("objective", "reading", "goal", "progress", "planned_pace", "linear_pace", "state")
    return ReviewSection("objectives", say.text("objectives"), _headings(say, *keys), tuple(rows), tuple(lines))


def _number(words: Words, value: Fraction | None) -> str:
    return "" if value is None else words.number(value)


def _platforms(say: ReviewSentences, review: Review) -> ReviewSection:
    rows = tuple(
        (row.platform, *(say.words.number(getattr(row, key)) for key in _COUNTS)) for row in review.platforms
    )
    return ReviewSection("platforms", say.text("platforms"), _headings(say, "platform", *_COUNTS), rows)


def _factor(say: ReviewSentences, review: Review, factor: str) -> ReviewSection:
    """The levels of a factor beside the average of their group, the best first."""
    rows = list[tuple[str, ...]]()
    of_factor = [row for row in review.effects if row.factor == factor]
    for row in sorted(of_factor, key=lambda row: (row.group, -row.effect.effect, row.effect.name)):
        effect = row.effect
        if effect.count < LEAST_COUNT:
            said = (say.text("few_posts", n=LEAST_COUNT - effect.count), "")
        else:
            said = (say.factor(effect.effect, effect.low, effect.high), say.chance(effect.chance_above))
        rows.append((_level(say, row), say.words.number(effect.count), *said))
    lines = tuple(dict.fromkeys(filter(None, map(say.inseparable, of_factor))))
    title = say.text(f"factor_{factor}")
    headings = (title, *_headings(say, "posts", "beside_average", "chance_above"))
    return ReviewSection(factor, title, headings, tuple(rows), lines)


def _posts(say: ReviewSentences, key: str, posts: tuple[ReviewedPost, ...]) -> ReviewSection:
    rows = tuple(
        (" ".join(post.title.splitlines()), post.platform, say.words.format_value(post.day), post.theme,
         say.text("times", factor=say.number(post.times)))
        for post in posts
    )  # fmt: skip
    headings = _headings(say, "title", "platform", "on_day", "theme", "beside_others")
    return ReviewSection(key, say.text(key), headings, rows)


def _pairs(say: ReviewSentences, review: Review) -> Iterator[str]:
    colon = say.words.text("phrases", "colon")
    return (f"{row.theme}{colon}{say.verdict(row)}" for row in review.pairs)


def _costs(say: ReviewSentences, review: Review) -> Iterator[str]:
    if review.costs:
        yield say.spent(review.costs)
        if review.costs.by_theme:
            yield say.cut_first(review.costs)


def _proposals(say: ReviewSentences, review: Review) -> Iterator[str]:
    for row in review.proposals:
        change = f"{say.value(row.before)} → {say.value(row.after)}"
        yield f"{say.proposed_cell(row)}, {change}. {say.why(row)}"
