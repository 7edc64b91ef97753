"""Reads the plain TOML of which the files of the languages are made, in a fifth of the time of `tomllib`.

Every run reads all languages, since a heading of any of them is understood.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

_LINE = re.compile(
    r"""[ \t]*(?:
        \[(?P<table>[\w-]+(?:\.[\w-]+)*)\]
      | (?P<key>[\w-]+)[ ]=[ ](?:
            "(?P<text>[^"\\\x00-\x1f\x7f]*)"
          | (?P<json>"(?:[^"\\\x00-\x1f\x7f]|\\(?:["\\bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}))*"
                   | \["[^"\\\x00-\x1f\x7f]*"(?:,[ ]"[^"\\\x00-\x1f\x7f]*")*\] | true | false)
          | (?P<list>\[[ \t\n]*(?:"[^"\\\x00-\x1f\x7f]*",?[ \t\n]*|\d{1,9},?[ ]*)*\]))
    )?[ \t]*(?:\#[^\x00-\x08\x0a-\x1f\x7f]*)?(?:\n|\Z)""",
    re.VERBOSE | re.ASCII,
)


def load_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML file, as `tomllib.loads`, which reads what is not plain."""
    found = _load_plain(text)
    return tomllib.loads(text) if found is None else found


def _load_plain(text: str) -> dict[str, Any] | None:
    """The tables of a file of bare keys with texts, lists and truth values; None for any other, or a wrong one."""
    root: dict[str, Any] = {}
    table, opened, at = root, set[str](), 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None:
            return None
        at, kind = line.end(), line.lastgroup
        if kind is None:
            continue
        if kind == "table":
            inner = None if line["table"] in opened else _table(root, line["table"])
            if inner is None:
                return None
            opened.add(line["table"])
            table = inner
        elif line["key"] in table:
            return None
        else:
            table[line["key"]] = _value(kind, line[kind])
    return root


def _table(root: dict[str, Any], path: str) -> dict[str, Any] | None:
    """The table at a path of keys, made where it is not there; None where a value stands in its way."""
    table = root
    for key in path.split("."):
        table = table.setdefault(key, {})
        if not isinstance(table, dict):
            return None
    return table


def _value(kind: str, written: str) -> Any:
    if kind == "text":
        return written
    return json.loads(written) if kind == "json" else tomllib.loads(f"value = {written}")["value"]
