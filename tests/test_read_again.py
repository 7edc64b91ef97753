"""Whatever the strategy, typed into cells in either language and read again, it is the same strategy."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from seeds import few_of

from calgen.book.columns import Column, Kind
from calgen.book.folding import fold, tidy
from calgen.book.grid import Cell, Grid, Workbook
from calgen.book.languages import languages
from calgen.book.values import EXCEPT, Cadence, Hours, Span
from calgen.book.vocabulary import choice_codes
from calgen.book.words import Words, load_words
from calgen.files.read import samples
from calgen.read import read
from calgen.strategy import TABS, Strategy
from calgen.view.cell_text import cell_value

if TYPE_CHECKING:
    from collections.abc import Callable

F = Fraction

LETTERS = "abcdefgxyzABCÉéèçœÀñ0123456789 '’&!?.-_/()«»+%#"
TEXT = st.text(LETTERS, min_size=1, max_size=18).map(tidy).filter(fold)
WORD = TEXT.filter(lambda text: not text.startswith("#"))
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
TIMES = st.times(max_value=time(23, 59)).map(lambda one: time(one.hour, one.minute))
DECIMALS = st.integers(0, 10**7).map(lambda n: F(n, 100))
PARTS = st.builds(F, st.integers(0, 400), st.integers(1, 60))
OWN = WORD.filter(lambda text: fold(text) not in choice_codes("category"))
CATEGORIES = st.one_of(st.sampled_from(("promote", "curate", "interact")), OWN)


def tuples(of: st.SearchStrategy[Any], key: Callable[[Any], Any] | None = None) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some of these, each once, in order where they have one."""
    found = st.lists(of, max_size=3, unique_by=key or (lambda one: one))
    return found.map(lambda some: tuple(sorted(some, key=key) if key else some))


def stretches(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, Any]]:
    """A first and a last."""
    return st.tuples(of, of).map(lambda pair: (min(pair), max(pair)))


def numbers(column: Column) -> st.SearchStrategy[F]:
    least, most = F(column.least if column.least is not None else -1000), F(column.most or 10**6)
    return st.one_of(DECIMALS, PARTS, st.just(least)).filter(lambda one: least <= one <= most)


def cadences() -> st.SearchStrategy[Cadence]:
    told = st.integers(1, 5000).map(lambda n: F(n, 100))  # a sentence says two decimals
    weekly = st.one_of(told, st.builds(F, st.integers(1, 300), st.integers(1, 60)))
    return st.one_of(st.builds(Cadence, weekly), st.builds(Cadence, told, st.sampled_from(("day", "month"))))


def hours() -> st.SearchStrategy[tuple[Hours, ...]]:
    some = st.lists(st.one_of(TIMES.map(lambda one: Hours(one, one)), stretches(TIMES).map(lambda two: Hours(*two))),
        max_size=3)
    return some.map(lambda found: tuple(dict.fromkeys(found)))


def lines() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(TEXT, max_size=3).map(tuple)


def values(column: Column, names: dict[str, tuple[str, ...]]) -> st.SearchStrategy[Any]:
    """What a filled cell of a column may mean."""
    known = st.sampled_from(names[column.of]) if names.get(column.of) else st.nothing()
    low, high = int(column.least or 0), int(column.most or 5000)
    drawn: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: TEXT,
        Kind.LINES: lines(),
        Kind.LIST: tuples(WORD),
        Kind.NUMBER: numbers(column),
        Kind.WHOLE: st.integers(low, high),
        Kind.SHARE: PARTS.map(lambda part: part % 1),
        Kind.CADENCE: cadences(),
        Kind.DAY: DAYS,
        Kind.DAYS: tuples(stretches(DAYS)).map(lambda some: tuple(sorted(some))),
        Kind.SPAN: st.one_of(DAYS, stretches(DAYS).filter(lambda two: two[0] < two[1]).map(lambda two: Span(*two))),
        Kind.HOURS: hours(),
        Kind.WEEKDAYS: tuples(st.integers(0, 6), int),
        Kind.OFFSETS: tuples(st.integers(-99 if column.least is None else low, 400), int),
        Kind.YES_NO: st.booleans(),
        Kind.REF: known,
        Kind.REFS: tuples(known, fold),
    }
    if column.kind is Kind.CHOICE:
        codes = tuple(load_words("fr").choices(column.of))
        excepted = tuple(f"{column.excepting[0]}{EXCEPT}{name}" for name in names["mix"]) if column.excepting else ()
        return CATEGORIES if column.free else st.sampled_from((*codes, *excepted))
    return drawn[column.kind]


def rows(tab: Any, names: dict[str, tuple[str, ...]]) -> st.SearchStrategy[list[Any]]:
    """Records of a tab whose names are these; optional cells are often empty."""

    @st.composite
    def record(draw: st.DrawFn, name: str) -> Any:
        made: dict[str, Any] = {tab.columns[0].key: name}
        for column in tab.columns[1:]:
            empty = not column.required and (column.kind in (Kind.REF, Kind.REFS) and not names.get(column.of))
            leave = empty or (not column.required and draw(st.booleans()))
            made[column.key] = column.default if leave else draw(values(column, names))
        for column in tab.columns:
            if column.required and column.kind is Kind.REFS and not made[column.key]:
                made[column.key] = names[column.of][:1]
        return tab.record(**made)

    return st.tuples(*(record(name) for name in names[tab.key])).map(list)


@st.composite
def strategies(draw: st.DrawFn, language: str) -> Strategy:
    """Any strategy: every tab with some rows, every cell of every kind."""
    names = {}
    for tab in TABS[1:]:
        filled = tab.required or tab.key in ("formats", "mix", "wheel")
        of = CATEGORIES if tab.key == "mix" else WORD
        names[tab.key] = tuple(draw(st.lists(of, min_size=1 if filled else 0, max_size=3, unique_by=fold)))
    made = {tab.key: tuple(draw(rows(tab, names))) for tab in TABS[1:]}
    own = {column.key: draw(st.one_of(st.just(column.default), values(column, names))) for column in TABS[0].columns}
    # Not the US in French: 02/09 is said with the day first, and read with the month first (view.cell_text).
    countries = ("FR", "BE", "US") if language == "en" else ("FR", "BE")
    own |= {"language": language, "country": draw(st.sampled_from(countries)), "brand": draw(TEXT)}
    return Strategy(settings=TABS[0].record(**own), **made)


def written(strategy: Strategy, spoken: Words) -> Workbook:
    """The strategy typed into a workbook."""
    setting = TABS[0]
    labels = {(row, 1): Cell(spoken.title("settings", column.key)) for row, column in enumerate(setting.columns, 3)}
    beside = {
        (row, 2): Cell(cell_value(getattr(strategy.settings, column.key), column, spoken))
        for row, column in enumerate(setting.columns, 3)
    }
    grids = [Grid(spoken.title("settings"), {**labels, **beside})]
    for tab in TABS[1:]:
        cells = {(4, n): Cell(spoken.title(tab.key, column.key)) for n, column in enumerate(tab.columns, 1)}
        for row, record in enumerate(getattr(strategy, tab.key), 5):
            cells |= {(row, n): Cell(cell_value(getattr(record, one.key), one, spoken)) for n,
                one in enumerate(tab.columns, 1)}
        grids.append(Grid(spoken.title(tab.key), cells))
    return Workbook("salon", tuple(grids))


def canonical(strategy: Strategy) -> dict[str, Any]:
    """A strategy without the order of its rows."""
    found = {tab.key: sorted(getattr(strategy, tab.key), key=repr) for tab in TABS[1:]}
    return {**found, "settings": strategy.settings}


@pytest.mark.parametrize("language", few_of(languages(), 1))
@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # no shrinking: minutes
@given(data=st.data())
def test_a_strategy_typed_into_cells_is_read_again(language: str, data: st.DataObject) -> None:
    strategy = data.draw(strategies(language))
    found = read(written(strategy, load_words(language)))
    assert found.problems == ()
    assert canonical(found.strategy) == canonical(strategy)


@pytest.mark.parametrize("name", samples.sample_names())
@pytest.mark.parametrize("language", languages())
def test_a_sample_typed_into_cells_is_read_again(name: str, language: str) -> None:
    strategy = read(samples.read_sample(name)).strategy
    found = read(written(strategy, load_words(strategy.settings.language)))
    assert (found.problems, found.strategy) == ((), strategy)
    assert read(written(strategy, load_words(language))).strategy.themes == strategy.themes
