"""Pictures for the page: known by their first bytes, whatever their name says."""

from __future__ import annotations

from calgen.share.shared_posts import Picture

LARGEST = 2_000_000  # bytes of a picture in the page
MOST_BYTES = 15_000_000  # of all pictures together: a mail takes about 25 MB, and text form makes them a third larger
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def picture_of(name: str, alt_text: str, data: bytes | None) -> Picture:
    """A picture with its bytes, where they are those of a PNG, JPEG, GIF or WebP that is not too large."""
    kind = picture_kind(data) if data is not None and len(data) <= LARGEST else ""
    if not kind or data is None:
        return Picture(name, alt_text)
    return Picture(name, alt_text, kind, data, _is_animated(data))


def _is_animated(data: bytes) -> bool:
    """Whether a picture moves: a PNG with an animation chunk, a GIF of several images, a WebP with that flag."""
    if data.startswith(b"GIF"):
        return data.count(b"\x21\xf9\x04") > 1  # a graphic control extension stands before each image
    if data.startswith(b"RIFF"):
        return data[12:16] == b"VP8X" and len(data) > 20 and bool(data[20] & 2)
    return data.startswith(b"\x89PNG") and b"acTL" in data[: data.find(b"IDAT")]


def picture_kind(data: bytes) -> str:
    """The media type of a picture by its first bytes; empty for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for begin, kind in _KINDS if data.startswith(begin)), "")
