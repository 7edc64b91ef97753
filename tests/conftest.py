"""Its place in this folder lets every test import the helpers that stand here: `sheets`, `specimens`.

Examples are the same in every run, whichever tests run with it: hypothesis would else take constants out of the
modules that happen to be loaded, and a test be red in the whole suite that is green alone.
"""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from node_packages import is_installed

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")
if hasattr(providers, "_get_local_constants"):  # there is no public switch; older versions take none
    none = type(providers.GLOBAL_CONSTANTS)
    providers._get_local_constants = none


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test where none of the programs and packages of npm is installed that its marker `system` names."""
    for mark in item.iter_markers("system"):
        if mark.args and not any(is_installed(program) for program in mark.args):
            pytest.skip(f"{mark.args[0]} is needed: install it to run this test")


def pytest_collection_finish() -> None:
    """Looks for cycles of references less often, and never in what was loaded: it took an eighth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
