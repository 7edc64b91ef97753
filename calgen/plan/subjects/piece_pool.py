"""The pieces of content while posts are grouped: where and when each may stand, and the rhythms of platforms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from calgen.plan.model import SUBJECT_LIFE, Slot
from calgen.plan.pin import Pin
from calgen.plan.pins.pieces import platforms_for, window_of
from calgen.plan.subjects.subject_group import SubjectGroup
from calgen.plan.target.campaigns import campaign_of
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.networks import network


class PiecePool:
    """The pieces of content, with where and when each may stand, and the rhythms of platforms."""

    def __init__(self, strategy: Strategy, first: date, last: date) -> None:
        self._strategy, content = strategy, strategy.content
        self._campaign_ends = {campaign.campaign: campaign.end for campaign in strategy.campaigns}
        self._platforms = {platform.platform: platform for platform in strategy.platforms}
        self.pieces = {piece.title: piece for piece in content}
        self.platforms = {
            piece.title: frozenset(platform.platform for platform in platforms_for(strategy, piece))
            for piece in content
        }
        self.windows = {piece.title: window_of(strategy, piece, first, last) for piece in content}
        self.ends = {piece.title: min(last, piece.expires or last) for piece in content}
        # A subject without a piece has several posts on a platform only where its rhythm is typed.
        self._typed_rhythms = {platform.platform: platform.rhythm for platform in strategy.platforms if platform.rhythm}
        known_rhythms = {platform.platform: network(platform.platform).rhythm for platform in strategy.platforms}
        self._piece_rhythms = known_rhythms | self._typed_rhythms

    def new_group(self, theme: str, slot: Slot, piece: Piece | None, pin: Pin | None = None) -> SubjectGroup:
        """A subject that begins on the day of a slot; `pin` is the slot's, if it settles the subject.

        A subject that begins in a campaign, or whose piece is a campaign's, is not told after its end.
        """
        rhythms = self._rhythms_of(piece)
        longest = max((days[-1] for days in rhythms.values() if days), default=0)
        until = slot.day + max(SUBJECT_LIFE, timedelta(days=longest))
        kept_id = pin.subject if pin else ""
        group = SubjectGroup(theme, slot.day, piece, until, None, kept_id=kept_id, rhythms=rhythms)
        group.repeated = self._typed_rhythms.keys()
        if piece is None:
            group.title = pin.title if pin and not pin.subject else ""
        else:
            group.until = max(slot.day, min(until, self.ends[piece.title]))
            group.allowed_platforms = self.platforms[piece.title]
        group.campaign = piece.campaign if piece else self.campaign_of(slot, theme)
        group.until = max(slot.day, min(group.until, self._campaign_ends.get(group.campaign, group.until)))
        return group

    def campaign_of(self, slot: Slot, theme: str) -> str:
        """The campaign of a post of a theme that is of no piece; empty for none."""
        if slot.pin and (slot.pin.campaign or slot.pin.is_kept):
            return slot.pin.campaign
        return campaign_of(self._strategy, self._platforms[slot.platform], slot.day, theme)

    def _rhythms_of(self, piece: Piece | None) -> Mapping[str, tuple[int, ...]]:
        """The days of the outings on each platform; where a rest is typed, a network's own rhythm has one outing.

        A piece with a fixed day that does not come back has others only where a rhythm is typed.
        """
        if piece is None:
            return self._typed_rhythms
        if piece.publish and not piece.evergreen:
            return {name: self._typed_rhythms.get(name, ()) for name in self._piece_rhythms}
        if piece.evergreen and piece.cooldown is not None:
            return {name: days[:1] for name, days in self._piece_rhythms.items()} | self._typed_rhythms
        return self._piece_rhythms

    def first_to_tell(self, pieces: Iterable[Piece], day: date, platforms: set[str]) -> Piece | None:
        """Of the pieces that may stand on a day on some platforms, the one whose window ends first."""
        possible = [
            piece
            for piece in pieces
            if self.windows[piece.title][0] <= day <= self.windows[piece.title][1]
            and platforms <= self.platforms[piece.title]
        ]
        return min(possible, key=lambda piece: (self.windows[piece.title][1], piece.title), default=None)
