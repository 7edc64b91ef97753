"""Themes beside those of competitors: what all of them tell, and what none tells; and themes without ideas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, Word, first_items
from calgen.check.wording import problem_of_rows
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.subjects import untitled_subjects
from calgen.plan.model import Plan
from calgen.plan.subjects.ab_pairs import PAIRS_OF_A_TEST, VARIANTS
from calgen.strategy import Strategy

LEAST_OTHERS = 2  # from one competitor alone nothing follows
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
    """Themes that no competitor and no leader has; where no name is shared at all, they may just be named otherwise."""
    others = _themes_of_others(strategy, "competitor", "leader")
    covered = set().union(*others.values())
    themes = [theme for theme in strategy.themes if theme.weight > 0]
    if len(others) >= LEAST_OTHERS and any(fold(theme.theme) in covered for theme in themes):
        rows = [theme for theme in themes if fold(theme.theme) not in covered]
        yield from problem_of_rows("themes_alone", Severity.NOTE, rows, "theme")


def subjects_to_find(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Subjects without a title, since their themes have no idea left."""
    untitled = untitled_subjects(plan.subjects, max(today, plan.horizon.first))
    if untitled:
        names = sorted(untitled, key=lambda name: (-untitled[name], name))
        sources = (theme.source for theme in calendar.strategy.themes if theme.theme == names[0])
        place = next((source.place("ideas") for source in sources), None)
        values = {"n": sum(untitled.values()), "themes": first_items(names, SHOWN)}
        yield Problem("subjects_to_find", place, Severity.NOTE, values)


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
