"""Whom and what each post serves: objective, audience, format and owner, each held to its part by what is most due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from fractions import Fraction
from functools import cached_property
from math import fsum

from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.plan.audiences import ranked_audiences
from calgen.plan.model import PlanDraft, Post, Subject
from calgen.plan.pin import Pin
from calgen.plan.target_path import common_formats
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme

PRIMARY, SECONDARY, INTERESTED = 2.0, 1.0, 2.0  # how audiences share the posts of a platform
SLACK = 1.5  # posts: how much more another choice must be due for a post to give up that of an earlier plan


class _FairTurns:
    """Who is most due for the next turn: each choice costs its owner one, and pays all candidates their parts."""

    def __init__(self) -> None:
        self._credit: defaultdict[str, float] = defaultdict(float)

    def next(
        self,
        weights: Mapping[str, float],
        settled: str = "",
        before: str = "",
        due: Mapping[str, float] | None = None,
    ) -> str:
        """The choice; one that is `settled` costs its owner all the same.

        That of an earlier plan, `before`, stays unless another is due by `SLACK` posts more. What cannot be chosen now
        is paid as well where it stands in `due`, so that it comes first where it can.
        """
        paid = weights if due is None else due
        total = fsum(paid.values())
        if not total or not weights:
            return settled or min(weights, default="")
        for name, weight in paid.items():
            self._credit[name] += weight / total
        chosen = settled or min(weights, key=lambda name: (-round(self._credit[name], 9), name))
        if before in weights and not settled and self._credit[chosen] - self._credit[before] <= SLACK:
            chosen = before
        self._credit[chosen] -= 1
        return chosen


class _EarlierPosts:
    """What the posts of an earlier plan served, and who made them: a post that is still there had better keep it."""

    def __init__(self, draft: PlanDraft) -> None:
        self._pins: dict[tuple[str, date, str], list[Pin]] = {}
        for pin in sorted(draft.earlier, key=lambda pin: (pin.time or time.min, pin.id)):
            self._pins.setdefault((pin.platform, pin.day, pin.theme), []).append(pin)
        self._none = Pin("", date.min, "")

    def of(self, post: Post) -> Pin:
        """The post as it was; an empty one where it is new."""
        here = self._pins.get((post.platform, post.day, post.theme), []) if not post.kept_id else []
        return here.pop(0) if here else self._none


@dataclass(frozen=True)
class _StrategyIndex:
    """The strategy by name, and what is the same for every post of a theme on a platform, worked out once."""

    strategy: Strategy

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        return {one.theme: one for one in self.strategy.themes}

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        return {one.platform: one for one in self.strategy.platforms}

    @cached_property
    def pieces(self) -> Mapping[str, Piece]:
        return {one.title: one for one in self.strategy.content}

    @cached_property
    def weights(self) -> Mapping[str, float]:
        return {one.objective: float(one.weight) for one in self.strategy.objectives}

    @cached_property
    def efforts(self) -> Mapping[str, Fraction]:
        return {one.format: one.effort for one in self.strategy.formats}

    @cached_property
    def pairs(self) -> dict[tuple[str, str], _ThemeOnPlatform]:
        return {}

    def aims(self, platform: Platform) -> Mapping[str, float]:
        """The objectives of a platform, by their weights: the shares of its mission."""
        return {name: self.weights.get(name, 1.0) for name in platform.objectives}

    def can(self, person: str, platform: Platform, format_: str) -> bool:
        """Whether a person of the team can make a format for a platform."""
        return any(one.person == person and _can_make(one, platform, format_) for one in self.strategy.team)

    def pair(self, platform: str, theme: str) -> _ThemeOnPlatform:
        """What a theme has on a platform."""
        if (platform, theme) not in self.pairs:
            self.pairs[platform, theme] = _theme_on_platform(
                self.strategy, self.platforms[platform], self.themes[theme]
            )
        return self.pairs[platform, theme]


@dataclass(frozen=True, slots=True)
class _ThemeOnPlatform:
    """A theme on a platform: the objectives, audiences and formats to choose from, by weight, and whether it serves."""

    objectives: Mapping[str, float]
    serves: bool
    audiences: Mapping[str, float]
    formats: tuple[str, ...]
    likely: Mapping[str, float]


def _theme_on_platform(strategy: Strategy, platform: Platform, theme: Theme) -> _ThemeOnPlatform:
    objectives, serves = _objectives(strategy, platform, theme)
    formats = common_formats(strategy, theme, platform)
    # A kept post may stand where its theme has no format: then in any.
    likely = _likely(theme.formats, platform, formats or tuple(one.format for one in strategy.formats))
    return _ThemeOnPlatform(objectives, serves, _audiences(strategy, platform, theme), formats, likely)


def assign_missions(draft: PlanDraft) -> PlanDraft:
    """The posts with what they serve, and the subjects with what most of their posts have."""
    books = _StrategyIndex(draft.strategy)
    dues: defaultdict[tuple[str, str], _FairTurns] = defaultdict(_FairTurns)
    formats: dict[int, str] = {}
    hours: dict[str, Fraction] = {}
    aims = {one.campaign: one.objective for one in draft.strategy.campaigns}
    earlier = _EarlierPosts(draft)
    posts = []
    for post, slot in zip(draft.posts, draft.slots, strict=True):
        kept = slot.pin if slot.pin and slot.pin.is_kept else None
        platform = books.platforms[post.platform]
        pair = books.pair(post.platform, post.theme)
        subject = draft.subjects[post.subject]
        piece = books.pieces.get(subject.piece)
        old = earlier.of(post)
        pushed = aims.get(post.campaign, "")
        word = (kept.objective if kept else "") or (pushed if pushed in platform.objectives else "")
        due = dues[post.platform, "objective"]
        objective = due.next(pair.objectives, word, old.objective, books.aims(platform))
        audience = dues[post.platform, "audience"].next(pair.audiences, kept.audience if kept else "", old.audience)
        due = dues[post.platform, "format"]
        held = old.format if draft.retention.retains_posts and old.format in pair.formats else ""
        format_ = _format(pair, piece, subject, formats, due, kept.format if kept else held, old.format)
        held = old.owner if draft.retention.retains_posts and books.can(old.owner, platform, format_) else ""
        owner = _owner(books, piece, platform, format_, hours, kept.owner if kept else held, old.owner)
        made = (kept or old).work_week
        serves = pair.serves
        posts.append(
            replace(
                post,
                objective=objective,
                serves_mission=serves,
                audience=audience,
                format=format_,
                owner=owner,
                work_week=made,
            )
        )
    return replace(draft, posts=tuple(posts), subjects=with_first_post(draft.subjects, posts))


def _objectives(strategy: Strategy, platform: Platform, theme: Theme) -> tuple[dict[str, float], bool]:
    """The objectives of the platform, among its theme's where the theme names some (PRODUCT §7), by their weights."""
    weights = {one.objective: float(one.weight) for one in strategy.objectives}
    shared = [name for name in platform.objectives if not theme.objectives or name in theme.objectives]
    candidates = shared or list(theme.objectives) or list(platform.objectives)
    return {name: weights.get(name, 1.0) for name in candidates}, bool(shared)


def _audiences(strategy: Strategy, platform: Platform, theme: Theme) -> dict[str, float]:
    return {
        one.audience: weight * (INTERESTED if theme.theme in one.interests else 1.0)
        for ranked, weight in zip(ranked_audiences(strategy, platform), (PRIMARY, SECONDARY), strict=True)
        for one in ranked
    }


def _format(
    pair: _ThemeOnPlatform,
    piece: Piece | None,
    subject: Subject,
    chosen: dict[int, str],
    due: _FairTurns,
    settled: str,
    before: str,
) -> str:
    """The piece's format; else the one its subject already has, so that one making serves twice; else the most due."""
    if not settled and piece and piece.format in pair.formats:
        return piece.format
    if not settled and chosen.get(subject.number) in pair.formats:
        return chosen[subject.number]
    found = due.next(pair.likely, settled, before)
    chosen.setdefault(subject.number, found)
    return found


def _likely(asked: Sequence[str], platform: Platform, names: Sequence[str]) -> dict[str, float]:
    """The formats to choose from: where neither theme nor platform names any, those that the network is made for."""
    if asked or platform.formats:
        return dict.fromkeys(names, 1.0)
    usual = network(platform.platform).formats
    codes = choice_codes("format")
    return {name: 1.0 for name in names if codes.get(fold(name)) in usual} or dict.fromkeys(names, 1.0)


def _owner(
    books: _StrategyIndex,
    piece: Piece | None,
    platform: Platform,
    format_: str,
    hours: dict[str, Fraction],
    settled: str,
    before: str,
) -> str:
    """The piece's author, else the platform's owner, else who had it in an earlier plan and still can, else who can
    and has the most time left in proportion.
    """
    able = [one for one in books.strategy.team if _can_make(one, platform, format_)]
    named = settled or (piece.author if piece else "") or platform.owner
    if not named and before in {one.person for one in able if one.weekly_hours}:
        named = before
    if not named and able:
        free = [one for one in able if one.weekly_hours] or able
        used = {one.person: hours.get(one.person, Fraction(0)) / (one.weekly_hours or 1) for one in free}
        named = min(used, key=lambda person: (used[person], person))
    hours[named] = hours.get(named, Fraction(0)) + books.efforts.get(format_, Fraction(1))
    return named


def _can_make(person: Person, platform: Platform, format_: str) -> bool:
    return (not person.platforms or platform.platform in person.platforms) and (
        not person.formats or format_ in person.formats
    )


def with_first_post(subjects: Sequence[Subject], posts: Sequence[Post]) -> tuple[Subject, ...]:
    """The subjects with the format, objective and owner of their first post."""
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
