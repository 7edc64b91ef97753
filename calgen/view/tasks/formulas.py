"""The formulas of a task's row, which follow the social calendar and the day on which the tab is opened.

The formulas of all rows of one kind differ in the number of the row alone, so they are made once for each kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from calgen.book.grid import letter
from calgen.book.languages import entry
from calgen.view.calendar_sheet import column_number
from calgen.view.tasks.columns import COLUMNS
from calgen.view.tasks.rows import DROPPED, GRACE_DAYS, KINDS, OWN, PRODUCTION_KINDS, USERS_KINDS, done_statuses
from calgen.view.tasks.workload import Workload
from calgen.view.text_formulas import equals_any, equals_one
from calgen.view.view_context import ViewContext, quoted_text

_NUMBER = "\0"  # stands for the number of the row
_CELL = {column.key: f"{letter(column_number(COLUMNS, column.key))}{_NUMBER}" for column in COLUMNS}


class TaskFormulas:
    """The formulas of the rows of each kind of task."""

    def __init__(self, context: ViewContext, workload: Workload) -> None:
        self._pieces = {
            kind: {key: formula.split(_NUMBER) for key, formula in _of_kind(context, workload, kind).items()}
            for kind in KINDS
        }

    def of_row(self, kind: str, number: int) -> dict[str, str]:
        """The formulas of the row of a number, by column key."""
        at = str(number)
        return {key: at.join(pieces) for key, pieces in self._pieces[kind].items()}


def _of_kind(context: ViewContext, workload: Workload, kind: str) -> Mapping[str, str]:
    found = {"state": _state(context, kind), "day": f'=IF(ISNUMBER({_CELL["date"]}),{_CELL["date"]},"")'}
    if kind in ("routine", *USERS_KINDS):
        return found
    social, date = context.column_ref, _CELL["date"]
    cell = f"INDEX({social('social', 'date')},{_CELL['row']})"
    day = f'=IF({_CELL["row"]}=0,"",IF(ISNUMBER({cell}),{cell},""))'
    found |= {
        "person": _from_social(context, "owner"),
        # a post whose row the user deleted counts as cancelled until the next run
        "status": _from_social(context, "status", context.words.choice("status", "cancelled")),
        "row": f"=IFERROR(MATCH({_CELL['post']},{social('social', 'id')},0),0)",
    }
    if kind == "publish":
        week, until = (f'=IF(ISNUMBER({date}),{date}{more},"")' for more in (f"-WEEKDAY({date},2)+1", f"+{GRACE_DAYS}"))
        return found | {"date": day, "week": week, "until": until}
    hours = workload.row_formulas(_CELL["week"], _CELL["person"]) if kind in PRODUCTION_KINDS else {}
    return found | {"until": day} | hours


def _from_social(context: ViewContext, key: str, without_row: str = "") -> str:
    """What a column of the social calendar says in the post's row, whose number is in the cell `row` (0: no row)."""
    found = f'INDEX({context.column_ref("social", key)},{_CELL["row"]})&""'
    return f"=IF({_CELL['row']}=0,{quoted_text(without_row)},{found})"


def _ticked(language: str) -> str:
    """An expression for whether a task is ticked, as `merge.is_ticked`: the cell says neither nothing nor no."""
    words = (*entry(language, "choices", "yes_no", "no"), *entry(language, "reading", "not_done"))
    no_words = ",".join(map(quoted_text, ("", *words)))
    return f'NOT(OR(TRIM({_CELL["done"]}&"")={{{no_words}}}))'


def _state(context: ViewContext, kind: str) -> str:
    """The state of a task on the day of opening; `TaskRow.state` says the same of a given day."""
    words, day = context.words, _CELL["date"]
    state = {code: quoted_text(word) for code, word in words.choices("task_state").items()}
    by_day = (
        f"IF({day}<TODAY(),{state['late']},IF({day}=TODAY(),"
        f"{state['today']},IF({day}<TODAY()+8-WEEKDAY(TODAY(),2),{state['week']},{state['later']})))"
    )
    ticked = _ticked(words.language)
    if kind in USERS_KINDS:
        is_open = {DROPPED: state["dropped"], OWN: f"IF(ISNUMBER({day}),{by_day},{state['later']})"}[kind]
        return f"=IF({ticked},{state['done']},{is_open})"
    by_day = f"IF({_CELL['until']}<TODAY(),{state['over']},{by_day})"
    if kind == "routine":
        return f"=IF({ticked},{state['done']},{by_day})"
    cancelled = equals_one(_CELL["status"], context.spelled("social", "status", "cancelled"))
    spelled = (context.spelled("social", "status", code) for code in done_statuses(kind))
    done = equals_any(_CELL["status"], tuple(chain.from_iterable(spelled)))
    done = f'AND({done},TRIM({_CELL["done"]}&"")="")'  # a no that the user typed counts for more
    return f"=IF({cancelled},{state['cancelled']},IF(OR({ticked},{done}),{state['done']},{by_day}))"
