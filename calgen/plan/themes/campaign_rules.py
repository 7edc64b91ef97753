"""The rules of campaigns: each gets its part of the posts on each of its platforms, and one post a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from calgen.plan.themes.assignment import Assignment, Move
from calgen.plan.themes.moves import (
    campaign_exchanges,
    campaign_replacements,
    far_exchanges,
    post_moves,
    replacements,
)
from calgen.plan.themes.rule import FAULT_GAIN, Fault, Repair, Rule

ENOUGH = 15.0  # points: a move that gains so much for a campaign is made at once


class CampaignsGetTheirPart(Rule):
    """A whole post by which a campaign has fewer or more than its part on a platform, beyond one."""

    key, weight = "campaign_part", 25.0  # what the user asked in figures: worth the repeats of a single theme
    beats_stability = True

    def faults(self, state: Assignment) -> Iterator[Fault]:
        for index, target in enumerate(state.instance.targets):
            if posts := target.posts_off(state.target_posts[index]):
                yield Fault(target.platform, target.name, state.instance.day(target.slots[0]), posts)

    def change(self, state: Assignment, move: Move) -> float:
        if not state.instance.targets:
            return 0.0
        more: dict[int, int] = {}
        for n, theme in move:
            targets = state.instance.target_of[n]
            for name, step in ((state.chosen[n], -1), (theme, 1)):
                if name in targets:
                    more[targets[name]] = more.get(targets[name], 0) + step
        total = 0
        for index, step in more.items():
            target, posts = state.instance.targets[index], state.target_posts[index]
            total += target.posts_off(posts + step) - target.posts_off(posts)
        return total

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        """For each target, one post more or less, as long as one is found."""
        for index, target in enumerate(state.instance.targets):
            while target.posts_off(state.target_posts[index]):
                before = state.moves_made
                yield Repair(campaign_replacements(state, index), ENOUGH)
                if state.moves_made == before:
                    yield Repair(campaign_exchanges(state, index), ENOUGH)
                if state.moves_made == before:
                    break


class ACampaignHasOnePostADay(Rule):
    """One more post of a campaign on a day of a platform, unless its part asks for so many."""

    key, weight = "campaign_day", 20.0  # two on one day are read as one too many, more than a theme that comes back

    def faults(self, state: Assignment) -> Iterator[Fault]:
        instance = state.instance
        for (campaign, platform, day), posts in sorted(state.campaign_posts.items()):
            most = instance.most_a_day.get((campaign, platform), 1)
            if posts > most:
                yield Fault(instance.platforms[platform], campaign, date.fromordinal(day), posts - most)

    def change(self, state: Assignment, move: Move) -> float:
        if not state.instance.targets:
            return 0.0
        more: dict[tuple[str, int, int], int] = {}
        for n, theme in move:
            for name, step in ((state.chosen[n], -1), (theme, 1)):
                if key := state.campaign_day(n, name):
                    more[key] = more.get(key, 0) + step
        total = 0
        for key, step in more.items():
            most, posts = state.instance.most_a_day.get(key[:2], 1), state.campaign_posts[key]
            total += max(0, posts + step - most) - max(0, posts - most)
        return total

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        for n, theme in enumerate(state.chosen):
            key = state.campaign_day(n, theme)
            if key and state.instance.is_free(n) and state.campaign_posts[key] > 1:
                before = state.moves_made
                yield Repair(post_moves(state, n), FAULT_GAIN)
                if state.moves_made == before:
                    others = replacements(state, n, range(len(state.instance.categories)))
                    yield Repair(chain(others, far_exchanges(state, n)), FAULT_GAIN)
