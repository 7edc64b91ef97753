"""The language that the system speaks: that of the environment, else that of the operating system.

docs/decisions.md, "Languages".
"""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from calgen.book.languages import FALLBACK, languages
from calgen.book.words import Words, load_words


def system_words() -> Words:
    """The words of the language that the system speaks."""
    return load_words(system_language(os.environ))


def system_language(environment: Mapping[str, str]) -> str:
    """Code of the language that the system speaks, or English where there is no file for it."""
    for name in _environment_locales(environment) or _operating_system_locales():
        language = re.split(r"[_.@-]", name, maxsplit=1)[0].lower()
        if language in languages():
            return language
    return FALLBACK


def _environment_locales(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The locales that the environment asks for, the first wanted most, in the order that gettext follows.

    https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html
    """
    locale_ = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    if re.fullmatch(r"C(\..*)?|POSIX", locale_):  # then LANGUAGE counts for nothing; for C.UTF-8 in GNU libc 2.39
        return (locale_,)
    wanted = environment.get("LANGUAGE", "").split(":")
    return tuple(name for name in (*wanted, locale_) if name)


@cache
def _operating_system_locales() -> tuple[str, ...]:
    """The locale of the user's settings in Windows or macOS; other systems have none beside the environment."""
    if sys.platform.startswith("win"):
        return _windows_locales()
    return _mac_locales() if sys.platform == "darwin" else ()


def _windows_locales() -> tuple[str, ...]:
    """The language of the user's Windows: `fr_FR`."""
    import ctypes

    with suppress(AttributeError, OSError):
        libraries = getattr(ctypes, "windll")  # noqa: B009 -- only there in Windows
        return (locale.windows_locale.get(libraries.kernel32.GetUserDefaultUILanguage(), ""),)
    return ()


def _mac_locales() -> tuple[str, ...]:
    """The region and language of the user's macOS: `fr_FR`."""
    import subprocess

    command = ["/usr/bin/defaults", "read", "-g", "AppleLocale"]
    with suppress(OSError, subprocess.SubprocessError):
        return (subprocess.run(command, capture_output=True, text=True, timeout=2, check=True).stdout.strip(),)
    return ()
