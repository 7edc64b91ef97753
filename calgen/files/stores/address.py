"""The address of a workbook: the path of a file, or `s3://bucket/key`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|s3:/", re.IGNORECASE)
_LOGIN = re.compile(r"(?<=://)[^/\s@]*@")
_QUERY = re.compile(r"(?<=[?&])([A-Za-z0-9_.-]+)=[^&\s]*")
# parameters of links that are signed, and of links that hold a key of access
_SIGNED = re.compile(r"[?&#][^=&]*(key|sign|token|secret|credential|password|\bsig)[^=&]*=", re.IGNORECASE)
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")
_LONGEST_KEY = 1024  # bytes


class AddressError(ValueError):
    """An address that calgen does not take; `code` is that of its usage error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class S3Address:
    """An object of a bucket, with the properties of `Path` that the commands use."""

    bucket: str
    key: str

    @property
    def name(self) -> str:
        """The last part of the key, as the name of a file; empty for a folder."""
        return self.key.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""
        return PurePosixPath(self.name).suffix

    @property
    def parent(self) -> S3Address:
        """The folder of the object: its key ends with a slash, or is empty."""
        return replace(self, key=self.key[: len(self.key) - len(self.name)])

    def with_name(self, name: str) -> S3Address:
        """Another object of the same folder."""
        return replace(self, key=self.parent.key + name)

    def with_suffix(self, suffix: str) -> S3Address:
        """The object of the same folder whose name has another ending."""
        return self.with_name(self.stem + suffix)

    def __truediv__(self, name: str) -> S3Address:
        folder = self.key if self.key.endswith("/") or not self.key else f"{self.key}/"
        return replace(self, key=folder + name)

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


Location = Path | S3Address


def is_url(text: str) -> bool:
    """Whether a text begins like a URL: two or more letters before its colon, for a single one is a disk of Windows."""
    return _URL.match(text) is not None


def parse_url(text: str) -> S3Address:
    """The address in a URL; one whose key ends with a slash, or is empty, is a folder.

    Raises AddressError: `url_secret` for one that holds a name, a password or a key of access, `url_query`,
    `url_file` and `url_scheme` for other kinds of URLs, `url_bucket` for a bucket that no store can have.
    """
    scheme, _, rest = text.partition(":")
    if _LOGIN.search(text) or ":" in rest.strip("/").partition("/")[0] or _SIGNED.search(text):
        raise AddressError("url_secret")
    if scheme.lower() != "s3":
        raise AddressError("url_file" if scheme.lower() == "file" else "url_scheme")
    if "?" in rest or "#" in rest:
        raise AddressError("url_query")
    if not rest.startswith("//"):
        raise AddressError("url_bucket")
    bucket, _, key = rest.removeprefix("//").partition("/")
    parts = key.split("/")
    is_odd = any(part in (".", "..") for part in parts) or "" in parts[:-1] or len(key.encode()) > _LONGEST_KEY
    if not _BUCKET.fullmatch(bucket) or is_odd or not key.isprintable():
        raise AddressError("url_bucket")
    return S3Address(bucket, key)


def without_secrets(text: str) -> str:
    """A text in which the URLs have neither a login nor the values of a query."""
    return _QUERY.sub(r"\1=…", _LOGIN.sub("…@", text))
