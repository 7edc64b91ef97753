"""A value of the strategy as a user would type it in a cell, in her language."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from calgen.book.columns import Column, Kind
from calgen.book.sheet import SheetValue
from calgen.book.values import EXCEPT, Cadence, Span, Word
from calgen.book.words import Words

NUMBER_FORMATS = {Kind.DAY: "date", Kind.SPAN: "date", Kind.SHARE: "percent"}


def cell_value(value: Any, column: Column, words: Words) -> SheetValue:
    """What the cell of a column holds for a value; `None` for a blank one."""
    if value is None or value in ("", ()):
        return None
    match column.kind:
        case Kind.NUMBER | Kind.SHARE:
            return int(value) if value.denominator == 1 else float(value)
        case Kind.DAY | Kind.WHOLE:
            return value  # type: ignore[no-any-return]
        case Kind.CADENCE:
            return _cadence(value, words)
        case Kind.YES_NO:
            return words.choice("yes_no", "yes" if value else "no")
        case Kind.CHOICE:
            code, excepted, name = value.partition(EXCEPT) if column.excepting else (value, "", "")
            shown = words.choice(column.of, code)
            return words.text("phrases", "except", choice=shown, name=Word("category", name)) if excepted else shown
        case Kind.WEEKDAYS:
            return ", ".join(map(words.weekday, value))
        case Kind.HOURS:
            return ", ".join(words.format_value(hours) for hours in value)
        case Kind.DAYS:
            return "; ".join(_day_range(days, words) for days in value)
        case Kind.SPAN:
            return _day_range((value.first, value.last), words) if isinstance(value, Span) else value
        case Kind.OFFSETS:
            return ", ".join(offset_text(days, words) if column.key == "offsets" else str(days) for days in value)
        case Kind.LINES:
            return "\n".join(value)
        case Kind.REF:
            return words.choice("category", value) if column.of == "mix" else str(value)
        case Kind.REFS | Kind.LIST:
            return ("; " if any("," in name for name in value) else ", ").join(value)
    return str(value)


def _cadence(value: Cadence, words: Words) -> SheetValue:
    count = value.count
    if value.per == "week":
        return int(count) if count.denominator == 1 else float(count)
    return words.text("cadence", value.per, n=Fraction(count))


def _day_range(days: tuple[date, date], words: Words) -> str:
    first, last = days
    return words.format_value(first) if first == last else f"{words.format_value(first)} - {words.format_value(last)}"


def offset_text(days: int, words: Words) -> str:
    """A set day by its distance from the first day of its campaign, such as `J-7` or `D+1`."""
    zero = words.locale.day_zero
    return f"{zero}{days:+d}" if days else zero
