"""The pass that says what each post serves: its objective, audience and format, and a first owner.

Each is chosen in proportion to its weight; see `weighted_round_robin`. See "Mission" in docs/decisions.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from calgen.plan.draft import PlanDraft
from calgen.plan.makers.earlier_posts import NO_PIN, earlier_posts
from calgen.plan.makers.format_turns import FormatChoice, FormatTurns
from calgen.plan.makers.theme_options import (
    ThemeOptions,
    begun_objectives,
    objective_beginnings,
    objective_weights,
    theme_options,
)
from calgen.plan.makers.weighted_round_robin import WeightedRoundRobin
from calgen.plan.model import Post, Subject
from calgen.plan.pin import Pin
from calgen.strategy.content import Piece
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person


def assign_missions(draft: PlanDraft) -> PlanDraft:
    """The posts with what they serve, and the subjects with what their first posts have."""
    chooser = _MissionChooser(draft)
    posts = [chooser.complete(index) for index in range(len(draft.posts))]
    return replace(draft, posts=tuple(posts), subjects=with_first_post(draft.subjects, posts))


def with_first_post(subjects: Sequence[Subject], posts: Sequence[Post]) -> tuple[Subject, ...]:
    """The subjects with the format, objective and owner of their first post, and the first stage that a post has.

    `posts` are in the order of the plan.
    """
    own: dict[int, list[Post]] = {}
    for post in posts:
        own.setdefault(post.subject, []).append(post)

    def completed(subject: Subject) -> Subject:
        first, stages = own[subject.number][0], [post.stage for post in own[subject.number] if post.stage]
        stage = stages[0] if stages else ""
        return replace(subject, format=first.format, objective=first.objective, owner=first.owner, stage=stage)

    return tuple(completed(subject) for subject in subjects)


class _MissionChooser:
    """Chooses for one post after the other, in the order of the plan.

    What a post of the earlier plan served, and who made it, stays where the post stays and the strategy allows it.
    """

    def __init__(self, draft: PlanDraft) -> None:
        strategy = draft.strategy
        self._draft = draft
        self._kept = [slot.pin if slot.pin and slot.pin.is_kept else NO_PIN for slot in draft.slots]
        self._earlier = earlier_posts(draft)
        self._themes = {theme.theme: theme for theme in strategy.themes}
        self._platforms = {platform.platform: platform for platform in strategy.platforms}
        self._pieces = {piece.title: piece for piece in strategy.content}
        self._efforts = {format_.format: float(format_.effort) for format_ in strategy.formats}
        self._campaign_objectives = {campaign.campaign: campaign.objective for campaign in strategy.campaigns}
        self._platform_objectives = {
            platform.platform: objective_weights(strategy, platform.objectives) for platform in strategy.platforms
        }
        self._begins = objective_beginnings(strategy)
        self._options: dict[tuple[str, str], ThemeOptions] = {}
        self._makers: dict[tuple[str, str], list[Person]] = {}
        # by platform and column
        self._turns: defaultdict[tuple[str, str], WeightedRoundRobin] = defaultdict(WeightedRoundRobin)
        self._formats = self._choose_formats()
        self._weekly_hours = {person.person: float(person.weekly_hours or 1) for person in strategy.team}
        self._earlier_makers = {(pin.platform, pin.owner) for pin in draft.earlier}
        self._used: dict[str, float] = {}  # the part of their weekly hours that each person has been given so far

    def complete(self, index: int) -> Post:
        """A post (by index) with objective, audience, format, owner and, where it is known, the week of its making."""
        post, kept, earlier = self._draft.posts[index], self._kept[index], self._earlier[index]
        platform = self._platforms[post.platform]
        options = self._options_of(post.platform, post.theme)
        piece = self._pieces.get(self._draft.subjects[post.subject].piece)
        objective = self._objective(post, platform, options, kept, earlier)
        audience = self._turns[post.platform, "audience"].choose(options.audiences, kept.audience, earlier.audience)
        return replace(
            post,
            objective=objective,
            serves_mission=options.serves_mission,
            audience=audience,
            format=self._formats[index],
            owner=self._owner(platform, self._formats[index], piece, kept, earlier),
            work_week=(earlier if kept is NO_PIN else kept).work_week,
        )

    def _options_of(self, platform: str, theme: str) -> ThemeOptions:
        key = (platform, theme)
        if key not in self._options:
            self._options[key] = theme_options(self._draft.strategy, self._platforms[platform], self._themes[theme])
        return self._options[key]

    def _objective(self, post: Post, platform: Platform, options: ThemeOptions, kept: Pin, earlier: Pin) -> str:
        """The user's choice, else that of its campaign, else the next by weight."""
        of_campaign = self._campaign_objectives.get(post.campaign, "")
        settled = kept.objective or (of_campaign if of_campaign in platform.objectives else "")
        turns = self._turns[post.platform, "objective"]
        able = begun_objectives(options.objectives, self._begins, post.day)
        return turns.choose(able, settled, earlier.objective, self._platform_objectives[post.platform])

    def _choose_formats(self) -> list[str]:
        """The format of each post, subject by subject in the order of their first posts."""
        posts_of_subject: dict[int, list[int]] = {}
        for index, post in enumerate(self._draft.posts):
            posts_of_subject.setdefault(post.subject, []).append(index)
        known = {(pin.platform, pin.format) for pin in (*self._kept, *self._earlier) if pin.format}
        efforts = self._efforts if self._draft.has_new_hours else None
        keeps_earlier = not self._draft.has_new_formats
        turns = FormatTurns(self._platform_formats(), known, keeps_earlier=keeps_earlier, efforts=efforts)
        found = [""] * len(self._draft.posts)
        for indexes in posts_of_subject.values():
            names = turns.choose(self._alike_in_pairs(indexes, [self._format_choice(index) for index in indexes]))
            for index, name in zip(indexes, names, strict=True):
                found[index] = name
        return found

    def _alike_in_pairs(self, indexes: Sequence[int], choices: Sequence[FormatChoice]) -> list[FormatChoice]:
        """The choices of a subject's posts; those of an A/B pair have one format: a settled one, else that which one
        of them had in the earlier plan.
        """
        variants = [self._draft.posts[index].variant for index in indexes]
        pairs: dict[str, list[FormatChoice]] = {}  # by platform
        for choice, variant in zip(choices, variants, strict=True):
            if variant:
                pairs.setdefault(choice.platform, []).append(choice)
        found = []
        for choice, variant in zip(choices, variants, strict=True):
            if variant and not choice.settled:
                pair = pairs[choice.platform]
                settled = next((own.settled for own in pair if own.settled), "")
                earlier = next((own.earlier for own in pair if own.earlier), "")
                choice = replace(choice, settled=settled, earlier=earlier)
            found.append(choice)
        return found

    def _platform_formats(self) -> dict[str, dict[str, float]]:
        """The formats that the themes of each platform may have there, with weights."""
        found: dict[str, dict[str, float]] = {}
        for platform, theme in dict.fromkeys((post.platform, post.theme) for post in self._draft.posts):
            found.setdefault(platform, {}).update(self._options_of(platform, theme).formats)
        return found

    def _format_choice(self, index: int) -> FormatChoice:
        """What is known of the format of a post: the user's choice, or that of its piece, settle it."""
        post, kept, earlier = self._draft.posts[index], self._kept[index], self._earlier[index]
        options = self._options_of(post.platform, post.theme)
        piece = self._pieces.get(self._draft.subjects[post.subject].piece)
        of_piece = piece.format if piece and piece.format in options.piece_formats else ""
        before = earlier.format if self._draft.is_frozen or earlier.format in options.possible_formats else ""
        if self._draft.is_frozen and before:
            of_piece = ""
        return FormatChoice(post.platform, post.theme, options.formats, kept.format or of_piece, before)

    def _owner(self, platform: Platform, format_: str, piece: Piece | None, kept: Pin, earlier: Pin) -> str:
        """The user's choice, else the author of the piece, a new owner of the platform, the owner in the earlier plan,
        the owner of the platform, or who can make it and has been given the smallest part of their weekly hours.
        """
        makers = self._makers_of(platform, format_)
        owner = kept.owner or (piece.author if piece else "")
        if not owner and self._may_make_again(platform, format_, earlier):
            owner = earlier.owner
        owner = owner or platform.owner
        if not owner and makers:
            owner = self._least_used([maker for maker in makers if maker.weekly_hours] or makers)
        if owner in self._weekly_hours:
            part = self._efforts.get(format_, 1.0) / self._weekly_hours[owner]
            self._used[owner] = self._used.get(owner, 0.0) + part
        return owner

    def _may_make_again(self, platform: Platform, format_: str, earlier: Pin) -> bool:
        """Whether who made a post in the earlier plan can make it, in its new format or as it was, and its platform has
        no new owner: one who made none of its posts there.
        """
        if platform.owner and (platform.platform, platform.owner) not in self._earlier_makers:
            return False
        able = (*self._makers_of(platform, format_), *self._makers_of(platform, earlier.format or format_))
        return any(maker.person == earlier.owner and maker.weekly_hours for maker in able)

    def _least_used(self, makers: Sequence[Person]) -> str:
        """Who has been given the smallest part of their weekly hours; of equals, the first by name."""
        return min((maker.person for maker in makers), key=lambda person: (self._used.get(person, 0.0), person))

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
