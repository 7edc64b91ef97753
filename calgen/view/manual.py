"""The manual: every tab, column and problem, from the declarations and the words."""

from __future__ import annotations

from calgen.book.columns import Column, Kind
from calgen.book.words import Words
from calgen.check.advice_order import BOOK, FINDINGS, step_of
from calgen.strategy import TABS
from calgen.view.checks import step_title
from calgen.view.tabs import OUTPUTS


def manual(words: Words) -> str:
    """The manual of one language, as Markdown."""
    lines = [f"# {words.text('manual', 'title')}", "", words.text("manual", "intro"), ""]
    lines += [f"## {words.text('manual', 'commands')}", ""]
    file = words.text("manual", "file")
    for name in words.texts("manual", "command"):
        lines.append(f"- `calgen {name} {file}`{words.text('phrases', 'colon')}{words.text('manual', 'command', name)}")
    lines += ["", f"## {words.text('manual', 'inputs')}", "", words.text("manual", "inputs_help"), ""]
    for tab in TABS:
        lines += _tab(words, tab.key, tab.columns, required=tab.required)
    lines += [f"## {words.text('manual', 'outputs')}", "", words.text("manual", "outputs_help"), ""]
    for key in OUTPUTS:
        lines += _tab(words, key, ())
    lines += [f"## {words.text('method', 'title')}", "", words.text("method", "intro"), ""]
    for step, codes in FINDINGS.items():
        lines += [f"### {step_title(words, step)}", "", words.text("method", "idea", step), ""]
        for code in codes:
            lines += _finding(words, code)
    lines += [f"## {words.text('manual', 'problems')}", "", words.text("manual", "problems_help"), ""]
    colon = words.text("phrases", "colon")
    for code in words.problems():
        if step_of(code) == BOOK:
            message, cure = words.outline(code)
            about = words.explanation(code).items()
            more = [f"*{words.text('method', key)}*{colon}{_plain(text)}" for key, text in about]
            lines += [" ".join([f"- **{_plain(message)}** {_plain(cure)} `{code}`", *more])]
    return "\n".join(lines) + "\n"


def _finding(words: Words, code: str) -> list[str]:
    """What a finding says, its cure, why it is made, and when to disregard it."""
    message, cure = words.outline(code)
    lines = [f"**{_plain(message)}** `{code}`", ""]
    for key, text in {"cure": cure, **words.explanation(code)}.items():
        lines.append(f"- *{words.text('method', key)}*{words.text('phrases', 'colon')}{_plain(text)}")
    return [*lines, ""]


def _tab(words: Words, key: str, columns: tuple[Column, ...], *, required: bool = False) -> list[str]:
    star = " \\*" if required else ""
    lines = [f"### {words.title(key)}{star}", "", words.help(key), ""]
    keys = [column.key for column in columns] or words.columns(key)
    if not keys:
        return lines
    needed = {column.key for column in columns if column.required}
    lines += [f"| {words.text('manual', 'column')} | {words.text('manual', 'cell')} |", "| --- | --- |"]
    listed = {column.key: column for column in columns}
    for name in keys:
        title = words.title(key, name) + (" \\*" if name in needed else "")
        lines.append(f"| {title} | {_plain(words.help(key, name))}{_choices(words, listed.get(name))} |")
    return [*lines, ""]


def _choices(words: Words, column: Column | None) -> str:
    if column is None or column.kind is not Kind.CHOICE:
        return ""
    return f" ({', '.join(words.choices(column.of).values())})"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
