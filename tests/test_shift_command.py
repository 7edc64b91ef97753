"""`calgen shift`: a campaign with its pieces, or the free posts of the calendar, so many days later or earlier."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from office import unlocked
from openpyxl.workbook.defined_name import DefinedName
from seeds import few_of
from validator import needs_validator, new_errors
from workbook_rows import calendar_of
from written_strategies import TODAY, calendar, days_of, strategy_of, typed

from calgen import api
from calgen.book.problems import Refused
from calgen.cli import main
from calgen.edited_run import EditedRun
from calgen.shift_steps import ShiftRequest, shift
from calgen.strategy.campaigns import Campaign
from calgen.strategy.moved_media import moved_media

WEEK = timedelta(days=7)


@cache
def shifted(data: bytes, days: int, today: date = TODAY, **more: str) -> EditedRun:
    return shift(data, "salon.xlsx", ShiftRequest(days, **more), today, "fr")


def codes(found: EditedRun) -> list[str]:
    return [problem.code for problem in found.problems]


# -- a campaign ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", few_of([7, -3, 1], 2))
def test_a_campaign_moves_with_its_pieces_and_its_media(days: int) -> None:
    data, step = calendar("campaign"), timedelta(days=days)
    before, found = strategy_of(data), shifted(data, days, campaign="soldes")
    after = strategy_of(found.after)
    assert (after.campaigns[0].start, after.campaigns[0].end) == (
        before.campaigns[0].start + step, before.campaigns[0].end + step)  # fmt: skip
    pieces = {row.title: row for row in after.content}
    for piece in before.content:
        moved = step if piece.campaign else timedelta()
        for key in ("publish", "start", "end", "expires"):
            day = getattr(piece, key)
            assert getattr(pieces[piece.title], key) == (day + moved if day else None), (piece.title, key)
    first, last = date(2027, 1, 12) + step, date(2027, 1, 14) + step
    assert after.campaigns[0].other_media == f"radio {first:%d/%m}-{last:%d/%m}; affiches"
    assert after.key_dates == before.key_dates


def test_its_posts_follow_and_others_stay_where_they_can() -> None:
    data = calendar("campaign")
    window = (date(2027, 1, 18), date(2027, 1, 24))
    found = shifted(data, 7, campaign="Soldes")
    rows = [row for row in calendar_of(found.after).rows if row.text("campaign") == "Soldes"]
    assert rows
    assert all(day and window[0] <= day <= window[1] for day in (row.day() for row in rows))
    late = {id_: day for id_, day in days_of(data).items() if day >= date(2027, 1, 25)}
    assert {id_: days_of(found.after)[id_] for id_ in late} == late


def test_only_the_cells_that_are_listed_change_in_the_strategy() -> None:
    found = shifted(calendar("campaign"), 7, campaign="Soldes")
    assert [(str(edit.place), edit.before, edit.after) for edit in found.edits] == [
        ("Campagnes!B2", "11/01/2027", "18/01/2027"), ("Campagnes!C2", "17/01/2027", "24/01/2027"),
        ("Campagnes!E2", "radio 12/01-14/01; affiches", "radio 19/01-21/01; affiches"),
        ("Contenus!C2", "12/01/2027", "19/01/2027"), ("Contenus!F2", "20/01/2027", "27/01/2027"),
        ("Contenus!D3", "11/01/2027", "18/01/2027"), ("Contenus!E3", "15/01/2027", "22/01/2027"),
    ]  # fmt: skip
    listed = {str(edit.place) for edit in found.edits}
    before, after = (unlocked(data, values=False) for data in (calendar("campaign"), found.after))
    for title in ("Réglages", "Objectifs", "Plateformes", "Thèmes", "Campagnes", "Contenus", "Temps forts"):
        cells = {f"{title}!{cell.coordinate}": cell.value for row in before[title].iter_rows() for cell in row}
        now = {f"{title}!{cell.coordinate}": cell.value for row in after[title].iter_rows() for cell in row}
        assert {place for place in {*cells, *now} if cells.get(place) != now.get(place)} <= listed


def test_settled_posts_of_a_campaign_and_those_with_a_day_of_hers_are_listed() -> None:
    rows = [row for row in calendar_of(calendar("campaign")).rows if row.text("campaign") == "Soldes"]
    first, second, *_ = (row.id for row in rows)
    data = typed(calendar("campaign"), {(first, "status"): "validé", (second, "date"): date(2027, 1, 16)})
    found = shifted(data, 7, campaign="Soldes")
    assert {post.id for post in found.posts} == {first, second}
    after = days_of(found.after)
    assert (after[first], after[second]) == (days_of(data)[first], date(2027, 1, 16))


def test_there_and_back_gives_the_strategy_as_it_was() -> None:
    found = shifted(shifted(calendar("campaign"), 9, campaign="Soldes").after, -9, campaign="Soldes")
    before = strategy_of(calendar("campaign"))
    assert strategy_of(found.after) == before


@pytest.mark.parametrize(("days", "today", "told"), few_of([
    (7, date(2027, 1, 13), ["shift_begun"]), (-5, date(2027, 1, 8), ["shift_begun"]),
    (21, TODAY, ["shift_beyond"]), (-8, TODAY - timedelta(days=6), ["shift_beyond"]),
], 1))  # fmt: skip
def test_a_campaign_that_has_begun_or_leaves_the_calendar_is_told(days: int, today: date, told: list[str]) -> None:
    found = shifted(calendar("campaign"), days, today, campaign="Soldes")
    assert codes(found) == told
    assert str(found.problems[0].place) == ("Campagnes!B2" if told == ["shift_begun"] else "Campagnes!C2")


@pytest.mark.parametrize(("days", "today"), [(7, date(2027, 2, 1)), (-9, date(2027, 1, 9))])
def test_a_campaign_that_is_over_or_would_be_is_refused(days: int, today: date) -> None:
    with pytest.raises(Refused) as refused:
        shifted(calendar("campaign"), days, today, campaign="Soldes")
    assert (refused.value.problem.code, str(refused.value.problem.place)) == ("shift_over", "Campagnes!C2")


@pytest.mark.parametrize(("kind", "code"), [("campaign", "name_in_request_unknown"), ("french", "shift_no_campaign")])
def test_a_campaign_that_is_not_there_is_refused(kind: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        shifted(calendar(kind), 7, campaign="Soldos")
    assert refused.value.problem.code == code
    assert refused.value.problem.values.get("near", "Soldes") == "Soldes"


@pytest.mark.parametrize(("text", "after"), [
    ("radio 12/04-18/04; affiches", "radio 19/04-25/04; affiches"), ("radio 30/04", "radio 07/05"),
    ("mail 2027-04-12, presse le 15.04.2027", "mail 2027-04-19, presse le 22.04.2027"),
    ("press 04/12-04/18", "press 04/19-04/25"),
    ("mail 12 avril 2027", "mail 19 avril 2027"), ("radio du 12 au 18 avril", None), ("affiches", "affiches"),
    ("3 affiches", "3 affiches"), ("mail 28 avril 2027", None), ("", ""),
])  # fmt: skip
def test_the_days_of_other_media_move_where_all_of_them_can_be_read(text: str, after: str | None) -> None:
    row = Campaign(campaign="x", start=date(2027, 4, 12), end=date(2027, 4, 18), themes=(), other_media=text)
    assert moved_media(row, 7) == after


def with_formula(data: bytes, cells: dict[str, str]) -> bytes:
    """The workbook with formulas in its campaigns, and their values as a spreadsheet program stores them."""
    book = unlocked(data, values=False)
    for cell, formula in cells.items():
        book["Campagnes"][cell] = formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_value(data: bytes, cell: str, value: int) -> bytes:
    """The same with a stored value for the formula of one cell."""
    out = io.BytesIO()
    found = re.compile(rb'(<c r="%s"[^>]*>(?:<f>[^<]*</f>))<v\s*/?>(?:</v>)?' % cell.encode())
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            written = before.read(name)
            is_tab = b">Campagne<" in written or b"B2+6" in written
            after.writestr(name, found.sub(rb"\g<1><v>%d</v>" % value, written) if is_tab else written)
    return out.getvalue()


def test_a_day_that_a_formula_gives_is_refused_with_its_cell() -> None:
    data = with_value(with_formula(calendar("campaign"), {"C2": "=B2+6"}), "C2", 46404)
    with pytest.raises(Refused) as refused:
        shifted(data, 7, campaign="Soldes")
    assert [(found.code, str(found.place)) for found in refused.value.problems] == [("cell_is_formula", "Campagnes!C2")]


def test_formulas_that_follow_a_moved_day_are_told_with_those_that_follow_them() -> None:
    data = with_formula(calendar("campaign"), {"H2": "=B2+1", "I2": "='Campagnes'!$H$2*2", "J2": "=SUM(Contenus!C1:C9)",
                                               "K2": "=A2", "L2": "=Thèmes!B2"})  # fmt: skip
    [told] = [problem for problem in shifted(data, 7, campaign="Soldes").problems if problem.code == "formula_follows"]
    assert [str(place) for place in (told.place, *told.others)] == ["Campagnes!H2", "Campagnes!J2", "Campagnes!I2"]
    assert told.values["n"] == 3


def test_formulas_that_follow_by_a_name_a_whole_column_or_another_tab_are_told_too() -> None:
    book = unlocked(calendar("campaign"), values=False)
    book.defined_names["Debut"] = DefinedName("Debut", attr_text="Campagnes!$B$2")
    book.defined_names["Depart"] = DefinedName("Depart", attr_text="Debut+1")
    book.create_sheet("À moi")["A1"] = "=Depart"
    formulas = {"H2": "=Debut", "I2": "=SUM(B:B)", "K2": "='À moi'!A1", "L2": "=Ailleurs", "M2": "=SUM(D:D)"}
    for cell, formula in formulas.items():
        book["Campagnes"][cell] = formula
    book["Thèmes"]["J2"] = "=COUNT(Campagnes!$2:$3)"
    out = io.BytesIO()
    book.save(out)
    problems = shifted(out.getvalue(), 7, campaign="Soldes").problems
    places = {str(place) for told in problems if told.code == "formula_follows" for place in (told.place, *told.others)}
    assert places == {"Campagnes!H2", "Campagnes!I2", "Campagnes!K2", "Thèmes!J2"}


# -- posts -----------------------------------------------------------------------------------------------------------


def expected(data: bytes, days: int, rows: Iterable[str]) -> dict[str, date]:
    ids = set(rows)
    return {id_: day + timedelta(days=days) if id_ in ids else day for id_, day in days_of(data).items()}


@pytest.mark.parametrize("days", few_of([1, -1, 2], 1))
def test_free_posts_move_as_if_their_days_had_been_typed(days: int) -> None:
    data = calendar()
    inside = [id_ for id_, day in days_of(data).items() if date(2027, 1, 12) <= day <= date(2027, 1, 14)]
    found = shifted(data, days, first="12/01/2027", until="14/01/2027")
    assert days_of(found.after) == expected(data, days, inside)
    cells = {(id_, "date"): days_of(data)[id_] + timedelta(days=days) for id_ in inside}
    by_hand = api.generate(typed(data, cells), "salon.xlsx", TODAY).after
    assert days_of(by_hand) == days_of(found.after)
    again = api.generate(found.after, "salon.xlsx", TODAY)
    assert not again.changed


def test_one_platform_alone_moves_and_nothing_else() -> None:
    data = calendar()
    inside = [id_ for id_, day in days_of(data, "Facebook").items() if day >= date(2027, 1, 20)]
    found = shifted(data, 1, first="2027-01-20", platform="facebook")
    assert days_of(found.after) == expected(data, 1, inside)


def test_settled_kept_and_past_posts_stay_and_are_listed() -> None:
    ids = [id_ for id_, day in sorted(days_of(calendar()).items(), key=lambda item: item[1])
           if day >= date(2027, 1, 11)][:5]  # fmt: skip
    cells: dict[tuple[str, str], Any] = {
        (ids[0], "status"): "validé", (ids[1], "status"): "programmé", (ids[2], "keep"): "oui",
        (ids[3], "status"): "annulé"}  # fmt: skip
    data = typed(calendar(), cells)
    found = shifted(data, 1, date(2027, 1, 11))
    after = days_of(found.after)
    assert {post.id for post in found.posts} == set(ids[:3])
    assert {id_: after[id_] for id_ in ids[:4]} == {id_: days_of(data)[id_] for id_ in ids[:4]}
    past = {id_: day for id_, day in days_of(data).items() if day < date(2027, 1, 11)}
    assert {id_: after[id_] for id_ in past} == past
    assert after[ids[4]] == days_of(data)[ids[4]] + timedelta(days=1)


def test_posts_that_land_on_a_closed_or_quiet_day_or_after_the_end_stay_there_and_are_told() -> None:
    from calgen.pause_steps import PauseRequest, pause

    quiet = pause(calendar(), "salon.xlsx", PauseRequest("27/01/2027", "27/01/2027"), TODAY, "fr").after
    on_eve = [id_ for id_, day in days_of(quiet).items() if day == date(2027, 1, 26)]
    found = shifted(quiet, 1, first="26/01/2027", until="26/01/2027")
    rows = {row.id: row for row in calendar_of(found.after).rows}
    told = {str(problem.place) for problem in found.problems if problem.code == "shift_lands"}
    assert told == {str(calendar_of(quiet).place(row, "date")) for row in calendar_of(quiet).rows if row.id in on_eve}
    assert {rows[id_].day() for id_ in on_eve} == {date(2027, 1, 27)}
    beyond = shifted(calendar(), 7, first="25/01/2027")
    last = [id_ for id_, day in days_of(calendar()).items() if day >= date(2027, 1, 25)]
    assert codes(beyond) == ["shift_after_end"]
    assert beyond.problems[0].values["n"] == len(last)
    assert {id_: days_of(beyond.after)[id_] for id_ in last} == {id_: days_of(calendar())[id_] + WEEK for id_ in last}


def test_posts_that_would_stand_before_today_stay_and_are_told() -> None:
    data, today = calendar(), date(2027, 1, 11)
    found = shifted(data, -3, today, until="17/01/2027")
    after = days_of(found.after)
    for id_, day in days_of(data).items():
        moves = today <= day <= date(2027, 1, 17) and day - timedelta(days=3) >= today
        assert after[id_] == (day - timedelta(days=3) if moves else day)
    assert "shift_early" in codes(found)


def test_where_all_would_stand_before_today_nothing_else_is_told() -> None:
    found = shifted(calendar(), -30, date(2027, 1, 11), until="17/01/2027")
    assert (found.changed, found.made, codes(found)) == (False, None, ["shift_early"])


def test_where_nothing_can_move_nothing_is_written() -> None:
    found = shifted(calendar(), 1, first="01/03/2027")
    assert (found.changed, found.made, codes(found)) == (False, None, ["shift_none"])


@pytest.mark.parametrize(("more", "code"), [
    ({"first": "20/01/2027", "until": "12/01/2027"}, "shift_backwards"), ({"first": "hier"}, "date_unread"),
    ({"platform": "Instagrm"}, "name_in_request_unknown"), ({"until": "01/01/2027"}, "shift_backwards"),
])  # fmt: skip
def test_a_request_that_cannot_be_is_refused(more: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        shift(calendar(), "salon.xlsx", ShiftRequest(1, **more), TODAY, "fr")
    assert refused.value.problem.code == code


def test_a_workbook_without_a_calendar_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        shifted(api.new("fr", "salon", TODAY), 1)
    assert refused.value.problem.code == "no_calendar"


# -- the command -----------------------------------------------------------------------------------------------------


def command(*arguments: str) -> Result:
    found = CliRunner().invoke(main, ["shift", *arguments])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


@pytest.mark.parametrize(
    "arguments",
    [("--campaign", "Soldes"), pytest.param(("--from", "18/1/2027", "--platform", "Facebook"), marks=pytest.mark.long)],
)
def test_the_command_writes_once_and_is_undone_to_the_byte(arguments: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "salon.xlsx"
    file.write_bytes(calendar("campaign"))
    call = (str(file), "--days", "-1", *arguments, "--today", "2027-01-04")
    dry = command(*call, "--dry-run")
    assert (dry.exit_code, file.read_bytes()) == (0, calendar("campaign"))
    record = json.loads(command(*call, "--format", "json").output)
    assert record["run"]["written"]
    assert file.read_bytes() != calendar("campaign")
    for cell in record["cells"][:20]:
        assert f"{cell['tab']}!{cell['cell']}" in dry.output
    assert CliRunner().invoke(main, ["undo", str(file)]).exit_code == 0
    assert file.read_bytes() == calendar("campaign")


@pytest.mark.parametrize("arguments", [
    ("--days", "0"), ("--days", "sept"), ("--days", "1.5"), ("--days", "9999"), (),
    ("--days", "2", "--campaign", "Soldes", "--from", "2027-01-12"),
])  # fmt: skip
def test_a_wrong_call_is_explained_and_changes_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "salon.xlsx"
    file.write_bytes(calendar())
    found = command(str(file), *arguments)
    assert found.exit_code == 2
    assert file.read_bytes() == calendar()


@needs_validator
@pytest.mark.long
def test_microsofts_validator_finds_nothing_new() -> None:
    data = calendar("campaign")
    assert new_errors(data, shifted(data, 7, campaign="Soldes").after) == []
    assert new_errors(data, shifted(data, 1).after) == []
