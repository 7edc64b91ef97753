"""The mix: the gap after every post, counted again from the posts and the strategy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import raking_oracle
from calendar_oracles import takes_part
from campaign_oracles import stage
from counted_plan import CountedPlan

from calgen.strategy.themes import Theme

LIMIT = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}
TOLD = 12  # mix_off lines shown at most
EPS = 1e-6


def shares(made: CountedPlan, platform: str) -> dict[str, Fraction]:
    """The shares of a platform (docs/decisions.md, "Shares")."""
    own = {row.category: row.share for row in made.strategy.mix if row.platform == platform}
    base = {row.category: row.share for row in made.strategy.mix if not row.platform and row.category not in own}
    left = 1 - sum(own.values())
    if base and sum(base.values()):
        own |= {name: share * left / sum(base.values()) for name, share in base.items()}
    return {name: share / sum(own.values()) for name, share in own.items()}


def target(made: CountedPlan, platform: str, day: date) -> dict[tuple[str, str], Fraction]:
    """The parts of one post on that day, by category and theme (docs/decisions.md, "Shares" and "Campaign")."""
    carried = [made.themes[name] for name in carried_by(made)[platform]]
    there = [theme for theme in carried if (theme.start or day) <= day <= (theme.end or day)]
    if (platform, day) in made.only:
        there = [theme for theme in there if {theme.category} == made.only[platform, day]]
    pushes = _pushes(made, platform, day, there)
    pushed = {theme.theme for _, own in pushes for theme in own}
    base = _base(made, platform, [theme for theme in there if theme.theme not in pushed])
    taken = sum((part for part, _ in pushes), Fraction(0))
    if not base and not taken:  # the campaigns ask for nothing, and have all themes
        pushes, base = [], _base(made, platform, there)
    left = 1 - taken if base else Fraction(0)
    themes = {name: left * part for name, part in base.items()}
    for part, own in pushes:
        scaled = part if base or not taken else part / taken
        for theme, weight in own.items():
            share = scaled * weight / sum(own.values())
            themes[theme.theme] = themes.get(theme.theme, Fraction(0)) + share
    parts: dict[tuple[str, str], Fraction] = {("theme", name): part for name, part in themes.items()}
    for name, part in themes.items():
        key = ("category", made.themes[name].category)
        parts[key] = parts.get(key, Fraction(0)) + part
    return parts


def carried_by(made: CountedPlan) -> dict[str, list[str]]:
    """The themes that a mix may ask of each platform."""
    if "carried" not in made.memory:
        made.memory["carried"] = {
            name: [
                theme.theme
                for theme in made.strategy.themes
                if theme.weight and made.eligible(theme, name) and not _passed_over(made, theme, name)
            ]
            for name in made.platforms
        }
    return made.memory["carried"]  # type: ignore[no-any-return]


def weighed(made: CountedPlan) -> dict[tuple[str, str], float]:
    """The weight of each theme on each platform."""
    if "weights" not in made.memory:
        parts = {name: shares(made, name) for name in made.platforms}
        made.memory["weights"] = raking_oracle.weights(made, parts, carried_by(made))
    return made.memory["weights"]  # type: ignore[no-any-return]


def _base(made: CountedPlan, platform: str, there: list[Theme]) -> dict[str, Fraction]:
    weights: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for theme in there:
        weights[theme.category][theme.theme] = Fraction(weighed(made)[platform, theme.theme])
    found = {name: share for name, share in shares(made, platform).items() if share and name in weights}
    return {
        theme: share / sum(found.values()) * weight / sum(weights[name].values())
        for name, share in found.items()
        for theme, weight in weights[name].items()
    }


def _pushes(
    made: CountedPlan, platform: str, day: date, there: list[Theme]
) -> list[tuple[Fraction, dict[Theme, Fraction]]]:
    """The part of each active campaign, and the weights of its themes: threefold at the campaign's stage."""
    running = [one for one in made.strategy.campaigns if one.start <= day <= one.end and takes_part(one, platform)]
    running = [one for one in running if any(theme.theme in one.themes for theme in there)]
    row = made.platforms[platform]
    usual = row.cadence.weekly(len(row.days) or 7)
    total = usual + sum((one.extra for one in running), Fraction(0))
    found = []
    for one in running:
        own = [theme for theme in there if theme.theme in one.themes]
        heavy = {theme: theme.weight * (3 if theme.stage == stage(one, day) else 1) for theme in own}
        found.append(((one.share * usual + one.extra) / total, heavy))
    asked = sum((part for part, _ in found), Fraction(0))
    return [(part / asked if asked > 1 else part, own) for part, own in found]


def _passed_over(made: CountedPlan, theme: Theme, platform: str) -> bool:
    """Whether a theme may not promote on a platform (docs/decisions.md, "Mission")."""
    aims = set(made.platforms[platform].objectives)
    if len(aims) != 1 or theme.category != "promote" or not theme.objectives or aims & set(theme.objectives):
        return False
    others = [one for one in made.strategy.themes if one.category == "promote" and one.weight]
    return any((not one.objectives or aims & set(one.objectives)) and made.eligible(one, platform) for one in others)


def deviations(made: CountedPlan) -> dict[tuple[str, str, str], float]:
    """The size of the largest gap of each (level, platform or "" for all, name) after any post."""
    memory: dict[tuple[str, date], dict[tuple[str, str], float]] = {}
    worst: dict[tuple[str, str, str], float] = {}
    for platform in ("", *made.platforms):
        gap: dict[tuple[str, str], float] = defaultdict(float)
        for post in made.posts:
            if platform not in ("", post.platform):
                continue
            key = (post.platform, post.day)
            if key not in memory:
                memory[key] = {name: float(part) for name, part in target(made, *key).items()}
            alone = {("category", post.category): 1.0, ("theme", post.theme): 1.0}
            for at, part in (alone if made.beside(post) else memory[key]).items():
                gap[at] -= part
            gap["category", post.category] += 1
            gap["theme", post.theme] += 1
            for (level, name), value in gap.items():
                at_ = (level, platform, name)
                worst[at_] = max(worst.get(at_, 0.0), abs(value))
    return worst


def mix_certified(made: CountedPlan) -> Iterator[str]:
    """The certificate is true, and each line beyond its limit is told with the unavoidable deviation."""
    worst = deviations(made)
    lines = {(line.level, line.platform, line.name): line for line in made.plan.certificate}
    for key, value in worst.items():
        line = lines.get(key)
        if line is None or abs(line.worst_gap - value) > EPS:
            yield f"certificate of {key}: {line and line.worst_gap}, counted {value}"
        elif line.limit != LIMIT[key[0], bool(key[1])]:
            yield f"certificate of {key}: limit {line.limit}"
        elif line.unavoidable > line.worst_gap + EPS:
            yield f"certificate of {key}: least {line.unavoidable} above worst {line.worst_gap}"
    over = sorted((value for key, value in worst.items() if value > LIMIT[key[0], bool(key[1])] + EPS), reverse=True)
    told = [problem for problem in made.problems if problem.code == "mix_off"]
    if len(told) != min(TOLD, len(over)):
        yield f"{len(over)} lines exceed the promise, {len(told)} are told"
    if told and not all({"worst", "least", "limit", "day"} <= set(problem.values) for problem in told):
        yield "a mix_off without its figures"


def forced(made: CountedPlan) -> bool:
    """Whether the path asks for a theme more than once on a day of a platform, which is never planned."""
    heaps = {name: max(Counter(post.day for post in made.of(name)).values(), default=0) for name in made.platforms}
    parts = {name: target(made, name, made.first) for name in heaps}
    return any(part * heaps[name] > 1 for name in heaps for (level, _), part in parts[name].items() if level == "theme")


def mix_held(made: CountedPlan) -> Iterator[str]:
    """After every post, every category is within 1.5 and 2 posts, every theme within 2.5 and 5."""
    if forced(made):
        return
    for key, value in deviations(made).items():
        if value > LIMIT[key[0], bool(key[1])] + EPS:
            yield f"{key}: {value:.3f} posts off"
