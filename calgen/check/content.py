"""Content: every piece that could be told in the plan has a post, or is named with what would help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan
from calgen.plan.target.theme_places import can_carry
from calgen.strategy.content import Piece

SHOWN = 25  # titles in a message


def pieces_have_their_posts(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Each piece whose days lie in the plan is told there: those with dates one by one, the others by theme."""
    placed = {title for subject in plan.subjects for title in (subject.piece, subject.title)}
    named = {problem.values.get("piece") for problem in plan.problems}
    first, last = max(plan.horizon.first, today), plan.horizon.last
    waiting: dict[str, list[Piece]] = {}
    for piece in calendar.strategy.content:
        if piece.title in placed or piece.title in named or not _is_possible(piece, first, last):
            continue
        if piece.publish or piece.start or piece.end or piece.campaign:
            place = piece.source.place("title")
            yield Problem("piece_without_post", place, Severity.WARNING, {"piece": piece.title})
        else:
            waiting.setdefault(piece.theme, []).append(piece)
    for theme, pieces in waiting.items():
        values = {"theme": theme, "n": len(pieces), "pieces": first_items((piece.title for piece in pieces), SHOWN)}
        yield Problem("pieces_waiting", pieces[0].source.place("title"), Severity.NOTE, values)


def pieces_reach_the_platforms_they_name(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Each piece in the plan has a post on every platform that it names, or says where not, and why."""
    strategy = calendar.strategy
    subjects = {subject.number: subject.piece or subject.title for subject in plan.subjects}
    there = {(subjects.get(post.subject, ""), post.platform) for post in plan.posts}
    placed = {title for title, _ in there}
    for piece in strategy.content:
        if piece.title not in placed or (_last_day(piece) or today) < today:
            continue
        lacking = [row for row in strategy.platforms if row.platform in piece.platforms and not row.is_paused]
        absent = [row for row in lacking if (piece.title, row.platform) not in there]
        theme = next((theme for theme in strategy.themes if theme.theme == piece.theme), None)
        kept_away = [row.platform for row in absent if theme and not can_carry(strategy, theme, row)]
        without_slot = [row.platform for row in absent if row.platform not in kept_away]
        for cause, names in (("piece_theme_kept_away", kept_away), ("piece_without_slot", without_slot)):
            if names:
                values = {"piece": piece.title, "platforms": tuple(names), "cause": Phrase(("phrases", cause))}
                yield Problem("piece_not_everywhere", piece.source.place("platforms"), Severity.NOTE, values)


def dated_pieces_lie_in_the_plan(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """A piece whose own dates all lie outside the calendar is for later, or has a mistyped date."""
    first, last = plan.horizon.first, plan.horizon.last
    outside = [
        piece
        for piece in calendar.strategy.content
        if not _is_possible(piece, first, last) and (_last_day(piece) or today) >= today
    ]
    if outside:
        values = {"n": len(outside), "pieces": first_items((piece.title for piece in outside), SHOWN)}
        place = outside[0].source.place("publish" if outside[0].publish else "title")
        yield Problem("pieces_outside", place, Severity.NOTE, {**values, "first": first, "last": last})


def _last_day(piece: Piece) -> date | None:
    return min((day for day in (piece.publish, piece.end, piece.expires) if day), default=None)


def _is_possible(piece: Piece, first: date, last: date) -> bool:
    """Whether a piece may be told between two days by its own dates."""
    begins = max(day for day in (first, piece.publish, piece.start) if day)
    ends = min(day for day in (last, piece.publish, piece.end, piece.expires) if day)
    return begins <= ends
