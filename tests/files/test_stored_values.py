"""What a cell stores and what it means, told beside another reader's opinion where there is one."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, to_excel

from calgen.book.grid import CellState
from calgen.files.read import stored_values
from calgen.files.read.stored_values import DATE_TIME, DURATION, PERCENT, PLAIN

FORMATS = [
    ("General", PLAIN), ("0.00", PLAIN), ("#,##0 €", PLAIN), ("0%", PERCENT), ("0.0 %", PERCENT), ("@", PLAIN),
    ("dd/mm/yyyy", DATE_TIME), ("ddd dd/mm", DATE_TIME), ("[$-40C]d mmm yy;@", DATE_TIME), ("hh:mm", DATE_TIME),
    ("h\"h\"mm", DATE_TIME),
    ("[h]:mm", DURATION), ("[hh]:mm:ss", DURATION), ("[mm]", DURATION), ("[Red]0", PLAIN), ("[$-409]0", PLAIN),
    ("0\"jours\"", PLAIN), ("0\\d", PLAIN), ("0_d", PLAIN), ("\"mday\"0", PLAIN), ("0;dd", PLAIN), ("mmmm", DATE_TIME),
    ("yyyy-mm-dd\\ hh:mm", DATE_TIME), ("0.0E+00", PLAIN), ("# ?/?", PLAIN), ("[>=100]0;0.0", PLAIN),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), FORMATS)
def test_format(text: str, kind: int) -> None:
    assert stored_values.number_kind(200, {200: text}) == kind


@pytest.mark.parametrize("text", [text for text, _ in FORMATS if text not in ('0_d',)])
def test_another_reader_takes_the_same_formats_for_days(text: str) -> None:
    kind = stored_values.number_kind(200, {200: text})
    assert (kind in (DATE_TIME, DURATION)) == is_date_format(text)
    assert (kind == DURATION) == is_timedelta_format(text)


@pytest.mark.parametrize("number", BUILTIN_FORMATS)
def test_formats_without_a_text(number: int) -> None:
    text, kind = BUILTIN_FORMATS[number], stored_values.number_kind(number, {})
    assert (kind in (DATE_TIME, DURATION)) == is_date_format(text)
    assert (kind == PERCENT) == ("%" in text)


@pytest.mark.parametrize("text", ["[" * 200_000, '"' * 200_001, "\\" * 200_000, "_" * 100_001, "d" * 500_000])
def test_a_format_made_to_last_does_not_last(text: str) -> None:
    assert stored_values.number_kind(164, {164: text}) in (PLAIN, DATE_TIME)


@pytest.mark.parametrize("minute", range(0, 1440, 7))
def test_a_time_typed_with_four_decimals_is_its_minute(minute: int) -> None:
    wanted = time(*divmod(minute, 60))
    assert stored_values.to_date_time(round(minute / 1440, 4), epoch_1904=False) == wanted
    assert stored_values.to_date_time(minute / 1440, epoch_1904=False) == wanted


def test_every_minute_survives_four_decimals() -> None:
    found = [stored_values.to_date_time(round(minute / 1440, 4), epoch_1904=False) for minute in range(1440)]
    assert found == [time(*divmod(minute, 60)) for minute in range(1440)]


@pytest.mark.parametrize("epoch_1904", [False, True])
@pytest.mark.parametrize("day", [1, 2, 31, 58, 59, 61, 62, 1000, 36526, 46082, 73050, 2_900_000])
def test_days_as_another_reader_has_them(day: int, epoch_1904: bool) -> None:
    epoch = MAC_EPOCH if epoch_1904 else WINDOWS_EPOCH
    for part in (0, 0.25, 0.5):
        assert stored_values.to_date_time(day + part, epoch_1904) == from_excel(day + part, epoch)
    later = datetime(2027, 3, 4, 9, 30)  # noqa: DTZ001 -- a workbook's days have no zone
    assert stored_values.to_date_time(float(to_excel(later, epoch)), epoch_1904) == later  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("number", [-1, -0.001, 2_958_466, 1e300])
def test_no_day(number: float) -> None:
    assert stored_values.to_date_time(number, epoch_1904=False) is None
    assert stored_values.decode_value(str(number), "n", DATE_TIME, False) == (str(number), CellState.ERROR)


def test_end_of_the_day() -> None:
    assert stored_values.to_date_time(1.0, epoch_1904=False) == datetime(1900, 1, 1)  # noqa: DTZ001 -- as above
    assert stored_values.to_date_time(0.99999, epoch_1904=False) == datetime(1900, 1, 1)  # noqa: DTZ001 -- as above
    assert stored_values.to_duration(1.5) == timedelta(hours=36)
    assert stored_values.to_duration(1e300) is None


@pytest.mark.parametrize(
    ("raw", "kind", "value", "state"),
    [
        ("42", "n", 42, CellState.PLAIN), (" 42 ", "n", 42, CellState.PLAIN),
        ("-4.5E-3", "n", -0.0045, CellState.PLAIN), ("1e999", "n", "1e999", CellState.ERROR),
        ("abc", "n", "abc", CellState.ERROR), ("NaN", "n", "NaN", CellState.ERROR),
        ("4_2", "n", "4_2", CellState.ERROR), ("٤٢", "n", "٤٢", CellState.ERROR),
        ("1" * 5000, "n", "1" * 5000, CellState.ERROR),
        ("", "n", "", CellState.ERROR), ("1", "b", True, CellState.PLAIN), ("0", "b", False, CellState.PLAIN),
        ("true", "b", True, CellState.PLAIN), ("7", "b", "7", CellState.ERROR), ("#N/A", "e", "#N/A", CellState.ERROR),
        ("42", "zz", "42", CellState.ERROR), ("2027-03-04", "d", date(2027, 3, 4), CellState.PLAIN),
        ("2027-03-04T09:30:00", "d", datetime(2027, 3, 4, 9, 30), CellState.PLAIN),  # noqa: DTZ001 -- as above
        ("2027-03-04T09:30:00.000Z", "d", datetime(2027, 3, 4, 9, 30), CellState.PLAIN),  # noqa: DTZ001 -- as above
        ("09:30", "d", time(9, 30), CellState.PLAIN), ("2027-02-31", "d", "2027-02-31", CellState.ERROR),
        ("soon", "d", "soon", CellState.ERROR), ("T", "d", "T", CellState.ERROR),
    ],
)  # fmt: skip
def test_values(raw: str, kind: str, value: object, state: CellState) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert stored_values.decode_value(raw, kind, PLAIN, False) == (value, state)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a_x000D_\nb", "a\nb"), ("a\r\nb\rc", "a\nb\nc"), ("_x005F_x0041_", "_x0041_"), ("_x0041_", "A"),
        ("x005F_", "x005F_"), ("_xD83D_", "\ufffd"), ("a_x0001_b_x0000_", "ab"), ("_xFFFE__xFFFF_", ""),
        ("=1+1", "=1+1"), ("été\t1\n2", "été\t1\n2"), ("_x00_ _xyz_ _X0041_", "_x00_ _xyz_ _X0041_"),
    ],
)  # fmt: skip
def test_texts(raw: str, text: str) -> None:
    assert stored_values.decode_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "unseen"),
    [
        ("a\x07b", True), ("a_x0001_b_x0000_", True), ("_xD83D_", True), ("_xFFFE__xFFFF_", True), ("a_x000B_b", True),
        ("a_x000D_\nb", False), ("a\r\nb\tc", False), ("_x005F_x0007_", False), ("_x0041_", False), ("é\u200b", False),
    ],
)  # fmt: skip
def test_signs_that_cannot_be_seen(raw: str, unseen: bool) -> None:
    assert stored_values.hides_characters(raw) is unseen
