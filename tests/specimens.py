"""One specimen per problem: the smallest change to the sound book, or the smallest situation, that shows it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any

import archived_books
import former_links
import moved_tables
import openpyxl
import short_salon
import workbook_copies
from exported_results import imported, meta_file, zipped
from made_review import made_review
from made_review import objective as reviewed_objective
from method_cases import CASES
from office import unlocked
from sheets import Changes, changed, english, french, tab_of, with_grid, without
from social_calendar import TITLE, Post, social_calendar
from workbook_rows import calendar_of

from calgen import api
from calgen.book.grid import Cell, CellState, Grid, Value, Workbook, address
from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.book.values import Phrase, Span, Title, Word
from calgen.check import check_calendar, check_plan, check_strategy
from calgen.check.results import check_review
from calgen.export import ExportOptions, asked_posts, file_format
from calgen.export.calendar_posts import ExportedCalendar
from calgen.export.filled_template import read_template
from calgen.files.read import guard, load, samples
from calgen.learn.progress import PaceState
from calgen.plan import plan
from calgen.plan.model import Deviation
from calgen.plan.pin import Pin
from calgen.read import read
from calgen.strategy import Strategy
from calgen.strategy.settings import Settings
from calgen.view import editorial, social
from calgen.view.calendar_sheet import column_number

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
TODAY = date(2027, 1, 4)
_START_CELL = Place("Réglages", "B11")


def _social(key: str, row: int) -> str:
    """The cell of a column of the social calendar."""
    return address(row, column_number(social.COLUMNS, key))


def _editorial(key: str, row: int) -> str:
    return address(row, column_number(editorial.COLUMNS, key))


def of_social(key: str, row: int) -> str:
    """The same with its tab."""
    return f"Calendrier social!{_social(key, row)}"


def of_editorial(key: str, row: int) -> str:
    return f"Calendrier éditorial!{_editorial(key, row)}"


@dataclass(frozen=True, slots=True)
class Specimen:
    """A problem: its code, its place, its severity, and a function that produces it."""

    code: str
    place: str
    severity: Severity
    show: Callable[[], Iterable[Problem]]
    changes: Changes = field(default_factory=dict, compare=False)  # of the sound book, for a problem of a cell

    def problem(self) -> Problem:
        """The problem, which is the only one of its code; made once."""
        return _only_problem(self)


@cache
def _only_problem(specimen: Specimen) -> Problem:
    shown = list(specimen.show())
    found = [problem for problem in shown if problem.code == specimen.code]
    assert len(found) == 1, [problem.code for problem in shown]
    return found[0]


def problems_when_read(workbook: Workbook) -> tuple[Problem, ...]:
    """The problems found when a workbook is read and its strategy checked."""
    found = read(workbook)
    return (*found.problems, *check_strategy(found.strategy, found.partial))


def problems_when_planned(workbook: Workbook, today: date = TODAY, kept: Sequence[Pin] = ()) -> tuple[Problem, ...]:
    """The problems found when the strategy of a workbook is planned."""
    strategy = read(workbook).strategy
    return check_plan(strategy, plan(strategy, kept, today), today)


def problem_of_refusal(act: Callable[[], object]) -> tuple[Problem, ...]:
    """The problem of a refusal."""
    try:
        act()
    except Refused as error:
        return (error.problem,)
    return ()


def in_cell(code: str, at: str, value: Value | Cell, severity: Severity = ERROR, **more: Value) -> Specimen:
    """One cell of the sound book changed; `more` are headings that it needs (`D1="Poids"`)."""
    tab = at.partition("!")[0]
    changes: Changes = {f"{tab}!{key}": heading for key, heading in more.items()} | {at: value}
    return Specimen(code, at, severity, lambda: problems_when_read(changed(french(ALL), changes)), changes)


def in_workbook(code: str, place: str, severity: Severity, workbook: Callable[[], Workbook]) -> Specimen:
    """A workbook that has a problem when it is read."""
    return Specimen(code, place, severity, lambda: problems_when_read(workbook()))


def in_plan(
    code: str, place: str, severity: Severity, changes: Changes, more: str = "", today: date = TODAY
) -> Specimen:
    """A workbook that has a problem when it is planned."""
    return Specimen(code, place, severity, lambda: problems_when_planned(changed(french(more), changes), today))


def in_bytes(code: str, data: bytes) -> Specimen:
    """Bytes that are not a workbook."""
    return Specimen(code, "", ERROR, lambda: problem_of_refusal(lambda: guard.open_workbook(data, "plan.xlsx")))


def refusal(code: str, place: Place | None = None, **values: object) -> Specimen:
    """A refusal of `calgen.files`, whose own tests produce its situation."""
    return Specimen(code, str(place or ""), ERROR, lambda: (Refused(code, place, **values).problem,))


def told(code: str, severity: Severity, place: Place | None = None, **values: object) -> Specimen:
    """What a command tells, whose own tests produce its situation."""
    return Specimen(code, str(place or ""), severity, lambda: (Problem(code, place, severity, values),))


ALL = """
## Équipe

| Personne | Heures par semaine | Absences |
| --- | --- | --- |
| Léa | 10 | |
"""
MIX = """
## Dosage

| Catégorie | Part |
| --- | --- |
| Promouvoir | 40 % |
| Relayer | 30 % |
| Échanger | 30 % |
"""
CONTENT = """
## Contenus

| Titre | Thème | Publication le | Début | Fin | Plateformes | Toujours bon |
| --- | --- | --- | --- | --- | --- | --- |
| Le guide | Conseils | | | | | |
"""
SPRING = {"Thèmes!D1": "Début", "Thèmes!D3": "01/04/2027"}  # the season of a theme
CAMPAIGNS = """
## Opérations

| Opération | Début | Fin | Thèmes | Jours repères | Part |
| --- | --- | --- | --- | --- | --- |
| Soldes | 06/01/2027 | 20/01/2027 | Coulisses | | |
"""
DAILY: Changes = {"Plateformes!D2": "7", "Plateformes!D3": "0,25"}  # one platform posts every day, the other hardly
KEY_DATES = "\n## Temps forts\n\n| Nom | Traitement |\n| --- | --- |\n| Noël | publier |\n"
TEAM = "\n## Équipe\n\n| Personne | Heures par semaine | Absences |\n| --- | --- | --- |\n| Léa | 10 | |\n"
FORMATS = """
## Formats

| Format | Heures de travail |
| --- | --- |
| photo | 1 |
| direct | 4 |
"""
QUIET: Changes = {"Temps forts!A2": "Deuil", "Temps forts!B2": "silence", "Temps forts!C1": "Date",
    "Temps forts!C2": "06/01/2027"}  # fmt: skip
OWN_POST = Pin("Facebook", date(2027, 1, 6), "Conseils", id="P0001", subject="S0001", title="Le guide")
REF = Cell("#REF!", "=Z1", state=CellState.ERROR)
COVERED = Cell(state=CellState.COVERED)
FRAME = {"Réglages!A5": "Pays", "Réglages!A6": "Région", "Réglages!A7": "Fuseau horaire"}


def _settings(value: Changes) -> Callable[[], Workbook]:
    return lambda: changed(french(), {**FRAME, **value})


def _book(changes: Changes, more: str = "") -> Callable[[], Workbook]:
    return lambda: changed(french(more), changes)


def _with_hidden_row() -> Workbook:
    themes = next(grid for grid in french().grids if grid.title == "Thèmes")
    return with_grid(french(), replace(themes, hidden_rows=frozenset({3})))


def _with_invisible_signs() -> Workbook:
    themes = next(grid for grid in french().grids if grid.title == "Thèmes")
    return with_grid(french(), replace(themes, invisible_signs=frozenset({(2, 3)})))


def _mix_off() -> Iterable[Problem]:
    strategy = read(french(MIX)).strategy
    off = Deviation("category", "Facebook", "curate", 10.0, 14, 4.0, date(2027, 1, 20), 1.5, 0.5)
    made = plan(strategy, (), TODAY)
    return check_plan(strategy, replace(made, certificate=(*made.certificate, off)), TODAY)


def _mix_off_more() -> Iterable[Problem]:
    strategy = read(french(MIX)).strategy
    off = Deviation("category", "Facebook", "curate", 10.0, 14, 4.0, date(2027, 1, 20), 1.5, 3.0)
    made = plan(strategy, (), TODAY)
    many = tuple(replace(off, platform=f"Facebook {n}", worst_gap=4.0 + n / 10) for n in range(16))
    return check_plan(strategy, replace(made, certificate=(*made.certificate, *many)), TODAY)


def _rest_broken() -> Iterable[Problem]:
    changes = {"Contenus!C2": "13/01/2027", "Contenus!G2": "oui"}
    kept = Pin("Facebook", date(2027, 1, 5), "Conseils", id="P0001", subject="S0001", title="Le guide")
    return problems_when_planned(changed(french(CONTENT), changes), TODAY, [kept])


def _places_left() -> Iterable[Problem]:
    strategy = read(french()).strategy
    made = plan(strategy, (), TODAY)
    pins = [Pin(post.platform, post.day, post.theme, id=f"P{n:04d}", subject=f"S{n:04d}", time=post.time)
            for n, post in enumerate(made.posts, 1) if post.platform != "Facebook" or n > 6]  # fmt: skip
    return check_plan(strategy, plan(strategy, pins, TODAY, frozen=True, known_gaps=made.known_gaps), TODAY)


def _dated(rows: Iterable[int]) -> Changes:
    """Pieces on Facebook, one a day from January 6 on."""
    found: Changes = {}
    for row in rows:
        found |= {f"Contenus!A{row}": f"Pièce {row}", f"Contenus!B{row}": "Conseils"}
        found |= {f"Contenus!C{row}": f"{row + 4:02d}/01/2027", f"Contenus!F{row}": "Facebook"}
    return found


def _second_run(edit: Callable[[Any, Any], None]) -> Callable[[], Iterable[Problem]]:
    """The problems of a second run after an edit of the social calendar; `edit` takes the workbook and that tab."""

    def show() -> Iterable[Problem]:
        workbook = workbook_copies.opened(short_salon.calendar())
        edit(workbook, workbook["Calendrier social"])
        out = io.BytesIO()
        workbook.save(out)
        return api.generate(out.getvalue(), "salon.xlsx", TODAY).problems

    return show


def _checked(edit: Callable[[Any], None]) -> Callable[[], Iterable[Problem]]:
    """The problems of a calendar after an edit of the workbook."""

    def show() -> Iterable[Problem]:
        workbook = workbook_copies.opened(short_salon.calendar())
        edit(workbook)
        out = io.BytesIO()
        workbook.save(out)
        return api.check(out.getvalue(), "salon.xlsx").problems

    return show


def _with_text_on_the_balance(book: Any) -> None:
    book["Équilibre"]["A4"] = "à revoir avec Chloé"


def _with_long_title(book: Any) -> None:
    book["Vue mensuelle"].title = "Toutes nos publications, mois par mois"


def _with_link_on_the_month(book: Any) -> None:
    book["Vue mensuelle"]["T2"].hyperlink = "https://ploermel.example"


def _without_state(book: Any, tab: Any) -> None:
    del book["_calgen"]


def _without_its_table(book: Any, tab: Any, heading: object) -> None:
    """The calendar as a plain range, with a column that calgen knows nothing of before its last."""
    tab.tables.clear()
    tab.insert_cols(20)
    tab["T4"] = heading


def _with_a_filter_beside(book: Any, tab: Any) -> None:
    """The calendar as a plain range, filtered with a column of the user's beside it."""
    tab.tables.clear()
    tab["AL4"] = "À moi"
    tab.auto_filter.ref = f"A4:AL{tab.max_row}"
    tab.auto_filter.add_filter_column(37, ["oui"])


def _with_a_heading_in_its_cell_alone(book: Any, tab: Any) -> None:
    """A heading that another program changed without the name of the table's column."""
    next(cell for cell in tab[4] if cell.value == "Thème").value = "De quoi"
    book["Réglages"]["H30"] = "=COUNTA(calgen_social[Thème])"


def _with_a_formula_and_in_english(book: Any, tab: Any) -> None:
    book["Réglages"]["H30"] = "=COUNTA(calgen_social[Statut])"
    next(cells for cells in book["Réglages"].iter_rows() if cells[0].value == "Langue")[1].value = "English"


def _state(key: str, value: str, book: Any, tab: Any) -> None:
    """A fact of the hidden sheet, as another version might have written it."""
    cells = next(cells for cells in book["_calgen"].iter_rows() if cells[1].value == key)
    cells[2].value = value


def _with_links_as_before_and_more_weeks(book: Any, tab: Any) -> None:
    """Links without the number of their post, as an earlier version wrote them, and a period that is a week longer."""
    former_links.without_numbers(book)
    short_salon.set_weeks(book, short_salon.WEEKS + 1)


def _written_by_a_newer_calgen(book: Any, tab: Any) -> None:
    _state("format", "3", book, tab)
    _state("version", "9.0.0", book, tab)


def _with_a_renamed_theme(book: Any, tab: Any) -> None:
    """In its row, and in the tabs that name it."""
    for title in ("Thèmes", "Cibles", "Contenus", "Campagnes", "Temps forts"):
        for cells in book[title].iter_rows(min_row=4):
            for cell in cells[: 1 if title == "Thèmes" else None]:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("Conseil du jour", "Le conseil de Chloé")


def _with_somebody_else(book: Any, tab: Any) -> None:
    """In the row of the first person of the team, and in the tabs that name her."""
    for title in ("Équipe", "Contenus", "Objectifs", "Plateformes", "Routines"):
        for cells in book[title].iter_rows(min_row=4):
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("Sandrine", "Maëlle")


def _with_copied_row(book: Any, tab: Any, day: date | None = date(2027, 1, 8)) -> None:
    """The second post once more, right below itself."""
    tab.insert_rows(7)
    for column, cell in enumerate(tab[6], 1):
        tab.cell(7, column).value = cell.value
    tab["B7"] = day


def _with_retyped_id(book: Any, tab: Any) -> None:
    tab["A6"] = "à moi"


def _without_date(book: Any, tab: Any) -> None:
    tab["B6"] = None


def _with_typed(heading: str, value: object, book: Any, tab: Any) -> None:
    """A value typed into the second post's cell under a heading."""
    tab.cell(6, next(cell.column for cell in tab[4] if cell.value == heading)).value = value


def _with_day_of_a_subject(book: Any, tab: Any) -> None:
    book["Calendrier éditorial"]["B5"].value = date(2027, 2, 28)


def _with_category_of_a_subject(book: Any, tab: Any) -> None:
    subjects = book["Calendrier éditorial"]
    at = next(cell.column for cell in subjects[4] if cell.value == "Catégorie")
    subjects.cell(5, at).value = "Relayer" if subjects.cell(5, at).value != "Relayer" else "Promouvoir"


def _with_format_of_others(book: Any, tab: Any) -> None:
    """A short video, which goes with the theme, on a post of somebody who makes none."""
    tab[_social("format", 11)].value = "vidéo courte"


def _with_theme_of_a_subject(book: Any, tab: Any) -> None:
    book["Calendrier éditorial"][_editorial("theme", 5)].value = "Tendances"


def _with_untitled_subject(book: Any, tab: Any) -> None:
    subjects = book["Calendrier éditorial"]
    subjects[_editorial("theme", subjects.max_row + 1)].value = "Conseil du jour"


def _with_subject_without_theme(book: Any, tab: Any) -> None:
    subjects = book["Calendrier éditorial"]
    subjects[_editorial("title", subjects.max_row + 1)].value = "Le marché de Noël"


def _with_post_without_theme(book: Any, tab: Any) -> None:
    row = tab.max_row + 1
    tab[_social("date", row)].value, tab[_social("platform", row)].value = date(2027, 1, 14), "Facebook"


def _with_unknown_theme(book: Any, tab: Any) -> None:
    tab[_social("theme", 6)] = "Potins"


def _without_a_subject(book: Any, tab: Any, text: str = "") -> None:
    """The subject of the first post taken out, and a text for that post."""
    book["Calendrier éditorial"].delete_rows(5)
    tab[_social("text", 5)] = text or None


def _without_status(book: Any, tab: Any) -> None:
    """As spreadsheets delete a column: with its entry in the table."""
    from openpyxl.utils import get_column_letter

    table = tab.tables["calgen_social"]
    at = next(n for n, one in enumerate(table.tableColumns) if one.name == "Statut")
    del table.tableColumns[at]
    tab.delete_cols(at + 1)
    first, last = table.ref.split(":")
    table.ref = table.autoFilter.ref = f"{first}:{get_column_letter(len(table.tableColumns))}{last.lstrip('ABCDEFG')}"


def _with_merged_cells() -> Workbook:
    book = changed(french(ALL), {"Thèmes!C1": "Message", "Thèmes!D1": "Preuve", "Thèmes!C2": "Chaque jour",
        "Thèmes!D2": Cell(state=CellState.COVERED)})  # fmt: skip
    return with_grid(book, replace(tab_of(book, "Thèmes"), row_merges=((2, 3, 2, 4),)))


READING = (
    in_workbook("tab_missing", "", ERROR, lambda: without(french(), "Thèmes")),
    in_workbook("row_total", "Équipe!A3", NOTE, _book({"Équipe!A3": "Total", "Équipe!B3": 10}, ALL)),
    in_workbook("row_section", "Thèmes!A5", WARNING, _book({"Thèmes!A5": "LE RESTE", "Thèmes!A6": "Astuces",
        "Thèmes!B6": "Relayer"})),
    in_workbook("cells_merged", "Thèmes!C2:D2", WARNING, _with_merged_cells),
    in_workbook("example_left", "Plateformes!E2", NOTE, _book({"Plateformes!E1": "Compte",
        "Plateformes!E2": "@mon_salon"})),
    in_workbook("tab_unsure", "Dosage 2026", WARNING,
        lambda: french(MIX.replace("Dosage", "Dosage 2026") + MIX.replace("Dosage", "Dosage 2027"))),
    in_workbook("tab_near", "Temps frots", WARNING, lambda: french(KEY_DATES.replace("Temps forts", "Temps frots"))),
    in_workbook("tab_twice", "Rubriques", ERROR, lambda: french("\n## Rubriques\n\n| Thème |\n| --- |\n| Un |\n")),
    in_workbook(
        "tab_empty",
        "Thèmes",
        ERROR,
        lambda: with_grid(french(), Grid("Thèmes", {(1, 1): Cell("Thème"), (1, 2): Cell("Catégorie")})),
    ),
    in_workbook(
        "too_many_rows",
        "Thèmes",
        ERROR,
        lambda: with_grid(french(), Grid("Thèmes", {(row, 1): Cell("Un") for row in range(1, 5002)})),
    ),
    in_workbook("column_missing", "Thèmes!A1", ERROR, _book({"Thèmes!B1": "Sorte"})),
    in_workbook("heading_merged", "Thèmes!D1", ERROR, _book({"Thèmes!D1": COVERED})),
    in_workbook("heading_twice", "Thèmes!D1", ERROR, _book({"Thèmes!D1": "Rubrique"})),
    in_workbook("heading_near", "Thèmes!D1", WARNING, _book({"Thèmes!D1": "Espacemnt"})),
    in_workbook("setting_twice", "Réglages!A5", ERROR, _book({"Réglages!A5": "Marque", "Réglages!B5": "Autre"})),
    in_workbook(
        "setting_near", "Réglages!A5", WARNING, _book({"Réglages!A5": "Jours feriées", "Réglages!B5": "publier"})
    ),
    in_workbook("signs_unseen", "Thèmes!C2", NOTE, _with_invisible_signs),
    in_workbook("rows_hidden", "Thèmes", NOTE, _with_hidden_row),
    in_cell("formula_empty", "Thèmes!A2", Cell(None, "=A9", state=CellState.UNCALCULATED)),
    in_cell("cell_error", "Thèmes!A2", REF),
    in_cell("cell_broken", "Thèmes!D2", Cell("1e999", state=CellState.ERROR), D1="Poids"),
    in_cell("cell_required", "Thèmes!B2", None),
    in_cell("number_change", "Thèmes!D2", "+20 %", D1="Poids"),
    in_cell("number_unread", "Thèmes!D2", "beaucoup", D1="Poids"),
    in_cell("number_date", "Thèmes!D2", date(2027, 2, 1), D1="Poids"),
    in_cell("number_least", "Thèmes!D2", "-0,5", D1="Poids"),
    in_cell("number_most", "Équipe!B2", "200"),
    in_cell("number_whole", "Thèmes!D2", "2,5", D1="Espacement"),
    in_cell("cadence_unread", "Plateformes!D2", "souvent"),
    in_cell("cadence_range", "Plateformes!D2", "-1"),
    in_cell("cadence_fraction", "Plateformes!D2", "5/7"),
    in_cell("cadence_days", "Plateformes!D2", "en semaine"),
    in_cell("cadence_between", "Plateformes!D2", "2 à 3 par semaine", NOTE),
    in_cell("cadence_biweekly", "Plateformes!D2", "bi-weekly", NOTE),
    in_cell("cadence_pause", "Plateformes!D2", "0", NOTE),
    in_workbook(
        "platforms_paused",
        "Thèmes!D2",
        WARNING,
        lambda: changed(french(), {"Plateformes!D3": "0", "Thèmes!D1": "Plateformes", "Thèmes!D2": "Instagram"}),
    ),
    in_cell("text_ticked", "Thèmes!A2", True),
    in_cell("ref_several", "Thèmes!B2", "Promouvoir, Relayer"),
    in_cell("ref_all", "Plateformes!E2", "tout le monde", NOTE, E1="Responsable"),
    in_cell("lines_one", "Thèmes!C2", "Choisir sa coupe, Soigner sa frange, Réussir son brushing", NOTE),
    in_cell("lines_unready", "Thèmes!C2", "(à voir)", NOTE),
    in_cell("platforms_in_one", "Plateformes!A3", "Instagram, TikTok", WARNING),
    in_cell("number_two_ways", "Objectifs!C2", "1,200", C1="Valeur visée"),
    in_cell("number_rounded", "Réglages!B4", "3 mois", NOTE),
    in_cell("yes_no_unread", "Réglages!B5", "peut-être", A5="UTM"),
    in_cell("choice_unread", "Thèmes!D2", "passion", D1="Étape"),
    in_cell("weekday_unread", "Plateformes!E2", "mardi, jeudredi", E1="Jours"),
    in_cell("rhythm_unread", "Plateformes!E2", "plus tard", E1="Relances"),
    in_workbook("offset_unread", "Opérations!E2", ERROR,
        lambda: changed(french(CAMPAIGNS), {"Opérations!E2": "plus tard"})),
    in_cell("offset_least", "Plateformes!E2", "-1, 7", E1="Relances"),
    in_cell("date_unread", "Réglages!B3", "à la rentrée"),
    in_workbook(
        "date_ambiguous",
        "Settings!B4",
        ERROR,
        lambda: changed(english(), {"Settings!B3": None, "Settings!B4": "03/04/2027"}),
    ),
    in_cell("date_order", "Équipe!C2", "27/07/2027 ; 07/28/2027 ; 03/04/2027"),
    in_cell("date_none", "Réglages!B3", "31/02/2027"),
    in_cell("date_far", "Réglages!B3", "04/01/1927"),
    in_cell("date_year", "Équipe!C2", "12 juil. ; 31 janv."),
    in_cell("date_year_unknown", "Réglages!B3", "4 janvier"),
    in_cell("date_weekday", "Équipe!C2", "ven. 25/01/2027", NOTE),
    in_workbook("date_month", "Contenus!C2", ERROR, lambda: changed(french(CONTENT), {"Contenus!C2": "mars 2027"})),
    in_cell("date_month_taken", "Équipe!C2", "août 2027", NOTE),
    in_cell("date_year_taken", "Équipe!C2", "du 25 au 31 janv.", NOTE),
    in_cell("days_unread", "Équipe!C2", "12/07/2027 ; l'été"),
    in_cell("days_weekly", "Équipe!C2", "tous les vendredis"),
    in_workbook(
        "weekday_two_ways",
        "Platforms!E2",
        ERROR,
        lambda: changed(english(), {"Platforms!E1": "Days", "Platforms!E2": "we"}),
    ),
    in_cell("weekday_of_month", "Plateformes!E2", "1er mardi du mois", E1="Jours"),
    in_cell("days_backwards", "Équipe!C2", "15/08/2027 au 01/08/2027"),
    in_workbook(
        "span_unread",
        "Temps forts!C2",
        ERROR,
        lambda: changed(french(KEY_DATES), {"Temps forts!C1": "Date", "Temps forts!C2": "12/02/2027 ; 19/02/2027"}),
    ),
    in_cell("hour_unread", "Plateformes!E2", 9.5, E1="Heures"),
    in_cell("hour_out", "Plateformes!E2", timedelta(hours=36), E1="Heures"),
    in_cell("hours_unread", "Plateformes!E2", "9h30, tard", E1="Heures"),
    in_cell("hours_backwards", "Plateformes!E2", "14h-12h", E1="Heures"),
    in_workbook("currencies_mixed", "Équipe!D2", NOTE,
        lambda: changed(french(ALL), {"Réglages!A5": "Budget", "Réglages!B5": "3 500 €", "Équipe!D1": "Coût",
            "Équipe!D2": "65 £/h"})),
    in_cell("hours_afternoon", "Plateformes!E2", "9-5", NOTE, E1="Heures"),
    in_cell("hours_morning", "Plateformes!E2", "5-8", NOTE, E1="Heures"),
    in_cell("hours_midnight", "Plateformes!E2", "21h-1h", NOTE, E1="Heures"),
    in_cell("ref_unknown", "Plateformes!C2", "Vendre", ERROR),
    in_cell("ref_near", "Plateformes!C2", "Remplir le salon !"),
    in_cell("name_twice", "Thèmes!A3", "COULISSES"),
    in_workbook("share_unread", "Dosage!B2", ERROR, _book({"Dosage!B2": "beaucoup"}, MIX)),
    in_workbook("share_date", "Dosage!B2", ERROR, _book({"Dosage!B2": date(2027, 3, 1)}, MIX)),
    in_workbook("share_range", "Dosage!B2", ERROR, _book({"Dosage!B2": "140 %"}, MIX)),
)

CHECKING = (
    in_workbook("mix_scaled", "Dosage!B2:B4", NOTE, _book({"Dosage!B2": "40,5 %"}, MIX)),
    in_workbook("mix_sum", "Dosage!B2:B4", ERROR, _book({"Dosage!B2": "50 %"}, MIX)),
    in_workbook("ends_first", "Opérations!C2", ERROR, _book({"Opérations!C2": "05/01/2027"}, CAMPAIGNS)),
    in_workbook("theme_nowhere", "Thèmes!D2", ERROR, _book(
        {"Plateformes!E1": "Formats", "Plateformes!E2": "photo", "Plateformes!E3": "photo", "Thèmes!D1": "Formats",
            "Thèmes!D2": "direct"}
    )),
    in_workbook("platform_bare", "Plateformes!A3", ERROR,
        _book({"Thèmes!D1": "Plateformes"} | {f"Thèmes!D{row}": "Facebook" for row in (2, 3, 4)})),
    in_workbook("piece_format_off", "Contenus!H2", WARNING, _book({"Contenus!F2": "Facebook", "Contenus!H1": "Format",
        "Contenus!H2": "direct", "Plateformes!E1": "Formats", "Plateformes!E2": "photo"}, CONTENT)),
    in_workbook("category_bare", "Dosage!A4", WARNING, _book({"Thèmes!B4": "Relayer"}, MIX)),
    in_workbook("country_unknown", "Réglages!B5", ERROR, _settings({"Réglages!B5": "ZZ"})),
    in_workbook("country_blank", "Settings!B3", WARNING, lambda: changed(english(), {"Settings!B3": None})),
    in_workbook("region_unknown", "Réglages!B6", WARNING, _settings({"Réglages!B6": "Bretagne-sur-Mer"})),
    in_workbook("zone_unknown", "Réglages!B7", ERROR, _settings({"Réglages!B7": "Paris"})),
    in_workbook("campaign_no_home", "Opérations!F2", WARNING, _book({"Opérations!F1": "Plateformes",
        "Opérations!F2": "Facebook", "Thèmes!D1": "Plateformes", "Thèmes!D2": "Instagram"}, CAMPAIGNS)),
    in_workbook("theme_not_there", "Thèmes!D2", WARNING, _book({"Thèmes!D1": "Plateformes", "Thèmes!E1": "Formats",
        "Thèmes!D2": "Facebook, Instagram", "Thèmes!E2": "photo", "Plateformes!E1": "Formats",
        "Plateformes!E2": "direct"})),
    in_workbook("key_date_unknown", "Temps forts!A2", WARNING, _book({"Temps forts!A2": "Anniversaire"}, KEY_DATES)),
    in_workbook("zone_blank", "Réglages!B7", WARNING, _settings({"Réglages!B5": "CA"})),
)  # fmt: skip

FULL_WEEK: Changes = {
    "Plateformes!D3": "1",
    "Plateformes!D2": "1",
    "Plateformes!E1": "Jours",
    "Plateformes!E2": "mardi",
}
PLANNING = (
    in_plan("start_past", "Réglages!B3", NOTE, {"Réglages!B3": "28/12/2026"}),
    in_plan("start_over", "Réglages!B3", WARNING, {"Réglages!B3": "30/11/2026"}),
    in_plan("frequency_short", "Plateformes!D2", WARNING, {"Plateformes!D2": "20", "Plateformes!E1": "Jours",
        "Plateformes!E2": "mardi",
                                                       "Plateformes!F1": "Maximum par jour", "Plateformes!F2": "2"}),
    in_plan("hours_full", "Plateformes!F2", WARNING, {"Plateformes!D2": "10", "Plateformes!E1": "Jours",
        "Plateformes!E2": "mardi, mercredi, jeudi, vendredi, samedi", "Plateformes!F1": "Heures",
        "Plateformes!F2": "12h"}),
    in_plan("frequency_over", "Plateformes!D2", NOTE, FULL_WEEK
        | {f"Contenus!A{row}": f"Pièce {row}" for row in range(2, 7)}
        | {f"Contenus!B{row}": "Conseils" for row in range(2, 7)}
        | {f"Contenus!F{row}": "Facebook" for row in range(2, 7)}
        | {f"Contenus!C{row}": f"{row + 3:02d}/01/2027" for row in range(2, 7)}, CONTENT),
    Specimen("frequency_left", "Plateformes!D2", NOTE, _places_left),
    in_plan("no_theme_left", "Plateformes!A2", WARNING, {"Thèmes!D1": "Espacement"}
        | {f"Thèmes!D{row}": 300 for row in (2, 3, 4)}
        | {"Plateformes!D3": "0,25", "Plateformes!D2": "1 par jour"}),
    in_plan("hook_no_theme_left", "Temps forts!A2", WARNING, {"Thèmes!D1": "Espacement", "Temps forts!C1": "Date",
        "Temps forts!C2": "20/01/2027"} | {f"Thèmes!D{row}": 300 for row in (2, 3, 4)}
        | {"Plateformes!D3": "0,25", "Plateformes!D2": "1 par jour"}, KEY_DATES),
    in_plan("piece_no_home", "Contenus!C2", WARNING, {"Contenus!C2": "06/01/2027", "Plateformes!E1": "Début",
        "Plateformes!E2": "18/01/2027",
                                                  "Plateformes!E3": "18/01/2027"}, CONTENT),
    in_plan("piece_unplaced", "Contenus!A2", WARNING, {"Contenus!D2": "05/01/2027", "Contenus!E2": "05/01/2027",
        "Contenus!F2": "Facebook",
                                                   "Plateformes!E1": "Jours", "Plateformes!E2": "vendredi"}, CONTENT),
    in_plan("campaign_not_carried", "Opérations!D2", WARNING, DAILY | {"Thèmes!D1": "Plateformes",
        "Thèmes!D2": "Instagram"}, CAMPAIGNS),
    in_plan("campaign_spaced", "Opérations!D2", WARNING, DAILY | {"Thèmes!D1": "Espacement", "Thèmes!D2": 14},
        CAMPAIGNS),
    in_plan("campaign_closed", "Opérations!B2", WARNING, {"Plateformes!D2": "7", "Plateformes!E1": "Jours",
        "Plateformes!E2": "lundi", "Plateformes!F1": "Maximum par jour", "Plateformes!F2": 1}, CAMPAIGNS),
    in_plan("campaign_thinned", "Opérations!F2", WARNING, DAILY | {"Équipe!B2": "0", "Réglages!A5":
        "En cas de surcharge", "Réglages!B5": "alléger"}, CAMPAIGNS + TEAM),
    in_plan("campaign_displaced", "Opérations!F2", WARNING, DAILY | _dated(range(2, 15)), CAMPAIGNS + CONTENT),
    in_plan("campaign_beyond", "Opérations!F2", NOTE, DAILY | {"Opérations!E2": "J, J+1, J+2, J+3, J+4, J+5",
        "Opérations!F2": "0 %", "Opérations!G1": "Plateformes", "Opérations!G2": "Facebook"}, CAMPAIGNS),
    in_plan("theme_without_room", "Thèmes!A2", NOTE, DAILY | _dated(range(2, 15)) | {"Thèmes!D1": "Espacement",
        "Thèmes!D2": 3}, CONTENT),
    in_plan("spacing_broken", "Thèmes!D3", NOTE, {"Thèmes!D1": "Espacement", "Thèmes!D3": "10"} | _dated((2, 3)),
        CONTENT),
    Specimen("mix_off", "Dosage", WARNING, _mix_off),
    Specimen("mix_off_more", "Dosage", WARNING, _mix_off_more),
    Specimen("rest_broken", "Contenus!C2", NOTE, _rest_broken),
    in_plan("mix_held", "", NOTE, {}),
    in_plan("mission_short", "Plateformes!C2", NOTE, {"Objectifs!A3": "Faire parler", "Objectifs!B3": "réponses",
        "Plateformes!C2": "Remplir le salon, Faire parler", "Thèmes!D1": "Objectifs"}
        | {f"Thèmes!D{row}": "Remplir le salon" for row in (2, 3, 4)}),
    in_plan("mission_pushed", "Opérations!G2", NOTE, {"Objectifs!A3": "Faire parler", "Objectifs!B3": "réponses",
        "Plateformes!C2": "Remplir le salon, Faire parler", "Plateformes!D2": "4", "Opérations!B2": "04/01/2027",
        "Opérations!C2": "31/01/2027", "Opérations!D2": "Coulisses, Questions, Conseils", "Opérations!F2": "90 %",
        "Opérations!G1": "Objectif", "Opérations!G2": "Faire parler"}, CAMPAIGNS),
    in_plan("subjects_to_find", "Thèmes!C3", WARNING, {"Thèmes!C3": None}),
    in_plan("campaign_outside", "Opérations!B2", NOTE, {"Opérations!B2": "06/09/2027", "Opérations!C2": "20/09/2027"},
        CAMPAIGNS),
    in_plan("key_dates_outside", "Temps forts!C2", NOTE, {"Temps forts!B2": "publier", "Temps forts!C1": "Date",
        "Temps forts!C2": "15/05/2028"}, KEY_DATES),
    in_plan("pieces_outside", "Contenus!C2", NOTE, {"Contenus!C2": "25/12/2028"}, CONTENT),
    in_plan("offset_quiet", "Opérations!E2", WARNING, {"Opérations!E2": "J"} | QUIET, CAMPAIGNS + KEY_DATES),
    in_plan("key_date_not_everywhere", "Temps forts!E2", NOTE, {"Temps forts!A2": "Fête", "Temps forts!C1": "Date",
        "Temps forts!C2": "12/01/2027", "Temps forts!D1": "Thème", "Temps forts!D2": "Conseils",
        "Temps forts!E1": "Plateformes", "Temps forts!E2": "Facebook, Instagram", "Thèmes!D1": "Plateformes",
        "Thèmes!D3": "Facebook"}, KEY_DATES),
    Specimen("posts_at_rest", "Plateformes!D2", NOTE, lambda: problems_when_planned(
        changed(french(), {"Plateformes!D2": "pause"}), TODAY, [OWN_POST])),
    Specimen("own_on_closed", "Temps forts!B2", NOTE, lambda: problems_when_planned(
        changed(french(KEY_DATES), QUIET), TODAY, [OWN_POST])),
    in_plan("offset_unplaced", "Opérations!E2", WARNING, SPRING | {"Opérations!E2": "J+1", "Opérations!D2": "Conseils"},
        CAMPAIGNS),
    in_plan("offset_outside", "Opérations!E2", WARNING, {"Opérations!E2": "J, J+300"}, CAMPAIGNS),
    in_plan("open_slots_kept", "Réglages!B5", NOTE, {"Réglages!A5": "Actualité du jour", "Réglages!B5": "10 %"}),
    in_plan("test_pairs_short", "Thèmes!D2", WARNING, {"Thèmes!D1": "Test A/B", "Thèmes!D2": "titre"}),
    in_plan("test_pairs", "Thèmes!D2", NOTE, {"Thèmes!D1": "Test A/B", "Thèmes!D2": "heure", "Réglages!B4": 26}),
    in_plan("campaign_yields", "Opérations!B2", NOTE, QUIET | {"Temps forts!B2": "silence sauf échanger",
        "Temps forts!C2": "11/01/2027 au 15/01/2027"}, CAMPAIGNS + KEY_DATES),
    in_plan("hook_no_home", "Temps forts!A2", WARNING, {"Temps forts!C1": "Date", "Temps forts!C2": "12/01/2027",
        "Plateformes!E1": "Début", "Plateformes!E2": "18/01/2027", "Plateformes!E3": "18/01/2027"}, KEY_DATES),
    in_plan("hook_quiet", "Contenus!C2", WARNING, {"Contenus!C2": "06/01/2027"} | QUIET, CONTENT + KEY_DATES),
    in_plan("named_on_closed", "Contenus!C2", NOTE, {"Contenus!C2": "06/01/2027",
        "Réglages!A5": "Jours sans publication", "Réglages!B5": "mercredi"}, CONTENT),
    in_plan("named_out_of_season", "Contenus!C2", NOTE, {"Contenus!C2": "06/01/2027"} | SPRING, CONTENT),
    in_plan("piece_out_of_season", "Contenus!D2", WARNING, {"Contenus!D2": "05/01/2027", "Contenus!E2": "20/01/2027"}
        | SPRING, CONTENT),
    in_plan("piece_not_everywhere", "Contenus!F2", NOTE,
        {"Contenus!C2": "05/01/2027", "Contenus!F2": "partout", "Thèmes!D1": "Plateformes", "Thèmes!D3": "Facebook"},
        CONTENT),
    in_plan("piece_without_post", "Contenus!A2", WARNING, {"Contenus!D2": "05/01/2027", "Contenus!E2": "06/01/2027",
        "Contenus!H1": "Opération", "Contenus!H2": "Soldes", "Opérations!B2": "11/01/2027",
        "Opérations!C2": "24/01/2027"}, CONTENT + CAMPAIGNS),
    in_plan("pieces_waiting", "Contenus!A2", NOTE, SPRING, CONTENT),
    in_plan("hours_short", "Équipe!B2", WARNING, {"Équipe!B2": "0,5"}, TEAM),
    in_plan("owner_away", "Équipe!C2", WARNING, {"Équipe!C2": "06/01/2027", "Contenus!C2": "06/01/2027"},
        TEAM + CONTENT),
    in_plan("author_replaced", "Contenus!H2", WARNING, {"Contenus!H1": "Auteur", "Contenus!H2": "Léa",
        "Équipe!A3": "Max", "Équipe!B3": "10", "Équipe!B2": "0"}, CONTENT + TEAM),
    in_plan("nobody_there", "Équipe!C2", WARNING, {"Équipe!C2": "11/01/2027 au 15/01/2027"}, TEAM),
    in_plan("nobody_makes", "Formats!A2", WARNING, {"Équipe!D1": "Formats", "Équipe!D2": "direct"}, TEAM + FORMATS),
    in_plan("thinned", "Plateformes!D2", WARNING, {"Équipe!B2": "0,5", "Réglages!A5": "En cas de surcharge",
        "Réglages!B5": "alléger", "Plateformes!D3": "0,25"}, TEAM),
    in_plan("piece_thinned", "Contenus!A2", WARNING, {"Contenus!D2": "05/01/2027", "Équipe!B2": "0", "Réglages!A5":
        "En cas de surcharge", "Réglages!B5": "alléger"}, CONTENT + TEAM),
)  # fmt: skip

SECOND_RUN = (
    Specimen("state_newer", "", ERROR, _second_run(_written_by_a_newer_calgen)),
    Specimen("written_before", "", NOTE, _second_run(partial(_state, "version", "0.0.9"))),
    Specimen("links_numbered", "", NOTE, _second_run(_with_links_as_before_and_more_weeks)),
    Specimen("no_history", "Calendrier social", WARNING, _second_run(_without_state)),
    Specimen("archive_gone", "", WARNING, lambda: archived_books.without_archive().problems),
    Specimen("tab_text_lost", "Équilibre!A4", WARNING, _checked(_with_text_on_the_balance)),
    Specimen("tab_object_lost", "Vue mensuelle!T2", WARNING, _checked(_with_link_on_the_month)),
    Specimen("tab_title_long", "Toutes nos publications, mois par mois", WARNING, _checked(_with_long_title)),
    Specimen("renamed", "Thèmes!A8", NOTE, _second_run(_with_a_renamed_theme)),
    Specimen("person_replaced", "Équipe!A5", NOTE, _second_run(_with_somebody_else)),
    Specimen("row_copied", "Calendrier social!A13", NOTE, _second_run(_with_copied_row)),
    Specimen("row_copied_idle", "Calendrier social!A7", NOTE, _second_run(partial(_with_copied_row, day=None))),
    Specimen("row_without_day", "Calendrier social!B6", WARNING, _second_run(_without_date)),
    Specimen("row_without_theme", of_social("theme", 22), NOTE, _second_run(_with_post_without_theme)),
    Specimen("subject_without_theme", of_editorial("theme", 26), NOTE, _second_run(_with_subject_without_theme)),
    Specimen("row_without_title", of_editorial("title", 26), WARNING, _second_run(_with_untitled_subject)),
    Specimen("cell_unread", "Calendrier social!D6", WARNING, _second_run(partial(_with_typed, "Heure", "25h"))),
    Specimen("category_missing", of_social("category", 6), WARNING,
        _second_run(partial(_with_typed, "Catégorie", None))),
    Specimen("category_of_theme", of_editorial("category", 5), NOTE, _second_run(_with_category_of_a_subject)),
    Specimen("subject_places_nothing", "Calendrier éditorial!B25", NOTE, _second_run(_with_day_of_a_subject)),
    Specimen("word_unknown", of_social("status", 6), WARNING, _second_run(partial(_with_typed, "Statut", "fini"))),
    Specimen("cell_computed", "Calendrier social!C6", NOTE, _second_run(partial(_with_typed, "Jour", "lundi"))),
    Specimen("day_outside", "Calendrier social!B40", WARNING,
        _second_run(partial(_with_typed, "Date", date(2028, 1, 11)))),
    Specimen("id_restored", "Calendrier social!A6", NOTE, _second_run(_with_retyped_id)),
    Specimen("holes_made", "Plateformes!G5", NOTE, _second_run(partial(_with_typed, "Statut", "Annulé"))),
    Specimen("post_apart", of_social("theme", 6), NOTE, _second_run(partial(_with_typed, "Thème", "Mariages"))),
    Specimen("title_of_post", of_social("title", 6), NOTE, _second_run(partial(_with_typed, "Titre", "Le mardi"))),
    Specimen("theme_emptied", of_social("theme", 6), NOTE, _second_run(partial(_with_typed, "Thème", None))),
    Specimen("typed_out_of_season", of_social("theme", 6), NOTE,
        _second_run(partial(_with_typed, "Thème", "Mariages"))),
    Specimen("owner_cannot_make", of_social("format", 11), NOTE, _second_run(_with_format_of_others)),
    Specimen("title_of_other_theme", of_editorial("theme", 5), NOTE, _second_run(_with_theme_of_a_subject)),
    Specimen("cell_emptied", of_social("hashtags", 6), NOTE, _second_run(partial(_with_typed, "Hashtags", None))),
    Specimen("not_of_theme", of_social("format", 6), NOTE,
        _second_run(partial(_with_typed, "Format", "vidéo courte"))),
    Specimen("category_of_post", of_social("category", 6), NOTE,
        _second_run(partial(_with_typed, "Catégorie", "Relayer"))),
    Specimen("calendar_near", of_social("theme", 6), WARNING,
        _second_run(partial(_with_typed, "Thème", "Conseil du jou"))),
    Specimen("calendar_several", of_social("theme", 6), WARNING,
        _second_run(partial(_with_typed, "Thème", "Conseil du jour / Tendances"))),
    Specimen("owners_several", of_social("owner", 6), WARNING,
        _second_run(partial(_with_typed, "Responsable", "Chloé + Sandrine"))),
    Specimen("calendar_unknown", of_social("theme", 6), NOTE, _second_run(_with_unknown_theme)),
    Specimen("subject_gone", of_social("editorial", 5), NOTE, _second_run(_without_a_subject)),
    Specimen("subject_left", of_social("editorial", 5), NOTE, _second_run(partial(_without_a_subject, text="Bonjour"))),
    Specimen("heading_held", "Réglages!H30", NOTE, _second_run(_with_a_formula_and_in_english)),
    Specimen(
        "heading_numbered", "Calendrier social!T4", NOTE, _second_run(partial(_without_its_table, heading="THÈME"))
    ),
    Specimen("heading_as_text", "Calendrier social!T4", NOTE, _second_run(partial(_without_its_table, heading=2027))),
    Specimen(
        "heading_formula_lost",
        "Calendrier social!T4",
        WARNING,
        _second_run(partial(_without_its_table, heading='="Note "&1')),
    ),
    Specimen("heading_renamed", "Réglages!H30", WARNING, _second_run(_with_a_heading_in_its_cell_alone)),
    Specimen("filter_dropped", "Calendrier social!AL4", WARNING, _second_run(_with_a_filter_beside)),
    Specimen("column_back", "Calendrier social", NOTE, _second_run(_without_status)),
)


def _asked_of_theirs(asked: str) -> Callable[[], Iterable[Problem]]:
    """The problem with what is said of the titles of a small file of somebody's own."""
    theirs = "Idée;Réseau;Date\nLe ficus;Instagram;12/01/2027\n".encode()
    return lambda: problem_of_refusal(lambda: api.adopt(theirs, "idees.csv", [asked]))


def _planning() -> bytes:
    """A calendar of posts under titles of its own."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Planning édito"
    for row in (["Date", "Réseau", "Sujet"], ["12/01/2027", "Instagram", "Le ficus"]):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


PLAN = "plan.xlsx"
EMPTY = ExportedCalendar("Mèche", "fr", "", ())
WISHES = ExportOptions(datetime.combine(date(2027, 1, 4), time(0)), ids=frozenset({"P0900", "P0901"}))
FOLDER = "/home/lea/Documents"
STORED: dict[str, Any] = {
    "file": "s3://boutiques/plan.xlsx", "bucket": "boutiques", "detail": "SlowDown", "right": "s3:PutObject",
}  # fmt: skip
FILES = (
    refusal("file_exists", file=PLAN),
    refusal("export_onto_workbook", file=PLAN),
    refusal("file_foreign", file="plan-buffer-Facebook.csv"),
    refusal("answers_form", file="reponses.json"),
    refusal("answers_big", file="reponses.json"),
    refusal("answers_twice", file="reponses.json", ids=("P0003",)),
    refusal("answers_newer", file="reponses.json"),
    refusal("answers_unread", file="reponses.xlsx"),
    refusal("answers_decision", Place("Publications à valider", "F10"), file="salon-share.xlsx", value="ok", id="P01"),
    refusal("share_onto_workbook", file="salon-share.xlsx"),
    refusal("answers_foreign", file="reponses.json", workbook=PLAN),
    refusal("share_nothing", n=3, first=date(2027, 1, 4)),
    refusal("share_platform_unknown", name="TikTok", names=("Facebook", "Instagram")),
    refusal("set_unread", value="50 %"),
    refusal("set_tab_unknown", tab="Dozage", titles=("Plateformes", "Répartition")),
    refusal("set_output_tab", tab="Équilibre"),
    refusal("set_cell_unread", tab="Répartition", cell="part"),
    refusal("set_outside", tab="Répartition", cell="Z99", area="A5:C7"),
    refusal("set_no_setting", tab="Réglages", cell="A4"),
    refusal("set_setting_absent", tab="Réglages", label="Semaines"),
    Specimen("file_absent", "", ERROR, lambda: problem_of_refusal(lambda: load.read_bytes(Path("/nowhere/plan.xlsx")))),
    Specimen("language_unknown", "", ERROR, lambda: problem_of_refusal(lambda: api.new("zz"))),
    Specimen("format_unknown", "", ERROR, lambda: problem_of_refusal(lambda: file_format("trello"))),
    Specimen("export_id_unknown", "", ERROR, lambda: problem_of_refusal(lambda: asked_posts(EMPTY, WISHES))),
    Specimen("export_template_form", "", ERROR, lambda: problem_of_refusal(lambda: read_template(b"PK\0", "t.xlsx"))),
    Specimen(
        "export_template_columns", "", ERROR, lambda: problem_of_refusal(lambda: read_template(b"Nom,Prix", "t.csv"))
    ),
    Specimen("sample_unknown", "", ERROR, lambda: problem_of_refusal(lambda: samples.read_sample("boulangerie"))),
    Specimen("adopt_json", "", ERROR, lambda: problem_of_refusal(lambda: api.adopt(b'{"cards": []}', "board.json"))),
    Specimen("adopt_instead", "Planning édito", WARNING, lambda: api.check(_planning(), PLAN).problems),
    Specimen("adopt_own", "", ERROR, lambda: problem_of_refusal(lambda: api.adopt(api.new("fr"), PLAN))),
    *(
        Specimen(code, "", ERROR, _asked_of_theirs(asked))
        for code, asked in (("map_unread", "Sujet"), ("map_unknown", "Type=Thème"), ("map_no_title", "Idée=Poney"))
    ),
    refusal("file_unread", detail="ValueError"),
    in_bytes("file_empty", b""),
    in_bytes("file_text", b"Titre;Date\nUn;Deux\n"),
    in_bytes("file_html", b"<!DOCTYPE html><html><body>Bonjour</body></html>"),
    in_bytes("file_old_excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    in_bytes("file_unknown", b"\x89PNG\r\n\x1a\n" + b"\0" * 32),
    in_bytes("file_zip", b"PK\x05\x06" + b"\0" * 18),
    *(
        refusal(code, file=PLAN)
        for code in ("file_password", "file_ods", "file_numbers", "file_xlsb", "file_not_excel", "file_shared")
    ),
    *(
        refusal(code, file=PLAN)
        for code in ("file_spelling", "no_sheets", "file_held", "file_changed", "file_read_only")
    ),
    *(refusal(code, file=PLAN) for code in ("file_linked_twice", "not_a_file")),
    *(refusal(code, file=PLAN, part="xl/workbook.xml") for code in ("file_damaged", "file_part_twice", "file_doctype")),
    refusal("file_strict"),
    refusal("sheet_missing", Place("Thèmes"), file=PLAN, title="Thèmes"),
    refusal("sheet_title_twice", Place("Thèmes"), file=PLAN, title="Thèmes"),
    *(
        refusal(f"too_big_{what}", file=PLAN, found=300, limit=200)
        for what in ("file", "part", "unpacked", "parts", "formats", "strings")
    ),
    refusal("too_big_cells", Place("Thèmes"), file=PLAN, found=3_000_000, limit=2_000_000),
    refusal("too_big_merge", Place("Thèmes", "A1:J1048576"), file=PLAN, found=10_485_760, limit=1_000_000),
    refusal("too_big_markup", Place("Thèmes"), file=PLAN, part="xl/worksheets/sheet4.xml"),
    refusal("too_big_text", Place("Thèmes", "F4"), file=PLAN, found=40_000, limit=32_767),
    refusal("too_big_texts", Place("Thèmes"), file=PLAN, found=50_012_345, limit=50_000_000),
    refusal("tab_title_taken", Place("Bilan"), title="Bilan"),
    refusal("tab_title_illegal", Place("Bilan/2027"), title="Bilan/2027"),
    refusal("name_taken", name="calgen_themes"),
    refusal("table_in_the_way", Place("Calendrier social", "K7"), range="K7:L7"),
    refusal("heading_too_long", Place("Calendrier social", "AK4"), length=300, limit=255),
    refusal("rows_held_together", Place("Calendrier social", "L7"), range="L7:L9"),
    refusal("no_room_for_rows", Place("Calendrier social", "AK42"), range="AK42:AM45"),
    refusal("cell_is_formula", Place("Campagnes", "B6")),
    refusal("cell_is_merged", Place("Campagnes", "B6"), cell="B5"),
    refusal("cell_in_pivot", Place("Campagnes", "B6")),
    refusal("row_in_the_way", Place("Temps forts", "A18"), range="A18:F18"),
    refusal("too_many_formats", limit=64_000),
    refusal("file_open", file=PLAN, sign="~$plan.xlsx"),
    refusal("file_held_kept", file=PLAN, kept="plan.calgen-new.xlsx"),
    refusal("no_backup", file=PLAN),
    refusal("no_version", file=PLAN, number=9, most=3, path=PLAN),
    refusal("heading_not_followed", Place("Calendrier social", "K4"), heading="Statut", name="Avancement", path=PLAN),
    refusal("no_calendar", file=PLAN, path=PLAN),
    refusal("next_too_early", _START_CELL, n=13, posts=18, start="2027-04-05", last=date(2027, 4, 4), path=PLAN,
            options=" --archive"),
    refusal("next_twice", _START_CELL, first=TODAY, last=date(2027, 4, 4), path=PLAN),
    refusal("next_goes_back", _START_CELL, start=TODAY, first=TODAY, last=date(2027, 4, 4), path=PLAN),
    refusal("next_is_over", _START_CELL, last=date(2027, 7, 4), start="2027-08-09", path=PLAN, options=""),
    refusal("next_start_typed", _START_CELL, before=TODAY, after=date(2027, 4, 5), path=PLAN),
    refusal("file_busy", file=PLAN, lock=".plan.xlsx.lock"),
    refusal("folder_missing", folder=FOLDER),
    *(refusal(code, file=PLAN, folder=FOLDER) for code in ("folder_read_only", "disk_full", "cannot_write")),
    *(
        refusal(code, **STORED)
        for code in (
            "cloud_missing", "store_no_credentials", "store_credentials", "store_region", "store_denied",
            "bucket_absent",
            "store_unreachable", "store_unconfirmed", "store_busy", "store_unconditional", "store_unversioned",
            "no_stored_version", "store_refused",
        )
    ),
)

WEIGHT_CHANGE = {
    "name": "Coulisses", "column": Title("themes", "weight"), "before": Fraction(2), "after": Fraction(5, 2),
}  # fmt: skip
COMMANDS = (  # of commands that write cells of the strategy
    refusal("pause_backwards", first=date(2027, 3, 9), last=date(2027, 3, 2)),
    refusal("pause_over", days=Span(date(2026, 12, 1), date(2026, 12, 5)), today=TODAY),
    refusal("pause_outside", days=Span(date(2028, 3, 2), date(2028, 3, 9)), period=Span(TODAY, date(2027, 4, 4))),
    refusal("name_in_request_unknown", value="Instagrm", column=Title("platforms", "platform"), near="Instagram",
            names=("Facebook", "Instagram")),
    refusal("pause_name_taken", Place("Temps forts", "A2"), name="Notre fête"),
    told("pause_there", NOTE, Place("Temps forts", "A18"), name="Pause", days=Span(TODAY, date(2027, 1, 9))),
    told("pause_begun", NOTE, days=Span(date(2027, 1, 1), date(2027, 1, 3))),
    told("pause_beyond", NOTE, last=date(2027, 4, 4)),
    told("pause_over_named", WARNING, Place("Campagnes", "A2"), name="Soldes", days=Span(TODAY, date(2027, 1, 9)),
         what=Phrase(("pause", "nothing_on"), {"platforms": ("Instagram",), "category": Word("category", "")})),
    refusal("shift_over", Place("Campagnes", "C2"), name="Soldes", last=date(2026, 12, 20), today=TODAY),
    refusal("shift_no_campaign", value="Soldes"),
    refusal("shift_backwards", first=TODAY, last=date(2026, 12, 20)),
    told("shift_begun", WARNING, Place("Campagnes", "B2"), name="Soldes", first=TODAY),
    told("shift_beyond", WARNING, Place("Campagnes", "C2"), name="Soldes", first=TODAY, last=date(2027, 4, 4)),
    told("shift_media_left", WARNING, Place("Campagnes", "E2"), text="radio du 12 au 18 avril"),
    told("shift_none", NOTE, n=3),
    told("shift_early", WARNING, Place("Calendrier social", "B9"), n=2, today=TODAY),
    told("shift_after_end", WARNING, Place("Calendrier social", "B9"), n=2, last=date(2027, 4, 4)),
    told("shift_lands", WARNING, Place("Calendrier social", "B9"), day=date(2027, 3, 29),
         why=Phrase(("phrases", "on_holiday"), {"name": "Lundi de Pâques"})),
    told("formula_follows", WARNING, Place("Campagnes", "C2"), n=1),
    refusal("column_to_write", Place("Thèmes"), column=Title("themes", "weight")),
    refusal("no_review_tab", file=PLAN, path=PLAN),
    told("accept_unread", WARNING, Place("Bilan", "D60"), value="2,25"),
    told("accept_gone", NOTE, Place("Bilan", "D60"), **WEIGHT_CHANGE),
    told("accept_no_proposal", WARNING, Place("Bilan", "D60"), value="oui"),
    told("accept_other_value", WARNING, Place("Bilan", "C60"), **WEIGHT_CHANGE),
    told("adapt_other_value", WARNING, Place("Bilan", "C60"), **WEIGHT_CHANGE, value="3 ou 4"),
    told("accept_lost", WARNING, Place("Bilan")),
    told("adapt_gone", WARNING, Place("Bilan", "D60"), **WEIGHT_CHANGE),
    told("adapt_changed", WARNING, Place("Thèmes", "D5"), **WEIGHT_CHANGE),
    told("adapt_refused", WARNING, Place("Thèmes", "D5"), **WEIGHT_CHANGE,
         reason=Phrase(("adapt", "because", "cell_is_formula"))),
)


def of_results(code: str, data: bytes, name: str = "resultats.csv", **request: Any) -> Specimen:
    """A file of results that cannot be filled in."""
    return Specimen(code, "", ERROR, lambda: problem_of_refusal(lambda: imported((name, data), **request)))


def _without_clicks() -> Iterable[Problem]:
    tab, book = calendar_of(short_salon.calendar()), unlocked(short_salon.calendar(), values=False)
    book[tab.title].delete_cols(tab.columns["clicks"])
    out = io.BytesIO()
    book.save(out)
    return imported(("meta.csv", meta_file()), data=out.getvalue()).problems


_VIEWS = b"Date,Texte,Vues\n03/04/2027,Bonjour,5\n"
RESULTS = (
    of_results("results_unknown", b"Titel,Gesehen\nBonjour,12\n"),
    of_results("results_by_day", b"Date,Primary\n2027-01-04T00:00:00,5\n"),
    of_results("results_dates", _VIEWS),
    refusal("results_platform", file="resultats.csv", names=("Facebook Lyon", "Facebook Paris")),
    refusal("results_account", file="meta.csv", accounts=("Salon Léa",), names=("Facebook Lyon", "Facebook Paris")),
    of_results("results_platform_unknown", _VIEWS, platform="Orkut"),
    of_results("results_meaning", _VIEWS, meanings=("Vues",)),
    of_results("results_unread", b"", "resultats.csv"),
    of_results("results_old_excel", b"\xd0\xcf\x11\xe0" + bytes(600), "resultats.xls"),
    of_results("results_archive", zipped(("b.zip", zipped(("c.csv", b"a")))), "resultats.zip"),
    Specimen("results_own", "", ERROR,
        lambda: problem_of_refusal(lambda: imported((PLAN, short_salon.strategy())))),
    of_results("results_too_long", b"Lien,Vues\n" + b"https://a.example/b,1\n" * 50_030),
    Specimen("results_column", "", WARNING, _without_clicks),
    told("decide_column", WARNING, column="Statut"),
)  # fmt: skip

SAY = "Le ficus vous attend mardi, passez le voir"


def in_posts(code: str, place: str, severity: Severity, *posts: Post) -> Specimen:
    """Posts of a social calendar whose texts or results have a problem."""
    strategy = Strategy(settings=Settings(country="FR"))
    calendar = partial(social_calendar, *posts)
    return Specimen(code, f"{TITLE}!{place}", severity, lambda: check_calendar(strategy, calendar(), TODAY))


def in_review(code: str, severity: Severity, column: str, **fields: object) -> Specimen:
    """An objective of the sound book whose review has a problem."""
    strategy = read(french()).strategy
    found = made_review(today=date(2027, 3, 1), objectives=(reviewed_objective("Remplir le salon", **fields),))
    return Specimen(code, f"Objectifs!{column}2", severity, lambda: check_review(strategy, found))


TEXTS = (
    in_review("off_track", NOTE, "A"),
    in_review("reading_missing", NOTE, "B", readings=(), state=PaceState.UNKNOWN),
    in_posts("text_sales", "F2", WARNING, {"text": "Grands soldes !", "date": "10/03/2027"}),
    in_posts("text_too_long", "F2", WARNING, {"text": "a" * 281, "platform": "X"}),
    in_posts("text_hashtags", "G2", WARNING, {"text": "Oui", "platform": "Instagram", "hashtags": "#a #b #c #d #e #f"}),
    in_posts("text_same_hour", "F3", WARNING, {"text": SAY}, {"text": SAY, "platform": "Instagram"}),
    in_posts("text_again", "F3", WARNING, {"text": SAY}, {"text": SAY, "date": "13/01/2027"}),
    in_posts("text_links", "F2", NOTE, {"text": "Voyez https://a.example", "platform": "Instagram"}),
    in_posts("hour_missing", "C2", WARNING, {"date": "28/03/2027", "time": "2h30"}),
    in_posts("hour_twice", "C2", NOTE, {"date": "31/10/2027", "time": "2h30"}),
    in_posts("published_ahead", "E2", WARNING, {"status": "publié", "date": "29/12/2027"}),
    in_posts("results_missing", "G2", NOTE, {"status": "publié", "date": "21/12/2026", "impressions": ""}),
)


def outside(code: str, *formulas: str) -> Specimen:
    """Formulas of the user's own tab, from B2 down, that point to a calendar whose rows move."""
    cells = [(f"B{row}", formula) for row, formula in enumerate(formulas, 2)]
    return Specimen(code, f"Suivi!B{1 + len(formulas)}", WARNING, lambda: moved_tables.problems(*cells))


SOCIAL = "'Calendrier social'!"
OUTSIDE = (
    outside("outside_row_moves", f"{SOCIAL}C5"),
    outside("outside_row_goes", f"{SOCIAL}C7"),
    outside("outside_rows_change", f"COUNTA({SOCIAL}C6:C8)"),
    outside("outside_table_resized", f"COUNTA({SOCIAL}C5:C9)"),
    outside("outside_cells_move", f"{SOCIAL}B12"),
    outside("outside_more", *(f"{SOCIAL}C5+{row}" for row in range(51))),
)

METHOD = tuple(Specimen(one.code, one.place, one.severity, one.found) for one in CASES)
SPECIMENS = (*READING, *CHECKING, *METHOD, *TEXTS, *PLANNING, *SECOND_RUN, *OUTSIDE, *FILES, *COMMANDS, *RESULTS)
