"""Our formats stand behind the user's, are found again, and never move one of his."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_books import STYLES, drawn_book, parts, plain_book
from xlsxwriter_cells import xlsxwriter_book

from calgen.book.sheet import Sheet, Style, StyledCell
from calgen.files.edit.styles import EMPTY, ORDER, WorkbookStyles
from calgen.files.read.markup import MAIN, Element, XmlDocument, parse_tree

LOOKS = (
    (Style(), ""),
    (Style(bold=True, italic=True, size=10.5, color="#9C0006", fill="#FFC7CE", underline=True), ""),
    (Style(size=11, border="#CBD2D9", align="center", valign="top", wrap=True), "0%"),
    (Style(border="#CBD2D9", bottom="#243B53", left="#1D5FA8"), "dd/mm/yyyy"),
    (Style(indent=2), "0"),
    (Style(align="right", indent=1), "General"),
    (Style(bold=True, valign="bottom"), "[$-40C]mmm yyyy"),
)
CELLS = {(n, 1): StyledCell(n, replace(style, number=code)) for n, (style, code) in enumerate(LOOKS, 1)}
THEIRS = parse_tree(parts(xlsxwriter_book([Sheet("", "Looks", CELLS)], from_1904=False))[STYLES])  # in order, from 1
DIFFERENTIALS = parse_tree(parts(drawn_book())[STYLES])
EXCEL = f"""<?xml version="1.0"?>
<styleSheet xmlns="{MAIN}"><fonts count="1" ><font><name val="Arial"/><sz val="10"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="2"><xf/><xf fontId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="1" builtinId="0"/></cellStyles><extLst/></styleSheet>""".encode()


def with_formats(user: bytes) -> tuple[bytes, list[int], list[int]]:
    """A styles part with every drawn format in it, and the indexes of the formats."""
    styles = WorkbookStyles(XmlDocument(user))
    cells = [styles.cell_format(style, code) for style, code in LOOKS]
    rules = [styles.differential_format(node) for node in group(DIFFERENTIALS, "dxfs")]
    return styles.to_bytes(), cells, rules


def group(root: Element, name: str) -> list[Element]:
    found = root.child(name)
    return found.children if found else []


USERS = {"plain": parts(plain_book())[STYLES], "empty": EMPTY, "excel": EXCEL,
         "nothing": f'<styleSheet xmlns="{MAIN}"/>'.encode(),
         "no_items": f'<s:styleSheet xmlns:s="{MAIN}"><s:fonts/><s:fills count="0"/><s:dxfs/></s:styleSheet>'.encode()}


@pytest.mark.parametrize("user", USERS.values(), ids=USERS)
def test_found_again(user: bytes) -> None:
    once, cells, rules = with_formats(user)
    assert with_formats(once) == (once, cells, rules)


@pytest.mark.parametrize("user", USERS.values(), ids=USERS)
def test_order_and_counts(user: bytes) -> None:
    root = parse_tree(with_formats(user)[0])
    names = [node.name for node in root.children]
    assert names == sorted(names, key=ORDER.index)
    for node in root.children:
        if node.children:
            assert node.get("count") == str(len(node.children)), node.name
            assert {child.space for child in node.children} == {MAIN}


@pytest.mark.parametrize("user", USERS.values(), ids=USERS)
def test_each_format_looks_as_drawn(user: bytes) -> None:
    """Font, fill, border and number format of each, followed through their indexes."""
    data, cells, _ = with_formats(user)

    def look(root: Element, index: int) -> list[object]:
        xf = group(root, "cellXfs")[index]
        codes = {node.get("numFmtId"): node.get("formatCode") for node in group(root, "numFmts")}
        parts_of = [shape(group(root, name)[int(xf.get(key, "0"))])
                    for name, key in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"))]
        return [*parts_of, codes.get(xf.get("numFmtId"), xf.get("numFmtId")), [shape(child) for child in xf.children]]

    for index, place in enumerate(cells, 1):
        assert look(parse_tree(data), place) == look(THEIRS, index)


def shape(node: Element) -> object:
    """An element without the sides of a border that have no line."""
    children = [child for child in node.children if node.name != "border" or child.attrs or child.children]
    return node.name, node.attrs, [shape(child) for child in children]


def test_first_fills_keep_their_meaning() -> None:
    root = parse_tree(with_formats(USERS["nothing"])[0])
    patterns = [fill.children[0].get("patternType") for fill in group(root, "fills")[:2]]
    assert patterns == ["none", "gray125"]


def test_formats_rest_on_the_users_normal_style() -> None:
    data, cells, _ = with_formats(EXCEL)
    assert {group(parse_tree(data), "cellXfs")[place].get("xfId") for place in cells} == {"1"}


def test_missing_number_format_does_not_come_to_life() -> None:
    """A format of the user's asks for number 170, which his file does not have."""
    user = EXCEL.replace(b'numFmtId="14"', b'numFmtId="170"')
    codes = {node.get("numFmtId") for node in group(parse_tree(with_formats(user)[0]), "numFmts")}
    assert min(codes) == "171"


def test_general_that_means_something_else() -> None:
    zero = b'<numFmts count="1"><numFmt numFmtId="0" formatCode="dd.mm.yyyy"/></numFmts><fonts count="1" >'
    data, cells, _ = with_formats(EXCEL.replace(b'<fonts count="1" >', zero))
    codes = {node.get("numFmtId"): node.get("formatCode") for node in group(parse_tree(data), "numFmts")}
    assert codes[group(parse_tree(data), "cellXfs")[cells[0]].get("numFmtId")] == "General"


def test_nothing_used_changes_nothing() -> None:
    assert WorkbookStyles(XmlDocument(EXCEL)).to_bytes() == EXCEL
