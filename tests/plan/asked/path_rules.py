"""The target path can be walked; what cannot be asked is told once, and helps; posts are moved, not lost; missions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from asked_plan import AskedPlan
from row_facts import in_season

from calgen.plan.model import Deviation, Period, Post
from calgen.strategy.themes import Theme

LIMITS = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}
GAPS = ("mix_off",)
TOLERANCE = 1.0  # posts by which a part may exceed its room
LINES = 12  # of one finding, the most that a reader is shown


def walkable_path(made: AskedPlan) -> Iterator[str]:
    """“A theme's part never exceeds what its spacing, season and pieces leave room for”.

    Room: the most posts of the platform, in the season of the theme and a spacing apart, that are its own already or
    free (a piece in a window counts as free: another day could be its own). A post is tolerated: a path is a fraction.
    """
    for line in made.plan.certificate:
        if line.level != "theme" or not line.platform or line.name not in made.themes:
            continue
        theme = made.themes[line.name]
        room = _room(made, theme, line.platform)
        if line.asked > room + TOLERANCE and not made.is_told(line.platform, line.name):
            yield f"{line.platform}: {line.name} asked {line.asked:.1f}, room for {room}"


def _room(made: AskedPlan, theme: Theme, platform: str) -> int:
    """The most posts of a theme that a platform's posts leave room for, by earliest day first."""
    count, last = 0, date.min
    for post in made.by_platform[platform]:
        own = post.theme == theme.theme
        if not own and (not made.is_free(post) or not in_season(theme, post.day)):
            continue
        fixed = own and not made.is_free(post)
        if fixed or last == date.min or (post.day - last).days >= max(1, theme.spacing):
            count, last = count + 1, post.day
    return count


def no_wall_of_gaps(made: AskedPlan) -> Iterator[str]:
    """“What cannot be asked is told once, with the cure, instead of a wall of gaps”: no finding twice for one platform
    and name, and no more than twelve lines of one finding.
    """
    for code, count in Counter(problem.code for problem in made.problems).items():
        if count > LINES:
            yield f"{code}: {count} lines"
    gaps = Counter((str(p.values.get("platform")), str(p.values.get("name"))) for p in made.problems if p.code in GAPS)
    yield from (f"{name}: told {count} times" for name, count in gaps.items() if count > 1)


def gap_of_possible_path(made: AskedPlan) -> Iterator[str]:
    """A gap that is told of a theme whose part exceeds its room is not told as a gap: the part is what is wrong."""
    for problem in made.problems:
        platform, name = str(problem.values.get("platform")), str(problem.values.get("name"))
        if problem.code not in GAPS or platform not in made.platforms or name not in made.themes:
            continue
        line = next(
            one for one in made.plan.certificate if (one.platform, one.name, one.level) == (platform, name, "theme")
        )
        room = _room(made, made.themes[name], platform)
        if line.asked > room + TOLERANCE:
            yield f"{platform}: gap of {name} told, asked {line.asked:.1f} with room for {room}"


def least_helps(made: AskedPlan) -> Iterator[str]:
    """“The least is told only where it helps”: it is beyond the limit, or at least half of the gap.

    Both figures are told in tenths.
    """
    for problem in made.problems:
        if problem.code in GAPS and problem.values["least"] is not None:
            least, worst = float(str(problem.values["least"])), float(str(problem.values["worst"]))
            if least <= float(str(problem.values["limit"])) and least + 0.1 < worst / 2:
                yield f"{problem.values['platform']}, {problem.values['name']}: least {least} of {worst}"


def lists_say_more(made: AskedPlan) -> Iterator[str]:
    """“Lists that are cut say and n more”: of the gaps of the certificate, those told and those counted are all."""
    over = [line for line in made.plan.certificate if _is_over(line)]
    told = [problem for problem in made.problems if problem.code in GAPS]
    rest = [problem for problem in made.problems if "more" in problem.code or "rest" in problem.code]
    counted = sum(int(str(problem.values.get("n", 0))) for problem in rest)
    if told and len(told) >= LINES and len(told) + counted < len(over):
        yield f"{len(over)} gaps, {len(told)} told, {counted} more"


def _is_over(line: Deviation) -> bool:
    return line.worst_gap > LIMITS[line.level, bool(line.platform)] + 1e-6


def no_theme_is_none(made: AskedPlan) -> Iterator[str]:
    """“No theme could stand there” is told only where none could: by platforms, formats, seasons and spacing.

    A platform of which posts were left out for hours is not counted: a theme that looks free there was placed before.
    """
    for problem in made.problems:
        if problem.code != "no_theme_left" or made.count_told("thinned", str(problem.values["platform"])):
            continue
        platform, day = str(problem.values["platform"]), problem.values["first"]
        assert isinstance(day, date)
        free = [theme.theme for theme in made.strategy.themes if could_stand(made, theme, platform, day)]
        if free:
            yield f"{platform} {day}: {free} could stand there"


def could_stand(made: AskedPlan, theme: Theme, platform: str, day: date, without: Sequence[Post] = ()) -> bool:
    """Whether a theme may have a post on a platform on a day, a spacing from its others, and no other one that day."""
    if not made.is_asked(platform, theme, day):
        return False
    own = [post for post in made.by_platform[platform] if post.theme == theme.theme and post not in without]
    apart = all(abs((post.day - day).days) >= max(1, theme.spacing) for post in own)
    others = [post for post in made.posts if post.theme == theme.theme and post.day == day and post not in without]
    return apart and not others


def moved_not_lost(made: AskedPlan) -> Iterator[str]:
    """“Blank `max_per_day` lets a holiday's post move beside another one rather than be lost”.

    Where the maximum is blank, posts missing in a period with a closed day are told only if its open days (of the typed
    weekdays, if there are some) have twice their usual posts, or as many as there are themes. Periods with posts left
    out for another cause (no theme, no hours), those that begin or end inside a week, and those whose missing posts the
    period before or after has beyond its own (set days may ask for them there) are not counted.
    """
    for name, row in made.platforms.items():
        other = made.count_told("no_theme_left", name) + made.count_told("thinned", name)
        if row.max_per_day is not None or row.cadence.per == "day" or other:
            continue
        periods = [period for period in made.plan.periods if period.platform == name]
        for at, period in enumerate(periods):
            if period.first < made.today or _is_made_up(made, periods[max(0, at - 1) : at + 2], period):
                continue
            posts = [post for post in made.slots_on(name) if period.first <= post.day <= period.last]
            span = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
            days = [day for day in span if made.is_open(name, day) and (not row.days or day.weekday() in row.days)]
            shut = [day for day in span if made.is_shut(name, day) and (not row.days or day.weekday() in row.days)]
            usual = ceil(period.asked / max(1, len(row.days) or min(7, max(5, ceil(period.asked)))))
            able = sum(made.may_carry(name, theme) and theme.weight > 0 for theme in made.strategy.themes)
            room = len(days) * min(able, 2 * usual)
            if len(posts) <= period.asked - 1 and shut and len(span) >= 7 and len(posts) < room:
                yield f"{name} {period.first}: {len(posts)} of {float(period.asked):.1f} posts, {len(days)} days open"


def _is_made_up(made: AskedPlan, near: Sequence[Period], period: Period) -> bool:
    """Whether a period and one next to it have, together, less than a post too few."""
    counts = Counter(post.day for post in made.slots_on(period.platform))
    lack = {one.first: one.asked - sum(n for day, n in counts.items() if one.first <= day <= one.last) for one in near}
    return any(lack[one.first] + lack[period.first] < 1 for one in near if one != period)


def on_mission(made: AskedPlan) -> Iterator[str]:
    """“A post is off its mission only where no exchange with a theme of the same category, allowed there, would
    serve”.

    An exchange: two free posts of one category, within four weeks, neither of a campaign nor of a piece. Each theme may
    stand in the other's place, both places then serve, and nothing else gets worse: spacing, one theme a day, themes
    in a row, themes that come again within two posts (whoever follows a platform sees these, its mission only the
    user). A theme near the limit of its gap on a platform is left alone.
    """
    lines = [line for line in made.plan.certificate if line.level == "theme" and line.worst_gap > line.limit - 1]
    near = {(line.platform, line.name) for line in lines}
    free = [post for post in made.posts if _may_exchange(made, post) and (post.platform, post.theme) not in near]
    for post in free:
        if _serves(made, post.theme, post.platform):
            continue
        for other in free:
            if other.category != post.category or abs((other.day - post.day).days) > 28 or other.theme == post.theme:
                continue
            pair = (post, other)
            if {(post.platform, other.theme), (other.platform, post.theme)} & near:
                continue
            served = _serves(made, other.theme, post.platform) and _serves(made, post.theme, other.platform)
            fits = served and _fits(made, other.theme, post, pair) and _fits(made, post.theme, other, pair)
            if fits and not _repeats_more(made, post, other):
                yield f"{post.platform} {post.day} {post.theme} with {other.platform} {other.day} {other.theme}"
                break


def _may_exchange(made: AskedPlan, post: Post) -> bool:
    return made.is_free(post) and not made.piece(post) and not made.running(post.platform, post.day)


def _serves(made: AskedPlan, theme: str, platform: str) -> bool:
    aims = set(made.themes[theme].objectives)
    return not aims or bool(aims & set(made.platforms[platform].objectives))


def _fits(made: AskedPlan, name: str, place: Post, pair: tuple[Post, Post]) -> bool:
    """Whether a theme may take the place of a post, the two posts of the exchange aside."""
    theme = made.themes[name]
    row = themes_around(made, place, name)
    return could_stand(made, theme, place.platform, place.day, pair) and row <= 2


def _repeats_more(made: AskedPlan, post: Post, other: Post) -> bool:
    """Whether more themes come again within two posts once two posts have exchanged theirs."""
    before = _repeats(made, post, post.theme) + _repeats(made, other, other.theme)
    return _repeats(made, post, other.theme) + _repeats(made, other, post.theme) > before


def _repeats(made: AskedPlan, place: Post, name: str) -> int:
    """The posts within two of a place, on its platform, that have a theme."""
    posts = made.by_platform[place.platform]
    at = posts.index(place)
    near = (*posts[max(0, at - 2) : at], *posts[at + 1 : at + 3])
    return [post.theme for post in near].count(name)


def themes_around(made: AskedPlan, place: Post, name: str) -> int:
    """The posts in a row that a theme would have there."""
    posts = made.by_platform[place.platform]
    at, count = posts.index(place), 1
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(posts) and posts[other].theme == name:
            count, other = count + 1, other + step
    return count


def part_of(made: AskedPlan, theme: Theme, platform: str, day: date) -> Fraction:
    """The part of a platform's posts that a theme has by the cells: its share, divided by the weights in its category.

    Campaigns take theirs first; a campaign's part is divided by the weights of its own themes.
    """
    running = made.running(platform, day)
    pushed = {name for row in running for name in row.themes}
    usual = made.platforms[platform].cadence.weekly(len(made.platforms[platform].days) or 7)
    total = usual + sum((row.extra for row in running), Fraction(0))
    parts = {row.campaign: (row.share * usual + row.extra) / total for row in running}
    taken = min(Fraction(1), sum(parts.values(), Fraction(0)))
    there = [other for other in made.strategy.themes if made.is_asked(platform, other, day)]
    if theme.theme in pushed:
        mine = [row for row in running if theme.theme in row.themes]
        return sum((parts[row.campaign] * theme.weight / _weights(there, row.themes) for row in mine), Fraction(0))
    base = [other for other in there if other.theme not in pushed]
    shares = {name: share for name, share in made.shares(platform).items() if any(o.category == name for o in base)}
    if theme not in base or not sum(shares.values()):
        return Fraction(0)
    own = [other.theme for other in base if other.category == theme.category]
    share = shares[theme.category] / sum(shares.values())
    return (1 - taken) * share * theme.weight / _weights(base, own)


def _weights(themes: Sequence[Theme], names: Sequence[str]) -> Fraction:
    return max(sum((theme.weight for theme in themes if theme.theme in names), Fraction(0)), Fraction(1, 1000))
