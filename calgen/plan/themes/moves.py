"""Which moves may be tried: another theme for a post, posts that exchange their themes, and those that close a gap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain, filterfalse, islice, product

from calgen.plan.themes.assignment import Assignment, Move
from calgen.plan.themes.limits import THEME_OVERALL_LIMIT, THEME_PLATFORM_LIMIT
from calgen.plan.themes.running_gap import RunningGap

NEAR = 5  # posts of a platform: how far away a partner for an exchange is looked for
FAR_POSTS = 20  # posts: how far away a partner is looked for, where those near it do not serve
NEAREST = 6  # partners on each side of it that are tried
FEW_PLATFORMS = 10  # up to so many, as many exchanges are tried on each for the mix over all as for its own
AROUND_GAP = 30  # posts of a platform on each side of the place where a gap is largest
FAR = 200  # slots: how far away a post of another platform may be, for an exchange that serves two missions
MISSION_PARTNERS = 12  # such posts that are tried
MORE_POSTS = 0.5  # by how many posts a theme must be fuller than the one that takes a post of it, to save a subject
CANDIDATES = 3  # other themes tried for a post


def replacements(
    state: Assignment, n: int, categories: Container[int] | None = None, most: int | None = CANDIDATES
) -> list[Move]:
    """Other themes for a post, of its category or of some: those that cause no fault near it, the most due first."""
    instance, day = state.instance, state.instance.days[n]
    platform, index = instance.platform_of[n], instance.index[n]
    own, overall = state.themes.gaps[platform], state.themes.gaps[-1]
    near = {state.chosen[m] for m in instance.platform_slots[platform][max(0, index - 2) : index + 3]}
    wanted = categories or (instance.category_of[state.chosen[n]],)
    found = [
        (own[theme].at(index) / THEME_PLATFORM_LIMIT + overall[theme].at(n) / THEME_OVERALL_LIMIT, theme)
        for of, themes in instance.open_themes[n]
        if of in wanted
        for theme in themes
        if theme not in near and not state.day_counts[day, theme] and theme not in instance.off_mission[platform]
    ]
    return [((n, theme),) for _, theme in sorted(found)[:most]]


def post_moves(state: Assignment, n: int) -> Iterator[Move]:
    """Another theme for a post, or an exchange with a post near it."""
    yield from replacements(state, n)
    yield from exchanges_around(state, n)


def joining_moves(state: Assignment, n: int) -> Iterator[Move]:
    """Other themes of its category for a post, of which a subject waits for its platform and that have fewer posts."""
    instance, theme, gaps = state.instance, state.chosen[n], state.themes.gaps[-1]
    most = gaps[theme].final - MORE_POSTS
    for category, themes in instance.open_themes[n]:
        if category == instance.category_of[theme]:
            for other in themes:
                if gaps[other].final < most and state.subjects.can_join(n, other):
                    yield ((n, other),)


def exchanges_around(state: Assignment, n: int) -> Iterator[Move]:
    """Exchanges with the posts before and after a post on its platform, the nearest first."""
    slots, index = state.instance.platform_slots[state.instance.platform_of[n]], state.instance.index[n]
    for distance in range(1, NEAR + 1):
        for other in (index - distance, index + distance):
            if 0 <= other < len(slots) and state.instance.is_free(slots[other]):
                yield from exchange(state, n, slots[other])


def far_exchanges(state: Assignment, n: int) -> Iterator[Move]:
    """Exchanges with posts farther away on its platform, then with posts of other platforms; the nearest first."""
    instance, chosen = state.instance, state.chosen
    platform, index = instance.platform_of[n], instance.index[n]
    slots = instance.platform_slots[platform]
    own = (slots[at] for at in _outwards(index, len(slots), FAR_POSTS) if abs(at - index) > NEAR)
    others = (m for m in _outwards(n, len(chosen), FAR_POSTS) if instance.platform_of[m] != platform)
    for m in filter(instance.is_free, chain(own, others)):
        yield from exchange(state, n, m)


def exchange(state: Assignment, n: int, m: int) -> Iterator[Move]:
    """The exchange of two posts, if their themes differ."""
    if state.chosen[n] != state.chosen[m]:
        first, last = (n, m) if n < m else (m, n)
        yield ((first, state.chosen[last]), (last, state.chosen[first]))


def mission_moves(state: Assignment, n: int) -> Iterator[Move]:
    """Exchanges of a post with one of its category on another platform, where both then serve a mission."""
    instance, chosen = state.instance, state.chosen
    theme, here = chosen[n], instance.platform_of[n]
    category = instance.category_of[theme]
    serving = {
        other
        for of, themes in instance.open_themes[n]
        if of == category
        for other in themes
        if other not in instance.off_mission[here]
    }
    found = 0
    for m in _outwards(n, len(chosen), FAR):
        there = instance.platform_of[m]
        if chosen[m] in serving and there != here and theme not in instance.off_mission[there] and instance.is_free(m):
            yield from exchange(state, n, m)
            found += 1
            if found == MISSION_PARTNERS:
                return


def _outwards(n: int, end: int, most: int) -> Iterator[int]:
    """The numbers around one, the nearest first, from 0 to before `end`."""
    for distance in range(1, most + 1):
        if n >= distance:
            yield n - distance
        if n + distance < end:
            yield n + distance


def campaign_replacements(state: Assignment, index: int) -> Iterator[Move]:
    """One post more for the campaigns of a target that have fewer than their part on a platform, or one less."""
    instance, target = state.instance, state.instance.targets[index]
    is_short = state.target_posts[index] < target.asked
    for n in target.slots:
        own = instance.target_of[n]
        is_own = own.get(state.chosen[n]) == index
        if is_own is not is_short and instance.is_free(n):
            if is_short:
                yield from (((n, theme),) for theme, of in own.items() if of == index)
            else:
                yield from replacements(state, n, range(len(instance.categories)))


def campaign_exchanges(state: Assignment, index: int) -> Iterator[Move]:
    """The same by exchanges with posts of the platform outside the campaign's days."""
    instance, target = state.instance, state.instance.targets[index]
    is_short, inside = state.target_posts[index] < target.asked, set(target.slots)
    slots = instance.platform_slots[instance.platform_of[target.slots[0]]]
    themes = {instance.number[name] for name in target.themes}
    partners = [m for m in slots if m not in inside and instance.is_free(m) and (state.chosen[m] in themes) is is_short]
    for n in target.slots:
        is_own = instance.target_of[n].get(state.chosen[n]) == index
        if is_own is not is_short and instance.is_free(n):
            near = sorted(partners, key=lambda m: abs(m - n))[:CANDIDATES]
            yield from chain.from_iterable(exchange(state, n, m) for m in near)


def category_moves(state: Assignment, sequence: int) -> Iterator[Move]:
    """Moves that bring the farthest category of a sequence nearer to its path where it is farthest."""
    category, index = state.categories.farthest(sequence)
    category_of = state.instance.category_of
    chosen = state.chosen

    def has_category(n: int) -> bool:
        return category_of[chosen[n]] == category

    gap = state.categories.gaps[sequence][category]
    if gap.worst > state.categories.limits[sequence] and sequence < len(state.instance.platforms):
        is_above = gap.at(index) > 0
        others = set(range(len(state.instance.categories))) - {category}
        for n in _exceeding(state, sequence, gap, index):
            if state.instance.is_free(n) and has_category(n) is is_above:
                yield from replacements(state, n, others if is_above else {category})
    yield from _gap_exchanges(state, sequence, index, has_category, is_above=gap.at(index) > 0)


def _exceeding(state: Assignment, platform: int, gap: RunningGap, index: int) -> Sequence[int]:
    """The slots of a platform from where a gap exceeds its limit without a break, to the index where it is largest."""
    limit, side = state.categories.limits[platform], 1 if gap.at(index) > 0 else -1
    first = index
    while first and side * gap.at(first - 1) > limit:
        first -= 1
    return state.instance.platform_slots[platform][max(0, first - NEAR) : index + 1]


def theme_moves(state: Assignment, sequence: int) -> Iterator[Move]:
    """Moves that bring the farthest theme of a sequence nearer to its path where it is farthest."""
    theme, index = state.themes.farthest(sequence)
    chosen, is_above = state.chosen, state.themes.gaps[sequence][theme].at(index) > 0
    yield from _gap_exchanges(state, sequence, index, lambda n: chosen[n] == theme, is_above=is_above)
    at = state.instance.sequences[sequence][index]
    for slots in _platforms_of(state, sequence):
        before, _ = _free_around(state, slots, at)
        yield from _theme_replacements(state, theme, before, is_above=is_above)


def _platforms_of(state: Assignment, sequence: int) -> Sequence[Sequence[int]]:
    """The slots of the platform of a sequence; of each platform, where the sequence is all slots."""
    platform_slots = state.instance.platform_slots
    return platform_slots if sequence == len(platform_slots) else [platform_slots[sequence]]


def _gap_exchanges(
    state: Assignment, sequence: int, index: int, has_name: Callable[[int], bool], *, is_above: bool
) -> Iterator[Move]:
    """Exchanges across the place of a gap: of a post that has its name with one that has not, the nearest first."""
    at, platforms = state.instance.sequences[sequence][index], _platforms_of(state, sequence)
    most = CANDIDATES * CANDIDATES if len(platforms) <= FEW_PLATFORMS else CANDIDATES
    for slots in platforms:
        before, after = _free_around(state, slots, at)
        givers, takers = (before, after) if is_above else (after, before)
        own, others = filter(has_name, givers), filterfalse(has_name, takers)
        pairs = sorted(product(islice(own, NEAREST), islice(others, NEAREST)), key=lambda pair: abs(pair[0] - pair[1]))
        moves = chain.from_iterable(exchange(state, n, m) for n, m in pairs)
        yield from islice((move for move in moves if state.may_stand_there(move)), most)


def _free_around(state: Assignment, slots: Sequence[int], at: int) -> tuple[list[int], list[int]]:
    """The free posts of a platform nearest to a slot: up to it (the nearest first), and after it."""
    split, is_free = bisect_right(slots, at), state.instance.is_free
    before = [n for n in reversed(slots[max(0, split - AROUND_GAP) : split]) if is_free(n)]
    return before, [n for n in slots[split : split + AROUND_GAP] if is_free(n)]


def _theme_replacements(state: Assignment, theme: int, before: Iterable[int], *, is_above: bool) -> Iterator[Move]:
    """Another theme for posts of one that has too many; or a theme that has too few, for others of its category."""
    category_of = state.instance.category_of
    for n in before:
        if is_above and state.chosen[n] == theme:
            yield from replacements(state, n)
        elif not is_above and state.chosen[n] != theme and category_of[state.chosen[n]] == category_of[theme]:
            yield ((n, theme),)
