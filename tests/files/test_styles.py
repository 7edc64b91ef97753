"""Our formats stand behind the user's, are found again, and never move one of his."""

from __future__ import annotations

import pytest
from made_books import STYLES, drawn_book, parts, plain_book

from calgen.files.edit.styles import EMPTY, ORDER, Styles
from calgen.files.read.markup import MAIN, Document, Node, parse

DRAWN = parts(drawn_book())[STYLES]
EXCEL = f"""<?xml version="1.0"?>
<styleSheet xmlns="{MAIN}"><fonts count="1" ><font><name val="Arial"/><sz val="10"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="2"><xf/><xf fontId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="1" builtinId="0"/></cellStyles><extLst/></styleSheet>""".encode()


def spliced(user: bytes) -> tuple[bytes, list[int], list[int]]:
    """A styles part with every drawn format in it, and where they are."""
    drawn = parse(DRAWN)
    styles = Styles(Document(user), drawn)
    cells = [styles.cell(index) for index in range(len(group(drawn, "cellXfs")))]
    rules = [styles.differential(index) for index in range(len(group(drawn, "dxfs")))]
    return styles.done(), cells, rules


def group(root: Node, name: str) -> list[Node]:
    found = root.first(name)
    return found.children if found else []


USERS = {"plain": parts(plain_book())[STYLES], "empty": EMPTY, "excel": EXCEL,
         "nothing": f'<styleSheet xmlns="{MAIN}"/>'.encode(),
         "no_items": f'<s:styleSheet xmlns:s="{MAIN}"><s:fonts/><s:fills count="0"/><s:dxfs/></s:styleSheet>'.encode()}


@pytest.mark.parametrize("user", USERS.values(), ids=USERS)
def test_found_again(user: bytes) -> None:
    once, cells, rules = spliced(user)
    assert spliced(once) == (once, cells, rules)


@pytest.mark.parametrize("user", USERS.values(), ids=USERS)
def test_order_and_counts(user: bytes) -> None:
    root = parse(spliced(user)[0])
    names = [node.name for node in root.children]
    assert names == sorted(names, key=ORDER.index)
    for node in root.children:
        if node.children:
            assert node.get("count") == str(len(node.children)), node.name
            assert {child.space for child in node.children} == {MAIN}


@pytest.mark.parametrize("user", USERS.values(), ids=USERS)
def test_each_format_looks_as_drawn(user: bytes) -> None:
    """Font, fill, border and number format of each, followed through their indexes."""
    data, cells, _ = spliced(user)

    def look(root: Node, index: int) -> list[object]:
        xf = group(root, "cellXfs")[index]
        codes = {node.get("numFmtId"): node.get("formatCode") for node in group(root, "numFmts")}
        parts_of = [shape(group(root, name)[int(xf.get(key, "0"))])
                    for name, key in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"))]
        return [*parts_of, codes.get(xf.get("numFmtId"), xf.get("numFmtId")), [shape(child) for child in xf.children]]

    for index, place in enumerate(cells):
        if index:
            assert look(parse(data), place) == look(parse(DRAWN), index)


def shape(node: Node) -> object:
    return node.name, node.attrs, [shape(child) for child in node.children]


def test_first_fills_keep_their_meaning() -> None:
    root = parse(spliced(USERS["nothing"])[0])
    patterns = [fill.children[0].get("patternType") for fill in group(root, "fills")[:2]]
    assert patterns == ["none", "gray125"]


def test_plain_cells_are_no_dates() -> None:
    data, cells, _ = spliced(EXCEL)
    plain = group(parse(data), "cellXfs")[cells[0]]
    assert (cells[0] > 0, plain.get("numFmtId"), plain.get("xfId")) == (True, "0", "1")


def test_formats_rest_on_the_users_normal_style() -> None:
    data, cells, _ = spliced(EXCEL)
    assert {group(parse(data), "cellXfs")[place].get("xfId") for place in cells} == {"1"}


def test_missing_number_format_does_not_come_to_life() -> None:
    """A format of the user's asks for number 170, which his file does not have."""
    user = EXCEL.replace(b'numFmtId="14"', b'numFmtId="170"')
    codes = {node.get("numFmtId") for node in group(parse(spliced(user)[0]), "numFmts")}
    assert min(codes) == "171"


def test_general_that_means_something_else() -> None:
    zero = b'<numFmts count="1"><numFmt numFmtId="0" formatCode="dd.mm.yyyy"/></numFmts><fonts count="1" >'
    data, cells, _ = spliced(EXCEL.replace(b'<fonts count="1" >', zero))
    codes = {node.get("numFmtId"): node.get("formatCode") for node in group(parse(data), "numFmts")}
    assert codes[group(parse(data), "cellXfs")[cells[0]].get("numFmtId")] == "General"


def test_nothing_used_changes_nothing() -> None:
    assert Styles(Document(EXCEL), parse(DRAWN)).done() == EXCEL
