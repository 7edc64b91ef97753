"""calgen: from a social media strategy workbook to its publishing calendar, in the same workbook.

The public functions take and return bytes; the disk is the caller's. They stand in `calgen.api` and are loaded when
first used, so that `import calgen` and `calgen --help` cost little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from calgen.version import __version__

if TYPE_CHECKING:
    from calgen.api import (
        Adopted,
        Balanced,
        Checked,
        Generated,
        adopt,
        balance,
        check,
        diagnose,
        export,
        generate,
        new,
    )
    from calgen.book.problems import Place, Problem, Refused, Severity
    from calgen.export_records import Exported

__all__ = [
    "Adopted",
    "Balanced",
    "Checked",
    "Exported",
    "Generated",
    "Place",
    "Problem",
    "Refused",
    "Severity",
    "__version__",
    "adopt",
    "balance",
    "check",
    "diagnose",
    "export",
    "generate",
    "new",
]
_PROBLEMS = frozenset({"Place", "Problem", "Refused", "Severity"})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'calgen' has no attribute {name!r}")
    if name in _PROBLEMS:
        from calgen.book import problems

        return getattr(problems, name)
    import_module("calgen.adopt")
    import_module("calgen.export")
    from calgen import api

    # Three rooms bear the names of functions, and importing them puts them here, once: what is public are functions.
    elsewhere = _PROBLEMS | {"__version__"}
    globals().update({public: getattr(api, public) for public in __all__ if public not in elsewhere})
    return globals()[name]


def __dir__() -> list[str]:
    return sorted(__all__)
