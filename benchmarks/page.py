"""The browser page beside the command: `python -m benchmarks.page`, after `page/build`; Node runs the page's Python.

Prints what travels to a browser, and the seconds of processor time for the start, the first calendar of a sample and
a later run, each beside the same work in this interpreter.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import calgen

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "page" / "dist"
SCRIPT = ROOT / "tests" / "page" / "run_in_node.mjs"
DAY, LATER = date(2027, 1, 4), date(2027, 2, 15)
LARGEST, FIRST, RATIO = 10.0, 8.0, 2.5  # MB, seconds, times the native run


def compressed_size() -> float:
    """The megabytes of all files, each compressed as a host does it."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in PAGE.iterdir()) / 1e6


def ask_page(requests: list[dict[str, object]]) -> list[dict[str, Any]]:
    """The start of the page's Python, then its answers, each with its `seconds`."""
    command = [shutil.which("node") or "node", str(SCRIPT), str(PAGE)]
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def native(sample: str) -> tuple[list[float], list[bytes]]:
    """The seconds of the first and of a later run in this interpreter, and the bytes that go into each."""
    name = f"{sample}.xlsx"
    new = calgen.new("fr", sample, DAY)
    calgen.generate(new, name, DAY)  # loads what the runs need
    seconds, inputs = list[float](), [new]
    for today in (DAY, LATER):
        begin = time.process_time()
        made = calgen.generate(inputs[-1], name, today)
        seconds.append(time.process_time() - begin)
        inputs.append(made.after)
    return seconds, inputs


def main(sample: str = "salon") -> None:
    """Prints the figures, and whether each is within its limit."""
    own, inputs = native(sample)
    with tempfile.TemporaryDirectory() as folder:
        requests = list[dict[str, object]]()
        for number, (data, today) in enumerate(zip((inputs[0], inputs[0], inputs[1]), (DAY, DAY, LATER), strict=True)):
            path = Path(folder, f"{number}.xlsx")
            path.write_bytes(data)
            asked = {"name": f"{sample}.xlsx", "today": today.isoformat(), "language": "fr"}
            requests.append({"action": "generate", "asked": asked, "data": str(path)})
        start, first, again, later = (answer["cpu"] for answer in ask_page(requests))
    size = compressed_size()
    rows = (
        ("download, MB compressed", size, LARGEST),
        (f"start and first calendar of {sample}, s", start + first, FIRST),
        ("a second calendar beside the command, times", again / own[0], RATIO),
        ("a later run beside the command, times", later / own[1], RATIO),
    )
    for label, value, limit in rows:
        sys.stdout.write(f"{label:48} {value:6.2f}  (at most {limit:g}){'' if value <= limit else '  OVER'}\n")
    times = " ".join(f"{value:.2f}" for value in (start, first, again, later, *own))
    sys.stdout.write(f"start, three calendars, two of the command, s: {times}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
