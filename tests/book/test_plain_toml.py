"""The reader of plain TOML: what it reads is what tomllib reads, and what is not plain is left to tomllib."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from calgen.book import plain_toml
from calgen.book.languages import languages

PLAIN = (
    "",
    '# a comment\n\n[a]\nb = "c"  # and one more\n',
    '[a.b]\nc = "d"\n[a]\ne = "f"\n[a.g]\n1 = "é"\n',
    '[a]\nb = "\\u00a0\\n\\"#\\\\"\nc = ["d", "e # f"]\ng = []\n',
    '[a]\nb = true\nc = [0, 1]\nd = [\n  "e",\n  "f",\n]',
)
NOT_PLAIN = (
    '[a]\nb = """c"""\n',
    "[a]\nb = 'c'\n",
    "[a]\nb = 1.5\n",
    "[[a]]\nb = 1\n",
    '[a]\nb.c = "d"\n',
    '[a]\n"b c" = "d"\n',
    '[a]\nb = { c = "d" }\n',
    '[a]\nb = ["c", # d\n]\n',
)
WRONG = (
    '[a]\nb = "c"\nb = "d"\n',
    '[a]\nb = "c"\n[a]\nd = "e"\n',
    '[a]\nb = "c"\n[a.b]\nd = "e"\n',
    '[a]\nb = ["c" "d"]\n',
    '[a]\nb = "c" d\n',
    '[a]\nb = "\\ud800"\n',
    '[a]\nb = "\\q"\n',
    "[a\n",
)


@pytest.mark.parametrize("language", languages())
def test_the_files_of_the_languages_are_plain(language: str) -> None:
    text = files("calgen.words").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    found = plain_toml._load_plain(text)
    assert found is not None
    assert repr(found) == repr(tomllib.loads(text))  # in the same order too


@pytest.mark.parametrize("text", PLAIN)
def test_plain(text: str) -> None:
    assert repr(plain_toml._load_plain(text)) == repr(tomllib.loads(text))


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_left_to_tomllib(text: str) -> None:
    assert plain_toml._load_plain(text) is None
    assert plain_toml.load_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", WRONG)
def test_wrong_files_are_refused_as_tomllib_refuses_them(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        plain_toml.load_toml(text)
