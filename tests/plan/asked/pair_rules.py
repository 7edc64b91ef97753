"""A/B pairs: two posts of a tested theme that differ in nothing but what is tested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from asked_plan import AskedPlan
from row_facts import minutes

from calgen.plan.model import Post

DAYS = range(7, 29)  # from the first post of a pair to the second
WEEKS = (7, 14, 21, 28)
APART = 60  # minutes between the posts of a pair whose hour is tested, at least


def pairs_are_alike(made: AskedPlan) -> Iterator[str]:
    """“One subject, one platform, comparable weekday and hour”: an A and a B, 7 to 28 days apart, of one theme, in one
    format, on one weekday, at one hour; where the hour is tested, at two. Posts that the user settled may differ.
    """
    for (subject, platform), posts in _pairs(made).items():
        where = f"subject {subject} on {platform}: " + ", ".join(f"{post.day} {post.variant}" for post in posts)
        if sorted(post.variant for post in posts) != ["A", "B"]:
            if made.strategy.settings.over_capacity != "thin" and not any(post.kept_id for post in posts):
                yield f"{where}: no pair"
            continue
        first, second = posts
        test = made.themes[first.theme].test
        apart = abs(minutes(first.time) - minutes(second.time))
        alike = first.theme == second.theme and first.format == second.format
        alike = alike and test not in ("", "none") and (second.day - first.day).days in DAYS
        alike = alike and first.day.weekday() == second.day.weekday()
        if not first.kept_id and not (alike and (apart >= APART if test == "hour" else not apart)):
            yield f"{where}: {first.format} {first.time}, {second.format} {second.time}, test {test}"


def pairs_alternate(made: AskedPlan) -> Iterator[str]:
    """“A and B in alternate order”: of the pairs of a theme on a platform, every other one begins with A."""
    firsts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for posts in sorted(_pairs(made).values(), key=lambda posts: posts[0].day):
        if len(posts) == 2:
            firsts[posts[0].theme, posts[0].platform].append(posts[0].variant)
    for (theme, platform), variants in firsts.items():
        if abs(variants.count("A") - variants.count("B")) > 1:
            yield f"{theme} on {platform}: {variants}"


def tests_have_pairs(made: AskedPlan) -> Iterator[str]:
    """“A theme with `test` gets pairs”: one at least where two free posts of it stand on one platform and weekday, 7 to
    28 days apart, outside campaigns and pieces; or a finding names the theme.
    """
    paired = {posts[0].theme for posts in _pairs(made).values()}
    for theme in made.strategy.themes:
        if theme.test in ("", "none") or theme.theme in paired or made.is_told(theme.theme):
            continue
        free = [post for post in made.posts if post.theme == theme.theme and _may_pair(made, post)]
        two = [(a, b) for a in free for b in free if a.platform == b.platform and (b.day - a.day).days in WEEKS]
        if two and theme.test != "hour" and any(a.time == b.time for a, b in two):
            yield f"{theme.theme}: {two[0][0].platform} on {two[0][0].day} and {two[0][1].day}, no pair"


def tests_are_told(made: AskedPlan) -> Iterator[str]:
    """“How many pairs the period can hold against how many a verdict needs is told before it begins”: a finding names
    each tested theme.
    """
    for theme in made.strategy.themes:
        if theme.test not in ("", "none") and not made.is_told(theme.theme):
            yield f"{theme.theme}: test {theme.test}"


def _may_pair(made: AskedPlan, post: Post) -> bool:
    new = made.is_free(post) and post.day >= made.today and not made.piece(post)
    return new and not post.campaign and not post.key_date


def _pairs(made: AskedPlan) -> dict[tuple[int, str], list[Post]]:
    """The posts with a variant, by subject and platform, in order of days."""
    found: dict[tuple[int, str], list[Post]] = defaultdict(list)
    for post in made.posts:
        if post.variant:
            found[post.subject, post.platform].append(post)
    return found
