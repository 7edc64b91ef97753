"""A workbook's parts while a user adds to them what openpyxl cannot write, in the XML that Excel writes for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from openpyxl.utils import column_index_from_string, get_column_letter
from workbook_contents import packed, parts, sheet_parts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties",
    "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture",
    "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # the children of a worksheet (ECMA-376 Part 1, 18.3.1.99)
_CELL = re.compile(r'<c r="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


def address(row: int, column: int, bottom: int = 0, right: int = 0) -> str:
    """A cell, or a range where its last row and column are given."""
    first, last = f"{get_column_letter(column)}{row}", f"{get_column_letter(right or column)}{bottom or row}"
    return first if first == last else f"{first}:{last}"


class SheetPackage:
    """A workbook's parts, to add to."""

    def __init__(self, data: bytes) -> None:
        self.held = parts(data)
        self._sheets = {title: SheetXml(self, part, title) for title, part in sheet_parts(self.held).items()}

    def sheet(self, title: str) -> SheetXml:
        """A tab by its title."""
        return self._sheets[title]

    @property
    def titles(self) -> list[str]:
        """The titles of the tabs."""
        return list(self._sheets)

    def free(self, pattern: str) -> str:
        """The first name of a part that is free; `{}` stands for its number."""
        return next(name for n in range(1, 999) if (name := pattern.format(n)) not in self.held)

    def add(self, name: str, content: str | bytes, kind: str = "") -> None:
        """A part more, with its content type where its ending does not tell."""
        self.held[name] = content.encode() if isinstance(content, str) else content
        if kind:
            self._typed(f'<Override PartName="/{name}" ContentType="{kind}"/>')

    def default(self, ending: str, kind: str) -> None:
        """The content type of an ending, where it has none yet."""
        if f'Extension="{ending}"'.encode() not in self.held["[Content_Types].xml"]:
            self._typed(f'<Default Extension="{ending}" ContentType="{kind}"/>')

    def _typed(self, entry: str) -> None:
        types = self.held["[Content_Types].xml"].decode()
        self.held["[Content_Types].xml"] = types.replace("</Types>", entry + "</Types>").encode()

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """A relation of a part's more; its id."""
        folder, _, name = part.rpartition("/")
        place = f"{folder}/_rels/{name}.rels"
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        listed = re.sub(r"<Relationships([^>]*)/>", r"<Relationships\1></Relationships>",
                        self.held.get(place, empty).decode())  # fmt: skip
        id_ = next(one for n in range(800, 9999) if f'"{(one := f"rId{n}")}"' not in listed)
        mode = ' TargetMode="External"' if external else ""
        entry = f'<Relationship Id="{id_}" Type="{kind}" Target="{escape(target)}"{mode}/>'
        self.held[place] = listed.replace("</Relationships>", entry + "</Relationships>").encode()
        return id_

    def name(self, name: str, value: str, local: str = "") -> None:
        """A defined name, of the workbook or of a tab."""
        scope = f' localSheetId="{self.titles.index(local)}"' if local else ""
        entry = f'<definedName name="{name}"{scope}>{escape(value)}</definedName>'
        book = self.held["xl/workbook.xml"].decode()
        book = re.sub(rf'<definedName name="{re.escape(name)}"{scope}[^>]*>.*?</definedName>', "", book)
        if "</definedNames>" not in book:
            book = re.sub(r"<definedNames ?/>", "", book)
            book = re.sub(r"(</sheets>)", r"\1<definedNames></definedNames>", book)
        self.held["xl/workbook.xml"] = book.replace("</definedNames>", entry + "</definedNames>").encode()

    def table_ids(self) -> set[int]:
        """The ids of all tables."""
        found = [re.search(rb'<table [^>]*?\bid="(\d+)"', part) for part in self.held.values() if b"<table " in part]
        return {int(one[1]) for one in found if one}

    def bytes(self) -> bytes:
        """The file."""
        for sheet in self._sheets.values():
            self.held[sheet.part] = sheet.xml.encode()
        return packed(self.held)


class SheetXml:
    """The XML of a tab, to add to."""

    def __init__(self, package: SheetPackage, part: str, title: str) -> None:
        self.package, self.part, self.title = package, part, title
        self.xml = package.held[part].decode()
        if "xmlns:r=" not in self.xml[:2000]:
            self.xml = self.xml.replace("<worksheet ", f'<worksheet xmlns:r="{OFFICE}" ', 1)

    # -- cells --------------------------------------------------------------------------------------------------------

    def put(self, row: int, column: int, value: str | float, **formula: str) -> None:
        """A value into a cell; a text that begins with `=` is a formula, `formula` its attributes."""
        ref = address(row, column)
        if isinstance(value, str) and value.startswith("="):
            told = "".join(f' {name}="{one}"' for name, one in formula.items())
            inner, kind = f"<f{told}>{escape(value[1:])}</f>", ""
        elif isinstance(value, str):
            inner, kind = f'<is><t xml:space="preserve">{escape(value)}</t></is>', ' t="inlineStr"'
        else:
            inner, kind = f"<v>{value}</v>", ""
        self._placed(row, column, f'<c r="{ref}"{self._style(ref)}{kind}>{inner}</c>')

    def empty(self, row: int, column: int) -> None:
        """A cell without a value, as Excel writes it under a merge."""
        ref = address(row, column)
        self._placed(row, column, f'<c r="{ref}"{self._style(ref)}/>')

    def _style(self, ref: str) -> str:
        found = re.search(rf'<c r="{ref}"[^>]*?( s="\d+")', self.xml)
        return found[1] if found else ""

    def _placed(self, row: int, column: int, cell: str) -> None:
        found = re.search(rf'<row r="{row}"([^>]*?)(/>|>(.*?)</row>)', self.xml, re.DOTALL)
        if found:
            cells = {column_index_from_string(one[1]): one[0] for one in _CELL.finditer(found[3] or "")}
            looks = re.sub(r' spans="[^"]*"', "", found[1])
        else:
            cells, looks = {}, ""
        cells[column] = cell
        line = f'<row r="{row}"{looks}>{"".join(cells[n] for n in sorted(cells))}</row>'
        if found:
            self.xml = self.xml[: found.start()] + line + self.xml[found.end() :]
            return
        self.xml = re.sub(r"<sheetData\s*/>", "<sheetData></sheetData>", self.xml)
        later = next((one.start() for one in re.finditer(r'<row r="(\d+)"', self.xml) if int(one[1]) > row), None)
        at = self.xml.index("</sheetData>") if later is None else later
        self.xml = self.xml[:at] + line + self.xml[at:]

    def row(self, row: int, looks: str) -> None:
        """Attributes of a row more."""
        self.xml = re.sub(rf'<row r="{row}"', rf'<row r="{row}" {looks}', self.xml, count=1)

    # -- what stands beside the cells ---------------------------------------------------------------------------------

    def child(self, name: str, markup: str) -> None:
        """An element of the tab's, after those that stand before it."""
        later = "|".join(ORDER[ORDER.index(name) + 1 :])
        end = self.xml.index("</sheetData>") if "</sheetData>" in self.xml else self.xml.index("<sheetData")
        places = re.compile(rf"<(?:{later or '-'})[\s/>]|</worksheet>")
        at = next(one.start() for one in places.finditer(self.xml, end) if not self._inside(one.start()))
        self.xml = self.xml[:at] + markup + self.xml[at:]

    def _inside(self, at: int) -> bool:
        """Whether a place lies in a conditional format, which has an extLst of its own."""
        before = self.xml[:at]
        return before.count("<conditionalFormatting ") > before.count("</conditionalFormatting>")

    def listed(self, name: str, markup: str, *, counted: bool = True) -> None:
        """One entry more in a list of the tab's."""
        found = re.search(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>", self.xml, re.DOTALL)
        entries = (found[1] if found else "") + markup
        count = len(re.findall(r"<(?:mergeCell|dataValidation|tablePart|brk)[\s>]", entries))
        told = f' count="{count}"' + (f' manualBreakCount="{count}"' if name.endswith("Breaks") else "")
        whole = f"<{name}{told if counted else ''}>{entries}</{name}>"
        if found:
            self.xml = self.xml[: found.start()] + whole + self.xml[found.end() :]
        else:
            self.child(name, whole)

    def merge(self, ref: str) -> None:
        """A range merged."""
        self.listed("mergeCells", f'<mergeCell ref="{ref}"/>')

    def link(self, ref: str, target: str = "", location: str = "") -> None:
        """A link over a range, to another place or within the workbook."""
        if target:
            id_ = self.package.relate(self.part, f"{OFFICE}/hyperlink", target, external=True)
            entry = f'<hyperlink ref="{ref}" r:id="{id_}"/>'
        else:
            entry = f'<hyperlink ref="{ref}" location="{escape(location)}" display="voir"/>'
        self.listed("hyperlinks", entry, counted=False)

    def table(self, ref: str, name: str, headings: list[str]) -> None:
        """A table over cells that are there."""
        columns = "".join(
            f'<tableColumn id="{n}" name="{escape(one)}"/>'
            for n, one in enumerate(headings, 1)
        )
        package = self.package
        id_, part = max(package.table_ids(), default=0) + 1, package.free("xl/tables/table{}.xml")
        package.add(
            part,
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<table xmlns="http://schemas.openxmlformats.org/'
            f'spreadsheetml/2006/main" id="{id_}" name="{name}" displayName="{name}" ref="{ref}" totalsRowShown="0">'
            f'<autoFilter ref="{ref}"/><tableColumns count="{len(headings)}">{columns}</tableColumns>'
            '<tableStyleInfo name="TableStyleLight9" showFirstColumn="0" showLastColumn="0" showRowStripes="1"'
            ' showColumnStripes="0"/></table>',
            f"{SML}.table+xml",
        )
        rid = package.relate(self.part, f"{OFFICE}/table", "/" + part)
        self.listed("tableParts", f'<tablePart r:id="{rid}"/>')

    def format(self, sqref: str, formula: str) -> None:
        """A conditional format by a formula."""
        self.child(
            "conditionalFormatting",
            f'<conditionalFormatting sqref="{sqref}"><cfRule type="expression" priority="{900 + len(self.xml) % 90}">'
            f"<formula>{escape(formula)}</formula></cfRule></conditionalFormatting>",
        )

    def validation(self, sqref: str, formula: str, prompt: str) -> None:
        """A list to choose from, with a prompt."""
        self.listed(
            "dataValidations",
            f'<dataValidation type="list" allowBlank="1" showInputMessage="1" prompt="{escape(prompt)}"'
            f' sqref="{sqref}">'
            f"<formula1>{escape(formula)}</formula1></dataValidation>",
        )

    def cells(self) -> Iterator[str]:
        """The addresses of all cells."""
        yield from re.findall(r'<c r="([A-Z]+\d+)"', self.xml)
