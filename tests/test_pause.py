"""`calgen pause`: the days that it keeps free, the row that it writes, and what it refuses or tells."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from seeds import few_of
from sheets import changed, french
from validator import needs_validator, new_errors
from written_strategies import TODAY, calendar, checked, days_of, file_of, strategy_of, titles_of, typed

from calgen.book.problems import Refused
from calgen.book.values import EXCEPT, Span
from calgen.cli import main
from calgen.edited_run import EditedRun
from calgen.files.read.package import Package
from calgen.pause_steps import PauseRequest, pause

FIRST, LAST = date(2027, 1, 13), date(2027, 1, 15)
DAYS = ("13/01/2027", "15 janvier 2027")


@cache
def paused(data: bytes, first: str = DAYS[0], last: str = DAYS[1], today: date = TODAY, **more: str) -> EditedRun:
    return pause(data, "salon.xlsx", PauseRequest(first, last, **more), today, "fr")


def within(days: dict[str, date]) -> dict[str, date]:
    return {id_: day for id_, day in days.items() if FIRST <= day <= LAST}


# -- what it does ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", few_of(["french", "english", "campaign"], 2))
def test_no_free_post_stays_within_the_pause(kind: str) -> None:
    before = calendar(kind)
    assert within(days_of(before))
    first, last = ("2027-01-13", "2027-01-15") if kind == "english" else DAYS
    found = paused(before, first, last)
    assert within(days_of(found.after)) == {}
    assert found.changed
    assert found.before == before
    [row] = [row for row in strategy_of(found.after).key_dates if row.is_quiet]
    assert (row.date, row.treatment, row.platforms) == (Span(FIRST, LAST), "quiet", ())


def test_posts_outside_of_the_week_of_the_pause_stay() -> None:
    before = calendar()
    found = days_of(paused(before).after)
    weeks = {day.isocalendar().week for day in (FIRST, LAST)}
    stay = {id_: day for id_, day in days_of(before).items() if day.isocalendar().week not in weeks}
    assert {id_: found.get(id_) for id_ in stay} == stay


def test_one_platform_alone_pauses() -> None:
    found = paused(calendar(), platform="facebook")
    assert within(days_of(found.after, "Facebook")) == {}
    assert within(days_of(found.after, "Instagram")) == within(days_of(calendar(), "Instagram"))
    [row] = strategy_of(found.after).key_dates
    assert (row.platforms, row.name) == (("Facebook",), "Pause de Facebook (13/01/2027 – 15/01/2027)")


@pytest.mark.parametrize("word", few_of(["Echanger", "échanger", "engage", "interact"], 1))
def test_a_category_goes_on(word: str) -> None:
    found = paused(calendar(), excepted=word)
    [row] = strategy_of(found.after).key_dates
    assert row.treatment == f"quiet{EXCEPT}interact"
    tab = found.made.calendar.posts if found.made and found.made.calendar else ()
    assert {post.category for post in tab if FIRST <= post.day <= LAST} <= {"interact"}


def test_one_day_is_one_day() -> None:
    found = paused(calendar(), "13 janv.", "2027-01-13")
    [row] = strategy_of(found.after).key_dates
    assert row.date == FIRST
    assert [edit.after for edit in found.edits] == ["Pause (13/01/2027)", "13/01/2027", "Silence"]


def test_settled_posts_stay_and_are_listed() -> None:
    inside = sorted(within(days_of(calendar())))
    data = typed(calendar(), {(inside[0], "status"): "Programmé", (inside[1], "status"): "validé",
                              (inside[2], "status"): "publié"})  # fmt: skip
    found = paused(data)
    listed = {(post.id, post.day, post.status) for post in found.posts}
    statuses = zip(inside, ("scheduled", "approved"), strict=False)
    assert listed == {(id_, days_of(data)[id_], status) for id_, status in statuses}
    assert {post.id: post.title for post in found.posts} == {id_: titles_of(calendar())[id_] for id_ in inside[:2]}
    after = days_of(found.after)
    assert {id_: after[id_] for id_ in inside[:3]} == {id_: days_of(data)[id_] for id_ in inside[:3]}
    assert within(after).keys() == set(inside[:3])


def test_a_second_time_writes_nothing() -> None:
    once = paused(calendar())
    again = paused(once.after)
    assert not again.changed
    assert again.after == once.after
    assert [(problem.code, str(problem.place)) for problem in again.problems] == [("pause_there", "Temps forts!A5")]
    within_it = paused(once.after, "14/01/2027", "14/01/2027", platform="Instagram")
    assert (within_it.changed, within_it.made) == (False, None)
    assert paused(once.after, "14/01/2027", "16/01/2027").changed


def test_everything_else_of_the_user_s_keeps_its_bytes() -> None:
    before, after = Package.load(calendar("campaign")), Package.load(paused(calendar("campaign")).after)
    titles = {sheet.title: sheet.part for sheet in checked(calendar("campaign")).file.sheets}
    for title in ("Réglages", "Objectifs", "Plateformes", "Thèmes", "Campagnes", "Contenus"):
        assert before.read(titles[title]) == after.read(titles[title])


def test_a_workbook_without_a_calendar_gets_one_with_the_pause() -> None:
    found = paused(file_of(french()))
    assert [edit.place.cell for edit in found.edits] == ["A5", "B5", "C5"]
    assert days_of(found.after)
    assert within(days_of(found.after)) == {}


@pytest.mark.parametrize("name", few_of(["=1+1", " Congés & « repos » ", "15 août", "Pause 15/08"], 1))
def test_any_name_stays_the_text_that_it_is(name: str) -> None:
    found = paused(calendar(), name=name)
    assert [row.name for row in strategy_of(found.after).key_dates if row.is_quiet] == [name.strip()]
    assert within(days_of(found.after)) == {}


# -- what it tells ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "last", "code"), [
    ("15/01/2027", "13/01/2027", "pause_backwards"), ("01/03/2027", "05/03/2027", "pause_outside"),
    ("13/13/2027", "15/01/2027", "date_none"), ("demain", "15/01/2027", "date_unread"),
    ("01/12/2026", "05/12/2026", "pause_over"),
])  # fmt: skip
def test_days_that_cannot_be_are_refused(first: str, last: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        paused(calendar(), first, last)
    assert refused.value.problem.code == code


@pytest.mark.parametrize(("more", "near"), [
    ({"platform": "Instagrm"}, "Instagram"), ({"excepted": "échangr"}, "Échanger"), ({"platform": "TikTok"}, None)])
def test_a_name_that_is_not_there_is_refused_with_the_nearest(more: dict[str, str], near: str | None) -> None:
    request = PauseRequest(*DAYS, **more)
    with pytest.raises(Refused) as refused:
        pause(calendar(), "salon.xlsx", request, TODAY, "fr")
    assert refused.value.problem.code == "name_in_request_unknown"
    assert near is None or refused.value.problem.values["near"] == near


def test_a_name_that_another_key_date_has_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        paused(calendar("campaign"), name="notre fête")
    assert (refused.value.problem.code, str(refused.value.problem.place)) == ("pause_name_taken", "Temps forts!A2")


def test_named_days_that_it_covers_are_told() -> None:
    found = paused(calendar("campaign"), "15/01/2027", "22/01/2027")
    told = {(problem.values["name"], str(problem.place)) for problem in found.problems}
    assert told == {("Notre fête", "Temps forts!A2"), ("Soldes", "Campagnes!A2"), ("Un an déjà", "Contenus!A4")}


@pytest.mark.parametrize(("more", "names", "code"), few_of([
    ({"platform": "Instagram"}, {"Soldes", "Un an déjà"}, "nothing_on"),  # the party is one of Facebook alone
    ({"platform": "Facebook"}, {"Notre fête", "Soldes", "Un an déjà"}, "nothing_on"),
    ({"excepted": "promouvoir"}, {"Soldes"}, "only"),  # the others are of that category
    ({"excepted": "relayer", "platform": "Facebook"}, {"Notre fête", "Un an déjà"}, "only_on"),
], 1))  # fmt: skip
def test_named_days_that_go_on_are_not_told(more: dict[str, str], names: set[str], code: str) -> None:
    request = PauseRequest("15/01/2027", "22/01/2027", **more)
    told = pause(calendar("campaign"), "salon.xlsx", request, TODAY, "fr").problems
    assert {found.values["name"] for found in told} == names
    assert {getattr(found.values["what"], "path", ()) for found in told} == {("pause", code)}


def test_days_that_are_over_or_beyond_the_calendar_are_told() -> None:
    found = paused(calendar(), "11/01/2027", "15/02/2027", today=date(2027, 1, 13))
    assert [problem.code for problem in found.problems] == ["pause_begun", "pause_beyond"]
    after, before = days_of(found.after), days_of(calendar())
    past = {id_: day for id_, day in before.items() if day < date(2027, 1, 13)}
    assert {id_: after[id_] for id_ in past} == past
    assert not [day for day in after.values() if date(2027, 1, 13) <= day <= date(2027, 1, 31)]


def test_named_days_that_are_over_are_not_told() -> None:
    today = date(2027, 1, 20)
    told = [
        {(found.values["name"], found.values["days"]) for found in made.problems if found.code == "pause_over_named"}
        for made in (paused(calendar("campaign"), "15/01/2027", "22/01/2027", today=day) for day in (TODAY, today))
    ]
    whole, late = ({name: days for name, days in each if isinstance(days, Span)} for each in told)
    assert {name for name, days in whole.items() if days.last < today}
    to_come = {name: Span(max(days.first, today), days.last) for name, days in whole.items() if days.last >= today}
    assert to_come
    assert late == to_come


def test_errors_of_the_workbook_come_first_and_nothing_is_written() -> None:
    with pytest.raises(Refused) as refused:
        paused(file_of(changed(french(), {"Plateformes!D2": "beaucoup"})))
    assert [str(problem.place) for problem in refused.value.problems] == ["Plateformes!D2"]


# -- the command -----------------------------------------------------------------------------------------------------


def command(file: Path, *arguments: str) -> Result:
    found = CliRunner().invoke(main, ["pause", str(file), *arguments, "--today", "2027-01-04"])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def test_the_command_writes_once_says_so_and_is_undone_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "salon.xlsx"
    file.write_bytes(calendar())
    dry = command(file, *DAYS, "--dry-run")
    assert (dry.exit_code, file.read_bytes()) == (0, calendar())
    done = command(file, *DAYS)
    assert done.exit_code == 0
    assert file.read_bytes() == paused(calendar()).after
    assert "Temps forts!A5" in done.output
    assert CliRunner().invoke(main, ["undo", str(file)]).exit_code == 0
    assert file.read_bytes() == calendar()


def test_the_record_for_programs_names_cells_and_posts(tmp_path: Path) -> None:
    file = tmp_path / "salon.xlsx"
    inside = sorted(within(days_of(calendar())))
    file.write_bytes(typed(calendar(), {(inside[0], "status"): "programmé"}))
    record = json.loads(command(file, *DAYS, "--format", "json").output)
    assert [cell["cell"] for cell in record["cells"]] == ["A5", "B5", "C5"]
    assert [(post["id"], post["status"]) for post in record["settled"]] == [(inside[0], "scheduled")]
    assert record["run"]["written"] is True
    again = json.loads(command(file, *DAYS, "--format", "json").output)
    assert (again["run"]["written"], [note["code"] for note in again["notes"]]) == (False, ["pause_there"])


def test_a_wrong_call_ends_with_a_problem_in_the_language_of_the_workbook(tmp_path: Path) -> None:
    file = tmp_path / "salon.xlsx"
    file.write_bytes(calendar())
    found = command(file, *DAYS, "--platform", "Instagrm")
    assert found.exit_code == 1
    assert "Vouliez-vous dire « Instagram »" in found.output.replace("\N{NO-BREAK SPACE}", " ")
    assert file.read_bytes() == calendar()


@needs_validator
@pytest.mark.long
def test_microsofts_validator_finds_nothing_new() -> None:
    for kind in ("french", "campaign"):
        assert new_errors(calendar(kind), paused(calendar(kind)).after) == []
