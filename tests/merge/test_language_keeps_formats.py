"""Another language of the workbook keeps each post as it was: its format, too, under its name in that language."""

from __future__ import annotations

from datetime import date

from small_calendar import FILE, generated, saved, unlocked

from calgen import api
from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.plan.model import Plan

LATER = date(2027, 1, 13)


def formats(made: Plan) -> list[tuple[str, ...]]:
    """Each post to come with the code of its format."""
    codes = choice_codes("format")
    posts = [post for post in made.posts if post.day >= LATER]
    return [(post.platform, str(post.day), post.theme, post.owner, codes[fold(post.format)]) for post in posts]


def test_default_formats_are_spelled_in_the_new_language() -> None:
    book = unlocked(generated("fr"))
    before = api.generate(saved(book), FILE, LATER, force=False).plan
    next(row[1] for row in book["Réglages"].iter_rows() if row[0].value == "Langue").value = "Anglais"
    after = api.generate(saved(book), FILE, LATER).plan
    assert before
    assert after
    assert formats(after) == formats(before)
    assert {post.format for post in after.posts} != {post.format for post in before.posts}
