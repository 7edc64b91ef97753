# ruff: noqa: E501 -- addresses
"""Links carry the number of their post; those that may be out already stay as they are."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from urllib.parse import parse_qs, urlsplit

import former_links
import pytest
import short_salon
import workbook_copies
from workbook_rows import calendar_of

from calgen import api
from calgen.calendar import CalendarRow
from calgen.view.tracking_links import is_former_form, tracked_link

TRACKED = "utm_source=facebook&utm_medium=social&utm_campaign=noel"
NUMBERED = f"{TRACKED}&utm_content=P0012"
SITE = "https://salon.example"
LATER = short_salon.TODAY + timedelta(days=9)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://salon.example", f"https://salon.example?{NUMBERED}"),
        ("salon.example/offres#haut", f"https://salon.example/offres?{NUMBERED}#haut"),
        ("https://salon.example/?", f"https://salon.example/?{NUMBERED}"),
        ("https://salon.example/?page=2", f"https://salon.example/?page=2&{NUMBERED}"),
        ("https://salon.example/?q=caf%C3%A9%20cr%C3%A8me&x", f"https://salon.example/?q=caf%C3%A9%20cr%C3%A8me&x&{NUMBERED}"),
        ("https://salon.example/?a=1&", f"https://salon.example/?a=1&{NUMBERED}"),
        ("https://salon.example/?a=1;b=2", f"https://salon.example/?a=1;b=2&{NUMBERED}"),
        ("https://salon.example/?utm_source=moi", "https://salon.example/?utm_source=moi"),
        ("https://salon.example/?utm_content=vitrine", f"https://salon.example/?utm_content=vitrine&{TRACKED}"),
        ("https://salon.example/#/?utm_source=a", f"https://salon.example/?{NUMBERED}#/?utm_source=a"),
        ("carte.pdf", "carte.pdf"),
        ("mailto:moi@salon.example", "mailto:moi@salon.example"),
    ],
)  # fmt: skip
def test_the_number_of_the_post_is_added(link: str, expected: str) -> None:
    assert tracked_link(link, "Facebook", "Noël", "P0012") == expected
    assert tracked_link(expected, "Facebook", "Noël", "P0099") == expected, "once tracked, a link is no longer changed"


def test_parameters_of_the_user_are_not_written_twice() -> None:
    made = tracked_link(f"{SITE}/?utm_campaign=ete&utm_medium=papier", "Facebook", "Noël", "P0012")
    assert parse_qs(urlsplit(made).query) == {
        "utm_campaign": ["ete"], "utm_medium": ["papier"], "utm_source": ["facebook"], "utm_content": ["P0012"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("former", "link", "expected"),
    [
        (f"{SITE}?{TRACKED}", f"{SITE}?{NUMBERED}", True),
        (f"{SITE}?q=a+b&{TRACKED}#c", f"{SITE}?q=a%20b&{NUMBERED}#c", True),
        (f"{SITE}?utm_medium=papier&{TRACKED}", f"{SITE}?utm_medium=papier&utm_source=facebook&utm_campaign=noel&utm_content=P1", True),
        (f"{SITE}?{NUMBERED}", f"{SITE}?{NUMBERED}", False),
        (f"{SITE}?{TRACKED}", f"{SITE}?{NUMBERED}".replace("noel", "ete"), False),
        (f"{SITE}?{TRACKED}", f"{SITE}/a?{NUMBERED}", False),
        (f"{SITE}?{TRACKED}", f"{SITE}?{NUMBERED}#a", False),
        (SITE, f"{SITE}?{NUMBERED}", False),
        ("", f"{SITE}?{NUMBERED}", False),
        ("http://[", f"{SITE}?{NUMBERED}", False),
    ],
)  # fmt: skip
def test_the_former_form_of_a_link(former: str, link: str, expected: bool) -> None:
    assert is_former_form(former, link) is expected


def links(data: bytes) -> dict[str, str]:
    return {row.id: row.text("link") for row in calendar_of(data).rows if row.text("link")}


def has_number(id_: str, link: str) -> bool:
    return parse_qs(urlsplit(link).query).get("utm_content") == [id_]


@cache
def edited(edit: Callable[..., None]) -> bytes:
    """The short salon as an earlier version wrote it, with an edit."""
    book = workbook_copies.opened(short_salon.calendar())
    former_links.without_numbers(book)
    edit(book, book["Calendrier social"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def nothing(book: object, tab: object) -> None:
    pass


def more_weeks(book: object, tab: object) -> None:
    short_salon.set_weeks(book, short_salon.WEEKS + 1)  # type: ignore[arg-type]


def test_every_new_link_has_the_number_of_its_row() -> None:
    found = links(short_salon.calendar())
    assert found
    assert all(has_number(id_, link) for id_, link in found.items())


def test_under_the_same_strategy_the_links_of_an_earlier_version_stay() -> None:
    data = edited(nothing)
    made = api.generate(data, "salon.xlsx", LATER)
    assert made.changed
    assert links(made.after) == links(data)
    assert made.changes == ()
    assert "links_numbered" not in {problem.code for problem in made.problems}


def settled(book: object, tab: object) -> None:
    """A longer period, and rows of the user's: a status, a text, a mark, a link, one kept."""
    more_weeks(book, tab)
    rows, headings = coming(edited(nothing)), {cell.value: cell.column for cell in tab[4]}  # type: ignore[index]
    for row, (heading, value) in zip(rows, TYPED, strict=False):
        tab.cell(row.number, headings[heading]).value = value  # type: ignore[attr-defined]


TYPED = [("Statut", "Validé"), ("Statut", "Programmé"), ("Texte", "Bonjour à toutes"), ("Garder", "oui"),
         ("Lien", "https://salon.example/moi?utm_source=moi"), ("Statut", "Publié")]  # fmt: skip


def coming(data: bytes) -> list[CalendarRow]:
    rows = [row for row in calendar_of(data).rows if row.text("link") and (row.day() or date.min) >= LATER]
    return rows[1:]


def test_a_new_plan_numbers_the_free_posts_alone_and_says_so_once() -> None:
    data = edited(settled)
    made = api.generate(data, "salon.xlsx", LATER)
    before, after = links(data), links(made.after)
    typed = {row.id for row, _ in zip(coming(edited(nothing)), TYPED, strict=False)}
    past = {row.id for row in calendar_of(data).rows if (row.day() or date.max) < LATER}
    stay = (typed | past) & before.keys()
    assert len(typed) == 6
    assert past
    assert {id_: after[id_] for id_ in stay} == {id_: before[id_] for id_ in stay}
    free = after.keys() - stay
    assert free
    assert all(has_number(id_, after[id_]) for id_ in free)
    (note,) = [problem for problem in made.problems if problem.code == "links_numbered"]
    same = {id_ for id_ in free & before.keys() if is_former_form(before[id_], after[id_])}
    assert note.values["n"] == len(same)
    told = {change.id for change in made.changes if "link" in change.columns and change.kind != "added"}
    assert not told & same
    again = api.generate(made.after, "salon.xlsx", LATER)
    assert not again.changed


def test_a_calendar_that_is_drawn_anew_keeps_the_links_of_its_past() -> None:
    data = edited(nothing)
    made = api.generate(data, "salon.xlsx", LATER, force=True)
    before, days = links(data), {row.id: row.day() for row in calendar_of(made.after).rows}
    for id_, link in links(made.after).items():
        day = days[id_]
        assert day
        assert link == before[id_] if day < LATER else has_number(id_, link)


def test_a_copied_row_has_a_number_of_its_own() -> None:
    book = workbook_copies.opened(short_salon.calendar())
    tab, calendar = book["Calendrier social"], calendar_of(short_salon.calendar())
    first, second = [row for row in calendar.rows if row.text("link")][:2]
    below = max(row.number for row in calendar.rows) + 1
    for n, (row, link) in enumerate([(first, ""), (second, f"{SITE}/?utm_source=moi&utm_content={second.id}")]):
        for column in range(1, tab.max_column + 1):
            tab.cell(below + n, column).value = tab.cell(row.number, column).value
        tab.cell(below + n, calendar.columns["date"]).value = datetime.combine(LATER + timedelta(days=n), time(0))
        if link:
            tab.cell(below + n, calendar.columns["link"]).value = link
    out = io.BytesIO()
    book.save(out)
    made = api.generate(out.getvalue(), "salon.xlsx", short_salon.TODAY)
    before, after = links(short_salon.calendar()), links(made.after)
    new = sorted(after.keys() - before.keys())
    assert len(new) == 2
    assert {id_: after[id_] for id_ in before} == before
    assert has_number(new[0], after[new[0]])
    assert after[new[1]] == f"{SITE}/?utm_source=moi&utm_content={second.id}", "a link that she typed stays"
    assert not api.generate(made.after, "salon.xlsx", short_salon.TODAY).changed
