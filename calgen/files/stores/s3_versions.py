"""The versions of an object that can be brought back, told apart by their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.files.read import guard

if TYPE_CHECKING:
    from datetime import datetime

    from calgen.files.stores.s3_bucket import S3Bucket, StoredObject, StoredVersion


@dataclass(frozen=True, slots=True)
class ReplacedVersion:
    """An earlier version: when it was replaced, in local time, its size in bytes.

    `is_newer`: it was written after what is there now was written for the first time, so an `undo` is undone.
    """

    id: str
    replaced_at: datetime
    size: int
    is_newer: bool


def earlier_versions(bucket: S3Bucket, key: str, current: StoredObject | None) -> list[ReplacedVersion]:
    """The versions, the newest first, without those that are as the object is now, or as a newer one.

    Raises StoreError.
    """
    versions = bucket.versions(key)
    contents = _Contents(bucket, key)
    present = next((row for row in versions if current and row.id == (current.version or "null")), None)
    if present:
        versions = versions[versions.index(present) :]  # what was written since `current` was read is not before it
    kept: list[StoredVersion] = []
    made = list[ReplacedVersion]()
    for n, row in enumerate(versions):
        if not any(contents.are_same(row, other) for other in ((present,) if present else ()) + tuple(kept)):
            kept.append(row)
            replaced_at = row.deleted_at or (versions[n - 1].written_at if n else row.written_at)
            is_newer = present is not None and contents.came_later(versions, row, present)
            made.append(ReplacedVersion(row.id, replaced_at.astimezone(), row.size, is_newer))
    return made


class _Contents:
    """Compares versions; reads bytes only where the store's tags may differ for one content (encryption by a key)."""

    def __init__(self, bucket: S3Bucket, key: str) -> None:
        self._bucket, self._key = bucket, key
        self._bytes: dict[str, bytes] = {}

    def are_same(self, first: StoredVersion, second: StoredVersion) -> bool:
        """Whether two versions hold the same bytes."""
        if first.tag == second.tag or first.size != second.size:
            return first.tag == second.tag
        return self._read(first) == self._read(second)

    def came_later(self, versions: tuple[StoredVersion, ...], row: StoredVersion, other: StoredVersion) -> bool:
        """Whether the bytes of `row` appeared, for the first time, after those of `other`."""
        first = next(found for found in reversed(versions) if self.are_same(found, row) or self.are_same(found, other))
        return self.are_same(first, other)

    def _read(self, version: StoredVersion) -> bytes:
        if version.id not in self._bytes:
            self._bytes[version.id] = self._bucket.read(self._key, guard.MOST_BYTES, version.id).data
        return self._bytes[version.id]
