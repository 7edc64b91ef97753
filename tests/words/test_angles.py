"""The angles of suggested titles: what they may say, where they may stand, and that there are enough of them."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import product
from typing import Any

import pytest

from calgen.book.folding import fold
from calgen.book.languages import entry, languages
from calgen.book.vocabulary import choice_codes
from calgen.strategy.networks import NETWORKS

FOLDER = files("calgen.words")
FILES: dict[str, dict[str, Any]] = {
    language: tomllib.loads(FOLDER.joinpath(f"angles.{language}.toml").read_text(encoding="utf-8"))
    for language in languages()
}
KINDS = {language: table["theme_kinds"] for language, table in FILES.items()}
ANGLES: dict[str, dict[str, dict[str, Any]]] = {
    language: {key: angle for key, angle in table.items() if key != "theme_kinds"} for language, table in FILES.items()
}
OF_THE_USER = {
    *("theme", "message", "proof", "call_to_action", "audience", "key_date", "campaign", "campaign_message"),
    *("product", "brand", "what_works", "objective", "idea"),
}
OF_CALGEN = {"month", "season"}  # words of the language: they may stand in a sentence
NAMES_ALONE = {"theme", "brand", "month", "season"}

CATEGORIES = ("promote", "curate", "interact", "own")
STAGES = ("", "attention", "interest", "desire", "action", "loyalty")
FORMATS = tuple(entry("en", "choices", "format"))
NAMED_ALONE = {"poll": 10, "event": 9}  # formats that take the angles which name them, and how many there are
CODES = {
    "categories": set(CATEGORIES),
    "stages": set(STAGES) - {""},
    "formats": set(FORMATS),
    "networks": {network.key for network in NETWORKS},
    "proof_kinds": set(entry("en", "choices", "proof_kind")),
    "only_for": set(KINDS["en"]),
    "not_for": set(KINDS["en"]),
}

# superlatives, promises and baits: words of titles that nobody can keep, or that the networks push down
NEVER = {
    "fr": (
        *(
            "le plus",
            "la plus",
            "les plus",
            "le moins",
            "meilleur",
            "meilleure",
            "le mieux",
            "unique",
            "ultime",
            "secret",
        ),
        *("incontournable", "exceptionnel", "incroyable", "parfait", "parfaite", "idéal", "idéale", "numéro un", "n°"),
        *("garanti", "garantie", "gratuit", "promis", "toujours plus", "miracle", "révolutionnaire", "imbattable"),
        *("vous n’allez pas", "ne ratez pas", "dépêchez-vous", "taguez", "identifiez un", "likez", "partagez si"),
        *("cliquez", "abonnez-vous", "choc", "absolument", "jamais vu", "tout savoir", "en dernier"),
    ),
    "en": (
        *(
            "best",
            "most",
            "least",
            "greatest",
            "unique",
            "ultimate",
            "secret",
            "must-have",
            "exceptional",
            "incredible",
        ),
        *("perfect", "ideal", "number one", "no. 1", "guaranteed", "free", "promise", "miracle", "revolutionary"),
        *("you will not believe", "you won’t believe", "don’t miss", "do not miss", "hurry", "tag a", "tag your"),
        *(
            "like if",
            "share if",
            "like and share",
            "click",
            "subscribe",
            "shocking",
            "absolutely",
            "everything you need",
        ),
    ),
}
TUTOIEMENT = re.compile(r"\b(?:tu|te|toi|ton|ta|tes|t’\w+)\b")
ANGLICISMS = re.compile(
    r"\b(?:post|posts|live|tips?|challenge|feedback|behind|making[- ]of|best[- ]of|replay|call|pitch)\b"
)


def slots_of(text: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", text)


def own_words(text: str) -> str:
    """The text without its slots."""
    return re.sub(r"\{\w+\}", " ", text)


def fits(angle: dict[str, Any], category: str, stage: str, format_: str, kind: str = "") -> bool:
    """Whether an angle serves a subject of which nothing else is known; a theme without a stage is of interest."""
    wanted = (("categories", category), ("stages", stage or "interest"), ("formats", format_), ("only_for", kind))
    if format_ in NAMED_ALONE and "formats" not in angle:
        return False
    return kind not in angle.get("not_for", ()) and all(code in angle.get(field, (code,)) for field, code in wanted)


def needs_more(angle: dict[str, Any]) -> bool:
    """Whether an angle needs more than the names of theme, brand and month."""
    return bool(set(slots_of(angle["text"])) - NAMES_ALONE or angle.keys() & {"networks", "proof_kinds", "only_for"})


@pytest.mark.parametrize("language", languages())
def test_each_language_has_angles_enough(language: str) -> None:
    """Eighty that serve many workbooks, forty of them where somebody typed nearly nothing."""
    assert len(ANGLES[language]) >= 80
    assert sum(not needs_more(angle) for angle in ANGLES[language].values()) >= 40
    of_month = [angle for angle in ANGLES[language].values() if set(slots_of(angle["text"])) & OF_CALGEN]
    assert len(of_month) >= 8


@pytest.mark.parametrize("language", languages())
def test_every_subject_that_can_be_asked_has_angles_by_names_alone(language: str) -> None:
    """Three suggestions for five subjects of a theme that has a category and a name, whatever its stage and format."""
    alone = [angle for angle in ANGLES[language].values() if not needs_more(angle)]
    cells = product(CATEGORIES, STAGES, (*FORMATS, "a format of one's own"))
    few = {
        cell: n for cell in cells if (n := sum(fits(angle, *cell) for angle in alone)) < NAMED_ALONE.get(cell[2], 30)
    }
    assert few == {}
    of_kinds = [angle for angle in ANGLES[language].values() if not needs_more(angle) or "only_for" in angle]
    few_of_kinds = {
        (category, stage, kind): n
        for category, stage, kind in product(CATEGORIES, STAGES, KINDS[language])
        if (n := sum(fits(angle, category, stage, "own", kind) for angle in of_kinds)) < 15
    }
    assert few_of_kinds == {}


@pytest.mark.parametrize("language", languages())
def test_a_day_has_angles_of_its_own(language: str) -> None:
    of_day = [angle for angle in ANGLES[language].values() if "{key_date}" in angle["text"]]
    cells = product(CATEGORIES, STAGES, (*FORMATS, "own"))
    few = {cell: n for cell in cells if (n := sum(fits(angle, *cell) for angle in of_day)) < 4}
    assert few == {}


@pytest.mark.parametrize("language", languages())
def test_an_angle_names_fields_slots_and_codes_that_exist(language: str) -> None:
    def is_sound(key: str, angle: dict[str, Any]) -> bool:
        slots = set(slots_of(angle["text"]))
        lists = {field: angle[field] for field in CODES if field in angle}
        return (
            re.fullmatch(r"[a-z]+(?:_[a-z]+)*", key) is not None
            and angle.keys() <= {"text", *CODES}
            and slots <= OF_THE_USER | OF_CALGEN
            and bool(slots & OF_THE_USER)
            and all(0 < len(set(codes) & CODES[field]) == len(codes) for field, codes in lists.items())
        )

    assert [key for key, angle in ANGLES[language].items() if not is_sound(key, angle)] == []


def test_formats_and_proofs_are_choices_of_every_language() -> None:
    assert set(FORMATS) == set(choice_codes("format").values())


def test_the_same_angle_fits_the_same_subjects_in_every_language() -> None:
    first, *others = ANGLES
    for other in others:
        for key in ANGLES[first].keys() & ANGLES[other].keys():
            here, there = ANGLES[first][key], ANGLES[other][key]
            assert {**here, "text": sorted(slots_of(here["text"]))} == {
                **there,
                "text": sorted(slots_of(there["text"])),
            }, key
        assert set(KINDS[first]) == set(KINDS[other])


@pytest.mark.parametrize("language", languages())
def test_no_two_angles_give_the_same_text(language: str) -> None:
    texts = [fold(angle["text"]) for angle in ANGLES[language].values()]
    assert len(set(texts)) == len(texts)
    endings = [fold(own_words(angle["text"])) for angle in ANGLES[language].values()]
    doubled = {ending for ending in endings if endings.count(ending) > 1}
    slots = {
        ending: [
            slots_of(angle["text"]) for angle in ANGLES[language].values() if fold(own_words(angle["text"])) == ending
        ]
        for ending in doubled
    }
    assert all(len({tuple(names) for names in found}) == len(found) for found in slots.values())


@pytest.mark.parametrize("language", languages())
def test_a_text_of_the_user_touches_no_letter(language: str) -> None:
    """Quotation marks, a colon, a dash, a comma or the end of the title stand around it: no grammar can break."""

    def touches(text: str, slot: re.Match[str]) -> bool:
        before, after = text[: slot.start()].rstrip(), text[slot.end() :].lstrip()
        return bool((before and before[-1] not in ":–«“,") or (after and after[0] not in ":–»”,"))

    texts = [angle["text"] for angle in ANGLES[language].values()]
    slots = [(text, slot) for text in texts for slot in re.finditer(r"\{(\w+)\}", text) if slot[1] in OF_THE_USER]
    assert [text for text, slot in slots if touches(text, slot)] == []


@pytest.mark.parametrize("language", languages())
def test_an_angle_states_no_figure_and_promises_nothing(language: str) -> None:
    never = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in NEVER[language]) + r"|\d|!|…|\.\.")
    texts = [angle["text"] for angle in ANGLES[language].values()]
    assert [text for text in texts if never.search(own_words(text).lower())] == []


@pytest.mark.parametrize("language", languages())
def test_a_title_has_the_length_of_a_title(language: str) -> None:
    """Room is left for the user's text, and what is added to a single text is more than a label."""

    def is_title(text: str) -> bool:
        own = own_words(text)
        return len(" ".join(own.split())) <= 70 and (len(slots_of(text)) > 1 or len(re.findall(r"[^\W\d_]+", own)) >= 2)

    assert [angle["text"] for angle in ANGLES[language].values() if not is_title(angle["text"])] == []


def test_french_is_written_as_a_french_editor_writes() -> None:
    """A space stands before the high signs; reading makes a no-break one of it."""
    wrong = re.compile(r"['\"]|\S[:;?!»]|[:;](?! )|«(?! )| – .* – ")

    def is_french(text: str) -> bool:
        own = own_words(text).lower()
        is_even = text.count("«") == text.count("»")
        return is_even and not (wrong.search(text) or TUTOIEMENT.search(own) or ANGLICISMS.search(own))

    assert [angle["text"] for angle in ANGLES["fr"].values() if not is_french(angle["text"])] == []


def test_english_is_written_as_an_english_editor_writes() -> None:
    wrong = re.compile(r"['\"]|\s[:;?!,]")

    def is_english(text: str) -> bool:
        is_even = text.count("“") == text.count("”")
        return is_even and not wrong.search(text) and (text[0] in "{“" or text[0].isupper())

    assert [angle["text"] for angle in ANGLES["en"].values() if not is_english(angle["text"])] == []


@pytest.mark.parametrize("language", languages())
def test_the_words_of_theme_kinds_are_whole_words(language: str) -> None:
    for kind, words in KINDS[language].items():
        assert words, kind
        assert len({fold(word) for word in words}) == len(words)
        assert all(len(word) >= 3 for word in words)


@pytest.mark.parametrize("language", languages())
def test_an_angle_is_for_some_kinds_or_not_for_others(language: str) -> None:
    """Both lists make sense only where a theme is of both kinds, by one word: trends are news, but not of the week."""

    def is_sound(angle: dict[str, Any]) -> bool:
        kinds = KINDS[language]
        wanted = {word for kind in angle["only_for"] for word in kinds[kind]}
        return all(set(kinds[kind]) & wanted for kind in angle["not_for"])

    both = {key: angle for key, angle in ANGLES[language].items() if {"only_for", "not_for"} <= angle.keys()}
    assert [key for key, angle in both.items() if not is_sound(angle)] == []
