"""What a person sees at once: themes in a row, hours, formats, ideas and content over the months."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from fractions import Fraction
from itertools import pairwise

from asked_plan import AskedPlan
from kept_mix import KeptMix
from path_rules import could_stand, part_of
from row_facts import is_inside, minutes

from calgen.book.folding import fold
from calgen.book.values import Hours
from calgen.book.vocabulary import choice_codes
from calgen.plan.model import Post, TitleSource
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform

MOST_OF_PATH = Fraction(3, 5)  # a theme with more of the path than this stands three times in a row by its part alone


def two_in_row(made: AskedPlan) -> Iterator[str]:
    """“At most two posts of a theme in a row on a platform while another theme of its path may stand there”.

    Another theme of the path may take a free one of the three places: asked there by the cells, a spacing away, not on
    another platform that day. The mix and a campaign's part are promises, too: no post of a campaign changes, and no
    category or theme goes beyond the limit of its gap. A theme that has more than three fifths of the path (by the
    cells, or over all posts of the platform) is left alone: its part itself asks for three in a row. A platform of
    which posts were left out for hours, and told so, is not counted: a post left out may have stood between.
    """
    asked = {(line.platform, line.name): line.asked for line in made.plan.certificate if line.level == "theme"}
    for platform, posts in made.by_platform.items():
        if made.count_told("thinned", platform):
            continue
        for three in zip(posts, posts[1:], posts[2:], strict=False):
            if len({post.theme for post in three}) > 1 or not any(_is_movable(made, post) for post in three):
                continue
            theme = made.themes[three[0].theme]
            parts = float(part_of(made, theme, platform, three[1].day)), asked[platform, theme.theme] / len(posts)
            if max(parts) > MOST_OF_PATH:
                continue
            mix = KeptMix(made)
            free = [other.theme for post in three if _is_movable(made, post) for other in made.strategy.themes
                    if other != theme and _is_on_path(made, other.theme, post)
                    and mix.has_room_for(other.theme, post)]  # fmt: skip
            if free:
                days = ", ".join(str(post.day) for post in three)
                yield f"{platform}: {theme.theme} on {days}, {sorted(set(free))} could stand"


def _is_movable(made: AskedPlan, post: Post) -> bool:
    return made.is_free(post) and made.piece(post) is None and not post.campaign


def _is_on_path(made: AskedPlan, name: str, post: Post) -> bool:
    theme = made.themes[name]
    return part_of(made, theme, post.platform, post.day) > 0 and could_stand(made, theme, post.platform, post.day)


def distinct_hours(made: AskedPlan) -> Iterator[str]:
    """“At least three distinct hours per platform and four weeks”: in each four weeks with three new posts.

    Typed hours may leave fewer: of exact hours each counts once; ranges shorter than half an hour allow fewer than
    three that a reader tells apart. Two hours are distinct a quarter of an hour apart. Where posts of the platform are
    left out for hours or a theme, an hour may go with them: then only four weeks with four posts are counted; and with
    five, where the hours of an A/B pair, which belong together, are among them.
    """
    for name, row in made.platforms.items():
        ways = allowed_hours(made, row)
        possible = len(
            _apart(sorted({m for span in ways for m in range(minutes(span.first), minutes(span.last) + 1, 5)}))
        )
        left_out = made.count_told("thinned", name) or made.count_told("no_theme_left", name)
        least, begin = (4 if left_out else 3), made.first
        while begin <= made.last:
            end = begin + timedelta(days=28)
            posts = [post for post in made.by_platform[name] if begin <= post.day < end and not post.kept_id]
            times = _apart(sorted({minutes(post.time) for post in posts}))
            needed = 5 if any(post.variant for post in posts) else least
            if end <= made.last + timedelta(days=1) and len(posts) >= needed and len(times) < min(3, possible):
                yield f"{name} from {begin}: {len(posts)} posts at {sorted({f'{post.time:%H:%M}' for post in posts})}"
            begin = end


def _apart(times: Sequence[int]) -> list[int]:
    """The most of some minutes that lie a quarter of an hour apart."""
    found: list[int] = []
    for at in times:
        if not found or at - found[-1] >= 15:
            found.append(at)
    return found


def allowed_hours(made: AskedPlan, row: Platform) -> list[Hours]:
    """The typed hours of a platform; else those of its audiences and of its network."""
    if row.hours:
        return list(row.hours)
    theirs = [
        span
        for audience in made.strategy.audiences
        if not audience.platforms or row.platform in audience.platforms
        for span in audience.hours
    ]
    usual = [Hours(time(*divmod(first, 60)), time(*divmod(last, 60))) for first, last in network(row.platform).hours]
    return [*theirs, *usual]


def hours_in_range(made: AskedPlan) -> Iterator[str]:
    """“All inside the typed or the network's and audience's ranges”, while these have room for the posts of a day."""
    for name, row in made.platforms.items():
        ways = allowed_hours(made, row)
        room = len({m for span in ways for m in range(minutes(span.first), minutes(span.last) + 1, 5)})
        counts = Counter(post.day for post in made.slots_on(name))
        for post in made.slots_on(name):
            if not post.kept_id and counts[post.day] <= room and not is_inside(post.time, ways):
                yield f"{name} {post.day}: {post.time:%H:%M}"


def no_crawling_hours(made: AskedPlan) -> Iterator[str]:
    """“None crawling by ten minutes”: no four posts in a row each five or ten minutes later than the last, or earlier.

    Posts of one day are looked at by their first.
    """
    for name in made.platforms:
        firsts: dict[date, Post] = {}
        for post in made.by_platform[name]:
            firsts.setdefault(post.day, post)
        posts = list(firsts.values())
        for four in zip(posts, posts[1:], posts[2:], posts[3:], strict=False):
            steps = {minutes(b.time) - minutes(a.time) for a, b in pairwise(four)}
            if len(steps) == 1 and 0 < abs(next(iter(steps))) <= 10 and not any(post.kept_id for post in four):
                yield f"{name}: {[f'{post.day:%d.%m.} {post.time:%H:%M}' for post in four]}"


def formats_of_network(made: AskedPlan) -> Iterator[str]:
    """“Formats that belong to the network (no article on TikTok, no carousel on a business listing)”.

    What the user typed for the platform, or for a piece, decides before the network; see `formats_asked.formats_of`.
    """
    for post in made.posts:
        theme, piece = made.themes[post.theme], made.piece(post)
        if (
            not post.kept_id
            and not (piece and piece.format)
            and post.format not in made.formats_of(theme, post.platform)
        ):
            yield f"{post.platform} {post.day}: {post.format}"


def formats_mixed(made: AskedPlan) -> Iterator[str]:
    """Formats are “mixed as evenly as hours allow”.

    Weakened: where hours allow all (no team, or twice the hours of the heaviest format for all posts), a platform's
    commonest format has at most its even part and a quarter of the posts more, or half of them, of at least eight posts
    of themes and pieces that name no format. A subject that stands on several platforms has one format, which is why a
    quarter is left. A newsletter is a newsletter, and stories are mostly stories. Where no formats are typed for a
    platform, those that its network usually has are mixed, and the others only allowed: a column that says where a
    format is possible does not ask for it.
    """
    if any(problem.code in ("hours_short", "thinned", "nobody_makes") for problem in made.problems):
        return
    if made.strategy.team and not _are_hours_ample(made):
        return
    for name in made.platforms:
        counts = Counter(post.format for post in made.by_platform[name] if _has_free_format(made, post))
        possible, total = _possible_formats(made, name), counts.total()
        if total < 8 or len(possible) < 2 or network(name).key in ("newsletter", "stories"):
            continue
        form, most = counts.most_common(1)[0]
        if most > total * max(0.5, 1 / len(possible) + 0.25) + 1:
            yield f"{name}: {most} of {total} are {form}, possible {sorted(possible)}"


def _has_free_format(made: AskedPlan, post: Post) -> bool:
    """Whether neither the user nor a theme or piece says the format of a post."""
    piece = made.piece(post)
    return not post.kept_id and not made.themes[post.theme].formats and not (piece and piece.format)


def _possible_formats(made: AskedPlan, platform: str) -> set[str]:
    """The formats that are mixed on a platform: as typed, else those usual on its network, if it has any of them."""
    themes = [theme for theme in made.strategy.themes if not theme.formats]
    found = {form for theme in themes for form in made.formats_of(theme, platform)}
    codes, usual = choice_codes("format"), network(platform).formats
    known = {form for form in found if codes.get(fold(form)) in usual}
    return found if made.platforms[platform].formats else known or found


def _are_hours_ample(made: AskedPlan) -> bool:
    heaviest = max(made.efforts.values(), default=Fraction(1))
    weekly = sum((row.cadence.weekly() for row in made.strategy.platforms), Fraction(0))
    able = [row for row in made.strategy.team if not row.formats and not row.platforms]
    return sum((row.weekly_hours for row in able), Fraction(0)) >= 2 * heaviest * weekly


def ideas_spread(made: AskedPlan) -> Iterator[str]:
    """“The user's ideas and content spread over the period (each month within two of its part)”.

    The part of a month: of the ideas and undated pieces of each theme that are used, its part of the theme's subjects
    that begin in that month. Pieces with dates, and posts of the past, are left out.
    """
    given: Counter[tuple[int, int]] = Counter()
    part: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
    by_theme: dict[str, list[tuple[tuple[int, int], bool]]] = defaultdict(list)
    for subject in made.plan.subjects:
        piece = made.pieces.get(subject.piece)
        dated = piece and (piece.publish or piece.start or piece.end or piece.expires or piece.evergreen)
        if subject.kept_id or dated or subject.first < made.today:
            continue
        own = subject.title_source in (TitleSource.IDEA, TitleSource.CONTENT)
        if subject.title_source in (TitleSource.IDEA, TitleSource.CONTENT, TitleSource.NONE):
            by_theme[subject.theme].append(((subject.first.year, subject.first.month), own))
    for subjects in by_theme.values():
        used = sum(own for _, own in subjects)
        for month, own in subjects:
            given[month] += own
            part[month] += Fraction(used, len(subjects))
    for month in sorted(part):
        if abs(given[month] - part[month]) > 2:
            yield f"{month[0]}-{month[1]:02}: {given[month]} of the user's, part {float(part[month]):.1f}"
