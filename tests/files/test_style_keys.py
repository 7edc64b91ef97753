"""What looks the same has one key, whichever program wrote it; what looks different never has."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from itertools import combinations

import pytest
import short_salon
from made_books import STYLES, parts
from office import XLSX, convert, needs_office, unlocked

from calgen import api
from calgen.files.edit.style_keys import FormatKeys, border_key, comparison_key, fill_key, font_key
from calgen.files.edit.styles import EMPTY, WorkbookStyles
from calgen.files.read.markup import MAIN, Element, XmlDocument, parse_tree

TODAY = date(2026, 12, 20)
_C, _NAME, _RED = '<color rgb="FF9C0006"/>', '<name val="Calibri"/>', '<color rgb="FFFF0000"/>'

# elements in groups: those of a group look the same, those of two groups do not
FONTS = (
    (f'<font><b/><sz val="11"/>{_C}{_NAME}<family val="2"/></font>',
     f'<font>{_NAME}<family val="2"/><b val="1" />{_C}<sz val="11.0"/></font>',
     f'<font><b val="true"/><i val="0"/><strike val="false"/><sz val="11"/>{_C}{_NAME}<family val="2"/></font>',
     f'<font><b/><sz val="11"/><color rgb="009c0006" tint="0.0"/>{_NAME}<family val="2"/><charset val="1"/></font>'),
    (f'<font><sz val="11"/>{_C}{_NAME}<family val="2"/></font>',),
    (f'<font><b/><sz val="11"/>{_C}{_NAME}<family val="2"/><scheme val="minor"/></font>',),
    (f'<font><b/><sz val="11"/>{_C}{_NAME}<family val="2"/><charset val="238"/></font>',),
    (f'<font><b/><sz val="11.5"/>{_C}{_NAME}<family val="2"/></font>',),
    (f'<font><b/><sz val="11"/><color rgb="FF9C0006" tint="0.4"/>{_NAME}<family val="2"/></font>',),
    (f'<font><b/><sz val="11"/><color theme="1"/>{_NAME}<family val="2"/></font>',),
    ('<font><u/></font>', '<font><u val="single"/></font>'),
    ('<font><u val="double"/></font>',),
    ('<font/>', '<font><u val="none"/><vertAlign val="baseline"/><family val="0"/></font>'),
    ('<font><vertAlign val="superscript"/></font>',),
)  # fmt: skip
FILLS = (
    ('<fill><patternFill/></fill>', '<fill><patternFill patternType="none"/></fill>',
     '<fill><patternFill patternType="none"><fgColor rgb="FF9C0006"/></patternFill></fill>'),
    ('<fill><patternFill patternType="gray125"/></fill>',),
    ('<fill><patternFill patternType="solid"><fgColor rgb="FF9C0006"/><bgColor indexed="64"/></patternFill></fill>',
     '<fill><patternFill patternType="solid"><fgColor rgb="FF9C0006"/><bgColor rgb="FF1F2933"/></patternFill></fill>',
     '<fill><patternFill patternType="solid"><fgColor rgb="009c0006"/></patternFill></fill>'),
    ('<fill><patternFill patternType="solid"><fgColor rgb="FF9C0007"/><bgColor indexed="64"/></patternFill></fill>',),
    ('<fill><patternFill patternType="darkUp"><fgColor rgb="FF9C0006"/><bgColor indexed="64"/></patternFill></fill>',),
    ('<fill><patternFill patternType="darkUp"><fgColor rgb="FF9C0006"/><bgColor indexed="9"/></patternFill></fill>',),
    ('<fill><gradientFill degree="90"/></fill>',),
)  # fmt: skip
BORDERS = (
    ('<border/>', '<border><left/><right/><top/><bottom/><diagonal/></border>',
     '<border diagonalUp="false" diagonalDown="0" outline="1"><left style="none"/></border>'),
    (f'<border><top style="thin">{_RED}</top></border>', f'<border><left/><top style="thin">{_RED}</top></border>'),
    (f'<border><bottom style="thin">{_RED}</bottom></border>',),
    (f'<border><top style="hair">{_RED}</top></border>',),
    (f'<border><top style="thin">{_C}</top></border>',),
    (f'<border diagonalUp="1"><diagonal style="thin">{_RED}</diagonal></border>',),
    (f'<border diagonalDown="1"><diagonal style="thin">{_RED}</diagonal></border>',),
)  # fmt: skip
DIFFERENTIALS = (
    ('<dxf><font><b/></font></dxf>', '<dxf><font><b val="1"/></font></dxf>', '<dxf><font><b val="true"/></font></dxf>'),
    ('<dxf><font><b val="0"/></font></dxf>', '<dxf><font><b val="false"/></font></dxf>'),
    ('<dxf><font/></dxf>',),
    ('<dxf><fill><patternFill><bgColor rgb="FF9C0006"/></patternFill></fill></dxf>',
     '<dxf><fill><patternFill><bgColor rgb="009c0006"/></patternFill></fill></dxf>'),
    ('<dxf><fill><patternFill patternType="solid"><bgColor rgb="FF9C0006"/></patternFill></fill></dxf>',),
    ('<dxf><fill><patternFill patternType="solid"><fgColor rgb="FF9C0006"/></patternFill></fill></dxf>',),
    ('<dxf><numFmt numFmtId="164" formatCode="0.0"/></dxf>', '<dxf><numFmt numFmtId="170" formatCode="0.0"/></dxf>'),
    ('<dxf><numFmt numFmtId="164" formatCode="0.00"/></dxf>',),
)  # fmt: skip
_XF = 'fontId="0" fillId="0" borderId="0"'
FORMATS = (
    (f'<xf numFmtId="0" {_XF} xfId="0"/>', f'<xf {_XF}/>', f'<xf numFmtId="164" {_XF} xfId="0" applyFont="1"/>',
     '<xf numFmtId="0" fontId="1" fillId="0" borderId="0"/>',
     f'<xf {_XF} applyFont="false" applyBorder="0" applyAlignment="false" applyProtection="0"/>',
     f'<xf {_XF} pivotButton="0" quotePrefix="0"><alignment horizontal="general" vertical="bottom" textRotation="0"'
     ' wrapText="false" indent="0" shrinkToFit="false"/><protection locked="true" hidden="false"/></xf>'),
    (f'<xf numFmtId="9" {_XF}/>', f'<xf numFmtId="165" {_XF} applyNumberFormat="1"/>'),
    (f'<xf numFmtId="10" {_XF}/>',),
    (f'<xf numFmtId="14" {_XF}/>',),
    (f'<xf numFmtId="177" {_XF}/>',),
    (f'<xf numFmtId="178" {_XF}/>',),
    ('<xf fontId="2" fillId="0" borderId="0"/>',),
    ('<xf fontId="2" fillId="0" borderId="0" applyFont="0"/>',),
    (f'<xf {_XF} quotePrefix="1"/>', f'<xf {_XF} quotePrefix="true"/>'),
    (f'<xf {_XF}><alignment vertical="center"/></xf>',
     f'<xf {_XF} applyAlignment="1"><alignment vertical="center" wrapText="0"/></xf>'),
    (f'<xf {_XF} applyAlignment="0"><alignment vertical="center"/></xf>',),
    (f'<xf {_XF}><alignment vertical="center" wrapText="1"/></xf>',
     f'<xf {_XF}><alignment wrapText="true" vertical="center"/></xf>'),
    (f'<xf {_XF}><protection locked="0"/></xf>',),
    (f'<xf {_XF} xfId="1"/>',),
)  # fmt: skip


def element(xml: str) -> Element:
    return parse_tree(f'<styles xmlns="{MAIN}">{xml}</styles>'.encode()).children[0]


def format_key(node: Element) -> object:
    """The key in a part with two fonts that look the same, and a code for each of two numbers."""
    codes = {164: "General", 165: "0%"}
    keys = FormatKeys(codes, {"fonts": [0, 0, 2], "fills": [0], "borders": [0]}, [element(f"<xf {_XF}/>")])
    return keys.key(node)


KINDS = {
    "fonts": (font_key, FONTS), "fills": (fill_key, FILLS), "borders": (border_key, BORDERS),
    "differentials": (comparison_key, DIFFERENTIALS), "formats": (format_key, FORMATS),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_looks_the_same_has_one_key(kind: str) -> None:
    key_of, groups = KINDS[kind]
    for group in groups:
        assert len({key_of(element(xml)) for xml in group}) == 1, group


@pytest.mark.parametrize("kind", KINDS)
def test_what_looks_different_has_two(kind: str) -> None:
    key_of, groups = KINDS[kind]
    for one, other in combinations(groups, 2):
        assert key_of(element(one[0])) != key_of(element(other[0])), (one[0], other[0])


def test_keys_of_an_empty_part_add_nothing() -> None:
    assert WorkbookStyles(XmlDocument(EMPTY)).to_bytes() == EMPTY


# -- other programs save between the runs ------------------------------------------------------------------------------

GROUPS = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")


def sizes(data: bytes) -> dict[str, int]:
    """The number of items of each group, and of the conditional formats and drop-downs of all tabs.

    Prompts are not counted: the tab of checks has one for each finding, and findings come and go with the days.
    """
    held = parts(data)
    root = parse_tree(held[STYLES])
    found = {name: len(group.children) if (group := root.child(name)) else 0 for name in GROUPS}
    tabs = b"".join(xml for name, xml in held.items() if name.startswith("xl/worksheets/sheet"))
    for tag in (rb"cfRule\b", rb"dataValidation\b[^>]*\btype=.list."):
        found[tag.decode()] = len(re.findall(rb"<(?:\w+:)?" + tag, tabs))
    return found


def saved_by_openpyxl(data: bytes) -> bytes:
    out = io.BytesIO()
    unlocked(data, values=False).save(out)
    return out.getvalue()


def saved_by_office(data: bytes) -> bytes:
    return convert(XLSX, {"plan": data})["plan"]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("sample", ["", *(pytest.param(name, marks=pytest.mark.long) for name in ("salon", "saas"))])
def test_formats_do_not_grow_where_openpyxl_saves_between_the_runs(sample: str) -> None:
    """In a whole sample, and in every run in one of a few weeks."""
    data = api.generate(api.new("fr", sample, TODAY), "plan.xlsx", TODAY).after if sample else short_salon.calendar()
    found = []
    for n in range(1, 3):
        data = api.generate(saved_by_openpyxl(data), "plan.xlsx", TODAY + timedelta(days=n)).after
        found.append(sizes(data))
    assert found[0] == found[1]


@needs_office
def test_formats_do_not_grow_where_libreoffice_saves_between_the_runs() -> None:
    data = api.generate(api.new("fr", "salon", TODAY), "plan.xlsx", TODAY).after
    found = []
    for n in range(1, 5):
        data = api.generate(saved_by_office(data), "plan.xlsx", TODAY + timedelta(days=n)).after
        found.append(sizes(data))
    assert found[1] == found[2] == found[3]
