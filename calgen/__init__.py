"""calgen: from a social media strategy workbook to its publishing calendar, in the same workbook.

The public verbs are `new`, `check` and `generate`; they are loaded when first used, so that `calgen --help` is instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calgen.api import check, generate, new

__version__ = "0.1.0"
__all__ = ["__version__", "check", "generate", "new"]


def __getattr__(name: str) -> Any:
    if name in ("check", "generate", "new"):
        from calgen import api

        return getattr(api, name)
    raise AttributeError(f"module 'calgen' has no attribute {name!r}")
