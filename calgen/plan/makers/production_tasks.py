"""The work that a plan asks for, before it is known who does it: one task for each format of each subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from calgen.plan.draft import PlanDraft
from calgen.plan.makers.earlier_posts import NO_PIN, earlier_posts
from calgen.plan.makers.format_turns import format_order
from calgen.plan.makers.theme_options import ThemeOptions, theme_options
from calgen.plan.makers.work_steps import production_hours
from calgen.plan.model import Post, monday_of
from calgen.plan.pin import Pin
from calgen.plan.slots.absences import is_away
from calgen.strategy.content import Piece
from calgen.strategy.team import Person

_WEEK = timedelta(days=7)
LEAST_IMPORTANCE = (1, 1, 1, 1)  # see `_importance`


@dataclass(frozen=True, slots=True)
class FormatOption:
    """A format in which a task may be made, with the hours that it takes."""

    format: str
    hours: Fraction
    is_usual: bool = True  # of the network, where the user named no formats


@dataclass(frozen=True, slots=True)
class ProductionTask:
    """One format of one subject, made once however many posts use it; `wanted` is that of the mission pass."""

    number: int  # among all tasks
    subject: int  # number of the subject
    wanted: FormatOption
    options: tuple[FormatOption, ...]  # the formats that all of its posts may have, lightest first
    posts: tuple[int, ...]  # indexes of the posts that use it
    monday: date  # of the week of its first post
    weeks: tuple[date, ...]  # Mondays of the weeks in which it may be made, best first
    importance: tuple[int, ...]  # see `_importance`
    breadth: tuple[int, int]  # among equals, more posts come first, then a heavier theme
    named: str  # the person who is to make it; empty where anybody may
    platforms: frozenset[str]
    days: frozenset[date]  # of its posts to come
    theme: str
    before: Pin = NO_PIN  # a post of it that is kept, or stands as in the earlier plan
    is_settled: bool = False  # the user said who makes it, able or not
    has_settled_format: bool = False  # a post of it is kept, or its piece of content has a format

    @property
    def rank(self) -> tuple[object, ...]:
        """Tasks of a lower rank get their hours first; those of one rank differ in breadth alone."""
        return (self.monday, self.importance)

    @property
    def may_be_taken_apart(self) -> bool:
        """Whether it has several platforms, and its format and maker may change."""
        return len(self.platforms) > 1 and not self.is_settled and not self.has_settled_format

    @property
    def option_before(self) -> FormatOption:
        """The format of the earlier plan, else the one that is wanted."""
        return next((option for option in self.options if option.format == self.before.format), self.wanted)

    @property
    def sort_key(self) -> tuple[object, ...]:
        return (*self.rank, self.breadth, self.subject, self.wanted.format, self.number)


class TaskList:
    """The tasks of a draft whose posts have formats; one with several platforms may be taken apart later."""

    def __init__(self, draft: PlanDraft) -> None:
        self._draft = draft
        kept = [slot.pin if slot.pin and slot.pin.is_kept else None for slot in draft.slots]
        self._before = [own or earlier for own, earlier in zip(kept, earlier_posts(draft), strict=True)]
        self._pieces = {piece.title: piece for piece in draft.strategy.content}
        self._themes = {theme.theme: theme for theme in draft.strategy.themes}
        self._platforms = {platform.platform: platform for platform in draft.strategy.platforms}
        self._options: dict[tuple[str, str], ThemeOptions] = {}
        self._option_lists: dict[tuple[str, frozenset[str], str, str], tuple[FormatOption, ...]] = {}
        self.tasks: list[ProductionTask] = []  # by number, in the order of their first posts
        for subject, format_, maker, indexes in _posts_by_maker(draft, self._before):
            whole = self._task(len(self.tasks), subject, format_, maker, indexes)
            self.tasks += self._parts(whole) if self._is_lighter_apart(whole) else [whole]

    def take_apart(self, task: ProductionTask) -> list[ProductionTask]:
        """A new task for each platform of a task, if it has several and its format may change."""
        parts = self._parts(task)
        self.tasks += parts
        return parts

    def without_piece(self, task: ProductionTask) -> Iterator[ProductionTask]:
        """A new task for each platform of a task, for the same posts of its theme without its piece of content."""
        for name, own in self._by_platform(task).items():
            possible = self._options_of(name, task.theme).possible_formats
            wanted = task.wanted.format if task.wanted.format in possible else next(iter(possible), "")
            if wanted:
                self.tasks.append(self._task(len(self.tasks), task.subject, wanted, "", own, has_piece=False))
                yield self.tasks[-1]

    def on_day(self, task: ProductionTask, day: date) -> ProductionTask:
        """The task, the next one by number, if its only post stood on another day."""
        post = replace(self._draft.posts[task.posts[0]], day=day, work_week=None)
        weeks = _weeks_to_make(self._draft, [post])
        days = frozenset({day})
        return replace(task, number=len(self.tasks), monday=monday_of(day), weeks=weeks, days=days)

    def _is_lighter_apart(self, task: ProductionTask) -> bool:
        """Whether a task takes fewer hours if each of its platforms has a format of its own."""
        if not task.may_be_taken_apart:
            return False
        piece = self._pieces.get(self._draft.subjects[task.subject].piece)
        lightest = (self._possible(task.theme, frozenset({name}), task.wanted, piece)[0] for name in task.platforms)
        return sum((option.hours for option in lightest), Fraction(0)) < task.options[0].hours

    def _parts(self, task: ProductionTask) -> list[ProductionTask]:
        """A task for each platform of a task, if it has several and its format may change; the next ones by number."""
        if not task.may_be_taken_apart:
            return []
        numbered = enumerate(self._by_platform(task).values(), len(self.tasks))
        return [self._task(number, task.subject, task.wanted.format, "", own) for number, own in numbered]

    def _by_platform(self, task: ProductionTask) -> dict[str, list[int]]:
        """The indexes of the posts of a task by platform."""
        found: dict[str, list[int]] = {}
        for index in task.posts:
            found.setdefault(self._draft.posts[index].platform, []).append(index)
        return found

    def _task(
        self,
        number: int,
        subject_number: int,
        format_: str,
        maker: str,
        indexes: list[int],
        *,
        has_piece: bool = True,
    ) -> ProductionTask:
        """The task of some posts of a subject; `maker` is the person whom the user named for them.

        Without `has_piece` they tell their theme, and not the piece of content that the subject is.
        """
        draft, subject = self._draft, self._draft.subjects[subject_number]
        posts = [draft.posts[index] for index in indexes]
        piece = self._pieces.get(subject.piece) if has_piece else None
        wanted = FormatOption(format_, production_hours(draft.strategy, format_, piece))
        platforms = frozenset(post.platform for post in posts)
        before = next((self._before[index] for index in indexes if self._before[index].owner), NO_PIN)
        is_before_named = any(post.owner == before.owner for post in posts)
        is_settled = any(post.kept_id for post in posts) or bool(piece and piece.format)
        return ProductionTask(
            number=number,
            subject=subject_number,
            wanted=wanted,
            options=(wanted,) if is_settled else self._possible(subject.theme, platforms, wanted, piece),
            posts=tuple(indexes),
            monday=monday_of(posts[0].day),
            weeks=_weeks_to_make(draft, posts),
            importance=_importance(posts, tells_piece=has_piece and bool(subject.piece)),
            breadth=(-len(indexes), -int(self._themes[subject.theme].weight * 100)),
            named=maker or (before.owner if is_before_named else posts[0].owner),
            platforms=platforms,
            days=frozenset(post.day for post in posts if post.day >= draft.today),
            theme=subject.theme,
            before=before,
            is_settled=bool(maker),
            has_settled_format=is_settled,
        )

    def _possible(
        self, theme: str, platforms: frozenset[str], wanted: FormatOption, piece: Piece | None
    ) -> tuple[FormatOption, ...]:
        """The formats that a theme may have on all of some platforms, lightest first; of equals the usual ones."""
        key = (theme, platforms, wanted.format, piece.title if piece else "")
        if key not in self._option_lists:
            own = [self._options_of(platform, theme) for platform in sorted(platforms)]
            common = set.intersection(*(set(options.possible_formats) for options in own)) - {wanted.format}
            usual = set.intersection(*(set(options.formats) for options in own))
            others = [
                FormatOption(name, production_hours(self._draft.strategy, name, piece), name in usual)
                for name in sorted(common, key=lambda name: (name not in usual, format_order(name)))
            ]
            self._option_lists[key] = tuple(sorted((wanted, *others), key=lambda option: option.hours))
        return self._option_lists[key]

    def _options_of(self, platform: str, theme: str) -> ThemeOptions:
        if (platform, theme) not in self._options:
            own = theme_options(self._draft.strategy, self._platforms[platform], self._themes[theme])
            self._options[platform, theme] = own
        return self._options[platform, theme]


def _weeks_to_make(draft: PlanDraft, posts: Sequence[Post]) -> tuple[date, ...]:
    """The Mondays of the weeks in which a task may be made, best first: that of the earlier plan, the week before its
    first post unless it is over (hours that are left then serve the next week), and its own.

    A frozen plan keeps the weeks of the earlier one: the days on which work is due do not change then. A week long
    before the period, for a post within it, comes from a day with a wrong year.
    """
    monday = monday_of(posts[0].day)
    start = draft.strategy.settings.start or posts[0].day
    first = min(monday, monday_of(start)) - _WEEK
    earlier = next((post.work_week for post in posts if post.work_week and post.work_week >= first), None)
    if earlier and earlier <= monday and draft.is_frozen:
        return (earlier,)
    before = monday - _WEEK
    weeks = (before, monday) if before >= monday_of(draft.today) else (monday,)
    return tuple(dict.fromkeys((earlier, *weeks))) if earlier and earlier <= monday else weeks


def _posts_by_maker(draft: PlanDraft, before: Sequence[Pin]) -> Iterator[tuple[int, str, str, list[int]]]:
    """Each format of each subject with the person who makes it, if the user said who, and the indexes of its posts.

    Where the user names two people, there are two tasks, and so where two made it in the earlier plan. The other posts
    belong to the first of them who is in the team. Somebody who is not makes none of these, since they may have left;
    in a frozen plan, those that they had.
    """
    team = {person.person: person for person in draft.strategy.team}
    makers = [slot.pin.owner if slot.pin and slot.pin.is_kept else "" for slot in draft.slots]
    found: dict[tuple[int, str], dict[str, list[int]]] = {}
    for index, post in enumerate(draft.posts):
        found.setdefault((post.subject, post.format), {}).setdefault(makers[index], []).append(index)
    for (subject_number, format_), by_maker in found.items():
        first = next((maker for maker in by_maker if maker in team), "")
        standing: dict[str, list[int]] = {}  # by their maker in the earlier plan
        new: list[int] = []
        for index in by_maker.pop("", []):
            earlier = before[index].owner
            if earlier in by_maker and (draft.is_frozen or earlier in team):
                by_maker[earlier].append(index)
            elif earlier in team and earlier != first:
                standing.setdefault(earlier, []).append(index)
            else:
                new.append(index)
        if first:
            by_maker[first] += new
        for maker, indexes in by_maker.items():
            yield subject_number, format_, maker, sorted(indexes)
        for indexes in _with_new_posts(draft, before, team, standing, [] if first else new):
            yield subject_number, format_, "", sorted(indexes)


def _with_new_posts(
    draft: PlanDraft,
    before: Sequence[Pin],
    team: Mapping[str, Person],
    standing: Mapping[str, list[int]],
    new: Sequence[int],
) -> list[list[int]]:
    """The posts by their maker in the earlier plan, each new one with the first who need not change for it: whose week
    of work is not after it, and who is there on its day. The others are a task of their own.
    """
    groups = [(team[maker], list(indexes)) for maker, indexes in standing.items()]
    apart: list[int] = []
    for index in new:
        day = draft.posts[index].day
        fits = (
            indexes
            for maker, indexes in groups
            if not is_away(maker, day)
            and monday_of(day) >= min(before[at].work_week or date.min for at in standing[maker.person])
        )
        next(fits, apart).append(index)
    return [*(indexes for _, indexes in groups), *([apart] if apart else [])]


def _importance(posts: Sequence[Post], *, tells_piece: bool) -> tuple[int, ...]:
    """A smaller value comes first: kept posts, then named days, then campaigns, then pieces of content."""
    return (
        0 if any(post.kept_id for post in posts) else 1,
        0 if any(post.has_named_day for post in posts) else 1,
        0 if any(post.campaign for post in posts) else 1,
        0 if tells_piece else 1,
    )
