"""The length of a text as each network counts it, on texts whose length is known."""

from __future__ import annotations

import pytest

from calgen.strategy.limits import LIMITS, LengthUnit, Limits
from calgen.strategy.networks import NETWORKS, network
from calgen.strategy.text_length import graphemes, hashtags, length

X, BLUESKY, MASTODON = LIMITS["x"], LIMITS["bluesky"], LIMITS["mastodon"]
FAMILY, FLAG, HAND, KEYCAP = "👩‍👩‍👧‍👦", "🇫🇷", "👍🏽", "1️⃣"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("", 0),
        ("Bonjour", 7),
        ("e\u0301te\u0301", 3),
        (FAMILY, 1),
        (FLAG, 1),
        (FLAG + "🇧🇪", 2),
        (HAND, 1),
        (KEYCAP, 1),
        ("❤️", 1),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 1),
        ("a👍b", 3),
        ("日本", 2),
        ("नि", 1),
        ("\r\n", 1),
    ],
)
def test_what_a_reader_sees_as_one_sign_is_one(text: str, signs: int) -> None:
    assert len(list(graphemes(text))) == signs
    assert "".join(graphemes(text)) == text
    assert length(text, BLUESKY) == signs


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Bonjour à toutes", 16),
        ("é", 1),
        ("e\u0301", 1),
        ("Привет", 6),
        ("日本", 4),
        ("👍", 2),
        (FAMILY, 2),
        (HAND, 2),
        (FLAG, 2),
        (KEYCAP, 2),
        ("«\u00a0Oui\u00a0»", 7),
        ("“Yes” — no…", 12),
        ("a https://www.meche-rebelle.example/une/tres/longue/adresse?avec=des&choses b", 27),
        ("https://a.example https://b.example", 47),
        ("Voyez https://a.example.", 30),
        ("exemple.com/rendez-vous", 23),
        ("Sur salon.fr, demain", 4 + 23 + 8),
        ("www.salon.fr et shop.salon.co/a?b=c", 23 + 4 + 23),
        ("contact@salon.fr", 16),
        ("fin.Demain, 3.50", 16),
        ("(https://www.meche-rebelle.example/une/tres/longue/adresse)", 25),
        ("©️ ❤️‍🔥", 5),
    ],
)
def test_x_weighs_its_signs(text: str, weight: int) -> None:
    assert length(text, X) == weight


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("日本 https://www.meche-rebelle.example/une/adresse", 3 + 23),
        ("exemple.com/rendez-vous", 23),  # no link without https://: as many as its letters
        ("@zoe@framapiaf.org", 4),
        ("@ana@mastodon.social, @bob et @zoe@framapiaf.org.", len("@ana, @bob et @zoe.")),
        ("zoe@framapiaf.org", 17),
        (FAMILY + HAND, 2),
    ],
)
def test_mastodon_counts_23_for_an_address_and_no_server_of_a_mention(text: str, signs: int) -> None:
    assert length(text, MASTODON) == signs


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://a.example", "a.example"),
        ("https://a.example/", "a.example"),
        ("https://a.example/quinze-signes-x", "a.example/quinze-signes-x"),
        ("https://a.example/quinze-signes-xy", "a.example/quinze-signe..."),
        ("Voyez http://a.example/une/tres/longue?adresse=1.", "Voyez a.example/une/tres/lon...."),
        ("a.example/une/tres/longue/adresse", "a.example/une/tres/longue/adresse"),
    ],
)
def test_bluesky_counts_a_link_as_its_app_shows_it(text: str, shown: str) -> None:
    assert length(text, BLUESKY) == len(shown)


@pytest.mark.parametrize(
    ("network_", "text", "expected"),
    [
        ("facebook", "日本 https://a.example 👍", 22),
        ("linkedin", "salon.fr", 8),
        ("tiktok", "été 👍 日本", 4 + 2 + 1 + 2),
        ("youtube", "été 👍 日", 5 + 1 + 4 + 1 + 3),
        ("threads", "été 👍 日", 4 + 4 + 2),
    ],
)
def test_each_network_counts_in_its_own_units(network_: str, text: str, expected: int) -> None:
    assert length(text, LIMITS[network_]) == expected


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("",), ()),
        (("Oui #coiffure et #Ploërmel !",), ("coiffure", "Ploërmel")),
        (("#a #b", "#B, #c"), ("a", "B", "c")),
        (("le n° #1 des salons, https://a.example/page#titre",), ()),
        (("#2027enFrance",), ("2027enFrance",)),
        (("C# et a#b",), ()),
    ],
)
def test_hashtags(texts: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert {tag.casefold() for tag in hashtags(*texts)} == {tag.casefold() for tag in found}


def test_every_limit_has_its_source_and_its_day() -> None:
    assert set(LIMITS) <= {one.key for one in NETWORKS}
    for one in LIMITS.values():
        assert one.source
        assert one.reliability in {"vendor", "quoted", "single"}
        assert one.read.year >= 2026


def test_the_limits_are_those_that_were_read() -> None:
    assert (X.characters, X.url, X.count) == (280, 23, LengthUnit.WEIGHTED)
    assert (BLUESKY.characters, BLUESKY.count) == (300, LengthUnit.GRAPHEMES)
    assert (LIMITS["instagram"].characters, LIMITS["instagram"].hashtags, LIMITS["instagram"].links) == (2200, 5, False)
    assert network("Instagram").limits is LIMITS["instagram"]
    assert network("Lettre d'information").limits is None
    assert isinstance(network("Threads").limits, Limits)
