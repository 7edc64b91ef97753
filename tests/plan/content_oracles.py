"""Mix, themes, subjects, pieces, missions: what the posts say, counted again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from counted import Made

from calgen.plan.model import Post
from calgen.strategy.themes import Theme

LIMIT = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}
TOLD = 12  # mix_off lines shown at most
LIFE = 14
EPS = 1e-6


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
        if season and theme.weight and made.eligible(theme, platform) and not _passed_over(made, theme, platform):
            weights[theme.category][theme.theme] = theme.weight
    found = {name: share for name, share in shares(made, platform).items() if share and name in weights}
    total = sum(found.values())
    parts: dict[tuple[str, str], Fraction] = {}
    for name, share in found.items():
        parts["category", name] = share / total
        for theme_, weight in weights[name].items():
            parts["theme", theme_] = share / total * weight / sum(weights[name].values())
    return parts


def _passed_over(made: Made, theme: Theme, platform: str) -> bool:
    """Where a platform has one objective, all that promotes should serve it, if anything can (PRODUCT §7, mission)."""
    aims = set(made.platforms[platform].objectives)
    if len(aims) != 1 or theme.category != "promote" or not theme.objectives or aims & set(theme.objectives):
        return False
    others = [one for one in made.strategy.themes if one.category == "promote" and one.weight]
    return any((not one.objectives or aims & set(one.objectives)) and made.eligible(one, platform) for one in others)


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
    parts = {name: target(made, name, made.first) for name in heaps}
    return any(part * heaps[name] > 1 for name in heaps for (level, _), part in parts[name].items() if level == "theme")


def mix_held(made: Made) -> Iterator[str]:
    """Every category within 1.5 and 2 posts, every theme within 2.5 and 5, after every post."""
    if forced(made):
        return
    for key, value in deviations(made).items():
        if value > LIMIT[key[0], bool(key[1])] + EPS:
            yield f"{key}: {value:.3f} posts off"


# ---- themes ----------------------------------------------------------------------------------------------------------


def spacing(made: Made) -> Iterator[str]:
    """A theme's spacing holds on every platform, and it never stands twice there on one day; pins excepted."""
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
            yield f"{day}: {theme} as {sorted((post.subject, post.platform) for post in posts)}"


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
        rhythms = {name: _rhythm(made, name, one.piece) for name in made.platforms}
        life = max(LIFE, *(max(days) for days in rhythms.values()))
        if (one.first, one.last) != (posts[0].day, posts[-1].day) or (one.last - one.first).days > life:
            yield f"subject {one.number}: {one.first} to {one.last}, posts {posts[0].day} to {posts[-1].day}"
        for name, rhythm in rhythms.items():
            own = [post.day for post in posts if post.platform == name]
            due = [one.first + timedelta(days=days) for days in rhythm]
            if len(own) > len(rhythm) or any(day < due[n] for n, day in enumerate(own) if n):
                yield f"subject {one.number}: {name} on {own}, its rhythm is {rhythm}"
        later = [post.day for post in posts if post.day > one.first]
        if len(set(later)) < len(later):
            yield f"subject {one.number}: two posts on one day after its launch"


# Days after publication, as facts/platforms.md §8.4 suggests them; a platform's own rhythm goes before.
RHYTHMS = {"X": (0, 1, 7, 30, 90), "LinkedIn": (0, 14, 60), "Facebook": (0, 7, 30), "Instagram": (1, 30),
    "Pinterest": (0, 30)}  # fmt: skip


def _rhythm(made: Made, platform: str, piece: str) -> tuple[int, ...]:
    """The outings of a subject on a platform: as typed; else a piece's by its network, anything else's once."""
    typed = made.platforms[platform].rhythm
    return typed or (RHYTHMS.get(platform, (0,)) if piece else (0,))


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
        # The end of its window is for its first post; it may be told again until it expires.
        ends = [day for day in (piece.end if post.day == subject.first else None, piece.expires) if day]
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
            if reason.code.startswith("cadence_"):
                number, of = int(str(reason.values["number"])), int(str(reason.values["of"]))
                if not 1 <= number <= of:
                    yield f"{post.platform} {post.day}: {number} of {of}"


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
