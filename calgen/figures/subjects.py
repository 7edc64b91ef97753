"""Counts the subjects without a title, which the user still has to find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from calgen.plan.model import Subject


def untitled_subjects(subjects: Iterable[Subject]) -> Counter[str]:
    """The number of subjects without a title, by theme."""
    return Counter(subject.theme for subject in subjects if not subject.title)
