"""Values in words that the words around them agree with: singular and plural, hours of work, paths."""

from __future__ import annotations

from calgen.book.shell import quoted_path


class AgreeingText(str):
    """A value in words that other words agree with: `{n:post|posts}` is « 3 posts », `{n:=is|are}` the verb alone.

    `{n:no post|post|posts}` says in words that there is none.

    `{n:work}` are hours of work: « 12 h », « 10 min »; `{n:ordinal}` is a place in a row: « 2e », “2nd”; `{file:shell}`
    is a path as a terminal takes it.
    """

    __slots__ = ("ordinal", "singular", "work")
    ordinal: str
    singular: bool
    work: str

    def __new__(cls, text: str, *, singular: bool, work: str = "", ordinal: str = "") -> AgreeingText:
        found = super().__new__(cls, text)
        found.singular, found.work, found.ordinal = singular, work, ordinal
        return found

    def __format__(self, spec: str) -> str:
        if spec == "work":
            return self.work or str(self)
        if spec == "ordinal":
            return self.ordinal or str(self)
        if spec == "shell":
            return quoted_path(str(self))
        if "|" not in spec:
            return str(self)
        *none, one, other = spec.removeprefix("=").split("|")
        if none and str(self) == "0":
            return none[0]
        word = one if self.singular else other
        return word if spec.startswith("=") else f"{self} {word}"
