"""Simpler planners on the same slots, written here after the documented behaviour of such tools; not the products.

Each gets the days, times and platforms that calgen chose, with the pieces of a fixed day already in place, and
respects seasons, platforms and formats. A piece with a window takes the first free post of its theme there, otherwise
the first free post. Posts are grouped into subjects in the same way for all peers.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calgen.plan.model import Plan, Post, Subject
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy
from calgen.strategy.content import Piece

LIFE = timedelta(days=14)  # of a subject
SEED = 7


@dataclass(frozen=True, slots=True)
class Slots:
    """The input of every peer: the posts in order, the settled pieces (by index), and the themes that may stand."""

    strategy: Strategy
    plan: Plan
    posts: tuple[Post, ...]
    fixed: Mapping[int, Piece]
    parts: tuple[Mapping[str, float], ...]  # by post: theme → its part on the target path


Peer = Callable[[Slots], list[str]]


def slots_of(strategy: Strategy, plan: Plan) -> Slots:
    """The slots of a plan without what the planner chose."""
    path, due = TargetPath(strategy), {piece.title: piece for piece in strategy.content if piece.publish}
    posts = tuple(sorted(plan.posts, key=lambda post: post.sort_key))
    fixed = {
        at: due[title]
        for at, post in enumerate(posts)
        if (title := plan.subjects[post.subject].piece) in due and due[title].publish == post.day
    }
    return Slots(strategy, plan, posts, fixed, tuple(path.at(post.platform, post.day).themes for post in posts))


def round_robin(slots: Slots) -> list[str]:
    """All themes of a platform in turn; weights are ignored."""
    turns: dict[str, deque[str]] = {}
    return [
        _settled(slots, at) or _next_in_turn(turns, post.platform, slots.parts[at])
        for at, post in enumerate(slots.posts)
    ]


def weighted_random(slots: Slots) -> list[str]:
    """Themes drawn at random by their parts, post by post (with a fixed seed)."""
    dice = random.Random(SEED)
    return [
        _settled(slots, at) or dice.choices(list(parts), list(parts.values()))[0]
        for at, parts in enumerate(slots.parts)
    ]


def category_queues(slots: Slots) -> list[str]:
    """One queue of themes for each category, shared by all platforms; each platform takes its categories in turn.

    A theme that was posted goes to the end of its queue.
    """
    category_of = {theme.theme: theme.category for theme in slots.strategy.themes}
    patterns: dict[str, deque[str]] = {}
    queues: dict[str, deque[str]] = {}
    found = []
    for at, post in enumerate(slots.posts):
        parts: dict[str, dict[str, float]] = {}
        for theme, part in slots.parts[at].items():
            parts.setdefault(category_of[theme], {})[theme] = part
        if theme := _settled(slots, at):
            found.append(theme)
            continue
        category = _next_in_turn(patterns, post.platform, dict.fromkeys(sorted(parts), 1.0))
        found.append(_next_in_turn(queues, category, parts[category]))
    return found


PEERS: Mapping[str, Peer] = {
    "round robin": round_robin,
    "weighted random": weighted_random,
    "category queues": category_queues,
}


def plan_of(slots: Slots, peer: Peer) -> Plan:
    """The plan of a peer: its themes, the pieces placed, and the posts grouped into subjects."""
    themes = peer(slots)
    pieces = {**slots.fixed, **_placed_pieces(slots, themes)}
    category_of = {theme.theme: theme.category for theme in slots.strategy.themes}
    numbers, subjects = _grouped(slots, themes, pieces, category_of)
    posts = tuple(
        replace(post, theme=theme, category=category_of[theme], subject=numbers[at])
        for at, (post, theme) in enumerate(zip(slots.posts, themes, strict=True))
    )
    return replace(slots.plan, posts=posts, subjects=subjects)


def _settled(slots: Slots, at: int) -> str:
    return slots.fixed[at].theme if at in slots.fixed else ""


def _next_in_turn(turns: dict[str, deque[str]], key: str, parts: Mapping[str, float]) -> str:
    """The first name of a queue that may stand here; it goes to the end."""
    queue = turns.setdefault(key, deque())
    queue.extend(name for name in sorted(parts) if name not in queue)
    found = next(name for name in queue if name in parts)
    queue.remove(found)
    queue.append(found)
    return found


def _placed_pieces(slots: Slots, themes: list[str]) -> dict[int, Piece]:
    """The pieces with a window by index of their post; `themes` is changed where a piece takes another theme's post."""
    found: dict[int, Piece] = {}
    due = [piece for piece in slots.strategy.content if piece.publish is None and piece.start and piece.end]
    for piece in sorted(due, key=lambda piece: (piece.start or date.max, piece.title)):
        assert piece.start
        assert piece.end
        places = [
            (themes[at] != piece.theme, at)
            for at, post in enumerate(slots.posts)
            if at not in slots.fixed
            and at not in found
            and piece.theme in slots.parts[at]
            and (not piece.platforms or post.platform in piece.platforms)
            and piece.start <= post.day <= piece.end
        ]
        if places:
            at = min(places)[1]
            themes[at], found[at] = piece.theme, piece
    return found


@dataclass(slots=True)
class _OpenSubject:
    """A subject that may get more posts."""

    number: int
    first: date
    platforms: set[str]
    days: set[date]

    def takes(self, post: Post) -> bool:
        """Whether a post may join: on the first day (a launch), or on another day of its life, on a new platform."""
        if post.platform in self.platforms or post.day > self.first + LIFE:
            return False
        return post.day == self.first or post.day not in self.days


def _grouped(
    slots: Slots, themes: Sequence[str], pieces: Mapping[int, Piece], category_of: Mapping[str, str]
) -> tuple[list[int], tuple[Subject, ...]]:
    """The subject of each post, and the subjects: a post joins the oldest subject of its theme that takes it."""
    open_: dict[str, list[_OpenSubject]] = {}
    ideas = {theme.theme: deque(theme.ideas) for theme in slots.strategy.themes}
    numbers: list[int] = []
    subjects: list[Subject] = []
    for at, (post, theme) in enumerate(zip(slots.posts, themes, strict=True)):
        live = open_[theme] = [one for one in open_.get(theme, []) if post.day <= one.first + LIFE]
        host = None if at in pieces else next((one for one in live if one.takes(post)), None)
        if host is None:
            host = _OpenSubject(len(subjects), post.day, set(), set())
            piece = pieces[at].title if at in pieces else ""
            title = piece or (ideas[theme].popleft() if ideas[theme] else "")
            subjects.append(Subject(host.number, theme, category_of[theme], title, post.day, post.day, piece))
            if not piece:
                live.append(host)
        host.platforms.add(post.platform)
        host.days.add(post.day)
        numbers.append(host.number)
    return numbers, tuple(subjects)
