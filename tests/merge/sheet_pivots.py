"""A pivot table in the XML that Excel writes for it."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from sheet_package import OFFICE, SML, SheetXml, address

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pivot(sheet: SheetXml, row: int, column: int, name: str, source: str, fields: list[str]) -> None:
    """A pivot table that counts the first field of a table or range by itself, without records kept."""
    package = sheet.package
    cache = package.free("xl/pivotCache/pivotCacheDefinition{}.xml")
    listed = "".join(f"<cacheField name={quoteattr(one)} numFmtId=\"0\"><sharedItems/></cacheField>" for one in fields)
    package.add(
        cache,
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<pivotCacheDefinition xmlns="{_MAIN}" saveData="0"'
        f' refreshOnLoad="1" createdVersion="6" refreshedVersion="6"><cacheSource type="worksheet"><worksheetSource'
        f' {source}/></cacheSource><cacheFields count="{len(fields)}">{listed}</cacheFields></pivotCacheDefinition>',
        f"{SML}.pivotCacheDefinition+xml",
    )
    _cached(sheet, package.relate("xl/workbook.xml", f"{OFFICE}/pivotCacheDefinition", "/" + cache))
    part = package.free("xl/pivotTables/pivotTable{}.xml")
    others = '<pivotField showAll="0"/>' * (len(fields) - 1)
    package.add(
        part,
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<pivotTableDefinition xmlns="{_MAIN}"'
        f' name={quoteattr(name)} cacheId="77" dataCaption="Valeurs"><location ref="'
        f'{address(row, column, row + 4, column + 1)}" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        f'<pivotFields count="{len(fields)}"><pivotField showAll="0"/>{others}</pivotFields></pivotTableDefinition>',
        f"{SML}.pivotTable+xml",
    )
    package.relate(part, f"{OFFICE}/pivotCacheDefinition", "/" + cache)
    package.relate(sheet.part, f"{OFFICE}/pivotTable", "/" + part)
    for r in range(5):
        sheet.put(row + r, column, f"{name} {r}")
        sheet.put(row + r, column + 1, r)


def _cached(sheet: SheetXml, id_: str) -> None:
    """The cache's entry in the workbook, after the formulas' settings."""
    held = sheet.package.held
    book = held["xl/workbook.xml"].decode()
    entry = f'<pivotCaches><pivotCache cacheId="77" xmlns:r="{OFFICE}" r:id="{id_}"/></pivotCaches>'
    at = book.index("/>", book.index("<calcPr")) + 2 if "<calcPr" in book else book.index("</workbook>")
    held["xl/workbook.xml"] = (book[:at] + entry + book[at:]).encode()
