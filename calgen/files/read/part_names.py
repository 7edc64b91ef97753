"""Names of the parts of a package, and how one part names another."""

from __future__ import annotations

import posixpath
from functools import lru_cache


@lru_cache(maxsize=4_096)
def part_key(name: str) -> str:
    """The key of a part's name: equal for names that differ in case, or in the kind of slashes."""
    return name.replace("\\", "/").lstrip("/").casefold()


@lru_cache(maxsize=4_096)
def relationships_part(part: str) -> str:
    """The name of the part that holds the relationships of a part."""
    folder, base = posixpath.split(part.replace("\\", "/"))
    return posixpath.join(folder, "_rels", f"{base}.rels")


@lru_cache(maxsize=4_096)
def relative_target(owner: str, part: str) -> str:
    """The target of a part in the relationships of another."""
    folder = posixpath.dirname(owner.replace("\\", "/").lstrip("/"))
    return posixpath.relpath(f"/{part}".replace("\\", "/"), f"/{folder}")


@lru_cache(maxsize=4_096)
def absolute_target(owner: str, target: str) -> str:
    """The name of the part that a target refers to, in the spelling of the target."""
    folder = posixpath.dirname(owner.replace("\\", "/").lstrip("/"))
    plain = target.replace("\\", "/").split("#", 1)[0]
    return posixpath.normpath(posixpath.join("/", folder, plain)).lstrip("/")
