"""What is asked, live: helper cells in folded columns that follow the strategy's cells, and notes on those that do not.

See docs/decisions.md, "Live figures".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from calgen.book.grid import letter
from calgen.book.sheet import StyledCell
from calgen.book.values import Cadence, Percent, first_items
from calgen.figures.live_asked import settled_categories, week_demands
from calgen.plan.makers.person_hours import WORKING_DAYS, days_off, times_a_week
from calgen.strategy.mix import MixShare
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.input_cells import InputCell, input_cell, literal, share_value
from calgen.view.balance.live_frequency import LiveFrequency
from calgen.view.figure_sheet import CHART_COLUMN, SMALL_LEAD, add_lines
from calgen.view.text_formulas import sentence_formula
from calgen.view.view_context import quoted_text

MOST_A_WEEK, MOST_PERCENT, MOST_HOURS, MOST_MINUTES = 350, 100, 168, 100_000
_LITTLE = "0.000001"
SHOWN = 4  # cells that a note names
LONGEST_FORMULA = 8_000  # characters
MOST_ARGUMENTS = 250  # of a function


def _hidden(sheet: BalanceSheet, row: int, column: int, value: float | str, formula: str) -> str:
    """Puts a helper cell into a folded column, and returns the reference to it."""
    sheet.cells[row, column] = StyledCell(value, styles.SMALL_GREY, formula)
    return f"${letter(column)}${row}"


# -- frequency ---------------------------------------------------------------------------------------------------------


def live_frequencies(sheet: BalanceSheet, top: int) -> Mapping[str, LiveFrequency]:
    """The platforms whose cell of the frequency can be followed, by name; helper cells stand from the row `top` on."""
    found, column = dict[str, LiveFrequency](), 0
    known = {platform.platform: platform for platform in sheet.calendar.strategy.platforms}
    for row, name in enumerate(sheet.calendar.platforms, top):
        cell = input_cell(sheet.context, known[name], "cadence", ("platform",)) if name in known else None
        demands = week_demands(sheet.calendar, known[name], sheet.context.today) if cell else ()
        if cell and any(demand.days for demand in demands):
            column = column or sheet.fold_columns(1)
            read = known[name].cadence
            value = float(read.count) if cell.is_number else ""
            ref = _hidden(sheet, row, column, value, "=" + cell.value_or('""', most=MOST_A_WEEK))
            changed = f"ABS(N({ref})-{literal(read.count)})>{_LITTLE}" if cell.is_number else f"ISNUMBER({ref})"
            sheet.changed.append(changed)
            found[name] = LiveFrequency(ref, {demand.monday: demand for demand in demands})
            _watch(sheet, cell, MOST_A_WEEK)
            _note(sheet, "frequency", cell, Cadence(_weekly(known[name])))
    return found


def _weekly(platform: Platform) -> Fraction:
    return platform.cadence.weekly(len(platform.days) or 7)


# -- the mix -----------------------------------------------------------------------------------------------------------


def live_shares(sheet: BalanceSheet) -> Mapping[tuple[str, str], str]:
    """The references to the helper cells of the rows of the mix, by platform and category; none without such cells."""
    rows = sorted(sheet.calendar.strategy.mix, key=lambda row: (row.platform, row.source.row, row.category))
    cells = [input_cell(sheet.context, row, "share", ("category", "platform")) for row in rows]
    known = [cell for cell in cells if cell]
    if not known:
        return {}
    column, found = sheet.fold_columns(1), dict[tuple[str, str], str]()
    for at, (row, cell) in enumerate(zip(rows, cells, strict=True), sheet.row):
        found[row.platform, row.category] = _share_cell(sheet, (at, column), row, cell, known)
    return found


def _share_cell(
    sheet: BalanceSheet, at: tuple[int, int], row: MixShare, cell: InputCell | None, every: Sequence[InputCell]
) -> str:
    read = literal(row.share)
    if cell is None:
        return _hidden(sheet, *at, float(row.share), "")
    value = share_value(cell, every)
    ref = _hidden(sheet, *at, float(row.share), "=" + cell.value_or(read, most=1, value=value))
    sheet.changed.append(f"ABS({ref}-{read})>{_LITTLE}")
    _watch(sheet, cell, MOST_PERCENT)
    _note(sheet, "mix", cell, Percent(row.share))
    return ref


def share_formula(shares: Mapping[tuple[str, str], str], platform: str, category: str) -> str:
    """An expression for the share of a category on a platform, as `plan.target.content_mix` scales what is typed."""
    base = {code: ref for (name, code), ref in shares.items() if not name}
    own = {code: ref for (name, code), ref in shares.items() if name == platform}
    rest = {code: ref for code, ref in base.items() if code not in own}
    if category not in own and category not in rest:
        return "0"
    of_rest, of_own = f"SUM({','.join(rest.values())})" if rest else "0", f"SUM({','.join(own.values())})"
    if not own:
        return f"IF({of_rest}=0,0,{rest[category]}/{of_rest})"
    room = f"MAX(0,1-{of_own})"
    total = f"({of_own}+IF({of_rest}=0,0,{room}))"
    if category in own:
        return f"IF({total}=0,0,{own[category]}/{total})"
    return f"IF(OR({of_rest}=0,{total}=0),0,{rest[category]}*{room}/{of_rest}/{total})"


def blended_share(sheet: BalanceSheet, platform: str, category: str, share: str, asked: str) -> str:
    """An expression for the share asked over the whole calendar, where days that are over keep what was asked of them.

    `share` is that from today on, `asked` the reference to the posts asked of the platform.
    """
    settled = settled_categories(sheet.calendar, platform, sheet.context.today)
    if not settled:
        return share
    of_category, of_all = literal(settled.get(category, Fraction(0))), literal(sum(settled.values(), Fraction(0)))
    return f"IF({asked}=0,{share},({of_category}+({asked}-{of_all})*{share})/{asked})"


def draw_total_of_shares(sheet: BalanceSheet, shares: Mapping[tuple[str, str], str]) -> None:
    """A line that appears where the shares that are typed for all platforms do not add up to 100 %."""
    base = [ref for (name, _), ref in shares.items() if not name]
    if base:
        total = f"SUM({','.join(base)})"
        sentence = sentence_formula(sheet.label("mix_total_off"), {"total": f"ROUND(100*{total},1)"})
        formula = f'=IF(ABS({total}-1)>0.01001,{sentence[1:]},"")'
        sheet.cells[sheet.row, 1] = StyledCell("", replace(SMALL_LEAD, color=styles.BAD), formula)
        sheet.row += 1


# -- hours -------------------------------------------------------------------------------------------------------------


def live_hours(sheet: BalanceSheet, row: int, person: Person) -> tuple[str, str] | None:
    """The references to the weekly hours of a person and to those of the person's routines; None without a cell."""
    cell = input_cell(sheet.context, person, "weekly_hours", ("person",))
    if cell is None:
        return None
    column, read = sheet.fold_columns(2), literal(person.weekly_hours)
    formula = "=" + cell.value_or(read, most=MOST_HOURS)
    hours = _hidden(sheet, row, column, float(person.weekly_hours), formula)
    sheet.changed.append(f"ABS({hours}-{read})>{_LITTLE}")
    _watch(sheet, cell, MOST_HOURS)
    _note(sheet, "hours", cell, sheet.context.words.work_time(person.weekly_hours))
    return hours, _routine_cell(sheet, (row, column + 1), person)


def live_available(cells: tuple[str, str] | None, person: Person, monday: date) -> str:
    """An expression for the hours that a person has for content in a week; see `person_hours.available_hours`."""
    if cells is None:
        return ""
    days = WORKING_DAYS - days_off(person, monday)
    return f"MAX(0,{cells[0]}*{days}/{WORKING_DAYS}-{cells[1]})"


def _routine_cell(sheet: BalanceSheet, at: tuple[int, int], person: Person) -> str:
    """The hours of a person's routines in a week: the minutes of each, times as often as it is due."""
    parts, total = list[str](), Fraction(0)
    for routine in sheet.calendar.strategy.routines:
        if routine.owner == person.person:
            minutes, times = routine.minutes or Fraction(0), times_a_week(routine)
            cell = input_cell(sheet.context, routine, "minutes", ("task",))
            taken = cell.value_or(literal(minutes), most=MOST_MINUTES) if cell else literal(minutes)
            parts.append(f"{taken}*{literal(times)}")
            total += minutes * times / 60
            if cell:
                _watch(sheet, cell, MOST_MINUTES)
    formula = f"=({'+'.join(parts)})/60" if parts else ""
    ref = _hidden(sheet, *at, float(total), formula if len(formula) <= LONGEST_FORMULA else "")
    sheet.changed.append(f"ABS({ref}-{literal(total)})>{_LITTLE}")
    return ref


# -- notes -------------------------------------------------------------------------------------------------------------


def _note(sheet: BalanceSheet, section: str, cell: InputCell, taken: object) -> None:
    """Remembers the tab that a section follows, and a cell of it that is no plain number with what was read there."""
    _, unread = sheet.followed.setdefault(section, (cell.tab, []))
    if not cell.is_number:
        unread.append(sheet.context.words.text("labels", "read_as", typed=cell.typed, taken=taken))


def draw_note(sheet: BalanceSheet, section: str) -> None:
    """A line below a table: what of it follows which tab at once, and which cells it does not follow."""
    if section not in sheet.followed:
        return
    tab, unread = sheet.followed[section]
    sheet.heights[sheet.row] = 4.0
    sheet.row += 1
    text = sheet.context.words.text("labels", f"follows_{section}", tab=tab)
    if unread:
        cells = first_items(tuple(dict.fromkeys(unread)), SHOWN)
        text += " " + sheet.context.words.text("labels", "follows_not", cells=cells)
    top = sheet.row
    add_lines(sheet, text, SMALL_LEAD, columns=CHART_COLUMN - 1)
    sheet.heights |= dict.fromkeys(range(top, sheet.row), 13.0)


def _watch(sheet: BalanceSheet, cell: InputCell, most: int) -> None:
    sheet.watched.setdefault(most, []).append(cell)


def changed_conditions(sheet: BalanceSheet) -> Iterator[str]:
    """Expressions, one of which holds once a cell of the strategy that the tab follows is not as it was read.

    It may hold another number, one that would be refused, none any more, or be that of another row.
    """
    yield from sheet.changed
    for most, cells in sorted(sheet.watched.items()):
        numbers = [cell.ref for cell in cells if cell.is_number]
        if 0 < len(numbers) <= MOST_ARGUMENTS:
            refs = ",".join(numbers)
            yield from (f"COUNT({refs})<{len(numbers)}", f"MIN({refs})<0", f"MAX({refs})>{most}")
    names = dict.fromkeys(name for cells in sheet.watched.values() for cell in cells for name in cell.names)
    yield from (f"{ref}<>{text}" for ref, text in names)


def changed_formula(conditions: Iterable[str], sentence: str) -> str:
    """A formula that says a sentence where any of the conditions holds; of the first ones, as it has room."""
    kept, room = list[str](), LONGEST_FORMULA - len(quoted_text(sentence)) - len('=IF(OR(),,"")')
    for condition in conditions:
        room -= len(condition) + 1
        if room < 0 or len(kept) == MOST_ARGUMENTS:
            break
        kept.append(condition)
    return f'=IF(OR({",".join(kept)}),{quoted_text(sentence)},"")' if kept else ""
