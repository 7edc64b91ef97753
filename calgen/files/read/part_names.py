"""Names of the parts of a package, and how one part names another."""

from __future__ import annotations

import posixpath


def part_key(name: str) -> str:
    """A part's name as names are compared: forward slashes, none in front, any case."""
    return name.replace("\\", "/").lstrip("/").casefold()


def relationships_part(part: str) -> str:
    """Where a part's relationships stand."""
    folder, base = posixpath.split(part.replace("\\", "/"))
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relative_target(owner: str, part: str) -> str:
    """How a part is written in the relationships of another."""
    folder = posixpath.dirname(owner.replace("\\", "/").lstrip("/"))
    return posixpath.relpath(f"/{part}".replace("\\", "/"), f"/{folder}")


def absolute_target(owner: str, target: str) -> str:
    """The name that a part's target means, spelled as the target spells it."""
    folder = posixpath.dirname(owner.replace("\\", "/").lstrip("/"))
    plain = target.replace("\\", "/").split("#", 1)[0]
    return posixpath.normpath(posixpath.join("/", folder, plain)).lstrip("/")
