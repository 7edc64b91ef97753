"""Archives that lie: parts that unpack to far more than they say, lists of parts without end, unusual packings."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from hostile_books import BOOK, CORE, SHEET, STYLES, TYPES, Case, base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GIGABYTE = 1 << 30
_LZMA = {"id": lzma.FILTER_LZMA1, "dict_size": 1 << 23}


def _blanks(size: int) -> Iterator[bytes]:
    block = b" " * (1 << 20)
    return (block for _ in range(size >> 20))


def _deflated(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(block) for block in _blanks(size)) + packer.flush()


def _bzipped(size: int) -> bytes:
    packer = bz2.BZ2Compressor(9)
    return b"".join(packer.compress(block) for block in _blanks(size)) + packer.flush()


def _lzma_packed(size: int) -> bytes:
    packer = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=[_LZMA])
    head = struct.pack("<BBH", 9, 4, 5) + bytes([93]) + _LZMA["dict_size"].to_bytes(4, "little")
    return head + b"".join(packer.compress(block) for block in _blanks(size)) + packer.flush()


PACKINGS: dict[int, Callable[[int], bytes]] = {
    zipfile.ZIP_DEFLATED: _deflated, zipfile.ZIP_BZIP2: _bzipped, zipfile.ZIP_LZMA: _lzma_packed,
}  # fmt: skip


def lying(name: str, size: int, says: int, packing: int = zipfile.ZIP_DEFLATED) -> Callable[[], bytes]:
    """A part that says that it has so many bytes, and unpacks to many more."""

    def made() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for other, data in base().items():
                if other != name:
                    archive.writestr(zipfile.ZipInfo(other), data, zipfile.ZIP_DEFLATED)
            place = out.tell()
            packed = PACKINGS[packing](size)
            info = zipfile.ZipInfo(name)
            info.compress_type, info.file_size, info.compress_size = packing, says, len(packed)
            info.header_offset, info.CRC = place, 0
            out.write(info.FileHeader() + packed)
            archive.filelist.append(info)
            archive.NameToInfo[name] = info
            archive.start_dir = out.tell()
            archive._didModify = True  # type: ignore[attr-defined]
        return out.getvalue()

    return made


def listed(count: int, extra: bytes = b"") -> Callable[[], bytes]:
    """So many parts in the list at the end, of which none is anywhere else."""

    def made() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in base().items():
                archive.writestr(zipfile.ZipInfo(name), data)
            archive.comment = b""
        made = out.getvalue()
        at = made.rfind(b"PK\x05\x06")
        size, start = struct.unpack("<LL", made[at + 12 : at + 20])
        head = b"PK\x01\x02" + bytes(24)
        more = b"".join(
            head + struct.pack("<HHHHHLL", 8, len(extra), 0, 0, 0, 0, 0) + f"{n:08x}".encode() + extra
            for n in range(count)
        )
        end = made[:start] + made[start : start + size] + more
        return end + made[at : at + 12] + struct.pack("<LLH", size + len(more), start, 0)

    return made


def in_utf_16(megabytes: int) -> Callable[[], bytes]:
    """A tab in UTF-16 with so many megabytes of blanks."""

    def made() -> bytes:
        text = base()[SHEET].decode().partition("?>")[2]
        head, _, rest = text.partition("<sheetData>")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in base().items():
                if name != SHEET:
                    archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
            info = zipfile.ZipInfo(SHEET)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as stream:
                stream.write(f'<?xml version="1.0" encoding="UTF-16"?>{head}'.encode("utf-16"))
                for _ in range(megabytes):
                    stream.write((" " * (1 << 19)).encode("utf-16-le"))
                stream.write(f"<sheetData>{rest}".encode("utf-16-le"))
        return out.getvalue()

    return made


def small_parts(count: int, size: int) -> Callable[[], bytes]:
    """Many parts of one size that no relation leads to."""

    def made() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in base().items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
            for n in range(count):
                archive.writestr(zipfile.ZipInfo(f"xl/media/image{n}.png"), b" " * size, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    return made


LONG_NOTE = struct.pack("<HH", 0x9999, 30_000) + bytes(30_000)

ZIPS: list[tuple[str, str, Callable[[], bytes]]] = [
    ("a mimetype that says 64 bytes and has 3 GB", "file_damaged", lying("mimetype", 3 * GIGABYTE, 64)),
    *((f"{name} that says 10,000 bytes and has 3 GB", "file_damaged", lying(name, 3 * GIGABYTE, 10_000))
      for name in (TYPES, BOOK, STYLES, SHEET, CORE)),
    ("a tab that says 200 MB and has 3 GB", "file_damaged", lying(SHEET, 3 * GIGABYTE, 200 << 20)),
    ("a tab in bzip2 that has 1 GB", "file_damaged", lying(SHEET, GIGABYTE, 10_000, zipfile.ZIP_BZIP2)),
    ("a tab in lzma that has 1 GB", "file_damaged", lying(SHEET, GIGABYTE, 10_000, zipfile.ZIP_LZMA)),
    ("a mimetype in bzip2 that has 1 GB", "file_damaged", lying("mimetype", GIGABYTE, 64, zipfile.ZIP_BZIP2)),
    ("eight hundred thousand parts in the list alone", "too_big_parts", listed(800_000)),
    ("a thousand parts with long notes", "file_damaged", listed(1_000, LONG_NOTE)),
    ("a tab in utf-16 of 200 MB", "", in_utf_16(200)),
    ("four hundred parts of 900 KB", "", small_parts(400, 900_000)),
]  # fmt: skip

CASES = [Case(name, code, made, heavy=True) for name, code, made in ZIPS]
