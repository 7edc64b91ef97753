"""Texts that name networks: `IG + FB`, `Instagram (pink)`, `all`."""

from __future__ import annotations

import re

from calgen.book import patterns
from calgen.book.folding import fold, tidy
from calgen.book.vocabulary import choice_codes, network_names
from calgen.strategy.networks import OTHER, network

_LONGEST_NETWORK = 40


def is_network(text: str) -> bool:
    """Whether a text is the name of a network, or of an account of one."""
    return 0 < len(text) <= _LONGEST_NETWORK and network(text) is not OTHER


def network_named(title: str) -> str:
    """The name of the network that a title is, or holds: `Facebook` of `Facebook – January 2027`; empty: none."""
    known = network(title)
    if known is OTHER or not is_network(title):
        return ""
    words = [word for word in re.split(r"[\s–—:|()]+", title) if word]
    for count in range(len(words), 0, -1):
        for first in range(len(words) - count + 1):
            name = " ".join(words[first : first + count])
            if fold(name) in (*known.names, *names_of_network(known.key)):
                return name
    return title


_COLOR = re.compile(r"\s*\([^)]*\)\s*$")  # « Instagram (pink) », as Trello exports its labels


def names_of_network(key: str) -> tuple[str, ...]:
    """What people call a network, folded."""
    return tuple(name for name, meant in network_names().items() if meant == key)


def networks_in(text: str) -> tuple[str, ...]:
    """The networks that a text names one after the other; empty where a piece of it is none."""
    pieces = [_COLOR.sub("", part) for part in patterns.list_separators(",;/+&|\n·").split(text)]
    found = tuple(dict.fromkeys(tidied for piece in pieces if (tidied := tidy(piece))))
    return found if all(map(is_network, found)) else ()


_LABEL = re.compile(r"[^,()]*\([a-z_]+\)")


def labels_in(text: str) -> tuple[str, ...]:
    """The labels of a card as Trello exports them, without their colours; empty where a text is no list of them."""
    pieces = [tidy(piece) for piece in text.split(",")]
    are_labels = all(_LABEL.fullmatch(piece) for piece in pieces)
    return tuple(tidy(_COLOR.sub("", piece)) for piece in pieces) if are_labels else ()


def is_everywhere(text: str) -> bool:
    """Whether a text means all platforms."""
    return fold(text) in choice_codes("everywhere")
