"""A file of answers is data that anybody could have written: what does not hold to its form is refused as a whole."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from calgen.book.problems import Refused
from calgen.share.answers import PostAnswer, read_answers

SEEN = "0123456789abcdef" * 2
POST = {"id": "P0001", "seen": SEEN, "decision": "approved", "comment": "Bien"}


def found(**changes: Any) -> bytes:
    made = {"calgen": "decisions/1", "calendar": "abc", "made": "2026-12-01T09:12:00+01:00", "by": " Léa \n B ",
            "posts": [POST]}  # fmt: skip
    return json.dumps({**made, **changes}).encode()


def code(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_answers(data, "answers.json")
    return refused.value.problem.code


def test_answers_are_read() -> None:
    answers = read_answers(found(), "answers.json")
    assert (answers.calendar, answers.by) == ("abc", "Léa B")
    assert answers.made == datetime.fromisoformat("2026-12-01T09:12:00+01:00")
    assert answers.posts == (PostAnswer("P0001", SEEN, "approved", "Bien"),)
    assert read_answers(b"\xef\xbb\xbf" + found(), "a").posts == answers.posts


def test_a_moment_that_is_none_is_no_reason_to_refuse() -> None:
    for made in ("gestern", 5, None, "2026-12-01T09:12:00+01:00" * 40):
        assert read_answers(found(made=made), "a").made is None


@pytest.mark.parametrize("changed", [
    {"calgen": "decisions/x"}, {"calgen": 1}, {"posts": {}}, {"posts": [5]}, {"posts": [{**POST, "id": "S0001"}]},
    {"posts": [{**POST, "id": "P0001\n=1"}]}, {"posts": [{**POST, "seen": "x"}]},
    {"posts": [{**POST, "decision": "published"}]}, {"posts": [{**POST, "comment": 5}]},
    {"posts": [{**POST, "comment": "x" * 4001}]}, {"by": "x" * 81}, {"by": ["Léa"]}, {"calendar": None},
    {"posts": [{key: value for key, value in POST.items() if key != "seen"}]},
    {"posts": [{**POST, "id": f"P{n}"} for n in range(5001)]},
])  # fmt: skip
def test_another_form_is_refused(changed: dict[str, Any]) -> None:
    assert code(found(**changed)) == "answers_form"


def test_a_later_version_and_two_answers_to_one_post_are_told_as_such() -> None:
    assert code(found(calgen="decisions/2")) == "answers_newer"
    assert code(found(posts=[POST, {**POST, "decision": "refused"}])) == "answers_twice"


NO_JSON = (b"", b"{", b"[]", b"5", b"PK\x03\x04", b"[" * 100_000, b"\xff\xfe{", b'{"calgen": NaN}')


@pytest.mark.parametrize("data", NO_JSON)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    assert code(data) == "answers_form"


def test_a_large_file_is_refused_before_it_is_read() -> None:
    assert code(b"{" + b" " * 1_000_000) == "answers_big"


def test_signs_that_a_cell_cannot_hold_or_that_turn_others_are_left_out() -> None:
    (post,) = read_answers(found(posts=[{**POST, "comment": "a\x00b\u202ec\r\nd\u2066\ue000"}]), "a").posts
    assert post.comment == "abc\nd\ue000"
