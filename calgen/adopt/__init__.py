"""From somebody's workbook to calgen's: what its tables mean, and where each of their cells goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from calgen.adopt.asked_meanings import check_asked, read_asked, with_asked_days
from calgen.adopt.collection import Collection
from calgen.adopt.foreign_titles import languages_of
from calgen.adopt.placing import place_items
from calgen.adopt.post_items import PostItem
from calgen.adopt.questions import find_questions
from calgen.adopt.records import AdoptedTable, Adoption
from calgen.adopt.references import settle_references
from calgen.adopt.regions import unreadable_cells
from calgen.adopt.source_tables import SourceTable, source_tables
from calgen.adopt.tables import adopt_table, find_table
from calgen.book.cells import ReadOptions
from calgen.book.grid import Workbook
from calgen.book.words import load_words


def adopt(workbook: Workbook, asked: Sequence[str], language: str, fallback: str) -> Adoption:
    """Reads somebody's workbook, all tabs of which are grids.

    `asked` says what titles of theirs mean. `language` is that of the new workbook; where it is empty, that of most
    titles, else `fallback`.
    """
    tables = [table for grid in workbook.grids for table in source_tables(grid)]
    meanings = read_asked(asked)
    check_asked(meanings, tables)
    tables = [with_asked_days(table, workbook.name, meanings) for table in tables]
    words = load_words(language or _language(tables) or fallback)
    comma = words.locale.decimal == ","
    options = ReadOptions(words.locale.day_first, comma, workbook.epoch_1904, language=words.language)
    found = [find_table(table, options, meanings) for table in tables]
    questions = tuple(find_questions(found, options, meanings))
    collection, adopted, items = Collection(), list[AdoptedTable](), list[PostItem]()
    for cell, problem in (pair for grid in workbook.grids for pair in unreadable_cells(grid)):
        collection.leave(cell, problem)
    for each in found:
        table, own = adopt_table(each, options, words, collection)
        adopted.append(table)
        items += own
    place_items(items, collection, words)
    settle_references(collection, words)
    records = {key: tuple({column: value.value for column, value in record.items()} for record in of_tab)
               for key, of_tab in collection.records.items()}  # fmt: skip
    return Adoption(words.language, records, collection.filled_own_columns(), tuple(adopted), tuple(collection.taken()),
                    tuple(collection.left), tuple(collection.titles), questions)  # fmt: skip


def _language(tables: Iterable[SourceTable]) -> str:
    """The language of most headings and titles; empty where none tells."""
    titles = [cell.text for table in tables for cell in (*table.headings.values(), *table.above)]
    titles += [table.tab for table in tables]
    votes = Counter(language for title in titles for language in languages_of(title))
    ranked = votes.most_common(2)
    is_clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if is_clear else ""
