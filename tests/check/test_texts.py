"""The texts of the social calendar: calendars that must pass, then those of which something is said, at its cell."""

from __future__ import annotations

from datetime import date

import pytest
from social_calendar import Post, social_calendar

from calgen.check import CALENDAR_RULES, check_calendar
from calgen.strategy import Strategy
from calgen.strategy.settings import Settings

TODAY = date(2027, 1, 11)
FRENCH = Strategy(settings=Settings(country="FR", language="fr"))
SAY = "Le ficus vous attend mardi, passez le voir"
NEXT = "13/01/2027"


def found(*posts: Post, strategy: Strategy = FRENCH, today: date = TODAY) -> list[tuple[str, str]]:
    """What is said of these posts: codes and the column and row of each."""
    calendar = social_calendar(*posts)
    cells = {
        str(calendar.place(line, key)): f"{key} {line.number - calendar.heading_row}"
        for line in calendar.rows
        for key in calendar.columns
    }
    return [(one.code, cells[str(one.place)]) for one in check_calendar(strategy, calendar, today)]


LONG = "a" * 281
SOUND: dict[str, list[Post]] = {
    "nothing yet": [{"text": ""}, {"text": ""}],
    "a text that just fits": [{"platform": "X", "text": "a" * 280}],
    "an address counts 23": [{"platform": "X", "text": "a" * 250 + " https://www.meche-rebelle.example/" + "b" * 60}],
    "a network without a limit": [{"platform": "Lettre d'information", "text": "a" * 9000}],
    "five hashtags": [{"platform": "Instagram", "text": "Oui #a #b", "hashtags": "#c #d #e #A"}],
    "many hashtags where they are welcome": [{"platform": "Facebook", "text": "#a #b #c #d #e #f #g"}],
    "a link where it can be clicked": [{"platform": "Facebook", "text": "Voyez https://a.example"}],
    "a link in its own column": [{"platform": "Instagram", "text": "Voyez le lien", "link": "https://a.example"}],
    "the same text two hours apart": [{"text": SAY}, {"text": SAY, "platform": "Instagram", "time": "11h30"}],
    "the same text a month later": [{"text": SAY}, {"text": SAY, "date": "12/02/2027"}],
    "the same text, cancelled": [{"text": SAY}, {"text": SAY, "date": NEXT, "status": "annulé"}],
    "the same text as a cancelled one": [{"text": SAY, "status": "annulé"}, {"text": SAY, "date": NEXT}],
    "the same two words": [{"text": "à écrire"}, {"text": "à écrire", "date": NEXT}],
    "another text": [{"text": SAY}, {"text": SAY + " aussi", "date": NEXT}],
    "a text gone by": [{"platform": "X", "text": LONG, "date": "10/01/2027"}],
    "a text published": [{"platform": "X", "text": LONG, "status": "publié", "date": "11/01/2027"}],
    "sales in the sales": [{"text": "Les soldes continuent"}],
    "sales announced": [{"text": "Les soldes commencent le 23 juin", "date": "10/06/2027"}],
    "results noted": [{"status": "publié", "date": "01/01/2027", "clicks": "12"}],
    "results not due yet": [{"status": "publié", "date": "05/01/2027"}],
}


@pytest.mark.parametrize("posts", SOUND.values(), ids=SOUND)
def test_calendars_that_must_pass(posts: list[Post]) -> None:
    assert found(*posts) == []


TOLD: dict[str, tuple[list[Post], list[tuple[str, str]]]] = {
    "too long": ([{"text": "ici"}, {"platform": "X", "text": LONG}], [("text_too_long", "text 2")]),
    "too long in signs that weigh two": ([{"platform": "X", "text": "日" * 141}], [("text_too_long", "text 1")]),
    "too long in graphemes": ([{"platform": "Bluesky", "text": "e\u0301" * 301}], [("text_too_long", "text 1")]),
    "too many hashtags": ([{"platform": "Instagram", "text": "Oui #a #b", "hashtags": "#c #d #e #f"}],
        [("text_hashtags", "hashtags 1")]),
    "a dead link": ([{"platform": "Instagram", "text": "Voyez https://a.example"}], [("text_links", "text 1")]),
    "the same text at the same hour": ([{"text": SAY}, {"text": SAY.upper(), "platform": "Instagram", "time": "10h15"}],
        [("text_same_hour", "text 2")]),
    "the same text on the same platform": ([{"text": SAY}, {"text": f" {SAY}. ", "date": "11/02/2027"}],
        [("text_again", "text 2")]),
    "the same text as one that is out": ([{"text": SAY, "date": "05/01/2027", "status": "publié", "clicks": "1"},
        {"text": SAY}], [("text_again", "text 2")]),
    "three times the same": ([{"text": SAY}, {"text": SAY, "date": NEXT}, {"text": SAY, "date": "14/01/2027"}],
        [("text_again", "text 2"), ("text_again", "text 3")]),
    "rows in another order": ([{"text": SAY, "date": NEXT}, {"text": SAY}], [("text_again", "text 1")]),
    "sales out of season": ([{"text": "Grands soldes !", "date": "10/03/2027"}], [("text_sales", "text 1")]),
    "results missing": ([{"status": "publié", "date": "04/01/2027"}, {"status": "publié", "date": "02/01/2027"}],
        [("results_missing", "impressions 2")]),
}  # fmt: skip


@pytest.mark.parametrize(("posts", "expected"), TOLD.values(), ids=TOLD)
def test_what_is_said_of_the_texts(posts: list[Post], expected: list[tuple[str, str]]) -> None:
    posts = [{"impressions": "", **one} for one in posts]
    assert found(*posts) == expected


def test_the_law_on_sales_is_french() -> None:
    belgian = Strategy(settings=Settings(country="BE", language="fr"))
    assert found({"text": "Grands soldes !", "date": "10/03/2027"}, strategy=belgian) == []


def test_without_a_calendar_nothing_is_said() -> None:
    assert check_calendar(FRENCH, None, TODAY) == ()


def test_the_rules_stand_once() -> None:
    assert len(set(CALENDAR_RULES)) == len(CALENDAR_RULES)


def test_results_are_asked_of_the_posts_of_the_period() -> None:
    """No figure counts the others: those of an earlier calendar, or of a day with a wrong year."""
    settings = Settings(country="FR", language="fr", start=date(2027, 1, 1), weeks=4)
    posts = [{"impressions": "", "status": "publié", "date": day} for day in ("02/01/2026", "31/12/2026", "02/01/2027")]
    assert found(*posts, strategy=Strategy(settings=settings)) == [("results_missing", "impressions 3")]
