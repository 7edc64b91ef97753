"""The instance of the search for themes: slots, platforms, categories and themes by number, and what is asked of them.

A slot that is pinned has its theme already. The other slots are given one by the search, see docs/planner.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from calgen.plan.model import Slot
from calgen.plan.target.content_mix import ordered_categories
from calgen.plan.target.lower_bound import settled_bound, theme_capacity
from calgen.plan.target.mission import off_mission_pairs
from calgen.plan.target.share import Share, ShareOf
from calgen.plan.themes.campaign_target import CampaignTarget
from calgen.plan.themes.limits import PLATFORM_LIMIT, REPEAT_WINDOW
from calgen.strategy import Strategy

REACH_MARGIN = 0.5  # posts: how far beyond the unavoidable deviation a platform may be before it costs more
GONE = -2  # a theme of the earlier plan that the strategy has no more


@dataclass(frozen=True, slots=True)
class PieceWindow:
    """Where a piece that is due in a window may stand: from day to day, on its platforms, but on no quiet day."""

    first: date
    last: date
    platforms: frozenset[str]
    quiet_days: frozenset[tuple[str, date]] = frozenset()  # of (platform, day): no post of its category may stand there

    def allows(self, slot: Slot) -> bool:
        """Whether the piece may stand in a slot."""
        is_inside = self.first <= slot.day <= self.last and slot.platform in self.platforms
        return is_inside and (slot.platform, slot.day) not in self.quiet_days

    def ends_in(self, days: Sequence[int]) -> tuple[int, int]:
        """The first and last index of the window in a sequence of days (ordinals), one of which at least is in it."""
        return bisect_left(days, self.first.toordinal()), bisect_right(days, self.last.toordinal()) - 1


@dataclass(frozen=True, slots=True)
class InstanceInput:
    """What an instance is made from, by name; the slots are in the order of day, time and platform."""

    strategy: Strategy
    slots: tuple[Slot, ...]
    share_of: ShareOf  # of the target path
    targets: Sequence[CampaignTarget] = ()  # what campaigns are due
    campaigns: Sequence[Mapping[str, str]] = ()  # by slot: the campaign of a post of each theme there, if of one
    may_join: Mapping[tuple[date, str], frozenset[str]] = field(default_factory=dict)  # (day, pinned theme) → platforms
    earlier: Sequence[str] = ()  # by slot: its theme in the earlier plan; empty for none
    is_held: Sequence[bool] = ()  # by slot: whether its post of the earlier plan holds its place
    tells_piece: Sequence[bool] = ()  # by slot: whether its post of the earlier plan told a piece of content
    keeps_themes: bool = False  # nothing has changed on which the themes of the earlier plan depend
    is_adapted: bool = False  # the user has accepted a change of the strategy: themes follow it for little, too
    has_lost_slots: bool = False  # a post of the earlier plan has no slot on its day any more, or a pin has it
    settled: Sequence[bool] = ()  # by slot: whether its theme is settled (of a finished plan, in which all have pins)
    launches: Sequence[str] = ()  # by slot: what is launched there (of a finished plan)
    windows: Mapping[int, PieceWindow] = field(default_factory=dict)  # slots whose piece may stand elsewhere
    due: Mapping[str, tuple[date, date]] = field(default_factory=dict)  # pieces due in the plan → first and last day
    unavoidable: Mapping[str, float] | None = None  # platform → its farthest category's unavoidable gap, if known
    missing: Mapping[str, tuple[date, int]] = field(default_factory=dict)  # platform → first day, posts too few


class Instance:
    """Slots, platforms, categories and themes are numbered from 0.

    Lists are indexed by slot unless their comment says otherwise. -1 stands for no theme.
    """

    def __init__(self, given: InstanceInput) -> None:
        self.input = given
        strategy, slots = given.strategy, given.slots
        self.categories = ordered_categories(strategy)
        rows = {theme.theme: theme for theme in strategy.themes}
        self.themes = sorted(rows)
        self.number = {name: n for n, name in enumerate(self.themes)}
        self.platforms = sorted({slot.platform for slot in slots})
        category_number = {name: n for n, name in enumerate(self.categories)}
        self.category_of = [category_number[rows[name].category] for name in self.themes]  # by theme
        self.spacing = [max(1, rows[name].spacing) for name in self.themes]  # by theme
        platform_number = {name: n for n, name in enumerate(self.platforms)}
        self.platform_of = [platform_number[slot.platform] for slot in slots]
        self.days = [slot.day.toordinal() for slot in slots]
        self.held = frozenset[int]()  # slots that keep their theme for now, though they are not pinned
        self._set_target()
        self._set_pins()
        self._set_sequences()
        self._set_joins(platform_number)
        self._set_campaigns()
        # Of each slot: its theme in the earlier plan, which may be gone.
        self.earlier = [self.number.get(name, GONE) if name else -1 for name in given.earlier or [""] * len(slots)]
        self.off_mission: list[set[int]] = [set() for _ in self.platforms]  # by platform: themes
        for platform, theme in off_mission_pairs(strategy):
            if platform in platform_number:
                self.off_mission[platform_number[platform]].add(self.number[theme])

    @property
    def has_pins(self) -> bool:
        """Whether the theme of some slot is pinned."""
        return any(pin >= 0 for pin in self.pins)

    def names(self, chosen: Sequence[int]) -> tuple[str, ...]:
        """The names of some themes; -1 becomes an empty name."""
        return tuple(self.themes[theme] if theme >= 0 else "" for theme in chosen)

    def is_free(self, n: int) -> bool:
        """Whether the theme of a slot may change: it is not pinned or held, or its piece may stand elsewhere."""
        return n not in self.held and (self.pins[n] < 0 or n in self.input.windows)

    def day(self, n: int) -> date:
        """The day of a slot."""
        return self.input.slots[n].day

    @property
    def titles_at_hand(self) -> list[int]:
        """By theme: its ideas, and its pieces of content that may stand on any day and have none yet."""
        strategy, placed = self.input.strategy, set(self.pieces)
        found = [0] * len(self.themes)
        for theme in strategy.themes:
            found[self.number[theme.theme]] = len(theme.ideas)
        for piece in strategy.content:
            if piece.theme in self.number and piece.publish is None and piece.title not in placed:
                found[self.number[piece.theme]] += 1
        return found

    @cached_property
    def reach(self) -> list[float]:
        """By platform: how far its farthest category may be, in posts: its limit or the unavoidable, and some more."""
        known = self.input.unavoidable
        gaps = _unavoidable_gaps(self) if known is None else [known.get(name, 0.0) for name in self.platforms]
        return [REACH_MARGIN + max(PLATFORM_LIMIT, gap) for gap in gaps]

    def _set_target(self) -> None:
        """The parts of each slot on the target path by category and by theme, and the themes that may stand there."""
        share_of, slots = self.input.share_of, self.input.slots
        shares = [share_of(slot.platform, slot.day, slot.theme_outside_mix) for slot in slots]
        numbered = {key: self._numbered(share) for key, share in {id(share): share for share in shares}.items()}
        self.category_parts = [numbered[id(share)][0] for share in shares]
        self.theme_parts = [numbered[id(share)][1] for share in shares]
        self.open_themes = [numbered[id(share)][2] for share in shares]  # (category, its themes) for each category

    def _numbered(self, share: Share) -> tuple[list[float], list[float], list[tuple[int, list[int]]]]:
        """A share as parts by category, parts by theme, and the themes that may stand there, by category and name."""
        numbers = {name: n for n, name in enumerate(self.categories)}
        by_category: dict[str, list[int]] = {}
        for name in sorted(share.themes):
            category = self.categories[self.category_of[self.number[name]]]
            if share.themes[name] or not share.categories[category]:
                by_category.setdefault(category, []).append(self.number[name])
            # Else a campaign asks nothing of it, and other themes of its category may stand there.
        return (
            [share.categories.get(name, 0.0) for name in self.categories],
            [share.themes.get(name, 0.0) for name in self.themes],
            [(numbers[name], by_category[name]) for name in sorted(by_category)],
        )

    def _set_pins(self) -> None:
        """What each slot has already: its theme, whether its subject is settled, and its piece of content."""
        slots = self.input.slots
        self.pins = [self.number[slot.settled_theme] if slot.settled_theme else -1 for slot in slots]
        self.has_subject = [slot.pin is not None and any(slot.pin.subject_key) for slot in slots]
        self.launches = (
            self.input.launches or self._launches()
        )  # what each settled subject is known by, on its first day
        self.pieces = [slot.pin.piece if slot.pin else "" for slot in slots]

    def _launches(self) -> list[str]:
        """By slot: what its settled subject is known by, if it begins that day, else its platform; empty for others."""
        first_days: dict[tuple[str, str], date] = {}
        keys = [slot.pin.subject_key if slot.pin else ("", "") for slot in self.input.slots]
        for slot, key in zip(self.input.slots, keys, strict=True):
            first_days.setdefault(key, slot.day)
        return [
            ("\n".join(key) if first_days[key] == slot.day else slot.platform) if any(key) else ""
            for slot, key in zip(self.input.slots, keys, strict=True)
        ]

    def _set_sequences(self) -> None:
        """The slots of each platform in order, and the slots near each."""
        self.platform_slots: list[list[int]] = [[] for _ in self.platforms]  # by platform: its slots in order
        self.index = []  # of each slot among those of its platform
        for n, platform in enumerate(self.platform_of):
            self.index.append(len(self.platform_slots[platform]))
            self.platform_slots[platform].append(n)
        # The platforms one by one, then all slots.
        self.sequences: list[Sequence[int]] = [*self.platform_slots, range(len(self.platform_of))]
        places = [
            (self.platform_slots[platform], index) for platform, index in zip(self.platform_of, self.index, strict=True)
        ]
        # Of each slot: those just before it on its platform; itself with those just after it.
        self.previous = [slots[max(0, index - REPEAT_WINDOW + 1) : index] for slots, index in places]
        # Of each slot: whether it or one of those just before it is not pinned, and the path has other themes for it.
        settled = self.input.settled or [slot.pin is not None for slot in self.input.slots]
        is_open = [not settled[n] and sum(map(bool, parts)) > 1 for n, parts in enumerate(self.theme_parts)]
        self.may_vary = [is_open[n] or any(is_open[m] for m in before) for n, before in enumerate(self.previous)]
        self.following = [slots[index : index + REPEAT_WINDOW] for slots, index in places]

    def _set_joins(self, platform_number: Mapping[str, int]) -> None:
        """By day and theme of a settled subject: the platforms that may tell it, too."""
        self.may_join: dict[int, dict[int, frozenset[int]]] = {}
        for (day, theme), names in self.input.may_join.items():
            those = frozenset(platform_number[name] for name in names if name in platform_number)
            self.may_join.setdefault(day.toordinal(), {})[self.number[theme]] = those

    def _set_campaigns(self) -> None:
        """What campaigns are due; by slot, the target and the campaign that a post of each theme would count for."""
        given, number = self.input, self.number
        self.targets = given.targets
        self.target_of: list[dict[int, int]] = [{} for _ in given.slots]  # theme → index in `targets`
        for index, target in enumerate(self.targets):
            those = sorted(target.themes)  # the search tries them in this order
            for n in target.slots:
                day = given.slots[n].day
                self.target_of[n].update({number[name]: index for name in those if target.runs_on(day, name)})
        self.most_a_day: dict[tuple[str, int], int] = {}  # (campaign, platform) → its posts on one day, at most
        for target in self.targets:
            for campaign, most in zip(target.campaigns, target.most_a_day, strict=False):
                self.most_a_day[campaign.campaign, self.platforms.index(target.platform)] = most
        names = given.campaigns if self.targets else [dict[str, str]() for _ in given.slots]
        self.campaign_of = [{number[name]: campaign for name, campaign in row.items()} for row in names]
        for n, slot in enumerate(given.slots):
            if slot.pin and n in given.windows:  # the campaign goes with the piece
                own = {self.pins[n]: slot.pin.campaign} if slot.pin.campaign else {}
                self.campaign_of[n] = self.campaign_of[n] | own
            elif slot.pin and (slot.pin.campaign or slot.pin.is_kept):  # whatever the theme
                self.campaign_of[n] = dict.fromkeys(range(len(self.themes)), slot.pin.campaign)


def _unavoidable_gaps(instance: Instance) -> list[float]:
    """By platform: the unavoidable deviation of its farthest category, in posts.

    Settled posts, windows and spacing ask for it, whatever the search does.
    """
    return [max(_unavoidable(instance, slots)) for slots in instance.platform_slots]


def _unavoidable(instance: Instance, slots: Sequence[int]) -> Iterator[float]:
    """For each category, the deviation that settled posts and windows make unavoidable on a platform."""
    windows, days = instance.input.windows, [instance.days[n] for n in slots]
    categories = [instance.category_of[instance.pins[n]] if instance.pins[n] >= 0 else -1 for n in slots]
    fixed = [category >= 0 and n not in windows for n, category in zip(slots, categories, strict=True)]
    due = [
        (windows[n].ends_in(days), categories[instance.index[n]])
        for n in slots
        if n in windows and len(windows[n].platforms) == 1
    ]
    kinds = {id(instance.open_themes[n]): instance.open_themes[n] for n in slots}
    open_sets = {key: {theme for _, themes in those for theme in themes} for key, those in kinds.items()}
    allowed = [open_sets[id(instance.open_themes[n])] for n in slots]
    settled = [instance.pins[n] if is_fixed else None for n, is_fixed in zip(slots, fixed, strict=True)]
    placed = Counter(instance.pins[n] for n in slots if n in windows)
    capacity = theme_capacity(days, allowed, settled, dict(enumerate(instance.spacing)), placed)
    for category in range(len(instance.categories)):
        own_due = [(*ends, of == category) for ends, of in due]
        themes = [theme for theme, of in enumerate(instance.category_of) if of == category]
        wanted = [instance.category_parts[n][category] for n in slots]
        forced = settled_bound([of == category for of in categories], wanted, fixed, own_due)
        yield max(forced, capacity.bound(wanted, themes))
