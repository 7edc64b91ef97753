"""The context of a view: the strategy, the plan with its ids, the words, the titles and headings of the tabs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from calgen.book.folding import tidy
from calgen.book.grid import Grid, Span
from calgen.book.problems import Problem
from calgen.book.sheet import StyledCell, quote_title
from calgen.book.tab_readings import TabReading
from calgen.book.words import Words
from calgen.calendar import CalendarTab
from calgen.merge import REQUIRED_COLUMNS, PlanIds, SubjectPosts, TaskEntries
from calgen.plan.model import Plan, Post, Subject, TitleSource
from calgen.plan.target.content_mix import ordered_categories
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme
from calgen.view.headings import PresentHeadings, new_headings

if TYPE_CHECKING:
    from calgen.review.model import Review

TOP = 4  # the heading row of the calendars
TABLES = {"editorial": "calgen_editorial", "social": "calgen_social", "tasks": "calgen_tasks"}


@dataclass(frozen=True)
class ViewContext:
    """All that the tabs show; indexes and headings are worked out once."""

    strategy: Strategy
    plan: Plan
    ids: PlanIds
    words: Words
    titles: Mapping[str, str]  # tab key → the tab's title in this workbook
    problems: tuple[Problem, ...] = ()
    today: date = date.min
    calendars: Mapping[str, CalendarTab] = field(default_factory=dict)  # tab key → the calendar in the workbook
    present_headings: PresentHeadings = field(default_factory=PresentHeadings)
    removed_subjects: frozenset[str] = frozenset()  # ids whose row the user removed; their posts remain
    spellings: Mapping[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)  # `other_spellings`
    statuses: Mapping[str, str] = field(default_factory=dict)  # ids of posts → what their cells of the status say
    task_entries: TaskEntries = field(default_factory=TaskEntries)  # what the user wrote on the tab of tasks
    # cells of the user's that stay on the tabs that are drawn anew, by the key of the tab
    user_cells: Mapping[str, Mapping[tuple[int, int], StyledCell]] = field(default_factory=dict)
    user_merges: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)  # of these cells
    # where the comments of the user's that stay on these tabs stood, and will stand
    kept_comments: Mapping[str, Mapping[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)
    subject_posts: Mapping[str, SubjectPosts] = field(default_factory=dict)  # by id of the subject
    had_advice: bool = False  # the last run wrote good practice into the editorial calendar
    subject_links: Mapping[str, str] = field(default_factory=dict)  # typed on the row of a subject, by its id
    former_links: Mapping[str, str] = field(default_factory=dict)  # by id of a post: its link, where that stays
    input_grids: Mapping[str, Grid] = field(default_factory=dict)  # the input tabs as they stand, by title
    readings: tuple[TabReading, ...] = ()  # what was read of each tab of the workbook, or left alone
    told_moves: Mapping[str, tuple[date, str]] = field(default_factory=dict)  # by id of a post: from which day, and why
    review: Review | None = None  # what the results are worth; None where there are none
    accepted: frozenset[str] = frozenset()  # the keys of the proposals that the user has ticked
    refused: frozenset[str] = frozenset()  # and of those with a no
    later_tabs: frozenset[str] = frozenset()  # keys of the tabs that not every workbook has, and this one has
    archived: frozenset[str] = frozenset()  # ids of posts that stand in the archive, not in the social calendar
    row_ids: tuple[str, ...] = ()  # ids of the rows of the social calendar to be written; empty: the plan's order

    @cached_property
    def post_order(self) -> tuple[str, ...]:
        """The ids of the rows of the social calendar, top down, with those of posts that are not in the plan.

        They are empty for rows that hold no post.
        """
        return self.row_ids or self.ids.posts

    @cached_property
    def post_rows(self) -> Mapping[str, int]:
        """Number of each row of the social calendar by id, from 1; of an id that stands twice, the first."""
        return {id_: n for n, id_ in reversed([*enumerate(self.post_order, 1)]) if id_}

    @cached_property
    def posts_of_subjects(self) -> Mapping[int, Sequence[int]]:
        """The indexes of the posts of each subject, by the subject's number, in the plan's order."""
        found: dict[int, list[int]] = {}
        for index, post in enumerate(self.plan.posts):
            if not post.is_open:
                found.setdefault(post.subject, []).append(index)
        return found

    @cached_property
    def subject_titles(self) -> Sequence[str]:
        """The titles of the plan's subjects; a missing one is a suggestion, or says what is to be found."""
        return [subject.shown_title or self._to_find(subject) for subject in self.plan.subjects]

    @cached_property
    def _typed_titles(self) -> Mapping[str, object]:
        """What the title cells of the present editorial calendar hold, by id of the subject."""
        present = self.calendars.get("editorial")
        return {row.id: row.cell("title").value for row in (present.rows if present else ()) if row.id}

    def cell_title(self, subject: int) -> str:
        """The title of a subject as its cell holds it, and formulas show it: a typed one with all its spaces."""
        title, typed = self.subject_titles[subject], self._typed_titles.get(self.ids.subjects[subject])
        return typed if isinstance(typed, str) and tidy(typed) == title else title

    def _to_find(self, subject: Subject) -> str:
        """The placeholder of a title, as the calendar has it already where it has one."""
        is_of_day = subject.title_source is TitleSource.KEY_DATE and subject.key_date
        return self.words.text("phrases", "to_find", theme=subject.key_date if is_of_day else subject.theme)

    @cached_property
    def has_open_slots(self) -> bool:
        """Whether slots are kept free for the news of the day."""
        return self.strategy.settings.open_slots > 0 or any(post.is_kept_free for post in self.plan.posts)

    def title_of(self, post: Post) -> str:
        """The title of a post's subject; of an open slot, what it is kept free for, or what the user typed."""
        if post.is_own:
            return post.title
        return self.words.text("phrases", "open_slot") if post.is_open else self.cell_title(post.subject)

    @cached_property
    def pieces(self) -> Mapping[str, Piece]:
        """The pieces of content by title."""
        return {piece.title: piece for piece in reversed(self.strategy.content)}

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        return {platform.platform: platform for platform in self.strategy.platforms}

    @cached_property
    def present_briefs(self) -> Mapping[str, str]:
        """The briefs in the editorial calendar of the workbook, by the ids of their subjects."""
        calendar = self.calendars.get("editorial")
        return {row.id: row.text("brief") for row in calendar.rows} if calendar else {}

    @cached_property
    def campaigns(self) -> Mapping[str, Campaign]:
        return {campaign.campaign: campaign for campaign in self.strategy.campaigns}

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        return {theme.theme: theme for theme in self.strategy.themes}

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The codes of the categories; a theme that only the user's rows have may have none."""
        return tuple(filter(None, ordered_categories(self.strategy)))

    def category_name(self, code: str) -> str:
        """The word for a category code; a category of the user's own as it was typed."""
        return self.words.choice("category", code)

    def spelled(self, tab: str, of: str, code: str) -> tuple[str, ...]:
        """Every spelling of a choice word that may stand in a calendar: the present language's, then the others."""
        return (self.words.choice(of, code), *self.spellings.get((tab, of, code), ()))

    def heading(self, tab: str, key: str) -> str:
        """The heading of a column: the user's, or one that a formula of the user's names; else our title for it."""
        return self._headings.get((tab, key)) or self.words.title(tab, key)

    @cached_property
    def _headings(self) -> Mapping[tuple[str, str], str]:
        """The headings of the columns that the workbook has, by tab and column key."""
        return new_headings(self.words, self.calendars, self.present_headings)

    def table_name(self, tab: str) -> str:
        """The name of the table on a tab, by which formulas refer to it: the user's, else the usual one."""
        return self.present_headings.tables.get(tab, TABLES[tab])

    def former_headings(self, tab: str) -> Mapping[str, str]:
        """The headings of a table that change: as they stand in the workbook → as they will.

        Of a calendar those of its cells, which name its columns where it has no table.
        """
        present = {key: now for (at, key), now in self.present_headings.drawn_anew.items() if at == tab}
        if calendar := self.calendars.get(tab):
            present = {key: now for key, column in calendar.columns.items() if (now := calendar.headings.get(column))}
        return {now: self.heading(tab, key) for key, now in present.items() if now != self.heading(tab, key)}

    def has_column(self, tab: str, key: str) -> bool:
        """Whether a calendar has a column; one that the user deleted stays deleted unless others need it."""
        calendar = self.calendars.get(tab)
        return calendar is None or key in calendar.columns or key in REQUIRED_COLUMNS[tab]

    @cached_property
    def _column_refs(self) -> Mapping[tuple[str, str], str]:
        return {at: f"{self.table_name(at[0])}[{heading}]" for at, heading in self._escaped.items()}

    @cached_property
    def _this_rows(self) -> Mapping[tuple[str, str], str]:
        return {at: f"{self.table_name(at[0])}[[#This Row],[{heading}]]" for at, heading in self._escaped.items()}

    @cached_property
    def _escaped(self) -> Mapping[tuple[str, str], str]:
        """The headings of all tables as structured references write them, by tab and column key."""
        keys = [(tab, key) for tab in TABLES for key in self.words.columns(tab)]
        return {at: re.sub(r"(['\[\]#])", r"'\1", self.heading(*at)) for at in keys}

    def column_ref(self, tab: str, key: str) -> str:
        """A structured reference to a column of a table, for formulas."""
        return self._column_refs[tab, key]

    def this_row(self, tab: str, key: str) -> str:
        """A structured reference to the cell of a column in the formula's own row."""
        return self._this_rows[tab, key]

    @cached_property
    def _link_parts(self) -> Mapping[str, tuple[str, str]]:
        """Of a link to a row of each table: the formula before the quoted id, and between the id and the shown text.

        Where the row is gone, the text stays, and the link leads to the top of the tab.
        """
        return {
            tab: (
                f"=HYPERLINK({quoted_text(f'#{quote_title(self.titles[tab])}!A')}&IFERROR(MATCH(",
                f",{self.column_ref(tab, 'id')},0)+ROW({table}[[#Headers],[{self._escaped[tab, 'id']}]]),1),",
            )
            for tab, table in ((tab, self.table_name(tab)) for tab in TABLES)
            if (tab, "id") in self._escaped
        }

    def row_link(self, tab: str, id_: str, shown: str) -> str:
        """A formula that shows a text and leads to the row of an id, wherever the user has sorted it."""
        return self.row_link_to(tab, id_, quoted_text(shown))

    def row_link_to(self, tab: str, id_: str, shown: str) -> str:
        """The same; `shown` is an expression of the formula."""
        before, between = self._link_parts[tab]
        return f"{before}{quoted_text(id_)}{between}{shown})"

    def today_link(self, tab: str, shown: str) -> str:
        """A formula that shows a text and leads to the first row of today or a later day, in whatever order they stand.

        Where there is none, it leads to the last row.
        """
        days, table = self.column_ref(tab, "date"), self.table_name(tab)
        first = f'SMALL({days},COUNTIF({days},"<"&TODAY())+1)'
        row = f"IFERROR(MATCH({first},{days},0),ROWS({days}))+ROW({table}[[#Headers],[{self._escaped[tab, 'date']}]])"
        return f"=HYPERLINK({quoted_text(f'#{quote_title(self.titles[tab])}!A')}&{row},{quoted_text(shown)})"


def quoted_text(value: str) -> str:
    """A text as a formula writes it: between quotation marks, those within it doubled."""
    return '"' + value.replace('"', '""') + '"'
