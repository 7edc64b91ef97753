"""Many workbooks at once: `python -m benchmarks.batch --shops 400`.

Made shops (a small strategy with other days, themes and cadences each) are planned in one command, in a fresh process:
how fast beside one by one, how much memory a process takes after a tenth of them and after all, what a batch costs a
file beside the work itself, and whether anything is lost where a process is killed in the middle.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import click

import benchmarks.scorecard_results  # noqa: F401 -- lets the helpers of the tests be imported
from calgen import api

TODAY = date(2026, 12, 28)
ALONE = 10  # shops that are also planned one by one


def shop(number: int) -> bytes:
    """The strategy of a shop: a sample that begins on a day of its own."""
    sample = ("salon", "saas", "musee", "mairie")[number % 4]
    return api.new("fr", sample, date(2027, 1, 4) + timedelta(weeks=number // 4 % 26))


def made_shops(folder: Path, count: int) -> None:
    """Writes the workbooks of so many shops."""
    for number in range(count):
        (folder / f"shop-{number:05}.xlsx").write_bytes(shop(number))


def generated(folder: Path, *options: str, kill: bool = False) -> tuple[float, float, float, int]:
    """Seconds, processor seconds and the most memory of a process (MB) of a batch over a folder, and its exit code."""
    command = [sys.executable, "-c", _MEASURED, str(folder), "--today", TODAY.isoformat(), *options]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    if kill:
        threading.Timer(8, _kill_one, (process.pid,)).start()
    output, _ = process.communicate()
    used, most = map(float, output.split()[-2:])
    return time.monotonic() - began, used, most, process.returncode


_MEASURED = """
import resource, sys
from calgen.cli import main
if __name__ == "__main__":
    code = 0
    try:
        main.main(["generate", *sys.argv[1:]], prog_name="calgen")
    except SystemExit as end:
        code = end.code or 0
    own, other = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(own.ru_utime + own.ru_stime + other.ru_utime + other.ru_stime, other.ru_maxrss / 1024)
    sys.exit(int(code))
"""


def _kill_one(parent: int) -> None:
    """Kills a process that works for another one."""
    found = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False).stdout.split()
    if found:
        os.kill(int(found[-1]), signal.SIGKILL)


def _alone(folder: Path) -> float:
    """Processor seconds of a workbook that is planned alone, on average."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for path in sorted(folder.iterdir())[:ALONE]:
        command = [sys.executable, "-m", "calgen", "generate", str(path), "--today", TODAY.isoformat()]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / ALONE


@click.command()
@click.option("--shops", default=400, show_default=True)
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True)
def measure(shops: int, jobs: int) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory(prefix="calgen-batch-") as name:
        folders = {key: Path(name, key) for key in ("alone", "tenth", "all", "killed")}
        for key, folder in folders.items():
            folder.mkdir()
            made_shops(folder, {"alone": ALONE, "all": shops}.get(key, max(jobs, shops // 10)))
        one = _alone(folders["alone"])
        click.echo(f"alone: {one:.2f} s of processor time a workbook")
        _, _, tenth, _ = generated(folders["tenth"], "--jobs", str(jobs))
        wall, used, most, code = generated(folders["all"], "--jobs", str(jobs))
        click.echo(f"{shops} workbooks, {jobs} processes: {wall:.1f} s, {used / shops:.2f} s of processor time each, "
                   f"exit code {code}")  # fmt: skip
        click.echo(f"of {jobs} times one by one: {one * shops / wall / jobs:.0%}")
        click.echo(f"memory of a process: {tenth:.0f} MB after {shops // 10}, {most:.0f} MB after {shops}")
        _, _, _, code = generated(folders["killed"], "--jobs", str(jobs), kill=True)
        lost = [path.name for path in folders["killed"].iterdir() if path.suffix == ".xlsx" and not _is_planned(path)]
        click.echo(f"a process killed: exit code {code}, {len(lost)} lost")


def _is_planned(path: Path) -> bool:
    return api.balance(path.read_bytes(), path.name, TODAY).calendar is not None


if __name__ == "__main__":
    measure()
