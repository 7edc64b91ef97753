"""The proposals of the Review from one run to the next: what it shows is remembered, and a yes stands while it does.

See docs/decisions.md, "Proposals".
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calgen import merge
from calgen.book.cells import ReadOptions, parse
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold
from calgen.book.grid import Cell, Workbook
from calgen.book.problems import Problem, Severity
from calgen.book.values import Interpreted, Percent, Phrase, Title, Word
from calgen.last_run import LastRun, ShownChange
from calgen.strategy import Strategy, tab
from calgen.view.view_context import ViewContext

if TYPE_CHECKING:
    from calgen.review.model import CellChange, Proposal, Review
    from calgen.run_records import Checked

FACT = "answers"  # of the hidden tab: the keys of the proposals that the last run drew with a yes, and with a no


class ChangeState(Enum):
    """Where a cell stands that a proposal changes."""

    BEFORE = "before"  # as it was when the change was proposed
    AFTER = "after"  # as proposed: accepted and written, or typed
    OTHER = "other"  # another value was typed since
    GONE = "gone"  # its row is not in the strategy


@dataclass(frozen=True, slots=True)
class TargetCell:
    """The cell of the strategy that a change is about: its row, its column, and the value that is proposed."""

    record: Any
    column: Column
    after: Any
    state: ChangeState


def target_cell(change: ShownChange, strategy: Strategy) -> TargetCell | None:
    """The cell of a change in a strategy; None where its row is gone."""
    own, column = tab(change.tab), column_of(change)
    for record in getattr(strategy, change.tab):
        is_there = change.tab != "mix" or fold(record.platform) == fold(change.platform)
        if is_there and fold(getattr(record, own.name.key)) == fold(change.name):
            before, after = (value_of(text, column) for text in (change.before, change.after))
            present = getattr(record, column.key)
            state = ChangeState.AFTER if present == after else ChangeState.OTHER
            return TargetCell(record, column, after, ChangeState.BEFORE if present == before else state)
    return None


def state_of(change: ShownChange, strategy: Strategy) -> ChangeState:
    """Where the cell of a change stands."""
    found = target_cell(change, strategy)
    return found.state if found else ChangeState.GONE


def column_of(change: ShownChange) -> Column:
    """The column of the strategy that a change is about."""
    return next(column for column in tab(change.tab).columns if column.key == change.column)


def value_of(text: str, column: Column) -> object:
    """The value of a text that every language reads; an empty one is that of a blank cell."""
    if not text:
        return column.default
    found = parse(Cell(text), column, ReadOptions())
    return found.value if isinstance(found, Interpreted) else found


@dataclass(frozen=True, slots=True)
class StandingAnswers:
    """The answers to proposals that stand, by their keys, and what is told of those that do not."""

    accepted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def standing_answers(checked: Checked, strategy: Strategy, review: Review | None) -> StandingAnswers:
    """What of the user's answers stands under a new review: those to proposals that it makes again, as they are.

    A yes beside another value than the proposed one waits for `calgen adapt`: a run draws the value anew.
    """
    workbook, last_run = checked.workbook, checked.last_run
    cells, standing = merge.read_accept_cells(workbook, last_run), shown_changes(review)
    told, others = [], set()
    for cell in (cell for cell in cells if cell.is_yes):
        from calgen.accepted_values import has_other_value  # it loads the review, which most workbooks have not

        changes = last_run.proposals[cell.key]
        is_done = all(state_of(change, strategy) is ChangeState.AFTER for change in changes)
        if cell.key not in standing and not is_done:
            told.append(Problem("accept_gone", cell.place, Severity.NOTE, change_values(changes[0])))
        elif not is_done and has_other_value(cell, changes, checked.read.options, checked.read.words):
            others.add(cell.key)
            place, values = cell.proposed_place or cell.place, change_values(changes[0])
            told.append(Problem("accept_other_value", place, Severity.WARNING, values))
    accepted, refused = (keys(cells) & standing.keys() for keys in (merge.accepted_keys, merge.refused_keys))
    return StandingAnswers(accepted - others, refused, tuple(told))


def with_accepted(context: ViewContext, checked: Checked) -> tuple[ViewContext, tuple[Problem, ...]]:
    """The context with the answers that stand; what is told of the others."""
    answers = standing_answers(checked, context.strategy, context.review)
    return replace(context, accepted=answers.accepted, refused=answers.refused), answers.problems


def change_values(change: ShownChange) -> dict[str, object]:
    """A change for a message: its row, its column, and both values."""
    column = column_of(change)
    name = Word("category", change.name) if change.tab == "mix" else change.name
    shown = {key: _shown(text, column) for key, text in (("before", change.before), ("after", change.after))}
    return {"name": name, "column": Title(change.tab, change.column), **shown}


def _shown(text: str, column: Column) -> object:
    """A value for a message, in the language of its reader."""
    value = value_of(text, column)
    if not text:
        return Phrase(("edits", "blank"))
    return Percent(value) if column.kind is Kind.SHARE and isinstance(value, Fraction) else value


def answer_facts(accepted: Collection[str], refused: Collection[str]) -> dict[str, str]:
    """The answers to proposals for the hidden tab; nothing where there are none."""
    answers = [sorted(accepted), sorted(refused)]
    return {FACT: json.dumps(answers, ensure_ascii=False)} if any(answers) else {}


def has_same_answers(workbook: Workbook, last_run: LastRun) -> bool:
    """Whether the user's answers to the proposals are those that the last run drew, and all their rows are there."""
    cells = merge.read_accept_cells(workbook, last_run)
    is_read = workbook.calgen_tab(merge.REVIEW) is not None
    keys = {cell.key for cell in cells}
    if is_read and (keys != last_run.proposals.keys() or merge.lost_answers(workbook, last_run)):
        return False
    now = answer_facts(merge.accepted_keys(cells), merge.refused_keys(cells))
    return now.get(FACT) == last_run.facts.get(FACT)


def is_adapted(last_run: LastRun) -> bool:
    """Whether a proposal was written into the strategy since the last run, or on its day."""
    return any(day.isoformat() >= last_run.facts.get("today", "") for day in last_run.adapted.values())


def shown_changes(review: Review | None) -> Mapping[str, tuple[ShownChange, ...]]:
    """The changes of each proposal of a review, by its key, as the hidden tab remembers them."""
    return {proposal.key: tuple(_changes(proposal)) for proposal in (review.proposals if review else ())}


def _changes(proposal: Proposal) -> Iterator[ShownChange]:
    """The cell of a proposal, and those that change with it; rows of the mix are told apart by their platform."""
    changes: tuple[CellChange | Proposal, ...] = (proposal, *proposal.also)
    for change in changes:
        platform = proposal.group if change.tab == "mix" else ""
        yield ShownChange(change.tab, change.name, platform, change.column, change.before, change.after)
