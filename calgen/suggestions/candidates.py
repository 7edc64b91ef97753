"""All suggestions that the angles make for one subject, each with its weight."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from calgen.book.folding import fold, without_invisible
from calgen.book.vocabulary import choice_codes
from calgen.plan.model import Post, Subject, Suggestion
from calgen.strategy.networks import network
from calgen.suggestions.angles import Angle
from calgen.suggestions.fields import Fields
from calgen.suggestions.filling import fill

MOST_OF_ANGLE = 24  # candidates of one angle for one subject
# What an angle gains by each field that it fills, and by each list that names what the subject is.
_FIELD_WEIGHTS = {
    "key_date": 60, "campaign_message": 36, "campaign": 30, "proof": 9, "message": 6, "product": 5, "what_works": 5,
    "call_to_action": 4, "audience": 4, "idea": 3, "season": 2, "brand": 2, "month": 1,
}  # fmt: skip
_OWN_ANGLES = frozenset({"poll", "event"})  # formats that take only the angles that name them
_LIST_WEIGHTS = {"categories": 4, "stages": 5, "formats": 5, "networks": 6, "proof_kinds": 6}
CATEGORIES = frozenset({"promote", "curate", "interact"})  # one of the user's own is "own" in the lists of angles
OF_SUBJECT = frozenset({"theme", "key_date", "campaign", "campaign_message", "month", "season"})  # one value each


@dataclass(frozen=True, slots=True)
class Traits:
    """What narrows the angles of a subject: codes; a list is empty where nothing is known."""

    category: str
    stage: str
    formats: frozenset[str]
    networks: frozenset[str]
    proof_kind: str
    theme_kinds: frozenset[str] = frozenset()

    def weight_of(self, angle: Angle) -> int | None:
        """The weight that the lists of an angle give it for such a subject; None where it does not fit.

        Unknown formats and networks rule nothing out; a subject without a stage is of those that raise interest.
        """
        category = self.category if self.category in CATEGORIES else "own"
        if angle.categories and category not in angle.categories:
            return None
        if angle.stages and (self.stage or "interest") not in angle.stages:
            return None
        if not self.formats <= angle.formats and (angle.formats or self.formats & _OWN_ANGLES):
            return None
        if angle.networks and not self.networks <= angle.networks:
            return None
        if angle.proof_kinds and self.proof_kind not in angle.proof_kinds:
            return None
        if angle.not_for & self.theme_kinds or (angle.only_for and not angle.only_for & self.theme_kinds):
            return None
        lists = (
            ("categories", angle.categories),
            ("stages", angle.stages),
            ("formats", angle.formats and self.formats),
            ("networks", angle.networks and self.networks),
            ("proof_kinds", angle.proof_kinds),
        )
        return sum(_LIST_WEIGHTS[of] for of, codes in lists if codes)


def traits_of(subject: Subject, posts: Sequence[Post], proof_kind: str, theme_kinds: frozenset[str]) -> Traits:
    """The traits of a subject with its posts: an own format or network is none of the known codes.

    The format of the subject leads: a subject made as a poll asks, wherever else it is told; another does not.
    """
    codes = choice_codes("format")
    leading = codes.get(fold(subject.format), subject.format)
    formats = frozenset(codes.get(fold(post.format), post.format) for post in posts if post.format)
    formats = frozenset({leading}) if leading in _OWN_ANGLES else formats - _OWN_ANGLES or formats
    networks = frozenset(network(post.platform).key for post in posts)
    return Traits(subject.category, subject.stage, formats, networks, proof_kind, theme_kinds)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A suggestion that an angle makes with some values, and its weight; `said` are the values that others may have."""

    angle: Angle
    text: str
    values: tuple[str, ...]  # of the fields of the angle, in order
    said: tuple[tuple[str, str], ...]
    weight: int

    def suggestion(self, language: str) -> Suggestion:
        """The record that the plan keeps: the digest tells whether the same cells are still there."""
        return Suggestion(self.text, self.angle.key, digest(language, self.angle, self.values))


def digest(language: str, angle: Angle, values: Sequence[str]) -> str:
    """A short text by which a later run knows the language and the values of a suggestion, invisible signs aside."""
    plain = json.dumps([language, angle.key, *map(without_invisible, values)], ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:8]


class CandidateMaker:
    """Makes the candidates of subjects; subjects with the same traits and fields share them."""

    def __init__(self, angles: Sequence[Angle]) -> None:
        self._angles = angles
        self._fitting: dict[Traits, list[tuple[Angle, int]]] = {}
        self._made: dict[tuple[str, tuple[str, ...], int], Candidate | None] = {}

    def candidates(self, traits: Traits, fields: Fields) -> list[Candidate]:
        """The candidates in the order of the angles and of the values of their fields."""
        return [made for angle, weight in self._angles_for(traits) for made in self._of_angle(angle, weight, fields)]

    def _angles_for(self, traits: Traits) -> list[tuple[Angle, int]]:
        if traits not in self._fitting:
            weighed = ((angle, traits.weight_of(angle)) for angle in self._angles)
            self._fitting[traits] = [(angle, weight) for angle, weight in weighed if weight is not None]
        return self._fitting[traits]

    def _of_angle(self, angle: Angle, weight: int, fields: Fields) -> Iterator[Candidate]:
        choices = [fields.get(name, ()) for name in angle.fields]
        if not all(choices):
            return
        for values in islice(product(*choices), MOST_OF_ANGLE):
            key = (angle.key, values, weight)
            if key not in self._made:
                self._made[key] = _candidate(angle, values, weight)
            if made := self._made[key]:
                yield made


def _candidate(angle: Angle, values: tuple[str, ...], weight: int) -> Candidate | None:
    by_name: Mapping[str, str] = dict(zip(angle.fields, values, strict=True))
    text = fill(angle, by_name)
    if not text:
        return None
    said = tuple((name, value) for name, value in by_name.items() if name not in OF_SUBJECT)
    whole = weight + sum(_FIELD_WEIGHTS.get(name, 0) for name in angle.fields)
    return Candidate(angle, text, values, said, whole)
