"""What every tab is drawn from: the strategy, the plan with its ids, the words, and the tabs' present titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from calgen.book.folding import fold
from calgen.book.problems import Problem
from calgen.book.sheet import quote_title
from calgen.book.words import LANGUAGES, Words, words
from calgen.calendar import Standing
from calgen.merge import NEEDED, Ids
from calgen.plan.model import Plan, Reason
from calgen.plan.target_path import categories
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

TOP = 4  # the heading row of the calendars
TABLES = {"editorial": "calgen_editorial", "social": "calgen_social", "tasks": "calgen_tasks"}


@dataclass(frozen=True)
class ViewContext:
    """Everything at hand, nothing decided: the views only say it."""

    strategy: Strategy
    plan: Plan
    ids: Ids
    words: Words
    titles: Mapping[str, str]  # tab key → the tab's title in this workbook
    problems: tuple[Problem, ...] = ()
    today: date = date.min
    standing: Mapping[str, Standing] = field(default_factory=dict)  # the calendars that stand there already
    last_language: str = ""  # the language of the last run
    removed_subjects: frozenset[str] = frozenset()  # subjects whose row the user took out: their posts stand without it
    row_ids: tuple[str, ...] = ()  # the ids of the social calendar's rows as they will stand; none: in the plan's order

    @cached_property
    def post_order(self) -> tuple[str, ...]:
        """The ids of the social calendar's rows, from its first row down; those of posts that are not planned too."""
        return self.row_ids or self.ids.posts

    @cached_property
    def post_rows(self) -> Mapping[str, int]:
        """The rows of the social calendar by id, counted from 1."""
        return {id_: n for n, id_ in reversed([*enumerate(self.post_order, 1)])}

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        return {one.platform: one for one in self.strategy.platforms}

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        return {one.theme: one for one in self.strategy.themes}

    @cached_property
    def categories(self) -> tuple[str, ...]:
        return categories(self.strategy)

    def category_name(self, code: str) -> str:
        """A category as it is shown: the word of a known one, any other as the user wrote it."""
        return self.words.choice("category", code)

    def heading(self, tab: str, key: str) -> str:
        """A column's title: the one that the user gave it, or ours in the present language."""
        return self._headings.get((tab, key)) or self.words.title(tab, key)

    @cached_property
    def _headings(self) -> Mapping[tuple[str, str], str]:
        """The headings that stand in the calendars; those that are still ours, in the present language."""
        found = {}
        for tab, standing in self.standing.items():
            folded = {column: fold(heading) for column, heading in standing.headings.items()}
            for key, at in standing.where.items():
                now, title = standing.headings[at], self.words.title(tab, key)
                ours = self.last_language in LANGUAGES and now == words(self.last_language).title(tab, key)
                free = all(other != fold(title) for column, other in folded.items() if column != at)
                found[tab, key] = title if ours and free else now
        return found

    def has_column(self, tab: str, key: str) -> bool:
        """Whether a calendar has a column: one that the user took out does not come back, unless others need it."""
        standing = self.standing.get(tab)
        return standing is None or key in standing.where or key in NEEDED[tab]

    def column_ref(self, tab: str, key: str) -> str:
        """A column of a calendar's table, as formulas name it."""
        return f"{TABLES[tab]}[{self._escaped(tab, key)}]"

    def this_row(self, tab: str, key: str) -> str:
        """The cell of a column on the row of the formula."""
        return f"{TABLES[tab]}[[#This Row],[{self._escaped(tab, key)}]]"

    def _escaped(self, tab: str, key: str) -> str:
        """A heading as it stands in a structured reference."""
        title = self.heading(tab, key)
        for sign in "'[]#":
            title = title.replace(sign, f"'{sign}")
        return title

    def row_link(self, tab: str, id_: str, shown: str) -> str:
        """A formula that leads to the row of an id, wherever sorting has put it."""
        target = quoted_text(f"#{quote_title(self.titles[tab])}!A")
        top = f"ROW({TABLES[tab]}[[#Headers],[{self._escaped(tab, 'id')}]])"
        return (
            f"=HYPERLINK({target}&MATCH({quoted_text(id_)},{self.column_ref(tab, 'id')},0)+{top},{quoted_text(shown)})"
        )

    def reason_text(self, reasons: tuple[Reason, ...]) -> str:
        """Why a post stands where it stands, in one line."""
        said = [self._reason(one) for one in reasons]
        return _capital((" ; " if self.words.language == "fr" else "; ").join(said))

    def _reason(self, reason: Reason) -> str:
        values = dict(reason.values)
        if "category" in values:
            values["category"] = self.category_name(str(values["category"]))
        if isinstance(cause := values.get("cause"), Reason):
            values["cause"] = self._reason(cause)
        return self.words.text("reasons", reason.code, **values)


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]


def quoted_text(value: str) -> str:
    """A text as a formula writes it."""
    return '"' + value.replace('"', '""') + '"'
