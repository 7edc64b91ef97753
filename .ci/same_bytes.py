"""Compares the four samples' bytes over several Python interpreters: `python .ci/same_bytes.py [PYTHON...]`.

Each interpreter gets a virtual environment, with one wheel of calgen and the same versions of the dependencies as the
environment that runs this script; as many as there are processors work at a time. Without arguments: every interpreter
from 3.11 on that pyenv or the system has. Fewer than two are an error, for they compare nothing.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
OLDEST = (3, 11)
# sample → its first day, and the day of a later run
SAMPLES = {
    "salon": ("2027-01-04", "2027-02-15"),
    "saas": ("2027-01-04", "2028-01-10"),
    "musee": ("2027-03-01", "2027-04-20"),
    "mairie": ("2027-09-06", "2027-10-25"),
}
NAMES = re.compile(r"python3\.\d+")


def version(python: Path) -> tuple[int, ...]:
    """The version of an interpreter; empty where it does not run."""
    command = [str(python), "-c", "import sys, venv, ensurepip; print(*sys.version_info[:3])"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(map(int, done.stdout.split()))


def candidates() -> Iterator[Path]:
    """The interpreters of pyenv, then those of the system."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    yield from sorted(pyenv.glob("3.*/bin/python"))
    for folder in map(Path, os.environ["PATH"].split(os.pathsep)):
        yield from (path for path in sorted(folder.glob("python3.*")) if NAMES.fullmatch(path.name))
    yield Path(sys.executable)


def interpreters() -> dict[tuple[int, ...], Path]:
    """One interpreter of each minor version from the oldest supported one on, oldest first."""
    found: dict[tuple[int, ...], Path] = {}
    for python in candidates():
        full = version(python)
        if full[:2] >= OLDEST:
            found.setdefault(full[:2], python)
    return dict(sorted(found.items()))


def requirements() -> list[str]:
    """calgen's dependencies in the versions that are installed here."""
    lines = [line for line in importlib.metadata.requires("calgen") or () if "extra" not in line]
    names = {re.split(r"[^\w.-]", line)[0] for line in lines}
    installed = {name: importlib.metadata.version(name) for name in names if is_installed(name)}
    return [f"{name}=={number}" for name, number in sorted(installed.items())]


def is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def run(*command: str | Path) -> None:
    """Runs a command; a failure has what it wrote."""
    pipe = subprocess.PIPE
    subprocess.run(command, check=True, stdout=pipe, stderr=subprocess.STDOUT, text=True, errors="replace")


def build_wheel(folder: Path) -> Path:
    """The wheel of calgen: built once, for builds side by side would write to the same files."""
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    return next(folder.glob("*.whl"))


def digests(python: Path, folder: Path, packages: Sequence[str | Path]) -> dict[str, str]:
    """The SHA-256 of each sample's workbook: before its first run, after it, and after a run weeks later."""
    run(python, "-m", "venv", folder / "venv")
    own = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(own / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages)
    found = {}
    for name, (day, later) in SAMPLES.items():
        path = folder / f"{name}.xlsx"
        for step in (["new", path, "--sample", name, "--start", day], ["generate", path, "--today", day],
                     ["generate", path, "--today", later]):  # fmt: skip
            run(own / "calgen", *step)
            found[f"{name} after {step[0]} {step[-1]}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def compared(pythons: dict[tuple[int, ...], Path]) -> dict[tuple[int, ...], dict[str, str]]:
    """The digests of each interpreter."""
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(os.cpu_count()) as pool:
        packages = (*requirements(), build_wheel(Path(place)))
        jobs = {
            number: pool.submit(digests, python, new_folder(place, number), packages)
            for number, python in pythons.items()
        }
        return {number: job.result() for number, job in jobs.items()}


def main(arguments: list[str]) -> int:
    """Prints what differs; returns 1 where something does, 2 where nothing could be compared."""
    pythons = {version(Path(name))[:2]: Path(name) for name in arguments} if arguments else interpreters()
    if len(pythons) < 2:
        sys.stdout.write(f"same bytes: {len(pythons)} interpreter found, two are needed\n")
        return 2
    try:
        found = compared(pythons)
    except subprocess.CalledProcessError as error:
        sys.stdout.write(f"same bytes: {' '.join(map(str, error.cmd))}\n{error.stdout}")
        return 2
    first, *others = found
    pairs = [(number, name) for number in others for name in found[first]]
    differing = [(number, name) for number, name in pairs if found[number][name] != found[first][name]]
    for number, name in differing:
        sys.stdout.write(f"{name}: Python {dotted(number)} writes other bytes than {dotted(first)}\n")
    names = ", ".join(map(dotted, found))
    sys.stdout.write(f"same bytes: {len(found[first])} files, Python {names}: {len(differing)} differ\n")
    return 1 if differing else 0


def new_folder(place: str, number: tuple[int, ...]) -> Path:
    folder = Path(place) / dotted(number)
    folder.mkdir()
    return folder


def dotted(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
