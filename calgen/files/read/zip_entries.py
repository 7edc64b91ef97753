"""Entries of a zip file: unpacked, and copied into a new one."""

from __future__ import annotations

import io
import struct
import zipfile

ENTRY_DATE = (1980, 1, 1, 0, 0, 0)  # a zip's first day: new entries must not depend on the day of the run
_ZIP64 = 1
_PIECE = 1 << 20  # bytes


def copy_entry(old: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The directory entry of a part for a new file."""
    info = zipfile.ZipInfo(date_time=ENTRY_DATE)
    info.filename = old.filename
    info.date_time = old.date_time
    info.compress_type = zipfile.ZIP_STORED if old.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    info.comment = old.comment
    info.create_system = old.create_system
    info.internal_attr = old.internal_attr
    info.external_attr = old.external_attr
    info.extra = _extra(old.extra)
    return info


def _extra(data: bytes) -> bytes:
    """The extra fields of an entry without zip64 sizes, which zipfile writes again if needed."""
    kept = b""
    while len(data) >= 4:
        kind, size = struct.unpack("<HH", data[:4])
        field, data = data[: 4 + size], data[4 + size :]
        if kind != _ZIP64 and len(field) == 4 + size:
            kept += field
    return kept


def unpack_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry; one that lies needs no more memory than it declares.

    In pieces, into one growing buffer: zipfile unpacks at least as much at once as it is asked for.
    """
    buffer = io.BytesIO()
    with archive.open(info) as part:
        while piece := part.read(_PIECE):
            buffer.write(piece)
    return buffer.getvalue()
