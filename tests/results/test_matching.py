"""Matching of exported rows and posts of the calendar. All data is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from calgen.results.matching import CalendarPost, Matching, match_rows
from calgen.results.result_rows import ResultRow
from calgen.results.text_similarity import similarity, words_of

DAY = date(2026, 9, 14)
NOON = datetime.combine(DAY, time(12))
TEXT = "Avant et après : la coupe au carré de Chloé, réalisée samedi au salon"


def post(id_: str = "P0001", **values: object) -> CalendarPost:
    return replace(CalendarPost(id_, "Facebook", "facebook", DAY, NOON), **values)  # type: ignore[arg-type]


def row(**values: object) -> ResultRow:
    made = ResultRow("meta_facebook", "export.csv", "facebook", DAY, NOON, figures={"impressions": 10})
    return replace(made, **values)  # type: ignore[arg-type]


def pairs(found: Matching) -> list[tuple[str, str]]:
    return [(match.post.id, match.kind.value) for match in found.matches]


def test_a_link_is_certain_whatever_day_and_text_say() -> None:
    found = match_rows([row(key="facebook:a", day=DAY + timedelta(days=20), moment=None)], [post(key="facebook:a")])
    assert pairs(found) == [("P0001", "link")]


def test_an_id_that_was_matched_before_is_certain() -> None:
    """Permalinks of Facebook change from one export to the next."""
    found = match_rows([row(key="facebook:pfbidNEW", id="1001")],
                       [post(key="facebook:pfbidOLD", known_ids=frozenset({"facebook#1001"}))])  # fmt: skip
    assert pairs(found) == [("P0001", "link")]


def test_a_tag_is_certain() -> None:
    found = match_rows([row(network="", tag="P0001", day=None, moment=None)], [post(), post("P0002")])
    assert pairs(found) == [("P0001", "tag")]


def test_day_and_text() -> None:
    late = NOON + timedelta(hours=30)
    found = match_rows([row(text=TEXT + " #carré https://salon.fr", moment=late, day=late.date())], [post(text=TEXT)])
    assert pairs(found) == [("P0001", "text")]
    assert pairs(match_rows([row(text=TEXT)], [post(title=TEXT)])) == [("P0001", "text")]


def test_the_edge_of_36_hours() -> None:
    for hours, expected in ((36, ["P0001"]), (37, [])):
        late = NOON + timedelta(hours=hours)
        found = match_rows([row(text=TEXT, moment=late, day=late.date())], [post(text=TEXT)])
        assert [match.post.id for match in found.matches] == expected


def test_two_alike_are_ambiguous() -> None:
    found = match_rows([row(text=TEXT)], [post(text=TEXT), post("P0002", text=TEXT)])
    assert pairs(found) == []
    assert [[p.id for p in doubt.posts] for doubt in found.ambiguous] == [["P0001", "P0002"]]
    found = match_rows([row(text=TEXT), row(text=TEXT, id="2")], [post(text=TEXT)])
    assert pairs(found) == []
    assert len(found.ambiguous) == 2


def test_the_same_text_on_two_platforms() -> None:
    other = post("P0002", platform="Instagram", network="instagram", text=TEXT)
    found = match_rows([row(text=TEXT), row(text=TEXT, network="instagram")], [post(text=TEXT), other])
    assert sorted(pairs(found)) == [("P0001", "text"), ("P0002", "text")]


def test_two_accounts_of_one_network() -> None:
    lyon = post("P0002", account="Salon Lyon", text=TEXT)
    found = match_rows([row(text=TEXT, account="Salon Lyon")], [post(account="Salon Paris", text=TEXT), lyon])
    assert pairs(found) == [("P0002", "text")]


def test_short_texts_need_the_same_day() -> None:
    late = DAY + timedelta(days=1)
    assert pairs(match_rows([row(text="Bonne année", day=late, moment=None)], [post(text="Bonne année")])) == []
    assert pairs(match_rows([row(text="Bonne année", moment=None)], [post(text="Bonne année")])) == [("P0001", "text")]


def test_a_story_on_a_platform_for_other_posts_too() -> None:
    """Networks export stories without their words, and a post of that format may stand on any platform."""
    story = row(network="instagram", kind="IG story", text="")
    on = {"platform": "Instagram", "network": "instagram", "text": "Devinez le temps de pose"}
    assert pairs(match_rows([story], [post(**on, is_story=True)])) == [("P0001", "hour")]
    assert pairs(match_rows([story], [post(**on)])) == []
    picture = row(network="instagram", kind="IG image", text="Devinez le temps de pose")
    assert pairs(match_rows([picture], [post(**on, is_story=True)])) == [("P0001", "text")]
    stories = {"platform": "Stories", "network": "stories"}
    assert pairs(match_rows([story], [post(**stories)])) == [("P0001", "hour")]
    assert pairs(match_rows([picture], [post(**stories)])) == []


def test_a_picture_with_the_words_of_a_story() -> None:
    """Where the story is out too, the picture is another publication; where it may be late, that is not settled."""
    words = "Devinez le temps de pose de Chloé"
    planned = post(platform="Instagram", network="instagram", title=words, is_story=True)
    story = row(network="instagram", kind="IG story", id="1")
    picture = row(network="instagram", kind="IG image", id="2", text=words, moment=NOON + timedelta(hours=3))
    found = match_rows([picture, story], [planned])
    assert [(match.row.id, match.kind.value) for match in found.matches] == [("1", "hour")]
    assert [outside.id for outside in found.outside] == ["2"]
    late = replace(story, moment=NOON + timedelta(hours=20), day=DAY + timedelta(days=1))
    found = match_rows([picture, late], [planned])
    assert (pairs(found), [doubt.row.id for doubt in found.ambiguous]) == ([], ["2"])


def test_by_hour_alone() -> None:
    at = NOON + timedelta(minutes=20)
    assert pairs(match_rows([row(moment=at)], [post()])) == [("P0001", "hour")]
    assert pairs(match_rows([row(moment=at)], [post(text=TEXT)])) == []
    assert pairs(match_rows([row(moment=at), row(moment=NOON, id="2")], [post()])) == []
    assert pairs(match_rows([row(moment=at, margin=timedelta(hours=10))], [post()])) == []


def test_what_is_outside_and_what_is_missing() -> None:
    rows = [
        row(text=TEXT),
        row(text="Une tout autre annonce, faite hors du calendrier", day=DAY + timedelta(days=9), moment=None),
    ]
    posts = [post(text=TEXT), post("P0002", day=DAY + timedelta(days=3)), post("P0003", day=DAY + timedelta(days=30)),
             post("P0004", network="instagram")]  # fmt: skip
    found = match_rows(rows, posts)
    assert [r.day for r in found.outside] == [DAY + timedelta(days=9)]
    assert [p.id for p in found.missing] == ["P0002"]


def test_disguised_letters_and_emoji() -> None:
    assert words_of("𝗔𝘃𝗮𝗻𝘁 et APRÈS ✂️ #coupe @lea https://a.b") == ("avant", "et", "apres")
    assert similarity(words_of(TEXT), words_of("𝗔𝘃𝗮𝗻𝘁 et après : la coupe au carré")) == 1
    assert similarity((), ("a",)) == 0


ROWS = st.lists(
    st.builds(
        lambda days, text, key: row(day=DAY + timedelta(days=days), moment=None, text=text, key=key),
        st.integers(0, 3),
        st.sampled_from(["", TEXT, "Une autre annonce du salon, pour la rentrée", "Bonne année"]),
        st.sampled_from(["", "facebook:a", "facebook:b"]),
    ),
    max_size=6,
)
POSTS = st.lists(
    st.builds(
        lambda days, text, key: (days, text, key),
        st.integers(0, 3),
        st.sampled_from(["", TEXT, "Une autre annonce du salon, pour la rentrée"]),
        st.sampled_from(["", "facebook:a"]),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(ROWS, POSTS, st.randoms())
def test_each_is_used_once_in_any_order(
    rows: list[ResultRow], drawn: list[tuple[int, str, str]], random: object
) -> None:
    posts = [post(f"P{n}", day=DAY + timedelta(days=d), text=text, key=key) for n, (d, text, key) in enumerate(drawn)]
    found = match_rows(rows, posts)
    assert len({match.post.id for match in found.matches}) == len(found.matches)
    assert len(found.matches) + len(found.ambiguous) + len(found.outside) == len(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pairs(match_rows(shuffled, posts[::-1])) == pairs(found)
