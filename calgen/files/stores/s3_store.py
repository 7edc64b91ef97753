"""A workbook in a bucket: read with its tag, written on the condition that it has this tag still.

There is no lock: of two runs that read the same version, the store lets one write, and refuses the other. There are
no backups: the bucket keeps the versions before, if it was told to. docs/cloud.md has the promises one by one.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from calgen.book.problems import Problem, Refused, Severity
from calgen.files.read import guard
from calgen.files.save.save import EarlierVersion, Restored
from calgen.files.stores.s3_bucket import S3Bucket, StoredObject
from calgen.files.stores.s3_conditions import require_conditions
from calgen.files.stores.s3_faults import StoreError, StoreFault
from calgen.files.stores.s3_versions import earlier_versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from calgen.files.stores.address import S3Address

_CODES = {
    StoreFault.NO_LIBRARY: "cloud_missing",
    StoreFault.NO_CREDENTIALS: "store_no_credentials",
    StoreFault.BAD_CREDENTIALS: "store_credentials",
    StoreFault.WRONG_REGION: "store_region",
    StoreFault.DENIED: "store_denied",
    StoreFault.NO_BUCKET: "bucket_absent",
    StoreFault.NO_OBJECT: "file_absent",
    StoreFault.STALE: "file_changed",
    StoreFault.BUSY: "store_busy",
    StoreFault.UNREACHABLE: "store_unreachable",
}
_DIGEST = "calgen-sha256"  # in the properties of an object that calgen may replace
_SHOWN = 100  # versions in a list
_KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".ics": "text/calendar; charset=utf-8",
}


def _properties(suffix: str) -> dict[str, str]:
    """The properties of an object that is not there yet."""
    kind = _KINDS.get(suffix.lower())
    return {"ContentType": kind} if kind else {}


class S3Store:
    """A file in a bucket."""

    def __init__(self, address: S3Address) -> None:
        self.location = address
        self.bucket = S3Bucket(address.bucket)
        self._reading: StoredObject | None = None  # the newest one, with the tag that a write asks for
        self._has_way_back = True

    def exists(self) -> bool:
        """Whether there is an object of that key."""
        with self.refusals():
            return self.bucket.has(self.location.key)

    def read(self) -> bytes:
        """The bytes of the object; its tag is remembered."""
        with self.refusals():
            self._reading = self.bucket.read(self.location.key, guard.MOST_BYTES)
            return self._reading.data

    def write_problems(self) -> Iterator[Problem]:
        """Signs that a program has the file open; a warning where the bucket keeps no versions. Nothing is written."""
        with self.refusals():
            is_there = self.bucket.has(self.location.key)
        yield from self._open_signs()
        with contextlib.suppress(StoreError):  # who may not ask is told by the write
            if is_there and not self.bucket.keeps_versions():
                yield Problem("store_unversioned", severity=Severity.WARNING, values=self._values())

    def _open_signs(self) -> Iterator[Problem]:
        """The files that Excel and LibreOffice put beside a workbook, where a bucket is mounted as a folder."""
        for sign in (f"~${self.location.name}", f".~lock.{self.location.name}#"):
            with contextlib.suppress(StoreError):  # who may not list the bucket is refused what is not there
                if self.bucket.has(self.location.with_name(sign).key):
                    yield Problem("file_open", values={"file": self.location.name, "sign": sign})

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Refuses what stands in the way; there is no lock in a bucket, the condition of the write takes its place."""
        with self.refusals():
            require_conditions(self.bucket, self.location, is_new=not self.bucket.has(self.location.key))
        if found := tuple(self._open_signs()):
            raise Refused.joined(found)
        yield

    def replace(self, before: bytes | None, after: bytes, *, timestamp: str, is_own: bool = False) -> None:
        """Writes on the condition that the object is still the one that was read; None: that there is none."""
        if before == after:
            return
        present = self._present(before)
        kept: Mapping[str, Any] = present.properties if present else _properties(self.location.suffix)
        tag = present.tag if present else ""
        if is_own:
            kept = {**kept, "Metadata": {**kept.get("Metadata", {}), _DIGEST: hashlib.sha256(after).hexdigest()}}
        try:
            version = self.bucket.write(self.location.key, after, tag, kept)
            self._has_way_back = before is None or bool(version)
        except StoreError as error:
            self._require_written(error, before, after)

    def is_own(self) -> bool:
        """Whether the object bears the digest of its bytes: what another program writes bears none."""
        data = self.read()
        known = self._reading.properties.get("Metadata", {}) if self._reading else {}
        return bool(known.get(_DIGEST) == hashlib.sha256(data).hexdigest())

    def has_way_back(self) -> bool:
        """Whether the bucket kept the version before the last `replace`."""
        return self._has_way_back

    def earlier_versions(self) -> tuple[EarlierVersion, ...]:
        """The versions that the bucket keeps: the newest hundred that differ."""
        with self.refusals():
            found = earlier_versions(self.bucket, self.location.key, self._current())[:_SHOWN]
            if not found:
                raise self._no_version()
        return tuple(EarlierVersion(n, version.replaced_at, version.size) for n, version in enumerate(found, 1))

    def undo(self, number: int = 1, *, timestamp: str) -> Restored:
        """Writes an earlier version anew, as the newest one: no version is lost."""
        with self.lock(), self.refusals():
            current = self._current()
            found = earlier_versions(self.bucket, self.location.key, current)
            if not found or not self._keeps_present(current):
                raise self._no_version()
            if not 1 <= number <= len(found):
                path = str(self.location)
                raise Refused("no_version", file=self.location.name, number=number, most=len(found), path=path)
            chosen = found[number - 1]
            data = self.bucket.read(self.location.key, guard.MOST_BYTES, chosen.id).data
            self.replace(current.data if current else None, data, timestamp=timestamp)
        return Restored(data, chosen.replaced_at, chosen.is_newer)

    # -- what the store holds ------------------------------------------------------------------------------------------

    def _current(self) -> StoredObject | None:
        """The object as it is now; None where it was deleted."""
        try:
            self._reading = self.bucket.read(self.location.key, guard.MOST_BYTES)
        except StoreError as error:
            if error.fault is not StoreFault.NO_OBJECT:
                raise
            self._reading = None
        return self._reading

    def _present(self, before: bytes | None) -> StoredObject | None:
        """The object that held `before` when it was read; where it was not read here, it is read again."""
        if before is None:
            return None
        if self._reading is None or self._reading.data != before:
            with self.refusals():
                current = self._current()
            if current is None or current.data != before:
                raise Refused("file_changed", file=self.location.name)
        return self._reading

    def _keeps_present(self, current: StoredObject | None) -> bool:
        """Whether the bucket keeps the present version when it is replaced, as far as it may be asked."""
        try:
            return current is None or self.bucket.keeps_versions()
        except StoreError:
            return True

    def _no_version(self) -> Refused:
        """Why there is no earlier version to bring back."""
        with contextlib.suppress(StoreError):
            if not self.bucket.keeps_versions():
                return self._refused("store_unversioned")
        return self._refused("no_stored_version")

    # -- what goes wrong ----------------------------------------------------------------------------------------------

    def _require_written(self, error: StoreError, before: bytes | None, after: bytes) -> None:
        """Raises the refusal of a failed write, unless it was done: of a second attempt, the first may have been."""
        has_no_answer = error.fault in (StoreFault.UNREACHABLE, StoreFault.BUSY, StoreFault.OTHER)
        if not has_no_answer and error.fault not in (StoreFault.STALE, StoreFault.NO_OBJECT):
            raise self._refusal(error) from None
        try:
            current = self._current()
        except StoreError:
            if has_no_answer:
                raise self._refused("store_unconfirmed") from None
            current = None
        if current is not None and current.data == after:
            self._has_way_back = before is None or current.version not in ("", "null")
            return
        if has_no_answer and (current.data if current else None) == before:
            raise self._refusal(error) from None
        raise Refused("file_exists" if before is None else "file_changed", file=self.location.name) from None

    @contextlib.contextmanager
    def refusals(self) -> Iterator[None]:
        """Raises what the store refuses as Refused."""
        try:
            yield
        except StoreError as error:
            raise self._refusal(error) from None

    def _refusal(self, error: StoreError) -> Refused:
        """The problem that tells a user what the store answered."""
        if error.fault is StoreFault.TOO_BIG:
            return guard.too_big(self.location.name, "file", error.size // guard.MEGABYTE,
                                 guard.MOST_BYTES // guard.MEGABYTE)  # fmt: skip
        return self._refused(_CODES.get(error.fault, "store_refused"), detail=error.detail, right=error.right)

    def _refused(self, code: str, **values: object) -> Refused:
        return Refused.joined((Problem(code, values={**self._values(), **values}),))

    def _values(self) -> dict[str, object]:
        return {"file": str(self.location), "bucket": self.location.bucket}


def read_below(folder: S3Address, name: str, most: int) -> bytes | None:
    """The bytes of an object in a folder or below it; None for what is no such object, or has more than `most`."""
    if any(part in ("", ".", "..") for part in name.split("/")) or not name.isprintable():
        return None
    try:
        return S3Bucket(folder.bucket).read((folder / name).key, most).data
    except StoreError:
        return None


def objects_in(folder: S3Address) -> tuple[S3Address, ...]:
    """The objects of a folder, in the order of their names. Raises Refused."""
    store = S3Store(folder)
    with store.refusals():
        found = store.bucket.keys(folder.key)
    return tuple(sorted((replace(folder, key=key) for key in found), key=lambda address: address.name))
