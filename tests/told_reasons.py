"""The reasons of a calendar, read back clause by clause, and each fact that they say counted again from its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

from calgen.book.folding import fold
from calgen.book.languages import entry
from calgen.book.values import Span
from calgen.book.words import Words
from calgen.plan.days.key_dates import computed_day
from calgen.strategy import Strategy

_FIELD = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_TYPED = ("added", "slot_filled", "theme_typed", "moved_by_user", *(
    f"{key}_{done}" for key in ("campaign", "key_date", "stage") for done in ("typed", "emptied")))  # fmt: skip


@dataclass(frozen=True)
class ToldPost:
    """A row of the social calendar."""

    id: str
    day: date
    time: time
    platform: str
    theme: str
    category: str  # the word
    subject: str
    piece: str
    objective: str
    mission: str
    audience: str
    stage: str  # the code
    campaign: str
    key_date: str
    variant: str
    reason: str


@dataclass(frozen=True)
class Told:
    """A calendar with the strategy that it was made from."""

    posts: Sequence[ToldPost]
    strategy: Strategy
    words: Words
    closed: Callable[[str, date], bool]  # a platform and a day on which nothing stands, or nobody is there

    def false_clauses(self) -> Iterator[str]:
        """Each clause that is not true, with the id of its post."""
        ordered = sorted(self.posts, key=lambda post: (post.day, post.time, post.platform))
        for n, post in enumerate(ordered):
            for clause in self.clauses(post):
                if not any(self._is_true(code, values, post, ordered[:n]) for code, values in self.readings(clause)):
                    yield f"{post.id}: {clause}"

    def clauses(self, post: ToldPost) -> list[str]:
        """The clauses of a reason, with plain spaces."""
        return plain(post.reason).split(plain(self.words.locale.reason_separator))

    def readings(self, clause: str) -> Iterator[tuple[str, dict[str, str]]]:
        """What a clause may say: the code of its sentence, and the values in it."""
        for code, pattern in _patterns(self.words.language):
            if found := pattern.fullmatch(clause):
                yield code, found.groupdict()

    def _is_true(self, code: str, said: Mapping[str, str], post: ToldPost, before: Sequence[ToldPost]) -> bool:
        if code in _TYPED or code == "open_slot":
            return True
        try:
            return bool(getattr(self, f"_{_RULES.get(code, code)}")(code, said, post, before))
        except StopIteration:  # the post has no campaign, key date, piece… of which the clause speaks
            return False

    # -- how long since --------------------------------------------------------------------------------------------

    def _ago(self, said: Mapping[str, str], post: ToldPost, others: Iterable[ToldPost]) -> bool:
        """Whether the last of these posts stands on the day, or so many days before, that is said."""
        last = max((other.day for other in others), default=None)
        days = said.get("days")
        if last is None:
            return False
        return (post.day - last).days == int(days) if days else self._day(last) == said["last"]

    def _day(self, day: date) -> str:
        return self.words.locale.format_date(day)

    def _since(self, _: str, said: Mapping[str, str], post: ToldPost, before: Sequence[ToldPost]) -> bool:
        here = [one for one in before if (one.theme, one.platform) == (post.theme, post.platform)]
        return self._ago(said, post, here)

    def _category(self, _: str, said: Mapping[str, str], post: ToldPost, before: Sequence[ToldPost]) -> bool:
        here = [one for one in before if (one.category, one.platform) == (post.category, post.platform)]
        return said["category"] == post.category and self._ago(said, post, here)

    def _first(self, code: str, _: Mapping[str, str], post: ToldPost, before: Sequence[ToldPost]) -> bool:
        of_theme = [one for one in before if one.theme == post.theme]
        here = any(one.platform == post.platform for one in of_theme)
        return not of_theme if code == "first" else bool(of_theme) and not here

    def _elsewhere(self, code: str, said: Mapping[str, str], post: ToldPost, before: Sequence[ToldPost]) -> bool:
        others = [one for one in before if one.subject == post.subject and fold(one.platform) == fold(said["platform"])]
        last = max((one.day for one in others), default=date.min)
        return last == post.day if code == "launched_with" else last < post.day and self._day(last) == said["day"]

    def _outing(self, _: str, said: Mapping[str, str], post: ToldPost, before: Sequence[ToldPost]) -> bool:
        here = [one for one in before if one.piece and (one.piece, one.platform) == (post.piece, post.platform)]
        return said["number"] == str(len(here) + 1) and self._ago(said, post, here)

    def _variant(self, code: str, said: Mapping[str, str], post: ToldPost, _: Sequence[ToldPost]) -> bool:
        pair = [one for one in self.posts if (one.subject, one.platform) == (post.subject, post.platform)]
        days = {self._day(one.day) for one in pair if one.variant and one.variant != post.variant}
        return said["variant"] == post.variant and (code == "variant" or said["day"] in days)

    # -- why this day ----------------------------------------------------------------------------------------------

    def _moved(self, _: str, said: Mapping[str, str], post: ToldPost, __: Sequence[ToldPost]) -> bool:
        near = [post.day + timedelta(days=n) for n in range(-45, 46)]
        source = next((day for day in near if self._day(day) == said["from_day"]), post.day)
        no_hours = said["cause"] == self.words.text("reasons", "no_hours")
        return source != post.day and (no_hours or self.closed(post.platform, source))

    def _hook(self, code: str, said: Mapping[str, str], post: ToldPost, _: Sequence[ToldPost]) -> bool:
        row = next(row for row in self.strategy.key_dates if row.name == post.key_date)
        spans = [row.date if isinstance(row.date, Span) else Span(row.date, row.date)] if row.date else [
            Span(day, day) for year in (post.day.year, post.day.year + 1)
            if (day := computed_day(self.strategy.settings, row.name, year))]  # fmt: skip
        if code == "hook":
            is_so = int(said["ahead"]) in {(span.first - post.day).days for span in spans}
        else:
            is_so = any(span.first <= post.day <= span.last for span in spans)
        return is_so and fold(said["name"]) == fold(plain(row.name))

    def _only(self, _: str, said: Mapping[str, str], post: ToldPost, __: Sequence[ToldPost]) -> bool:
        quiet = [row.name for row in self.strategy.key_dates if row.excepted_category]
        return said["category"] == post.category and fold(said["name"]) in map(fold, quiet)

    def _campaign(self, code: str, said: Mapping[str, str], post: ToldPost, _: Sequence[ToldPost]) -> bool:
        row = next(row for row in self.strategy.campaigns if row.campaign == post.campaign)
        since, left = (post.day - row.start).days, (row.end - post.day).days
        zero = self.words.locale.day_zero
        facts = {
            "offset": said.get("offset", "").upper() == f"{zero}{since:+d}" and since in row.offsets,
            "campaign_ahead": said.get("days") == str(-since),
            "campaign_begins": since == 0,
            "campaign_ends": left == 0,
            "campaign_last_days": said.get("days") == str(left) and since > 0,
            "campaign_runs": since > 0 and left > 0,
            "campaign_over": left < 0,
        }
        return fold(said["name"]) == fold(plain(row.campaign)) and facts[code]

    def _piece(self, code: str, said: Mapping[str, str], post: ToldPost, _: Sequence[ToldPost]) -> bool:
        row = next(row for row in self.strategy.content if row.title == post.piece)
        in_window = row.end is not None and (row.start or date.min) <= post.day <= row.end
        return row.publish == post.day if code == "fixed_day" else in_window and said["last"] == self._day(row.end)  # type: ignore[arg-type]

    def _audience(self, code: str, said: Mapping[str, str], post: ToldPost, _: Sequence[ToldPost]) -> bool:
        row = next(row for row in self.strategy.audiences if row.audience == post.audience)
        there = {fold(self.words.weekday(day)) for day in row.days if day == post.day.weekday()}
        at = fold(self.words.hour(post.time)) == fold(said.get("hour", ""))
        of_hour = at and any(hours.first <= post.time <= hours.last for hours in row.hours)
        is_named = fold(said["audience"]) == fold(plain(row.audience))
        return is_named and (of_hour if code == "audience_hour" else fold(said["weekday"]) in there)

    def _platform_day(self, _: str, said: Mapping[str, str], post: ToldPost, __: Sequence[ToldPost]) -> bool:
        row = next(row for row in self.strategy.platforms if row.platform == post.platform)
        weekday = post.day.weekday()
        return weekday in row.days and fold(said["weekday"]) == fold(self.words.weekday(weekday))

    def _season(self, _: str, said: Mapping[str, str], post: ToldPost, __: Sequence[ToldPost]) -> bool:
        row = next(row for row in self.strategy.themes if row.theme == post.theme)
        return row.start is not None and row.end is not None and (
            row.start <= post.day <= row.end and said["last"] == self._day(row.end))  # fmt: skip

    # -- what it serves --------------------------------------------------------------------------------------------

    def _served(self, code: str, said: Mapping[str, str], post: ToldPost, _: Sequence[ToldPost]) -> bool:
        return fold(said[code]) == fold(plain(str(getattr(post, code))))

    def _stage(self, code: str, _: Mapping[str, str], post: ToldPost, __: Sequence[ToldPost]) -> bool:
        return code == f"stage_{post.stage}"


_RULES = {
    **dict.fromkeys(("unseen",), "since"),
    **dict.fromkeys(("first_here",), "first"),
    **dict.fromkeys(("launched_with", "told_elsewhere"), "elsewhere"),
    **dict.fromkeys(("variant_beside",), "variant"),
    **dict.fromkeys(("hook_day", "hook_range"), "hook"),
    **dict.fromkeys(("fixed_day", "window"), "piece"),
    **dict.fromkeys(("objective", "mission"), "served"),
    **dict.fromkeys(("audience_day", "audience_hour"), "audience"),
    **dict.fromkeys((f"stage_{code}" for code in ("attention", "interest", "desire", "action", "loyalty")), "stage"),
    **dict.fromkeys(("offset", *(f"campaign_{code}" for code in (
        "ahead", "begins", "ends", "last_days", "runs", "over"))), "campaign"),
}  # fmt: skip
_CAUSES = ("closed_day", "holiday", "quiet", "nobody_there", "no_hours")  # never a clause of their own


def plain(text: str) -> str:
    """A text with plain spaces for those that keep a line whole."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@cache
def _patterns(language: str) -> Sequence[tuple[str, re.Pattern[str]]]:
    """The code of each clause with its sentence as a pattern; the most definite first."""
    return [
        (code, re.compile(_pattern(plain(str(template))), re.IGNORECASE | re.DOTALL))
        for code, shapes in entry(language, "reasons").items()
        for template in (shapes.values() if isinstance(shapes, dict) else [shapes])
        if code not in _CAUSES
    ]


def _pattern(template: str) -> str:
    parts, at = [], 0
    for field in _FIELD.finditer(template):
        name, spec = field.groups()
        words = re.escape(template[at : field.start()])
        parts.append(re.sub(r"\b(d|l|qu)e\\ $", r"(?:\1e\\ |\1['’])", words))  # « de » is cut before a vowel
        nouns = "(?: (?:" + "|".join(map(re.escape, (spec or "").split("|"))) + "))" if "|" in (spec or "") else ""
        number = r"\d+" if nouns or spec == "ordinal" else ".+?"
        parts.append(rf"(?P<{name}>{number})" + (nouns or (r"\w+" if spec == "ordinal" else "")))
        at = field.end()
    return "".join((*parts, re.escape(template[at:])))
