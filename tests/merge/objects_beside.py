"""Objects of the user's on the social calendar, over several rows: beside its table, below it, and across its columns.

They are written into the XML of a tab as any program has saved it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter
from spreadsheet_moves import bounds
from workbook_contents import below, packed, parts, relations, sheet_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TITLES = {
    "social": ("Calendrier social", "Social calendar"),
    "editorial": ("Calendrier éditorial", "Editorial calendar"),
}
# CT_Worksheet's sequence, from the rows on
ORDER = ("sheetData", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "mergeCells",
         "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
         "headerFooter", "rowBreaks", "colBreaks", "cellWatches", "ignoredErrors", "drawing", "legacyDrawing",
         "tableParts", "extLst")  # fmt: skip


@dataclass
class CalendarXml:
    """A calendar of a workbook as XML, with the place of its table."""

    data: bytes
    calendar: str = "social"
    held: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.held = parts(self.data)
        titles = sheet_parts(self.held)
        self.title = next(title for title in TITLES[self.calendar] if title in titles)
        self.part = titles[self.title]
        self.xml = self.held[self.part].decode()
        self.left, self.top, self.right, self.bottom = bounds(self.ref_of(f"calgen_{self.calendar}"))

    def tables(self) -> dict[str, tuple[str, str]]:
        """The tables on the tab: name → (part, range)."""
        found = {}
        for part in below(self.held, self.part):
            if "/tables/" in part and part.endswith(".xml"):
                head = re.search(r"<table\b[^>]*>", self.held[part].decode())
                assert head
                name, ref = (re.search(rf'\s{key}="([^"]*)"', head[0]) for key in ("displayName", "ref"))
                assert name
                assert ref
                found[name[1]] = (part, ref[1])
        return found

    def ref_of(self, table: str) -> str:
        return self.tables()[table][1]

    # -- writing ------------------------------------------------------------------------------------------------------

    def cell(self, address: str, markup: str) -> None:
        """Puts a cell at an address, in place of one that is there; `markup` is what follows the address."""
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
        row = re.search(rf'<row\b[^>]*?\br="{digits}"[^>]*?(/>|>(.*?)</row>)', self.xml, re.DOTALL)
        cell = f'<c r="{address}"{markup}'
        if row is None:
            rows = re.finditer(r'<row\b[^>]*?\br="(\d+)"', self.xml)
            at = next((found.start() for found in rows if int(found[1]) > int(digits)), self.xml.index("</sheetData>"))
            self.xml = f'{self.xml[:at]}<row r="{digits}">{cell}</row>{self.xml[at:]}'
            return
        head = row[0][: row[0].index(">")].rstrip("/")
        cells = re.findall(r"<c\b[^>]*?(?:/>|>.*?</c>)", row[2] or "", re.DOTALL)
        own = {re.search(r'\br="([A-Z]+)', found)[1]: found for found in cells}  # type: ignore[index]
        own[letters] = cell
        inside = "".join(own[name] for name in sorted(own, key=column_index_from_string))
        self.xml = self.xml.replace(row[0], f"{head}>{inside}</row>", 1)

    def text(self, address: str, text: str) -> None:
        self.cell(address, f' t="inlineStr"><is><t>{text}</t></is></c>')

    def number(self, address: str, value: int) -> None:
        self.cell(address, f"><v>{value}</v></c>")

    def formula(self, address: str, formula: str, attributes: str = "") -> None:
        self.cell(address, f"><f{attributes}>{formula}</f><v>0</v></c>")

    def element(self, name: str, inside: str, attributes: str = "") -> None:
        """An element in its place; what is inside joins one that is there."""
        found = re.search(rf"<{name}\b[^>]*?(/>|>)", self.xml)
        if found and name != "conditionalFormatting":
            opened = found[0] if found[1] == ">" else found[0][:-2] + ">"
            closing = "" if found[1] == ">" else f"</{name}>"
            self.xml = self.xml.replace(found[0], f"{opened}{inside}{closing}", 1)
            return
        later = [at for at in (self.xml.find(f"<{other}", self.xml.index("<sheetData"))
                               for other in ORDER[ORDER.index(name) + 1 :]) if at >= 0]  # fmt: skip
        at = min(later, default=self.xml.index("</worksheet>"))
        written = f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"
        self.xml = self.xml[:at] + written + self.xml[at:]

    def relate(self, kind: str, target: str, owner: str = "", outside: bool = False) -> str:
        of = owner or self.part
        folder, _, name = of.rpartition("/")
        place = f"{folder}/_rels/{name}.rels"
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        listed = self.held.setdefault(place, empty)
        id_ = f"rId{900 + len(relations(self.held, of)) + listed.count(b'External')}"
        mode = ' TargetMode="External"' if outside else ""
        entry = f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        self.held[place] = listed.replace(b"</Relationships>", entry.encode() + b"</Relationships>")
        return id_

    def add(self, name: str, content: str, kind: str) -> None:
        self.held[name] = content.encode()
        entry = f'<Override PartName="/{name}" ContentType="{kind}"/>'
        types = self.held["[Content_Types].xml"]
        self.held["[Content_Types].xml"] = types.replace(b"</Types>", entry.encode() + b"</Types>")

    def bytes(self) -> bytes:
        return packed(self.held | {self.part: self.xml.encode()})

    # -- reading ------------------------------------------------------------------------------------------------------

    def refs(self, element: str, attribute: str = "ref") -> list[str]:
        return re.findall(rf'<{element}\b[^>]*?\b{attribute}="([^"]*)"', self.xml)

    def at(self, column: int, row: int) -> str:
        return f"{get_column_letter(column)}{row}"


def area(left: int, top: int, right: int, bottom: int) -> str:
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


# -- objects -----------------------------------------------------------------------------------------------------------


def merge(xml: CalendarXml, left: int, top: int, right: int, bottom: int, text: str = "Fusion") -> None:
    """Cells merged over a range, with a text."""
    xml.text(xml.at(left, top), text)
    xml.element("mergeCells", f'<mergeCell ref="{area(left, top, right, bottom)}"/>')


def table(xml: CalendarXml, left: int, top: int, name: str = "Budget", rows: int = 3) -> None:
    """A small table with two columns of numbers, the second calculated."""
    ref = area(left, top, left + 1, top + rows)
    first, second = f"{name} a", f"{name} b"
    xml.text(xml.at(left, top), first)
    xml.text(xml.at(left + 1, top), second)
    for row in range(top + 1, top + rows + 1):
        xml.number(xml.at(left, row), row)
        xml.formula(xml.at(left + 1, row), f"{xml.at(left, row)}*2")
    xml.add(
        f"xl/tables/{name}.xml",
        f'<table xmlns="{MAIN}" id="{900 + left + top}" name="{name}" displayName="{name}" ref="{ref}" '
        f'totalsRowShown="0"><autoFilter ref="{ref}"/><tableColumns count="2"><tableColumn id="1" name="{first}"/>'
        f'<tableColumn id="2" name="{second}"><calculatedColumnFormula>{xml.at(left, top + 1)}*2'
        "</calculatedColumnFormula></tableColumn></tableColumns></table>",
        f"{SPREADSHEET}.table+xml",
    )
    link = xml.relate("table", f"../tables/{name}.xml")
    xml.element("tableParts", f'<tablePart xmlns:r="{OFFICE}" r:id="{link}"/>', ' count="1"')
    count = xml.xml.count("<tablePart ")
    xml.xml = re.sub(r'(<tableParts[^>]*?count=")\d+', rf"\g<1>{count}", xml.xml)


def array(xml: CalendarXml, column: int, top: int, bottom: int) -> None:
    """An array formula over several rows of one column."""
    ref = area(column, top, column, bottom)
    xml.formula(xml.at(column, top), f"ROW({ref})", f' t="array" ref="{ref}"')
    for row in range(top + 1, bottom + 1):
        xml.number(xml.at(column, row), 0)


def link(xml: CalendarXml, left: int, top: int, right: int, bottom: int, location: str = "") -> None:
    """A link over a range, to a page or to a place in the workbook."""
    if location:
        ref = area(left, top, right, bottom)
        xml.element("hyperlinks", f'<hyperlink ref="{ref}" location="{location}" display="là"/>')
        return
    id_ = xml.relate("hyperlink", "https://www.meche.example", outside=True)
    ref = area(left, top, right, bottom)
    xml.element("hyperlinks", f'<hyperlink xmlns:r="{OFFICE}" ref="{ref}" r:id="{id_}"/>')


# -- what must hold ----------------------------------------------------------------------------------------------------

_EMPTY = ("mergeCells", "hyperlinks", "dataValidations", "conditionalFormatting", "ignoredErrors", "rowBreaks", "ext",
          "protectedRanges", "cellWatches", "scenarios", "extLst")  # fmt: skip


def unsound(data: bytes, calendar: str = "social") -> Iterator[str]:
    """All that another program would find wrong with the ranges of a calendar."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(io.BytesIO(data))
    xml = CalendarXml(data, calendar)
    refs = re.findall(r'\sref="([^"]*)"', xml.xml)
    for part, _ in xml.tables().values():
        refs += re.findall(r'\sref="([^"]*)"', xml.held[part].decode())
    yield from (f"not one range: {ref}" for ref in refs if not re.fullmatch(r"[A-Z]+\d+(:[A-Z]+\d+)?", ref))
    yield from (f"empty: {name}" for name in _EMPTY if re.search(rf"<(\w+:)?{name}\b[^>]*?(/>|></)", xml.xml))
    for name in ("mergeCell", "dataValidation"):
        count = re.search(rf'<{name}s\b[^>]*?\bcount="(\d+)"', xml.xml)
        if count and int(count[1]) != len(re.findall(rf"<{name}\b", xml.xml)):
            yield f"count of {name}"
    for address, ref in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f\b[^>]*? ref="([^":]*)', xml.xml):
        if address != ref:
            yield f"the formula of {ref} in {address}"
    areas = [bounds(ref) for _, ref in xml.tables().values()]
    areas += [bounds(ref) for ref in xml.refs("mergeCell")]
    for number, one in enumerate(areas):
        for other in areas[number + 1 :]:
            if one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]:
                yield f"{one} over {other}"


def sheet_of(data: bytes, calendar: str = "social") -> Any:
    """A calendar in openpyxl."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
    return next(book[title] for title in TITLES[calendar] if title in book.sheetnames)


Placing = Callable[[CalendarXml], None]
