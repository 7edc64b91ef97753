"""The requests to a bucket of a store that speaks S3, through `fsspec` and its `s3fs`; no other file loads them.

Credentials, region and address of the store are found by the client library's own chain (environment, its files, the
role of the machine): calgen neither reads nor keeps them. Whatever goes wrong becomes a `StoreError`, whose text is a
code of the store's or the name of an exception: never a message of a library, which may quote anything.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from calgen.files.stores.s3_faults import StoreError, StoreFault, store_error

CONNECT_SECONDS = 5
ANSWER_SECONDS = 30
ATTEMPTS = 3  # of one request, where the store does not answer or asks to come again later
_Found = TypeVar("_Found")
_PAGE = 1000  # names or versions in an answer: the most that stores give


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as it was read: its bytes, its tag, its version (empty where none are kept), its properties."""

    data: bytes
    tag: str
    version: str
    properties: Mapping[str, Any] = field(default_factory=dict)  # by the names of a later `put`


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version of an object; `deleted_at` is when the object was deleted after it, if it was."""

    id: str
    tag: str
    size: int
    written_at: datetime
    deleted_at: datetime | None = None


# what each request must be allowed to do
_RIGHTS = {
    "get_object": "s3:GetObject", "head_object": "s3:GetObject", "put_object": "s3:PutObject",
    "delete_object": "s3:DeleteObject", "get_object_tagging": "s3:GetObjectTagging",
    "list_objects_v2": "s3:ListBucket", "list_object_versions": "s3:ListBucketVersions",
    "get_bucket_versioning": "s3:GetBucketVersioning",
}  # fmt: skip
# properties of an object that a write would else reset
_PROPERTIES = ("ContentType", "CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "Metadata",
               "StorageClass")  # fmt: skip


@dataclass(frozen=True, slots=True)
class S3Bucket:
    """A bucket. Every method raises StoreError."""

    name: str

    def read(self, key: str, most: int, version: str = "") -> StoredObject:
        """An object with its bytes, of which there are `most` at most."""
        asked = {"Bucket": self.name, "Key": key, **({"VersionId": version} if version else {})}
        answer, data = _done("get_object", lambda client: _read(client, asked, most))
        kept = {name: answer[name] for name in _PROPERTIES if answer.get(name)}
        if answer.get("ServerSideEncryption", "").startswith("aws:kms"):
            kept |= {name: answer[name] for name in ("ServerSideEncryption", "SSEKMSKeyId") if answer.get(name)}
        if answer.get("TagCount"):
            told = self._call("get_object_tagging", Key=key, **({"VersionId": version} if version else {}))
            kept["Tagging"] = _tagging(told["TagSet"])
        return StoredObject(data, answer["ETag"], answer.get("VersionId", ""), kept)

    def has(self, key: str) -> bool:
        """Whether there is an object of a key."""
        try:
            self._call("head_object", Key=key)
        except StoreError as error:
            if error.fault is StoreFault.NO_OBJECT:
                return False
            raise
        return True

    def write(self, key: str, data: bytes, tag: str, properties: Mapping[str, Any]) -> str:
        """Writes an object in the place of the one that has a tag; where the tag is empty, where there is none.

        Returns the version that was made; empty where none are kept.
        """
        condition = {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
        found = self._call("put_object", Key=key, Body=data, **condition, **properties).get("VersionId", "")
        return "" if found == "null" else str(found)

    def remove(self, key: str, version: str) -> None:
        """Removes an object; where versions are kept, that version for good."""
        self._call("delete_object", Key=key, **({"VersionId": version} if version else {}))

    def keeps_versions(self) -> bool:
        """Whether the bucket keeps the version before of what is written."""
        return bool(self._call("get_bucket_versioning").get("Status") == "Enabled")

    def versions(self, key: str) -> tuple[StoredVersion, ...]:
        """The versions of an object, the newest first: the thousand newest at most."""
        found = self._call("list_object_versions", Prefix=key, MaxKeys=_PAGE)
        deleted = [marker["LastModified"] for marker in found.get("DeleteMarkers", ()) if marker["Key"] == key]
        made, newer = list[StoredVersion](), None
        for row in (row for row in found.get("Versions", ()) if row["Key"] == key):
            at = row["LastModified"]
            after = [moment for moment in deleted if at <= moment and (newer is None or moment <= newer)]
            made.append(StoredVersion(row["VersionId"], row["ETag"], row["Size"], at, min(after, default=None)))
            newer = at
        return tuple(made)

    def keys(self, folder: str) -> tuple[str, ...]:
        """The keys of the objects in a folder, not below it; `folder` ends with a slash, or is empty."""
        return tuple(self._keys(folder))

    def _keys(self, folder: str) -> Iterator[str]:
        asked: dict[str, object] = {"Prefix": folder, "Delimiter": "/", "MaxKeys": _PAGE}
        while True:
            found = self._call("list_objects_v2", **asked)
            yield from (row["Key"] for row in found.get("Contents", ()) if row["Key"] != folder)
            if not found.get("IsTruncated"):
                return
            asked["ContinuationToken"] = found["NextContinuationToken"]

    def _call(self, method: str, **asked: Any) -> dict[str, Any]:
        found: dict[str, Any] = _done(method, lambda client: client.call_s3(method, Bucket=self.name, **asked))
        return found


def _tagging(tags: list[dict[str, str]]) -> str:
    from urllib.parse import urlencode

    return urlencode([(tag["Key"], tag["Value"]) for tag in tags])


def _read(client: Any, asked: Mapping[str, str], most: int) -> tuple[dict[str, Any], bytes]:
    """An answer of the store and its bytes."""
    from fsspec.asyn import sync

    async def read() -> tuple[dict[str, Any], bytes]:
        answer = await client._call_s3("get_object", **asked)  # fsspec's name for what runs in its own loop
        async with answer["Body"] as body:
            if answer["ContentLength"] > most:
                raise StoreError(StoreFault.TOO_BIG, size=answer["ContentLength"])
            return answer, await body.read()

    found: tuple[dict[str, Any], bytes] = sync(client.loop, read)
    return found


def _done(method: str, request: Callable[[Any], _Found]) -> _Found:
    """What a request answers; whatever is raised becomes a StoreError, without the exception that it comes from."""
    try:
        return request(_client())
    except Exception as error:  # noqa: BLE001 -- told by its fault, never by its message
        found = store_error(error)
        found.right = _RIGHTS.get(method, "")
        raise found from None


@cache
def _client() -> Any:
    """The file system of fsspec; made with the first request."""
    try:
        import fsspec
        import s3fs  # noqa: F401 -- fsspec loads it by name, and would tell its absence otherwise
    except ImportError as error:
        raise StoreError(StoreFault.NO_LIBRARY, error.name or "") from None
    for name in ("s3fs", "fsspec", "botocore", "aiobotocore", "aiohttp", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they would print requests, whatever stands in them
    retries = {"total_max_attempts": ATTEMPTS, "mode": "standard"}
    config = {"connect_timeout": CONNECT_SECONDS, "read_timeout": ANSWER_SECONDS, "retries": retries}
    made = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False, config_kwargs=config)
    made.retries = 1  # the client below it tries again
    return made
