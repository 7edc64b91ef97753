"""What the terminal says of the review: two lines after a run, and its sections with the balance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from calgen.book.values import Labelled
from calgen.review_sections import FACTORS, POST_LISTS, ReviewSection, effect_lines, review_sections
from calgen.terminal import PipedConsole, print_table
from calgen.view.review.sentences import ReviewSentences

if TYPE_CHECKING:
    from calgen.book.words import Words
    from calgen.review.model import Review


def summary_lines(review: Review, words: Words, tab: str) -> Iterator[str]:
    """The states of the objectives that have a reading, and what comes next; `tab` is the title of the review."""
    say = ReviewSentences(words)
    read = (row for row in review.objectives if row.last)
    states = tuple(Labelled(row.objective, say.text(f"state_{row.state.value}")) for row in read)
    if states:
        yield say.text("states", states=states)
    yield say.next_step(review, tab)


def print_review(review: Review, words: Words) -> None:
    """The sections of the tab that have something to show; of effects what is nearly sure, of posts nothing."""
    say, console = ReviewSentences(words), PipedConsole(highlight=False, soft_wrap=False)
    _print_title(console, words.title("review"))
    _print_lines(console, (say.head(review), say.next_step(review, words.title("review"))))
    sections = [section for section in review_sections(review, words) if section.key not in (*FACTORS, *POST_LISTS)]
    before = [section for section in sections if section.key in ("objectives", "platforms")]
    for section in before:
        _print_section(console, section)
    effects = ReviewSection("effects", say.text("effects"), lines=tuple(effect_lines(review, words)))
    for section in (effects, *sections[len(before) :]):
        _print_section(console, section)


def _print_title(console: PipedConsole, title: str) -> None:
    console.print(Text(f"\n{title}", "bold"))


def _print_section(console: PipedConsole, section: ReviewSection) -> None:
    if section.rows or section.lines:
        _print_title(console, section.title)
    if section.rows:
        print_table(console, section.headings, section.rows)
    _print_lines(console, section.lines)


def _print_lines(console: PipedConsole, lines: Sequence[str]) -> None:
    for line in lines:
        console.print(Text(line), soft_wrap=True)
