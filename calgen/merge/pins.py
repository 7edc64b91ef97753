"""Makes pins of the rows of the social calendar: posts that the plan keeps or may move, and places it leaves empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, time

from calgen.book.folding import fold, without_invisible
from calgen.book.lists import split, without_bullets
from calgen.book.vocabulary import choice_codes
from calgen.calendar import CalendarRow
from calgen.last_run import WrittenRow
from calgen.merge.cell_ownership import is_users_cell
from calgen.merge.edits import Edits
from calgen.merge.renames import Renames
from calgen.merge.typed_reasons import typed_reasons
from calgen.plan.pin import Pin, PinKind
from calgen.plan.reason import Reason
from calgen.strategy import Strategy

_CHOICE_KEYS = ("format", "objective", "audience", "owner")  # what the planner chooses for a post


class StrategyNames:
    """Names as the strategy spells them, found by any spelling that a user may type."""

    def __init__(self, strategy: Strategy, renames: Renames) -> None:
        self.renames = renames
        self.platforms = self._spelled("platform", (platform.platform for platform in strategy.platforms))
        self.themes = self._spelled("theme", (theme.theme for theme in strategy.themes))
        choices = {
            "format": [format_.format for format_ in strategy.formats],
            "objective": [objective.objective for objective in strategy.objectives],
            "audience": [audience.audience for audience in strategy.audiences],
            "owner": [person.person for person in strategy.team],
        }
        self.choices = {key: self._spelled(key, names) for key, names in choices.items()}
        self.choices["format"] = {**_formats_in_all_languages(choices["format"]), **self.choices["format"]}
        titles = [idea for theme in strategy.themes for idea in theme.ideas]
        titles += [piece.title for piece in strategy.content]
        self._titles = {_bare(title): title for title in titles}
        themes = [(idea, theme.theme) for theme in strategy.themes for idea in theme.ideas]
        themes += [(piece.title, piece.theme) for piece in strategy.content]
        self._themes_of_titles = {fold(title): theme for title, theme in themes}

    def _spelled(self, column: str, names: Iterable[str]) -> dict[str, str]:
        """The names by their folded spelling, with the former names of renamed rows."""
        former = {fold(old): new for old, new in self.renames.of(column).items()}
        return former | {fold(name): name for name in names}

    def platform(self, typed: str) -> str:
        """A platform's name; an unknown one as typed."""
        return self.platforms.get(fold(typed), typed)

    def theme(self, typed: str) -> str:
        """A theme's name; an unknown one as typed."""
        return self.themes.get(fold(typed), typed)

    def title(self, typed: str) -> str:
        """A title as the strategy has it, where that differs in invisible signs or a bullet alone; else as typed."""
        return self._titles.get(_bare(typed), typed)

    def theme_of_title(self, typed: str) -> str:
        """The theme of the idea or piece of content with a title; empty where there is none."""
        return self._themes_of_titles.get(fold(typed), "") if typed else ""

    def choices_of(self, row: CalendarRow) -> dict[str, str]:
        """Format, objective, audience and owner of a row; empty where the strategy does not know them."""
        return {key: self.choice(key, row.text(key)) for key in self.choices}

    def choice(self, column: str, typed: str) -> str:
        """A format, objective, audience or person as the strategy has it; of several people, the first."""
        known = self.choices[column]
        found = known.get(fold(typed), "")
        return found or (first_of_several(typed, known) if column == "owner" else "")


def first_of_several(typed: str, known: Mapping[str, str]) -> str:
    """The first of several names in one cell, by their folded spellings; empty unless all of them are known."""
    pieces = split(typed, known) if typed else []
    return known[fold(pieces[0])] if len(pieces) > 1 and all(fold(piece) in known for piece in pieces) else ""


def _formats_in_all_languages(names: Iterable[str]) -> dict[str, str]:
    """The names of formats by their folded spelling in each language: a calendar may be in another one."""
    codes = choice_codes("format")
    by_code = {codes[fold(name)]: name for name in names if fold(name) in codes}
    return {spelling: by_code[code] for spelling, code in codes.items() if code in by_code}


def _bare(title: str) -> str:
    return without_invisible(without_bullets(title))


class SubjectIds:
    """The subject of each kept post: the one on its row, one with the same title, or a new one."""

    def __init__(self, edits: Edits, numbers: dict[str, int]) -> None:
        """`numbers` are those of the next new ids, by calendar; a new subject takes one."""
        self._edits = edits
        self._numbers = numbers
        self._by_title = {fold(row.text("title")): id_ for id_, row in edits.rows_of("editorial").items()}
        self._by_title |= {
            fold(written["title"]): id_
            for id_, written in edits.last_run.rows_of("editorial").items()
            if "editorial" not in edits.calendars and "title" in written
        }

    def find(self, id_: str, row: CalendarRow, *, is_own: bool) -> tuple[str, str]:
        """Id and title of a post's subject; `is_own`: the user added the row."""
        written = self._edits.written_row("social", id_)
        named = row.subject or ("" if is_own else written.get("subject", ""))
        if named in self._edits.rows_of("editorial"):
            return named, self._title(named, self._edits.rows_of("editorial")[named].text("title"))
        before = self._edits.written_row("editorial", named)
        if before:
            return named, self._title(named, before.get("title", ""))
        title = row.text("title")
        key = fold(title) or f"row {row.number}"
        if key not in self._by_title:
            self._by_title[key] = f"S{self._numbers['editorial']:04d}"
            self._numbers["editorial"] += 1
        return self._by_title[key], title

    def _title(self, id_: str, shown: str) -> str:
        """The title of a subject; empty where it shows a suggestion."""
        return "" if id_ in self._edits.suggested else shown

    def apart(self, subject: str, theme: str, title: str) -> str:
        """The subject of a post that leaves another one: that of its title, else a new one for each theme."""
        key = fold(title) or f"{subject} {fold(theme)}"
        if key not in self._by_title:
            self._by_title[key] = f"S{self._numbers['editorial']:04d}"
            self._numbers["editorial"] += 1
        return self._by_title[key]

    def theme(self, row: CalendarRow) -> str:
        """The theme of the subject that a row names, by its id or its title; empty where it names none."""
        title = row.text("title")
        id_ = row.subject or (self._by_title.get(fold(title), "") if title else "")
        subject = self._edits.rows_of("editorial").get(id_)
        return subject.text("theme") if subject else self._edits.written_row("editorial", id_).get("theme", "")


def pin_of_row(edits: Edits, names: StrategyNames, subject_ids: SubjectIds, id_: str, row: CalendarRow) -> Pin:
    """A post as its row stands in the workbook: the plan keeps it there."""
    day, written = row.day(), edits.written_row("social", id_)
    assert day is not None
    if is_open_row(row, written):
        return Pin(
            names.platform(row.text("platform")),
            day,
            "",
            time=row.hour() or _written_hour(written),
            id=id_,
            owner=names.choices_of(row)["owner"],
            is_open=True,
        )
    is_own, is_filled = not written.get("date"), was_open(written)
    theme = row.text("theme") or _theme_of_subject(names, subject_ids, row)
    if (is_own or is_filled) and not theme:
        return _own_open_pin(names, id_, row, day, Reason("slot_filled" if is_filled else "added"))
    theme = theme or written.get("theme", "")
    subject, title = subject_ids.find(id_, row, is_own=is_own)
    return Pin(
        names.platform(row.text("platform")),
        day,
        names.theme(theme),
        kind=PinKind.KEPT,
        time=row.hour() or _written_hour(written),
        id=id_,
        subject=subject,
        title=names.title(title),
        reasons=(Reason("added"),) if is_own else _reasons_of(names, row, written),
        campaign=names.renames.new_name("campaign", row.text("campaign")),
        key_date=names.renames.new_name("key_date", row.text("key_date")),
        stage=row.code("stage"),
        variant=row.text("variant").upper(),
        work_week=_day(written.get("made", "")),
        moved_from=_day_before_move(written, day),
        subject_deleted=subject in edits.removed["editorial"],
        **names.choices_of(row),  # type: ignore[arg-type]
    )


def with_own_maker(edits: Edits, pin: Pin, row: CalendarRow) -> Pin:
    """The pin of a post; one that is over keeps the person on its row, who may have left the team since."""
    typed = row.text("owner")
    has_left = bool(typed) and (not pin.owner or fold(typed) in edits.renames.replaced_people)
    return replace(pin, owner=typed) if has_left and pin.id in edits.over else pin


def _reasons_of(names: StrategyNames, row: CalendarRow, written: WrittenRow) -> tuple[Reason, ...]:
    """What the user did to a post of calgen's: another day, hour or platform, and what else its reasons speak of."""
    is_moved = any(is_users_cell("social", row, written, key) for key in ("date", "time"))
    is_moved = is_moved or names.platform(row.text("platform")) != names.platform(written.get("platform", ""))
    return (*((Reason("moved_by_user"),) if is_moved else ()), *typed_reasons(row, written))


def _theme_of_subject(names: StrategyNames, subject_ids: SubjectIds, row: CalendarRow) -> str:
    """The theme of what a row without one tells: of its subject, or of the idea or piece with its title."""
    return subject_ids.theme(row) or names.theme_of_title(row.text("title"))


def _own_open_pin(names: StrategyNames, id_: str, row: CalendarRow, day: date, reason: Reason) -> Pin:
    """A post that the user added, or a free slot that she filled, without a theme: it gets no theme and no subject."""
    platform, owner = names.platform(row.text("platform")), names.choices_of(row)["owner"]
    return Pin(platform, day, "", time=row.hour(), id=id_, title=row.text("title"), reasons=(reason,),
               owner=owner, is_open=True, is_own=True)  # fmt: skip


def is_open_row(row: CalendarRow, written: WrittenRow) -> bool:
    """Whether a row is a slot that the last run kept free, and the user has given it neither a theme nor a title."""
    is_filled = any(is_users_cell("social", row, written, key) for key in ("theme", "title"))
    return was_open(written) and not row.subject and not is_filled


def was_open(written: WrittenRow) -> bool:
    """Whether the last run kept a slot free there: its row has a day, and neither a theme nor a subject."""
    return bool(written.get("date")) and not written.get("theme") and not written.get("subject")


def pin_of_written_row(edits: Edits, names: StrategyNames, id_: str, written: WrittenRow, kind: PinKind) -> Pin:
    """A post as the last run wrote it, under the new names of what was renamed since."""
    new_name = names.renames.new_name
    subject = written.get("subject", "")
    row = edits.rows_of("editorial").get(subject)
    title = row.text("title") if row else edits.last_run.rows_of("editorial").get(subject, {}).get("title", "")
    title = "" if subject in edits.suggested else title
    return Pin(
        new_name("platform", written["platform"]),
        date.fromisoformat(written["date"]),
        new_name("theme", written.get("theme", "")),
        kind=kind,
        time=_written_hour(written),
        id=id_,
        subject=subject,
        title=names.title(title),
        campaign=new_name("campaign", written.get("campaign", "")),
        key_date=new_name("key_date", written.get("key_date", "")),
        work_week=_day(written.get("made", "")),
        is_open=was_open(written),
        variant=written.get("variant", ""),
        **{key: new_name(key, written.get(key, "")) for key in _CHOICE_KEYS},  # type: ignore[arg-type]
    )


def removed_post_pins(
    id_: str, written: WrittenRow, day: date | None, platform: str, names: StrategyNames
) -> Iterator[Pin]:
    """The place of a post that the user removed, at most one: the plan puts nothing else there.

    `day` and `platform` are what its row still says; where it says nothing, what the last run wrote counts.
    """
    try:
        day = day or date.fromisoformat(written.get("date", ""))
    except ValueError:
        return
    platform = names.platform(platform or written.get("platform", ""))
    if platform in names.platforms.values():
        time_ = _written_hour(written)
        theme, key_date = (names.renames.new_name(key, written.get(key, "")) for key in ("theme", "key_date"))
        is_open = was_open(written)
        yield Pin(
            platform, day, theme, time=time_, kind=PinKind.REMOVED, id=id_, key_date=key_date, is_open=is_open
        )


def _day_before_move(written: WrittenRow, day: date) -> date | None:
    """The day of a post in the last plan, where the user has moved it to another day."""
    before = _day(written.get("date", ""))
    return before if before != day else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _written_hour(written: WrittenRow) -> time | None:
    try:
        return time.fromisoformat(written.get("time", ""))
    except ValueError:
        return None
