"""Builds the records of posts and subjects from slots, themes and groups, with titles of subjects and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Post, Slot, Subject, TitleSource
from calgen.plan.pins.named_days import has_named_day
from calgen.plan.reason import Reason
from calgen.plan.subjects.subject_group import SubjectGroup
from calgen.plan.subjects.titles import titles_of_groups
from calgen.plan.target.campaigns import campaign_of, is_announcement, stage_on
from calgen.plan.themes.chosen_themes import ChosenThemes
from calgen.strategy.content import Piece
from calgen.strategy.themes import Theme


def make_posts(
    draft: PlanDraft, slots: Sequence[Slot], chosen: ChosenThemes, groups: Sequence[SubjectGroup]
) -> tuple[tuple[Post, ...], tuple[Subject, ...]]:
    """The posts in the order of their slots, and the subjects in the order of their groups."""
    builder = _RecordBuilder(draft)
    titles = titles_of_groups(draft, slots, groups)
    subjects, posts = [], dict[int, Post]()
    for number, group in enumerate(groups):
        for outing, index in enumerate(sorted(group.posts, key=lambda index: slots[index].sort_key), 1):
            theme, told = chosen.themes[index], _Telling(number, group.piece, outing)
            posts[index] = builder.post(slots[index], theme, told, chosen.shortfalls[index])
        subjects.append(builder.subject(number, group, *titles[number], [posts[index] for index in group.posts]))
    return tuple(posts[index] for index in sorted(posts)), tuple(subjects)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What a post tells: the subject with this number, of a piece or not, for the first time (1) or again."""

    subject: int
    piece: Piece | None
    outing: int

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the post is there, where it tells a piece again."""
        values = {"number": self.outing, "piece": self.piece.title if self.piece else ""}
        return (Reason("outing", values),) if self.piece and self.outing > 1 else ()


def _due(category: str, behind: float) -> Reason:
    """Why a category has the post: it was behind by so many, or merely next."""
    if behind <= 0:
        return Reason("turn", {"category": category})
    return Reason("due", {"category": category, "behind": behind})


class _RecordBuilder:
    """Builds the records of posts and subjects."""

    def __init__(self, draft: PlanDraft) -> None:
        self._strategy = draft.strategy
        self._only_category = draft.horizon.only_category
        self._themes = {theme.theme: theme for theme in draft.strategy.themes}
        self._platforms = {platform.platform: platform for platform in draft.strategy.platforms}
        self._campaigns = {campaign.campaign: campaign for campaign in draft.strategy.campaigns}

    def post(self, slot: Slot, theme_name: str, told: _Telling, shortfall: float) -> Post:
        """The post of a slot; `shortfall` is how many posts its category was short before it."""
        theme, pin = self._themes[theme_name], slot.pin
        campaign = self._campaign(slot, theme, told.piece)
        stage = self._stage(slot, theme, campaign)
        count = Reason("cadence_" + slot.period_unit, {"number": slot.index, "of": slot.period_posts})
        push = (Reason("campaign", {"name": campaign, "stage": stage}),) if campaign else ()
        is_chosen = not slot.settled_theme or (pin is not None and pin.is_retained)
        category, why = self._only_category.get((slot.platform, slot.day), ("", None))
        only = (Reason("only", {**why.values, "category": category}),) if why and category == theme.category else ()
        due = (_due(theme.category, round(shortfall, 1)),) if is_chosen else ()
        tested = (Reason("variant", {"variant": slot.variant, "test": theme.test}),) if slot.variant else ()
        return Post(
            slot.day,
            slot.time,
            slot.platform,
            theme.theme,
            theme.category,
            told.subject,
            stage=stage,
            reasons=(*slot.reasons, *push, *told.reasons, count, *due, *only, *tested),
            kept_id=pin.id if pin and pin.is_kept else "",
            campaign=campaign,
            key_date=pin.key_date if pin else "",
            has_named_day=pin is not None and has_named_day(self._strategy, pin),
            is_untouched=pin is not None and pin.is_untouched,
            outside_mix=bool(slot.theme_outside_mix),
            variant=slot.variant,
        )

    def _campaign(self, slot: Slot, theme: Theme, piece: Piece | None) -> str:
        """The campaign of a post: that of its pin (for a kept post always), that of its piece, else the one with its
        theme that day.

        A set day of the campaign outside its days is the campaign's where its pin says so alone.
        """
        if slot.pin and (slot.pin.campaign or slot.pin.is_kept):
            return slot.pin.campaign
        if piece and piece.campaign and not is_announcement(self._strategy, piece.campaign, slot.day):
            return piece.campaign
        return campaign_of(self._strategy, self._platforms[slot.platform], slot.day, theme.theme)

    def _stage(self, slot: Slot, theme: Theme, campaign_name: str) -> str:
        """The stage of a post: the user's choice, else that of its campaign, else that of its theme."""
        if slot.pin and slot.pin.is_kept and slot.pin.stage:
            return slot.pin.stage
        campaign = self._campaigns.get(campaign_name)
        return stage_on(campaign, slot.day) if campaign else theme.stage

    def subject(
        self, number: int, group: SubjectGroup, title: str, source: TitleSource, posts: Sequence[Post]
    ) -> Subject:
        """The subject of a group, with the first stage and key date that one of its posts has.

        The campaign of a new subject without a piece is that of its first day; see `PiecePool.new_group`.
        """
        first = min(post.day for post in posts)
        is_new = group.piece is None and not group.kept_id
        return Subject(
            number=number,
            theme=group.theme,
            category=self._themes[group.theme].category,
            title=title,
            first=first,
            last=max(post.day for post in posts),
            piece=group.piece.title if group.piece else "",
            title_source=source,
            kept_id=group.kept_id,
            stage=_first_of(post.stage for post in posts),
            campaign=_first_of(post.campaign for post in posts if not is_new or post.day == first),
            key_date=_first_of(post.key_date for post in posts),
        )


def _first_of(values: Iterable[str]) -> str:
    """The first text that is not empty."""
    return next(filter(None, values), "")
