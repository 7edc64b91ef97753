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
from calgen.book.words import Words, words

if TYPE_CHECKING:
    from calgen.measure.balance import Balance
    from calgen.verbs import Generated

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
        message, cure = spoken.message(problem)
        line = Text.assemble((spoken.choice("severity", problem.severity), _COLORS[problem.severity]), "  ")
        if problem.place and problem.place.tab:
            line.append(f"{problem.place}  ", "bold")
        line.append(message)
        console.print(line, soft_wrap=True)
        console.print(Text(f"  → {cure}", "green" if problem.severity is Severity.ERROR else "dim"), soft_wrap=True)
    counts = Counter(problem.severity for problem in found)
    console.print(", ".join(spoken.text("cli", f"counts_{one}", n=counts[one]) for one in Severity if counts[one]))


def dumps(value: object) -> str:
    """A value as JSON, in signs that the console or the pipe can take."""
    plain = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") not in {"utf8", "utf16"}
    return json.dumps(value, ensure_ascii=plain, indent=2)


def as_json(problem: Problem, spoken: Words) -> dict[str, str]:
    """A problem for programs."""
    message, cure = spoken.message(problem)
    place = problem.place
    return {
        "code": problem.code,
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
        with console.status(words(language).text("cli", "planning")):
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
    console.print(f"{spoken.text('cli', 'promise')}{spoken.text('say', 'colon')}{_promise(made)}")
    to_find = sum(not one.title for one in plan.subjects)
    if to_find:
        console.print(f"{spoken.text('cli', 'to_find')}{spoken.text('say', 'colon')}{to_find}")
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
            asked, got = spoken.say(Percent(one.asked / total)), spoken.say(Percent(one.got / total))
            table.add_row(spoken.choice("category", one.name), asked, got)
    return table


def _promise(made: Generated) -> str:
    assert made.plan is not None
    own = [one for one in made.plan.certificate if one.level == "category"]
    if any(one.worst > one.limit + 1e-9 for one in made.plan.certificate):
        return made.words.text("cli", "promise_not_held", tab=made.titles["checks"])
    worst = [max((one.worst for one in own if bool(one.platform) is here), default=0.0) for here in (True, False)]
    return made.words.text("cli", "promise_held", platform=worst[0], overall=worst[1])


def score(made: Generated) -> None:
    """The parts of the plan's score, with the worst place of each."""
    from calgen.plan.score import score as parts_of
    from calgen.plan.score import total

    assert made.plan is not None
    spoken, parts = made.words, parts_of(made.strategy, made.plan)
    console = _Console(highlight=False)
    console.print(Text(spoken.text("score", "title"), "bold"))
    table = _table([spoken.text("score", key) for key in ("rule", "count", "weight", "points", "worst")])
    for part in parts:
        where = part.worst
        place = [where.platform, spoken.choice("category", where.name), spoken.say(where.day)] if where else []
        figures = [spoken.number(value, 1) for value in (part.count, part.weight, part.points)]
        table.add_row(spoken.text("score", part.rule), *figures, spoken.say(tuple(filter(None, place))))
    table.add_row(spoken.text("score", "total"), "", "", spoken.number(total(parts), 1), "")
    console.print(table)


def balance(found: Balance, spoken: Words, format_: str) -> None:
    """The balance as tables, or as records for programs."""
    tables = {"frequency": found.frequency, "mix": found.mix, "variety": found.themes}
    if format_ == "json":
        shown = {name: json.loads(table.reset_index().to_json(orient="records")) for name, table in tables.items()}
        print(dumps(shown))  # noqa: T201
        return
    console = _Console(highlight=False)
    console.print(Text(spoken.text("labels", "frequency"), "bold"))
    table = _table([spoken.text("labels", key) for key in ("platform", "per_week", "planned", "posts", "published")])
    for name, asked, planned, posts, published in found.frequency.itertuples():
        table.add_row(name, spoken.number(asked, 1), spoken.number(planned, 1), str(posts), str(published))
    console.print(table)
    console.print(Text(spoken.text("labels", "mix"), "bold"))
    table = _table(
        [spoken.text("labels", key) for key in ("platform", "category", "share_asked", "share_got", "posts")]
    )
    for (platform, category), asked, got, posts in found.mix.itertuples():
        where = platform or spoken.text("say", "all_platforms")
        shares = (spoken.say(Percent(asked)), spoken.say(Percent(got)))
        table.add_row(where, spoken.choice("category", category), *shares, str(posts))
    console.print(table)
    console.print(Text(spoken.text("labels", "variety"), "bold"))
    table = _table([spoken.text("labels", key) for key in ("theme", "category", "posts", "share_got")])
    for name, category, posts, share in found.themes.itertuples():
        table.add_row(name, spoken.choice("category", category), str(posts), spoken.say(Percent(share)))
    console.print(table)


def summary_json(made: Generated, file: str, dry_run: bool) -> dict[str, object]:
    """The same for programs."""
    plan = made.plan
    return {
        "file": file,
        "written": made.changed and not dry_run and not made.stopped,
        "posts": len(plan.posts) if plan else 0,
        "subjects": len(plan.subjects) if plan else 0,
        "problems": [as_json(problem, made.words) for problem in made.problems],
    }
