"""Three suggestions for each subject without a title: those of the last run where they still hold, and new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product

from calgen.book.folding import fold, without_invisible
from calgen.book.words import Words
from calgen.plan.model import Plan, Post, Subject, Suggestion
from calgen.strategy import Strategy
from calgen.suggestions.angles import Angles, load_angles
from calgen.suggestions.candidates import Candidate, CandidateMaker, traits_of
from calgen.suggestions.fields import StrategyFields
from calgen.suggestions.turns import Turns

COUNT = 3  # suggestions of a subject
WRITTEN_FIRST = timedelta(weeks=4)
PART = "+"  # in a digest, before the number of a part

Standing = Mapping[int, Sequence[Suggestion]]  # number of a subject → the suggestions that it had in the last run


def with_suggestions(
    strategy: Strategy,
    plan: Plan,
    words: Words,
    *,
    standing: Standing | None = None,
    settled: Collection[int] = (),
    without: Collection[int] = (),
    taken: Collection[str] = (),
    angles: Angles | None = None,
) -> Plan:
    """The plan with suggestions for its subjects without a title; as it is where the language has no angles.

    `standing` suggestions stay while the cells that they say stay; those of `settled` subjects stay in any case. The
    subjects of `without` get none. No suggestion says one of the `taken` titles, nor an idea or piece of the strategy.
    """
    known = load_angles(words.language) if angles is None else angles
    to_find = [subject for subject in plan.subjects if not subject.title and subject.number not in without]
    if not known.every or not to_find:
        return plan
    used = {fold(title) for title in (*taken, *_titles(strategy, plan))}
    choice = _Chooser(strategy, plan, words, known, used)
    choice.keep(to_find, standing or {}, settled)
    found = choice.suggestions(to_find)
    subjects = (replace(row, suggestions=tuple(found.get(row.number, ()))) for row in plan.subjects)
    return replace(plan, subjects=tuple(subjects))


def _titles(strategy: Strategy, plan: Plan) -> list[str]:
    """The titles that the user has given, in the strategy and in the calendar."""
    ideas = [idea for theme in strategy.themes for idea in theme.ideas]
    return [*ideas, *(piece.title for piece in strategy.content), *(row.title for row in plan.subjects if row.title)]


class _Chooser:
    """The suggestions of all subjects; titles are chosen before the second and the third suggestions."""

    def __init__(self, strategy: Strategy, plan: Plan, words: Words, angles: Angles, used: set[str]) -> None:
        self._plan, self._words, self._used = plan, words, used
        self._themes = {theme.theme: theme for theme in strategy.themes}
        self._fields = StrategyFields(strategy, plan, words)
        self._angles, self._maker = angles, CandidateMaker(angles.every)
        self._turns = Turns()
        self._posts: dict[int, list[Post]] = {}
        for post in plan.posts:
            self._posts.setdefault(post.subject, []).append(post)
        self._candidates: dict[int, list[Candidate]] = {}
        self._made_parts: dict[tuple[str, str], tuple[str, str]] = {}
        self._chosen: dict[int, list[Suggestion | None]] = {}
        self._former_angles: dict[tuple[int, int], str] = {}  # subject and place of a suggestion that holds no longer
        latest_first = sorted(plan.subjects, key=lambda row: row.first, reverse=True)
        self._title_days = {fold(row.title): row.first for row in latest_first if row.title}  # folded → first day

    def keep(self, subjects: Sequence[Subject], standing: Standing, settled: Collection[int]) -> None:
        """Keep the standing suggestions that still hold, each at its place."""
        for subject in subjects:
            self._chosen[subject.number] = [None] * COUNT
            for place, suggestion in enumerate(standing.get(subject.number, ())[:COUNT]):
                kept = suggestion if subject.number in settled else self._made_again(subject, suggestion)
                if kept and fold(kept.text) not in self._used:
                    self._take(subject, place, kept)
                else:
                    self._former_angles[subject.number, place] = suggestion.angle

    def _made_again(self, subject: Subject, suggestion: Suggestion) -> Suggestion | None:
        """A suggestion with the invisible signs that its cells have now; None where they no longer say its words."""
        language, (digest, _, part) = self._words.language, suggestion.digest.partition(PART)
        own = (made for made in self._of(subject) if made.angle.key == suggestion.angle)
        made = next((made for made in own if made.suggestion(language).digest == digest), None)
        if made is None:
            return None
        texts = (self._part(made.text, name)[0] for name in self._parts(subject)) if part else [made.text]
        plain = without_invisible(suggestion.text)
        text = next((text for text in texts if without_invisible(text) == plain), suggestion.text)
        return replace(suggestion, text=text)

    def suggestions(self, subjects: Sequence[Subject]) -> Mapping[int, Sequence[Suggestion]]:
        """The suggestions of each subject, by its number; fewer than three where nothing is left to say.

        The subjects of the first weeks have all three before later ones have any: they are written first.
        """
        in_order = sorted(subjects, key=lambda row: (row.first, row.theme, row.number))
        near = [row for row in in_order if row.first - in_order[0].first < WRITTEN_FIRST]
        for part, place in product((near, in_order[len(near) :]), range(COUNT)):
            for subject in part:
                if self._chosen[subject.number][place] is None:
                    self._choose(subject, place)
                if place == 0:
                    self._count_title(subject)
        return {number: [made for made in chosen if made] for number, chosen in self._chosen.items()}

    def _choose(self, subject: Subject, place: int) -> None:
        own = {made.angle for made in self._chosen[subject.number] if made}
        platforms = self._platforms(subject) if place == 0 else None
        candidates, former = self._of(subject), self._former_angles.get((subject.number, place), "")
        others = [made for made in candidates if made.angle.key not in own]
        pools = (pool for every in (others, candidates) for pool in (_of_angle(every, former), every))
        found = (self._best(subject, pool, platforms) for pool in pools)
        best = next((made for made in found if made), None)
        if best is None:
            self._choose_part(subject, place)
            return
        self._take(subject, place, best.suggestion(self._words.language), best.said)

    def _best(
        self, subject: Subject, candidates: Sequence[Candidate], platforms: tuple[str, ...] | None
    ) -> Candidate | None:
        """The first of the free candidates with the fewest points against them; None where all are taken.

        The heaviest are looked at first. Points are never negative: no lighter candidate can be better once its weight
        alone is less than what the best one is worth.
        """
        best: tuple[int, int] | None = None
        for at in sorted(range(len(candidates)), key=lambda at: (-candidates[at].weight, at)):
            if best and -candidates[at].weight > best[0]:
                break
            if fold(candidates[at].text) not in self._used:
                cost = self._cost(subject, candidates[at], platforms), at
                best = min(best or cost, cost)
        return candidates[best[1]] if best else None

    def _cost(self, subject: Subject, made: Candidate, platforms: tuple[str, ...] | None) -> int:
        """The points against a candidate; as a title on some platforms, or as another suggestion."""
        cost = self._turns.cost(made, subject.theme) - made.weight
        return cost if platforms is None else cost + self._turns.title_cost(made, subject.theme, platforms)

    def _choose_part(self, subject: Subject, place: int) -> None:
        """The next part of what an earlier subject has as its title; of any suggestion where there is none left."""
        candidates = self._of(subject)
        told = [made for made in candidates if self._is_told_before(subject, made.text)]
        for pool, (number, part) in product((told, candidates), enumerate(self._parts(subject))):
            for made in pool:
                text, folded = self._part(made.text, part)
                if folded not in self._used:
                    first = made.suggestion(self._words.language)
                    self._take(subject, place, replace(first, text=text, digest=f"{first.digest}{PART}{number}"))
                    return

    def _is_told_before(self, subject: Subject, text: str) -> bool:
        """Whether a subject that begins earlier has a text as its title."""
        return self._title_days.get(fold(text), subject.first) < subject.first

    def _part(self, text: str, part: str) -> tuple[str, str]:
        """The text of a part of a suggestion, and the same folded; made once, for many subjects ask for it."""
        if (text, part) not in self._made_parts:
            made = self._words.text("suggestions", "part", text=text, part=part)
            self._made_parts[text, part] = made, fold(made)
        return self._made_parts[text, part]

    def _parts(self, subject: Subject) -> Iterator[str]:
        """The parts in which something goes on: the second, the third and so on; then those of the subject's month."""
        parts = self._words.texts("suggestions", "parts")
        yield from parts
        for month in self._fields.of(subject, ())["month"]:
            yield from (f"{part}, {month}" for part in parts)

    def _take(
        self, subject: Subject, place: int, suggestion: Suggestion, said: tuple[tuple[str, str], ...] = ()
    ) -> None:
        self._chosen[subject.number][place] = suggestion
        self._used.add(fold(suggestion.text))
        self._turns.take(subject.theme, suggestion.angle, said)

    def _count_title(self, subject: Subject) -> None:
        if first := self._chosen[subject.number][0]:
            self._title_days[fold(first.text)] = subject.first
            self._turns.take_title(subject.theme, first.angle, self._platforms(subject))

    def _platforms(self, subject: Subject) -> tuple[str, ...]:
        return tuple(sorted({post.platform for post in self._posts.get(subject.number, ())}))

    def _of(self, subject: Subject) -> list[Candidate]:
        """All candidates of a subject."""
        if subject.number not in self._candidates:
            posts, theme = self._posts.get(subject.number, []), self._themes.get(subject.theme)
            kinds = self._angles.kinds_of(subject.theme)
            traits = traits_of(subject, posts, theme.proof_kind if theme else "", kinds)
            self._candidates[subject.number] = self._maker.candidates(traits, self._fields.of(subject, posts))
        return self._candidates[subject.number]


def _of_angle(candidates: Sequence[Candidate], key: str) -> list[Candidate]:
    """Those that an angle makes; none for an empty key."""
    return [made for made in candidates if made.angle.key == key] if key else []
