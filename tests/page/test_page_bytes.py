"""The page's own Python, run by Node, makes the same bytes as the command: four samples, and a run after edits."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from built_page import built_page
from node_packages import find_program
from written_strategies import days_of, typed

import calgen
from calgen.files.read.samples import sample_names

pytestmark = pytest.mark.system("pyodide")

SCRIPT = Path(__file__).with_name("run_in_node.mjs")
DAY, LATER = date(2027, 1, 4), date(2027, 2, 15)
SHEETS = {"en": "Social calendar", "fr": "Calendrier social"}


def ask_page(requests: list[dict[str, object]]) -> list[dict[str, Any]]:
    """The answers of the page's Python, in the order of the requests."""
    node = find_program("node")
    assert node
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = [node, str(SCRIPT), str(built_page())]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, timeout=300)
    return [json.loads(line) for line in done.stdout.splitlines()][1:]


def test_the_page_writes_the_bytes_of_the_command(tmp_path: Path) -> None:
    due: dict[str, bytes] = {}
    requests = list[dict[str, object]]()

    def add(action: str, name: str, data: bytes, expected: bytes, today: date, **more: str) -> None:
        number = len(requests)
        (tmp_path / f"{number}.in").write_bytes(data)
        due[f"{number}.out"] = expected
        asked = {"name": name, "today": today.isoformat(), "language": "fr"} | more
        requests.append({"action": action, "asked": asked, "data": str(tmp_path / f"{number}.in"),
                         "out": str(tmp_path / f"{number}.out")})  # fmt: skip

    for sample in sample_names():
        start = calgen.api.sample_start(sample, DAY)
        new = calgen.new("fr", sample, start)
        add("new", f"{sample}.xlsx", b"", new, DAY, sample=sample)
        made = calgen.generate(new, f"{sample}.xlsx", DAY)
        add("generate", f"{sample}.xlsx", new, made.after, DAY)
        if sample == "salon":
            edited = edited_calendar(made.after, made.words.language)
            add("generate", "salon.xlsx", edited, calgen.generate(edited, "salon.xlsx", LATER).after, LATER)
            exported = calgen.export(edited, "salon.xlsx", "ics", today=LATER).data
            add("export", "salon.xlsx", edited, exported, LATER, to="ics")
    answers = ask_page(requests)
    assert not [answer["problems"] for answer in answers if answer.get("stopped")]
    assert [name for name, data in due.items() if (tmp_path / name).read_bytes() != data] == []


def edited_calendar(data: bytes, language: str) -> bytes:
    """A calendar with a text and a title that a user typed."""
    first, second, *_ = sorted(days_of(data))
    cells: dict[tuple[str, str], object] = {(first, "text"): "À bientôt au salon", (second, "title"): "Un autre titre"}
    return typed(data, cells, SHEETS[language])
