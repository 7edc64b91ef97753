"""What the review says in sentences, for its tab and for the terminal: numbers with their doubt, states, verdicts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from math import exp, isfinite

from calgen.book.values import Amount, Hours, Percent
from calgen.book.words import Words, capitalized, uncapitalized
from calgen.learn.result_costs import ResultCost
from calgen.learn.shrinkage import LevelEffect
from calgen.review.model import CellChange, CostReview, EffectReview, ObjectiveReview, PairReview, Proposal, Review

STATE_SIGNS = {"ahead": "▲", "on_track": "✓", "behind": "▼", "at_risk": "✕",
               "reached": "✓", "missed": "✕", "unknown": "○"}  # fmt: skip
SURE_ABOVE, SURE_BELOW = 0.85, 0.15  # chances to be above the average, from which a difference is told in colour
LEAST_COUNT = 3  # posts of a theme, format or moment, below which nothing is said of it
_MOMENTS = {
    "morning": (6, 9),
    "late_morning": (9, 12),
    "noon": (12, 14),
    "afternoon": (14, 18),
    "evening": (18, 22),
    "night": (22, 6),
}
_HOUR = re.compile(r"\b(\d{1,2}):(\d\d)\b")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)( ?%)?")


@dataclass(frozen=True, slots=True)
class ReviewSentences:
    """The sentences in one language."""

    words: Words

    def text(self, key: str, **values: object) -> str:
        """A sentence of the review with its values."""
        return self.words.text("review", key, **values)

    def head(self, review: Review) -> str:
        """As of when, and how many published posts have figures."""
        counts = {"published": review.published, "with_figures": review.with_figures}
        return self.text("as_of" if review.published else "as_of_none", today=review.today, **counts)

    def next_step(self, review: Review, tab: str = "") -> str:
        """What comes next: proposals to accept, nothing to change, or what is missing before anything is proposed.

        `tab` is the title of the tab where it is said elsewhere.
        """
        if review.proposals:
            where = self.text("in_tab", tab=tab) if tab else self.text("below")
            accept = self.words.title("review", "accept")
            return self.text("next_proposals", n=len(review.proposals), where=where, accept=accept)
        if review.effects:  # of posts of the period before, where one has just begun
            return self.text("next_none")
        if not review.with_figures:
            return self.text("next_figures")
        missing = tuple(
            self.text("early_platform", n=row.posts_missing, platform=row.platform)
            for row in review.platforms
            if row.posts_missing
        )
        return self.text("next_early", missing=missing) if missing else self.text("next_none")

    # -- objectives ------------------------------------------------------------------------------------------------

    def state(self, code: str) -> str:
        """The sign and the word of a state."""
        return f"{STATE_SIGNS[code]} {self.text(f'state_{code}')}"

    def kpi(self, objective: ObjectiveReview) -> str:
        """The indicator of an objective."""
        return self.text("kpi_line", kpi=objective.kpi) if objective.kpi else ""

    def reading(self, objective: ObjectiveReview) -> str:
        """Where the last reading comes from; how to add one where there is none."""
        last = objective.last
        if last is None:
            return self.text("no_reading")
        if last.is_counted:
            return self.text("reading_counted")
        return self.text("reading_source", source=last.source) if last.source else ""

    def forecast(self, objective: ObjectiveReview) -> str:
        """What is to be expected at the deadline, or how much is missing before that can be said."""
        found = objective.forecast
        if found is None:
            missing = objective.periods_missing
            return self.text(f"forecast_early_{objective.kind}", n=missing) if missing else ""
        expected, low, high = (Fraction(significant(value)) for value in (found.expected, found.low, found.high))
        values = {"deadline": objective.deadline, "expected": expected, "low": low, "high": high}
        if found.chance is None or objective.goal is None:
            return self.text("forecast", **values)
        chance = round(found.chance * 10)
        chances = {0: "forecast_no_chance", 10: "forecast_sure"}
        return self.text(chances.get(chance, "forecast_chance"), **values, chance=chance, goal=objective.goal)

    def cost(self, objective: ObjectiveReview) -> str:
        """What one result costs with its interval, from how many on it pays, and what comes back."""
        parts = []
        if objective.cost:
            key = "cost_none" if objective.cost.each is None else "cost_each"
            parts.append(self.text(key, range=self.cost_range(objective.cost)))
        if objective.break_even is not None:
            parts.append(self.text("break_even", n=objective.break_even))
        if objective.return_on_cost is not None:
            parts.append(self.text("return_on_cost", part=Percent(Fraction(round(objective.return_on_cost, 2)))))
        return " ".join(capitalized(part) for part in parts)

    def cost_range(self, cost: ResultCost) -> str:
        """The cost of a result with its interval; where there is none yet, what it costs at least."""
        low = amount(cost.low)
        if cost.each is None or cost.high is None:
            return self.text("cost_least", low=low)
        return self.text("cost_range", each=amount(cost.each), low=low, high=amount(cost.high))

    # -- effects ---------------------------------------------------------------------------------------------------

    def factor(self, effect: float, low: float, high: float) -> str:
        """A difference as a factor with its interval: about 1.4 times the average (between 0.8 and 2.2)."""
        key = "effect_even" if self.times(effect) == self.times(0.0) else "effect"
        return self.text(key, factor=self.times(effect), low=self.times(low), high=self.times(high))

    def times(self, logarithm: float) -> str:
        """A factor from its logarithm."""
        return self.number(exp(logarithm))

    def number(self, value: float) -> str:
        """A factor with one digit; with two where it is so small that one tells nothing."""
        return self.words.number(value, 1 if value >= 0.1 else 2)

    def chance(self, chance: float) -> str:
        """A chance out of a hundred, never none and never all."""
        return self.text("chance", n=percent(chance))

    def effect(self, review: EffectReview) -> str:
        """The whole sentence of an effect: the factor, the number of posts, the chance to be above the average."""
        return self._sentence(review.effect)

    def _sentence(self, effect: LevelEffect) -> str:
        factor = self.factor(effect.effect, effect.low, effect.high)
        return self.text("effect_sentence", factor=factor, n=effect.count, chance=percent(effect.chance_above))

    def level(self, factor: str, name: str) -> str:
        """The name of a theme or format as it stands; of a moment, its hours and the kind of its day."""
        part, _, kind = name.partition(" ")
        if factor != "moment" or part not in _MOMENTS:
            return self.words.choice("format", name) if factor == "format" else name
        first, last = (time(hour) for hour in _MOMENTS[part])
        return self.text(f"moment_{kind}", hours=Hours(first, last))

    def inseparable(self, review: EffectReview) -> str:
        """That the posts of two levels go together; empty where they do not."""
        if review.inseparable is None:
            return ""
        names = {"name": self.level(review.factor, review.effect.name), "other": self.level(*review.inseparable)}
        return self.text("inseparable", **names)

    # -- pairs -----------------------------------------------------------------------------------------------------

    def verdict(self, pair: PairReview) -> str:
        """Which variant did better, or that nothing allows a choice, with the number of pairs."""
        if not pair.is_judged or pair.test is None:
            text = self.text("verdict_early", pairs=pair.pairs, needed=pair.needed)
            short = pair.planned < pair.needed
            return text + (" " + self.text("verdict_short", planned=pair.planned) if short else "")
        is_b = pair.test.difference >= 0
        sign = 1 if is_b else -1
        ends = sorted((sign * pair.test.low, sign * pair.test.high))
        better, other = (self.text(f"variant_{self._variants(pair)}_{name}") for name in ("ba" if is_b else "ab"))
        key = "verdict_better" if pair.winner else "verdict_none"
        doubt = self.text("interval", low=self.times(ends[0]), high=self.times(ends[1])) if all(
            isfinite(end) for end in ends) else ""  # fmt: skip
        values = {"better": better, "other": other, "factor": self.times(sign * pair.test.difference)}
        return capitalized(self.text(key, **values, doubt=doubt))

    @staticmethod
    def _variants(pair: PairReview) -> str:
        return "hour" if pair.tested == "hour" else "post"

    # -- costs and proposals ---------------------------------------------------------------------------------------

    def spent(self, costs: CostReview) -> str:
        """What was spent up to now, in hours and money."""
        values = {"hours": round(costs.hours), "cost": amount(costs.hours_cost), "budget": amount(costs.budget),
                  "since": costs.since}  # fmt: skip
        key = "spent" if costs.hours_cost else "spent_hours"
        return self.text(key if costs.budget else f"{key}_alone", **values)

    def cut_first(self, costs: CostReview) -> str:
        """What would be cut first, or that nothing allows a choice."""
        return self.text("cut_first", theme=costs.cut_first) if costs.cut_first else self.text("cut_none")

    def proposed_cell(self, proposal: Proposal) -> str:
        """What a proposal is about."""
        title = self.words.title(proposal.tab, proposal.column)
        name = self.words.choice("category", proposal.name) if proposal.kind == "share" else proposal.name
        on = "_on" if proposal.kind == "share" and proposal.group else ""
        key = f"proposal_{proposal.kind}{on}"
        return self.text(key, name=name, group=proposal.group, column=uncapitalized(title))

    def value(self, text: str) -> str:
        """A value of the strategy, which is written alike for every language, as this one writes it."""
        if not text:
            return self.text("blank")
        if number := _NUMBER.fullmatch(text):
            value = Fraction(number[1])
            return self.words.format_value(Percent(value / 100)) if number[2] else self.words.number(value)
        return _HOUR.sub(lambda found: self.words.hour(time(int(found[1]), int(found[2]))), text)

    def _change(self, change: CellChange) -> str:
        name = self.words.choice("category", change.name)
        return f"{name} {self.value(change.before)} → {self.value(change.after)}"

    def why(self, proposal: Proposal) -> str:
        """Why it is proposed, with its doubt, and what changes with it."""
        parts = []
        if proposal.effect:
            moment = self.level("moment", proposal.effect.name) if proposal.kind == "hours" else ""
            colon = self.words.text("phrases", "colon")
            parts.append(capitalized(f"{moment}{colon if moment else ''}{self._sentence(proposal.effect)}"))
        if proposal.also:
            changes = tuple(map(self._change, proposal.also))
            parts.append(self.text("proposal_also", changes=changes))
        return " ".join(parts)


def sure_side(review: EffectReview) -> str:
    """`above` or `below`: where it very likely is beside the average; empty where nothing is clear."""
    chance = review.effect.chance_above
    if review.effect.count < LEAST_COUNT or review.inseparable:
        return ""
    return "above" if chance >= SURE_ABOVE else "below" if chance <= SURE_BELOW else ""


def percent(chance: float) -> int:
    """A chance out of a hundred, from 1 to 99."""
    return min(99, max(1, round(100 * chance)))


def significant(value: float, digits: int = 3) -> str:
    """A number with so many significant digits, as `Fraction` reads it."""
    return f"{value:.{digits}g}"


def amount(value: float | Fraction) -> Amount:
    """A sum of money, with three significant digits where it is small, and in whole units from a hundred on."""
    price = float(value)
    return Amount(Fraction(round(price)) if abs(price) >= 100 else Fraction(significant(price)))
