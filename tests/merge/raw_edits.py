"""What Excel writes and openpyxl cannot: edits made in the XML of the calendar as calgen itself wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from edited_tab import written
from edited_workbook import EditedWorkbook
from openpyxl.utils import get_column_letter
from workbook_contents import below, covered, packed, parts, relations, sheet_parts

RawEdit = Callable[[EditedWorkbook], bytes]
_X14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
_XM = 'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Package:
    """A workbook's parts, with the social calendar's in hand."""

    def __init__(self, d: EditedWorkbook) -> None:
        self.held = parts(d.data)
        self.part = sheet_parts(self.held)[d.social.sheet.title]
        self.xml = self.held[self.part].decode()

    def cell(self, address: str, markup: str) -> None:
        """A cell as Excel would write it; its style stays."""
        found = re.search(rf'<c r="{address}"( s="\d+")?[^>]*?(/>|>.*?</c>)', self.xml)
        assert found, address
        style = found[1] or ""
        self.xml = self.xml.replace(found[0], markup.replace("<c ", f'<c r="{address}"{style} ', 1))

    def beside(self, row: int, address: str, markup: str) -> None:
        """A cell after the last of a row."""
        self.insert(rf'(<row r="{row}" .*?)(</row>)', markup.replace("<c", f'<c r="{address}"', 1))

    def insert(self, before: str, markup: str) -> None:
        """Markup before the second group of a pattern."""
        self.xml, count = re.subn(before, lambda found: found[1] + markup + found[2], self.xml, count=1)
        assert count == 1, before

    def relate(self, kind: str, target: str, part: str = "") -> str:
        """A relation of the calendar's (or of another part's) more; its id."""
        of = part or self.part
        folder, _, name = of.rpartition("/")
        place = f"{folder}/_rels/{name}.rels"
        id_ = f"rId{900 + len(relations(self.held, of))}"
        entry = f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>'
        self.held[place] = self.held[place].replace(b"</Relationships>", entry.encode() + b"</Relationships>")
        return id_

    def add(self, name: str, content: str, kind: str) -> None:
        """A part more."""
        self.held[name] = content.encode()
        entry = f'<Override PartName="/{name}" ContentType="{kind}"/>'
        types = self.held["[Content_Types].xml"]
        self.held["[Content_Types].xml"] = types.replace(b"</Types>", entry.encode() + b"</Types>")

    def bytes(self) -> bytes:
        """The file."""
        self.held[self.part] = self.xml.encode()
        return packed(self.held)


def _after(d: EditedWorkbook, what: str, holds: Callable[[str, Mapping[str, bytes], str], bool]) -> None:
    """An expectation of the calendar's XML, its parts and its name among them."""
    title = d.social.sheet.title

    def look(held: dict[str, bytes]) -> bool:
        part = sheet_parts(held)[title]
        return holds(held[part].decode(), held, part)

    d.packed.append((what, look))


def _numbers(xml: str) -> dict[str, int]:
    """Ids and their rows."""
    return {id_: int(n) for n, id_ in re.findall(r'<c r="A(\d+)"[^>]*><is><t>(P\d+)</t>', xml)}


def typed_inline(d: EditedWorkbook) -> bytes:
    """A text in the cell, cached values and all."""
    row, value, package = d.post(), d.token(), Package(d)
    d.says["social", row, "text"] = value
    package.cell(d.social.cell(row, "text").coordinate, f'<c t="inlineStr"><is><t>{value}</t></is></c>')
    return package.bytes()


def filled_down(d: EditedWorkbook) -> bytes:
    """A column of formulas filled down: Excel writes the first, and says that the others share it."""
    package, tab = Package(d), d.social
    column, rows = max(tab.columns.values()) + 1, sorted(tab.rows.values())
    letter, theme = get_column_letter(column), get_column_letter(tab.columns["theme"])
    heading = '<c t="inlineStr"><is><t>Longueur</t></is></c>'
    package.beside(tab.head, f"{letter}{tab.head}", heading)
    ref = f"{letter}{rows[0]}:{letter}{rows[-1]}"
    for row in rows:
        own = (
            f'<f t="shared" ref="{ref}" si="0">LEN({theme}{row})*2</f>' if row == rows[0] else '<f t="shared" si="0"/>'
        )
        package.beside(row, f"{letter}{row}", f"<c>{own}<v>14</v></c>")
    for name in tab.rows:
        d.formulas["social", name, "Longueur"] = "=LEN({theme})*2"
    return package.bytes()


def matrix_formula(d: EditedWorkbook) -> bytes:
    """A matrix formula on one row speaks of that row, and stands there."""
    package, tab, row = Package(d), d.social, d.post()
    template = "SUM(LEN({theme}:{title}))"
    cell = tab.cell(row, "variant")
    own = f'<f t="array" ref="{cell.coordinate}">{written(template, tab.columns, tab.rows[row])}</f>'
    package.cell(cell.coordinate, f"<c>{own}<v>21</v></c>")

    def holds(cell: Any) -> bool:
        due = "=" + written(template, tab.columns, cell.row)
        return (getattr(cell.value, "ref", ""), getattr(cell.value, "text", "")) == (cell.coordinate, due)

    d.marks.append((("social", row, "variant"), "the matrix formula", holds))
    return package.bytes()


def threaded_comment(d: EditedWorkbook) -> bytes:
    """A conversation of Excel's on a post: both of its parts follow the post."""
    package, tab, row = Package(d), d.social, d.post()
    address, who, what = tab.cell(row, "theme").coordinate, "{0000A}", "{0000B}"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    newer = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kinds = "http://schemas.microsoft.com/office/2017/10/relationships"
    package.add(
        "xl/persons/person.xml",
        f'<personList xmlns="{newer}"><person displayName="Léa" id="{who}" userId="Léa" providerId="None"/>'
        "</personList>",
        "application/vnd.ms-excel.person+xml",
    )
    package.relate(f"{kinds}/person", "persons/person.xml", "xl/workbook.xml")
    package.add(
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{newer}"><threadedComment ref="{address}" dT="2027-01-01T10:00:00.00"'
        f' personId="{who}" id="{what}"><text>On garde ?</text></threadedComment></ThreadedComments>',
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    package.relate(f"{kinds}/threadedComment", "../threadedComments/threadedComment1.xml")
    package.add(
        "xl/comments9.xml",
        f'<comments xmlns="{main}"><authors><author>tc={what}</author></authors><commentList><comment ref="{address}"'
        f' authorId="0" shapeId="0"><text><t>On garde ?</t></text></comment></commentList></comments>',
        "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    )
    package.relate(f"{_OFFICE}/comments", "../comments9.xml")
    column, line = tab.columns["theme"] - 1, tab.rows[row] - 1
    package.add(
        "xl/drawings/vmlDrawing9.vml",
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600"'
        ' o:spt="202" path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t202"'
        ' style="visibility:hidden"><x:ClientData ObjectType="Note"><x:Anchor>7, 15, 5, 2, 9, 31, 9, 1</x:Anchor>'
        f"<x:Row>{line}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape></xml>",
        "application/vnd.openxmlformats-officedocument.vmlDrawing",
    )
    legacy = package.relate(f"{_OFFICE}/vmlDrawing", "../drawings/vmlDrawing9.vml")
    package.insert(r"()(<tableParts )", f'<legacyDrawing r:id="{legacy}"/>')

    def holds(xml: str, held: Mapping[str, bytes], part: str) -> bool:
        due = f"{address.rstrip('0123456789')}{_numbers(xml)[row]}"
        near = {name: held[name].decode() for name in below(held, part)}
        notes = [text for name, text in near.items() if "omments" in name]
        shapes = [text for text in near.values() if "<x:Row>" in text]
        return (
            len(notes) == 2
            and all(f'ref="{due}"' in text for text in notes)
            and any(f"<x:Row>{_numbers(xml)[row] - 1}</x:Row>" in text for text in shapes)
        )

    _after(d, "the conversation on its post", holds)
    return package.bytes()


def newer_formats(d: EditedWorkbook) -> bytes:
    """Data bars and a drop-down as Excel has written them since 2010: they reach every row."""
    package, tab = Package(d), d.social
    bars, list_ = (get_column_letter(tab.columns[key]) for key in ("clicks", "variant"))
    top, last = tab.head + 1, tab.last
    package.insert(
        r"()(</worksheet>)",
        f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" {_X14}><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting {_XM}><x14:cfRule type="dataBar" id="{{1}}"><x14:dataBar minLength="0">'
        '<x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule>'
        f"<xm:sqref>{bars}{top}:{bars}{last}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" {_X14}><x14:dataValidations {_XM} count="1">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>\'Mes chiffres\'!$A$1:$A$3</xm:f>'
        f"</x14:formula1><xm:sqref>{list_}{top}:{list_}{last}</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
        "</extLst>",
    )

    def holds(xml: str, held: Mapping[str, bytes], part: str) -> bool:
        refs, rows = re.findall(r"<xm:sqref>([^<]+)</xm:sqref>", xml), _numbers(xml).values()
        columns = (tab.columns["clicks"], tab.columns["variant"])
        return len(refs) == 2 and all(covered(r, n, c) for r, c in zip(refs, columns, strict=True) for n in rows)

    _after(d, "the newer formats on every row", holds)
    return package.bytes()


def row_looks(d: EditedWorkbook) -> bytes:
    """A whole row's own format and height, as Excel writes them, go with the row."""
    package, row = Package(d), d.post()
    number = d.social.rows[row]
    package.xml = re.sub(
        rf'(<row r="{number}" )[^>]*>', r'\1spans="1:33" s="11" customFormat="1" ht="44" customHeight="1">', package.xml
    )

    def holds(xml: str, held: Mapping[str, bytes], part: str) -> bool:
        found = re.search(rf'<row r="{_numbers(xml)[row]}"([^>]*)>', xml)
        return bool(found and all(one in found[1] for one in (' s="11"', ' ht="44"', ' customFormat="1"')))

    _after(d, "the row's looks on its row", holds)
    return package.bytes()


def sort_remembered(d: EditedWorkbook) -> bytes:
    """Excel writes down by what the table was sorted: that stays, and reaches as far as the table."""
    package, tab = Package(d), d.social
    part = next(one for one in below(package.held, package.part) if "tables" in one)
    ref = f"A{tab.head + 1}:AG{tab.last}"
    sort = f'<sortState ref="{ref}"><sortCondition ref="B{tab.head + 1}:B{tab.last}"/></sortState>'
    table = package.held[part].decode()
    package.held[part] = re.sub(r"<autoFilter ([^>]*)/>", rf"<autoFilter \1>{sort}</autoFilter>", table).encode()

    def holds(xml: str, held: Mapping[str, bytes], part: str) -> bool:
        text = next(held[one].decode() for one in below(held, part) if "tables" in one)
        bottom = re.search(r' ref="A\d+:[A-Z]+(\d+)"', text)
        return bool(
            bottom and re.search(rf'<sortState ref="A\d+:AG{bottom[1]}"><sortCondition ref="B\d+:B{bottom[1]}"', text)
        )

    _after(d, "the sort, as far as the table", holds)
    return package.bytes()


def errors_ignored(d: EditedWorkbook) -> bytes:
    """Green corners switched off, a page break, a protected range: on the sheet, they stay."""
    package, tab = Package(d), d.social
    package.insert(
        r"()(<conditionalFormatting )",
        f'<protectedRanges><protectedRange sqref="L5:L{tab.last}" name="textes"/></protectedRanges>',
    )
    package.insert(
        r"()(<tableParts )",
        '<rowBreaks count="1" manualBreakCount="1"><brk id="12" max="16383" man="1"/></rowBreaks>'
        f'<ignoredErrors><ignoredError sqref="L5:L{tab.last}" numberStoredAsText="1"/></ignoredErrors>',
    )
    _after(
        d,
        "what was set on the sheet",
        lambda xml, held, part: all(one in xml for one in ("<protectedRange ", "<ignoredError ", "<brk ")),
    )
    return package.bytes()


def own_name(d: EditedWorkbook) -> bytes:
    """A name that the user gave to the texts is still there."""
    package, tab = Package(d), d.social
    name = f"<definedName name=\"MesTextes\">'{tab.sheet.title}'!$L${tab.head + 1}:$L${tab.last}</definedName>"
    book = package.held["xl/workbook.xml"].decode()
    package.held["xl/workbook.xml"] = book.replace("</definedNames>", f"{name}</definedNames>").encode()
    d.packed.append(("the name", lambda held: b'name="MesTextes"' in held["xl/workbook.xml"]))
    return package.bytes()


RAW_EDITS: tuple[RawEdit, ...] = (
    typed_inline, filled_down, matrix_formula, threaded_comment, newer_formats, row_looks, sort_remembered,
    errors_ignored, own_name,
)  # fmt: skip
