"""Invented addresses of posts, of the form of each network; ids contain the moment of the post where they really do.

The forms are those that `calgen/results/post_links.py` reads, with their sources in docs/results.md.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from random import Random

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_INSTAGRAM_EPOCH, _X_EPOCH = 1_314_220_021_721, 1_288_834_974_657  # milliseconds


def post_address(
    network: str, account: str, at: datetime, random: Random, *, is_story: bool = False
) -> tuple[str, str]:
    """The address of a post and the id that its network gives it. `at` is in UTC."""
    moment = round(at.replace(tzinfo=UTC).timestamp() * 1000) + random.randrange(1000)
    name = re.sub(r"\W+", "", account.casefold()) or "page"
    if network in ("instagram", "stories"):
        number = str(17_800_000_000_000_000 + random.randrange(10**14))
        if is_story:
            return f"https://www.instagram.com/stories/{account.lstrip('@')}/{number}/", number
        code = base_64((moment - _INSTAGRAM_EPOCH << 23) | random.getrandbits(23))
        return f"https://www.instagram.com/p/{code}/", number
    if network == "x":
        number = str((moment - _X_EPOCH << 22) | random.getrandbits(22))
        return f"https://x.com/{account.lstrip('@') or name}/status/{number}", number
    if network == "linkedin":
        number = str((moment << 22) | random.getrandbits(22))
        return f"https://www.linkedin.com/feed/update/urn:li:activity:{number}", number
    if network == "tiktok":
        number = str((moment // 1000 << 32) | random.getrandbits(32))
        return f"https://www.tiktok.com/@{name}/video/{number}", number
    if network in ("youtube", "shorts"):
        code = "".join(random.choice(_LETTERS) for _ in range(11))
        return f"https://www.youtube.com/watch?v={code}", code
    number = str(122_100_000_000_000_000 + random.randrange(10**15))
    return f"https://www.facebook.com/{name}/posts/pfbid0{changing_code(number, random)}", number


def changing_code(number: str, random: Random) -> str:
    """A code such as stands in addresses of Facebook: it is another one in each export."""
    return "".join(random.choice(_LETTERS[:62]) for _ in range(20)) + number[-3:]


def base_64(number: int) -> str:
    """A number in the 64 letters of Instagram's short codes."""
    text = ""
    while number:
        number, digit = divmod(number, 64)
        text = _LETTERS[digit] + text
    return text
