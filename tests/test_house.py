"""The law of the house: who imports whom, no clock but the shell's, small files, nothing made that is out of date."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import click
import pytest
import renew

import calgen
from calgen import api
from calgen.cli import main

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "calgen"
SHELL = {
    "diff", "cli", "cli_clock", "cli_help", "cli_results", "cli_output", "cli_steps", "cli_undo", "adopt_hint",
    "system_language", "cli_export", "export_steps", "export_report", "export_records", "export_events",
    "export_marks", "shown_posts",
    "cli_batch", "cli_batch_report", "batch_report", "terminal_progress",
    "cli_paths", "cli_share", "share_steps", "cli_decide", "decide_steps",
    "command_errors", "terminal", "api", "terminal_tables", "terminal_review", "run_records", "run_steps",
    "reference_findings", "review_sections",
    "unchanged_file", "version", "held_headings", "merged_calendars", "what_if", "terminal_compared", "result_steps",
    "numbered_links", "cell_edit", "strategy_edits", "review_step", "edited_run", "pause_steps", "cli_pause",
    "cli_page", "page_steps", "page_months", "page_server",
    "cli_edited", "next_steps", "next_report", "cli_next", "shift_steps", "stale_formulas", "cli_shift",
    "tab_names", "accepted_values",
    "run_facts", "archive_steps", "readings_step", "shown_proposals", "adapt_steps", "adapt_report", "cli_adapt",
    "__init__", "__main__",
}  # fmt: skip

# room (a folder or file of `calgen/`) → the rooms it may import
LAW = {
    "book": set[str](),
    "strategy": {"book"},
    "read": {"book", "strategy"},
    "last_run": {"book"},
    "calendar": {"book", "last_run"},  # what stands in the calendars, for those who look at it
    "plan": {"book", "strategy"},
    "suggestions": {"book", "strategy", "plan"},
    "figures": {"book", "strategy", "calendar", "plan"},
    "check": {"book", "strategy", "calendar", "plan", "figures", "review"},
    "merge": {"book", "strategy", "last_run", "calendar", "plan"},
    # the letter of findings stands in a tab: its order and the seven steps are the checks' own
    "view": {"book", "strategy", "last_run", "calendar", "plan", "check", "merge", "figures", "learn", "review"},
    "adopt": {"book", "strategy", "view"},  # somebody's own workbook: its cells into a template
    "learn": {"book", "strategy", "figures"},  # results → effects with their doubt → proposals
    "review": {"book", "strategy", "calendar", "plan", "figures", "learn"},  # what results are worth
    "results": {"book", "strategy", "calendar"},  # the platforms' own files → figures on posts
    "records": {"book", "check", "merge", "plan"},  # JSON forms
    "export": {"book", "strategy", "calendar", "plan"},
    "share": {"book", "strategy", "export", "view"},  # the calendar as a client sees it
    "files": {"book"},
    "batch": {"files"},
}

# room of `files/` → the rooms of it that it may import
FILES_LAW = {
    "read": set[str](),
    "draw": {"read"},
    "references": {"read"},
    "moves": {"read", "references"},
    "edit": {"draw", "moves", "read", "references"},
    "soundness": {"edit", "read"},
    "save": {"read", "soundness"},
    "stores": {"read", "save"},
}

# room or file of `plan/` → the rooms and files of it that it may import
PLAN_LAW = {
    "reason": set[str](),
    "pin": {"reason"},
    "asked_before": set[str](),
    "known_gaps": {"model"},
    "model": {"asked_before", "known_gaps", "pin", "reason", "target"},
    "days": {"model", "reason"},
    "target": {"asked_before", "days", "model"},
    "draft": {"asked_before", "known_gaps", "model", "pin", "target"},
    "slots": {"days", "draft", "model", "pin", "reason", "target"},
    "pins": {"asked_before", "days", "draft", "model", "pin", "reason", "slots", "target"},
    "subjects": {"draft", "model", "pin", "pins", "slots", "target"},
    "themes": {"asked_before", "days", "draft", "model", "pin", "pins", "reason", "slots", "subjects", "target"},
    "makers": {"days", "draft", "model", "pin", "pins", "reason", "slots", "subjects", "target", "themes"},
    "proof": {"days", "draft", "known_gaps", "makers", "model", "pins", "slots", "target", "themes"},
}

# The longest chain of imports from file to file in calgen/plan, with plan/__init__.py at its top.
PLAN_FLOORS = 8

# functions of the api that the command alone needs
INNER = {"sample_language", "sample_start", "workbook_words"}

# package → the only files that may import it
GUESTS = {
    "click": "cli*.py",
    "filelock": "files/save/lock.py",
    "rich": "terminal*.py",
    "dateutil": "plan/days/computed_dates.py",
    "holidays": "plan/days/holiday_dates.py",
    "zoneinfo": "plan/days/time_zones.py",
    "xlsxwriter": "files/draw/*.py",
    "markdown_it": "files/read/samples.py",
    "pandas": "results/*.py",
    "pebble": "batch/process_pool.py",
    "distributed": "batch/dask_engine.py",
    "icalendar": "export/icalendar_feed.py",
    "fsspec": "files/stores/s3_bucket.py",
    "s3fs": "files/stores/s3_bucket.py",
}
OF_EXTRAS = {"fsspec", "s3fs", "distributed"}  # asked for by an extra, not by calgen itself
EXPECTED: set[str] = set()  # installed, and imported by nothing yet


@cache
def paths() -> tuple[Path, ...]:
    """Every file of the house, relative to it; nothing is parsed while tests are collected."""
    return tuple(path.relative_to(HOUSE) for path in sorted(HOUSE.rglob("*.py")))


@cache
def trees() -> dict[Path, ast.Module]:
    """The same files, parsed."""
    return {path: ast.parse((HOUSE / path).read_text(encoding="utf-8")) for path in paths()}


def room_of(path: Path) -> str:
    """The room of a file: its folder, or its own name at the top."""
    return path.parts[0].removesuffix(".py")


def imported(tree: ast.Module) -> Iterator[tuple[str, ...]]:
    """Every module that a file imports, wherever in it, in its parts; what comes out of the house itself in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are spelled out"
            parts = tuple((node.module or "").split("."))
            yield from ((*parts, alias.name) for alias in node.names) if parts == ("calgen",) else [parts]


def neighbours(path: Path, tree: ast.Module) -> set[str]:
    """The other rooms that a file imports."""
    found = {parts[1] for parts in imported(tree) if parts[0] == "calgen" and len(parts) > 1}
    return found - {room_of(path)}


def files(pattern: str = "*") -> list[str]:
    return [str(path) for path in paths() if path.match(pattern)]


def test_a_room_imports_only_the_rooms_below_it() -> None:
    rooms = {path: room_of(Path(path)) for path in files()}
    assert set(rooms.values()) <= {*LAW, *SHELL}, "a new room needs its line in CONTRIBUTING.md and here"
    above = {path: neighbours(Path(path), trees()[Path(path)]) - LAW[room]
             for path, room in rooms.items() if room not in SHELL}  # fmt: skip
    assert {path: found for path, found in above.items() if found} == {}


def _above(paths: list[str], package: str, law: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What files of a package import of its other rooms against the law."""
    found = {}
    for path in paths:
        room = Path(path).parts[1].removesuffix(".py")
        inside = (parts for parts in imported(trees()[Path(path)]) if parts[:2] == ("calgen", package))
        found[path] = {parts[2] for parts in inside if len(parts) > 2} - {room} - law[room]
    return {path: rooms for path, rooms in found.items() if rooms}


def test_a_room_of_files_imports_only_the_rooms_below_it() -> None:
    assert _above(files("files/*/*.py"), "files", FILES_LAW) == {}


def test_a_room_of_plan_imports_only_the_rooms_below_it() -> None:
    paths = [name for name in (*files("plan/*/*.py"), *files("plan/*.py")) if "__" not in name]
    assert _above(paths, "plan", PLAN_LAW) == {}


def test_the_law_of_the_planner_allows_nothing_that_no_room_needs() -> None:
    used: dict[str, set[str]] = {room: set() for room in PLAN_LAW}
    for path, tree in trees().items():
        if path.parts[0] == "plan" and path.name != "__init__.py":
            room = path.parts[1].removesuffix(".py")
            used[room] |= {parts[2] for parts in imported(tree) if parts[:2] == ("calgen", "plan")} - {room}
    assert used == PLAN_LAW


def planner_imports(name: str) -> set[str]:
    """The modules of the planner that one of them imports, but for its annotations alone."""
    tree = trees()[Path(name.removeprefix("calgen.").replace(".", "/") + ".py")]
    hints = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    known = {id(node) for hint in hints for node in ast.walk(hint)}
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in known and f"{node.module}.".startswith("calgen.plan."):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return {each for each in found if Path(each.removeprefix("calgen.").replace(".", "/") + ".py") in trees()}


@cache
def floor_of(name: str) -> int:
    """The number of files in the longest chain of imports that begins with a module of the planner."""
    return 1 + max(map(floor_of, planner_imports(name)), default=0)


def test_the_planner_has_few_floors() -> None:
    """Each file that stands on many others can be read only after them, and changes with each of them.

    A file that raises the number leans on one that is too high: what both need belongs into a lower module, or is given
    to it as an argument (the search is given its rules, and the share of each slot). Lower the number when it falls.
    """
    assert floor_of("calgen.plan.__init__") == PLAN_FLOORS


def test_what_is_below_the_api_imports_neither_the_package_nor_the_shell() -> None:
    above = {"cli", "command_errors", "terminal", "terminal_tables", "terminal_review", "api", "__init__"}
    for path, tree in trees().items():
        if room_of(path) not in SHELL:
            assert not neighbours(path, tree) & above, path


def test_public_functions_stay_functions_once_their_rooms_are_loaded() -> None:
    rooms = "import calgen; calgen.new; import calgen.export_steps, calgen.adopt.regions; "
    code = f"{rooms}print(*(type(getattr(calgen, name)).__name__ for name in calgen.__all__))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "module" not in found.stdout.split()


def test_the_package_exports_what_its_docstring_promises() -> None:
    for name in calgen.__all__:
        assert getattr(calgen, name) is not None
    made = {name for name, found in vars(api).items() if getattr(found, "__module__", "") == api.__name__}
    own = {name for name in made if not name.startswith("_")}
    assert own - set(calgen.__all__) <= INNER, "a public name of the api is listed in `calgen.__all__`, or in INNER"
    records = {"Adopted", "Balanced", "Checked", "Exported", "Generated", "Place", "Problem", "Refused", "Severity"}
    assert set(calgen.__all__) - own == {*records, "__version__"}
    with pytest.raises(AttributeError, match="no attribute 'plans'"):
        calgen.plans  # noqa: B018


def test_the_law_has_no_circle() -> None:
    seen: set[str] = set()
    while len(seen) < len(LAW):
        free = {room for room, below in LAW.items() if room not in seen and below <= seen}
        assert free, f"a circle among {set(LAW) - seen}"
        seen |= free


@cache
def outside() -> dict[str, set[str]]:
    """What each file imports from outside of the package."""
    return {path: {parts[0] for parts in imported(trees()[Path(path)])} - {"calgen"} for path in files()}


def test_a_guest_stays_in_its_room() -> None:
    known = set(sys.stdlib_module_names) | set(GUESTS)
    assert {path: found - known for path, found in outside().items() if found - known} == {}
    guests = [(path, guest) for path, found in outside().items() for guest in found & set(GUESTS)]
    assert [(path, guest) for path, guest in guests if not fnmatch(path, GUESTS[guest])] == []


def test_each_guest_is_there_unless_it_is_expected() -> None:
    there = set[str]().union(*outside().values())
    assert set(GUESTS) - there == set(EXPECTED), "a guest that has come is expected no more"


def test_each_guest_is_asked_for_by_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[^\w-]", one)[0].lower().replace("-", "_") for one in project["dependencies"]}
    names = {"dateutil": "python_dateutil", "markdown_it": "markdown_it_py", "zoneinfo": "tzdata"}
    of_pandas = {"openpyxl"}  # its reader of xlsx files, which it loads by name
    assert asked == {names.get(guest, guest) for guest in set(GUESTS) - OF_EXTRAS} | of_pandas
    extras = " ".join(text for name in ("cloud", "cluster") for text in project["optional-dependencies"][name])
    assert all(guest in extras for guest in OF_EXTRAS)


def test_every_room_is_part_of_what_is_installed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    rooms = {f"calgen.{'.'.join(path.parts[:-1])}".rstrip(".") for path in trees() if path.name == "__init__.py"}
    assert set(listed) == rooms | {"calgen.templates", "calgen.samples", "calgen.words"}


def called(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Method calls: what they are called on, and their name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr


def test_only_the_shell_looks_at_the_clock() -> None:
    clock = {"today", "now", "utcnow", "localtime"}
    looking = {str(path) for path, tree in trees().items() if clock & {name for _, name in called(tree)}}
    assert looking == {"cli_clock.py"}


def test_nobody_writes_a_user_s_file_but_the_room_that_can() -> None:
    """No library saves over a workbook: `insert_sheets` makes its bytes, `files/save/save.py` puts them in place."""
    writing = {"save", "write_bytes", "write_text"}
    calls = ((str(path), of, name) for path, tree in trees().items() for of, name in called(tree))
    assert {path for path, of, name in calls if name in writing and of != "formatter"} == set()  # a help text


def test_a_file_is_short() -> None:
    lines = {path: (HOUSE / path).read_text(encoding="utf-8").count("\n") for path in files()}
    assert {path: count for path, count in lines.items() if count >= 300} == {}


# -- what is made --------------------------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("path", renew.made(), ids=str)
def test_what_is_made_is_up_to_date(path: Path) -> None:
    due, there = renew.made()[path], path.read_bytes()
    assert (parts(due) == parts(there)) if path.suffix == ".xlsx" else (due == there), "python tests/renew.py"


def test_everything_that_is_made_is_made_here() -> None:
    pages = {path for pattern in ("manual.*", "method.*.md") for path in (ROOT / "docs").glob(pattern)}
    there = {*(ROOT / "templates").glob("*.xlsx"), *pages}
    assert there == set(renew.made())


# -- the README ----------------------------------------------------------------------------------------------------

README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"```sh\n(.*?)```", README, re.DOTALL) + re.findall(r"`(calgen [^`]+)`", README)


def commands(text: str) -> list[list[str]]:
    """Every call of calgen in a piece of shell, in words, comments left out."""
    lines = [line.split(" #")[0] for line in text.splitlines()]
    calls = [call for line in lines for call in line.split("&&")]
    found = [call.split() for call in calls]
    return [words[n + 1 :] for words in found for n, word in enumerate(words) if word.endswith("calgen") and n < 2]


def options(command: str) -> set[str]:
    """The options of a command."""
    return {name for one in main.commands[command].params if isinstance(one, click.Option) for name in one.opts}


def test_every_call_in_the_readme_can_be_made() -> None:
    calls = [words for text in CODE for words in commands(text) if words]
    assert len(calls) > 6
    for command, *given in calls:
        assert command in main.commands
        assert {word for word in given if word.startswith("-")} <= options(command), given


def test_every_option_named_in_the_readme_exists() -> None:
    own = re.sub(r"```sh\npython3.*?```|`pytest [^`]*`", "", README, flags=re.DOTALL)
    named = set(re.findall(r"(?<=[ `])--?[a-z][a-z-]*", own))
    assert named
    assert named <= {name for command in main.commands for name in options(command)}


@pytest.mark.parametrize("command", main.commands)
def test_every_command_has_its_place_in_the_readme(command: str) -> None:
    english, french = README.split("## En français")
    for half in (english, french):
        assert re.search(rf"calgen {command}\b", half)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("manual.*")), ids=lambda path: str(path.name))
@pytest.mark.parametrize("command", main.commands)
def test_every_command_has_its_place_in_the_manual(command: str, page: Path) -> None:
    assert re.search(rf"calgen {command}\b", page.read_text(encoding="utf-8"))
