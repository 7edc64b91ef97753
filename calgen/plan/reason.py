"""Reasons: why a post stands where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of why a post stands where it stands: the code of its sentence, and the values that fill it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
