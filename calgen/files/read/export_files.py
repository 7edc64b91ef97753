"""Opens what a platform gives as its results: a CSV file, a workbook, or a zip of either; the guard goes first."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from calgen.book.problems import Refused
from calgen.files.read import guard
from calgen.files.read.csv_grid import decoded, separator

MOST_BYTES = 20 * guard.MEGABYTE
MOST_BYTES_UNPACKED = 100 * guard.MEGABYTE
MOST_FILES = 50
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CONTENT_TYPES = "[Content_Types].xml"
_BEHIND_KEY = re.compile(r"^\"?[^,;\t:\r\n\"]+:\"?([,;\t])", re.MULTILINE)
_LEAST_KEYS = 5
_FIRST_SIGNS = 4000
_TEXT_ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of results: its decoded `text` with its `separator`, or the bytes of a workbook, new or `is_old`."""

    name: str
    text: str = ""
    separator: str = ","
    data: bytes = b""
    is_old: bool = False


def open_export(data: bytes, name: str) -> list[ExportFile]:
    """The files in it. Raises Refused for what is none, for what is too big, and for archives within archives."""
    _check_size(len(data), name, MOST_BYTES)
    if not data.startswith(b"PK"):
        return [_one_file(data, name)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _CONTENT_TYPES in archive.namelist():
                return [_one_file(data, name)]
            return list(_members(archive, name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Refused("file_damaged", file=name, part="") from error


def _check_size(found: int, name: str, most: int) -> None:
    if found > most:
        raise Refused("too_big_file", file=name, found=found // guard.MEGABYTE, limit=most // guard.MEGABYTE)


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[ExportFile]:
    """The files of an archive; what a Mac adds to it and hidden files are left out."""
    found = [member for member in archive.infolist() if not member.is_dir() and not _is_hidden(member.filename)]
    if len(found) > MOST_FILES:
        raise Refused("too_big_parts", file=name, found=len(found), limit=MOST_FILES)
    _check_size(sum(member.file_size for member in found), name, MOST_BYTES_UNPACKED)
    for member in found:
        with archive.open(member) as stream:
            data = stream.read(MOST_BYTES_UNPACKED + 1)
        _check_size(len(data), name, MOST_BYTES_UNPACKED)
        short = f"{name}/{PurePosixPath(member.filename).name}"
        if data.startswith(b"PK") and not _is_workbook(data):
            raise Refused("results_archive", file=short)
        if data.startswith((b"PK", _OLD_EXCEL)) or PurePosixPath(member.filename).suffix.lower() in _TEXT_ENDINGS:
            yield _one_file(data, short)


def _is_workbook(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _CONTENT_TYPES in archive.namelist()


def _is_hidden(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _one_file(data: bytes, name: str) -> ExportFile:
    if data.startswith(_OLD_EXCEL):
        return ExportFile(name, data=data, is_old=True)
    if data.startswith(b"PK"):
        if guard.open_workbook(data, name).calgen_sheets():
            raise Refused("results_own", file=name)
        return ExportFile(name, data=data)
    text = decoded(data)
    if "\0" in text or not text.strip():
        raise Refused("file_empty" if not text.strip() else "file_unknown", file=name)
    lines = text.split("\n", 1)
    if lines[0].strip().lower().startswith("sep=") and len(lines) > 1:
        return ExportFile(name, lines[1], separator(text).delimiter)
    return ExportFile(name, text, _separator(text))


def _separator(text: str) -> str:
    """The sign that parts the values of the widest of the first lines: notes may stand before the headings.

    In a list of keys that end in a colon, the sign behind these.
    """
    behind_keys = Counter(map(str, _BEHIND_KEY.findall(text[:_FIRST_SIGNS])))
    if sum(behind_keys.values()) >= _LEAST_KEYS:
        return max(behind_keys, key=lambda sign: (behind_keys[sign], sign))
    lines = [line for line in text.splitlines()[:15] if line.strip() and not line.startswith("#")]
    signs = ",;\t"
    return max(signs, key=lambda sign: (max((line.count(sign) for line in lines), default=0), -signs.index(sign)))
