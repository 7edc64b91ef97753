"""The calendar of each sample as the exports write it: JSON by its schema, events each with its own identity."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from made_samples import STARTS, made
from seeds import few_of

from calgen.export_records import ExportRequest
from calgen.export_steps import export_calendar

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "calendar.schema.json").read_text(encoding="utf-8"))


def exported(sample: str, to: str, **asked: object) -> bytes:
    request = ExportRequest(to, STARTS[sample], **asked)  # type: ignore[arg-type]
    return export_calendar(made(sample).done.after, f"{sample}.xlsx", request, "fr").data


@pytest.mark.parametrize("sample", few_of(STARTS, 1))
def test_the_json_of_each_sample_keeps_to_its_schema(sample: str) -> None:
    found = json.loads(exported(sample, "json"))
    errors = jsonschema.Draft202012Validator(SCHEMA).iter_errors(found)
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []
    posts = found["posts"]
    assert len(posts) > 50
    assert {post["moment"][11:16] == post["time"] for post in posts} == {True}
    assert {field for post in posts for field in post} <= set(SCHEMA["$defs"]["post"]["properties"])


@pytest.mark.parametrize("sample", few_of(STARTS, 1))
def test_posts_key_dates_and_tasks_have_an_identity_each(sample: str) -> None:
    text = exported(sample, "ics", events=("dates", "tasks")).decode().replace("\r\n ", "")
    ids = [line.removeprefix("UID:") for line in text.split("\r\n") if line.startswith("UID:")]
    kinds = {kind: sum(id_.startswith(kind) for id_ in ids) for kind in ("P", "date-", "task-")}
    assert len(ids) == len(set(ids)) == sum(kinds.values())
    assert min(kinds.values()) > 0
