"""From files of results to what they change in the calendar, and what is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from calgen.book.folding import fold
from calgen.book.problems import Refused
from calgen.book.values import Phrase
from calgen.calendar import CalendarRow, CalendarTab
from calgen.results.added_posts import Additions, AddOptions, add_posts
from calgen.results.calendar_posts import CalendarPost, account_key
from calgen.results.export_tables import ExportTable
from calgen.results.hour_zones import ReadingOptions
from calgen.results.joined_rows import joined_rows
from calgen.results.matching import Matching, match_rows
from calgen.results.post_links import campaign_of, content_tag, read_link
from calgen.results.result_fills import FillOptions, Memory, PostFills, fill_posts
from calgen.results.result_rows import ResultRow, ResultTable, is_by_day, read_posts
from calgen.results.sources import GENERIC, read_table, sources
from calgen.results.strange_accounts import accounts_of, without_strangers
from calgen.results.table_layouts import single_tables
from calgen.results.tag_checks import TagCheck, check_tags
from calgen.strategy.networks import network


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user says of her files, and the day of the run."""

    reading: ReadingOptions
    platform: str = ""  # to which all rows belong
    meanings: Mapping[str, str] = field(default_factory=dict)  # folded title → role
    overwrite: bool = False
    memories: Mapping[str, Memory] = field(default_factory=dict)  # by id of the post
    titles: Mapping[str, str] = field(default_factory=dict)  # of subjects, by id: for cells whose formula has no value
    links: Mapping[str, str] = field(default_factory=dict)  # by id, as calgen wrote them
    mapped: Mapping[str, str] = field(default_factory=dict)  # folded title → as the user typed it, of `meanings`
    adding: AddOptions | None = None  # published posts that are not in the calendar are added to it


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was read, matched and filled in; `left` are the tables of the files that hold no posts."""

    tables: tuple[ResultTable, ...]
    left: tuple[str, ...]
    matching: Matching
    fills: tuple[PostFills, ...]
    added: Additions | None = None  # None where nothing was to be added
    first: date = date.min  # of the calendar
    tags: TagCheck = field(default_factory=TagCheck)
    unmet: tuple[str, ...] = ()  # titles that the user says the meaning of, and that no file has


def import_results(tables: Sequence[ExportTable], social: CalendarTab, options: ImportOptions) -> ImportReport:
    """The report on some tables of one or several files.

    Raises Refused where no table is one of results, where the order of day and month or the platform is not known, and
    where a file is by day.
    """
    read, left = _read(tables, options)
    if not read:
        example = Phrase(("results", "example"), {})
        raise Refused("results_unknown", file=tables[0].file, titles=_first_titles(tables[0]), example=example)
    posts = calendar_posts(social, options)
    rows = [_placed(row, options.platform) for table in read for row in table.rows]
    _require_accounts(rows, posts)
    tags = check_tags(rows, posts, options.reading.today)
    found = without_strangers(_matched(tags.rows, posts, options.reading.today), accounts_of(social))
    by_id = {row.id: row for row in social.rows if row.id}
    filling = FillOptions(options.reading.today, options.overwrite, options.memories)
    fills = fill_posts(found.matches, by_id, filling)
    added = add_posts(found.outside, found.matches, options.adding, filling) if options.adding else None
    first = min((day for row in social.rows if (day := row.day())), default=date.min)
    titles = {fold(title) for table in read for title in table.table.headings}
    unmet = tuple(title for folded, title in options.mapped.items() if folded not in titles)
    return ImportReport(tuple(read), tuple(left), found, fills, added, first, tags, unmet)


def _read(tables: Sequence[ExportTable], options: ImportOptions) -> tuple[list[ResultTable], list[str]]:
    """The tables that hold posts, and the files of the others."""
    read, left = list[ResultTable](), list[str]()
    singles = [single for table in tables for single in single_tables(table)]
    for table in singles:
        known = read_table(table, options.meanings)
        if known is None or (len(singles) > 1 and is_by_day(known)):
            left.append(table.file)
        else:
            read.append(read_posts(known, options.reading))
    return read, left


def _first_titles(table: ExportTable) -> tuple[str, ...]:
    return tuple(str(cell) for cell in (table.rows[0] if table.rows else ()) if cell != "")


def role_named(text: str) -> str:
    """The role that the user means by a word, such as `impressions`, `vues`, `link`; empty for an unknown one."""
    generic = next(source for source in sources() if source.key == GENERIC)
    wanted = fold(text)
    return next((role for role, titles in generic.roles.items() if wanted in (role, *titles)), "")


def calendar_posts(social: CalendarTab, options: ImportOptions) -> list[CalendarPost]:
    """The posts that results can be about: those with an id, a day and a platform, without cancelled ones."""
    rows = [row for row in social.rows if row.id and row.code("status") != "cancelled"]
    posts = [post for row in rows if (post := _calendar_post(row, options))]
    platforms = Counter(network for network, _ in {(post.network, post.platform) for post in posts})
    # one account of a network needs no name: people and platforms write it in many ways
    return [post if platforms[post.network] > 1 else replace(post, account="") for post in posts]


def _calendar_post(row: CalendarRow, options: ImportOptions) -> CalendarPost | None:
    day, platform, at = row.day(), row.text("platform"), row.hour()
    if day is None or not platform:
        return None
    link = read_link(row.text("url"))
    return CalendarPost(
        row.id,
        platform,
        network(platform).key,
        day,
        datetime.combine(day, at) if at else None,
        row.text("account"),
        link.key if link else "",
        frozenset(options.memories.get(row.id, {}).get("ids", "").split()),
        row.text("text"),
        row.text("title") or options.titles.get(row.subject, ""),
        content_tag(row.text("link")),
        campaign_of(row.text("link")),
        frozenset(campaign_of(text)[1] for text in (row.text("link"), options.links.get(row.id, ""))),
        bool(link) or row.code("status") == "published",
        row.code("format") == "story",
    )


def _placed(row: ResultRow, platform: str) -> ResultRow:
    return replace(row, platform=platform, account="", is_placed=True) if platform else row


def _require_accounts(rows: Sequence[ResultRow], posts: Sequence[CalendarPost]) -> None:
    """Asks which platform is meant where two of them are of one network and a file names no account."""
    accounts: dict[str, set[tuple[str, str]]] = {}
    for post in posts:
        accounts.setdefault(post.network, set()).add((post.platform, post.account))
    for row in rows:
        found = accounts.get(row.network, set())
        if len(found) > 1 and not row.account and not row.platform:
            names = tuple(sorted({platform for platform, _ in found}))
            raise Refused("results_platform", file=row.file, names=names)
    _require_known_accounts(rows, accounts)


def _require_known_accounts(rows: Sequence[ResultRow], accounts: Mapping[str, set[tuple[str, str]]]) -> None:
    """Asks the same where a file names accounts of which none is that of such a platform."""
    named: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.account and not row.platform:
            named.setdefault((row.file, row.network), set()).add(row.account)
    for (file, key), theirs in sorted(named.items()):
        found = accounts.get(key, set())
        names, ours = {platform for platform, _ in found}, {account_key(account) for _, account in found}
        if len(names) > 1 and "" not in ours and not ours & set(map(account_key, theirs)):
            raise Refused("results_account", file=file, accounts=tuple(sorted(theirs)), names=tuple(sorted(names)))


def _matched(rows: Sequence[ResultRow], posts: Sequence[CalendarPost], today: date) -> Matching:
    """The matching of all rows: each source by itself, for several may be about one post."""
    by_source: dict[str, list[ResultRow]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    parts = [match_rows(joined_rows(by_source[source]), posts, today) for source in sorted(by_source)]
    matched: Collection[str] = {match.post.id for part in parts for match in part.matches}
    missing = {post.id: post for part in parts for post in part.missing if post.id not in matched}
    return Matching(
        tuple(match for part in parts for match in part.matches),
        tuple(doubt for part in parts for doubt in part.ambiguous),
        tuple(row for part in parts for row in part.outside),
        tuple(missing[id_] for id_ in sorted(missing)),
    )
