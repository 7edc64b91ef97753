"""Balance, month, year and tasks over random calendars, edited ones too: LibreOffice computes what calgen stored."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from draws import RandomDraws
from office import XLSX, convert, needs_office, plain, uncounted, unlocked
from strategies import Case, build

from calgen.book.sheet import Sheet, SheetValue, StyledCell, Table
from calgen.book.words import load_words
from calgen.figures.counted_calendar import CountedCalendar, count_plan
from calgen.files.edit.insert_sheets import new_workbook
from calgen.merge import Edits, assign_ids
from calgen.plan import plan
from calgen.plan.model import Plan, Post
from calgen.strategy import defaults
from calgen.strategy.campaigns import Campaign
from calgen.view import balance, month, tasks, year
from calgen.view.balance import theme_gaps
from calgen.view.tabs import titles
from calgen.view.tasks.rows import post_status
from calgen.view.view_context import TABLES, TOP, ViewContext

pytestmark = needs_office
FRENCH = load_words("fr")
SEEDS = range(6)
STATUSES = ("", "idea", "to_write", "to_review", "approved", "published", "cancelled")
ODD = {
    "platform": ("Réseau neuf", "Forum ?", "Blog*"),
    "theme": ("", "Et pourquoi ?", "=Thème", "Thème~2", "<3 nos clients"),
    "category": ("Autre chose", "Promouvoir"),
    "objective": ("", "Inconnu"),
    "audience": ("Passants",),
    "campaign": ("Jamais dite",),
    "format": ("", "Fresque"),
    "owner": ("", "Zoé"),
    "stage": ("", "action"),
    "status": STATUSES,
}


def edited(made: Plan, turn: random.Random) -> Plan:
    """The plan as a user's edits leave it: names that the strategy does not know, other days, cancelled posts."""
    posts = []
    for post in made.posts:
        changes: dict[str, Any] = {key: turn.choice(values) for key, values in ODD.items() if turn.random() < 0.15}
        if turn.random() < 0.1:
            changes["day"] = post.day + timedelta(days=turn.randint(-20, 20))
        posts.append(replace(post, **changes))
    return replace(made, posts=tuple(posts))


@cache
def desks() -> dict[str, ViewContext]:
    """Random strategies with their plans: every second one edited, one empty, one whose posts are all cancelled."""
    found = {}
    for seed in SEEDS:
        turn = random.Random(seed)
        case, made = full(turn)
        found[f"seed{seed}"] = _desk(case, edited(made, turn) if seed % 2 else made)
        if seed == 1:
            found["none"] = _desk(case, replace(made, posts=(), subjects=(), certificate=()))
            gone = tuple(replace(post, status="cancelled") for post in made.posts)
            found["cancelled"] = _desk(case, replace(made, posts=gone))
    return found


def full(turn: random.Random) -> tuple[Case, Plan]:
    """A random strategy with enough posts to be worth a look."""
    while True:
        case = build(RandomDraws(turn), weeks=(2, 3, 5, 8))
        made = plan(case.strategy, (), case.today)
        if len(made.posts) > 20:
            return case, made


def _desk(case: Case, made: Plan) -> ViewContext:
    start = made.horizon.first
    extra = Campaign(campaign="Fête*", start=start, end=start + timedelta(days=6), themes=())
    strategy = replace(case.strategy, wheel=defaults.wheel(FRENCH), campaigns=(*case.strategy.campaigns, extra))
    ids = assign_ids(made, Edits())
    return ViewContext(strategy, made, ids, FRENCH, titles(FRENCH, {}), today=case.today)


def counted(desk: ViewContext) -> CountedCalendar:
    return count_plan(desk.strategy, desk.plan, desk.ids.posts, desk.ids.subjects)


def calendars(desk: ViewContext) -> Iterator[Sheet]:
    """The two calendars as plain tables of values, in an order of the user's own."""
    columns = {tab: FRENCH.columns(tab) for tab in ("social", "editorial")}
    rows = [_social(desk, n, post) for n, post in enumerate(desk.plan.posts)]
    subjects = [{"id": id_, "title": "Titre"} for id_ in desk.ids.subjects]
    lines: dict[str, list[dict[str, SheetValue]]] = {"social": rows, "editorial": subjects}  # type: ignore[dict-item]
    for tab, keys in columns.items():
        cells = {(TOP, n): StyledCell(FRENCH.title(tab, key)) for n, key in enumerate(keys, 1)}
        for row, line in enumerate(lines[tab], TOP + 1):
            cells |= {(row, n): StyledCell(line.get(key) or None) for n, key in enumerate(keys, 1)}
        heads = tuple(FRENCH.title(tab, key) for key in keys)
        table = Table(TABLES[tab], TOP, 1, TOP + max(1, len(lines[tab])), heads)
        yield Sheet(tab, desk.titles[tab], cells, tables=(table,), formats=FRENCH.formats())


def _social(desk: ViewContext, n: int, post: Post) -> dict[str, SheetValue]:
    return {
        "id": desk.ids.posts[n],
        "date": post.day,
        "time": post.time,
        "title": desk.title_of(post),
        "editorial": desk.ids.subjects[post.subject],
        "category": desk.category_name(post.category),
        "stage": FRENCH.choice("stage", post.stage) if post.stage else "",
        "status": FRENCH.choice("status", post_status(desk, n)),
        **{key: getattr(post, key) for key in ("platform", "theme", "objective", "audience", "campaign", "owner")},
    }


@cache
def drawn() -> dict[str, bytes]:
    found = {}
    for name, desk in desks().items():
        calendar = counted(desk)
        work = tasks.sheet(desk, tasks.rows(desk, calendar))
        tabs = (balance.sheet(desk, calendar), month.sheet(desk, calendar), year.sheet(desk, calendar), work)
        found[name] = new_workbook([*calendars(desk), *tabs])
    return found


@cache
def computed() -> dict[str, bytes]:
    return convert(XLSX, {name: uncounted(data) for name, data in drawn().items()})


def figures(data: bytes, like: bytes, tab: str) -> dict[str, Any]:
    """Every cell of a tab that holds a formula in `like`; what moves with the day on which it is opened left out."""
    title = FRENCH.title(tab)
    values, formulas = unlocked(data, values=True)[title], unlocked(like, values=False)[title]
    cells = [cell for row in formulas.iter_rows() for cell in row if str(cell.value).startswith("=")]
    if tab == "year":  # the mark below the present week
        cells = [cell for cell in cells if "TODAY()" not in cell.value]
    moving = [FRENCH.title("tasks", "state")] if tab == "tasks" else []
    heads = {cell.column: cell.value for cell in formulas[TOP]} if tab == "tasks" else {}
    kept = [cell for cell in cells if heads.get(cell.column) not in moving and (tab != "tasks" or cell.row > TOP)]
    return {cell.coordinate: plain(values[cell.coordinate].value) for cell in kept}


@pytest.mark.parametrize("tab", ["balance", "tasks", "month", "year"])
@pytest.mark.parametrize("name", [*(f"seed{seed}" for seed in SEEDS), "none", "cancelled"])
def test_every_stored_figure_is_what_its_formula_gives(name: str, tab: str) -> None:
    stored = figures(drawn()[name], drawn()[name], tab)
    found = figures(computed()[name], drawn()[name], tab)
    differ = {at: (stored[at], found[at]) for at in stored if not _is_same(stored[at], found[at])}
    assert differ == {}
    assert len(stored) > 10 or name in ("none", "cancelled")


def _is_same(stored: object, found: object) -> bool:
    """Whether two figures are the same; a formula writes the decimals of a text as the system does."""
    if isinstance(stored, str):
        return re.sub(r"(?<=\d),(?=\d)", ".", stored) == re.sub(r"(?<=\d),(?=\d)", ".", str(found))
    return bool(found == pytest.approx(stored, abs=1e-6))


def test_a_long_calendar_says_that_its_silences_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, note = desks()["seed5"], FRENCH.text("labels", "silence_still")
    live = balance.sheet(desk, counted(desk)).cells
    monkeypatch.setattr(theme_gaps, "MOST_ROWS", 5)
    still = balance.sheet(desk, counted(desk)).cells
    said = {cell.value for cell in still.values()}
    assert note in said - {cell.value for cell in live.values()}
    title = FRENCH.text("labels", "silence")
    (top,) = (row for (row, column), cell in live.items() if column == 6 and cell.value == title)
    theme = [cells[top + 1, 6] for cells in (live, still)]
    assert theme[0].value == theme[1].value
    assert (bool(theme[0].formula), bool(theme[1].formula)) == (True, False)
