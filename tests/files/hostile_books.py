"""Files that lie, break or were made to harm: a small sound strategy, and what can be done to it.

A case says how `calgen check` must end: "" for a file that is taken, else the code of the error that it must tell.
Heavy ones are run in a process of their own, with their time and memory counted.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES, LINKS, BOOK = "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
STYLES, STRINGS, CORE = "xl/styles.xml", "xl/sharedStrings.xml", "docProps/core.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TABS: dict[str, list[list[str]]] = {
    "Réglages": [["Réglage", "Valeur"], ["Marque", "Mèche rebelle"], ["Début", "04/01/2027"], ["Semaines", "2"]],
    "Objectifs": [["Objectif", "Indicateur"], ["Remplir le salon", "rendez-vous"]],
    "Plateformes": [["Plateforme", "Mission", "Objectifs", "Fréquence"],
                    ["Facebook", "Garder le lien", "Remplir le salon", "2"]],
    "Thèmes": [["Thème", "Catégorie", "Idées"], ["Coulisses", "Promouvoir", "Un"], ["Conseils", "Relayer", "Deux"],
               ["Questions", "Échanger", "Trois"]],
}  # fmt: skip
SHEETS = {title: f"xl/worksheets/sheet{at}.xml" for at, title in enumerate(TABS, 1)}
SHEET = SHEETS["Thèmes"]


@dataclass(frozen=True, slots=True)
class Case:
    """A file: how it is made, and the code of the error that it must tell ("" where it is taken)."""

    name: str
    code: str
    made: Callable[[], bytes]
    heavy: bool = False


def inline(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def rows(title: str, cells: Mapping[str, str]) -> str:
    """The rows of a tab, with some cells in other words, and more cells where there were none."""
    found: dict[int, dict[str, str]] = {}
    for row, texts in enumerate(TABS[title], 1):
        found[row] = {letter: inline(f"{letter}{row}", text) for letter, text in zip("ABCDEFGH", texts, strict=False)}
    for at, cell in cells.items():
        tab, _, address = at.partition("!")
        if tab == title:
            letters = address.rstrip("0123456789")
            found.setdefault(int(address[len(letters) :]), {})[letters] = cell
    return "".join(f'<row r="{row}">{"".join(found[row].values())}</row>' for row in sorted(found))


def sheet(inside: str, after: str = "", before: str = "") -> bytes:
    return (f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}<sheetData>{inside}</sheetData>{after}'
            "</worksheet>").encode()  # fmt: skip


def base(cells: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """The parts of a sound strategy; `cells` are in other words: `Thèmes!A2` → the XML of the cell."""
    kinds = {BOOK: "sheet.main", STYLES: "styles", STRINGS: "sharedStrings"}
    kinds |= dict.fromkeys(SHEETS.values(), "worksheet")
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{KIND}.{kind}+xml"/>'
                        for part, kind in kinds.items())  # fmt: skip
    listed = "".join(f'<sheet name="{title}" sheetId="{at}" r:id="rId{at}"/>' for at, title in enumerate(TABS, 1))
    targets = [("worksheet", part) for part in SHEETS.values()] + [("styles", STYLES), ("sharedStrings", STRINGS)]
    links = "".join(f'<Relationship Id="rId{at}" Type="{RELATIONS}/{kind}" Target="{part.removeprefix("xl/")}"/>'
                    for at, (kind, part) in enumerate(targets, 1))  # fmt: skip
    xml = "application/xml"
    return {
        TYPES: (f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                f'ContentType="{xml}"/>{overrides}</Types>').encode(),
        "_rels/.rels": (f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                        f'Type="{RELATIONS}/officeDocument" Target="{BOOK}"/></Relationships>').encode(),
        BOOK: (f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr/><sheets>{listed}</sheets>'
               "</workbook>").encode(),
        LINKS: f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'.encode(),
        STYLES: (f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill>'
                 '<patternFill/></fill></fills>'
                 '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1">'
                 '<xf numFmtId="0" xfId="0"/></cellXfs></styleSheet>').encode(),
        STRINGS: f'{HEAD}<sst xmlns="{MAIN}"><si><t>Coulisses</t></si></sst>'.encode(),
        CORE: f'{HEAD}<coreProperties xmlns="{PACKAGE}/metadata/core-properties"/>'.encode(),
    } | {part: sheet(rows(title, cells or {})) for title, part in SHEETS.items()}  # fmt: skip


def packed(parts: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return out.getvalue()


def sound() -> bytes:
    return packed(base())


def cell(at: str, xml: str) -> Callable[[], bytes]:
    """The strategy with one cell replaced."""
    return lambda: packed(base({at: xml}))


def said(at: str, text: str) -> Callable[[], bytes]:
    """The strategy with a text in one cell."""
    return cell(at, inline(at.partition("!")[2], text))


def part(name: str, data: bytes | str | Callable[[], bytes]) -> Callable[[], bytes]:
    """The strategy with one part replaced, or added."""

    def made() -> bytes:
        content = data() if callable(data) else data.encode() if isinstance(data, str) else data
        return packed(base() | {name: content})

    return made


def edited(name: str, old: str, new: str, more: Mapping[str, bytes] | None = None) -> Callable[[], bytes]:
    """The strategy with a text of one part replaced (it must be there), and more parts."""

    def made() -> bytes:
        parts = base()
        assert old.encode() in parts[name], (name, old)
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
        return packed(parts | dict(more or {}))

    return made


def without(*names: str) -> Callable[[], bytes]:
    return lambda: packed({name: data for name, data in base().items() if name not in names})


def after(markup: str, title: str = "Thèmes") -> Callable[[], bytes]:
    """The strategy with markup behind the cells of a tab."""
    return part(SHEETS[title], lambda: sheet(rows(title, {}), markup))


def every() -> tuple[Case, ...]:
    """All cases, light ones first."""
    import hostile_bombs
    import hostile_cells
    import hostile_files
    import hostile_packages
    import hostile_zips

    found = [*hostile_files.CASES, *hostile_packages.CASES, *hostile_cells.CASES, *hostile_bombs.CASES]
    found += hostile_zips.CASES
    return tuple(sorted(found, key=lambda case: case.heavy))
