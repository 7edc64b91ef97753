"""Re-plan: what changes is what the change asks, owner and format included; and what the user typed is obeyed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil

import calendar_rules
import campaign_rules
import maker_changes
import named_rules
import typed_rules
from asked_plan import AskedPlan
from changes_asked import Replan
from row_facts import in_season

from calgen.plan.model import Post, TitleSource

ReplanOracle = Callable[[Replan], Iterator[str]]
Place = tuple[str, object, str]  # platform, day, theme
NOTHING_MOVES = ("nothing that plans", "hours", "a person leaves", "days off", "theme renamed", "language changed")
FEW_MOVE = {
    "platform added": 0.05,
    "weight raised by one": 0.15,
    "theme late": 0.25,
    "campaign late": 0.5,
    "spacing raised": 0.1,
    "season ended": 0.3,
    "rest raised": 0.05,
    "maximum lowered": 0.1,
    "days": 0.1,
    "cadence": 0.1,
}


TYPED_RULES = (
    *(typed_rules.typed_days, typed_rules.typed_hours, typed_rules.evergreen_rest, typed_rules.season),
    *(typed_rules.spacing, typed_rules.maximum, calendar_rules.closed_days, calendar_rules.cadence),
    *(typed_rules.days_off, typed_rules.working_hours, named_rules.quiet_days),
)


def _still(rule: Callable[[AskedPlan], Iterator[str]]) -> ReplanOracle:
    """“Rules that the user typed beat stability: days, hours, rest, season, spacing, maximum”, and days off.

    The rule of a first plan holds after a change, for the posts to come and between them and those that are past.
    """

    def oracle(case: Replan) -> Iterator[str]:
        return rule(case.after)

    oracle.__name__ = f"still_{rule.__name__}"
    return oracle


def campaigns_get_their_part(case: Replan) -> Iterator[str]:
    """A campaign added late has its part of the posts of its days, or it is told."""
    if case.change == "campaign late":
        yield from (text for text in campaign_rules.campaign_part(case.after) if "Opération neuve" in text)


def settled_posts_stay(case: Replan) -> Iterator[str]:
    """A post that is past stands as it stood."""
    wanted = {(pin.id, pin.platform, pin.day, pin.time, pin.theme) for pin in case.after.kept}
    have = {(post.kept_id, post.platform, post.day, post.time, post.theme) for post in case.after.slots}
    yield from (f"{place} is lost" for place in sorted(wanted - have, key=str))


def what_stays_keeps_its_maker(case: Replan) -> Iterator[str]:
    """“What changes is what the change asks, owner and format included”: a post that stays keeps both.

    A post stays where one of its platform, day and theme is in both plans. Its owner may change where they have left
    or are away that day; and under `thin`, or where hours are short, where the change takes hours (people, platforms).
    Where hours are short, what moves takes the hours of what stays: a twentieth of the posts may then change; and so
    where evergreen pieces rest longer, since the posts that may not tell them are new work.
    """
    found, stayed = [], list(_stayed(case))
    for post, earlier in stayed:
        before, after = (earlier.owner, earlier.format), (post.owner, post.format)
        if before != after and not maker_changes.may_change(case, post, earlier):
            found.append(f"{post.platform} {post.day} {post.theme}: {before} → {after}")
    told = {problem.code for made in (case.before, case.after) for problem in made.problems}
    is_short = bool(told & {"hours_short", "thinned"}) or case.change == "rest raised"
    most = len(stayed) / 20 if is_short else 0
    if len(found) > most:
        yield f"{len(found)} of {len(stayed)} posts: {found[0]}"


def _stayed(case: Replan) -> Iterator[tuple[Post, Post]]:
    """Each post from today on that stands where one of the earlier plan stood, with that one."""
    before = {_place(post): post for post in case.before.posts if post.day >= case.after.today}
    for post in case.after.posts:
        if not post.kept_id and _place(post) in before:
            yield post, before[_place(post)]


def _place(post: Post) -> Place:
    return post.platform, post.day, post.theme


def others_stay(case: Replan) -> Iterator[str]:
    """“What changes is what the change asks”: posts of platforms whose row is the same keep platform, day and theme.

    None moves where the change asks for nothing there (hours, people under `warn`); few where themes of several
    platforms depend on each other: the part that may move is in `FEW_MOVE`, by what the change asks of them. A late
    theme takes the places of others; under `thin` also the hours of the works that these share: each of its posts may
    cost as many as use a work on average, and so may each work made for an added platform alone. Where posts of a theme
    must be farther apart, those that are too near move. Where nobody is there on a day any more, its posts of
    campaigns, and those of pieces, need another one within their campaign or window: each may take another's place.
    """
    if case.change in ("theme renamed", "language changed"):
        return  # counted by the rules of these
    same = [name for name in case.before.platforms if name not in case.touched]
    earlier = [post for post in case.before.slots if post.day >= case.after.today and post.platform in same]
    have = Counter(_place(post) for post in case.after.slots)
    moved = [post for post in earlier if not have[_place(post)] and not _asked_to_move(case, post)]
    if case.after.strategy.settings.over_capacity == "thin" and case.change in ("a person leaves", "days off"):
        return
    if len(moved) > (most := _most_that_move(case, earlier)):
        yield f"{len(moved)} of {len(earlier)} posts moved, at most {most}: {[str(p.day) for p in moved[:3]]}"


def _most_that_move(case: Replan, earlier: Sequence[Post]) -> int:
    """How many posts may move, of those to come on platforms whose row is the same."""
    if case.change in NOTHING_MOVES:
        gone = [post for post in case.before.posts if post.day >= case.after.today]
        gone = [post for post in gone if case.after.is_nobody_there(post.platform, post.day)]
        return sum(bool(post.campaign) or case.before.piece(post) is not None for post in gone)
    if case.change == "spacing raised":
        return _too_near(case) + 1 + ceil((len(earlier) - _too_near(case)) * FEW_MOVE[case.change])
    late = {theme for theme in case.after.themes if theme not in case.before.themes}
    taken = (sum(post.theme in late for post in case.after.posts) + _works_of_added(case)) * _posts_of_a_work(case)
    few = ceil(len(earlier) * FEW_MOVE["rest raised"])
    return 1 + max(ceil(len(earlier) * FEW_MOVE[case.change]), ceil(taken) + few)


def _works_of_added(case: Replan) -> int:
    """How many works with hours are made for a platform that was added alone, under `thin`."""
    if case.change != "platform added" or case.after.strategy.settings.over_capacity != "thin":
        return 0
    works = {(post.platform in case.touched, post.subject, post.format, post.owner) for post in case.after.posts}
    return sum(work[0] and (False, *work[1:]) not in works for work in works)


def _posts_of_a_work(case: Replan) -> Fraction:
    """How many posts to come use a work (a format of a subject, made once) that has hours, on average; 1 under `warn`,
    where no post is left out for want of hours.
    """
    posts = [post for post in case.before.posts if post.day >= case.after.today]
    if case.after.strategy.settings.over_capacity != "thin" or not posts:
        return Fraction(1)
    return Fraction(len(posts), len({(post.subject, post.format, post.owner) for post in posts}))


def _too_near(case: Replan) -> int:
    """How many posts to come, at least, no longer keep the distance that is asked of their theme: on each platform all
    but those that do, counted from the first one on, past posts included.
    """
    found = 0
    for platform in case.before.platforms:
        for name, theme in case.after.themes.items():
            old = case.before.themes.get(name)
            if old is None or theme.spacing <= old.spacing:
                continue
            days = sorted(post.day for post in case.before.posts if (post.platform, post.theme) == (platform, name))
            last = None
            for day in days:
                is_near = last is not None and (day - last).days < theme.spacing
                found += is_near and day >= case.after.today
                last = last if is_near and day >= case.after.today else day
    return found


def pieces_stay(case: Replan) -> Iterator[str]:
    """A piece of content is told on the platforms and days on which it was to be told, where nothing asks for a change.

    Under `thin`, people who leave or are away take pieces with them.
    """
    lost_hours = case.after.strategy.settings.over_capacity == "thin" and case.change in ("a person leaves", "days off")
    if case.change not in ("nothing that plans", "hours", "a person leaves", "language changed") or lost_hours:
        return
    staying = [post for post in case.before.posts if not case.after.is_nobody_there(post.platform, post.day)]
    wanted, have = _outings(case.before, case.after, staying), _outings(case.after, case.after, case.after.posts)
    lost = sorted((wanted - have).elements(), key=str)
    if lost:
        yield f"{len(lost)} of {wanted.total()} outings of pieces moved: {lost[0]}"


def _outings(made: AskedPlan, after: AskedPlan, among: Iterable[Post]) -> Counter[tuple[str, str, str]]:
    """The posts to come of pieces among some posts, by title, platform and day."""
    posts = [post for post in among if post.day >= after.today and made.piece(post)]
    return Counter((made.subject(post).piece, post.platform, str(post.day)) for post in posts)


def _asked_to_move(case: Replan, post: Post) -> bool:
    """Whether a post stands where its theme's season, or the days off of its owner or of everybody, now forbid it, or
    where its theme may stand no more: its formats belong to another platform now.
    """
    theme, person = case.after.themes.get(post.theme), case.after.people.get(post.owner)
    nobody = case.after.is_nobody_there(post.platform, post.day)
    away = bool(person) and any(first <= post.day <= last for first, last in person.days_off)  # type: ignore[union-attr]
    is_out = bool(theme and not (in_season(theme, post.day) and case.after.may_carry(post.platform, theme)))
    return nobody or away or is_out


def late_ideas_first(case: Replan) -> Iterator[str]:
    """“A theme added late gets its ideas used first”: its first subject is an idea, and all are used, as far as it has
    subjects.

    Weakened: not all of its first subjects are ideas, since the user's ideas are to be spread over the months, too.
    """
    if case.change != "theme late":
        return
    theme = case.after.themes["Thème neuf"]
    own = [subject for subject in case.after.plan.subjects if subject.theme == theme.theme]
    own = sorted(own, key=lambda one: one.first)
    used = [subject for subject in own if subject.title_source is TitleSource.IDEA]
    if own and (own[0] not in used or len(used) < min(len(own), len(theme.ideas))):
        yield f"{len(used)} of {len(theme.ideas)} ideas in {len(own)} subjects, first {own[0].title_source}"


def late_theme_has_its_part(case: Replan) -> Iterator[str]:
    """A theme added late has posts: at least one, where by its weight four are due to it on a platform.

    On the days of campaigns it is due its part of what they leave.
    """
    if case.change != "theme late":
        return
    after, theme = case.after, case.after.themes["Thème neuf"]
    posts = [post for post in after.posts if post.theme == theme.theme]
    rivals = [row for row in after.strategy.themes if row.category == theme.category]
    part = theme.weight / sum((row.weight for row in rivals), theme.weight * 0)
    coming = [post for post in after.posts if post.day >= after.today and not post.kept_id]
    shares = {name: part * after.shares(name).get(theme.category, Fraction(0)) for name in after.platforms}
    due = sum(float(shares[post.platform] * _left_by_campaigns(after, post)) for post in coming)
    if due >= 4 and len(posts) < due / 2 - 1:
        yield f"{len(posts)} posts, {due:.1f} due"


def _left_by_campaigns(made: AskedPlan, post: Post) -> Fraction:
    """The part of the posts of its platform and day that is no campaign's."""
    return max(Fraction(0), 1 - sum((row.share for row in made.running(post.platform, post.day)), Fraction(0)))


def _is_new(made: AskedPlan, post: Post) -> bool:
    return not post.kept_id and post.day >= made.today


def leavers_make_nothing(case: Replan) -> Iterator[str]:
    """A person who has left makes none of the posts to come."""
    for post in case.after.posts:
        if _is_new(case.after, post) and post.owner and post.owner not in case.after.people:
            yield f"{post.platform} {post.day}: {post.owner}"


def renamed_theme_keeps_posts(case: Replan) -> Iterator[str]:
    """“A renamed theme keeps its posts”: each post to come stands on its platform, day and hour, with the new name."""
    if case.change == "theme renamed":
        yield from _lost(case, {case.theme: next(iter(set(case.after.themes) - set(case.before.themes)), "")})


def language_moves_nothing(case: Replan) -> Iterator[str]:
    """Another language of the workbook changes no day, hour, theme, format or owner of a post.

    Where the country is blank, a French workbook has the public holidays of France, and one in English none, which is
    told: other days are open then.
    """
    countries = {made.strategy.settings.country for made in (case.before, case.after)}
    if case.change == "language changed" and len(countries) == 1:
        yield from _lost(case, {})


def _lost(case: Replan, names: Mapping[str, str]) -> Iterator[str]:
    """The posts to come that are not where they were, with their format and owner; `names` are new ones of themes."""
    have = Counter(_identity(post, {}) for post in case.after.slots)
    wanted = Counter(_identity(post, names) for post in case.before.slots if post.day >= case.after.today)
    lost = sorted((wanted - have).elements(), key=str)
    if lost:
        yield f"{len(lost)} of {wanted.total()} posts are not as they were: {lost[0]}"


def _identity(post: Post, names: Mapping[str, str]) -> tuple[object, ...]:
    return post.platform, str(post.day), str(post.time), names.get(post.theme, post.theme), post.format, post.owner


REPLAN_PROMISES: tuple[ReplanOracle, ...] = (
    *(_still(rule) for rule in TYPED_RULES),
    campaigns_get_their_part,
    settled_posts_stay,
    what_stays_keeps_its_maker,
    others_stay,
    pieces_stay,
    late_ideas_first,
    late_theme_has_its_part,
    leavers_make_nothing,
    renamed_theme_keeps_posts,
    language_moves_nothing,
)
