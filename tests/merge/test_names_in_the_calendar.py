"""A name typed in another letter case is the strategy's; an unknown theme makes no nameless category."""

from __future__ import annotations

from datetime import datetime, time
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from small_calendar import FILE, START, TODAY, generated, run

from calgen import api
from calgen.figures import hours, mix
from calgen.figures.blocks import balance_records

CASES = ("upper", "lower")


@pytest.mark.parametrize("how", CASES)
def test_letter_case_makes_no_other_platform_theme_or_person(how: str) -> None:
    before = api.balance(generated("fr"), FILE, TODAY).calendar
    draft = EditedWorkbook(generated("fr"), Random(1))
    for row in draft.social.rows:
        for key in ("platform", "theme", "owner", "objective", "category"):
            cell = draft.social.cell(row, key)
            cell.value = getattr(str(cell.value), how)()
    done = run(draft.bytes())
    assert before
    assert done.calendar
    again = api.balance(done.after, FILE, TODAY).calendar
    assert again
    for found in (done.calendar, again):
        assert hours.people(found) == hours.people(before)
        ours, theirs = balance_records(found), balance_records(before)
        for key in ("frequency", "by_week", "mix", "variety", "missions", "objectives", "hours"):
            assert ours[key] == theirs[key], key


def test_a_row_of_an_unknown_theme_makes_no_nameless_category() -> None:
    draft = EditedWorkbook(generated("fr"), Random(1))
    tab = draft.social
    number = tab.last + 1
    values = {"date": datetime.combine(START, time()), "time": time(9), "platform": "Facebook",
              "theme": "Foire du village", "title": "La foire"}  # fmt: skip
    for key, value in values.items():
        tab.sheet.cell(number, tab.columns[key]).value = value
    done = run(draft.bytes())
    assert done.plan
    assert done.calendar
    assert "Foire du village" in done.calendar.names["theme"]
    assert "" not in done.calendar.categories
    assert "" not in {line.name for line in done.plan.certificate}
    rows = mix.overall(done.calendar)
    assert sum(row.share for row in rows) == pytest.approx(1)
    assert sum(row.share_asked for row in rows) == pytest.approx(1)
    assert sum(row.posts for row in rows) == done.calendar.total - 1


NAMED = ("platform", "theme", "owner", "objective", "audience", "category", "status", "stage", "format", "campaign")


@pytest.mark.parametrize("sign", [" ", "\xa0", "\u200b", "\n"])
def test_what_is_not_seen_round_a_name_goes_even_if_nothing_else_changed(sign: str) -> None:
    draft = EditedWorkbook(generated("fr"), Random(1))
    cells = [tab.cell(row, key) for tab in (draft.social, draft.editorial) for row in tab.rows
             for key in NAMED if key in tab.columns]  # fmt: skip
    texts = {(cell.parent.title, cell.coordinate): cell.value for cell in cells if isinstance(cell.value, str)}
    for cell in cells:
        cell.value = f"{cell.value}{sign}" if isinstance(cell.value, str) else cell.value
    done = run(draft.bytes())
    after = EditedWorkbook(done.after, Random(1)).book
    assert {at: after[at[0]][at[1]].value for at in texts} == texts
    assert [change.kind for change in done.changes if change.kind != "kept"] == []
    assert not run(done.after).changed
