"""What a person must know of files before she imports them: keys of `[export.notes]` with their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from calgen.export.scheduler_posts import PINTEREST, SchedulerPost

FORMULA_SIGNS = ("=", "+", "-", "@")  # with which a spreadsheet would begin a formula
# networks on which no post stands without a picture or a video
_WITH_PICTURES = frozenset({"instagram", "stories", "tiktok", "youtube", "shorts", PINTEREST})
Note = tuple[str, Mapping[str, object]]


def post_notes(posts: Sequence[SchedulerPost], addresses: Iterable[str], *, has_pictures: bool) -> Iterator[Note]:
    """Pictures that are not in the files, and texts that a spreadsheet would spoil.

    `addresses` are those of the posts' pictures on the web, empty where there is none.
    """
    pairs = list(zip(posts, addresses, strict=True))
    if files := sum(bool(post.image) and not address for post, address in pairs):
        yield "picture_files", {"n": files}
    if not has_pictures and (unheld := sum(bool(address) for _, address in pairs)):
        yield "pictures_unheld", {"n": unheld}
    if bare := [post for post in posts if post.network in _WITH_PICTURES and not post.image]:
        platforms = tuple(sorted({post.platform for post in bare}))
        yield "pictures_missing", {"n": len(bare), "platforms": platforms}
    if formulas := sum(post.text.startswith(FORMULA_SIGNS) for post in posts):
        yield "formulas", {"n": formulas}
