"""Whom and what each post serves: objective, audience, format and owner, each held to its part by what is most due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from calgen.book.fold import fold
from calgen.book.words import choice_codes
from calgen.plan.audiences import reached
from calgen.plan.model import Post, Subject, Work
from calgen.plan.shares import formats_of
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person

PRIMARY, SECONDARY, INTERESTED = 2.0, 1.0, 2.0  # how audiences share the posts of a platform


class _Due:
    """Who is most due for the next turn: each choice costs its owner one, and pays all candidates their parts."""

    def __init__(self) -> None:
        self._credit: dict[str, float] = {}

    def next(self, weights: Mapping[str, float]) -> str:
        total = sum(weights.values())
        if not total:
            return min(weights, default="")
        for name, weight in weights.items():
            self._credit[name] = self._credit.get(name, 0.0) + weight / total
        chosen = min(weights, key=lambda name: (-round(self._credit[name], 9), name))
        self._credit[chosen] -= 1
        return chosen


def serve(work: Work) -> Work:
    """The posts with what they serve, and the subjects with what most of their posts have."""
    platforms = {one.platform: one for one in work.strategy.platforms}
    dues: defaultdict[tuple[str, str], _Due] = defaultdict(_Due)
    formats: dict[int, str] = {}
    hours: dict[str, Fraction] = {}
    posts = []
    for post in work.posts:
        platform = platforms[post.platform]
        subject = work.subjects[post.subject]
        objective, serves = _objective(work.strategy, post, platform, dues[post.platform, "objective"])
        audience = _audience(work.strategy, post, platform, dues[post.platform, "audience"])
        format_ = _format(work.strategy, post, platform, subject, formats, dues[post.platform, "format"])
        owner = _owner(work.strategy, subject, platform, format_, hours)
        post = replace(post, objective=objective, serves=serves, audience=audience, format=format_, owner=owner)
        posts.append(post)
    return replace(work, posts=tuple(posts), subjects=_subjects(work.subjects, posts))


def _objective(strategy: Strategy, post: Post, platform: Platform, due: _Due) -> tuple[str, bool]:
    """An objective of the platform, among its theme's where the theme names some (PRODUCT §7), by their weights."""
    theme = next(theme for theme in strategy.themes if theme.theme == post.theme)
    weights = {one.objective: float(one.weight) for one in strategy.objectives}
    shared = [name for name in platform.objectives if not theme.objectives or name in theme.objectives]
    pushed = next((one.objective for one in strategy.campaigns if one.campaign == post.campaign), "")
    if pushed in shared:
        return pushed, True
    candidates = shared or list(theme.objectives) or list(platform.objectives)
    return due.next({name: weights.get(name, 1.0) for name in candidates}), bool(shared)


def _audience(strategy: Strategy, post: Post, platform: Platform, due: _Due) -> str:
    weights = {}
    for ranked, weight in zip(reached(strategy, platform), (PRIMARY, SECONDARY), strict=True):
        for one in ranked:
            weights[one.audience] = weight * (INTERESTED if post.theme in one.interests else 1.0)
    return due.next(weights) if weights else ""


def _format(
    strategy: Strategy, post: Post, platform: Platform, subject: Subject, chosen: dict[int, str], due: _Due
) -> str:
    """The piece's format; else the one its subject already has, so that one making serves twice; else the most due."""
    theme = next(theme for theme in strategy.themes if theme.theme == post.theme)
    names = formats_of(strategy, theme, platform)
    piece = next((one for one in strategy.content if one.title == subject.piece), None)
    if piece and piece.format in names:
        return piece.format
    if chosen.get(subject.number) in names:
        return chosen[subject.number]
    found = due.next(_likely(strategy, theme.formats, platform, names))
    chosen.setdefault(subject.number, found)
    return found


def _likely(
    strategy: Strategy, asked: Sequence[str], platform: Platform, names: Sequence[str]
) -> dict[str, float]:
    """The formats to choose from: where neither theme nor platform names any, those that the network is made for."""
    if asked or platform.formats:
        return dict.fromkeys(names, 1.0)
    usual = network(platform.platform).formats
    codes = choice_codes("format")
    return {name: 1.0 for name in names if codes.get(fold(name)) in usual} or dict.fromkeys(names, 1.0)


def _owner(
    strategy: Strategy, subject: Subject, platform: Platform, format_: str, hours: dict[str, Fraction]
) -> str:
    """The piece's author, else the platform's owner, else who can and has the most time left in proportion."""
    piece = next((one for one in strategy.content if one.title == subject.piece), None)
    able = [one for one in strategy.team if _can(one, platform, format_)]
    named = (piece.author if piece else "") or platform.owner
    if not named and able:
        free = [one for one in able if one.weekly_hours] or able
        used = {one.person: hours.get(one.person, Fraction(0)) / (one.weekly_hours or 1) for one in free}
        named = min(used, key=lambda person: (used[person], person))
    effort = next((one.effort for one in strategy.formats if one.format == format_), Fraction(1))
    hours[named] = hours.get(named, Fraction(0)) + effort
    return named


def _can(person: Person, platform: Platform, format_: str) -> bool:
    return (not person.platforms or platform.platform in person.platforms) and (
        not person.formats or format_ in person.formats
    )


def _subjects(subjects: Sequence[Subject], posts: Sequence[Post]) -> tuple[Subject, ...]:
    firsts: dict[int, Post] = {}
    for post in posts:
        firsts.setdefault(post.subject, post)
    return tuple(
        replace(
            one,
            format=firsts[one.number].format,
            objective=firsts[one.number].objective,
            owner=firsts[one.number].owner,
        )
        for one in subjects
    )
