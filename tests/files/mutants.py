"""Workbooks with something wrong in them, by chance but the same each time: bytes, parts, markup and cells."""

from __future__ import annotations

import io
import random
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NASTY = [
    "", " ", "0", "-1", "1", "65536", "1048577", "4294967296", "9" * 30, "1e999", "NaN", "true", "x", "é", "\u202e",
    "=1+1", "#REF!", "../../x", "A1", "XFE1", "A0", "A1:XFD1048576", "s", "str", "inlineStr", "e", "d", "b", "n",
    "rId1", "rId99", "None", "&amp;", "&lt;", "_x0000_", "_xD800_", "2027-02-31", "31/02/2027", "1/3", "12h-9h", "%",
]  # fmt: skip
_TAG = re.compile(rb"<[^<>]+>")
_VALUE = re.compile(rb'="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")


def _flip(rng: random.Random, data: bytes) -> bytes:
    """Some bits of the file."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(rng: random.Random, data: bytes) -> bytes:
    """A stretch of the file gone, or there twice, or its end."""
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((1, 4, 100, 5_000)))
    return rng.choice((data[:start], data[:start] + data[end:], data[:end] + data[start:]))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _package(rng: random.Random, data: bytes) -> bytes:
    """A part gone, renamed, emptied, or in another's place."""
    parts = _parts(data)
    one, other = rng.sample(sorted(parts), 2)
    what = rng.randrange(4)
    if what == 0:
        del parts[one]
    elif what == 1:
        parts[rng.choice((one.upper(), "/" + one, one + "x", one.replace("/", "\\")))] = parts.pop(one)
    elif what == 2:
        parts[one] = rng.choice((b"", b"<a/>", parts[one][: len(parts[one]) // 2]))
    else:
        parts[one], parts[other] = parts[other], parts[one]
    return _packed(parts)


def _pick(rng: random.Random, parts: dict[str, bytes]) -> str:
    """A part that is read: lists and tabs more often than pictures and charts."""
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    read = [name for name in names if "chart" not in name and "drawing" not in name and "theme" not in name]
    return rng.choice(read if rng.random() < 0.9 else names)


def _markup(rng: random.Random, data: bytes) -> bytes:
    """Tags gone, there twice, or exchanged."""
    parts = _parts(data)
    name = _pick(rng, parts)
    text = parts[name]
    for _ in range(rng.choice((1, 1, 3))):
        tags = list(_TAG.finditer(text))
        if len(tags) < 2:
            break
        one, other = rng.choice(tags), rng.choice(tags)
        written = rng.choice((b"", one[0] * 2, other[0], b"<!--" + one[0] + b"-->", one[0].replace(b"/", b"")))
        text = text[: one.start()] + written + text[one.end() :]
    return _packed(parts | {name: text})


def _replaced(rng: random.Random, data: bytes, pattern: re.Pattern[bytes]) -> bytes:
    """Values of attributes, or texts, that are nasty ones or another's."""
    parts = _parts(data)
    name = _pick(rng, parts)
    text = parts[name]
    for _ in range(rng.choice((1, 2, 6))):
        values = list(pattern.finditer(text))
        if not values:
            break
        one, other = rng.choice(values), rng.choice(values)
        written = rng.choice((rng.choice(NASTY).encode(), other[1], one[1] * 2, one[1][:1]))
        text = text[: one.start(1)] + written + text[one.end(1) :]
    return _packed(parts | {name: text})


def _values(rng: random.Random, data: bytes) -> bytes:
    return _replaced(rng, data, _VALUE)


def _texts(rng: random.Random, data: bytes) -> bytes:
    return _replaced(rng, data, _TEXT)


KINDS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flip, _cut, _package, _markup, _markup, _values, _values, _values, _texts, _texts)  # fmt: skip


def mutant(data: bytes, seed: int) -> bytes:
    """A workbook with something wrong in it; the same for the same seed."""
    rng = random.Random(seed)
    return rng.choice(KINDS)(rng, data)


# -- what may not be lost --------------------------------------------------------------------------------------------

_SHEET = re.compile(rb"<sheet\b[^>]*>")
_NAME = re.compile(rb'\bname="([^"]*)"')
_OWN = re.compile(rb'<definedName [^>]*name="_calgen_tab"[^>]*localSheetId="(\d+)"|'
                  rb'<definedName [^>]*localSheetId="(\d+)"[^>]*name="_calgen_tab"')  # fmt: skip


def users_tabs(data: bytes) -> list[bytes]:
    """The titles of a workbook's tabs that are not marked as ours, read with no help from the program."""
    book = _parts(data).get("xl/workbook.xml", b"")
    ours = {int(one or two) for one, two in _OWN.findall(book) if len(one or two) < 9}
    titles = [found[1] if (found := _NAME.search(tag)) else b"" for tag in _SHEET.findall(book)]
    return [title for at, title in enumerate(titles) if at not in ours]
