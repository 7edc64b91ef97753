"""The language of the system: the environment's, in gettext's order, else the operating system's."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from types import SimpleNamespace

import pytest

from calgen.book.languages import FALLBACK
from calgen.system_language import _operating_system_locales, system_language


@pytest.fixture(autouse=True)
def silent_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux whose settings say nothing, whatever this one is."""
    monkeypatch.setattr(sys, "platform", "linux")
    _operating_system_locales.cache_clear()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr-CA"}, "fr"),
        ({"LANG": "fr@euro"}, "fr"),
        ({"LANG": "FR_be"}, "fr"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_MESSAGES": "fr_FR", "LANG": "en_US"}, "fr"),
        ({"LC_ALL": "en_GB", "LC_MESSAGES": "fr_FR", "LANG": "fr_FR"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_FR"}, "fr"),
        ({"LANGUAGE": "fr", "LC_ALL": "en_US", "LANG": "en_US"}, "fr"),
        ({"LANGUAGE": "xx:fr:en", "LANG": "en_US"}, "fr"),
        ({"LANGUAGE": "xx", "LANG": "fr_FR"}, "fr"),
        ({"LANGUAGE": "fr", "LANG": "C"}, FALLBACK),
        ({"LANGUAGE": "fr", "LC_ALL": "C.UTF-8"}, FALLBACK),
        ({"LANGUAGE": "fr", "LC_ALL": "POSIX", "LANG": "fr_FR"}, FALLBACK),
        ({"LANGUAGE": "fr", "LC_ALL": "C_FR.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, FALLBACK),
        ({"LANG": "xx_XX"}, FALLBACK),
        ({"LC_CTYPE": "fr_FR"}, FALLBACK),
        ({}, FALLBACK),
    ],
)
def test_the_environment_tells(environment: dict[str, str], language: str) -> None:
    assert system_language(environment) == language


def windows(language_id: int) -> SimpleNamespace:
    """What `ctypes.windll` has to have for a Windows in a language."""
    return SimpleNamespace(kernel32=SimpleNamespace(GetUserDefaultUILanguage=lambda: language_id))


@pytest.mark.parametrize(
    ("language_id", "language"), [(0x040C, "fr"), (0x080C, "fr"), (0x0409, "en"), (0x0407, FALLBACK), (0, FALLBACK)]
)
def test_windows_tells_where_the_environment_does_not(
    monkeypatch: pytest.MonkeyPatch, language_id: int, language: str
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", windows(language_id), raising=False)
    assert system_language({}) == language
    assert system_language({"LANG": "en_US"}) == "en"


@pytest.mark.parametrize(
    ("said", "language"), [("fr_FR\n", "fr"), ("fr_FR@currency=EUR\n", "fr"), ("de_DE\n", FALLBACK)]
)
def test_macos_tells_where_the_environment_does_not(monkeypatch: pytest.MonkeyPatch, said: str, language: str) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=said))
    assert system_language({}) == language
    assert system_language({"LANG": "en_US"}) == "en"


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux", "emscripten"])
def test_a_system_that_cannot_tell_is_answered_in_english(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delattr(ctypes, "windll", raising=False)
    monkeypatch.setattr(subprocess, "run", missing)
    assert system_language({}) == FALLBACK
