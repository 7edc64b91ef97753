"""The rows of the social calendar as they are drawn."""

from __future__ import annotations

from small_strategies import MONDAY, platform, strategy

from calgen.book.words import load_words
from calgen.merge import Edits, assign_ids
from calgen.plan import plan
from calgen.view import social
from calgen.view.tabs import titles
from calgen.view.view_context import ViewContext


def test_the_rows_of_a_platform_share_one_formula_of_the_length() -> None:
    """It is thousands of signs long: one for each post would take a tenth of the memory of a long calendar."""
    words, one = load_words("fr"), strategy(platform("Instagram", "4"), platform("Mastodon", "3"))
    made = plan(one, (), MONDAY)
    rows = social.rows(ViewContext(one, made, assign_ids(made, Edits()), words, titles(words, {}), today=MONDAY))
    formulas = {id(row["characters"].formula) for row in rows}
    assert len(rows) > len(formulas) == 2
