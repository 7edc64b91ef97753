"""The letter of each sample: exactly these findings, at these cells; and the tab that holds them, as it is drawn."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from made_samples import STARTS, made
from seeds import few_of

from calgen import api, merge
from calgen.book.problems import Place, Problem
from calgen.book.tab_readings import reading_lines
from calgen.book.words import load_words
from calgen.check import tomster
from calgen.check.advice_order import BOOK, by_severity, of_letter, step_of
from calgen.check.articles import PRACTICE, articles_of
from calgen.view import checks, styles
from calgen.view.view_context import ViewContext

# The day on which each strategy was approved, or planned to be shown.
DAYS = {
    "salon": date(2026, 12, 18),
    "saas": date(2026, 12, 11),
    "musee": date(2027, 2, 4),
    "mairie": date(2027, 8, 2),
}

# What calgen says of each sample, by the steps of the method. The three first are sound: what is said of them is true,
# and worth knowing. The last was written to be criticised.
LETTERS = {
    "salon": """
        subjects_to_find Thèmes!O5
        consent_blank Contenus!Q12
        campaign_spaced Campagnes!D7
        cadence_leap Plateformes!G5
        owner_away Équipe!H5
        cost_per_result Objectifs!F5
        break_even Objectifs!K5
        themes_alone Thèmes!A7
        campaign_outside Campagnes!B8
        holidays_ahead Réglages!B13
        mission_pushed Campagnes!E6
        measures_missing Objectifs!D7
        owner_replaced Plateformes!M5
        owner_replaced Plateformes!M6
        days_left Plateformes!H5
        mix_held -
    """,
    "saas": """
        consent_blank Content!Q8
        hours_short Team!E6
        hours_short Team!E8
        owner_away Team!H7
        nobody_there Team!H5
        cost_per_result Objectives!F5
        break_even Objectives!K5
        objective_over Objectives!G7
        domains_bare Objectives!B5
        themes_alone Themes!A10
        subjects_to_find Themes!O8
        holidays_ahead Settings!B13
        mission_short Platforms!E6
        format_not_there Platforms!K6
        measures_missing Objectives!D7
        owner_replaced Platforms!M5
        owner_replaced Platforms!M6
        owner_replaced Platforms!M7
        mix_held -
        spacing_broken Themes!J7
    """,
    "musee": """
        subjects_to_find Thèmes!O6
        hours_short Équipe!E6
        nobody_there Équipe!H5
        nobody_there Équipe!H6
        cost_per_result Objectifs!F5
        break_even Objectifs!K6
        objective_over Objectifs!G7
        themes_like_all Thèmes!A7
        key_dates_outside Temps forts!B16
        holidays_ahead Réglages!B13
        mission_pushed Campagnes!E5
        mission_pushed Campagnes!E8
        measures_missing Objectifs!D7
        owner_replaced Plateformes!M5
        owner_replaced Plateformes!M6
        owner_replaced Plateformes!M9
        frequency_over Plateformes!G6
        days_left Plateformes!H6
        mix_held -
        spacing_broken Thèmes!J6
    """,
    "mairie": """
        mix_bent Répartition!B5
        business_blank Objectifs!J5
        audience_elsewhen Plateformes!I12
        vanity_only Objectifs!D5
        objective_unmeasured Objectifs!G7
        wheel_all Priorités!C5
        mission_unserved Priorités!A6
        brand_absent Thèmes!K5
        proof_missing Thèmes!L5
        mix_lowered Répartition!B7
        subjects_to_find Thèmes!O11
        campaigns_beyond_all Campagnes!G7
        campaign_displaced Campagnes!G6
        campaign_displaced Campagnes!G8
        campaign_closed Campagnes!B5
        mission_thin Plateformes!C5
        platforms_too_many Équipe!A5
        cadence_leap Plateformes!G6
        hours_short Équipe!E5
        hours_short Équipe!E6
        owner_away Équipe!H5
        nobody_there Équipe!H5
        frequency_short Plateformes!G5
        frequency_short Plateformes!G7
        frequency_short Plateformes!G11
        hours_full Plateformes!I6
        offset_quiet Campagnes!I8
        role_blank Réglages!B19
        approval_blank Réglages!B22
        budget_blank Réglages!B18
        swot_blank Réglages!B21
        cost_per_result Objectifs!F5
        audiences_too_many Cibles!C5
        objective_over Objectifs!G9
        objective_owner_blank Objectifs!I9
        stages_missing Thèmes!G5
        themes_alone Thèmes!A9
        stage_replaced Thèmes!G11
        holidays_ahead Réglages!B13
        mission_pushed Campagnes!E6
        platform_owner_blank Plateformes!M11
        cadence_unlike Plateformes!G5
        measures_missing Objectifs!D8
        hours_to_find Équipe!E5
        costliest_parts Équipe!E5
        owner_replaced Plateformes!M5
        owner_replaced Plateformes!M6
        owner_replaced Plateformes!M7
        owner_replaced Plateformes!M8
        owner_replaced Plateformes!M9
        owner_replaced Plateformes!M12
        frequency_over Plateformes!G6
        frequency_over Plateformes!G7
        frequency_over Plateformes!G13
        days_left Plateformes!H8
        named_on_closed Temps forts!A10
    """,
}


@cache
def letter(sample: str) -> tuple[Problem, ...]:
    """All that `calgen check` says of a sample."""
    data = api.new("fr", sample, STARTS[sample])
    return api.diagnose(data, f"{sample}.xlsx", DAYS[sample]).problems


@pytest.mark.parametrize("sample", STARTS)
def test_the_findings_of_a_sample_are_exactly_these(sample: str) -> None:
    found = [f"{one.code} {one.place or '-'}" for one in letter(sample)]
    assert sorted(found) == sorted(line.strip() for line in LETTERS[sample].strip().splitlines())


def test_the_town_hall_is_told_what_it_was_written_to_show() -> None:
    """Counted in followers, everything selected, a message for any town, nine platforms beyond the hours."""
    codes = {one.code for one in letter("mairie")}
    assert codes >= {"vanity_only", "wheel_all", "brand_absent", "platforms_too_many", "hours_short", "approval_blank"}
    assert {step_of(code) for code in codes} == {*styles.STEP_COLORS, "calendar"}


@pytest.mark.parametrize("sample", few_of(["salon", "saas", "musee"], 1))
def test_the_sound_samples_have_done_every_step(sample: str) -> None:
    found = tomster.steps(made(sample).done.strategy)
    assert {one.key: one.state for one in found} == dict.fromkeys((one.key for one in found), tomster.StepState.DONE)


@pytest.mark.parametrize("sample", few_of(STARTS, 2))
def test_the_tab_begins_with_the_seven_steps_and_leads_to_their_tabs(sample: str) -> None:
    one = made(sample)
    spoken, sheet, links = one.book.words, one.book.tab("checks"), one.book.written("checks")
    for row, step in enumerate(tomster.steps(one.done.strategy), checks.STEPS_TOP):
        letter_, there, tab, state = (sheet.cell(row, column).value for column in range(1, 5))
        assert letter_ == f"{step.key[0].upper()}   {spoken.text('tomster', step.key)}"
        assert there == checks.present_text(spoken, step)
        assert spoken.choice("step_state", step.state) in state
        assert checks.missing_text(spoken, step) in state
        assert tab == spoken.title(step.tab)
        assert links.cell(row, 3).hyperlink.location == f"'{tab}'!A1"
    assert sheet.cell(checks.STEPS_TOP + 7, 1).value is None


@pytest.mark.long
@pytest.mark.parametrize("sample", STARTS)
def test_the_tab_reads_as_the_letter(sample: str) -> None:
    one = made(sample)
    spoken, sheet = one.book.words, one.book.tab("checks")
    said = [sheet.cell(row, 2).value or sheet.cell(row, 1).value for row in range(checks.TOP + 1, sheet.max_row + 1)]
    due: list[object] = []
    for severity, problems in by_severity(of_letter(one.done.problems)):
        due += [checks.severity_title(spoken, severity), *(spoken.message(problem)[0] for problem in problems)]
    due += [None, spoken.text("readings", "title"), *reading_lines(one.done.tabs, spoken)]
    assert said == due


@pytest.mark.parametrize("sample", STARTS)
def test_each_finding_names_its_articles_and_says_why_and_when_to_disregard_it(sample: str) -> None:
    one = made(sample)
    spoken, sheet, written = one.book.words, one.book.tab("checks"), one.book.written("checks")
    prompts = {str(rule.sqref): (rule.promptTitle, rule.prompt) for rule in written.data_validations.dataValidation}
    rows = [row for row in range(checks.TOP + 1, sheet.max_row + 1) if sheet.cell(row, 4).value]
    told = [problem for _, group in by_severity(of_letter(one.done.problems)) for problem in group]
    assert len(told) == len(rows)
    for row, problem in zip(rows, told, strict=True):
        articles = [name for name in articles_of(problem.code) if name != PRACTICE and step_of(problem.code) != BOOK]
        names = ", ".join(spoken.text("article_names", name) for name in articles)
        assert sheet.cell(row, 1).value.partition("\n")[2] == names
        due = spoken.explanation(problem.code)
        if step_of(problem.code) != BOOK:
            due["article"] = " ; ".join(spoken.text("articles", name) for name in articles_of(problem.code))
        shown = {key: prompts.get(f"{at}{row}") for key, at in {"article": "A", "why": "B", "unless": "D"}.items()}
        assert {key: text for key, text in shown.items() if text} == {
            key: (spoken.text("method", key), text[:255]) for key, text in due.items()
        }
        assert all(len(text) <= 255 for text in due.values()), "a prompt holds no more"


@pytest.mark.parametrize("sample", STARTS)
def test_the_letter_is_printed_on_two_pages_at_most_with_all_warnings(sample: str) -> None:
    one = made(sample)
    page, drawn = one.book.written("checks"), one.book.tab("checks")
    last = int(page.print_area.rpartition("$")[2])
    heights = [page.row_dimensions[row].height or 15 for row in range(1, last + 1)]
    wide = sum(7 * page.column_dimensions[at].width + 5 for at in "ABCD")
    assert sum(heights) * min(1.0, 10.6 * 96 / wide) <= 2 * 6.9 * 72
    notes = [row for row in range(checks.TOP + 1, drawn.max_row + 1) if drawn.cell(row, 4).value]
    urgent = [problem for problem in of_letter(one.done.problems) if problem.severity != "note"]
    assert last >= notes[len(urgent) - 1]
    unprinted = sum(row > last for row in notes)
    footer = one.book.words.text("findings", "not_printed", n=unprinted) if unprinted else ""
    title = one.book.words.title("checks")
    assert page.oddFooter.left.text == (f"{title} · {footer}" if unprinted else title)


def test_what_is_said_of_a_post_leads_to_its_row_wherever_that_is() -> None:
    done = made("salon").done
    assert done.plan
    assert done.calendar
    ids = merge.assign_ids(done.plan, merge.Edits())
    values = {"id": ids.posts[3], "platform": "Instagram"}
    told = Problem("text_links", Place(done.titles["social"], "X9"), values=values)
    desk = ViewContext(done.strategy, done.plan, ids, done.words, done.titles, (told,), today=DAYS["salon"])
    cell = checks.sheet(desk, done.calendar).cells[checks.TOP + 2, 3]
    assert (cell.value, cell.link) == (ids.posts[3], "")
    assert cell.formula == desk.row_link("social", ids.posts[3], ids.posts[3])


def test_an_empty_step_leads_to_its_tab_where_there_is_one() -> None:
    found = api.diagnose(api.new("fr"), "vide.xlsx", date(2027, 1, 4)).problems
    places = {one.code: str(one.place) for one in found if one.code.endswith("_empty") and one.severity != "error"}
    assert places == {
        "target_empty": load_words("fr").title("audiences"),
        "resources_empty": load_words("fr").title("team"),
    }
