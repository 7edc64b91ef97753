"""Mix, themes, subjects, pieces, missions: what the posts say, counted again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from counted_plan import CountedPlan, inside

from calgen.plan.model import Post
from calgen.plan.pin import Pin
from calgen.strategy.content import Piece

LIFE = 14
UNPLACED = ("piece_unplaced", "piece_no_home", "piece_thinned", "piece_out_of_season")


# ---- themes ----------------------------------------------------------------------------------------------------------


def spacing(made: CountedPlan) -> Iterator[str]:
    """A theme's spacing holds on every platform, and it never stands twice there on one day; pins excepted."""
    seen: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in made.posts:
        seen[post.platform, post.theme].append(post)
    for (platform, theme), posts in seen.items():
        least = max(1, made.themes[theme].spacing)
        for a, b in pairwise(posts):
            if (b.day - a.day).days < least and not (made.by_user(a) and made.by_user(b)):
                yield f"{theme} on {platform}: {a.day} and {b.day}, least {least}"


def where_they_may(made: CountedPlan) -> Iterator[str]:
    """A theme stands on its platforms, in a format of both; in its season unless the user named the day otherwise."""
    for post in made.posts:
        theme = made.themes[post.theme]
        if post.category != theme.category:
            yield f"{post.platform} {post.day}: {post.theme} is not {post.category}"
        if post.kept_id:
            continue
        piece = next((one for one in made.strategy.content if one.title == made.subject(post).piece), None)
        own = piece is not None and piece.format == post.format and post.platform in made.homes(piece)
        if not own and not made.eligible(theme, post.platform, post.format):
            yield f"{post.platform} {post.day}: {post.theme} as {post.format}"
        season = (theme.start or post.day) <= post.day <= (theme.end or post.day)
        hooked = made.is_hook(post) and made.beside(post)
        if not season and not made.is_published(post) and not hooked:
            yield f"{post.platform} {post.day}: {post.theme} out of season"


def one_voice(made: CountedPlan) -> Iterator[str]:
    """Two platforms talk about one theme on one day only within one subject, on its first day."""
    seen: dict[tuple[date, str], list[Post]] = defaultdict(list)
    for post in made.posts:
        seen[post.day, post.theme].append(post)
    for (day, theme), posts in seen.items():
        free = [post for post in posts if not made.by_user(post)]
        if len({post.subject for post in posts}) > 1 and free:
            yield f"{day}: {theme} as {sorted((post.subject, post.platform) for post in posts)}"


# ---- crossing --------------------------------------------------------------------------------------------------------


def crossing(made: CountedPlan) -> Iterator[str]:
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
        piece = next((piece for piece in made.strategy.content if piece.title == one.piece), None)
        launched = {post.platform for post in posts if post.day == one.first}
        rhythms = {name: _rhythm(made, name, one.piece, is_launched=name in launched) for name in made.platforms}
        life = max([LIFE, *(days[-1] for days in rhythms.values() if days)])
        thin = made.strategy.settings.over_capacity == "thin" and any(post.kept_id for post in posts)
        if thin or any(line.code == "thinned" for line in made.problems):  # its first outing may have been left out
            rhythms = {name: (0,) * len(rhythm) for name, rhythm in rhythms.items()}
        if (one.first, one.last) != (posts[0].day, posts[-1].day):
            yield f"subject {one.number}: {one.first} to {one.last}, posts {posts[0].day} to {posts[-1].day}"
        elif _cycle(posts, rhythms, life):
            continue
        elif piece is None or not piece.evergreen or not _cycles(posts, rhythms, life, piece):
            days = [(post.platform, post.day.isoformat()) for post in posts]
            yield f"subject {one.number}: {days}, {rhythms}, {piece}"


def _cycle(posts: Sequence[Post], rhythms: Mapping[str, Sequence[int]], life: int) -> bool:
    """Within its life, each platform at most once per outing, never before it is due, nor too soon after its last one;
    one a day after its launch.
    """
    first = posts[0].day
    if (posts[-1].day - first).days > life:
        return False
    for name in {post.platform for post in posts}:
        own = [post.day for post in posts if post.platform == name]
        due = [first + timedelta(days=days) for days in rhythms[name]]
        pauses = [later - earlier for earlier, later in pairwise(rhythms[name])]
        if len(own) > len(due) or any(day < due[n] for n, day in enumerate(own) if n):
            return False
        if any((later - earlier).days < pauses[n] for n, (earlier, later) in enumerate(pairwise(own))):
            return False
    later = [post.day for post in posts if post.day > first]
    return len(set(later)) == len(later)


def _cycles(posts: Sequence[Post], rhythms: Mapping[str, Sequence[int]], life: int, piece: Piece) -> bool:
    """Whether the posts of an evergreen piece fall into cycles, its cooldown between them, no more than it may have."""
    cooldown = 90 if piece.cooldown is None else piece.cooldown
    fewest = {0: 0}  # posts told so far, and in how many cycles
    for end in range(1, len(posts) + 1):
        whole = end == len(posts) or posts[end].day > posts[end - 1].day
        ways = [
            fewest[begin] + 1
            for begin in fewest
            if whole
            and (not begin or (posts[begin].day - posts[begin - 1].day).days >= cooldown)
            and _cycle(posts[begin:end], rhythms, life)
        ]
        if ways:
            fewest[end] = min(ways)
    return len(posts) in fewest and (piece.max_repeats is None or fewest[len(posts)] <= 1 + piece.max_repeats)


# Days after publication, after published schedules; a rhythm that the user typed takes precedence.
RHYTHMS = {"X": (0, 1, 7, 30, 90), "LinkedIn": (0, 14, 60), "Facebook": (0, 7, 30), "Instagram": (1, 30),
    "Pinterest": (0, 30)}  # fmt: skip


def _rhythm(made: CountedPlan, platform: str, piece: str, *, is_launched: bool) -> tuple[int, ...]:
    """The outings of a subject on a platform: as typed, after its launch; else a piece's by its network, or one."""
    typed = made.platforms[platform].rhythm
    if typed and typed[0] and is_launched:
        return (0, *typed)
    return typed or (RHYTHMS.get(platform, (0,)) if piece else (0,))


def dated_pieces(made: CountedPlan) -> Iterator[str]:
    """A piece with a fixed day that does not come back is told on another one by a typed rhythm alone."""
    dated = {piece.title: piece.publish for piece in made.strategy.content if piece.publish and not piece.evergreen}
    for post in made.posts:
        day = dated.get(made.subject(post).piece) if not post.kept_id and not post.is_open else None
        if day and post.day != day and not made.platforms[post.platform].rhythm:
            yield f"{made.subject(post).piece}, {day}: on {post.platform} on {post.day}"


def pieces_in_place(made: CountedPlan) -> Iterator[str]:
    """A piece stands within its dates, where it may, in its format, as one subject; titles are never doubled."""
    used = Counter(one.piece for one in made.plan.subjects if one.piece)
    yield from (f"{piece}: {count} subjects" for piece, count in used.items() if count > 1)
    titles = Counter(one.title for one in made.plan.subjects if one.title)
    yield from (f"the title {title} stands {count} times" for title, count in titles.items() if count > 1)
    pieces = {piece.title: piece for piece in made.strategy.content}
    for post in made.posts:
        subject = made.subject(post)
        piece = pieces.get(subject.piece)
        if piece is None or post.kept_id:
            continue
        begin, end = window(made, piece)
        # The end of its window is for its first post; it may be told again until it expires.
        launch = post.day == subject.first and not any(one.code == "thinned" for one in made.problems)
        ends = [day for day in (end if launch else None, piece.expires) if day]
        if post.day < begin or any(post.day > end for end in ends):
            yield f"{piece.title} on {post.day}: from {begin}, to {ends}"
        if post.platform not in made.homes(piece) or piece.theme != post.theme:
            yield f"{piece.title} on {post.platform}: not its place"
        if piece.format and post.format != piece.format:
            yield f"{piece.title} on {post.platform}: as {post.format}"


def window(made: CountedPlan, piece: Piece) -> tuple[date, date]:
    """From when to when a piece may first stand: by its dates and, tied to a campaign, by the campaign's."""
    begins, ends = [piece.publish or piece.start or date.min], [piece.end or date.max, piece.expires or date.max]
    one = next((one for one in made.strategy.campaigns if one.campaign == piece.campaign), None)
    if one and not piece.publish:
        set_days = [one.start + timedelta(days=offset) for offset in one.offsets]
        begins.append(min([one.start, *set_days]))
        ends.append(max([one.end, *set_days]))
    return max(begins), min(ends)


def coverage(made: CountedPlan) -> Iterator[str]:
    """A piece with a date in the plan is placed, or told."""
    told = {str(p.values["piece"]) for p in made.problems if p.code in UNPLACED}
    placed = {one.piece for one in made.plan.subjects}
    for piece in made.strategy.content:
        if piece.publish:
            if not max(made.first, made.today) <= piece.publish <= made.last:
                continue
            homes = made.on_its_day(piece)
            told_there = [p for p in made.posts if p.day == piece.publish and made.subject(p).piece == piece.title]
            there = {p.platform for p in told_there if not p.kept_id or p.platform in homes}
            asked = [name for name in piece.platforms if inside(piece.publish, *made.active(name))]
            asked = [name for name in asked if name in made.homes(piece) and name not in homes]
            quiet = made.told("hook_quiet", name=piece.title, day=piece.publish)
            if asked and not quiet:
                yield f"{piece.title}: {asked} quiet on its day, and not told"
            if not homes and not quiet and piece.title not in told:
                yield f"{piece.title}: no home on its day, and not told"
            there |= {pin.platform for pin in made.kept if pin.title == piece.title and piece.publish in _days(pin)}
            if homes and not (set(homes) <= there if piece.platforms else there):
                yield f"{piece.title}: on {there} on its day, not {homes}"
            if there - set(homes) - {pin.platform for pin in made.kept}:
                yield f"{piece.title}: on {there} on its day, though only {homes}"
            continue
        begin, end = window(made, piece)
        due = piece.start or piece.end or (piece.expires and piece.expires <= made.last)
        if due and max(begin, made.first, made.today) <= min(end, made.last) and piece.title not in placed | told:
            yield f"{piece.title}: {begin} to {end}, neither placed nor told"
        if piece.title in told and piece.title in placed:
            yield f"{piece.title}: placed, and told as not placed"


def _days(pin: Pin) -> tuple[date | None, ...]:
    """Where the user knew it: its day, and the one from which she moved it."""
    return (pin.day, pin.moved_from)


# ---- missions and reasons --------------------------------------------------------------------------------------------


def missions(made: CountedPlan) -> Iterator[str]:
    """Each post serves an objective that its platform and its theme have in common, where there is one."""
    aims = {one.campaign: one.objective for one in made.strategy.campaigns}
    for post in made.posts:
        own = set(made.platforms[post.platform].objectives)
        theirs = set(made.themes[post.theme].objectives)
        common = own & theirs if theirs else own
        if made.word(post, "objective") or (post.kept_id and not own | theirs):
            continue
        aim = aims.get(post.campaign, "")
        if aim in own:  # the campaign's goes before
            common, theirs = common and {aim}, {aim}
        if post.serves_mission != bool(common) or (common and post.objective not in common):
            yield f"{post.platform} {post.day}: {post.objective}, common {sorted(common)}"
        if not common and post.objective not in theirs:
            yield f"{post.platform} {post.day}: {post.objective} is not its theme's"


def missions_in_proportion(made: CountedPlan) -> Iterator[str]:
    """Where neither themes nor campaigns name any, objectives follow their weights within 1.5 posts, all along."""
    aimed = any(one.objective for one in made.strategy.campaigns) or made.strategy.settings.over_capacity == "thin"
    if aimed or any(theme.objectives for theme in made.strategy.themes):
        return
    weights = {one.objective: one.weight for one in made.strategy.objectives}
    for name, row in made.platforms.items():
        if any(made.word(post, "objective") for post in made.of(name)) or not row.objectives:
            continue
        own = {objective: weights[objective] for objective in row.objectives}
        seen: Counter[str] = Counter()
        for n, post in enumerate(made.of(name), 1):
            seen[post.objective] += 1
            for objective, weight in own.items():
                gap = seen[objective] - n * weight / sum(own.values())
                if abs(gap) > 1.5:
                    yield f"{name}: {objective} {float(gap):.2f} off after {n} posts"
                    return


def reasons(made: CountedPlan) -> Iterator[str]:
    """Each post says why it stands there."""
    yield from (f"{post.platform} {post.day}: no reason" for post in made.posts if not post.reasons)
    for post in made.posts:
        for reason in post.reasons:
            if reason.code.startswith("cadence_"):
                number, of = int(str(reason.values["number"])), int(str(reason.values["of"]))
                if not 1 <= number <= of:
                    yield f"{post.platform} {post.day}: {number} of {of}"


def kept_stay(made: CountedPlan) -> Iterator[str]:
    """What is kept stays as it is, and nothing new is planned before today."""
    have = {(p.kept_id, p.platform, p.day, p.time, p.theme) for p in made.posts if p.kept_id}
    want = {(pin.id, pin.platform, pin.day, pin.time, pin.theme) for pin in made.kept if not pin.is_removed}
    if have != want:
        yield f"kept {want - have} lost, {have - want} new"
    yield from (f"{p.platform} {p.day}: new, before today" for p in made.posts if not p.kept_id and p.day < made.today)
    for pin in made.kept:
        post = next((post for post in made.posts if post.kept_id == pin.id), None)
        if post and pin.subject and made.subject(post).kept_id != pin.subject:
            yield f"{pin.id}: in {made.subject(post).kept_id}, was in {pin.subject}"
