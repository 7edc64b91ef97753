"""Which files of a folder calgen wrote as they stand: their digests, in `.calgen-backups` beside them.

A table of a scheduler has no place for a mark, so the digest tells: a file that somebody has changed since, or that
comes from elsewhere, is not calgen's. The list has the form that `sha256sum --check` reads.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from calgen.files.save.backups import FOLDER
from calgen.files.save.disk import remove, rename_over, write_temporary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

NAME = "exports.sha256"


def own_files(folder: Path) -> tuple[str, ...]:
    """The names of the files in a folder that are as calgen wrote them."""
    return tuple(sorted(name for name in _digests(folder) if is_own(folder / name)))


def own_among(paths: Iterable[Path]) -> Iterator[Path]:
    """Those of some files that are as calgen wrote them; the list of a folder is read once."""
    lists: dict[Path, dict[str, str]] = {}
    for path in paths:
        real = path.resolve()
        if real.parent not in lists:
            lists[real.parent] = _digests(real.parent)
        if _has_digest(real, lists[real.parent].get(real.name)):
            yield path


def is_own(path: Path) -> bool:
    """Whether a file is as calgen wrote it; no for one that is not there or cannot be read."""
    real = path.resolve()
    return _has_digest(real, _digests(real.parent).get(real.name))


def _has_digest(real: Path, known: str | None) -> bool:
    try:
        return known is not None and known == _digest(real.read_bytes())
    except OSError:
        return False


def remember(path: Path, data: bytes) -> None:
    """Notes that calgen wrote a file; where the folder takes no note, the file counts as somebody else's."""
    real = path.resolve()
    known = {**_digests(real.parent), real.name: _digest(data)}
    kept = {name: digest for name, digest in known.items() if (real.parent / name).exists()}
    text = "".join(f"{digest}  ../{name}\n" for name, digest in sorted(kept.items()))
    listed = real.parent / FOLDER / NAME
    with contextlib.suppress(OSError):
        listed.parent.mkdir(exist_ok=True)
        temporary = write_temporary(listed, text.encode(), None)
        try:
            rename_over(temporary, listed)
        except OSError:
            remove(temporary)


def _digests(folder: Path) -> dict[str, str]:
    """The digest of each file that is noted, by its name."""
    try:
        lines = (folder / FOLDER / NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    pairs = (line.split("  ../", 1) for line in lines)
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
