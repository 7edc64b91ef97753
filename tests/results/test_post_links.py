"""Addresses of posts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from calgen.results.post_links import content_tag, read_link


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://www.tiktok.com/@salon/video/7681870521679564053?is_from_webapp=1", "tiktok:7681870521679564053"),
        ("https://twitter.com/salon/status/1700000000000000000", "x:1700000000000000000"),
        ("https://x.com/salon/status/1700000000000000000/photo/1?s=20", "x:1700000000000000000"),
        ("https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000001/", "linkedin:7300000000000000001"),
        (
            "https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A7300000000000000001",
            "linkedin:7300000000000000001",
        ),
        ("https://fr.linkedin.com/posts/salon_coupe-activity-7300000000000000001-abCD", "linkedin:7300000000000000001"),
        (
            "https://www.linkedin.com/posts/salon_coupe-activity-7300000000000000001-abCD",
            "linkedin:7300000000000000001",
        ),
        ("https://www.instagram.com/p/Ddr9jGEmLMp/", "instagram:Ddr9jGEmLMp"),
        ("https://instagram.com/salon/reel/Ddr9jGEmLMp/?igsh=abc", "instagram:Ddr9jGEmLMp"),
        ("https://www.youtube.com/watch?v=-abcdefghi_&t=12s", "youtube:-abcdefghi_"),
        ("https://youtu.be/-abcdefghi_", "youtube:-abcdefghi_"),
        ("https://youtube.com/shorts/-abcdefghi_", "youtube:-abcdefghi_"),
        ("https://www.facebook.com/permalink.php?story_fbid=pfbid02abc&id=61", "facebook:pfbid02abc"),
        ("https://m.facebook.com/salon/posts/pfbid02abc", "facebook:pfbid02abc"),
        ("https://www.facebook.com/reel/123456", "facebook:123456"),
        ("HTTPS://WWW.Salon.FR/offres/?utm_source=facebook#haut", "salon.fr/offres"),
        ("https://salon.fr/offres", "salon.fr/offres"),
    ],
)
def test_one_post_has_one_key(link: str, key: str) -> None:
    found = read_link(link)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "text", ["", "P0001", "javascript:alert(1)", "=HYPERLINK(1)", "ftp://a.b/c", "http://[", "https://"]
)
def test_what_is_no_address(text: str) -> None:
    assert read_link(text) is None


@pytest.mark.parametrize(
    ("link", "moment"),
    [
        ("https://tiktok.com/@a/video/7681870521679564053", datetime(2026, 9, 5, 2, 20, 58, tzinfo=UTC)),
        ("https://www.instagram.com/p/Ddr9jGEmLMp/", datetime(2026, 9, 24, 22, 30, 17, tzinfo=UTC)),
    ],
)
def test_ids_contain_their_moment(link: str, moment: datetime) -> None:
    found = read_link(link)
    assert found is not None
    assert found.created is not None
    assert abs((found.created - moment).total_seconds()) <= 1


def test_the_day_of_a_linkedin_id() -> None:
    found = read_link("https://www.linkedin.com/feed/update/urn:li:share:7300000000000000001")
    assert found is not None
    assert found.created is not None
    assert f"{found.created:%Y-%m-%d}" == "2025-02-25"


def test_the_moment_of_an_x_id() -> None:
    """The post of the examples in the documentation of the API of X: made on 2019-12-31 at 19:26:16."""
    found = read_link("https://x.com/a/status/1212092628029698048")
    assert found is not None
    assert found.created is not None
    assert abs((found.created - datetime(2019, 12, 31, 19, 26, 16, tzinfo=UTC)).total_seconds()) <= 1


def test_the_tag_of_a_link() -> None:
    assert content_tag("https://salon.fr/?utm_source=x&utm_content=P0012") == "P0012"
    assert content_tag("https://salon.fr/") == content_tag("http://[") == ""
