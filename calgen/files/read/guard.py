"""Checks a file before it is parsed: refuses what is no workbook, and what would take too much memory or time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from urllib.parse import unquote
from xml.parsers import expat

from calgen.book.problems import Place, Refused
from calgen.files.read.markup import Malformed, feed_parser, to_utf8
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import CONTENT_TYPES, DAMAGE, Package
from calgen.files.read.part_names import absolute_target, part_key

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
MOST_BYTES_IN_PART = 256 * MEGABYTE
MOST_BYTES_UNPACKED = 400 * MEGABYTE
MOST_BYTES_IN_LIST = 32 * MEGABYTE  # of a part that is read as a tree: the workbook, styles, relationships, tables
MOST_TAGS_IN_LIST = 500_000
MOST_TAGS = 12_000_000  # opening and closing tags of a part that is read in one pass: a sheet, the shared texts
MOST_TAGS_ABOVE = 100_000  # before the cells of a sheet: views, columns
MOST_PARTS = 5_000
MOST_CELLS = 2_000_000
MOST_FORMATS = 65_490
MOST_STRINGS = 2_000_000
MOST_AREA = 200_000  # cells of one sheet under merges, in the rows that hold anything
_LEAST_CELL, _LEAST_MERGE = len("<c>"), len("<mergeCell>")  # bytes of the shortest ones

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_BLANK = b" \t\r\n\xef\xbb\xbf\xff\xfe\0"
_PREFIX = re.compile(rb"<([\w.-]+:)?worksheet[\s>]")
_ELEMENT_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml\s[^<>?]*\?>)?\s*<[A-Za-z_]")
_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"  # before each part in the list at the end of a zip
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those of a package (ECMA-376 part 2, annex on the zip mapping)
# endings of the content types that are read as trees
_TREES = ("main+xml", ".styles+xml", ".table+xml", ".comments+xml", ".threadedcomments+xml", "vmlDrawing")


def open_workbook(data: bytes, name: str) -> OpenedWorkbook:
    """Opens a file that can be read as a workbook; `name` is what the user calls it. Raises Refused."""
    if not data.startswith(b"PK"):
        raise Refused(_refusal_code(data), file=name)
    if len(data) > MOST_BYTES:
        raise too_big(name, "file", len(data) // MEGABYTE, MOST_BYTES // MEGABYTE)
    listed = data.count(_ENTRY)  # before the list is read: a file of 50 MB may list a million parts
    if listed > 2 * MOST_PARTS:
        raise too_big(name, "parts", listed, MOST_PARTS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, name)
    except DAMAGE as error:
        raise Refused("file_damaged", file=name, part="") from error
    try:
        package = Package.load(data)
        _check_prologues(package, name)
        _check_tree_sizes(package, name)
        return _check_workbook(package, name)
    except Refused as refused:
        problem = refused.problem
        raise Refused(problem.code, problem.place, **{**problem.values, "file": name}) from refused


def _refusal_code(data: bytes) -> str:
    """The code of the refusal of a file that is no package."""
    start = data[:4096].lstrip(_BLANK).replace(b"\0", b"").lower()
    if not start:
        return "file_empty"
    if data.startswith(_OLD):
        return "file_password" if _PASSWORD in data else "file_old_excel"
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return "file_html"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "file_old_excel"
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "file_unknown" if start.startswith(b"%pdf") or (b"\0" in data[:4096] and not wide) else "file_text"


def too_big(name: str, what: str, found: int, limit: int, place: Place | None = None) -> Refused:
    """The refusal of a file that has more of something than calgen accepts."""
    return Refused(f"too_big_{what}", place, file=name, found=found, limit=limit)


def _check_directory(archive: zipfile.ZipFile, name: str) -> None:
    """Checks the directory of the archive.

    A part that is unpacked in pieces takes no more memory than the directory declares. The other packings that zipfile
    knows have no such bound.
    """
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise too_big(name, "parts", len(entries), MOST_PARTS)
    names = [part_key(entry.filename) for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("file_password", file=name)
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise Refused("file_damaged", file=name, part="")
    for entry in entries:
        if entry.file_size > MOST_BYTES_IN_PART:
            raise too_big(name, "part", entry.file_size // MEGABYTE, MOST_BYTES_IN_PART // MEGABYTE)
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES_UNPACKED:
        raise too_big(name, "unpacked", total // MEGABYTE, MOST_BYTES_UNPACKED // MEGABYTE)
    kind = _other_package(archive, set(names))
    if kind:
        raise Refused(kind, file=name)
    twice = next((part for part in names if names.count(part) > 1), "") if len(set(names)) < len(names) else ""
    if twice:
        raise Refused("file_part_twice", file=name, part=twice)


def _other_package(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The code of the refusal of a package that is no workbook; empty for a workbook."""
    if "mimetype" in names and _start_of(archive, "mimetype").startswith(b"application/vnd.oasis.opendocument"):
        return "file_ods"
    if any(part.endswith(".iwa") for part in names):
        return "file_numbers"
    if any(part.endswith("/workbook.bin") for part in names):
        return "file_xlsb"
    if any(part in names for part in ("word/document.xml", "ppt/presentation.xml", "visio/document.xml")):
        return "file_not_excel"
    return "" if part_key(CONTENT_TYPES) in names else "file_zip"


def _start_of(archive: zipfile.ZipFile, entry: str) -> bytes:
    """The first bytes of an entry: `read` would unpack all of it, however little the directory declares."""
    with archive.open(entry) as part:
        return part.read(64)


def _check_prologues(package: Package, name: str) -> None:
    """Refuses a DOCTYPE before the first element of any part."""
    for part in package.parts():
        start = package.start(part)
        if not start.lstrip(_BLANK).startswith(b"<") or _starts_with_element(start):
            continue
        if _has_doctype(package.read(part)):
            raise Refused("file_doctype", file=name, part=part)


def _check_tree_sizes(package: Package, name: str) -> None:
    """Refuses a package with too many bytes or tags in the parts that are read as trees."""
    bytes_, tags = 0, 0
    kinds = part_key(CONTENT_TYPES)  # read first: it lists which of the others are trees
    for part in sorted(package.parts(), key=lambda name: part_key(name) != kinds):
        is_list = part_key(part) == kinds or part_key(part).endswith(".rels")
        if not is_list and not package.content_type(part).endswith(_TREES):
            continue
        data = package.read(part)
        bytes_, tags = bytes_ + len(data), tags + data.count(b"<")
        if bytes_ > MOST_BYTES_IN_LIST or tags > MOST_TAGS_IN_LIST:
            raise Refused("too_big_markup", file=name, part=part)


def _starts_with_element(data: bytes) -> bool:
    """Whether the first element of a part in UTF-8 follows its declaration at once, as in almost all files."""
    try:
        return _ELEMENT_FIRST.match(data) is not None and to_utf8(data) is data
    except Malformed:
        return False


class _FirstElementReached(Exception):  # noqa: N818 -- a signal to the parser, not an error
    """The parser has reached the first element."""


def _has_doctype(data: bytes) -> bool:
    """Whether a DOCTYPE stands before the first element."""
    found: list[bool] = []

    def declared(*_: object) -> None:
        found.append(True)
        raise _FirstElementReached

    def reached(*_: object) -> None:
        raise _FirstElementReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = reached
    try:
        feed_parser(parser, data)
    except _FirstElementReached:
        pass
    except (expat.ExpatError, ValueError, LookupError):
        # it is no XML: an error where the part is read; but a DOCTYPE may hide behind an unknown encoding
        return b"<!doctype" in data[:_CHUNK].replace(b"\0", b"").lower()
    return bool(found)


# -- the workbook's own parts ---------------------------------------------------------------------------------------


def _check_workbook(package: Package, name: str) -> OpenedWorkbook:
    workbook = OpenedWorkbook(package, name)
    revised = any(part_key(part).startswith("xl/revisions/") for part in package.parts())
    if revised or workbook.part_of_kind("revisionHeaders"):
        raise Refused("file_shared", file=name)
    if not workbook.sheets:
        raise Refused("no_sheets", file=name)
    seen: set[str] = set()
    for sheet in workbook.sheets:
        if not sheet.part:
            raise Refused("sheet_missing", Place(sheet.title), file=name, title=sheet.title)
        if sheet.title.casefold() in seen:
            raise Refused("sheet_title_twice", Place(sheet.title), file=name, title=sheet.title)
        seen.add(sheet.title.casefold())
    _check_spelling(workbook, name)
    _check_counts(workbook, name)
    _check_sheet_sizes(workbook, name)
    return workbook


def _check_sheet_sizes(workbook: OpenedWorkbook, name: str) -> None:
    """Refuses too many tags, rows and cells in all sheets together; they are counted where the bytes allow so many."""
    package = workbook.package
    size = sum(_check_sheet(package, sheet.part, sheet.title, name) for sheet in workbook.sheets)
    if size <= min(MOST_TAGS, _LEAST_CELL * MOST_CELLS):
        return
    tags, at_most = 0, 0
    for sheet in workbook.sheets:
        data = to_utf8(package.read(sheet.part))
        tags += data.count(b"<")
        if tags > MOST_TAGS:
            raise Refused("too_big_markup", Place(sheet.title), file=name, part=sheet.part)
        at_most += _count_cells(data, _count_at_most)
    if at_most > MOST_CELLS:
        cells = 0
        for sheet in workbook.sheets:
            cells += _count_cells(to_utf8(package.read(sheet.part)), _count_elements)
            if cells > MOST_CELLS:
                raise too_big(name, "cells", cells, MOST_CELLS, Place(sheet.title))


def _check_spelling(workbook: OpenedWorkbook, name: str) -> None:
    """Refuses parts whose names differ in spelling from their targets: most programs silently skip such tabs."""
    names = set(workbook.package.parts())
    present = [link for link in workbook.package.relationships(workbook.part) if workbook.package.has(link.part)]
    links = (link for link in present if not link.external)
    asked = {unquote(absolute_target(workbook.part, link.node.get("Target"))) for link in links}
    if any("\\" in part for part in names) or not asked <= {unquote(part) for part in names}:
        raise Refused("file_spelling", file=name)


def _check_counts(workbook: OpenedWorkbook, name: str) -> None:
    """Refuses too many cell formats or shared texts: a small file can hold millions."""
    for kind, tag, what, limit in (("styles", b"xf", "formats", 2 * MOST_FORMATS),
                                   ("sharedStrings", b"si", "strings", MOST_STRINGS)):
        part = workbook.part_of_kind(kind)
        data = workbook.package.read(part) if part else b""
        found = _count_at_most(data, tag)
        if found > limit and (found := _count_elements(data, tag)) > limit:
            raise too_big(name, what, found, limit)
        if data.count(b"<") > MOST_TAGS:
            raise Refused("too_big_markup", file=name, part=part)


def _count_elements(data: bytes, tag: bytes, prefix: bytes = b"") -> int:
    return sum(data.count(b"<" + prefix + tag + end) for end in (b" ", b">", b"/", b"\n", b"\r", b"\t"))


def _count_at_most(data: bytes, tag: bytes, prefix: bytes = b"") -> int:
    """An upper bound of the number of elements: six times as fast, for it counts longer names too."""
    return data.count(b"<" + prefix + tag)


def _check_sheet(package: Package, part: str, title: str, name: str) -> int:
    """The size of a sheet in bytes; refuses too many tags before its cells, for they are read as a tree, and merges."""
    try:
        data = to_utf8(package.read(part))
    except Malformed as error:
        raise Refused("file_damaged", Place(title), file=name, part=part) from error
    above = data.find(b"sheetData")
    if data.count(b"<", 0, above if above >= 0 else len(data)) > MOST_TAGS_ABOVE:
        raise Refused("too_big_markup", Place(title), file=name, part=part)
    if len(data) > _LEAST_MERGE * MOST_AREA:
        prefix = _prefix(data)
        merges = _count_at_most(data, b"mergeCell", prefix)
        if merges > MOST_AREA and (merges := _count_elements(data, b"mergeCell", prefix)) > MOST_AREA:
            raise too_big(name, "merge", merges, MOST_AREA, Place(title))
    return len(data)


def _count_cells(data: bytes, count: Callable[[bytes, bytes, bytes], int]) -> int:
    """The number of cells and rows of a sheet, counted by `count`."""
    prefix = _prefix(data)
    return count(data, b"c", prefix) + count(data, b"row", prefix)


def _prefix(data: bytes) -> bytes:
    """The prefix of the elements of a sheet, with its colon; empty where they have none."""
    root = _PREFIX.search(data[:_CHUNK])
    return root[1] or b"" if root else b""
