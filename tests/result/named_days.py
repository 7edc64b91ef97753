"""What the user names, read from the cells alone: campaigns with their set days, key dates with their days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from written_workbook import Book, Row, as_day, listed

# The days of the key dates that the samples leave to calgen, from a paper calendar of 2027.
DAYS_2027 = {
    "Soldes d'hiver": (1, 6), "Saint-Valentin": (2, 14), "Journée des droits des femmes": (3, 8),
    "Fête des grands-mères": (3, 7), "Printemps": (3, 20), "Pâques": (3, 28), "Fête du Travail": (5, 1),
    "Fête des mères": (5, 30), "Fête des pères": (6, 20), "Fête de la musique": (6, 21), "Soldes d'été": (6, 23),
    "14 juillet": (7, 14), "Octobre rose": (10, 1), "Halloween": (10, 31), "Armistice": (11, 11),
    "Beaujolais nouveau": (11, 18), "Black Friday": (11, 26), "Martin Luther King Jr. Day": (1, 18),
    "Presidents' Day": (2, 15), "St. Patrick's Day": (3, 17), "Memorial Day": (5, 31), "Independence Day": (7, 4),
    "Clocks go forward": (3, 14),
}  # fmt: skip
STAGES = ("attention", "interest", "desire", "action")


@dataclass(frozen=True)
class CampaignRow:
    """A campaign: its days, themes and platforms, its share of the usual posts and those on top, its set days."""

    name: str
    first: date
    last: date
    themes: tuple[str, ...]
    platforms: tuple[str, ...]
    share: float
    extra: float
    offsets: tuple[int, ...]
    stages: tuple[str, ...]  # the words of the four stages, or its own one
    names_platforms: bool = False  # else all are its platforms

    def runs(self, day: date | None) -> bool:
        """Whether it is at work on a day."""
        return day is not None and self.first <= day <= self.last

    def stage_on(self, day: date) -> str:
        """Attention, interest, desire, action by quarters of its days."""
        step = (day - self.first).days * len(self.stages) // ((self.last - self.first).days + 1)
        return self.stages[max(0, min(len(self.stages) - 1, step))]

    def set_days(self) -> tuple[date, ...]:
        """Its days counted from its first."""
        return tuple(self.first + timedelta(days=n) for n in self.offsets)


def campaign_rows(book: Book) -> list[CampaignRow]:
    """The campaigns."""
    everywhere = tuple(row["platform"] for row in book.rows("platforms"))
    found = []
    for row in book.rows("campaigns"):
        first, last = as_day(row["start"]), as_day(row["end"])
        assert first
        assert last
        stages = (row["stage"],) if row["stage"] else tuple(book.words.choice("stage", one) for one in STAGES)
        found.append(
            CampaignRow(
                row["campaign"],
                first,
                last,
                listed(row["themes"]),
                listed(row["platforms"]) or everywhere,
                0.5 if row["share"] is None else float(row["share"]),
                float(row["extra"] or 0),
                tuple(int(one[1:] or 0) for one in listed(row["offsets"])),
                stages,
                bool(listed(row["platforms"])),
            )
        )
    return found


@dataclass(frozen=True)
class KeyDateRow:
    """A key date: its day, and what is to be done with it where."""

    name: str
    day: date
    treatment: str  # hook, quiet or note
    theme: str
    platforms: tuple[str, ...]
    ahead: int


def key_date_rows(book: Book) -> Iterator[KeyDateRow]:
    """The key dates, each on its day."""
    codes = {book.words.choice("treatment", one): one for one in ("hook", "quiet", "note")}
    everywhere = tuple(row["platform"] for row in book.rows("platforms"))
    for row in book.rows("key_dates"):
        day = as_day(row["date"]) or date(2027, *DAYS_2027[row["name"]])
        platforms = listed(row["platforms"]) or everywhere
        treatment, ahead = codes[row["treatment"]], int(row["ahead"] or 0)
        yield KeyDateRow(row["name"], day, treatment, row["theme"] or "", platforms, ahead)


def quiet_days(book: Book) -> set[tuple[str, date]]:
    """The platforms and days on which nothing is to be said."""
    return {(name, one.day) for one in key_date_rows(book) if one.treatment == "quiet" for name in one.platforms}


def named_by(row: Row, book: Book) -> bool:
    """Whether a post stands on a day that the user named: a key date, a set day of its campaign, a fixed day."""
    fixed = book.words.text("reasons", "fixed_day").split("{")[0].lower()
    set_days = {(one.name, day) for one in campaign_rows(book) for day in one.set_days()}
    return bool(row["key_date"]) or (row["campaign"], as_day(row["date"])) in set_days or fixed in row["reason"].lower()
