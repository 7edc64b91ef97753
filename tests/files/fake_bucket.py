"""A bucket in memory that keeps conditions and versions as S3 does, and fails where it is told to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from calgen.files.stores.s3_bucket import StoredObject, StoredVersion
from calgen.files.stores.s3_faults import StoreError, StoreFault

FIRST = datetime(2027, 1, 4, 9, tzinfo=timezone.utc)  # noqa: UP017


@dataclass
class _Stored:
    id: str
    data: bytes | None  # None: a sign that the object was deleted
    at: datetime
    properties: Mapping[str, Any]

    @property
    def tag(self) -> str:
        return f'"{hashlib.sha256(self.id.encode() if BUCKET.has_own_tags else self.data or b"").hexdigest()[:32]}"'


@dataclass
class FakeBucket:
    """What a store is: `before` is called with the name of each request and its key, and may raise."""

    name: str = "shop"
    is_versioned: bool = True
    ignores_conditions: bool = False
    compares_only_what_is_there: bool = False  # a tag that is asked for where there is no object
    has_own_tags: bool = False  # other ones for the same bytes, as where a bucket is encrypted by a key
    loses_answers: int = 0  # that many writes are done, and their answers lost
    before: Callable[[str, str], None] = lambda _, __: None
    objects: dict[str, list[_Stored]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)

    def _asked(self, request: str, key: str) -> None:
        self.requests.append((request, key))
        self.before(request, key)

    def _latest(self, key: str) -> _Stored | None:
        rows = self.objects.get(key, [])
        return rows[-1] if rows and rows[-1].data is not None else None

    def read(self, key: str, most: int, version: str = "") -> StoredObject:
        self._asked("read", key)
        rows = [row for row in self.objects.get(key, ()) if row.id == version]
        found = rows[0] if rows else None if version else self._latest(key)
        if found is None or found.data is None:
            raise StoreError(StoreFault.NO_OBJECT)
        if len(found.data) > most:
            raise StoreError(StoreFault.TOO_BIG, size=len(found.data))
        return StoredObject(found.data, found.tag, found.id if self.is_versioned else "", found.properties)

    def has(self, key: str) -> bool:
        self._asked("has", key)
        return self._latest(key) is not None

    def write(self, key: str, data: bytes, tag: str, properties: Mapping[str, Any]) -> str:
        self._asked("write", key)
        there = self._latest(key)
        if not self.ignores_conditions and (there or not self.compares_only_what_is_there):
            if tag and there is None:
                raise StoreError(StoreFault.NO_OBJECT)
            if there is not None and there.tag != tag:
                raise StoreError(StoreFault.STALE, "PreconditionFailed")
        version = self.put(key, data, properties)
        if self.loses_answers:
            self.loses_answers -= 1
            raise StoreError(StoreFault.UNREACHABLE)
        return version if self.is_versioned else ""

    def put(self, key: str, data: bytes | None, properties: Mapping[str, Any] | None = None) -> str:
        """Writes without a condition, as any other program does; without bytes, deletes."""
        rows = self.objects.setdefault(key, [])
        count = sum(map(len, self.objects.values()))
        version = f"v{count}" if self.is_versioned else "null"
        row = _Stored(version, data, FIRST + timedelta(hours=count), properties or {})
        self.objects[key] = [*rows, row] if self.is_versioned else [row]
        return row.id

    def remove(self, key: str, version: str) -> None:
        self._asked("remove", key)
        left = [row for row in self.objects[key] if version and row.id != version]
        self.objects[key] = left
        if not left:
            del self.objects[key]

    def keys(self, folder: str) -> tuple[str, ...]:
        self._asked("keys", folder)
        inside = [key for key in self.objects if key.startswith(folder) and self._latest(key)]
        return tuple(key for key in inside if "/" not in key.removeprefix(folder) and key != folder)

    def keeps_versions(self) -> bool:
        self._asked("keeps_versions", "")
        return self.is_versioned

    def versions(self, key: str) -> tuple[StoredVersion, ...]:
        self._asked("versions", key)
        rows = self.objects.get(key, [])
        made = []
        for row, newer in zip(rows, (*rows, None)[1:], strict=True):
            deleted_at = newer.at if newer and newer.data is None else None
            if row.data is not None:
                made.append(StoredVersion(row.id, row.tag, len(row.data), row.at, deleted_at))
        return tuple(reversed(made))


BUCKET = FakeBucket()  # the one that a test has before it


def renewed() -> FakeBucket:
    """The bucket of a test, empty and without whims."""
    BUCKET.__init__()  # type: ignore[misc]
    return BUCKET
