"""Pictures for the page: known by their first bytes, whatever their name says."""

from __future__ import annotations

from calgen.share.shared_posts import Picture

LARGEST = 2_000_000  # bytes of a picture in the page
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def picture_of(name: str, alt_text: str, data: bytes | None) -> Picture:
    """A picture with its bytes, where they are those of a PNG, JPEG, GIF or WebP that is not too large."""
    kind = picture_kind(data) if data is not None and len(data) <= LARGEST else ""
    return Picture(name, alt_text, kind, data or b"") if kind else Picture(name, alt_text)


def picture_kind(data: bytes) -> str:
    """The media type of a picture by its first bytes; empty for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for begin, kind in _KINDS if data.startswith(begin)), "")
