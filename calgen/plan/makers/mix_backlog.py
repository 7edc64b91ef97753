"""In which order tasks get their hours: by importance, and of equal ones those whose posts the mix lacks most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import fsum

from calgen.plan.draft import PlanDraft
from calgen.plan.makers.production_tasks import ProductionTask
from calgen.plan.model import Post
from calgen.plan.target.share import Share
from calgen.plan.target.target_path import TargetPath

_MixKey = tuple[str, str, str]  # platform (or all), category (or any), theme (or any); empty for all or any


class MixBacklog:
    """How many posts each platform, category and theme lacks of its part among those that have found their hours."""

    def __init__(self, draft: PlanDraft) -> None:
        path = draft.path or TargetPath(draft.strategy)
        pairs = zip(draft.posts, draft.slots, strict=True)
        posts_per_platform = Counter(post.platform for post in draft.posts)
        shares = [path.at(post.platform, post.day, slot.theme_outside_mix) for post, slot in pairs]
        platform_parts = {name: count / len(draft.posts) for name, count in posts_per_platform.items()}
        self._lack: dict[_MixKey, float] = {}
        self._keys = [_keys_of(post) for post in draft.posts]
        by_share: dict[tuple[str, int], dict[_MixKey, float]] = {}
        self._parts = [
            by_share.get((post.platform, id(share)))
            or by_share.setdefault((post.platform, id(share)), dict(_parts_of(post.platform, share, platform_parts)))
            for post, share in zip(draft.posts, shares, strict=True)
        ]
        pairs_of_keys = zip(self._parts, self._keys, strict=True)
        self._own_parts = [fsum(parts.get(key, 0.0) for key in keys) for parts, keys in pairs_of_keys]

    def due(self, posts: Iterable[int]) -> float:
        """How much some posts (by index) are due: what their platforms, categories and themes lack, added up."""
        lack, found = self._lack, 0.0
        for at in posts:
            found += self._own_parts[at]
            for key in self._keys[at]:
                found += lack.get(key, 0.0)
        return found

    def count(self, posts: Iterable[int]) -> None:
        """Count some posts (by index) as having found their hours."""
        lack = self._lack
        for index in posts:
            for key, part in self._parts[index].items():
                lack[key] = lack.get(key, 0.0) + part
            for key in self._keys[index]:
                lack[key] = lack.get(key, 0.0) - 1.0


def _parts_of(platform: str, share: Share, platform_parts: Mapping[str, float]) -> Iterator[tuple[_MixKey, float]]:
    """What one post more asks for each platform, and for each category and theme on its platform and over all."""
    yield from (((name, "", ""), part) for name, part in platform_parts.items())
    for place in ("", platform):
        yield from (((place, name, ""), part) for name, part in share.categories.items())
        yield from (((place, "", name), part) for name, part in share.themes.items())


def _keys_of(post: Post) -> tuple[_MixKey, ...]:
    """The keys under which a post is counted: its platform, and its category and theme over all and on its platform."""
    both = ("", post.platform)
    categories = ((platform, post.category, "") for platform in both)
    themes = ((platform, "", post.theme) for platform in both)
    return ((post.platform, "", ""), *categories, *themes)


def ordered_tasks(tasks: Iterable[ProductionTask], backlog: MixBacklog | None) -> Iterator[ProductionTask]:
    """All tasks week by week, the most important first.

    With a backlog of the mix, the tasks of one rank come in the order in which their posts are due, as it stands when
    the task is taken.
    """
    by_rank = sorted(tasks, key=lambda task: task.sort_key)
    if backlog is None:
        yield from by_rank
        return
    for _, group in groupby(by_rank, key=lambda task: task.rank):
        waiting = list(group)
        while waiting:
            task = max(waiting, key=lambda task: backlog.due(task.posts))
            waiting.remove(task)
            yield task
