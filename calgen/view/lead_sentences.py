"""The sentences that come first in console, balance and checks: the effort to come, and the promise of the mix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from calgen.book.problems import Problem
from calgen.book.values import Amount
from calgen.book.words import Words
from calgen.figures.certificate_summary import summarize
from calgen.figures.effort import Effort, PersonEffort
from calgen.plan.model import Deviation

MOST_NAMED = 3  # people, where there are two more at least


def effort_text(words: Words, effort: Effort) -> str:
    """The hours of a usual week by person, and how many subjects are the user's; empty where nothing is to come."""
    parts = [_hours_text(words, effort)] if effort.people else []
    if effort.titled or effort.to_find:
        parts.append(_subjects_text(words, effort))
    text = words.text("lead", "separator").join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _subjects_text(words: Words, effort: Effort) -> str:
    """How many subjects are the user's, how many have suggestions, and how many have nothing yet."""
    values = {"yours": effort.titled, "to_find": effort.to_find - effort.suggested, "suggested": effort.suggested}
    if not effort.suggested:
        return words.text("lead", "subjects" if effort.to_find else "subjects_found", **values)
    return words.text("lead", "subjects_bare" if values["to_find"] else "subjects_suggested", **values)


def _hours_text(words: Words, effort: Effort) -> str:
    most = len(effort.people) if len(effort.people) <= MOST_NAMED + 1 else MOST_NAMED
    first, *others = effort.people[:most]
    named = [_person_text(words, first, "first"), *(_person_text(words, person, "next") for person in others)]
    if rest := effort.people[most:]:
        hours = sum((person.about for person in rest), Fraction(0))
        named.append(words.text("lead", "others", hours=hours, people=len(rest)))
    text = ", ".join(named)
    return words.text("lead", "with_routines", hours=text) if effort.has_routines else text


def _person_text(words: Words, row: PersonEffort, at: str) -> str:
    """The hours of a person; behind the first ones it is said that they are those of a week."""
    key = at if row.person else f"{at}_nobody"
    text = words.text("lead", key, hours=row.about, person=row.person)
    if row.cost:
        text += words.text("lead", "cost", cost=Amount(round(row.cost)))
    return text


def promise_text(
    words: Words, problems: Iterable[Problem], certificate: Iterable[Deviation], titles: Mapping[str, str]
) -> str:
    """How far the mix is from the expected split after any post, or where it is not held; empty without posts."""
    deviations, tab = tuple(certificate), titles["checks"]
    if not deviations:
        return ""
    if bent := next((problem for problem in problems if problem.code == "mix_bent"), None):
        return words.text("lead", "promise_bent", **bent.values, tab=tab)
    summary = summarize(deviations)
    if not summary.is_within_limits:
        return words.text("lead", "promise_not_held", tab=tab)
    platforms = {deviation.platform for deviation in deviations if deviation.platform}
    key = "promise_held" if len(platforms) > 1 else "promise_held_alone"
    return words.text("lead", key, platform=summary.worst_on_platform, overall=summary.worst_overall)
