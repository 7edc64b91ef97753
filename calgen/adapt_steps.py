"""The steps of `calgen adapt`: the proposals with a yes on the tab Review, into the cells of the strategy.

It computes nothing: it writes what the last run showed (docs/decisions.md, "Proposals").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from calgen import merge
from calgen.accepted_values import Changes, chosen_changes, typed_text
from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.book.values import Phrase
from calgen.book.words import Words
from calgen.files.edit import insert_sheets
from calgen.files.read import guard
from calgen.files.save import verify
from calgen.last_run import STATE, ShownChange
from calgen.plan.days.horizon import plan_horizon
from calgen.run_records import Checked
from calgen.run_steps import DRAWN, check_file, read_run_input
from calgen.shown_proposals import ChangeState, TargetCell, change_values, target_cell
from calgen.stale_formulas import stale_formulas
from calgen.strategy_edits import InputEdit, field_edit, write_edits
from calgen.view.result_cells import state_sheet

_REASONS = ("cell_is_formula", "cell_is_merged", "cell_in_pivot", "column_to_write")


class AdaptStatus(Enum):
    """What became of an accepted proposal."""

    WRITTEN = "written"
    THERE = "there"  # its cells hold the value already
    CHANGED = "changed"  # a cell was changed by hand since
    GONE = "gone"  # a row is not in the strategy
    REFUSED = "refused"  # a cell cannot be written: a formula, a merge, no column
    UNCLEAR = "unclear"  # beside the yes stands another value than the proposed one, and it cannot be taken


@dataclass(frozen=True, slots=True)
class AcceptedProposal:
    """A proposal with a yes: its changes, where the yes stands, and what became of it."""

    key: str
    place: Place
    changes: tuple[ShownChange, ...]
    status: AdaptStatus
    edits: tuple[InputEdit, ...] = ()
    problem: Problem | None = None
    is_typed: bool = False  # its value is one that the user typed in place of the proposed one


@dataclass(frozen=True, slots=True)
class Adapted:
    """The bytes of the workbook before and after, the accepted proposals, and how many the Review shows."""

    before: bytes
    after: bytes
    words: Words
    proposals: tuple[AcceptedProposal, ...] = ()
    shown: int = 0
    is_over: bool = False  # whether the period has ended: the next run is that of the next one
    problems: tuple[Problem, ...] = field(default=())

    @property
    def changed(self) -> bool:
        return self.before != self.after

    @property
    def stopped(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def edits(self) -> tuple[InputEdit, ...]:
        """The cells that are written, each once."""
        return tuple(dict.fromkeys(edit for proposal in self.proposals for edit in proposal.edits))


def adapt(data: bytes, name: str, today: date, language: str) -> Adapted:
    """The workbook with its accepted proposals in the strategy; errors of the strategy stop.

    Raises Refused for a file that cannot be taken, and for one without the tab Review (`no_review_tab`).
    """
    file = guard.open_workbook(data, name)
    checked = check_file(file, language, [key for key in DRAWN if key != merge.REVIEW])
    words, last_run = checked.read.words, checked.last_run
    if merge.REVIEW not in checked.workbook.calgen_titles:
        raise Refused("no_review_tab", file=name, path=name)
    if checked.stopped:
        return Adapted(data, data, words, problems=checked.problems)
    cells = merge.read_accept_cells(checked.workbook, last_run)
    told = list(merge.unread_answers(checked.workbook, last_run))
    if last_run.proposals and not cells:
        told = [problem for problem in told if problem.code != "accept_no_proposal"]  # said once for the whole tab
        told.append(Problem("accept_lost", Place(checked.workbook.calgen_titles[merge.REVIEW]), Severity.WARNING))
    accepted = {cell.key: cell for cell in cells if cell.is_yes}
    found = [_chosen(checked, cell, last_run.proposals[key]) for key, cell in accepted.items()]
    after, found = _written(checked, found, today)
    told += [proposal.problem for proposal in found if proposal.problem]
    told += stale_formulas(checked, [edit for proposal in found for edit in proposal.edits] if after else ())
    is_over = plan_horizon(read_run_input(checked, today).strategy.settings, today).last < today
    return Adapted(data, after or data, words, tuple(found), len(last_run.proposals), is_over, tuple(told))


def _chosen(checked: Checked, cell: merge.AcceptCell, proposed: Changes) -> AcceptedProposal:
    """An accepted proposal with the value that its user chose: the proposed one, or hers where she typed one."""
    changes = chosen_changes(cell, proposed, checked.read.options, checked.read.words)
    if changes is None:
        value = typed_text(cell) or Phrase(("edits", "blank"))
        told = _problem_of("adapt_other_value", cell.proposed_place or cell.place, proposed[0], value=value)
        return AcceptedProposal(cell.key, cell.place, proposed, AdaptStatus.UNCLEAR, problem=told)
    return replace(_accepted(checked, cell.key, cell.place, changes), is_typed=changes != proposed)


def _accepted(
    checked: Checked, key: str, place: Place, changes: tuple[ShownChange, ...]
) -> AcceptedProposal:
    """An accepted proposal with the cells that it writes: all of its cells, or none."""
    targets = [target_cell(change, checked.read.strategy) for change in changes]
    made = AcceptedProposal(key, place, changes, AdaptStatus.THERE)
    edits: list[InputEdit] = []
    for change, target in zip(changes, targets, strict=True):
        if target is None:
            return replace(made, status=AdaptStatus.GONE, problem=_problem_of("adapt_gone", place, change))
        try:
            edit = field_edit(checked, change.tab, target.record.source, change.column, target.after)
        except Refused as refused:
            return _refused(made, refused.problems)
        if target.state is ChangeState.OTHER:
            return replace(made, status=AdaptStatus.CHANGED, problem=_changed(target, change))
        edits += [edit] if edit and target.state is ChangeState.BEFORE else []
    return replace(made, status=AdaptStatus.WRITTEN if edits else AdaptStatus.THERE, edits=tuple(edits))


def _problem_of(code: str, place: Place, change: ShownChange, **more: object) -> Problem:
    return Problem(code, place, Severity.WARNING, {**change_values(change), **more})


def _changed(target: TargetCell, change: ShownChange) -> Problem:
    return _problem_of("adapt_changed", target.record.source.place(change.column), change)


def _refused(proposal: AcceptedProposal, problems: Sequence[Problem]) -> AcceptedProposal:
    """The proposal without its edits, for the first of the reasons that stand against it."""
    first = problems[0]
    reason = Phrase(("adapt", "because", first.code if first.code in _REASONS else "other"))
    told = _problem_of("adapt_refused", first.place or proposal.place, proposal.changes[0], reason=reason)
    return replace(proposal, status=AdaptStatus.REFUSED, edits=(), problem=told)


def _written(
    checked: Checked, proposals: list[AcceptedProposal], today: date
) -> tuple[bytes | None, list[AcceptedProposal]]:
    """The bytes with the cells of all proposals that can be written, and what became of each; None where none can."""
    while edits := [edit for proposal in proposals for edit in proposal.edits]:
        try:
            return _with_memory(checked, write_edits(checked, edits), proposals, today), proposals
        except Refused as refused:
            left = [_without_refused(proposal, refused.problems) for proposal in proposals]
            if left == proposals:
                raise
            proposals = left
    return None, proposals


def _without_refused(proposal: AcceptedProposal, problems: Iterable[Problem]) -> AcceptedProposal:
    places = {edit.place for edit in proposal.edits}
    own = [problem for problem in problems if problem.place in places]
    return _refused(proposal, own) if own else proposal


def _with_memory(checked: Checked, data: bytes, proposals: Sequence[AcceptedProposal], today: date) -> bytes:
    """The bytes with the day of each written change in the hidden tab: what is adapted rests for a while."""
    file, last_run = guard.open_workbook(data, checked.file.name), checked.last_run
    cells = {change.cell: today for change in _written_changes(proposals)}
    written = {made.key: made.changes for made in proposals if made.status is AdaptStatus.WRITTEN}
    proposed = {key: written.get(key, changes) for key, changes in last_run.proposals.items()}
    last_run = replace(last_run, adapted={**last_run.adapted, **cells}, proposals=proposed)
    title = checked.workbook.calgen_titles[STATE]
    after = insert_sheets.insert_sheets(file, [state_sheet(title, last_run)], hidden=(STATE,))
    verify.verify(file, after)
    return after


def _written_changes(proposals: Iterable[AcceptedProposal]) -> Iterator[ShownChange]:
    for proposal in proposals:
        yield from proposal.changes if proposal.status is AdaptStatus.WRITTEN else ()
