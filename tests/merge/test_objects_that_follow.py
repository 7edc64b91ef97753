"""What names cells of the social calendar follows them: charts, pictures, controls, pivots, sparklines, breaks, names,
rules, and the formulas of both calendars."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest
from objects_beside import CalendarXml, link, sheet_of
from objects_of_parts import button, drawing, lists, names, pivot, sparklines
from seeds import few_of
from test_objects_beside import CHANGES, changed, rerun, shift
from workbook_contents import WorkbookContents, sheet_parts

from calgen.book.grid import address

every_change = pytest.mark.parametrize("change", few_of(CHANGES, 3, every=2))


@dataclass(frozen=True)
class Followed:
    """The calendar with objects of all kinds, before the run and after it."""

    before: CalendarXml
    after: CalendarXml
    post: str  # of the row that lists and formulas name
    rows: dict[str, int]  # id → row, before
    low: int  # the first row of what is below

    @property
    def by(self) -> int:
        return shift(self.before, self.after)

    @property
    def title(self) -> str:
        return f"'{self.before.title}'"

    def new_rows(self) -> dict[str, int]:
        return {line.id: line.number for line in WorkbookContents(self.after.bytes()).posts}


@cache
def followed(change: str) -> Followed:
    """A run after a change, with the objects: below the table from its third row on, a pivot table beside it too."""
    data = changed(change)
    xml, posts = CalendarXml(data), WorkbookContents(data).posts
    rows = {line.id: line.number for line in posts if line.id}
    top, low, own, title = xml.top, xml.bottom + 3, posts[3], f"'{xml.title}'"
    xml.number(address(low, 3), 7)
    drawing(xml, {"dessus": 1, "à côté": top + 3, "dessous": low}, f"{title}!$V${top + 1}:$V${xml.bottom}", low + 6,
            f"{title}!$B${low}")  # fmt: skip
    button(xml, low + 8, f"$B${low}")
    pivot(xml, 6, low + 1)
    sparklines(xml, xml.right + 2, list(rows.values()))
    lists(xml, own.number, low)
    names(xml, {"Seuil": f"{title}!$C${low}", "Tous": f"{title}!$L${top + 1}:$L${xml.bottom}",
                "Relatif": f"{title}!$C{low}"})  # fmt: skip
    position = list(sheet_parts(xml.held)).index(xml.title)
    names(xml, {"Ici": f"{title}!$C${low}"}, f' localSheetId="{position}"')
    names(xml, {"Mien": f"{title}!$C${low}"}, ' localSheetId="0"')
    xml.cell(address(low + 1, 4), f">{_what_if(low)}<v>1</v></c>")
    _rules(xml, low)
    editorial = sheet_parts(xml.held)["Calendrier éditorial"]
    written = rf'\1>\2<c r="AZ2">{_formula(title, own.number, low)}</c></row>'
    sheet = re.sub(r'(<row r="2"[^>]*?)(?:/>|>(.*?)</row>)', written, xml.held[editorial].decode(), count=1)
    xml.held[editorial] = sheet.encode()
    return Followed(CalendarXml(xml.bytes()), rerun(xml.bytes()), own.id, rows, low)


def _what_if(row: int) -> str:
    """A table of a what-if analysis, and its input cell above it."""
    return f'<f t="dataTable" ref="D{row + 1}:D{row + 3}" dt2D="0" dtr="0" r1="B{row}"/>'


def _formula(title: str, row: int, low: int) -> str:
    return f"<f>{title}!L{row}&amp;{title}!$C${low}</f>"


def _rules(xml: CalendarXml, low: int) -> None:
    """A conditional format of a column and a drop-down of one cell that look at cells below."""
    first = xml.top + 1
    formula = f"<formula>T{first}&gt;$C${low}</formula>"
    rule = f'<cfRule type="expression" priority="99">{formula}</cfRule>'
    xml.element("conditionalFormatting", rule, f' sqref="T{first}:T{xml.bottom}"')
    words = f"<formula1>$C${low}:$C${low + 2}</formula1>"
    xml.element("dataValidations", f'<dataValidation type="list" sqref="U{first}">{words}</dataValidation>')
    count = xml.xml.count("<dataValidation ")
    xml.xml = re.sub(r'(<dataValidations[^>]*?count=")\d+', rf"\g<1>{count}", xml.xml)


def _anchors(xml: CalendarXml) -> dict[str, list[int]]:
    """The rows of the anchors of a drawing, by the name of what is drawn."""
    part = xml.held["xl/drawings/drawing99.xml"].decode()
    found = {}
    for anchor in re.findall(r"<xdr:(?:two|one)CellAnchor.*?</xdr:(?:two|one)CellAnchor>", part, re.DOTALL):
        name = re.search(r'name="([^"]*)"', anchor)
        assert name
        found[name[1]] = [int(row) + 1 for row in re.findall(r"<xdr:row>(\d+)<", anchor)]
    return found


@every_change
def test_drawings_and_charts(change: str) -> None:
    seen = followed(change)
    top, low = seen.before.top, seen.low + seen.by
    below = {"dessous": [low, low + 4], "Courbe": [low + 6]}
    assert _anchors(seen.after) == {"dessus": [1, 5], "à côté": [top + 3, top + 7], **below}
    series = f"<c:f>{seen.title}!$V${top + 1}:$V${seen.after.bottom}</c:f>"
    assert series.encode() in seen.after.held["xl/charts/chart99.xml"]
    assert f"!$B${low}".encode() in seen.after.held["xl/drawings/drawing99.xml"]


@every_change
def test_a_pivot_table_below_and_a_control(change: str) -> None:
    seen = followed(change)
    low = seen.low + seen.by
    assert f'ref="F{low + 1}:G{low + 4}"'.encode() in seen.after.held["xl/pivotTables/pivotTable9.xml"]
    assert sheet_of(seen.after.bytes()).cell(low + 1, 6).value == "Croisé 0"
    assert f'fmlaLink="$B${low}"'.encode() in seen.after.held["xl/ctrlProps/ctrlProp9.xml"]
    box = f"<x:Anchor>2, 0, {low + 7}, 0, 4, 0, {low + 8}, 0</x:Anchor><x:FmlaLink>$B${low}<"
    assert box.encode() in seen.after.held["xl/drawings/vmlDrawing99.vml"]


def test_a_pivot_table_beside_stays() -> None:
    before = CalendarXml(changed("sorted"))
    pivot(before, before.right + 3, before.top + 2)
    after = rerun(before.bytes())
    part = "xl/pivotTables/pivotTable9.xml"
    assert after.held[part] == before.held[part]
    assert sheet_of(after.bytes()).cell(before.top + 2, before.right + 3).value == "Croisé 0"


@every_change
def test_sparklines_go_with_their_rows(change: str) -> None:
    seen = followed(change)
    lines = re.findall(r"<xm:f>'[^']*'!T(\d+):W(\d+)</xm:f><xm:sqref>([A-Z]+)(\d+)</xm:sqref>", seen.after.xml)
    assert all(first == last == own for first, last, _, own in lines)
    ids = {number: id_ for id_, number in seen.new_rows().items()}
    assert {ids[int(own)] for *_, own in lines} == set(seen.rows) & set(ids.values())


@every_change
def test_lists_of_cells_follow_the_post_and_what_is_below(change: str) -> None:
    seen = followed(change)
    row, low, after = seen.new_rows()[seen.post], seen.low + seen.by, seen.after
    assert after.refs("protectedRange", "sqref") == [f"L{row}:M{row}"]
    assert after.refs("ignoredError", "sqref") == [f"L{row}"]
    assert after.refs("cellWatch", "r") == [f"L{row}", f"L{low}"]
    assert after.refs("inputCells", "r") == [f"T{row}"]
    assert after.refs("scenarios", "sqref") == [f"T{low}"]
    breaks = re.search(r'<rowBreaks count="(\d)" manualBreakCount="(\d)">(.*?)</rowBreaks>', after.xml)
    assert breaks
    due = sorted({row, after.bottom, low})
    assert [int(number) for number in re.findall(r'id="(\d+)"', breaks[3])] == due
    assert (int(breaks[1]), int(breaks[2])) == (len(due), len(due))
    assert after.refs("brk", "id")[-1] == "6"  # that of the columns


@every_change
def test_names_follow_but_for_those_of_the_users_own_tabs(change: str) -> None:
    seen = followed(change)
    book = seen.after.held["xl/workbook.xml"].decode()
    found = dict(re.findall(r'<definedName name="(\w+)"[^>]*>([^<]*)<', book))
    assert found["Seuil"] == found["Ici"] == f"{seen.title}!$C${seen.low + seen.by}"
    assert found["Tous"] == f"{seen.title}!$L${seen.before.top + 1}:$L${seen.after.bottom}"
    assert (found["Relatif"], found["Mien"]) == (f"{seen.title}!$C{seen.low}", f"{seen.title}!$C${seen.low}")


@pytest.mark.parametrize("change", ["more", "sorted"])
def test_a_link_to_a_post_leads_to_it(change: str) -> None:
    data = changed(change)
    before = CalendarXml(data)
    posts = WorkbookContents(data).posts
    link(before, 12, before.top + 2, 12, before.top + 5, f"'{before.title}'!B{posts[6].number}")
    after = rerun(before.bytes())
    rows = {line.id: line.number for line in WorkbookContents(after.bytes()).posts}
    assert set(after.refs("hyperlink", "location")) == {f"'{before.title}'!B{rows[posts[6].id]}"}


def test_a_post_with_a_name_of_the_users_stays() -> None:
    before = CalendarXml(changed("shorter"))
    names(before, {"Dernier": f"'{before.title}'!$L${before.bottom}"})
    post = WorkbookContents(before.bytes()).posts[-1].id
    after = rerun(before.bytes())
    assert after.bottom < before.bottom
    row = {line.id: line.number for line in WorkbookContents(after.bytes()).posts}[post]
    assert f"<definedName name=\"Dernier\">'{before.title}'!$L${row}<" in after.held["xl/workbook.xml"].decode()


@every_change
def test_formulas_of_the_other_calendar_follow(change: str) -> None:
    seen = followed(change)
    editorial = seen.after.held[sheet_parts(seen.after.held)["Calendrier éditorial"]].decode()
    assert _formula(seen.title, seen.new_rows()[seen.post], seen.low + seen.by) in editorial


@every_change
def test_rules_and_analyses_that_look_below_the_table_look_there_still(change: str) -> None:
    seen = followed(change)
    first, low, xml = seen.before.top + 1, seen.low + seen.by, seen.after.xml
    assert f"<formula>T{first}&gt;$C${low}</formula>" in xml
    assert f'sqref="T{first}:T{seen.after.bottom}"' in xml
    assert f"<formula1>$C${low}:$C${low + 2}</formula1>" in xml
    assert _what_if(low) in xml
