"""How much of a plan stays when the strategy changes a little, and what that costs in score.

    python -m benchmarks.replan [--sizes small,medium] [--seeds N]

Each strategy of `instances` is planned, and planned again three weeks later after a change: the posts of those weeks
are settled, the others may move. A post has changed if no post of its platform, day and theme is left. The score of
the re-plan is given as a ratio to the score of a plan from scratch.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from benchmarks.instances import SIZES, START, draw
from calgen.book.values import Cadence
from calgen.merge import assign_ids
from calgen.merge.edits import Edits
from calgen.plan import plan
from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.model import Plan
from calgen.plan.pin import Pin
from calgen.plan.themes.score import score_plan, total_points
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme

TODAY = START + timedelta(weeks=3)
Change = Callable[[Strategy], Strategy]


def _add_piece(strategy: Strategy) -> Strategy:
    """One more piece, ten days later, on the first platform."""
    home, theme = strategy.platforms[0].platform, strategy.themes[0].theme
    piece = Piece(title="One more", theme=theme, publish=TODAY + timedelta(days=10), platforms=(home,))
    return replace(strategy, content=(*strategy.content, piece))


def _move_piece(strategy: Strategy) -> Strategy:
    """The first piece with a fixed day at least a week ahead, three days later."""
    dated = [(one.publish, one.title) for one in strategy.content if one.publish]
    day, title = min(one for one in dated if one[0] >= TODAY + timedelta(weeks=1))
    content = (replace(one, publish=day + timedelta(days=3)) if one.title == title else one for one in strategy.content)
    return replace(strategy, content=tuple(content))


def _raise_frequency(strategy: Strategy) -> Strategy:
    """A quarter more posts on the platform with the median cadence."""
    return _change_frequency(strategy, Fraction(5, 4))


def _lower_frequency(strategy: Strategy) -> Strategy:
    """A quarter fewer posts on that platform."""
    return _change_frequency(strategy, Fraction(3, 4))


def _change_frequency(strategy: Strategy, times: Fraction) -> Strategy:
    chosen = _median_platform(strategy)
    paced = replace(chosen, cadence=replace(chosen.cadence, count=chosen.cadence.count * times))
    return replace(strategy, platforms=tuple(paced if one is chosen else one for one in strategy.platforms))


def _median_platform(strategy: Strategy) -> Platform:
    return sorted(strategy.platforms, key=lambda one: one.cadence.count)[len(strategy.platforms) // 2]


def _drop_theme(strategy: Strategy) -> Strategy:
    """The last theme of curate gets a weight of 0."""
    gone = [one for one in strategy.themes if one.category == "curate"][-1]
    themes = (replace(one, weight=Fraction(0)) if one is gone else one for one in strategy.themes)
    return replace(strategy, themes=tuple(themes))


def _cut_share(strategy: Strategy) -> Strategy:
    """Promote gets a fifth instead of a third."""
    shares = {"promote": Fraction(1, 5)}
    every = [replace(one, share=shares.get(one.category, Fraction(2, 5))) for one in strategy.mix if not one.platform]
    return replace(strategy, mix=(*every, *(one for one in strategy.mix if one.platform)))


def _rename_theme(strategy: Strategy) -> Strategy:
    """The first theme of curate has another name; its posts are known under it, as `calgen.merge` sees to it."""
    old = _first_of_curate(strategy)
    themes = (replace(one, theme=RENAMED) if one.theme == old else one for one in strategy.themes)
    return replace(strategy, themes=tuple(themes))


def _add_theme(strategy: Strategy) -> Strategy:
    """One more theme of curate, of weight 1."""
    return replace(strategy, themes=(*strategy.themes, Theme(theme="Late theme", category="curate")))


def _add_campaign(strategy: Strategy) -> Strategy:
    """A campaign of the first theme of curate, four weeks long from two weeks ahead, with half of all posts."""
    first, last = TODAY + timedelta(weeks=2), TODAY + timedelta(weeks=6, days=-1)
    row = Campaign(campaign="Late campaign", start=first, end=last, themes=(_first_of_curate(strategy),))
    return replace(strategy, campaigns=(*strategy.campaigns, row))


def _raise_weight(strategy: Strategy) -> Strategy:
    """The first theme of curate weighs one more."""
    name = _first_of_curate(strategy)
    themes = (replace(one, weight=one.weight + 1) if one.theme == name else one for one in strategy.themes)
    return replace(strategy, themes=tuple(themes))


def _first_of_curate(strategy: Strategy) -> str:
    return min(one.theme for one in strategy.themes if one.category == "curate")


def _change_days(strategy: Strategy) -> Strategy:
    """The platform with the median cadence names its days: its usual ones, but for the best of them."""
    chosen = _median_platform(strategy)
    days = tuple(sorted(usual_weekdays(strategy, chosen)[1:]))
    platforms = (replace(one, days=days) if one is chosen else one for one in strategy.platforms)
    return replace(strategy, platforms=tuple(platforms))


def _add_platform(strategy: Strategy) -> Strategy:
    """One more platform, from now on, for all objectives, three times a week."""
    aims = tuple(one.objective for one in strategy.objectives)
    row = Platform(platform="Mastodon", mission="be there", objectives=aims, cadence=Cadence(Fraction(3)), start=TODAY)
    return replace(strategy, platforms=(*strategy.platforms, row))


def _remove_person(strategy: Strategy) -> Strategy:
    """The first person of the team has left."""
    return replace(strategy, team=strategy.team[1:])


def _change_language(strategy: Strategy) -> Strategy:
    return replace(strategy, settings=replace(strategy.settings, language="fr"))


TEAM = tuple(Person(person=name, weekly_hours=Fraction(35)) for name in ("Ana", "Lou", "Max"))
RENAMED = "Renamed theme"

CHANGES: Mapping[str, Change] = {
    "nothing": lambda strategy: strategy,
    "one piece added": _add_piece,
    "a piece moved by three days": _move_piece,
    "a quarter more posts on a platform": _raise_frequency,
    "a quarter fewer posts on a platform": _lower_frequency,
    "a theme dropped": _drop_theme,
    "promote cut from a third to a fifth": _cut_share,
    "a theme renamed": _rename_theme,
    "a theme added late": _add_theme,
    "a campaign added late": _add_campaign,
    "a theme's weight raised by one": _raise_weight,
    "a platform's best day taken away": _change_days,
    "a platform added": _add_platform,
    "a person of three leaves": _remove_person,
    "the language changed": _change_language,
}


def pins_of(made: Plan) -> tuple[Pin, ...]:
    """The posts of a plan as a later run finds them in the workbook."""
    ids = assign_ids(made, Edits())
    pairs = zip(made.posts, ids.posts, strict=True)
    return tuple(_pin(made, n, id_, ids.subjects[post.subject]) for n, (post, id_) in enumerate(pairs))


def _pin(made: Plan, n: int, id_: str, subject: str) -> Pin:
    post = made.posts[n]
    return Pin(post.platform, post.day, post.theme, time=post.time, id=id_, subject=subject,
               title=made.subjects[post.subject].title, campaign=post.campaign, key_date=post.key_date,
               format=post.format, objective=post.objective, audience=post.audience, owner=post.owner)  # fmt: skip


def known_pins(pins: Sequence[Pin], before: Strategy, after: Strategy) -> tuple[Pin, ...]:
    """The pins under the names of the changed strategy, as `calgen.merge` gives them to the planner."""
    names = dict(zip((one.theme for one in before.themes), (one.theme for one in after.themes), strict=False))
    is_renamed = len(before.themes) == len(after.themes)
    return tuple(replace(pin, theme=names[pin.theme]) for pin in pins) if is_renamed else tuple(pins)


def changed_part(made: Plan, earlier: Sequence[Pin]) -> float:
    """The part of the earlier posts that the plan no longer has."""
    have = Counter((post.platform, post.day, post.theme) for post in made.posts)
    lost = Counter((pin.platform, pin.day, pin.theme) for pin in earlier) - have
    return lost.total() / len(earlier)


def measure(size: str, seed: int, change: Change) -> tuple[float, float, float]:
    """The parts changed, from scratch and over the earlier plan, and the ratio of the second score to the first."""
    before = replace(draw(size, seed), team=TEAM)
    after = change(before)
    pins = known_pins(pins_of(plan(before, (), START)), before, after)
    kept, earlier = [pin for pin in pins if pin.day < TODAY], [pin for pin in pins if pin.day >= TODAY]
    scratch, over = plan(after, kept, TODAY), plan(after, kept, TODAY, earlier)
    of, to = (total_points(score_plan(after, one, TODAY)) for one in (over, scratch))
    return changed_part(scratch, earlier), changed_part(over, earlier), of / to


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replan", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="small,medium", help=", ".join(SIZES))
    parser.add_argument("--seeds", type=int, default=3)
    asked = parser.parse_args()
    heads = ("strategy", "change", "changed, from scratch", "over the earlier plan", "its score to the other's")
    sys.stdout.write("| " + " | ".join(heads) + " |\n|---|---|---:|---:|---:|\n")
    for size in asked.sizes.split(","):
        for name, change in CHANGES.items():
            found = [measure(size, seed, change) for seed in range(1, asked.seeds + 1)]
            scratch, over, ratio = (sorted(column) for column in zip(*found, strict=True))
            cells = (f"{100 * scratch[0]:.0f}–{100 * scratch[-1]:.0f} %", f"{100 * over[0]:.1f}–{100 * over[-1]:.1f} %")
            sys.stdout.write(f"| {size} | {name} | {cells[0]} | {cells[1]} | {ratio[0]:.2f}–{ratio[-1]:.2f} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
