"""What goes with the rows of an edited calendar tab: its table, ranges, rules, comments and names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from calgen.book.grid import letter
from calgen.book.sheet import Retouch
from calgen.files.edit import Edited, edit, unprefixed
from calgen.files.index import Book, Sheet
from calgen.files.markup import Document, Node, escape, number
from calgen.files.package import Package
from calgen.files.places import Places, ranges, split, translated
from calgen.files.remarks import comments
from calgen.files.rules import FORMULAS, TAIL, add_missing, cut_lists, cut_rules, drawn_rules

if TYPE_CHECKING:
    from calgen.files.graft import Graft

_RANGED = {"mergeCell": "ref", "hyperlink": "ref", "conditionalFormatting": "sqref", "dataValidation": "sqref",
           "autoFilter": "ref", "sortState": "ref", "sortCondition": "ref", "ignoredError": "sqref",
           "protectedRange": "sqref"}


_Found = tuple[tuple[str, Document] | None, tuple[int, int]]


def retouch(book: Book, graft: Graft, home: Sheet, drawn: Sheet, how: Retouch) -> Places:
    """Edits the tab `home` of a workbook until it shows what `drawn` shows; returns where its rows went."""
    package = book.package
    fresh = graft.sheet(drawn)
    table, corner = _table(package, home, how)
    now = unprefixed(package.read(home.part))
    names = _renamed(table, how)
    done = edit(now, fresh, how, corner, home.title, names)
    package.write(home.part, _around(done, fresh, how, home.title, names))
    if table is not None:
        _resize(package, table, done, how, names)
    comments(package, home.part, done.places)
    return done.places


def _table(package: Package, home: Sheet, how: Retouch) -> _Found:
    """The table on a tab whose heading row is the calendar's, and the last row and column of its body."""
    listed = max([how.top + 1, *(moved.old for moved in how.rows)])
    for relation in package.relations(home.part):
        if relation.kind == "table" and package.has(relation.part):
            document = package.document(relation.part)
            first, _, last = document.root.get("ref").partition(":")
            top, (bottom, right) = split(first)[0], split(last or first)
            if top == how.top:
                bottom -= number(document.root.get("totalsRowCount"), 0)
                return (relation.part, document), (max(bottom, top + 1), right)
    return None, (listed, max(how.columns.values(), default=1))


def _renamed(table: tuple[str, Document] | None, how: Retouch) -> dict[str, str]:
    """The headings of a table that change: old → new."""
    if table is None:
        return {}
    root = table[1].root
    left = split(root.get("ref").partition(":")[0])[1]
    columns = root.first("tableColumns")
    found = {}
    for place, node in enumerate(columns.named("tableColumn") if columns else (), left):
        if place in how.headings and node.get("name") != how.headings[place]:
            found[node.get("name")] = how.headings[place]
    return found


def _resize(
    package: Package, table: tuple[str, Document], done: Edited, how: Retouch, names: Mapping[str, str]
) -> None:
    """The table over the rows and columns that there are now."""
    part, document = table
    root, places = document.root, done.places
    first, _, last = root.get("ref").partition(":")
    added = _gained(done, split(last)[1])
    right = max([split(last)[1], *added])
    totals = number(root.get("totalsRowCount"), 0)
    # rows that the user added below the table are in it now
    ref = f"{first}:{letter(right)}{places.end + totals}"
    document.put(root, "ref", ref)
    columns = root.first("tableColumns")
    for node in root.walk():
        if node.name == "autoFilter":
            document.put(node, "ref", f"{first}:{letter(right)}{places.end}")
        elif node.name in ("sortState", "sortCondition") and node.get("ref"):
            document.put(node, "ref", ranges(node.get("ref"), places) or ref)
        elif node.name == "tableColumn" and node.get("name") in names:
            document.put(node, "name", names[node.get("name")])
    if columns is not None and added:
        nodes = list(columns.named("tableColumn"))
        after = max((number(node.get("id"), 0) for node in nodes), default=0)
        document.put(columns, "count", str(len(nodes) + len(added)))
        for n, (_, heading) in enumerate(sorted(added.items()), 1):
            document.append(columns, f'<tableColumn id="{after + n}" name="{escape(heading)}"/>')
    package.write(part, document.done())


def _gained(done: Edited, right: int) -> dict[int, str]:
    """The columns that a table ending at `right` gains: those that come back, and the user's that stand before them."""
    if not done.added:
        return {}
    return {column: done.added.get(column) or done.headings[column] for column in range(right + 1, max(done.added) + 1)}


# -- around the rows ---------------------------------------------------------------------------------------------------


def _around(done: Edited, fresh: bytes, how: Retouch, title: str, names: Mapping[str, str]) -> bytes:
    """The sheet with what stands before and after its rows: ranges that stretch, and the rules that are due."""
    cut = TAIL.search(done.data)
    start = done.data.index(b"<sheetData>")
    assert cut is not None
    head, body, tail = done.data[:start], done.data[start : cut.end()], done.data[cut.end() :]
    document = Document(head + b"<sheetData/>" + tail)
    former = set(how.former)
    seen: set[str] = set()
    current = drawn_rules(fresh)
    for node in document.root.children:
        _node(document, node, done.places, title, names)
        if node.name == "conditionalFormatting":
            seen |= cut_rules(document, node, former - current.keys())
        elif node.name == "dataValidations":
            seen |= cut_lists(document, node, former - current.keys())
    add_missing(document, {form: xml for form, xml in current.items() if form not in seen}, how, done)
    written = document.done()
    return written.replace(b"<sheetData/>", body, 1)


def _node(document: Document, node: Node, places: Places, title: str, names: Mapping[str, str]) -> None:
    """The ranges of an element and all below it, and the formulas that are about the first cell of a range."""
    for one in node.walk():
        attribute = _RANGED.get(one.name, "")
        if attribute and one.get(attribute):
            before = one.get(attribute)
            after = ranges(before, places)
            if not after:
                document.cut(one)
                continue
            document.put(one, attribute, after)
            _about(document, one, before, after, places)
        elif one.name == "sqref" and one.text:
            document.text(one, ranges(one.text, places) or one.text)
        elif one.name == "brk" and number(one.get("id"), 0):
            document.put(one, "id", str(places.row(number(one.get("id"), 0)) or one.get("id")))
        elif one.name == "dimension":
            pass
    if node.name == "dimension":
        document.drop(node, "ref")
        document.cut(node)


def _about(document: Document, node: Node, before: str, after: str, places: Places) -> None:
    """A rule's formula is about the first cell of its range: where that moves, so does the formula."""
    origin, goal = (text.split()[0].split(":")[0] for text in (before, after))
    if split(origin)[0] == split(goal)[0]:
        return
    for one in node.walk():
        if one.name in FORMULAS and one.text:
            document.text(one, translated(one.text, origin, goal))
