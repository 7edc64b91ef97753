"""Whether a store writes on condition, asked of the store itself, by writes that it must refuse.

Which product and which version answers cannot be told from an address, and a store that does not know a condition
may well ignore it: the version of another run would then be overwritten without a word. So calgen writes, beside the
workbook and under a name of its own, on a condition that cannot hold. A store that refuses does what it was asked,
and nothing was written. One that writes is refused, and the object is removed.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.stores.s3_faults import StoreError, StoreFault

if TYPE_CHECKING:
    from calgen.files.stores.address import S3Address
    from calgen.files.stores.s3_bucket import S3Bucket

PROBE = ".calgen-probe-"  # begins the name of the object that is tried
_TEXT = b"calgen asks whether this store writes on condition. This object may be deleted.\n"
_NO_TAG = '"00000000000000000000000000000000"'  # of no object
_proven: set[tuple[str, bool]] = set()  # buckets whose answers are known; whether those to writes of new objects


def require_conditions(bucket: S3Bucket, address: S3Address, *, is_new: bool) -> None:
    """Refuses a store that writes although a condition does not hold (`store_unconditional`). Raises StoreError.

    `is_new` asks for the condition that there is no object yet; else for the one that it has a tag still. A bucket is
    asked once by each process.
    """
    if (bucket.name, is_new) in _proven:
        return
    key = address.with_name(f"{PROBE}{os.getpid()}-{address.name}").key
    if not _refuses(bucket, key, "" if is_new else _NO_TAG):
        raise Refused("store_unconditional", file=str(address), bucket=bucket.name)
    _proven.add((bucket.name, is_new))


def _refuses(bucket: S3Bucket, key: str, tag: str) -> bool:
    """Whether the first or the second of two writes is refused for its condition; leaves no object.

    Some stores compare a tag only where there is an object: then the first write makes it, and the second counts. An
    object that must not be there yet is made by the first, and must be refused to the second.
    """
    made: list[str] = []
    try:
        for _ in range(2):
            made.append(bucket.write(key, _TEXT, tag, {}))  # noqa: PERF401 -- the first one stays when the second fails
    except StoreError as error:
        if error.fault in (StoreFault.STALE, StoreFault.NO_OBJECT):
            return True
        if error.fault is not StoreFault.UNSUPPORTED:
            raise
    finally:
        for version in made:
            with contextlib.suppress(StoreError):
                bucket.remove(key, version)
    return False
