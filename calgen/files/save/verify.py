"""Checks the bytes before they are written: the user's parts are unchanged, calgen's parts are valid and sound."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from xml.parsers import expat

from calgen.files import soundness
from calgen.files.read import guard
from calgen.files.read.markup import Element, Malformed, to_utf8
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import CONTENT_TYPES, ROOT, Package
from calgen.files.read.part_names import part_key, relationships_part
from calgen.files.soundness import Unsound

_SELECTED = re.compile(rb'\s+tabSelected\s*=\s*(?:"[^"]*"|\'[^\']*\')')
_MARKUP = (".xml", ".rels", ".vml")
_MOST_TOLD = 20  # faults in the message of an error


class VerificationError(Exception):
    """The new bytes are not what they should be: a bug of calgen, found before anything is written.

    `found` lists what a spreadsheet program would have repaired; it is empty where a part of the user's changed.
    """

    def __init__(self, said: str, found: tuple[Unsound, ...] = ()) -> None:
        more = [f"(+ {len(found) - _MOST_TOLD})"] if len(found) > _MOST_TOLD else []
        super().__init__("\n".join([said, *map(str, found[:_MOST_TOLD]), *more]))
        self.found = found


def verify(
    old: OpenedWorkbook,
    after: bytes,
    edited: Mapping[str, Collection[str]] | None = None,
    new_tabs: Collection[str] = (),
) -> None:
    """Checks the bytes that are to replace the workbook `old`.

    `edited` are the cells that a command wrote into tabs of the user's, by the title of the tab: there no other cell
    may have changed. `new_tabs` are titles that added input tabs may have. Raises Refused where the whole has become
    more than calgen takes, and VerificationError.
    """
    new = guard.open_workbook(after, old.name)
    _check_user_tabs(old, new, new_tabs)
    for title, cells in (edited or {}).items():
        _check_other_cells(old, new, title, cells)
    kept = [part for part in _user_parts(old) if part_key(part) not in _edited_parts(old, edited or {})]
    for part in kept:
        if not new.package.has(part):
            raise VerificationError(f"lost: {part}")
        if not _is_same_part(old.package.read(part), new.package.read(part)):
            raise VerificationError(f"changed: {part}")
    known = {part_key(part) for part in kept}
    _check_written_parts(old, new, [part for part in new.package.parts() if part_key(part) not in known])


def _check_written_parts(old: OpenedWorkbook, new: OpenedWorkbook, parts: Collection[str]) -> None:
    """Checks the parts that calgen wrote: they are XML, and nothing is unsound in them that was not so before."""
    sheets = {part_key(sheet.part) for sheet in soundness.find_worksheets(new, parts)}  # they are read through below
    for part in parts:
        if part_key(part) not in sheets and not _is_xml(new.package, part):
            raise VerificationError(f"no XML: {part}")
    try:
        found = soundness.find_unsound(new, parts)
    except Malformed as error:
        raise VerificationError(f"no XML: {error}") from error
    if not found:
        return
    present = [part for part in parts if old.package.has(part) and _is_xml(old.package, part)]
    found = soundness.subtract(found, soundness.find_unsound(old, present))
    if found:
        raise VerificationError("unsound", found)


def _check_user_tabs(old: OpenedWorkbook, new: OpenedWorkbook, new_tabs: Collection[str]) -> None:
    """Checks that the user's tabs, `new_tabs` apart, have the same order, titles, ids, states and parts."""
    lines = []
    added = set(new_tabs) - {sheet.title for sheet in old.sheets}
    for book, without in ((old, ()), (new, added)):
        ours = {sheet.position for sheet in book.calgen_sheets().values()}
        theirs = [sheet for sheet in book.sheets if sheet.position not in ours and sheet.title not in without]
        lines.append([(sheet.title, sheet.sheet_id, sheet.state, part_key(sheet.part)) for sheet in theirs])
    if lines[0] != lines[1]:
        raise VerificationError("the user's tabs")


def _edited_parts(old: OpenedWorkbook, titles: Collection[str]) -> set[str]:
    """The keys of the parts of these tabs, and of the tables on them."""
    sheets = [sheet.part for sheet in old.sheets if sheet.title in titles]
    links = (link for part in sheets for link in old.package.relationships(part) if link.kind == "table")
    return {part_key(part) for part in (*sheets, *(link.part for link in links))}


def _check_other_cells(old: OpenedWorkbook, new: OpenedWorkbook, title: str, cells: Collection[str]) -> None:
    """Checks that the cells of a tab which were not written have the same contents."""
    found = [_contents(workbook, title) for workbook in (old, new)]
    changed = {at for at in found[0].keys() | found[1].keys() if found[0].get(at) != found[1].get(at)}
    if wrong := changed - set(cells):
        raise VerificationError(f"changed: {title} {min(wrong)}")


def _contents(workbook: OpenedWorkbook, title: str) -> dict[str, object]:
    """What each cell of a tab holds, by its address: its attributes, and its elements with their texts.

    Blank cells are left out, and so are cells without an address.
    """
    part = next(sheet.part for sheet in workbook.sheets if sheet.title == title)
    nodes = (node for node in workbook.package.tree(part).descendants() if node.name == "c" and node.children)
    return {node.get("r"): _content(node) for node in nodes if node.get("r")}


def _content(node: Element) -> object:
    return node.name, sorted(node.attrs.items()), node.text, [_content(child) for child in node.children]


def _user_parts(old: OpenedWorkbook) -> list[str]:
    """The parts of a workbook that belong to the user alone."""
    package = old.package
    index = {CONTENT_TYPES, old.part, relationships_part(old.part)}
    index |= {old.part_of_kind(kind) for kind in ("styles", "calcChain")}
    ours = [sheet.part for sheet in old.calgen_sheets().values()]
    theirs = package.reachable([ROOT], ours)
    own = {part for part in package.reachable(ours) if part not in theirs}
    own |= {part_key(relationships_part(part)) for part in own}
    left_out = own | {part_key(part) for part in index}
    return [part for part in package.parts() if part_key(part) not in left_out]


def _is_same_part(old: bytes, new: bytes) -> bool:
    """Whether a part has the same bytes; only which tab is selected may differ."""
    if old == new:
        return True
    try:
        return _SELECTED.sub(b"", to_utf8(old)) == _SELECTED.sub(b"", to_utf8(new))
    except Malformed:
        return False


def _is_xml(package: Package, part: str) -> bool:
    """Whether a part is well-formed XML, or holds something else by its name."""
    if not part_key(part).endswith(_MARKUP):
        return True
    try:
        expat.ParserCreate().Parse(to_utf8(package.read(part)), True)
    except (expat.ExpatError, Malformed):
        return False
    return True
