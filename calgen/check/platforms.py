"""Technologies, the second T of TOMSTER: platforms with a mission, few enough for the team, at a pace it can keep."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from statistics import median

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.terms import folded_words
from calgen.book.values import Labelled, Phrase
from calgen.check.row_problems import problem_of_rows
from calgen.plan.target.theme_formats import formats_not_on_network, formats_of_platform
from calgen.strategy import Strategy
from calgen.strategy.audit import AuditReading
from calgen.strategy.network_formats import is_video
from calgen.strategy.networks import names_platform, network
from calgen.strategy.platforms import Platform
from calgen.strategy.thin_missions import is_thin_mission

MOST_PLATFORMS = 5  # of one person: one or two kept up well are worth more than a third
FAR = 2  # a pace is far from another if it is more than twice as high
LEAST_CHANGE = 1  # a post a week: a smaller difference of pace is no difference of work
LEAST_COMPETITORS = 2  # from whose paces a median is taken


def every_platform_has_a_mission(strategy: Strategy) -> Iterable[Problem]:
    """The mission of each platform is more than a verb."""
    rows = [platform for platform in strategy.platforms if is_thin_mission(platform.mission)]
    yield from problem_of_rows("mission_thin", Severity.WARNING, rows, "mission")


def platforms_fit_into_the_hands(strategy: Strategy) -> Iterable[Problem]:
    """Nobody has more platforms than one person can keep up."""
    for person in strategy.team:
        alone = len(strategy.team) == 1  # platforms without an owner are hers
        rows = [row for row in strategy.platforms if row.owner == person.person or (alone and not row.owner)]
        if len(rows) > MOST_PLATFORMS:
            names = tuple(platform.platform for platform in sorted(rows, key=lambda row: row.source.row))
            values = {"person": person.person, "n": len(names), "names": names, "hours": person.weekly_hours}
            yield Problem("platforms_too_many", person.source.place("person"), Severity.WARNING, values)


def networks_have_their_formats(strategy: Strategy) -> Iterable[Problem]:
    """No platform is planned with a format that its network does not have, unless the user typed it."""
    for platform in strategy.platforms:
        if names := formats_not_on_network(strategy, platform):
            place = platform.source.place("formats" if platform.formats else "platform")
            yield Problem("format_not_there", place, Severity.NOTE, _format_values(platform, names))


VIDEO_NETWORKS = frozenset({"youtube", "shorts", "tiktok"})  # they show hardly anything else to anybody


def video_networks_have_videos(strategy: Strategy) -> Iterable[Problem]:
    """A network of videos has a video among the formats in which themes can be posted there."""
    for platform in strategy.platforms:
        if network(platform.platform).key in VIDEO_NETWORKS and not platform.is_paused:
            names = formats_of_platform(strategy, platform)
            if names and not any(map(is_video, names)):
                place = platform.source.place("formats" if platform.formats else "platform")
                yield Problem("video_network_still", place, Severity.WARNING, _format_values(platform, names))


def _format_values(platform: Platform, names: tuple[str, ...]) -> dict[str, object]:
    return {"platform": platform.platform, "n": len(names), "names": names}


def missions_differ(strategy: Strategy) -> Iterable[Problem]:
    """No two platforms have one mission, word for word."""
    rows: dict[str, list[Platform]] = {}
    for platform in strategy.platforms:
        if not is_thin_mission(platform.mission):
            rows.setdefault(folded_words(platform.mission), []).append(platform)
    for alike in rows.values():
        if len(alike) > 1:
            yield from problem_of_rows("mission_twice", Severity.NOTE, alike, "mission")


def posts_per_week(strategy: Strategy, platform: Platform) -> Fraction:
    """The posts a week that a platform asks for."""
    return platform.cadence.weekly(len(platform.days) or 7 - len(strategy.settings.closed_days))


def the_pace_grows_by_steps(strategy: Strategy) -> Iterable[Problem]:
    """A platform asks for no more than twice the pace of the audit, or for little more than that pace.

    Where nothing is published yet there is no pace to grow from.
    """
    rows, changes = [], []
    for platform in sorted(strategy.platforms, key=lambda row: row.source.row):
        reading, asked = _audited_pace(strategy, platform), posts_per_week(strategy, platform)
        now = reading.posts_per_week if reading else None
        if reading and now and asked > FAR * now and asked - now > LEAST_CHANGE:
            rows.append(platform)
            changes.append(Labelled(platform.platform, _change(reading, now, asked)))
    yield from problem_of_rows("cadence_leap", Severity.WARNING, rows, "cadence", changes=tuple(changes))


def _change(reading: AuditReading, now: Fraction, asked: Fraction) -> Phrase:
    """A pace beside the one that is asked, and where it comes from: a row of the audit, or the posts of late."""
    values = {"now": now, "asked": asked, "day": reading.date}
    key = "pace_published" if not reading.source.row else "pace_audited" if reading.date else "pace_undated"
    return Phrase(("phrases", key), values)


def _audited_pace(strategy: Strategy, platform: Platform) -> AuditReading | None:
    """The last row of the audit that tells the posts a week of a platform, else of its network."""
    rows = [row for row in strategy.audit if row.posts_per_week is not None and names_platform(row.platform, platform)]
    own = [row for row in rows if fold(row.platform) == fold(platform.platform)] or rows
    return own[-1] if own else None


def the_pace_is_seen_beside_that_of_others(strategy: Strategy) -> Iterable[Problem]:
    """The pace of a platform is between half and twice the median of the competitors there."""
    for platform in strategy.platforms:
        paces = [
            row.posts_per_week
            for row in strategy.competitors
            if row.kind == "competitor" and row.posts_per_week is not None and names_platform(row.platform, platform)
        ]
        if len(paces) < LEAST_COMPETITORS:
            continue
        asked, middle = posts_per_week(strategy, platform), median(paces)
        if (asked > FAR * middle or middle > FAR * asked) and abs(asked - middle) > LEAST_CHANGE:
            values = {"platform": platform.platform, "asked": asked, "median": middle, "n": len(paces)}
            yield Problem("cadence_unlike", platform.source.place("cadence"), Severity.NOTE, values)
