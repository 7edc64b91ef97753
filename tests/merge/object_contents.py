"""What became of the things that a user put on the calendars: each is looked for by its mark, before and after a run.

The rule (docs/decisions.md): below the table all moves by the same number of rows; beside it single cells go with their
row, what covers several rows stays as it is; what cannot be kept is told, with its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import unescape

from object_checks import CHECKS, check_text, places
from object_draft import Added
from sheet_inventory import Corners, Inventory, contents_of, corners, meet
from sheet_package import address
from tab_moves import TabMoves

from calgen.api import Generated
from calgen.book.problems import Problem

OWN = ("Mes chiffres", "My figures")


class ObjectContents:
    """The things of a draft after a run."""

    def __init__(self, added: Iterable[Added], before: bytes, done: Generated) -> None:
        self.added, self.problems, after = list(added), done.problems, done.after
        self.said: Callable[[Problem], str] = lambda problem: " ".join(done.words.message(problem))
        self.before, self.after = contents_of(before), contents_of(after)
        asked = {thing.tab for thing in self.added} | set(re.findall(r"'((?:[^']|'')+)'!", self._formulas()))
        self.moves = {title: TabMoves(self.before.sheet(title), new, self.after) for title in self.before.parts
                      if title in asked and (new := self._same(title))}  # fmt: skip

    def _formulas(self) -> str:
        """All that her own tab says of others."""
        parts = [self.before.held[part] for title, part in self.before.parts.items() if title in OWN]
        return unescape(b" ".join(parts).decode(), {"&apos;": "'"}) + " ".join(thing.aim for thing in self.added)

    def _same(self, title: str) -> Inventory | None:
        """The tab of a title after the run, under its name in another language too."""
        part = self.before.parts[title]
        now = title if title in self.after.parts else next((t for t, p in self.after.parts.items() if p == part), "")
        return self.after.sheet(now) if now else None

    def faults(self) -> list[str]:
        """All that is not as it should be."""
        found = [f"{thing}: {fault}" for thing in self.added for fault in self._faults(thing)]
        return found + [f"foreign {one}" for one in self._foreign()] + list(self._together())

    def _faults(self, thing: Added) -> Iterator[str]:
        moves = self.moves.get(thing.tab)
        if moves is None:
            yield "its tab is gone"
            return
        try:
            found = list(CHECKS.get(thing.kind, check_text)(thing, moves))
        except ValueError as error:
            found = [f"{moves.region(thing.at)}: no range: {error}"]
        if found and not self.is_told(thing):
            yield from found
        if thing.tab in OWN and thing.kind in ("formula", "chart", "format", "choice"):
            yield from self._silent(thing)

    def is_told(self, thing: Added) -> bool:
        """Whether a problem has its place on a thing, or names its cell or its mark."""
        for problem in self.problems:
            text = " ".join(str(one) for one in (*problem.values.values(), self.said(problem)))
            if thing.mark in text:
                return True
            if problem.place and problem.place.tab == thing.tab and problem.place.cell:
                try:
                    here = corners(problem.place.cell.partition(",")[0])
                except ValueError:
                    continue
                if meet(here, thing.at):
                    return True
            if re.search(rf"(?<![A-Z0-9]){address(thing.at[0], thing.at[1])}(?!\d)", text):
                return True
        return False

    # -- outside ------------------------------------------------------------------------------------------------------

    def _foreign(self) -> Iterator[str]:
        """The parts of her own tabs are what they were, byte for byte."""
        for title in OWN:
            if (part := self.before.parts.get(title)) and self.before.held[part] != self.after.held.get(part):
                yield f"{title} has changed"

    def _silent(self, thing: Added) -> Iterator[str]:
        """A formula of her own tab that points at rows which moved must be told."""
        texts = [thing.aim]
        old = self.before.sheet(thing.tab)
        if thing.kind == "formula":
            texts = [old.cells[thing.at[:2]].formula]
        elif thing.kind == "choice":
            texts = [formula for _, prompt, formula in old.choices if prompt == thing.mark]
        elif thing.kind == "format":
            texts = [formula for _, formula in old.formats if thing.mark in formula]
        for text in texts:
            for title, ref in re.findall(r"'((?:[^']|'')+)'!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)", text):
                moves = self.moves.get(title)
                if moves and moves.frame and self._moved(moves, corners(ref)) and not self.is_told(thing):
                    yield f"points at {title}!{ref}, whose rows have moved, and nothing is told"

    def _moved(self, moves: TabMoves, at: Corners) -> bool:
        """Whether what stood in a range stands elsewhere now."""
        assert moves.frame
        if at[0] > moves.frame[2]:
            return moves.below != {0}
        if (at[0], at[2]) == (moves.frame[0] + 1, moves.frame[2]):
            return moves.shift != 0  # the whole column, whatever stands in it
        rows = [row for row in moves.ids.values() if at[0] <= row <= at[2]]
        return {moves.rows.get(row) for row in rows} != set(rows)

    def _together(self) -> Iterator[str]:
        """Texts: every one that stood on a calendar stands there once; those below its table have moved as one."""
        steps: dict[str, set[int]] = {}
        for thing in self.added:
            moves = self.moves.get(thing.tab)
            if thing.kind != "text" or moves is None:
                continue
            found = places(moves.new, thing.mark)
            if len(found) > 1:
                yield f"{thing}: stands {len(found)} times"
            elif found and moves.region(thing.at) == "below":
                steps.setdefault(thing.tab, set()).add(found[0][0] - thing.at[0])
        yield from (f"{tab}: below the table by {sorted(found)} rows" for tab, found in steps.items() if len(found) > 1)
