"""Themes beside those of competitors: what all of them tell, and what none tells; and themes without ideas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.terms import stems
from calgen.book.values import Phrase, Word, first_items
from calgen.check.row_problems import problem_of_rows
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.subjects import untitled_subjects
from calgen.plan.model import Plan
from calgen.plan.subjects.ab_pairs import PAIRS_OF_A_TEST, VARIANTS
from calgen.strategy import Strategy
from calgen.strategy.themes import interests_in

LEAST_OTHERS = 2  # from one competitor alone nothing follows
MOST_ALONE = 3  # themes of which nobody speaks: with more of them, names differ rather than subjects
THIRD = 3  # where more than one subject in three is to be found, the calendar is no calendar yet
SHOWN = 3  # of the themes without ideas, in a message


def _themes_of_others(strategy: Strategy, *kinds: str) -> Mapping[str, set[str]]:
    """The folded themes of each competitor of some kinds, over all platforms; those without any are left out."""
    found: dict[str, set[str]] = {}
    for row in strategy.competitors:
        if row.kind in kinds and row.themes:
            found.setdefault(fold(row.competitor), set()).update(fold(name) for name in row.themes)
    return found


def themes_that_everybody_covers(strategy: Strategy) -> Iterable[Problem]:
    """Themes that every competitor has too: worth telling in another way."""
    others = list(_themes_of_others(strategy, "competitor").values())
    if len(others) >= LEAST_OTHERS:
        common = set.intersection(*others)
        rows = [theme for theme in strategy.themes if theme.weight > 0 and fold(theme.theme) in common]
        yield from problem_of_rows("themes_like_all", Severity.NOTE, rows, "theme", others=len(others))


def themes_that_nobody_covers(strategy: Strategy) -> Iterable[Problem]:
    """Themes of which no competitor, leader or customer speaks, by the words of their names.

    Of many nothing follows: they may just be named otherwise.
    """
    others = _themes_of_others(strategy, "competitor", "leader", "customers")
    covered = set().union(*others.values())
    themes = [theme for theme in strategy.themes if theme.weight > 0]
    rows = [theme for theme in themes if not any(_are_alike(theme.theme, name) for name in covered)]
    if len(others) >= LEAST_OTHERS and len(rows) <= MOST_ALONE and len(rows) < len(themes):
        yield from problem_of_rows("themes_alone", Severity.NOTE, rows, "theme")


def _are_alike(name: str, other: str) -> bool:
    """Whether two names of themes are one, or share the beginning of a long word."""
    return fold(name) == fold(other) or bool(stems(name) & stems(other))


def interests_have_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """What primary audiences are interested in, in their own words, is what a theme speaks of."""
    themes = [theme for theme in strategy.themes if theme.weight > 0]
    names = {theme.theme for theme in strategy.themes}
    for audience in strategy.audiences:
        met = {name for theme in themes for name in interests_in(theme, audience.interests, names)}
        bare = tuple(name for name in audience.interests if name not in met)
        if bare and audience.priority == "primary":
            values = {"audience": audience.audience, "n": len(bare), "names": bare}
            yield Problem("interest_unserved", audience.source.place("interests"), Severity.NOTE, values)


def subjects_to_find(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Subjects without a title, since their themes have no idea left."""
    untitled = untitled_subjects(plan.subjects, max(today, plan.horizon.first))
    if untitled:
        names = sorted(untitled, key=lambda name: (-untitled[name], name))
        sources = (theme.source for theme in calendar.strategy.themes if theme.theme == names[0])
        place = next((source.place("ideas") for source in sources), None)
        values = {"n": sum(untitled.values()), "themes": first_items(names, SHOWN)}
        to_come = sum(subject.last >= max(today, plan.horizon.first) for subject in plan.subjects)
        severity = Severity.WARNING if THIRD * sum(untitled.values()) > to_come else Severity.NOTE
        yield Problem("subjects_to_find", place, severity, {**values, "of": to_come})


def tests_have_their_pairs(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """How many A/B pairs of each tested theme the plan holds, beside the number that a verdict needs."""
    for theme in calendar.strategy.themes:
        if theme.test in ("", "none"):
            continue
        own = [post for post in plan.posts if post.theme == theme.theme]
        posts = [post for post in own if post.variant]
        count = sum(post.variant == VARIANTS[0] for post in posts)
        values = {"theme": theme.theme, "test": Word("test", theme.test), "n": count, "wanted": PAIRS_OF_A_TEST}
        place = theme.source.place("test")
        if count < PAIRS_OF_A_TEST:
            values |= {"held": Phrase(("phrases", "few_pairs" if count else "no_pair"), {"n": count})}
            values |= {"posts": len(own), "in_campaigns": sum(bool(post.campaign) for post in own)}
            yield Problem("test_pairs_short", place, Severity.WARNING, values)
        else:
            values |= {"last": max(post.day for post in posts)}
            yield Problem("test_pairs", place, Severity.NOTE, values)
