"""What the commands print: problems, a summary, a sign of life; its tables stand in `terminal_tables`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from calgen.book.problems import Problem, Severity
from calgen.book.tab_readings import TabReading, optional_line, reading_lines
from calgen.book.values import Percent
from calgen.book.words import Words
from calgen.check.counted_findings import counts_of_letter, counts_text, severity_text
from calgen.records import explanation_record, problem_records, reading_records
from calgen.terminal_tables import fitted_tables

if TYPE_CHECKING:
    from datetime import date

    from calgen.api import Generated
    from calgen.figures.counted_calendar import CountedCalendar
    from calgen.review.model import Review
    from calgen.strategy import Strategy

_SEVERITY_COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_STATE_COLORS = {"done": "green", "thin": "yellow", "empty": "red"}
_VERDICT_COLORS = {"yes": "bold green", "nearly": "bold yellow", "no": "bold red"}
_SEVERITIES = list(Severity)


class PipedConsole(Console):
    """A console that raises the error of a closed pipe: `command_errors` answers it."""

    def on_broken_pipe(self) -> None:
        raise


def print_json(value: object) -> None:
    """A value as JSON, in characters that the console or the pipe can take."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    print(json.dumps(value, ensure_ascii=encoding not in {"utf8", "utf16"}, indent=2))  # noqa: T201


@contextmanager
def show_progress(words: Words) -> Iterator[None]:
    """A sign of life while the work lasts, where a person watches."""
    console = PipedConsole(stderr=True)
    if console.is_terminal:
        with console.status(words.text("cli", "planning")):
            yield
    else:
        yield


# -- problems ----------------------------------------------------------------------------------------------------------


def print_problems(problems: Sequence[Problem], words: Words, format_: str) -> None:
    """Every problem: its place, what is wrong, how to mend it; errors first."""
    if format_ == "json":
        print_json(problem_records(problems, words))
        return
    console = PipedConsole(highlight=False, soft_wrap=False)
    for problem in sorted(problems, key=lambda problem: _SEVERITIES.index(problem.severity)):
        print_problem(console, problem, words)
    console.print(counts_text(problems, words) or words.text("labels", "nothing_to_say"))


def print_advice(problems: Sequence[Problem], words: Words, format_: str, readings: Sequence[TabReading] = ()) -> None:
    """Every finding: errors, warnings, notes, each with its code (for `--explain`).

    As JSON, a record for each of the `readings` follows them.
    """
    from calgen.check.advice_order import by_severity, of_letter
    from calgen.view.checks import severity_title

    if format_ == "json":
        in_order = (problem for _, own in by_severity(problems) for problem in own)
        print_json([*problem_records(in_order, words), *reading_records(readings, words)])
        return
    console = PipedConsole(highlight=False, soft_wrap=False)
    for severity, own in by_severity(of_letter(problems)):
        console.print(Text(severity_title(words, severity), "bold underline"))
        for problem in own:
            print_problem(console, problem, words, "  ", f"  {problem.code}")
        console.print()
    console.print(counts_of_letter(problems, words.title("balance"), words) or words.text("labels", "nothing_to_say"))


def print_problem(console: Console, problem: Problem, words: Words, margin: str = "", code: str = "") -> None:
    message, cure = words.message(problem)
    severity = (severity_text(problem, words), _SEVERITY_COLORS[problem.severity])
    line = Text.assemble(margin, severity, "  ")
    if problem.place and problem.place.tab:
        line.append(f"{words.format_value(problem.cells)}  ", "bold")
    line.append(message)
    console.print(line, soft_wrap=True)
    cure_line = Text(f"{margin}  → {cure}", "green" if problem.severity is Severity.ERROR else "dim")
    cure_line.append(code, "dim italic")
    console.print(cure_line, soft_wrap=True)


def print_first_advice(problems: Sequence[Problem], words: Words) -> None:
    """What to do if one only does three things: the findings that cost most, with their cures."""
    from calgen.check.advice_order import of_letter
    from calgen.check.first_advice import first_advice

    first = first_advice(of_letter(problems))
    if not first:
        return
    console = PipedConsole(highlight=False, soft_wrap=False)
    console.print(Text(words.text("findings", "first"), "bold"))
    for number, problem in enumerate(first, 1):
        message, cure = words.message(problem)
        console.print(Text.assemble((f"{number}  ", "bold"), message), soft_wrap=True)
        console.print(Text(f"   → {cure}", "dim"), soft_wrap=True)
    console.print()


def print_steps(strategy: Strategy, words: Words) -> None:
    """The seven steps of the method: how far each is, what there is of it, and what it lacks."""
    from calgen.check.tomster import steps
    from calgen.view.checks import missing_text, present_text

    console = PipedConsole(highlight=False)
    console.print(Text(words.text("findings", "title"), "bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for step in steps(strategy):
        present, missing = present_text(words, step), missing_text(words, step)
        if missing:
            present += f"\n{words.text('findings', 'missing', missing=missing)}"
        state = Text(words.choice("step_state", step.state), _STATE_COLORS[step.state])
        table.add_row(Text(step.key[0].upper(), "bold"), words.text("tomster", step.key), state, Text(present))
    console.print(table)
    console.print()


def print_readings(readings: Sequence[TabReading], words: Words, *, optional: bool = False) -> None:
    """What was read of each tab of the workbook, and what was left alone; with `optional`, also what could be added."""
    console = PipedConsole(highlight=False, soft_wrap=False)
    console.print()
    console.print(Text(words.text("readings", "title"), "bold"))
    more = optional_line(readings, words) if optional else ""
    for line in (*reading_lines(readings, words), *([more] if more else [])):
        console.print(Text(f"  {line}"), soft_wrap=True)


def print_explanation(code: str, words: Words, format_: str) -> None:
    """A finding in full: what is said, how to mend it, why it is made, when to disregard it, and whence it comes."""
    from calgen.view.checks import step_title

    record = explanation_record(code, words)
    if format_ == "json":
        print_json(record)
        return
    console = PipedConsole(highlight=False, soft_wrap=False)
    console.print(Text.assemble((code, "bold"), "  ", (step_title(words, record["step"]), "dim")))
    console.print(Text(record["message"]), soft_wrap=True)
    for key in ("cure", "why", "unless", "article"):
        if key in record:
            label = f"{words.text('method', key)}{words.text('phrases', 'colon')}"
            console.print(Text.assemble((label, "bold"), record[key]), soft_wrap=True)


# -- a run -------------------------------------------------------------------------------------------------------------


def print_summary(made: Generated) -> None:
    """The effort and the promise, posts per platform, the mix asked and planned, and what there is to look at."""
    from calgen.figures.effort import effort
    from calgen.view.lead_sentences import effort_text, promise_text

    assert made.plan is not None
    assert made.calendar is not None
    words, horizon = made.words, made.plan.horizon
    console = PipedConsole(highlight=False)
    counts = {"posts": made.calendar.total, "subjects": made.calendar.subjects}
    console.print(Text(words.text("cli", "summary", first=horizon.first, last=horizon.last, **counts), "bold"))
    first = effort_text(words, effort(made.calendar, made.today))
    promise = promise_text(words, made.problems, made.plan.certificate, made.titles)
    for line in (first, promise, *_outside_lines(made.calendar, words)):
        if line:
            console.print(Text(line), soft_wrap=True)
    _print_platforms(console, made.calendar, words)
    _print_mix(console, made.calendar, words)
    if found := counts_of_letter(made.problems, made.titles["balance"], words):
        console.print(f"{found}. {words.text('cli', 'more', tab=made.titles['checks'])}")
    if made.review:
        from calgen.terminal_review import summary_lines

        for line in summary_lines(made.review, words, made.titles["review"]):
            console.print(Text(line), soft_wrap=True)


def print_table(console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for table in fitted_tables(headings, rows, console.width):
        console.print(table)


def _outside_lines(calendar: CountedCalendar, words: Words) -> Iterator[str]:
    """A line for the posts before the period and one for those after it, where there are any."""
    for key, count in (("posts_before", calendar.posts_before), ("posts_after", calendar.posts_after)):
        if count:
            yield words.text("labels", key, n=count)


def _print_platforms(console: Console, calendar: CountedCalendar, words: Words) -> None:
    from calgen.figures import frequency

    found = frequency.by_platform(calendar)
    rows = [(row.platform, words.number(row.asked, 1), str(row.planned)) for row in found]
    print_table(console, [words.text("labels", key) for key in ("platform", "asked", "planned")], rows)


def _print_mix(console: Console, calendar: CountedCalendar, words: Words) -> None:
    from calgen.figures import mix

    rows = []
    for category in mix.overall(calendar):
        shares = (category.share_asked, category.on_path, category.share)
        texts = (words.format_value(Percent(share)) for share in shares)
        rows.append((words.choice("category", category.category), *texts))
    headings = [words.text("labels", key) for key in ("category", "share_asked", "target_path", "share_got")]
    print_table(console, headings, rows)


def print_reference_warnings(made: Generated) -> None:
    """The warnings on formulas of the user's own tabs that point to rows that this run moves: she must act on them."""
    from calgen.files.moves.moved_references import CODES

    console = PipedConsole(highlight=False, soft_wrap=False)
    for problem in made.problems:
        if problem.code in CODES:
            print_problem(console, problem, made.words)


def print_score(made: Generated) -> None:
    """The parts of the plan's score, with the worst place of each."""
    from calgen.plan.themes.score import score_plan, total_points

    assert made.plan is not None
    words, parts = made.words, score_plan(made.strategy, made.plan)
    console = PipedConsole(highlight=False)
    console.print(Text(words.text("score", "title"), "bold"))
    rows = list[tuple[str, ...]]()
    for part in parts:
        where = part.worst
        place = [where.platform, words.choice("category", where.name), words.format_value(where.day)] if where else []
        figures = [words.number(value, 1) for value in (part.count, part.weight, part.points)]
        rows.append((words.text("score", part.rule), *figures, words.format_value(tuple(filter(None, place)))))
    rows.append((words.text("score", "total"), "", "", words.number(total_points(parts), 1), ""))
    print_table(console, [words.text("score", key) for key in ("rule", "count", "weight", "points", "worst")], rows)


def print_balance(
    calendar: CountedCalendar, words: Words, format_: str, today: date, review: Review | None = None
) -> None:
    """The effort from today on, the answers to the five questions, every block that has rows, and the review."""
    from calgen.figures.blocks import balance_records, blocks
    from calgen.figures.effort import effort
    from calgen.figures.verdicts import answers
    from calgen.view.balance.questions import answer_text
    from calgen.view.lead_sentences import effort_text

    if format_ == "json":
        from calgen.review.review_record import review_record

        print_json({**balance_records(calendar, today), "review": review_record(review)})
        return
    console = PipedConsole(highlight=False)
    if first := effort_text(words, effort(calendar, today)):
        console.print(Text(first, "bold"), soft_wrap=True)
    console.print(words.text("labels", "period", first=calendar.horizon.first, last=calendar.horizon.last))
    for line in _outside_lines(calendar, words):
        console.print(line)
    for answer in answers(calendar):
        verdict = (words.text("labels", f"verdict_{answer.verdict}"), _VERDICT_COLORS[answer.verdict])
        question = (words.text("labels", f"question_{answer.question}"), "bold")
        console.print(Text.assemble(question, " ", verdict))
        console.print("  " + answer_text(words, answer))
    for block in blocks(calendar):
        if block.rows:
            console.print(Text("\n" + words.text("labels", block.key), "bold"))
            print_table(console, block.headings(words), block.cells(words))
    if review:
        from calgen.terminal_review import print_review

        print_review(review, words)
