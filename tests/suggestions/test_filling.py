"""An angle filled with texts as people type them: signs are never doubled, and nothing is said twice."""

from datetime import date

import pytest

from calgen.suggestions.angles import Angle
from calgen.suggestions.fields import bare_text, season_of
from calgen.suggestions.filling import LONGEST, fill


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("{theme} : les coulisses", {"theme": "Le fournil"}, "Le fournil : les coulisses"),
        ("{theme} : les coulisses", {"theme": "Qui sommes-nous ?"}, "Qui sommes-nous ? Les coulisses"),
        ("« {message} » : la suite", {"message": "« Osez »"}, "« Osez » : la suite"),
        ("« {message} » : la suite", {"message": "Dites « oui » ce soir"}, ""),
        ("{theme} : {proof}", {"theme": "Pain", "proof": "le mot « bio »"}, "Pain : le mot « bio »"),
        ("Et si {theme} ?", {"theme": "on osait ?"}, "Et si on osait ?"),
        ("{theme} : la question du mois", {"theme": "Vos questions"}, ""),
        ("{theme} : « {message} »", {"theme": "Le pain", "message": "Le pain qui dure"}, ""),
        ("{theme} : {proof}", {"theme": "Pain", "proof": "x" * LONGEST}, ""),
        ("“{message}”: why it matters", {"message": '"Bake slow"'}, "“Bake slow”: why it matters"),
        ("{theme}: why", {"theme": "Ready?"}, "Ready? Why"),
        ("Une idée : {what_works}", {"what_works": "Praline retrouvée : mille partages"}, ""),
    ],
)
def test_a_text_of_the_users_stands_in_the_sentence(text: str, values: dict[str, str], expected: str) -> None:
    assert fill(Angle("key", text), values) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dix ans de métier.", "Dix ans de métier"),
        ("Pain, brioche, etc.", "Pain, brioche, etc."),
        ("À suivre...", "À suivre..."),
        ("Dupont S.A.", "Dupont S.A."),
        ("Nos horaires :", "Nos horaires"),
        ("Osez !", "Osez !"),
    ],
)
def test_a_final_full_stop_is_left_out(text: str, expected: str) -> None:
    assert bare_text(text) == expected


def test_seasons_are_those_of_the_country() -> None:
    assert season_of(date(2027, 1, 10), "FR") == "winter"
    assert season_of(date(2027, 7, 10), "FR") == "summer"
    assert season_of(date(2027, 7, 10), "AU") == "winter"
    assert season_of(date(2027, 7, 10), "SG") == ""
