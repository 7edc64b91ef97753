"""Microsoft's validator takes the empty workbooks, and the samples in each language before and after two runs."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from validator import errors, needs_validator, validate_together

from calgen import api
from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.files.read import samples

pytestmark = needs_validator
START, TODAY, LATER = date(2027, 1, 4), date(2026, 12, 20), date(2027, 2, 1)
CASES = [(sample, language) for sample in samples.sample_names() for language in languages()]


@cache
def runs(sample: str, language: str) -> tuple[bytes, bytes, bytes]:
    """A sample whose calendar is in a language: before its first run, after it, and after a run weeks later."""
    typed = in_language(api.new(language, sample, START), api.sample_language(sample), language)
    made = api.generate(typed, "plan.xlsx", TODAY)
    again = api.generate(made.after, "plan.xlsx", LATER)
    assert not made.stopped
    assert again.after != made.after
    return typed, made.after, again.after


def in_language(data: bytes, present: str, language: str) -> bytes:
    """A strategy whose setting of the language names another one."""
    words, out = load_words(present), BytesIO()
    label, value = words.title("settings", "language"), words.choice("language", present)
    cells = re.compile(rf"(<t>{label}</t></is></c><c [^>]*><is><t>){value}<".encode())
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(part, cells.sub(rf"\g<1>{words.choice('language', language)}<".encode(), before.read(part)))
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _together() -> None:
    validate_together(data for case in CASES for data in runs(*case))


@pytest.mark.parametrize("language", languages())
def test_an_empty_workbook_is_valid(language: str) -> None:
    assert errors(api.new(language)) == []


@pytest.mark.parametrize(("sample", "language"), CASES)
def test_a_sample_is_valid_before_and_after_its_runs(sample: str, language: str) -> None:
    assert [errors(data) for data in runs(sample, language)] == [[], [], []]


def test_a_planted_error_is_found() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(api.new("en"))) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.infolist():
            after.writestr(part, before.read(part).replace(b"<sheetData>", b'<sheetData unheard="1">'))
    found = errors(out.getvalue())
    assert found
    assert all("unheard" in error for error in found)
