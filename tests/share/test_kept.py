"""What a client decided stays: over runs, pauses, shifts, periods, languages, and in workbooks of earlier versions."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import short_salon
import workbook_copies
from decided_salon import FILE, TODAY, WORDS, answers, decided, edited, outcomes, texts, written
from seeds import few_of

from calgen import api
from calgen.next_steps import NextRequest, begin_next
from calgen.pause_steps import PauseRequest, pause
from calgen.shift_steps import ShiftRequest, shift

SECOND = TODAY + timedelta(days=7 * short_salon.WEEKS)
GIVEN = answers({"P0001": "approved", "P0002": "change", "P0003": "refused"}, {"P0002": "Plus court"})
COMMENTS = {
    "P0001": "À moi\n02/01/2027 10h00 · Sandrine : validé",
    "P0002": "02/01/2027 10h00 · Sandrine : à modifier. Plus court",
    "P0003": "02/01/2027 10h00 · Sandrine : refusé",
}
OLD = Path(__file__).parents[1] / "upgrading" / "0.1.0" / "workbooks.tar.xz"


@cache
def answered() -> bytes:
    noted = edited(written(), {("P0001", "comment"): "À moi"})
    return decided(noted, GIVEN).after


def with_setting(data: bytes, key: str, value: object) -> bytes:
    book: Any = workbook_copies.opened(data)
    label = WORDS.title("settings", key)
    next(row[1] for row in book[WORDS.title("settings")].iter_rows() if row[0].value == label).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def run(data: bytes) -> bytes:
    return api.generate(data, FILE, TODAY).after


def begun(data: bytes) -> bytes:
    return begin_next(data, FILE, NextRequest(), SECOND, "fr").after


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "pause": lambda data: pause(data, FILE, PauseRequest("2027-01-19", "2027-01-20"), TODAY, "fr").after,
    "shift": lambda data: shift(data, FILE, ShiftRequest(1, first="2027-01-18"), TODAY, "fr").after,
    "language": lambda data: run(with_setting(data, "language", "English")),
    "weeks": lambda data: run(with_setting(data, "weeks", 4)),
    "next": begun,
}


@pytest.mark.long
@pytest.mark.parametrize("change", few_of([*CHANGES], 1))
def test_comments_stay_and_the_same_answers_change_nothing(change: str) -> None:
    after = CHANGES[change](answered())
    found = texts(after, "comment")
    assert {id_: found[id_] for id_ in COMMENTS} == COMMENTS
    again = decided(after, GIVEN)
    assert not again.changed
    assert set(outcomes(again).values()) == {"known"}


@pytest.mark.long
def test_what_is_in_the_archive_keeps_its_comment_and_is_told() -> None:
    published = edited(answered(), {(f"P{n:04}", "status"): "publié" for n in range(1, 7)})
    after = begin_next(published, FILE, NextRequest(has_archive=True), SECOND, "fr").after
    kept = texts(after, "comment", "archive")
    assert {id_: kept[id_] for id_ in COMMENTS} == COMMENTS
    again = decided(after, answers({"P0001": "approved"}))
    assert (outcomes(again), again.changed) == ({"P0001": "archived"}, False)


def test_what_became_of_a_post_since_it_was_shown_counts() -> None:
    since = {("P0001", "status"): "publié", ("P0002", "status"): "programmé", ("P0003", "status"): "annulé"}
    made = decided(edited(written(), since), answers(dict.fromkeys(("P0001", "P0002", "P0003", "P0777"), "approved")))
    assert (outcomes(made), made.changed) == (
        {"P0001": "over", "P0002": "over", "P0003": "over", "P0777": "unknown"}, False)  # fmt: skip


@pytest.mark.long
def test_a_workbook_of_an_earlier_version_takes_answers() -> None:
    with tarfile.open(OLD) as archive:
        file = archive.extractfile("salon.fr.generated.xlsx")
        assert file
        old = file.read()
    ids = [id_ for id_, day in texts(old, "date").items() if day][:2]
    data = edited(old, {(id_, "text"): "Bonjour" for id_ in ids})
    made = decided(data, answers(dict.fromkeys(ids, "approved"), of=data))
    assert set(outcomes(made).values()) == {"approved"}
    assert made.problems == ()
    after = api.generate(made.after, FILE, TODAY).after
    assert {texts(after, "status")[id_] for id_ in ids} == {"Validé"}
    assert {texts(after, "comment")[id_] for id_ in ids} == {"02/01/2027 10h00 · Sandrine : validé"}
