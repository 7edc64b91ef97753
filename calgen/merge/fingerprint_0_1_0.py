"""The fingerprint that version 0.1.0 took of a strategy, built again from the strategy as it is read today.

That version hashed the `repr` of its records. The names and the order of their classes and fields are written down here
as they were, so that a class or field that is renamed or added does not make the strategy of an old workbook look
changed. The keys of tabs and columns are those of `calgen/strategy` today. `tests/upgrading` proves it on workbooks of
that version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from calgen.book.folding import fold, without_invisible
from calgen.book.values import Cadence, Hours
from calgen.book.vocabulary import former_titles
from calgen.merge.former_wheel import with_former_wheel
from calgen.strategy import Strategy

# tab key, class, columns: in the order of version 0.1.0
_TABS = (
    ("settings", "Settings",
     "brand brand_words language country region school_zone time_zone start weeks public_holidays closed_days website "
     "utm over_capacity budget role_in_marketing opportunities threats approved_by"),
    ("audiences", "Audience", "audience kind priority description platforms days hours interests"),
    ("wheel", "Approach", "approach domain priority"),
    ("objectives", "Objective",
     "objective domain approaches kpi baseline goal deadline weight owner business_objective"),
    ("platforms", "Platform",
     "platform account mission tone objectives audiences cadence days hours max_per_day formats rhythm owner start end "
     "hashtags"),
    ("mix", "MixShare", "category share platform"),
    ("themes", "Theme",
     "theme category objectives weight platforms formats stage start end spacing message proof call_to_action "
     "hashtags ideas"),
    ("content", "Piece",
     "title theme format publish start end evergreen max_repeats cooldown expires link author platforms campaign "
     "effort notes"),
    ("campaigns", "Campaign",
     "campaign start end themes objective platforms share extra offsets stage budget message other_media"),
    ("key_dates", "KeyDate", "name date treatment theme platforms ahead"),
    ("team", "Person", "person role kind cost weekly_hours formats platforms days_off"),
    ("formats", "Format", "format effort lead platforms"),
    ("audit", "Reading", "platform date followers posts_per_week reach engagement_rate best_content notes"),
    ("competitors", "Competitor", "competitor kind platform followers posts_per_week themes what_works tone"),
    ("routines", "Routine", "task kind every weekday minutes owner threshold"),
)  # fmt: skip


def fingerprint(strategy: Strategy) -> str:
    """The fingerprint that version 0.1.0 would have taken."""
    strategy = with_former_wheel(strategy)
    tabs = [(tab, name, columns.split(), _rows(strategy, tab, columns.split())) for tab, name, columns in _TABS]
    records = [
        f"{tab}={_tab([_record(name, columns, row) for row in rows], tab)}"
        for tab, name, columns, rows in tabs
    ]
    places = [
        (_title(strategy, tab, row), row.source.row, sorted(_known_places(row.source.columns, columns)))
        for tab, _, columns, rows in tabs
        for row in rows
    ]
    text = f"('0.1.0', Strategy({', '.join(records)}), {places!r})"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _title(strategy: Strategy, tab: str, row: Any) -> str:
    """The title of a row's tab; of one that the workbook lacks (row 0), the title that version 0.1.0 gave it."""
    former = former_titles(strategy.settings.language, tab)
    return former[-1] if former and not row.source.row else str(row.source.tab)


def _tab(records: list[str], tab: str) -> str:
    """A tab: a tuple of records, or the one record of the settings."""
    return records[0] if tab == "settings" else _tuple(records)


def _rows(strategy: Strategy, tab: str, columns: list[str]) -> list[Any]:
    """The rows of a tab in the order of version 0.1.0: by their values, column by column."""
    found = getattr(strategy, tab)
    if not isinstance(found, tuple):
        return [found]
    return sorted(found, key=lambda row: [_order(getattr(row, column)) for column in columns])


def _order(value: object) -> tuple[str, str]:
    """The sort key of a value: texts by their folded form, other values by their `repr`."""
    return (fold(value), value) if isinstance(value, str) else ("", _repr(value))


def _known_places(places: Mapping[str, str], columns: list[str]) -> Iterator[tuple[str, str]]:
    """The places of the columns that version 0.1.0 knew."""
    return ((key, place) for key, place in places.items() if key in columns)


def _record(name: str, columns: list[str], row: Any) -> str:
    """The `repr` of a row's record."""
    return f"{name}({', '.join(f'{column}={_repr(getattr(row, column))}' for column in columns)})"


def _repr(value: object) -> str:
    """The `repr` of a value in version 0.1.0."""
    match value:
        case tuple():
            return _tuple([_repr(part) for part in value])
        case Cadence(count, per):
            return f"Cadence(count={_repr(count)}, per={_repr(per)})"
        case Hours(first, last):
            return f"Hours(first={_repr(first)}, last={_repr(last)})"
        case Fraction():
            return f"Fraction({value.numerator}, {value.denominator})"
        case date():
            return f"datetime.date({value.year}, {value.month}, {value.day})"
        case str():
            return repr(without_invisible(value))  # that version read texts so
    return repr(value)  # None, a number, an hour: Python's own


def _tuple(parts: list[str]) -> str:
    """The `repr` of a tuple, from those of its parts."""
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
