"""The command that moves a campaign, or some posts, by a number of days."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from calgen.cli_clock import today_or
from calgen.cli_edited import run_and_save
from calgen.cli_help import DATE, FILE, OUTPUT_FORMAT, Command, wrong_call
from calgen.command_errors import handle_errors
from calgen.files.stores.address import Location
from calgen.system_language import system_words

if TYPE_CHECKING:
    from calgen.edited_run import EditedRun


_MOST_DAYS = 730  # by which posts are moved
_MOST_DIGITS = 18


class DayCount(click.ParamType):  # type: ignore[type-arg] # generic from click 8.4 on
    """A whole number of days, back where it is negative; not 0."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a usage error where it is none, or 0."""
        typed = str(value).strip().replace("\N{MINUS SIGN}", "-")
        digits = typed.removeprefix("-").removeprefix("+")
        is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
        if not is_number or not 0 < int(digits) <= _MOST_DAYS:
            text = system_words().text("cli", "usage", "not_days", value=value, most=_MOST_DAYS)
            raise click.BadParameter(text, ctx, param)
        return int(typed)


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("--days", type=DayCount(), metavar="days", required=True)
@click.option("--campaign", metavar="sample", default="")
@click.option("--from", "first_day", metavar="date", default="")
@click.option("--until", metavar="date", default="")
@click.option("--platform", metavar="platform", default="")
@click.option("--today", type=DATE, metavar="date")
@click.option("--dry-run", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@handle_errors
def shift(
    file: Location,
    days: int,
    campaign: str,
    first_day: str,
    until: str,
    platform: str,
    today: datetime | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Move a campaign with its pieces, or the free posts of some days, by a number of days."""
    if campaign and (first_day or until or platform):
        raise wrong_call("campaign_alone")

    def steps(data: bytes, language: str) -> EditedRun:
        from calgen.shift_steps import ShiftRequest
        from calgen.shift_steps import shift as shift_days

        request = ShiftRequest(days, campaign, first_day, until, platform)
        return shift_days(data, file.name, request, today_or(today), language)

    run_and_save(file, steps, "shift", today_or(today), dry_run=dry_run, format_=format_)
