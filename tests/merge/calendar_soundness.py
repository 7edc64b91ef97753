"""What makes a calendar sound after a run, whatever was done to it: links, live cells, tables, the user's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import spreadsheet_moves
from edited_tab import CALENDARS, LIVE
from edited_workbook import EditedWorkbook
from workbook_contents import WorkbookContents, covered, foreign, normal

from calgen.book.languages import languages
from calgen.book.owned_tabs import OUTPUTS
from calgen.book.words import load_words

DRAWN = {*OUTPUTS, "review"} - {*CALENDARS}
IDS = {"social": re.compile(r"P\d{4,}"), "editorial": re.compile(r"S\d{4,}")}
_LEADS = re.compile(r'MATCH\("([PS]\d+)"')
_ELSEWHERE = re.compile(r"(?<![\w\[.!:'$])[A-Z]{1,2}\d+(?![\w(\]!'])")


def links(draft: EditedWorkbook, after: WorkbookContents) -> Iterator[str]:
    """Links lead to rows that are there."""
    ids = set(after.ids("social")) | set(after.ids("editorial"))
    deleted = {row for _, row in draft.gone}
    for tab, lines in after.lines.items():
        for line in lines:
            for key in ("editorial", "first_post", "last_post"):
                lead = _LEADS.search(str(line.cells.get(key) or ""))
                if lead and lead[1] not in ids and not (tab == "social" and lead[1] in deleted):
                    yield f"{tab} {line.id} {key} leads to {lead[1]}, which is not there"


def live(draft: EditedWorkbook, first: WorkbookContents, after: WorkbookContents) -> Iterator[str]:
    """Live cells are formulas, and speak of their own row."""
    for tab, keys in LIVE.items():
        for line in after.lines[tab]:
            for key in keys:
                if line.id not in first.ids(tab) or (tab, line.id, key) in draft.says:
                    continue
                value = line.cells.get(key)
                if (tab, key) == ("social", "editorial") and not line.cells.get("theme"):
                    continue  # a row of the user's without a theme has no subject
                if (tab, key) in draft.dropped or ((tab, line.id) in draft.twins | draft.loose):
                    continue
                if not (isinstance(value, str) and value.startswith("=")):
                    yield f"{tab} {line.id} {key} holds {value!r}"
                elif _ELSEWHERE.search(re.sub('"[^"]*"|^→ .*', "", str(normal(value, line.number)))):
                    yield f"{tab} {line.id} {key} speaks of another row than {line.number}: {value}"


def tables(before: WorkbookContents, after: WorkbookContents) -> Iterator[str]:
    """Each table reaches from its headings to the last row, and its names are the headings: else Excel repairs."""
    for tab, name in CALENDARS.items():
        sheet = after.sheets[tab]
        if name not in sheet.tables:
            if name in before.sheets[tab].tables:
                yield f"{tab}: no table"
            continue
        table = sheet.tables[name]
        left, top, right, bottom = spreadsheet_moves.bounds(table.ref)
        heads = [str(sheet.cell(top, n).value) for n in range(left, right + 1)]
        names = [one.name for one in table.tableColumns]
        if heads != names:
            yield f"{tab}: the table's names are not its headings: {set(heads) ^ set(names)}"
        if len({one.casefold() for one in names}) < len(names):
            yield f"{tab}: two columns of one name"
        rows = [line.number for line in after.lines[tab] if IDS[tab].fullmatch(line.id)]
        if top != after.heads[tab] or bottom < max(rows, default=bottom):
            yield f"{tab}: the table is {table.ref}, the rows reach {max(rows)}"
        if table.autoFilter is not None and table.autoFilter.ref != table.ref:
            yield f"{tab}: the filter is {table.autoFilter.ref}, the table {table.ref}"
        yield from choices(after, tab, rows)


def choices(seen: WorkbookContents, tab: str, rows: list[int]) -> Iterator[str]:
    """Every row has its drop-down of statuses, where there was one."""
    column = seen.columns(tab).get("status")
    refs = [str(one.sqref) for one in seen.sheets[tab].data_validations.dataValidation]
    if column and rows and any(covered(ref, rows[0], column) for ref in refs):
        yield from (f"{tab}: no drop-down in row {n}" for n in rows if not any(covered(r, n, column) for r in refs))


def unchanged(before: WorkbookContents, after: WorkbookContents) -> Iterator[str]:
    """Every part that is not calgen's is what it was, byte for byte."""
    ours = {load_words(one).title(key) for one in languages() for key in (*CALENDARS, *DRAWN)} | {"_calgen"}
    ours |= {seen.sheets[key].title for seen in (before, after) for key in seen.sheets}
    old, new = foreign(before.data, ours), foreign(after.data, ours)
    yield from (f"{name} has changed" for name, part in old.items() if new.get(name) != part)
