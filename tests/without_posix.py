"""A pytest plugin that takes from calgen what Windows lacks: `PYTHONPATH=tests python -m pytest -p without_posix`.

The modules of calgen see `os`, `signal` and `sys` as they are on Windows: no owner, mode or extended attributes of an
open file, no hard links, no SIGHUP, folders that cannot be opened, and files that cannot be replaced or removed while
they are open. pytest itself and the tests keep the real ones. Tests that need POSIX are left out.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import filelock
import pytest

ABSENT = {
    "os": {"fchmod", "fchown", "chown", "lchown", "getxattr", "setxattr", "listxattr", "removexattr", "link", "mkfifo",
           "getuid", "geteuid", "getgid", "getegid", "getsid", "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "O_CLOEXEC"},
    "signal": {"SIGHUP", "SIGKILL", "SIGPIPE", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGQUIT"},
    "sys": set(),
}  # fmt: skip


class WindowsModule:
    """A module as it is on Windows: some names are missing, some behave otherwise, all others are the real ones."""

    def __init__(self, real: ModuleType, **otherwise: Any) -> None:
        self._real = real
        self._otherwise = otherwise

    def __getattr__(self, name: str) -> Any:
        if name in ABSENT[self._real.__name__]:
            raise AttributeError(f"module {self._real.__name__!r} has no attribute {name!r} on Windows")
        return self._otherwise.get(name) or getattr(self._real, name)


def is_open(path: Any) -> bool:
    """Whether this process has a file open."""
    held = Path("/proc/self/fd")
    names = []
    for handle in held.iterdir() if held.is_dir() else ():
        with contextlib.suppress(OSError):
            names.append(os.readlink(handle))
    return os.path.realpath(path) in names


def windows_open(path: Any, flags: int, mode: int = 0o777) -> int:
    if os.path.isdir(path):
        raise PermissionError(13, "Permission denied", str(path))
    return os.open(path, flags, mode)


def windows_replace(source: Any, target: Any) -> None:
    if is_open(target) or is_open(source):
        raise PermissionError(13, "The process cannot access the file", str(source), 32, str(target))
    os.replace(source, target)


def windows_rename(source: Any, target: Any) -> None:
    if os.path.lexists(target):
        raise FileExistsError(17, "Cannot create a file when that file already exists", str(source), 183, str(target))
    os.rename(source, target)


WINDOWS = {
    "os": WindowsModule(os, open=windows_open, replace=windows_replace, rename=windows_rename, name="nt"),
    "signal": WindowsModule(signal, SIGBREAK=21),
    "sys": WindowsModule(sys, platform="win32"),
}


def replace_modules() -> None:
    """Gives every module of calgen the modules as they are on Windows; `sys` only to those that write files."""
    import calgen

    for found in pkgutil.walk_packages(calgen.__path__, "calgen."):
        if found.name.endswith("__main__"):  # which runs the command
            continue
        module = importlib.import_module(found.name)
        for name, windows in WINDOWS.items():
            if getattr(module, name, None) is sys.modules[name] and (name != "sys" or ".files." in found.name):
                setattr(module, name, windows)


def remove_lock_file_after_release() -> None:
    """As filelock does on Windows, where a file that is open cannot be removed."""
    from calgen.files.save import lock

    class WindowsLock(filelock.FileLock):
        def release(self, force: bool = False) -> None:
            super().release(force)
            Path(self.lock_file).unlink(missing_ok=True)

    vars(lock)["FileLock"] = WindowsLock


def pytest_configure() -> None:
    replace_modules()
    remove_lock_file_after_release()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in item.iter_markers("skipif"):
            if "POSIX" in str(mark.kwargs.get("reason")):
                item.add_marker(pytest.mark.skip(reason=mark.kwargs["reason"]))
