"""The figures of a calendar, counted from its rows; console, JSON and the tab of the balance are held to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from test_figures_agree import BLOCKS
from workbook_contents import ContentRow

from benchmarks.weekly.contents import BookContents, code_of, day_of, status_of, titles_of
from calgen.book.folding import fold
from calgen.book.words import Words, load_words

Record = Mapping[str, Any]


def counted_rows(after: BookContents) -> list[ContentRow]:
    """The posts that count: those with a day and a platform that are not cancelled."""
    rows = after.rows("social")
    return [row for row in rows if day_of(row) and row.cells.get("platform") and status_of(row) != "cancelled"]


def figure_faults(after: BookContents, balance: Record, run: Record) -> Iterator[str]:
    """Where the console and the rows differ; `balance` and `run` are what the commands print as JSON."""
    first, last = (date.fromisoformat(balance["period"][key]) for key in ("first", "last"))
    yield from _period_faults(after, first, last)
    rows = counted_rows(after)
    posts = [row for row in rows if first <= (day_of(row) or first) <= last]
    outside = {"posts_before": sum((day_of(row) or first) < first for row in rows),
               "posts_after": sum((day_of(row) or last) > last for row in rows)}  # fmt: skip
    yield from _differences("period", {"": outside}, {"": {key: balance["period"][key] for key in outside}})
    totals = {"balance": balance["answers"]["frequency"]["planned"]}
    totals |= {"run": run["posts"]} if "posts" in run else {}
    yield from _differences("totals", {"": dict.fromkeys(totals, len(posts))}, {"": totals})
    yield from _platform_faults(posts, balance)
    yield from _week_faults(posts, balance)
    yield from _name_faults(posts, balance)
    yield from _mix_faults(posts, balance)


def _period_faults(after: BookContents, first: date, last: date) -> Iterator[str]:
    start, weeks = after.setting("start"), after.setting("weeks") or 13
    if isinstance(start, datetime) and start.date() != first:
        yield f"the period begins on {first}, {start:%Y-%m-%d} was typed"
    end = first + timedelta(days=7 * int(weeks) - 1)
    if first.weekday() == 0 and last != end:
        yield f"the period ends on {last}, not on {end}"


def _platform_faults(posts: Sequence[ContentRow], balance: Record) -> Iterator[str]:
    planned, published = _counts(posts, "platform"), _counts(_published(posts), "platform")
    own = {name: {"planned": planned[name], "published": published[name]} for name in planned}
    yield from _differences("frequency", own, _by(balance["frequency"], "platform", "planned", "published"))
    own = {name: {"posts": n} for name, n in planned.items()}
    yield from _differences("missions", own, _by(balance["missions"], "platform", "posts"))


def _week_faults(posts: Sequence[ContentRow], balance: Record) -> Iterator[str]:
    def monday(row: ContentRow) -> str:
        day = day_of(row) or date.min
        return (day - timedelta(days=day.weekday())).isoformat()

    planned, published = Counter(map(monday, posts)), Counter(map(monday, _published(posts)))
    own = {week: {"planned": n, "published": published[week]} for week, n in planned.items()}
    yield from _differences("weeks", own, _by(balance["by_week"], "week", "planned", "published"))
    months = Counter(f"{day_of(row):%Y-%m-01}" for row in posts if row.cells.get("category"))
    own = {month: {"posts": n} for month, n in months.items()}
    yield from _differences("months", own, _by(balance["mix_by_month"], "month", "posts"))


def _name_faults(posts: Sequence[ContentRow], balance: Record) -> Iterator[str]:
    for block, key in (("variety", "theme"), ("objectives", "objective"), ("audiences", "audience"),
                       ("campaigns", "campaign")):  # fmt: skip
        counts = _counts(posts, key)
        found = _by(balance[block], key, "posts")
        own = {name: {"posts": counts[name]} for name in found}
        yield from _differences(block, own, found)
    stages = Counter(code_of("stage", row.cells.get("stage")) for row in posts)
    own = {code: {"posts": n} for code, n in stages.items()}
    yield from _differences("aida", own, _by(balance["aida"], "stage", "posts"))


def _mix_faults(posts: Sequence[ContentRow], balance: Record) -> Iterator[str]:
    mixed = [row for row in posts if row.cells.get("category")]
    for platform in {"", *(fold(str(row.cells["platform"])) for row in mixed)}:
        own = [row for row in mixed if not platform or fold(str(row.cells["platform"])) == platform]
        counts = Counter(fold(code_of("category", row.cells["category"])) for row in own)
        due = {name: {"posts": n, "share_got": round(n / len(own), 6)} for name, n in counts.items()}
        records = [row for row in balance["mix"] if fold(row["platform"]) == platform]
        found = _by(records, "category", "posts", "share_got")
        yield from _differences(f"mix {platform}", due, found)


def _published(posts: Iterable[ContentRow]) -> list[ContentRow]:
    return [row for row in posts if status_of(row) == "published"]


def _counts(posts: Iterable[ContentRow], key: str) -> Counter[str]:
    return Counter(fold(str(row.cells[key])) for row in posts if row.cells.get(key))


def _by(records: Iterable[Record], name: str, *keys: str) -> dict[str, dict[str, Any]]:
    return {fold(str(record[name])): {key: record[key] for key in keys} for record in records}


def _differences(what: str, own: Mapping[str, Record], found: Mapping[str, Record]) -> Iterator[str]:
    """Figures that differ; a name that one side lacks has none of anything."""
    for name in {**own, **found}:
        mine, theirs = own.get(name, {}), found.get(name, {})
        for key in {**mine, **theirs}:
            if abs((mine.get(key) or 0) - (theirs.get(key) or 0)) > 2e-6:
                yield f"{what} {name} {key}: counted {mine.get(key)}, told {theirs.get(key)}"


# -- the tab -----------------------------------------------------------------------------------------------------------


def tab_faults(after: BookContents, balance: Record, language: str) -> Iterator[str]:
    """Where the stored values of the tab of the balance differ from what the console says."""
    words = load_words(language)
    sheet = next(sheet for sheet in after.values.worksheets if fold(sheet.title) in titles_of("balance"))
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    frequency = ("frequency", ("platform", "per_week", "asked"),
                 {"per_week": 1, "asked": 2, "planned": 3, "gap": 4, "published": 5})  # fmt: skip
    for block, heads, columns in (frequency, *BLOCKS):
        records = balance[block]
        if not records:
            continue
        name = next(iter(records[0]))
        found = {str(row[0] or ""): row for row in _block(rows, [words.text("labels", head) for head in heads])}
        for record in records:
            label = _label(name, str(record[name]), words)
            row = found.get(label)
            if row is None:
                yield f"{block}: {label!r} is not on the tab"
                continue
            for key, column in columns.items():
                if not _agree(row[column], record[key]):
                    yield f"{block} {label} {key}: {row[column]!r} on the tab, told {record[key]!r}"


def _block(rows: Sequence[list[Any]], heads: Sequence[str]) -> list[list[Any]]:
    """The rows below a heading row that begins with these labels, down to the first that is empty."""
    top = next((n for n, row in enumerate(rows) if row[: len(heads)] == list(heads)), len(rows))
    found: list[list[Any]] = []
    for row in rows[top + 1 :]:
        if row[0] is None:
            break
        found.append(row)
    return found


def _label(column: str, name: str, words: Words) -> str:
    if column != "stage":
        return name
    return words.choice("stage", name) if name else words.text("labels", "no_stage")


def _agree(stored: Any, told: Any) -> bool:
    if isinstance(stored, int | float) and isinstance(told, int | float):
        return abs(stored - told) < 2e-6
    return (stored or 0) == (told or 0)


# -- another program ---------------------------------------------------------------------------------------------------


def computed_faults(after: BookContents, computed: BookContents, same: Callable[[Any], Any]) -> Iterator[str]:
    """Where another program computes another value than the one that calgen stored; errors too."""
    tabs = {title for key in ("balance", "social", "editorial") for title in titles_of(key)}
    for sheet in after.calendars.book.worksheets:
        if fold(sheet.title) not in tabs:
            continue
        stored, found = after.values[sheet.title], computed.values[sheet.title]
        for cell in sheet._cells.values():
            if cell.data_type != "f" or not str(cell.value).startswith("="):
                continue
            mine, theirs = same(stored[cell.coordinate].value), same(found[cell.coordinate].value)
            if mine != theirs and not _is_near(mine, theirs):
                yield f"{sheet.title} {cell.coordinate}: stored {mine!r}, computed {theirs!r} of {cell.value[:120]}"


def _is_near(one: Any, other: Any) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-6
    return str(one).replace(",", ".") == str(other).replace(",", ".")
