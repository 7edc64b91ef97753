"""What the user has added to the strategy since the last run: formats that posts may have, hours, and themes."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.last_run import LastRun, NamedRow
from calgen.merge.renames import Renames, named_rows
from calgen.strategy import Strategy

_COLUMN = "formats"  # of themes and platforms: the ones that they may have


def has_new_formats(strategy: Strategy, last_run: LastRun, renames: Renames) -> bool:
    """Whether a format was added, or a known theme or platform names other formats than in the last run.

    No, where the hidden tab holds no names (version 0.1.0 wrote none): posts keep their formats then.
    """
    if not last_run.names:
        return False
    now, before = named_rows(strategy), last_run.names
    known = {row.name for row in before.get("formats", ())}
    added = {row.name for row in now["formats"]} - known - set(renames.of("format").values())
    return bool(added) or any(
        _named_formats(before.get(key, ()), renames, column).get(name, typed) != typed
        for key, column in (("themes", "theme"), ("platforms", "platform"))
        for name, typed in _named_formats(now[key], renames, column).items()
    )


def _named_formats(rows: Iterable[NamedRow], renames: Renames, column: str) -> dict[str, str]:
    """The digest of the formats that each row names, by its name now; empty where it names none."""
    return {renames.new_name(column, row.name): row.cells.get(_COLUMN, "") for row in rows}


def has_new_hours(strategy: Strategy, last_run: LastRun, renames: Renames) -> bool:
    """Whether a person of the team has come, or has other weekly hours than in the last run."""
    if not last_run.names:
        return False
    before = {
        renames.new_name("owner", row.name): row.cells.get("weekly_hours") for row in last_run.names.get("team", ())
    }
    now = {row.name: row.cells.get("weekly_hours") for row in named_rows(strategy)["team"]}
    return any(before.get(name, "") != hours for name, hours in now.items())


def new_themes(strategy: Strategy, last_run: LastRun, renames: Renames) -> frozenset[str]:
    """The themes that the last run did not know; none, where the hidden tab holds no names."""
    if not last_run.names:
        return frozenset()
    known = {renames.new_name("theme", row.name) for row in last_run.names.get("themes", ())}
    return frozenset(row.name for row in named_rows(strategy)["themes"]) - known
