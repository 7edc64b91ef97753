"""The fingerprint of a strategy changes with what the user wrote, and with nothing else."""

from __future__ import annotations

from dataclasses import fields, make_dataclass, replace
from datetime import date
from typing import Any

import pytest
from sheets import changed, french

from calgen.book.columns import columns, text, whole
from calgen.book.grid import Workbook
from calgen.files.read import samples
from calgen.last_run import FORMAT, LastRun
from calgen.merge import fingerprint as module
from calgen.merge import fingerprint_0_1_0
from calgen.merge.fingerprint import fingerprint, fingerprint_of_plan, fingerprint_with_places, is_same_strategy
from calgen.read import read
from calgen.strategy import TABS, Strategy
from calgen.strategy.themes import Theme

SAMPLES = ("salon", "saas", "musee", "mairie")


def of(workbook: Workbook) -> Strategy:
    """The strategy of a workbook."""
    return read(workbook).strategy


def declared_again(name: str, more: tuple[tuple[str, type, Any], ...] = ()) -> type[Any]:
    """The themes tab under another class name, its columns in another order and with `more` of them."""
    old = [(one.name, one.type, one) for one in reversed(fields(Theme))]
    return make_dataclass(name, [*more, *old], frozen=True, kw_only=True)


def as_record(record: type[Any], theme: Theme, **more: Any) -> Any:
    """A theme as a record of another class."""
    return record(**{one.name: getattr(theme, one.name) for one in fields(Theme)}, **more)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_kind_of_value_has_a_plain_form(sample: str) -> None:
    strategy = of(samples.read_sample(sample))
    assert fingerprint(strategy) == fingerprint(of(samples.read_sample(sample)))


def test_it_is_the_same_in_every_version() -> None:
    """Written down: a change of this text moves the posts of everybody's calendar at the next run."""
    assert fingerprint(of(french())) == "623a4a83e67d4ac318358a0dab628354"
    assert fingerprint_with_places(of(french())) == "9886470ce205754d0451d358d2c5399b"


CHANGES: tuple[dict[str, Any], ...] = (
    {"Thèmes!A3": "Rires"}, {"Réglages!B4": 5}, {"Plateformes!D2": 3}, {"Thèmes!D1": "Message", "Thèmes!D2": "Oui"},
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_value_changes_it(change: dict[str, Any]) -> None:
    assert fingerprint(of(changed(french(), change))) != fingerprint(of(french()))


def test_the_order_of_rows_changes_only_the_places() -> None:
    one, other = french(), changed(french(), _swapped("Thèmes", 2, 3))
    assert fingerprint(of(one)) == fingerprint(of(other))
    assert fingerprint_with_places(of(one)) != fingerprint_with_places(of(other))


def _swapped(tab: str, first: int, second: int) -> dict[str, Any]:
    grid = next(grid for grid in french().grids if grid.title == tab)
    pairs = ((first, second), (second, first))
    return {f"{tab}!{'ABCDEFGH'[at - 1]}{to}": cell for old, to in pairs for at, cell in grid.row(old).items()}


def test_an_empty_column_that_is_declared_later_does_not_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    strategy = of(french())
    before = fingerprint(strategy), fingerprint_with_places(strategy)
    record = declared_again("Rubric", (("mood", str, text()), ("stars", int, whole(default=3))))
    assert [one.key for one in columns(record)][:2] == ["mood", "stars"]
    tabs = tuple(replace(tab, record=record) if tab.key == "themes" else tab for tab in TABS)
    monkeypatch.setattr(module, "TABS", tabs)
    same = replace(strategy, themes=tuple(as_record(record, theme) for theme in strategy.themes))
    assert (fingerprint(same), fingerprint_with_places(same)) == before
    filled = replace(strategy, themes=tuple(as_record(record, theme, mood="gai") for theme in strategy.themes))
    assert fingerprint(filled) != before[0]


def test_a_value_that_is_the_default_of_its_column_is_left_out() -> None:
    typed = changed(french(), {"Réglages!A5": "Jours fériés", "Réglages!B5": "éviter"})
    assert of(typed).settings.public_holidays == of(french()).settings.public_holidays
    assert fingerprint(of(typed)) == fingerprint(of(french()))


def test_rows_that_nobody_typed_are_left_out() -> None:
    """A later version may know more formats: the strategy of a user who left the tab empty has not changed."""
    strategy = of(french())
    assert strategy.formats
    assert fingerprint(replace(strategy, formats=strategy.formats[1:])) == fingerprint(strategy)


def test_a_value_of_an_unknown_kind_is_a_fault() -> None:
    strategy = of(french())
    odd = replace(strategy.themes[0], message=date)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="type"):
        fingerprint(replace(strategy, themes=(odd,)))


def test_a_state_of_another_format_is_compared_with_its_own_fingerprint() -> None:
    strategy = of(french())
    now = {"format": str(FORMAT), "fingerprint": fingerprint(strategy)}
    assert is_same_strategy(strategy, LastRun(now))
    assert not is_same_strategy(strategy, LastRun({"fingerprint": fingerprint(strategy)}))
    assert not is_same_strategy(strategy, LastRun())


def named_anew(strategy: Strategy, old: str, new: str) -> Strategy:
    """The strategy with another name for a row, wherever it is named."""

    def typed(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(typed, value))
        return new if value == old else value

    def row(record: Any) -> Any:
        return replace(record, **{one.name: typed(getattr(record, one.name)) for one in fields(record)})

    tabs: dict[str, Any] = {
        tab.key: tuple(map(row, getattr(strategy, tab.key))) for tab in TABS if tab.key != "settings"
    }
    return replace(strategy, **tabs)


@pytest.mark.parametrize("tab", ["themes", "platforms", "objectives", "audiences", "team"])
def test_a_row_of_another_name_asks_for_no_other_plan(tab: str) -> None:
    before = read(samples.read_sample("salon")).strategy
    old = getattr(getattr(before, tab)[0], next(iter(getattr(before, tab)[0].__dataclass_fields__)))
    after, facts = named_anew(before, old, "Neuf"), {"format": str(FORMAT), "planned": fingerprint_of_plan(before)}
    assert not is_same_strategy(after, LastRun(facts))
    assert is_same_strategy(after, LastRun(facts), {"Neuf": old})
    other = replace(after, settings=replace(after.settings, weeks=(after.settings.weeks or 0) + 1))
    assert not is_same_strategy(other, LastRun(facts), {"Neuf": old})


def test_another_language_asks_for_no_other_plan() -> None:
    before = of(french())
    after = replace(before, settings=replace(before.settings, language="en"))
    assert fingerprint(after) != fingerprint(before)
    assert fingerprint_of_plan(after) == fingerprint_of_plan(before)


def nameless(name: str) -> Strategy:
    """The French strategy without a brand, read from a file of that name."""
    return of(replace(changed(french(), {"Réglages!B2": None}), name=name))


def test_the_name_of_the_file_does_not_change_it() -> None:
    assert nameless("plan").settings.brand != nameless("plan (1)").settings.brand
    assert fingerprint(nameless("plan")) == fingerprint(nameless("plan (1)"))
    assert fingerprint_with_places(nameless("plan")) == fingerprint_with_places(nameless("plan (1)"))
    assert fingerprint(nameless("plan")) != fingerprint(of(changed(french(), {"Réglages!B2": "plan"})))


def test_a_brand_that_was_the_name_of_the_file_was_part_of_it_in_version_0_2_0() -> None:
    typed = fingerprint(of(changed(french(), {"Réglages!B2": "plan"})))
    facts = {"format": str(FORMAT), "fingerprint": typed}
    assert is_same_strategy(nameless("plan"), LastRun(facts))
    assert not is_same_strategy(nameless("plan (1)"), LastRun(facts))


KEY_DATE = """
## Temps forts

| Nom | Date | Traitement |
| --- | --- | --- |
| Fête | 12/02/2027 | silence |
"""


def test_a_key_date_of_one_day_is_as_before_and_a_range_is_not() -> None:
    """Written down as the version took it that knew no ranges."""
    book = french(KEY_DATE)
    assert fingerprint(of(book)) == "ee3acd30736fd7f5c01846e0e5884c17"
    assert fingerprint_0_1_0.fingerprint(of(book)) == "bfaf8f14f6fd3c1179982adfd16267ef"
    ranges = [of(changed(book, {"Temps forts!B2": f"12/02/2027 au {last}/02/2027"})) for last in (12, 19, 20)]
    assert len({fingerprint(strategy) for strategy in ranges}) == 3
    assert fingerprint(ranges[0]) == fingerprint(of(book))
