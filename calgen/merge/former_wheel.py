"""The wheel of a workbook without a tab of it, as version 0.1.0 filled it in: its fingerprint has those missions."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.folding import fold
from calgen.book.languages import entry, languages
from calgen.book.vocabulary import choice_codes
from calgen.strategy import Strategy, defaults
from calgen.strategy.wheel import Approach


def with_former_wheel(strategy: Strategy) -> Strategy:
    """The strategy with the wheel of version 0.1.0 where nobody typed one, and without missions that nobody typed."""
    typed = tuple(row for row in strategy.wheel if row.source.row)
    if typed or not strategy.wheel:
        return replace(strategy, wheel=typed)
    language = _language(strategy)
    if not language:
        return strategy
    names = {code: str(entry(language, "choices", "approach", code)[0]) for code in defaults.FORMER_WHEEL}
    names |= entry(language, "former_missions")
    domains = defaults.WHEEL | defaults.FORMER_WHEEL
    source = strategy.wheel[0].source
    wheel = tuple(Approach(approach=name, domain=domains[code], source=source) for code, name in names.items())
    codes = choice_codes("approach")

    def former(mission: str) -> str:
        return names.get(codes.get(fold(mission), ""), mission)

    objectives = tuple(
        replace(row, approaches=tuple(sorted(map(former, row.approaches), key=fold))) for row in strategy.objectives
    )
    return replace(strategy, wheel=wheel, objectives=objectives)


def _language(strategy: Strategy) -> str:
    """The language in which the missions that nobody typed are named."""
    names = {row.approach for row in strategy.wheel}
    return next((code for code in languages() if entry(code, "choices", "approach", "sales")[0] in names), "")
