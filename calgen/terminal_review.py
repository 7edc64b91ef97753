"""What the terminal says of the review: two lines after a run, and its sections with the balance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from calgen.book.values import Labelled, Percent
from calgen.terminal import PipedConsole, print_table
from calgen.view.review.sentences import ReviewSentences, sure_side

if TYPE_CHECKING:
    from fractions import Fraction

    from calgen.book.words import Words
    from calgen.review.model import ObjectiveReview, PlatformReview, Review


def summary_lines(review: Review, words: Words, tab: str) -> Iterator[str]:
    """The states of the objectives that have a reading, and what comes next; `tab` is the title of the review."""
    say = ReviewSentences(words)
    read = (row for row in review.objectives if row.last)
    states = tuple(Labelled(row.objective, say.text(f"state_{row.state.value}")) for row in read)
    if states:
        yield say.text("states", states=states)
    yield say.next_step(review, tab)


def print_review(review: Review, words: Words) -> None:
    """The sections of the tab that have something to show, as tables and lines."""
    say, console = ReviewSentences(words), PipedConsole(highlight=False, soft_wrap=False)
    _print_title(console, words.title("review"))
    for line in (say.head(review), say.next_step(review, words.title("review"))):
        console.print(Text(line), soft_wrap=True)
    _print_section(console, say, "objectives", list(_objective_rows(say, review.objectives)), "objective", "reading",
                   "goal", "progress", "planned_pace", "linear_pace", "state")  # fmt: skip
    for row in review.objectives:
        if forecast := say.forecast(row):
            console.print(Text(f"{row.objective}{words.text('phrases', 'colon')}{forecast}"), soft_wrap=True)
    _print_section(console, say, "platforms", list(_platform_rows(words, review.platforms)), "platform", "published",
                   "with_figures", "impressions", "engagements", "clicks", "conversions")  # fmt: skip
    for key, lines in (("effects", _effect_lines(say, review)), ("pairs", _pair_lines(say, review)),
                       ("costs", _cost_lines(say, review)), ("proposals", _proposal_lines(say, review))):  # fmt: skip
        _print_lines(console, say.text(key), list(lines))


def _print_title(console: PipedConsole, title: str) -> None:
    console.print(Text(f"\n{title}", "bold"))


def _print_section(
    console: PipedConsole, say: ReviewSentences, key: str, rows: Sequence[Sequence[str]], *headings: str
) -> None:
    if rows:
        _print_title(console, say.text(key))
        print_table(console, [say.text(heading) for heading in headings], rows)


def _print_lines(console: PipedConsole, title: str, lines: Sequence[str]) -> None:
    if lines:
        _print_title(console, title)
        for line in lines:
            console.print(Text(line), soft_wrap=True)


def _objective_rows(say: ReviewSentences, objectives: Sequence[ObjectiveReview]) -> Iterator[tuple[str, ...]]:
    words = say.words
    for row in objectives:
        parts = (row.progress, row.planned_pace, row.linear_pace)
        shares = ("" if part is None else words.format_value(Percent(round(part, 2))) for part in parts)
        figures = (_number(words, row.last.value if row.last else None), _number(words, row.goal))
        yield row.objective, *figures, *shares, say.text(f"state_{row.state.value}")


def _number(words: Words, value: Fraction | None) -> str:
    return "" if value is None else words.number(value)


def _platform_rows(words: Words, platforms: Sequence[PlatformReview]) -> Iterator[tuple[str, ...]]:
    for row in platforms:
        figures = (row.published, row.with_figures, row.impressions, row.engagements, row.clicks, row.conversions)
        yield row.platform, *map(words.number, figures)


def _effect_lines(say: ReviewSentences, review: Review) -> Iterator[str]:
    """What is nearly sure; the tab has the rest."""
    colon = say.words.text("phrases", "colon")
    for row in review.effects:
        if sure_side(row):
            group = say.words.choice("category", row.group) if row.factor == "theme" else row.group
            yield f"{group} · {say.level(row.factor, row.effect.name)}{colon}{say.effect(row)}"


def _pair_lines(say: ReviewSentences, review: Review) -> Iterator[str]:
    colon = say.words.text("phrases", "colon")
    return (f"{row.theme}{colon}{say.verdict(row)}" for row in review.pairs)


def _cost_lines(say: ReviewSentences, review: Review) -> Iterator[str]:
    if review.costs:
        yield say.spent(review.costs)
        if review.costs.by_theme:
            yield say.cut_first(review.costs)


def _proposal_lines(say: ReviewSentences, review: Review) -> Iterator[str]:
    for row in review.proposals:
        change = f"{say.value(row.before)} → {say.value(row.after)}"
        yield f"{say.proposed_cell(row)}, {change}. {say.why(row)}"
