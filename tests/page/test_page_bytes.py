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


class PageInNode:
    """The page's Python, which answers each request while the next one is prepared."""

    def __init__(self, folder: Path) -> None:
        node = find_program("node")
        assert node
        self.folder, self.due = folder, list[bytes]()
        self.told = (folder / "told").open("w+")
        command = [node, str(SCRIPT), str(built_page())]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=self.told, text=True)

    def ask(self, action: str, name: str, data: bytes, today: date, **more: str) -> None:
        """Asks for an action; the bytes that its first file is to have are added to `due` meanwhile."""
        number = len(self.due)
        (self.folder / f"{number}.in").write_bytes(data)
        asked = {"name": name, "today": today.isoformat(), "language": "fr"} | more
        request = {"action": action, "asked": asked, "data": str(self.folder / f"{number}.in"),
                   "out": str(self.folder / f"{number}.out")}  # fmt: skip
        assert self.process.stdin
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def answers(self) -> tuple[list[dict[str, Any]], list[bytes]]:
        """What the page would show, and the first file of each answer."""
        self.process.communicate(timeout=300)
        assert self.process.returncode == 0
        self.told.seek(0)
        shown = [json.loads(line) for line in self.told][1:]
        self.told.close()
        return shown, [(self.folder / f"{number}.out").read_bytes() for number in range(len(self.due))]


def test_the_page_writes_the_bytes_of_the_command(tmp_path: Path) -> None:
    page = PageInNode(tmp_path)
    for sample in sample_names():
        name, new = f"{sample}.xlsx", calgen.new("fr", sample, calgen.api.sample_start(sample, DAY))
        page.ask("generate", name, new, DAY)
        made = calgen.generate(new, name, DAY)
        page.due.append(made.after)
        if sample == "salon":
            page.ask("new", name, b"", DAY, sample=sample)
            page.due.append(new)
            edited = edited_calendar(made.after, made.words.language)
            page.ask("generate", name, edited, LATER)
            page.due.append(calgen.generate(edited, name, LATER).after)
            page.ask("export", name, edited, LATER, to="ics")
            page.due.append(calgen.export(edited, name, "ics", today=LATER).data)
    shown, made_there = page.answers()
    assert not [answer["problems"] for answer in shown if answer.get("stopped")]
    assert [number for number, data in enumerate(page.due) if data != made_there[number]] == []


def edited_calendar(data: bytes, language: str) -> bytes:
    """A calendar with a text and a title that a user typed."""
    first, second, *_ = sorted(days_of(data))
    cells: dict[tuple[str, str], object] = {(first, "text"): "À bientôt au salon", (second, "title"): "Un autre titre"}
    return typed(data, cells, SHEETS[language])
