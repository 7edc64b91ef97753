"""Help texts and usage errors of the command, in the system's language instead of click's English."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from difflib import get_close_matches
from typing import IO, Any

import click

from calgen.book.languages import languages
from calgen.cli_paths import FilePath
from calgen.files.stores.address import Location, without_secrets
from calgen.system_language import system_words

DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


def _text(*path: str, **values: object) -> str:
    return system_words().text("cli", *path, **values)


# -- types of arguments and options ------------------------------------------------------------------------------------


class Date(click.ParamType):  # type: ignore[type-arg] # generic from click 8.4 on
    """A day as 2027-01-04 or 04/01/2027, as a `datetime`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The value as a `datetime`; a usage error where it is no day."""
        for format_ in DATE_FORMATS:
            with suppress(ValueError):
                return datetime.strptime(value, format_)  # noqa: DTZ007 -- a day has no time zone
        raise click.BadParameter(_text("usage", "not_a_date", value=value), ctx, param)


class Choice(click.Choice):  # type: ignore[type-arg] # generic from click 8.2 on
    """One of some codes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code; a usage error that lists all of them where it is none."""
        if value not in self.choices:
            choices = tuple(self.choices)
            raise click.BadParameter(_text("usage", "not_a_choice", value=value, choices=choices), ctx, param)
        return str(value)


_MOST_DIGITS = 18  # of a number: Python reads no number of thousands of digits


class Number(click.ParamType):  # type: ignore[type-arg] # generic from click 8.4 on
    """A whole number from 1 on, or to `most`; `wrong` is the message for another value."""

    name = "number"

    def __init__(self, most: int = sys.maxsize, wrong: str = "not_a_number") -> None:
        self.most, self.wrong = most, wrong

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a usage error where it is none."""
        is_number = str(value).isdecimal() and len(str(value)) <= _MOST_DIGITS
        if not is_number or not 1 <= int(value) <= self.most:
            raise click.BadParameter(_text("usage", self.wrong, value=value), ctx, param)
        return int(value)


DATE = Date()
NUMBER, WEEKS = Number(), Number(104, "not_weeks")
FILE, FILE_OR_FOLDER = FilePath(), FilePath(takes_folders=True)
LANGUAGE = Choice(languages())
OUTPUT_FORMAT = Choice(["text", "json"])


# -- help --------------------------------------------------------------------------------------------------------------


class _Formatter(click.HelpFormatter):
    """Writes headings with the colon of the language instead of click's own."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}\n")


class _Context(click.Context):
    formatter_class = _Formatter


def _option_key(option: click.Parameter) -> str:
    """The key of an option's help text: its longest name without dashes, as `dry_run`."""
    return max(option.opts, key=len).lstrip("-").replace("-", "_")


def _value_name(param: click.Parameter) -> str:
    """What help texts call the value of an argument or option: FILE, DATE, [text|json]."""
    if isinstance(param.type, click.Choice):
        return f"[{'|'.join(param.type.choices)}]"
    key = str(param.name) if isinstance(param, click.Argument) else str(param.metavar)
    name = _text("value_names", key)
    return name if param.required or isinstance(param, click.Option) else f"[{name}]"


class Command(click.Command):
    """A command whose help is the table `[cli.commands.<name>]` of the language: `about`, and a text per option."""

    context_class = _Context

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the line `Usage: calgen new [OPTIONS] FILE`."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{_text('help', 'usage')} ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line after the command's name."""
        arguments = [_value_name(param) for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        return [_text("help", "any_options"), *arguments]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_text("commands", str(self.name), "about"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes a line for each option."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section(_text("help", "options")):
            formatter.write_dl([(_option_names(option), self._option_text(option)) for option in options])

    def _option_text(self, option: click.Option) -> str:
        key = _option_key(option)
        return _text("help", key) if key in ("help", "version") else _text("commands", str(self.name), key)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click, but says in the system's language that there are too many arguments."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser's own errors have none
            raise
        if rest and not ctx.resilient_parsing:
            raise WrongCall(_text("usage", "too_many", arguments=tuple(rest), n=len(rest)), ctx)
        return rest


def _option_names(option: click.Option) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {_value_name(option)}"


class Group(click.Group):
    """The command with its subcommands."""

    context_class = _Context
    command_class = Command
    format_usage = Command.format_usage
    format_help_text = Command.format_help_text
    _option_text = Command._option_text

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line after the program's name."""
        return [_text("help", "any_options"), _text("help", "any_command")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes a line for each option, then one for each command."""
        Command.format_options(self, ctx, formatter)  # type: ignore[arg-type]
        with formatter.section(_text("help", "commands")):
            formatter.write_dl([(name, _text("commands", name, "about")) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click, but says in the system's language that there is no such command."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise WrongCall(_with_guess("unknown_command", args[0], list(self.commands)), ctx)
        return super().resolve_command(ctx, args)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click, with usage errors in the system's language; signs that the terminal lacks become question marks."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        with _translated_errors():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As click, with usage errors in the system's language."""
        with _translated_errors():
            return super().invoke(ctx)


# -- usage errors ------------------------------------------------------------------------------------------------------


class WrongCall(click.UsageError):
    """A usage error whose message is in the system's language already; secrets in addresses are not repeated."""

    def __init__(self, message: str, ctx: click.Context | None = None) -> None:
        super().__init__(without_secrets(message), ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """Prints the usage line, the way to the help, and the message to standard error."""
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), file=file, err=True)
            option = self.ctx.help_option_names[-1] if self.ctx.help_option_names else "--help"
            click.echo(_text("usage", "try_help", command=f"{self.ctx.command_path} {option}"), file=file, err=True)
            click.echo(file=file, err=True)
        click.echo(_text("usage", "error", message=self.message), file=file, err=True)


def wrong_call(code: str, **values: object) -> WrongCall:
    """A usage error of the present command, by the code of its message."""
    return WrongCall(_text("usage", code, **values), click.get_current_context(silent=True))


# endings of files that something else than a workbook or an export opens, or that opens them otherwise
_OTHER_ENDINGS = (
    ".xls .xlsx .xlsm .xlsb .xltx .xltm .xlam .ods .fods .csv .tsv .txt .pdf .doc .docx .odt .ppt .pptx .json .html "
    ".htm .xml .zip .md .toml .numbers .png .jpg"
)


def with_ending(path: Location, ending: str) -> Location:
    """The path of a file to write, with the ending that it needs; a usage error where it has that of another kind."""
    if path.suffix.lower() == ending:
        return path
    if path.suffix.lower() in _OTHER_ENDINGS.split():
        near = str(path.with_suffix(ending))
        raise wrong_call("wrong_ending", name=path.name, ending=ending, near=near)
    return path.with_name(path.name.rstrip(".") + ending)


def workbook_ending(file: Location) -> str:
    """The ending of a workbook that is made from another: its own where it has macros, or is a template."""
    ending = file.suffix.lower()
    return ending if ending in (".xlsm", ".xltx", ".xltm") else ".xlsx"


def refuse_folder(ctx: click.Context, name: str, value: Any) -> None:
    """Raises the usage error of a parameter that takes files alone, where its value is a folder, or has one."""
    param = next((param for param in ctx.command.params if param.name == name), None)
    for location in value if isinstance(value, tuple) else (value,):
        if location is not None:
            FILE.convert(location, param, ctx)


def missing_argument(name: str) -> WrongCall:
    """The usage error that an argument is missing."""
    return wrong_call("missing_argument", name=_text("value_names", name))


@contextmanager
def _translated_errors() -> Iterator[None]:
    """Raises click's usage errors again, with a message in the system's language."""
    try:
        yield
    except WrongCall:
        raise
    except click.UsageError as error:
        if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):  # shows the help, which is ours
            raise
        raise WrongCall(_message(error), error.ctx) from None


def _message(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            kind = "missing_argument" if isinstance(error.param, click.Argument) else "missing_option"
            return _text("usage", kind, name=_param_name(error))
        case click.BadParameter():
            return _text("usage", "bad_value", name=_param_name(error), message=error.message)
        case click.NoSuchOption():
            return _with_guess("unknown_option", error.option_name, list(error.possibilities or ()))
        case click.BadOptionUsage():
            options = error.ctx.command.params if error.ctx else []
            is_flag = any(getattr(option, "is_flag", False) for option in options if error.option_name in option.opts)
            return _text("usage", "no_value" if is_flag else "needs_value", name=error.option_name)
    return _text("usage", "missing_command")  # all others are raised as WrongCall


def _param_name(error: click.BadParameter) -> str:
    """The argument or option that an error is about, as help texts call it."""
    if isinstance(error.param, click.Argument):
        return _text("value_names", str(error.param.name))
    return max(error.param.opts, key=len) if error.param else str(error.param_hint or "")


def _with_guess(code: str, name: str, known: Sequence[str]) -> str:
    """That a name is unknown, and the nearest of the known ones."""
    near = tuple(sorted(get_close_matches(name, known, n=3)))
    guess = _text("usage", "did_you_mean", names=near) if near else ""
    return f"{_text('usage', code, name=name)} {guess}".rstrip()
