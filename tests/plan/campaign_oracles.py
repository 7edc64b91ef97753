"""Campaigns and key dates: set days met or told, the columns, the stages, the part of the posts; counted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from calendar_oracles import takes_part
from counted_plan import CountedPlan, inside, occasions, span

from calgen.book.values import Span
from calgen.plan.model import Post
from calgen.strategy.campaigns import Campaign
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.themes import Theme

STAGES = ("attention", "interest", "desire", "action")


def stage(one: Campaign, day: date) -> str:
    """Its own, or AIDA by quarters of its days; attention before, action after."""
    if one.stage:
        return one.stage
    days = (one.end - one.start).days + 1
    return STAGES[sum((day - one.start).days * 4 >= quarter * days for quarter in (1, 2, 3))]


def offsets_hit(made: CountedPlan) -> Iterator[str]:
    """A set day of a campaign has one of its posts on every platform that it names and that can carry it, or on half
    of all that can (rounded up); or it is told.
    """
    for one in made.strategy.campaigns:
        for offset in one.offsets:
            day = one.start + timedelta(days=offset)
            if max(made.first, made.today) <= day <= made.last:
                yield from _set_day(made, one, day)


def _set_day(made: CountedPlan, one: Campaign, day: date) -> Iterator[str]:
    able = [
        name
        for name in made.platforms
        if takes_part(one, name) and inside(day, *made.active(name)) and _able(made, one, name, day)
    ]
    wanted = len(able) if one.platforms else (len(able) + 1) // 2
    quiet = [
        name
        for name in able
        if all(made.is_barred(name, day, theme.category) for theme in _able_themes(made, one, name, day))
    ]
    there = [
        name
        for name in able
        if any(post.day == day and _is_of(post, one) for post in made.of(name)) or _met(made, one, name, day)
    ]
    if len(there) < min(wanted, len(able) - len(quiet)):
        yield f"{one.campaign}: {there} on {day}, {wanted} of {able} wanted"
    placed = [post for post in made.posts if post.day == day and made.is_offset(post) and not made.by_user(post)]
    named = [post.platform for post in placed if post.campaign == one.campaign and post.has_named_day]
    if len(set(named)) > wanted:
        yield f"{one.campaign}: {named} on {day}, {wanted} of {able} wanted"
    lacks = wanted > len(able) - len(quiet) + sum(_met(made, one, name, day) for name in quiet)
    lines = [p for p in made.problems if p.code == "offset_quiet" and p.values["name"] == one.campaign]
    told = [sorted(line.values["platforms"]) for line in lines if line.values["day"] == day]  # type: ignore[call-overload]
    if told != ([sorted(quiet)] if quiet and lacks else []):
        yield f"{one.campaign}: {quiet} quiet on {day}, told {told}"
    is_posted = any(name not in quiet for name in able)
    if is_posted and day in made.closed and not made.told("named_on_closed", name=one.campaign, day=day):
        yield f"{one.campaign}: {day} is closed, and it is not told"


def _is_of(post: Post, campaign: Campaign) -> bool:
    """Whether a post is a campaign's: by its theme, or by its piece, which names the campaign."""
    return post.theme in campaign.themes or post.campaign == campaign.campaign


def _met(made: CountedPlan, one: Campaign, platform: str, day: date) -> bool:
    """Whether the user removed its post of that day, or gave it another day or theme."""
    own = [pin for pin in made.kept if pin.platform == platform and day in (pin.day, pin.moved_from)]
    return any(pin.campaign == one.campaign or pin.theme in one.themes for pin in own)


def _able(made: CountedPlan, one: Campaign, platform: str, day: date) -> bool:
    """Whether a theme of the campaign can stand there and then."""
    return bool(_able_themes(made, one, platform, day))


def _able_themes(made: CountedPlan, one: Campaign, platform: str, day: date) -> list[Theme]:
    """The themes of the campaign that can stand there and then, whatever is quiet."""
    own = [made.themes[name] for name in one.themes]
    return [
        theme
        for theme in own
        if theme.weight and (theme.start or day) <= day <= (theme.end or day) and made.eligible(theme, platform)
    ]


def hooks_hit(made: CountedPlan) -> Iterator[str]:
    """A hook has its post on its day, so many days ahead, on each of its platforms; or it is told."""
    for row in made.strategy.key_dates:
        ahead = timedelta(days=row.ahead)
        if isinstance(row.date, Span) and not row.ahead:
            days = [day for day in span(row.date.first, row.date.last) if inside(day, made.first, made.last)]
            if row.treatment == "hook" and days and days[-1] >= made.today:
                yield from _hook_in_range(made, row, row.date, [day for day in days if day >= made.today])
            continue
        if isinstance(row.date, Span):
            days = [row.date.first] if inside(row.date.first - ahead, made.first, made.last) else []
        else:
            days = occasions(row, made.strategy.settings.country, made.first + ahead, made.last + ahead)
        for day in days if row.treatment == "hook" else ():
            if day - ahead >= made.today:
                yield from _hook(made, row, day - ahead)


def _homes(made: CountedPlan, row: KeyDate, day: date) -> list[str]:
    """The platforms that can carry a key date on a day."""
    return [
        name
        for name in row.platforms or made.platforms
        if inside(day, *made.active(name)) and (not row.theme or made.eligible(made.themes[row.theme], name))
    ]


def _hook_in_range(made: CountedPlan, row: KeyDate, asked: Span, days: list[date]) -> Iterator[str]:
    """One post in the range on each of its platforms; on a closed or unusual day only where no better one is left."""
    homes = {name: [day for day in days if name in _homes(made, row, day)] for name in made.platforms}
    homes = {name: possible for name, possible in homes.items() if possible}
    if bool(homes) == made.told("hook_no_home", name=row.name, day=asked):
        yield f"{row.name}: homes {list(homes)} in {asked}, hook_no_home wrongly told or not"
    category = made.themes[row.theme].category if row.theme else ""
    open_ = {
        name: [day for day in possible if not made.is_barred(name, day, category)] for name, possible in homes.items()
    }
    if (not all(open_.values())) != made.told("hook_quiet", name=row.name, day=asked):
        yield f"{row.name}: {open_} open in {asked}, hook_quiet wrongly told or not"
    for name, possible in open_.items():
        kept = [pin for pin in made.kept if pin.platform == name and pin.key_date == row.name]
        if not possible or any(inside(day, asked.first, asked.last) for pin in kept for day in pin.settled_days):
            continue
        there = [post for post in made.of(name) if post.key_date == row.name]
        if len(there) != 1 and (there or row.theme or not made.told("no_theme_left", platform=name)):
            yield f"{row.name}: {len(there)} posts on {name} in {asked}"
        for post in there:
            if post.day not in possible or row.theme not in ("", post.theme):
                yield f"{row.name}: {post.theme} on {name} on {post.day}, not one of {possible}"
            if post.day in made.closed and any(day not in made.closed for day in possible):
                yield f"{row.name}: {post.day} is closed on {name}, other days of {asked} are open"
            if post.day in made.closed and not made.told("named_on_closed", name=row.name, day=post.day):
                yield f"{row.name}: {post.day} is closed, and it is not told"


def _hook(made: CountedPlan, row: KeyDate, day: date) -> Iterator[str]:
    homes = _homes(made, row, day)
    told_day = Span(day, day)
    if bool(homes) == made.told("hook_no_home", name=row.name, day=told_day):
        yield f"{row.name}: homes {homes} on {day}, hook_no_home wrongly told or not"
    category = made.themes[row.theme].category if row.theme else ""
    open_ = [name for name in homes if not made.is_barred(name, day, category)]
    if (len(open_) < len(homes)) != made.told("hook_quiet", name=row.name, day=told_day):
        yield f"{row.name}: {len(homes) - len(open_)} quiet on {day}, hook_quiet wrongly told or not"
    if open_ and day in made.closed and not made.told("named_on_closed", name=row.name, day=day):
        yield f"{row.name}: {day} is closed, and it is not told"
    for name in open_:
        there = [post for post in made.of(name) if post.day == day and post.key_date == row.name]
        kept = [pin for pin in made.kept if pin.platform == name and pin.key_date == row.name]
        if any(day in (pin.day, pin.moved_from) for pin in kept):
            continue  # taken up, moved or removed by the user
        if not there and (row.theme or not made.told("no_theme_left", platform=name)):
            yield f"{row.name}: nothing on {name} on {day}"
        if len(there) > 1 or any(row.theme not in ("", post.theme) for post in there):
            yield f"{row.name}: {len(there)} posts on {name} on {day}, {[post.theme for post in there]}"


def columns(made: CountedPlan) -> Iterator[str]:
    """The campaign of a post is the one that it belongs to: by its days, platforms and themes, by a set day, or by the
    piece of content that it tells.
    """
    rows = {one.campaign: one for one in made.strategy.campaigns}
    typed = {piece.title: piece.campaign for piece in made.strategy.content}
    for post in made.posts:
        if post.kept_id:
            continue
        where = f"{post.platform} {post.day} {post.theme}"
        mine = {
            name
            for name, one in rows.items()
            if takes_part(one, post.platform) and one.start <= post.day <= one.end and post.theme in one.themes
        }
        of_piece = typed.get(made.subject(post).piece, "")
        if post.campaign and post.campaign not in {*mine, of_piece} and not made.is_offset(post):
            yield f"{where}: {post.campaign}, it belongs to {mine}"
        offset = (post.day - rows[of_piece].start).days if of_piece else 0
        if of_piece and not post.campaign and offset not in rows[of_piece].offsets:
            yield f"{where}: no campaign, its piece names {of_piece}"
        if mine and not post.campaign:
            yield f"{where}: no campaign, it belongs to {mine}"
        if post.key_date and not made.is_hook(post):
            yield f"{where}: {post.key_date}"


def subjects_of_campaigns(made: CountedPlan) -> Iterator[str]:
    """A new subject without a piece is of the campaign of its first day, or of none, and so are all of its posts."""
    of: dict[int, list[Post]] = defaultdict(list)
    for post in made.posts:
        of[post.subject].append(post)
    for subject in made.plan.subjects:
        posts = of[subject.number]
        if subject.piece or any(post.kept_id or made.is_hook(post) for post in posts):
            continue
        launched = {post.campaign for post in posts if post.day == subject.first}
        told = {post.campaign for post in posts if post.day > subject.first}
        if told - launched or (told and len(launched) == 1 and told != launched):
            yield f"subject {subject.number}: begins in {launched}, told in {told}"
        if subject.campaign not in (launched - {""} or {""}):
            yield f"subject {subject.number} is of {subject.campaign}, begins in {launched}"


def stages_in_order(made: CountedPlan) -> Iterator[str]:
    """A campaign's posts walk through attention, interest, desire, action; or are all at its own stage."""
    for one in made.strategy.campaigns:
        own = [p for p in made.posts if p.campaign == one.campaign and not made.word(p, "stage")]
        if any(post.stage != stage(one, post.day) for post in own):
            yield f"{one.campaign}: {[(post.day.isoformat(), post.stage) for post in own]}"
        ranks = [STAGES.index(post.stage) for post in own]
        if ranks != sorted(ranks):
            yield f"{one.campaign}: {ranks}"


def shares_of(made: CountedPlan) -> Iterator[tuple[str, float, int]]:
    """On each platform, the posts of a campaign's themes in its window against `share` of the usual ones and `extra`.

    Only where nothing excuses a gap: alone there and then, no spacing, no season, no pin, nothing told, no day of one
    category alone.
    """
    excuses = ("frequency_short", "frequency_over", "no_theme_left", "thinned")
    for one in made.strategy.campaigns:
        days = span(max(one.start, made.first, made.today), min(one.end, made.last))
        for platform, row in made.platforms.items():
            told = any(p.code in excuses and p.values["platform"] == platform for p in made.problems)
            others = [other for other in made.strategy.campaigns if other != one and takes_part(other, platform)]
            alone = not any(other.start <= day <= other.end for other in others for day in days)
            own = [post for post in made.of(platform) if post.day in days]
            if told or not alone or not takes_part(one, platform) or not own or any(map(made.by_user, own)):
                continue
            if any(theme.spacing or theme.start or theme.end for theme in made.strategy.themes):
                continue
            if any((platform, day) in made.only for day in days):
                continue
            if made.active(platform) != (made.first, made.last) or row.cadence.per == "day":
                continue
            able = [name in one.themes for name in made.themes if weighed(made, name, platform)]
            heap = max(sum(other.day == post.day for other in own) for post in own)
            if able.count(True) < heap or able.count(False) < heap:
                continue
            usual = row.cadence.weekly() * Fraction(len(days), 7)
            wanted = one.share * usual + one.extra * Fraction(len(days), 7)
            yield f"{one.campaign} on {platform}", float(wanted), sum(post.theme in one.themes for post in own)


def weighed(made: CountedPlan, theme: str, platform: str) -> bool:
    """Whether a platform may be asked to talk of a theme."""
    return made.themes[theme].weight > 0 and made.eligible(made.themes[theme], platform)


BOUND = 3.5  # posts: 2.5 by the promise on themes, and one by the frequency's


def share_held(made: CountedPlan) -> Iterator[str]:
    """A campaign has its part of the posts."""
    for name, wanted, got in shares_of(made):
        if abs(wanted - got) > BOUND:
            yield f"{name}: {got} posts, {wanted:.2f} asked"
