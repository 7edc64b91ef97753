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
from spacing_oracle import room, under_caps

from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

LIMIT = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}
TOLD = 9  # platforms with a line of their own at most
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
    there = _there(made, platform, day)
    if (platform, day) in made.only:
        there = [theme for theme in there if {theme.category} == made.only[platform, day]]
    running = _running(made, platform, day, there)
    extra = sum((row.extra for row in running), Fraction(0))
    pushed = {theme.theme for theme in there for row in running if theme.theme in row.themes}
    others = [theme for theme in there if theme.theme not in pushed]
    pushes = _pushes(made, platform, day, there)
    if not any(part for part, _, _ in pushes) and not _base(made, platform, others, {}):
        pushes, others = [], there  # the campaigns ask for nothing, and have all themes
    row = made.platforms[platform]
    rooms = {one.theme: room(made.strategy, row, one, extra, (one.start, one.end)) for one in others}
    themes: dict[str, Fraction] = {}
    for part, own, campaign in pushes:
        caps = {one.theme: _room_in_campaign(made, row, one, extra, campaign) for one in own}
        plain = {one.theme: part * weight / sum(own.values()) for one, weight in own.items()}
        left = {name: max(Fraction(0), cap - themes.get(name, Fraction(0))) for name, cap in caps.items()}
        for name, given in under_caps(plain, left, part).items():
            themes[name] = themes.get(name, Fraction(0)) + given
        rooms |= {name: max(cap, rooms.get(name, Fraction(0))) for name, cap in caps.items()}
    rest = max(Fraction(0), 1 - sum(themes.values(), Fraction(0)))
    caps = {one.theme: rooms[one.theme] / rest if rest else Fraction(1) for one in others}
    themes |= {name: rest * part for name, part in _base(made, platform, others, caps).items()}
    themes = _filled(themes, rooms)
    parts: dict[tuple[str, str], Fraction] = {("theme", name): part for name, part in themes.items()}
    for name, part in themes.items():
        key = ("category", made.themes[name].category)
        parts[key] = parts.get(key, Fraction(0)) + part
    return parts


def _there(made: CountedPlan, platform: str, day: date) -> list[Theme]:
    """The themes of a platform in season; of a campaign that has none of these, those that can be posted there."""
    able = [theme for theme in made.strategy.themes if theme.weight and made.eligible(theme, platform)]
    able = [theme for theme in able if (theme.start or day) <= day <= (theme.end or day)]
    carried = {theme.theme for theme in able} & set(carried_by(made)[platform])
    running = [one for one in made.strategy.campaigns if one.start <= day <= one.end and takes_part(one, platform)]
    asked = {name for one in running if not carried & set(one.themes) for name in one.themes}
    return [theme for theme in able if theme.theme in carried | asked]


def _window(campaign: Campaign, theme: Theme, platform: Platform) -> tuple[date | None, date | None]:
    """The days of a campaign on which a theme may stand on a platform."""
    rows = (campaign, theme, platform)
    starts, ends = [one.start for one in rows if one.start], [one.end for one in rows if one.end]
    return max(starts), min(ends)


def _room_in_campaign(made: CountedPlan, row: Platform, theme: Theme, extra: Fraction, campaign: Campaign) -> Fraction:
    """The largest part of the posts of a campaign's days that a theme may have: a spacing apart, one a day."""
    first, last = _window(campaign, theme, row)
    days = [post.day for post in made.of(row.platform) if (first or post.day) <= post.day <= (last or post.day)]
    count, before = 0, date.min
    for day in sorted(days):
        if before == date.min or (day - before).days >= max(1, theme.spacing):
            count, before = count + 1, day
    return Fraction(count, len(days)) if days else room(made.strategy, row, theme, extra, (first, last))


def _filled(themes: dict[str, Fraction], rooms: dict[str, Fraction]) -> dict[str, Fraction]:
    """Parts that sum to 1: into what room there is, then beyond it in proportion."""
    total = sum(themes.values(), Fraction(0))
    if not total or total > 1 - Fraction(1, 10**9):
        return themes
    found = under_caps({name: part / total for name, part in themes.items()}, rooms, Fraction(1))
    total = sum(found.values(), Fraction(0))
    return {name: part / total for name, part in found.items()} if total < 1 else found


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


def _base(made: CountedPlan, platform: str, there: list[Theme], caps: dict[str, Fraction]) -> dict[str, Fraction]:
    """The parts of themes by the mix and their weights, none beyond its cap (of those that have one)."""
    weights: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for theme in there:
        weights[theme.category][theme.theme] = Fraction(weighed(made)[platform, theme.theme])
    found = {name: share for name, share in shares(made, platform).items() if share and name in weights}
    if not found:
        return {}
    parts = {name: share / sum(found.values()) for name, share in found.items()}
    room_of = {
        name: min(Fraction(1), sum((caps.get(theme, Fraction(1)) for theme in weights[name]), Fraction(0)))
        for name in parts
    }
    themes: dict[str, Fraction] = {}
    for name, part in under_caps(parts, room_of, Fraction(1)).items():
        own = {theme: part * weight / sum(weights[name].values()) for theme, weight in weights[name].items()}
        themes |= under_caps(own, {theme: caps.get(theme, Fraction(1)) for theme in own}, part)
    return themes


def _running(made: CountedPlan, platform: str, day: date, there: list[Theme]) -> list[Campaign]:
    """The campaigns that have a theme on a platform and day."""
    running = [one for one in made.strategy.campaigns if one.start <= day <= one.end and takes_part(one, platform)]
    return [one for one in running if any(theme.theme in one.themes for theme in there)]


def _pushes(
    made: CountedPlan, platform: str, day: date, there: list[Theme]
) -> list[tuple[Fraction, dict[Theme, Fraction], Campaign]]:
    """The part of each active campaign, and the weights of its themes: threefold at the campaign's stage."""
    running, row = _running(made, platform, day, there), made.platforms[platform]
    usual = row.cadence.weekly(len(row.days) or 7)
    total = usual + sum((one.extra for one in running), Fraction(0))
    found = []
    for one in running:
        own = [theme for theme in there if theme.theme in one.themes]
        heavy = {theme: theme.weight * (3 if theme.stage == stage(one, day) else 1) for theme in own}
        found.append(((one.share * usual + one.extra) / total, heavy, one))
    asked = sum((part for part, _, _ in found), Fraction(0))
    return [(part / asked if asked > 1 else part, own, one) for part, own, one in found]


def _passed_over(made: CountedPlan, theme: Theme, platform: str) -> bool:
    """Whether a theme may not promote on a platform (docs/decisions.md, "Mission")."""
    aims = set(made.platforms[platform].objectives)
    if len(aims) != 1 or theme.category != "promote" or not theme.objectives or aims & set(theme.objectives):
        return False
    others = [one for one in made.strategy.themes if one.category == "promote" and one.weight]
    return any((not one.objectives or aims & set(one.objectives)) and made.eligible(one, platform) for one in others)


def deviations(made: CountedPlan) -> dict[tuple[str, str, str], float]:
    """The size of the largest gap of each (level, platform or "" for all, name) after any post from today on.

    After any post at all where none is to come.
    """
    memory: dict[tuple[str, date], dict[tuple[str, str], float]] = {}
    worst: dict[tuple[str, str, str], float] = {}
    for platform in ("", *made.platforms):
        gap: dict[tuple[str, str], float] = defaultdict(float)
        own = [post for post in made.posts if platform in ("", post.platform)]
        first = made.today if any(post.day >= made.today for post in own) else date.min
        for post in own:
            key = (post.platform, post.day)
            if key not in memory:
                memory[key] = {name: float(part) for name, part in target(made, *key).items()}
            alone = {("category", post.category): 1.0, ("theme", post.theme): 1.0}
            for at, part in (alone if made.beside(post) else memory[key]).items():
                gap[at] -= part
            gap["category", post.category] += 1
            gap["theme", post.theme] += 1
            for (level, name), value in gap.items() if post.day >= first else ():
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
    beyond = [key for key, value in worst.items() if value > LIMIT[key[0], bool(key[1])] + EPS]
    over = {key[1] for key in beyond if not _no_room(made, *key)}
    told = [problem for problem in made.problems if problem.code == "mix_off"]
    more = sum(int(str(problem.values["n"])) for problem in made.problems if problem.code == "mix_off_more")
    if len(told) + more != len(over) or len(told) > TOLD:
        yield f"{len(over)} platforms exceed the promise, {len(told)} are told, and {more} more"
    if told and not all({"worst", "least", "limit", "day"} <= set(problem.values) for problem in told):
        yield "a mix_off without its figures"


def _no_room(made: CountedPlan, level: str, platform: str, name: str) -> bool:
    """Whether it is told of a theme that a platform has no room for its part, in the place of a gap."""
    told = [problem.values for problem in made.problems if problem.code == "theme_without_room"]
    of_theme = [repr((values["platform"], values["others"])) for values in told if values["name"] == name]
    return level == "theme" and platform != "" and any(repr(platform) in there for there in of_theme)


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
