"""Workbooks of two tabs of calgen's and one of the user's that refers to them in every way that the format knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile_books import BOOK, HEAD, LINKS, MAIN, PACKAGE, RELATIONS, TYPES, packed, sheet
from made_books import opened

from calgen.files.references.outside_references import OutsideReference, outside_references

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = "xl/worksheets/sheet1.xml"
OWN_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
TITLES = {"Mes chiffres": "", "Calendrier social": "social", "L'équipe & moi": "tasks"}


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """The relationships of a part: id → kind and target."""
    found = "".join(f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
                    for key, (kind, target) in targets.items())  # fmt: skip
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def workbook(
    own: bytes | str, names: str = "", parts: Mapping[str, bytes | str] | None = None, marker: str = "_calgen_tab"
) -> bytes:
    """The bytes of a workbook: `own` is the XML of the user's tab, or its rows; `names` are further defined names."""
    marks = "".join(f'<definedName name="{marker}" localSheetId="{at}" hidden="1">"{key}"</definedName>'
                    for at, key in enumerate(TITLES.values()) if key)  # fmt: skip
    titles = [title.replace("&", "&amp;") for title in TITLES]
    listed = "".join(f'<sheet name="{title}" sheetId="{at}" r:id="rId{at}"/>' for at, title in enumerate(titles, 1))
    targets = {f"rId{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(TITLES) + 1)}
    made: dict[str, bytes | str] = {
        TYPES: f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
               "</Types>",
        "_rels/.rels": relationships({"rId1": ("officeDocument", BOOK)}),
        BOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets>'
              f"<definedNames>{marks}{names}</definedNames></workbook>",
        LINKS: relationships(targets),
        OWN: own if isinstance(own, bytes) else sheet(own),
        **{f"xl/worksheets/sheet{at}.xml": sheet("") for at in range(2, len(TITLES) + 1)},
        **(parts or {}),
    }  # fmt: skip
    return packed({name: data if isinstance(data, bytes) else data.encode() for name, data in made.items()})


def found(data: bytes) -> tuple[OutsideReference, ...]:
    return outside_references(opened(data))


def cell(at: str, formula: str, attributes: str = "") -> str:
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c r="{at}"><f{attributes}>{escaped}</f><v>0</v></c>'


def row(*cells: str) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


def shown(data: bytes) -> list[str]:
    """The references as lines: what holds them, its cell, what they refer to."""
    lines = []
    for one in found(data):
        area = "" if one.area is None else ",".join(map(str, one.area))
        target = f"{one.tab} {area or '|'.join(one.headings)}" + (" text" if one.is_text else "")
        name = f" ({one.source.name})" if one.source.name else ""
        lines.append(f"{one.source.kind} {one.source.place}{name}: {target}")
    return lines
