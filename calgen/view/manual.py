"""The manual: every tab, column and problem, from the declarations and the words."""

from __future__ import annotations

from collections.abc import Iterator

from calgen.book.columns import Column, Kind
from calgen.book.owned_tabs import ALL_OUTPUTS
from calgen.book.words import Words
from calgen.check.advice_order import BOOK, FINDINGS, step_of
from calgen.strategy import TABS
from calgen.view.checks import step_title

_WITHOUT_FILE = ("page",)  # commands that take no workbook


def manual(words: Words) -> str:
    """The manual of one language, as Markdown."""
    lines = [f"# {words.text('manual', 'title')}", "", words.text("manual", "intro"), ""]
    lines += _commands(words)
    lines += _adopt(words)
    lines += [f"## {words.text('manual', 'inputs')}", "", words.text("manual", "inputs_help"), ""]
    for tab in TABS:
        lines += _tab(words, tab.key, tab.columns, required=tab.required)
        lines += [words.text("manual", "on_demand"), ""] if tab.on_demand else []
    lines += [f"## {words.text('manual', 'outputs')}", "", words.text("manual", "outputs_help"), ""]
    for key in ALL_OUTPUTS:
        lines += _tab(words, key, ())
    lines += [*_findings(words), *_problems(words)]
    return "\n".join(lines) + "\n"


def _commands(words: Words) -> Iterator[str]:
    yield from (f"## {words.text('manual', 'commands')}", "")
    colon, file = words.text("phrases", "colon"), words.text("manual", "file")
    for name in words.texts("manual", "command"):
        call = f"calgen {name}" if name in _WITHOUT_FILE else f"calgen {name} {file}"
        yield f"- `{call}`{colon}{words.text('manual', 'command', name)}"
    yield from ("", words.text("manual", "bucket"), "")


def _adopt(words: Words) -> Iterator[str]:
    """How a workbook of the user's own is taken in."""
    yield from (f"## {words.text('manual', 'adopt', 'title')}", "")
    for paragraph in words.texts("manual", "adopt", "lines"):
        yield from (paragraph, "")


def _tab(words: Words, key: str, columns: tuple[Column, ...], *, required: bool = False) -> Iterator[str]:
    """A tab with a table of its columns; of our own tabs the words alone know the columns."""
    yield from (f"### {words.title(key)}{_star(required)}", "", words.help(key), "")
    declared = {column.key: column for column in columns}
    keys = [*declared] or words.columns(key)
    if keys:
        yield from (f"| {words.text('manual', 'column')} | {words.text('manual', 'cell')} |", "| --- | --- |")
        for name in keys:
            column = declared.get(name)
            title = words.title(key, name) + _star(column is not None and column.required)
            yield f"| {title} | {_one_line(words.help(key, name))}{_choices(words, column)} |"
        yield ""


def _star(required: bool) -> str:
    return " \\*" if required else ""


def _choices(words: Words, column: Column | None) -> str:
    if column is None or column.kind is not Kind.CHOICE:
        return ""
    return f" ({', '.join(words.choices(column.of).values())})"


def _findings(words: Words) -> Iterator[str]:
    """What the method may say, step by step."""
    yield from (f"## {words.text('method', 'title')}", "", words.text("method", "intro"), "")
    for step, codes in FINDINGS.items():
        yield from (f"### {step_title(words, step)}", "", words.text("method", "idea", step), "")
        for code in codes:
            yield from _finding(words, code)


def _finding(words: Words, code: str) -> Iterator[str]:
    """What a finding says, its cure, why it is made, and when to disregard it."""
    message, cure = words.outline(code)
    colon = words.text("phrases", "colon")
    yield from (f"**{_one_line(message)}** `{code}`", "")
    for key, text in {"cure": cure, **words.explanation(code)}.items():
        yield f"- *{words.text('method', key)}*{colon}{_one_line(text)}"
    yield ""


def _problems(words: Words) -> Iterator[str]:
    """The problems of the workbook itself."""
    yield from (f"## {words.text('manual', 'problems')}", "", words.text("manual", "problems_help"), "")
    colon = words.text("phrases", "colon")
    for code in words.problems():
        if step_of(code) == BOOK:
            message, cure = words.outline(code)
            texts = words.explanation(code).items()
            more = [f"*{words.text('method', key)}*{colon}{_one_line(text)}" for key, text in texts]
            yield " ".join([f"- **{_one_line(message)}** {_one_line(cure)} `{code}`", *more])


def _one_line(text: str) -> str:
    """A text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
