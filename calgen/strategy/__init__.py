"""What the user wrote: one module per input tab, all of them in `TABS` and `Strategy`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from calgen.book.columns import Column, columns
from calgen.strategy.audiences import Audience
from calgen.strategy.audit import AuditReading
from calgen.strategy.campaigns import Campaign
from calgen.strategy.competitors import Competitor
from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.mix import MixShare
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.readings import KpiReading
from calgen.strategy.routines import Routine
from calgen.strategy.settings import Settings
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme
from calgen.strategy.wheel import Approach


@dataclass(frozen=True, slots=True)
class Tab:
    """An input tab: its key, the dataclass of its rows, and the step of TOMSTER that it belongs to.

    One that is `on_demand` stands in no empty workbook: a run draws it when it is first needed.
    """

    key: str
    record: type[Any]
    step: str
    required: bool = False
    on_demand: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns(self.record)

    @property
    def name(self) -> Column:
        """The column by which other tabs refer to a row of this one: its first."""
        return self.columns[0]

    @property
    def unique(self) -> tuple[Column, ...]:
        """The columns whose values together name a row: no two rows have the same."""
        return tuple(column for column in self.columns if column.unique)


# In the order of the template: the frame, what is required, then the rest by the steps of TOMSTER.
TABS: tuple[Tab, ...] = (
    Tab("settings", Settings, "frame"),
    Tab("objectives", Objective, "objectives", required=True),
    Tab("platforms", Platform, "technologies", required=True),
    Tab("themes", Theme, "message", required=True),
    Tab("mix", MixShare, "message"),
    Tab("audiences", Audience, "target"),
    Tab("wheel", Approach, "objectives"),
    Tab("content", Piece, "message"),
    Tab("campaigns", Campaign, "strategy"),
    Tab("key_dates", KeyDate, "strategy"),
    Tab("team", Person, "resources"),
    Tab("formats", Format, "resources"),
    Tab("routines", Routine, "resources"),
    Tab("audit", AuditReading, "evaluate"),
    Tab("competitors", Competitor, "evaluate"),
    Tab("readings", KpiReading, "evaluate", on_demand=True),
)


def tab(key: str) -> Tab:
    """The tab of a key."""
    return next(tab for tab in TABS if tab.key == key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """All that the user wrote; the rows of each tab are sorted, so that their order in the workbook means nothing."""

    settings: Settings = field(default_factory=Settings)
    audiences: tuple[Audience, ...] = ()
    wheel: tuple[Approach, ...] = ()
    objectives: tuple[Objective, ...] = ()
    platforms: tuple[Platform, ...] = ()
    mix: tuple[MixShare, ...] = ()
    themes: tuple[Theme, ...] = ()
    content: tuple[Piece, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    key_dates: tuple[KeyDate, ...] = ()
    team: tuple[Person, ...] = ()
    formats: tuple[Format, ...] = ()
    audit: tuple[AuditReading, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    routines: tuple[Routine, ...] = ()
    readings: tuple[KpiReading, ...] = ()
