"""Where each item goes.

A post with a day and a platform goes into the social calendar, an idea with a theme into the content, any other subject
into the editorial calendar.
"""

from __future__ import annotations

from collections.abc import Iterable

from calgen.adopt.collection import Collection, GatheredRecord, GatheredValue
from calgen.adopt.columns import PIECE_COLUMNS, SUBJECT_COLUMNS
from calgen.adopt.network_texts import is_everywhere
from calgen.adopt.own_columns import add_own_values
from calgen.adopt.post_items import PostItem
from calgen.book.folding import fold
from calgen.book.values import Phrase
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
        record = _record(item, key, collection)
        add_own_values(item.own, key, record, collection, words)
        collection.records.setdefault(key, []).append(record)


def _with_platforms_spelled(item: PostItem, collection: Collection) -> list[PostItem]:
    """The item with its platform as the tab of platforms names it; one for each platform where it means all."""
    typed = item.values.get("platform")
    platforms = collection.records.get("platforms", ())
    names = [str(record["platform"].value) for record in platforms if "platform" in record]
    if typed is None or not names:
        return [item]
    if is_everywhere(str(typed.value)):
        return [item.at(name, typed.cells) for name in names]
    known = network(str(typed.value))
    same = [name for name in names if fold(name) == fold(str(typed.value))] or [
        name for name in names if known is not OTHER and network(name) is known
    ]
    if len(same) == 1:
        item.values["platform"] = GatheredValue(same[0], typed.cells)
    return [item]


def _add_names(items: Iterable[PostItem], column: str, key: str, collection: Collection) -> None:
    """Adds a row for each name that posts have, to a tab that has no rows of theirs; one for each network."""
    found: dict[str, GatheredValue] = {}
    for item in items:
        named = item.values.get(column)
        if named is None or is_everywhere(str(named.value)):
            continue
        name = str(named.value)
        known = network(name) if column == "platform" else OTHER
        at = fold(name) if known is OTHER else known.key
        if at not in found or (_is_short(str(found[at].value)) and not _is_short(name)):
            found[at] = GatheredValue(named.value, list(named.cells))
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


def _record(item: PostItem, key: str, collection: Collection) -> GatheredRecord:
    """The values of an item in the columns of its tab; what has no column there is left."""
    if key == "social":
        for value in item.piece.values():
            _leave(value, collection)
        return dict(item.values)
    columns = SUBJECT_COLUMNS if key == "editorial" else PIECE_COLUMNS
    record: GatheredRecord = {}
    values = dict(item.values)
    if "title" not in values and "text" in values:
        values["title"] = values.pop("text")  # a subject has no other text
    for column, value in values.items():
        if column in columns:
            record[columns[column]] = value
        else:
            _leave(value, collection)
    if key == "content":
        return record | item.piece
    for value in item.piece.values():
        _leave(value, collection)
    return record


def _leave(value: GatheredValue, collection: Collection) -> None:
    for cell in value.cells:
        collection.leave(cell, Phrase(("adopt", "reasons", "no_place"), {}))

