"""What `calgen adapt` did, as lines for a person and as a record for a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calgen.adapt_steps import Adapted, AdaptStatus
from calgen.records import problem_records
from calgen.strategy_edits import account_lines, account_records


def adapt_lines(made: Adapted, file: str, *, dry_run: bool) -> Iterator[str]:
    """Each cell that is written, what was there already, and what comes next."""
    words = made.words
    yield from account_lines(made.edits, words)
    there = sum(proposal.status is AdaptStatus.THERE for proposal in made.proposals)
    if there:
        yield words.text("adapt", "there", n=there)
    if typed := sum(proposal.is_typed and bool(proposal.edits) for proposal in made.proposals):
        yield words.text("adapt", "typed", n=typed)
    if made.edits:
        yield words.text("adapt", "dry_run", file=file) if dry_run else written_line(made, file)
    elif made.proposals:
        yield words.text("adapt", "nothing", file=file)
    else:
        yield words.text("adapt", "none_accepted" if made.shown else "none_shown", n=made.shown, file=file)


def written_line(made: Adapted, file: str) -> str:
    """That it is written, and the command that plans with it: the next period's where the present one is over."""
    return made.words.text("adapt", "written_over" if made.is_over else "written", file=file)


def adapt_record(made: Adapted, *, written: bool) -> dict[str, Any]:
    """The accepted proposals with their cells, and all problems."""
    proposals = [
        {"key": proposal.key, "status": proposal.status.value, "cells": account_records(proposal.edits)}
        for proposal in made.proposals
    ]
    return {
        "written": written,
        "shown": made.shown,
        "proposals": proposals,
        "problems": problem_records(made.problems, made.words),
    }
