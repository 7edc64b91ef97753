"""What the commands print: problems, a summary, a sign of life; the one file that imports `rich`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from calgen.book.problems import Problem, Severity
from calgen.book.values import Percent
from calgen.book.words import Words, load_words

if TYPE_CHECKING:
    from calgen.api import Generated
    from calgen.measure.balance import Balance
    from calgen.strategy import Strategy

_COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_ORDER = list(Severity)


class _Console(Console):
    """One that leaves it to us what happens where nobody reads."""

    def on_broken_pipe(self) -> None:
        raise


def problems(found: Sequence[Problem], spoken: Words, format_: str) -> None:
    """Every problem: its place, what is wrong, how to mend it; errors first."""
    if format_ == "json":
        print(dumps([as_json(one, spoken) for one in found]))  # noqa: T201
        return
    console = _Console(highlight=False, soft_wrap=False)
    for problem in sorted(found, key=lambda one: _ORDER.index(one.severity)):
        _problem(console, problem, spoken)
    _counts(console, found, spoken)


def _problem(console: Console, problem: Problem, spoken: Words, margin: str = "", code: str = "") -> None:
    message, cure = spoken.message(problem)
    line = Text.assemble(margin, (spoken.choice("severity", problem.severity), _COLORS[problem.severity]), "  ")
    if problem.place and problem.place.tab:
        line.append(f"{problem.place}  ", "bold")
    line.append(message)
    console.print(line, soft_wrap=True)
    mending = Text(f"{margin}  → {cure}", "green" if problem.severity is Severity.ERROR else "dim")
    mending.append(code, "dim italic")
    console.print(mending, soft_wrap=True)


def _counts(console: Console, found: Sequence[Problem], spoken: Words) -> None:
    counts = Counter(problem.severity for problem in found)
    told = ", ".join(spoken.text("cli", f"counts_{one}", n=counts[one]) for one in Severity if counts[one])
    console.print(told or spoken.text("labels", "nothing_to_say"))


_STATES = {"done": "green", "thin": "yellow", "empty": "red"}


def steps(strategy: Strategy, spoken: Words) -> None:
    """The seven steps of the method: how far each is, what there is of it, and what it lacks."""
    from calgen.check.tomster import steps as steps_of
    from calgen.view.checks import missing_text, present_text

    console = _Console(highlight=False)
    console.print(Text(spoken.text("letter", "title"), "bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for step in steps_of(strategy):
        said, lacks = present_text(spoken, step), missing_text(spoken, step)
        if lacks:
            said += f"\n{spoken.text('letter', 'lacks', lacks=lacks)}"
        state = Text(spoken.choice("step_state", step.state), _STATES[step.state])
        table.add_row(Text(step.key[0].upper(), "bold"), spoken.text("tomster", step.key), state, Text(said))
    console.print(table)
    console.print()


def letter(found: Sequence[Problem], spoken: Words, format_: str) -> None:
    """Every finding: the errors first, then step by step of the method, each with its code (for `--explain`)."""
    from calgen.check.advice_order import by_step, in_order
    from calgen.view.checks import step_title

    if format_ == "json":
        problems(in_order(found), spoken, format_)
        return
    console = _Console(highlight=False, soft_wrap=False)
    for step, own in by_step(found):
        console.print(Text(step_title(spoken, step), "bold underline"))
        for problem in own:
            _problem(console, problem, spoken, "  ", f"  {problem.code}")
        console.print()
    _counts(console, found, spoken)


def explanation(code: str, spoken: Words, format_: str) -> None:
    """A finding in full: what is said, how to mend it, why it is made, and when to disregard it."""
    from calgen.check.advice_order import step_of
    from calgen.view.checks import step_title

    message, cure = spoken.outline(code)
    told = spoken.explanation(code)
    if format_ == "json":
        print(dumps({"code": code, "step": step_of(code), "message": message, "cure": cure, **told}))  # noqa: T201
        return
    console = _Console(highlight=False, soft_wrap=False)
    console.print(Text.assemble((code, "bold"), "  ", (step_title(spoken, step_of(code)), "dim")))
    console.print(Text(message), soft_wrap=True)
    for key, text in {"cure": cure, **told}.items():
        label = f"{spoken.text('method', key)}{spoken.text('phrases', 'colon')}"
        console.print(Text.assemble((label, "bold"), text), soft_wrap=True)


def dumps(value: object) -> str:
    """A value as JSON, in signs that the console or the pipe can take."""
    plain = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") not in {"utf8", "utf16"}
    return json.dumps(value, ensure_ascii=plain, indent=2)


def as_json(problem: Problem, spoken: Words) -> dict[str, str]:
    """A problem for programs."""
    from calgen.check.advice_order import step_of

    message, cure = spoken.message(problem)
    place = problem.place
    return {
        "code": problem.code,
        "step": step_of(problem.code),
        "severity": str(problem.severity),
        "tab": place.tab if place else "",
        "cell": place.cell if place else "",
        "message": message,
        "cure": cure,
    }


@contextmanager
def busy(language: str) -> Iterator[None]:
    """A sign of life while the work lasts, where somebody watches."""
    console = _Console(stderr=True)
    if console.is_terminal:
        with console.status(load_words(language).text("cli", "planning")):
            yield
    else:
        yield


def summary(made: Generated) -> None:
    """Posts per platform, the mix asked and got, the promise, and what there is to look at."""
    assert made.plan is not None
    plan, spoken = made.plan, made.words
    console = _Console(highlight=False)
    counts = {"posts": len(plan.posts), "subjects": len(plan.subjects)}
    first, last = plan.horizon.first, plan.horizon.last
    console.print(Text(spoken.text("cli", "summary", first=first, last=last, **counts), "bold"))
    console.print(_platforms(made))
    console.print(_mix(made))
    console.print(f"{spoken.text('cli', 'promise')}{spoken.text('phrases', 'colon')}{_promise(made)}")
    to_find = sum(not one.title for one in plan.subjects)
    if to_find:
        console.print(f"{spoken.text('cli', 'to_find')}{spoken.text('phrases', 'colon')}{to_find}")
    found = Counter(problem.severity for problem in made.problems)
    told = ", ".join(spoken.text("cli", f"counts_{one}", n=found[one]) for one in Severity if found[one])
    if told:
        console.print(f"{told}. {spoken.text('cli', 'more', tab=made.titles['checks'])}")


def _table(headings: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for n, heading in enumerate(headings):
        table.add_column(heading, justify="right" if n else "left")
    return table


def _platforms(made: Generated) -> Table:
    assert made.plan is not None
    spoken = made.words
    table = _table([spoken.text("labels", key) for key in ("platform", "asked", "planned")])
    posts = Counter(post.platform for post in made.plan.posts)
    for platform in made.strategy.platforms:
        asked = sum(float(one.asked) for one in made.plan.periods if one.platform == platform.platform)
        table.add_row(platform.platform, spoken.number(asked, 1), str(posts[platform.platform]))
    return table


def _mix(made: Generated) -> Table:
    assert made.plan is not None
    spoken, total = made.words, max(1, len(made.plan.posts))
    table = _table([spoken.text("labels", key) for key in ("category", "share_asked", "share_got")])
    for one in made.plan.certificate:
        if one.level == "category" and not one.platform:
            asked, got = (
                spoken.format_value(Percent(one.asked / total)),
                spoken.format_value(Percent(one.planned / total)),
            )
            table.add_row(spoken.choice("category", one.name), asked, got)
    return table


def _promise(made: Generated) -> str:
    assert made.plan is not None
    own = [one for one in made.plan.certificate if one.level == "category"]
    if any(one.worst_gap > one.limit + 1e-9 for one in made.plan.certificate):
        return made.words.text("cli", "promise_not_held", tab=made.titles["checks"])
    worst = [max((one.worst_gap for one in own if bool(one.platform) is here), default=0.0) for here in (True, False)]
    return made.words.text("cli", "promise_held", platform=worst[0], overall=worst[1])


def score(made: Generated) -> None:
    """The parts of the plan's score, with the worst place of each."""
    from calgen.plan.score import score_plan, total_points

    assert made.plan is not None
    spoken, parts = made.words, score_plan(made.strategy, made.plan)
    console = _Console(highlight=False)
    console.print(Text(spoken.text("score", "title"), "bold"))
    table = _table([spoken.text("score", key) for key in ("rule", "count", "weight", "points", "worst")])
    for part in parts:
        where = part.worst
        place = [where.platform, spoken.choice("category", where.name), spoken.format_value(where.day)] if where else []
        figures = [spoken.number(value, 1) for value in (part.count, part.weight, part.points)]
        table.add_row(spoken.text("score", part.rule), *figures, spoken.format_value(tuple(filter(None, place))))
    table.add_row(spoken.text("score", "total"), "", "", spoken.number(total_points(parts), 1), "")
    console.print(table)


def balance(found: Balance, spoken: Words, format_: str) -> None:
    """The three answers and every block of the balance, as tables, or as records for programs."""
    from calgen.measure import told

    answers, blocks = found.answers(), found.blocks()
    if format_ == "json":
        shown = {key: {"answer": code, **figures} for key, (code, figures) in answers.items()}
        print(dumps({"answers": shown, **{name: told.records(table) for name, table in blocks.items()}}))  # noqa: T201
        return
    console = _Console(highlight=False)
    for key, (code, figures) in answers.items():
        verdict = (spoken.text("labels", f"verdict_{code}"), _VERDICTS[code])
        console.print(Text.assemble((spoken.text("labels", f"question_{key}"), "bold"), " ", verdict))
        console.print("  " + spoken.text("labels", f"glance_{key}", **figures))
    for name, table in blocks.items():
        if len(table):
            console.print(Text("\n" + spoken.text("labels", name), "bold"))
            headings, rows = told.spoken(table, spoken)
            block = _table(headings)
            for row in rows:
                block.add_row(*row)
            console.print(block)


_VERDICTS = {"yes": "bold green", "nearly": "bold yellow", "no": "bold red"}


def summary_json(made: Generated, file: str, dry_run: bool) -> dict[str, object]:
    """The same for programs."""
    from calgen import diff

    plan = made.plan
    return {
        "file": file,
        "written": made.changed and not dry_run and not made.stopped,
        "posts": len(plan.posts) if plan else 0,
        "subjects": len(plan.subjects) if plan else 0,
        "changes": diff.as_json(made.changes),
        "problems": [as_json(problem, made.words) for problem in made.problems],
    }
