"""Texts that name networks: `IG + FB`, `Instagram (pink)`, `all`."""

from __future__ import annotations

import re

from calgen.book import patterns
from calgen.book.folding import fold, tidy
from calgen.book.vocabulary import choice_codes
from calgen.strategy.networks import OTHER, network

_LONGEST_NETWORK = 40


def is_network(text: str) -> bool:
    """Whether a text is the name of a network, or of an account of one."""
    return 0 < len(text) <= _LONGEST_NETWORK and network(text) is not OTHER


_COLOR = re.compile(r"\s*\([^)]*\)\s*$")  # « Instagram (pink) », as Trello exports its labels


def networks_in(text: str) -> tuple[str, ...]:
    """The networks that a text names one after the other; empty where a piece of it is none."""
    pieces = [_COLOR.sub("", part) for part in patterns.list_separators(",;/+&|\n·").split(text)]
    found = tuple(dict.fromkeys(tidied for piece in pieces if (tidied := tidy(piece))))
    return found if all(map(is_network, found)) else ()


def is_everywhere(text: str) -> bool:
    """Whether a text means all platforms."""
    return fold(text) in choice_codes("everywhere")
