"""Changes that a user makes to a strategy in the middle of its plan, and the plan that is made then."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from fractions import Fraction
from math import ceil

from asked_plan import AskedPlan
from choices import Choices
from strategies_asked import DAYS, NETWORKS, draw

from calgen.book.problems import Severity
from calgen.book.values import Cadence, Hours
from calgen.check import check_plan, check_strategy
from calgen.merge.fingerprint import fingerprint_of_plan
from calgen.plan import plan
from calgen.plan.known_gaps import KnownGaps
from calgen.plan.model import Plan, Post
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

SAME_THEMES = ("hours", "a person leaves", "days off")  # changes on which no theme depends, as a run finds them
Change = Callable[[Choices, Strategy, date], "Strategy | None"]  # of a strategy on a day; none where it has no sense


@dataclass(frozen=True)
class Replan:
    """A plan, a change, and the plan made after it on a later day."""

    change: str
    before: AskedPlan
    after: AskedPlan
    theme: str = ""  # the one that was renamed

    @property
    def touched(self) -> frozenset[str]:
        """The platforms whose own row has changed."""
        rows = self.before.platforms
        return frozenset(name for name, row in self.after.platforms.items() if rows.get(name) != row)


def replan(seed: int, name: str) -> Replan | None:
    """The strategy of a seed planned, changed and planned again a few weeks later; None where it cannot change so."""
    asked = draw(seed)
    choices = Choices(f"{seed}/{name}")
    before = planned(asked.strategy, asked.today)
    first = max(before.first, asked.today)
    today = first + timedelta(days=choices.whole(3, max(4, (before.last - first).days // 2)))
    changed = CHANGES[name](choices, asked.strategy, today)
    if changed is None or any(problem.severity is Severity.ERROR for problem in check_strategy(changed)):
        return None
    return again(name, before, changed, today)


def planned(
    strategy: Strategy,
    today: date,
    kept: tuple[Pin, ...] = (),
    earlier: tuple[Pin, ...] = (),
    *,
    frozen: bool = False,
    new_themes: Collection[str] = (),
    same_themes: bool = False,
    known_gaps: KnownGaps | None = None,
) -> AskedPlan:
    """The plan of a strategy, with all problems that are told of it."""
    made = plan(
        strategy,
        kept,
        today,
        earlier,
        frozen=frozen,
        new_themes=new_themes,
        same_themes=same_themes,
        known_gaps=known_gaps,
    )
    problems = (*check_strategy(strategy), *check_plan(strategy, made, today))
    return AskedPlan(strategy, today, made, problems, kept, earlier)


def again(name: str, before: AskedPlan, changed: Strategy, today: date) -> Replan:
    """The plan of the changed strategy on a later day: the posts before that day are settled, the others may move.

    Where the change is none on which a plan depends, all of them are settled, as in a run.
    """
    pins = pins_of(before.plan)
    if _plans_the_same(before.strategy, changed):
        return Replan(name, before, planned(changed, today, pins, frozen=True, known_gaps=before.plan.known_gaps))
    kept = tuple(pin for pin in pins if pin.day < today)
    earlier = tuple(replace(pin, kind=PinKind.EARLIER) for pin in pins if pin.day >= today)
    new_themes = {row.theme for row in changed.themes} - {row.theme for row in before.strategy.themes}
    same_themes = name in SAME_THEMES
    made = planned(changed, today, kept, earlier, new_themes=new_themes, same_themes=same_themes)
    return Replan(name, before, made)


def _plans_the_same(before: Strategy, after: Strategy) -> bool:
    """Whether no plan depends on the change; rows that no workbook holds have no fingerprint, and must be equal."""
    same_rows = replace(after, settings=before.settings) == before
    return same_rows and fingerprint_of_plan(after) == fingerprint_of_plan(before)


def pins_of(made: Plan) -> tuple[Pin, ...]:
    """The posts of a plan as the next run finds them in the workbook."""
    return tuple(_pin(made, n, post) for n, post in enumerate(made.posts, 1))


def _pin(made: Plan, number: int, post: Post) -> Pin:
    return Pin(
        post.platform,
        post.day,
        post.theme,
        id=f"P{number:04d}",
        time=post.time,
        subject="" if post.is_open else f"S{post.subject + 1:04d}",
        title="" if post.is_open else made.subjects[post.subject].title,
        is_open=post.is_open,
        variant=post.variant,
        campaign=post.campaign,
        key_date=post.key_date,
        format=post.format,
        objective=post.objective,
        audience=post.audience,
        owner=post.owner,
        stage=post.stage,
        work_week=post.work_week,
    )


# ---- changes ---------------------------------------------------------------------------------------------------------


def change_platform(strategy: Strategy, row: Platform, **fields: object) -> Strategy:
    new = replace(row, **fields)  # type: ignore[arg-type]
    return replace(strategy, platforms=tuple(new if old is row else old for old in strategy.platforms))


def change_theme(strategy: Strategy, row: Theme, **fields: object) -> Strategy:
    new = replace(row, **fields)  # type: ignore[arg-type]
    return replace(strategy, themes=tuple(new if old is row else old for old in strategy.themes))


def _one_word_more(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """A note on a piece, or a word of the brand: nothing that a plan depends on."""
    return replace(strategy, settings=replace(strategy.settings, brand_words=("Atelier",)))


def _days(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """Other weekdays for a platform, as many as before at least."""
    row = choices.pick(strategy.platforms)
    ways = [
        days for days in DAYS if days != row.days and len(days) >= max(len(row.days), ceil(row.cadence.weekly() / 2))
    ]
    ways = [days for days in ways if not set(days) & set(strategy.settings.closed_days)]
    return change_platform(strategy, row, days=choices.pick(ways)) if ways else None


def _cadence(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """One post a week (or month) more, or one fewer."""
    row = choices.pick(strategy.platforms)
    count = row.cadence.count + choices.pick((1, -1))
    return change_platform(strategy, row, cadence=replace(row.cadence, count=count)) if count > 0 else None


def _hours(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    row = choices.pick(strategy.platforms)
    return change_platform(strategy, row, hours=(Hours(time(6), time(7, 30)), Hours(time(20), time(21, 30))))


def _maximum(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """One post a day where two or three were allowed."""
    rows = [row for row in strategy.platforms if row.max_per_day != 1 and row.cadence.per == "week"]
    return change_platform(strategy, choices.pick(rows), max_per_day=1) if rows else None


def _spacing(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    row = choices.pick(strategy.themes)
    return change_theme(strategy, row, spacing=row.spacing + choices.pick((3, 7)))


def _season(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """A theme that ends in a week."""
    rows = [row for row in strategy.themes if row.start is None or row.start < today]
    rows = [row for row in rows if len([other for other in strategy.themes if other.category == row.category]) > 1]
    return change_theme(strategy, choices.pick(rows), end=today + timedelta(days=7)) if rows else None


def _weight(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    row = choices.pick(strategy.themes)
    return change_theme(strategy, row, weight=row.weight + 1)


def _rest(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """A longer rest for every evergreen piece."""
    if not any(row.evergreen for row in strategy.content):
        return None
    content = tuple(replace(row, cooldown=75) if row.evergreen else row for row in strategy.content)
    return replace(strategy, content=content)


def _person(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """A person leaves; their rows name nobody from then on."""
    if len(strategy.team) < 2:
        return None
    gone = choices.pick(strategy.team).person
    return replace(
        strategy,
        team=tuple(row for row in strategy.team if row.person != gone),
        platforms=tuple(replace(row, owner="") if row.owner == gone else row for row in strategy.platforms),
        content=tuple(replace(row, author="") if row.author == gone else row for row in strategy.content),
        routines=tuple(replace(row, owner="") if row.owner == gone else row for row in strategy.routines),
    )


def _absence(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """A person takes days off."""
    if not strategy.team:
        return None
    row = choices.pick(strategy.team)
    first = today + timedelta(days=choices.whole(3, 20))
    new = replace(row, days_off=(*row.days_off, (first, first + timedelta(days=choices.whole(1, 6)))))
    return replace(strategy, team=tuple(new if old is row else old for old in strategy.team))


def _platform(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """One more platform, from today on."""
    names = [name for name in NETWORKS if name not in {row.platform for row in strategy.platforms}]
    aims = tuple(row.objective for row in strategy.objectives)
    row = Platform(platform=names[0], mission="tenir", objectives=aims, cadence=Cadence(Fraction(2)), start=today)
    return replace(strategy, platforms=(*strategy.platforms, row))


def _late_theme(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """One more theme, with ideas."""
    category = choices.pick(strategy.themes).category
    ideas = tuple(f"Idée neuve {n}" for n in range(choices.whole(2, 8)))
    return replace(strategy, themes=(*strategy.themes, Theme(theme="Thème neuf", category=category, ideas=ideas)))


def _campaign(choices: Choices, strategy: Strategy, today: date) -> Strategy | None:
    """One more campaign of one theme, from next week on, where no other one is near."""
    busy = {name for row in strategy.campaigns for name in row.themes}
    themes = [row.theme for row in strategy.themes if row.theme not in busy and not row.start and not row.end]
    first = today + timedelta(days=7)
    if not themes or any(row.end >= first for row in strategy.campaigns):
        return None
    row = Campaign(campaign="Opération neuve", start=first, end=first + timedelta(days=20),
                   themes=(choices.pick(themes),), share=Fraction(1, 2))  # fmt: skip
    return replace(strategy, campaigns=(*strategy.campaigns, row))


CHANGES: dict[str, Change] = {
    "nothing that plans": _one_word_more,
    "days": _days,
    "hours": _hours,
    "cadence": _cadence,
    "maximum lowered": _maximum,
    "spacing raised": _spacing,
    "season ended": _season,
    "weight raised by one": _weight,
    "rest raised": _rest,
    "a person leaves": _person,
    "days off": _absence,
    "platform added": _platform,
    "theme late": _late_theme,
    "campaign late": _campaign,
}
