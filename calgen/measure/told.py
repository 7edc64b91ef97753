"""The blocks of the balance in words, for the terminal, and as records, for programs."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from calgen.book.values import Percent
from calgen.book.words import Words

_CHOICES = {"category": "category", "domain": "domain", "priority": "wheel_priority", "stage": "stage"}
_EMPTY = {"platform": ("phrases", "all_platforms"), "stage": ("labels", "no_stage")}
_SHARES = ("share_asked", "share_got", "served_share")
_COLUMNS = {
    *("platform", "per_week", "asked", "planned", "gap", "published", "week", "theme", "category", "posts", "silence"),
    *("shortest", "served", "objective", "audience", "campaign", "from_day", "to_day", "posts_then", "month", "stage"),
    *("person", "hours_asked", "hours_held", "approach", "domain", "priority", *_SHARES),
}


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a block: days as 2027-01-04, nothing as null."""
    rows = table.reset_index()
    for name in rows.select_dtypes("datetime"):
        rows[name] = rows[name].dt.strftime("%Y-%m-%d")
    found: list[dict[str, Any]] = json.loads(rows.to_json(orient="records", double_precision=6))
    return found


def spoken(table: pd.DataFrame, words: Words) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows of a block; a column of no name of ours is a platform's or a category's."""
    rows = table.reset_index()
    names = [str(name) for name in rows.columns]
    headings = [words.text("labels", one) if one in _COLUMNS else words.choice("category", one) for one in names]
    cells = [[_said(name, value, words) for name, value in zip(names, row, strict=True)] for row in rows.to_numpy()]
    return headings, cells


def _said(name: str, value: Any, words: Words) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{words.month(value.month)} {value.year}" if name == "month" else words.format_value(value.date())
    if isinstance(value, str):
        if not value:
            return words.text(*_EMPTY[name]) if name in _EMPTY else ""
        return words.choice(_CHOICES[name], value) if name in _CHOICES else value
    if name in _SHARES or (name not in _COLUMNS and isinstance(value, float)):
        return words.format_value(Percent(float(value)))
    return words.number(float(value), 1)
