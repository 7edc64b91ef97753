"""Counts the subjects without a title, which the user still has to find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from calgen.plan.model import Subject


def untitled_subjects(subjects: Iterable[Subject], since: date) -> Counter[str]:
    """The number of subjects without a title and with a post from the day `since` on, by theme."""
    return Counter(subject.theme for subject in subjects if not subject.title and subject.last >= since)
