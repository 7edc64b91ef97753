"""The promises of PRODUCT §3, each counted again from the strategy and the posts alone.

Nothing here calls the planner. An oracle yields one line of text for each promise that it finds broken.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil

import holidays

from calgen.book.problems import Problem
from calgen.book.values import Hours
from calgen.plan.model import Pin, Plan, Post, Subject
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

LIMIT = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}
TOLD = 12  # mix_off lines shown at most
LIFE = 14
COUNTED = ("frequency_short", "frequency_over", "no_theme_left")  # what tells posts missing, or too many
EPS = 1e-6


@dataclass(frozen=True)
class Made:
    """A plan with all that it was made from."""

    strategy: Strategy
    today: date
    kept: tuple[Pin, ...]
    plan: Plan
    problems: tuple[Problem, ...]

    @cached_property
    def first(self) -> date:
        assert self.strategy.settings.start is not None
        return self.strategy.settings.start

    @cached_property
    def last(self) -> date:
        return self.first + timedelta(days=7 * self.strategy.settings.weeks - 1)

    @cached_property
    def closed(self) -> frozenset[date]:
        """Closed weekdays, and public holidays where they are avoided."""
        settings = self.strategy.settings
        known: dict[date, str] = {}
        if settings.country and settings.public_holidays == "avoid":
            region = {"57": "57"}.get(settings.region)
            years = range(self.first.year, self.last.year + 1)
            known = dict(holidays.country_holidays(settings.country, subdiv=region, years=years))
        return frozenset(day for day in span(self.first, self.last) if day.weekday() in settings.closed_days or day in known)

    @cached_property
    def platforms(self) -> dict[str, Platform]:
        return {one.platform: one for one in self.strategy.platforms}

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {one.theme: one for one in self.strategy.themes}

    @cached_property
    def posts(self) -> list[Post]:
        return sorted(self.plan.posts, key=lambda post: (post.day, post.time, post.platform))

    def active(self, platform: str) -> tuple[date, date]:
        """The days between which a platform may post."""
        row = self.platforms[platform]
        return max(self.first, row.start or self.first), min(self.last, row.end or self.last)

    def eligible(self, theme: Theme, platform: str, format_: str = "") -> bool:
        """Whether a theme may stand on a platform, by platforms and by formats."""
        row = self.platforms[platform]
        if theme.platforms and platform not in theme.platforms:
            return False
        formats = {one.format for one in self.strategy.formats if not one.platforms or platform in one.platforms}
        for names in (theme.formats, row.formats):
            if names:
                formats &= set(names)
        return format_ in formats if format_ else bool(formats)

    def homes(self, piece: Piece) -> list[str]:
        """Where a piece may stand."""
        named = piece.platforms or tuple(self.platforms)
        return [name for name in named if self.eligible(self.themes[piece.theme], name, piece.format)]

    def on_its_day(self, piece: Piece) -> list[str]:
        """The platforms on which a piece with a fixed day may stand that day."""
        if piece.publish is None or not max(self.first, self.today) <= piece.publish <= self.last:
            return []
        return [name for name in self.homes(piece) if inside(piece.publish, *self.active(name))]

    def subject(self, post: Post) -> Subject:
        return self.plan.subjects[post.subject]

    def by_user(self, post: Post) -> bool:
        """Whether the user settled this post: kept, or a piece on its fixed day where it was asked."""
        if post.kept:
            return True
        piece = next((one for one in self.strategy.content if one.title == self.subject(post).piece), None)
        if piece is None or piece.publish != post.day:
            return False
        return any(reason.code == "fixed_day" for reason in post.why)

    def of(self, platform: str) -> list[Post]:
        return [post for post in self.posts if post.platform == platform]


def span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def inside(day: date, first: date, last: date) -> bool:
    return first <= day <= last


def minutes(value: time) -> int:
    return value.hour * 60 + value.minute


# ---- days ------------------------------------------------------------------------------------------------------------


def days_avoided(made: Made) -> Iterator[str]:
    """No post on a closed day, off its platform's dates or before today, unless the user names that day."""
    for post in made.posts:
        if made.by_user(post):
            continue
        first, last = made.active(post.platform)
        if not inside(post.day, max(first, made.today), last):
            yield f"{post.platform} {post.day}: out of its dates"
        if post.day in made.closed:
            yield f"{post.platform} {post.day}: a closed day"


def own_weekdays(made: Made) -> Iterator[str]:
    """A platform keeps to its weekdays; where a closed day forces a move, the reason says from which day."""
    for post in made.posts:
        row = made.platforms[post.platform]
        moves = [reason.values["from_day"] for reason in post.why if reason.code == "moved"]
        for day in moves:
            if day not in made.closed or (row.days and getattr(day, "weekday")() not in row.days):  # noqa: B009
                yield f"{post.platform} {post.day}: said to be moved from {day}"
        if row.days and post.day.weekday() not in row.days and not moves and not made.by_user(post):
            yield f"{post.platform} {post.day}: not one of its weekdays, and not moved"


def per_day(made: Made) -> Iterator[str]:
    """No day carries more than was typed, nor (where nothing was) more than the cadence needs, pins excepted."""
    for name, row in made.platforms.items():
        closed = set(made.strategy.settings.closed_days)
        days = len(row.days) or min(5, 7 - len(closed))
        least = row.cadence.count if row.cadence.per == "day" else row.cadence.weekly() / max(1, days)
        most = row.max_per_day or max(1, ceil(least))
        settled = Counter(post.day for post in made.of(name) if made.by_user(post))
        for day, count in Counter(post.day for post in made.of(name)).items():
            if count > max(most, settled[day]):
                yield f"{name} {day}: {count} posts, at most {most}"


# ---- hours -----------------------------------------------------------------------------------------------------------


def typed_hours(made: Made) -> Iterator[str]:
    """Exact hours as typed, stretches contain the minute, and one platform never posts twice at one minute."""
    for name, row in made.platforms.items():
        by_day: dict[date, list[time]] = defaultdict(list)
        for post in made.of(name):
            by_day[post.day].append(post.time)
        kept = {post.day for post in made.posts if post.kept}
        for day, times in by_day.items():
            if day in kept:
                continue
            if len(set(times)) < len(times):
                yield f"{name} {day}: two posts at one minute, {times}"
            if row.hours:
                yield from _typed(f"{name} {day}", row.hours, times)


def _typed(where: str, hours: Sequence[Hours], times: Sequence[time]) -> Iterator[str]:
    exact = {one.first for one in hours if one.exact}
    wide = [one for one in hours if not one.exact]
    strays = [at for at in times if at not in exact and not any(inside_hours(at, one) for one in wide)]
    if len(times) <= len(hours) and strays:
        yield f"{where}: {strays[0]} is not one of {hours}"
    if len(times) > len(hours) and not exact <= set(times):
        yield f"{where}: a typed hour is not used"
    room = len(exact | {time(*divmod(at, 60)) for one in wide for at in range(minutes(one.first), minutes(one.last) + 1, 5)})
    if wide and strays and room >= len(times):
        yield f"{where}: {strays[0]} lies outside its stretches, which have room"


def inside_hours(at: time, hours: Hours) -> bool:
    return hours.first <= at <= hours.last


def stretches(made: Made, platform: str) -> tuple[Hours, ...]:
    """The stretches in which a platform may move: as typed, else its audiences', else the network's."""
    row = made.platforms[platform]
    if row.hours:
        return tuple(one for one in row.hours if not one.exact)
    there = [one for one in made.strategy.audiences if not one.platforms or platform in one.platforms]
    if any(one.hours for one in there):
        return ()  # which of them it follows is the planner's choice
    return tuple(Hours(time(*divmod(a, 60)), time(*divmod(b, 60))) for a, b in network(platform).hours)


def minutes_apart(made: Made) -> Iterator[str]:
    """No two platforms at the same minute where a stretch of one of them gives room."""
    at: dict[tuple[date, time], list[Post]] = defaultdict(list)
    for post in made.posts:
        at[post.day, post.time].append(post)
    for (day, hour), posts in at.items():
        for post in posts if len(posts) > 1 else ():
            exact = any(one.exact and one.first == hour for one in made.platforms[post.platform].hours)
            ways = [one for one in stretches(made, post.platform) if inside_hours(hour, one) and not exact and not post.kept]
            steps = [time(*divmod(m, 60)) for one in ways for m in range(minutes(one.first), minutes(one.last) + 1, 5)]
            if any((day, step) not in at for step in steps):
                yield f"{day} {hour}: {[one.platform for one in posts]}, and {post.platform} has room"


# ---- frequency -------------------------------------------------------------------------------------------------------


def periods(made: Made, platform: str) -> list[tuple[date, date, Fraction]]:
    """The weeks or months of a platform from today on, with what its cadence asks of each."""
    row = made.platforms[platform]
    days = span(*made.active(platform))
    month = row.cadence.per == "month"
    found: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in days:
        found[(day.year, day.month) if month else day.isocalendar()[:2]].append(day)
    asked = []
    for own in found.values():
        whole = calendar.monthrange(own[0].year, own[0].month)[1] if month else 7
        part = row.cadence.count * Fraction(len(own), whole)
        if own[0] >= made.today or made.today <= days[0]:
            asked.append((own[0], own[-1], part))
    return asked


def frequency(made: Made) -> Iterator[str]:
    """On every stretch of weeks (or months) the posts are within one of what is asked, or as many are told."""
    for name, row in made.platforms.items():
        told = _told(made, name)
        if row.cadence.per == "day":
            yield from _daily(made, row, told)
            continue
        stretch = periods(made, name)
        gaps = [sum(inside(post.day, a, b) for post in made.of(name)) - part for a, b, part in stretch]
        low = high = total = Fraction(0)
        for (first, last, _), gap in zip(stretch, gaps, strict=True):
            total += gap
            if max(total - low, high - total) > 1 + told:
                yield f"{name}: {total - low} or {total - high} posts off on a stretch up to {first}-{last}, {told} told"
                return
            low, high = min(low, total), max(high, total)


def _told(made: Made, platform: str) -> int:
    lines = [one for one in made.problems if one.code in COUNTED and one.values["platform"] == platform]
    return sum(int(str(one.values["n"])) for one in lines)


def _daily(made: Made, row: Platform, told: int) -> Iterator[str]:
    """`1 par jour` is one on each allowed open day (all open days, or those typed)."""
    if any(one.days for one in made.strategy.audiences) and not row.days:
        return
    first, last = made.active(row.platform)
    if row.cadence.count == 1:
        days = [d for d in span(max(first, made.today), last) if d not in made.closed and d.weekday() in (row.days or range(7))]
        have = {post.day for post in made.of(row.platform)}
        if len([day for day in days if day not in have]) > told:
            yield f"{row.platform}: no post on {[day for day in days if day not in have][:3]}, {told} told"


def told_missing_is_missing(made: Made) -> Iterator[str]:
    """What is told as missing really is: the posts and those told missing make what was asked, within one."""
    for name, row in made.platforms.items():
        if row.cadence.per == "day" or made.today > made.first:
            continue
        asked = sum((part for _, _, part in periods(made, name)), Fraction(0))
        got = len([post for post in made.of(name) if inside(post.day, *made.active(name))])
        short = sum(int(str(p.values["n"])) for p in made.problems if p.code != "frequency_over" and p.code in COUNTED and p.values["platform"] == name)
        over = _told(made, name) - short
        if abs(got + short - over - asked) > 1:
            yield f"{name}: {got} posts, {short} missing and {over} too many told, {asked} asked"


# ---- mix -------------------------------------------------------------------------------------------------------------


def shares(made: Made, platform: str) -> dict[str, Fraction]:
    """The target shares of a platform (PRODUCT §7, Shares)."""
    own = {row.category: row.share for row in made.strategy.mix if row.platform == platform}
    base = {row.category: row.share for row in made.strategy.mix if not row.platform and row.category not in own}
    left = 1 - sum(own.values())
    if base and sum(base.values()):
        own |= {name: share * left / sum(base.values()) for name, share in base.items()}
    return {name: share / sum(own.values()) for name, share in own.items()}


def target(made: Made, platform: str, day: date) -> dict[tuple[str, str], Fraction]:
    """What part of one post on that day belongs to each category and theme."""
    weights: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for theme in made.strategy.themes:
        season = (theme.start or day) <= day <= (theme.end or day)
        if season and theme.weight and made.eligible(theme, platform):
            weights[theme.category][theme.theme] = theme.weight
    found = {name: share for name, share in shares(made, platform).items() if share and name in weights}
    total = sum(found.values())
    parts: dict[tuple[str, str], Fraction] = {}
    for name, share in found.items():
        parts["category", name] = share / total
        for theme_, weight in weights[name].items():
            parts["theme", theme_] = share / total * weight / sum(weights[name].values())
    return parts


def deviations(made: Made) -> dict[tuple[str, str, str], float]:
    """The worst gap, after any post, of each (level, platform or all, name) from its target path."""
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
            for at, part in memory[key].items():
                gap[at] -= part
            gap["category", post.category] += 1
            gap["theme", post.theme] += 1
            for (level, name), value in gap.items():
                at_ = (level, platform, name)
                worst[at_] = max(worst.get(at_, 0.0), abs(value))
    return worst


def mix_certified(made: Made) -> Iterator[str]:
    """The certificate says the truth, and what exceeds the promise is told with its unavoidable least."""
    worst = deviations(made)
    lines = {(line.level, line.platform, line.name): line for line in made.plan.certificate}
    for key, value in worst.items():
        line = lines.get(key)
        if line is None or abs(line.worst - value) > EPS:
            yield f"certificate of {key}: {line and line.worst}, counted {value}"
        elif line.limit != LIMIT[key[0], bool(key[1])]:
            yield f"certificate of {key}: limit {line.limit}"
        elif line.least > line.worst + EPS:
            yield f"certificate of {key}: least {line.least} above worst {line.worst}"
    over = sorted((value for key, value in worst.items() if value > LIMIT[key[0], bool(key[1])] + EPS), reverse=True)
    told = [problem for problem in made.problems if problem.code == "mix_off"]
    if len(told) != min(TOLD, len(over)):
        yield f"{len(over)} lines exceed the promise, {len(told)} are told"
    if told and not all({"worst", "least", "limit", "day"} <= set(problem.values) for problem in told):
        yield "a mix_off without its figures"


def forced(made: Made) -> bool:
    """Whether a theme is asked more than once a day somewhere, which one platform never does."""
    heaps = {name: max(Counter(post.day for post in made.of(name)).values(), default=0) for name in made.platforms}
    return any(
        max((part for (level, _), part in target(made, name, made.first).items() if level == "theme"), default=0) * most > 1
        for name, most in heaps.items()
    )


def mix_held(made: Made) -> Iterator[str]:
    """Every category within 1.5 and 2 posts, every theme within 2.5 and 5, after every post."""
    if forced(made):
        return
    for key, value in deviations(made).items():
        if value > LIMIT[key[0], bool(key[1])] + EPS:
            yield f"{key}: {value:.3f} posts off"


# ---- themes ----------------------------------------------------------------------------------------------------------


def spacing(made: Made) -> Iterator[str]:
    """A theme's spacing holds on every platform, and it never stands twice there on one day; the user's own excepted."""
    seen: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in made.posts:
        seen[post.platform, post.theme].append(post)
    for (platform, theme), posts in seen.items():
        least = max(1, made.themes[theme].spacing)
        for a, b in pairwise(posts):
            if (b.day - a.day).days < least and not (made.by_user(a) and made.by_user(b)):
                yield f"{theme} on {platform}: {a.day} and {b.day}, least {least}"


def where_they_may(made: Made) -> Iterator[str]:
    """A theme stands on its platforms, in a format of both; in its season unless a piece is dated otherwise."""
    for post in made.posts:
        theme = made.themes[post.theme]
        if post.category != theme.category:
            yield f"{post.platform} {post.day}: {post.theme} is not {post.category}"
        if post.kept:
            continue
        if not made.eligible(theme, post.platform, post.format):
            yield f"{post.platform} {post.day}: {post.theme} as {post.format}"
        season = (theme.start or post.day) <= post.day <= (theme.end or post.day)
        if not season and not made.subject(post).piece:
            yield f"{post.platform} {post.day}: {post.theme} out of season"


def one_voice(made: Made) -> Iterator[str]:
    """Two platforms talk about one theme on one day only within one subject, on its first day."""
    seen: dict[tuple[date, str], list[Post]] = defaultdict(list)
    for post in made.posts:
        seen[post.day, post.theme].append(post)
    for (day, theme), posts in seen.items():
        free = [post for post in posts if not made.by_user(post)]
        if len({post.subject for post in posts}) > 1 and free:
            yield f"{day}: {theme} in subjects {sorted({post.subject for post in posts})} on {[p.platform for p in posts]}"


# ---- crossing --------------------------------------------------------------------------------------------------------


def crossing(made: Made) -> Iterator[str]:
    """Every post in a subject, every subject has posts: of one theme, within 14 days, each platform once."""
    of: dict[int, list[Post]] = defaultdict(list)
    for post in made.posts:
        of[post.subject].append(post)
    if sorted(of) != [one.number for one in made.plan.subjects]:
        yield "subjects and posts do not meet"
        return
    for one in made.plan.subjects:
        posts = of[one.number]
        if {post.theme for post in posts} != {one.theme} or one.category != made.themes[one.theme].category:
            yield f"subject {one.number}: themes differ"
        if (one.first, one.last) != (posts[0].day, posts[-1].day) or (one.last - one.first).days > LIFE:
            yield f"subject {one.number}: {one.first} to {one.last}, posts {posts[0].day} to {posts[-1].day}"
        if len({post.platform for post in posts}) < len(posts):
            yield f"subject {one.number}: a platform twice"
        later = [post.day for post in posts if post.day > one.first]
        if len(set(later)) < len(later):
            yield f"subject {one.number}: two posts on one day after its launch"


def pieces_in_place(made: Made) -> Iterator[str]:
    """A piece stands within its dates, where it may, in its format, as one subject; titles are never doubled."""
    used = Counter(one.piece for one in made.plan.subjects if one.piece)
    yield from (f"{piece}: {count} subjects" for piece, count in used.items() if count > 1)
    titles = Counter(one.title for one in made.plan.subjects if one.title)
    yield from (f"the title {title} stands {count} times" for title, count in titles.items() if count > 1)
    pieces = {piece.title: piece for piece in made.strategy.content}
    for post in made.posts:
        subject = made.subject(post)
        piece = pieces.get(subject.piece)
        if piece is None or post.kept:
            continue
        begin = piece.publish or piece.start or made.first
        ends = [day for day in (piece.end, piece.expires) if day]
        if post.day < begin or any(post.day > end for end in ends):
            yield f"{piece.title} on {post.day}: from {begin}, to {ends}"
        if post.platform not in made.homes(piece) or piece.theme != post.theme:
            yield f"{piece.title} on {post.platform}: not its place"
        if piece.format and post.format != piece.format:
            yield f"{piece.title} on {post.platform}: as {post.format}"


def coverage(made: Made) -> Iterator[str]:
    """A piece with a date in the plan is placed, or told."""
    told = {str(p.values["piece"]) for p in made.problems if p.code in ("piece_unplaced", "piece_no_home")}
    placed = {one.piece for one in made.plan.subjects}
    for piece in made.strategy.content:
        if piece.publish:
            if not max(made.first, made.today) <= piece.publish <= made.last:
                continue
            homes = made.on_its_day(piece)
            there = {p.platform for p in made.posts if p.day == piece.publish and made.subject(p).piece == piece.title}
            if not homes and piece.title not in told:
                yield f"{piece.title}: no home on its day, and not told"
            if homes and not (set(homes) <= there if piece.platforms else there):
                yield f"{piece.title}: on {there} on its day, not {homes}"
            if there - set(homes):
                yield f"{piece.title}: on {there} on its day, though only {homes}"
            continue
        begin, end = piece.start or made.first, min([made.last, *(day for day in (piece.end, piece.expires) if day)])
        due = piece.start or piece.end or (piece.expires and piece.expires <= made.last)
        if due and max(begin, made.first, made.today) <= end and piece.title not in placed | told:
            yield f"{piece.title}: {begin} to {end}, neither placed nor told"
        if piece.title in told and piece.title in placed:
            yield f"{piece.title}: placed, and told as not placed"


# ---- missions and reasons --------------------------------------------------------------------------------------------


def missions(made: Made) -> Iterator[str]:
    """Each post serves an objective that its platform and its theme have in common, where there is one."""
    for post in made.posts:
        own = set(made.platforms[post.platform].objectives)
        theirs = set(made.themes[post.theme].objectives)
        common = own & theirs if theirs else own
        if post.serves != bool(common) or (common and post.objective not in common):
            yield f"{post.platform} {post.day}: {post.objective}, common {sorted(common)}"
        if not common and post.objective not in theirs:
            yield f"{post.platform} {post.day}: {post.objective} is not its theme's"


def missions_in_proportion(made: Made) -> Iterator[str]:
    """Where no theme names an objective, a platform's objectives follow their weights within 1.5 posts, all along."""
    if any(theme.objectives for theme in made.strategy.themes):
        return
    weights = {one.objective: one.weight for one in made.strategy.objectives}
    for name, row in made.platforms.items():
        own = {objective: weights[objective] for objective in row.objectives}
        seen: Counter[str] = Counter()
        for n, post in enumerate(made.of(name), 1):
            seen[post.objective] += 1
            for objective, weight in own.items():
                gap = seen[objective] - n * weight / sum(own.values())
                if abs(gap) > 1.5:
                    yield f"{name}: {objective} {float(gap):.2f} off after {n} posts"
                    return


def reasons(made: Made) -> Iterator[str]:
    """Each post says why it stands there."""
    yield from (f"{post.platform} {post.day}: no reason" for post in made.posts if not post.why)
    for post in made.posts:
        for reason in post.why:
            if reason.code.startswith("cadence_") and not 1 <= reason.values["number"] <= reason.values["of"]:  # type: ignore[operator]
                yield f"{post.platform} {post.day}: {reason.values['number']} of {reason.values['of']}"


def kept_stay(made: Made) -> Iterator[str]:
    """What is kept stays as it is, and nothing new is planned before today."""
    have = {(p.kept, p.platform, p.day, p.time, p.theme) for p in made.posts if p.kept}
    want = {(pin.kept, pin.platform, pin.day, pin.time, pin.theme) for pin in made.kept}
    if have != want:
        yield f"kept {want - have} lost, {have - want} new"
    yield from (f"{p.platform} {p.day}: new, before today" for p in made.posts if not p.kept and p.day < made.today)
    for pin in made.kept:
        post = next((post for post in made.posts if post.kept == pin.kept), None)
        if post and pin.subject and made.subject(post).kept != pin.subject:
            yield f"{pin.kept}: in {made.subject(post).kept}, was in {pin.subject}"


ALWAYS = (
    *(days_avoided, own_weekdays, per_day, typed_hours, minutes_apart, frequency, told_missing_is_missing),
    *(mix_certified, spacing, where_they_may, one_voice, crossing, pieces_in_place, coverage),
    *(missions, missions_in_proportion, reasons, kept_stay),
)


def broken(made: Made, oracles: Iterable[object] = ALWAYS) -> list[str]:
    """Every broken promise, with the oracle that found it."""
    return [f"{oracle.__name__}: {line}" for oracle in oracles for line in oracle(made)]  # type: ignore[attr-defined,operator]
