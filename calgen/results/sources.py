"""The files of results that are known: which titles their columns have, and what those columns hold."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import resources

from calgen.book.folding import fold
from calgen.results.export_tables import ExportRow, ExportTable
from calgen.results.post_links import read_link

FIGURES = ("impressions", "engagements", "clicks", "conversions")
_PARTS = ("reactions", "comments", "shares", "reposts", "saves")  # of engagements
_FIRST_LINES = 15
GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class ResultSource:
    """A kind of file. `roles` are the folded titles of each role; `positions` its roles by column where titles are
    in a language that nobody has seen, told by the links in column `link_at`."""

    key: str
    name: str
    network: str
    read: date
    signature: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    without: frozenset[str] = frozenset()
    positions: tuple[str, ...] = ()
    link_at: int = 0
    link_start: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    totals: frozenset[str] = frozenset()
    zone: str = ""
    month_first: bool | None = None
    is_fallback: bool = False
    id_link: str = ""
    others: Mapping[str, str] = field(default_factory=dict)  # beginning of all links → its source
    kind: str = "posts"


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table whose source is known: the columns of each role (0 is the first), the rows below the headings, the notes
    above them, and the titles that nothing is read from."""

    source: ResultSource
    file: str
    columns: Mapping[str, tuple[int, ...]]
    headings: tuple[str, ...]
    rows: Sequence[ExportRow]
    notes: tuple[str, ...]
    unread: tuple[str, ...]
    by_position: bool = False


@cache
def sources() -> tuple[ResultSource, ...]:
    """All sources of `sources.toml`, in its order."""
    data = tomllib.loads(resources.files("calgen.results").joinpath("sources.toml").read_text(encoding="utf-8"))
    return tuple(_source(key, table) for key, table in data.items())


@cache
def fallback_sources() -> frozenset[str]:
    """The keys of the sources whose clicks count only where the platform's own file gave none."""
    return frozenset(source.key for source in sources() if source.is_fallback)


@cache
def naming_titles() -> frozenset[str]:
    """The folded titles, of any tool, under which files say which post a row is about."""
    roles = next(source.roles for source in sources() if source.key == GENERIC)
    return frozenset(title for role in ("link", "id", "published", "text") for title in roles[role])


def _source(key: str, table: Mapping[str, object]) -> ResultSource:
    values = dict(table)
    del values["where"]
    roles = values.pop("roles")
    assert isinstance(roles, Mapping)
    for name in ("without", "totals"):
        texts = values.get(name, [])
        assert isinstance(texts, list)
        values[name] = frozenset(map(fold, texts))
    for name in ("signature", "positions", "tail", "link_start"):
        texts = values.get(name, [])
        assert isinstance(texts, list)
        values[name] = tuple(texts)
    values.setdefault("network", "")
    folded = {role: tuple(map(fold, titles)) for role, titles in roles.items()}
    return ResultSource(key=key, roles=folded, **values)  # type: ignore[arg-type]


def read_table(table: ExportTable, meanings: Mapping[str, str]) -> ReadTable | None:
    """The table under the source that knows most of its titles; None where no source knows it.

    `meanings` says what titles mean that the user has named: folded title → role.
    """
    found = [
        (source, n, columns)
        for n, row in enumerate(table.rows[:_FIRST_LINES])
        for source in sources()
        if (columns := _columns(source, row, meanings))
    ]
    if not found:
        return _by_position(table)
    source, n, columns = max(found, key=lambda match: (_rank(match[0]), len(match[2]), -match[1]))
    headings = tuple(map(str, table.rows[n]))
    known = {at for numbers in columns.values() for at in numbers}
    unread = tuple(title for at, title in enumerate(headings) if at not in known and title)
    notes = tuple(" ".join(str(cell) for cell in row if cell != "") for row in table.rows[:n])
    found_table = ReadTable(source, table.file, columns, headings, table.rows[n + 1 :], notes, unread)
    other = _source_of_links(found_table)
    return _under(other, found_table, meanings) if other else found_table


def _source_of_links(table: ReadTable) -> ResultSource | None:
    """The other source that most links of a table tell; None where they are of its own."""
    if not table.source.others:
        return None
    at = table.columns["link"][0]
    links = [link.key for row in table.rows if at < len(row) and (link := read_link(str(row[at])))]
    for start, key in table.source.others.items():
        if 2 * sum(link.startswith(start) for link in links) > len(links):
            return next(source for source in sources() if source.key == key)
    return None


def _under(source: ResultSource, table: ReadTable, meanings: Mapping[str, str]) -> ReadTable:
    """A table as one of another source, whose titles are in part not known: those that any tool may have are read."""
    generic = next(other for other in sources() if other.key == GENERIC)
    roles = {role: (*source.roles.get(role, ()), *generic.roles.get(role, ())) for role in (*source.roles, *_PARTS)}
    columns = _columns(replace(source, signature=(), roles=roles), table.headings, meanings)
    known = {at for numbers in columns.values() for at in numbers}
    unread = tuple(title for at, title in enumerate(table.headings) if at not in known and title)
    return replace(table, source=source, columns=columns, unread=unread)


def _rank(source: ResultSource) -> int:
    """A file by post is taken before one by day, and a known one before any other."""
    return 0 if source.kind != "posts" else 1 if source.key == GENERIC else 2


def _columns(source: ResultSource, row: ExportRow, meanings: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """The columns of each role under a heading row; empty where the row lacks one of the signature."""
    titles = [fold(cell) if isinstance(cell, str) else "" for cell in row]
    if source.without & set(titles):
        return {}
    found: dict[str, tuple[int, ...]] = {}
    for role, names in source.roles.items():
        places = [titles.index(name) for name in names if name in titles]
        if places:
            found[role] = tuple(dict.fromkeys(places))
    for at, title in enumerate(titles):
        if title in meanings:
            found = {role: tuple(n for n in places if n != at) for role, places in found.items()}
            found[meanings[title]] = (at,)
    found = {role: places for role, places in found.items() if places}
    if source.key == GENERIC:
        return found if _is_enough(found) else {}
    return found if all(role in found for role in source.signature) else {}


def _is_enough(columns: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether a file of an unknown tool says which posts it is about, and something of them."""
    names_posts = {"link"} <= columns.keys() or {"tag"} <= columns.keys() or {"published", "text"} <= columns.keys()
    return names_posts and any(role in columns for role in (*FIGURES, *_PARTS))


def _by_position(table: ExportTable) -> ReadTable | None:
    """The table of a source whose titles are in another language, told by its width and by its links."""
    for source in sources():
        width = len(source.positions)
        for n in range(min(_FIRST_LINES, len(table.rows))) if width else ():
            rows = [row for row in table.rows[n + 1 :] if len(row) > source.link_at]
            links = [str(row[source.link_at]) for row in rows if row[source.link_at] != ""]
            if len(table.rows[n]) == width and links and all(link.startswith(source.link_start) for link in links):
                columns = {role: (at,) for at, role in enumerate(source.positions) if role}
                headings = tuple(map(str, table.rows[n]))
                return ReadTable(source, table.file, columns, headings, table.rows[n + 1 :], (), (), by_position=True)
    return None
