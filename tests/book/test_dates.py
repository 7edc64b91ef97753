"""Days and hours as people type them, in both languages and both date systems."""

# ruff: noqa: DTZ001 -- a spreadsheet knows no time zone
from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from calgen.book.dates import day, days, span
from calgen.book.grid import Value
from calgen.book.hours import hour, hours
from calgen.book.values import Hours, Interpreted, Span, Unreadable

SEPTEMBER = date(2027, 9, 15)
MARCH = date(2026, 3, 1)

SURE_DAYS: list[tuple[Value, date]] = [
    *[(value, SEPTEMBER) for value in (SEPTEMBER, datetime(2027, 9, 15), datetime(2027, 9, 15, 9, 30), 46645, 46645.0,
        46645.4)],
    *[(text, SEPTEMBER) for text in ("2027-09-15", "2027/09/15", "2027.9.15", "2027-09-15 00:00:00",
        "2027-09-15T00:00", "2027-09-15T09:30:00", "2027-09-15T09:30:00.000Z", "2027-09-15 09:30+02:00", "20270915",
        "15/09/2027 09:30")],
    *[(text, SEPTEMBER) for text in ("15-Sep-27", "15 sept. 27", "Sep 15, 27", "Sept 15 '27", "mer. 15 septembre 27")],
    *[(text, SEPTEMBER) for text in ("15/09/2027", "15.09.2027", "15-09-2027", "15/9/27", " 15 / 09 / 2027 ",
        "09/15/2027")],
    *[(text, SEPTEMBER) for text in ("15 sept. 2027", "15 septembre 2027", "15 SEPTEMBRE 2027", "15 sep 2027",
        "15-sept.-2027")],
    *[(text, SEPTEMBER) for text in ("Sep 15, 2027", "September 15 2027", "Sept. 15th, 2027", "15 September 2027",
        "15-Sep-2027")],
    *[(text, SEPTEMBER) for text in ("mercredi 15 septembre 2027", "Wed, September 15, 2027", "mer. 15/09/2027")],
    *[(text, MARCH) for text in ("1er mars 2026", "March 1, 2026", "1st of March 2026", "1\u00a0mars\u202f2026",
        "dimanche 1er mars 2026")],
    *[("mar 9, 2027", date(2027, 3, 9)), ("mar. 9 mars 2027", date(2027, 3, 9)), ("29/02/2028", date(2028, 2, 29))],
    *[("1 août 2027", date(2027, 8, 1)), ("1 aout 2027", date(2027, 8, 1)), ("1 févr. 2027", date(2027, 2, 1)),
        ("05/05/2027", date(2027, 5, 5))],
    *[(36526, date(2000, 1, 1)), (73050, date(2099, 12, 31))],
]  # fmt: skip


@pytest.mark.parametrize(("value", "meant"), SURE_DAYS)
@pytest.mark.parametrize("day_first", [True, False, None])
def test_days_that_mean_one_thing(value: Value, meant: date, day_first: bool | None) -> None:
    assert day(value, day_first) == meant


@pytest.mark.parametrize(("day_first", "meant"), [(True, date(2027, 4, 3)), (False, date(2027, 3, 4)),
    (None, Unreadable("date_ambiguous"))])
@pytest.mark.parametrize("text", ["03/04/2027", "3/4/27", "03-04-2027"])
def test_the_day_or_the_month_first(text: str, day_first: bool | None, meant: date | Unreadable) -> None:
    assert day(text, day_first) == meant


@pytest.mark.parametrize("serial", [46645, 46645.0])
def test_the_system_of_1904_counts_1462_days_less(serial: float) -> None:
    assert day(serial - 1462, True, epoch_1904=True) == SEPTEMBER
    assert day(datetime(2027, 9, 15), True, epoch_1904=True) == SEPTEMBER


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        *[(text, "date_unread") for text in ("bientôt", "15 septembre", "15/09", "2027", "Q3 2027", "début mai",
            "Sep 15", "Sep 152027", "2027-09-15T", "15/09/2027 9", "")],
        *[(value, "date_unread") for value in (12, 36525, 73051, True, time(9, 30), timedelta(days=1), None)],
        *[(value, "date_unread") for value in (float("inf"), float("-inf"), float("nan"), 1e300)],
        *[(text, "date_none") for text in ("31/02/2027", "2027-13-01", "30 février 2027", "15/13/2027", "29/02/2027",
            "0/5/2027")],
        *[(value, "date_far") for value in ("15/09/1927", "2127-09-15", datetime(1900, 1, 1), date(2101, 1, 1))],
    ],
)
def test_what_is_no_day(value: Value, refusal: str) -> None:
    assert day(value, True) == Unreadable(refusal)


A, B, C = date(2027, 7, 12), date(2027, 8, 1), date(2027, 8, 15)


@pytest.mark.parametrize(
    "text",
    [
        *["12/07/2027; 01/08/2027 - 15/08/2027", "12/07/2027, 01/08/2027 au 15/08/2027",
            "12/07/2027\ndu 01/08/2027 au 15/08/2027"],
        *["2027-07-12; 2027-08-01 to 2027-08-15", "12/07/2027, 2027-08-01 → 2027-08-15",
            "01/08/2027-15/08/2027; 12/07/2027"],
        *["12/07/2027; 1-15/08/2027", "12/07/2027 ; 1er au 15 août 2027", "12/07/2027, 01/08 - 15/08/2027",
            "12 July 2027; 1-15 August 2027", "12.7.27; 1. - 15.8.27", "12/07/2027; du 1er août au 15 août 2027",
            "Jul 12, 2027; Aug 1 - Aug 15, 2027", "- 12/07/2027\n- 1–15 août 2027"],
        *["Jul 12, 2027; Aug 1, 2027 - Aug 15, 2027", "Jul 12, 2027, Aug 1, 2027 to Aug 15, 2027",
            "12 juil. 2027 ; 1er août 2027 au 15 août 2027"],
    ],
)
def test_days_and_ranges(text: str) -> None:
    assert days(text, True) == ((A, A), (B, C))


JULY_TO_AUGUST = (date(2027, 7, 27), date(2027, 8, 1))
APRIL_THEN_SUMMER = ((date(2027, 4, 3), date(2027, 4, 3)), JULY_TO_AUGUST)


@pytest.mark.parametrize("day_first", [True, False, None])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *[(text, (JULY_TO_AUGUST,)) for text in ("27/07/2027 - 01/08/2027", "27/07/2027-01/08/2027",
            "du 27/07/2027 au 01/08/2027", "27.7.27 - 1.8.27", "07/27/2027 - 08/01/2027", "7/27/2027 to 8/1/2027",
            "from 07/27/2027 until 08/01/2027", "mardi 27/07/2027 au dimanche 01/08/2027")],
        *[(text, APRIL_THEN_SUMMER) for text in ("03/04/2027; 27/07/2027 - 01/08/2027",
            "03/04/2027, 27/07/2027 - 01/08/2027", "27/07/2027 - 01/08/2027\n03/04/2027",
            "04/03/2027; 07/27/2027 - 08/01/2027")],
    ],
)  # fmt: skip
def test_a_day_that_reads_in_one_way_settles_the_others_of_its_list(
    text: str, meant: object, day_first: bool | None
) -> None:
    assert days(text, day_first) == meant
    assert meant != (JULY_TO_AUGUST,) or span(text, day_first) == Span(*JULY_TO_AUGUST)


def test_a_range_that_runs_forwards_in_one_order_is_read_so_where_nothing_else_tells() -> None:
    spring, winter = (date(2027, 4, 3), date(2027, 8, 1)), (date(2027, 1, 8), date(2027, 3, 4))
    assert days("03/04/2027 - 01/08/2027", None) == (spring,)
    assert days("01/08/2027 - 03/04/2027", None) == (winter,)
    assert days("01/08/2027 - 03/04/2027; 02/03/2027", None) == (winter, (date(2027, 2, 3), date(2027, 2, 3)))


@pytest.mark.parametrize("day_first", [True, False, None])
def test_days_of_both_orders_settle_nothing(day_first: bool | None) -> None:
    assert days("27/07/2027; 07/28/2027", day_first) == tuple((at, at) for at in (date(2027, 7, 27), date(2027, 7, 28)))
    assert days("27/07/2027; 07/28/2027; 03/04/2027", day_first) == Unreadable("date_order", {"value": "03/04/2027"})
    assert days("01/02/2027 - 03/04/2027", None) == Unreadable("date_ambiguous", {"value": "01/02/2027 - 03/04/2027"})


def test_one_stored_day_is_a_list_of_one() -> None:
    assert days(datetime(2027, 7, 12), True) == ((A, A),)
    assert days(46580 - 1462, True, epoch_1904=True) == ((A, A),)


@pytest.mark.parametrize(
    "text",
    ["from Aug 15 2027",
     "from Aug 15, 2027 onwards", "Aug 15 2027 onwards", "as of 2027-08-15", "à partir du 15/08/2027",
     "dès le 15 août 2027", "15/08/2027 et après"],
)  # fmt: skip
def test_a_day_from_which_on_somebody_is_away_has_no_end(text: str) -> None:
    assert days(text, True) == ((date(2027, 8, 15), date(2100, 12, 31)),)
    assert days(f"12/07/2027; {text}", True) == ((A, A), (date(2027, 8, 15), date(2100, 12, 31)))
    assert span(text, True) == Unreadable("span_unread")


@pytest.mark.parametrize(
    ("value", "day_first", "refusal"),
    [
        ("12/07/2027; l'été", True, Unreadable("days_unread", {"piece": "l'été"})),
        ("1er à quinze août 2027", True, Unreadable("days_unread", {"piece": "1er à quinze août 2027"})),
        ("l'été; 12/07/2027, Noël", True, Unreadable("days_unread", {"piece": "l'été, Noël"})),
        ("30/02/2027; 31/02/2027", True, Unreadable("date_none", {"value": "30/02/2027, 31/02/2027"})),
        ("15/08/2027 - 01/08/2027", True, Unreadable("days_backwards", {"piece": "15/08/2027 - 01/08/2027"})),
        ("2027-07-12; 03/04/2027", None, Unreadable("date_ambiguous", {"value": "03/04/2027"})),
        ("31/02/2027", True, Unreadable("date_none", {"value": "31/02/2027"})),
        (time(9, 30), True, Unreadable("date_unread")),
    ],
)
def test_what_is_no_list_of_days(value: Value, day_first: bool | None, refusal: Unreadable) -> None:
    assert days(value, day_first) == refusal


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        *[(text, Span(B, C)) for text in ("01/08/2027–15/08/2027", "01/08/2027 - 15/08/2027",
            "du 01/08/2027 au 15/08/2027",
            "2027-08-01 to 2027-08-15", "from 2027-08-01 to 2027-08-15", "1er août 2027 au 15 août 2027",
            "Aug 1, 2027 - Aug 15, 2027")],
        *[(value, A) for value in ("12/07/2027", "2027-07-12", "Jul 12, 2027", A, datetime(2027, 7, 12), 46580,
            "12/07/2027 - 12/07/2027")],
        *[(text, Unreadable("span_unread")) for text in ("12/07/2027; 15/08/2027", "l'été")],
        ("15/08/2027 - 01/08/2027", Unreadable("days_backwards", {"piece": "15/08/2027 - 01/08/2027"})),
        ("31/02/2027", Unreadable("date_none")),
        ("01/02/2027 au 31/02/2027", Unreadable("date_none", {"value": "01/02/2027 au 31/02/2027"})),
    ],
)
def test_a_day_or_one_range(value: Value, meant: object) -> None:
    assert span(value, True) == meant


HALF_NINE = time(9, 30)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        *[(text, HALF_NINE) for text in ("9h30", "09h30", "9 h 30", "09:30", "9:30", "9.30", "09:30:00", "9:30 AM",
            "9:30am", "9:30 a.m.")],
        *[(value, HALF_NINE) for value in ("0930", "930", 930, "9 heures 30", HALF_NINE, datetime(2027, 1, 4, 9, 30),
            0.3958, 0.39583333333333331)],
        *[(text, time(21, 30)) for text in ("21h30", "9:30 PM", "9:30pm", "9:30 p.m.", "9.30 PM", "2130", "21:30")],
        *[(text, time(9)) for text in ("9h", "9 h", "9 heures", "9", 9, 9.0, "9 am", "9AM", timedelta(hours=9),
            "09h00")],
        *[("12 AM", time(0)), ("12 PM", time(12)), ("12:30 am", time(0, 30)), ("midi", time(12)), ("noon", time(12)),
            ("0h", time(0))],
        *[(time(9, 29, 57), HALF_NINE), (time(9, 30, 20), HALF_NINE), (0.0, time(0)), ("23h59", time(23, 59)),
            ("9\u00a0h\u00a030", HALF_NINE)],
    ],
)
def test_hours(value: Value, meant: time) -> None:
    assert hour(value) == meant


@pytest.mark.parametrize("digits", [4, 17])
def test_every_minute_of_the_day_as_a_stored_number(digits: int) -> None:
    wrong = [n for n in range(1440) if hour(round(n / 1440, digits)) != time(*divmod(n, 60))]
    assert wrong == []


def test_every_minute_of_the_day_as_a_program_rounds_it() -> None:
    """openpyxl gives 09:29:57 for 0.3958: a floor would be a minute early for 680 of the 1,440."""
    for n in range(1440):
        seconds = round(n / 1440, 4) * 86400
        stored = (datetime(2027, 1, 4) + timedelta(seconds=round(seconds))).time()
        assert hour(stored) == time(*divmod(n, 60))


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        *[(text, "hour_unread") for text in ("le matin", "9h60", "13 PM", "0 AM", "9h3", "12345", "", True, 9.5,
            float("inf"), date(2027, 1, 4))],
        *[(text, "hour_out") for text in ("24h", "24:00", "25h", "36:00", timedelta(hours=36), time(23, 59, 45),
            0.99999)],
        *[(value, "hour_out") for value in (datetime(1900, 1, 1), datetime(1904, 1, 2), datetime(1900, 1, 1, 1, 30))],
    ],
)
def test_what_is_no_hour(value: Value, refusal: str) -> None:
    assert hour(value) == Unreadable(refusal)


def stretch(first: int, last: int) -> Hours:
    return Hours(time(first), time(last))


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        *[(text, (stretch(12, 14),)) for text in ("12h-14h", "12h – 14h", "12:00-14:00", "12h à 14h", "12H À 14H",
            "de 12h à 14h")],
        *[(text, (stretch(12, 14),)) for text in ("12 PM - 2 PM", "12-2 PM", "12:00 to 14:00", "from noon to 2 pm",
            "12h→14h")],
        *[("9-11 AM", (stretch(9, 11),)), ("1-3 PM", (stretch(13, 15),)), ("10-2 PM", (stretch(10, 14),)),
            ("9 AM-2 PM", (stretch(9, 14),))],
        *[("9h30, 18h", (Hours(HALF_NINE, HALF_NINE), stretch(18, 18))),
            ("9h30 et 18h", (Hours(HALF_NINE, HALF_NINE), stretch(18, 18)))],
        *[("18h; 12h-14h\n18h", (stretch(18, 18), stretch(12, 14))), (HALF_NINE, (Hours(HALF_NINE, HALF_NINE),)),
            ("9h30,", (Hours(HALF_NINE, HALF_NINE),))],
        *[(text, (stretch(18, 18), stretch(20, 20))) for text in ("18h/20h", "18h / 20h", "6/8 PM", "18h ou 20h")],
    ],
)  # fmt: skip
def test_lists_of_hours(value: Value, meant: tuple[Hours, ...]) -> None:
    assert hours(value) == meant


@pytest.mark.parametrize("text", ["5-9", "7-9", "de 5 à 9", "from 5 to 9"])
def test_bare_hours_that_may_be_of_the_evening_are_told(text: str) -> None:
    assert isinstance(found := hours(text, "en"), Interpreted)
    assert found.code == "hours_morning"


@pytest.mark.parametrize("text", ["05-09", "07:00-09:00", "5:00-9:00", "5h-9h", "5h00 à 9h00", "5-9 AM", "5 AM-9 AM"])
def test_hours_that_say_which_half_of_the_day_or_their_minutes_are_taken_as_they_are(text: str) -> None:
    assert hours(text, "en") == (stretch(7 if "7" in text else 5, 9),)


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        ("9h30, tard", Unreadable("hours_unread", {"piece": "tard"})),
        ("tôt, 9h30 et tard", Unreadable("hours_unread", {"piece": "tôt, tard"})),
        ("9h-10h-11h", Unreadable("hours_unread", {"piece": "9h-10h-11h"})),
        ("9h30; 25h", Unreadable("hour_out", {"value": "25h"})),
        ("25h, tard, 30h; 9h; tôt; 14h-12h", Unreadable("hour_out", {"value": "25h, 30h"}, (
            Unreadable("hours_unread", {"piece": "tard, tôt"}), Unreadable("hours_backwards", {"piece": "14h-12h"})))),
        ("14h-12h", Unreadable("hours_backwards", {"piece": "14h-12h"})),
        (timedelta(hours=36), Unreadable("hour_out")),
        (9.5, Unreadable("hour_unread")),
    ],
)
def test_what_is_no_list_of_hours(value: Value, refusal: Unreadable) -> None:
    assert hours(value) == refusal
