"""When a post that stays where it stood may have another maker or format after a change, counted from the cells."""

from __future__ import annotations

from changes_asked import Replan

from calgen.plan.model import Post


def may_change(case: Replan, post: Post, earlier: Post) -> bool:
    """Whether the cells ask for another maker or format of a post, or allow it, than the `earlier` post had."""
    return (
        must_change(case, earlier)
        or is_lighter(case, post, earlier)
        or is_relieved(case, post, earlier)
        or may_make_no_more(case, post, earlier)
        or is_for_author(case, post)
        or tells_left_piece(case, post)
        or is_as_its_pair(case, post, earlier)
    )


def is_relieved(case: Replan, post: Post, earlier: Post) -> bool:
    """Whether somebody else makes a post in its format whose maker was told to be beyond their hours."""
    told = {problem.values["person"] for problem in case.before.problems if problem.code == "hours_short"}
    return earlier.owner in told and post.format == earlier.format


def may_make_no_more(case: Replan, post: Post, earlier: Post) -> bool:
    """Whether the maker of a post does not serve its platform, and made it with one that they serve, which has gone.

    A format of a subject is made once, by somebody who serves one of its platforms.
    """
    person = case.after.people.get(earlier.owner)
    if person is None or not person.platforms:
        return False
    shared = [other for other in case.before.posts if other.subject == earlier.subject]
    shared = [other for other in shared if other.format == earlier.format and other.platform in person.platforms]
    now = {other.platform for other in case.after.posts if other.subject == post.subject}
    return bool(shared) and not now & set(person.platforms)


def is_for_author(case: Replan, post: Post) -> bool:
    """Whether the author that the piece of a post names makes it, who had no hours for it before."""
    piece = case.after.piece(post)
    return bool(piece and piece.author) and post.owner == piece.author  # type: ignore[union-attr]


def tells_left_piece(case: Replan, post: Post) -> bool:
    """Whether a post tells a piece that had no hours before, where a lighter one of its theme stood for it."""
    piece = case.after.piece(post)
    return piece is not None and case.before.is_told(piece.title, codes=("piece_thinned",))


def is_lighter(case: Replan, post: Post, earlier: Post) -> bool:
    """Whether a post has the same maker and, under `thin`, a lighter format, for which no other post is left out."""
    efforts, is_thin = case.after.efforts, case.after.strategy.settings.over_capacity == "thin"
    return is_thin and post.owner == earlier.owner and efforts[post.format] < efforts[earlier.format]


def must_change(case: Replan, earlier: Post) -> bool:
    """Whether the change takes the maker of a post, or the work that it shared.

    A format of a subject is made once: where its maker is away on the day of one of its posts, somebody else makes it
    for all of them. A post that may no longer tell its piece, which was made for earlier posts, is new work. Under
    `thin`, people who leave or are away take hours, for which the formats of others become lighter.
    """
    person = case.after.people.get(earlier.owner)
    if person is None:
        return bool(earlier.owner)
    made = [post for post in case.before.posts if (post.subject, post.format) == (earlier.subject, earlier.format)]
    days = {post.day for post in made if post.day >= case.after.today}
    away = any(first <= day <= last for first, last in person.days_off for day in days)
    loses_piece = case.change == "rest raised" and bool(case.before.subject(earlier).piece)
    is_thin = case.after.strategy.settings.over_capacity == "thin"
    lacks_hours = is_thin or any(problem.code in ("hours_short", "thinned") for problem in case.after.problems)
    return away or loses_piece or (lacks_hours and case.change in ("a person leaves", "days off"))


def is_as_its_pair(case: Replan, post: Post, earlier: Post) -> bool:
    """Whether a post has the format of the other one of its A/B pair, which stands as it stood.

    The posts of a pair are alike in their format; a change may pair other posts than before.
    """
    stood = {(row.platform, row.day, row.theme, row.format) for row in case.before.posts}
    others = [row for row in case.after.posts if row.variant and row != post]
    others = [row for row in others if (row.subject, row.platform) == (post.subject, post.platform)]
    is_alike = any((row.platform, row.day, row.theme, post.format) in stood for row in others)
    return bool(post.variant) and post.owner == earlier.owner and is_alike
