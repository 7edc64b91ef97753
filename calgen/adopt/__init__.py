"""From somebody's workbook to calgen's: what its tables mean, and where each of their cells goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from calgen.adopt.asked_meanings import check_asked, read_asked
from calgen.adopt.collection import Collection
from calgen.adopt.foreign_titles import languages_of
from calgen.adopt.input_records import gather_rows
from calgen.adopt.questions import find_questions
from calgen.adopt.records import AdoptedColumn, AdoptedTable, Adoption
from calgen.adopt.references import settle_references
from calgen.adopt.source_tables import SourceTable, source_tables
from calgen.adopt.table_readings import TableReading, read_table
from calgen.book.cells import ReadOptions
from calgen.book.grid import Workbook
from calgen.book.values import Phrase
from calgen.book.words import Words, load_words


def adopt(workbook: Workbook, asked: Sequence[str], language: str, fallback: str) -> Adoption:
    """Reads somebody's workbook, all tabs of which are grids.

    `asked` says what titles of theirs mean. `language` is that of the new workbook; where it is empty, that of most
    titles, else `fallback`.
    """
    tables = [table for grid in workbook.grids for table in source_tables(grid)]
    meanings = read_asked(asked)
    check_asked(meanings, tables)
    words = load_words(language or _language(tables) or fallback)
    options = ReadOptions(_day_first(words), words.locale.decimal == ",", workbook.epoch_1904, language=words.language)
    collection, adopted = Collection(), list[AdoptedTable]()
    readings = [read_table(table, options, meanings) if table.headings else [] for table in tables]
    for table, found in zip(tables, readings, strict=True):
        adopted.append(_adopt_table(table, found[0], options, words, collection) if found
                       else _left_table(table, collection))  # fmt: skip
    questions = find_questions(zip(tables, readings, strict=True), options, meanings)
    settle_references(collection, words)
    records = {key: tuple({column: found.value for column, found in record.items()} for record in found_records)
               for key, found_records in collection.records.items()}  # fmt: skip
    return Adoption(words.language, records, {}, tuple(adopted), tuple(collection.taken()), tuple(collection.left),
                    tuple(collection.titles), tuple(questions))  # fmt: skip


def _language(tables: Iterable[SourceTable]) -> str:
    """The language of most headings and titles; empty where none tells."""
    titles = [cell.text for table in tables for cell in (*table.headings.values(), *table.above)]
    titles += [table.tab for table in tables]
    votes = Counter(language for title in titles for language in languages_of(title))
    ranked = votes.most_common(2)
    is_clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if is_clear else ""


def _day_first(words: Words) -> bool | None:
    return words.locale.day_first


def _adopt_table(
    table: SourceTable, reading: TableReading, options: ReadOptions, words: Words, collection: Collection
) -> AdoptedTable:
    for cell in table.above:
        collection.name(cell)
    for number, heading in table.headings.items():
        if heading.text:
            collection.name(heading)
        if number not in reading.columns:
            for cell in table.column(number):
                collection.leave(cell, Phrase(("adopt", "reasons", "no_column"), {"heading": heading.text}))
    stray = [cell for row in table.rows for number, cell in row.items() if number not in table.headings]
    for cell in stray:
        collection.leave(cell, Phrase(("adopt", "reasons", "no_heading"), {}))
    rows = gather_rows(table, reading, options, words, collection) if reading.key != "social" else 0
    return AdoptedTable(table.place, table.title, reading.key, "table", _columns(table, reading), rows)


def _columns(table: SourceTable, reading: TableReading) -> tuple[AdoptedColumn, ...]:
    found = []
    for number, heading in sorted(table.headings.items()):
        if not heading.text and number not in reading.columns:
            continue
        key = (reading.key, reading.columns[number]) if number in reading.columns else None
        how = reading.known_by.get(number, "left")
        found.append(AdoptedColumn(heading.text, heading.place, key, how, len(table.column(number))))
    return tuple(found)


def _left_table(table: SourceTable, collection: Collection) -> AdoptedTable:
    """A table that calgen has no tab for: all of its cells are left."""
    for cell in (*table.above, *table.headings.values(), *(cell for row in table.rows for cell in row.values())):
        collection.leave(cell, Phrase(("adopt", "reasons", "no_tab"), {}))
    return AdoptedTable(table.place, table.title, "")
