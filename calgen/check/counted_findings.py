"""How many findings there are, and which are new, in words: the same in the terminal and on the tab of checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from calgen.book.problems import Problem, Severity
from calgen.book.words import Words
from calgen.check.advice_order import of_letter


def counts_text(problems: Sequence[Problem], words: Words) -> str:
    """The number of errors, warnings and notes, and how many are new where some are; empty where there are none."""
    counts = Counter(problem.severity for problem in problems)
    texts = [words.text("cli", f"counts_{severity}", n=counts[severity]) for severity in Severity if counts[severity]]
    new = sum(problem.is_new for problem in problems)
    return ", ".join([*texts, words.text("cli", "counts_new", n=new)] if new else texts)


def counts_of_letter(problems: Sequence[Problem], balance: str, words: Words) -> str:
    """The counts of the letter, and how many findings are told on the tab `balance` instead."""
    told = of_letter(problems)
    count = len(problems) - len(told)
    return counts_text(told, words) + (words.text("cli", "more_in_balance", n=count, tab=balance) if count else "")


def severity_text(problem: Problem, words: Words) -> str:
    """The severity of a problem, with a word where it is new."""
    severity = words.choice("severity", problem.severity)
    return f"{severity} · {words.text('findings', 'new')}" if problem.is_new else severity
