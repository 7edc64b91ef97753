"""Listening: customers are heard and asked, trends and reputation are watched, and somebody steps in."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_term, stems
from calgen.book.vocabulary import choice_codes
from calgen.check.row_problems import problem_of_rows
from calgen.check.situation import mission_code
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme

# missions of the wheel → the kinds of routine that keep them up
KEPT_BY = {
    "support": ("participate", "listen"),
    "dialogue": ("participate", "community"),
    "listening": ("listen",),
    "product_ideas": ("listen", "community"),
    "product_improvement": ("listen", "community"),
    "co_creation": ("listen", "community"),
}


def _themes(strategy: Strategy) -> list[Theme]:
    return [theme for theme in strategy.themes if theme.weight > 0]


def what_customers_like_is_told(strategy: Strategy) -> Iterable[Problem]:
    """The themes that customers like, where they were listened to, are among ours."""
    rows = [row for row in strategy.competitors if row.kind == "customers"]
    ours = [" ".join((theme.theme, theme.message, *theme.ideas)) for theme in _themes(strategy)]
    liked = dict.fromkeys(name for row in sorted(rows, key=lambda row: row.source.row) for name in row.themes)
    missing = tuple(name for name in liked if not any(_tells(text, name) for text in ours))
    if missing and ours:
        place = next(row for row in rows if set(row.themes) & set(missing)).source.place("themes")
        yield Problem("customers_theme", place, Severity.NOTE, {"n": len(missing), "names": missing})


def _tells(text: str, theme: str) -> bool:
    """Whether a text is about a theme: it has its words, or shares the beginning of a long one."""
    return has_term(text, (theme,)) or bool(stems(text) & stems(theme))


def customers_are_asked(strategy: Strategy) -> Iterable[Problem]:
    """Something asks people: a theme that interacts, a poll, a question in a message, a call or an idea."""
    themes = _themes(strategy)
    if themes and not any(_asks(theme) for theme in themes):
        first = min(themes, key=lambda theme: theme.source.row)
        yield Problem("customers_unasked", first.source.place("call_to_action"), Severity.NOTE)


def _asks(theme: Theme) -> bool:
    is_poll = any(choice_codes("format").get(fold(name)) == "poll" for name in theme.formats)
    texts = (theme.theme, theme.message, theme.call_to_action, *theme.ideas)
    return theme.category == "interact" or is_poll or any("?" in text for text in texts)


def trends_are_watched(strategy: Strategy) -> Iterable[Problem]:
    """Where leaders of other trades are followed, a routine listens to what comes up."""
    leaders = [row for row in strategy.competitors if row.kind == "leader"]
    listens = any(routine.kind == "listen" for routine in strategy.routines)
    if leaders and strategy.routines and not listens:
        yield from problem_of_rows("trends_unwatched", Severity.NOTE, leaders, "kind")


def the_reputation_of_others_is_seen(strategy: Strategy) -> Iterable[Problem]:
    """Of one competitor at least it is said what it does about its reputation."""
    rows = [row for row in strategy.competitors if row.kind == "competitor"]
    if rows and not any(row.reputation for row in strategy.competitors):
        first = min(rows, key=lambda row: row.source.row)
        yield Problem("reputation_blank", first.source.place("competitor"), Severity.NOTE)


def listening_has_a_threshold(strategy: Strategy) -> Iterable[Problem]:
    """Who listens or answers knows from when on somebody steps in."""
    rows = [routine for routine in strategy.routines if routine.kind in ("listen", "participate")]
    if rows and not any(routine.threshold for routine in rows):
        yield from problem_of_rows("threshold_blank", Severity.NOTE, rows, "threshold")


def who_steps_in_is_named(strategy: Strategy) -> Iterable[Problem]:
    """A routine with a threshold says who steps in."""
    rows = [routine for routine in strategy.routines if routine.threshold and not routine.owner]
    if strategy.team:
        yield from problem_of_rows("threshold_unowned", Severity.WARNING, rows, "owner")


def chosen_missions_are_kept_up(strategy: Strategy) -> Iterable[Problem]:
    """A mission that is work of every day (support, dialogue, ideas of customers) has a routine with an owner."""
    owned = {routine.kind for routine in strategy.routines if routine.owner}
    rows = [
        approach
        for approach in strategy.wheel
        if approach.priority != "no"
        and mission_code(approach) in KEPT_BY
        and not owned.intersection(KEPT_BY[mission_code(approach)])
    ]
    yield from problem_of_rows("mission_unkept", Severity.WARNING, rows, "approach")
