"""The pass that tells which pieces of content somebody else than their author makes, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase
from calgen.plan.draft import PlanDraft
from calgen.plan.model import Post
from calgen.plan.slots.absences import is_away
from calgen.strategy.content import Piece
from calgen.strategy.team import Person


def tell_replaced_authors(draft: PlanDraft) -> PlanDraft:
    """The draft with a problem for each piece with posts to come, not settled by the user, that another makes."""
    return replace(draft, problems=(*draft.problems, *_replaced_authors(draft)))


def _replaced_authors(draft: PlanDraft) -> Iterator[Problem]:
    people = {person.person: person for person in draft.strategy.team}
    told: dict[str, list[Post]] = {}  # posts to come by the piece that they tell
    for post in draft.posts:
        if post.day >= draft.today and not post.is_users:
            told.setdefault(draft.subjects[post.subject].piece, []).append(post)
    for piece in draft.strategy.content:
        author = people.get(piece.author)
        others = [post for post in told.get(piece.title, ()) if post.owner != piece.author]
        if author and others:
            yield _problem(piece, author, others)


def _problem(piece: Piece, author: Person, posts: list[Post]) -> Problem:
    """The problem of a piece with the posts that its author does not make."""
    names = tuple(dict.fromkeys(post.owner for post in posts))
    values = {"piece": piece.title, "author": author.person, "people": names, "cause": _cause(author, posts)}
    return Problem("author_replaced", piece.source.place("author"), Severity.WARNING, values)


def _cause(author: Person, posts: list[Post]) -> Phrase:
    """Why somebody cannot make all of some posts: by formats, by platforms, by days off, else for want of hours."""
    for post in posts:
        if author.formats and post.format not in author.formats:
            return Phrase(("phrases", "author_format"), {"format": post.format})
        if author.platforms and post.platform not in author.platforms:
            return Phrase(("phrases", "author_platform"), {"platform": post.platform})
        if is_away(author, post.day):
            return Phrase(("phrases", "author_away"), {"day": post.day})
    return Phrase(("phrases", "author_hours"))
