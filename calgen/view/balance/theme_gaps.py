"""The folded block behind the figures of variety: one row for each row of the social calendar.

It has some more rows, for posts that the user adds, so that plain formulas can look at the post before. Where a
calendar is too long for that, there is no block, and the figures stand still until the next run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from calgen.book.grid import letter
from calgen.book.sheet import SheetValue, Style, StyledCell
from calgen.figures.counted_posts import CountedPost
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.formulas import date_formula, name_criterion
from calgen.view.view_context import quoted_text

MOST_ROWS = 1500  # beyond these a spreadsheet would be slow, since each row looks at all
SPARE_ROWS = 60  # for posts that the user adds
TOP = 5
KEYS = ("day", "theme", "platform", "subject", "before", "gap", "silence", "same", "shared")
_DATE_KEYS = frozenset({"day", "before", "shared"})
_CALENDAR_KEYS = ("date", "status", "platform", "theme", "editorial")
_WILDCARDS = {"~": "\u2053", "?": "\u00bf", "*": "\u00d7"}
_ROW, _ABOVE, _NUMBER = "\0", "\1", "\2"  # stand for the number of the row, of the row above, and of the post
_CUTS = re.compile(f"([{_ROW}{_ABOVE}{_NUMBER}])")
_DAY = Style(size=8, color=styles.GREY_TEXT, number="date", align="left")
_SMALL = Style(size=8, color=styles.GREY_TEXT)


@dataclass(frozen=True)
class GapBlock:
    """The block, from its column `left` on, and the formulas that read it."""

    sheet: BalanceSheet
    left: int

    @property
    def is_live(self) -> bool:
        """Whether there is a block."""
        return len(self.sheet.context.post_order) <= MOST_ROWS

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        return {key: letter(self.left + n) for n, key in enumerate(KEYS)}

    @cached_property
    def _columns(self) -> Mapping[str, str]:
        """The cells of each column."""
        bottom = TOP + len(self.sheet.context.post_order) + SPARE_ROWS
        return {key: f"${at}${TOP + 1}:${at}${bottom}" for key, at in self._letters.items()}

    @cached_property
    def _first_day(self) -> date:
        return self.sheet.calendar.horizon.first

    # -- formulas that read the block

    def longest_formula(self, theme: str, cell: str) -> str:
        """The longest silence of a theme, which a cell names."""
        if not self.is_live:
            return ""
        name, columns = _criterion(theme, cell), self._columns
        if span := self.sheet.calendar.theme_seasons.get(theme):
            return self._longest_in_season(name, *span)
        last, before = self.sheet.calendar.horizon.last, self._first_day - timedelta(days=1)
        days = f"_xlfn.MAXIFS({columns['day']},{columns['theme']},{name})"
        until = f"{date_formula(last)}-MAX({days},{date_formula(before)})"
        return f"=MAX({until},_xlfn.MAXIFS({columns['silence']},{columns['theme']},{name}))"

    def _longest_in_season(self, name: str, first: date, last: date) -> str:
        """The longest silence of a theme from the first day of its season to the last; `name` is its criterion."""
        if first > last:
            return "=0"
        begin, end = date_formula(first), date_formula(last)
        days, own = self._columns["day"], f"{self._columns['theme']},{name}"
        inside = f'{own},{days},">="&{begin},{days},"<="&{end}'
        opening = f"_xlfn.MINIFS({days},{inside})"
        between = f'_xlfn.MAXIFS({self._columns["silence"]},{own},{days},">"&{opening},{days},"<="&{end})'
        found = f"MAX({opening}-{begin},{end}-_xlfn.MAXIFS({days},{inside}),{between})"
        return f"=IF(COUNTIFS({inside})=0,{end}-{begin}+1,{found})"

    def shortest_formula(self, theme: str, cell: str) -> str:
        """The shortest gap of a theme, which a cell names."""
        if not self.is_live:
            return ""
        name, themes, gaps = _criterion(theme, cell), self._columns["theme"], self._columns["gap"]
        return f'=IF(COUNTIFS({themes},{name},{gaps},">=0")=0,"",_xlfn.MINIFS({gaps},{themes},{name}))'

    def count_formula(self) -> str:
        """The number of days on which several platforms say the same."""
        return f"=COUNT({self._columns['shared']})" if self.is_live else ""

    def day_formula(self, number: int) -> str:
        """One of those days, counted from 1."""
        return f'=IFERROR(SMALL({self._columns["shared"]},{number}),"")' if self.is_live else ""

    # -- the block

    def draw(self) -> None:
        """Its headings and rows, folded away."""
        if not self.is_live:
            return
        cells, bold = self.sheet.cells, replace(_SMALL, bold=True)
        for column, key in enumerate(KEYS, self.left):
            cells[TOP, column] = StyledCell(self.sheet.label(f"silence_{key}"), bold)
        posts = {post.row: post for post in self.sheet.calendar.posts if post.row and post.day}
        order, listed = self.sheet.context.post_order, set[date]()
        for n in range(len(order) + SPARE_ROWS):
            post = posts.get(order[n]) if n < len(order) else None
            values = self._values(post, listed)
            for column, (key, formula) in enumerate(self._formulas_of(TOP + 1 + n, n + 1), self.left):
                cells[TOP + 1 + n, column] = StyledCell(values[key], _DAY if key in _DATE_KEYS else _SMALL, formula)

    def _values(self, post: CountedPost | None, listed: set[date]) -> dict[str, SheetValue]:
        """The values of a row; `listed` are the repeated days that stand on a row above, and gains the post's."""
        if post is None or post.day is None:
            return {key: 0 if key == "same" else "" for key in KEYS}
        intervals = self.sheet.calendar.intervals
        gap, silence = intervals.days_since(post), intervals.silence(post)
        repeated = intervals.is_repeated(post)
        is_first = repeated and post.day not in listed
        if is_first:
            listed.add(post.day)
        return {
            "day": post.day,
            "theme": without_wildcards(post.theme),
            "platform": without_wildcards(post.platform),
            "subject": post.subject,
            "before": intervals.previous_day(post) or "",
            "gap": "" if gap is None else gap,
            "silence": "" if silence is None else silence,
            "same": int(repeated),
            "shared": post.day if is_first else "",
        }

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        """The parts of formulas that are the same on every row."""
        context = self.sheet.context
        read = {key: context.column_ref("social", key) for key in _CALENDAR_KEYS}
        return {**read, "before": date_formula(self._first_day - timedelta(days=1))}

    def _formulas_of(self, row: int, number: int) -> Iterator[tuple[str, str]]:
        """The formulas of a row by key; `number` is that of the post, from 1."""
        numbers = {_ROW: str(row), _ABOVE: str(row - 1), _NUMBER: str(number)}
        for key, pieces in self._pieces.items():
            yield key, "".join([numbers.get(piece, piece) for piece in pieces])

    @cached_property
    def _pieces(self) -> Mapping[str, Sequence[str]]:
        """The formulas of all rows, cut at the numbers in which they differ."""
        return {key: _CUTS.split(formula) for key, formula in self._templates().items()}

    def _templates(self) -> dict[str, str]:
        row, above, number = _ROW, _ABOVE, _NUMBER
        parts, columns, letters = self._parts, self._columns, self._letters
        read = {key: f"INDEX({parts[key]},{number})" for key in _CALENDAR_KEYS}
        day, theme, platform, subject, before, same = (
            f"${letters[key]}{row}" for key in ("day", "theme", "platform", "subject", "before", "same")
        )
        days, themes, platforms = columns["day"], columns["theme"], columns["platform"]
        words = self.sheet.context.spelled("social", "status", "cancelled")
        cancelled = ",".join(f"{read['status']}={quoted_text(word)}" for word in words)
        after = self.sheet.calendar.horizon.last + timedelta(days=1)
        other_days = f"{read['date']}<{date_formula(self._first_day)},{read['date']}>={date_formula(after)}"
        left_out = f"{cancelled},NOT(ISNUMBER({read['date']})),{other_days}"
        none = f'OR({day}="",{theme}="")'
        own = f'{themes},"="&{theme}'
        here = f'{own},{platforms},"="&{platform}'
        day_above = f"${letters['day']}${TOP}:${letters['day']}{above}"
        same_above = f"${letters['same']}${TOP}:${letters['same']}{above}"
        return {
            "day": f'=IFERROR(IF(OR({left_out},{read["platform"]}=""),"",INT({read["date"]})),"")',
            "theme": f'=IF({day}="","",{_without_wildcards_formula(read["theme"])})',
            "platform": f'=IF({day}="","",{_without_wildcards_formula(read["platform"])})',
            "subject": f'=IF({day}="","",IF({read["editorial"]}&""="","#{number}",{read["editorial"]}&""))',
            "before": f'=IF({none},"",IF(COUNTIFS({here},{days},"<"&{day})=0,"",'
            f'_xlfn.MAXIFS({days},{here},{days},"<"&{day})))',
            "gap": f'=IF({none},"",IF(COUNTIFS({here},{days},{day})>1,0,IF({before}="","",{day}-{before})))',
            "silence": f'=IF({none},"",MAX(0,{day}-MAX(_xlfn.MAXIFS({days},{own},{days},"<"&{day}),'
            f"{parts['before']})-1))",
            "same": f'=IF({none},0,IF(COUNTIFS({own},{days},{day},{platforms},"<>"&{platform},'
            f'{columns["subject"]},"<>"&{subject})>0,1,0))',
            "shared": f'=IF({same}=1,IF(COUNTIFS({day_above},{day},{same_above},1)=0,{day},""),"")',
        }


def without_wildcards(name: str) -> str:
    """A name without the signs that a spreadsheet reads in criteria, `* ? ~`."""
    for sign, other in _WILDCARDS.items():
        name = name.replace(sign, other)
    return name


def _without_wildcards_formula(value: str) -> str:
    return f"{_SUBSTITUTE}{value}{_SUBSTITUTES}"


_SUBSTITUTE = "SUBSTITUTE(" * len(_WILDCARDS)
_SUBSTITUTES = "".join(f",{quoted_text(sign)},{quoted_text(other)})" for sign, other in _WILDCARDS.items())


def _criterion(theme: str, cell: str) -> str:
    plain = without_wildcards(theme)
    return name_criterion(theme, cell) if plain == theme else quoted_text(f"={plain}")
