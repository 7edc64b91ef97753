"""Where each item goes.

A post with a day and a platform goes into the social calendar, an idea with a theme into the content, any other subject
into the editorial calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calgen.adopt.collection import Collection, GatheredRecord, GatheredValue
from calgen.adopt.columns import PIECE_COLUMNS, SUBJECT_COLUMNS
from calgen.adopt.network_texts import is_everywhere, networks_in
from calgen.adopt.own_columns import add_own_values, own_value
from calgen.adopt.post_items import PostItem
from calgen.book.folding import fold
from calgen.book.words import Words
from calgen.strategy.networks import OTHER, network

_NAMED_BY_POSTS = {"platform": "platforms", "theme": "themes"}  # column of a post → the tab whose rows it names


def place_items(items: Iterable[PostItem], collection: Collection, words: Words) -> None:
    """Adds each item to the records of its tab."""
    typed = [*items]
    for column, key in _NAMED_BY_POSTS.items():
        if not collection.records.get(key):
            _add_names(typed, column, key, collection)
    found = [each for item in typed for each in _with_platforms_spelled(item, collection)]
    for item in found:
        key = _tab_of(item, collection)
        record, own = _record(item, key, words)
        add_own_values(own, key, record, collection, words)
        collection.records.setdefault(key, []).append(record)


def _with_platforms_spelled(item: PostItem, collection: Collection) -> list[PostItem]:
    """The item with its platform as the tab of platforms names it; one for each platform where it means all."""
    typed = item.values.get("platform")
    platforms = collection.records.get("platforms", ())
    names = [str(record["platform"].value) for record in platforms if "platform" in record]
    if typed is None or not names:
        return [item]
    if is_everywhere(str(typed.value)) and "date" not in item.values:
        return [item]
    if is_everywhere(str(typed.value)):
        return [item.at(name, typed.cells) for name in names]
    pieces = networks_in(str(typed.value))
    spelled = [_spelled(piece, names) for piece in (pieces if len(pieces) > 1 else (str(typed.value),))]
    item.values["platform"] = GatheredValue(", ".join(dict.fromkeys(spelled)), typed.cells)
    return [item]


def _spelled(typed: str, names: Iterable[str]) -> str:
    """The name of a platform as its tab has it."""
    known = network(typed)
    same = [name for name in names if fold(name) == fold(typed)] or [
        name for name in names if known is not OTHER and network(name) is known
    ]
    return same[0] if len(same) == 1 else typed


def _add_names(items: Iterable[PostItem], column: str, key: str, collection: Collection) -> None:
    """Adds a row for each name that posts have, to a tab that has no rows of theirs; one for each network."""
    found: dict[str, GatheredValue] = {}
    for item in items:
        named = item.values.get(column)
        if named is None or is_everywhere(str(named.value)):
            continue
        names = networks_in(str(named.value)) if column == "platform" else ()
        for name in names if len(names) > 1 else (named.value,):
            known = network(str(name)) if column == "platform" else OTHER
            at = fold(str(name)) if known is OTHER else known.key
            if at not in found or (_is_short(str(found[at].value)) and not _is_short(str(name))):
                found[at] = GatheredValue(name, list(named.cells))
    if found:
        collection.records[key] = [{column: value} for value in found.values()]


_SHORT_NAME = 3  # letters of « FB » and « IG », for which a longer name is taken


def _is_short(name: str) -> bool:
    """Whether the name of a network is an abbreviation."""
    return len(name) <= _SHORT_NAME


def _tab_of(item: PostItem, collection: Collection) -> str:
    if "date" in item.values and "platform" in item.values:
        return "social"
    title, theme = item.values.get("title"), item.values.get("theme")
    if title is None or theme is None or collection.find("content", "title", title.value):
        return "editorial"
    return "content" if collection.find("themes", "theme", theme.value) else "editorial"


def _record(item: PostItem, key: str, words: Words) -> tuple[GatheredRecord, GatheredRecord]:
    """The values of an item in the columns of its tab, and by heading those that go along beside them."""
    if key == "social":
        return dict(item.values), item.own | _beside(item.piece, "content", item.own, words)
    columns = SUBJECT_COLUMNS if key == "editorial" else PIECE_COLUMNS
    values = dict(item.values)
    if "title" not in values and "text" in values:
        values["title"] = values.pop("text")  # a subject has no other text
    record = {columns[column]: value for column, value in values.items() if column in columns}
    others = {column: value for column, value in values.items() if column not in columns}
    own = item.own | _beside(others, "social", item.own, words)
    if key == "content":
        return record | item.piece, own
    return record, own | _beside(item.piece, "content", own, words)


def _beside(values: GatheredRecord, key: str, taken: GatheredRecord, words: Words) -> GatheredRecord:
    """Values that the tab of their row has no column for, by the titles that a tab of calgen's has for them."""
    found: GatheredRecord = {}
    for column, value in values.items():
        title = words.title(key, column)
        heading = words.text("adopt", "own_heading", heading=title) if title in taken else title
        if value.cells:
            is_same = column == "time"  # an hour may stand in the cell of its day
            found[heading] = replace(value, is_own=True) if is_same else own_value(value.cells[0])
    return found
