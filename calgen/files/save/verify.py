"""Checks the bytes before they are written: the user's parts are unchanged, calgen's parts are valid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from calgen.files.read import guard
from calgen.files.read.markup import Malformed, to_utf8
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import CONTENT_TYPES, ROOT, Package
from calgen.files.read.part_names import part_key, relationships_part

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELECTED = re.compile(rb'\s+tabSelected\s*=\s*(?:"[^"]*"|\'[^\']*\')')
_MARKUP = (".xml", ".rels", ".vml")


class VerificationError(Exception):
    """The new bytes are not what they should be: a bug of calgen, found before anything is written."""


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
    for part in [part for part in new.package.parts() if part_key(part) not in known]:
        _check_part(old.package, new.package, part)


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


def _check_part(old: Package, new: Package, part: str) -> None:
    """Checks that a part that calgen wrote is XML, has a content type, and leads to existing parts."""
    data = new.read(part)
    if part_key(part).endswith(_MARKUP):
        try:
            expat.ParserCreate().Parse(to_utf8(data), True)
        except (expat.ExpatError, Malformed) as error:
            raise VerificationError(f"no XML: {part}") from error
    if part_key(part).endswith(".rels"):
        return
    if not old.has(part) and new.content_type(part) in ("", "application/xml"):
        raise VerificationError(f"without a kind: {part}")
    absent = set(_missing_targets(new, part)) - set(_missing_targets(old, part))
    if absent:
        raise VerificationError(f"{part} leads to {sorted(absent)}")


def _missing_targets(package: Package, part: str) -> Iterator[str]:
    """The keys of missing parts that a part leads to."""
    for link in package.relationships(part) if package.has(part) else ():
        if not link.external and not package.has(link.part):
            yield part_key(link.part)
