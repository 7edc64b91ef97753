"""Checks the bytes before they are written: the user's parts are unchanged, calgen's parts are valid and sound."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.parsers import expat

from calgen.files import soundness
from calgen.files.read import guard
from calgen.files.read.markup import Malformed, to_utf8
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


def verify(old: OpenedWorkbook, after: bytes) -> None:
    """Checks the bytes that are to replace the workbook `old`.

    Raises Refused where the whole has become more than calgen takes, and VerificationError.
    """
    new = guard.open_workbook(after, old.name)
    _check_user_tabs(old, new)
    kept = _user_parts(old)
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


def _check_user_tabs(old: OpenedWorkbook, new: OpenedWorkbook) -> None:
    """Checks that the user's tabs have the same order, titles, ids, states and parts."""
    lines = []
    for book in (old, new):
        ours = {sheet.position for sheet in book.calgen_sheets().values()}
        theirs = [sheet for sheet in book.sheets if sheet.position not in ours]
        lines.append([(sheet.title, sheet.sheet_id, sheet.state, part_key(sheet.part)) for sheet in theirs])
    if lines[0] != lines[1]:
        raise VerificationError("the user's tabs")


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
