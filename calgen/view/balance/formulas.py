"""The live formulas of the balance: they count over the tables of the calendars, and stay true while the user edits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from calgen.view.view_context import ViewContext, quoted_text

ANY_NAME = quoted_text("?*")  # the criterion of a cell that is not empty

Criterion = tuple[str, str]  # a column's key, and what its cell must be, as a formula writes it


def count_posts(context: ViewContext, *criteria: Criterion) -> str:
    """The number of posts of the period that meet all criteria; cancelled ones and those without a day do not count."""
    return _count(context, *criteria, *_of_period(context))


def _of_period(context: ViewContext) -> tuple[Criterion, Criterion]:
    """The criteria of a day of the period."""
    horizon = context.plan.horizon
    first = ("date", f'">="&{date_formula(horizon.first)}')
    return first, ("date", f'"<"&{date_formula(horizon.last + timedelta(days=1))}')


def count_posts_between(context: ViewContext, first: str, after: str, *criteria: Criterion) -> str:
    """The number of posts of the period from the day `first` on and before the day `after`, both as formulas."""
    horizon = context.plan.horizon
    first = f"MAX({first},{date_formula(horizon.first)})"
    after = f"MIN({after},{date_formula(horizon.last + timedelta(days=1))})"
    return _count(context, *criteria, ("date", f'">="&{first}'), ("date", f'"<"&{after}'))


def count_posts_to_find(context: ViewContext) -> str:
    """The number of posts of the period whose title says that the subject has still to be found."""
    beginning = _without_wildcards(context.words.text("phrases", "to_find", theme="").rstrip())
    found = count_posts(context, ("platform", ANY_NAME), ("title", quoted_text(f"={beginning}*")), *mix_criteria())
    return f"({found}+{_count_suggested(context)})" if has_suggestions(context) else found


def has_suggestions(context: ViewContext) -> bool:
    """Whether the editorial calendar has, or gets, the column of suggested titles."""
    return context.has_column("editorial", "suggestions") or any(row.suggestions for row in context.plan.subjects)


def _count_suggested(context: ViewContext) -> str:
    """The number of posts of the period that have a suggestion as their title, of subjects that nobody has begun."""
    column = partial(context.column_ref, "editorial")
    first = f"LEFT({column('suggestions')},FIND(CHAR(10),{column('suggestions')}&CHAR(10))-1)"
    ideas = "+".join(
        f"({column('status')}={quoted_text(word)})" for word in context.spelled("editorial", "status", "idea")
    )
    of_subject = count_posts(context, ("editorial", column("id")), ("title", column("title")), *mix_criteria())
    return f'SUMPRODUCT(({column("suggestions")}<>"")*({column("title")}={first})*({ideas})*{of_subject})'


def sum_results(context: ViewContext, key: str, *criteria: Criterion) -> str:
    """The sum of a column of results over the posts of the period that meet all criteria."""
    tests = _tests(context, *criteria, *_of_period(context))
    added = f"SUMIFS({context.column_ref('social', key)},{','.join(tests)})"
    return f"SUMPRODUCT({added})" if any(criterion.startswith("{") for _, criterion in criteria) else added


def unpublished_criteria(context: ViewContext) -> tuple[Criterion, ...]:
    """The criteria of a status that does not say that the post is out, one for each spelling."""
    return tuple(
        ("status", quoted_text(f"<>{_without_wildcards(word)}"))
        for word in context.spelled("social", "status", "published")
    )


def _count(context: ViewContext, *criteria: Criterion) -> str:
    """The number of posts of any day that meet all criteria; cancelled ones do not count."""
    counted = "COUNTIFS(" + ",".join(_tests(context, *criteria)) + ")"
    return f"SUMPRODUCT({counted})" if any(criterion.startswith("{") for _, criterion in criteria) else counted


def _tests(context: ViewContext, *criteria: Criterion) -> list[str]:
    """The arguments by which a formula tests the posts: those that meet all criteria and are not cancelled."""
    pairs = [*criteria, *(("status", criterion) for criterion in not_cancelled(context))]
    return [f"{context.column_ref('social', key)},{criterion}" for key, criterion in pairs]


def sum_hours(context: ViewContext, weeks: Sequence[date]) -> str:
    """The hours of content on the tab of tasks, in some weeks by their Mondays, whoever makes them."""
    column, week = partial(context.column_ref, "tasks"), context.column_ref("tasks", "week")
    criteria = [f'{week},">="&{date_formula(weeks[0])}', f'{week},"<="&{date_formula(weeks[-1])}']
    criteria += [f"{column('status')},{criterion}" for criterion in not_cancelled(context)]
    return f"SUMIFS({column('production_hours')},{','.join(criteria)})"


def date_formula(day: date) -> str:
    """A day within a formula."""
    return f"DATE({day.year},{day.month},{day.day})"


def not_cancelled(context: ViewContext) -> tuple[str, ...]:
    """The criteria of a status that is not cancelled, one for each spelling."""
    first, *others = context.spelled("social", "status", "cancelled")
    return (quoted_text(f"<>{first}"), *(quoted_text(f"<>{_without_wildcards(word)}") for word in others))


def word_criterion(context: ViewContext, of: str, code: str, criterion: str) -> str:
    """`criterion`, which is that of the present word for a code; all spellings where the calendar has others."""
    words = context.spelled("social", of, code)
    return _any_of(words) if len(words) > 1 else criterion


def count_all_posts(context: ViewContext) -> str:
    """The number of all posts that are part of the mix."""
    return count_posts(context, ("platform", ANY_NAME), *mix_criteria())


def mix_criteria() -> tuple[Criterion, ...]:
    """What makes a post a part of the mix: a category, which an open slot and a post of an unknown theme lack."""
    return (("category", ANY_NAME),)


def count_serving_posts(context: ViewContext, objectives: Sequence[str], *criteria: Criterion) -> str:
    """The number of posts that meet all criteria and have one of some objectives."""
    if not objectives:
        return "0"
    return count_posts(context, *criteria, ("objective", _any_of(objectives)))


def name_criterion(name: str, cell: str = "") -> str:
    """The criterion of a name: the cell that holds it, or its text where a spreadsheet would read signs in it."""
    plain = _without_wildcards(name)
    return cell if cell and plain == name and name[:1] not in ("<", ">", "=") else quoted_text("=" + plain)


def _any_of(names: Sequence[str]) -> str:
    """The criterion of a cell that has one of some names: an array."""
    return "{" + ",".join(map(name_criterion, names)) + "}"


def _without_wildcards(name: str) -> str:
    """A name in whose signs a spreadsheet sees no wildcards."""
    return re.sub(r"([~?*])", r"~\1", name)


def category_criterion(context: ViewContext, code: str, cell: str = "") -> str:
    """The criterion of a category, as the calendar spells it."""
    return word_criterion(context, "category", code, name_criterion(context.category_name(code), cell))


def quotient(part: str, whole: str) -> str:
    """A part of a whole; 0 where the whole is 0."""
    return f"=IF({whole}=0,0,{part}/{whole})"
