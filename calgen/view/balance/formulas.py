"""The live formulas of the balance: they count over the tables of the calendars, and stay true while the user edits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from calgen.view.view_context import ViewContext, quoted_text

ANY_NAME = quoted_text("?*")  # the criterion of a cell that is not empty

Criterion = tuple[str, str]  # a column's key, and what its cell must be, as a formula writes it


def count_posts(context: ViewContext, *criteria: Criterion) -> str:
    """The number of posts that meet all criteria; cancelled ones do not count."""
    not_cancelled = quoted_text("<>" + context.words.choice("status", "cancelled"))
    pairs = [*criteria, ("status", not_cancelled)]
    tests = (f"{context.column_ref('social', key)},{criterion}" for key, criterion in pairs)
    return "COUNTIFS(" + ",".join(tests) + ")"


def count_all_posts(context: ViewContext) -> str:
    """The number of all posts."""
    return count_posts(context, ("platform", ANY_NAME))


def count_serving_posts(context: ViewContext, objectives: Sequence[str], *criteria: Criterion) -> str:
    """The number of posts that meet all criteria and have one of some objectives."""
    if not objectives:
        return "0"
    names = "{" + ",".join(map(name_criterion, objectives)) + "}"
    return f"SUMPRODUCT({count_posts(context, *criteria, ('objective', names))})"


def name_criterion(name: str, cell: str = "") -> str:
    """The criterion of a name: the cell that holds it, or its text where a spreadsheet would read signs in it."""
    plain = re.sub(r"([~?*])", r"~\1", name)
    return cell if cell and plain == name and name[:1] not in ("<", ">", "=") else quoted_text("=" + plain)


def category_criterion(context: ViewContext, code: str, cell: str = "") -> str:
    """The criterion of a category, as the calendar spells it."""
    return name_criterion(context.category_name(code), cell)


def quotient(part: str, whole: str) -> str:
    """A part of a whole; 0 where the whole is 0."""
    return f"=IF({whole}=0,0,{part}/{whole})"
