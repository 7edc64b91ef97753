"""The pass that says what each post serves: its objective, audience and format, and a first owner.

Each is chosen in proportion to its weight; see `weighted_round_robin`. See "Mission" in docs/decisions.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from fractions import Fraction

from calgen.plan.draft import PlanDraft
from calgen.plan.makers.theme_options import ThemeOptions, objective_weights, theme_options
from calgen.plan.makers.weighted_round_robin import WeightedRoundRobin
from calgen.plan.model import Post, Slot, Subject
from calgen.plan.pin import Pin
from calgen.strategy.content import Piece
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person

_NO_PIN = Pin("", date.min, "")


def assign_missions(draft: PlanDraft) -> PlanDraft:
    """The posts with what they serve, and the subjects with what their first posts have."""
    chooser = _MissionChooser(draft)
    posts = [chooser.complete(post, slot) for post, slot in zip(draft.posts, draft.slots, strict=True)]
    return replace(draft, posts=tuple(posts), subjects=with_first_post(draft.subjects, posts))


def with_first_post(subjects: Sequence[Subject], posts: Sequence[Post]) -> tuple[Subject, ...]:
    """The subjects with the format, objective and owner of their first post."""
    first_posts: dict[int, Post] = {}
    for post in posts:
        first_posts.setdefault(post.subject, post)

    def completed(subject: Subject) -> Subject:
        first = first_posts[subject.number]
        return replace(subject, format=first.format, objective=first.objective, owner=first.owner)

    return tuple(completed(subject) for subject in subjects)


class _EarlierPosts:
    """The posts of the earlier plan by platform, day and theme: what they served and who made them is to be kept."""

    def __init__(self, draft: PlanDraft) -> None:
        self._pins: dict[tuple[str, date, str], list[Pin]] = {}
        for pin in sorted(draft.earlier, key=lambda pin: (pin.time or time.min, pin.id)):
            self._pins.setdefault((pin.platform, pin.day, pin.theme), []).append(pin)

    def take(self, post: Post) -> Pin:
        """The earlier post in the place of a post, each once; an empty pin for a new or kept post."""
        pins = [] if post.kept_id else self._pins.get((post.platform, post.day, post.theme), [])
        return pins.pop(0) if pins else _NO_PIN


class _MissionChooser:
    """Chooses for one post after the other, in the order of the plan."""

    def __init__(self, draft: PlanDraft) -> None:
        strategy = draft.strategy
        self._draft = draft
        self._earlier_posts = _EarlierPosts(draft)
        self._themes = {theme.theme: theme for theme in strategy.themes}
        self._platforms = {platform.platform: platform for platform in strategy.platforms}
        self._pieces = {piece.title: piece for piece in strategy.content}
        self._efforts = {format_.format: format_.effort for format_ in strategy.formats}
        self._campaign_objectives = {campaign.campaign: campaign.objective for campaign in strategy.campaigns}
        self._platform_objectives = {
            platform.platform: objective_weights(strategy, platform.objectives) for platform in strategy.platforms
        }
        self._options: dict[tuple[str, str], ThemeOptions] = {}
        self._makers: dict[tuple[str, str], list[Person]] = {}
        # by platform and column
        self._turns: defaultdict[tuple[str, str], WeightedRoundRobin] = defaultdict(WeightedRoundRobin)
        self._subject_formats: dict[int, str] = {}  # the first format chosen for each subject
        self._hours: dict[str, Fraction] = {}  # given to each person so far

    def complete(self, post: Post, slot: Slot) -> Post:
        """The post with objective, audience, format, owner and, where it is known, the week of its making."""
        kept = slot.pin if slot.pin and slot.pin.is_kept else _NO_PIN
        earlier = self._earlier_posts.take(post)
        platform = self._platforms[post.platform]
        options = self._options_of(post)
        piece = self._pieces.get(self._draft.subjects[post.subject].piece)
        objective = self._objective(post, platform, options, kept, earlier)
        audience = self._turns[post.platform, "audience"].choose(options.audiences, kept.audience, earlier.audience)
        format_ = self._format(post, options, piece, kept, earlier)
        return replace(
            post,
            objective=objective,
            serves_mission=options.serves_mission,
            audience=audience,
            format=format_,
            owner=self._owner(platform, format_, piece, kept, earlier),
            work_week=(earlier if kept is _NO_PIN else kept).work_week,
        )

    def _options_of(self, post: Post) -> ThemeOptions:
        key = (post.platform, post.theme)
        if key not in self._options:
            platform, theme = self._platforms[post.platform], self._themes[post.theme]
            self._options[key] = theme_options(self._draft.strategy, platform, theme)
        return self._options[key]

    def _objective(self, post: Post, platform: Platform, options: ThemeOptions, kept: Pin, earlier: Pin) -> str:
        """The user's choice, else that of its campaign, else the next by weight."""
        of_campaign = self._campaign_objectives.get(post.campaign, "")
        settled = kept.objective or (of_campaign if of_campaign in platform.objectives else "")
        turns = self._turns[post.platform, "objective"]
        return turns.choose(options.objectives, settled, earlier.objective, self._platform_objectives[post.platform])

    def _format(self, post: Post, options: ThemeOptions, piece: Piece | None, kept: Pin, earlier: Pin) -> str:
        """The user's choice, else that of the piece, else that of the subject (made once, used twice), else by weight.

        A retained post keeps its format.
        """
        retained = earlier.format if earlier.format in options.possible_formats else ""
        settled = kept.format if kept is not _NO_PIN else retained
        if not settled and piece and piece.format in options.typed_formats:
            return piece.format
        of_subject = self._subject_formats.get(post.subject)
        if not settled and of_subject in options.possible_formats:
            return of_subject
        found = self._turns[post.platform, "format"].choose(options.formats, settled, earlier.format)
        self._subject_formats.setdefault(post.subject, found)
        return found

    def _owner(self, platform: Platform, format_: str, piece: Piece | None, kept: Pin, earlier: Pin) -> str:
        """The user's choice, else the author of the piece, the owner of the platform, the owner in the earlier plan,
        or who can make it and has been given the smallest part of their weekly hours.
        """
        makers = self._makers_of(platform, format_)
        retains = any(maker.person == earlier.owner for maker in makers)
        settled = kept.owner if kept is not _NO_PIN else earlier.owner if retains else ""
        owner = settled or (piece.author if piece else "") or platform.owner
        if not owner and earlier.owner in {maker.person for maker in makers if maker.weekly_hours}:
            owner = earlier.owner
        if not owner and makers:
            owner = self._least_used([maker for maker in makers if maker.weekly_hours] or makers)
        self._hours[owner] = self._hours.get(owner, Fraction(0)) + self._efforts.get(format_, Fraction(1))
        return owner

    def _least_used(self, makers: Sequence[Person]) -> str:
        """Who has been given the smallest part of their weekly hours; of equals, the first by name."""
        zero = Fraction(0)
        used = {maker.person: self._hours.get(maker.person, zero) / (maker.weekly_hours or 1) for maker in makers}
        return min(used, key=lambda person: (used[person], person))

    def _makers_of(self, platform: Platform, format_: str) -> list[Person]:
        """The people who can make a format for a platform."""
        key = (platform.platform, format_)
        if key not in self._makers:
            self._makers[key] = [
                person
                for person in self._draft.strategy.team
                if (not person.platforms or platform.platform in person.platforms)
                and (not person.formats or format_ in person.formats)
            ]
        return self._makers[key]
