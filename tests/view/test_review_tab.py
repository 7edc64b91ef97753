"""The tab Review: each section, drawn from a review made by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from color_vision import contrast
from made_review import (
    PLATFORMS,
    PROPOSALS,
    THEMES,
    drawn_review,
    effect,
    full_review,
    made_review,
    objective,
    paces,
    pair,
    post,
    review_context,
)

from calgen.book.languages import languages
from calgen.book.review_columns import ACCEPT_COLUMN, KEY_COLUMN
from calgen.book.sheet import Sheet, StyledCell
from calgen.files.read.formulas import parse_address
from calgen.learn.pairs import PairTest
from calgen.learn.progress import Forecast, PaceState
from calgen.review.model import EffectReview, PlatformReview, Review
from calgen.view.review.review_sheet import PRINTED
from calgen.view.text_width import cell_text_width, text_width

STATES = {
    "fr": ["▲ en avance", "✓ dans les temps", "▼ en retard", "✕ mal parti", "✓ atteint", "✕ non atteint",
           "○ sans relevé"],
    "en": ["▲ ahead", "✓ on track", "▼ behind", "✕ at risk", "✓ reached", "✕ not reached", "○ no reading"],
}  # fmt: skip


def drawn(review: Review | None, language: str = "fr", **fields: object) -> Sheet:
    context = replace(review_context(language), review=review, **fields)  # type: ignore[arg-type]
    return drawn_review(context)


@cache
def full(language: str) -> Sheet:
    return drawn(full_review(), language)


def plain(text: str) -> str:
    """A text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def said(sheet: Sheet) -> list[str]:
    """The texts of the printed part of the tab, row by row, with plain spaces."""
    cells = (cell.value for (_, column), cell in sorted(sheet.cells.items()) if column <= PRINTED)
    return [plain(text) for text in cells if isinstance(text, str)]


def row_of(sheet: Sheet, text: str, column: int = 1) -> int:
    """The first row that has a text in a column."""
    return min(row for (row, at), cell in sheet.cells.items() if at == column and cell.value == text)


def values(sheet: Sheet, row: int, *columns: int) -> list[object]:
    found = (sheet.cells[row, column].value for column in columns)
    return [plain(value) if isinstance(value, str) else value for value in found]


# -- head --------------------------------------------------------------------------------------------------------------


def test_it_begins_with_the_day_and_the_posts_that_have_figures() -> None:
    review = made_review(published=34, with_figures=1)
    line = "Situation au 01/03/2027 : 34 publications de la période sont parues, 1 a des chiffres."
    assert line in said(drawn(review))
    assert "As of Mar 1, 2027: 34 posts of the period are out, 1 has figures." in said(drawn(review, "en"))


def test_a_period_that_has_just_begun_has_no_post_that_is_out() -> None:
    lines = said(drawn(made_review(effects=THEMES)))
    assert "Situation au 01/03/2027 : aucune publication de la période n'est encore parue." in lines
    assert not [line for line in lines if line.startswith("Aucune publication de cette période n'a encore de chiffres")]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "Aucune publication de cette période n'a encore de chiffres"),
        ({"with_figures": 3, "platforms": PLATFORMS}, "Il manque 3 publications avec des chiffres sur Facebook."),
        ({"with_figures": 30, "effects": THEMES, "platforms": PLATFORMS}, "Rien ne demande de changement"),
        ({"with_figures": 0, "effects": THEMES}, "Rien ne demande de changement"),
        ({"with_figures": 30, "effects": THEMES, "proposals": PROPOSALS}, "3 propositions attendent votre accord"),
        ({"with_figures": 30, "proposals": PROPOSALS[:1]}, "1 proposition attend votre accord"),
    ],
    ids=["no figures", "too early", "nothing to change", "a new period", "proposals", "one proposal"],
)
def test_it_says_what_comes_next(fields: dict[str, object], line: str) -> None:
    assert line in " ".join(said(drawn(made_review(**fields))))


@pytest.mark.parametrize("language", languages())
def test_a_sentence_alone_stands_where_the_last_result_is_gone(language: str) -> None:
    sheet = drawn(None, language)
    words = review_context(language).words
    assert " ".join(said(sheet)[2:]) == plain(words.text("review", "nothing"))


@pytest.mark.parametrize("language", languages())
def test_a_section_without_anything_to_show_is_not_there(language: str) -> None:
    words = review_context(language).words
    sections = ("objectives", "platforms", "effects", "posts_section", "clipped", "pairs", "costs", "proposals")
    titles = {words.text("review", key) for key in sections}
    assert not titles & set(said(drawn(made_review(published=1), language)))
    assert titles <= set(said(full(language)))
    limits = plain(words.text("review", "limits"))
    assert limits in " ".join(said(drawn(made_review(), language)))


# -- objectives --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_the_state_of_an_objective_is_a_sign_a_word_and_a_colour(language: str) -> None:
    objectives = tuple(objective(state.value, state=state) for state in PaceState)
    sheet = drawn(made_review(objectives=objectives), language)
    shown = {cell.value: cell.style for cell in sheet.cells.values() if cell.value in STATES[language]}
    assert list(shown) == STATES[language]
    assert len({(style.fill, style.color) for style in shown.values()}) >= 4


def test_an_objective_shows_its_last_reading_beside_its_goal_and_its_paces() -> None:
    sheet, shown = drawn(made_review(objectives=(objective(),))), objective()
    row = row_of(sheet, "Remplir le salon")
    assert values(sheet, row, 3, 4, 5, 6) == [51.0, shown.readings[0].day, 90.0, shown.deadline]
    assert values(sheet, row, 7, 8, 9) == [0.4, 0.45, 0.5]
    assert "Indicateur : rendez-vous. Relevé : caisse." in " ".join(said(sheet))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "À ce train, on peut attendre environ 82 le 30/06/2027 (entre 70 et 95) ; environ 2 chances sur 10"),
        ({"forecast": Forecast(82.0, 70.0, 95.0)}, "on peut attendre environ 82 le 30/06/2027 (entre 70 et 95)."),
        ({"forecast": Forecast(40.0, 30.0, 55.0, 0.01)}, "moins d'une chance sur 10 d'atteindre 90."),
        ({"forecast": Forecast(182.4, 170.0, 195.0, 0.99)}, "environ 182 le 30/06/2027 (entre 170 et 195) ; plus de 9"),
        ({"forecast": None, "periods_missing": 1}, "Trop tôt pour prévoir l'arrivée : il faut encore 1 semaine"),
        ({"forecast": None, "kind": "level", "periods_missing": 4}, "il faut encore 4 relevés."),
        ({"readings": (), "forecast": None}, "Aucun relevé : notez-en un dans l'onglet « Relevés »."),
    ],
    ids=["chance", "no chance known", "hardly", "sure", "too early", "readings missing", "no reading"],
)
def test_what_is_to_be_expected_is_said_with_its_doubt(fields: dict[str, object], line: str) -> None:
    assert line in " ".join(said(drawn(made_review(objectives=(objective(**fields),)))))


def test_an_objective_without_goal_deadline_or_reading_is_drawn() -> None:
    keys = ("baseline", "goal", "deadline", "progress", "planned_pace", "linear_pace", "forecast")
    fields: dict[str, object] = dict.fromkeys(keys) | {"readings": (), "state": PaceState.UNKNOWN}
    sheet = drawn(made_review(objectives=(objective("Seul", **fields),)))
    assert values(sheet, row_of(sheet, "Seul"), 3, 4, 5, 6, 7, 8, 9, 10) == [None] * 7 + ["○ sans relevé"]
    assert not sheet.charts


@pytest.mark.parametrize("weeks", [1, 13, 14, 27, 104])
def test_a_chart_shows_the_way_made_up_to_the_last_reading(weeks: int) -> None:
    pace = paces(max(1, weeks // 2), weeks)
    sheet = drawn(made_review(objectives=(objective(pace=pace),)))
    (chart,) = sheet.charts
    last = max(point.day for point in pace if point.reached is not None)
    reached, planned, _ = ([cell.value for cell in _cells(sheet, series.values)] for series in chart.series)
    days = [cell.value for cell in _cells(sheet, chart.series[0].labels)]
    assert len(days) <= 14
    assert [day for day, part in zip(days, reached, strict=True) if part is not None][-1] == last
    assert None not in planned


def _cells(sheet: Sheet, ref: str) -> list[StyledCell]:
    """The cells of a column that a chart names."""
    first, _, last = ref.rpartition("!")[2].replace("$", "").partition(":")
    (top, column), (bottom, _) = parse_address(first), parse_address(last)
    return [sheet.cells.get((row, column), StyledCell()) for row in range(top, bottom + 1)]


def _figures(sheet: Sheet, ref: str) -> list[float]:
    """The figures of a column that a chart names."""
    return [cell.value for cell in _cells(sheet, ref) if isinstance(cell.value, int | float)]


# -- platforms ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 30])
def test_each_platform_has_a_row_and_several_a_total(count: int) -> None:
    platforms = tuple(replace(PLATFORMS[1], platform=f"Réseau {n}") for n in range(count))
    sheet = drawn(made_review(platforms=platforms))
    assert {f"Réseau {n}" for n in range(count)} <= set(said(sheet))
    assert ("Total" in said(sheet)) == (count > 1)
    if count > 1:
        assert values(sheet, row_of(sheet, "Total"), 2, 3, 4) == [22 * count, 18 * count, 31000 * count]


def test_sums_of_platforms_are_live_over_the_period() -> None:
    sheet = drawn(made_review(platforms=PLATFORMS))
    row = row_of(sheet, "Facebook")
    formulas = [sheet.cells[row, column].formula for column in range(2, 8)]
    assert all(formula.startswith(("=COUNTIFS(", "=SUMIFS(")) for formula in formulas)
    horizon = review_context().plan.horizon
    first = f'">="&DATE({horizon.first.year},{horizon.first.month},{horizon.first.day})'
    assert all(first in formula for formula in formulas)


def test_followers_before_and_after_a_campaign_are_shown_where_both_are_known() -> None:
    growth = full_review().growth
    sheet = drawn(made_review(platforms=PLATFORMS, growth=growth))
    row = row_of(sheet, "Saint-Valentin")
    assert values(sheet, row, 2, 3, 4) == ["Facebook", 1200.0, 1260.0]
    assert sheet.cells[row, 5].value == pytest.approx(0.05)
    assert said(sheet).count("Saint-Valentin") == 1
    alone = " ".join(said(drawn(made_review(platforms=PLATFORMS, growth=growth[1:]))))
    assert "notez-les avec leur date dans l'onglet Audit" in alone


def test_a_platform_with_too_few_posts_says_how_many_are_missing() -> None:
    text = " ".join(said(drawn(made_review(platforms=PLATFORMS))))
    assert "Facebook : il faut encore 3 publications d'au moins une semaine" in text
    assert "Instagram : il faut encore" not in text


# -- themes, formats, moments ------------------------------------------------------------------------------------------


def test_an_effect_is_said_as_a_factor_with_its_interval_and_its_chance() -> None:
    sheet = full("fr")
    row = row_of(sheet, "Avant/après")
    assert values(sheet, row, 2, 3) == [9, "environ 1,4 fois la moyenne (entre 0,8 et 2,2)"]
    assert values(sheet, row, 7) == ["▲ 88 sur 100"]
    assert values(full("en"), row_of(full("en"), "Avant/après"), 3, 7) == [
        "about 1.4 times the average (between 0.8 and 2.2)", "▲ 88 in 100",
    ]  # fmt: skip


def test_few_posts_and_what_cannot_be_told_apart_have_no_colour() -> None:
    sheet = full("fr")
    assert values(sheet, row_of(sheet, "Tendances"), 3, 7) == ["trop peu : il en faut encore 1", None]
    assert values(sheet, row_of(sheet, "Offres"), 7) == ["13 sur 100"]
    text = " ".join(said(sheet))
    assert "« Offres » et « 18h00-22h00, le week-end » vont presque toujours ensemble" in text


@pytest.mark.parametrize("chance", [0.0, 0.004, 0.996, 1.0])
def test_a_chance_is_never_none_and_never_all(chance: float) -> None:
    sheet = drawn(made_review(effects=(EffectReview("theme", "promote", effect("Coulisses", 9, 0.2, 0.1, chance)),)))
    assert values(sheet, row_of(sheet, "Coulisses"), 7) == ["▼ 1 sur 100" if chance < 0.5 else "▲ 99 sur 100"]


def test_the_chart_of_effects_has_their_intervals() -> None:
    sheet = full("fr")
    chart = next(chart for chart in sheet.charts if chart.kind == "bar")
    (bars,) = chart.series
    names = [cell.value for cell in _cells(sheet, bars.labels)]
    middle, above, below = (_figures(sheet, ref) for ref in (bars.values, bars.above, bars.below))
    assert names == ["Avant/après", "Coulisses", "Offres", "Conseils"]
    assert middle[0] == pytest.approx(1.363, abs=0.001)
    assert middle[0] + above[0] == pytest.approx(2.203, abs=0.001)
    assert middle[0] - below[0] == pytest.approx(0.844, abs=0.001)
    assert chart.highest is not None
    assert chart.highest >= max(m + a for m, a in zip(middle, above, strict=True))


def test_many_effects_leave_the_surest_in_the_chart() -> None:
    effects = tuple(
        EffectReview("moment", f"Réseau {n}", effect("noon weekday", 9, 0.1 * (n - 15), 0.2, n / 31)) for n in range(31)
    )
    (chart,) = drawn(made_review(effects=effects)).charts
    assert len(chart.series[0].point_colors) == 12


# -- posts, pairs, costs -----------------------------------------------------------------------------------------------


def test_a_post_leads_to_its_row_and_a_title_like_a_formula_stays_a_text() -> None:
    id_ = review_context().ids.posts[0]
    posts = (post(id_, '=HYPERLINK("http://a.example")', 2.3), post("P9999", "=1+1", 1.2))
    sheet = drawn(made_review(worked=posts))
    here, archived = (sheet.cells[row_of(sheet, title), 1] for title in (posts[0].title, posts[1].title))
    assert here.formula.startswith("=HYPERLINK(")
    assert '"=HYPERLINK(""http://a.example"")")' in here.formula
    assert (archived.formula, archived.link) == ("", "'Calendrier social'!J12")


def test_a_title_of_several_lines_stands_on_one_and_keeps_its_no_break_spaces() -> None:
    sheet = drawn(made_review(worked=(post("P9999", "Avant\u00a0: ici\naprès", 1.2),)))
    assert sheet.cells[row_of(sheet, "Avant\u00a0: ici après"), 1].link


def test_a_figure_that_nobody_knows_is_blank_and_never_zero() -> None:
    known = post("P0001", "Sans clics", 0.4, clicks=None, impressions=None)
    sheet = drawn(made_review(disappointed=(known,)))
    assert values(sheet, row_of(sheet, "Sans clics"), 9, 10, 11, 12) == ["0,4 fois", None, 96, "– / –"]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "Rien ne permet encore de trancher (3 paires sur 8)."),
        ({"planned": 4}, "Rien ne permet encore de trancher (3 paires sur 8). Le calendrier n'en prévoit que 4."),
        ({"pairs": 8, "test": PairTest(8, 0.1, -0.3, 0.5, 0.6)}, "Rien ne permet de trancher : la variante B fait"),
        ({"pairs": 8, "winner": "B", "test": PairTest(8, 0.47, 0.1, 0.8, 0.01)},
         "✓ La variante B fait mieux : environ 1,6 fois la variante A (entre 1,1 et 2,2)."),
        ({"pairs": 8, "winner": "A", "tested": "hour", "test": PairTest(8, -0.47, -0.8, -0.1, 0.01)},
         "✓ L'heure la plus tôt fait mieux : environ 1,6 fois l'heure la plus tard (entre 1,1 et 2,2)."),
    ],
    ids=["early", "too few planned", "no choice", "B", "the earlier hour"],
)  # fmt: skip
def test_a_pair_has_its_verdict_or_that_nothing_allows_a_choice(fields: dict[str, object], line: str) -> None:
    assert line in " ".join(said(drawn(made_review(pairs=(pair("Coulisses", **fields),)))))


@pytest.mark.parametrize("cut", ["Offres", ""])
def test_costs_say_what_would_be_cut_first_or_that_nothing_points_to_it(cut: str) -> None:
    costs = full_review().costs
    assert costs
    sheet = drawn(made_review(costs=replace(costs, cut_first=cut)))
    text = " ".join(said(sheet))
    assert "61 h de travail, soit un coût de 1 530, et 300 de budget" in text
    assert ("d'abord « Offres »" in text) == bool(cut)
    assert ("rien ne désigne encore un thème" in text) == (not cut)
    assert values(sheet, row_of(sheet, "Conseils"), 2, 3, 4) == [130.0, 0, "au moins 35,2"]


@pytest.mark.parametrize(("language", "sums"), [("fr", ("1 530 €", "300 €", "Dépensé (€)", "environ 310 €")),
                                                ("en", ("€1,530", "€300", "Spent (€)", "about €310"))])  # fmt: skip
def test_sums_have_the_currency_that_the_user_types(language: str, sums: tuple[str, ...]) -> None:
    words = replace(review_context(language).words, currency="€")
    text = " ".join(said(drawn(full_review(), language, words=words)))
    assert all(shown in text for shown in sums)


def test_costs_without_hourly_cost_or_budget_name_only_what_is_known() -> None:
    costs = full_review().costs
    assert costs
    bare = replace(costs, hours_cost=Fraction(), budget=Fraction(), by_theme=())
    text = " ".join(said(drawn(made_review(costs=bare))))
    assert "61 h de travail (sans coût horaire dans l'onglet Équipe)." in text
    assert "budget de campagnes" not in text


# -- proposals ---------------------------------------------------------------------------------------------------------


def test_a_proposal_shows_both_values_why_and_its_key() -> None:
    sheet = full("fr")
    rows = {cell.value: row for (row, column), cell in sheet.cells.items() if column == KEY_COLUMN}
    assert {proposal.key for proposal in PROPOSALS} <= set(rows)
    weight, hours, share = (rows[proposal.key] for proposal in PROPOSALS)
    assert values(sheet, weight, 1, 2, 3, 4) == ["Thème « Avant/après » : poids", "1", "1,25", None]
    assert values(sheet, hours, 1) == ["Instagram : heures"]
    assert values(sheet, share, 1, 2, 3) == ["Catégorie « Promouvoir » : part", "33,3 %", "36 %"]
    text = " ".join(said(sheet))
    assert "Environ 1,4 fois la moyenne (entre 0,8 et 2,2), 9 publications ; 88 chances sur 100" in text
    assert "Relayer 33,3 % → 30,7 %" in text
    assert "9h00-11h00," in text
    assert {choice.ref for choice in sheet.choices} == {f"D{row}" for row in (weight, hours, share)}
    assert all(choice.words == ("Oui", "Non") for choice in sheet.choices)


@pytest.mark.parametrize("language", languages())
def test_an_accepted_proposal_says_yes(language: str) -> None:
    accepted = frozenset({PROPOSALS[1].key})
    sheet = drawn(full_review(), language, accepted=accepted)
    rows = {cell.value: row for (row, column), cell in sheet.cells.items() if column == KEY_COLUMN}
    ticks = [sheet.cells[rows[proposal.key], ACCEPT_COLUMN].value for proposal in PROPOSALS]
    assert ticks == [None, review_context(language).words.choice("yes_no", "yes"), None]


# -- the hand ----------------------------------------------------------------------------------------------------------


def long_review() -> Review:
    """A review whose every text is long."""
    name = "Un nom de thème que personne ne raccourcira jamais, avec ses virgules et ses “guillemets” " * 2
    found = full_review()
    return replace(
        found,
        objectives=tuple(replace(row, objective=name, kpi=name) for row in found.objectives),
        platforms=tuple(replace(row, platform=f"{n} {name}") for n, row in enumerate(found.platforms)),
        effects=tuple(
            replace(row, effect=replace(row.effect, name=f"{n} {name}")) for n, row in enumerate(found.effects)
        ),
        worked=tuple(replace(row, title=name, theme=name) for row in found.worked),
        pairs=tuple(replace(row, theme=f"{n} {name}", platforms=(name, name)) for n, row in enumerate(found.pairs)),
        proposals=tuple(replace(row, name=name) for row in found.proposals),
    )  # fmt: skip


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", ["usual", "long"])
def test_each_text_is_seen_whole_or_ends_with_an_ellipsis(kind: str, language: str) -> None:
    """A text without line breaks runs over blank cells; it must not reach a filled one, nor the edge of the page."""
    sheet = full(language) if kind == "usual" else drawn(long_review(), language)
    filled = {place for place, cell in sheet.cells.items() if cell.value is not None or cell.formula}
    hidden = []
    for (row, column), cell in sheet.cells.items():
        if isinstance(cell.value, str) and cell.style.align != "right" and not cell.style.wrap and column <= PRINTED:
            end = column + 1
            while end <= PRINTED and (row, end) not in filled:
                end += 1
            room = sum(cell_text_width(sheet.widths[at]) for at in range(column, end))
            if text_width(cell.value, cell.style.size, bold=cell.style.bold) > room + 3:
                hidden.append((row, column, cell.value))
    assert not hidden


@pytest.mark.parametrize("language", languages())
def test_each_text_can_be_read_and_no_table_is_merged(language: str) -> None:
    sheet = full(language)
    shown = {
        (cell.style.color, cell.style.fill or "#FFFFFF") for cell in sheet.cells.values() if cell.value is not None
    }
    assert min(contrast(ink, fill) for ink, fill in shown) >= 4.5
    assert not sheet.merges


@pytest.mark.parametrize("language", languages())
def test_each_chart_says_what_it_shows_to_those_who_do_not_see_it(language: str) -> None:
    charts = full(language).charts
    assert len(charts) == 5
    for chart in charts:
        assert chart.title in chart.description
        assert any(character.isdigit() for character in chart.description)
        assert len(chart.description) <= 500


def test_thirty_platforms_and_long_names_are_drawn_in_order() -> None:
    review = replace(long_review(), platforms=tuple(_numbered(n) for n in range(30)))
    sheet = drawn(review)
    assert max(column for _, column in sheet.cells) < 200
    assert sheet.print.area.endswith(f"L{sheet.print.area.rpartition('L')[2]}")
    blocks = sheet.print.blocks
    assert list(blocks) == sorted(set(blocks))


def _numbered(n: int) -> PlatformReview:
    return replace(PLATFORMS[0], platform=f"Réseau {n}")
