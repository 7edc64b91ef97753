"""How long each theme is silent, how soon it comes again, and on which days several platforms say the same.

A folded block holds a row for every row of the social calendar (and some more, for those that the user adds), so that
plain formulas can look at the post before. Where a calendar is too long for that, the figures stand still until the
next run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from calgen.book.grid import letter
from calgen.book.sheet import SheetValue, Style, StyledCell
from calgen.plan.model import Post
from calgen.view import styles
from calgen.view.balance.page import Page, named
from calgen.view.view_context import quoted_text

MOST = 1500  # rows beyond which a spreadsheet would be slow: each looks at all
SPARE = 60  # rows for posts that the user adds
TOP = 5
KEYS = ("day", "theme", "platform", "subject", "before", "gap", "silence", "same", "shared")
_PLAIN = {"~": "\u2053", "?": "\u00bf", "*": "\u00d7"}
_DAY = Style(size=8, color=styles.SOFT, number="date", align="left")
_SMALL = Style(size=8, color=styles.SOFT)


@dataclass(frozen=True)
class Silence:
    """The block and what it says of each theme."""

    page: Page
    left: int  # its first column

    @property
    def live(self) -> bool:
        return len(self.page.desk.post_order) <= MOST

    @property
    def bottom(self) -> int:
        return TOP + len(self.page.desk.post_order) + SPARE

    def cell(self, key: str, row: int) -> str:
        return f"${letter(self.left + KEYS.index(key))}{row}"

    def whole(self, key: str) -> str:
        """A column of the block."""
        at = letter(self.left + KEYS.index(key))
        return f"${at}${TOP + 1}:${at}${self.bottom}"

    def _above(self, key: str, row: int) -> str:
        """A column of the block from its title down to the row before."""
        at = letter(self.left + KEYS.index(key))
        return f"${at}${TOP}:${at}{row - 1}"

    # -- the figures now

    @cached_property
    def _by_theme(self) -> dict[str, list[Post]]:
        found = defaultdict(list)
        for post in self.page.tally.posts:
            if post.theme:
                found[post.theme].append(post)
        return found

    def _start(self) -> date:
        return self.page.desk.plan.horizon.first

    def before(self, post: Post) -> date | None:
        """The last day before a post's on which its platform spoke of its theme."""
        own = (one.day for one in self._by_theme.get(post.theme, ()) if one.platform == post.platform)
        return max((day for day in own if day < post.day), default=None)

    def gap(self, post: Post) -> int | None:
        """The days since then; none where it is the first, 0 where two stand on one day."""
        own = [one for one in self._by_theme.get(post.theme, ()) if one.platform == post.platform]
        if sum(one.day == post.day for one in own) > 1:
            return 0
        last = self.before(post)
        return None if last is None else (post.day - last).days

    def silence(self, post: Post) -> int:
        """The days without its theme, anywhere, just before a post."""
        days = (one.day for one in self._by_theme.get(post.theme, ()))
        last = max((day for day in days if day < post.day), default=date.min)
        return max(0, (post.day - max(last, self._start() - timedelta(days=1))).days - 1)

    def same(self, post: Post) -> bool:
        """Whether another platform says the same on that day, with another subject."""
        return any(
            one.day == post.day and one.platform != post.platform and one.subject != post.subject
            for one in self._by_theme.get(post.theme, ())
        )

    @cached_property
    def days(self) -> list[date]:
        """The days on which several platforms say the same."""
        return sorted({post.day for post in self.page.tally.posts if self.same(post)})

    def longest(self, theme: str) -> int:
        """The longest run of days without a theme, from the first day of the calendar to the last."""
        own = self._by_theme.get(theme, [])
        last = max((post.day for post in own), default=date.min)
        left = (self.page.desk.plan.horizon.last - max(last, self._start() - timedelta(days=1))).days
        return max([left, *(self.silence(post) for post in own)])

    def shortest(self, theme: str) -> int | None:
        """The fewest days between two posts of a theme on one platform."""
        gaps = [gap for post in self._by_theme.get(theme, []) if (gap := self.gap(post)) is not None]
        return min(gaps, default=None)

    # -- the same as formulas

    def longest_formula(self, theme: str, cell: str) -> str:
        """For a theme, which a cell names."""
        if not self.live:
            return ""
        name = _criterion(theme, cell)
        last, start = self.page.desk.plan.horizon.last, self._start()
        ours, days = self.whole("theme"), self.whole("day")
        until = f"{_number(last)}-MAX(_xlfn.MAXIFS({days},{ours},{name}),{_number(start - timedelta(days=1))})"
        return f"=MAX({until},_xlfn.MAXIFS({self.whole('silence')},{ours},{name}))"

    def shortest_formula(self, theme: str, cell: str) -> str:
        if not self.live:
            return ""
        name = _criterion(theme, cell)
        ours, gaps = self.whole("theme"), self.whole("gap")
        return f'=IF(COUNTIFS({ours},{name},{gaps},">=0")=0,"",_xlfn.MINIFS({gaps},{ours},{name}))'

    def count_formula(self) -> str:
        return f"=COUNT({self.whole('shared')})" if self.live else ""

    def day_formula(self, number: int) -> str:
        return f'=IFERROR(SMALL({self.whole("shared")},{number}),"")' if self.live else ""

    # -- the block

    def draw(self) -> None:
        """Its rows, folded away."""
        if not self.live:
            return
        say = self.page.desk.words.text
        for n, key in enumerate(KEYS):
            self.page.cells[TOP, self.left + n] = StyledCell(
                say("labels", f"silence_{key}"), replace(_SMALL, bold=True)
            )
        counted, seen = self._counted(), set[date]()
        for n in range(len(counted) + SPARE):
            row, post = TOP + 1 + n, counted[n] if n < len(counted) else None
            first = post is not None and self.same(post) and post.day not in seen
            if post is not None and first:
                seen.add(post.day)
            self._row(row, n + 1, post, first)

    def _counted(self) -> Sequence[Post | None]:
        """The posts in the order of the table, as they are spelled here; nothing for rows that do not count."""
        desk, spelled = self.page.desk, iter(self.page.tally.posts)
        found = {
            id_: next(spelled)
            for id_, post in zip(desk.ids.posts, desk.plan.posts, strict=True)
            if post.status != "cancelled" and post.platform
        }
        return [found.get(id_) for id_ in desk.post_order]

    def _row(self, row: int, number: int, post: Post | None, first: bool) -> None:
        values = self._values(post, first)
        for n, (key, formula) in enumerate(self._formulas(row, number).items()):
            style = _DAY if key in ("day", "before", "shared") else _SMALL
            self.page.cells[row, self.left + n] = StyledCell(values[key], style, formula)

    def _values(self, post: Post | None, first: bool) -> dict[str, SheetValue]:
        if post is None:
            return {key: 0 if key == "same" else "" for key in KEYS}
        at = self.page.desk.ids.subjects
        themed = bool(post.theme)
        gap, before = self.gap(post) if themed else None, self.before(post) if themed else None
        return {
            "day": post.day,
            "theme": plain(post.theme),
            "platform": plain(post.platform),
            "subject": at[post.subject],
            "before": before or "",
            "gap": "" if gap is None else gap,
            "silence": self.silence(post) if themed else "",
            "same": int(self.same(post)),
            "shared": post.day if first else "",
        }

    def _formulas(self, row: int, number: int) -> dict[str, str]:
        desk, at, whole = self.page.desk, self.cell, self.whole
        read = {
            key: f"INDEX({desk.column_ref('social', key)},{number})"
            for key in ("date", "status", "platform", "theme", "editorial")
        }
        day, theme, platform, subject = (at(key, row) for key in ("day", "theme", "platform", "subject"))
        cancelled = quoted_text(desk.words.choice("status", "cancelled"))
        left_out = f"{read['status']}={cancelled},NOT(ISNUMBER({read['date']}))"
        none = f'OR({day}="",{theme}="")'
        own = f'{whole("theme")},"="&{theme}'
        here = f'{own},{whole("platform")},"="&{platform}'
        start = _number(self._start() - timedelta(days=1))
        above = f"{self._above('day', row)},{day},{self._above('same', row)},1"
        return {
            "day": f'=IFERROR(IF(OR({left_out},{read["platform"]}=""),"",INT({read["date"]})),"")',
            "theme": f'=IF({day}="","",{_plainly(read["theme"])})',
            "platform": f'=IF({day}="","",{_plainly(read["platform"])})',
            "subject": f'=IF({day}="","",IF({read["editorial"]}&""="","#{number}",{read["editorial"]}&""))',
            "before": f'=IF({none},"",IF(COUNTIFS({here},{whole("day")},"<"&{day})=0,"",'
            f'_xlfn.MAXIFS({whole("day")},{here},{whole("day")},"<"&{day})))',
            "gap": f'=IF({none},"",IF(COUNTIFS({here},{whole("day")},{day})>1,0,IF({at("before", row)}="","",'
            f"{day}-{at('before', row)})))",
            "silence": f'=IF({none},"",MAX(0,{day}-MAX(_xlfn.MAXIFS({whole("day")},{own},{whole("day")},"<"&{day}),'
            f"{start})-1))",
            "same": f'=IF({none},0,IF(COUNTIFS({own},{whole("day")},{day},{whole("platform")},"<>"&{platform},'
            f'{whole("subject")},"<>"&{subject})>0,1,0))',
            "shared": f'=IF({at("same", row)}=1,IF(COUNTIFS({above})=0,{day},""),"")',
        }


def plain(name: str) -> str:
    """A name without the signs that a spreadsheet reads in criteria, `* ? ~`."""
    for sign, other in _PLAIN.items():
        name = name.replace(sign, other)
    return name


def _criterion(theme: str, cell: str) -> str:
    return named(theme, cell) if plain(theme) == theme else quoted_text(f"={plain(theme)}")


def _plainly(value: str) -> str:
    """The same as a formula."""
    for sign, other in _PLAIN.items():
        value = f"SUBSTITUTE({value},{quoted_text(sign)},{quoted_text(other)})"
    return value


def _number(day: date) -> str:
    """A day within a formula."""
    return f"DATE({day.year},{day.month},{day.day})"
